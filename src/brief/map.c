/* The locator map; see the header. */
#include "brief/map.h"

#include "base/map.h"
#include "base/slice.h"
#include "base/table.h"
#include "ledger/ground.h"
#include "observe/series.h"

#include <lexicon/border_policies.h>
#include <lexicon/disputed_divisions.h>

#include <math.h>

/* A map of more places cannot be read; a place names the first claims alone. */
enum { SPOTS_MAX = 40, REFS_MAX = 6 };

typedef struct place {
  sr_slice name, country;
  double lon, lat;
  bool region;
  uint32_t claims;
  sr_ref refs[REFS_MAX];
} place;

typedef struct gathering {
  sr_arena *arena;
  sr_page *page;
  sr_map by_name;
  SR_VEC(place) places;
  sr_outlines *outlines;
  int64_t borders; /* the last set; 0: none */
  bool apart;
} gathering;

static uint32_t policy_row(const char *name) {
  const sr_slice key = sr_slice_of(name ? name : "iso");
  return sr_table_find(&sr_table_border_policies, &key, 1);
}

const char *sr_border_policy(const char *name) {
  const uint32_t row = policy_row(name);
  return row == UINT32_MAX ? NULL : sr_table_cell(&sr_table_border_policies, row, SR_BORDER_POLICIES_POLICY).ptr;
}

/* ---- places ---- */

static sr_status take_place(gathering *g, const sr_place_ref *where, sr_ref claim, sr_error *err) {
  const bool region = sr_slice_is(where->feature, "ADM1");
  if (!isfinite(where->lat) || !isfinite(where->lon) || !where->country.len) return SR_OK;
  if (!region && (where->feature.len < 3 || memcmp(where->feature.ptr, "PPL", 3))) return SR_OK; /* a country, a sea */
  uint32_t at = sr_map_get(&g->by_name, where->name);
  if (at == SR_MAP_NONE) {
    place *p = SR_PUSH(g->arena, &g->places);
    if (!p) return sr_arena_fail(g->arena, err);
    at = g->places.n - 1;
    *p = (place){.name = sr_page_copy(g->page, where->name),
                 .country = sr_page_copy(g->page, where->country),
                 .lon = where->lon,
                 .lat = where->lat,
                 .region = region};
    if (!p->name.ptr || !sr_map_put(&g->by_name, g->arena, p->name, at)) return sr_arena_fail(g->arena, err);
  }
  place *p = &g->places.at[at];
  if (p->claims < REFS_MAX) p->refs[p->claims] = claim;
  p->claims++;
  return SR_OK;
}

static sr_status take_claim(void *user, const sr_stored_claim *stored, sr_error *err) {
  for (uint32_t i = 0; i < stored->claim.n_where; i++)
    SR_TRY(take_place(user, &stored->claim.where[i], stored->ref, err));
  return SR_OK;
}

/* The country of most claims; the first of equals. */
static sr_slice main_country(const gathering *g) {
  uint32_t best = 0;
  sr_slice country = {0};
  for (uint32_t i = 0; i < g->places.n; i++) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < g->places.n; k++)
      if (sr_slice_eq(g->places.at[k].country, g->places.at[i].country)) n += g->places.at[k].claims;
    if (n > best) best = n, country = g->places.at[i].country;
  }
  return country;
}

/* ---- outlines ---- */

static sr_status take_set(void *user, const sr_border_set *set, sr_error *err) {
  (void)err;
  ((gathering *)user)->borders = set->id;
  return SR_OK;
}

static sr_status take_unit(void *user, const sr_border_unit *unit, sr_error *err) {
  gathering *g = user;
  sr_outline *outline = SR_PUSH(g->arena, &g->outlines->units);
  if (!outline) return sr_arena_fail(g->arena, err);
  SR_TRY(sr_shape_decode(unit->shape, g->arena, &outline->shape, err));
  outline->apart = g->apart && sr_table_find(&sr_table_disputed_divisions, &unit->code, 1) != UINT32_MAX;
  g->outlines->box = sr_box_join(g->outlines->box, outline->shape.box);
  return SR_OK;
}

/* The last map of held ground on or before a day. */
static sr_status load_held(gathering *g, sr_ledger *ledger, sr_day until, sr_error *err) {
  sr_all_series all;
  SR_TRY(sr_series_load(ledger, SR_SLICE("held"), (sr_slice){0}, (sr_slice){0}, 0, g->arena, &all, err));
  if (!all.all.n) return SR_OK;
  const sr_ground_level *level = sr_series_before(&all.all.at[0], until == SR_DAY_NONE ? INT32_MAX : until);
  return level ? sr_series_shape(ledger, level->shape, g->arena, &g->outlines->held, err) : SR_OK;
}

static void put_spots(const gathering *g, sr_slice country) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < g->places.n && n < SPOTS_MAX; i++) {
    const place *p = &g->places.at[i];
    if (!sr_slice_eq(p->country, country)) continue;
    n++;
    sr_page_spot(g->page, p->lon, p->lat, p->region);
    sr_page_field(g->page, p->refs[0], p->name);
    for (uint32_t k = 0; k < p->claims && k < REFS_MAX; k++) {
      sr_page_words(g->page, " ");
      sr_page_ref(g->page, p->refs[k]);
    }
    if (p->claims > REFS_MAX) sr_page_words(g->page, " and more");
  }
}

sr_status sr_map_add(sr_page *page, sr_ledger *ledger, sr_period period, const char *policy, sr_arena *arena,
                     sr_error *err) {
  gathering g = {.arena = arena, .page = page, .outlines = SR_NEW(arena, sr_outlines, 1)};
  const uint32_t row = policy_row(policy);
  if (!g.outlines) return sr_arena_fail(arena, err);
  g.outlines->box = sr_box_empty;
  g.apart = sr_slice_is(sr_table_cell(&sr_table_border_policies, row, SR_BORDER_POLICIES_APART), "yes");
  sr_map_init(&g.by_name);
  sr_claim_query query = SR_CLAIM_QUERY_ALL;
  query.since = period.since;
  query.until = period.until;
  SR_TRY(sr_ledger_claims(ledger, &query, take_claim, &g, err));
  const sr_slice country = main_country(&g);
  if (!country.len) return SR_OK;
  SR_TRY(sr_ground_border_sets(ledger, take_set, &g, err));
  if (g.borders) SR_TRY(sr_ground_units(ledger, g.borders, country, take_unit, &g, err));
  sr_page_block(page, SR_BLOCK_HEADING);
  sr_page_words(page, "Where");
  if (!g.outlines->units.n) {
    sr_page_block(page, SR_BLOCK_NOTE);
    sr_page_words(page, "No map: the ledger has no borders of this country. sitrep observe borders brings them.");
    return SR_OK;
  }
  SR_TRY(load_held(&g, ledger, period.until, err));
  sr_page_map(page, g.outlines);
  put_spots(&g, country);
  sr_page_block(page, SR_BLOCK_NOTE);
  sr_page__label(page, sr_table_cell(&sr_table_border_policies, row, SR_BORDER_POLICIES_TEXT));
  sr_page_words(page,
                " A dot is a settlement that claims name, a ring a division: the happening lies somewhere in it.");
  if (g.outlines->held.rings.n) sr_page_words(page, " Hatched: ground held, by the last control map in the ledger.");
  return SR_OK;
}

/* ---- drawing ---- */

static const double WIDTH = 640, MARGIN = 6;

typedef struct view {
  sr_box box;
  double scale, east; /* units a degree of latitude; relative length of a degree of longitude */
} view;

static double x_of(const view *v, double lon) { return MARGIN + (lon - v->box.west) * v->east * v->scale; }
static double y_of(const view *v, double lat) { return MARGIN + (v->box.north - lat) * v->scale; }

static void put_shape(sr_out *out, const view *v, const sr_shape *shape, const char *class_name) {
  static const double least = 0.4; /* a step below this is not seen */
  sr_svg_path_begin(out, class_name);
  for (uint32_t r = 0; r < shape->rings.n; r++) {
    const sr_ring ring = shape->rings.at[r];
    double x0 = 0, y0 = 0;
    for (uint32_t i = 0; i < ring.n; i++) {
      const double *p = sr_shape_at(shape, ring.first + i);
      const double x = x_of(v, p[0]), y = y_of(v, p[1]);
      if (i && hypot(x - x0, y - y0) < least) continue;
      sr_svg_to(out, i ? 'L' : 'M', x, y);
      x0 = x, y0 = y;
    }
    sr_svg_path_close(out);
  }
  sr_svg_path_end(out);
}

/* Names in the order of the places, at the size they have on a telephone; one that would lie over an earlier one is left to the table. */
static void put_names(sr_out *out, const view *v, const sr_block *block) {
  static const double high = 15, letter = 8.2, beside_dot = 7, beside_ring = 12;
  sr_box taken[SPOTS_MAX];
  uint32_t n = 0;
  for (uint32_t i = 0; i < block->spots.n && n < SPOTS_MAX; i++) {
    const sr_spot *spot = &block->spots.at[i];
    if (!spot->label.n) continue;
    const sr_slice name = spot->label.at[0].text;
    const double x = x_of(v, spot->lon), y = y_of(v, spot->lat), width = letter * (double)name.len;
    const double beside = spot->region ? beside_ring : beside_dot;
    const bool left = x + beside + width > WIDTH;
    const sr_box box = {left ? x - beside - width : x + beside, y - high / 2, left ? x - beside : x + beside + width,
                        y + high / 2};
    bool free = true;
    for (uint32_t k = 0; k < n && free; k++) free = !sr_box_meets(taken[k], box);
    if (!free) continue;
    taken[n++] = box;
    sr_svg_text(out, "place", left ? SR_ANCHOR_END : SR_ANCHOR_START, left ? x - beside : x + beside, y + 4, name);
  }
}

void sr_map_draw(sr_out *out, const sr_block *block, uint32_t id) {
  static const double dot = 3.5, ring = 9;
  const sr_outlines *o = block->outlines;
  view v = {.box = o->box, .east = cos((o->box.south + o->box.north) / 2 * acos(-1.0) / 180)};
  v.scale = (WIDTH - 2 * MARGIN) / fmax((v.box.east - v.box.west) * v.east, 1e-6);
  sr_svg_begin(out, "map", WIDTH, 2 * MARGIN + (v.box.north - v.box.south) * v.scale, id);
  sr_out_words(out, "Where claims lie");
  sr_svg_title_end(out, id,
                   "A map of the divisions of one country with the places that claims name. The table below "
                   "lists the places with their claims.");
  sr_out_format(
      out,
      "<defs><pattern id=\"h%u\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\"/></pattern></defs>",
      id);
  for (uint32_t i = 0; i < o->units.n; i++) /* the outer half of these strokes is the country's outline */
    if (!o->units.at[i].apart) put_shape(out, &v, &o->units.at[i].shape, "country");
  for (uint32_t i = 0; i < o->units.n; i++)
    put_shape(out, &v, &o->units.at[i].shape, o->units.at[i].apart ? "division apart" : "division");
  if (o->held.rings.n) {
    sr_out_format(out, "<g fill=\"url(#h%u)\">", id);
    put_shape(out, &v, &o->held, "held");
    sr_out_words(out, "</g>");
  }
  for (uint32_t i = 0; i < block->spots.n; i++) {
    const sr_spot *spot = &block->spots.at[i];
    sr_svg_circle(out, spot->region ? "spot region" : "spot", x_of(&v, spot->lon), y_of(&v, spot->lat),
                  spot->region ? ring : dot);
  }
  put_names(out, &v, block);
  sr_svg_end(out);
}
