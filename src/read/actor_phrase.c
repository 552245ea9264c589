/* Noun phrases around the heads of a table, and what they are called; see actor_parts.h. */
#include "read/actor_parts.h"

enum {
  PHRASE_MAX = 12 /* tokens of a noun phrase; the longest body seen in development reports has 9 */
};

typedef sr_actor__reading reading;
typedef sr_actor__phrase phrase;

static uint32_t country_of_code(sr_slice alpha2) {
  for (uint32_t row = 0; row < sr_table_countries.rows; row++)
    if (sr_slice_eq(country_cell(row, SR_COUNTRIES_ALPHA2), alpha2)) return row;
  return NONE;
}

/* "the institute counts 15 tanks": a noun by guess, a verb by what follows. */
static bool is_finite(const reading *r, uint32_t i) {
  const sr_slice norm = r->report->tokens[i].norm, tag = r->report->tokens[i].xpos;
  if (sr_slice_is(tag, "VBZ") || sr_slice_is(tag, "VBD")) return true;
  if (i + 1 >= r->end || !sr_slice_ends(norm, SR_SLICE("s"))) return false;
  if (!sr_word_can_be_verb(sr_slice_cut(norm, 0, norm.len - 1))) return false;
  switch (sr_word_class_of(r->report, i + 1)) {
  case SR_CLASS_DETERMINER:
  case SR_CLASS_NUMBER:
  case SR_CLASS_PRONOUN:
  case SR_CLASS_NAME: return true;
  default: return false;
  }
}

/* "UN | Human Rights Monitoring Mission": words with capitals that end in a head. */
static bool heads_name(const reading *r, uint32_t k) {
  enum { WORDS_MAX = 5 };
  uint32_t row;
  for (uint32_t steps = 0; steps < WORDS_MAX && is_capital(r, k) && r->report->tokens[k].kind == SR_TOKEN_WORD;
       k++, steps++)
    if (head_at(r, k, &row)) return steps > 0;
  return false;
}

/* An army or an armed group. */
static bool is_force(uint32_t body) {
  const sr_slice code = sr_table_cell(&sr_table_actors, body, SR_ACTORS_CODE);
  return sr_slice_ends(code, SR_SLICE("MIL")) || sr_slice_ends(code, SR_SLICE("REB"));
}

/* The body of "M23-led". */
static bool body_that_leads(const reading *r, uint32_t k, uint32_t *row) {
  sr_token token = r->report->tokens[k];
  if (!is_capital(r, k) || !sr_slice_ends(token.norm, SR_SLICE("-led"))) return false;
  token.norm.len -= strlen("-led");
  return sr_phrases_match(r->tables->bodies, &token, 1, row) == 1;
}

bool sr_actor__gather(reading *r, uint32_t i, phrase *p) {
  *p = (phrase){.first = i, .end = i, .head = NONE, .head_row = NONE, .body = NONE, .country = NONE};
  p->the = i > r->report->sentences[r->report->tokens[i].sentence].first_token && is_norm(r, i - 1, "the");
  uint32_t k = i;
  bool noun_after_head = false;
  while (k < r->end && k - i < PHRASE_MAX) {
    uint32_t row = NONE, n = 0, value = 0;
    if (k == i && body_that_leads(r, k, &row)) { /* "HTS-led forces" */
      p->body = row;
      k++;
      continue;
    }
    if ((n = body_at(r, k, &row))) {
      if (k > i && !is_capital(r, k - 1) && k == p->end) p->last_lower = k; /* "the broadcaster CNN": CNN */
      p->body = row;
      p->head = k;
      p->head_row = NONE;
      p->end = k + n;
      noun_after_head = false;
    } else if ((n = state_at(r, k, &value))) {
      if (value / STATE_KIND == STATE_METONYM && !place_at(r, k)) n = 0;
      if (n && value / STATE_KIND == STATE_PEOPLE) break;
      if (n) {
        p->country = value % STATE_KIND;
        if (k == i && is_possessive(r, k + n) && value / STATE_KIND == STATE_NAME) p->possessor = k + n + 1;
      }
    }
    /* "Russian" alone is an adjective; "Russian Foreign Ministry" goes on */
    const uint32_t heads = n ? 0 : head_at(r, k, &row);
    const bool arms = heads && sr_slice_is(word_cell(row, SR_ACTOR_WORDS_CLASS), "arms");
    if (arms && p->head != NONE && k == p->end) break; /* "junta aircraft": the junta's */
    if (heads && !arms) {
      n = heads;
      if (p->head != NONE && sr_slice_is(word_cell(row, SR_ACTOR_WORDS_CLASS), "document"))
        break; /* "local authorities report": a verb; "the ministry's readout": the ministry */
      p->head = k;
      p->head_row = row;
      p->end = k + n;
      noun_after_head = false;
    }
    if (!n) {
      if (!may_stand_in_phrase(r, k)) {
        /* a possessive goes on only into another noun */
        if (is_possessive(r, k) && k > i && k + 1 < r->end && may_stand_in_phrase(r, k + 1)) {
          noun_after_head = false;
          k++;
          continue;
        }
        break;
      }
      if (k > i && sr_word_class_of(r->report, k) == SR_CLASS_NUMBER) break;
      const sr_place *place = place_at(r, k);
      if (place && place->country.len && p->country == NONE) p->country = country_of_code(place->country);
      if (p->head != NONE) {
        if (p->head_row == NONE && k == p->end && heads_name(r, k)) {
          k++;
          p->end = k;
          continue;
        }
        if (is_capital(r, k) && k == p->end) break; /* "governor Ivan Petrenko": read as the person's name */
        if (sr_word_class_of(r->report, k) != SR_CLASS_NOUN || is_finite(r, k)) break;
        if (p->head_row == NONE && sr_slice_is(r->report->tokens[k].upos, "VERB")) break; /* "that NATO return" */
        noun_after_head = true;
      }
      n = 1;
    }
    const sr_token *token = &r->report->tokens[k];
    const bool ordinal = sr_is_digit((uint8_t)r->report->text.ptr[token->span.start]); /* "the 47th Brigade" */
    if (p->head == NONE && !is_capital(r, k) && token->kind == SR_TOKEN_WORD && !ordinal) p->last_lower = k + 1;
    k += n;
  }
  /* "army vehicles": the head was a modifier after all; "AFU losses" are still those of the force that the table names
   */
  return p->head != NONE && (!noun_after_head || (p->body != NONE && p->head_row == NONE && is_force(p->body)));
}

/* Bodies that a capital tells apart: "the ministry in Budapest", "the government in Beirut". */
static bool rules(sr_slice word) {
  static const char *const words[] = {"ministry", "government", "authorities", "cabinet", "presidency", "parliament"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (sr_slice_ends(word, sr_slice_of(words[i]))) return true;
  return false;
}

uint32_t sr_actor__complement(reading *r, phrase *p) {
  uint32_t end = p->end;
  const bool capital = is_capital(r, p->head);
  const sr_slice class = p->head_row == NONE ? SR_SLICE("body") : word_cell(p->head_row, SR_ACTOR_WORDS_CLASS);
  for (int round = 0; round < 3; round++) {
    const bool of = is_norm(r, end, "of");
    const bool fits = of || (is_norm(r, end, "for") && (capital || sr_slice_is(class, "office"))) ||
                      (capital && p->head_row != NONE && (is_norm(r, end, "on") || is_norm(r, end, "and")) &&
                       is_capital(r, end + 1)); /* "the Commission on Security", but "the M23 on Uvira" */
    if (!fits) break;
    if (is_norm(r, end, "and") && (round == 0 || !sr_slice_is(class, "institute"))) break;
    uint32_t k = end + 1, row = 0, value = 0;
    while (is_norm(r, k, "the") || is_norm(r, k, "a") || is_norm(r, k, "an")) k++;
    bool good = false;
    uint32_t n = 0;
    const uint32_t begin = k;
    if (k == end + 1 && !is_capital(r, k) && !is_quote(r, k) && !head_at(r, k, &row)) break;
    while (k < r->end && k - begin < PHRASE_MAX) {
      if (is_quote(r, k) && is_capital(r, k + 1) && is_quote(r, k + 2)) { /* the self-proclaimed “LPR” */
        k += 3;
        good = true;
        break;
      }
      if ((n = body_at(r, k, &row))) { /* before states: "the Pakistani Taliban" */
        if (p->body == NONE) p->body = row;
        good = true;
      } else if ((n = state_at(r, k, &value))) {
        if (p->country == NONE) p->country = value % STATE_KIND;
        good = true;
      } else if ((n = head_at(r, k, &row))) {
        if (!is_capital(r, k) && sr_slice_is(word_cell(row, SR_ACTOR_WORDS_CLASS), "document"))
          break; /* "of Economics estimates" */
        good = true;
      } else if (may_stand_in_phrase(r, k) && (of || is_capital(r, k))) {
        const sr_place *place = place_at(r, k);
        if (place && place->country.len && p->country == NONE) p->country = country_of_code(place->country);
        good |= is_capital(r, k);
        n = 1;
      } else {
        break;
      }
      k += n;
      if (is_possessive(r, k)) k++;
    }
    if (!good || k == begin) break;
    end = k;
  }
  /* "the Foreign Ministry in Budapest": the capital says whose it is */
  const sr_place *seat = is_norm(r, end, "in") && end + 1 < r->end ? place_at(r, end + 1) : NULL;
  if (seat && p->country == NONE && p->body == NONE && p->head_row != NONE && sr_slice_is(seat->feature, "PPLC") &&
      rules(word_cell(p->head_row, SR_ACTOR_WORDS_WORD))) {
    p->country = country_of_code(seat->country);
    end = seat->first_token + seat->n_tokens;
  }
  return end;
}

sr_slice sr_actor__phrase_name(reading *r, const phrase *p, uint32_t end) {
  uint32_t first = p->first;
  if (p->head_row != NONE && p->last_lower > first && is_capital(r, p->head)) first = p->last_lower;
  while (first < p->head && (is_possessive(r, first) || is_quote(r, first))) first++;
  const sr_slice text = text_of(r, first, end);
  if (p->possessor && first == p->first && p->possessor < end) {
    sr_slice adjectives = country_cell(p->country, SR_COUNTRIES_ADJECTIVES);
    const sr_slice adjective = sr_slice_split(&adjectives, '|');
    if (adjective.len) {
      const sr_slice rest = text_of(r, p->possessor, end);
      return sr_arena_format(r->report->arena, "%.*s %.*s", SR_FMT(adjective), SR_FMT(rest));
    }
  }
  uint32_t row;
  const uint32_t body = body_at(r, first, &row);
  if (body && first + body + 1 < end && is_possessive(r, first + body)) {
    const sr_slice owner = text_of(r, first, first + body), rest = text_of(r, first + body + 1, end);
    return sr_arena_format(r->report->arena, "%.*s %.*s", SR_FMT(owner), SR_FMT(rest));
  }
  return collapse(r, text);
}

sr_slice sr_actor__phrase_code(reading *r, const phrase *p) {
  const sr_slice sector = p->head_row == NONE ? (sr_slice){0} : word_cell(p->head_row, SR_ACTOR_WORDS_SECTOR);
  if (p->body != NONE) return sr_table_cell(&sr_table_actors, p->body, SR_ACTORS_CODE);
  if (p->country == NONE || sr_slice_is(sector, "JRN"))
    return sr_slice_is(sector, "JRN") || sr_slice_is(sector, "NGO") ? sector : (sr_slice){0};
  const sr_slice country = country_cell(p->country, SR_COUNTRIES_ALPHA3);
  return sector.len ? sr_arena_format(r->report->arena, "%.*s%.*s", SR_FMT(country), SR_FMT(sector)) : country;
}
