/* Map files; see the header. */
#include "observe/mapfile.h"

#include "base/date.h"
#include "base/slice.h"
#include "observe/ogr.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
  FILES_MAX = 100000,
  FILE_MEGABYTES_MAX = 256 /* unpacked; the largest map known, all countries' provinces, has 60 */
};

/* ---- finding ---- */

static bool is_map_name(sr_slice name) {
  static const char *const ends[] = {".geojson", ".json", ".topojson", ".shp", ".kml",
                                     ".kmz",     ".gpkg", ".zip",      ".gml", ".fgb"};
  if (name.len && name.ptr[0] == '.') return false;
  if (sr_slice_ends(name, SR_SLICE(".gz"))) name.len -= 3;
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    const size_t n = strlen(ends[i]);
    if (name.len > n && sr_slice_eq_nocase(sr_slice_cut(name, name.len - n, name.len), sr_slice_of(ends[i])))
      return true;
  }
  return false;
}

/* The other files of a shapefile that make the map: classes, coordinate system, encoding. The name of one in place of
 * the .shp; false for what is no shapefile, or behind the last. */
enum { PART_NAME_MAX = 4096 };
static bool part_name(sr_slice path, size_t which, char name[PART_NAME_MAX]) {
  static const char *const ends[][2] = {{".dbf", ".DBF"}, {".prj", ".PRJ"}, {".cpg", ".CPG"}};
  if (which == sizeof ends / sizeof *ends || path.len < 4 || path.len >= PART_NAME_MAX) return false;
  const sr_slice end = sr_slice_cut(path, path.len - 4, path.len);
  if (!sr_slice_eq_nocase(end, SR_SLICE(".shp"))) return false;
  snprintf(name, PART_NAME_MAX, "%.*s%s", (int)path.len - 4, path.ptr, ends[which][end.ptr[3] == 'P']);
  return true;
}

static sr_slice stamp_of(sr_slice before, const struct stat *about, sr_arena *arena) {
  return sr_arena_format(arena, "%.*s%s%lld %lld.%09ld", SR_FMT(before), before.len ? ", " : "",
                         (long long)about->st_size, (long long)about->st_mtim.tv_sec, about->st_mtim.tv_nsec);
}

static sr_status add_file(const char *path, const struct stat *about, sr_arena *arena, sr_mapfiles *files,
                          sr_error *err) {
  if (files->all.n == FILES_MAX)
    return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "more than %d maps in one folder", (int)FILES_MAX);
  sr_mapfile *file = SR_PUSH(arena, &files->all);
  if (!file) return sr_arena_fail(arena, err);
  file->path = sr_arena_copy(arena, sr_slice_of(path));
  file->stamp = stamp_of((sr_slice){0}, about, arena);
  if (!file->path.ptr || !file->stamp.ptr) return sr_arena_fail(arena, err);
  char name[PART_NAME_MAX];
  struct stat part;
  for (size_t i = 0; part_name(file->path, i, name); i++) {
    if (stat(name, &part) == 0) file->stamp = stamp_of(file->stamp, &part, arena);
    if (!file->stamp.ptr) return sr_arena_fail(arena, err);
  }
  size_t slash = file->path.len;
  while (slash && file->path.ptr[slash - 1] != '/') slash--;
  file->name = sr_slice_cut(file->path, slash, file->path.len);
  return SR_OK;
}

static int by_name(const void *left, const void *right) {
  return sr_slice_cmp(((const sr_mapfile *)left)->name, ((const sr_mapfile *)right)->name);
}

static sr_status list_folder(DIR *folder, const char *path, sr_arena *arena, sr_mapfiles *files, sr_error *err) {
  const struct dirent *entry;
  while ((entry = readdir(folder))) {
    if (!is_map_name(sr_slice_of(entry->d_name))) continue;
    const sr_slice full = sr_arena_format(arena, "%s/%s", path, entry->d_name);
    struct stat about;
    if (!full.ptr) return sr_arena_fail(arena, err);
    if (stat(full.ptr, &about) == 0 && S_ISREG(about.st_mode)) SR_TRY(add_file(full.ptr, &about, arena, files, err));
  }
  if (files->all.n) qsort(files->all.at, files->all.n, sizeof *files->all.at, by_name);
  return files->all.n ? SR_OK
                      : sr_fail(err, SR_ERR_INPUT, SR_NOWHERE,
                                "no map in this folder: .geojson, .geojson.gz, .shp, .kml, .kmz, .gpkg, .zip ...");
}

sr_status sr_mapfile_list(const char *path, sr_arena *arena, sr_mapfiles *files, sr_error *err) {
  *files = (sr_mapfiles){0};
  struct stat about;
  char *whole = realpath(path, NULL); /* one file has one name, wherever the tool is called from */
  if (!whole || stat(whole, &about)) {
    free(whole);
    return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot read: %s", strerror(errno));
  }
  sr_status status;
  DIR *folder = S_ISDIR(about.st_mode) ? opendir(whole) : NULL;
  if (folder) {
    status = list_folder(folder, whole, arena, files, err);
    closedir(folder);
  } else if (S_ISREG(about.st_mode)) {
    status = add_file(whole, &about, arena, files, err);
  } else {
    status = sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot read: neither a file nor a folder that can be opened");
  }
  free(whole);
  return status;
}

/* ---- bytes ---- */

/* Appends what is left of a file to *bytes, which is freed if that fails. */
static sr_status read_all(gzFile in, sr_slice *bytes, sr_error *err) {
  char *buffer = (char *)(uintptr_t)bytes->ptr;
  size_t n = bytes->len, room = n;
  const size_t first = n, most = (size_t)FILE_MEGABYTES_MAX << 20;
  *bytes = (sr_slice){0};
  for (;;) {
    if (n == room) {
      room = room < 256 << 10 ? 256 << 10 : room < most && room > most / 2 ? most : room * 2;
      char *bigger = room <= most ? realloc(buffer, room) : NULL;
      if (!bigger) {
        free(buffer);
        return room <= most ? sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for a map of %zu bytes", n)
                            : sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "more than %d MB", (int)FILE_MEGABYTES_MAX);
      }
      buffer = bigger;
    }
    const int got = gzread(in, buffer + n, (unsigned)(room - n > 1 << 20 ? 1 << 20 : room - n));
    int code = Z_OK;
    const char *reason = gzerror(in, &code);
    n += got > 0 ? (size_t)got : 0;
    const z_off_t packed = gzoffset(in);
    const bool bomb = n - first > SR_BOMB_FROM_BYTES && packed > 0 && (n - first) / (size_t)packed > SR_BOMB_RATIO;
    if (got < 0 || code == Z_BUF_ERROR || bomb) {
      free(buffer);
      if (bomb)
        return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "compressed more than %d times: taken for a bomb",
                       (int)SR_BOMB_RATIO);
      return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot read: %s",
                     code == Z_BUF_ERROR ? "the compressed data ends too early"
                     : code == Z_ERRNO   ? strerror(errno)
                                         : reason);
    }
    if (!got) break;
  }
  *bytes = (sr_slice){buffer, n};
  return SR_OK;
}

/* Appends a file, as read_all. */
static sr_status read_file(const char *path, sr_slice *bytes, sr_error *err) {
  gzFile in = gzopen(path, "rb");
  if (!in) {
    free((void *)(uintptr_t)bytes->ptr);
    *bytes = (sr_slice){0};
    return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot read: %s", strerror(errno));
  }
  gzbuffer(in, 128 << 10);
  const sr_status status = read_all(in, bytes, err);
  gzclose(in);
  return status;
}

sr_status sr_mapfile_bytes(const sr_mapfile *file, sr_slice *bytes, sr_error *err) {
  char name[PART_NAME_MAX];
  *bytes = (sr_slice){0};
  SR_TRY(read_file(file->path.ptr, bytes, err));
  for (size_t i = 0; part_name(file->path, i, name); i++)
    if (access(name, F_OK) == 0) SR_TRY(read_file(name, bytes, err));
  return SR_OK;
}

typedef struct counting {
  sr_feature_visit visit;
  void *user;
  bool begun;
} counting;

static sr_status pass_on(void *user, const sr_feature *feature, sr_error *err) {
  counting *c = user;
  c->begun = true;
  return c->visit(c->user, feature, err);
}

/* Whether JSON says, before its features, that they are not in WGS 84, or of a map server's own kind. */
static bool is_for_gdal(sr_slice bytes) {
  const sr_slice head = sr_slice_cut(bytes, 0, 4096);
  if (sr_slice_holds(head, SR_SLICE("\"esriGeometryPolygon\""))) return true;
  return sr_slice_holds(head, SR_SLICE("\"crs\"")) && sr_slice_holds(head, SR_SLICE("EPSG")) &&
         !sr_slice_holds(head, SR_SLICE("4326"));
}

sr_status sr_mapfile_features(const sr_mapfile *file, sr_slice bytes, sr_arena *arena, sr_feature_visit visit,
                              void *user, sr_error *err) {
  if (!sr_geojson_likely(bytes) || is_for_gdal(bytes)) return sr_ogr_read(file->path.ptr, arena, visit, user, err);
  sr_geojson about;
  sr_error own = {.offset = SR_NOWHERE};
  counting c = {visit, user, false};
  const sr_status status = sr_geojson_read(bytes, arena, &about, pass_on, &c, &own);
  /* JSON of another kind: TopoJSON, a map server's own */
  if (status == SR_ERR_INPUT && !c.begun &&
      (sr_slice_holds(sr_slice_cut(bytes, 0, 4096), SR_SLICE("\"Topology\"")) ||
       sr_slice_holds(sr_slice_cut(bytes, 0, 65536), SR_SLICE("\"rings\""))))
    return sr_ogr_read(file->path.ptr, arena, visit, user, err);
  if (!status && about.crs.len)
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "its coordinate system is named behind its features: %.*s",
                   SR_FMT(sr_slice_cut(about.crs, 0, 80)));
  if (status && err) *err = own;
  return status;
}

/* ---- days ---- */

static int32_t digits_at(sr_slice text, size_t at, int n) {
  int32_t value = 0;
  for (int i = 0; i < n; i++) {
    if (at + (size_t)i >= text.len || !sr_is_digit((uint8_t)text.ptr[at + (size_t)i])) return -1;
    value = value * 10 + text.ptr[at + (size_t)i] - '0';
  }
  return value;
}

static bool is_digit_at(sr_slice text, size_t at) { return at < text.len && sr_is_digit((uint8_t)text.ptr[at]); }

sr_day sr_mapfile_day(sr_slice text) {
  text = sr_slice_trim(text);
  size_t n = 0;
  while (is_digit_at(text, n)) n++;
  if (n == text.len && (n == 12 || n == 13)) {
    double ms;
    if (sr_number_parse(text, &ms)) return (sr_day)(ms / 86400000.0);
  }
  for (size_t at = 0; at < text.len; at++) {
    if (at && is_digit_at(text, at - 1)) continue;
    const int32_t year = digits_at(text, at, 4);
    if (year < 1900 || year > 2200) continue;
    const bool parted = at + 4 < text.len && strchr("-_./", text.ptr[at + 4]) != NULL;
    const size_t month_at = at + 4 + parted;
    const size_t day_at = month_at + 2 + parted;
    if (parted && (day_at > text.len || text.ptr[day_at - 1] != text.ptr[at + 4])) continue;
    const sr_civil date = {year, digits_at(text, month_at, 2), digits_at(text, day_at, 2)};
    if (is_digit_at(text, day_at + 2) && !parted && digits_at(text, day_at + 2, 4) < 0) continue;
    if (sr_civil_valid(date)) return sr_day_from_civil(date);
  }
  return SR_DAY_NONE;
}
