/* A thread pool: n workers that take jobs from a bounded queue in the order of submission.
 *
 * Submitting blocks while the queue is full, so that a producer cannot outrun the workers' memory. Jobs must not submit
 * to their own pool. sr_pool_free finishes what was submitted. */
#ifndef SR_BASE_POOL_H
#define SR_BASE_POOL_H

#include "base/error.h"

typedef struct sr_pool sr_pool;
typedef void (*sr_job)(void *argument);

/* workers and room are at least 1. *pool is the caller's. Errors: SR_ERR_NOMEM (memory or threads). */
SR_MUST_CHECK sr_status sr_pool_open(unsigned workers, unsigned room, sr_pool **pool, sr_error *err);
void sr_pool_submit(sr_pool *pool, sr_job job, void *argument);
/* Returns when every submitted job has ended. */
void sr_pool_wait(sr_pool *pool);
void sr_pool_free(sr_pool *pool);

#endif
