/* Pooling: on sources of known bias the 90 % interval holds the truth nine times in ten, and a source that repeats
 * itself is still one source. */
#include "support.h"

#include "base/date.h"
#include "base/slice.h"
#include "check/estimate.h"

#include <sitrep/check.h>

#include <math.h>
#include <stdio.h>

enum { SIMULATIONS = 500 };

static uint64_t state; /* xorshift64*, S. Vigna 2016 */
static double draw(void) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (double)((state * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
}
static double normal(void) { return sqrt(-2 * log(1 - draw())) * cos(2 * acos(-1) * draw()); }

static void students_t(void **unused) {
  (void)unused;
  static const struct {
    uint32_t degrees;
    double value;
  } table[] = {{1, 6.3138}, {2, 2.9200}, {3, 2.3534}, {5, 2.0150}, {10, 1.8125}, {30, 1.6973}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    assert_true(fabs(sr_student_95(table[i].degrees) - table[i].value) < 1e-3);
}

/* Three to eight sources, each with a factor of its own and an error of its own. */
static void the_interval_holds_the_truth(void **unused) {
  (void)unused;
  static const double spreads[] = {0.05, 0.2, 0.5};
  state = 20250709;
  for (size_t s = 0; s < sizeof spreads / sizeof *spreads; s++) {
    int held = 0;
    for (int i = 0; i < SIMULATIONS; i++) {
      sr_estimate_point points[8];
      sr_pooled pooled;
      const uint32_t n = 3 + (uint32_t)(draw() * 6);
      const double truth = log(1000 + 100000 * draw());
      for (uint32_t k = 0; k < n; k++) {
        const double error = 0.02 + 0.1 * draw();
        points[k] = (sr_estimate_point){truth + spreads[s] * normal() + error * normal(), error * error};
      }
      assert_true(sr_estimate_combine(points, n, &pooled));
      assert_true(pooled.log_low < pooled.log_value && pooled.log_value < pooled.log_high);
      held += pooled.log_low <= truth && truth <= pooled.log_high;
    }
    const double share = (double)held / SIMULATIONS;
    print_message("spread %.2f: %.1f %% of %d\n", spreads[s], 100 * share, SIMULATIONS);
    assert_true(share >= 0.85 && share <= 0.95);
  }
}

static void what_cannot_be_pooled(void **unused) {
  (void)unused;
  sr_pooled pooled;
  const sr_estimate_point one = {10, 0.01}, bad[] = {{10, 0.01}, {11, 0}};
  assert_false(sr_estimate_combine(&one, 1, &pooled));
  assert_false(sr_estimate_combine(bad, 2, &pooled));
}

static void add(sr_ledger *ledger, const char *source, const char *day, double total) {
  sr_day d;
  size_t added;
  sr_error err = {0};
  assert_true(sr_day_parse(sr_slice_of(day), &d));
  const sr_observation o = {.start = d,
                            .end = d,
                            .measure = SR_SLICE("casualties total"),
                            .party = SR_SLICE("RUS"),
                            .low = total,
                            .high = total,
                            .unit = SR_SLICE("{person}"),
                            .source = sr_slice_of(source)};
  assert_ok(sr_ledger_add_observations(ledger, &o, 1, &added, &err), &err);
}

static void out_of_a_ledger(void **unused) {
  (void)unused;
  sr_ledger *ledger;
  sr_error err = {0};
  sr_estimate *pool;
  uint32_t n;
  assert_ok(sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, &err), &err);
  static const struct {
    const char *source;
    double rise;
  } sources[] = {{"a ministry", 76000}, {"a staff", 90000}, {"an institute", 60000}};
  for (size_t i = 0; i < 3; i++) {
    add(ledger, sources[i].source, "2025-05-01", 900000);
    add(ledger, sources[i].source, "2025-07-09", 900000 + sources[i].rise);
  }
  sr_estimate_query query = {.category = SR_SLICE("casualties"), .party = {.code = SR_SLICE("RUS")}};
  assert_true(sr_day_parse(SR_SLICE("2025-05-01"), &query.since) && sr_day_parse(SR_SLICE("2025-07-09"), &query.until));
  assert_ok(sr_estimate_run(ledger, &query, &pool, &err), &err);
  const sr_estimate_source *rows = sr_estimate_sources(pool, &n);
  const sr_estimate_summary *sum = sr_estimate_result(pool);
  assert_int_equal(n, 3);
  assert_true(sum->possible && sum->value.low < 60000 && sum->value.high > 90000);
  assert_true(sum->middle > 70000 && sum->middle < 80000);
  assert_slice(rows[1].source, "a staff");
  assert_true(rows[1].offset > 1.1 && rows[2].offset < 0.9);
  sr_estimate_free(pool);
  query.party.code = SR_SLICE("UKR"); /* of whom nothing is known */
  assert_ok(sr_estimate_run(ledger, &query, &pool, &err), &err);
  assert_false(sr_estimate_result(pool)->possible);
  sr_estimate_free(pool);
  sr_ledger_close(ledger);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(students_t), cmocka_unit_test(the_interval_holds_the_truth),
                                     cmocka_unit_test(what_cannot_be_pooled), cmocka_unit_test(out_of_a_ledger)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
