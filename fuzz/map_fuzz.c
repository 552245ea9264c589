/* Maps of every format as `sitrep observe map` takes them, through GDAL as well as by our own reader: read, mended,
 * measured and written. The first byte names the file's ending; from 128 on it is a file of borders, for a map of ours.
 * In the forms of parts the target itself packs the pieces that follow (ending, length, bytes), so that a mutated
 * shapefile still stands in a sound archive. An import gives the map or says why not; areas are finite and fit on the
 * earth. */
#include <sitrep/ground.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* GDAL 3.6 loses the parser of a file that its NAS driver takes up and gives back; what is lost in GDAL is not ours. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libgdal.so\n"; }

typedef enum packing { PACK_NONE, PACK_ZIP, PACK_LOOSE } packing;
static const struct {
  const char *ending;
  packing packing;
} forms[] = {{"kml", PACK_NONE},  {"gpkg", PACK_NONE}, {"zip", PACK_NONE}, {"kmz", PACK_NONE},
             {"json", PACK_NONE}, {"gml", PACK_NONE},  {"fgb", PACK_NONE}, {"zip", PACK_ZIP},
             {"kmz", PACK_ZIP},   {"shp", PACK_LOOSE}, {"gz", PACK_NONE}};
static const char *const part_endings[] = {"shp", "shx", "dbf", "prj", "kml", "geojson", "gpkg", "cpg"};
enum { FORMS = sizeof forms / sizeof *forms, PARTS = sizeof part_endings / sizeof *part_endings, FILES_MAX = 8 };
#define STEM "map_20250709"
static const double EARTH_KM2 = 510065622;

static char folder[] = "/tmp/sitrep-fuzz-XXXXXX";

static void forget_folder(void) { (void)!rmdir(folder); }

static FILE *create(const char *ending, char path[120]) {
  snprintf(path, 120, "%s/" STEM ".%s", folder, ending);
  FILE *out = fopen(path, "wb");
  if (!out) abort();
  return out;
}

static void save(const char *ending, const uint8_t *bytes, size_t n) {
  char path[120];
  FILE *out = create(ending, path);
  if (fwrite(bytes, 1, n, out) != n || fclose(out)) abort();
}

typedef struct part {
  const char *ending;
  const uint8_t *bytes;
  uint32_t len, crc, at;
} part;

static uint32_t cut_parts(const uint8_t *data, size_t size, part parts[FILES_MAX]) {
  uint32_t n = 0;
  while (size >= 3 && n < FILES_MAX) {
    uint32_t len = data[1] | (uint32_t)data[2] << 8;
    if (len > size - 3) len = (uint32_t)size - 3;
    parts[n++] = (part){part_endings[data[0] % PARTS], data + 3, len, (uint32_t)crc32(0, data + 3, len), 0};
    data += 3 + len;
    size -= 3 + len;
  }
  return n;
}

static void put(FILE *out, int bytes, uint32_t value) {
  for (int i = 0; i < bytes; i++) fputc((int)(value >> 8 * i & 0xff), out);
}

/* What local and central headers of a zip have in common, from the version needed on: stored, 2025-07-09. */
static void put_header(FILE *out, const part *p, size_t name_len) {
  put(out, 2, 20), put(out, 4, 0), put(out, 2, 0), put(out, 2, 0x5ae9);
  put(out, 4, p->crc), put(out, 4, p->len), put(out, 4, p->len);
  put(out, 2, (uint32_t)name_len), put(out, 2, 0);
}

static void save_zip(const char *ending, part *parts, uint32_t n) {
  char path[120], name[40];
  FILE *out = create(ending, path);
  for (uint32_t i = 0; i < n; i++) {
    parts[i].at = (uint32_t)ftell(out);
    const size_t len = (size_t)snprintf(name, sizeof name, STEM ".%s", parts[i].ending);
    put(out, 4, 0x04034b50);
    put_header(out, &parts[i], len);
    if (fwrite(name, 1, len, out) != len || fwrite(parts[i].bytes, 1, parts[i].len, out) != parts[i].len) abort();
  }
  const uint32_t directory = (uint32_t)ftell(out);
  for (uint32_t i = 0; i < n; i++) {
    const size_t len = (size_t)snprintf(name, sizeof name, STEM ".%s", parts[i].ending);
    put(out, 4, 0x02014b50), put(out, 2, 20);
    put_header(out, &parts[i], len);
    put(out, 2, 0), put(out, 2, 0), put(out, 2, 0), put(out, 4, 0), put(out, 4, parts[i].at);
    if (fwrite(name, 1, len, out) != len) abort();
  }
  const uint32_t end = (uint32_t)ftell(out);
  put(out, 4, 0x06054b50), put(out, 4, 0), put(out, 2, n), put(out, 2, n);
  put(out, 4, end - directory), put(out, 4, directory), put(out, 2, 0);
  if (fclose(out)) abort();
}

static void tell(void *user, const sr_ground_news *news) {
  ++*(size_t *)user;
  if (news->failure) {
    if (!news->failure->message[0]) abort();
    return;
  }
  for (int kind = 0; kind < SR_GROUND_KIND_COUNT; kind++)
    if (!(news->area_km2[kind] >= -1e-6 && news->area_km2[kind] < 2 * EARTH_KM2)) abort();
}

static sr_status measured(void *user, const sr_measure_row *row, sr_error *err) {
  (void)user;
  (void)err;
  if (row->area_km2 < -1e-6 || isinf(row->area_km2)) abort();
  return SR_OK;
}

/* Borders from anyone, and a map of ours within them. */
static void import_borders(const char *path) {
  static const char square[] = "{\"type\":\"Polygon\",\"coordinates\":[[[36,48],[36.2,48],[36.2,48.1],[36,48.1]]]}";
  sr_ledger *ledger;
  sr_border_import borders;
  sr_ground_import maps;
  sr_error err = {.offset = SR_NOWHERE};
  char map[120];
  size_t told = 0;
  const sr_ground_options options = {
      .date = SR_DAY_NONE, .party = SR_SLICE("RED"), .source = SR_SLICE("fuzz"), .licence = SR_SLICE("none")};
  FILE *out = create("geojson", map);
  if (fwrite(square, 1, sizeof square - 1, out) != sizeof square - 1 || fclose(out)) abort();
  if (sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, &err)) abort();
  sr_status status = sr_observe_borders(ledger, path, &options, &borders, &err);
  if (status ? !err.message[0] : !borders.units) abort();
  if (!status) status = sr_observe_map(ledger, map, &options, tell, &told, &maps, &err);
  const sr_measure_options areas = {.what = SR_MEASURED_AREA, .from = SR_DAY_NONE, .to = SR_DAY_NONE, .by_unit = true};
  if (!status && sr_measure(ledger, &areas, measured, NULL, &err) && !err.message[0]) abort();
  sr_ledger_close(ledger);
  unlink(map);
}

static void import(const char *path) {
  sr_ledger *ledger;
  sr_ground_import result;
  sr_error err = {.offset = SR_NOWHERE};
  size_t told = 0;
  const sr_ground_options options = {.date = SR_DAY_NONE,
                                     .classes = SR_SLICE("status: contested=contested, *=held"),
                                     .party = SR_SLICE("RED"),
                                     .source = SR_SLICE("fuzz"),
                                     .licence = SR_SLICE("none")};
  if (sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, &err)) abort();
  const sr_status status = sr_observe_map(ledger, path, &options, tell, &told, &result, &err);
  if (status ? !err.message[0] : result.maps + result.bad != told || result.bad > 1) abort();
  const sr_measure_options share = {
      .what = SR_MEASURED_SHARE, .from = SR_DAY_NONE, .to = SR_DAY_NONE, .place = SR_SLICE("48.1,36.1")};
  const sr_status again = status || !result.added ? SR_OK : sr_measure(ledger, &share, measured, NULL, &err);
  if (again && again != SR_ERR_NOTFOUND && !err.message[0]) abort();
  sr_ledger_close(ledger);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static bool begun;
  part parts[FILES_MAX];
  char path[120];
  if (!begun && (!mkdtemp(folder) || atexit(forget_folder))) abort();
  begun = true;
  if (!size) return 0;
  const char *ending = forms[data[0] % 128 % FORMS].ending;
  const packing how = forms[data[0] % 128 % FORMS].packing;
  const uint32_t n = how == PACK_NONE ? 0 : cut_parts(data + 1, size - 1, parts);
  if (how == PACK_NONE)
    save(ending, data + 1, size - 1);
  else if (how == PACK_ZIP)
    save_zip(ending, parts, n);
  else
    save(ending, data, 0);
  for (uint32_t i = 0; how == PACK_LOOSE && i < n; i++) save(parts[i].ending, parts[i].bytes, parts[i].len);
  snprintf(path, sizeof path, "%s/" STEM ".%s", folder, ending);
  if (data[0] < 128)
    import(path);
  else
    import_borders(path);
  unlink(path);
  for (uint32_t i = 0; how == PACK_LOOSE && i < n; i++) {
    snprintf(path, sizeof path, "%s/" STEM ".%s", folder, parts[i].ending);
    unlink(path);
  }
  return 0;
}
