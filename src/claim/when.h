/* When claims happened, in three files: when_days.c says which days a time of the text means and whether it can date
 * anything, when.c finds the time of a claim in its sentence, when_carry.c takes it from what was told before. */
#ifndef SR_CLAIM_WHEN_H
#define SR_CLAIM_WHEN_H

#include "claim/reading.h"

/* ---- when_days.c ---- */
/* Whether a time can date a claim: the days it means, *start to *end, either or both unknown. Not where it dates the
 * saying of `deed`, a token. */
bool sr_claim__usable(const sr_claim_reading *r, const sr_time *time, uint32_t deed, sr_day *start, sr_day *end);
sr_when_relation sr_claim__relation_of(const sr_time *time, sr_day start, sr_day end);

/* ---- when.c ---- */
/* The time of sentence `sentence` nearest to the claim; until: only those that say by when, else only the others. */
bool sr_claim__nearest_time(const sr_claim_reading *r, const sr_draft *d, uint32_t sentence, int until, sr_when *when);
/* The time that the claim's own sentence gives it; false if it gives none. */
bool sr_claim__own_time(const sr_claim_reading *r, const sr_draft *d, sr_when *when);
/* A total since a start without a date, or a state that lasts: told of no single happening, so nothing is carried to
 * it. */
bool sr_claim__runs_on(const sr_claim_reading *r, const sr_draft *d);

/* ---- when_carry.c ---- */
/* A ratio is of the gains and losses that the paragraph has told of; ratios are read before these. */
void sr_claim__carry_to_ratio(sr_claim_reading *r, sr_draft *d);
/* "From 27 November to 3 December ...": the days that a communique opens with and is about. */
bool sr_claim__bulletin_period(const sr_claim_reading *r, sr_day *start, sr_day *end);
/* The date of the same happening told before. */
void sr_claim__carry(sr_claim_reading *r, uint32_t index);
/* "in the same period", "for the same time": that of what was told before, whatever kind it is. */
bool sr_claim__same_period(sr_claim_reading *r, uint32_t index);

#endif
