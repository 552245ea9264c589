/* A GeoPackage (OGC 12-128r18, version 1.3) being written: layers of points or polygons in longitude and latitude
 * (EPSG:4326) with attributes, and a style for each where QGIS looks for it (the table layer_styles).
 *
 * It is an SQLite file like the ledger, and written here for that. Nothing of it is kept if it is not closed well. One
 * thread; everything borrowed. */
#ifndef SR_LEDGER_GEOPACKAGE_H
#define SR_LEDGER_GEOPACKAGE_H

#include <sitrep/ledger.h>

typedef struct sr_geopackage sr_geopackage;

typedef struct sr_gpkg_column {
  const char *name, *type; /* TEXT, DATE, REAL or INTEGER; a literal */
} sr_gpkg_column;

enum { SR_GPKG_COLUMNS_MAX = 24 };

/* Begins a file; what is at path is replaced. changed is when its contents last did, in ISO 8601 with milliseconds, so
 * that equal contents are equal files. Errors: SR_ERR_IO, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_geopackage_new(const char *path, const char *changed, sr_geopackage **package,
                                          sr_error *err);

/* A layer; the rows that follow are its. geometry is POINT or MULTIPOLYGON; qml is its style for QGIS. */
SR_MUST_CHECK sr_status sr_geopackage_layer(sr_geopackage *package, const char *name, const char *title,
                                            const char *geometry, const sr_gpkg_column *columns, uint32_t n,
                                            sr_slice qml, sr_error *err);

/* One cell: text, or without text a number; NAN is nothing. */
typedef struct sr_gpkg_value {
  sr_slice text;
  double number;
} sr_gpkg_value;

/* A row of the last layer; wkb is well-known binary, box west, south, east, north in degrees; one value a column. */
SR_MUST_CHECK sr_status sr_geopackage_row(sr_geopackage *package, sr_slice wkb, const double box[4],
                                          const sr_gpkg_value *values, sr_error *err);

/* Ends the file, or with keep false drops it; NULL is fine. */
SR_MUST_CHECK sr_status sr_geopackage_close(sr_geopackage *package, bool keep, sr_error *err);

#endif
