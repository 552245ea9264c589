/* Records as JSON and CSV: the machine-readable face of annotations, claims, observations and checks.
 *
 * One object a call, without a newline; keys as in docs/annotations.md and docs/claims.md. */
#ifndef SITREP_WRITE_H
#define SITREP_WRITE_H

#include "check.h"

/* Takes bytes of the output; anything but SR_OK ends the writing with that status. */
typedef sr_status (*sr_sink)(void *user, sr_slice bytes, sr_error *err);

/* A report with the layers asked for (SR_LAYER_*), as `sitrep annotate` writes it. */
SR_API SR_MUST_CHECK sr_status sr_write_annotations(const sr_report *report, unsigned layers, sr_sink sink, void *user,
                                                    sr_error *err);
/* {"id": ..., "error": ...}: what stands in place of a report that could not be read. */
SR_API SR_MUST_CHECK sr_status sr_write_failure(sr_slice id, const sr_error *failure, sr_sink sink, void *user,
                                                sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_claim(const sr_stored_claim *claim, sr_sink sink, void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_observation(const sr_observation *observation, sr_sink sink, void *user,
                                                    sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_check(const sr_check *check, sr_sink sink, void *user, sr_error *err);

/* The same as a row of RFC 4180 CSV with its line end; the header rows name the columns. A cell that a
 * spreadsheet would take for a formula is written with an apostrophe before it. */
SR_API SR_MUST_CHECK sr_status sr_write_claim_csv_header(sr_sink sink, void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_claim_csv(const sr_stored_claim *claim, sr_sink sink, void *user,
                                                  sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_observation_csv_header(sr_sink sink, void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_observation_csv(const sr_observation *observation, sr_sink sink, void *user,
                                                        sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_check_csv_header(sr_sink sink, void *user, sr_error *err);
SR_API SR_MUST_CHECK sr_status sr_write_check_csv(const sr_check *check, sr_sink sink, void *user, sr_error *err);

#endif
