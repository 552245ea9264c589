/* Lemma scripts: made from a pair they give the lemma back, they carry over to like words, and no script does harm. */
#include "support.h"

#include "base/slice.h"
#include "syntax/lemma.h"

static void scripts_give_the_lemma_back(void **state) {
  (void)state;
  static const char *const PAIRS[][3] = {
      {"Kyiv", "Kyiv", "k0+"}, {"Attacks", "attack", "l1+"}, {"cities", "city", "l3+y"},
      {"was", "be", "l3+be"},  {"IRAQ", "Iraq", "t0+"},      {",", ",", "l0+"},
      {"the", "the", "l0+"},   {"n't", "not", "l2+ot"},      {"Міста", "місто", "l1+о"},
      {"U.S.", "U.S.", "k0+"},
  };
  sr_arena *arena = sr_arena_new(1 << 20);
  for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
    const sr_slice form = sr_slice_of(PAIRS[i][0]), script = sr_lemma_script(arena, form, sr_slice_of(PAIRS[i][1]));
    assert_slice(script, PAIRS[i][2]);
    assert_slice(sr_lemma_apply(arena, script, form), PAIRS[i][1]);
  }
  sr_arena_free(arena);
}

static void scripts_carry_over(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  assert_slice(sr_lemma_apply(arena, SR_SLICE("l3+y"), SR_SLICE("Refineries")), "refinery");
  assert_slice(sr_lemma_apply(arena, SR_SLICE("l9+y"), SR_SLICE("few")), "few"); /* cuts more than there is */
  static const char *const BAD[] = {"", "l", "l+", "x0", "l99999999999+a", "lx+a", "+++", "k3+"};
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
    assert_slice(sr_lemma_apply(arena, sr_slice_of(BAD[i]), SR_SLICE("few")), "few");
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(scripts_give_the_lemma_back),
                                     cmocka_unit_test(scripts_carry_over)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
