/* Parties: whose a claim of a frame is, and what kind of people it is about. */
#ifndef SR_CLAIM_PARTY_H
#define SR_CLAIM_PARTY_H

#include "claim/reading.h"

/* The party of a claim by the rule of its frame; t may be NULL: the thing speaks for itself. */
sr_actor_ref sr_claim__party_by(const sr_claim_reading *r, const sr_frame *frame, const sr_mention *m,
                                const sr_trigger *t);
/* The gain of ground, told just before, that a rate without a verb is of; NULL. */
const sr_draft *sr_claim__gained_before(const sr_claim_reading *r, const sr_mention *m);
sr_enum sr_claim__victim_of(const sr_claim_reading *r, const sr_mention *m, const sr_claim *claim);

#endif
