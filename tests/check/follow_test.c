/* Drift, docket and roots through the reader and a ledger: a changed figure is found against the nearest telling of the
 * same root, what is told alike is not, and what was announced is open, due or borne out. */
#include "support.h"

#include "base/slice.h"

#include <sitrep.h>

typedef struct text {
  const char *date, *outlet, *text;
} text;

static const text texts[] = {
    {"2025-07-11", "The Courier",
     "Russia lost 1,050 soldiers killed and wounded on Thursday, the General Staff of Ukraine said. Russian forces are "
     "expected to seize Pokrovsk by the end of August, the institute said."},
    {"2025-07-12", "Atlas Wire",
     "Russia lost 1,050 soldiers killed and wounded on Thursday, the General Staff of Ukraine said."},
    {"2025-07-12", "Evening Ledger",
     "Russia lost 1,500 soldiers killed and wounded on Thursday, the General Staff of Ukraine said."},
    {"2025-07-12", "Port Tribune",
     "Russia lost 300 soldiers killed and wounded on Thursday, the British ministry said."},
    {"2025-09-20", "Evening Ledger",
     "Germany pledged 500 million euros in military aid to Ukraine by the end of 2025, the ministry said."},
    {"2025-09-21", "Atlas Wire", "Russian forces seized Pokrovsk on Saturday, the defence ministry said."},
};

static sr_ledger *read_texts(void) {
  sr_engine *engine;
  sr_ledger *ledger;
  sr_error err = {0};
  assert_ok(sr_engine_open(NULL, &engine, &err), &err);
  assert_ok(sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, &err), &err);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    sr_report *report;
    sr_ledger_receipt receipt;
    sr_report_info info = {.outlet = sr_slice_of(texts[i].outlet), .lang = SR_SLICE("en")};
    assert_true(sr_day_parse(sr_slice_of(texts[i].date), &info.date));
    assert_ok(sr_report_read(engine, sr_slice_of(texts[i].text), &info, SR_LAYERS_ALL, &report, &err), &err);
    assert_ok(sr_ledger_add_report(ledger, report, (sr_clocks){0}, &receipt, &err), &err);
    sr_report_free(report);
  }
  sr_engine_free(engine);
  return ledger;
}

static sr_status check_outlet(void *user, const sr_stored_claim *claim, sr_error *err) {
  (void)err;
  assert_slice(claim->outlet, user);
  return SR_OK;
}

static void a_changed_figure_is_drift(void **state) {
  sr_followed *followed;
  sr_error err = {0};
  uint32_t n;
  char retelling[] = "Evening Ledger";
  assert_ok(sr_follow_run(*state, SR_DAY_NONE, &followed, &err), &err);
  const sr_drift *all = sr_follow_drifts(followed, &n);
  assert_int_equal(n, 1);
  assert_string_equal(all[0].what, "figure");
  assert_slice(all[0].root, "General Staff of Ukraine");
  assert_ok(sr_ledger_claim(*state, all[0].retelling, check_outlet, retelling, &err), &err);
  assert_true(all[0].original.id < all[0].retelling.id);
  sr_follow_free(followed);
}

static void what_was_announced_falls_due_or_is_borne_out(void **state) {
  static const char *const days[] = {"2025-10-01", "2026-02-01"};
  for (int late = 0; late < 2; late++) {
    sr_followed *followed;
    sr_error err = {0};
    sr_day today, end_of_august, end_of_year;
    uint32_t n;
    assert_true(sr_day_parse(sr_slice_of(days[late]), &today));
    assert_true(sr_day_parse(SR_SLICE("2025-08-31"), &end_of_august));
    assert_true(sr_day_parse(SR_SLICE("2025-12-31"), &end_of_year));
    assert_ok(sr_follow_run(*state, today, &followed, &err), &err);
    const sr_docket_item *all = sr_follow_docket(followed, &n);
    assert_int_equal(n, 2);
    assert_int_equal(all[0].due, end_of_august);
    assert_int_equal(all[0].state, SR_DOCKET_BORNE_OUT); /* three weeks late: that is for the reader to see */
    assert_true(all[0].by.id > all[0].claim.id);
    assert_int_equal(all[1].due, end_of_year);
    assert_int_equal(all[1].state, late ? SR_DOCKET_DUE : SR_DOCKET_OPEN);
    sr_follow_free(followed);
  }
}

/* Four outlets carry three roots; the general staff's word is that of a party, of its enemy's losses. */
static void roots_are_counted_once(void **state) {
  sr_roots *roots;
  sr_error err = {0};
  uint32_t n, found = 0;
  assert_ok(sr_roots_run(*state, &roots, &err), &err);
  const sr_root *all = sr_roots_items(roots, &n);
  for (uint32_t i = 0; i < n; i++) {
    assert_true(!i || all[i].claims <= all[i - 1].claims);
    if (!sr_slice_is(all[i].name, "General Staff of Ukraine")) continue;
    found++;
    assert_int_equal(all[i].claims, 3);
    assert_int_equal(all[i].reports, 3);
    assert_int_equal(all[i].n_outlets, 3);
    assert_slice(all[i].outlets[0], "The Courier");
    assert_int_equal(all[i].enemy, 3);
    assert_int_equal(all[i].own, 0);
    assert_true(all[i].first != SR_DAY_NONE && all[i].last == all[i].first + 1);
  }
  assert_int_equal(found, 1);
  sr_roots_free(roots);
}

int main(void) {
  sr_ledger *ledger = read_texts();
  const struct CMUnitTest tests[] = {cmocka_unit_test_prestate(a_changed_figure_is_drift, ledger),
                                     cmocka_unit_test_prestate(what_was_announced_falls_due_or_is_borne_out, ledger),
                                     cmocka_unit_test_prestate(roots_are_counted_once, ledger)};
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);
  sr_ledger_close(ledger);
  return failed;
}
