/* Word lists: a token, a noun and a name find the lists that they are in, and a slip in the table is an error. */
#include "support.h"

#include "claim/words.h"

#include <string.h>

#define SR_X(name, word) word "\tword of " word,
static const char *const ONE_OF_EACH[] = {SR_WORD_KINDS(SR_X)};
#undef SR_X

enum { KINDS = SR_WORD_KIND_COUNT, MORE_MAX = 4 };

static sr_arena *arena;
static sr_words *words;

/* A table with a row of every kind but the last `missing`, and what `more` adds. */
static sr_status open_with(uint32_t missing, const char *const *more, sr_error *err) {
  static sr_test_table made; /* the lists borrow nothing of it */
  const char *rows[KINDS + MORE_MAX + 1] = {0};
  uint32_t n = KINDS - missing;
  memcpy(rows, ONE_OF_EACH, n * sizeof *rows);
  for (; *more; more++) rows[n++] = *more;
  words = NULL;
  return sr_words_open(arena, sr_test_table_of(&made, "claim_words", 2, rows), &words, err);
}

static sr_token token(const char *norm) { return (sr_token){.norm = sr_slice_of(norm)}; }

static void finds_lists(void **state) {
  (void)state;
  sr_error err = {0};
  const char *const more[] = {"army\ttroops", "artillery\ttroops", "army\tarmed forces", "captive\tprisoner of war",
                              NULL};
  assert_ok(open_with(0, more, &err), &err);
  const sr_token troops = token("troops"), armed[] = {token("armed"), token("forces")};
  const uint32_t lists = sr_words_at(words, &troops);
  assert_true(sr_words_in(words, lists, SR_WORD_ARMY));
  assert_true(sr_words_in(words, lists, SR_WORD_ARTILLERY));
  assert_false(sr_words_in(words, lists, SR_WORD_CAPTIVE));
  assert_int_equal(sr_words_at(words, &armed[0]), 0); /* the beginning of an entry is none */
  assert_true(sr_words_are(words, armed, 2, SR_WORD_ARMY));
  assert_false(sr_words_are(words, armed, 1, SR_WORD_ARMY));
  assert_false(sr_words_are(words, armed, 0, SR_WORD_ARMY));
}

static void finds_texts(void **state) {
  (void)state;
  sr_error err = {0};
  const char *const more[] = {"captive\tprisoner of war", "force_name\tair force", NULL};
  assert_ok(open_with(0, more, &err), &err);
  assert_true(sr_words_have(words, SR_SLICE("prisoner of war"), SR_WORD_CAPTIVE));
  assert_false(sr_words_have(words, SR_SLICE("prisoner"), SR_WORD_CAPTIVE));
  assert_false(sr_words_have(words, SR_SLICE("prisoner of war camp guard"), SR_WORD_CAPTIVE));
  assert_false(sr_words_have(words, (sr_slice){0}, SR_WORD_CAPTIVE));
  assert_true(sr_words_end(words, SR_SLICE("Polish Air Force"), SR_WORD_FORCE_NAME));
  assert_true(sr_words_end(words, SR_SLICE("air force"), SR_WORD_FORCE_NAME));
  assert_false(sr_words_end(words, SR_SLICE("air force base"), SR_WORD_FORCE_NAME));
  assert_false(sr_words_end(words, SR_SLICE("repair force"), SR_WORD_FORCE_NAME));
  assert_false(sr_words_end(words, (sr_slice){0}, SR_WORD_FORCE_NAME));
}

static void fails(uint32_t missing, const char *row, const char *why) {
  sr_error err = {0};
  const char *const more[] = {row, NULL};
  assert_int_equal(open_with(missing, more, &err), SR_ERR_INPUT);
  assert_null(words);
  if (!strstr(err.message, why)) fail_msg("'%s' does not say '%s'", err.message, why);
}

static void names_what_is_wrong(void **state) {
  (void)state;
  fails(0, "armies\ttroops", "unknown kind 'armies'");
  fails(0, "army\tTroops", "'Troops' is no text in lower case");
  fails(1, NULL, "no word of the kind 'willing'");
}

static int set_up(void **state) {
  (void)state;
  arena = sr_arena_new(1 << 22);
  return !arena;
}

static int tear_down(void **state) {
  (void)state;
  sr_arena_free(arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_lists),
      cmocka_unit_test(finds_texts),
      cmocka_unit_test(names_what_is_wrong),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
