/* Relations of one happening: shares of what was launched, sums of what was given, in one currency or in two, and
 * bounds that ask for one window and one ground. */
#include "facts.h"

#define AIR_FORCE "air force"

typedef struct salvo {
  sr_enum weapon;
  double launched, down, suppressed, rate; /* 0: not told */
  sr_enum outcome;                         /* of the rate */
  const char *night, *rate_night;
} salvo;

static int64_t tell_weapons(bench *b, const char *who, double value, const char *unit, sr_claim claim, const char *on) {
  sr_figure q = FIGURE(value, 1, SR_BOUND_EXACT, "1");
  q.unit = sr_slice_of(unit);
  return tell_claim(b, (told){.who = who, .text = "x", .start = on, .end = on, .q = q, .claim = claim});
}

/* The claims of a report on one night; returns the share's. */
static int64_t tell_salvo(bench *b, salvo s) {
  const sr_claim shot = {
      .kind = SR_KIND_INTERCEPTION, .weapon = s.weapon, .outcome = SR_OUTCOME_SHOT_DOWN, .party = UKRAINE};
  const sr_claim lost = {
      .kind = SR_KIND_INTERCEPTION, .weapon = s.weapon, .outcome = SR_OUTCOME_SUPPRESSED, .party = UKRAINE};
  const sr_claim sent = {.kind = SR_KIND_STRIKE, .weapon = s.weapon, .party = RUSSIA};
  const sr_claim rate = {.kind = SR_KIND_INTERCEPTION, .weapon = s.weapon, .outcome = s.outcome, .party = UKRAINE};
  const char *night = s.night ? s.night : "2025-07-10";
  if (s.launched > 0) tell_weapons(b, AIR_FORCE, s.launched, "{weapon}", sent, night);
  if (s.down > 0) tell_weapons(b, AIR_FORCE, s.down, "{weapon}", shot, night);
  if (s.suppressed > 0) tell_weapons(b, AIR_FORCE, s.suppressed, "{weapon}", lost, night);
  return s.rate > 0 ? tell_weapons(b, AIR_FORCE, s.rate, "%", rate, s.rate_night ? s.rate_night : night) : 0;
}

static void shares_of_what_was_launched(void **state) {
  (void)state;
  const struct {
    const char *name;
    salvo salvo;
    sr_outcome outcome;
    const char *slip, *reason;
  } cases[] = {
      {"88 of 104 are 85 %",
       {SR_WEAPON_DRONE, 104, 88, 0, 85, SR_OUTCOME_SHOT_DOWN, NULL, NULL},
       SR_OUTCOME_AGREES,
       "",
       ""},
      {"what got through",
       {SR_WEAPON_DRONE, 104, 88, 0, 15, SR_OUTCOME_SHOT_DOWN, NULL, NULL},
       SR_OUTCOME_SLIP,
       "the rest's share for the part's",
       ""},
      {"a lost digit",
       {SR_WEAPON_DRONE, 104, 88, 0, 8.5, SR_OUTCOME_SHOT_DOWN, NULL, NULL},
       SR_OUTCOME_SLIP,
       "ten times too small",
       ""},
      {"wrong, and no slip explains it",
       {SR_WEAPON_DRONE, 104, 88, 0, 60, SR_OUTCOME_SHOT_DOWN, NULL, NULL},
       SR_OUTCOME_DIFFERS,
       "",
       ""},
      {"of both, where the share says neither",
       {SR_WEAPON_DRONE, 120, 80, 30, 92, SR_FIELD_NONE, NULL, NULL},
       SR_OUTCOME_AGREES,
       "",
       ""},
      {"what was suppressed was not shot down",
       {SR_WEAPON_DRONE, 120, 0, 30, 50, SR_OUTCOME_SHOT_DOWN, NULL, NULL},
       SR_OUTCOME_NOT_COMPARABLE,
       "",
       "definition"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench b;
    bench_open(&b);
    const int64_t id = tell_salvo(&b, cases[i].salvo);
    bench_run(&b);
    const sr_check *c = due(&b, id, "interception rate", cases[i].outcome);
    if (!sr_slice_is(c->slip, cases[i].slip) || !sr_slice_starts(c->reason, sr_slice_of(cases[i].reason))) {
      print_check(c);
      fail_msg("%s", cases[i].name);
    }
    if (!i) assert_true(works_with(c, "85 % × 104 = 88.4") && c->n_inputs == 2);
    bench_close(&b);
  }
}

/* Each weapon by itself: one's share is not that of the other, unless the two were confused. */
static void each_weapon_has_its_share(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  const int64_t missiles = tell_salvo(&b, (salvo){SR_WEAPON_MISSILE, 41, 30, 0, 73, SR_OUTCOME_SHOT_DOWN, NULL, NULL});
  const int64_t drones = tell_salvo(&b, (salvo){SR_WEAPON_DRONE, 120, 102, 0, 85, SR_OUTCOME_SHOT_DOWN, NULL, NULL});
  const int64_t bombs = tell_salvo(&b, (salvo){SR_WEAPON_BOMB, 0, 0, 0, 85, SR_OUTCOME_SHOT_DOWN, NULL, NULL});
  bench_run(&b);
  due(&b, missiles, "interception rate", SR_OUTCOME_AGREES);
  due(&b, drones, "interception rate", SR_OUTCOME_AGREES);
  assert_null(check_of(&b, bombs, "interception rate")); /* nothing that it could be reckoned from */
  bench_close(&b);

  bench_open(&b);
  tell_salvo(&b, (salvo){SR_WEAPON_MISSILE, 41, 30, 0, 0, SR_OUTCOME_SHOT_DOWN, NULL, NULL});
  const int64_t confused = tell_salvo(&b, (salvo){SR_WEAPON_DRONE, 120, 110, 0, 73, SR_OUTCOME_SHOT_DOWN, NULL, NULL});
  bench_run(&b);
  assert_slice(due(&b, confused, "interception rate", SR_OUTCOME_SLIP)->slip, "another class's figure");
  bench_close(&b);
}

/* A month's share is not held against a night's counts, nor one night's against another's. */
static void shares_of_other_days(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  tell_salvo(&b, (salvo){SR_WEAPON_DRONE, 104, 88, 0, 0, SR_OUTCOME_SHOT_DOWN, "2025-07-10", NULL});
  const sr_claim rate = {
      .kind = SR_KIND_INTERCEPTION, .weapon = SR_WEAPON_DRONE, .outcome = SR_OUTCOME_SHOT_DOWN, .party = UKRAINE};
  const int64_t month = tell_claim(&b, (told){.who = AIR_FORCE,
                                              .text = "x",
                                              .start = "2025-07-01",
                                              .end = "2025-07-31",
                                              .relation = SR_WHEN_DURING,
                                              .q = FIGURE(60, 1, SR_BOUND_EXACT, "%"),
                                              .claim = rate});
  const int64_t other = tell_weapons(&b, AIR_FORCE, 60, "%", rate, "2025-07-04");
  bench_run(&b);
  assert_true(
      sr_slice_starts(due(&b, month, "interception rate", SR_OUTCOME_NOT_COMPARABLE)->reason, SR_SLICE("period")));
  assert_null(check_of(&b, other, "interception rate"));
  bench_close(&b);
}

/* The counts may come from another report of the same night, or from a series. */
static void shares_by_other_figures(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  observe(&b, "drones launched", "RUS", "", "2025-07-10", NULL, 104, "{drone}", "air force reports");
  observe(&b, "drones shot down", "UKR", "", "2025-07-10", NULL, 88, "{drone}", "air force reports");
  observe(&b, "drones launched", "RUS", "", "2025-07-11", NULL, 300, "{drone}", "air force reports");
  const int64_t right = tell_salvo(&b, (salvo){SR_WEAPON_DRONE, 0, 0, 0, 85, SR_OUTCOME_SHOT_DOWN, NULL, NULL});
  bench_run(&b);
  const sr_check *c = due(&b, right, "interception rate", SR_OUTCOME_AGREES);
  assert_true(c->n_inputs == 2 && c->inputs[0].ref.kind == SR_REF_OBSERVATION);
  bench_close(&b);
}

/* ---- sums ---- */

typedef struct gift {
  double pieces, price, sum;
  const char *priced, *price_in, *sum_in; /* the noun that has the price; the currencies */
} gift;

/* The claims of a report on one gift of howitzers; returns the sum's. */
static int64_t tell_gift(bench *b, gift g) {
  const sr_actor_ref donor = {SR_SLICE("Denmark"), SR_SLICE("DNKGOV")};
  const sr_claim aid = {.kind = SR_KIND_AID, .status = SR_STATUS_PLEDGED, .donor = donor, .recipient = UKRAINE};
  const sr_claim price = {.kind = SR_KIND_RATIO,
                          .numerator = {.measure = SR_MEASURE_MONEY},
                          .denominator = {SR_MEASURE_COUNT, sr_slice_of(g.priced), {{0}, {0}}}};
  char unit[64];
  snprintf(unit, sizeof unit, "%s/{%s}", g.price_in, g.priced);
  sr_figure each = FIGURE(g.price, 1e5, SR_BOUND_EXACT, "1"), all = FIGURE(g.sum, 1e6, SR_BOUND_EXACT, "1");
  each.unit = sr_slice_of(unit);
  all.unit = sr_slice_of(g.sum_in);
  tell_claim(
      b,
      (told){.who = "the ministry", .text = "x", .q = FIGURE(g.pieces, 1, SR_BOUND_EXACT, "{howitzer}"), .claim = aid});
  tell_claim(b, (told){.who = "the ministry", .text = "x", .q = each, .claim = price});
  return tell_claim(b, (told){.who = "the ministry", .text = "x", .q = all, .claim = aid});
}

static void sums_of_units(void **state) {
  (void)state;
  const struct {
    gift gift;
    sr_outcome outcome;
    const char *slip;
  } cases[] = {
      {{12, 4e6, 48e6, "howitzer", "EUR", "EUR"}, SR_OUTCOME_AGREES, ""},
      {{12, 4e6, 480e6, "howitzer", "EUR", "EUR"}, SR_OUTCOME_SLIP, "ten times too large"},
      {{12, 4e6, 48e3, "howitzer", "EUR", "EUR"}, SR_OUTCOME_SLIP, "million for thousand"},
      {{12, 4e6, 70e6, "howitzer", "EUR", "EUR"}, SR_OUTCOME_DIFFERS, ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench b;
    bench_open(&b);
    const int64_t id = tell_gift(&b, cases[i].gift);
    bench_run(&b);
    const sr_check *c = due(&b, id, "sum of units", cases[i].outcome);
    if (!sr_slice_is(c->slip, cases[i].slip)) fail_msg("%d: %.*s", (int)i, SR_FMT(c->slip));
    if (!i) assert_true(works_with(c, "4,000,000 × 12 = 48,000,000 EUR"));
    bench_close(&b);
  }
  bench b;
  bench_open(&b); /* the price of a truck says nothing of howitzers */
  const int64_t other = tell_gift(&b, (gift){12, 4e6, 70e6, "truck", "EUR", "EUR"});
  bench_run(&b);
  assert_null(check_of(&b, other, "sum of units"));
  bench_close(&b);
}

/* Two currencies meet by the imported rate of the day, shown with its source; without one there is no comparison. */
static void sums_in_two_currencies(void **state) {
  (void)state;
  const gift gifts[] = {{12, 4e6, 56e6, "howitzer", "EUR", "USD"},  /* 1.1690 dollars to the euro */
                        {12, 4e6, 48e6, "howitzer", "EUR", "USD"},  /* the euros' figure */
                        {12, 4e6, 41e6, "howitzer", "USD", "GBP"}}; /* through the euro, and wrong */
  const sr_outcome outcomes[] = {SR_OUTCOME_AGREES, SR_OUTCOME_SLIP, SR_OUTCOME_DIFFERS};
  for (size_t i = 0; i < sizeof gifts / sizeof *gifts; i++) {
    bench b;
    bench_open(&b);
    observe(&b, "exchange rate", "", "", "2025-07-10", NULL, 1.1690, "USD/EUR", "European Central Bank");
    observe(&b, "exchange rate", "", "", "2025-07-14", NULL, 2, "USD/EUR", "European Central Bank");
    observe(&b, "exchange rate", "", "", "2025-07-11", NULL, 0.8650, "GBP/EUR", "European Central Bank");
    const int64_t id = tell_gift(&b, gifts[i]);
    bench_run(&b);
    const sr_check *c = due(&b, id, "sum of units", outcomes[i]);
    assert_int_equal(c->n_inputs, i < 2 ? 3 : 4);
    if (!i) assert_true(works_with(c, "4,000,000 EUR × 1.169 USD/EUR"));
    if (!i) assert_true(works_with(c, "European Central Bank, 2025-07-10"));
    if (i == 1) assert_slice(c->slip, "one currency's figure under another's name");
    if (i == 2) assert_true(fabs(c->computed.low - 12 * 3.95e6 / 1.169 * 0.865) < 2);
    bench_close(&b);

    bench_open(&b);
    observe(&b, "exchange rate", "", "", "2025-06-10", NULL, 1.14, "USD/EUR",
            "European Central Bank"); /* a month old */
    const int64_t alone = tell_gift(&b, gifts[i]);
    bench_run(&b);
    c = due(&b, alone, "sum of units", SR_OUTCOME_NOT_COMPARABLE);
    assert_true(sr_slice_starts(c->reason,
                                i < 2 ? SR_SLICE("currency: EUR against USD") : SR_SLICE("currency: USD against GBP")));
    assert_true(works_with(c, "2025-07-11") && works_with(c, "sitrep observe rates"));
    assert_true(isinf(c->computed.low) && isinf(c->computed.high) && isnan(c->factor));
    bench_close(&b);
  }
}

/* ---- one window, one ground ---- */

static int64_t tell_toll(bench *b, sr_enum category, double value, const char *start, const char *end,
                         const char *place) {
  return tell_claim(b, (told){.who = "the staff",
                              .text = "x",
                              .start = start,
                              .end = end,
                              .place = place,
                              .relation = SR_WHEN_DURING,
                              .q = FIGURE(value, 1, SR_BOUND_EXACT, "{soldier}"),
                              .claim = LOSSES_CLAIM(category)});
}

static void bounds_ask_for_one_window(void **state) {
  (void)state;
  const struct {
    double killed;
    const char *end, *place, *other_place;
    sr_outcome outcome; /* SR_OUTCOME_COUNT: no check */
    const char *reason;
  } cases[] = {
      {900, "2025-05-31", NULL, NULL, SR_OUTCOME_AGREES, ""},
      {1100, "2025-05-31", NULL, NULL, SR_OUTCOME_IMPOSSIBLE, ""},
      {1100, "2025-06-30", NULL, NULL, SR_OUTCOME_NOT_COMPARABLE, "period"},
      {900, "2025-06-30", NULL, NULL, SR_OUTCOME_COUNT, ""}, /* in order, and no news */
      {1100, "2025-05-31", "Kursk", "Donetsk", SR_OUTCOME_NOT_COMPARABLE, "territory"},
      {1100, "2025-05-31", "Kursk", "Kursk", SR_OUTCOME_IMPOSSIBLE, ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench b;
    bench_open(&b);
    tell_toll(&b, SR_CATEGORY_CASUALTIES, 1000, "2025-05-01", "2025-05-31", cases[i].other_place);
    const int64_t id = tell_toll(&b, SR_CATEGORY_KILLED, cases[i].killed, "2025-05-01", cases[i].end, cases[i].place);
    bench_run(&b);
    if (cases[i].outcome == SR_OUTCOME_COUNT) {
      assert_null(check_of(&b, id, "killed of casualties"));
    } else {
      const sr_check *c = due(&b, id, "killed of casualties", cases[i].outcome);
      if (!sr_slice_starts(c->reason, sr_slice_of(cases[i].reason))) fail_msg("%d: %.*s", (int)i, SR_FMT(c->reason));
    }
    bench_close(&b);
  }
}

/* 60 % of the casualties were killed: a part over its whole, the rest's share for the part's, and not of other days. */
static void shares_of_casualties(void **state) {
  (void)state;
  const struct {
    double share;
    const char *end, *place;
    sr_outcome outcome; /* COUNT: no check */
    const char *tells;
    sr_bound bound;
  } cases[] = {{30, "2025-05-31", NULL, SR_OUTCOME_AGREES, "", SR_BOUND_EXACT},
               {70, "2025-05-31", NULL, SR_OUTCOME_SLIP, "the rest's share for the part's", SR_BOUND_EXACT},
               {55, "2025-05-31", NULL, SR_OUTCOME_DIFFERS, "", SR_BOUND_EXACT},
               {30, "2025-06-30", NULL, SR_OUTCOME_NOT_COMPARABLE, "period", SR_BOUND_EXACT},
               {30, "2025-05-31", "Kursk", SR_OUTCOME_NOT_COMPARABLE, "territory", SR_BOUND_EXACT},
               {9, "2025-05-31", NULL, SR_OUTCOME_COUNT, "", SR_BOUND_DOWN}}; /* "fell by 9 %" */
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench b;
    bench_open(&b);
    tell_toll(&b, SR_CATEGORY_CASUALTIES, 1000, "2025-05-01", "2025-05-31", "Donetsk");
    tell_toll(&b, SR_CATEGORY_KILLED, 304, "2025-05-01", "2025-05-31", "Donetsk");
    const int64_t id = tell_claim(&b, (told){.who = "the staff",
                                             .text = "x",
                                             .start = "2025-05-01",
                                             .end = cases[i].end,
                                             .place = cases[i].place,
                                             .relation = SR_WHEN_DURING,
                                             .q = FIGURE(cases[i].share, 1, cases[i].bound, "%"),
                                             .claim = LOSSES_CLAIM(SR_CATEGORY_KILLED)});
    bench_run(&b);
    if (cases[i].outcome == SR_OUTCOME_COUNT) {
      assert_null(check_of(&b, id, "share killed"));
    } else {
      const sr_check *c = due(&b, id, "share killed", cases[i].outcome);
      const sr_slice tells = c->slip.len ? c->slip : c->reason;
      if (!sr_slice_starts(tells, sr_slice_of(cases[i].tells)) || (!*cases[i].tells && tells.len))
        fail_msg("%d: %.*s", (int)i, SR_FMT(tells));
    }
    assert_null(check_of(&b, id, "killed of casualties")); /* a share is no count */
    bench_close(&b);
  }
}

/* Every day of a stretch, told on one word: they come to the total, or not; a day that is missing or told twice with
 * two figures leaves it unchecked, and a night is not two days. */
static void days_of_a_total(void **state) {
  (void)state;
  const struct {
    double days[4], total; /* 0: not told */
    sr_outcome outcome;
  } cases[] = {{{40, 61, 35, 0}, 136, SR_OUTCOME_AGREES},
               {{40, 61, 35, 0}, 138, SR_OUTCOME_CLOSE},
               {{40, 61, 35, 0}, 163, SR_OUTCOME_DIFFERS},
               {{40, 0, 35, 0}, 136, SR_OUTCOME_COUNT},
               {{40, 61, 35, 62}, 136, SR_OUTCOME_COUNT}}; /* the fourth is of the second day again */
  static const char *const dates[] = {"2025-07-01", "2025-07-02", "2025-07-03", "2025-07-02"};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench b;
    bench_open(&b);
    for (size_t d = 0; d < 4; d++)
      if (cases[i].days[d] > 0) tell_toll(&b, SR_CATEGORY_KILLED, cases[i].days[d], dates[d], dates[d], "Kursk");
    const int64_t total = tell_toll(&b, SR_CATEGORY_KILLED, cases[i].total, "2025-07-01", "2025-07-03", "Kursk");
    const int64_t elsewhere = tell_toll(&b, SR_CATEGORY_KILLED, 900, "2025-07-01", "2025-07-03", "Donetsk");
    bench_run(&b);
    assert_null(check_of(&b, elsewhere, "sum of days"));
    if (cases[i].outcome == SR_OUTCOME_COUNT)
      assert_null(check_of(&b, total, "sum of days"));
    else
      assert_int_equal(due(&b, total, "sum of days", cases[i].outcome)->n_inputs, 3);
    bench_close(&b);
  }
  bench b;
  bench_open(&b);
  tell_salvo(&b, (salvo){SR_WEAPON_DRONE, 80, 0, 0, 0, SR_FIELD_NONE, "2025-07-01", NULL});
  tell_salvo(&b, (salvo){SR_WEAPON_DRONE, 90, 0, 0, 0, SR_FIELD_NONE, "2025-07-02", NULL});
  const int64_t night =
      tell_claim(&b, (told){.who = AIR_FORCE,
                            .text = "x",
                            .start = "2025-07-01",
                            .end = "2025-07-02",
                            .relation = SR_WHEN_DURING,
                            .q = FIGURE(90, 1, SR_BOUND_EXACT, "{weapon}"),
                            .claim = {.kind = SR_KIND_STRIKE, .weapon = SR_WEAPON_DRONE, .party = RUSSIA}});
  bench_run(&b);
  assert_null(check_of(&b, night, "sum of days"));
  bench_close(&b);
}

/* What is told to have happened was so on the day it was told, or on the next where the night or the zone is another.
 */
static void what_happened_was_before_its_report(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  const sr_claim shot = {.kind = SR_KIND_INTERCEPTION, .weapon = SR_WEAPON_DRONE, .party = UKRAINE};
  const sr_claim given = {.kind = SR_KIND_AID, .status = SR_STATUS_DELIVERED};
  const sr_claim pledged = {.kind = SR_KIND_AID, .status = SR_STATUS_PLEDGED};
  const int64_t late = tell_weapons(&b, AIR_FORCE, 88, "{drone}", shot, "2025-07-14");
  const int64_t night = tell_weapons(&b, AIR_FORCE, 87, "{drone}", shot, "2025-07-12");
  const int64_t toll = tell_toll(&b, SR_CATEGORY_KILLED, 900, "2025-08-01", "2025-08-31", NULL);
  const int64_t month = tell_toll(&b, SR_CATEGORY_KILLED, 901, "2025-07-01", "2025-07-31", NULL);
  const int64_t delivery = tell_weapons(&b, "the ministry", 12, "{howitzer}", given, "2026-07-01");
  const int64_t pledge = tell_weapons(&b, "the ministry", 12, "{howitzer}", pledged, "2026-07-01");
  bench_run(&b);
  const sr_check *early = due(&b, late, "interception before its report", SR_OUTCOME_DIFFERS);
  assert_true(works_with(early, "the days are out of order: 2025-07-14 comes after 2025-07-11"));
  assert_false(sr_check_has_numbers(early)); /* 88 is held against nothing */
  assert_null(check_of(&b, night, "interception before its report"));
  due(&b, toll, "losses before their report", SR_OUTCOME_DIFFERS);
  assert_null(check_of(&b, month, "losses before their report")); /* the month has begun */
  due(&b, delivery, "delivery before its report", SR_OUTCOME_DIFFERS);
  assert_null(check_of(&b, pledge, "delivery before its report"));
  bench_close(&b);
}

/* A week's interceptions are not held against one night's drones. */
static void a_week_is_no_night(void **state) {
  (void)state;
  bench b;
  bench_open(&b);
  tell_salvo(&b, (salvo){SR_WEAPON_DRONE, 104, 0, 0, 0, SR_FIELD_NONE, "2025-07-10", NULL});
  const sr_claim shot = {
      .kind = SR_KIND_INTERCEPTION, .weapon = SR_WEAPON_DRONE, .outcome = SR_OUTCOME_SHOT_DOWN, .party = UKRAINE};
  const int64_t week = tell_claim(&b, (told){.who = AIR_FORCE,
                                             .text = "x",
                                             .start = "2025-07-04",
                                             .end = "2025-07-10",
                                             .relation = SR_WHEN_DURING,
                                             .q = FIGURE(512, 1, SR_BOUND_EXACT, "{drone}"),
                                             .claim = shot});
  bench_run(&b);
  assert_true(
      sr_slice_starts(due(&b, week, "intercepted of launched", SR_OUTCOME_NOT_COMPARABLE)->reason, SR_SLICE("period")));
  bench_close(&b);
}

/* What was gained in one region is not held against what was lost along the whole front, even where the figures meet;
 * nor over other days. */
static void gain_per_loss_asks_for_one_ground(void **state) {
  (void)state;
  const struct {
    const char *gain_place, *gain_start, *reason;
    sr_outcome outcome;
  } cases[] = {
      {NULL, "2025-05-01", "", SR_OUTCOME_AGREES},
      {"Kursk", "2025-05-01", "territory", SR_OUTCOME_NOT_COMPARABLE},
      {NULL, "2025-04-01", "period", SR_OUTCOME_NOT_COMPARABLE},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench b;
    bench_open(&b);
    observe(&b, "casualties total", "RUS", "Ukraine", "2025-05-01", NULL, 953190, "{person}", "general staff");
    observe(&b, "casualties total", "RUS", "Ukraine", "2025-07-09", NULL, 983190, "{person}", "general staff");
    tell_claim(&b, (told){.who = "an analyst",
                          .text = "x",
                          .start = cases[i].gain_start,
                          .end = "2025-07-09",
                          .place = cases[i].gain_place,
                          .relation = SR_WHEN_DURING,
                          .q = FIGURE(1140, 10, SR_BOUND_EXACT, "km2"),
                          .claim = {.kind = SR_KIND_ADVANCE, .measure = SR_MEASURE_AREA, .party = RUSSIA}});
    const int64_t id = tell_claim(&b, (told){.who = "an analyst",
                                             .text = "x",
                                             .start = "2025-05-01",
                                             .end = "2025-07-09",
                                             .relation = SR_WHEN_DURING,
                                             .q = FIGURE(0.038, 0.001, SR_BOUND_EXACT, "km2/{soldier}"),
                                             .claim = RATIO_CLAIM("casualties")});
    bench_run(&b);
    const sr_check *c = due(&b, id, "gain per loss", cases[i].outcome);
    if (!sr_slice_starts(c->reason, sr_slice_of(cases[i].reason))) fail_msg("%d: %.*s", (int)i, SR_FMT(c->reason));
    bench_close(&b);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shares_of_what_was_launched),
      cmocka_unit_test(each_weapon_has_its_share),
      cmocka_unit_test(shares_of_other_days),
      cmocka_unit_test(shares_by_other_figures),
      cmocka_unit_test(sums_of_units),
      cmocka_unit_test(sums_in_two_currencies),
      cmocka_unit_test(bounds_ask_for_one_window),
      cmocka_unit_test(shares_of_casualties),
      cmocka_unit_test(days_of_a_total),
      cmocka_unit_test(what_happened_was_before_its_report),
      cmocka_unit_test(a_week_is_no_night),
      cmocka_unit_test(gain_per_loss_asks_for_one_ground),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
