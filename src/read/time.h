/* Times: "overnight into Friday" -> 2025-07-10TNI, 10 to 11 July.
 *
 * Finds time expressions in a tokenised report and reckons what they mean, as TIMEX3 (type and value) and as the first
 * and last day that they cover. Words come from lexicon/times.tsv, patterns of word classes from
 * lexicon/time_rules.tsv; the code only matches patterns and does calendar arithmetic (docs/times.md).
 *
 * Relative expressions are reckoned against the report's date; without one against the first full date in the text (a
 * dateline, mostly; of a range its end); without either they are kept with a value that says what is known
 * ("XXXX-WXX-5", "PAST_REF") and no days. "A day later" and "the same month" count from the nearest earlier time of the
 * narrative. A weekday is the last one, the day itself included, unless its clause speaks of the future. Cost is linear
 * in tokens; any thread. */
#ifndef SR_READ_TIME_H
#define SR_READ_TIME_H

#include "text/report.h"

typedef struct sr_time_tables sr_time_tables; /* read-only once open; share it freely */

/* Compiles words and patterns into the arena. Errors: SR_ERR_NOMEM; SR_ERR_INPUT if a table is wrong. */
SR_MUST_CHECK sr_status sr_time_open(sr_arena *arena, sr_time_tables **tables, sr_error *err);

/* Fills report->times, in order of start, from its tokens, sentences, quantities and date. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_times_read(const sr_time_tables *tables, sr_report *report, sr_error *err);

/* The days that a time leaves open to a happening, its preposition counted in: "since May 1" has no end, "by 2028" no
 * start. times are the report's; a range is one window from either of its ends.
 * False, with both SR_DAY_NONE, if no day can be reckoned. */
bool sr_time_window(const sr_time *times, uint32_t index, sr_day *start, sr_day *end);

#endif
