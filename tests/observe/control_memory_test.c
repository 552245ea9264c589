/* Importing and measuring a map when memory runs out at any allocation of ours: an error like any other. */
#include "alloc_fail.h"

#include "base/slice.h"

#include <sitrep/ground.h>

static sr_status keep_nothing(void *user, const sr_measure_row *row, sr_error *err) {
  (void)user;
  (void)row;
  (void)err;
  return SR_OK;
}

static sr_status import_and_measure(void *user, sr_error *err) {
  (void)user;
  const sr_ground_options o = {.classes = SR_SLICE("status: held=held, contested=contested"),
                               .date = SR_DAY_NONE,
                               .source = SR_SLICE("drawn"),
                               .licence = SR_SLICE("own")};
  const sr_measure_options change = {.what = SR_MEASURED_CHANGE, .from = SR_DAY_NONE, .to = SR_DAY_NONE};
  sr_ground_import result;
  sr_ledger *ledger = NULL;
  sr_status status = sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, err);
  if (!status) status = sr_observe_map(ledger, SR_SOURCE_DIR "/examples/maps", &o, NULL, NULL, &result, err);
  if (!status) status = sr_measure(ledger, &change, keep_nothing, NULL, err);
  sr_ledger_close(ledger);
  return status;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  sr_error err = {0};
  assert_int_equal(import_and_measure(NULL, &err), SR_OK); /* libraries are loaded once, outside the count */
  assert_true(sr_test_alloc_fail(import_and_measure, NULL, 29) > 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
