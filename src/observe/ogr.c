/* GDAL/OGR, loaded on first use; see the header. */
/* GDAL's headers speak of struct stat64. */
#define _LARGEFILE64_SOURCE 1
#include "observe/ogr.h"

#include "base/slice.h"
#include "observe/library.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <pthread.h>
#include <stdio.h>

#define FUNCTIONS(X)                                                                                                   \
  X(GDALAllRegister)                                                                                                   \
  X(GDALGetDriverCount)                                                                                                \
  X(GDALGetDriver)                                                                                                     \
  X(GDALGetMetadataItem)                                                                                               \
  X(GDALGetDriverShortName)                                                                                            \
  X(GDALOpenEx)                                                                                                        \
  X(GDALClose)                                                                                                         \
  X(GDALDatasetGetNextFeature) X(OGR_L_GetSpatialRef) X(OGR_F_Destroy) X(OGR_F_GetFieldCount) X(OGR_F_GetFieldDefnRef) \
      X(OGR_Fld_GetNameRef) X(OGR_F_GetFieldAsString) X(OGR_F_IsFieldSetAndNotNull) X(OGR_F_GetGeometryRef)            \
          X(OGR_G_GetGeometryType) X(OGR_GT_Flatten) X(OGR_G_GetGeometryCount) X(OGR_G_GetGeometryRef)                 \
              X(OGR_G_GetPointCount) X(OGR_G_GetPoints) X(OGR_G_GetLinearGeometry) X(OGR_G_HasCurveGeometry)           \
                  X(OGR_G_DestroyGeometry) X(OGR_G_Transform) X(OSRNewSpatialReference) X(OSRImportFromEPSG)           \
                      X(OSRSetAxisMappingStrategy) X(OSRDestroySpatialReference) X(OSRClone)                           \
                          X(OCTNewCoordinateTransformation) X(OCTDestroyCoordinateTransformation)                      \
                              X(CPLPushErrorHandlerEx) X(CPLPopErrorHandler) X(CPLSetThreadLocalConfigOption)          \
                                  X(CSLAddString) X(CSLDestroy) X(VSIReadDirRecursive) X(VSIStatExL) X(VSIFOpenL)      \
                                      X(VSIFReadL) X(VSIFCloseL) X(CPLGetErrorHandlerUserData)

/* Written once by load, under pthread_once; constant afterwards. */
static struct { FUNCTIONS(SR_LIBRARY_MEMBER) } lib;
static char **drivers;
static sr_status loaded;
static sr_error why_not;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Bounds on an archive: the largest published control map unpacks to under 100 MB and has under 50 files in it. */
enum { ARCHIVE_FILES_MAX = 2000, ARCHIVE_MEGABYTES_MAX = 1024 };
/* A GeoPackage's layer may be a query that never ends giving rows. */
enum { FEATURES_MAX = 2000000 };

static void load(void) {
  static const char *const names[] = {FUNCTIONS(SR_LIBRARY_NAME)};
  loaded = sr_library_load(SR_GDAL_SONAME, names, sizeof names / sizeof *names, &lib, &why_not);
  if (loaded) return;
  lib.GDALAllRegister_();
  for (int i = 0; i < lib.GDALGetDriverCount_(); i++) {
    GDALDriverH driver = lib.GDALGetDriver_(i);
    const char *name = lib.GDALGetDriverShortName_(driver);
    if (!lib.GDALGetMetadataItem_(driver, GDAL_DCAP_VECTOR, NULL) ||
        lib.GDALGetMetadataItem_(driver, GDAL_DMD_CONNECTION_PREFIX, NULL) ||
        !lib.GDALGetMetadataItem_(driver, GDAL_DCAP_VIRTUALIO, NULL) || strstr(name, "VRT"))
      continue;
    drivers = lib.CSLAddString_(drivers, name);
  }
}

typedef struct reading {
  sr_arena *arena;
  OGRSpatialReferenceH wgs84;
  OGRLayerH layer; /* for which `transform` is */
  OGRCoordinateTransformationH transform;
  char message[160];
} reading;

static void keep_message(CPLErr level, CPLErrorNum number, const char *message) {
  (void)number;
  reading *r = lib.CPLGetErrorHandlerUserData_();
  if (level >= CE_Failure && !r->message[0]) snprintf(r->message, sizeof r->message, "%s", message);
}

/* ---- geometry ---- */

static sr_status add_ring(reading *r, OGRGeometryH ring, bool hole, sr_shape *shape, sr_error *err) {
  const int n = lib.OGR_G_GetPointCount_(ring);
  if (n < 3) return SR_OK;
  if (n > SR_SHAPE_POINTS_MAX) return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "a ring of %d points", n);
  double *xy = SR_NEW(r->arena, double, (size_t)n * 2);
  if (!xy) return sr_arena_fail(r->arena, err);
  lib.OGR_G_GetPoints_(ring, xy, 2 * sizeof *xy, xy + 1, 2 * sizeof *xy, NULL, 0);
  SR_TRY(sr_shape_ring(shape, r->arena, hole, err));
  for (int i = 0; i < n; i++) SR_TRY(sr_shape_point(shape, r->arena, xy[i * 2], xy[i * 2 + 1], err));
  return SR_OK;
}

/* Nesting of collections is bounded by depth. */
static sr_status add_geometry(reading *r, OGRGeometryH geometry, int depth, sr_shape *shape, sr_error *err) {
  const OGRwkbGeometryType type = lib.OGR_GT_Flatten_(lib.OGR_G_GetGeometryType_(geometry));
  const int n = lib.OGR_G_GetGeometryCount_(geometry);
  const bool polygon = type == wkbPolygon || type == wkbTriangle;
  if (!polygon && (depth == 0 || (type != wkbMultiPolygon && type != wkbGeometryCollection && type != wkbTIN &&
                                  type != wkbPolyhedralSurface)))
    return SR_OK;
  for (int i = 0; i < n; i++) {
    OGRGeometryH part = lib.OGR_G_GetGeometryRef_(geometry, i);
    SR_TRY(polygon ? add_ring(r, part, i > 0, shape, err) : add_geometry(r, part, depth - 1, shape, err));
  }
  return SR_OK;
}

/* Makes r->transform the way from the layer's coordinates to WGS 84; NULL if they are that, or not said. */
static sr_status aim(reading *r, OGRLayerH layer, sr_error *err) {
  if (layer == r->layer) return SR_OK;
  if (r->transform) lib.OCTDestroyCoordinateTransformation_(r->transform);
  r->transform = NULL;
  r->layer = layer;
  OGRSpatialReferenceH there = layer ? lib.OGR_L_GetSpatialRef_(layer) : NULL;
  OGRSpatialReferenceH from = there ? lib.OSRClone_(there) : NULL;
  if (!from) return SR_OK;
  lib.OSRSetAxisMappingStrategy_(from, OAMS_TRADITIONAL_GIS_ORDER);
  r->transform = lib.OCTNewCoordinateTransformation_(from, r->wgs84);
  lib.OSRDestroySpatialReference_(from);
  return r->transform
             ? SR_OK
             : sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "no way from its coordinate system to WGS 84: %s", r->message);
}

static sr_status add_feature_geometry(reading *r, OGRFeatureH feature, sr_shape *shape, sr_error *err) {
  OGRGeometryH geometry = lib.OGR_F_GetGeometryRef_(feature), linear = NULL;
  if (!geometry) return SR_OK;
  if (lib.OGR_G_HasCurveGeometry_(geometry, 1)) geometry = linear = lib.OGR_G_GetLinearGeometry_(geometry, 0, NULL);
  sr_status status = SR_OK;
  if (!geometry || (r->transform && lib.OGR_G_Transform_(geometry, r->transform) != OGRERR_NONE))
    status = sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "a shape that cannot be brought to WGS 84: %s", r->message);
  if (!status) status = add_geometry(r, geometry, 4, shape, err);
  if (linear) lib.OGR_G_DestroyGeometry_(linear);
  return status;
}

/* ---- features ---- */

static sr_status add_properties(reading *r, OGRFeatureH from, sr_feature *feature, sr_error *err) {
  int n = lib.OGR_F_GetFieldCount_(from);
  if (n > SR_GEOJSON_PROPERTIES_MAX) n = SR_GEOJSON_PROPERTIES_MAX;
  sr_property *all = SR_NEW(r->arena, sr_property, (size_t)n + 1);
  if (!all) return sr_arena_fail(r->arena, err);
  for (int i = 0; i < n; i++) {
    const char *value = lib.OGR_F_IsFieldSetAndNotNull_(from, i) ? lib.OGR_F_GetFieldAsString_(from, i) : "";
    all[i].name = sr_arena_copy(r->arena, sr_slice_of(lib.OGR_Fld_GetNameRef_(lib.OGR_F_GetFieldDefnRef_(from, i))));
    all[i].value = sr_arena_copy(r->arena, sr_slice_of(value));
    if (!all[i].name.ptr || !all[i].value.ptr) return sr_arena_fail(r->arena, err);
  }
  feature->properties = all;
  feature->n_properties = (uint32_t)n;
  return SR_OK;
}

static sr_status read_features(reading *r, GDALDatasetH data, sr_feature_visit visit, void *user, uint32_t *n,
                               sr_error *err) {
  for (;;) {
    OGRLayerH layer = NULL;
    OGRFeatureH from = lib.GDALDatasetGetNextFeature_(data, &layer, NULL, NULL, NULL);
    if (!from) break;
    if (*n == FEATURES_MAX) {
      lib.OGR_F_Destroy_(from);
      return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "more than %d areas in one file", (int)FEATURES_MAX);
    }
    sr_feature feature = {.at = SR_NOWHERE};
    sr_status status = aim(r, layer, err);
    if (!status) status = add_feature_geometry(r, from, &feature.shape, err);
    if (!status) status = add_properties(r, from, &feature, err);
    lib.OGR_F_Destroy_(from);
    if (!status) status = visit(user, &feature, err);
    if (status) return status;
    ++*n;
  }
  return r->message[0] ? sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "%s", r->message) : SR_OK;
}

/* ---- the file ---- */

/* What an archive holds; it is open until its list is destroyed. */
typedef struct archive {
  sr_slice path; /* /vsizip/... */
  char **files;
} archive;

/* Adds what a file of an archive unpacks to, up to just over the most an archive may: what the archive says of itself
 * can be wrong, so it is unpacked. */
static uint64_t unpacked_bytes(reading *r, const char *path, uint64_t most) {
  enum { PIECE = 256 << 10 };
  uint64_t bytes = 0;
  const sr_arena_mark mark = sr_arena_save(r->arena);
  char *piece = sr_arena_alloc(r->arena, PIECE);
  VSILFILE *in = piece ? lib.VSIFOpenL_(path, "rb") : NULL;
  for (size_t got = 1; in && got && bytes <= most; bytes += got) got = lib.VSIFReadL_(piece, 1, PIECE, in);
  if (in) lib.VSIFCloseL_(in);
  sr_arena_reset(r->arena, mark);
  return bytes;
}

static sr_status check_archive(reading *r, const archive *a, sr_error *err) {
  const uint64_t most = (uint64_t)ARCHIVE_MEGABYTES_MAX << 20;
  uint64_t said = 0, bytes = 0;
  int n = 0;
  VSIStatBufL about;
  for (; a->files && a->files[n] && n <= ARCHIVE_FILES_MAX; n++) {
    const sr_slice path = sr_arena_format(r->arena, "%s/%s", a->path.ptr, a->files[n]);
    if (!path.ptr) return sr_arena_fail(r->arena, err);
    if (lib.VSIStatExL_(path.ptr, &about, VSI_STAT_SIZE_FLAG) == 0) said += (uint64_t)about.st_size;
  }
  if (n > ARCHIVE_FILES_MAX)
    return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "an archive of more than %d files", (int)ARCHIVE_FILES_MAX);
  for (int i = 0; i < n && said <= most && bytes <= most; i++) {
    const sr_slice path = sr_arena_format(r->arena, "%s/%s", a->path.ptr, a->files[i]);
    if (!path.ptr) return sr_arena_fail(r->arena, err);
    bytes += unpacked_bytes(r, path.ptr, most - bytes);
  }
  if (said > most || bytes > most)
    return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "an archive that unpacks to %llu MB%s: taken for a bomb",
                   (unsigned long long)((said > most ? said : bytes) >> 20), said > most ? "" : " or more");
  const bool known = lib.VSIStatExL_(a->path.ptr + sizeof "/vsizip/" - 1, &about, VSI_STAT_SIZE_FLAG) == 0;
  if (known && bytes > SR_BOMB_FROM_BYTES && bytes / SR_BOMB_RATIO > (uint64_t)about.st_size)
    return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "compressed more than %d times: taken for a bomb",
                   (int)SR_BOMB_RATIO);
  return SR_OK;
}

static GDALDatasetH open_data(const char *path) {
  return lib.GDALOpenEx_(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, (const char *const *)drivers, NULL, NULL);
}

static sr_status read_data(reading *r, GDALDatasetH data, sr_feature_visit visit, void *user, uint32_t *n,
                           sr_error *err) {
  r->message[0] = '\0';
  const sr_status status = read_features(r, data, visit, user, n, err);
  if (r->transform) lib.OCTDestroyCoordinateTransformation_(r->transform);
  r->transform = NULL;
  r->layer = NULL;
  lib.GDALClose_(data);
  return status;
}

/* Every map in the archive, in folders or not. GDAL would open the whole as one of its formats and pass over maps of
 * another, so it is asked to only where no name is a map's (a geodatabase is a folder). */
static sr_status read_archive(reading *r, const archive *a, sr_feature_visit visit, void *user, uint32_t *n,
                              bool *opened, sr_error *err) {
  static const char *const ends[] = {".shp", ".geojson", ".json", ".kml", ".gpkg", ".gml", ".fgb"};
  GDALDatasetH data;
  for (int i = 0; a->files && a->files[i]; i++) {
    const sr_slice name = sr_slice_of(a->files[i]);
    bool map = false;
    for (size_t k = 0; k < sizeof ends / sizeof *ends && !map; k++) {
      const size_t length = strlen(ends[k]);
      map = name.len > length &&
            sr_slice_eq_nocase(sr_slice_cut(name, name.len - length, name.len), sr_slice_of(ends[k]));
    }
    const sr_slice path = sr_arena_format(r->arena, "%s/%s", a->path.ptr, a->files[i]);
    if (!path.ptr) return sr_arena_fail(r->arena, err);
    data = map ? open_data(path.ptr) : NULL;
    if (!data) continue;
    *opened = true;
    SR_TRY(read_data(r, data, visit, user, n, err));
  }
  data = *opened ? NULL : open_data(a->path.ptr);
  *opened |= data != NULL;
  return data ? read_data(r, data, visit, user, n, err) : SR_OK;
}

static sr_status read_path(reading *r, const char *path, sr_feature_visit visit, void *user, sr_error *err) {
  const sr_slice name = sr_slice_of(path), end = sr_slice_cut(name, name.len > 4 ? name.len - 4 : 0, name.len);
  /* a KMZ as well: GDAL's own way into one leaks where it is broken (3.6, LIBKML) */
  const bool zip = sr_slice_eq_nocase(end, SR_SLICE(".zip")) || sr_slice_eq_nocase(end, SR_SLICE(".kmz"));
  uint32_t n = 0;
  bool opened = false;
  sr_status status = SR_OK;
  if (zip) {
    archive a = {.path = sr_arena_format(r->arena, "/vsizip/%s", path)};
    if (!a.path.ptr) return sr_arena_fail(r->arena, err);
    a.files = lib.VSIReadDirRecursive_(a.path.ptr);
    status = check_archive(r, &a, err);
    if (!status) status = read_archive(r, &a, visit, user, &n, &opened, err);
    lib.CSLDestroy_(a.files);
    if (status) return status;
  }
  GDALDatasetH data = zip ? NULL : open_data(path);
  if (data) {
    opened = true;
    status = read_data(r, data, visit, user, &n, err);
  }
  if (!opened)
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "not a map in a known format%s%s", r->message[0] ? ": " : "",
                   r->message);
  return status || n ? status : sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "there is no feature in it");
}

sr_status sr_ogr_read(const char *path, sr_arena *arena, sr_feature_visit visit, void *user, sr_error *err) {
  pthread_once(&once, load);
  if (loaded) {
    if (err) *err = why_not;
    return loaded;
  }
  reading r = {.arena = arena, .wgs84 = lib.OSRNewSpatialReference_(NULL)};
  if (!r.wgs84) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to read maps");
  lib.OSRImportFromEPSG_(r.wgs84, 4326);
  lib.OSRSetAxisMappingStrategy_(r.wgs84, OAMS_TRADITIONAL_GIS_ORDER);
  lib.CPLPushErrorHandlerEx_(keep_message, &r);
  /* no driver may fetch anything, and a text of a zip is not asked for its neighbours */
  lib.CPLSetThreadLocalConfigOption_("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{none}");
  lib.CPLSetThreadLocalConfigOption_("GML_DOWNLOAD_SCHEMA", "NO");
  lib.CPLSetThreadLocalConfigOption_("OGR_GEOJSON_MAX_OBJ_SIZE", "256");
  const sr_status status = read_path(&r, path, visit, user, err);
  lib.CPLPopErrorHandler_();
  lib.OSRDestroySpatialReference_(r.wgs84);
  return status;
}
