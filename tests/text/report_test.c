/* Raw bytes to report, end to end: what must hold of every report, forms, bounds, memory. */
#include "alloc_fail.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "text/phrases.h"
#include "text/report.h"

#include <sitrep/input.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static sr_arena *tools_arena;
static sr_text_tools *tools;

static sr_report *read_bytes(sr_slice bytes, sr_input_form form) {
  sr_report *report = NULL;
  sr_error err;
  const sr_report_info info = {.id = SR_SLICE("r1"), .date = SR_DAY_NONE, .form = form};
  assert_ok(sr_text_read(tools, NULL, bytes, &info, &report, &err), &err);
  return report;
}

static void hash_is_of_the_text(void **state) {
  (void)state;
  sr_report *a = read_bytes(SR_SLICE("One.\r\nTwo."), SR_FORM_AUTO);
  sr_report *b = read_bytes(SR_SLICE("\xef\xbb\xbfOne.\nTwo."), SR_FORM_AUTO);
  sr_report *c = read_bytes(SR_SLICE("One.\nTwo. "), SR_FORM_AUTO);
  assert_int_equal(sr_report_hash(a).len, 64);
  assert_true(sr_slice_eq(sr_report_hash(a), sr_report_hash(b)));
  assert_false(sr_slice_eq(sr_report_hash(a), sr_report_hash(c)));
  sr_report_free(a);
  sr_report_free(b);
  sr_report_free(c);
}

static void splits_sentences_and_tokens(void **state) {
  (void)state;
  sr_report *report = read_bytes(SR_SLICE("The army lost 5 tanks.\r\n\r\nIt said \"no\"."), SR_FORM_AUTO);
  assert_slice(sr_report_text(report), "The army lost 5 tanks.\n\nIt said \"no\".");
  uint32_t n, n_tokens;
  const sr_sentence *sentences = sr_report_sentences(report, &n);
  const sr_token *tokens = sr_report_tokens(report, &n_tokens);
  assert_int_equal(n, 2);
  assert_int_equal(n_tokens, 12);
  assert_int_equal(sentences[1].first_token, 6);
  assert_int_equal(sentences[1].n_tokens, 6);
  assert_int_equal(sentences[1].paragraph, 1);
  assert_int_equal(tokens[6].sentence, 1);
  assert_int_equal(tokens[6].head, SR_NO_HEAD);
  assert_slice(sr_report_slice(report, tokens[6].span), "It");
  assert_slice(tokens[6].norm, "it");
  assert_slice(sr_report_about(report)->lang, "en");
  assert_slice(sr_report_about(report)->id, "r1");
  sr_report_free(report);
}

static void exact_text_keeps_its_offsets(void **state) {
  (void)state;
  const char *const text = "\xef\xbb\xbf  One.\r\n\r\n<p>Two\x01\r\n";
  sr_report *report = read_bytes((sr_slice){text, strlen(text)}, SR_FORM_EXACT);
  assert_slice(sr_report_text(report), text);
  uint32_t n;
  const sr_sentence *sentences = sr_report_sentences(report, &n);
  assert_int_equal(n, 2);
  assert_slice(sr_report_slice(report, sentences[1].span), "<p>Two\x01");
  sr_report_free(report);
}

static void the_caller_knows_better_than_the_page(void **state) {
  (void)state;
  const sr_slice html =
      SR_SLICE("<!doctype html><html lang=fr><title>T</title><meta property=og:site_name content=Site>"
               "<meta name=date content=2024-01-02><p>Two soldiers were wounded in the north.");
  sr_report *report = read_bytes(html, SR_FORM_AUTO);
  assert_slice(report->about.outlet, "Site");
  assert_slice(report->about.lang, "fr");
  assert_int_equal(report->about.date, 19724);
  assert_int_equal(report->about.form, SR_FORM_HTML);
  sr_report_free(report);
  const sr_report_info info = {.lang = SR_SLICE("en"), .outlet = SR_SLICE("Mine"), .date = 5, .form = SR_FORM_AUTO};
  sr_error err;
  assert_ok(sr_text_read(tools, NULL, html, &info, &report, &err), &err);
  assert_slice(report->about.outlet, "Mine");
  assert_slice(report->about.lang, "en");
  assert_slice(report->about.title, "T");
  assert_int_equal(report->about.date, 5);
  assert_slice(report->text, "Two soldiers were wounded in the north.");
  sr_report_free(report);
}

static void refuses_what_is_no_report(void **state) {
  (void)state;
  static const struct {
    sr_slice bytes;
    sr_input_form form;
    const char *message;
  } cases[] = {
      {{"", 0}, SR_FORM_AUTO, "empty"},
      {{" \n\t\xc2\xa0\n", 6}, SR_FORM_AUTO, "empty"},
      {{"  \n", 3}, SR_FORM_EXACT, "empty"},
      {{"a\xff"
        "b",
        3},
       SR_FORM_EXACT,
       "byte 1 (0xff) is not UTF-8"},
      {{"%PDF-1.7 x", 10}, SR_FORM_AUTO, "PDF"},
      {{"<html><body><script>x</script></body></html>", 44}, SR_FORM_AUTO, "no text"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_report *report = NULL;
    sr_error err = {0};
    const sr_report_info info = {.id = SR_SLICE("bad"), .date = SR_DAY_NONE, .form = cases[i].form};
    assert_int_equal(sr_text_read(tools, NULL, cases[i].bytes, &info, &report, &err), SR_ERR_INPUT);
    assert_null(report);
    assert_non_null(strstr(err.message, cases[i].message));
    assert_string_equal(err.where, "bad");
  }
}

static void keeps_its_bounds(void **state) {
  (void)state;
  sr_limits limits = sr_limits_default();
  limits.sentence_tokens = 10;
  sr_report *report = NULL;
  sr_error err;
  const sr_slice text = SR_SLICE("a b c d e f g h i j k l m n o p q r s t u v w x y z.");
  assert_ok(sr_text_read(tools, &limits, text, NULL, &report, &err), &err);
  uint32_t n;
  const sr_sentence *sentences = sr_report_sentences(report, &n);
  assert_int_equal(n, 3);
  assert_slice(sr_report_slice(report, sentences[1].span), "k l m n o p q r s t");
  assert_int_equal(report->tokens[26].sentence, 2);
  sr_report_free(report);
  limits.report_bytes = 20;
  assert_int_equal(sr_text_read(tools, &limits, text, NULL, &report, &err), SR_ERR_LIMIT);
  limits = sr_limits_default();
  limits.memory_bytes = 1000;
  assert_int_equal(sr_text_read(tools, &limits, text, NULL, &report, &err), SR_ERR_NOMEM);
}

/* Each piece repeated to 256 KiB takes time in proportion: no more than a few times what prose does. Under sanitizers
 * prose takes some 0.1 s; what is quadratic takes minutes. */
static void time_is_linear(void **state) {
  (void)state;
  static const char *const pieces[] = {"The army lost 5 tanks, it said. ",
                                       "a",
                                       "1",
                                       "-",
                                       "a-",
                                       "1-",
                                       "a.",
                                       ".",
                                       ".)",
                                       "\"",
                                       "\n",
                                       "a\n",
                                       "- a\n",
                                       "a\n\n",
                                       "' ",
                                       "a@",
                                       "www.",
                                       "http://",
                                       "a1-",
                                       "1,",
                                       "1.",
                                       "A.",
                                       "Mr. ",
                                       "! ",
                                       "!\" a ",
                                       "\xd0\xb0",
                                       "\xcc\x81",
                                       "\xe2\x80\x94",
                                       "\xf0\x9f\x98\x80\xe2\x80\x8d",
                                       " ",
                                       "x\t",
                                       "km. ",
                                       "?' \" - ' - a b c d ",
                                       "1. ",
                                       ";\n",
                                       "\xc2\xad",
                                       "a\xc2\xad"};
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    const size_t len = strlen(pieces[i]), n = (1 << 18) / len;
    char *bytes = malloc(n * len + 2);
    assert_non_null(bytes);
    bytes[0] = 'x';
    for (size_t k = 0; k < n; k++) memcpy(bytes + 1 + k * len, pieces[i], len);
    const clock_t begin = clock();
    sr_report *report = NULL;
    sr_error err;
    sr_limits limits = sr_limits_default();
    limits.memory_bytes = (size_t)4 << 30;
    assert_ok(sr_text_read(tools, &limits, (sr_slice){bytes, n * len + 1}, NULL, &report, &err), &err);
    const double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    if (seconds > 10) print_error("'%s' took %.1f s\n", pieces[i], seconds);
    assert_true(seconds <= 10);
    sr_report_free(report);
    free(bytes);
  }
}

static sr_status read_once(void *user, sr_error *err) {
  const sr_slice *bytes = user;
  sr_report *report = NULL;
  const sr_status status = sr_text_read(tools, NULL, *bytes, NULL, &report, err);
  sr_report_free(report);
  return status;
}

static sr_status stream_once(void *user, sr_error *err) {
  sr_input *input = NULL;
  sr_status status = sr_input_open(user, SR_INPUT_NDJSON, NULL, &input, err);
  if (status) return status;
  sr_input_item item;
  do status = sr_input_next(input, &item, err);
  while (!status && item.bytes.ptr);
  sr_input_close(input);
  return status;
}

static sr_status phrase_once(void *user, sr_error *err) {
  (void)user;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_phrases *set = arena ? sr_phrases_new(arena) : NULL;
  sr_status status =
      set ? sr_phrases_add(set, SR_SLICE("Sq. km."), 1, err) : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "none");
  sr_arena_free(arena);
  return status;
}

static void running_out_of_memory_is_an_error(void **state) {
  (void)state;
  sr_slice texts[] = {
      SR_SLICE("The Army \xe2\x80\x9clost\xe2\x80\x9d 5 TANKS.\n\n\xd0\x9a\xd0\xb8\xd1\x97\xd0\xb2 Caf\x65\xcc\x81."),
      SR_SLICE("\xce\xe1\xf1\xf2\xf0\xe5\xeb \xe3\xee\xf0\xee\xe4\xe0 \xef\xee\xe3\xe8\xe1\xeb\xe8 \xe4\xe2\xee\xe5."),
      SR_SLICE("<html lang=en><title>T</title><body><ul><li>One thing<li>Two</ul><p>Some words are here, and more."),
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_true(sr_test_alloc_fail(read_once, &texts[i], 1) > 1);
  assert_true(sr_test_alloc_fail(phrase_once, NULL, 1) > 1);
  char path[] = "/tmp/sitrep-report-XXXXXX";
  const int fd = mkstemp(path);
  assert_true(fd >= 0);
  const char line[] = "{\"text\": \"one\"}\n{\"text\": \"two\"}\n";
  assert_int_equal(write(fd, line, sizeof line - 1), sizeof line - 1);
  close(fd);
  assert_true(sr_test_alloc_fail(stream_once, path, 1) >= 3);
  unlink(path);
}

static int open_tools(void **state) {
  (void)state;
  sr_error err;
  tools_arena = sr_arena_new(1 << 20);
  return tools_arena && !sr_text_open(tools_arena, &tools, &err) ? 0 : -1;
}
static int close_tools(void **state) {
  (void)state;
  sr_text_close(tools);
  sr_arena_free(tools_arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(splits_sentences_and_tokens),
      cmocka_unit_test(hash_is_of_the_text),
      cmocka_unit_test(exact_text_keeps_its_offsets),
      cmocka_unit_test(the_caller_knows_better_than_the_page),
      cmocka_unit_test(refuses_what_is_no_report),
      cmocka_unit_test(keeps_its_bounds),
      cmocka_unit_test(time_is_linear),
      cmocka_unit_test(running_out_of_memory_is_an_error),
  };
  return cmocka_run_group_tests(tests, open_tools, close_tools);
}
