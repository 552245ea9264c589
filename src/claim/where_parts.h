/* What the files of where claims happened share: where.c gives every claim its places, by turns those of its sentence
 * (where_named.c) and those told elsewhere. Internal. */
#ifndef SR_CLAIM_WHERE_PARTS_H
#define SR_CLAIM_WHERE_PARTS_H

#include "claim/reading.h"

/* Of the places named in the sentence of a claim the most specific that are its own. */
sr_status sr_claim__read_places(sr_claim_reading *r, sr_draft *d);
/* "missiles fired from Yemen", "tanks made in the USA": where they came from; people are displaced from
 * where it happened. */
bool sr_claim__is_origin(const sr_claim_reading *r, const sr_draft *d, uint32_t t);
sr_status sr_claim__set_places(sr_claim_reading *r, sr_draft *d, const sr_place_ref *found, uint32_t n);
/* The one place of a claim. */
sr_status sr_claim__put_place(sr_claim_reading *r, sr_draft *d, const sr_place *place);

#endif
