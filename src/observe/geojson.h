/* GeoJSON (RFC 7946) as control maps and borders come: polygons with their properties, one feature at a time.
 *
 * One pass over the bytes, no tree in memory. Reads a FeatureCollection, a Feature, a bare geometry, or an object that
 * holds a FeatureCollection (as map servers answer); points and lines are counted and passed over; third coordinates
 * are dropped; members may come in any order. Nesting is bounded, time is linear, and all that is borrowed lives in the
 * arena. Bytes that are no JSON end the reading with their place. */
#ifndef SR_OBSERVE_GEOJSON_H
#define SR_OBSERVE_GEOJSON_H

#include "observe/shape.h"

enum { SR_GEOJSON_DEPTH_MAX = 32, SR_GEOJSON_PROPERTIES_MAX = 512 };

typedef struct sr_property {
  sr_slice name, value; /* as text; empty for null, and for objects and arrays */
} sr_property;

typedef struct sr_feature {
  sr_shape shape; /* raw: not yet tidied; no rings if it has no polygon */
  const sr_property *properties;
  uint32_t n_properties;
  sr_slice id;
  size_t at; /* its first byte */
} sr_feature;

typedef struct sr_geojson {
  sr_slice crs; /* name of a coordinate system other than WGS 84 longitude and latitude; empty if it is that */
  uint32_t features, with_polygons;
} sr_geojson;

/* Called once a feature; anything but SR_OK ends the reading with that status. */
typedef sr_status (*sr_feature_visit)(void *user, const sr_feature *feature, sr_error *err);

/* Errors: SR_ERR_INPUT (no JSON, no GeoJSON, a point that is not on the earth; err->offset is the byte), SR_ERR_LIMIT,
 * SR_ERR_NOMEM, and the visitor's. */
SR_MUST_CHECK sr_status sr_geojson_read(sr_slice bytes, sr_arena *arena, sr_geojson *about, sr_feature_visit visit,
                                        void *user, sr_error *err);
/* Whether the bytes begin as JSON does. */
bool sr_geojson_likely(sr_slice bytes);
/* The value of a property, empty if there is none. Names are compared without case. */
sr_slice sr_feature_get(const sr_feature *feature, const char *name);

#endif
