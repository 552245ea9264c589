/* Places by name, from lexicon/places.tsv: where a settlement lies, and whether a place is a part of a country. */
#ifndef SR_OBSERVE_PLACES_H
#define SR_OBSERVE_PLACES_H

#include <sitrep/base.h>

/* A settlement's point; false if the table has no settlement of that name, or no point for it. */
bool sr_place_settlement(sr_slice name, double *lat, double *lon);
/* True for a division or settlement that no country shares its name with ("Donetsk Oblast"), false for "Ukraine" and
 * for what the table does not know. */
bool sr_place_is_part(sr_slice name);

#endif
