/* Reading a GeoNames dump (download.geonames.org/export/dump: cities500.txt, UA.txt): 19 columns parted by tabs.
 *
 * Towns and villages (class P), states and divisions (A), and what reports name besides them: waters, heights, islands,
 * parks, airfields, crossings, plants. Alternate names carry no language there, so those in capitals (codes) and in
 * small letters (transcribed Chinese) are left out; Cyrillic ones are romanised by rule. A damaged line is passed over
 * and counted; a file whose lines are mostly damaged is an error. Linear. */
#ifndef SR_GAZETTEER_GEONAMES_H
#define SR_GAZETTEER_GEONAMES_H

#include "gazetteer/build.h"

typedef struct sr_geonames_counts {
  uint32_t lines, places, passed_over; /* passed over: of a kind that is not read, or damaged */
  uint32_t damaged;
} sr_geonames_counts;

/* Errors: SR_ERR_INPUT (not UTF-8, no dump), SR_ERR_NOMEM, SR_ERR_LIMIT. */
SR_MUST_CHECK sr_status sr_geonames_read(sr_gazetteer_builder *builder, sr_slice dump, sr_geonames_counts *counts,
                                         sr_error *err);

/* A name in Cyrillic letters, and what it becomes in Latin ones for a place of that country. */
SR_MUST_CHECK sr_status sr_geonames_add_cyrillic(sr_gazetteer_builder *builder, uint32_t entry, sr_slice country,
                                                 sr_slice name, sr_error *err);

#endif
