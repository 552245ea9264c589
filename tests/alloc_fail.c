/* Failing allocations; see the header. */
#include "alloc_fail.h"

#include <stdlib.h>
#include <string.h>

static long seen, fail_at; /* the fail_at-th fails; 0: none */
static bool failed;
static bool traced; /* show where it fails */

/* Of the sanitizers' run-time library; absent in other builds. */
void __sanitizer_print_stack_trace(void) __attribute__((weak));

static bool fails(void) {
  if (++seen != fail_at) return false;
  failed = true;
  if (traced && __sanitizer_print_stack_trace) __sanitizer_print_stack_trace();
  return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *ptr, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *ptr, size_t size);
char *__wrap_strdup(const char *text);

void *__wrap_malloc(size_t size) { return fails() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t n, size_t size) { return fails() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *ptr, size_t size) { return fails() ? NULL : __real_realloc(ptr, size); }
char *__wrap_strdup(const char *text) { return fails() ? NULL : __real_strdup(text); }

/* The setting-up of a job is in its first allocations, each at a place of its own; later ones repeat. */
enum { DENSE = 150 };

long sr_test_alloc_fail(sr_alloc_body body, void *user, long step) {
  for (long n = 1;; n += n < DENSE ? 1 : step) {
    sr_error err = {0};
    seen = 0;
    failed = false;
    fail_at = n;
    const sr_status status = body(user, &err);
    fail_at = 0;
    if (!failed) {
      assert_ok(status, &err);
      return seen;
    }
    if (status != SR_ERR_NOMEM) {
      print_error("allocation %ld failed and gave %s: %s; it was this one\n", n, sr_status_name(status), err.message);
      seen = 0;
      fail_at = n;
      traced = true;
      (void)body(user, &err);
      traced = false;
      fail_at = 0;
    }
    assert_int_equal(status, SR_ERR_NOMEM);
    assert_true(err.message[0] != 0);
  }
}
