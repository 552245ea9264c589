/* The pool: every job runs once, waiting waits, a full queue blocks rather than grows. */
#include "support.h"

#include "base/pool.h"

#include <stdatomic.h>

typedef struct cell {
  atomic_int runs;
} cell;

static void run_once(void *argument) { atomic_fetch_add(&((cell *)argument)->runs, 1); }

static void every_job_runs_once(void **state) {
  (void)state;
  static cell cells[2000];
  sr_error err = {0};
  sr_pool *pool = NULL;
  assert_ok(sr_pool_open(4, 3, &pool, &err), &err);
  for (int round = 1; round <= 2; round++) {
    for (int i = 0; i < 2000; i++) sr_pool_submit(pool, run_once, &cells[i]);
    sr_pool_wait(pool);
    for (int i = 0; i < 2000; i++) assert_int_equal(atomic_load(&cells[i].runs), round);
  }
  for (int i = 0; i < 2000; i++) sr_pool_submit(pool, run_once, &cells[i]);
  sr_pool_free(pool); /* finishes what was submitted */
  for (int i = 0; i < 2000; i++) assert_int_equal(atomic_load(&cells[i].runs), 3);
}

static void nothing_to_do_is_fine(void **state) {
  (void)state;
  sr_error err = {0};
  sr_pool *pool = NULL;
  assert_ok(sr_pool_open(1, 1, &pool, &err), &err);
  sr_pool_wait(pool);
  sr_pool_free(pool);
  sr_pool_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_job_runs_once),
      cmocka_unit_test(nothing_to_do_is_fine),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
