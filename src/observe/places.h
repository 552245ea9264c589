/* Places by name: where a settlement lies, by the gazetteers, and whether a place is a part of a country, by
 * lexicon/places.tsv. */
#ifndef SR_OBSERVE_PLACES_H
#define SR_OBSERVE_PLACES_H

#include "base/arena.h"

typedef struct sr_settlement {
  sr_slice name; /* the usual one, in the arena; ptr NULL: no settlement is called so */
  double lat_deg, lon_deg;
} sr_settlement;
/* The settlement of that name, in any of its spellings; of namesakes one in the country (ISO 3166-1 alpha-2, empty: any)
 * before others, and then the one with most people. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_place_settlement(sr_slice name, sr_slice country, sr_arena *arena, sr_settlement *found,
                                            sr_error *err);
/* True for a division or settlement that no country shares its name with ("Donetsk Oblast"), false for "Ukraine" and
 * for what the table does not know. */
bool sr_place_is_part(sr_slice name);

#endif
