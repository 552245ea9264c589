/* Place reading: units, tags, names, meanings; see the header. */
#include "read/place.h"

#include "base/slice.h"
#include "base/vec.h"
#include "lexicon/place_words.h"
#include "read/place_resolve.h"
#include "read/place_tagger.h"
#include "read/wordclass.h"

#include <math.h>

extern const unsigned char sr_gazetteer_small[]; /* made by tools/gazetteer of the tables */
extern const size_t sr_gazetteer_small_size;

struct sr_place_tables {
  sr_gazetteers gazetteers;
  sr_place_weights weights;
};

sr_slice sr_place_small(void) { return (sr_slice){(const char *)sr_gazetteer_small, sr_gazetteer_small_size}; }

sr_status sr_place_open(sr_arena *arena, sr_place_tables **out, sr_error *err) {
  sr_place_tables *tables = SR_NEW(arena, sr_place_tables, 1);
  if (!tables) return sr_arena_fail(arena, err);
  SR_TRY(sr_gazetteers_open(arena, sr_place_small(), &tables->gazetteers, err));
  tables->weights = sr_place_weights_own();
  *out = tables;
  return SR_OK;
}

void sr_place_close(sr_place_tables *tables) { sr_gazetteers_close(&tables->gazetteers); }

enum { SPELT_MAX = 16 }; /* acronyms of one report that are looked at */

typedef struct reading {
  const sr_place_tables *tables;
  sr_report *report;
  sr_place_units units;
  uint8_t *tags;
  SR_VEC(sr_place_name) names;
  SR_VEC(sr_place) places;
  sr_slice spelt[SPELT_MAX]; /* acronyms that the report spells out */
  uint32_t n_spelt;
} reading;

static bool is_word(const sr_report *report, uint32_t i, const char *class) {
  if (i >= report->n_tokens) return false;
  const uint32_t row = sr_table_find(&sr_table_place_words, &report->tokens[i].norm, 1);
  return row != UINT32_MAX && sr_slice_is(sr_table_cell(&sr_table_place_words, row, SR_PLACE_WORDS_CLASS), class);
}

static bool is_norm(const sr_report *report, uint32_t i, const char *text) {
  return i < report->n_tokens && sr_slice_is(report->tokens[i].norm, text);
}

/* A word with a capital that is neither a function word nor a day or month. */
static bool is_name(const sr_report *report, uint32_t i) {
  if (i >= report->n_tokens || report->tokens[i].kind != SR_TOKEN_WORD || !sr_word_is_capital(report, i)) return false;
  switch (sr_word_class_of(report, i)) {
  case SR_CLASS_NAME:
  case SR_CLASS_NOUN: return true;
  default: return false;
  }
}

static bool is_state_or_capital(const sr_place *place) {
  return sr_slice_is(place->feature, "PCLI") || sr_slice_is(place->feature, "PPLC");
}

/* Whether something is there; i, n: the tokens of the name. */
static bool is_literal(const reading *r, const sr_place *place, uint32_t i, uint32_t n) {
  const sr_report *report = r->report;
  const uint32_t after = i + n;
  const bool same_sentence = after < report->n_tokens && report->tokens[after].sentence == place->sentence;
  uint32_t before = i;
  if (before && is_norm(report, before - 1, "the")) before--;
  const bool has_before = before && report->tokens[before - 1].sentence == place->sentence;
  if (same_sentence) {
    if (is_word(report, after, "office")) return false;
    /* "Odesa Film Festival" is no place; "Kyiv Monday" is not a name, and "Kharkiv Oblast" has been read. */
    if (report->tokens[after].space_before && is_name(report, after)) return false;
  }
  if (has_before && before == i && report->tokens[i].space_before && is_name(report, i - 1) &&
      !is_word(report, i - 1, "settlement"))
    if (r->places.n == 0 || r->places.at[r->places.n - 1].span.end < report->tokens[i - 1].span.end) return false;
  if (has_before) {
    if (is_word(report, before - 1, "in") || is_word(report, before - 1, "near") ||
        is_word(report, before - 1, "compass") || is_word(report, before - 1, "settlement"))
      return !(same_sentence && is_norm(report, after, "'s") && sr_slice_is(place->feature, "PCLI"));
    if (is_norm(report, before - 1, "of") && before >= 2 &&
        (is_word(report, before - 2, "settlement") || is_word(report, before - 2, "compass")))
      return true;
    /* A list goes on as it began. */
    if (r->places.n &&
        (is_norm(report, before - 1, "and") || is_norm(report, before - 1, ",") || is_norm(report, before - 1, "or"))) {
      const sr_place *last = &r->places.at[r->places.n - 1];
      const uint32_t last_end = last->first_token + last->n_tokens;
      if (last->sentence == place->sentence && before - last_end <= 2) return last->literal;
    }
  }
  return !is_state_or_capital(place);
}

/* ---- names ---- */

static sr_status push_name(reading *r, uint32_t first, uint32_t n, sr_error *err) {
  sr_place_name *name = SR_PUSH(r->report->scratch, &r->names);
  if (!name) return sr_arena_fail(r->report->scratch, err);
  *name = (sr_place_name){.first = first, .n = n, .holder = -1, .chosen = -1};
  return SR_OK;
}

static bool is_unit_class(const reading *r, uint32_t i, const char *class) {
  if (i >= r->units.n) return false;
  const uint32_t row = sr_table_find(&sr_table_place_words, &r->units.at[i].norm, 1);
  return row != UINT32_MAX && sr_slice_is(sr_table_cell(&sr_table_place_words, row, SR_PLACE_WORDS_CLASS), class);
}

static bool is_unit(const reading *r, uint32_t i, const char *text) {
  return i < r->units.n && sr_slice_is(r->units.at[i].norm, text);
}

/* Whether what stands before a capitalised stretch says that a place follows: "the village of X", "north of X", "near
 * X". */
static bool is_introduced(const reading *r, uint32_t i) {
  if (!i || r->units.at[i - 1].sentence != r->units.at[i].sentence) return false;
  if (is_unit_class(r, i - 1, "near")) return true;
  return is_unit(r, i - 1, "of") && i >= 2 &&
         (is_unit_class(r, i - 2, "settlement") || is_unit_class(r, i - 2, "compass"));
}

/* Whether the list of an introduced name goes on: "the villages of A, B and C". last: the unit before the comma. */
static bool goes_on(const reading *r, uint32_t i) {
  if (!r->names.n) return false;
  const sr_place_name *last = &r->names.at[r->names.n - 1];
  const uint32_t end = last->first + last->n;
  return i == end + 1 && (is_unit(r, end, "and") || is_unit(r, end, ",")) && is_introduced(r, last->first);
}

/* A capitalised stretch that the words before it make a place of, where the tagger saw none. */
static uint32_t introduced_name(const reading *r, uint32_t i) {
  enum { UNITS = 3 };
  const sr_place_unit *u = &r->units.at[i];
  if (!u->capital || u->run_first != i || !is_name(r->report, u->token)) return 0;
  if (!is_introduced(r, i) && !goes_on(r, i)) return 0;
  uint32_t n = 1;
  while (n < UNITS && i + n < u->run_end && r->tags[i + n] == SR_TAG_O && is_name(r->report, r->units.at[i + n].token))
    n++;
  const uint8_t class = u->class;
  return class == SR_PC_ADJECTIVE || class == SR_PC_PEOPLE ? 0 : n;
}

/* A capitalised stretch that is the name of a place in Ukraine or of a village of our own table, where the tagger,
 * which has learnt from the papers of the world, saw none. */
static uint32_t own_name(const reading *r, uint32_t i) {
  const sr_place_unit *u = &r->units.at[i];
  if (!u->class || u->at || u->initial || u->given || u->run_first != i || u->run_end != i + u->of) return 0;
  char key[SR_GAZETTEER_KEY];
  const sr_span span = {u->span.start, r->units.at[i + u->of - 1].span.end};
  const size_t n = sr_gazetteer_key(sr_report_slice(r->report, span), key);
  for (uint32_t g = 0; g < r->tables->gazetteers.n; g++) {
    const sr_gazetteer *gazetteer = &r->tables->gazetteers.at[g];
    const uint32_t *meanings = NULL;
    if (!sr_gazetteer_find(gazetteer, (sr_slice){key, n}, &meanings)) continue;
    const sr_gazetteer_entry *e = sr_gazetteer_at(gazetteer, sr_meaning_entry(meanings[0]));
    if (e && sr_meaning_kind(meanings[0]) == SR_GAZ_MAIN && sr_slice_starts(sr_place_feature_of(e), SR_SLICE("PPL")) &&
        (!e->id || memcmp(e->country, "UA", 2) == 0))
      return u->of;
  }
  return 0;
}

static bool is_glued(const reading *r, uint32_t i) {
  return i > 0 && i < r->units.n && r->units.at[i].span.start == r->units.at[i - 1].span.end;
}

/* "Pont-Sonde", "Carrefour-Feuilles", of which the tagger knows the first part: the units of a name with what hyphens
 * join to it, if that is no place of its own ("the Kharkiv-Belgorod border") and the first no state or capital
 * ("Iran-Contra"). */
static uint32_t with_hyphens(const reading *r, uint32_t i, uint32_t n) {
  uint32_t end = i + n;
  const uint8_t class = r->units.at[i].class;
  if (class && class < SR_PC_CITY) return n;
  while (is_glued(r, end) && is_unit(r, end, "-") && is_glued(r, end + 1) && r->units.at[end + 1].capital &&
         !r->units.at[end + 1].all_capitals && r->tags[end + 1] == SR_TAG_O && !r->units.at[end + 1].class &&
         !sr_slice_starts(sr_report_slice(r->report, r->units.at[end].span), SR_SLICE("\xe2\x80\x94")))
    end += 2;
  return end - i;
}

/* "the Azawad Liberation Front (FLA)": an acronym of what is no place is none either. */
static void find_spelt_out(reading *r) {
  for (uint32_t k = 2; k + 1 < r->units.n && r->n_spelt < SPELT_MAX; k++) {
    const sr_place_unit *u = &r->units.at[k], *before = &r->units.at[k - 2];
    if (u->all_capitals && is_unit(r, k - 1, "(") && is_unit(r, k + 1, ")") && r->tags[k - 2] == SR_TAG_O &&
        before->capital && before->run_end - before->run_first > 1)
      r->spelt[r->n_spelt++] = u->norm;
  }
}

static bool is_spelt_out(const reading *r, uint32_t i) {
  const sr_place_unit *u = &r->units.at[i];
  for (uint32_t k = 0; u->all_capitals && k < r->n_spelt; k++)
    if (sr_slice_eq(r->spelt[k], u->norm)) return true;
  return false;
}

/* Without a tagger for the language: a name of the gazetteers that is written with a capital within a sentence. */
static uint32_t listed_name(const reading *r, uint32_t i) {
  const sr_place_unit *u = &r->units.at[i];
  if (!u->class || u->at || u->class > SR_PC_VILLAGE || u->class == SR_PC_PEOPLE) return 0;
  const bool large = u->class <= SR_PC_REGION || u->class == SR_PC_CITY;
  return large || (!u->initial && u->run_end - u->run_first == u->of) ? u->of : 0;
}

static sr_status find_names(reading *r, sr_error *err) {
  const sr_slice lang = r->report->about.lang;
  const bool english = !lang.len || sr_slice_starts(lang, SR_SLICE("en"));
  if (english) SR_TRY(sr_place_tag(&r->tables->weights, r->report, &r->units, r->tags, err));
  find_spelt_out(r);
  for (uint32_t i = 0; i < r->units.n;) {
    uint32_t n = 0;
    if (is_spelt_out(r, i)) {
      i++;
      continue;
    }
    if (r->tags[i] == SR_TAG_B) {
      n = 1;
      while (i + n < r->units.n && r->tags[i + n] == SR_TAG_I) n++;
      n = with_hyphens(r, i, n);
    } else if (r->units.at[i].word) {
      n = english ? introduced_name(r, i) : listed_name(r, i);
      if (!n && english) n = own_name(r, i);
    }
    if (n) SR_TRY(push_name(r, i, n, err));
    i += n ? n : 1;
  }
  /* "the Sumy and Poltava regions": each of them is one */
  for (uint32_t k = r->names.n; k-- > 0;) {
    sr_place_name *name = &r->names.at[k];
    const uint32_t end = name->first + name->n;
    if (is_unit_class(r, end, "regions")) name->hint = SR_HINT_DIVISION;
    if (k + 1 == r->names.n || r->names.at[k + 1].hint != SR_HINT_DIVISION) continue;
    const uint32_t next = r->names.at[k + 1].first;
    bool list = next > end && next <= end + 2;
    for (uint32_t i = end; i < next && list; i++)
      list = is_unit(r, i, ",") || is_unit(r, i, "and") || is_unit(r, i, "or");
    if (list) name->hint = SR_HINT_DIVISION;
  }
  return SR_OK;
}

/* ---- places ---- */

/* The name of a division of the first order that holds it, empty if none does. */
static sr_slice adm1_of(const sr_gazetteer *g, const sr_gazetteer_entry *e) {
  enum { STEPS = 5 };
  for (int i = 0; e && i < STEPS; i++, e = sr_place_holder(g, e))
    if (sr_slice_is(sr_place_feature_of(e), "ADM1")) return sr_gazetteer_text(g, e->name);
  return (sr_slice){0};
}

static void set_meaning(const reading *r, const sr_place_name *name, sr_place *place) {
  const sr_place_candidate *c = &name->candidates[name->chosen];
  const sr_gazetteer *g = &r->tables->gazetteers.at[c->gazetteer];
  const sr_gazetteer_entry *e = c->entry;
  place->name = sr_gazetteer_text(g, e->name);
  place->geonames = e->id;
  place->feature = sr_place_feature_of(e);
  if (e->country[0]) place->country = (sr_slice){e->country, 2};
  place->adm1 = adm1_of(g, e);
  if (sr_place_has_point(e)) {
    place->lat = e->lat / 1e5;
    place->lon = e->lon / 1e5;
  }
}

/* Points that are borrowed: how far off they may be, by what they are borrowed of. */
enum { PRECISION_TOWN_KM = 25, PRECISION_COUNTY_KM = 50 };

/* The town or county nearest in the text, those of the same sentence first, then before later ones. */
static int64_t neighbour_of(const reading *r, uint32_t i) {
  enum { REACH = 40, OTHER_SENTENCE = 1000 };
  int64_t best = -1, best_cost = INT64_MAX;
  const sr_place *place = &r->places.at[i];
  const uint32_t from = i > REACH ? i - REACH : 0, to = i + REACH < r->places.n ? i + REACH : r->places.n;
  for (uint32_t k = from; k < to; k++) {
    const sr_place *p = &r->places.at[k];
    if (k == i || isnan(p->lat) || p->precision_km > 0) continue;
    const bool small = sr_slice_starts(p->feature, SR_SLICE("PPL")) || sr_slice_is(p->feature, "ADM2");
    int64_t cost =
        k < i ? (int64_t)place->first_token - p->first_token : ((int64_t)p->first_token - place->first_token) * 2;
    if (p->sentence != place->sentence) cost += OTHER_SENTENCE;
    if (!small) cost += (int64_t)OTHER_SENTENCE * (sr_slice_starts(p->feature, SR_SLICE("ADM")) ? 20 : 60);
    if (cost < best_cost) {
      best_cost = cost;
      best = k;
    }
  }
  return best;
}

/* "the Kursk direction", "the Kharkiv front": a part of the front is called after the region, not after its town. */
static void mean_division(const reading *r, sr_place_name *name) {
  static const char *const fronts[] = {"direction", "axis", "sector", "front", NULL};
  const uint32_t after = name->first + name->n;
  bool front = false;
  for (const char *const *word = fronts; *word; word++) front |= is_unit(r, after, *word);
  const sr_place_candidate *town = &name->candidates[name->chosen];
  if (!front || !sr_slice_starts(sr_place_feature_of(town->entry), SR_SLICE("PPL"))) return;
  const sr_slice own = sr_gazetteer_text(&r->tables->gazetteers.at[town->gazetteer], town->entry->name);
  for (uint32_t k = 0; k < name->n_candidates; k++) {
    const sr_place_candidate *c = &name->candidates[k];
    const sr_slice wide = sr_gazetteer_text(&r->tables->gazetteers.at[c->gazetteer], c->entry->name);
    if (sr_slice_is(sr_place_feature_of(c->entry), "ADM1") && sr_slice_starts(wide, own) &&
        memcmp(c->entry->country, town->entry->country, 2) == 0) {
      name->chosen = (int32_t)k;
      return;
    }
  }
}

static sr_status make_places(reading *r, sr_error *err) {
  sr_report *report = r->report;
  for (uint32_t i = 0; i < r->names.n; i++) {
    sr_place_name *name = &r->names.at[i];
    if (name->chosen >= 0) mean_division(r, name);
    const sr_place_unit *first = &r->units.at[name->first], *last = &r->units.at[name->first + name->n - 1];
    sr_place *place = SR_PUSH(report->arena, &r->places);
    if (!place) return sr_arena_fail(report->arena, err);
    place->span = (sr_span){first->span.start, last->span.end};
    place->sentence = first->sentence;
    place->first_token = first->token;
    place->n_tokens = last->token - first->token + 1;
    /* "Kharkiv region": the word is among the tokens of the place, though not of its name */
    if (name->hint == SR_HINT_DIVISION && name->chosen >= 0 && is_word(report, last->token + 1, "region") &&
        report->tokens[last->token + 1].sentence == place->sentence)
      place->n_tokens++;
    place->lat = place->lon = (double)NAN;
    place->name = sr_report_slice(report, place->span);
    place->feature = SR_SLICE("PPL");
    if (name->chosen >= 0) set_meaning(r, name, place);
    sr_place seen = *place;
    r->places.n--; /* is_literal looks at those before */
    const uint32_t kind = name->chosen >= 0 ? name->candidates[name->chosen].kind : SR_GAZ_MAIN;
    seen.kind = kind == SR_GAZ_ADJECTIVE ? SR_PLACE_ADJECTIVE : kind == SR_GAZ_PEOPLE ? SR_PLACE_PEOPLE : SR_PLACE_NAME;
    seen.literal = kind < SR_GAZ_ADJECTIVE && is_literal(r, &seen, seen.first_token, seen.n_tokens);
    r->places.n++;
    r->places.at[r->places.n - 1] = seen;
  }
  for (uint32_t i = 0; i < r->places.n; i++) {
    sr_place *place = &r->places.at[i];
    if (!isnan(place->lat)) continue;
    const int64_t k = neighbour_of(r, i);
    if (k < 0) continue;
    const sr_place *p = &r->places.at[k];
    place->precision_km = sr_slice_starts(p->feature, SR_SLICE("PPL")) ? PRECISION_TOWN_KM : PRECISION_COUNTY_KM;
    place->lat = p->lat;
    place->lon = p->lon;
  }
  return SR_OK;
}

sr_status sr_places_read(const sr_place_tables *tables, sr_report *report, sr_error *err) {
  reading r = {.tables = tables, .report = report};
  SR_TRY(sr_place_units_cut(&tables->gazetteers, report, &r.units, err));
  r.tags = SR_NEW(report->scratch, uint8_t, r.units.n + 1);
  if (!r.tags) return sr_arena_fail(report->scratch, err);
  SR_TRY(find_names(&r, err));
  sr_place_names names = {r.names.at, r.names.n};
  SR_TRY(sr_place_resolve(&tables->gazetteers, report, &r.units, NULL, &names, err));
  SR_TRY(make_places(&r, err));
  report->places = r.places.at;
  report->n_places = r.places.n;
  return SR_OK;
}
