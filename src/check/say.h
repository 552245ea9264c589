/* Saying it: numbers, intervals, units and days as the lines of a check's working print them.
 *
 * Figures as written keep their digits (31,000; 0.038); reckoned ones are cut to what a reader can use: whole from a
 * thousand on and where they are whole, one decimal from ten, two from one, else four significant digits. Texts come
 * from the arena; a ptr of NULL is no memory. Locale-free. */
#ifndef SR_CHECK_SAY_H
#define SR_CHECK_SAY_H

#include "base/arena.h"
#include "check/unit.h"

enum { SR_SAY_MAX = 64, SR_SAY_INTERVAL_MAX = 2 * SR_SAY_MAX + 8 };

/* As written: the fewest digits that read back the same, thousands parted by commas. */
const char *sr_say_written(double value, char out[SR_SAY_MAX]);
/* As reckoned, cut. */
const char *sr_say_reckoned(double value, char out[SR_SAY_MAX]);
/* A share of 1 in per cent, to two significant digits: 0.83, 12, 100. */
double sr_say_percent(double share);
/* "[0.0375, 0.0385]", "at least 400", "any value", or one number where both ends print the same. */
const char *sr_say_interval(sr_interval value, char out[SR_SAY_INTERVAL_MAX]);
/* "km²/day", "km² for each soldier", "years"; "" for a plain number. */
sr_slice sr_say_unit(sr_arena *arena, const sr_unit *unit);
/* "2025-05-01 to 2025-07-09", "2025-07-09", "since ...", "until ..."; "" where nothing is known. */
sr_slice sr_say_days(sr_arena *arena, sr_day start, sr_day end);

#endif
