/* Happenings: whether two claims speak of one strike, one delivery, one toll, and in what they differ if not quite.
 *
 * An unknown side is never a difference. What differs is told in the flags of fill.h, so that figures of other days or
 * of other ground are told as such instead of being held against each other. Pure; O(1). */
#ifndef SR_CHECK_HAPPENING_H
#define SR_CHECK_HAPPENING_H

#include "check/fact.h"

/* Without dates, claims of one report are of one happening only if they stand close together: this many claims apart.
 * A strike's launch and interception figures are nearly always in one sentence or the next. */
enum { SR_HAPPENING_NEAR = 6 };

bool sr_happening_known(sr_actor_ref party);
bool sr_happening_dated(const sr_fact *fact);
/* A change ("12 more") is no figure of a happening. */
bool sr_happening_is_change(const sr_fact *fact);
/* The days of a and b have one in common; both are dated. */
bool sr_happening_overlap(const sr_fact *a, const sr_fact *b);
bool sr_happening_same_days(const sr_fact *a, const sr_fact *b);
/* The days of `of` hold those of `part`, but for a day at either end: a night has two dates. */
bool sr_happening_days_hold(const sr_fact *of, const sr_fact *part);
/* The days are the same but for a day at either end. */
bool sr_happening_near_days(const sr_fact *a, const sr_fact *b);

/* Whether the parties allow that both are of one happening: who shoots down is not who launches, who gives is who gave.
 */
bool sr_happening_parties_fit(const sr_fact *a, const sr_fact *b);

#endif
