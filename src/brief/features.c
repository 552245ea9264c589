/* Claims as features of GeoJSON (RFC 7946); see sitrep/write.h. */
#include "base/json.h"
#include "base/slice.h"

#include <sitrep/write.h>

#include <math.h>

static bool has_point(const sr_place_ref *place) { return isfinite(place->lat) && isfinite(place->lon); }

uint32_t sr_claim_points(const sr_stored_claim *stored, const sr_place_ref **points, uint32_t room) {
  const sr_claim *c = &stored->claim;
  uint32_t n = 0;
  for (uint32_t i = 0; i < c->n_where && n < room; i++)
    if (has_point(&c->where[i])) points[n++] = &c->where[i];
  if (!c->n_where && room && c->target_place.name.len && has_point(&c->target_place)) points[n++] = &c->target_place;
  return n;
}

sr_status sr_write_claim_feature(const sr_stored_claim *stored, const sr_place_ref *place, sr_sink sink, void *user,
                                 sr_error *err) {
  const sr_claim *c = &stored->claim;
  char ref[SR_REF_MAX], report[SR_REF_MAX], day[SR_DAY_MAX];
  sr_json json;
  sr_json_begin(&json, sink, user);
  sr_json_object(&json);
  sr_json_key_text(&json, "type", SR_SLICE("Feature"));
  sr_json_key(&json, "geometry");
  sr_json_object(&json);
  sr_json_key_text(&json, "type", SR_SLICE("Point"));
  sr_json_key(&json, "coordinates");
  sr_json_array(&json);
  sr_json_number(&json, place->lon);
  sr_json_number(&json, place->lat);
  sr_json_array_end(&json);
  sr_json_object_end(&json);
  sr_json_key(&json, "properties");
  sr_json_object(&json);
  sr_json_key_text(&json, "claim", (sr_slice){ref, sr_ref_write(stored->ref, ref)});
  sr_json_key_text(&json, "report", (sr_slice){report, sr_ref_write(stored->report, report)});
  sr_json_key_text(&json, "kind", sr_slice_of(sr_claim_kind_name(c->kind)));
  sr_json_key_text(&json, "modality", sr_slice_of(sr_modality_name(c->modality)));
  sr_json_key_text(&json, "place", place->name);
  sr_json_key_text_or_null(&json, "feature", place->feature);
  sr_json_key_text_or_null(&json, "country", place->country);
  sr_json_key_text_or_null(&json, "party", c->party.name);
  sr_json_key_text_or_null(&json, "source", c->n_chain ? c->chain[c->n_chain - 1].name : stored->outlet);
  sr_json_key_number(&json, "low", c->quantity.present ? c->quantity.low : (double)NAN);
  sr_json_key_number(&json, "high", c->quantity.present ? c->quantity.high : (double)NAN);
  sr_json_key_text_or_null(&json, "unit", c->quantity.present ? c->quantity.unit : (sr_slice){0});
  sr_json_key_text_or_null(&json, "date", sr_slice_of(sr_day_write(stored->report_date, day)));
  sr_json_key_text(&json, "text", stored->evidence);
  sr_json_object_end(&json);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}
