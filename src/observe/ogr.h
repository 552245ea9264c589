/* Map formats other than GeoJSON, through GDAL/OGR: shapefiles, KML and KMZ, GeoPackages, zipped folders, and GeoJSON
 * in another coordinate system than WGS 84.
 *
 * GDAL is loaded when the first such file is read (60 ms or more); its types stop here. Only drivers of plain files are
 * let in: none that asks a database or a network, nor VRT, which can name any other file. Archives are unpacked
 * once before they are opened, whatever they say of themselves, and their unpacked size is bounded. Curves become lines, coordinates WGS 84 longitude and
 * latitude. Any thread. */
#ifndef SR_OBSERVE_OGR_H
#define SR_OBSERVE_OGR_H

#include "observe/geojson.h"

/* A bomb is told by its ratio once it is big: deflate reaches 1032, GeoJSON about 5, a map of round figures 40. */
enum { SR_BOMB_RATIO = 200, SR_BOMB_FROM_BYTES = 16 << 20 };

/* Features of all layers of a file, as sr_geojson_read hands them out. Errors: SR_ERR_INPUT (no driver reads it, or
 * what it holds is broken), SR_ERR_LIMIT, SR_ERR_NOMEM, SR_ERR_IO (no GDAL), and the visitor's. */
SR_MUST_CHECK sr_status sr_ogr_read(const char *path, sr_arena *arena, sr_feature_visit visit, void *user,
                                    sr_error *err);

#endif
