/* The doctor of series: on seeded series a clean one gives no finding, and each kind of fault is found on its day and
 * named for what it is, wherever it is put. */
#include "support.h"

#include "base/date.h"
#include "base/slice.h"

#include <sitrep/series.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { DAYS = 500, CLEAN = 40, SEEDED = 12, FIRST_DAY = 19000 };

static uint64_t state; /* xorshift64*, S. Vigna 2016 */
static double draw(void) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (double)((state * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
}

static double normal(void) { return sqrt(-2 * log(1 - draw())) * cos(2 * acos(-1) * draw()); }

/* A running total as sources publish them: some `pace` a day with a season, a trend and a spread of a fifth. */
static void draw_totals(double pace, double *levels) {
  double level = 50 * pace;
  const double season = draw() * 6, trend = draw() - 0.3;
  for (int i = 0; i < DAYS; i++) {
    const double mean = pace * (1 + 0.4 * sin(season + i / 60.0) + trend * i / DAYS);
    level += fmax(0, round(mean + normal() * (0.2 * mean + sqrt(mean))));
    levels[i] = level;
  }
}

static sr_ledger *open_empty(void) {
  sr_ledger *ledger;
  sr_error err = {0};
  assert_ok(sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, &err), &err);
  return ledger;
}

/* NAN: no figure that day. */
static void add(sr_ledger *ledger, const char *measure, const double *levels, int from, int to, int64_t read) {
  static sr_observation rows[DAYS];
  size_t n = 0, added;
  sr_error err = {0};
  for (int i = from; i < to; i++)
    if (!isnan(levels[i]))
      rows[n++] = (sr_observation){.start = FIRST_DAY + i,
                                   .end = FIRST_DAY + i,
                                   .measure = sr_slice_of(measure),
                                   .party = SR_SLICE("RUS"),
                                   .low = levels[i],
                                   .high = levels[i],
                                   .unit = SR_SLICE("{x}"),
                                   .source = SR_SLICE("a staff"),
                                   .read = read};
  assert_ok(sr_ledger_add_observations(ledger, rows, n, &added, &err), &err);
}

static void add_one(sr_ledger *ledger, const char *measure, int day, double level, int64_t read) {
  double levels[DAYS];
  levels[day] = level;
  add(ledger, measure, levels, day, day + 1, read);
}

/* How many findings there are; of `fault` on `day` among them (day -1: any). */
static uint32_t count(sr_ledger *ledger, sr_series_fault fault, int day, uint32_t *hits) {
  sr_series_result *result;
  sr_error err = {0};
  uint32_t n;
  assert_ok(sr_series_examine(ledger, &(sr_series_options){0}, &result, &err), &err);
  const sr_series_finding *all = sr_series_findings(result, &n);
  *hits = 0;
  for (uint32_t i = 0; i < n; i++) {
    const bool hit =
        all[i].fault == fault && (day < 0 || (all[i].start <= FIRST_DAY + day && FIRST_DAY + day <= all[i].end));
    *hits += hit;
    assert_true(all[i].n_rows > 0 && all[i].text.len > 0);
    if (!hit) {
      char on[SR_DAY_MAX];
      print_message("[ also ] %.*s: %s on %s: %.*s\n", SR_FMT(all[i].measure), sr_series_fault_name(all[i].fault),
                    sr_day_write(all[i].start, on), SR_FMT(all[i].text));
    }
  }
  sr_series_free(result);
  return n;
}

static const double paces[] = {0.4, 3, 25, 140, 1100};
enum { PACES = sizeof paces / sizeof *paces };

static void clean_series_give_nothing(void **unused) {
  (void)unused;
  state = 20250709;
  uint32_t hits;
  for (int i = 0; i < CLEAN; i++) {
    double levels[DAYS];
    sr_ledger *ledger = open_empty();
    draw_totals(paces[i % PACES], levels);
    add(ledger, "tanks lost total", levels, 0, DAYS, 1);
    assert_int_equal(count(ledger, SR_SERIES_FALL, -1, &hits), 0);
    sr_ledger_close(ledger);
  }
}

typedef enum fault {
  FALL,
  RESTATED_VINTAGE,
  RESTATED_CORRECTION,
  MISSING,
  DUPLICATE,
  OUTLIER,
  TYPO,
  BREAK,
  FAULTS
} fault;

static const sr_series_fault named[FAULTS] = {SR_SERIES_FALL,    SR_SERIES_RESTATED,  SR_SERIES_RESTATED,
                                              SR_SERIES_MISSING, SR_SERIES_DUPLICATE, SR_SERIES_OUTLIER,
                                              SR_SERIES_OUTLIER, SR_SERIES_BREAK};

/* Puts the fault on the day; the ledger's rows are the series with it. */
static void put_fault(sr_ledger *ledger, fault f, double *levels, int day) {
  const double pace = (levels[DAYS - 1] - levels[0]) / DAYS;
  const char *measure = "tanks lost total";
  switch (f) {
  case FALL:
  case RESTATED_CORRECTION: {
    const double down = levels[day] - levels[day - 1] + 2 + round(pace / 2);
    for (int i = day; i < DAYS; i++) levels[i] -= down;
    if (f == RESTATED_CORRECTION) add_one(ledger, "tanks lost restated", day, -down, 1);
    break;
  }
  case RESTATED_VINTAGE: add_one(ledger, measure, day, levels[day] - 1, 2); break;
  case DUPLICATE: add_one(ledger, measure, day, levels[day] + 1, 1); break;
  case MISSING: levels[day] = levels[day + 1] = (double)NAN; break;
  case OUTLIER:
    for (int i = day; i < DAYS; i++) levels[i] += 30 + 15 * pace;
    break;
  case TYPO: levels[day] += 30 + 15 * pace; break;
  case BREAK:
    for (int i = DAYS - 1; i >= day; i--) levels[i] = levels[day - 1] + 4 * (levels[i] - levels[day - 1]);
    break;
  case FAULTS: break;
  }
  add(ledger, measure, levels, 0, DAYS, 1);
}

static void seeded_faults_are_found(void **unused) {
  (void)unused;
  state = 4711;
  for (int f = 0; f < FAULTS; f++) {
    for (int i = 0; i < SEEDED; i++) {
      double levels[DAYS];
      uint32_t hits;
      /* a restated figure must stay between its neighbours, and a break have steps to part */
      const bool lively = f == BREAK || f == RESTATED_VINTAGE || f == DUPLICATE;
      const double pace = lively ? paces[2 + i % 3] : paces[i % PACES];
      const int day = 30 + (int)(draw() * (DAYS - 60));
      sr_ledger *ledger = open_empty();
      draw_totals(pace, levels);
      put_fault(ledger, (fault)f, levels, day);
      const uint32_t all = count(ledger, named[f], day, &hits);
      if (f == BREAK && hits != 1) (void)count(ledger, named[f], -1, &hits); /* a day or two beside it is near enough */
      if (hits != 1 || all != 1)
        fail_msg("fault %d, seed %d, pace %g, day %d: %u hits of %u findings", f, i, pace, day, hits, all);
      sr_ledger_close(ledger);
    }
  }
}

/* Two classes end where a third begins with their sum; a fourth simply ends. */
static void merges(void **unused) {
  (void)unused;
  state = 99;
  double trucks[DAYS], tanks[DAYS], vehicles[DAYS], guns[DAYS], drones[DAYS];
  uint32_t hits;
  sr_ledger *ledger = open_empty();
  draw_totals(20, trucks);
  draw_totals(9, tanks);
  draw_totals(40, guns);
  draw_totals(12, drones);
  for (int i = 0; i < DAYS; i++) vehicles[i] = trucks[i] + tanks[i];
  add(ledger, "trucks lost total", trucks, 0, 200, 1);
  add(ledger, "fuel tanks lost total", tanks, 0, 200, 1);
  add(ledger, "vehicles lost total", vehicles, 200, DAYS, 1);
  add(ledger, "artillery systems lost total", guns, 0, DAYS, 1);
  add(ledger, "drones lost total", drones, 0, 320, 1);
  assert_int_equal(count(ledger, SR_SERIES_MERGE, 200, &hits), 4);
  assert_int_equal(hits, 1);
  (void)count(ledger, SR_SERIES_ENDED, -1, &hits);
  assert_int_equal(hits, 3);
  sr_ledger_close(ledger);
}

static void parts_make_the_whole(void **unused) {
  (void)unused;
  state = 7;
  double killed[DAYS], wounded[DAYS], all[DAYS];
  uint32_t hits;
  sr_ledger *ledger = open_empty();
  draw_totals(30, killed);
  draw_totals(80, wounded);
  for (int i = 0; i < DAYS; i++) all[i] = killed[i] + wounded[i] + (i == 77 ? 3 : 0);
  add(ledger, "killed total", killed, 0, DAYS, 1);
  add(ledger, "wounded total", wounded, 0, DAYS, 1);
  add(ledger, "casualties total", all, 0, DAYS, 1);
  assert_int_equal(count(ledger, SR_SERIES_SUM, 77, &hits), 1);
  assert_int_equal(hits, 1);
  sr_ledger_close(ledger);
}

/* A day's figure is the difference of two totals, over as many days as lie between them, as it was known then. */
static void steps_are_intervals_of_a_vintage(void **unused) {
  (void)unused;
  sr_ledger *ledger = open_empty();
  const double levels[] = {100, 110, (double)NAN, 130};
  sr_series_result *result;
  sr_error err = {0};
  uint32_t n;
  add(ledger, "tanks lost total", levels, 0, 4, 1000);
  add_one(ledger, "tanks lost total", 3, 128, 2000);
  for (int late = 0; late < 2; late++) {
    assert_ok(sr_series_examine(ledger, &(sr_series_options){.as_of = late ? 0 : 1500}, &result, &err), &err);
    const sr_series_step *steps = sr_series_steps(result, &n);
    assert_int_equal(n, 2);
    assert_int_equal(steps[0].end - steps[0].start, 1);
    assert_int_equal(steps[1].end - steps[1].start, 2);
    assert_true(steps[0].low == 10 && steps[0].high == 10);
    assert_true(steps[1].low == (late ? 18 : 20));
    sr_series_free(result);
  }
  sr_ledger_close(ledger);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(clean_series_give_nothing), cmocka_unit_test(seeded_faults_are_found), cmocka_unit_test(merges),
      cmocka_unit_test(parts_make_the_whole), cmocka_unit_test(steps_are_intervals_of_a_vintage)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
