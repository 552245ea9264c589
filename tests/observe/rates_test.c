/* Golden tables of rates, times and shares, with windows of no days and of less than none. */
#include "support.h"

#include "observe/rates.h"

#include <math.h>

#define NONE ((double)NAN)

static bool alike(double a, double b) { return (isnan(a) && isnan(b)) || a == b || fabs(a - b) < 1e-4 * fabs(b); }

static void rates_and_times(void **state) {
  (void)state;
  static const struct {
    double before, after;
    int days;
    double noise;
    sr_answer rate;
    double low, high; /* km2 a day */
    double left;
    sr_answer time;
    double least, most; /* years */
  } rows[] = {
      /* the worked case: 1,174.365 km2 in 69 days, and 489,737 left at 17.02 a day */
      {112716.364, 113890.729, 69, NONE, SR_ANSWER_NUMBER, 17.0198, 17.0198, 489737, SR_ANSWER_NUMBER, 78.781, 78.781},
      {100, 115, 1, NONE, SR_ANSWER_NUMBER, 15, 15, 489737, SR_ANSWER_NUMBER, 89.3884, 89.3884},
      /* with noise: 1.645 * 10 * sqrt 2 = 23.264 km2 */
      {0, 100, 10, 10, SR_ANSWER_NUMBER, 7.6736, 12.3264, 1000, SR_ANSWER_NUMBER, 0.222115, 0.356791},
      {0, 20, 10, 10, SR_ANSWER_NUMBER, -0.32638, 4.32638, 1000, SR_ANSWER_UNBOUNDED, 0.632834, HUGE_VAL},
      {0, 0, 28, NONE, SR_ANSWER_NUMBER, 0, 0, 1000, SR_ANSWER_UNBOUNDED, NONE, NONE},
      {100, 40, 28, NONE, SR_ANSWER_NUMBER, -2.142857, -2.142857, 1000, SR_ANSWER_REVERSED, NONE, NONE},
      {100, 40, 28, 1, SR_ANSWER_NUMBER, -2.225942, -2.059773, 1000, SR_ANSWER_REVERSED, NONE, NONE},
      {0, 100, 10, NONE, SR_ANSWER_NUMBER, 10, 10, 0, SR_ANSWER_DONE, NONE, NONE},
      {0, 100, 10, NONE, SR_ANSWER_NUMBER, 10, 10, -40, SR_ANSWER_DONE, NONE, NONE},
      {0, 100, 0, NONE, SR_ANSWER_UNDEFINED, NONE, NONE, 1000, SR_ANSWER_UNDEFINED, NONE, NONE},
      {0, 100, -7, 3, SR_ANSWER_UNDEFINED, NONE, NONE, 1000, SR_ANSWER_UNDEFINED, NONE, NONE},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const sr_estimate rate =
        sr_rate((sr_level){1000, rows[i].before}, (sr_level){1000 + rows[i].days, rows[i].after}, rows[i].noise);
    const sr_estimate time = sr_time_to_take(rows[i].left, rate);
    if (rate.answer != rows[i].rate || !alike(rate.low, rows[i].low) || !alike(rate.high, rows[i].high))
      fail_msg("row %zu: rate %d [%f, %f]", i, (int)rate.answer, rate.low, rate.high);
    if (time.answer != rows[i].time || !alike(time.low, rows[i].least) || !alike(time.high, rows[i].most))
      fail_msg("row %zu: time %d [%f, %f]", i, (int)time.answer, time.low, time.high);
    assert_true((time.answer == SR_ANSWER_NUMBER) == (time.reason[0] == '\0'));
  }
}

static void shares(void **state) {
  (void)state;
  sr_estimate s = sr_share(113890.729, NONE, 603628);
  assert_true(s.answer == SR_ANSWER_NUMBER && fabs(s.low - 18.86770) < 1e-4 && s.low == s.high);
  s = sr_share(903.8, NONE, 864); /* water that the official figure leaves out */
  assert_true(s.low > 104.6);
  s = sr_share(1, 10, 100);
  assert_true(s.low == 0 && fabs(s.high - 17.45) < 1e-9);
  assert_int_equal(sr_share(5, NONE, 0).answer, SR_ANSWER_UNDEFINED);
  assert_int_equal(sr_share(5, NONE, NONE).answer, SR_ANSWER_UNDEFINED);
}

static void noise_is_what_lies_off_the_line(void **state) {
  (void)state;
  sr_level levels[200];
  uint64_t random = 7;
  double sum = 0;
  for (int i = 0; i < 200; i++) {
    levels[i] = (sr_level){i + (i > 50 ? 30 : 0), 1000 + 15.0 * i};
    double normal = 0; /* of 12 uniform ones */
    for (int k = 0; k < 12; k++) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      normal += (double)(random >> 11) / 9007199254740992.0;
    }
    levels[i].area_km2 += 4 * (normal - 6);
    sum += normal;
  }
  (void)sum;
  const double noise = sr_noise_km2(levels, 200);
  assert_true(noise > 3.4 && noise < 4.6); /* 4 km2 were put in; the gap of a month does not count as noise */
  for (int i = 0; i < 200; i++) levels[i].area_km2 = 1000 + 15.0 * i;
  assert_true(sr_noise_km2(levels, 50) < 1e-9);
  assert_true(isnan(sr_noise_km2(levels, 2)));
  for (int i = 0; i < 10; i++) levels[i].day = i * 30; /* too far apart to tell noise from a turn */
  assert_true(isnan(sr_noise_km2(levels, 10)));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(rates_and_times), cmocka_unit_test(shares),
                                     cmocka_unit_test(noise_is_what_lies_off_the_line)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
