/* A run of checks and accounts over a real ledger: what is in examples/figures.csv bears out the worked case,
 * superseded and denied claims take no part, and the same ledger gives the same checks. */
#include "fixture.h"

#include "base/slice.h"

#include <sitrep/check.h>
#include <sitrep/observe.h>

#include <stdio.h>
#include <stdlib.h>

static const char TEXT[] =
    "Since 1 May the attackers lost about 31,000 soldiers, the weekly writes. That is 0.038 sq km for each. "
    "The defender's staff puts it at 0.0059 sq km for each soldier killed or wounded. ";

static sr_figure figure(const sr_report *r, const char *piece, double value, double granule, sr_bound bound,
                        const char *unit) {
  return (sr_figure){true, value, value, granule, bound, sr_slice_of(unit), fx_span(r, piece)};
}

static sr_report *worked_report(sr_arena *arena, bool denied) {
  sr_report *r = fx_report(arena, "The Courier", "digest", "2025-07-11", TEXT);
  const sr_when since = {true, fx_day("2025-05-01"), SR_DAY_NONE, SR_WHEN_SINCE};
  const sr_actor_ref russia = {SR_SLICE("Russia"), SR_SLICE("RUS")};
  sr_claim *c = fx_claim(r, SR_KIND_LOSSES, "lost about 31,000 soldiers");
  fx_chain(r, c, 1, "the weekly");
  c->party = russia;
  c->category = SR_CATEGORY_CASUALTIES;
  c->victim = SR_VICTIM_MILITARY;
  c->when = since;
  c->quantity = figure(r, "about 31,000", 31000, 1000, SR_BOUND_ABOUT, "{soldier}");
  c = fx_claim(r, SR_KIND_RATIO, "0.038 sq km for each");
  fx_chain(r, c, 1, "the weekly");
  c->when = since;
  c->numerator = (sr_ratio_side){SR_MEASURE_AREA, {0}, russia};
  c->denominator = (sr_ratio_side){SR_MEASURE_COUNT, SR_SLICE("soldier"), russia};
  c->quantity = figure(r, "0.038 sq km", 0.038, 0.001, SR_BOUND_EXACT, "km2"); /* without the side that is counted */
  if (denied) c->modality = SR_MODALITY_DENIED;
  c = fx_claim(r, SR_KIND_RATIO, "0.0059 sq km for each soldier");
  fx_chain(r, c, 1, "the defender's staff");
  c->when = since;
  c->numerator = (sr_ratio_side){SR_MEASURE_AREA, {0}, russia};
  c->denominator = (sr_ratio_side){SR_MEASURE_COUNT, SR_SLICE("casualties"), russia};
  c->quantity = figure(r, "0.0059 sq km", 0.0059, 0.0001, SR_BOUND_EXACT, "km2/{soldier}");
  return r;
}

static void no_bad_row(void *user, size_t line, size_t column, const char *message) {
  (void)user;
  print_message("examples/figures.csv:%zu:%zu: %s\n", line, column, message);
}

typedef struct bench {
  fx_folder folder;
  sr_arena *arena;
  sr_ledger *ledger;
} bench;

static void open_bench(bench *b) {
  fx_folder_make(&b->folder);
  b->arena = sr_arena_new(1 << 24);
  b->ledger = fx_open(fx_file(&b->folder, "l.db"), SR_LEDGER_CREATE);
}

static void close_bench(bench *b) {
  sr_ledger_close(b->ledger);
  sr_arena_free(b->arena);
  fx_folder_remove(&b->folder);
}

static sr_checks *run(bench *b) {
  sr_checks *checks;
  sr_error err = {0};
  assert_ok(sr_check_run(NULL, b->ledger, &checks, &err), &err);
  return checks;
}

static void the_example_figures_bear_out_the_worked_case(void **state) {
  (void)state;
  bench b;
  open_bench(&b);
  const sr_slice csv = sr_test_file("examples/figures.csv");
  sr_import result;
  sr_error err = {0};
  assert_ok(sr_observe_csv(NULL, b.ledger, SR_SLICE("figures.csv"), csv, no_bad_row, NULL, &result, &err), &err);
  assert_int_equal(result.bad, 0);
  assert_true(result.added >= 11);
  free((void *)(uintptr_t)csv.ptr);
  fx_add(b.ledger, worked_report(b.arena, false));

  uint32_t n, again_n;
  sr_checks *checks = run(&b), *again = run(&b);
  const sr_check *items = sr_checks_items(checks, &n), *same = sr_checks_items(again, &again_n);
  assert_int_equal(n, 3);
  assert_int_equal(again_n, n);
  assert_int_equal(items[0].outcome, SR_OUTCOME_NOT_COMPARABLE); /* the weekly's count against the staff's */
  assert_true(sr_slice_starts(items[0].reason, SR_SLICE("claimant")));
  assert_int_equal(items[1].outcome, SR_OUTCOME_AGREES);
  assert_int_equal(items[2].outcome, SR_OUTCOME_SLIP);
  assert_slice(items[2].slip, "square miles for square kilometres");
  for (uint32_t i = 0; i < n; i++) {
    assert_int_equal(items[i].ref.kind, SR_REF_CHECK);
    assert_int_equal(items[i].ref.id, i + 1);
    assert_int_equal(items[i].n_working, same[i].n_working);
    for (uint32_t k = 0; k < items[i].n_working; k++) assert_true(sr_slice_eq(items[i].working[k], same[i].working[k]));
    for (uint32_t k = 0; k < items[i].n_inputs; k++) assert_true(items[i].inputs[k].ref.id > 0);
  }
  sr_checks_free(checks);
  sr_checks_free(again);
  close_bench(&b);
}

static void denied_claims_take_no_part(void **state) {
  (void)state;
  bench b;
  open_bench(&b);
  fx_add(b.ledger, worked_report(b.arena, true));
  uint32_t n;
  sr_checks *checks = run(&b);
  (void)sr_checks_items(checks, &n);
  assert_int_equal(n, 1); /* the other ratio, which lacks its figures */
  sr_checks_free(checks);
  sr_accounts *accounts;
  sr_error err = {0};
  assert_ok(sr_accounts_run(NULL, b.ledger, &accounts, &err), &err);
  (void)sr_accounts_items(accounts, &n);
  assert_int_equal(n, 0);
  sr_accounts_free(accounts);
  close_bench(&b);
}

static void an_empty_ledger_has_no_checks(void **state) {
  (void)state;
  bench b;
  open_bench(&b);
  uint32_t n;
  sr_checks *checks = run(&b);
  (void)sr_checks_items(checks, &n);
  assert_int_equal(n, 0);
  sr_checks_free(checks);
  sr_checks_free(NULL);
  sr_accounts_free(NULL);
  close_bench(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_example_figures_bear_out_the_worked_case),
      cmocka_unit_test(denied_claims_take_no_part),
      cmocka_unit_test(an_empty_ledger_has_no_checks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
