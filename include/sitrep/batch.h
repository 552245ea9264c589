/* Many reports, several threads, one order: what comes out is as if one thread had read them one by one. */
#ifndef SITREP_BATCH_H
#define SITREP_BATCH_H

#include "input.h"

/* Called in the order of the input, one call at a time, from the thread that called sr_batch_run. report is NULL if the
 * report could not be read: then failure says why. The report is freed after the call. Anything but SR_OK ends the run
 * with that status. */
typedef sr_status (*sr_batch_visit)(void *user, const sr_report_info *info, const sr_report *report,
                                    const sr_error *failure, sr_error *err);

typedef struct sr_batch_options {
  unsigned layers;
  unsigned jobs;               /* threads; 0 is 1 */
  const sr_report_info *about; /* what holds for every report that does not say otherwise itself; may be NULL */
  const sr_log *log;           /* may be NULL */
} sr_batch_options;

/* Reads every report of input. Memory is bounded by the reports under way: four a thread.
 * Errors: those of the input that end it, and of visit. */
SR_API SR_MUST_CHECK sr_status sr_batch_run(const sr_engine *engine, sr_input *input, const sr_batch_options *options,
                                            sr_batch_visit visit, void *user, sr_error *err);

#endif
