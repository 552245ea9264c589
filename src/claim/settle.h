/* Settling: whose a claim is and who receives what is given, where only other sentences of the report tell.
 *
 * Runs once, over all claims in the order in which they were read. Looks at a bounded number of claims before each. */
#ifndef SR_CLAIM_SETTLE_H
#define SR_CLAIM_SETTLE_H

#include "claim/reading.h"

void sr_claim__settle(sr_claim_reading *r);

#endif
