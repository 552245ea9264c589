/* Making a gazetteer file: places and names in, bytes out (gazetteer.h says which).
 *
 * Places are added in any order and joined by their GeoNames id; parents are given as codes ("US.TX", "US.TX.201") and
 * found at the end. All memory is the arena's. Cost: sorting the names. */
#ifndef SR_GAZETTEER_BUILD_H
#define SR_GAZETTEER_BUILD_H

#include "base/map.h"
#include "base/vec.h"
#include "gazetteer/gazetteer.h"

typedef struct sr_gazetteer_builder sr_gazetteer_builder;

/* A place to be added; empty slices and 0 where not known. lat is NAN where there is no point. */
typedef struct sr_gazetteer_place {
  uint32_t id, population;
  double lat, lon;
  sr_slice name, feature, country;
  sr_slice code;   /* of a state or division: "US", "US.TX", "US.TX.201" */
  sr_slice parent; /* code of what holds it; the first part of it that is there counts */
} sr_gazetteer_place;

sr_gazetteer_builder *sr_gazetteer_builder_new(sr_arena *arena); /* NULL: no memory */
/* Adds a place, or gives the one of the same id (other fields of which stay as they were). *entry is its number. */
SR_MUST_CHECK sr_status sr_gazetteer_add(sr_gazetteer_builder *builder, const sr_gazetteer_place *place,
                                         uint32_t *entry, sr_error *err);
/* The place with that id, or SR_GAZETTEER_NONE. */
uint32_t sr_gazetteer_by_id(const sr_gazetteer_builder *builder, uint32_t id);
uint32_t sr_gazetteer_by_code(const sr_gazetteer_builder *builder, sr_slice code);
/* What a place is so far. */
const sr_gazetteer_place *sr_gazetteer_place_at(const sr_gazetteer_builder *builder, uint32_t entry);
/* Gives a place that is there another point or a usual name. */
void sr_gazetteer_set_point(sr_gazetteer_builder *builder, uint32_t entry, double lat, double lon);
SR_MUST_CHECK sr_status sr_gazetteer_set_name(sr_gazetteer_builder *builder, uint32_t entry, sr_slice name,
                                              sr_error *err);
/* One more name of a place. One without a key (another script, too long) is passed over. */
SR_MUST_CHECK sr_status sr_gazetteer_add_name(sr_gazetteer_builder *builder, uint32_t entry, sr_slice name,
                                              sr_gazetteer_kind kind, sr_error *err);
/* Names joined by c. */
SR_MUST_CHECK sr_status sr_gazetteer_add_names(sr_gazetteer_builder *builder, uint32_t entry, sr_slice names, char c,
                                               sr_gazetteer_kind kind, sr_error *err);

/* The bytes of the file, in the arena. about: lines on sources and licences. Errors: SR_ERR_NOMEM, SR_ERR_LIMIT. */
SR_MUST_CHECK sr_status sr_gazetteer_make(sr_gazetteer_builder *builder, sr_slice about, sr_slice *file, sr_error *err);

#endif
