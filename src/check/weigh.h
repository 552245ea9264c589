/* Weighing: a claim held against what other figures make of it.
 *
 * For every way to reckon the claim's figure and every set of facts that may fill it, intervals are computed and
 * compared; the kindest outcome among equally comparable sets is given, with the others told in the working, so that a
 * claim is never said to differ while one of the ledger's own figures bears it out. At most SR_ATTEMPTS_MAX sets are
 * tried. Results come from the arena. Pure: facts in, check out. */
#ifndef SR_CHECK_WEIGH_H
#define SR_CHECK_WEIGH_H

#include "check/fill.h"

enum { SR_ATTEMPTS_MAX = 48 };

typedef SR_VEC(sr_check) sr_check_list;
typedef SR_VEC(sr_slice) sr_lines;

/* All relations over all facts: the checks in the order of their claims, numbered K1, K2, ... Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_weigh_all(const sr_fill *fill, sr_arena *arena, sr_check_list *checks, sr_error *err);

/* ---- the parts, for the module's own files ---- */

/* Relations between facts of one happening or one series: bounds, parts of a whole, running totals. Adds checks in any
 * order; O(n log n) over all claims. */
SR_MUST_CHECK sr_status sr_weigh__bounds(const sr_fill *fill, sr_arena *arena, sr_check_list *checks, sr_error *err);

/* Adds a line of working. */
SR_MUST_CHECK sr_status sr_weigh__line(sr_arena *arena, sr_lines *lines, sr_slice text, sr_error *err);
/* "C12, the weekly" */
sr_slice sr_weigh__source(sr_arena *arena, const sr_fact *fact);
/* "about 31,000 soldiers [29,450, 32,550] (hedge)" */
sr_slice sr_weigh__figure(sr_arena *arena, const sr_fact *fact);
/* "period: the figures do not count the same": the first difference, in the order in which they are told. */
sr_slice sr_weigh__mismatch(sr_arena *arena, unsigned mismatch);
sr_check_input sr_weigh__input(const char *slot, const sr_fact *fact);

#endif
