/* Sides: the two that fight in a report, whose communique it is, and the party that an actor stands for.
 *
 * A state is one side with its organs and forces, an armed group by its code. "The army", "the rebels" and "the enemy"
 * are those of the land and the war that the report is about. */
#ifndef SR_CLAIM_SIDES_H
#define SR_CLAIM_SIDES_H

#include "claim/reading.h"

sr_status sr_claim__states(sr_claim_reading *r); /* notes the states; before parties are asked for */
void sr_claim__sides(sr_claim_reading *r);       /* the two sides, the home and the report's own */
sr_actor_ref sr_claim__party_of(const sr_claim_reading *r, int32_t actor); /* the state or armed group behind it */
/* The state whose "the army" is in a sentence, and the one that heads its paragraph; no name where nothing says so. */
sr_actor_ref sr_claim__home(const sr_claim_reading *r, uint32_t sentence);
sr_actor_ref sr_claim__heading(const sr_claim_reading *r, uint32_t sentence);
bool sr_claim__is_side(const sr_claim_reading *r, int32_t actor);   /* a state, a force or an armed group */
bool sr_claim__is_at_war(const sr_claim_reading *r, int32_t actor); /* one of the report's two sides */
sr_actor_ref sr_claim__foe(const sr_claim_reading *r, sr_actor_ref party);
/* The side that says "we" or "the enemy" in a sentence: that of its source, else that of the outlet; SR_NONE. */
int32_t sr_claim__own_side(const sr_claim_reading *r, uint32_t sentence);
/* The side that the report or its source calls the enemy; SR_NONE. */
int32_t sr_claim__enemy(const sr_claim_reading *r, uint32_t sentence);
/* "nine soldiers": an actor with a figure. */
bool sr_claim__counts_actors(const sr_claim_reading *r, const sr_actor *actor);

#endif
