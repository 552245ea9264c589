/* Figures told again: another count of what was counted last, and what was launched of what was met. */
#ifndef SR_CLAIM_RETELL_H
#define SR_CLAIM_RETELL_H

#include "claim/reading.h"

/* "puts the figure at 70", "put the number at 133,000": another count of what was counted last. */
bool sr_claim__retells(const sr_claim_reading *r, const sr_mention *m);
sr_status sr_claim__retell(sr_claim_reading *r, const sr_mention *m);
/* "shot down 88 of 104 drones": all of them were launched, by whom another sentence says. */
sr_status sr_claim__add_launched(sr_claim_reading *r, uint32_t index);

#endif
