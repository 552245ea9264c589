/* Triggers: the verbs and the nouns that act as verbs, which claim something of the things they govern. */
#ifndef SR_CLAIM_TRIGGERS_H
#define SR_CLAIM_TRIGGERS_H

#include "claim/reading.h"

sr_status sr_claim__triggers(sr_claim_reading *r);
/* "made 400 million euros | available": a verb phrase of a set whose first word stands at t, parted by its object;
 * *stop: the token behind all of it. */
bool sr_claim__is_parted(const sr_claim_reading *r, const sr_phrases *set, uint32_t t, uint32_t end, uint32_t *value,
                         uint32_t *stop);
/* "continued to shell", "managed to seize": what happened. Another verb behind "to" says what is meant or asked for. */
bool sr_claim__is_carried_out(const sr_claim_reading *r, const sr_trigger *t);
bool sr_claim__is_infinitive(const sr_claim_reading *r, const sr_trigger *t);
/* "unless it received 60 million", "before the army withdraws", "whether it holds the town": nothing that is told. */
bool sr_claim__is_hypothetical(const sr_claim_reading *r, const sr_trigger *t);

#endif
