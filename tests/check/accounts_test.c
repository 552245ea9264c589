/* Rival accounts: what tells of one happening is put together, what does not is not, and what parts is said. */
#include "support.h"

#include "base/date.h"
#include "base/slice.h"
#include "check/accounts.h"

typedef struct bench {
  sr_arena *arena;
  sr_accounting *accounting;
  int64_t n;
  const sr_account_group *groups;
  uint32_t n_groups;
  const char *unit; /* of what is told next; NULL: drones */
} bench;

static void open_bench(bench *b) {
  *b = (bench){.arena = sr_arena_new(1 << 24)};
  sr_error err = {0};
  assert_ok(sr_accounting_open(b->arena, &b->accounting, &err), &err);
}

static sr_day day(const char *text) {
  sr_day d = SR_DAY_NONE;
  assert_true(sr_day_parse(sr_slice_of(text), &d));
  return d;
}

/* places and people are lists parted by commas. */
static void tell(bench *b, const char *outlet, const char *who, sr_claim claim, double figure, const char *start,
                 const char *end, const char *places) {
  sr_error err = {0};
  sr_place_ref where[4] = {{{0}, 0, 0, 0, {0}, {0}}};
  uint32_t n_where = 0;
  sr_slice rest = sr_slice_of(places);
  while (rest.len && n_where < 4) where[n_where++].name = sr_slice_split(&rest, ',');
  const sr_actor_ref chain[] = {{sr_slice_of(who), {0}}};
  sr_stored_claim from = {.ref = {SR_REF_CLAIM, ++b->n},
                          .report = {SR_REF_REPORT, b->n},
                          .outlet = sr_slice_of(outlet),
                          .report_date = day("2025-07-11"),
                          .claim = claim};
  from.claim.where = where;
  from.claim.n_where = n_where;
  from.claim.chain = chain;
  from.claim.n_chain = who ? 1 : 0;
  if (figure >= 0)
    from.claim.quantity = (sr_figure){.present = true,
                                      .low = figure,
                                      .high = figure,
                                      .granule = 1,
                                      .unit = sr_slice_of(b->unit ? b->unit : "{drone}")};
  if (start) from.claim.when = (sr_when){true, day(start), day(end), SR_WHEN_ON};
  assert_ok(sr_accounting_add(b->accounting, &from, &err), &err);
}

static void group(bench *b) {
  sr_error err = {0};
  assert_ok(sr_accounting_group(b->accounting, &b->groups, &b->n_groups, &err), &err);
}

static sr_claim strike(void) {
  return (sr_claim){.kind = SR_KIND_STRIKE, .weapon = SR_WEAPON_DRONE, .party = {SR_SLICE("Russia"), SR_SLICE("RUS")}};
}

static void one_night_two_counts(void **state) {
  (void)state;
  bench b;
  open_bench(&b);
  tell(&b, "The Courier", "air force", strike(), 400, "2025-07-10", "2025-07-11", "Kyiv");
  tell(&b, "The Wire", "a governor", strike(), 397, "2025-07-11", "2025-07-11", "Kyiv,Sumy");
  tell(&b, "The Wire", "air force", strike(), 300, "2025-07-11", "2025-07-12", "Kyiv"); /* the next night */
  group(&b);
  assert_int_equal(b.n_groups, 1);
  const sr_account_group *g = &b.groups[0];
  assert_int_equal(g->n_claims, 2);
  assert_int_equal(g->n_roots, 2);
  assert_slice(g->roots[1], "a governor");
  assert_int_equal(g->states[SR_ACCOUNT_QUANTITY], SR_ACCOUNT_PARTED);
  assert_int_equal(g->states[SR_ACCOUNT_WHERE], SR_ACCOUNT_AGREED);
  assert_int_equal(g->states[SR_ACCOUNT_PARTY], SR_ACCOUNT_AGREED);
  assert_int_equal(g->states[SR_ACCOUNT_TOPICS], SR_ACCOUNT_UNSAID);
  assert_true(g->start == day("2025-07-10") && g->end == day("2025-07-11"));
  sr_arena_free(b.arena);
}

/* Five outlets that retell one source are one account. */
/* Two euros are not two dollars, nor are 31 square miles fewer than 80 square kilometres: sums in two currencies
 * neither agree nor part. */
static void figures_in_two_units(void **state) {
  (void)state;
  static const struct {
    const char *units[2];
    double figures[2];
    sr_account_state state;
  } cases[] = {{{"EUR", "EUR"}, {48, 48}, SR_ACCOUNT_AGREED},
               {{"EUR", "EUR"}, {48, 60}, SR_ACCOUNT_PARTED},
               {{"EUR", "USD"}, {48, 48}, SR_ACCOUNT_SINGLE},
               {{"t", "[ston_av]"}, {100, 110}, SR_ACCOUNT_AGREED},
               {{"t", "[ston_av]"}, {100, 100}, SR_ACCOUNT_PARTED}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench b;
    open_bench(&b);
    const sr_claim gift = {.kind = SR_KIND_AID, .donor = {SR_SLICE("Denmark"), SR_SLICE("DNK")}};
    for (int k = 0; k < 2; k++) {
      b.unit = cases[i].units[k];
      tell(&b, k ? "The Wire" : "The Courier", NULL, gift, cases[i].figures[k], "2025-07-10", "2025-07-10", "Kyiv");
    }
    group(&b);
    assert_int_equal(b.n_groups, 1);
    assert_int_equal(b.groups[0].states[SR_ACCOUNT_QUANTITY], cases[i].state);
    sr_arena_free(b.arena);
  }
}

static void copies_are_one_root(void **state) {
  (void)state;
  bench b;
  open_bench(&b);
  tell(&b, "A", "air force", strike(), 400, "2025-07-10", "2025-07-11", "Kyiv");
  tell(&b, "B", "Air Force", strike(), 400, "2025-07-10", "2025-07-11", "Kyiv");
  group(&b);
  assert_int_equal(b.n_groups, 0);
  sr_arena_free(b.arena);
}

static void other_happenings_stay_apart(void **state) {
  (void)state;
  bench b;
  open_bench(&b);
  sr_claim missiles = strike(), theirs = strike();
  missiles.weapon = SR_WEAPON_MISSILE;
  theirs.party = (sr_actor_ref){SR_SLICE("Ukraine"), SR_SLICE("UKR")};
  const sr_claim dead = {.kind = SR_KIND_LOSSES, .category = SR_CATEGORY_KILLED, .victim = SR_VICTIM_CIVILIAN};
  tell(&b, "A", "x", strike(), 400, "2025-07-10", "2025-07-11", "Kyiv");
  tell(&b, "B", "y", missiles, 400, "2025-07-10", "2025-07-11", "Kyiv");
  tell(&b, "B", "y", theirs, 400, "2025-07-10", "2025-07-11", "Kyiv");
  tell(&b, "A", "x", dead, 2, "2025-07-11", "2025-07-11", "Kyiv");
  tell(&b, "B", "y", dead, 3, "2025-07-11", "2025-07-11", "Sumy");
  group(&b);
  assert_int_equal(b.n_groups, 0);
  sr_arena_free(b.arena);
}

static void two_readouts_of_one_meeting(void **state) {
  (void)state;
  bench b;
  open_bench(&b);
  const sr_actor_ref people[] = {{SR_SLICE("United States"), SR_SLICE("USAGOV")},
                                 {SR_SLICE("Russia"), SR_SLICE("RUSGOV")}};
  const sr_actor_ref others[] = {{SR_SLICE("United States"), SR_SLICE("USAGOV")},
                                 {SR_SLICE("Italy"), SR_SLICE("ITAGOV")}};
  const sr_slice ours[] = {SR_SLICE("ceasefire")}, yours[] = {SR_SLICE("direct flights")};
  sr_claim one = {.kind = SR_KIND_CONTACT, .participants = people, .n_participants = 2, .topics = ours, .n_topics = 1};
  sr_claim two = one, three = one;
  two.topics = yours;
  three.participants = others;
  tell(&b, "A", "State Department", one, -1, "2025-07-10", "2025-07-10", "Rome");
  tell(&b, "A", "Russian Foreign Ministry", two, -1, NULL, NULL, "");
  tell(&b, "A", "Palazzo Chigi", three, -1, "2025-07-10", "2025-07-10", "Rome");
  group(&b);
  assert_int_equal(b.n_groups, 1);
  assert_int_equal(b.groups[0].n_claims, 2);
  assert_int_equal(b.groups[0].states[SR_ACCOUNT_TOPICS], SR_ACCOUNT_PARTED);
  assert_int_equal(b.groups[0].states[SR_ACCOUNT_WHERE], SR_ACCOUNT_SINGLE);
  sr_arena_free(b.arena);
}

/* A village and its suburb by two names, and a town thirty kilometres on. */
static void neighbours_are_one_place(void **state) {
  (void)state;
  const sr_place_ref towns[] = {
      {SR_SLICE("Kotlyne"), 0, 48.2500, 37.0740, SR_SLICE("UA"), SR_SLICE("PPL")},
      {SR_SLICE("Udachne"), 0, 48.2530, 37.0220, SR_SLICE("UA"), SR_SLICE("PPL")},
      {SR_SLICE("Dobropillia"), 0, 48.4610, 37.0860, SR_SLICE("UA"), SR_SLICE("PPL")},
  };
  for (int other = 1; other <= 2; other++) {
    bench b;
    open_bench(&b);
    const sr_actor_ref chain[] = {{SR_SLICE("one side"), {0}}, {SR_SLICE("the other side"), {0}}};
    for (int i = 0; i < 2; i++) {
      sr_error err = {0};
      sr_stored_claim from = {.ref = {SR_REF_CLAIM, i + 1}, .report_date = day("2025-07-11")};
      from.claim = (sr_claim){.kind = SR_KIND_LOSSES, .category = SR_CATEGORY_KILLED, .victim = SR_VICTIM_CIVILIAN};
      from.claim.when = (sr_when){true, day("2025-07-10"), day("2025-07-10"), SR_WHEN_ON};
      from.claim.where = &towns[i ? other : 0];
      from.claim.n_where = 1;
      from.claim.chain = &chain[i];
      from.claim.n_chain = 1;
      assert_ok(sr_accounting_add(b.accounting, &from, &err), &err);
    }
    group(&b);
    assert_int_equal(b.n_groups, other == 1 ? 1 : 0);
    sr_arena_free(b.arena);
  }
}

/* A flood of claims about one happening is cut into groups of a bounded size and stays linear. */
static void a_flood_is_bounded(void **state) {
  (void)state;
  bench b;
  open_bench(&b);
  for (int i = 0; i < 3000; i++) tell(&b, "A", i % 2 ? "x" : "y", strike(), i, "2025-07-10", "2025-07-11", "Kyiv");
  group(&b);
  assert_true(b.n_groups > 10);
  sr_arena_free(b.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_night_two_counts),        cmocka_unit_test(figures_in_two_units),
      cmocka_unit_test(copies_are_one_root),         cmocka_unit_test(other_happenings_stay_apart),
      cmocka_unit_test(two_readouts_of_one_meeting), cmocka_unit_test(neighbours_are_one_place),
      cmocka_unit_test(a_flood_is_bounded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
