/* Places as claims ask about them: what they are, whether something is in them, and which one "the region" or "there"
 * means. What is where is told by where.c. */
#ifndef SR_CLAIM_PLACES_H
#define SR_CLAIM_PLACES_H

#include "claim/reading.h"

bool sr_claim__is_country(const sr_place *p);
bool sr_claim__is_division(const sr_place *p);
/* A capital, of a country or a division. */
bool sr_claim__is_seat(const sr_place *place);
/* A preposition or nothing but names and articles before it: the place is one where something is. */
bool sr_claim__is_placed(const sr_claim_reading *r, const sr_place *place);
bool sr_claim__in_source(const sr_claim_reading *r, const sr_place *place); /* part of who says it */
/* "the O-Z express": a line between two towns is in neither, unless it is a road. */
bool sr_claim__names_a_line(const sr_claim_reading *r, const sr_place *place);
/* The dash that ends the sentence's dateline ("GOMA, Jan 29 (Agency) - ", "Port Sudan, 4 March - "), which begins with
 * a word in capitals, or with a place and has a date behind a comma. The sentence's first token if there is none. */
uint32_t sr_claim__dateline_end(const sr_claim_reading *r, uint32_t sentence);
/* Places of a dateline say where it was written. */
bool sr_claim__in_dateline(const sr_claim_reading *r, const sr_place *place);
/* The place that "the region", "the city", "there" at token t means; NULL where it means none. */
const sr_place *sr_claim__place_meant(const sr_claim_reading *r, uint32_t t);

#endif
