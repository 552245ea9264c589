/* Days: every day of four centuries round-trips; weekdays and ISO weeks at the corners of years. */
#include "support.h"

#include "base/date.h"
#include "base/slice.h"

static sr_day day(int32_t y, int32_t m, int32_t d) { return sr_day_from_civil((sr_civil){y, m, d}); }

static void every_day_round_trips(void **state) {
  (void)state;
  assert_int_equal(day(1970, 1, 1), 0);
  for (sr_day d = day(1800, 1, 1), before = d - 1; d <= day(2200, 12, 31); before = d++) {
    const sr_civil c = sr_day_to_civil(d);
    assert_true(sr_civil_valid(c));
    assert_int_equal(sr_day_from_civil(c), before + 1);
    char text[SR_DAY_MAX];
    sr_day again;
    assert_true(sr_day_parse(sr_slice_of(sr_day_write(d, text)), &again));
    assert_int_equal(again, d);
  }
}

static void weekdays(void **state) {
  (void)state;
  assert_int_equal(sr_day_weekday(day(2025, 7, 11)), 5); /* a Friday */
  assert_int_equal(sr_day_weekday(day(2022, 2, 24)), 4); /* a Thursday */
  assert_int_equal(sr_day_weekday(day(1969, 12, 28)), 7);
  assert_int_equal(sr_days_in_month(2024, 2), 29);
  assert_int_equal(sr_days_in_month(1900, 2), 28);
  assert_int_equal(sr_days_in_month(2000, 2), 29);
  assert_int_equal(sr_days_in_month(2025, 13), 0);
}

static void iso_weeks(void **state) {
  (void)state;
  const struct {
    int32_t y, m, d, year, week;
  } cases[] = {{2025, 7, 11, 2025, 28},
               {2024, 12, 30, 2025, 1},
               {2021, 1, 3, 2020, 53},
               {2026, 1, 1, 2026, 1},
               {2027, 1, 1, 2026, 53}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int32_t year, week;
    const sr_day d = day(cases[i].y, cases[i].m, cases[i].d);
    sr_day_iso_week(d, &year, &week);
    assert_int_equal(year, cases[i].year);
    assert_int_equal(week, cases[i].week);
    assert_in_range(d - sr_day_from_iso_week(year, week), 0, 6);
  }
  assert_int_equal(sr_day_from_iso_week(2025, 54), SR_DAY_NONE);
}

static void what_is_no_date_is_refused(void **state) {
  (void)state;
  const char *const bad[] = {"",           "2025-7-11",   "2025-02-29", "2025-13-01", "2025-00-10",
                             "2025/07/11", "2025-07-11 ", "20250711",   "2025-07-1a"};
  sr_day d;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(sr_day_parse(sr_slice_of(bad[i]), &d));
  assert_int_equal(day(2025, 2, 29), SR_DAY_NONE);
  assert_int_equal(day(10000, 1, 1), SR_DAY_NONE);
  char text[SR_DAY_MAX];
  assert_string_equal(sr_day_write(SR_DAY_NONE, text), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_day_round_trips),
      cmocka_unit_test(weekdays),
      cmocka_unit_test(iso_weeks),
      cmocka_unit_test(what_is_no_date_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
