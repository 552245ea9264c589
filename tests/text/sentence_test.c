/* Sentences. Cases are data: tests/text/sentence_cases.tsv, "\n" for a newline, "|" between the expected sentences. */
#include "support.h"

#include "base/slice.h"
#include "text/sentence.h"

#include <stdlib.h>

static sr_slice unescape(sr_arena *arena, sr_slice raw) {
  char *out = sr_arena_alloc(arena, raw.len + 1);
  size_t n = 0;
  for (size_t i = 0; i < raw.len; i++) {
    if (raw.ptr[i] == '\\' && i + 1 < raw.len && raw.ptr[i + 1] == 'n')
      out[n++] = '\n', i++;
    else
      out[n++] = raw.ptr[i];
  }
  return (sr_slice){out, n};
}

static sr_slice joined(sr_arena *arena, sr_slice text) {
  sr_sentence_vec sentences = {0};
  sr_error err;
  assert_ok(sr_sentences_split(arena, text, &sentences, &err), &err);
  char *out = sr_arena_alloc(arena, text.len * 2 + 2);
  size_t n = 0;
  for (uint32_t i = 0; i < sentences.n; i++) {
    if (i) out[n++] = '|';
    for (uint32_t at = sentences.at[i].span.start; at < sentences.at[i].span.end; at++) out[n++] = text.ptr[at];
  }
  return (sr_slice){out, n};
}

static void splits_as_the_cases_say(void **state) {
  (void)state;
  sr_slice file = sr_test_file("tests/text/sentence_cases.tsv"), rest = file;
  int bad = 0;
  while (rest.ptr) {
    sr_slice line = sr_slice_split(&rest, '\n');
    if (!line.len || line.ptr[0] == '#') continue;
    /* the text is the expected sentences with "|" as one space, or as nothing before "\n" */
    sr_arena *arena = sr_arena_new(1 << 20);
    const sr_slice expected = unescape(arena, line);
    char *text = sr_arena_alloc(arena, expected.len);
    size_t n = 0;
    char *due = sr_arena_alloc(arena, expected.len + 1);
    size_t due_n = 0;
    for (size_t i = 0; i < expected.len; i++) {
      const char c = expected.ptr[i];
      if (c != '|') {
        text[n++] = c;
        due[due_n++] = c;
        continue;
      }
      due[due_n++] = c;
      if (i + 1 < expected.len && expected.ptr[i + 1] == '\n') {
        while (i + 1 < expected.len && expected.ptr[i + 1] == '\n') text[n++] = expected.ptr[++i];
      } else {
        text[n++] = ' ';
      }
    }
    const sr_slice got = joined(arena, (sr_slice){text, n});
    if (!sr_slice_eq(got, (sr_slice){due, due_n})) {
      bad++;
      print_error("got      %.*s\nexpected %.*s\n", SR_FMT(got), (int)due_n, due);
    }
    sr_arena_free(arena);
  }
  free((void *)(uintptr_t)file.ptr);
  assert_int_equal(bad, 0);
}

static void counts_paragraphs(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  const sr_slice text = SR_SLICE("Heading\n\nOne. Two.\n\n\n  \nThree.\n");
  sr_sentence_vec sentences = {0};
  sr_error err;
  assert_ok(sr_sentences_split(arena, text, &sentences, &err), &err);
  assert_int_equal(sentences.n, 4);
  const uint32_t expected[] = {0, 1, 1, 2};
  for (uint32_t i = 0; i < 4; i++) assert_int_equal(sentences.at[i].paragraph, expected[i]);
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(splits_as_the_cases_say), cmocka_unit_test(counts_paragraphs)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
