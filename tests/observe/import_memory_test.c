/* Importing series of every kind, examining them and looking for war fires when memory runs out at any allocation of
 * ours: an error like any other. */
#include "alloc_fail.h"

#include "base/slice.h"

#include <sitrep/observe.h>
#include <sitrep/series.h>

typedef struct file {
  sr_import_kind kind;
  const char *map, *text;
} file;

static const file files[] = {
    {SR_IMPORT_LOSSES, NULL,
     "[{\"date\": \"2024-03-01\", \"tank\": 40, \"hovercraft\": 1}, {\"date\": \"2024-03-02\"}]"},
    {SR_IMPORT_EVENTS, NULL,
     "id,country,date_start,date_end,best,low,high\n1,Atlantis,2024-03-01,2024-03-02,4,3,6\n2,Atlantis,soon,,,,\n"},
    {SR_IMPORT_FIRES, NULL,
     "latitude,longitude,acq_date\n47.8,33.4,2021-01-01\n47.8,33.4,2022-06-01\n47.8,33.4,2023-06-01\n47.8,33.4,2023-06-"
     "20\n"},
    {SR_IMPORT_RATES, NULL, "Date,USD\n2024-03-01,1.08\n"},
    {SR_IMPORT_SERIES, "date=a,low=b,measure:tanks lost total,source:someone", "a,b\n2024-03-01,40\n2024-03-02,41\n"}};

typedef struct reading {
  const char *text;
} reading;

static sr_status read_all(void *user, char *to, size_t room, size_t *got, sr_error *err) {
  reading *r = user;
  (void)err;
  *got = strlen(r->text) < room ? strlen(r->text) : room;
  memcpy(to, r->text, *got);
  r->text += *got;
  return SR_OK;
}

static sr_status import_and_examine(void *user, sr_error *err) {
  (void)user;
  sr_ledger *ledger = NULL;
  sr_series_result *found = NULL;
  sr_status status = sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, err);
  for (size_t i = 0; i < sizeof files / sizeof *files && !status; i++) {
    const sr_import_options o = {.kind = files[i].kind, .map = sr_slice_of(files[i].map ? files[i].map : "")};
    reading r = {files[i].text};
    sr_import result;
    status = sr_observe_import(NULL, ledger, SR_SLICE("file"), &o, read_all, &r, NULL, NULL, &result, err);
  }
  if (!status) status = sr_series_examine(ledger, &(sr_series_options){0}, &found, err);
  sr_series_free(found);
  sr_fires_result fires;
  sr_fires_options war = {.since = 0};
  if (!sr_day_parse(SR_SLICE("2023-01-01"), &war.since)) war.since = 0;
  if (!status) status = sr_observe_war_fires(ledger, &war, &fires, err);
  sr_ledger_close(ledger);
  return status;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  assert_true(sr_test_alloc_fail(import_and_examine, NULL, 29) > 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
