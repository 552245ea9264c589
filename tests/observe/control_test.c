/* Control maps from files to figures: formats, classes, dates, faults, importing twice, changes of known flows. */
#include "support.h"

#include "base/slice.h"
#include "ledger/ground.h"
#include "observe/mapfile.h"
#include "observe/shape.h"

#include <sitrep/ground.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

typedef struct world {
  char folder[64];
  sr_ledger *ledger;
} world;

static int set_up(void **state) {
  static world w;
  sr_error err = {0};
  strcpy(w.folder, "/tmp/sitrep-maps-XXXXXX");
  assert_non_null(mkdtemp(w.folder));
  assert_ok(sr_ledger_open(":memory:", SR_LEDGER_CREATE, &w.ledger, &err), &err);
  unsetenv("SITREP_BORDERS");
  *state = &w;
  return 0;
}

static int tear_down(void **state) {
  world *w = *state;
  char command[120];
  sr_ledger_close(w->ledger);
  snprintf(command, sizeof command, "rm -rf '%s'", w->folder);
  return system(command);
}

static void save(const world *w, const char *name, const char *bytes, size_t n) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", w->folder, name);
  FILE *out = fopen(path, "wb");
  assert_non_null(out);
  assert_int_equal(fwrite(bytes, 1, n, out), n);
  assert_int_equal(fclose(out), 0);
}

/* A square of `size` degrees with its lower left corner at lon, lat, as one feature. */
static size_t square(char *out, size_t room, const char *properties, double lon, double lat, double width,
                     double height) {
  return (size_t)snprintf(
      out, room,
      "{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
      "[[[%.6f,%.6f],[%.6f,%.6f],[%.6f,%.6f],[%.6f,%.6f],[%.6f,%.6f]]]}}",
      properties, lon, lat, lon + width, lat, lon + width, lat + height, lon, lat + height, lon, lat);
}

static void save_square(const world *w, const char *name, double width) {
  char text[800];
  save(w, name, text, square(text, sizeof text, "", 36, 48, width, 0.2));
}

typedef struct told {
  size_t n, bad;
  char text[4000];
} told;

static void tell(void *user, const sr_ground_news *news) {
  told *t = user;
  const size_t at = strlen(t->text);
  char day[SR_DAY_MAX];
  t->n++;
  t->bad += news->failure != NULL;
  snprintf(t->text + at, sizeof t->text - at, "%.*s %s: %s\n", SR_FMT(news->file), sr_day_write(news->day, day),
           news->failure        ? news->failure->message
           : news->findings.len ? news->findings.ptr
                                : "fine");
}

static sr_ground_options options(void) {
  return (sr_ground_options){.date = SR_DAY_NONE,
                             .party = SR_SLICE("RED"),
                             .place = SR_SLICE("Ukraine"),
                             .source = SR_SLICE("drawn for a test"),
                             .licence = SR_SLICE("our own"),
                             .jobs = 2};
}

static sr_ground_import import(const world *w, const char *name, const sr_ground_options *o, told *t) {
  char path[200];
  sr_ground_import result;
  sr_error err = {0};
  *t = (told){0};
  snprintf(path, sizeof path, "%s%s%s", w->folder, *name ? "/" : "", name);
  assert_ok(sr_observe_map(w->ledger, path, o, tell, t, &result, &err), &err);
  return result;
}

typedef struct rows {
  int n;
  sr_measure_row last, all[64];
} rows;

static sr_status keep_row(void *user, const sr_measure_row *row, sr_error *err) {
  (void)err;
  rows *r = user;
  r->last = *row;
  if (r->n < 64) r->all[r->n] = *row;
  r->n++;
  return SR_OK;
}

static rows measure(const world *w, sr_measured what, const char *kind) {
  rows r = {0};
  sr_error err = {0};
  const sr_measure_options o = {
      .what = what, .from = SR_DAY_NONE, .to = SR_DAY_NONE, .kind = sr_slice_of(kind), .by_unit = false};
  assert_ok(sr_measure(w->ledger, &o, keep_row, &r, &err), &err);
  return r;
}

static void a_folder_with_one_bad_day(void **state) {
  world *w = *state;
  told t;
  const sr_ground_options o = options();
  save_square(w, "front_20250501.geojson", 0.30);
  save_square(w, "front_2025-05-02.geojson", 0.31);
  save(w, "front_20250503.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{\"geometry\":", 52);
  save_square(w, "front_2025_05_04.geojson", 0.31);
  save_square(w, "undated.geojson", 0.31);
  save(w, "README.md", "not a map", 9);
  sr_ground_import r = import(w, "", &o, &t);
  assert_int_equal(r.files, 5);
  assert_int_equal(r.added, 3);
  assert_int_equal(r.bad, 2);
  assert_non_null(strstr(t.text, "front_20250503.geojson : "));
  assert_non_null(strstr(t.text, "undated.geojson : no date in the file's name: give --date"));
  /* again: what was read is not opened, what failed is tried again */
  r = import(w, "", &o, &t);
  assert_int_equal(r.unchanged, 3);
  assert_true(r.added == 0 && r.observations == 0 && r.bad == 2);
  /* a new day costs that day; the same day under another name is there already */
  save_square(w, "front_20250505.geojson", 0.32);
  save_square(w, "copy_20250501.geojson", 0.30);
  r = import(w, "", &o, &t);
  assert_true(r.added == 1 && r.unchanged == 3);
  const rows levels = measure(w, SR_MEASURED_AREA, "");
  assert_int_equal(levels.n, 4);
  assert_int_equal(levels.all[2].gap_days, 1);
  assert_true(levels.all[2].flat && !levels.all[1].flat);
  assert_true(levels.all[3].change_km2[0] > 10 && isnan(levels.all[0].change_km2[0]));
}

static rows areas_as_of(const world *w, const char *kind, const char *day) {
  rows r = {0};
  sr_error err = {0};
  sr_day known = 0;
  assert_true(!*day || sr_day_parse(sr_slice_of(day), &known));
  const sr_measure_options o = {.from = SR_DAY_NONE,
                                .to = SR_DAY_NONE,
                                .kind = sr_slice_of(kind),
                                .as_of = *day ? ((int64_t)known + 1) * 86400 - 1 : 0};
  const sr_status status = sr_measure(w->ledger, &o, keep_row, &r, &err);
  if (status != SR_ERR_NOTFOUND) assert_ok(status, &err);
  return r;
}

/* A day that its maker drew again is two vintages; each date knows the one that had been fetched by then, with all its
 * classes, also when the older file is imported later. */
static void vintages_of_a_day(void **state) {
  world *w = *state;
  told t;
  char text[2000];
  sr_day day = 0;
  sr_ground_options o = options();
  o.classes = SR_SLICE("s: held=held, grey=contested");
  for (int vintage = 1; vintage >= 0; vintage--) {
    size_t n = (size_t)snprintf(text, sizeof text, "{\"type\":\"FeatureCollection\",\"features\":[");
    n += square(text + n, sizeof text - n, "\"s\":\"held\"", 36, 48, vintage ? 0.4 : 0.2, 0.2);
    if (!vintage) text[n++] = ',';
    if (!vintage) n += square(text + n, sizeof text - n, "\"s\":\"grey\"", 36.2, 48, 0.2, 0.2);
    n += (size_t)snprintf(text + n, sizeof text - n, "]}");
    save(w, "front_20250501.geojson", text, n);
    assert_true(sr_day_parse(vintage ? SR_SLICE("2025-05-20") : SR_SLICE("2025-05-02"), &day));
    o.fetched = (int64_t)day * 86400;
    assert_int_equal(import(w, "", &o, &t).added, 1);
  }
  assert_int_equal(areas_as_of(w, "held", "2025-05-01").n, 0);
  const rows first = areas_as_of(w, "held", "2025-05-02"), last = areas_as_of(w, "held", "2025-05-20");
  assert_true(first.n == 1 && last.n == 1 && fabs(last.last.area_km2 - 2 * first.last.area_km2) < 0.1);
  assert_true(areas_as_of(w, "held", "").last.area_km2 == last.last.area_km2);
  /* ground that was contested is not, once the day has been drawn again without it */
  assert_int_equal(areas_as_of(w, "contested", "2025-05-19").n, 1);
  assert_int_equal(areas_as_of(w, "contested", "2025-05-20").n, 0);
  assert_int_equal(areas_as_of(w, "contested", "").n, 0);
  /* what another file says of the same day stands beside it */
  save(w, "grey_20250501.geojson", text, square(text, sizeof text, "\"s\":\"grey\"", 36.2, 48, 0.1, 0.2));
  import(w, "grey_20250501.geojson", &o, &t);
  assert_int_equal(areas_as_of(w, "contested", "").n, 1);
  assert_int_equal(areas_as_of(w, "held", "").n, 1);
}

static void repaired_and_told(void **state) {
  world *w = *state;
  told t;
  const sr_ground_options o = options();
  static const char tie[] =
      "{\"type\":\"Polygon\",\"coordinates\":[[[36,48],[36.2,48.2],[36.2,48],[36,48.19],[36,48]]]}";
  save(w, "tie_20250501.geojson", tie, sizeof tie - 1);
  import(w, "tie_20250501.geojson", &o, &t);
  assert_non_null(strstr(t.text, "Self-intersection["));
  assert_non_null(strstr(t.text, "mended: area moved by +"));
  /* two equal halves: no area by the sum of the ring, and ground all the same */
  static const char even[] =
      "{\"type\":\"Polygon\",\"coordinates\":[[[36,48],[36.2,48.2],[36.2,48],[36,48.2],[36,48]]]}";
  save(w, "even_20250504.geojson", even, sizeof even - 1);
  import(w, "even_20250504.geojson", &o, &t);
  assert_non_null(strstr(t.text, "Self-intersection["));
  assert_true(fabs(measure(w, SR_MEASURED_AREA, "").last.area_km2 - 165.8) < 0.5); /* half of 14.9 by 22.2 km */
  static const char twice[] =
      "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[36,48],[36.2,48],[36.2,48.2],[36,48.2],[36,48]]],"
      "[[[36.2,48],[36.2,48.2],[36,48.2],[36,48],[36.2,48]]]]}";
  save(w, "twice_20250502.geojson", twice, sizeof twice - 1);
  import(w, "twice_20250502.geojson", &o, &t);
  assert_non_null(strstr(t.text, "1 ring stood twice, dropped"));
  static const char broken[] = "{\"type\":\"Polygon\",\"coordinates\":[[[36,48],[36.2,48.2]]]}";
  save(w, "broken_20250503.geojson", broken, sizeof broken - 1);
  assert_int_equal(import(w, "broken_20250503.geojson", &o, &t).added, 1); /* an empty map is a map: nothing is held */
  assert_non_null(strstr(t.text, "1 ring without area, dropped"));
}

static void classes_and_dates_by_property(void **state) {
  world *w = *state;
  told t;
  char text[4000];
  size_t n = (size_t)snprintf(text, sizeof text, "{\"type\":\"FeatureCollection\",\"features\":[");
  n += square(text + n, sizeof text - n, "\"s\":\"\xd0\xbe\xd0\xba /// Occupied\",\"d\":\"2025-05-01T21:00\"", 36, 48,
              0.2, 0.2);
  text[n++] = ',';
  n += square(text + n, sizeof text - n, "\"s\":\"grey\",\"d\":\"20250501\"", 36.2, 48, 0.1, 0.2);
  text[n++] = ',';
  n += square(text + n, sizeof text - n, "\"s\":\"OCCUPIED\",\"d\":1746230400000", 36, 48, 0.3, 0.2);
  text[n++] = ',';
  n += square(text + n, sizeof text - n, "\"s\":\"sea\",\"d\":\"2025-05-01\"", 30, 45, 0.3, 0.2);
  n += (size_t)snprintf(text + n, sizeof text - n, "]}");
  save(w, "all.geojson", text, n);
  sr_ground_options o = options();
  o.date_property = SR_SLICE("D");
  o.classes = SR_SLICE("S: occupied=held, grey=contested");
  const sr_ground_import r = import(w, "all.geojson", &o, &t);
  assert_int_equal(r.added, 2);
  assert_int_equal(measure(w, SR_MEASURED_AREA, "contested").n, 1);
  const rows held = measure(w, SR_MEASURED_AREA, "held");
  assert_int_equal(held.n, 2);
  char day[SR_DAY_MAX];
  assert_string_equal(sr_day_write(held.all[1].to, day), "2025-05-03");
  /* the grey ground became held: reclassified, not new */
  const rows change = measure(w, SR_MEASURED_CHANGE, "held");
  assert_int_equal(change.last.answer, SR_ANSWER_UNDEFINED); /* no map 28 days before */
  rows c = {0};
  sr_error err = {0};
  const sr_measure_options between = {.what = SR_MEASURED_CHANGE, .from = held.all[0].to, .to = held.all[1].to};
  assert_ok(sr_measure(w->ledger, &between, keep_row, &c, &err), &err);
  assert_int_equal(c.last.answer, SR_ANSWER_NUMBER);
  assert_true(c.last.reclassified_km2[0] > 160 && fabs(c.last.new_km2[0]) < 1e-6);
  /* what is refused */
  static const struct {
    const char *classes, *message;
  } bad[] = {{"s: occupied=taken", "'occupied=taken' in the classes is not VALUE=CLASS; classes are held, claimed, "
                                   "contested, liberated"},
             {"s: occupied", "'occupied' in the classes is not VALUE=CLASS; classes are held, claimed, contested, "
                             "liberated"},
             {"occupied=held", "the classes name no property: \"PROPERTY: VALUE=CLASS, ...\""}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char path[200];
    sr_ground_import none;
    snprintf(path, sizeof path, "%s/all.geojson", w->folder);
    o.classes = sr_slice_of(bad[i].classes);
    assert_int_equal(sr_observe_map(w->ledger, path, &o, NULL, NULL, &none, &err), SR_ERR_USAGE);
    assert_string_equal(err.message, bad[i].message);
  }
}

static void needs_maker_and_terms(void **state) {
  world *w = *state;
  char path[200];
  sr_ground_import r;
  sr_error err = {0};
  sr_ground_options o = options();
  save_square(w, "front_20250501.geojson", 0.3);
  snprintf(path, sizeof path, "%s/front_20250501.geojson", w->folder);
  o.licence = (sr_slice){0};
  assert_int_equal(sr_observe_map(w->ledger, path, &o, NULL, NULL, &r, &err), SR_ERR_USAGE);
  assert_non_null(strstr(err.message, "--source and --licence"));
  o.preset = SR_SLICE("nobody");
  assert_int_equal(sr_observe_map(w->ledger, path, &o, NULL, NULL, &r, &err), SR_ERR_USAGE);
  assert_non_null(strstr(err.message, "there are deepstate, deepstate-site, isw-"));
}

/* Every other format, made by the same GDAL's own text formats so that no binary fixture is needed. */
static void other_formats(void **state) {
  world *w = *state;
  told t;
  const sr_ground_options o = options();
  save_square(w, "plain_20250501.geojson", 0.3);
  import(w, "plain_20250501.geojson", &o, &t);
  const double expected = measure(w, SR_MEASURED_AREA, "").last.area_km2;
  static const char kml[] =
      "<?xml version=\"1.0\"?><kml "
      "xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark><name>x</name><Polygon>"
      "<outerBoundaryIs><LinearRing><coordinates>36,48,7 36,48.2,7 36.3,48.2,7 36.3,48,7 36,48,7</coordinates>"
      "</LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>";
  save(w, "front_20250502.kml", kml, sizeof kml - 1);
  import(w, "front_20250502.kml", &o, &t);
  assert_int_equal(t.bad, 0);
  assert_true(fabs(measure(w, SR_MEASURED_AREA, "").last.area_km2 - expected) < 1e-6);
  /* Web Mercator: 36..36.3 E, 48..48.2 N */
  static const char mercator[] =
      "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::"
      "3857\"}},"
      "\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[["
      "[4007501.668558,6106854.834885],[4040897.515796,6106854.834885],[4040897.515796,6140192.439290],"
      "[4007501.668558,6140192.439290],[4007501.668558,6106854.834885]]]}}]}";
  save(w, "front_20250503.geojson", mercator, sizeof mercator - 1);
  import(w, "front_20250503.geojson", &o, &t);
  assert_int_equal(t.bad, 0);
  assert_true(fabs(measure(w, SR_MEASURED_AREA, "").last.area_km2 - expected) < 0.01);
  /* gzip, cut short, and what is no map */
  char path[200], text[800];
  const size_t n = square(text, sizeof text, "", 36, 48, 0.3, 0.2);
  snprintf(path, sizeof path, "%s/front_20250504.geojson.gz", w->folder);
  gzFile out = gzopen(path, "wb");
  assert_true(gzwrite(out, text, (unsigned)n) == (int)n);
  gzclose(out);
  assert_int_equal(import(w, "front_20250504.geojson.gz", &o, &t).added, 1);
  assert_int_equal(truncate(path, 60), 0);
  assert_int_equal(import(w, "front_20250504.geojson.gz", &o, &t).bad, 1);
  assert_non_null(strstr(t.text, "cannot read: the compressed data ends too early"));
  save(w, "front_20250505.shp", "no shapefile at all", 19);
  assert_int_equal(import(w, "front_20250505.shp", &o, &t).bad, 1);
  assert_non_null(strstr(t.text, "not a map in a known format"));
  static const char vrt[] = "<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource>"
                            "</OGRVRTLayer></OGRVRTDataSource>";
  save(w, "front_20250506.kml", vrt, sizeof vrt - 1);
  assert_int_equal(import(w, "front_20250506.kml", &o, &t).bad, 1);
}

/* A file under another name, without its first bytes: a corpus file has one that is the fuzz target's. */
static void copy(const world *w, const char *from, size_t skip, const char *to) {
  static char bytes[1 << 16];
  FILE *in = fopen(from, "rb");
  assert_non_null(in);
  const size_t n = fread(bytes, 1, sizeof bytes, in);
  assert_true(n > 1 && n < sizeof bytes && fclose(in) == 0);
  save(w, to, bytes + skip, n - skip);
}

/* Whatever is in a folder, a bad file is named with its reason, and the day that is good is measured. */
static void bad_files_in_a_folder(void **state) {
  world *w = *state;
  told t;
  const sr_ground_options o = options();
#define KML(ring)                                                                                             \
  "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark><Polygon><outerBoundaryIs><LinearRing>" \
  "<coordinates>" ring "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"
#define JSON(ring) "{\"type\":\"Polygon\",\"coordinates\":[[" ring "]]}"
  static const struct {
    const char *name, *bytes, *message;
  } bad[] = {
      {"a_20250501.kml", KML("36,48 nan,1e999 36.3,48.2 36,48"), "is not on the earth"},
      {"b_20250501.kml", KML("36,48 1e300,48 36.3,48.2 36,48"), "is not on the earth"},
      {"c_20250501.geojson", JSON("[36,48],[36,4e6],[36.3,48.2]"), "is not on the earth"},
      {"d_20250501.geojson", JSON("[36,48],[NaN,48],[36.3,48.2]"), "no finite number"},
      {"e_20250501.geojson", "{\"type\":\"Polygon\",\"coordinates\":[[[36,48],[36", "a comma or ] was expected"},
      {"f_20250501.geojson", "", "not a map"},
      {"g_20250501.gpkg", "SQLite format 3", "not a map in a known format"},
      {"h_20250501.kmz", "PK\x03\x04 and nothing more", "not a map in a known format"},
      {"i_20250501.zip", "PK\x05\x06", "not a map in a known format"},
      {"j_20250501.shp", "\0\0\x27\x0a", "not a map in a known format"},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) save(w, bad[i].name, bad[i].bytes, strlen(bad[i].bytes));
  copy(w, SR_SOURCE_DIR "/fuzz/corpus/map/declares-2gb.zip", 1, "k_20250501.zip");
  /* says that its KML unpacks to 300 bytes; it unpacks to 20 MB, most of them spaces */
  copy(w, SR_SOURCE_DIR "/tests/observe/lying.zip", 0, "l_20250501.zip");
  save_square(w, "m_20250502.geojson", 0.3);
  const sr_ground_import r = import(w, "", &o, &t);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    const char *line = strstr(t.text, bad[i].name), *found = line ? strstr(line, bad[i].message) : NULL;
    if (!found || found > strchr(line, '\n')) fail_msg("%s: not '%s' in:\n%s", bad[i].name, bad[i].message, t.text);
  }
  assert_non_null(strstr(t.text, "k_20250501.zip : an archive that unpacks to 2047 MB: taken for a bomb"));
  assert_non_null(strstr(t.text, "l_20250501.zip : compressed more than 200 times: taken for a bomb"));
  assert_int_equal(r.bad, sizeof bad / sizeof *bad + 2);
  assert_int_equal(r.added, 1);
  assert_int_equal(measure(w, SR_MEASURED_AREA, "").n, 1);
#undef KML
#undef JSON
}

/* Shapefiles in folders of an archive with their classes, a KMZ, a GeoPackage, two formats in one archive. */
static void archives(void **state) {
  world *w = *state;
  told t;
  sr_ground_options o = options();
  o.classes = SR_SLICE("status: contested=contested, *=held");
  copy(w, SR_SOURCE_DIR "/fuzz/corpus/map/plain.gpkg", 1, "front_20250501.gpkg");
  copy(w, SR_SOURCE_DIR "/fuzz/corpus/map/folder.zip", 1, "front_20250502.zip");
  copy(w, SR_SOURCE_DIR "/fuzz/corpus/map/deflated.kmz", 1, "front_20250503.kmz");
  copy(w, SR_SOURCE_DIR "/fuzz/corpus/map/mixed.zip", 1, "front_20250504.zip");
  assert_int_equal(import(w, "", &o, &t).added, 4);
  const rows held = measure(w, SR_MEASURED_AREA, "held"), open = measure(w, SR_MEASURED_AREA, "contested");
  /* 0.3 by 0.2 degrees at 48 N; less a hole of 0.05 by 0.05; that and a triangle of half the size */
  const double whole = held.all[0].area_km2, holed = held.all[1].area_km2;
  assert_true(fabs(whole - 496.9) < 0.1 && fabs(whole - holed - 20.7) < 0.1);
  assert_true(open.n == 1 && fabs(open.last.area_km2 - whole) < 1e-6);
  assert_true(fabs(held.all[2].area_km2 - holed) < 1e-6);
  assert_true(fabs(held.all[3].area_km2 - holed - whole / 2) < 1);
}

/* The classes of a shapefile are in a file of their own: correcting them is another map. */
static void a_shapefile_whose_classes_change(void **state) {
  world *w = *state;
  told t;
  static char bytes[4096];
  static const char *const endings[] = {"shp", "shx", "dbf"};
  sr_ground_options o = options();
  o.classes = SR_SLICE("status: contested=contested, held=held");
  FILE *in = fopen(SR_SOURCE_DIR "/fuzz/corpus/map/shapefile.loose", "rb");
  assert_non_null(in);
  const size_t n = fread(bytes, 1, sizeof bytes, in);
  assert_int_equal(fclose(in), 0);
  for (int change = 0; change < 2; change++) {
    /* a byte for the form, then parts: ending, length in two bytes, bytes */
    for (size_t at = 1; at + 3 < n;) {
      char name[40];
      const size_t len = (uint8_t)bytes[at + 1] | (size_t)(uint8_t)bytes[at + 2] << 8;
      const int ending = bytes[at];
      assert_true(ending < 3 && at + 3 + len <= n);
      snprintf(name, sizeof name, "front_20250501.%s", endings[ending]);
      if (!change || ending == 2) save(w, name, bytes + at + 3, len);
      at += 3 + len;
    }
    const sr_ground_import r = import(w, "", &o, &t);
    assert_true(r.files == 1 && r.added == 1 && r.unchanged == 0);
    assert_int_equal(measure(w, SR_MEASURED_AREA, "held").last.area_km2 > 900, change);
    assert_int_equal(import(w, "", &o, &t).unchanged, 1);
    for (size_t i = 0; i + 9 < n; i++)
      if (!memcmp(bytes + i, "contested", 9)) memcpy(bytes + i, "held     ", 9);
  }
}

static void bombs_are_refused(void **state) {
  world *w = *state;
  char path[200];
  told t;
  const sr_ground_options o = options();
  static char spaces[1 << 16];
  memset(spaces, ' ', sizeof spaces);
  snprintf(path, sizeof path, "%s/bomb_20250501.geojson.gz", w->folder);
  gzFile out = gzopen(path, "wb9");
  for (int i = 0; i < 600; i++) gzwrite(out, spaces, sizeof spaces);
  gzclose(out);
  assert_int_equal(import(w, "bomb_20250501.geojson.gz", &o, &t).bad, 1);
  assert_non_null(strstr(t.text, "taken for a bomb"));
}

static void days_in_names(void **state) {
  (void)state;
  static const struct {
    const char *text, *day;
  } cases[] = {{"deepstatemap_data_20250709.geojson", "2025-07-09"},
               {"front_2025-07-09T2100.gpkg", "2025-07-09"},
               {"2025_07_09.kml", "2025-07-09"},
               {"2025.07.09.kml", "2025-07-09"},
               {"v20251301_20250709.shp", "2025-07-09"},
               {"1752019200000", "2025-07-09"},
               {"20250709", "2025-07-09"},
               {"map_1234567.json", ""},
               {"map_20250231.json", ""},
               {"map.json", ""},
               {"", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char day[SR_DAY_MAX];
    assert_string_equal(sr_day_write(sr_mapfile_day(sr_slice_of(cases[i].text)), day), cases[i].day);
  }
}

/* Two maps whose differences are known: a square is added (new), a strip along the old line is moved by 10 m (redrawn),
 * contested ground becomes held (reclassified), and a corner is lost. */
static void change_is_split_and_adds_up(void **state) {
  world *w = *state;
  told t;
  char text[6000];
  sr_ground_options o = options();
  o.classes = SR_SLICE("s: held=held, contested=contested");
  static const char before[] = /* a hectometre square is 0.00134 by 0.0009 degrees here */
      "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"s\":\"held\"},\"geometry\":{\"type\":"
      "\"Polygon\","
      "\"coordinates\":[[[36,48],[36.1,48],[36.1,48.1],[36,48.1],[36,48]]]}},{\"properties\":{\"s\":\"contested\"},"
      "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[36.2,48],[36.3,48],[36.3,48.1],[36.2,48.1],[36.2,48]]]}}]"
      "}";
  const size_t n = (size_t)snprintf(
      text, sizeof text,
      "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"s\":\"held\"},\"geometry\":{\"type\":"
      "\"MultiPolygon\","
      "\"coordinates\":[[[[36,48.02],[36.02,48.02],[36.02,48],[36.1,48],[36.1,48.1001],[36,48.1001],[36,48.02]]],"
      "[[[36.2,48],[36.25,48],[36.25,48.1],[36.2,48.1],[36.2,48]]],"
      "[[[36.4,48],[36.5,48],[36.5,48.05],[36.4,48.05],[36.4,48]]]]}}]}");
  save(w, "m_20250501.geojson", before, sizeof before - 1);
  save(w, "m_20250601.geojson", text, n);
  import(w, "", &o, &t);
  assert_int_equal(t.bad, 0);
  rows r = {0};
  sr_error err = {0};
  sr_day from = 0, to = 0;
  assert_true(sr_day_parse(SR_SLICE("2025-05-01"), &from) && sr_day_parse(SR_SLICE("2025-06-01"), &to));
  const sr_measure_options between = {.what = SR_MEASURED_CHANGE, .from = from, .to = to};
  assert_ok(sr_measure(w->ledger, &between, keep_row, &r, &err), &err);
  const sr_measure_row *c = &r.last;
  /* one square of 0.1 by 0.05 degrees each way, measured elsewhere: 41.44 km2 at 48 degrees */
  assert_true(fabs(c->new_km2[0] - 41.45) < 0.1);
  assert_true(fabs(c->reclassified_km2[0] - 41.43) < 0.1);
  assert_true(fabs(c->redrawn_km2[0] - 0.0828) < 0.001); /* 7.45 km by 11.1 m */
  assert_true(fabs(c->new_km2[1] - 3.318) < 0.01 && c->reclassified_km2[1] == 0 && c->redrawn_km2[1] == 0);
  const double parts = c->new_km2[0] + c->reclassified_km2[0] + c->redrawn_km2[0] - c->new_km2[1] -
                       c->reclassified_km2[1] - c->redrawn_km2[1] + c->cut_km2;
  assert_true(fabs(parts - c->high) < 1e-6); /* a square metre */
  assert_true(fabs(c->cut_km2) < 0.02);      /* edges of 7 km, whose geodesics lie a metre off the straight line */
}

/* A chessboard of cells whose every state before and after is drawn at random: each flow is the sum of its cells, to
 * the square metre. Lines meet at corners of cells only, so that no edge is cut. */
static void flows_of_random_maps(void **state) {
  world *w = *state;
  enum { SIDE = 8, MAPS = 12 };
  static char text[SIDE * SIDE * 300];
  static const char *const states[] = {"", "\"s\":\"held\"", "\"s\":\"contested\""};
  sr_error err = {0};
  sr_ground_options o = options();
  o.classes = SR_SLICE("s: held=held, contested=contested");
  uint64_t random = 11;
  told t;
  int was[SIDE * SIDE] = {0};
  double cell_km2[SIDE];
  for (int y = 0; y < SIDE; y++) {
    sr_arena *arena = sr_arena_new(1 << 20);
    sr_shape cell = {0};
    const double corners[] = {0, 0, 0.05, 0, 0.05, 0.05, 0, 0.05};
    assert_ok(sr_shape_ring(&cell, arena, false, &err), &err);
    for (int i = 0; i < 4; i++)
      assert_ok(sr_shape_point(&cell, arena, 36 + corners[i * 2], 48 + 0.05 * y + corners[i * 2 + 1], &err), &err);
    cell_km2[y] = sr_shape_area_m2(&cell) / 1e6;
    sr_arena_free(arena);
  }
  for (int map = 0; map < MAPS; map++) {
    char name[40];
    double gained[2] = {0}, lost[2] = {0}; /* from or to ground that is nobody's; contested */
    size_t n = (size_t)snprintf(text, sizeof text, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (int i = 0; i < SIDE * SIDE; i++) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      const int now = i == 0 ? 1 : (int)(random >> 33) % 3; /* one cell is always held */
      if (now == 1 && was[i] != 1) gained[was[i] == 2] += cell_km2[i / SIDE];
      if (now != 1 && was[i] == 1) lost[now == 2] += cell_km2[i / SIDE];
      was[i] = now;
      if (!now) continue;
      if (text[n - 1] == '}') text[n++] = ',';
      n += square(text + n, sizeof text - n, states[now], 36 + 0.05 * (i % SIDE), 48 + 0.05 * (i / SIDE), 0.05, 0.05);
    }
    n += (size_t)snprintf(text + n, sizeof text - n, "]}");
    snprintf(name, sizeof name, "board_202505%02d.geojson", map + 1);
    save(w, name, text, n);
    import(w, name, &o, &t);
    assert_int_equal(t.bad, 0);
    if (!map) continue;
    rows r = {0};
    sr_measure_options between = {.what = SR_MEASURED_CHANGE};
    assert_true(sr_day_parse(SR_SLICE("2025-05-01"), &between.to));
    between.to += map;
    between.from = between.to - 1;
    assert_ok(sr_measure(w->ledger, &between, keep_row, &r, &err), &err);
    const sr_measure_row *c = &r.last;
    assert_true(fabs(c->new_km2[0] - gained[0]) < 1e-6 && fabs(c->reclassified_km2[0] - gained[1]) < 1e-6);
    assert_true(fabs(c->new_km2[1] - lost[0]) < 1e-6 && fabs(c->reclassified_km2[1] - lost[1]) < 1e-6);
    assert_true(c->redrawn_km2[0] < 1e-9 && c->redrawn_km2[1] < 1e-9 && fabs(c->cut_km2) < 1e-6);
    assert_true(fabs(gained[0] + gained[1] - lost[0] - lost[1] - c->high) < 1e-6);
  }
}

/* The same ground drawn as two squares that lie over each other: nothing is gained, and what mending took off is told.
 */
static void mending_is_no_change(void **state) {
  world *w = *state;
  told t;
  const sr_ground_options o = options();
  static const char one[] = "{\"type\":\"Polygon\",\"coordinates\":[[[36,48],[36.2,48],[36.3,48],[36.5,48],[36.5,48.1],"
                            "[36.3,48.1],[36.2,48.1],[36,48.1],[36,48]]]}";
  static const char two[] = "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[36,48],[36.2,48],[36.3,48],[36.3,48.1],"
                            "[36.2,48.1],[36,48.1],[36,48]]],[[[36.2,48],[36.3,48],[36.5,48],[36.5,48.1],[36.3,48.1],"
                            "[36.2,48.1],[36.2,48]]]]}";
  save(w, "m_20250501.geojson", one, sizeof one - 1);
  save(w, "m_20250502.geojson", two, sizeof two - 1);
  import(w, "", &o, &t);
  assert_non_null(strstr(t.text, "mended: area moved by -8"));
  rows r = {0};
  sr_error err = {0};
  sr_measure_options between = {.what = SR_MEASURED_CHANGE};
  assert_true(sr_day_parse(SR_SLICE("2025-05-01"), &between.from));
  between.to = between.from + 1;
  assert_ok(sr_measure(w->ledger, &between, keep_row, &r, &err), &err);
  assert_true(fabs(r.last.high) < 1e-6 && r.last.new_km2[0] < 1e-6 && r.last.new_km2[1] < 1e-6);
  assert_true(fabs(r.last.mended_km2 + 82.9) < 0.1); /* 0.1 by 0.1 degrees, which were counted twice */
}

/* A front that comes, stands and goes: what a country, a division and a town's surroundings answer to each window. */
static void answers_by_place_and_window(void **state) {
  world *w = *state;
  told t;
  sr_error err = {0};
  sr_border_import b;
  char path[200], text[800];
  sr_ground_options o = options();
  static const char borders[] =
      "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"iso_3166_2\":\"XX-1\",\"name\":\"Westland\"},"
      "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[36.5,47.5],[38.5,47.5],[38.5,49],[36.5,49],[36.5,47.5]]]"
      "}}]}";
  static const struct {
    const char *day;
    double west;
  } maps[] = {{"20250501", 37.30}, {"20250529", 37.20}, {"20250626", 37.20}, {"20250724", 37.25}};
  static const struct {
    const char *from, *to;
    sr_answer rate, time;
  } windows[] = {{"2025-05-01", "2025-05-29", SR_ANSWER_NUMBER, SR_ANSWER_NUMBER},
                 {"2025-05-29", "2025-06-26", SR_ANSWER_NUMBER, SR_ANSWER_UNBOUNDED},
                 {"2025-06-26", "2025-07-24", SR_ANSWER_NUMBER, SR_ANSWER_REVERSED},
                 {"2025-05-29", "2025-05-29", SR_ANSWER_UNDEFINED, SR_ANSWER_UNDEFINED},
                 {"2025-07-24", "2025-05-01", SR_ANSWER_UNDEFINED, SR_ANSWER_UNDEFINED},
                 {"2025-05-10", "2025-05-29", SR_ANSWER_UNDEFINED, SR_ANSWER_UNDEFINED}};
  static const char *const places[] = {"Ukraine", "Westland", "Pokrovsk", "pokrovs'k", "48.28,37.18"};
  save(w, "borders.json", borders, sizeof borders - 1);
  snprintf(path, sizeof path, "%s/borders.json", w->folder);
  assert_ok(sr_observe_borders(w->ledger, path, &o, &b, &err), &err);
  for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
    snprintf(path, sizeof path, "front_%s.geojson", maps[i].day);
    save(w, path, text, square(text, sizeof text, "", maps[i].west, 48, 38 - maps[i].west, 0.6));
    import(w, path, &o, &t);
  }
  for (size_t k = 0; k < sizeof places / sizeof *places; k++)
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
      sr_measure_options m = {.what = SR_MEASURED_RATE, .place = sr_slice_of(places[k])};
      rows rate = {0}, time = {0};
      assert_true(sr_day_parse(sr_slice_of(windows[i].from), &m.from) &&
                  sr_day_parse(sr_slice_of(windows[i].to), &m.to));
      assert_ok(sr_measure(w->ledger, &m, keep_row, &rate, &err), &err);
      m.what = SR_MEASURED_TIME;
      assert_ok(sr_measure(w->ledger, &m, keep_row, &time, &err), &err);
      if (rate.last.answer != windows[i].rate || time.last.answer != windows[i].time)
        fail_msg("%s, %s to %s: %s, %s", places[k], windows[i].from, windows[i].to, sr_answer_name(rate.last.answer),
                 sr_answer_name(time.last.answer));
      if (i) continue;
      /* a strip of 0.1 by 0.6 degrees in 28 days, of which the disc of 10 km has a part */
      const double km2_d = k < 2 ? 7.43 * 66.7 / 28 : (rate.last.low + rate.last.high) / 2;
      assert_true(fabs(rate.last.low - km2_d) < 0.05 * km2_d && km2_d > 2 && km2_d < 18);
      const double years = (time.last.base_km2 - time.last.area_km2) / rate.last.low / 365.25;
      assert_true(fabs(time.last.low - years) < 1e-6 * years);
      assert_true(k < 2 || fabs(time.last.base_km2 - 314.1) < 0.3);
    }
}

static sr_status count_divisions(void *user, const sr_observation *o, sr_error *err) {
  (void)err;
  *(size_t *)user += sr_slice_holds(o->note, SR_SLICE("borders: "));
  return SR_OK;
}

static void borders_units_and_shares(void **state) {
  world *w = *state;
  told t;
  char path[200];
  sr_border_import b;
  sr_error err = {0};
  sr_ground_options o = options();
  static const char borders[] =
      "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"iso_3166_2\":\"XX-1\",\"name\":\"Westland\"},"
      "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[35,47],[36.1,47],[36.1,49],[35,49],[35,47]]]}},"
      "{\"properties\":{\"shapeISO\":\"XX-2\",\"shapeName\":\"Eastland\"},"
      "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[36.1,47],[38,47],[38,49],[36.1,49],[36.1,47]]]}},"
      "{\"properties\":{\"iso_3166_2\":\"YY-1\",\"name\":\"Abroad\"},"
      "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[38,47],[39,47],[39,49],[38,49],[38,47]]]}}]}";
  save_square(w, "front_20250501.geojson", 0.3);
  import(w, "front_20250501.geojson", &o, &t); /* before there are borders */
  save(w, "borders.json", borders, sizeof borders - 1);
  snprintf(path, sizeof path, "%s/borders.json", w->folder);
  o.country = SR_SLICE("XX");
  assert_ok(sr_observe_borders(w->ledger, path, &o, &b, &err), &err);
  assert_true(b.units == 2 && b.added && b.overlaid == 1);
  assert_ok(sr_observe_borders(w->ledger, path, &o, &b, &err), &err);
  assert_true(!b.added && b.overlaid == 0);
  size_t divisions = 0;
  assert_ok(sr_ledger_observations(w->ledger, SR_SLICE("area held"), count_divisions, &divisions, &err), &err);
  assert_int_equal(divisions, 2); /* the map was there before the borders */
  o.country = (sr_slice){0};
  save_square(w, "front_20250502.geojson", 0.4);
  import(w, "front_20250502.geojson", &o, &t);
  rows r = {0};
  const sr_measure_options by = {.what = SR_MEASURED_AREA, .from = SR_DAY_NONE, .to = SR_DAY_NONE, .by_unit = true};
  assert_ok(sr_measure(w->ledger, &by, keep_row, &r, &err), &err);
  assert_int_equal(r.n, 6); /* the whole and two units, two days */
  assert_true(r.all[3].area_km2 > 160 && fabs(r.all[3].area_km2 - r.all[2].area_km2) < 1e-9);
  /* the units tile the map but for an edge that the border cuts in two geodesics */
  assert_true(fabs(r.all[3].area_km2 + r.all[5].area_km2 - r.all[1].area_km2) < 0.2);
  /* both units are of one country, which the table of official areas does not have */
  rows c = {0};
  const sr_measure_options countries = {
      .what = SR_MEASURED_AREA, .from = SR_DAY_NONE, .to = SR_DAY_NONE, .by_country = true};
  assert_ok(sr_measure(w->ledger, &countries, keep_row, &c, &err), &err);
  assert_int_equal(c.n, 4); /* the whole and the country, two days */
  assert_true(fabs(c.all[3].area_km2 - r.all[3].area_km2 - r.all[5].area_km2) < 1e-9);
  assert_true(c.all[3].base_km2 > c.all[3].area_km2);
  rows s = {0};
  const sr_measure_options share = {
      .what = SR_MEASURED_SHARE, .from = SR_DAY_NONE, .to = SR_DAY_NONE, .place = SR_SLICE("westland")};
  assert_ok(sr_measure(w->ledger, &share, keep_row, &s, &err), &err);
  assert_true(s.last.answer == SR_ANSWER_NUMBER && s.last.low > 0.5 && s.last.low < 2);
  const sr_measure_options nowhere = {
      .what = SR_MEASURED_SHARE, .from = SR_DAY_NONE, .to = SR_DAY_NONE, .place = SR_SLICE("Atlantis")};
  assert_int_equal(sr_measure(w->ledger, &nowhere, keep_row, &s, &err), SR_ERR_NOTFOUND);
}

static void draws_what_changed(void **state) {
  world *w = *state;
  told t;
  const sr_ground_options o = options();
  static sr_test_text text;
  sr_error err = {0};
  sr_draw_options d = {.from = SR_DAY_NONE, .to = SR_DAY_NONE, .columns = 40, .ascii = true};
  assert_int_equal(sr_draw_map(w->ledger, &d, sr_test_keep, &text, &err), SR_ERR_NOTFOUND);
  save_square(w, "front_20250501.geojson", 0.2);
  save_square(w, "front_20250601.geojson", 0.4);
  import(w, "", &o, &t);
  text = (sr_test_text){.room = 0};
  assert_true(sr_day_parse(SR_SLICE("2025-05-01"), &d.from));
  assert_ok(sr_draw_map(w->ledger, &d, sr_test_keep, &text, &err), &err);
  text.bytes[text.n] = '\0';
  assert_non_null(strstr(text.bytes, "++++++####"));
  assert_non_null(strstr(text.bytes, "gained since 2025-05-01"));
  text = (sr_test_text){.room = 0};
  d.svg = true;
  assert_ok(sr_draw_map(w->ledger, &d, sr_test_keep, &text, &err), &err);
  text.bytes[text.n] = '\0';
  assert_non_null(strstr(text.bytes, "<svg ") && strstr(text.bytes, "</svg>") ? text.bytes : NULL);
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {CASE(a_folder_with_one_bad_day),
                                     CASE(vintages_of_a_day),
                                     CASE(repaired_and_told),
                                     CASE(classes_and_dates_by_property),
                                     CASE(needs_maker_and_terms),
                                     CASE(other_formats),
                                     CASE(bad_files_in_a_folder),
                                     CASE(archives),
                                     CASE(a_shapefile_whose_classes_change),
                                     CASE(bombs_are_refused),
                                     cmocka_unit_test(days_in_names),
                                     CASE(change_is_split_and_adds_up),
                                     CASE(flows_of_random_maps),
                                     CASE(mending_is_no_change),
                                     CASE(answers_by_place_and_window),
                                     CASE(borders_units_and_shares),
                                     CASE(draws_what_changed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
