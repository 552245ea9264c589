/* Weighing: the worked case of docs/checking.md comes out as it stands there, and every outcome of its table is reached
 * by the input that it is for, and not by its neighbour. */
#include "facts.h"

/* The observations of the worked case: two maps, a running total, a country. */
static void observe_worked_case(bench *b) {
  static const struct {
    const char *day;
    double km2, casualties;
  } levels[] = {{"2024-07-08", 109360.869, 552190},
                {"2025-05-01", 112716.364, 953190},
                {"2025-06-01", 113156.701, 988560},
                {"2025-07-01", 113654.421, 1020980},
                {"2025-07-09", 113890.729, 1029660}};
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
    observe(b, "area held", "RUS", "Ukraine", levels[i].day, NULL, levels[i].km2, "km2", "daily control map");
    observe(b, "casualties total", "RUS", "Ukraine", levels[i].day, NULL, levels[i].casualties, "{person}",
            "defender's general staff");
  }
  observe(b, "area of country", "", "Ukraine", "2025-01-01", NULL, 603628, "km2", "state statistics");
}

typedef struct worked {
  int64_t lost, ratio, rate, years, lower;
} worked;

static worked tell_worked_case(bench *b, const char *start) {
  worked w;
  w.lost = tell_claim(b, (told){.who = "the weekly",
                                .text = "about 31,000 soldiers",
                                .start = start,
                                .relation = SR_WHEN_SINCE,
                                .q = FIGURE(31000, 1000, SR_BOUND_ABOUT, "{soldier}"),
                                .claim = LOSSES_CLAIM(SR_CATEGORY_CASUALTIES)});
  w.ratio = tell_claim(b, (told){.who = "the weekly",
                                 .text = "0.038 sq. km.",
                                 .start = start,
                                 .relation = SR_WHEN_SINCE,
                                 .q = FIGURE(0.038, 0.001, SR_BOUND_EXACT, "km2/{soldier}"),
                                 .claim = RATIO_CLAIM("killed")});
  w.rate = tell_claim(b, (told){.who = "the weekly",
                                .text = "about 15 sq. km. a day",
                                .q = FIGURE(15, 1, SR_BOUND_ABOUT, "km2/d"),
                                .claim = RATE_CLAIM});
  w.years = tell_claim(b, (told){.who = "the weekly",
                                 .text = "nearly 89 years",
                                 .place = "Ukraine",
                                 .q = FIGURE(89, 1, SR_BOUND_ABOUT, "a"),
                                 .claim = PROJECTION_CLAIM});
  w.lower = tell_claim(b, (told){.who = "the other side's ministry",
                                 .text = "0.0059 sq km",
                                 .start = start,
                                 .relation = SR_WHEN_SINCE,
                                 .q = FIGURE(0.0059, 0.0001, SR_BOUND_EXACT, "km2/{soldier}"),
                                 .claim = RATIO_CLAIM("casualties")});
  return w;
}

static void worked_case(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  observe_worked_case(&b);
  const worked w = tell_worked_case(&b, "2025-05-01");
  bench_run(&b);
  for (uint32_t i = 0; i < b.checks.n; i++) print_check(&b.checks.at[i]);

  const sr_check *c = due(&b, w.ratio, "gain per loss", SR_OUTCOME_AGREES);
  assert_false(c->by_rounding);
  assert_true(works_with(c, "113,891 − 112,716 = 1,174 km², 2025-05-01 to 2025-07-09 (69 days)"));
  assert_true(works_with(c, "0.038 × 31,000 = 1,178 km², against 1,174"));
  assert_int_equal(c->n_inputs, 2);
  assert_true(c->inputs[0].ref_from.id > 0 && c->inputs[1].ref.id == w.lost);

  c = due(&b, w.lower, "gain per loss", SR_OUTCOME_SLIP);
  assert_slice(c->slip, "square miles for square kilometres");
  assert_true(c->stated.low == 0.00585 || fabs(c->stated.low - 0.00585) < 1e-15);
  assert_true(fabs(c->computed.low - 0.015357) < 5e-7);
  assert_true(fabs(1 / c->factor - 2.60) < 0.005);
  assert_true(c->slip_chance > 0.001 && c->slip_chance < 0.05);
  assert_true(works_with(c, "1,029,660 − 953,190 = 76,470"));
  assert_true(works_with(c, "0.01536"));
  assert_true(works_with(c, "a factor of 2.60"));
  assert_true(works_with(c, "0.01528 km²"));

  c = due(&b, w.rate, "advance rate", SR_OUTCOME_NOT_COMPARABLE);
  assert_true(works_with(c, "2025-05-01 to 2025-06-01 (31 days): 14.2 km²/day, agrees"));
  assert_true(works_with(c, "2025-06-01 to 2025-07-01 (30 days): 16.6 km²/day, differs"));
  assert_true(works_with(c, "2024-07-08 to 2025-07-09 (366 days): 12.4 km²/day, differs"));
  assert_true(works_with(c, "2025-05-01 to 2025-07-09 (69 days): 17.0 km²/day, differs"));

  c = due(&b, w.years, "time to take", SR_OUTCOME_CLOSE);
  assert_true(works_with(c, "603,628 − 113,891 = 489,737 km²"));
  assert_true(works_with(c, "= 89.4 years"));
  assert_true(c->stated.high == 89 && fabs(c->computed.low - 89.3886) < 1e-3);
  bench_close(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(worked_case)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
