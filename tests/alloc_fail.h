/* Makes allocations fail, one after the other, to see that running out of memory is an error like any other.
 *
 * Link a test with LIBS sr_alloc_fail: malloc, calloc, realloc and strdup of our own objects then come through here
 * (linker option --wrap); those inside other libraries do not. One thread. */
#ifndef SR_TESTS_ALLOC_FAIL_H
#define SR_TESTS_ALLOC_FAIL_H

#include "support.h"

/* Does the work once and frees all it made; err is for the status that it returns. */
typedef sr_status (*sr_alloc_body)(void *user, sr_error *err);

/* Runs body with its first allocation failing, then its second, and so on until none fails. Each failing run must
 * return SR_ERR_NOMEM with a message, the last one SR_OK; leaks and crashes are the sanitizers' to see. step > 1 tries
 * all of the first 150 and after them every stepth allocation only. Returns how many allocations the successful run
 * made. */
long sr_test_alloc_fail(sr_alloc_body body, void *user, long step);

#endif
