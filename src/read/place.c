/* Place reading by tables; see the header. */
#include "read/place.h"

#include "base/slice.h"
#include "base/vec.h"
#include "lexicon/countries.h"
#include "lexicon/place_words.h"
#include "lexicon/places.h"
#include "read/wordclass.h"
#include "text/phrases.h"

#include <math.h>

/* A phrase's value is a row of places, or this and a row of countries. */
enum { COUNTRY = 1 << 24 };

struct sr_place_tables {
  sr_phrases *names;     /* what a name means when it stands alone */
  sr_phrases *divisions; /* what it means before "region" */
};

/* Adds name and every form in the cell, parted by |. */
static sr_status add_forms(sr_phrases *set, sr_slice name, sr_slice forms, uint32_t value, sr_error *err) {
  SR_TRY(sr_phrases_add(set, name, value, err));
  while (forms.ptr && forms.len) {
    const sr_slice form = sr_slice_split(&forms, '|');
    if (form.len) SR_TRY(sr_phrases_add(set, form, value, err));
  }
  return SR_OK;
}

static sr_slice place_cell(uint32_t row, uint32_t column) { return sr_table_cell(&sr_table_places, row, column); }

static bool is_division(uint32_t row) { return sr_slice_is(place_cell(row, SR_PLACES_FEATURE), "ADM1"); }

sr_status sr_place_open(sr_arena *arena, sr_place_tables **out, sr_error *err) {
  sr_place_tables *tables = SR_NEW(arena, sr_place_tables, 1);
  if (!tables || !(tables->names = sr_phrases_new(arena)) || !(tables->divisions = sr_phrases_new(arena)))
    return sr_arena_fail(arena, err);
  /* A phrase keeps its first value: states before towns ("Luxembourg"), towns before divisions ("Donetsk"). */
  for (uint32_t row = 0; row < sr_table_countries.rows; row++)
    SR_TRY(add_forms(tables->names, sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_NAME),
                     sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_FORMS), COUNTRY + row, err));
  for (uint32_t row = 0; row < sr_table_places.rows; row++)
    if (!is_division(row))
      SR_TRY(add_forms(tables->names, place_cell(row, SR_PLACES_NAME), place_cell(row, SR_PLACES_FORMS), row, err));
  for (uint32_t row = 0; row < sr_table_places.rows; row++)
    if (is_division(row)) {
      SR_TRY(add_forms(tables->names, place_cell(row, SR_PLACES_NAME), place_cell(row, SR_PLACES_FORMS), row, err));
      SR_TRY(add_forms(tables->divisions, place_cell(row, SR_PLACES_NAME), place_cell(row, SR_PLACES_FORMS), row, err));
    }
  *out = tables;
  return SR_OK;
}

typedef struct reading {
  const sr_place_tables *tables;
  sr_report *report;
  SR_VEC(sr_place) places;
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

/* The tokens of a phrase that begins at i within its sentence; 0 unless a capital is in it. */
static uint32_t match(const sr_phrases *set, const sr_report *report, uint32_t i, uint32_t *value) {
  const sr_sentence *sentence = &report->sentences[report->tokens[i].sentence];
  const uint32_t end = sentence->first_token + sentence->n_tokens;
  const uint32_t n = sr_phrases_match(set, &report->tokens[i], end - i, value);
  for (uint32_t k = 0; k < n; k++)
    if (sr_word_is_capital(report, i + k)) return n;
  return 0;
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

static sr_place *push(reading *r, uint32_t i, uint32_t n) {
  sr_place *place = SR_PUSH(r->report->arena, &r->places);
  if (!place) return NULL;
  const sr_token *tokens = r->report->tokens;
  place->span = (sr_span){tokens[i].span.start, tokens[i + n - 1].span.end};
  place->sentence = tokens[i].sentence;
  place->first_token = i;
  place->n_tokens = n;
  place->lat = place->lon = (double)NAN;
  return place;
}

/* A known place of n name tokens at i; wide: the tokens that the span takes in ("Kharkiv region"). */
static bool push_known(reading *r, uint32_t value, uint32_t i, uint32_t n, uint32_t wide) {
  sr_place *place = push(r, i, wide);
  if (!place) return false;
  if (value >= COUNTRY) {
    const uint32_t row = value - COUNTRY;
    const sr_table *t = &sr_table_countries;
    place->name = sr_table_cell(t, row, SR_COUNTRIES_NAME);
    place->country = sr_table_cell(t, row, SR_COUNTRIES_ALPHA2);
    place->feature = SR_SLICE("PCLI");
    if (sr_table_cell(t, row, SR_COUNTRIES_GEONAMES).len)
      place->geonames = (int64_t)sr_table_number(t, row, SR_COUNTRIES_GEONAMES);
    place->lat = sr_table_number(t, row, SR_COUNTRIES_LAT);
    place->lon = sr_table_number(t, row, SR_COUNTRIES_LON);
  } else {
    const sr_table *t = &sr_table_places;
    place->name = place_cell(value, SR_PLACES_NAME);
    place->feature = place_cell(value, SR_PLACES_FEATURE);
    place->country = place_cell(value, SR_PLACES_COUNTRY);
    if (sr_slice_is(place->country, "-")) place->country = (sr_slice){0};
    place->adm1 = place_cell(value, SR_PLACES_ADM1);
    if (place_cell(value, SR_PLACES_GEONAMES).len)
      place->geonames = (int64_t)sr_table_number(t, value, SR_PLACES_GEONAMES);
    if (place_cell(value, SR_PLACES_LAT).len) {
      place->lat = sr_table_number(t, value, SR_PLACES_LAT);
      place->lon = sr_table_number(t, value, SR_PLACES_LON);
    }
  }
  sr_place seen = *place;
  r->places.n--; /* is_literal looks at those before */
  seen.literal = is_literal(r, &seen, i, wide > n ? wide : n);
  r->places.n++;
  r->places.at[r->places.n - 1].literal = seen.literal;
  return true;
}

/* "Sumy and Poltava regions", "Sumy, Poltava and Kharkiv oblasts": the number of names before the plural, else 0. */
static uint32_t count_divisions(const reading *r, uint32_t i) {
  enum { LIST_MAX = 12 };
  const sr_report *report = r->report;
  const uint32_t sentence = report->tokens[i].sentence;
  for (uint32_t count = 1; count <= LIST_MAX; count++) {
    uint32_t value;
    const uint32_t n = match(r->tables->divisions, report, i, &value);
    if (!n) return 0;
    i += n;
    if (is_word(report, i, "regions")) return count;
    bool joined = false;
    while (i < report->n_tokens && (is_norm(report, i, ",") || is_norm(report, i, "and") || is_norm(report, i, "or")))
      joined = true, i++;
    if (!joined || i >= report->n_tokens || report->tokens[i].sentence != sentence) return 0;
  }
  return 0;
}

/* A name of no table after words that only a place follows; the number of tokens, 0 if it is none. */
static uint32_t unknown_place(const reading *r, uint32_t i) {
  enum { NAME_MAX = 3 };
  const sr_report *report = r->report;
  if (!i || !is_name(report, i) || report->tokens[i - 1].sentence != report->tokens[i].sentence) return 0;
  bool introduced = is_word(report, i - 1, "near");
  if (is_norm(report, i - 1, "of") && i >= 2)
    introduced = is_word(report, i - 2, "settlement") || is_word(report, i - 2, "compass");
  if (!introduced && r->places.n) { /* the list of an unknown place goes on: "the villages of A, B and C" */
    const sr_place *last = &r->places.at[r->places.n - 1];
    const uint32_t end = last->first_token + last->n_tokens;
    introduced = !last->geonames && !last->country.len && i - end == 1 &&
                 (is_norm(report, end, "and") || is_norm(report, end, ","));
  }
  if (!introduced) return 0;
  uint32_t n = 1;
  while (n < NAME_MAX && is_name(report, i + n) && report->tokens[i + n].sentence == report->tokens[i].sentence) n++;
  return n;
}

sr_status sr_places_read(const sr_place_tables *tables, sr_report *report, sr_error *err) {
  reading r = {.tables = tables, .report = report};
  uint32_t plural = 0; /* names of a plural list still to come */
  for (uint32_t i = 0; i < report->n_tokens;) {
    uint32_t named = 0, divided = 0, name_value = 0, division_value = 0;
    if (report->tokens[i].kind == SR_TOKEN_WORD) {
      named = match(tables->names, report, i, &name_value);
      divided = match(tables->divisions, report, i, &division_value);
    }
    if (divided && divided >= named) {
      if (!plural) plural = count_divisions(&r, i);
      const bool singular = is_word(report, i + divided, "region");
      if (plural || singular) {
        if (plural) plural--;
        const uint32_t wide = divided + (singular ? 1 : 0);
        if (!push_known(&r, division_value, i, divided, wide)) return sr_arena_fail(report->arena, err);
        i += wide;
        continue;
      }
    }
    if (named) {
      if (!push_known(&r, name_value, i, named, named)) return sr_arena_fail(report->arena, err);
      i += named;
      continue;
    }
    const uint32_t unknown = unknown_place(&r, i);
    if (unknown) {
      sr_place *place = push(&r, i, unknown);
      if (!place) return sr_arena_fail(report->arena, err);
      place->name = sr_report_slice(report, place->span);
      place->feature = SR_SLICE("PPL");
      place->literal = true;
      i += unknown;
      continue;
    }
    i++;
  }
  report->places = r.places.at;
  report->n_places = r.places.n;
  return SR_OK;
}
