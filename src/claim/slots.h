/* Slots: drafts of claims, and the fields that stand near any of them: references to actors and places, modality, the
 * chain of sources. */
#ifndef SR_CLAIM_SLOTS_H
#define SR_CLAIM_SLOTS_H

#include "claim/reading.h"

sr_actor_ref sr_claim__actor_ref(const sr_actor *actor);
bool sr_claim__is_happening(sr_claim_kind kind); /* what befalls somebody or something at a time and a place */
sr_modality sr_claim__modality(const sr_claim_reading *r, uint32_t sentence, uint32_t verb_first, uint32_t verb_end);
/* A new draft over tokens [first, end); NULL: no memory. */
sr_draft *sr_claim__draft(sr_claim_reading *r, sr_claim_kind kind, uint32_t sentence, uint32_t first, uint32_t end);
bool sr_claim__is_free_name(const sr_claim_reading *r, uint32_t t); /* of which nothing is known: perhaps a place */
/* Whether a country, by its two letters, is that of a code of three or more. */
bool sr_claim__in_state(sr_slice country, sr_slice code);
bool sr_claim__actor_speaks(const sr_claim_reading *r, int32_t actor); /* it is the source of an attribution */
sr_status sr_claim__chain(sr_claim_reading *r, sr_draft *draft);
sr_place_ref sr_claim__place_ref(const sr_place *place);
sr_actor_ref sr_claim__country(const sr_place *place); /* a country, or the one whose capital it is; else nobody */

#endif
