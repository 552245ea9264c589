/* Handles of one ledger in several threads: writers wait for each other, readers see whole reports only. */
#include "fixture.h"

#include "base/slice.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { WRITERS = 2, READERS = 2, EACH = 12 };

typedef struct worker {
  const char *path;
  int number;
  sr_error err;
} worker;

static atomic_int writing;

/* cmocka's assertions belong to the main thread: a worker leaves its error instead. */
static sr_status write_reports(worker *w) {
  sr_ledger *ledger = NULL;
  sr_status status = sr_ledger_open(w->path, SR_LEDGER_CREATE, &ledger, &w->err);
  for (int i = 0; i < EACH && !status; i++) {
    sr_arena *arena = sr_arena_new(1 << 22);
    char *text = malloc(400);
    snprintf(text, 400, "Writer %d says in report %d that 12 soldiers were killed. The rest is silence.", w->number, i);
    sr_report *report = fx_report(arena, "The Courier", "report", NULL, text);
    report->about.id = sr_slice_of(text); /* each its own report, none supersedes */
    fx_claim(report, SR_KIND_LOSSES, "12 soldiers were killed");
    fx_claim(report, SR_KIND_STATEMENT, "The rest is silence");
    sr_ledger_receipt receipt;
    status = sr_ledger_add_report(ledger, report, (sr_clocks){0}, &receipt, &w->err);
    free(text);
    sr_arena_free(arena);
  }
  sr_ledger_close(ledger);
  return status;
}

static void *run_writer(void *argument) {
  worker *w = argument;
  w->err.status = write_reports(w);
  atomic_fetch_sub(&writing, 1);
  return NULL;
}

static sr_status count(void *user, const sr_stored_claim *claim, sr_error *err) {
  (void)claim;
  (void)err;
  ++*(int *)user;
  return SR_OK;
}

static void *run_reader(void *argument) {
  worker *w = argument;
  sr_ledger *ledger = NULL;
  sr_status status = sr_ledger_open(w->path, SR_LEDGER_READ, &ledger, &w->err);
  const sr_claim_query all = SR_CLAIM_QUERY_ALL;
  do {
    int n = 0;
    if (!status) status = sr_ledger_claims(ledger, &all, count, &n, &w->err);
    if (!status && n % 2) status = sr_fail(&w->err, SR_ERR_LEDGER, SR_NOWHERE, "%d claims: half a report was seen", n);
  } while (!status && atomic_load(&writing));
  sr_ledger_close(ledger);
  w->err.status = status;
  return NULL;
}

static void writers_and_readers_at_once(void **state) {
  (void)state;
  fx_folder folder;
  fx_folder_make(&folder);
  char path[512];
  snprintf(path, sizeof path, "%s", fx_file(&folder, "ledger.db"));
  sr_ledger_close(fx_open(path, SR_LEDGER_CREATE)); /* readers need it to be there */
  worker workers[WRITERS + READERS] = {0};
  pthread_t threads[WRITERS + READERS];
  atomic_store(&writing, WRITERS);
  for (int i = 0; i < WRITERS + READERS; i++) {
    workers[i] = (worker){.path = path, .number = i};
    assert_int_equal(pthread_create(&threads[i], NULL, i < WRITERS ? run_writer : run_reader, &workers[i]), 0);
  }
  for (int i = 0; i < WRITERS + READERS; i++) pthread_join(threads[i], NULL);
  for (int i = 0; i < WRITERS + READERS; i++) assert_ok(workers[i].err.status, &workers[i].err);
  sr_ledger *ledger = fx_open(path, SR_LEDGER_READ);
  const sr_claim_query all = SR_CLAIM_QUERY_ALL;
  assert_int_equal(fx_count(ledger, &all), WRITERS * EACH * 2);
  assert_int_equal(fx_findings(ledger), 0);
  sr_ledger_close(ledger);
  fx_folder_remove(&folder);
}

static void several_create_the_same_ledger(void **state) {
  (void)state;
  fx_folder folder;
  fx_folder_make(&folder);
  char path[512];
  snprintf(path, sizeof path, "%s", fx_file(&folder, "new.db"));
  worker workers[4] = {0};
  pthread_t threads[4];
  atomic_store(&writing, 4);
  for (int i = 0; i < 4; i++) {
    workers[i] = (worker){.path = path, .number = i};
    assert_int_equal(pthread_create(&threads[i], NULL, run_writer, &workers[i]), 0);
  }
  for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  for (int i = 0; i < 4; i++) assert_ok(workers[i].err.status, &workers[i].err);
  sr_ledger *ledger = fx_open(path, SR_LEDGER_READ);
  const sr_claim_query all = SR_CLAIM_QUERY_ALL;
  assert_int_equal(fx_count(ledger, &all), 4 * EACH * 2);
  assert_int_equal(fx_findings(ledger), 0);
  sr_ledger_close(ledger);
  fx_folder_remove(&folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writers_and_readers_at_once),
      cmocka_unit_test(several_create_the_same_ledger),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
