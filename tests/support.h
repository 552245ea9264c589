/* What all tests share: cmocka, and comparing slices so that a failure shows both texts. */
#ifndef SR_TESTS_SUPPORT_H
#define SR_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/table.h"

/* Fails with both texts unless they are equal. */
#define assert_slice(got, expected) sr_assert_slice((got), (expected), __FILE__, __LINE__)
void sr_assert_slice(sr_slice got, const char *expected, const char *file, int line);

/* Fails with the error's message unless the call gives SR_OK. */
#define assert_ok(call, err) sr_assert_ok((call), (err), __FILE__, __LINE__)
void sr_assert_ok(sr_status status, const sr_error *err, const char *file, int line);

/* The whole of a file under the source tree, NUL behind it; the caller frees ptr. Fails the test if it cannot. */
sr_slice sr_test_file(const char *path_in_tree);

/* Output kept in memory: an sr_sink with an sr_test_text as its user. Text past room is an error. */
typedef struct sr_test_text {
  size_t n, room; /* room 0 is all there is */
  char bytes[1 << 17];
} sr_test_text;
sr_status sr_test_keep(void *user, sr_slice bytes, sr_error *err);

/* A table as tablec would have made it, from rows with tabs that NULL ends; it has no index. The rows may go. */
typedef struct sr_test_table {
  sr_table table;
  uint32_t cells[1024];
  char pool[1 << 14];
} sr_test_table;
const sr_table *sr_test_table_of(sr_test_table *made, const char *name, uint32_t columns, const char *const *rows);

#endif
