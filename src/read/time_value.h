/* TIMEX3 values of what is no point of the calendar: "P2W", "XXXX-WXX-5", "T09:00". Shared by the files of time.h only.
 * All write NUL behind what they write. */
#ifndef SR_READ_TIME_VALUE_H
#define SR_READ_TIME_VALUE_H

#include "read/time_point.h"

/* "P2W", "PT24H", "PXM", "P2.5Y". A bare plural is an unknown number; a singular is one. */
void sr_time__write_duration(const sr_time__parts *parts, const sr_time__unit_kind *unit, char *out, size_t size);
/* What can be said of a date with no day to reckon from: "XXXX-WXX-5", "XXXX-07-09", "PAST_REF". */
void sr_time__write_unanchored(const sr_time__parts *parts, char *out, size_t size);
/* The time of day: "T09:00", "TMO", or nothing. */
void sr_time__write_clock(const sr_time__parts *parts, char *out, size_t size);

#endif
