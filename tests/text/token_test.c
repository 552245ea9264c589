/* Tokens: what is cut, what is kept together, norm forms, kinds. Cases are data: tests/text/token_cases.tsv. */
#include "support.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/token.h"

#include <stdlib.h>
#include <string.h>

static sr_slice joined(sr_arena *arena, sr_slice text) {
  sr_token_vec tokens = {0};
  sr_error err;
  assert_ok(sr_tokens_split(arena, text, (sr_span){0, (uint32_t)text.len}, &tokens, &err), &err);
  char *out = sr_arena_alloc(arena, text.len * 2 + 2);
  assert_non_null(out);
  size_t n = 0;
  for (uint32_t i = 0; i < tokens.n; i++) {
    const sr_span span = tokens.at[i].span;
    assert_true(span.start < span.end && span.end <= text.len);
    if (i) assert_true(tokens.at[i - 1].span.end <= span.start);
    if (i) out[n++] = '|';
    memcpy(out + n, text.ptr + span.start, span.end - span.start);
    n += span.end - span.start;
  }
  return (sr_slice){out, n};
}

static void cuts_as_the_cases_say(void **state) {
  (void)state;
  sr_slice file = sr_test_file("tests/text/token_cases.tsv"), rest = file;
  int bad = 0;
  while (rest.ptr) {
    sr_slice line = sr_slice_split(&rest, '\n');
    if (!line.len || line.ptr[0] == '#') continue;
    const sr_slice text = sr_slice_split(&line, '\t');
    sr_arena *arena = sr_arena_new(1 << 20);
    const sr_slice got = joined(arena, text);
    if (!sr_slice_eq(got, line)) {
      bad++;
      print_error("text     %.*s\ngot      %.*s\nexpected %.*s\n", SR_FMT(text), SR_FMT(got), SR_FMT(line));
    }
    sr_arena_free(arena);
  }
  free((void *)(uintptr_t)file.ptr);
  assert_int_equal(bad, 0);
}

static void norm_is_for_matching(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  const sr_slice text =
      SR_SLICE("The \xd0\x9a\xd0\x98\xd0\x87\xd0\x92 Long\xe2\x80\x91Range \xc4\xb0stanbul Cafe\xcc\x81 so\xc2\xad"
               "fter it\xe2\x80\x99s \xe2\x82\xac");
  const char *const expected[] = {
      "the",         "\xd0\xba\xd0\xb8\xd1\x97\xd0\xb2", "long-range", NULL, "caf\xc3\xa9", "softer", "it", "'s",
      "\xe2\x82\xac"};
  sr_token_vec tokens = {0};
  sr_error err;
  assert_ok(sr_tokens_split(arena, text, (sr_span){0, (uint32_t)text.len}, &tokens, &err), &err);
  assert_int_equal(tokens.n, 9);
  for (uint32_t i = 0; i < tokens.n; i++)
    if (expected[i]) assert_slice(tokens.at[i].norm, expected[i]);
  assert_int_equal(tokens.at[8].kind, SR_TOKEN_SYMBOL);
  assert_int_equal(tokens.at[7].kind, SR_TOKEN_WORD);
  assert_false(tokens.at[7].space_before);
  assert_true(tokens.at[8].space_before);
  assert_false(tokens.at[0].space_before);
  sr_arena_free(arena);
}

static void folding_is_icus(void **state) {
  (void)state;
  for (uint32_t c = 0x20; c < 0x500; c++) {
    if (!sr_fold_knows(c) || c == 0xa0 || c == 0xad || c == 0xab || c == 0xbb) continue;
    sr_arena *arena = sr_arena_new(1 << 16);
    char raw[5] = {0}, low[5] = {0};
    const size_t n = sr_utf8_put(c, raw);
    sr_utf8_put(sr_fold_char(c), low);
    assert_slice(sr_utf8_norm(arena, (sr_slice){raw, n}), low);
    sr_arena_free(arena);
  }
}

static void cuts_within_the_range(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  const sr_slice text = SR_SLICE("advanced 5 km. Then 12,500 left.");
  sr_token_vec tokens = {0};
  sr_error err;
  assert_ok(sr_tokens_split(arena, text, (sr_span){0, 14}, &tokens, &err), &err);
  assert_int_equal(tokens.n, 4); /* the stop is the sentence's */
  assert_ok(sr_tokens_split(arena, text, (sr_span){20, 23}, &tokens, &err), &err);
  assert_int_equal(tokens.n, 6); /* "12", "," and nothing read past the end */
  assert_true(tokens.at[4].space_before);
  sr_arena_free(arena);
}

static void tells_of_memory(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(2000);
  char text[4000];
  memset(text, ',', sizeof text);
  sr_token_vec tokens = {0};
  sr_error err;
  assert_int_equal(sr_tokens_split(arena, (sr_slice){text, sizeof text}, (sr_span){0, sizeof text}, &tokens, &err),
                   SR_ERR_NOMEM);
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cuts_as_the_cases_say), cmocka_unit_test(norm_is_for_matching),
      cmocka_unit_test(folding_is_icus),       cmocka_unit_test(cuts_within_the_range),
      cmocka_unit_test(tells_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
