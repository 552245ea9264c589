/* Confidence: how likely a claim is complete and right, from the row of frames.tsv that gave it and what makes it
 * doubtful. docs/claims.md tells how the weights were learnt. */
#ifndef SR_CLAIM_CONFIDENCE_H
#define SR_CLAIM_CONFIDENCE_H

#include "claim/reading.h"

/* Between 0 and 1; of a draft whose claim has everything but its confidence, where the frame's share stands so far. */
double sr_claim__confidence(const sr_claim_reading *r, const sr_draft *draft);

#endif
