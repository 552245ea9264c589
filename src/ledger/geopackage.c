/* Writing a GeoPackage; see the header. Section and table numbers are those of OGC 12-128r18. */
#include "ledger/geopackage.h"

#include "base/error.h"
#include "base/slice.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A closed file of another program, so the ledger's triggers and settings have no part in it. */
struct sr_geopackage {
  sqlite3 *db;
  sqlite3_stmt *insert;
  char *path, *changed;
  char layer[40];
  uint32_t columns;
  double box[4]; /* of the layer */
};

/* 1.1.1, tables 4, 3, 6 (B.1) and the table in which QGIS keeps styles. */
static const char schema[] =
    "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = NORMAL; PRAGMA application_id = 1196444487;"
    "PRAGMA user_version = 10300; BEGIN;"
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,"
    " organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description "
    "TEXT);"
    "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),"
    " ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),"
    " ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,"
    "298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY["
    "\"EPSG\","
    "\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]',"
    " 'longitude and latitude on the WGS 84 ellipsoid');"
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,"
    " description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y "
    "DOUBLE,"
    " srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));"
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,"
    " geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,"
    " CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),"
    " CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents (table_name),"
    " CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));"
    "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),"
    " f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,"
    " styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);";

static sr_status failed(const sr_geopackage *g, sr_error *err) {
  return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot write the GeoPackage: %s",
                 g->db ? sqlite3_errmsg(g->db) : "no memory");
}

/* Runs a statement of text parameters. */
static sr_status run(sr_geopackage *g, const char *sql, const char *const *texts, int n, sr_error *err) {
  sqlite3_stmt *s = NULL;
  int rc = sqlite3_prepare_v2(g->db, sql, -1, &s, NULL);
  for (int i = 0; i < n && !rc; i++) rc = sqlite3_bind_text(s, i + 1, texts[i], -1, SQLITE_STATIC);
  if (!rc) rc = sqlite3_step(s) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
  const sr_status status = rc ? failed(g, err) : SR_OK;
  sqlite3_finalize(s);
  return status;
}

static void drop(sr_geopackage *g) {
  sqlite3_finalize(g->insert);
  sqlite3_close(g->db);
  free(g->path);
  free(g->changed);
  free(g);
}

sr_status sr_geopackage_new(const char *path, const char *changed, sr_geopackage **package, sr_error *err) {
  sr_geopackage *g = calloc(1, sizeof *g);
  if (!g) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for a GeoPackage");
  sr_status status = SR_OK;
  unlink(path);
  if (!(g->path = strdup(path)) || !(g->changed = strdup(changed)))
    status = sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for a GeoPackage");
  else if (sqlite3_open_v2(path, &g->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) ||
           sqlite3_exec(g->db, schema, NULL, NULL, NULL))
    status = failed(g, err);
  if (status)
    drop(g);
  else
    *package = g;
  return status;
}

/* Writes the layer's box, now that all of its rows are there. */
static sr_status end_layer(sr_geopackage *g, sr_error *err) {
  sqlite3_finalize(g->insert);
  g->insert = NULL;
  if (!g->layer[0] || g->box[0] > g->box[2]) return SR_OK;
  char sql[300];
  snprintf(sql, sizeof sql,
           "UPDATE gpkg_contents SET min_x = %.17g, min_y = %.17g, max_x = %.17g, max_y = %.17g WHERE table_name = ?1",
           g->box[0], g->box[1], g->box[2], g->box[3]);
  return run(g, sql, (const char *[]){g->layer}, 1, err);
}

sr_status sr_geopackage_layer(sr_geopackage *g, const char *name, const char *title, const char *geometry,
                              const sr_gpkg_column *columns, uint32_t n, sr_slice qml, sr_error *err) {
  char table[1200], insert[200];
  SR_TRY(end_layer(g, err));
  snprintf(g->layer, sizeof g->layer, "%s", name);
  g->columns = n;
  memcpy(g->box, (const double[]){INFINITY, INFINITY, -INFINITY, -INFINITY}, sizeof g->box);
  int at = snprintf(table, sizeof table, "CREATE TABLE \"%s\" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom %s",
                    name, geometry);
  int to = snprintf(insert, sizeof insert, "INSERT INTO \"%s\" VALUES (NULL, ?1", name);
  for (uint32_t i = 0; i < n; i++) {
    at += snprintf(table + at, sizeof table - (size_t)at, ", \"%s\" %s", columns[i].name, columns[i].type);
    to += snprintf(insert + to, sizeof insert - (size_t)to, ", ?%u", (unsigned)i + 2);
    if ((size_t)at + 80 > sizeof table || (size_t)to + 8 > sizeof insert)
      return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "too many columns for a layer");
  }
  snprintf(table + at, sizeof table - (size_t)at, ")");
  snprintf(insert + to, sizeof insert - (size_t)to, ")");
  char *style = strndup(qml.ptr, qml.len);
  if (!style) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for a style");
  sr_status status = run(g, table, NULL, 0, err);
  if (!status)
    status = run(g,
                 "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)"
                 " VALUES (?1, 'features', ?1, ?2, ?3, 4326)",
                 (const char *[]){name, title, g->changed}, 3, err);
  if (!status)
    status = run(g, "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, 4326, 0, 0)",
                 (const char *[]){name, geometry}, 2, err);
  if (!status)
    status =
        run(g,
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
            " styleQML, styleSLD, useAsDefault, description, owner, update_time)"
            " VALUES ('', '', ?1, 'geom', ?1, ?2, '', 1, ?3, '', ?4)",
            (const char *[]){name, style, title, g->changed}, 4, err);
  if (!status && sqlite3_prepare_v2(g->db, insert, -1, &g->insert, NULL)) status = failed(g, err);
  free(style);
  return status;
}

/* 2.1.3.1.1: "GP", version 0, flags (little-endian, no envelope), the system of coordinates, and the geometry. */
static sr_status bind_geometry(sr_geopackage *g, sr_slice wkb, sr_error *err) {
  static const uint8_t head[8] = {'G', 'P', 0, 1, 4326 & 0xff, 4326 >> 8, 0, 0};
  char *blob = malloc(sizeof head + wkb.len);
  if (!blob) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for a geometry");
  memcpy(blob, head, sizeof head);
  memcpy(blob + sizeof head, wkb.ptr, wkb.len);
  return sqlite3_bind_blob64(g->insert, 1, blob, sizeof head + wkb.len, free) ? failed(g, err) : SR_OK;
}

sr_status sr_geopackage_row(sr_geopackage *g, sr_slice wkb, const double box[4], const sr_gpkg_value *values,
                            sr_error *err) {
  SR_TRY(bind_geometry(g, wkb, err));
  for (uint32_t i = 0; i < g->columns; i++) {
    const sr_gpkg_value *v = &values[i];
    const int at = (int)i + 2;
    if (v->text.len)
      sqlite3_bind_text64(g->insert, at, v->text.ptr, v->text.len, SQLITE_STATIC, SQLITE_UTF8);
    else if (v->text.ptr || isnan(v->number))
      sqlite3_bind_null(g->insert, at);
    else
      sqlite3_bind_double(g->insert, at, v->number);
  }
  const int rc = sqlite3_step(g->insert);
  sqlite3_reset(g->insert);
  if (rc != SQLITE_DONE) return failed(g, err);
  for (int side = 0; side < 2; side++) {
    g->box[side] = fmin(g->box[side], box[side]);
    g->box[side + 2] = fmax(g->box[side + 2], box[side + 2]);
  }
  return SR_OK;
}

sr_status sr_geopackage_close(sr_geopackage *g, bool keep, sr_error *err) {
  if (!g) return SR_OK;
  sr_status status = keep ? end_layer(g, err) : SR_OK;
  if (keep && !status)
    status = run(g,
                 "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)"
                 " VALUES ('layer_styles', 'attributes', 'layer_styles', ?1)",
                 (const char *[]){g->changed}, 1, err);
  if (keep && !status && sqlite3_exec(g->db, "COMMIT", NULL, NULL, NULL)) status = failed(g, err);
  if (!keep || status) unlink(g->path);
  drop(g);
  return status;
}
