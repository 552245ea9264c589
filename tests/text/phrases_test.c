/* Phrase sets: the longest phrase wins, case and typography do not matter, nothing is found inside a token. */
#include "support.h"

#include "text/phrases.h"
#include "text/token.h"

static uint32_t match(const sr_phrases *set, const char *text, uint32_t *value) {
  static sr_arena *arena;
  if (arena) sr_arena_free(arena);
  arena = text ? sr_arena_new(1 << 20) : NULL;
  if (!text) return 0;
  sr_token_vec tokens = {0};
  sr_error err;
  const sr_slice slice = {text, strlen(text)};
  assert_ok(sr_tokens_split(arena, slice, (sr_span){0, (uint32_t)slice.len}, &tokens, &err), &err);
  return sr_phrases_match(set, tokens.at, tokens.n, value);
}

static void finds_the_longest(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_phrases *set = sr_phrases_new(arena);
  const char *const phrases[] = {"square kilometre", "sq. km.", "km.", "square", "no less than", "long-range"};
  sr_error err;
  for (uint32_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
    assert_ok(sr_phrases_add(set, (sr_slice){phrases[i], strlen(phrases[i])}, i, &err), &err);
  assert_ok(sr_phrases_add(set, SR_SLICE("square"), 99, &err), &err); /* the first value stays */
  assert_int_equal(sr_phrases_add(set, SR_SLICE("  "), 7, &err), SR_ERR_INPUT);
  uint32_t value = 1000;
  assert_int_equal(match(set, "square kilometre", &value), 2);
  assert_int_equal(value, 0);
  assert_int_equal(match(set, "Square root", &value), 1);
  assert_int_equal(value, 3);
  assert_int_equal(match(set, "Sq. Km. per day", &value), 2);
  assert_int_equal(value, 1);
  assert_int_equal(match(set, "km.", &value), 1); /* at a sentence's end the stop is its own token */
  assert_int_equal(value, 2);
  assert_int_equal(match(set, "no less", &value), 0);
  assert_int_equal(match(set, "LONG\xe2\x80\x91range", &value), 1);
  assert_int_equal(value, 5);
  assert_int_equal(match(set, "squares", &value), 0);
  assert_int_equal(sr_phrases_match(set, NULL, 0, &value), 0);
  (void)match(set, NULL, &value);
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_the_longest)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
