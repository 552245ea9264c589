/* Intervals: a stated figure as the set of values it may mean, with arithmetic that never loses one of them.
 *
 * Every result contains every value that the operation can give for members of its operands, whatever double rounding
 * does: an end that is not exact is moved outward by one unit in the last place, an exact one stays, so that sums of
 * counts stay whole numbers. No rounding mode is changed, so any thread may call this at any time. Ends may be
 * infinite; NAN never comes in or out. All operations are O(1).
 * Source: IEEE 1788-2015 (set-based flavour, without decorations); R. E. Moore, Methods and Applications of Interval
 * Analysis (1979); exactness tests by error-free transformation: D. E. Knuth, TAOCP 2, 4.2.2, and fused multiply-add.
 */
#ifndef SR_CHECK_INTERVAL_H
#define SR_CHECK_INTERVAL_H

#include <sitrep/check.h>

#include <math.h>

#define SR_INTERVAL_ALL ((sr_interval){-HUGE_VAL, HUGE_VAL})

/* What a division gives beyond its interval. */
typedef enum sr_quotient {
  SR_QUOTIENT_BOUNDED,   /* the divisor is clear of zero */
  SR_QUOTIENT_UNBOUNDED, /* the divisor touches zero: the interval is a half-line or the whole line */
  SR_QUOTIENT_UNDEFINED /* the divisor is zero and nothing else: there is no quotient; the interval is the whole line */
} sr_quotient;

/* low <= high and neither is NAN. */
bool sr_interval_valid(sr_interval a);
sr_interval sr_interval_of(double value);

sr_interval sr_interval_add(sr_interval a, sr_interval b);
sr_interval sr_interval_sub(sr_interval a, sr_interval b);
sr_interval sr_interval_mul(sr_interval a, sr_interval b);
sr_interval sr_interval_neg(sr_interval a);
/* a / b. With zero at one end of b the result is a half-line, with zero inside b the whole line. */
sr_quotient sr_interval_div(sr_interval a, sr_interval b, sr_interval *quotient);

bool sr_interval_has(sr_interval a, double value);
bool sr_interval_within(sr_interval inner, sr_interval outer);
bool sr_interval_meet(sr_interval a, sr_interval b); /* a value in both */
sr_interval sr_interval_hull(sr_interval a, sr_interval b);
double sr_interval_mid(sr_interval a); /* the finite end of a half-line, 0 of the whole line */

/* How far a and b are apart as a share of the greater of their nearest ends' sizes: 0 where they meet. */
double sr_interval_gap(sr_interval a, sr_interval b);

#endif
