/* Measures on the maps of a ledger; see sitrep/ground.h. */
#include "observe/change.h"
#include "observe/geodesy.h"
#include "observe/places.h"
#include "observe/series.h"

#include "base/slice.h"
#include "base/table.h"

#include <lexicon/countries.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const size_t ARENA_BYTES = (size_t)4 << 30;
/* A level this much older than the day asked for still stands for it; further away it is a gap. */
enum { LEVEL_LAG_DAYS = 3, WINDOW_DAYS = 28 };

const char *sr_measured_name(sr_measured what) {
#define SR_X(name, word) word,
  static const char *const words[] = {SR_MEASURED(SR_X)};
#undef SR_X
  return words[what];
}

const char *sr_answer_name(sr_answer answer) {
  static const char *const words[SR_ANSWER_COUNT] = {"number", "undefined", "unbounded", "reversed", "done"};
  return words[answer];
}

int sr_measure_window_days(int window) {
  static const int days[SR_MEASURE_WINDOWS] = {1, 7, 28, 91};
  return days[window];
}

/* Where is measured: a whole map, a country, one unit, or a disc. */
typedef struct spot {
  sr_slice name, code;
  sr_slice country; /* all units of it; empty: not a country */
  int unit;         /* index into units, -1: not one */
  bool disc;        /* round a point */
  sr_shape ring;    /* of the disc */
  double base_km2;
  sr_slice base_source;
} spot;

typedef struct measurer {
  sr_ledger *ledger;
  const sr_measure_options *options;
  sr_arena *arena;
  sr_units units;
  sr_kit kit;
  struct overlap {
    sr_slice shape, code;
    double m2;
  } * overlaps;
  uint32_t n_overlaps, room;
  sr_measure_visit visit;
  void *user;
} measurer;

/* ---- overlaps ---- */

static sr_status keep_overlap(void *user, sr_slice shape, sr_slice code, double area_m2, sr_error *err) {
  measurer *m = user;
  if (m->n_overlaps == m->room) {
    const uint32_t room = m->room ? m->room * 2 : 1024;
    m->overlaps = sr_arena_grow(m->arena, m->overlaps, m->room * sizeof *m->overlaps, room * sizeof *m->overlaps);
    if (!m->overlaps) return sr_arena_fail(m->arena, err);
    m->room = room;
  }
  struct overlap *o = &m->overlaps[m->n_overlaps++];
  *o = (struct overlap){sr_arena_copy(m->arena, shape), sr_arena_copy(m->arena, code), area_m2};
  return o->shape.ptr && o->code.ptr ? SR_OK : sr_arena_fail(m->arena, err);
}

static int overlap_order(const void *left, const void *right) {
  const struct overlap *a = left, *b = right;
  const int order = sr_slice_cmp(a->shape, b->shape);
  return order ? order : sr_slice_cmp(a->code, b->code);
}

static double overlap_of(const measurer *m, sr_slice shape, sr_slice code) {
  const struct overlap key = {shape, code, 0};
  const struct overlap *found =
      m->n_overlaps ? bsearch(&key, m->overlaps, m->n_overlaps, sizeof key, overlap_order) : NULL;
  return found ? found->m2 : 0;
}

static sr_status load_units(measurer *m, sr_error *err) {
  SR_TRY(sr_units_load(m->ledger, m->options->borders, (sr_slice){0}, m->arena, &m->units, err));
  if (!m->units.frame) return SR_OK;
  SR_TRY(sr_ground_overlaps(m->ledger, m->units.set.id, keep_overlap, m, err));
  if (m->n_overlaps) qsort(m->overlaps, m->n_overlaps, sizeof *m->overlaps, overlap_order);
  return SR_OK;
}

/* ---- spots ---- */

static spot whole_of(const sr_ground_series *s) {
  spot at = {.name = s->place.len ? s->place : SR_SLICE("the whole map"), .unit = -1, .base_km2 = (double)NAN};
  double base;
  if (sr_official_area(s->place.len ? s->place : s->country, &at.code, &base, &at.base_source)) at.base_km2 = base;
  return at;
}

static spot unit_spot(const measurer *m, uint32_t u) {
  const sr_unit_row *row = &m->units.rows.at[u];
  spot at = {.name = row->name, .code = row->code, .unit = (int)u};
  const bool known = !isnan(row->official_km2);
  at.base_km2 = known ? row->official_km2 : row->area_m2 / 1e6;
  at.base_source = known ? row->official_source : m->units.set.source;
  return at;
}

/* All units of the country of a unit, against its official area or, where the table has none, that of its units. */
static spot country_spot(const measurer *m, uint32_t u) {
  const sr_slice country = m->units.rows.at[u].country;
  spot at = {.name = country, .code = country, .country = country, .unit = -1, .base_source = m->units.set.source};
  for (uint32_t row = 0; row < sr_table_countries.rows; row++)
    if (sr_slice_eq(sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA2), country))
      at.name = sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_NAME);
  double base;
  sr_slice code, source;
  if (sr_official_area(country, &code, &base, &source)) {
    at.base_km2 = base;
    at.base_source = source;
    return at;
  }
  for (uint32_t i = 0; i < m->units.rows.n; i++)
    if (sr_slice_eq(m->units.rows.at[i].country, country)) at.base_km2 += m->units.rows.at[i].area_m2 / 1e6;
  return at;
}

/* A ring of 180 points; base is its own geodesic area, so a share of it is right whatever the projection. */
static sr_status disc_spot(measurer *m, double lat, double lon, sr_slice name, spot *at, sr_error *err) {
  const double km = m->options->radius_km > 0 ? m->options->radius_km : 10, turn = acos(-1.0) * 2;
  const double north = sr_geodesy_distance_km(lat - 0.5, lon, lat + 0.5, lon);
  const double east = sr_geodesy_distance_km(lat, lon - 0.5, lat, lon + 0.5);
  sr_tidied tidied = {0};
  if (!(east > 0) || !(north > 0) || fabs(lat) > 85)
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "no disc can be drawn round %g, %g", lat, lon);
  *at = (spot){.name = sr_arena_format(m->arena, "%g km round %.*s", km, SR_FMT(name)), .unit = -1, .disc = true};
  if (!at->name.ptr) return sr_arena_fail(m->arena, err);
  SR_TRY(sr_shape_ring(&at->ring, m->arena, false, err));
  for (int i = 0; i < 180; i++)
    SR_TRY(sr_shape_point(&at->ring, m->arena, lon + km / east * cos(turn * i / 180),
                          lat + km / north * sin(turn * i / 180), err));
  SR_TRY(sr_shape_tidy(&at->ring, m->arena, &tidied, err));
  at->base_km2 = sr_shape_area_m2(&at->ring) / 1e6;
  at->base_source = SR_SLICE("the disc itself");
  return SR_OK;
}

static bool read_point(sr_slice text, double *lat, double *lon) {
  const sr_slice first = sr_slice_split(&text, ',');
  return text.ptr && sr_number_parse(sr_slice_trim(first), lat) && sr_number_parse(sr_slice_trim(text), lon);
}

static bool unit_called(const sr_unit_row *row, sr_slice name) {
  return sr_slice_eq_nocase(row->name, name) || sr_slice_eq_nocase(row->code, name) ||
         (row->name.len > name.len && sr_slice_eq_nocase(sr_slice_cut(row->name, 0, name.len), name) &&
          sr_slice_eq_nocase(sr_slice_cut(row->name, name.len, row->name.len), SR_SLICE(" oblast")));
}

static sr_status find_spot(measurer *m, const sr_ground_series *s, spot *at, sr_error *err) {
  const sr_slice name = m->options->place;
  double lat, lon;
  *at = whole_of(s);
  if (!name.len || sr_slice_eq_nocase(name, s->place) || sr_slice_eq_nocase(name, at->code)) return SR_OK;
  for (uint32_t u = 0; u < m->units.rows.n; u++)
    if (unit_called(&m->units.rows.at[u], name)) {
      *at = unit_spot(m, u);
      return SR_OK;
    }
  if (read_point(name, &lat, &lon)) return disc_spot(m, lat, lon, name, at, err);
  sr_settlement town;
  SR_TRY(sr_place_settlement(name, s->country, m->arena, &town, err));
  if (town.name.ptr) {
    /* the point tells a settlement from its namesakes */
    const sr_slice label =
        sr_arena_format(m->arena, "%.*s (%.2f, %.2f)", SR_FMT(town.name), town.lat_deg, town.lon_deg);
    return label.ptr ? disc_spot(m, town.lat_deg, town.lon_deg, label, at, err) : sr_arena_fail(m->arena, err);
  }
  return sr_fail(
      err, SR_ERR_NOTFOUND, SR_NOWHERE,
      "no place '%.*s': give a division of the borders, a settlement of the gazetteer, or a point 48.28,37.18",
      SR_FMT(sr_slice_cut(name, 0, 60)));
}

/* ---- levels at a spot ---- */

static sr_status disc_area(measurer *m, const spot *at, sr_slice hash, double *m2, sr_error *err) {
  const sr_arena_mark mark = sr_arena_save(m->arena);
  sr_shape map;
  sr_frame *frame;
  const sr_frame_unit unit = {&at->ring, NULL};
  SR_TRY(sr_series_shape(m->ledger, hash, m->arena, &map, err));
  SR_TRY(sr_frame_build(&unit, 1, m->arena, &frame, err));
  SR_TRY(sr_overlay_areas(frame, &map, m->kit.memory, m->kit.geos, m->arena, m2, NULL, err));
  sr_arena_reset(m->arena, mark);
  return SR_OK;
}

static double country_m2(const measurer *m, sr_slice shape, sr_slice country) {
  double m2 = 0;
  for (uint32_t u = 0; u < m->units.rows.n; u++)
    if (sr_slice_eq(m->units.rows.at[u].country, country)) m2 += overlap_of(m, shape, m->units.rows.at[u].code);
  return m2;
}

static sr_status levels_at(measurer *m, const sr_ground_series *s, const spot *at, sr_level *out, sr_error *err) {
  for (uint32_t i = 0; i < s->levels.n; i++) {
    const sr_ground_level *l = &s->levels.at[i];
    double m2 = l->area_m2;
    if (at->disc && i && sr_slice_eq(l->shape, s->levels.at[i - 1].shape))
      m2 = out[i - 1].area_km2 * 1e6;
    else if (at->disc)
      SR_TRY(disc_area(m, at, l->shape, &m2, err));
    else if (at->country.len)
      m2 = country_m2(m, l->shape, at->country);
    else if (at->unit >= 0)
      m2 = overlap_of(m, l->shape, at->code);
    out[i] = (sr_level){l->day, m2 / 1e6};
  }
  return SR_OK;
}

/* The last level at or before a day that is near enough, or NULL. */
static const sr_level *level_at(const sr_level *levels, uint32_t n, sr_day day, int lag) {
  const sr_level *found = NULL;
  for (uint32_t low = 0, high = n; low < high;) {
    const uint32_t mid = low + (high - low) / 2;
    if (levels[mid].day <= day) {
      found = &levels[mid];
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  return found && day - found->day <= lag ? found : NULL;
}

static sr_measure_row row_of(const measurer *m, const sr_ground_series *s, const spot *at) {
  sr_measure_row row = {.kind = s->kind,
                        .party = s->party,
                        .source = s->source,
                        .borders = at->unit >= 0 || at->country.len ? m->units.set.name : (sr_slice){0},
                        .place = at->name,
                        .code = at->code,
                        .base_km2 = at->base_km2,
                        .base_source = at->base_source};
  row.low = row.high = row.noise_km2 = row.area_km2 = (double)NAN;
  for (int w = 0; w < SR_MEASURE_WINDOWS; w++) row.change_km2[w] = row.rate_km2_d[w] = (double)NAN;
  return row;
}

static sr_status tell_area(measurer *m, const sr_ground_series *s, const spot *at, const sr_level *levels,
                           double noise_km2, sr_error *err) {
  const sr_measure_options *o = m->options;
  for (uint32_t i = 0; i < s->levels.n; i++) {
    if ((o->from != SR_DAY_NONE && levels[i].day < o->from) || (o->to != SR_DAY_NONE && levels[i].day > o->to))
      continue;
    sr_measure_row row = row_of(m, s, at);
    row.from = row.to = levels[i].day;
    row.area_km2 = levels[i].area_km2;
    row.noise_km2 = noise_km2;
    row.gap_days = i ? levels[i].day - levels[i - 1].day - 1 : 0;
    row.flat = i && sr_slice_eq(s->levels.at[i].shape, s->levels.at[i - 1].shape);
    for (int w = 0; w < SR_MEASURE_WINDOWS; w++) {
      const int days = sr_measure_window_days(w);
      const sr_level *from = level_at(levels, i, levels[i].day - days, days < 7 ? 0 : LEVEL_LAG_DAYS);
      if (!from) continue;
      row.change_km2[w] = levels[i].area_km2 - from->area_km2;
      row.rate_km2_d[w] = row.change_km2[w] / (levels[i].day - from->day);
    }
    SR_TRY(m->visit(m->user, &row, err));
  }
  return SR_OK;
}

/* The levels that a window stands between: of its first and its last day, or the nearest before each. */
static bool window_of(const measurer *m, const sr_level *levels, uint32_t n, sr_level *from, sr_level *to) {
  const sr_measure_options *o = m->options;
  const sr_day end = o->to != SR_DAY_NONE ? o->to : levels[n - 1].day;
  const sr_day start = o->from != SR_DAY_NONE ? o->from : end - WINDOW_DAYS;
  const sr_level *a = level_at(levels, n, start, LEVEL_LAG_DAYS), *b = level_at(levels, n, end, LEVEL_LAG_DAYS);
  *from = (sr_level){start, (double)NAN};
  *to = (sr_level){end, (double)NAN};
  if (a) *from = *a;
  if (b) *to = *b;
  return a && b;
}

static sr_status tell_estimate(measurer *m, const sr_ground_series *s, const spot *at, const sr_level *levels,
                               double noise_km2, sr_error *err) {
  sr_measure_row row = row_of(m, s, at);
  sr_level from, to;
  const bool there = window_of(m, levels, s->levels.n, &from, &to);
  sr_estimate e = {SR_ANSWER_UNDEFINED, (double)NAN, (double)NAN, "there is no map near the ends of the window"};
  row.from = from.day;
  row.to = to.day;
  row.area_km2 = to.area_km2;
  row.noise_km2 = noise_km2;
  const bool backwards = to.day < from.day;
  if (m->options->what == SR_MEASURED_SHARE) {
    if (!isnan(to.area_km2)) e = sr_share(to.area_km2, noise_km2, at->base_km2);
    row.from = row.to;
  } else if (there || backwards) {
    e = sr_rate(from, to, noise_km2);
    if (m->options->what == SR_MEASURED_TIME && isnan(at->base_km2))
      e = (sr_estimate){SR_ANSWER_UNDEFINED, (double)NAN, (double)NAN, "the area of the whole is not known"};
    else if (m->options->what == SR_MEASURED_TIME)
      e = sr_time_to_take(at->base_km2 - to.area_km2, e);
  }
  row.low = e.low;
  row.high = e.high;
  row.answer = e.answer;
  row.reason = sr_slice_of(e.reason);
  return m->visit(m->user, &row, err);
}

/* ---- change ---- */

static sr_status shapes_on(measurer *m, const sr_ground_series *s, const sr_ground_level *level, const spot *at,
                           sr_shape *held, sr_shape *other, sr_error *err) {
  sr_all_series all;
  SR_TRY(sr_series_shape(m->ledger, level->shape, m->arena, held, err));
  SR_TRY(sr_series_load(m->ledger, (sr_slice){0}, s->party, s->source, m->options->as_of, m->arena, &all, err));
  *other = (sr_shape){.box = sr_box_empty};
  for (uint32_t i = 0; i < all.all.n; i++) {
    const sr_ground_series *o = &all.all.at[i];
    if (!sr_slice_is(o->kind, "claimed") && !sr_slice_is(o->kind, "contested")) continue;
    if (sr_slice_eq(o->kind, s->kind) || !sr_slice_eq(o->place, s->place)) continue;
    const sr_ground_level *l = sr_series_before(o, level->day);
    sr_shape one, joined;
    if (!l || l->day != level->day) continue;
    SR_TRY(sr_series_shape(m->ledger, l->shape, m->arena, &one, err));
    if (!other->rings.n) {
      *other = one;
      continue;
    }
    SR_TRY(sr_geos_overlay(m->kit.geos, m->arena, SR_OVERLAY_UNION, other, &one, &joined, err));
    *other = joined;
  }
  const sr_shape *clip = at->disc ? &at->ring : at->unit >= 0 ? &m->units.rows.at[at->unit].shape : NULL;
  if (!clip) return SR_OK;
  sr_shape clipped;
  SR_TRY(sr_geos_overlay(m->kit.geos, m->arena, SR_OVERLAY_COMMON, held, clip, &clipped, err));
  *held = clipped;
  if (!other->rings.n) return SR_OK;
  SR_TRY(sr_geos_overlay(m->kit.geos, m->arena, SR_OVERLAY_COMMON, other, clip, &clipped, err));
  *other = clipped;
  return SR_OK;
}

static sr_status tell_change(measurer *m, const sr_ground_series *s, const spot *at, const sr_level *levels,
                             double noise_km2, sr_error *err) {
  sr_measure_row row = row_of(m, s, at);
  sr_level from, to;
  const bool there = window_of(m, levels, s->levels.n, &from, &to);
  row.from = from.day;
  row.to = to.day;
  row.area_km2 = to.area_km2;
  row.noise_km2 = noise_km2;
  if (!there || to.day <= from.day) {
    row.answer = SR_ANSWER_UNDEFINED;
    row.reason = !there               ? SR_SLICE("there is no map near the ends of the window")
                 : to.day == from.day ? SR_SLICE("the window has no days")
                                      : SR_SLICE("the window runs backwards");
    return m->visit(m->user, &row, err);
  }
  const sr_ground_level *ends[2] = {sr_series_before(s, from.day), sr_series_before(s, to.day)};
  sr_shape held[2], other[2];
  for (int i = 0; i < 2; i++) SR_TRY(shapes_on(m, s, ends[i], at, &held[i], &other[i], err));
  sr_change_parts parts;
  const sr_shape *const helds[2] = {&held[0], &held[1]}, *const others[2] = {&other[0], &other[1]};
  SR_TRY(sr_change_split(m->kit.geos, m->arena, helds, others, m->options->redraw_m > 0 ? m->options->redraw_m : 25,
                         &parts, err));
  for (int i = 0; i < 2; i++) {
    row.new_km2[i] = parts.new_m2[i] / 1e6;
    row.reclassified_km2[i] = parts.reclassified_m2[i] / 1e6;
    row.redrawn_km2[i] = parts.redrawn_m2[i] / 1e6;
  }
  row.cut_km2 = parts.cut_m2 / 1e6;
  row.mended_km2 = ((ends[1]->area_m2 - ends[1]->drawn_m2) - (ends[0]->area_m2 - ends[0]->drawn_m2)) / 1e6;
  row.low = row.high = to.area_km2 - from.area_km2;
  return m->visit(m->user, &row, err);
}

/* ---- the run ---- */

static sr_status tell_spot(measurer *m, const sr_ground_series *s, const spot *at, sr_error *err) {
  sr_level *levels = SR_NEW(m->arena, sr_level, s->levels.n + 1);
  if (!levels) return sr_arena_fail(m->arena, err);
  SR_TRY(levels_at(m, s, at, levels, err));
  const double noise = sr_noise_km2(levels, s->levels.n);
  switch (m->options->what) {
  case SR_MEASURED_AREA: return tell_area(m, s, at, levels, noise, err);
  case SR_MEASURED_CHANGE: return tell_change(m, s, at, levels, noise, err);
  default: return tell_estimate(m, s, at, levels, noise, err);
  }
}

/* Units that the series touches at all; a division without a square metre of it says nothing. */
static bool touches(const measurer *m, const sr_ground_series *s, uint32_t unit) {
  for (uint32_t i = 0; i < s->levels.n; i++)
    if (overlap_of(m, s->levels.at[i].shape, m->units.rows.at[unit].code) > 0) return true;
  return false;
}

static sr_status tell_countries(measurer *m, const sr_ground_series *s, sr_error *err) {
  const sr_measure_options *o = m->options;
  for (uint32_t u = 0; o->by_country && !o->place.len && u < m->units.rows.n; u++) {
    bool told = !touches(m, s, u);
    for (uint32_t before = 0; before < u && !told; before++)
      told = sr_slice_eq(m->units.rows.at[before].country, m->units.rows.at[u].country) && touches(m, s, before);
    if (told) continue;
    const spot at = country_spot(m, u);
    SR_TRY(tell_spot(m, s, &at, err));
  }
  return SR_OK;
}

static sr_status measure(measurer *m, sr_error *err) {
  const sr_measure_options *o = m->options;
  sr_all_series series;
  const sr_slice kind = o->kind.len ? o->kind : SR_SLICE("held");
  SR_TRY(sr_series_load(m->ledger, kind, o->party, o->source, o->as_of, m->arena, &series, err));
  if (!series.all.n)
    return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "no map of ground that is %.*s in the ledger%s", SR_FMT(kind),
                   o->party.len || o->source.len ? " by that party or source"
                   : o->as_of                    ? " that was read by then"
                                                 : " (sitrep observe map)");
  SR_TRY(load_units(m, err));
  if ((o->by_unit || o->by_country) && !m->units.frame)
    return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "no borders in the ledger (sitrep observe borders)");
  for (uint32_t i = 0; i < series.all.n; i++) {
    const sr_ground_series *s = &series.all.at[i];
    spot at;
    SR_TRY(find_spot(m, s, &at, err));
    SR_TRY(tell_spot(m, s, &at, err));
    SR_TRY(tell_countries(m, s, err));
    for (uint32_t u = 0; o->by_unit && !o->place.len && u < m->units.rows.n; u++) {
      if (!touches(m, s, u)) continue;
      at = unit_spot(m, u);
      SR_TRY(tell_spot(m, s, &at, err));
    }
  }
  return SR_OK;
}

sr_status sr_measure(sr_ledger *ledger, const sr_measure_options *options, sr_measure_visit visit, void *user,
                     sr_error *err) {
  measurer m = {.ledger = ledger, .options = options, .visit = visit, .user = user};
  m.arena = sr_arena_new(ARENA_BYTES);
  if (!m.arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to measure maps");
  sr_status status = sr_geos_open(&m.kit.geos, err);
  if (!status) status = sr_edge_memory_open(&m.kit.memory, err);
  if (!status) status = measure(&m, err);
  sr_geos_free(m.kit.geos);
  sr_edge_memory_free(m.kit.memory);
  sr_arena_free(m.arena);
  return status;
}
