/* War-related fires on drawn detections: what a normal year holds is not the war's, what exceeds it on two days a week
 * apart is, and nothing else is, whatever the cell. */
#include "support.h"

#include "base/date.h"
#include "base/slice.h"
#include "observe/warfire.h"

#include <sitrep/series.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST = 16801 /* 2016-01-01 */, SINCE = 18993 /* 2022-01-01 */, UNTIL = 19358, DAYS_MAX = 200000 };

static uint64_t state; /* xorshift64*, S. Vigna 2016 */
static double draw(void) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (double)((state * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
}

static uint32_t poisson(double mean) {
  uint32_t n = 0;
  for (double p = draw(), limit = exp(-mean); p > limit; p *= draw()) n++;
  return n;
}

static sr_fire_day days[DAYS_MAX];
static uint32_t n_days;

static void burn(int cell, sr_day day, uint32_t count) {
  for (uint32_t i = n_days; i-- > 0 && n_days - i < 2000;)
    if (days[i].day == day && days[i].cell.lat10 == 480 && days[i].cell.lon10 == 300 + cell) {
      days[i].count += count;
      return;
    }
  if (count && n_days < DAYS_MAX)
    days[n_days++] = (sr_fire_day){.cell = {480, (int16_t)(300 + cell)}, .day = day, .count = count};
}

/* Seven years of a cell whose fires follow the seasons. */
static void burn_normally(int cell, double mean) {
  for (sr_day day = FIRST; day < UNTIL; day++)
    burn(cell, day, poisson(mean * fmax(0.1, 1 + sin((day - FIRST) / 365.25 * 6.2832))));
}

static uint32_t war_days(int cell) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < n_days; i++) n += days[i].war && days[i].cell.lon10 == 300 + cell;
  return n;
}

static uint32_t first_war_day(uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (days[i].war) return i;
  return n - 1;
}

static void tails(void **unused) {
  (void)unused;
  assert_true(sr_fire_tail(3, 3, 0) == 1);
  assert_true(fabs(sr_fire_tail(1, 1, 1) - (1 - exp(-1))) < 1e-12);
  assert_true(fabs(sr_fire_tail(2, 2, 3) - (1 - 5 * exp(-2))) < 1e-12);
  /* a negative binomial of r = 1 is geometric: P(N >= n) = (m / (1 + m))^n */
  assert_true(fabs(sr_fire_tail(2, 6, 4) - pow(2.0 / 3, 4)) < 1e-12);
  for (uint32_t n = 1; n < 50; n++) assert_true(sr_fire_tail(4, 9, n) <= sr_fire_tail(4, 9, n - 1));
  assert_true(sr_fire_tail(4, 9, 20) > sr_fire_tail(4, 4, 20));
}

static void normal_years_are_no_war(void **unused) {
  (void)unused;
  state = 1;
  uint64_t all = 0, war = 0;
  for (int round = 0; round < 12; round++) {
    n_days = 0;
    burn_normally(0, (const double[]){0.002, 0.05, 0.4, 3}[round % 4]);
    assert_int_equal(sr_fires_mark(days, n_days, FIRST, SINCE), 6);
    for (uint32_t i = 0; i < n_days; i++) {
      if (days[i].day < SINCE) assert_false(days[i].war);
      if (days[i].day < SINCE) continue;
      all += days[i].count;
      war += days[i].war ? days[i].count : 0;
    }
  }
  /* chance lets a few through, as the rule's 5 % has it */
  if (war * 50 > all) fail_msg("%d of %d normal fires are the war's", (int)war, (int)all);
}

static void fighting_is_found(void **unused) {
  (void)unused;
  state = 2;
  n_days = 0;
  burn_normally(0, 0.05);
  burn_normally(1, 0.05);
  burn_normally(2, 3); /* a steelworks: every night */
  for (sr_day day = SINCE + 60; day < SINCE + 120; day++) burn(1, day, 4 + poisson(6));
  sr_fires_mark(days, n_days, FIRST, SINCE);
  assert_true(war_days(1) >= 60);
  assert_true(war_days(0) <= 2);
  assert_true(war_days(2) <= 15);
  for (uint32_t i = 0; i < n_days; i++)
    if (days[i].cell.lon10 == 301 && days[i].day >= SINCE + 60 && days[i].day < SINCE + 120) assert_true(days[i].war);
}

/* Two excesses: how far apart decides, to the day; and how long each counts. */
static void the_rule_to_the_day(void **unused) {
  (void)unused;
  for (int apart = 1; apart <= 100; apart++) {
    n_days = 0;
    burn(0, SINCE + 100, 20);
    burn(0, SINCE + 100 + apart, 20);
    burn(0, FIRST, 1);
    for (int after = 1; after <= 20; after++)
      if (after != apart) burn(0, SINCE + 100 + after, 1); /* ordinary ones, which by themselves exceed nothing */
    /* one such fire in every earlier year on each of these days */
    for (int year = 1; year <= 6; year++)
      for (int day = 70; day < 240; day++) burn(0, SINCE + day - (int)round(365.25 * year), (uint32_t)day % 2);
    sr_fires_mark(days, n_days, FIRST, SINCE);
    const bool war = apart >= SR_FIRE_APART_DAYS && apart < SR_FIRE_APART_MAX_DAYS;
    for (uint32_t i = 0; i < n_days; i++) {
      const int since = days[i].day - (SINCE + 100);
      if (since < 0) {
        assert_false(days[i].war);
        continue;
      }
      const bool after_first = since <= SR_FIRE_AFTER_DAYS,
                 after_second = since >= apart && since <= apart + SR_FIRE_AFTER_DAYS;
      if (days[i].war != (war && (after_first || after_second)))
        fail_msg("%d days apart, %d days on: %s", apart, since, days[i].war ? "war" : "no war");
    }
  }
}

/* More fires in a day are never less of a war. */
static void more_is_not_less(void **unused) {
  (void)unused;
  state = 3;
  for (int round = 0; round < 20; round++) {
    n_days = 0;
    burn_normally(0, 0.3);
    burn(0, SINCE + 50, 9);
    burn(0, SINCE + 61, 9);
    sr_fires_mark(days, n_days, FIRST, SINCE);
    const uint32_t before = war_days(0);
    days[first_war_day(n_days)].count += 5;
    sr_fires_mark(days, n_days, FIRST, SINCE);
    assert_true(war_days(0) >= before);
  }
}

static void no_normal_no_war(void **unused) {
  (void)unused;
  n_days = 0;
  burn(0, SINCE, 20);
  burn(0, SINCE + 10, 20);
  assert_int_equal(sr_fires_mark(days, n_days, SINCE - 200, SINCE), 0);
  assert_int_equal(war_days(0), 0);
}

static sr_status add_up(void *user, const sr_observation *o, sr_error *err) {
  (void)err;
  double *sums = user;
  sums[0] += o->low;
  sums[1] += o->high;
  assert_slice(o->source, "war-fire rule on NASA FIRMS");
  return SR_OK;
}

/* Through a ledger: cells in, war fires by day out, wider under cloud. */
static void into_the_ledger(void **unused) {
  (void)unused;
  sr_ledger *ledger;
  sr_error err = {0};
  size_t added;
  sr_observation rows[200];
  size_t n = 0;
  for (int i = 0; i < 100; i++) {
    const sr_day day = i < 60 ? FIRST + i * 30 : SINCE + 100 + i - 60;
    rows[n++] = (sr_observation){.start = day,
                                 .end = day,
                                 .measure = SR_SLICE("fires detected"),
                                 .place = SR_SLICE("cell 48.0 37.5"),
                                 .low = i < 60 ? 1 : 10,
                                 .high = i < 60 ? 1 : 10,
                                 .unit = SR_SLICE("{fire}"),
                                 .source = SR_SLICE("NASA FIRMS")};
  }
  rows[n++] = (sr_observation){.start = SINCE + 105,
                               .end = SINCE + 105,
                               .measure = SR_SLICE("cloud cover"),
                               .place = SR_SLICE("Ukraine"),
                               .low = 50,
                               .high = 50,
                               .unit = SR_SLICE("%"),
                               .source = SR_SLICE("weather")};
  assert_ok(sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, &err), &err);
  assert_ok(sr_ledger_add_observations(ledger, rows, n, &added, &err), &err);
  sr_fires_result result;
  const sr_fires_options options = {.since = SINCE, .country = SR_SLICE("Ukraine")};
  for (int again = 0; again < 2; again++) {
    assert_ok(sr_observe_war_fires(ledger, &options, &result, &err), &err);
    assert_int_equal(result.war, 400);
    assert_int_equal(result.added, again ? 0 : 40);
  }
  double sums[2] = {0};
  assert_ok(sr_ledger_observations(ledger, SR_SLICE("war fires"), add_up, sums, &err), &err);
  assert_true(sums[0] == 400 && sums[1] == 410);
  sr_ledger_close(ledger);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(tails),
                                     cmocka_unit_test(normal_years_are_no_war),
                                     cmocka_unit_test(fighting_is_found),
                                     cmocka_unit_test(the_rule_to_the_day),
                                     cmocka_unit_test(more_is_not_less),
                                     cmocka_unit_test(no_normal_no_war),
                                     cmocka_unit_test(into_the_ledger)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
