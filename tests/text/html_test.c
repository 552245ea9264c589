/* Pages: the text without what surrounds it, what the page says of itself, and hostile pages that end quickly.
 * tests/text/pages/NAME.html must give NAME.txt. */
#include "support.h"

#include "base/date.h"
#include "base/slice.h"
#include "text/html.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sr_status read_page(sr_arena *arena, sr_slice html, sr_page *page, sr_error *err) {
  const sr_limits limits = sr_limits_default();
  *err = (sr_error){0};
  return sr_html_read(arena, &limits, html, page, err);
}

static void finds_the_text(void **state) {
  (void)state;
  static const char *const names[] = {"news", "plain", "short", "weak"};
  int bad = 0;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char path[100];
    snprintf(path, sizeof path, "tests/text/pages/%s.html", names[i]);
    const sr_slice html = sr_test_file(path);
    snprintf(path, sizeof path, "tests/text/pages/%s.txt", names[i]);
    const sr_slice expected = sr_test_file(path);
    sr_arena *arena = sr_arena_new(1 << 24);
    sr_page page;
    sr_error err;
    assert_ok(read_page(arena, html, &page, &err), &err);
    if (!sr_slice_eq(page.text, sr_slice_trim(expected))) {
      bad++;
      print_error("%s: got\n%.*s\n", names[i], SR_FMT(page.text));
    }
    sr_arena_free(arena);
    free((void *)(uintptr_t)html.ptr);
    free((void *)(uintptr_t)expected.ptr);
  }
  assert_int_equal(bad, 0);
}

static void reads_what_the_page_says(void **state) {
  (void)state;
  const sr_slice html = sr_test_file("tests/text/pages/news.html");
  sr_arena *arena = sr_arena_new(1 << 24);
  sr_page page;
  sr_error err;
  char day[SR_DAY_MAX];
  assert_ok(read_page(arena, html, &page, &err), &err);
  assert_slice(page.title, "Two dead after night attack on port");
  assert_slice(page.outlet, "The Daily Example");
  assert_slice(page.url, "https://example.org/world/port-attack");
  assert_slice(page.lang, "en");
  assert_string_equal(sr_day_write(page.date, day), "2024-03-05");
  free((void *)(uintptr_t)html.ptr);
  static const struct {
    const char *html, *date, *title, *outlet;
  } cases[] = {
      {"<title>A \n title</title><p>x y</p><time datetime='2024-01-02T03:04'>", "2024-01-02", "A title", ""},
      {"<h1>Head</h1><title>T</title><p>x</p><meta name=Date content='5 of May'>", "", "Head", ""},
      {"<script "
       "type='application/"
       "ld+json'>[{\"datePublished\":\"2023-12-31\",\"headline\":\"H\",\"publisher\":{\"name\":\"P\"}}]</script><p>x",
       "2023-12-31", "H", "P"},
      {"<script type='application/ld+json'>[{\"datePublished\":</script><p>x<meta name='twitter:site' content='@wire'>",
       "", "", "wire"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_ok(read_page(arena, (sr_slice){cases[i].html, strlen(cases[i].html)}, &page, &err), &err);
    assert_string_equal(sr_day_write(page.date, day), cases[i].date);
    assert_slice(page.title, cases[i].title);
    assert_slice(page.outlet, cases[i].outlet);
  }
  sr_arena_free(arena);
}

static void knows_pages_and_their_charsets(void **state) {
  (void)state;
  assert_true(sr_html_is(SR_SLICE(" \n<!DOCTYPE HTML><p>")));
  assert_true(sr_html_is(SR_SLICE("<?xml version='1.0'?><html>")));
  assert_false(sr_html_is(SR_SLICE("The <html> element")));
  assert_false(sr_html_is(SR_SLICE("<unknown> caller")));
  assert_slice(sr_html_charset(SR_SLICE("<html><meta charset=koi8-r>")), "koi8-r");
  assert_slice(sr_html_charset(SR_SLICE("<META http-equiv=x content=\"text/html; charset=Windows-1251\">")),
               "Windows-1251");
  assert_slice(sr_html_charset(SR_SLICE("<p>charset=koi8-r</p>")), "");
}

/* n copies of a piece between a head and a tail. */
static sr_slice many(const char *head, const char *piece, size_t n, const char *tail) {
  const size_t len = strlen(piece);
  char *out = malloc(strlen(head) + n * len + strlen(tail) + 1);
  assert_non_null(out);
  size_t at = strlen(head);
  memcpy(out, head, at);
  for (size_t i = 0; i < n; i++, at += len) memcpy(out + at, piece, len);
  strcpy(out + at, tail);
  return (sr_slice){out, at + strlen(tail)};
}

/* Each of these once took some parser minutes; the test's own time limit is the check. */
static void hostile_pages_end_quickly(void **state) {
  (void)state;
  static const struct {
    const char *head, *piece, *tail;
    sr_status status;
  } cases[] = {
      {"", "<div>", "x", SR_ERR_LIMIT},
      {"", "<b>", "x", SR_ERR_LIMIT},
      {"<a ", "x ", ">x</a>", SR_ERR_LIMIT},
      {"<a ", "x='>' ", ">x</a>", SR_ERR_LIMIT},
      {"<p>text</p>", "</div>", "", SR_OK},
      {"<p>text</p>", "<!--", "", SR_OK},
      {"<p>text</p>", "<![", "", SR_OK},
      {"<p>text</p>", "<", "", SR_OK},
      {"<p>text</p>", "&", "", SR_OK},
      {"<p>text</p>", "<p>", "", SR_OK},
      {"<p>text</p>", "<table><tr><td>", "", SR_ERR_LIMIT},
      {"<p>text</p>", "<br>", "", SR_OK},
      {"<p>text</p><script>", "</scrip", "", SR_OK},
      {"<p>text</p><a x=\"", "<a x=\"", "", SR_ERR_LIMIT},
      {"", "<p>some words here ", "", SR_OK},
      {"<script type='application/ld+json'>", "[", "</script><p>text", SR_OK},
      {"", "<", "", SR_OK},
      {"<p>text</p>", "<i class='a b c d e f g'>x</i>", "", SR_OK},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_arena *arena = sr_arena_new(1u << 30);
    const sr_slice html = many(cases[i].head, cases[i].piece, 100000, cases[i].tail);
    sr_page page;
    sr_error err;
    const sr_status status = read_page(arena, html, &page, &err);
    if (status != cases[i].status) print_error("%zu %s: %s\n", i, cases[i].piece, err.message);
    assert_int_equal(status, cases[i].status);
    sr_arena_free(arena);
    free((void *)(uintptr_t)html.ptr);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_the_text),
      cmocka_unit_test(reads_what_the_page_says),
      cmocka_unit_test(knows_pages_and_their_charsets),
      cmocka_unit_test(hostile_pages_end_quickly),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
