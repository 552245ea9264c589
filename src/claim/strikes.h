/* Strikes that no weapon tells, of one sentence, behind what frames have read of it. */
#ifndef SR_CLAIM_STRIKES_H
#define SR_CLAIM_STRIKES_H

#include "claim/reading.h"

/* "struck an assembly point": the attack behind what it hit, where no weapon is named. */
sr_status sr_claim__add_unnamed_strikes(sr_claim_reading *r, uint32_t drafts_from, uint32_t triggers_from);
/* "shelled the Nikopol district": a place as the object of a verb of striking, where no claim of the verb was read. */
sr_status sr_claim__add_struck_places(sr_claim_reading *r, uint32_t drafts_from, uint32_t triggers_from,
                                      uint32_t triggers_to);

#endif
