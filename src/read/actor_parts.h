/* What the files of the actor reader share: its tables, the report under reading, a noun phrase as it is gathered, and
 * small questions asked of tokens. actor_phrase.c gathers phrases and names them, actor.c goes through a report.
 * Internal. */
#ifndef SR_READ_ACTOR_PARTS_H
#define SR_READ_ACTOR_PARTS_H

#include "base/map.h"
#include "base/slice.h"
#include "base/vec.h"
#include "lexicon/actor_words.h"
#include "lexicon/actors.h"
#include "lexicon/countries.h"
#include "read/actor.h"
#include "read/wordclass.h"
#include "text/phrases.h"

#define NONE UINT32_MAX

/* What a state phrase is; the value in the set is kind * STATE_KIND + row. */
enum { STATE_NAME, STATE_ADJECTIVE, STATE_PEOPLE, STATE_METONYM, STATE_KIND = 1 << 20 };

struct sr_actor_tables {
  sr_phrases *bodies, *words, *states, *holders;
};

typedef struct sr_actor__reading {
  const sr_actor_tables *tables;
  sr_report *report;
  uint32_t end;       /* of the sentence being read */
  uint32_t *place_of; /* of each token: the place that it is part of, or NONE */
  bool *in_time;      /* of each token: part of a time */
  SR_VEC(sr_actor) actors;
  SR_VEC(uint32_t) heads; /* beside actors: row of the head in actor_words, or NONE */
  SR_VEC(bool) bare;      /* beside actors: nothing but "the" and the head */
  sr_map aliases;
} sr_actor__reading;

/* A noun phrase as it is being gathered. */
typedef struct sr_actor__phrase {
  uint32_t first, end;     /* tokens, the article left out */
  uint32_t head, head_row; /* first token of the last head; its row, NONE for a known body */
  uint32_t body;           /* row of the last known body, NONE if none */
  uint32_t country;        /* row, NONE if none */
  uint32_t possessor;      /* end of "Ukraine's" where the phrase begins so, else 0 */
  uint32_t last_lower;     /* end of the last word without a capital before the head, or 0 */
  bool the;                /* "the" stands before it */
} sr_actor__phrase;

static inline sr_slice word_cell(uint32_t row, uint32_t column) {
  return sr_table_cell(&sr_table_actor_words, row, column);
}

static inline sr_slice country_cell(uint32_t row, uint32_t column) {
  return sr_table_cell(&sr_table_countries, row, column);
}

static inline bool is_norm(const sr_actor__reading *r, uint32_t i, const char *text) {
  return i < r->end && sr_slice_is(r->report->tokens[i].norm, text);
}

static inline bool is_capital(const sr_actor__reading *r, uint32_t i) {
  return i < r->end && (sr_word_is_capital(r->report, i) ||
                        sr_word_has_article(sr_report_slice(r->report, r->report->tokens[i].span)));
}

static inline sr_slice text_of(const sr_actor__reading *r, uint32_t from, uint32_t to) {
  return sr_report_slice(r->report, (sr_span){r->report->tokens[from].span.start, r->report->tokens[to - 1].span.end});
}

static inline bool is_quote(const sr_actor__reading *r, uint32_t i) {
  static const char *const quotes[] = {"\"", "“", "”", "„", "«", "»", "‟", "''", "``"};
  if (i >= r->end) return false;
  const sr_slice text = sr_report_slice(r->report, r->report->tokens[i].span);
  for (size_t k = 0; k < sizeof quotes / sizeof *quotes; k++)
    if (sr_slice_is(text, quotes[k])) return true;
  return false;
}

static inline bool is_possessive(const sr_actor__reading *r, uint32_t i) {
  return i < r->end && (is_norm(r, i, "'s") || (is_norm(r, i, "'") && !r->report->tokens[i].space_before));
}

/* A head at i: its tokens, 0 if none. Words that are heads only with a capital ("Post") need one. */
static inline uint32_t head_at(const sr_actor__reading *r, uint32_t i, uint32_t *row) {
  const uint32_t n = sr_phrases_match(r->tables->words, &r->report->tokens[i], r->end - i, row);
  const sr_slice when = n ? word_cell(*row, SR_ACTOR_WORDS_WHEN) : (sr_slice){0};
  /* "the staff's daily figures": no newspaper */
  if (n == 1 && sr_slice_is(word_cell(*row, SR_ACTOR_WORDS_CLASS), "media") &&
      sr_slice_ends(r->report->tokens[i].norm, SR_SLICE("ly")) && i + 1 < r->end && !is_capital(r, i + 1) &&
      sr_word_class_of(r->report, i + 1) == SR_CLASS_NOUN)
    return 0;
  if (!when.len || is_capital(r, i)) return n;
  return sr_slice_is(when, "article") && i && (is_norm(r, i - 1, "the") || is_norm(r, i - 1, "a")) ? n : 0;
}

static inline uint32_t body_at(const sr_actor__reading *r, uint32_t i, uint32_t *row) {
  return is_capital(r, i) ? sr_phrases_match(r->tables->bodies, &r->report->tokens[i], r->end - i, row) : 0;
}

/* A body of the table that is written as a common word is, but in capitals: "the WHO said". */
static inline bool is_acronym_at(const sr_actor__reading *r, uint32_t i) {
  const sr_slice text = sr_report_slice(r->report, r->report->tokens[i].span);
  for (size_t k = 0; k < text.len; k++)
    if (!sr_is_upper((uint8_t)text.ptr[k])) return false;
  uint32_t row = 0;
  return text.len > 1 && body_at(r, i, &row);
}

static inline uint32_t state_at(const sr_actor__reading *r, uint32_t i, uint32_t *value) {
  return is_capital(r, i) ? sr_phrases_match(r->tables->states, &r->report->tokens[i], r->end - i, value) : 0;
}

/* A person of the table of office holders: the tokens of the name, 0 if none; *row is for sr_holder_on. */
static inline uint32_t holder_at(const sr_actor__reading *r, uint32_t i, uint32_t *row) {
  return is_capital(r, i) ? sr_phrases_match(r->tables->holders, &r->report->tokens[i], r->end - i, row) : 0;
}

static inline const sr_place *place_at(const sr_actor__reading *r, uint32_t i) {
  return r->place_of[i] == NONE ? NULL : &r->report->places[r->place_of[i]];
}

static inline bool in_time(const sr_actor__reading *r, uint32_t i) { return r->in_time[i]; }

static inline bool may_stand_in_phrase(const sr_actor__reading *r, uint32_t i) {
  if (in_time(r, i)) return false;
  const sr_token *token = &r->report->tokens[i];
  if (token->kind == SR_TOKEN_NUMBER) /* "6th Infantry Division" */
    return token->norm.len > 2 && sr_is_alpha((uint8_t)token->norm.ptr[token->norm.len - 1]) && is_capital(r, i + 1);
  if (token->kind != SR_TOKEN_WORD) return false;
  if (sr_slice_ends(token->norm, SR_SLICE("-led"))) return true; /* "M23-led rebels" */
  /* "a ministry official said": guessed to be a noun after "official", the commonest cue there is */
  if (is_norm(r, i, "said") || is_norm(r, i, "told")) return false;
  switch (sr_word_class_of(r->report, i)) {
  case SR_CLASS_NOUN:
  case SR_CLASS_NAME:
  case SR_CLASS_ADJECTIVE: return true;
  case SR_CLASS_NUMBER: return true; /* "two diplomats" */
  default: return false;
  }
}

/* A name that runs over a line end, on one line. */
static inline sr_slice collapse(const sr_actor__reading *r, sr_slice text) {
  const size_t at = sr_slice_find(text, '\n', 0);
  if (at == SR_NOWHERE) return text;
  const sr_slice head = sr_slice_trim(sr_slice_cut(text, 0, at)),
                 tail = sr_slice_trim(sr_slice_cut(text, at, text.len));
  return sr_arena_format(r->report->arena, "%.*s %.*s", SR_FMT(head), SR_FMT(tail));
}

/* ---- actor_phrase.c ---- */

/* Gathers from token i; true if it has a head or a known body. p->first..p->end are its tokens. */
bool sr_actor__gather(sr_actor__reading *r, uint32_t i, sr_actor__phrase *p);
/* "of the Armed Forces of Ukraine", "for Security Studies": the end of the complements behind p. */
uint32_t sr_actor__complement(sr_actor__reading *r, sr_actor__phrase *p);
/* The name of a phrase: its text, "Ukraine's" as "Ukrainian", "NATO's" as "NATO". */
sr_slice sr_actor__phrase_name(sr_actor__reading *r, const sr_actor__phrase *p, uint32_t end);
sr_slice sr_actor__phrase_code(sr_actor__reading *r, const sr_actor__phrase *p);

#endif
