/* Reckoning: from the parts of a match to a value and days. Shared by the files of time.h only. */
#ifndef SR_READ_TIME_RESOLVE_H
#define SR_READ_TIME_RESOLVE_H

#include "read/time_point.h"

/* Fills value, type, mod, start and end of one side of a match; *kept is false where the match is no time after all.
 * Moves the anchor on. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_time__resolve(sr_time__resolver *resolver, const sr_time__match_vec *matches, uint32_t index,
                                         int side, sr_time *time, bool *kept, sr_error *err);

#endif
