/* Aid: who gives what to whom, in the claims that frames make of verbs of giving. */
#ifndef SR_CLAIM_AID_H
#define SR_CLAIM_AID_H

#include "claim/reading.h"

/* Whether the thing can be given by the verb: people only where they are trained. */
bool sr_claim__can_be_aid(const sr_claim_reading *r, const sr_mention *m, const sr_trigger *t);
/* Donor, recipient, item and sum of a claim of aid, whose party is the donor so far. */
sr_status sr_claim__fill_aid(sr_claim_reading *r, sr_draft *d, const sr_mention *m, const sr_trigger *t);
/* Aid that one sentence stops or begins again without naming it anew; triggers [from, to) are the sentence's. */
sr_status sr_claim__resume_aid(sr_claim_reading *r, uint32_t drafts_from, uint32_t triggers_from, uint32_t triggers_to);

/* "Aid to X fell by 57 per cent", of a sentence's mentions. */
sr_status sr_claim__aid_levels(sr_claim_reading *r, uint32_t mentions_from, uint32_t mentions_to);

#endif
