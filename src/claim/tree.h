/* What the trees of a report say to the reading of claims. Without a model a token has no head and every question here
 * is answered with SR_NO_TOKEN, so that the caller goes by the order of the words. */
#ifndef SR_CLAIM_TREE_H
#define SR_CLAIM_TREE_H

#include "claim/reading.h"

enum { SR_NO_TOKEN = UINT32_MAX };

/* The token that is the subject of a verb: its own, or that of the verb it is joined to ("took X and
 * burned Y"), depends on ("promised to send") or follows ("..., killing 12"); SR_NO_TOKEN where the tree shows none. */
uint32_t sr_claim__subject_token(const sr_claim_reading *r, uint32_t verb);

/* The verb before a noun at t that it hangs on, as an object or by a preposition: "assured them of a delivery";
 * SR_NO_TOKEN. */
uint32_t sr_claim__verb_above(const sr_claim_reading *r, uint32_t t);

/* Whether token t is the subject of a verb behind it. False where there is no tree. */
bool sr_claim__is_subject_behind(const sr_claim_reading *r, uint32_t t);

/* "the conflict has killed 40,000 people": the war as a whole did what the verb says. False where there is no tree. */
bool sr_claim__is_of_war(const sr_claim_reading *r, uint32_t verb);

/* Whether token t stands in a relative clause ("France, which hosts a summit on Thursday, promised ...") that does not
 * hold token `of`. False where there is no tree. */
bool sr_claim__in_other_relative(const sr_claim_reading *r, uint32_t t, uint32_t of);

/* Whether token t stands in a clause that says what the verb tells ("announced on Monday that 80 men had ..."). */
bool sr_claim__in_complement(const sr_claim_reading *r, uint32_t t, uint32_t verb);

/* Whether the clause of a verb asks for what it would tell: "do not settle who controls the town", "which side held
 * it", "how much of it the army has". A relative clause does not ("the rebels, who control the town"). False where
 * there is no tree. */
bool sr_claim__asks(const sr_claim_reading *r, uint32_t verb);

#endif
