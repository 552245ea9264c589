/* A map file from disk: its bytes, its features, the day it is for.
 *
 * GeoJSON, gzip or not, goes through our own reader; every other format through OGR. Sizes are bounded on the way in.
 * Files are found in a folder by their extensions; what is no map (a README, the parts of a shapefile) is passed over.
 */
#ifndef SR_OBSERVE_MAPFILE_H
#define SR_OBSERVE_MAPFILE_H

#include "observe/geojson.h"

typedef struct sr_mapfile {
  sr_slice path, name; /* name: behind the last slash */
  sr_slice stamp;      /* sizes and times of change, of a shapefile's parts too: another one means other bytes */
} sr_mapfile;

typedef struct sr_mapfiles {
  SR_VEC(sr_mapfile) all; /* in the order of names */
} sr_mapfiles;

/* One file, or the maps of a folder (not of folders in it). Errors: SR_ERR_IO, SR_ERR_INPUT (a folder without maps),
 * SR_ERR_LIMIT, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_mapfile_list(const char *path, sr_arena *arena, sr_mapfiles *files, sr_error *err);

/* The bytes of a file; those inside if it is gzip; behind those of a shapefile its attributes and coordinate system,
 * which are part of what the map says. The caller frees *bytes->ptr. Errors: SR_ERR_IO, SR_ERR_LIMIT,
 * SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_mapfile_bytes(const sr_mapfile *file, sr_slice *bytes, sr_error *err);
/* Features out of the bytes, or out of the file where they are no GeoJSON in WGS 84. */
SR_MUST_CHECK sr_status sr_mapfile_features(const sr_mapfile *file, sr_slice bytes, sr_arena *arena,
                                            sr_feature_visit visit, void *user, sr_error *err);

/* The day in a text: 20250709, 2025-07-09, 2025_07_09 (the first that is a date), or milliseconds since 1970 where the
 * text is nothing but 12 or 13 digits; SR_DAY_NONE if there is none. */
sr_day sr_mapfile_day(sr_slice text);

#endif
