/* Hedges and changes; see the header. */
#include "read/bound.h"

#include "base/slice.h"
#include "read/counted.h"
#include "read/wordclass.h"

#include <lexicon/changes.h>
#include <lexicon/hedges.h>

enum {
  HEDGE_MAX = 5,     /* tokens of the longest hedge */
  HEDGES_DEEP = 3,   /* "up to an estimated", "a total of about" */
  CHANGE_GAP_MAX = 8 /* tokens between "cut" and "by": "cut its forecast for the year by 2 percent" */
};

sr_status sr_bounds_open(sr_arena *arena, sr_bounds *bounds, sr_error *err) {
  bounds->hedges = sr_phrases_new(arena);
  if (!bounds->hedges) return sr_arena_fail(arena, err);
  for (uint32_t row = 0; row < sr_table_hedges.rows; row++)
    SR_TRY(sr_phrases_add(bounds->hedges, sr_table_cell(&sr_table_hedges, row, SR_HEDGES_PHRASE), row, err));
  return SR_OK;
}

static sr_bound bound_of(uint32_t row) {
  switch (sr_table_cell(&sr_table_hedges, row, SR_HEDGES_BOUND).ptr[0]) {
  case '~': return SR_BOUND_ABOUT;
  case '>': return SR_BOUND_OVER;
  case '<': return SR_BOUND_UNDER;
  default: return SR_BOUND_EXACT;
  }
}

static bool is_article(sr_slice word) {
  return sr_slice_is(word, "a") || sr_slice_is(word, "an") || sr_slice_is(word, "the") || sr_slice_is(word, "its");
}

/* "hand over 100 missiles": over belongs to the verb. */
static bool is_verb_particle(const sr_token *tokens, uint32_t from, uint32_t at, uint32_t n) {
  return n == 1 && at > from && sr_slice_is(tokens[at].norm, "over") &&
         sr_number_context(tokens[at - 1].norm, "particle");
}

/* "drones over nine regions", "paid over four years", "drove over two bridges", where a tree says so; not "over 40
 * tanks", "for over two years" or "over the age of 21". */
static bool is_preposition(const sr_token *tokens, uint32_t from, uint32_t at, uint32_t n) {
  const sr_token *t = &tokens[at];
  if (n != 1 || t->head == SR_NO_HEAD || !sr_slice_is(t->norm, "over")) return false;
  const sr_token *head = &tokens[t->head];
  if (sr_slice_is(t->deprel, "compound:prt")) return true;
  if (at == from || tokens[at - 1].kind == SR_TOKEN_PUNCT || sr_slice_is(tokens[at - 1].deprel, "case")) return false;
  return sr_slice_is(t->deprel, "case") && !sr_slice_is(head->norm, "age") &&
         (sr_slice_starts(head->deprel, SR_SLICE("obl")) || sr_slice_starts(head->deprel, SR_SLICE("nmod")));
}

sr_bound sr_bound_before(const sr_bounds *bounds, const sr_token *tokens, uint32_t from, uint32_t at, uint32_t *first,
                         bool *hedged) {
  sr_bound bound = SR_BOUND_EXACT;
  *first = at;
  *hedged = false;
  for (uint32_t deep = 0; deep < HEDGES_DEEP; deep++) {
    /* "a roughly 300,000-year-old skull": an article may stand before the figure */
    uint32_t edge = *first;
    if (edge > from && is_article(tokens[edge - 1].norm)) edge--;
    uint32_t found = 0, row = 0;
    for (uint32_t n = HEDGE_MAX; n && !found; n--) {
      if (edge - from >= n && sr_phrases_match(bounds->hedges, &tokens[edge - n], n, &row) == n)
        found = n;
      else if (edge != *first && *first - from >= n &&
               sr_phrases_match(bounds->hedges, &tokens[*first - n], n, &row) == n) {
        found = n;
        edge = *first;
      }
    }
    const bool adds = found == 1 && sr_slice_is(tokens[edge - 1].norm, "plus"); /* "20 drones plus four missiles" */
    if (!found || adds || is_verb_particle(tokens, from, edge - found, found) ||
        is_preposition(tokens, from, edge - found, found))
      break;
    *first = edge - found;
    const sr_bound this_one = bound_of(row);
    if (this_one == SR_BOUND_EXACT) continue;
    *hedged = true;
    /* the outer hedge of two is the bound ("up to an estimated 40"), unless it only approximates */
    if (bound == SR_BOUND_EXACT || this_one != SR_BOUND_ABOUT) bound = this_one;
  }
  return bound;
}

uint32_t sr_bound_after(const sr_bounds *bounds, const sr_token *tokens, uint32_t at, uint32_t to, sr_bound *bound) {
  if (at >= to) return 0;
  uint32_t row, skip = 0;
  const bool attached = !tokens[at].space_before;
  if (sr_slice_is(tokens[at].norm, "+") && attached) {
    *bound = SR_BOUND_OVER;
    return 1;
  }
  if (sr_slice_is(tokens[at].norm, "-") && attached && at + 1 < to) skip = 1;
  const uint32_t n = sr_phrases_match(bounds->hedges, &tokens[at + skip], to - at - skip, &row);
  const sr_slice word = tokens[at + skip].norm;
  if (!n) return 0;
  const bool trails =
      sr_slice_is(word, "odd") || (sr_slice_is(word, "plus") && skip) ||
      (n > 1 && !skip && (sr_slice_is(word, "or") || sr_slice_is(word, "and") || sr_slice_is(word, "give")));
  if (!trails || (skip && n > 1)) return 0;
  const uint32_t end = at + skip + n;
  if (end < to && (sr_slice_is(tokens[end].norm, "than") || tokens[end].kind == SR_TOKEN_NUMBER))
    return 0; /* "and more than 20" */
  *bound = bound_of(row);
  return skip + n;
}

/* The row of a word of change, UINT32_MAX if it is none. */
static uint32_t row_of(const sr_slice *word) {
  return word->ptr ? sr_table_find(&sr_table_changes, word, 1) : UINT32_MAX;
}

/* The way of the word of change at token `at`, = if it is none; *any: it is one whatever is counted. */
static sr_bound way_of(const sr_report *report, uint32_t from, uint32_t at, bool *any) {
  const sr_token *tokens = report->tokens;
  const sr_slice base = sr_word_verb_base(report->scratch, tokens[at].norm);
  const uint32_t row = row_of(&base);
  if (row == UINT32_MAX) return SR_BOUND_EXACT;
  /* "shot down 85 %": a particle of its verb */
  if (at > from) {
    const sr_slice verb = sr_word_verb_base(report->scratch, tokens[at - 1].norm);
    const sr_slice both = verb.ptr ? sr_arena_format(report->scratch, "%.*s %.*s", SR_FMT(verb), SR_FMT(base)) : verb;
    if (row_of(&both) != UINT32_MAX) return SR_BOUND_EXACT;
  }
  *any = sr_slice_is(sr_table_cell(&sr_table_changes, row, SR_CHANGES_OF), "any");
  return sr_slice_is(sr_table_cell(&sr_table_changes, row, SR_CHANGES_WAY), "up") ? SR_BOUND_UP : SR_BOUND_DOWN;
}

sr_bound sr_bound_change(const sr_report *report, uint32_t from, uint32_t at, bool share) {
  const sr_token *tokens = report->tokens;
  bool any = false;
  sr_bound way;
  while (at > from && (sr_word_class_of(report, at - 1) == SR_CLASS_ADVERB || is_article(tokens[at - 1].norm) ||
                       sr_slice_is(tokens[at - 1].norm, "another") || sr_slice_is(tokens[at - 1].norm, "further"))) {
    if (sr_slice_is(tokens[at - 1].norm, "only")) break;
    at--;
  }
  if (at == from) return SR_BOUND_EXACT;
  if (!sr_slice_is(tokens[at - 1].norm, "by")) {
    way = way_of(report, from, at - 1, &any);
    /* "a rise 2", "the losses 40": as a noun it is no verb of change */
    if (way != SR_BOUND_EXACT && at - 1 > from && tokens[at - 2].kind == SR_TOKEN_WORD &&
        sr_word_class_of(report, at - 2) == SR_CLASS_DETERMINER)
      return SR_BOUND_EXACT;
    return any || share ? way : SR_BOUND_EXACT;
  }
  const uint32_t by = at - 1;
  for (uint32_t i = by; i > from && by - i < CHANGE_GAP_MAX; i--) {
    if (tokens[i - 1].kind == SR_TOKEN_PUNCT) break;
    way = way_of(report, from, i - 1, &any);
    if (way != SR_BOUND_EXACT) return way;
  }
  return SR_BOUND_EXACT;
}
