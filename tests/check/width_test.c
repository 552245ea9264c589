/* Width: what a figure as written may stand for. */
#include "support.h"

#include "base/slice.h"
#include "check/width.h"

#include <math.h>

static void rules(void **state) {
  (void)state;
  const struct {
    const char *text;
    double low, high, granule;
    sr_bound bound;
    bool counted;
    double from, to;
  } cases[] = {
      {"0.038", 0.038, 0.038, 0.001, SR_BOUND_EXACT, false, 0.0375, 0.0385},
      {"15 sq km", 15, 15, 1, SR_BOUND_EXACT, false, 14.5, 15.5},
      {"26 people", 26, 26, 1, SR_BOUND_EXACT, true, 26, 26},
      {"31,000 soldiers", 31000, 31000, 1000, SR_BOUND_EXACT, true, 30500, 31500},
      {"400 drones", 400, 400, 100, SR_BOUND_EXACT, true, 360, 440}, /* not 350: a round number is within a tenth */
      {"2 million", 2e6, 2e6, 1e6, SR_BOUND_EXACT, false, 1.8e6, 2.2e6},
      {"1.2 million", 1.2e6, 1.2e6, 1e5, SR_BOUND_EXACT, false, 1.15e6, 1.25e6},
      {"between 10 and 12", 10, 12, 1, SR_BOUND_EXACT, false, 10, 12},
      {"about 31,000", 31000, 31000, 1000, SR_BOUND_ABOUT, true, 29450, 32550},
      {"about 15 sq km a day", 15, 15, 1, SR_BOUND_ABOUT, false, 14, 16},
      {"Nearly 89 years", 89, 89, 1, SR_BOUND_ABOUT, false, 84, 89},
      {"aboutface 15", 15, 15, 1, SR_BOUND_ABOUT, false, 14, 16},
      {"", 15, 15, 1, SR_BOUND_ABOUT, false, 14, 16},
      {"more than 400", 400, 400, 100, SR_BOUND_OVER, true, 400, HUGE_VAL},
      {"up to 30", 30, 30, 10, SR_BOUND_UNDER, true, 0, 30},
      {"no granule", 7, 7, 0, SR_BOUND_EXACT, false, 7, 7},
      {"-3 percent", -3, -3, 1, SR_BOUND_EXACT, false, -3.5, -2.5},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const sr_figure figure = {.present = true,
                              .low = cases[i].low,
                              .high = cases[i].high,
                              .granule = cases[i].granule,
                              .bound = cases[i].bound};
    const sr_width w = sr_width_of(&figure, sr_slice_of(cases[i].text), cases[i].counted);
    /* "nearly" takes its share from hedges.tsv, so only its side is asserted. */
    const bool nearly = cases[i].text[0] == 'N';
    if (nearly ? !(w.value.high == 89 && w.value.low < 89 && w.value.low >= 84)
               : fabs(w.value.low - cases[i].from) > 1e-9 ||
                     !(w.value.high == cases[i].to || fabs(w.value.high - cases[i].to) < 1e-9))
      fail_msg("'%s' is [%g, %g], not [%g, %g]", cases[i].text, w.value.low, w.value.high, cases[i].from, cases[i].to);
    assert_true(sr_interval_valid(w.value) && sr_interval_valid(w.plain) && w.rule.len);
  }
}

static void a_figure_that_is_none(void **state) {
  (void)state;
  const sr_figure figure = {.present = true, .low = 2, .high = 1};
  assert_true(isinf(sr_width_of(&figure, SR_SLICE(""), false).value.low));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(rules), cmocka_unit_test(a_figure_that_is_none)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
