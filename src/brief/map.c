/* What is on the locator maps; see the header. Drawing is map_draw.c's. */
#include "brief/map.h"

#include "base/map.h"
#include "base/slice.h"
#include "base/table.h"
#include "brief/wording.h"
#include "ledger/ground.h"
#include "observe/series.h"

#include <lexicon/border_policies.h>
#include <lexicon/disputed_divisions.h>

#include <math.h>
#include <stdlib.h>

/* A map of more places cannot be read; a place names the first claims alone; more maps than three are a catalogue. */
enum { SPOTS_MAX = 60, REFS_MAX = 6, MAPS_MAX = 3, NO_MAP = MAPS_MAX + 1 };

typedef enum place_extent { SETTLEMENT, DIVISION, COUNTRY } place_extent;

typedef struct place {
  sr_slice name, country;
  double lon, lat;
  place_extent extent;
  uint32_t claims, map; /* map: which one it is on, from 1; 0: not settled */
  sr_ref refs[REFS_MAX];
} place;

typedef struct gathering {
  sr_arena *arena;
  sr_page *page;
  const sr_map_options *options;
  sr_map by_name;
  SR_VEC(place) places;
  sr_outlines *outlines; /* of the map that is being made */
  uint32_t map;
  sr_slice country; /* whose divisions are asked for; empty: of all countries, what meets the frame */
  int64_t borders;  /* the last set; 0: none */
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

static bool starts(sr_slice text, const char *with) {
  return text.len >= strlen(with) && !memcmp(text.ptr, with, strlen(with));
}

static sr_status take_place(gathering *g, const sr_place_ref *where, sr_ref claim, sr_error *err) {
  if (!isfinite(where->lat) || !isfinite(where->lon) || !where->country.len) return SR_OK;
  place_extent extent;
  if (sr_slice_is(where->feature, "ADM1"))
    extent = DIVISION;
  else if (starts(where->feature, "PPL"))
    extent = SETTLEMENT;
  else if (starts(where->feature, "PCL"))
    extent = COUNTRY;
  else
    return SR_OK; /* a sea, a region of several divisions */
  const sr_slice key = sr_arena_format(g->arena, "%.*s %.*s", SR_FMT(where->country), SR_FMT(where->name));
  if (!key.ptr) return sr_arena_fail(g->arena, err);
  uint32_t at = sr_map_get(&g->by_name, key);
  if (at == SR_MAP_NONE) {
    place *p = SR_PUSH(g->arena, &g->places);
    if (!p) return sr_arena_fail(g->arena, err);
    at = g->places.n - 1;
    *p = (place){.name = sr_page_copy(g->page, where->name),
                 .country = sr_page_copy(g->page, where->country),
                 .lon = where->lon,
                 .lat = where->lat,
                 .extent = extent};
    if (!p->name.ptr || !sr_map_put(&g->by_name, g->arena, key, at)) return sr_arena_fail(g->arena, err);
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

static sr_status gather(gathering *g, sr_ledger *ledger, sr_error *err) {
  const sr_map_options *o = g->options;
  sr_claim_query query = SR_CLAIM_QUERY_ALL;
  query.since = o->period.since;
  query.until = o->period.until;
  if (!o->n_kinds) return sr_ledger_claims(ledger, &query, take_claim, g, err);
  for (uint32_t k = 0; k < o->n_kinds; k++) {
    query.kind = (int)o->kinds[k];
    SR_TRY(sr_ledger_claims(ledger, &query, take_claim, g, err));
  }
  return SR_OK;
}

/* The country of most claims whose places have no map yet, those with a point before whole countries; the first of
 * equals. */
static sr_slice main_country(const gathering *g) {
  uint32_t best = 0;
  sr_slice country = {0};
  for (uint32_t i = 0; i < g->places.n; i++) {
    if (g->places.at[i].map) continue;
    uint32_t n = 0;
    for (uint32_t k = 0; k < g->places.n; k++) {
      const place *p = &g->places.at[k];
      if (!p->map && sr_slice_eq(p->country, g->places.at[i].country)) n += p->extent == COUNTRY ? 0 : p->claims;
    }
    if (n > best) best = n, country = g->places.at[i].country;
  }
  return country;
}

/* ---- the frame ---- */

static double width_of(sr_box box) { /* in degrees of latitude */
  return (box.east - box.west) * cos((box.south + box.north) / 2 * acos(-1.0) / 180);
}

static sr_box grown(sr_box box, double share) {
  const double x = (box.east - box.west) * share, y = (box.north - box.south) * share;
  return (sr_box){box.west - x, box.south - y, box.east + x, box.north + y};
}

static sr_box box_with(sr_box box, const place *p) {
  return sr_box_join(box, (sr_box){p->lon, p->lat, p->lon, p->lat});
}

static bool box_holds(sr_box box, const place *p) {
  return p->lon >= box.west && p->lon <= box.east && p->lat >= box.south && p->lat <= box.north;
}

/* The places of a country with some ground around them: at least so many degrees of latitude each way. */
static sr_box box_around(const gathering *g, sr_slice country) {
  static const double around = 2.5;
  sr_box box = sr_box_empty;
  for (uint32_t i = 0; i < g->places.n; i++) {
    const place *p = &g->places.at[i];
    if (p->map || p->extent == COUNTRY || !sr_slice_eq(p->country, country)) continue;
    box = box_with(box, p);
  }
  const double east = around / fmax(cos((box.south + box.north) / 2 * acos(-1.0) / 180), 0.1);
  return (sr_box){box.west - east, box.south - around, box.east + east, box.north + around};
}

/* Settles which places are on the map of a country whose divisions lie in box, and its frame. */
static sr_box settle(gathering *g, sr_slice country, sr_box box) {
  static const double widest = 30, near = 0.12, edge = 0.03;
  if (width_of(box) > widest) box = box_around(g, country);
  const sr_box reach = grown(box, near);
  bool any = false;
  for (uint32_t i = 0; i < g->places.n; i++) {
    place *p = &g->places.at[i];
    if (p->map) continue;
    if (p->extent == COUNTRY ? !sr_slice_eq(p->country, country) : !box_holds(reach, p)) continue;
    p->map = g->map;
    if (p->extent == COUNTRY || box_holds(box, p)) continue;
    box = box_with(box, p);
    any = true;
  }
  return any ? grown(box, edge) : box;
}

/* ---- outlines ---- */

static sr_status take_set(void *user, const sr_border_set *set, sr_error *err) {
  (void)err;
  *(int64_t *)user = set->id;
  return SR_OK;
}

static sr_status take_box(void *user, const sr_border_unit *unit, sr_error *err) {
  gathering *g = user;
  const sr_arena_mark mark = sr_arena_save(g->arena);
  sr_shape shape = {0};
  SR_TRY(sr_shape_decode(unit->shape, g->arena, &shape, err));
  g->outlines->box = sr_box_join(g->outlines->box, shape.box);
  sr_arena_reset(g->arena, mark);
  return SR_OK;
}

static bool has_claims(const gathering *g, sr_slice country) {
  for (uint32_t i = 0; i < g->places.n; i++)
    if (g->places.at[i].map == g->map && sr_slice_eq(g->places.at[i].country, country)) return true;
  return false;
}

static bool is_named(const gathering *g, const sr_shape *shape) {
  for (uint32_t i = 0; i < g->places.n; i++) {
    const place *p = &g->places.at[i];
    if (p->map == g->map && p->extent == DIVISION && sr_shape_holds(shape, p->lon, p->lat)) return true;
  }
  return false;
}

static sr_status take_unit(void *user, const sr_border_unit *unit, sr_error *err) {
  gathering *g = user;
  const sr_arena_mark mark = sr_arena_save(g->arena);
  sr_shape shape = {0};
  SR_TRY(sr_shape_decode(unit->shape, g->arena, &shape, err));
  if (!sr_box_meets(shape.box, g->outlines->box)) {
    sr_arena_reset(g->arena, mark);
    return SR_OK;
  }
  sr_outline *outline = SR_PUSH(g->arena, &g->outlines->units);
  if (!outline) return sr_arena_fail(g->arena, err);
  outline->shape = shape;
  outline->country = sr_page_copy(g->page, unit->country);
  outline->apart = g->apart && sr_table_find(&sr_table_disputed_divisions, &unit->code, 1) != UINT32_MAX;
  outline->beside = !has_claims(g, unit->country);
  outline->named = is_named(g, &outline->shape);
  return SR_OK;
}

/* ---- held ground ---- */

typedef struct holdings {
  gathering *g;
  sr_day until;
} holdings;

/* The latest map of each party in the period; of one day, the first source. */
static sr_status take_level(void *user, const sr_ground_map *map, const sr_ground_class *level, sr_error *err) {
  holdings *h = user;
  sr_outlines *o = h->g->outlines;
  if (!sr_slice_is(level->name, "held") || (h->until != SR_DAY_NONE && map->day > h->until)) return SR_OK;
  sr_held *held = NULL;
  for (uint32_t i = 0; i < o->held.n && !held; i++)
    if (sr_slice_eq(o->held.at[i].party, map->party)) held = &o->held.at[i];
  if (held && held->day >= map->day) return SR_OK;
  if (!held) held = SR_PUSH(h->g->arena, &o->held);
  if (!held) return sr_arena_fail(h->g->arena, err);
  *held = (sr_held){.party = sr_page_copy(h->g->page, map->party),
                    .source = sr_page_copy(h->g->page, map->source),
                    .licence = sr_page_copy(h->g->page, map->licence),
                    .hash = sr_page_copy(h->g->page, level->hash),
                    .day = map->day};
  return SR_OK;
}

static int by_party(const void *a, const void *b) {
  return sr_slice_cmp(((const sr_held *)a)->party, ((const sr_held *)b)->party);
}

static sr_status load_held(gathering *g, sr_ledger *ledger, sr_error *err) {
  sr_outlines *o = g->outlines;
  holdings h = {g, g->options->period.until};
  SR_TRY(sr_ground_levels(ledger, 0, take_level, &h, err));
  if (o->held.n) qsort(o->held.at, o->held.n, sizeof *o->held.at, by_party);
  uint32_t kept = 0, side = 0;
  for (uint32_t i = 0; i < o->held.n; i++) {
    sr_held held = o->held.at[i];
    SR_TRY(sr_series_shape(ledger, held.hash, g->arena, &held.shape, err));
    held.side = held.party.len && side < 2 ? side++ : 2; /* the same on every map */
    if (sr_box_meets(held.shape.box, o->box)) o->held.at[kept++] = held;
  }
  o->held.n = kept;
  return SR_OK;
}

/* ---- the page ---- */

static void put_spots(const gathering *g) {
  for (uint32_t i = 0, n = 0; i < g->places.n && n < SPOTS_MAX; i++) {
    const place *p = &g->places.at[i];
    if (p->map != g->map) continue;
    n++;
    sr_page_spot(g->page, &(sr_spot){.lon = p->lon,
                                     .lat = p->lat,
                                     .region = p->extent == DIVISION,
                                     .whole = p->extent == COUNTRY,
                                     .claims = p->claims});
    sr_page_field(g->page, p->refs[0], p->name);
    if (p->extent == COUNTRY) sr_page_words(g->page, ", as a whole");
    for (uint32_t k = 0; k < p->claims && k < REFS_MAX; k++) {
      sr_page_words(g->page, " ");
      sr_page_ref(g->page, p->refs[k]);
    }
    if (p->claims > REFS_MAX) sr_page_words(g->page, " and more");
  }
}

/* The figure of an area in the ledger that was measured on the map of a held ground. */
typedef struct measured {
  sr_page *page;
  const sr_held *held;
  const sr_number *day, *low, *high;
  double greatest;
} measured;

static sr_status take_measured(void *user, const sr_observation *o, sr_error *err) {
  (void)err;
  measured *m = user;
  const sr_held *held = m->held;
  if (o->end != held->day || !sr_slice_eq(o->party, held->party) || !sr_slice_eq(o->source, held->source)) return SR_OK;
  if (m->high && o->high <= m->greatest) return SR_OK; /* a part of the whole */
  m->greatest = o->high;
  m->day = sr_page_of_observation(m->page, o, SR_SLOT_END);
  m->low = sr_page_of_observation(m->page, o, SR_SLOT_LOW);
  m->high = sr_page_of_observation(m->page, o, SR_SLOT_HIGH);
  return SR_OK;
}

static sr_status put_keys(const gathering *g, sr_ledger *ledger, sr_error *err) {
  sr_page *page = g->page;
  for (uint32_t i = 0; i < g->outlines->held.n; i++) {
    const sr_held *held = &g->outlines->held.at[i];
    measured m = {.page = page, .held = held};
    SR_TRY(sr_ledger_observations(ledger, SR_SLICE("area held"), take_measured, &m, err));
    sr_page_key(page, held->side);
    sr_page_words(page, "held: ");
    if (held->party.len) {
      sr_page_ground(page, held->party);
      sr_page_words(page, ", ");
    }
    if (m.high) {
      sr_word_range(page, m.low, m.high);
      sr_word_unit(page, sr_number_ref(m.high), SR_SLICE("km2"), m.high);
      sr_page_words(page, ", ");
      sr_page_number(page, m.day);
      sr_page_words(page, "; ");
    }
    sr_page_ground(page, held->source);
    if (!held->licence.len) continue;
    sr_page_words(page, ", ");
    sr_page_ground(page, held->licence);
  }
  return SR_OK;
}

static sr_status put_borders(void *user, const sr_border_set *set, sr_error *err) {
  (void)err;
  sr_page *page = user;
  sr_page_words(page, " Outlines: ");
  sr_page_ground(page, set->source);
  if (set->licence.len) {
    sr_page_words(page, ", ");
    sr_page_ground(page, set->licence);
  }
  sr_page_words(page, ".");
  return SR_OK;
}

typedef struct last_set {
  sr_page *page;
  int64_t id;
} last_set;

static sr_status put_if_last(void *user, const sr_border_set *set, sr_error *err) {
  const last_set *last = user;
  return set->id == last->id ? put_borders(last->page, set, err) : SR_OK;
}

static sr_status put_policy(sr_page *page, sr_ledger *ledger, int64_t borders, const char *policy, sr_error *err) {
  sr_page_block(page, SR_BLOCK_NOTE);
  sr_page__label(page, sr_table_cell(&sr_table_border_policies, policy_row(policy), SR_BORDER_POLICIES_TEXT));
  last_set last = {page, borders};
  return sr_ground_border_sets(ledger, put_if_last, &last, err);
}

sr_status sr_map_add_terms(sr_page *page, sr_ledger *ledger, const char *policy, sr_error *err) {
  int64_t borders = 0;
  SR_TRY(sr_ground_border_sets(ledger, take_set, &borders, err));
  return borders ? put_policy(page, ledger, borders, policy, err) : SR_OK;
}

/* One map, around a country. *drawn is false if the ledger has no borders of it. */
static sr_status add_map(gathering *g, sr_ledger *ledger, sr_slice country, bool *drawn, sr_error *err) {
  g->outlines = SR_NEW(g->arena, sr_outlines, 1);
  if (!g->outlines) return sr_arena_fail(g->arena, err);
  g->outlines->box = sr_box_empty;
  if (g->borders) SR_TRY(sr_ground_units(ledger, g->borders, country, take_box, g, err));
  *drawn = g->outlines->box.west <= g->outlines->box.east;
  g->outlines->box = settle(g, country, *drawn ? g->outlines->box : box_around(g, country));
  if (!*drawn) return SR_OK;
  SR_TRY(sr_ground_units(ledger, g->borders, (sr_slice){0}, take_unit, g, err));
  SR_TRY(load_held(g, ledger, err));
  sr_page_map(g->page, g->outlines);
  put_spots(g);
  return put_keys(g, ledger, err);
}

/* Places that are on no map: there is no room, or no border. */
static void put_elsewhere(const gathering *g) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < g->places.n; i++) {
    const place *p = &g->places.at[i];
    if (p->map && p->map != NO_MAP) continue;
    if (!n++) {
      sr_page_block(g->page, SR_BLOCK_NOTE);
      sr_page_words(g->page, "On no map: ");
    } else {
      sr_page_words(g->page, "; ");
    }
    sr_page_field(g->page, p->refs[0], p->name);
    sr_page_words(g->page, " ");
    sr_page_ref(g->page, p->refs[0]);
    if (p->claims > 1) sr_page_words(g->page, " and more");
  }
}

sr_status sr_map_add(sr_page *page, sr_ledger *ledger, const sr_map_options *options, sr_arena *arena, sr_error *err) {
  gathering g = {.arena = arena, .page = page, .options = options};
  const uint32_t row = policy_row(options->policy);
  g.apart = sr_slice_is(sr_table_cell(&sr_table_border_policies, row, SR_BORDER_POLICIES_APART), "yes");
  sr_map_init(&g.by_name);
  SR_TRY(gather(&g, ledger, err));
  if (!main_country(&g).len) return SR_OK;
  SR_TRY(sr_ground_border_sets(ledger, take_set, &g.borders, err));
  sr_page_block(page, SR_BLOCK_HEADING);
  sr_page_words(page, "Where");
  uint32_t maps = 0;
  for (uint32_t i = 0; i < MAPS_MAX; i++) {
    const sr_slice country = main_country(&g);
    if (!country.len) break;
    bool drawn = false;
    g.map = i + 1;
    SR_TRY(add_map(&g, ledger, country, &drawn, err));
    maps += drawn;
    for (uint32_t k = 0; k < g.places.n && !drawn; k++)
      if (g.places.at[k].map == g.map) g.places.at[k].map = NO_MAP;
  }
  put_elsewhere(&g);
  if (!maps) {
    sr_page_block(page, SR_BLOCK_NOTE);
    sr_page_words(page, "No map: the ledger has no borders of this country. sitrep observe borders brings them.");
    return SR_OK;
  }
  SR_TRY(put_policy(page, ledger, g.borders, options->policy, err));
  sr_page_words(page, " A dot is a settlement that claims name; a division that they name is tinted, for the happening "
                      "lies somewhere in it.");
  return SR_OK;
}
