/* Running out of memory in an import, in the doctor of series, in the checks and in what follows claims is an ordinary
 * error: the Nth allocation fails, for every N, and nothing leaks. */
#include "alloc_fail.h"
#include "support.h"

#include "base/slice.h"

#include <sitrep.h>

#include <string.h>

static sr_ledger *ledger;

typedef struct source {
  const char *text;
  size_t at;
} source;

static sr_status read_text(void *user, char *to, size_t room, size_t *got, sr_error *err) {
  source *s = user;
  (void)err;
  *got = strlen(s->text) - s->at;
  if (*got > room) *got = room;
  memcpy(to, s->text + s->at, *got);
  s->at += *got;
  return SR_OK;
}

typedef struct file {
  sr_import_kind kind;
  const char *text;
} file;

static sr_status import(void *user, sr_error *err) {
  const file *f = user;
  source s = {f->text, 0};
  sr_import result;
  const sr_import_options options = {.kind = f->kind, .map = SR_SLICE("date=a,low=b,measure:area held,source:map")};
  return sr_observe_import(NULL, ledger, SR_SLICE("file"), &options, read_text, &s, NULL, NULL, &result, err);
}

static void imports(void **state) {
  (void)state;
  static file files[] = {
      {SR_IMPORT_LOSSES, "[{\"date\": \"2025-05-01\", \"personnel\": 953190, \"hover\\u0063raft\": 1},"
                         " {\"date\": \"2025-07-09\", \"personnel\": 1029660, \"tank\": 10}]"},
      {SR_IMPORT_EVENTS,
       "id,date_start,date_end,best,low,high,country\n1,2025-05-01,2025-05-02,2,1,\"3\",\"A \"\"b\"\"\"\n"},
      {SR_IMPORT_FIRES, "latitude,longitude,acq_date\n48,37,2020-05-01\n48,37,2025-05-01\n48,37,2025-05-10\n"},
      {SR_IMPORT_RATES, "Date,USD\n2025-07-09,1.17\n"},
      {SR_IMPORT_SERIES, "a,b\n2025-05-01,112716\n2025-07-09,113891\n"}};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) assert_true(sr_test_alloc_fail(import, &files[i], 1) > 3);
}

static sr_status examine(void *user, sr_error *err) {
  (void)user;
  sr_series_result *result;
  const sr_status status = sr_series_examine(ledger, &(sr_series_options){0}, &result, err);
  sr_series_free(result);
  return status;
}

static sr_status check(void *user, sr_error *err) {
  (void)user;
  sr_checks *checks;
  const sr_status status = sr_check_run(NULL, ledger, &checks, err);
  sr_checks_free(checks);
  return status;
}

static sr_status pool(void *user, sr_error *err) {
  (void)user;
  sr_estimate *estimate;
  sr_estimate_query query = {.category = SR_SLICE("casualties"), .party = {.code = SR_SLICE("RUS")}};
  assert_true(sr_day_parse(SR_SLICE("2025-05-01"), &query.since) && sr_day_parse(SR_SLICE("2025-07-09"), &query.until));
  const sr_status status = sr_estimate_run(ledger, &query, &estimate, err);
  sr_estimate_free(estimate);
  return status;
}

static sr_status follow(void *user, sr_error *err) {
  (void)user;
  sr_followed *followed;
  const sr_status status = sr_follow_run(ledger, SR_DAY_NONE, &followed, err);
  sr_follow_free(followed);
  return status;
}

static sr_status find_roots(void *user, sr_error *err) {
  (void)user;
  sr_roots *roots;
  const sr_status status = sr_roots_run(ledger, &roots, err);
  sr_roots_free(roots);
  return status;
}

static sr_status mark_fires(void *user, sr_error *err) {
  (void)user;
  sr_fires_result result;
  sr_fires_options options = {.country = SR_SLICE("A")};
  assert_true(sr_day_parse(SR_SLICE("2022-01-01"), &options.since));
  return sr_observe_war_fires(ledger, &options, &result, err);
}

static void queries(void **state) {
  (void)state;
  const sr_alloc_body bodies[] = {examine, check, pool, follow, find_roots, mark_fires};
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) assert_true(sr_test_alloc_fail(bodies[i], NULL, 1) > 1);
}

static void read_report(void) {
  static const char text[] =
      "Russia lost 76,470 soldiers killed and wounded between 1 May and 9 July 2025, the staff said. "
      "Russian forces are expected to seize Pokrovsk by the end of August, the institute said. "
      "Denmark will give Ukraine 12 howitzers at 4 million euros each, $56 million in all. "
      "Ukraine shot down 85 % of the drones; Russia launched 104 drones and 88 were shot down.";
  sr_engine *engine;
  sr_report *report;
  sr_ledger_receipt receipt;
  sr_error err = {0};
  sr_report_info info = {.outlet = SR_SLICE("The Courier"), .lang = SR_SLICE("en")};
  assert_true(sr_day_parse(SR_SLICE("2025-07-11"), &info.date));
  assert_ok(sr_engine_open(NULL, &engine, &err), &err);
  assert_ok(sr_report_read(engine, SR_SLICE(text), &info, SR_LAYERS_ALL, &report, &err), &err);
  assert_ok(sr_ledger_add_report(ledger, report, (sr_clocks){0}, &receipt, &err), &err);
  sr_report_free(report);
  sr_engine_free(engine);
}

int main(void) {
  sr_error err = {0};
  if (sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, &err)) return 1;
  read_report();
  const struct CMUnitTest tests[] = {cmocka_unit_test(imports), cmocka_unit_test(queries)};
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);
  sr_ledger_close(ledger);
  return failed;
}
