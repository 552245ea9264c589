#include "read/place_unit.h"

#include "base/map.h"
#include "base/slice.h"
#include "base/table.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "lexicon/given_names.h"
#include "lexicon/place_heads.h"
#include "read/wordclass.h"

enum { CITY = 100000, TOWN = 10000, NAME_UNITS = 6 };

static sr_place_class class_of_entry(const sr_gazetteer_entry *e, sr_gazetteer_kind kind) {
  const sr_slice feature = {e->feature, strnlen(e->feature, sizeof e->feature)};
  if (kind == SR_GAZ_ADJECTIVE) return SR_PC_ADJECTIVE;
  if (kind == SR_GAZ_PEOPLE) return SR_PC_PEOPLE;
  if (kind == SR_GAZ_ABBREV) return SR_PC_SHORT;
  if (sr_slice_starts(feature, SR_SLICE("PCL"))) return kind == SR_GAZ_MAIN ? SR_PC_STATE : SR_PC_FOREIGN;
  if (sr_slice_is(feature, "ADM1")) return kind == SR_GAZ_MAIN ? SR_PC_DIVISION : SR_PC_FOREIGN;
  if (sr_slice_starts(feature, SR_SLICE("ADM"))) return SR_PC_COUNTY;
  if (!sr_slice_starts(feature, SR_SLICE("PPL"))) return SR_PC_REGION;
  if (kind == SR_GAZ_OTHER) return e->population >= CITY ? SR_PC_TOWN : SR_PC_FOREIGN;
  if (sr_slice_is(feature, "PPLC")) return SR_PC_CAPITAL;
  if (!e->population && sr_slice_starts(feature, SR_SLICE("PPLA")))
    return SR_PC_CITY; /* the small gazetteer has no figures */
  return e->population >= CITY ? SR_PC_CITY : e->population >= TOWN ? SR_PC_TOWN : SR_PC_VILLAGE;
}

sr_place_class sr_place_class_of(const sr_gazetteers *gazetteers, sr_slice key, bool capitals) {
  sr_place_class best = SR_PC_NONE;
  for (uint32_t g = 0; g < gazetteers->n; g++) {
    const uint32_t *meanings = NULL;
    const uint32_t n = sr_gazetteer_find(&gazetteers->at[g], key, &meanings);
    for (uint32_t i = 0; i < n; i++) {
      const sr_gazetteer_entry *e = sr_gazetteer_at(&gazetteers->at[g], sr_meaning_entry(meanings[i]));
      if (!e) continue;
      const sr_place_class class = class_of_entry(e, sr_meaning_kind(meanings[i]));
      if (class == SR_PC_SHORT && !capitals) continue;
      if (!best || class < best) best = class;
    }
  }
  return best;
}

static bool is_upper_at(sr_slice text, size_t at) {
  if (at >= text.len) return false;
  const uint8_t c = (uint8_t)text.ptr[at];
  return c < 0x80 ? sr_is_upper(c) : sr_char_is_upper(sr_utf8_next(text, &at));
}

static bool is_all_capitals(sr_slice text) {
  uint32_t letters = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (sr_is_lower((uint8_t)text.ptr[i])) return false;
    letters += sr_is_upper((uint8_t)text.ptr[i]);
  }
  return letters > 1;
}

typedef SR_VEC(sr_place_unit) unit_vec;

static bool known(const sr_gazetteers *gazetteers, sr_slice text) {
  char key[SR_GAZETTEER_KEY];
  const size_t n = sr_gazetteer_key(text, key);
  return n && sr_place_class_of(gazetteers, (sr_slice){key, n}, true) != SR_PC_NONE;
}

static sr_status push(sr_report *report, unit_vec *units, uint32_t token, sr_span span, sr_slice norm, sr_error *err) {
  sr_place_unit *u = SR_PUSH(report->scratch, units);
  if (!u) return sr_arena_fail(report->scratch, err);
  const sr_token *t = &report->tokens[token];
  const sr_slice text = sr_report_slice(report, span);
  *u = (sr_place_unit){.span = span,
                       .norm = norm,
                       .token = token,
                       .sentence = t->sentence,
                       .run_first = units->n - 1,
                       .run_end = units->n - 1,
                       .word = t->kind == SR_TOKEN_WORD && norm.len && norm.ptr[0] != '-',
                       .initial = report->sentences[t->sentence].first_token == token && span.start == t->span.start};
  if (!u->word) return SR_OK;
  u->capital = is_upper_at(text, 0) || sr_word_has_article(text);
  u->all_capitals = u->capital && is_all_capitals(text);
  uint32_t row = sr_table_find(&sr_table_place_heads, &u->norm, 1);
  sr_slice bare = u->norm;
  if (row == UINT32_MAX && bare.len > 1 && bare.ptr[bare.len - 1] == '.') { /* "Rd.", "Gov." */
    bare.len--;
    row = sr_table_find(&sr_table_place_heads, &bare, 1);
  }
  if (row != UINT32_MAX) {
    static const char *const CLASSES[] = {"street", "water", "relief", "division", "town", "building", "body", "title"};
    const sr_slice class = sr_table_cell(&sr_table_place_heads, row, SR_PLACE_HEADS_CLASS);
    for (uint8_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++)
      if (sr_slice_is(class, CLASSES[i])) u->head = (uint8_t)(i + 1);
  }
  u->given = u->capital && sr_table_find(&sr_table_given_names, &u->norm, 1) != UINT32_MAX;
  return SR_OK;
}

/* Where a hyphened token comes apart: "Toronto-based", "Israeli-Palestinian". 0 if it stays whole. */
static size_t hyphen_of(const sr_gazetteers *gazetteers, sr_slice text, sr_slice norm) {
  if (text.len != norm.len || !is_upper_at(text, 0)) return 0; /* levelled letters: offsets would not fit */
  const size_t at = sr_slice_find(text, '-', 0);
  if (at == SR_NOWHERE || at < 2 || at + 2 >= text.len) return 0;
  if (!known(gazetteers, sr_slice_cut(text, 0, at))) return 0;
  return known(gazetteers, text) ? 0 : at;
}

static sr_status cut(const sr_gazetteers *gazetteers, sr_report *report, unit_vec *units, sr_error *err) {
  for (uint32_t i = 0; i < report->n_tokens; i++) {
    const sr_token *t = &report->tokens[i];
    const size_t at = t->kind == SR_TOKEN_WORD ? hyphen_of(gazetteers, sr_report_slice(report, t->span), t->norm) : 0;
    if (!at) {
      SR_TRY(push(report, units, i, t->span, t->norm, err));
      continue;
    }
    const uint32_t middle = t->span.start + (uint32_t)at;
    SR_TRY(push(report, units, i, (sr_span){t->span.start, middle}, sr_slice_cut(t->norm, 0, at), err));
    SR_TRY(push(report, units, i, (sr_span){middle, middle + 1}, sr_slice_cut(t->norm, at, at + 1), err));
    SR_TRY(push(report, units, i, (sr_span){middle + 1, t->span.end}, sr_slice_cut(t->norm, at + 1, t->norm.len), err));
  }
  return SR_OK;
}

/* The longest name from each unit on; a unit belongs to the first that covers it. */
static void mark_names(const sr_gazetteers *gazetteers, const sr_report *report, unit_vec *units) {
  for (uint32_t i = 0; i < units->n;) {
    sr_place_unit *u = &units->at[i];
    uint32_t best = 0;
    sr_place_class class = SR_PC_NONE;
    if (u->word && u->capital) {
      uint32_t end = i + 1;
      while (end < units->n && end < i + NAME_UNITS && units->at[end].sentence == u->sentence) end++;
      for (; end > i; end--) {
        const sr_slice text = sr_report_slice(report, (sr_span){u->span.start, units->at[end - 1].span.end});
        char key[SR_GAZETTEER_KEY];
        if (!units->at[end - 1].word || text.len > SR_GAZETTEER_KEY) continue;
        const size_t n = sr_gazetteer_key(text, key);
        if (!n) continue;
        class = sr_place_class_of(gazetteers, (sr_slice){key, n},
                                  u->all_capitals || sr_slice_find(text, '.', 0) != SR_NOWHERE);
        if (class) {
          best = end - i;
          break;
        }
      }
    }
    for (uint32_t k = 0; k < best; k++) {
      units->at[i + k].class = (uint8_t) class;
      units->at[i + k].at = (uint8_t)k;
      units->at[i + k].of = (uint8_t)best;
    }
    i += best ? best : 1;
  }
}

static void mark_runs(unit_vec *units) {
  for (uint32_t i = 0; i < units->n;) {
    uint32_t end = i;
    while (end < units->n && units->at[end].word && units->at[end].capital &&
           units->at[end].sentence == units->at[i].sentence)
      end++;
    for (uint32_t k = i; k < end; k++) {
      units->at[k].run_first = i;
      units->at[k].run_end = end;
    }
    i = end > i ? end : i + 1;
  }
}

static void mark_entities(const sr_report *report, unit_vec *units) {
  uint32_t at = 0;
  for (uint32_t e = 0; e < report->n_entities; e++) {
    const sr_entity *entity = &report->entities[e];
    const uint8_t type = entity->type[0] == 'P' ? 1 : entity->type[0] == 'O' ? 2 : 3;
    while (at < units->n && units->at[at].span.end <= entity->span.start) at++;
    for (uint32_t k = at; k < units->n && units->at[k].span.start < entity->span.end; k++)
      units->at[k].entity = (uint8_t)(type + (k > at ? 4 : 0));
  }
}

static bool is_placing(sr_slice norm) {
  static const char *const WORDS[] = {"in", "near", "at", "from", "outside", "around"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (sr_slice_is(norm, WORDS[i])) return true;
  return false;
}

enum { SEEN_PLACED = 1, SEEN_PERSON = 2, SEEN_SMALL = 4, TITLE_HEAD = 8 };

/* How each capitalised word stands elsewhere; a word is known by its norm. */
static sr_status mark_seen(sr_report *report, unit_vec *units, sr_error *err) {
  sr_map seen;
  sr_map_init(&seen);
  for (int pass = 0; pass < 2; pass++)
    for (uint32_t i = 0; i < units->n; i++) {
      sr_place_unit *u = &units->at[i];
      if (!u->word || u->norm.len < 2) continue;
      const uint32_t value = sr_map_get(&seen, u->norm);
      uint32_t bits = value == SR_MAP_NONE ? 0 : value;
      if (pass) {
        u->seen_placed = bits & SEEN_PLACED;
        u->seen_person = bits & SEEN_PERSON;
        u->seen_small = bits & SEEN_SMALL;
        continue;
      }
      const uint32_t old = bits;
      const sr_place_unit *before = i && u[-1].sentence == u->sentence ? u - 1 : NULL;
      if (!u->capital)
        bits |= SEEN_SMALL;
      else if (before && (before->given || before->head == TITLE_HEAD) && before->capital)
        bits |= SEEN_PERSON;
      else if (before && is_placing(before->norm) && u->run_end == i + 1)
        bits |= SEEN_PLACED;
      if (bits != old && !sr_map_put(&seen, report->scratch, u->norm, bits)) return sr_arena_fail(report->scratch, err);
    }
  return SR_OK;
}

sr_status sr_place_units_cut(const sr_gazetteers *gazetteers, sr_report *report, sr_place_units *out, sr_error *err) {
  unit_vec units = {0};
  SR_TRY(cut(gazetteers, report, &units, err));
  mark_names(gazetteers, report, &units);
  mark_runs(&units);
  mark_entities(report, &units);
  SR_TRY(mark_seen(report, &units, err));
  *out = (sr_place_units){units.at, units.n};
  return SR_OK;
}
