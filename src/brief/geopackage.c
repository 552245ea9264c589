/* What stands in a GeoPackage, and how it is drawn; see sitrep/write.h. */
#include "ledger/geopackage.h"
#include "base/date.h"
#include "base/map.h"
#include "base/slice.h"
#include "brief/qml.h"
#include "ledger/ground.h"
#include "observe/series.h"

#include "lexicon/map_styles.h"

#include <sitrep/write.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ARENA_BYTES = 1 << 30, POINTS_MAX = 64, CLASSES_MAX = 32 };

typedef struct packing {
  sr_ledger *ledger;
  sr_claim_query query;
  sr_geopackage *package;
  sr_geopackage_counts *counts;
  sr_arena *arena;       /* of the whole */
  sr_border_set borders; /* the last one */
  sr_map countries;      /* of the claims' places */
  int64_t changed;       /* the last reading of a report, seconds since 1970 */
} packing;

/* ---- well-known binary (OGC 06-103r4, 8.2) ---- */

typedef struct wkb {
  sr_arena *arena;
  uint8_t *at;
  size_t n, room;
} wkb;

static void put_bytes(wkb *w, const void *bytes, size_t n) {
  if (w->n + n > w->room) return; /* sizes are reckoned before */
  memcpy(w->at + w->n, bytes, n);
  w->n += n;
}

static void put_u32(wkb *w, uint32_t value) {
  const uint8_t bytes[] = {(uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16), (uint8_t)(value >> 24)};
  put_bytes(w, bytes, sizeof bytes);
}

static void put_double(wkb *w, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  put_u32(w, (uint32_t)bits);
  put_u32(w, (uint32_t)(bits >> 32));
}

static void put_head(wkb *w, uint32_t type) {
  put_bytes(w, "\1", 1); /* little-endian */
  put_u32(w, type);
}

enum { WKB_POINT = 1, WKB_POLYGON = 3, WKB_MULTIPOLYGON = 6 };

static sr_slice point_wkb(double lon, double lat, uint8_t room[21]) {
  wkb w = {.at = room, .room = 21};
  put_head(&w, WKB_POINT);
  put_double(&w, lon);
  put_double(&w, lat);
  return (sr_slice){(const char *)room, w.n};
}

static void put_ring(wkb *w, const sr_shape *shape, sr_ring ring) {
  put_u32(w, ring.n + 1);
  for (uint32_t i = 0; i <= ring.n; i++) {
    const double *at = sr_shape_at(shape, ring.first + i % ring.n);
    put_double(w, at[0]);
    put_double(w, at[1]);
  }
}

/* ptr NULL: no memory. */
static sr_slice shape_wkb(const sr_shape *shape, sr_arena *arena) {
  uint32_t polygons = 0;
  for (uint32_t i = 0; i < shape->rings.n; i++) polygons += !shape->rings.at[i].hole;
  const size_t room =
      9 + (size_t)polygons * 9 + (size_t)shape->rings.n * 20 + (size_t)sr_shape_points(shape) * 2 * sizeof(double);
  wkb w = {.at = sr_arena_raw(arena, room, 1), .room = room};
  if (!w.at) return (sr_slice){0};
  put_head(&w, WKB_MULTIPOLYGON);
  put_u32(&w, polygons);
  for (uint32_t i = 0; i < shape->rings.n;) {
    uint32_t end = i + 1;
    while (end < shape->rings.n && shape->rings.at[end].hole) end++;
    put_head(&w, WKB_POLYGON);
    put_u32(&w, end - i);
    for (; i < end; i++) put_ring(&w, shape, shape->rings.at[i]);
  }
  return (sr_slice){(const char *)w.at, w.n};
}

/* ---- cells ---- */

/* Text, or nothing. */
static sr_gpkg_value text_cell(sr_slice text) { return (sr_gpkg_value){.text = text, .number = (double)NAN}; }
static sr_gpkg_value word_cell(const char *word) { return text_cell(sr_slice_of(word)); }
static sr_gpkg_value number_cell(double value) { return (sr_gpkg_value){.number = value}; }

static sr_qml_class class_of(uint32_t row, sr_slice value) {
  return (sr_qml_class){value, sr_table_cell(&sr_table_map_styles, row, SR_MAP_STYLES_COLOUR),
                        sr_table_cell(&sr_table_map_styles, row, SR_MAP_STYLES_MARK)};
}

/* The rows of one layer in the table of styles. */
static void rows_of(const char *layer, uint32_t *first, uint32_t *n) {
  *first = *n = 0;
  for (uint32_t row = 0; row < sr_table_map_styles.rows; row++) {
    if (!sr_slice_is(sr_table_cell(&sr_table_map_styles, row, SR_MAP_STYLES_LAYER), layer)) continue;
    if (!*n) *first = row;
    ++*n;
  }
}

static sr_status begin(packing *p, const char *name, const char *title, const char *geometry,
                       const sr_gpkg_column *columns, uint32_t n, sr_slice qml, sr_error *err) {
  if (!qml.ptr) return sr_arena_fail(p->arena, err);
  return sr_geopackage_layer(p->package, name, title, geometry, columns, n, qml, err);
}

static bool may_pass(packing *p, sr_slice licence) {
  if (sr_terms_allow_shape(licence)) return true;
  if (!p->counts->withheld++)
    snprintf(p->counts->terms, sizeof p->counts->terms, "%.*s", (int)(licence.len < 159 ? licence.len : 159),
             licence.ptr);
  return false;
}

/* Writes a shape's row and forgets it. */
static sr_status shape_row(packing *p, const sr_shape *shape, const sr_gpkg_value *values, sr_error *err) {
  const sr_slice bytes = shape_wkb(shape, p->arena);
  if (!bytes.ptr) return sr_arena_fail(p->arena, err);
  return sr_geopackage_row(p->package, bytes,
                           (const double[]){shape->box.west, shape->box.south, shape->box.east, shape->box.north},
                           values, err);
}

/* ---- outlines ---- */

static const sr_gpkg_column border_columns[] = {{"code", "TEXT"},     {"name", "TEXT"},   {"country", "TEXT"},
                                                {"area_km2", "REAL"}, {"source", "TEXT"}, {"licence", "TEXT"}};

static sr_status keep_set(void *user, const sr_border_set *set, sr_error *err) {
  packing *p = user;
  p->borders = (sr_border_set){
      .id = set->id, .source = sr_arena_copy(p->arena, set->source), .licence = sr_arena_copy(p->arena, set->licence)};
  return sr_arena_check(p->arena, err);
}

static sr_status border_row(void *user, const sr_border_unit *unit, sr_error *err) {
  packing *p = user;
  if (sr_map_get(&p->countries, unit->country) == SR_MAP_NONE || !may_pass(p, p->borders.licence)) return SR_OK;
  const sr_arena_mark mark = sr_arena_save(p->arena);
  sr_shape shape = {.xy = {0}};
  SR_TRY(sr_shape_decode(unit->shape, p->arena, &shape, err));
  const sr_gpkg_value values[] = {text_cell(unit->code),        text_cell(unit->name),
                                  text_cell(unit->country),     number_cell(unit->area_m2 / 1e6),
                                  text_cell(p->borders.source), text_cell(p->borders.licence)};
  const sr_status status = shape_row(p, &shape, values, err);
  sr_arena_reset(p->arena, mark);
  p->counts->units++;
  return status;
}

/* Outlines are written of the countries that claims speak of: those of all the world are 24 MB. */
static sr_status note_countries(void *user, const sr_stored_claim *stored, sr_error *err) {
  packing *p = user;
  const sr_place_ref *points[POINTS_MAX];
  const uint32_t n = sr_claim_points(stored, points, POINTS_MAX);
  for (uint32_t i = 0; i < n; i++)
    if (sr_map_get(&p->countries, points[i]->country) == SR_MAP_NONE &&
        !sr_map_put(&p->countries, p->arena, sr_arena_copy(p->arena, points[i]->country), 0))
      return sr_arena_fail(p->arena, err);
  return sr_arena_check(p->arena, err);
}

static sr_status pack_borders(packing *p, sr_error *err) {
  static const sr_qml_class all[] = {{{"", 0}, {"#8a9097", 7}, {"", 0}}};
  SR_TRY(sr_ground_border_sets(p->ledger, keep_set, p, err));
  if (!p->borders.id) return SR_OK;
  SR_TRY(sr_ledger_claims(p->ledger, &p->query, note_countries, p, err));
  SR_TRY(begin(p, "borders", "first-order divisions", "MULTIPOLYGON", border_columns, 6,
               sr_qml(p->arena, SR_QML_OUTLINES, "country", all, 1, NULL), err));
  return sr_ground_units(p->ledger, p->borders.id, (sr_slice){0}, border_row, p, err);
}

/* ---- control maps ---- */

static const sr_gpkg_column control_columns[] = {{"day", "DATE"},     {"class", "TEXT"},      {"party", "TEXT"},
                                                 {"place", "TEXT"},   {"area_km2", "REAL"},   {"source", "TEXT"},
                                                 {"licence", "TEXT"}, {"attribution", "TEXT"}};

static int by_text(const void *a, const void *b) {
  const sr_qml_class *x = a, *y = b;
  const size_t n = x->value.len < y->value.len ? x->value.len : y->value.len;
  const int order = n ? memcmp(x->value.ptr, y->value.ptr, n) : 0;
  return order ? order : (x->value.len > y->value.len) - (x->value.len < y->value.len);
}

/* Parties in the order of their names, each with the next colour; then all others. */
static sr_slice control_style(packing *p, const sr_all_last *last) {
  sr_qml_class classes[CLASSES_MAX];
  uint32_t n = 0, first, colours;
  rows_of("control", &first, &colours);
  for (uint32_t i = 0; i < last->all.n && n < CLASSES_MAX - 1; i++) {
    bool there = !last->all.at[i].map.party.len;
    for (uint32_t k = 0; k < n && !there; k++) there = sr_slice_eq(classes[k].value, last->all.at[i].map.party);
    if (!there) classes[n++].value = last->all.at[i].map.party;
  }
  qsort(classes, n, sizeof *classes, by_text);
  for (uint32_t i = 0; i < n; i++) classes[i] = class_of(first + i % colours, classes[i].value);
  classes[n++] = (sr_qml_class){{"", 0}, SR_SLICE("#8a9097"), {0}};
  return sr_qml(p->arena, SR_QML_AREAS, "party", classes, n, NULL);
}

static sr_status control_row(packing *p, const sr_ground_last *one, sr_error *err) {
  char day[SR_DAY_MAX];
  sr_day_write(one->map.day, day);
  if (!may_pass(p, one->map.licence)) return SR_OK;
  const sr_arena_mark mark = sr_arena_save(p->arena);
  sr_shape shape = {.xy = {0}};
  SR_TRY(sr_series_shape(p->ledger, one->level.hash, p->arena, &shape, err));
  const sr_gpkg_value values[] = {word_cell(day),
                                  text_cell(one->level.name),
                                  text_cell(one->map.party),
                                  text_cell(one->map.place),
                                  number_cell(one->level.area_m2 / 1e6),
                                  text_cell(one->map.source),
                                  text_cell(one->map.licence),
                                  text_cell(one->map.attribution)};
  const sr_status status = shape.rings.n ? shape_row(p, &shape, values, err) : SR_OK;
  sr_arena_reset(p->arena, mark);
  p->counts->areas++;
  return status;
}

static sr_status pack_control(packing *p, sr_error *err) {
  sr_all_last last;
  SR_TRY(sr_series_last(p->ledger, (sr_slice){0}, SR_DAY_NONE, 0, p->arena, &last, err));
  if (!last.all.n) return SR_OK;
  SR_TRY(begin(p, "control", "control maps, of each series the last", "MULTIPOLYGON", control_columns, 8,
               control_style(p, &last), err));
  for (uint32_t i = 0; i < last.all.n; i++) SR_TRY(control_row(p, &last.all.at[i], err));
  return SR_OK;
}

/* ---- claims ---- */

static const sr_gpkg_column claim_columns[] = {
    {"claim", "TEXT"},  {"report", "TEXT"},  {"kind", "TEXT"},       {"modality", "TEXT"},
    {"place", "TEXT"},  {"feature", "TEXT"}, {"country", "TEXT"},    {"party", "TEXT"},
    {"source", "TEXT"}, {"outlet", "TEXT"},  {"said", "DATE"},       {"low", "REAL"},
    {"high", "REAL"},   {"unit", "TEXT"},    {"confidence", "REAL"}, {"text", "TEXT"}};

static sr_status claim_rows(void *user, const sr_stored_claim *stored, sr_error *err) {
  packing *p = user;
  const sr_claim *c = &stored->claim;
  const sr_place_ref *points[POINTS_MAX];
  const uint32_t n = sr_claim_points(stored, points, POINTS_MAX);
  char ref[SR_REF_MAX], report[SR_REF_MAX], day[SR_DAY_MAX];
  sr_ref_write(stored->ref, ref);
  sr_ref_write(stored->report, report);
  sr_day_write(stored->report_date, day);
  for (uint32_t i = 0; i < n; i++) {
    const bool figure = c->quantity.present;
    const sr_gpkg_value values[] = {word_cell(ref),
                                    word_cell(report),
                                    word_cell(sr_claim_kind_name(c->kind)),
                                    word_cell(sr_modality_name(c->modality)),
                                    text_cell(points[i]->name),
                                    text_cell(points[i]->feature),
                                    text_cell(points[i]->country),
                                    text_cell(c->party.name),
                                    text_cell(c->n_chain ? c->chain[c->n_chain - 1].name : stored->outlet),
                                    text_cell(stored->outlet),
                                    word_cell(day),
                                    number_cell(figure ? c->quantity.low : (double)NAN),
                                    number_cell(figure ? c->quantity.high : (double)NAN),
                                    text_cell(figure ? c->quantity.unit : (sr_slice){0}),
                                    number_cell(c->confidence),
                                    text_cell(stored->evidence)};
    uint8_t room[21];
    const double lon = points[i]->lon, lat = points[i]->lat;
    SR_TRY(sr_geopackage_row(p->package, point_wkb(lon, lat, room), (const double[]){lon, lat, lon, lat}, values, err));
    p->counts->claims++;
  }
  return SR_OK;
}

static sr_status pack_claims(packing *p, sr_error *err) {
  sr_qml_class classes[CLASSES_MAX];
  uint32_t first, n;
  rows_of("claims", &first, &n);
  for (uint32_t i = 0; i < n; i++)
    classes[i] = class_of(first + i, sr_table_cell(&sr_table_map_styles, first + i, SR_MAP_STYLES_VALUE));
  SR_TRY(begin(p, "claims", "claims that have a point: who said what of which place", "POINT", claim_columns,
               sizeof claim_columns / sizeof *claim_columns,
               sr_qml(p->arena, SR_QML_POINTS, "kind", classes, n, "claim"), err));
  return sr_ledger_claims(p->ledger, &p->query, claim_rows, p, err);
}

/* ---- the whole ---- */

static sr_status note_reading(void *user, const sr_stored_report *report, sr_error *err) {
  (void)err;
  packing *p = user;
  if (report->read > p->changed) p->changed = report->read;
  return SR_OK;
}

sr_status sr_write_geopackage(sr_ledger *ledger, bool with_superseded, const char *path, sr_geopackage_counts *counts,
                              sr_error *err) {
  *counts = (sr_geopackage_counts){0};
  packing p = {.ledger = ledger, .query = SR_CLAIM_QUERY_ALL, .counts = counts, .arena = sr_arena_new(ARENA_BYTES)};
  p.query.with_superseded = with_superseded;
  sr_map_init(&p.countries);
  if (!p.arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for a GeoPackage");
  struct tm when = {0};
  char changed[40];
  sr_status status = sr_ledger_reports(ledger, note_reading, &p, err);
  const time_t seconds = (time_t)p.changed;
  if (!gmtime_r(&seconds, &when) || !strftime(changed, sizeof changed, "%Y-%m-%dT%H:%M:%S.000Z", &when))
    snprintf(changed, sizeof changed, "1970-01-01T00:00:00.000Z");
  /* in the order of drawing, the lowest first */
  if (!status) status = sr_geopackage_new(path, changed, &p.package, err);
  if (!status) status = pack_borders(&p, err);
  if (!status) status = pack_control(&p, err);
  if (!status) status = pack_claims(&p, err);
  const sr_status closed = sr_geopackage_close(p.package, !status, status ? NULL : err);
  sr_arena_free(p.arena);
  return status ? status : closed;
}
