/* Features of forms: the vocabulary's key, which rows words share, and bounds for any length. */
#include "support.h"

#include "base/slice.h"
#include "syntax/feature.h"

static sr_features of(const char *form) {
  sr_features f;
  sr_features_of(sr_slice_of(form), 1 << 14, 1 << 15, &(sr_lexicon){0}, &f);
  return f;
}

static uint32_t shared(const uint32_t *a, uint32_t n, const uint32_t *b, uint32_t m) {
  uint32_t both = 0;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t j = 0; j < m; j++) both += a[i] == b[j];
  return both;
}

static void keys_fold_case_digits_and_apostrophes(void **state) {
  (void)state;
  static const char *const KEYS[][2] = {
      {"Kyiv", "kyiv"}, {"2025-07-09", "0000-00-00"}, {"Ukraine\xE2\x80\x99s", "ukraine's"},
      {"КИЇВ", "київ"}, {"пла\u0301то", "плато"},     {"", ""}};
  for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
    const sr_features f = of(KEYS[i][0]);
    assert_slice(((sr_slice){f.key, f.key_len}), KEYS[i][1]);
  }
}

static void like_words_share_rows(void **state) {
  (void)state;
  const sr_features a = of("attacking"), b = of("attacked"), c = of("Attacking"), d = of("zoo");
  assert_true(shared(a.grams, a.n_grams, b.grams, b.n_grams) > 10);
  assert_int_equal(shared(a.grams, a.n_grams, c.grams, c.n_grams) >= a.n_grams, 1); /* case is not theirs to see */
  assert_true(shared(a.affixes, a.n_affixes, c.affixes, c.n_affixes) < a.n_affixes);
  assert_int_equal(shared(a.grams, a.n_grams, d.grams, d.n_grams), 0);
}

static void emoji_are_one_word(void **state) {
  (void)state;
  static const char *const SAME[] = {
      "\xF0\x9F\x94\xA5", "\xF0\x9F\x94\xA5\xF0\x9F\x94\xA5", "\xE2\x9D\xA4\xEF\xB8\x8F",
      "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD"}; /* fire, twice, a heart, a thumb of a colour */
  const sr_features first = of(SAME[0]);
  for (size_t i = 1; i < sizeof SAME / sizeof *SAME; i++) {
    const sr_features f = of(SAME[i]);
    assert_slice(((sr_slice){f.key, f.key_len}), "\xF0\x9F\x99\x82");
    assert_int_equal(shared(f.affixes, f.n_affixes, first.affixes, first.n_affixes) >= f.n_affixes, 1);
  }
  const sr_features mark = of("\xE2\x84\xA2");
  assert_slice(((sr_slice){mark.key, mark.key_len}), "\xE2\x84\xA2");
}

static void tags_are_one_word_and_numbers_are_not(void **state) {
  (void)state;
  static const char *const KEYS[][2] = {
      {"#StandWithKharkiv", "#x"}, {"#війна", "#x"}, {"@mod_news", "@x"}, {"#1", "#0"}, {"#", "#"}, {"@", "@"}};
  for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
    const sr_features f = of(KEYS[i][0]);
    assert_slice(((sr_slice){f.key, f.key_len}), KEYS[i][1]);
  }
}

static void long_words_are_bounded(void **state) {
  (void)state;
  static char word[200001];
  for (size_t i = 0; i + 1 < sizeof word; i += 2) word[i] = '\xD0', word[i + 1] = (char)(0xB0 + i / 2 % 16);
  word[sizeof word - 1] = 0;
  const sr_features f = of(word);
  assert_true(f.key_len <= SR_FEATURE_KEY);
  assert_true(f.n_grams <= SR_FEATURE_GRAMS && f.n_grams > 100);
  assert_int_equal(f.n_affixes, 9);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(keys_fold_case_digits_and_apostrophes),
                                     cmocka_unit_test(like_words_share_rows), cmocka_unit_test(emoji_are_one_word),
                                     cmocka_unit_test(tags_are_one_word_and_numbers_are_not),
                                     cmocka_unit_test(long_words_are_bounded)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
