/* Weighing: the worked case of docs/checking.md comes out as it stands there, and every outcome of its table is reached
 * by the input that it is for, and not by its neighbour. */
#include "facts.h"

#include "check/say.h"

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

/* A rate over stated days is held against those days; the others are told beside it. */
static void a_stated_window_is_the_one_that_counts(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  observe_worked_case(&b);
  const int64_t all = tell_claim(&b, (told){.who = "the weekly",
                                            .text = "about 15",
                                            .start = "2025-05-01",
                                            .end = "2025-07-09",
                                            .relation = SR_WHEN_DURING,
                                            .q = FIGURE(15, 1, SR_BOUND_ABOUT, "km2/d"),
                                            .claim = RATE_CLAIM});
  const int64_t may = tell_claim(&b, (told){.who = "the weekly",
                                            .text = "14.2",
                                            .start = "2025-05-01",
                                            .end = "2025-05-31",
                                            .relation = SR_WHEN_DURING,
                                            .q = FIGURE(14.2, 0.1, SR_BOUND_EXACT, "km2/d"),
                                            .claim = RATE_CLAIM});
  bench_run(&b);
  const sr_check *c = due(&b, all, "advance rate", SR_OUTCOME_DIFFERS);
  assert_true(fabs(c->factor - 15 / 17.02) < 0.001);
  assert_true(works_with(c, "another window: 2025-05-01 to 2025-06-01 (31 days): 14.2 km²/day, agrees"));
  assert_true(c->reason.len > 0);
  assert_false(due(&b, may, "advance rate", SR_OUTCOME_AGREES)->by_rounding);
  bench_close(&b);
}

/* Each slip of a rate: printed figure and unit, and the slip that is to be found, or none. */
static void slips(void **state) {
  (void)state;
  const struct {
    double value, granule;
    const char *unit, *slip;
  } cases[] = {
      {17.0, 0.1, "km2/d", NULL}, /* right */
      {6.57, 0.01, "km2/d", "square miles for square kilometres"},
      {119, 1, "km2/d", "per week for per day"},
      {17.0, 0.1, "km2/wk", "per day for per week"},
      {170, 1, "km2/d", "ten times too large"},
      {1.70, 0.01, "km2/d", "ten times too small"},
      {1702, 1, "har/d", NULL}, /* right, in hectares */
      {40, 1, "km2/d", NULL},   /* wrong, and no slip explains it */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench b;
    bench_open(&b);
    observe_worked_case(&b);
    sr_figure q = FIGURE(cases[i].value, cases[i].granule, SR_BOUND_EXACT, "1");
    q.unit = sr_slice_of(cases[i].unit);
    const int64_t id = tell_claim(&b, (told){.who = "an analyst",
                                             .text = "x",
                                             .start = "2025-05-01",
                                             .end = "2025-07-09",
                                             .relation = SR_WHEN_DURING,
                                             .q = q,
                                             .claim = RATE_CLAIM});
    bench_run(&b);
    const sr_check *c = check_of(&b, id, "advance rate");
    assert_non_null(c);
    const bool right = cases[i].slip          ? c->outcome == SR_OUTCOME_SLIP && sr_slice_is(c->slip, cases[i].slip)
                       : cases[i].value == 40 ? c->outcome == SR_OUTCOME_DIFFERS
                                              : c->outcome == SR_OUTCOME_AGREES;
    if (!right) {
      print_check(c);
      fail_msg("%g %s: not '%s'", cases[i].value, cases[i].unit, cases[i].slip ? cases[i].slip : "as it should be");
    }
    bench_close(&b);
  }
}

static void a_short_window_has_no_slips(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  observe(&b, "area held", "RUS", "Ukraine", "2025-06-01", NULL, 1000, "km2", "map");
  observe(&b, "area held", "RUS", "Ukraine", "2025-06-15", NULL, 1140, "km2", "map");
  const int64_t id = tell_claim(&b, (told){.who = "an analyst",
                                           .text = "3.86",
                                           .start = "2025-06-01",
                                           .end = "2025-06-14",
                                           .relation = SR_WHEN_DURING,
                                           .q = FIGURE(3.86, 0.01, SR_BOUND_EXACT, "km2/d"),
                                           .claim = RATE_CLAIM});
  bench_run(&b);
  const sr_check *c = due(&b, id, "advance rate", SR_OUTCOME_DIFFERS); /* 10 km2 are 3.86 square miles */
  assert_true(c->slip.len == 0);
  bench_close(&b);
}

/* "About 440 a day" may be the month's figure for a day's, or per month for per day: two fit, so neither is named. */
static void two_slips_are_none(void **state) {
  (void)state;
  for (int hedged = 0; hedged < 2; hedged++) {
    bench b;
    bench_open(&b);
    observe_worked_case(&b);
    const int64_t id = tell_claim(&b, (told){.who = "an analyst",
                                             .text = hedged ? "about 440" : "440",
                                             .start = "2025-05-01",
                                             .end = "2025-05-31",
                                             .relation = SR_WHEN_DURING,
                                             .q = FIGURE(440, 1, hedged ? SR_BOUND_ABOUT : SR_BOUND_EXACT, "km2/d"),
                                             .claim = RATE_CLAIM});
    bench_run(&b);
    const sr_check *c = due(&b, id, "advance rate", hedged ? SR_OUTCOME_DIFFERS : SR_OUTCOME_SLIP);
    if (hedged)
      assert_true(works_with(c, "2 slips would explain it, so none is named") && !c->slip.len);
    else
      assert_slice(c->slip, "the whole period's figure for a day's");
    bench_close(&b);
  }
}

/* A miss that a day or two of the series' own noise explains is no slip, even where one would fit. */
static void noise_comes_before_slips(void **state) {
  (void)state;
  for (int noisy = 0; noisy < 2; noisy++) {
    bench b;
    bench_open(&b);
    for (int d = 1; d <= 31; d++) { /* 100 km² in May, on one day: its second, or its middle */
      char on[24];
      snprintf(on, sizeof on, "2025-05-%02d", d);
      observe(&b, "area held", "RUS", "Ukraine", on, NULL, d > (noisy ? 1 : 15) ? 1100 : 1000, "km2", "map");
    }
    observe(&b, "area held", "RUS", "Ukraine", "2025-06-01", NULL, 1100, "km2", "map");
    const int64_t id =
        tell_claim(&b, (told){.who = "an analyst",
                              .text = "10",
                              .start = "2025-05-01",
                              .end = "2025-05-31",
                              .relation = SR_WHEN_DURING,
                              .q = FIGURE(10.0, 0.1, SR_BOUND_EXACT, "km2"),
                              .claim = {.kind = SR_KIND_ADVANCE, .measure = SR_MEASURE_AREA, .party = RUSSIA}});
    bench_run(&b);
    const sr_check *c = due(&b, id, "area gained, measured", noisy ? SR_OUTCOME_CLOSE : SR_OUTCOME_SLIP);
    assert_slice(noisy ? c->reason : c->slip,
                 noisy ? "close only within the noise of the series" : "ten times too small");
    bench_close(&b);
  }
}

/* A chance is an upper bound: two digits are all that it is worth. */
static void chances_have_two_digits(void **state) {
  (void)state;
  const double shares[][2] = {{0.0083412, 0.83}, {0.1249, 12}, {0.00001249, 0.0012}, {1, 100}, {0.0999, 10}, {0, 0}};
  for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) assert_true(sr_say_percent(shares[i][0]) == shares[i][1]);
}

/* What the counted category is wrong for is a slip of kind, if the other category's figure is there. */
static void killed_under_the_name_of_casualties(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  observe_worked_case(&b);
  observe(&b, "killed total", "RUS", "Ukraine", "2025-05-01", NULL, 200000, "{person}", "a count of obituaries");
  observe(&b, "killed total", "RUS", "Ukraine", "2025-07-09", NULL, 221000, "{person}", "a count of obituaries");
  const int64_t id = tell_claim(&b, (told){.who = "an analyst",
                                           .text = "0.0559",
                                           .start = "2025-05-01",
                                           .end = "2025-07-09",
                                           .relation = SR_WHEN_DURING,
                                           .q = FIGURE(0.0559, 0.0001, SR_BOUND_EXACT, "km2/{soldier}"),
                                           .claim = RATIO_CLAIM("casualties")});
  bench_run(&b);
  assert_slice(due(&b, id, "gain per loss", SR_OUTCOME_SLIP)->slip, "killed for casualties");
  bench_close(&b);
}

static void no_time_without_a_pace(void **state) {
  (void)state;
  const struct {
    double low, high;
    const char *reason;
  } cases[] = {{0, 0, "undefined"}, {-3, -2, "reversed"}, {-1, 2, "unbounded"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench b;
    bench_open(&b);
    observe_worked_case(&b);
    tell_claim(&b, (told){.who = "the weekly",
                          .text = "x",
                          .q = {.low = cases[i].low, .high = cases[i].high, .unit = SR_SLICE("km2/d")},
                          .claim = RATE_CLAIM});
    const int64_t id = tell_claim(&b, (told){.who = "the weekly",
                                             .text = "89 years",
                                             .place = "Ukraine",
                                             .q = FIGURE(89, 1, SR_BOUND_EXACT, "a"),
                                             .claim = PROJECTION_CLAIM});
    bench_run(&b);
    assert_slice(due(&b, id, "time to take", SR_OUTCOME_UNDEFINED)->reason, cases[i].reason);
    bench_close(&b);
  }
}

static void what_is_missing_is_said(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  const int64_t id = tell_claim(&b, (told){.who = "an analyst",
                                           .text = "0.02",
                                           .start = "2025-05-01",
                                           .end = "2025-05-31",
                                           .relation = SR_WHEN_DURING,
                                           .q = FIGURE(0.02, 0.01, SR_BOUND_EXACT, "km2/{soldier}"),
                                           .claim = RATIO_CLAIM("killed")});
  bench_run(&b);
  assert_slice(due(&b, id, "gain per loss", SR_OUTCOME_CANNOT_CHECK)->reason,
               "no figure for area gained over 2025-05-01 to 2025-06-01");
  bench_close(&b);
}

/* A figure is taken from the same report on the same word, the same report, the same chain elsewhere, other reports,
 * and a series, in that order; where all bear the claim out, the nearest is the one that is shown. */
static void figures_are_taken_from_the_nearest(void **state) {
  (void)state;
  static const struct {
    int64_t report;
    const char *who;
  } told_by[] = {{1, "an analyst"}, {1, "the staff"}, {2, "an analyst"}, {3, "the staff"}};
  enum { SOURCES = sizeof told_by / sizeof *told_by };
  for (size_t nearest = 0; nearest <= SOURCES; nearest++) {
    bench b;
    bench_open(&b);
    observe(&b, "area held", "RUS", "Ukraine", "2025-05-01", NULL, 112716, "km2", "map");
    observe(&b, "area held", "RUS", "Ukraine", "2025-07-09", NULL, 113890, "km2", "map");
    observe(&b, "killed total", "RUS", "", "2025-05-01", NULL, 200000, "{person}", "a count");
    const int64_t last = observe(&b, "killed total", "RUS", "", "2025-07-09", NULL, 231000, "{person}", "a count");
    int64_t due_ref = last;
    for (size_t i = SOURCES; i-- > nearest;) /* the farthest is told first */
      due_ref = tell_claim(&b, (told){.report = told_by[i].report,
                                      .who = told_by[i].who,
                                      .text = "x",
                                      .start = "2025-05-01",
                                      .end = "2025-07-09",
                                      .relation = SR_WHEN_DURING,
                                      .q = FIGURE(31000 + 100 * (double)i, 10, SR_BOUND_EXACT, "{soldier}"),
                                      .claim = LOSSES_CLAIM(SR_CATEGORY_KILLED)});
    const int64_t id = tell_claim(&b, (told){.report = 1,
                                             .who = "an analyst",
                                             .text = "x",
                                             .start = "2025-05-01",
                                             .end = "2025-07-09",
                                             .relation = SR_WHEN_DURING,
                                             .q = FIGURE(0.038, 0.001, SR_BOUND_EXACT, "km2/{soldier}"),
                                             .claim = RATIO_CLAIM("killed")});
    bench_run(&b);
    const sr_check *c = due(&b, id, "gain per loss", SR_OUTCOME_AGREES);
    assert_int_equal(c->inputs[1].ref.id, due_ref);
    assert_int_equal(c->inputs[1].ref.kind, nearest == SOURCES ? SR_REF_OBSERVATION : SR_REF_CLAIM);
    bench_close(&b);
  }
}

/* The same figure of the other side, of another category, or of other days does not make a claim differ. */
static void other_things_are_not_compared(void **state) {
  (void)state;
  const struct {
    const char *name;
    sr_enum category;
    bool other_party;
    const char *start;
    sr_outcome outcome;
    const char *reason;
  } cases[] = {
      {"definition", SR_CATEGORY_WOUNDED, false, "2025-05-01", SR_OUTCOME_NOT_COMPARABLE, "definition"},
      {"period", SR_CATEGORY_KILLED, false, "2025-01-01", SR_OUTCOME_NOT_COMPARABLE, "period"},
      {"party", SR_CATEGORY_KILLED, true, "2025-05-01", SR_OUTCOME_CANNOT_CHECK, "no figure for losses"},
      {"the same", SR_CATEGORY_KILLED, false, "2025-05-01", SR_OUTCOME_DIFFERS, ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench b;
    bench_open(&b);
    observe(&b, "area held", "RUS", "Ukraine", "2025-05-01", NULL, 112716, "km2", "map");
    observe(&b, "area held", "RUS", "Ukraine", "2025-07-09", NULL, 113890, "km2", "map");
    sr_claim losses = LOSSES_CLAIM(cases[i].category);
    if (cases[i].other_party) losses.party = UKRAINE;
    tell_claim(&b, (told){.who = "an analyst",
                          .text = "x",
                          .start = cases[i].start,
                          .end = "2025-07-09",
                          .relation = SR_WHEN_DURING,
                          .q = FIGURE(7310, 10, SR_BOUND_EXACT, "{soldier}"),
                          .claim = losses});
    const int64_t id = tell_claim(&b, (told){.who = "an analyst",
                                             .text = "x",
                                             .start = "2025-05-01",
                                             .end = "2025-07-09",
                                             .relation = SR_WHEN_DURING,
                                             .q = FIGURE(0.038, 0.001, SR_BOUND_EXACT, "km2/{soldier}"),
                                             .claim = RATIO_CLAIM("killed")});
    bench_run(&b);
    const sr_check *c = due(&b, id, "gain per loss", cases[i].outcome);
    if (!sr_slice_starts(c->reason, sr_slice_of(cases[i].reason)))
      fail_msg("%s: '%.*s'", cases[i].name, SR_FMT(c->reason));
    bench_close(&b);
  }
}

static sr_claim weapons(sr_claim_kind kind, sr_enum weapon) {
  return (sr_claim){
      .kind = kind, .weapon = weapon, .outcome = kind == SR_KIND_INTERCEPTION ? SR_OUTCOME_SHOT_DOWN : SR_FIELD_NONE};
}

static int64_t count(bench *b, const char *who, double value, sr_claim claim, const char *on) {
  return tell_claim(b, (told){.who = who,
                              .text = "x",
                              .start = on,
                              .end = on,
                              .q = FIGURE(value, 1, SR_BOUND_EXACT, "{weapon}"),
                              .claim = claim});
}

static void hard_bounds(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  /* One night: more shot down than launched, on one word; another night holds; another's word is not the same. */
  count(&b, "air force", 100, weapons(SR_KIND_STRIKE, SR_WEAPON_DRONE), "2025-07-08");
  const int64_t broken = count(&b, "air force", 120, weapons(SR_KIND_INTERCEPTION, SR_WEAPON_DRONE), "2025-07-08");
  count(&b, "air force", 90, weapons(SR_KIND_STRIKE, SR_WEAPON_DRONE), "2025-07-09");
  const int64_t holds = count(&b, "air force", 80, weapons(SR_KIND_INTERCEPTION, SR_WEAPON_DRONE), "2025-07-09");
  const int64_t missiles = count(&b, "air force", 95, weapons(SR_KIND_INTERCEPTION, SR_WEAPON_MISSILE), "2025-07-09");
  const int64_t other = count(&b, "a governor", 500, weapons(SR_KIND_INTERCEPTION, SR_WEAPON_DRONE), "2025-07-09");
  /* A total of all weapons bounds each of them, and the sum of its parts. */
  const int64_t total = count(&b, "navy", 30, weapons(SR_KIND_STRIKE, SR_WEAPON_UNSPECIFIED), "2025-07-05");
  count(&b, "navy", 25, weapons(SR_KIND_STRIKE, SR_WEAPON_DRONE), "2025-07-05");
  count(&b, "navy", 10, weapons(SR_KIND_STRIKE, SR_WEAPON_MISSILE), "2025-07-05");
  /* Attacks that are counted are no total of weapons. */
  const int64_t attacks = tell_claim(&b, (told){.who = "army",
                                                .text = "x",
                                                .start = "2025-07-03",
                                                .end = "2025-07-03",
                                                .q = FIGURE(7, 1, SR_BOUND_EXACT, "{air strike}"),
                                                .claim = weapons(SR_KIND_STRIKE, SR_WEAPON_UNSPECIFIED)});
  count(&b, "army", 25, weapons(SR_KIND_STRIKE, SR_WEAPON_DRONE), "2025-07-03");
  count(&b, "army", 10, weapons(SR_KIND_STRIKE, SR_WEAPON_BOMB), "2025-07-03");
  bench_run(&b);
  assert_null(check_of(&b, attacks, "sum of parts"));
  assert_true(due(&b, broken, "intercepted of launched", SR_OUTCOME_IMPOSSIBLE)->factor == 1.2);
  due(&b, holds, "intercepted of launched", SR_OUTCOME_AGREES);
  assert_null(check_of(&b, missiles, "intercepted of launched"));
  assert_null(check_of(&b, other, "intercepted of launched"));
  const sr_check *c = due(&b, total, "sum of parts", SR_OUTCOME_IMPOSSIBLE);
  assert_true(c->n_inputs == 2 && c->computed.low == 35);
  bench_close(&b);
}

/* A pledge runs to a day after it was made. One that was delivered may have been due before. */
static void a_pledge_is_due_after_it_is_made(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  const struct {
    sr_enum status;
    sr_figure figure;
    const char *deadline;
    bool wrong;
  } cases[] = {
      {SR_STATUS_PLEDGED, FIGURE(50, 1, SR_BOUND_EXACT, "{tank}"), "2025-03-01", true},
      {SR_STATUS_PLEDGED, FIGURE(50, 1, SR_BOUND_EXACT, "EUR"), "2025-03-01", true},
      {SR_STATUS_PLEDGED, FIGURE(50, 1, SR_BOUND_EXACT, "EUR"), "2025-07-11", false}, /* the day of saying itself */
      {SR_STATUS_PLEDGED, FIGURE(50, 1, SR_BOUND_EXACT, "EUR"), NULL, false},
      {SR_STATUS_DELIVERED, FIGURE(50, 1, SR_BOUND_EXACT, "{tank}"), "2025-03-01", false}};
  int64_t claims[sizeof cases / sizeof *cases];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const sr_claim claim = {.kind = SR_KIND_AID, .modality = SR_MODALITY_ASSERTED, .status = cases[i].status};
    claims[i] = tell_claim(
        &b,
        (told){
            .who = "the ministry", .text = "50", .deadline = cases[i].deadline, .q = cases[i].figure, .claim = claim});
  }
  bench_run(&b);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (cases[i].wrong)
      due(&b, claims[i], "deadline after pledge", SR_OUTCOME_DIFFERS);
    else
      assert_null(check_of(&b, claims[i], "deadline after pledge"));
  }
  bench_close(&b);
}

static void running_totals(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  /* a fall of a few in a hundred is a restatement until shown otherwise; one of a third is a question */
  const double totals[] = {1000, 1200, 1150, 800};
  int64_t ids[4];
  for (int i = 0; i < 4; i++) {
    const char *const said[] = {"2025-07-01", "2025-07-08", "2025-07-15", "2025-07-22"};
    ids[i] = tell_claim(&b, (told){.report = i + 1,
                                   .said = said[i],
                                   .who = "general staff",
                                   .text = "x",
                                   .start = "2022-02-24",
                                   .relation = SR_WHEN_SINCE,
                                   .q = FIGURE(totals[i], 10, SR_BOUND_EXACT, "{tank}"),
                                   .claim = {.kind = SR_KIND_LOSSES,
                                             .category = SR_CATEGORY_EQUIPMENT,
                                             .item = SR_SLICE("tank"),
                                             .party = RUSSIA}});
  }
  observe(&b, "tanks lost total", "RUS", "", "2025-07-01", NULL, 900, "{tank}", "register");
  observe(&b, "tanks lost total", "RUS", "", "2025-07-02", NULL, 890, "{tank}", "register");
  bench_run(&b);
  assert_null(check_of(&b, ids[0], "running total"));
  due(&b, ids[1], "running total", SR_OUTCOME_AGREES);
  assert_true(
      sr_slice_starts(due(&b, ids[2], "running total", SR_OUTCOME_NOT_COMPARABLE)->reason, SR_SLICE("vintage")));
  assert_true(due(&b, ids[3], "running total", SR_OUTCOME_DIFFERS)->factor < 0.7);
  uint32_t falls = 0;
  for (uint32_t i = 0; i < b.checks.n; i++) falls += b.checks.at[i].subject.kind == SR_REF_OBSERVATION;
  assert_int_equal(falls, 1);
  bench_close(&b);
}

/* Exchanging the two parties in all that goes in changes no outcome and no number. */
static void neutral(void **state) {
  (void)state;
  sr_check seen[2];
  for (int side = 0; side < 2; side++) {
    bench b;
    bench_open(&b);
    const char *party = side ? "UKR" : "RUS";
    observe(&b, "area held", party, "Land", "2025-05-01", NULL, 100, "km2", "map");
    observe(&b, "area held", party, "Land", "2025-07-09", NULL, 150, "km2", "map");
    sr_claim claim = RATE_CLAIM;
    claim.party = side ? UKRAINE : RUSSIA;
    const int64_t id = tell_claim(&b, (told){.who = "x",
                                             .text = "x",
                                             .start = "2025-05-01",
                                             .end = "2025-07-09",
                                             .relation = SR_WHEN_DURING,
                                             .q = FIGURE(0.28, 0.01, SR_BOUND_EXACT, "km2/d"),
                                             .claim = claim});
    bench_run(&b);
    seen[side] = *due(&b, id, "advance rate", SR_OUTCOME_SLIP);
    bench_close(&b);
  }
  assert_true(seen[0].computed.low == seen[1].computed.low && seen[0].factor == seen[1].factor);
}

/* Cost stays in proportion to the claims, however many share a party and a slot. */
static void many_claims_are_bounded(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  sr_arena_free(b.arena);
  b = (bench){.arena = sr_arena_new((size_t)1 << 30)};
  sr_error err = {0};
  sr_facts_init(&b.facts, b.arena);
  assert_ok(sr_relations_open(b.arena, &b.relations, &err), &err);
  observe_worked_case(&b);
  for (int i = 0; i < 400; i++) {
    tell_claim(&b, (told){.report = i / 100 + 1,
                          .who = "an analyst",
                          .text = "x",
                          .start = "2025-05-01",
                          .end = "2025-07-09",
                          .relation = SR_WHEN_DURING,
                          .q = FIGURE(1000 + i, 1, SR_BOUND_EXACT, "{soldier}"),
                          .claim = LOSSES_CLAIM(SR_CATEGORY_KILLED)});
    tell_claim(&b, (told){.report = i / 100 + 1,
                          .who = "an analyst",
                          .text = "x",
                          .start = "2025-05-01",
                          .end = "2025-07-09",
                          .relation = SR_WHEN_DURING,
                          .q = FIGURE(0.01, 0.01, SR_BOUND_EXACT, "km2/{soldier}"),
                          .claim = RATIO_CLAIM("killed")});
  }
  bench_run(&b);
  assert_true(b.checks.n >= 400);
  for (uint32_t i = 0; i < b.checks.n; i++) assert_true(b.checks.at[i].n_working <= 40 && b.checks.at[i].n_inputs <= 8);
  bench_close(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(worked_case),
      cmocka_unit_test(a_stated_window_is_the_one_that_counts),
      cmocka_unit_test(slips),
      cmocka_unit_test(a_short_window_has_no_slips),
      cmocka_unit_test(two_slips_are_none),
      cmocka_unit_test(noise_comes_before_slips),
      cmocka_unit_test(chances_have_two_digits),
      cmocka_unit_test(killed_under_the_name_of_casualties),
      cmocka_unit_test(no_time_without_a_pace),
      cmocka_unit_test(what_is_missing_is_said),
      cmocka_unit_test(figures_are_taken_from_the_nearest),
      cmocka_unit_test(other_things_are_not_compared),
      cmocka_unit_test(hard_bounds),
      cmocka_unit_test(a_pledge_is_due_after_it_is_made),
      cmocka_unit_test(running_totals),
      cmocka_unit_test(neutral),
      cmocka_unit_test(many_claims_are_bounded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
