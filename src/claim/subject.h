/* Subjects: the actor that does what a verb says, by the tree of its sentence or else by the order of the words, and
 * whom a pronoun stands for. */
#ifndef SR_CLAIM_SUBJECT_H
#define SR_CLAIM_SUBJECT_H

#include "claim/reading.h"

/* The actor that does what the verb at [first, ...) says; SR_NONE. Pronouns lead to the source of the sentence. */
int32_t sr_claim__subject(const sr_claim_reading *r, uint32_t sentence, uint32_t verb);
/* The actor that a pronoun at token t stands for; SR_NONE. */
int32_t sr_claim__antecedent(const sr_claim_reading *r, uint32_t sentence, uint32_t t);
/* "its foreign minister, Peter S,": who is named beside an office, else the actor itself. */
int32_t sr_claim__named(const sr_claim_reading *r, int32_t actor);
/* Somebody whom "he" or "she" may be: "the mediator", not "two officials". */
bool sr_claim__is_somebody(const sr_claim_reading *r, int32_t actor);

#endif
