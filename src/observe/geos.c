/* GEOS, loaded on first use; see the header. */
#include "observe/geos.h"

#include "observe/library.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* Only the re-entrant functions are used. */
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#define FUNCTIONS(X)                                                                                                \
  X(GEOS_init_r)                                                                                                    \
  X(GEOS_finish_r)                                                                                                  \
  X(GEOSContext_setErrorMessageHandler_r)                                                                           \
  X(GEOSFree_r)                                                                                                     \
  X(GEOSCoordSeq_copyFromBuffer_r)                                                                                  \
  X(GEOSCoordSeq_copyToBuffer_r)                                                                                    \
  X(GEOSCoordSeq_getSize_r)                                                                                         \
  X(GEOSGeom_createLinearRing_r) X(GEOSGeom_createPolygon_r) X(GEOSGeom_createCollection_r) X(GEOSGeom_destroy_r)   \
      X(GEOSisValid_r) X(GEOSisValidReason_r) X(GEOSMakeValidParams_create_r) X(GEOSMakeValidParams_destroy_r)      \
          X(GEOSMakeValidParams_setMethod_r) X(GEOSMakeValidWithParams_r) X(GEOSIntersection_r) X(GEOSDifference_r) \
              X(GEOSUnion_r) X(GEOSGeomTypeId_r) X(GEOSGetNumGeometries_r) X(GEOSGetGeometryN_r)                    \
                  X(GEOSGetExteriorRing_r) X(GEOSGetNumInteriorRings_r) X(GEOSGetInteriorRingN_r)                   \
                      X(GEOSGeom_getCoordSeq_r)

/* Written once by load, under pthread_once; constant afterwards. */
static struct { FUNCTIONS(SR_LIBRARY_MEMBER) } lib;
static sr_status loaded;
static sr_error why_not;
static pthread_once_t once = PTHREAD_ONCE_INIT;

struct sr_geos {
  GEOSContextHandle_t context;
  char message[SR_GEOS_REASON_MAX]; /* GEOS's last complaint */
};

static void load(void) {
  static const char *const names[] = {FUNCTIONS(SR_LIBRARY_NAME)};
  loaded = sr_library_load(SR_GEOS_SONAME, names, sizeof names / sizeof *names, &lib, &why_not);
}

static void keep_message(const char *message, void *user) {
  sr_geos *geos = user;
  snprintf(geos->message, sizeof geos->message, "%s", message);
}

sr_status sr_geos_open(sr_geos **geos, sr_error *err) {
  *geos = NULL;
  pthread_once(&once, load);
  if (loaded) {
    if (err) *err = why_not;
    return loaded;
  }
  sr_geos *made = calloc(1, sizeof *made);
  if (made) made->context = lib.GEOS_init_r_();
  if (!made || !made->context) {
    free(made);
    return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the overlay library");
  }
  lib.GEOSContext_setErrorMessageHandler_r_(made->context, keep_message, made);
  *geos = made;
  return SR_OK;
}

void sr_geos_free(sr_geos *geos) {
  if (!geos) return;
  lib.GEOS_finish_r_(geos->context);
  free(geos);
}

static sr_status fail(const sr_geos *geos, const char *doing, sr_error *err) {
  return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "cannot %s: %s", doing,
                 geos->message[0] ? geos->message : "the overlay library gave no reason");
}

/* ---- to GEOS ---- */

static GEOSGeometry *ring_to_geos(sr_geos *geos, const sr_shape *shape, sr_ring ring, double *room) {
  memcpy(room, sr_shape_at(shape, ring.first), (size_t)ring.n * 2 * sizeof *room);
  memcpy(room + (size_t)ring.n * 2, room, 2 * sizeof *room);
  GEOSCoordSequence *points = lib.GEOSCoordSeq_copyFromBuffer_r_(geos->context, room, ring.n + 1, 0, 0);
  return points ? lib.GEOSGeom_createLinearRing_r_(geos->context, points) : NULL;
}

static void destroy_all(sr_geos *geos, GEOSGeometry **geometries, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (geometries[i]) lib.GEOSGeom_destroy_r_(geos->context, geometries[i]);
}

/* One polygon from the shell at ring r and the holes behind it; *r moves behind them. */
static GEOSGeometry *polygon_to_geos(sr_geos *geos, const sr_shape *shape, uint32_t *r, double *room,
                                     GEOSGeometry **holes) {
  GEOSGeometry *shell = ring_to_geos(geos, shape, shape->rings.at[(*r)++], room);
  uint32_t n = 0;
  bool good = shell != NULL;
  for (; *r < shape->rings.n && shape->rings.at[*r].hole; ++*r) {
    if (!good) continue;
    holes[n] = ring_to_geos(geos, shape, shape->rings.at[*r], room);
    good = holes[n] != NULL;
    if (good) n++;
  }
  GEOSGeometry *polygon = good ? lib.GEOSGeom_createPolygon_r_(geos->context, shell, holes, n) : NULL;
  if (!good) {
    destroy_all(geos, holes, n);
    destroy_all(geos, &shell, 1);
  }
  return polygon;
}

static sr_status to_geos(sr_geos *geos, sr_arena *arena, const sr_shape *shape, GEOSGeometry **out, sr_error *err) {
  *out = NULL;
  const sr_arena_mark mark = sr_arena_save(arena);
  double *room = SR_NEW(arena, double, (size_t)shape->xy.n + 2);
  GEOSGeometry **holes = SR_NEW(arena, GEOSGeometry *, shape->rings.n + 1);
  GEOSGeometry **polygons = SR_NEW(arena, GEOSGeometry *, shape->rings.n + 1);
  if (!room || !holes || !polygons) return sr_arena_fail(arena, err);
  uint32_t n = 0;
  bool good = true;
  for (uint32_t r = 0; r < shape->rings.n && good;) {
    polygons[n] = polygon_to_geos(geos, shape, &r, room, holes);
    good = polygons[n] != NULL;
    if (good) n++;
  }
  if (good) *out = lib.GEOSGeom_createCollection_r_(geos->context, GEOS_MULTIPOLYGON, polygons, n);
  if (!good) destroy_all(geos, polygons, n);
  sr_arena_reset(arena, mark);
  return *out ? SR_OK : fail(geos, "build the polygons", err);
}

/* ---- from GEOS ---- */

static sr_status ring_from_geos(sr_geos *geos, sr_arena *arena, const GEOSGeometry *ring, bool hole, sr_shape *out,
                                sr_error *err) {
  const GEOSCoordSequence *points = lib.GEOSGeom_getCoordSeq_r_(geos->context, ring);
  unsigned n = 0;
  if (!points || !lib.GEOSCoordSeq_getSize_r_(geos->context, points, &n)) return fail(geos, "read a ring", err);
  if (n < 4) return SR_OK;
  double *at = SR_NEW(arena, double, (size_t)n * 2);
  if (!at) return sr_arena_fail(arena, err);
  if (!lib.GEOSCoordSeq_copyToBuffer_r_(geos->context, points, at, 0, 0)) return fail(geos, "read a ring", err);
  SR_TRY(sr_shape_ring(out, arena, hole, err));
  for (unsigned i = 0; i + 1 < n; i++)
    SR_TRY(sr_shape_point(out, arena, at[(size_t)i * 2], at[(size_t)i * 2 + 1], err));
  return SR_OK;
}

static sr_status polygon_from_geos(sr_geos *geos, sr_arena *arena, const GEOSGeometry *polygon, sr_shape *out,
                                   sr_error *err) {
  const GEOSGeometry *shell = lib.GEOSGetExteriorRing_r_(geos->context, polygon);
  if (!shell) return fail(geos, "read a polygon", err);
  SR_TRY(ring_from_geos(geos, arena, shell, false, out, err));
  const int n = lib.GEOSGetNumInteriorRings_r_(geos->context, polygon);
  for (int i = 0; i < n; i++)
    SR_TRY(ring_from_geos(geos, arena, lib.GEOSGetInteriorRingN_r_(geos->context, polygon, i), true, out, err));
  return SR_OK;
}

/* The polygons of a geometry; lines and points that an overlay leaves have no area. Collections of GEOS's results nest
 * one deep: a bound, not a recursion, keeps it so. */
static sr_status from_geos(sr_geos *geos, sr_arena *arena, const GEOSGeometry *geometry, int depth, sr_shape *out,
                           sr_error *err) {
  const int type = lib.GEOSGeomTypeId_r_(geos->context, geometry);
  if (type == GEOS_POLYGON) return polygon_from_geos(geos, arena, geometry, out, err);
  if ((type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION) || depth == 0) return SR_OK;
  const int n = lib.GEOSGetNumGeometries_r_(geos->context, geometry);
  for (int i = 0; i < n; i++)
    SR_TRY(from_geos(geos, arena, lib.GEOSGetGeometryN_r_(geos->context, geometry, i), depth - 1, out, err));
  return SR_OK;
}

/* Takes geometry (NULL: the operation failed), gives a tidy shape. */
static sr_status take(sr_geos *geos, sr_arena *arena, GEOSGeometry *geometry, const char *doing, sr_shape *out,
                      sr_error *err) {
  if (!geometry) return fail(geos, doing, err);
  sr_shape shape = {0};
  sr_tidied tidied = {0};
  sr_status status = from_geos(geos, arena, geometry, 2, &shape, err);
  lib.GEOSGeom_destroy_r_(geos->context, geometry);
  if (!status) status = sr_shape_tidy(&shape, arena, &tidied, err);
  if (!status) *out = shape;
  return status;
}

/* ---- what it is for ---- */

static GEOSGeometry *make_valid(sr_geos *geos, const GEOSGeometry *geometry) {
  GEOSMakeValidParams *how = lib.GEOSMakeValidParams_create_r_(geos->context);
  if (!how) return NULL;
  lib.GEOSMakeValidParams_setMethod_r_(geos->context, how, GEOS_MAKE_VALID_STRUCTURE);
  GEOSGeometry *valid = lib.GEOSMakeValidWithParams_r_(geos->context, geometry, how);
  lib.GEOSMakeValidParams_destroy_r_(geos->context, how);
  return valid;
}

sr_status sr_geos_repair(sr_geos *geos, sr_arena *arena, sr_shape *shape, char reason[SR_GEOS_REASON_MAX],
                         sr_error *err) {
  GEOSGeometry *geometry;
  reason[0] = '\0';
  geos->message[0] = '\0';
  SR_TRY(to_geos(geos, arena, shape, &geometry, err));
  const char valid = lib.GEOSisValid_r_(geos->context, geometry);
  if (valid == 1) {
    lib.GEOSGeom_destroy_r_(geos->context, geometry);
    return SR_OK;
  }
  char *why = lib.GEOSisValidReason_r_(geos->context, geometry);
  snprintf(reason, SR_GEOS_REASON_MAX, "%s", why && *why ? why : "not valid");
  if (why) lib.GEOSFree_r_(geos->context, why);
  GEOSGeometry *mended = make_valid(geos, geometry);
  lib.GEOSGeom_destroy_r_(geos->context, geometry);
  return take(geos, arena, mended, "mend the polygons", shape, err);
}

sr_status sr_geos_overlay(sr_geos *geos, sr_arena *arena, sr_overlay_kind kind, const sr_shape *a, const sr_shape *b,
                          sr_shape *out, sr_error *err) {
  GEOSGeometry *left, *right, *result = NULL;
  geos->message[0] = '\0';
  SR_TRY(to_geos(geos, arena, a, &left, err));
  const sr_status status = to_geos(geos, arena, b, &right, err);
  if (status) {
    lib.GEOSGeom_destroy_r_(geos->context, left);
    return status;
  }
  switch (kind) {
  case SR_OVERLAY_COMMON: result = lib.GEOSIntersection_r_(geos->context, left, right); break;
  case SR_OVERLAY_LESS: result = lib.GEOSDifference_r_(geos->context, left, right); break;
  case SR_OVERLAY_UNION: result = lib.GEOSUnion_r_(geos->context, left, right); break;
  }
  lib.GEOSGeom_destroy_r_(geos->context, left);
  lib.GEOSGeom_destroy_r_(geos->context, right);
  return take(geos, arena, result, "overlay the polygons", out, err);
}
