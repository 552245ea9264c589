/* Error values and the check for what cannot happen. sr_fail and sr_error_where are public, in sitrep/base.h. */
#ifndef SR_BASE_ERROR_H
#define SR_BASE_ERROR_H

#include <sitrep/base.h>

#include <assert.h>

/* A state that cannot occur, but would corrupt the ledger if it did: fatal in a debug build, handled in release. */
#define SR_NEVER(condition) (assert(!(condition)), (condition))

/* Passes a failure up. */
#define SR_TRY(call)                           \
  do {                                         \
    sr_status sr_try_status_ = (call);         \
    if (sr_try_status_) return sr_try_status_; \
  } while (0)

#endif
