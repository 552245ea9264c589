/* What is opened when it is first needed, by whichever thread comes first while the others wait. What went wrong is
 * told to everybody who asks. */
#ifndef SR_BASE_ONCE_H
#define SR_BASE_ONCE_H

#include <sitrep/base.h>

#include <pthread.h>

typedef struct sr_once {
  pthread_mutex_t lock;
  bool tried;
  sr_error failure;
} sr_once;

typedef sr_status (*sr_opener)(void *what, sr_error *err);

void sr_once_init(sr_once *once);
void sr_once_end(sr_once *once);
/* Calls open(what) unless somebody has. The status is that of the one call. */
SR_MUST_CHECK sr_status sr_once_open(sr_once *once, sr_opener open, void *what, sr_error *err);

#endif
