/* Running out of memory anywhere between a report's bytes and the brief is an ordinary error: the Nth allocation fails,
 * for many N, in every stage; the stage says so, leaks nothing, and a ledger keeps what it had. */
#include "alloc_fail.h"
#include "support.h"

#include "base/error.h"
#include "base/slice.h"

#include <sitrep.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Every layer has something to find here; it is short so that hundreds of runs are quick. */
static const char TEXT[] =
    "Kyiv, 10 July 2025\n\n"
    "The Institute for Field Studies reports, citing the Defence Ministry, that Russian troops lost about 1,200 "
    "soldiers near Kharkiv since May 1 and took roughly 15 sq km a day.\n\n"
    "\"They launched nearly 400 drones overnight,\" the air force spokesman said; 178 of them were shot down. "
    "In Sumy region 26 people were wounded and two houses were damaged.\n\n"
    "Germany pledged 300 million euros in aid by 2026, and the two foreign ministers met in Rome on July 9.\n";

static const char FIGURES[] = "date,measure,party,place,low,high,unit,source,licence,note\n"
                              "2025-05-01,area held,RUS,Ukraine,112716,112716,km2,map,CC0,\n"
                              "2025-07-09,area held,RUS,Ukraine,113891,113891,km2,map,CC0,\n"
                              "2025-07-09,\"not closed\n";

static sr_engine *engine;
static char ledger_path[64];

static sr_status open_engine(void *user, sr_error *err) {
  (void)user;
  sr_engine *made = NULL;
  const sr_status status = sr_engine_open(NULL, &made, err);
  sr_engine_free(made);
  return status;
}

static const sr_report_info about = {
    .id = {"memory", 6}, .outlet = {"The Courier", 11}, .lang = {"en", 2}, .date = 20279, .form = SR_FORM_TEXT};

static sr_status read_report(void *user, sr_error *err) {
  sr_report *report = NULL;
  const sr_status status =
      sr_report_read(engine, (sr_slice){TEXT, sizeof TEXT - 1}, &about, SR_LAYERS_ALL, &report, err);
  if (user && !status)
    *(sr_report **)user = report;
  else
    sr_report_free(report);
  return status;
}

/* Takes the output and keeps none of it. */
static sr_status count_bytes(void *user, sr_slice bytes, sr_error *err) {
  (void)err;
  *(size_t *)user += bytes.len;
  return SR_OK;
}

static sr_status write_annotations(void *user, sr_error *err) {
  size_t n = 0;
  return sr_write_annotations(user, SR_LAYERS_ALL, count_bytes, &n, err);
}

static sr_status visit_report(void *user, const sr_report_info *info, const sr_report *report, const sr_error *failure,
                              sr_error *err) {
  (void)user;
  (void)info;
  if (report) return SR_OK;
  *err = *failure;
  return failure->status;
}

static sr_status run_batch(void *user, sr_error *err) {
  sr_input *input = NULL;
  const sr_batch_options options = {.layers = SR_LAYERS_ALL, .jobs = 1, .about = &about};
  sr_status status = sr_input_open(user, SR_INPUT_TEXT, NULL, &input, err);
  if (!status) status = sr_batch_run(engine, input, &options, visit_report, NULL, err);
  sr_input_close(input);
  return status;
}

static sr_status with_ledger(sr_status (*body)(sr_ledger *ledger, void *user, sr_error *err), void *user,
                             sr_error *err) {
  sr_ledger *ledger = NULL;
  sr_status status = sr_ledger_open(ledger_path, SR_LEDGER_CREATE, &ledger, err);
  if (!status) status = body(ledger, user, err);
  sr_ledger_close(ledger);
  return status;
}

static sr_status add(sr_ledger *ledger, void *user, sr_error *err) {
  sr_ledger_receipt receipt;
  return sr_ledger_add_report(ledger, user, (sr_clocks){0}, &receipt, err);
}
static sr_status add_to_new_ledger(void *user, sr_error *err) {
  unlink(ledger_path);
  return with_ledger(add, user, err);
}

static void pass_over(void *user, size_t line, size_t column, const char *message) {
  (void)line;
  (void)column;
  (void)message;
  ++*(int *)user;
}
static sr_status import(sr_ledger *ledger, void *user, sr_error *err) {
  (void)user;
  sr_import result;
  int bad = 0;
  return sr_observe_csv(engine, ledger, SR_SLICE("figures.csv"), SR_SLICE(FIGURES), pass_over, &bad, &result, err);
}
static sr_status import_figures(void *user, sr_error *err) { return with_ledger(import, user, err); }

static sr_status list_claim(void *user, const sr_stored_claim *claim, sr_error *err) {
  SR_TRY(sr_write_claim(claim, count_bytes, user, err));
  return sr_write_claim_csv(claim, count_bytes, user, err);
}
static sr_status list(sr_ledger *ledger, void *user, sr_error *err) {
  sr_claim_query query = SR_CLAIM_QUERY_ALL;
  query.search = SR_SLICE("soldiers");
  return sr_ledger_claims(ledger, &query, list_claim, user, err);
}
static sr_status list_claims(void *user, sr_error *err) { return with_ledger(list, user, err); }

static sr_status find(void *user, sr_ref row, const char *finding, sr_error *err) {
  (void)user;
  (void)row;
  return sr_fail(err, SR_ERR_LEDGER, SR_NOWHERE, "%s", finding);
}
static sr_status verify(sr_ledger *ledger, void *user, sr_error *err) {
  return sr_ledger_verify(ledger, find, user, err);
}
static sr_status verify_ledger(void *user, sr_error *err) { return with_ledger(verify, user, err); }

static sr_status check(sr_ledger *ledger, void *user, sr_error *err) {
  sr_checks *checks = NULL;
  SR_TRY(sr_check_run(engine, ledger, &checks, err));
  uint32_t n;
  const sr_check *items = sr_checks_items(checks, &n);
  sr_status status = n ? SR_OK : sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "nothing was checked");
  for (uint32_t i = 0; i < n && !status; i++) {
    status = sr_write_check(&items[i], count_bytes, user, err);
    if (!status) status = sr_write_check_csv(&items[i], count_bytes, user, err);
  }
  sr_checks_free(checks);
  return status;
}
static sr_status run_checks(void *user, sr_error *err) { return with_ledger(check, user, err); }

static sr_status chains(sr_ledger *ledger, void *user, sr_error *err) {
  return sr_write_prov(ledger, true, count_bytes, user, err);
}
static sr_status write_chains(void *user, sr_error *err) { return with_ledger(chains, user, err); }

static sr_status package(sr_ledger *ledger, void *user, sr_error *err) {
  sr_geopackage_counts counts;
  return sr_write_geopackage(ledger, true, user, &counts, err);
}
static sr_status write_package(void *user, sr_error *err) { return with_ledger(package, user, err); }

typedef struct page {
  sr_brief_format format;
  sr_ref ref; /* id 0: the brief */
} page;
static sr_status write_page(sr_ledger *ledger, void *user, sr_error *err) {
  const page *p = user;
  const sr_brief_options options = {.format = p->format, .since = SR_DAY_NONE, .until = SR_DAY_NONE};
  size_t n = 0;
  return p->ref.id ? sr_explain_write(engine, ledger, p->ref, &options, count_bytes, &n, err)
                   : sr_brief_write(engine, ledger, &options, count_bytes, &n, err);
}
static sr_status write_a_page(void *user, sr_error *err) { return with_ledger(write_page, user, err); }

/* ---- the tests; the steps keep each under a few seconds with the sanitizers ---- */

static void opening_the_engine(void **state) {
  (void)state;
  assert_true(sr_test_alloc_fail(open_engine, NULL, 4999) > 1);
}

static void reading_a_report(void **state) {
  (void)state;
  assert_true(sr_test_alloc_fail(read_report, NULL, 97) > 1);
}

static void a_batch(void **state) {
  (void)state;
  char path[] = "/tmp/sitrep-memory-XXXXXX";
  const int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, TEXT, sizeof TEXT - 1), sizeof TEXT - 1);
  close(fd);
  assert_true(sr_test_alloc_fail(run_batch, path, 997) > 1);
  unlink(path);
}

static void annotations(void **state) { assert_true(sr_test_alloc_fail(write_annotations, *state, 37) >= 0); }

static void writing_to_the_ledger(void **state) {
  assert_true(sr_test_alloc_fail(add_to_new_ledger, *state, 97) > 1);
  assert_true(sr_test_alloc_fail(import_figures, NULL, 37) > 1);
}

static void asking_the_ledger(void **state) {
  (void)state;
  size_t n = 0;
  assert_true(sr_test_alloc_fail(list_claims, &n, 37) > 1);
  assert_true(sr_test_alloc_fail(verify_ledger, NULL, 37) > 1);
}

static void checking(void **state) {
  (void)state;
  size_t n = 0;
  assert_true(sr_test_alloc_fail(run_checks, &n, 397) > 1);
}

static void the_brief(void **state) {
  (void)state;
  static const sr_brief_format formats[] = {SR_BRIEF_TEXT, SR_BRIEF_MARKDOWN, SR_BRIEF_JSON, SR_BRIEF_HTML};
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    page p = {.format = formats[i]};
    assert_true(sr_test_alloc_fail(write_a_page, &p, 997) > 1);
  }
}

static void files_for_others(void **state) {
  (void)state;
  size_t n = 0;
  char path[80];
  snprintf(path, sizeof path, "%s.gpkg", ledger_path);
  assert_true(sr_test_alloc_fail(write_chains, &n, 37) > 1);
  assert_true(sr_test_alloc_fail(write_package, path, 97) > 1);
  assert_int_equal(unlink(path), 0);
}

static void explaining(void **state) {
  (void)state;
  static const sr_ref refs[] = {{SR_REF_REPORT, 1}, {SR_REF_CLAIM, 1}, {SR_REF_OBSERVATION, 1}, {SR_REF_CHECK, 1}};
  for (size_t i = 0; i < sizeof refs / sizeof *refs; i++) {
    page p = {.format = SR_BRIEF_TEXT, .ref = refs[i]};
    assert_true(sr_test_alloc_fail(write_a_page, &p, 997) > 1);
  }
}

static int prepare(void **state) {
  sr_error err;
  if (sr_engine_open(NULL, &engine, &err) || read_report(state, &err)) return -1;
  snprintf(ledger_path, sizeof ledger_path, "/tmp/sitrep-memory-%ld.db", (long)getpid());
  return 0;
}

static int clear_up(void **state) {
  sr_report_free(*state);
  sr_engine_free(engine);
  return unlink(ledger_path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(opening_the_engine),
      cmocka_unit_test(reading_a_report),
      cmocka_unit_test(a_batch),
      cmocka_unit_test(annotations),
      cmocka_unit_test(writing_to_the_ledger),
      cmocka_unit_test(asking_the_ledger),
      cmocka_unit_test(checking),
      cmocka_unit_test(the_brief),
      cmocka_unit_test(files_for_others),
      cmocka_unit_test(explaining),
  };
  return cmocka_run_group_tests(tests, prepare, clear_up);
}
