/* Borders into the ledger: first-order divisions with their codes and names. */
#include "observe/mapfile.h"
#include "observe/units.h"

#include "base/map.h"
#include "base/sha256.h"
#include "base/slice.h"
#include "base/table.h"

#include <lexicon/border_presets.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef SR_BORDERS_DIR
#define SR_BORDERS_DIR "/usr/local/share/sitrep/borders"
#endif
#define DEFAULT_FILE "natural-earth-10m-adm1.geojson.gz"

static const size_t ARENA_BYTES = (size_t)4 << 30;
enum { UNITS_MAX = 50000 };

typedef struct pending {
  sr_slice code, name, country;
  sr_shape shape;
} pending;

typedef struct importer {
  sr_ledger *ledger;
  sr_arena *arena;
  sr_slice country;
  sr_kit kit;
  sr_map by_code;
  SR_VEC(pending) all;
  sr_border_import *result;
} importer;

/* The first property that is there and not empty. Makers call the same thing by many names. */
static sr_slice first_of(const sr_feature *f, const char *const *names) {
  for (; *names; names++) {
    const sr_slice value = sr_slice_trim(sr_feature_get(f, *names));
    if (value.len && !sr_slice_is(value, "-99")) return value;
  }
  return (sr_slice){0};
}

/* "UA-14" */
static bool is_iso_3166_2(sr_slice code) {
  return code.len >= 4 && code.len <= 6 && sr_is_upper((uint8_t)code.ptr[0]) && sr_is_upper((uint8_t)code.ptr[1]) &&
         code.ptr[2] == '-';
}

static sr_status take_unit(void *user, const sr_feature *f, sr_error *err) {
  static const char *const codes[] = {"iso_3166_2", "shapeISO", "ADM1_PCODE", "ISO", "adm1_code", "GID_1", NULL};
  static const char *const names[] = {"name_en", "name", "shapeName", "NAME_1", "ADM1_EN", "NAME", NULL};
  static const char *const countries[] = {"iso_a2", "ISO_A2", "ADM0_PCODE", NULL};
  importer *im = user;
  if (!f->shape.rings.n) return SR_OK;
  sr_slice code = first_of(f, codes);
  const sr_slice name = first_of(f, names);
  if (!code.len) code = f->id.len ? f->id : name;
  /* the code goes first: Natural Earth files Crimea under a country that its code does not name */
  const sr_slice country = is_iso_3166_2(code) ? sr_slice_cut(code, 0, 2) : first_of(f, countries);
  if (!code.len) return sr_fail(err, SR_ERR_INPUT, f->at, "a unit without code or name");
  if (im->country.len && !sr_slice_eq_nocase(country, im->country)) return SR_OK;
  uint32_t at = sr_map_get(&im->by_code, code);
  if (at == SR_MAP_NONE) {
    pending *p = im->all.n < UNITS_MAX ? SR_PUSH(im->arena, &im->all) : NULL;
    const sr_slice key = sr_arena_copy(im->arena, code);
    at = im->all.n - 1;
    if (!p || !key.ptr || !sr_map_put(&im->by_code, im->arena, key, at))
      return im->all.n < UNITS_MAX ? sr_arena_fail(im->arena, err)
                                   : sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "more than %d units", (int)UNITS_MAX);
    *p = (pending){
        key, sr_arena_copy(im->arena, name.len ? name : code), sr_arena_copy(im->arena, country), {.xy = {0}}};
    if (!p->name.ptr || !p->country.ptr) return sr_arena_fail(im->arena, err);
  }
  return sr_shape_append(&im->all.at[at].shape, im->arena, &f->shape, err);
}

static sr_status make_unit(importer *im, pending *p, sr_border_unit *unit, sr_error *err) {
  sr_tidied tidied = {0};
  char reason[SR_GEOS_REASON_MAX], hash[SR_SHA256_HEX + 1];
  SR_TRY(sr_shape_tidy(&p->shape, im->arena, &tidied, err));
  SR_TRY(sr_geos_repair(im->kit.geos, im->arena, &p->shape, reason, err));
  im->result->mended += *reason != '\0';
  const double *runs = sr_shape_runs(&p->shape, im->arena);
  *unit = (sr_border_unit){.code = p->code, .name = p->name, .country = p->country};
  unit->shape = sr_shape_encode(&p->shape, im->arena);
  if (!runs || !unit->shape.ptr) return sr_arena_fail(im->arena, err);
  sr_sha256_hex(unit->shape, hash);
  unit->hash = sr_arena_copy(im->arena, (sr_slice){hash, SR_SHA256_HEX});
  unit->runs = (sr_slice){(const char *)runs, sr_shape_n_runs(&p->shape) * sizeof *runs};
  unit->area_m2 = sr_shape_runs_area_m2(&p->shape, runs);
  return unit->hash.ptr ? SR_OK : sr_arena_fail(im->arena, err);
}

/* The official figures of the countries that the borders cover, as observations: what is not held is reckoned from
 * them. The day is that of the borders' own statistics: the first of the war's first year is no better, so it is the
 * day from which the figure has stood. */
static sr_status put_official(importer *im, sr_error *err) {
  for (uint32_t i = 0; i < im->all.n; i++) {
    sr_slice code, source;
    double area_km2;
    const sr_slice country = im->all.at[i].country;
    bool seen = false;
    for (uint32_t k = 0; k < i && !seen; k++) seen = sr_slice_eq(im->all.at[k].country, country);
    if (seen || !sr_official_area(country, &code, &area_km2, &source)) continue;
    sr_observation o = {.measure = SR_SLICE("area of country"),
                        .place = sr_official_place(code),
                        .low = area_km2,
                        .high = area_km2,
                        .unit = SR_SLICE("km2"),
                        .source = source,
                        .licence = SR_SLICE("public figure"),
                        .note = SR_SLICE("official area, lexicon/official_areas.tsv")};
    size_t added;
    if (!sr_day_parse(SR_SLICE("2022-02-24"), &o.start)) continue;
    o.end = o.start;
    SR_TRY(sr_ground_put_observations(im->ledger, &o, 1, &added, err));
  }
  return SR_OK;
}

static int by_code(const void *left, const void *right) {
  return sr_slice_cmp(((const sr_border_unit *)left)->code, ((const sr_border_unit *)right)->code);
}

/* A set's identity: the codes and shapes of its units. */
static sr_status name_set(importer *im, const sr_border_unit *units, uint32_t n, char hash[SR_SHA256_HEX + 1],
                          sr_error *err) {
  size_t size = 0, at = 0;
  for (uint32_t i = 0; i < n; i++) size += units[i].code.len + units[i].hash.len + 2;
  char *text = sr_arena_alloc(im->arena, size + 1);
  if (!text) return sr_arena_fail(im->arena, err);
  for (uint32_t i = 0; i < n; i++)
    at += (size_t)snprintf(text + at, size + 1 - at, "%.*s %.*s\n", SR_FMT(units[i].code), SR_FMT(units[i].hash));
  sr_sha256_hex((sr_slice){text, at}, hash);
  return SR_OK;
}

static sr_status write_all(importer *im, sr_border_set *set, sr_error *err) {
  char hash[SR_SHA256_HEX + 1];
  sr_border_unit *units = SR_NEW(im->arena, sr_border_unit, im->all.n + 1);
  if (!units) return sr_arena_fail(im->arena, err);
  for (uint32_t i = 0; i < im->all.n; i++) SR_TRY(make_unit(im, &im->all.at[i], &units[i], err));
  qsort(units, im->all.n, sizeof *units, by_code);
  SR_TRY(name_set(im, units, im->all.n, hash, err));
  set->hash = (sr_slice){hash, SR_SHA256_HEX};
  im->result->units = im->all.n;
  SR_TRY(sr_ground_put_borders(im->ledger, set, units, im->all.n, &set->id, &im->result->added, err));
  SR_TRY(put_official(im, err));
  sr_units ready;
  SR_TRY(sr_units_load(im->ledger, set->name, (sr_slice){0}, im->arena, &ready, err));
  SR_TRY(sr_units_catch_up(im->ledger, &ready, &im->kit, &im->result->overlaid, err));
  return im->result->overlaid ? sr_units_observe_all(im->ledger, &ready, im->arena, err) : SR_OK;
}

/* ---- where the file is, and whose it is ---- */

static sr_slice preset(uint32_t row, uint32_t column) { return sr_table_cell(&sr_table_border_presets, row, column); }

static sr_status describe(const sr_ground_options *o, sr_slice file, sr_border_set *set, sr_error *err) {
  uint32_t row = UINT32_MAX;
  if (o->preset.len) {
    row = sr_table_find(&sr_table_border_presets, &o->preset, 1);
    if (row == UINT32_MAX)
      return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "no preset '%.*s'; there are geoboundaries and natural-earth",
                     SR_FMT(sr_slice_cut(o->preset, 0, 40)));
  }
  for (uint32_t i = 0; row == UINT32_MAX && i < sr_table_border_presets.rows; i++)
    if (sr_slice_starts(file, preset(i, SR_BORDER_PRESETS_FILES))) row = i;
  *set = (sr_border_set){.name = file, .source = o->source, .licence = o->licence, .attribution = o->attribution};
  if (row != UINT32_MAX) {
    set->name = preset(row, SR_BORDER_PRESETS_NAME);
    if (!set->source.len) set->source = preset(row, SR_BORDER_PRESETS_SOURCE);
    if (!set->licence.len) set->licence = preset(row, SR_BORDER_PRESETS_LICENCE);
    if (!set->attribution.len) set->attribution = preset(row, SR_BORDER_PRESETS_ATTRIBUTION);
  }
  if (!set->source.len || !set->licence.len)
    return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE,
                   "borders need their maker and their terms: give --source and --licence, or a --preset");
  if (!set->attribution.len) set->attribution = set->source;
  return SR_OK;
}

/* Beside the program in a build tree, under share/ once installed, or where SITREP_BORDERS says. */
static sr_status find_default(sr_arena *arena, const char **path, sr_error *err) {
  const char *set = getenv("SITREP_BORDERS");
  static const char *const beside[] = {"borders/", "../share/sitrep/borders/"};
  char room[4096];
  const ssize_t n = readlink("/proc/self/exe", room, sizeof room);
  sr_slice program = {room, n > 0 && (size_t)n < sizeof room ? (size_t)n : 0};
  while (program.len && program.ptr[program.len - 1] != '/') program.len--;
  if (set && *set) {
    *path = sr_arena_copy(arena, sr_slice_of(set)).ptr;
    return *path ? SR_OK : sr_arena_fail(arena, err);
  }
  for (size_t i = 0; i < 3; i++) {
    *path = i < 2 ? sr_arena_format(arena, "%.*s%s" DEFAULT_FILE, SR_FMT(program), beside[i]).ptr
                  : SR_BORDERS_DIR "/" DEFAULT_FILE;
    if (!*path) return sr_arena_fail(arena, err);
    if (access(*path, R_OK) == 0) return SR_OK;
  }
  return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE,
                 "the borders of Natural Earth are not installed: `make borders` fetches them, or name a file");
}

static sr_status import(importer *im, const char *path, const sr_ground_options *options, sr_error *err) {
  sr_mapfiles files;
  sr_border_set set;
  sr_slice bytes;
  if (!path) SR_TRY(find_default(im->arena, &path, err));
  SR_TRY(sr_mapfile_list(path, im->arena, &files, err));
  SR_TRY(describe(options, files.all.at[0].name, &set, err));
  SR_TRY(sr_mapfile_bytes(&files.all.at[0], &bytes, err));
  sr_status status = sr_mapfile_features(&files.all.at[0], bytes, im->arena, take_unit, im, err);
  free((void *)(uintptr_t)bytes.ptr);
  if (!status && !im->all.n) status = sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "there is no unit of that country in it");
  if (status) return status;
  snprintf(im->result->name, sizeof im->result->name, "%.*s", SR_FMT(set.name));
  snprintf(im->result->source, sizeof im->result->source, "%.*s", SR_FMT(set.source));
  snprintf(im->result->licence, sizeof im->result->licence, "%.*s", SR_FMT(set.licence));
  SR_TRY(sr_ground_begin(im->ledger, err));
  status = write_all(im, &set, err);
  if (!status) status = sr_ground_commit(im->ledger, err);
  if (status) sr_ground_rollback(im->ledger);
  return status;
}

sr_status sr_observe_borders(sr_ledger *ledger, const char *path, const sr_ground_options *options,
                             sr_border_import *result, sr_error *err) {
  *result = (sr_border_import){0};
  importer im = {.ledger = ledger, .country = options->country, .result = result};
  sr_map_init(&im.by_code);
  im.arena = sr_arena_new(ARENA_BYTES);
  if (!im.arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to import borders");
  sr_status status = sr_geos_open(&im.kit.geos, err);
  if (!status) status = sr_edge_memory_open(&im.kit.memory, err);
  if (!status) status = import(&im, path, options, err);
  if (status && path) sr_error_where(err, sr_slice_of(path));
  sr_geos_free(im.kit.geos);
  sr_edge_memory_free(im.kit.memory);
  sr_arena_free(im.arena);
  return status;
}
