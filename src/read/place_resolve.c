#include "read/place_resolve.h"

#include "base/error.h"
#include "base/slice.h"
#include "base/vec.h"
#include "lexicon/place_sides.h"
#include "read/place_weights.h"

#include <math.h>

enum { NEAR_KM = 161 };

sr_slice sr_place_feature_of(const sr_gazetteer_entry *e) {
  return (sr_slice){e->feature, strnlen(e->feature, sizeof e->feature)};
}

static bool is_feature(const sr_gazetteer_entry *e, const char *start) {
  return sr_slice_starts(sr_place_feature_of(e), sr_slice_of(start));
}

bool sr_place_has_point(const sr_gazetteer_entry *e) { return e->lat != INT32_MIN; }

double sr_place_distance_km(const sr_gazetteer_entry *a, const sr_gazetteer_entry *b) {
  const double radian = 3.14159265358979323846 / 180, fixed = 1e-5 * radian, earth = 6371.009;
  const double lat1 = a->lat * fixed, lat2 = b->lat * fixed, s = sin((lat2 - lat1) / 2),
               t = sin((b->lon - a->lon) * fixed / 2);
  const double h = s * s + cos(lat1) * cos(lat2) * t * t;
  return 2 * earth * asin(sqrt(h < 1 ? h : 1));
}

const sr_gazetteer_entry *sr_place_holder(const sr_gazetteer *g, const sr_gazetteer_entry *e) {
  return e->parent == SR_GAZETTEER_NONE ? NULL : sr_gazetteer_at(g, e->parent);
}

static bool is_same(const sr_gazetteer_entry *a, const sr_gazetteer_entry *b) {
  if (a == b) return true;
  return a->id && a->id == b->id;
}

bool sr_place_within(const sr_gazetteer *g, const sr_gazetteer_entry *e, const sr_gazetteer_entry *outer) {
  enum { STEPS = 5 };
  for (int i = 0; e && i < STEPS; i++, e = sr_place_holder(g, e))
    if (is_same(e, outer)) return true;
  return false;
}

/* ---- candidates ---- */

static sr_status add_candidates(const sr_gazetteers *set, sr_report *report, sr_slice key, bool capitals,
                                sr_place_name *name, sr_error *err) {
  if (!name->candidates) {
    name->candidates = SR_NEW(report->scratch, sr_place_candidate, SR_PLACE_CANDIDATES);
    if (!name->candidates) return sr_arena_fail(report->scratch, err);
  }
  for (uint32_t g = 0; g < set->n; g++) {
    const uint32_t *meanings = NULL;
    const uint32_t n = sr_gazetteer_find(&set->at[g], key, &meanings);
    for (uint32_t i = 0; i < n && name->n_candidates < SR_PLACE_CANDIDATES; i++) {
      const sr_gazetteer_entry *e = sr_gazetteer_at(&set->at[g], sr_meaning_entry(meanings[i]));
      const sr_gazetteer_kind kind = sr_meaning_kind(meanings[i]);
      if (!e || (kind == SR_GAZ_ABBREV && !capitals)) continue;
      bool there = false;
      for (uint32_t k = 0; k < name->n_candidates; k++) there |= is_same(name->candidates[k].entry, e);
      if (there) continue;
      name->candidates[name->n_candidates] = (sr_place_candidate){
          .entry = e, .gazetteer = (uint8_t)g, .kind = (uint8_t)kind, .rank = (uint8_t)name->n_candidates};
      name->n_candidates++;
    }
  }
  return SR_OK;
}

/* "northern", "downtown": what is behind it is the place of which this is a part. */
static bool is_part(sr_slice norm) {
  const uint32_t row = sr_table_find(&sr_table_place_sides, &norm, 1);
  return row != UINT32_MAX && sr_slice_is(sr_table_cell(&sr_table_place_sides, row, SR_PLACE_SIDES_KIND), "part");
}

enum { HEAD_STREET = 1, HEAD_WATER, HEAD_RELIEF, HEAD_DIVISION, HEAD_TOWN, HEAD_BUILDING, HEAD_BODY };

static sr_place_hint hint_of_word(const sr_place_unit *u) {
  if (sr_slice_is(u->norm, "county") || sr_slice_is(u->norm, "parish") || sr_slice_is(u->norm, "co."))
    return SR_HINT_COUNTY;
  if (u->head == HEAD_DIVISION) return SR_HINT_DIVISION;
  return u->head == HEAD_TOWN ? SR_HINT_TOWN : SR_HINT_NONE;
}

/* Whether a name is the entry's whole name, not a part of it ("Kharkiv" of "Kharkiv Oblast"). */
static bool is_whole(const sr_gazetteer *g, const sr_gazetteer_entry *e, uint32_t key) {
  char own[SR_GAZETTEER_KEY];
  const size_t n = sr_gazetteer_key(sr_gazetteer_text(g, e->name), own);
  return ((uint32_t)sr_gazetteer_hash((sr_slice){own, n}) | 1) == key;
}

/* Looks a stretch of units up. */
static sr_status look_up(const sr_gazetteers *set, sr_report *report, const sr_place_units *units, uint32_t first,
                         uint32_t n, sr_place_name *name, sr_error *err) {
  const uint32_t next = first + n; /* "the East group of forces" is not of a province */
  bool sides =
      next < units->n && (sr_slice_is(units->at[next].norm, "group") || sr_slice_is(units->at[next].norm, "grouping"));
  for (uint32_t i = first; i < first + n; i++) sides = sides && is_part(units->at[i].norm);
  if (sides) return SR_OK;
  const sr_span span = {units->at[first].span.start, units->at[first + n - 1].span.end};
  const sr_slice text = sr_report_slice(report, span);
  char key[SR_GAZETTEER_KEY];
  const size_t len = text.len <= SR_GAZETTEER_KEY ? sr_gazetteer_key(text, key) : 0;
  if (!len) return SR_OK;
  if (!name->key) name->key = (uint32_t)sr_gazetteer_hash((sr_slice){key, len}) | 1;
  const bool capitals = units->at[first].all_capitals || sr_slice_find(text, '.', 0) != SR_NOWHERE || n > 1;
  return add_candidates(set, report, (sr_slice){key, len}, capitals, name, err);
}

/* "the Red Sea" is the sea, not the governorate that is called after it. */
static void keep_waters(sr_place_name *name) {
  static const char *const waters[] = {"SEA", "OCN", "GULF", "STRT", "BAY", "CHN", "LK", "STM"};
  uint32_t kept = 0;
  for (uint32_t i = 0; i < name->n_candidates; i++)
    for (size_t k = 0; k < sizeof waters / sizeof *waters; k++)
      if (is_feature(name->candidates[i].entry, waters[k])) {
        name->candidates[kept++] = name->candidates[i];
        break;
      }
  if (kept) name->n_candidates = kept;
}

static sr_status find_candidates(const sr_gazetteers *set, sr_report *report, const sr_place_units *units,
                                 sr_place_name *name, sr_error *err) {
  uint32_t first = name->first, n = name->n;
  SR_TRY(look_up(set, report, units, first, n, name, err));
  const sr_place_unit *after = &units->at[first + n];
  if (name->hint == SR_HINT_NONE && first + n < units->n && after->sentence == units->at[first].sentence)
    name->hint = hint_of_word(after);
  const sr_place_unit *last = &units->at[first + n - 1];
  if (name->hint == SR_HINT_NONE && n > 1) name->hint = hint_of_word(last);
  if (n > 1 && last->head == HEAD_WATER && name->hint == SR_HINT_NONE) keep_waters(name);
  if (name->n_candidates) return SR_OK;
  /* "Karak district", "Town of Groton", "northern Aleppo": the name within */
  if (n > 1 && (last->head == HEAD_DIVISION || last->head == HEAD_TOWN)) n--;
  if (n > 2 && units->at[first].head && sr_slice_is(units->at[first + 1].norm, "of")) {
    if (name->hint == SR_HINT_NONE) name->hint = hint_of_word(&units->at[first]);
    first += 2, n -= 2;
  }
  while (n > 1 && is_part(units->at[first].norm)) {
    first++, n--;
    if (name->hint == SR_HINT_NONE) name->hint = SR_HINT_INSIDE;
  }
  if (n == name->n) return SR_OK;
  return look_up(set, report, units, first, n, name, err);
}

/* ---- the report around a name ---- */

static const sr_place_candidate *chosen(const sr_place_name *name) {
  return name->chosen >= 0 ? &name->candidates[name->chosen] : NULL;
}

static bool is_town(const sr_gazetteer_entry *e) { return is_feature(e, "PPL"); }
static bool is_division(const sr_gazetteer_entry *e) { return is_feature(e, "ADM"); }

/* How a name hangs on the next one: "Paris, Texas", "Paris (Texas)"; "Tripoli, northern Lebanon"; "Palma in Cabo
 * Delgado". */
typedef enum link { LINK_NONE, LINK_MARK, LINK_PART, LINK_IN } link;

static link link_of(const sr_place_units *units, const sr_place_name *name, const sr_place_name *next) {
  uint32_t at = name->first + name->n;
  if (at >= units->n || units->at[at].sentence != units->at[next->first].sentence) return LINK_NONE;
  const sr_slice norm = units->at[at].norm;
  link how = sr_slice_is(norm, ",") || sr_slice_is(norm, "(") ? LINK_MARK : LINK_IN;
  if (how == LINK_IN && !sr_slice_is(norm, "in")) return LINK_NONE;
  at++;
  if (at < next->first && is_part(units->at[at].norm)) {
    if (how == LINK_MARK) how = LINK_PART;
    at++;
  }
  return at == next->first ? how : LINK_NONE;
}

/* "Houla and Blida in Lebanon": a list shares what stands behind its last name. */
static bool in_list(const sr_place_units *units, const sr_place_name *name, const sr_place_name *next) {
  const uint32_t end = name->first + name->n;
  return next->first == end + 1 && units->at[end].sentence == units->at[next->first].sentence &&
         (sr_slice_is(units->at[end].norm, "and") || sr_slice_is(units->at[end].norm, ","));
}

/* What stands behind a name is a state or division, or a county or town larger than it. */
static void find_holders(const sr_place_units *units, sr_place_names *names) {
  for (uint32_t i = 0; i < names->n; i++) names->at[i].holder = -1, names->at[i].held = false;
  for (uint32_t i = names->n; i-- > 1;) {
    sr_place_name *name = &names->at[i - 1];
    const sr_place_name *next = &names->at[i];
    const link how = link_of(units, name, next);
    for (uint32_t k = 0; how && k < next->n_candidates && name->holder < 0; k++)
      if (!is_town(next->candidates[k].entry) && next->candidates[k].kind <= SR_GAZ_OTHER) name->holder = (int32_t)i;
    name->held = name->holder >= 0 && how != LINK_MARK;
    if (how != LINK_IN || name->holder < 0) continue;
    for (uint32_t k = i - 1; k-- > 0 && in_list(units, &names->at[k], &names->at[k + 1]);)
      names->at[k].holder = name->holder, names->at[k].held = true;
  }
}

static void find_same(sr_place_names *names) {
  enum { LOOK_BACK = 512 };
  for (uint32_t i = 0; i < names->n; i++) {
    names->at[i].same = (int32_t)i;
    for (uint32_t k = i, steps = 0; k-- > 0 && steps < LOOK_BACK; steps++)
      if (names->at[k].key == names->at[i].key && names->at[i].key) {
        names->at[i].same = names->at[k].same;
        break;
      }
  }
}

/* The distinct names of the report that stand for its surroundings, nearest to this one first come first. */
static uint32_t context_of(const sr_place_names *names, uint32_t i, uint32_t out[SR_PLACE_CONTEXT]) {
  uint32_t n = 0;
  for (uint32_t by = 1; n < SR_PLACE_CONTEXT && (by <= i || i + by < names->n); by++)
    for (int side = 0; side < 2 && n < SR_PLACE_CONTEXT; side++) {
      if (side ? i + by >= names->n : by > i) continue;
      const uint32_t k = side ? i + by : i - by;
      if (names->at[k].same == names->at[i].same || names->at[k].chosen < 0) continue;
      bool there = false;
      for (uint32_t m = 0; m < n && !there; m++) there = names->at[out[m]].same == names->at[k].same;
      if (!there) out[n++] = k;
    }
  return n;
}

static bool holder_fits(const sr_gazetteers *set, const sr_place_candidate *c, const sr_place_name *holder) {
  for (uint32_t k = 0; k < holder->n_candidates; k++)
    if (!is_same(holder->candidates[k].entry, c->entry) &&
        sr_place_within(&set->at[c->gazetteer], c->entry, holder->candidates[k].entry))
      return true;
  return false;
}

typedef struct surroundings {
  uint32_t names[SR_PLACE_CONTEXT], n;
  bool told, any_told; /* a holder stands behind this name; behind another mention of it */
} surroundings;

static void look_around(const sr_place_names *names, uint32_t i, surroundings *s) {
  s->n = context_of(names, i, s->names);
  s->told = names->at[i].holder >= 0;
  s->any_told = false;
  for (uint32_t k = 0; k < names->n; k++)
    s->any_told |= names->at[k].same == names->at[i].same && names->at[k].holder >= 0;
}

static void figures_of(const sr_gazetteers *set, const sr_place_names *names, uint32_t i, const surroundings *s,
                       uint32_t candidate, double f[SR_PLACE_FIGURES]) {
  const sr_place_name *name = &names->at[i];
  const sr_place_candidate *c = &name->candidates[candidate];
  const sr_gazetteer_entry *e = c->entry;
  for (int k = 0; k < SR_PLACE_FIGURES; k++) f[k] = 0;
  f[0] = log10(e->population + 1.0);
  f[1] = is_feature(e, "PCL");
  f[2] = is_feature(e, "ADM1");
  f[3] = is_feature(e, "ADM") && !is_feature(e, "ADM1");
  f[4] = is_feature(e, "PPLC");
  f[5] = is_feature(e, "PPLA");
  f[6] = is_feature(e, "PPLX");
  f[7] = !is_town(e) && !is_division(e) && !is_feature(e, "PCL");
  f[8] = c->kind == SR_GAZ_OTHER;
  f[10] = candidate == 0;
  f[11] = sr_place_has_point(e) ? 0 : 1;
  double most = 0;
  for (uint32_t k = 0; k < name->n_candidates; k++) most = fmax(most, name->candidates[k].entry->population);
  f[12] = log10((e->population + 100.0) / (most + 100.0));
  if (s->told) {
    const bool fits = holder_fits(set, c, &names->at[name->holder]);
    f[13] = fits;
    f[14] = !fits;
  } else if (s->any_told) {
    bool fits = false;
    for (uint32_t k = 0; k < names->n && !fits; k++)
      fits = names->at[k].same == name->same && names->at[k].holder >= 0 &&
             holder_fits(set, c, &names->at[names->at[k].holder]);
    f[15] = fits;
    f[16] = !fits;
  }
  f[17] = name->hint == SR_HINT_DIVISION && is_feature(e, "ADM1");
  f[18] = name->hint == SR_HINT_COUNTY && is_feature(e, "ADM2");
  f[19] = name->hint == SR_HINT_TOWN && is_town(e);
  f[20] = (name->hint == SR_HINT_DIVISION || name->hint == SR_HINT_COUNTY) && is_town(e);
  if (name->hint != SR_HINT_DIVISION && name->hint != SR_HINT_COUNTY && is_division(e)) {
    /* "Kharkiv" alone is the town, not the region that is called after it */
    bool town = false;
    for (uint32_t k = 0; k < name->n_candidates; k++) {
      const sr_place_candidate *other = &name->candidates[k];
      /* a capital is often a division of its own, beside the one that surrounds it */
      const bool seat = is_feature(other->entry, "PPLC") && memcmp(other->entry->country, e->country, 2) == 0;
      town |= is_town(other->entry) && other->kind == SR_GAZ_MAIN &&
              (seat || sr_place_within(&set->at[other->gazetteer], other->entry, e));
    }
    if (town) f[!is_whole(&set->at[c->gazetteer], e, name->key) ? 9 : is_feature(e, "ADM1") ? 32 : 33] = 1;
  }
  f[34] = name->hint == SR_HINT_INSIDE && !is_town(e);
  f[35] = e->id == 0;
  double nearest = 20000, in_country = 0, in_adm1 = 0, names_holder = 0, names_country = 0, close_by = 0, abroad = 0;
  const sr_gazetteer *own = &set->at[c->gazetteer];
  const sr_gazetteer_entry *up = sr_place_holder(own, e);
  for (uint32_t k = 0; k < s->n; k++) {
    const sr_place_candidate *other = chosen(&names->at[s->names[k]]);
    const sr_gazetteer_entry *o = other->entry;
    const sr_gazetteer *its = &set->at[other->gazetteer];
    if (is_same(o, e)) continue;
    abroad += is_feature(o, "PPLC") || is_feature(o, "PCL");
    if (o->country[0] && memcmp(o->country, e->country, 2) == 0) in_country++;
    if (is_feature(o, "PCL") && memcmp(o->country, e->country, 2) == 0) names_country = 1;
    if (!is_feature(o, "PCL") && !is_feature(e, "PCL") && sr_place_within(own, e, o)) names_holder = 1;
    /* in the same first-order division, or the same county */
    for (const sr_gazetteer_entry *a = is_feature(e, "ADM1") ? e : up; a; a = sr_place_holder(own, a))
      if (is_division(a) && sr_place_within(its, o, a)) {
        in_adm1++;
        break;
      }
    if (sr_place_has_point(o) && sr_place_has_point(e) && !is_feature(o, "PCL") && !is_feature(e, "PCL")) {
      const double km = sr_place_distance_km(o, e);
      nearest = fmin(nearest, km);
      close_by += km < NEAR_KM;
    }
  }
  const double all = s->n + 1.0;
  f[21] = in_country / all;
  f[22] = in_adm1 / all;
  f[23] = names_country;
  f[24] = names_holder;
  f[25] = -log10(nearest + 10);
  f[26] = close_by / all;
  f[27] = in_country > 0;
  f[28] = in_adm1 > 0;
  f[29] = fmin(close_by, 5) / 5;
  f[30] = (is_feature(e, "PPLC") || is_feature(e, "PCL")) * abroad / all; /* capitals and states are named together */
  f[31] = is_town(e) && !is_feature(e, "PPLA") && !is_feature(e, "PPLC");
}

void sr_place_figures(const sr_gazetteers *set, const sr_place_names *names, uint32_t i, uint32_t candidate,
                      double out[SR_PLACE_FIGURES]) {
  surroundings s;
  look_around(names, i, &s);
  figures_of(set, names, i, &s, candidate, out);
}

static sr_slice name_of(const sr_gazetteers *set, const sr_place_candidate *c) {
  return sr_gazetteer_text(&set->at[c->gazetteer], c->entry->name);
}

/* "the Kyiv region" is the one around the city, which is a division of its own: of two in one country the one that has
 * more to its name. */
static int32_t around_city(const sr_gazetteers *set, const sr_place_name *name, int32_t best) {
  const sr_place_candidate *city = &name->candidates[best];
  if (name->hint != SR_HINT_DIVISION || !is_feature(city->entry, "ADM1")) return best;
  for (uint32_t k = 0; k < name->n_candidates; k++) {
    const sr_place_candidate *other = &name->candidates[k];
    const sr_slice a = name_of(set, city), b = name_of(set, other);
    if (is_feature(other->entry, "ADM1") && memcmp(other->entry->country, city->entry->country, 2) == 0 &&
        b.len > a.len && sr_slice_starts(b, a))
      return (int32_t)k;
  }
  return best;
}

/* "Haifa" alone is the town: of a division and its seat of the same name the seat, unless a word beside it says
 * otherwise or few of the division's people live there (Quebec). */
static int32_t seat_of(const sr_gazetteers *set, const sr_place_name *name, int32_t best) {
  enum { SHARE = 10 }; /* one in so many */
  const sr_gazetteer_entry *division = name->candidates[best].entry;
  if (name->hint != SR_HINT_NONE || name->holder >= 0 || !is_feature(division, "ADM1")) return best;
  for (uint32_t k = 0; k < name->n_candidates; k++) {
    const sr_place_candidate *c = &name->candidates[k];
    if (c->kind == SR_GAZ_MAIN && is_feature(c->entry, "PPLA") && !is_feature(c->entry, "PPLA2") &&
        c->entry->population >= division->population / SHARE &&
        sr_place_within(&set->at[c->gazetteer], c->entry, division))
      return (int32_t)k;
  }
  return best;
}

static int32_t best_of(const sr_gazetteers *set, sr_place_names *names, uint32_t i, const double *weights, bool alone) {
  surroundings s = {0};
  sr_place_name *name = &names->at[i];
  if (!alone) look_around(names, i, &s);
  s.told = name->holder >= 0;
  int32_t best = -1;
  bool any_fits = false; /* then it is one of those that lie where the text says, however small */
  for (uint32_t k = 0; name->held && k < name->n_candidates; k++)
    any_fits |= holder_fits(set, &name->candidates[k], &names->at[name->holder]);
  for (uint32_t k = 0; k < name->n_candidates; k++) {
    double f[SR_PLACE_FIGURES], score = 0;
    if (any_fits && !holder_fits(set, &name->candidates[k], &names->at[name->holder])) continue;
    figures_of(set, names, i, &s, k, f);
    for (int m = 0; m < SR_PLACE_FIGURES; m++) score += weights[m] * f[m];
    name->candidates[k].score = score;
    if (best < 0 || score > name->candidates[best].score) best = (int32_t)k;
  }
  return best < 0 ? best : seat_of(set, name, around_city(set, name, best));
}

sr_status sr_place_resolve(const sr_gazetteers *set, sr_report *report, const sr_place_units *units,
                           const double *weights, sr_place_names *names, sr_error *err) {
  enum { PASSES = 2 };
  const double *w = weights ? weights : sr_place_rank_weights;
  for (uint32_t i = 0; i < names->n; i++) {
    names->at[i].chosen = -1;
    SR_TRY(find_candidates(set, report, units, &names->at[i], err));
  }
  find_holders(units, names);
  find_same(names);
  for (uint32_t i = 0; i < names->n; i++) names->at[i].chosen = best_of(set, names, i, w, true);
  for (int pass = 0; pass < PASSES; pass++)
    for (uint32_t i = 0; i < names->n; i++) {
      sr_place_name *name = &names->at[i];
      const sr_place_name *first = &names->at[name->same];
      /* later mentions follow the first, which has looked at all of them */
      if (first != name && name->holder < 0 && name->hint == first->hint && name->n_candidates == first->n_candidates)
        name->chosen = first->chosen;
      else
        name->chosen = best_of(set, names, i, w, false);
    }
  return SR_OK;
}
