/* Reads counted noun phrases; see the header. */
#include "read/counted.h"

#include "base/slice.h"
#include "read/wordclass.h"

#include <lexicon/number_contexts.h>

#include <math.h>

enum { PHRASE_MAX = 8 }; /* words; longer runs without a plural are no counted noun */

bool sr_number_context(sr_slice word, const char *kind) {
  return sr_table_find(&sr_table_number_contexts, (sr_slice[]){word, sr_slice_of(kind)}, 2) != UINT32_MAX;
}

/* One word of the phrase: "F-16" is three tokens and one word. */
typedef struct word {
  uint32_t first, end;
  sr_word_class class;
  sr_word_number number;
} word;

static sr_slice norm_at(const sr_report *report, uint32_t at) { return report->tokens[at].norm; }

static bool is_quote(sr_slice norm) {
  return sr_slice_is(norm, "\"") || sr_slice_is(norm, "“") || sr_slice_is(norm, "”") || sr_slice_is(norm, "'") ||
         sr_slice_is(norm, "«") || sr_slice_is(norm, "»") || sr_slice_is(norm, "‘") || sr_slice_is(norm, "’");
}

/* "Model 3 sedans", "Model 3s": a short number that belongs to the name before it. */
static bool is_model_number(const sr_report *report, uint32_t at, uint32_t end) {
  enum { DIGITS_MAX = 3 };
  if (at >= end || report->tokens[at].kind != SR_TOKEN_NUMBER || !report->tokens[at].space_before) return false;
  const sr_slice norm = norm_at(report, at);
  if (norm.len > DIGITS_MAX || !sr_is_digit((uint8_t)norm.ptr[0])) return false;
  if (norm.ptr[norm.len - 1] == 's') return true;
  if (!sr_is_digit((uint8_t)norm.ptr[norm.len - 1]) || at + 1 >= end || report->tokens[at + 1].kind != SR_TOKEN_WORD)
    return false;
  return !report->tokens[at + 1].space_before ? sr_slice_is(norm_at(report, at + 1), "s")
                                              : sr_word_number_of(norm_at(report, at + 1)) == SR_WORD_PLURAL;
}

/* A word that is not in Latin letters: by its tag, or without one the first is a noun and there is no second. After a
 * number its form says little ("два солдата" is a genitive singular), so it counts as a plural. */
static word foreign_word_at(const sr_report *report, word w) {
  const sr_token *token = &report->tokens[w.first];
  w.class = sr_slice_is(token->upos, "ADJ") ? SR_CLASS_ADJECTIVE : SR_CLASS_NOUN;
  w.number = w.class == SR_CLASS_NOUN ? SR_WORD_PLURAL : SR_WORD_SINGULAR;
  const bool nominal = !token->upos.len || w.class == SR_CLASS_ADJECTIVE || sr_slice_is(token->upos, "NOUN") ||
                       sr_slice_is(token->upos, "PROPN");
  if (!nominal) w.end = w.first;
  return w;
}

/* The word at `at`; its end is `at` if no word of a noun phrase stands there. */
static word word_at(const sr_report *report, uint32_t at, uint32_t end) {
  word w = {.first = at, .end = at};
  if (at >= end || report->tokens[at].kind != SR_TOKEN_WORD) return w;
  w.class = sr_word_class_of(report, at);
  w.end = at + 1;
  if ((uint8_t)norm_at(report, at).ptr[0] >= 0x80) return foreign_word_at(report, w);
  /* a designation: "F-16", "S-300s", "GBU-39" */
  if (at + 2 < end && sr_slice_is(norm_at(report, at + 1), "-") && report->tokens[at + 2].kind == SR_TOKEN_NUMBER &&
      !report->tokens[at + 1].space_before && !report->tokens[at + 2].space_before) {
    w.end = at + 3;
    w.class = SR_CLASS_NAME;
    while (w.end < end && !report->tokens[w.end].space_before && report->tokens[w.end].kind == SR_TOKEN_WORD) w.end++;
  } else if (sr_word_is_capital(report, at) && is_model_number(report, at + 1, end)) { /* "four Storm 3 missiles" */
    w.end = at + 2;
  }
  w.number = sr_word_number_of(norm_at(report, w.end - 1));
  if (w.class == SR_CLASS_ADJECTIVE && w.number == SR_WORD_PLURAL) w.class = SR_CLASS_NOUN; /* "civilians" */
  const sr_slice norm = norm_at(report, at);
  if (w.class == SR_CLASS_VERB && w.number == SR_WORD_SINGULAR && at + 1 < end &&
      report->tokens[at + 1].kind == SR_TOKEN_WORD && !sr_word_is_closed(norm_at(report, at + 1)) &&
      (sr_slice_ends(norm, SR_SLICE("ed")) || sr_slice_ends(norm, SR_SLICE("ing"))))
    w.class = SR_CLASS_ADJECTIVE; /* a participle that describes: "five destroyed tanks" */
  return w;
}

/* By its tag, if the report has a tree. */
static bool is_finite_verb(const sr_report *report, uint32_t at) {
  const sr_token *token = &report->tokens[at];
  return sr_slice_is(token->upos, "VERB") && sr_slice_is(token->xpos, "VBZ");
}

/* "two fell near the port", where no noun has come yet. */
static bool is_past_verb(const sr_report *report, uint32_t at) {
  const sr_token *token = &report->tokens[at];
  if (!sr_slice_is(token->upos, "VERB") || !sr_slice_is(token->xpos, "VBD") || at + 1 >= report->n_tokens) return false;
  const sr_word_class next = sr_word_class_of(report, at + 1);
  return next == SR_CLASS_PREPOSITION || next == SR_CLASS_DETERMINER || next == SR_CLASS_OTHER;
}

static bool goes_on(const sr_report *report, word w, uint32_t end, bool seen_noun) {
  if (w.end == w.first) return false;
  if (w.class == SR_CLASS_NOUN || w.class == SR_CLASS_ADJECTIVE || w.class == SR_CLASS_NAME) return true;
  if (w.class == SR_CLASS_ADVERB && w.end < end) /* "two heavily armed men" */
    return sr_slice_ends(norm_at(report, w.first), SR_SLICE("ly")) && !seen_noun;
  return false;
}

/* Base form of a word for the unit's name. */
static sr_slice lemma_of(const sr_report *report, word w) {
  sr_arena *arena = report->arena;
  if (w.end - w.first > 1) {
    const sr_slice head = sr_word_singular(arena, norm_at(report, w.end - 1));
    const char *joint = report->tokens[w.first + 1].space_before ? " " : "-";
    return head.ptr ? sr_arena_format(arena, "%.*s%s%.*s", SR_FMT(norm_at(report, w.first)), joint, SR_FMT(head))
                    : head;
  }
  const sr_slice norm = norm_at(report, w.first);
  if ((uint8_t)norm.ptr[0] >= 0x80) return report->tokens[w.first].lemma.len ? report->tokens[w.first].lemma : norm;
  if (w.class == SR_CLASS_ADJECTIVE && w.number != SR_WORD_PLURAL) return sr_word_adjective_base(arena, norm);
  return sr_word_singular(arena, norm);
}

/* The same with the report's capitals, for a code in which "F-16" and "UAV" should look like themselves. */
static sr_slice written_lemma(const sr_report *report, word w, sr_slice lemma) {
  const sr_slice text =
      sr_slice_cut(report->text, report->tokens[w.first].span.start, report->tokens[w.end - 1].span.end);
  const bool inner = text.len > 1 && sr_is_upper((uint8_t)text.ptr[1]); /* "UAV" */
  const bool opens = w.first == report->sentences[report->tokens[w.first].sentence].first_token;
  if (!inner && (w.class != SR_CLASS_NAME || (opens && w.end - w.first == 1))) return lemma;
  size_t same = 0;
  while (same < lemma.len && same < text.len && sr_to_lower((uint8_t)text.ptr[same]) == (uint8_t)lemma.ptr[same])
    same++;
  return same == lemma.len ? (sr_slice){text.ptr, same} : lemma;
}

static sr_slice join(sr_arena *arena, sr_slice before, sr_slice next) {
  return before.len ? sr_arena_format(arena, "%.*s %.*s", SR_FMT(before), SR_FMT(next)) : next;
}

/* Name and unit from the words of the phrase. */
static sr_status spell(const sr_report *report, const word *words, uint32_t n, sr_counted *counted, sr_error *err) {
  sr_slice name = {0}, unit = {0};
  for (uint32_t i = 0; i < n; i++) {
    if (words[i].class == SR_CLASS_ADVERB) continue;
    const sr_slice lemma = lemma_of(report, words[i]);
    if (!lemma.ptr) return sr_arena_fail(report->arena, err);
    name = join(report->arena, name, lemma);
    if (!name.ptr) return sr_arena_fail(report->arena, err);
    if (i + 1 < n && !unit.len && sr_number_context(lemma, "loose")) continue;
    unit = join(report->arena, unit, written_lemma(report, words[i], lemma));
    if (!unit.ptr) return sr_arena_fail(report->arena, err);
  }
  counted->name = name;
  counted->unit = sr_arena_format(report->arena, "{%.*s}", SR_FMT(unit));
  return counted->unit.ptr ? SR_OK : sr_arena_fail(report->arena, err);
}

/* Past "of the", "of its", "the"; *left_out for "of them". */
static uint32_t skip_opening(const sr_report *report, uint32_t at, uint32_t end, bool *left_out) {
  if (at + 1 < end && sr_slice_is(norm_at(report, at), "of")) {
    const sr_slice next = norm_at(report, at + 1);
    if (sr_slice_is(next, "them") || sr_slice_is(next, "which") || sr_slice_is(next, "whom")) *left_out = true;
    if ((sr_slice_is(next, "these") || sr_slice_is(next, "those")) &&
        word_at(report, at + 2, end).class != SR_CLASS_NOUN)
      *left_out = true;
    at += *left_out ? 2 : 1;
  }
  while (at < end && report->tokens[at].kind == SR_TOKEN_WORD &&
         (sr_word_class_of(report, at) == SR_CLASS_DETERMINER || sr_slice_is(norm_at(report, at), "most")))
    at++;
  return at;
}

sr_status sr_counted_read(const sr_report *report, uint32_t at, uint32_t end, double value, bool hyphen,
                          sr_counted *counted, sr_error *err) {
  *counted = (sr_counted){.first = at, .end = at};
  const bool article = at < end && (sr_slice_is(norm_at(report, at), "a") || sr_slice_is(norm_at(report, at), "an"));
  if (article && value >= 1) return SR_OK; /* "48 million | a year ago" */
  const uint32_t start = hyphen ? at : skip_opening(report, at, end, &counted->left_out);
  if (counted->left_out && word_at(report, start, end).number != SR_WORD_PLURAL) { /* else "four of them children" */
    counted->end = start;
    return SR_OK;
  }
  word words[PHRASE_MAX];
  uint32_t n = 0, head = 0; /* words up to the head */
  bool seen_noun = false;
  for (uint32_t i = start; n < PHRASE_MAX;) {
    if (i < end && is_quote(norm_at(report, i)) && i + 1 < end && report->tokens[i + 1].kind == SR_TOKEN_WORD &&
        !counted->plural) {
      i++;
      continue;
    }
    if (i < end && i > start && n && words[n - 1].class == SR_CLASS_ADJECTIVE && !seen_noun &&
        (sr_slice_is(norm_at(report, i), "and") || sr_slice_is(norm_at(report, i), ",") ||
         sr_slice_is(norm_at(report, i), "or")) &&
        word_at(report, i + 1, end).class == SR_CLASS_ADJECTIVE) {
      i++;
      continue;
    }
    if (n && i < end && sr_slice_is(norm_at(report, i), "'s")) { /* "two of Russia's drones" */
      n = head = 0;
      seen_noun = counted->plural = false;
      i++;
      continue;
    }
    const word w = word_at(report, i, end);
    if (!goes_on(report, w, end, seen_noun)) break;
    if (seen_noun ? is_finite_verb(report, i) : is_past_verb(report, i))
      break; /* "a third of the population | lives in" */
    if (n && w.end < end && sr_number_context(norm_at(report, i), "which") &&
        sr_number_context(norm_at(report, w.end), "when"))
      break; /* "at one point | last year" */
    const bool plural = w.number != SR_WORD_SINGULAR;
    const bool foreign = (uint8_t)norm_at(report, i).ptr[0] >= 0x80; /* there a second noun is a genitive */
    if (counted->plural && (foreign || !(plural && w.class == SR_CLASS_NOUN))) break;
    if (n && !plural && seen_noun &&
        w.class == SR_CLASS_ADJECTIVE) { /* "people responsible", but "Iris-T guided missiles" */
      const sr_word_class next = w.end < end ? word_at(report, w.end, end).class : SR_CLASS_OTHER;
      if (next != SR_CLASS_NOUN && next != SR_CLASS_NAME && next != SR_CLASS_ADJECTIVE) break;
    }
    words[n++] = w;
    i = w.end;
    if (w.class == SR_CLASS_NOUN || w.class == SR_CLASS_NAME) seen_noun = true;
    if (w.class != SR_CLASS_ADVERB && w.class != SR_CLASS_ADJECTIVE) head = n;
    if (plural && (w.class != SR_CLASS_ADJECTIVE)) counted->plural = true, head = n;
    if (hyphen) {
      head = n;
      break;
    }
  }
  /* "28 wounded", "nine were killed" */
  if (!counted->plural && value != 1) {
    uint32_t i = start;
    while (i < end && sr_word_class_of(report, i) == SR_CLASS_AUXILIARY) i++;
    if (i < end && sr_number_context(norm_at(report, i), "harm")) {
      counted->harmed = true;
      counted->first = counted->end = start;
      counted->name = SR_SLICE("people");
      counted->unit = SR_SLICE("{people}");
      return SR_OK;
    }
  }
  if (!head || (!counted->plural && !hyphen && value > 1 && value != floor(value)))
    return SR_OK; /* "a 6.4 earthquake" */
  if (head > 1 && sr_number_context(norm_at(report, words[0].first), "which") &&
      sr_number_context(norm_at(report, words[1].first), "when"))
    return SR_OK;                                                                 /* "2.1 last year" */
  if (!counted->plural && value > 1 && words[0].class == SR_CLASS_NOUN) head = 1; /* "a 12 page document": pages */
  /* A name alone is what the number belongs to, not what it counts: "at 5 Kyiv". */
  bool common = counted->plural || hyphen;
  for (uint32_t i = 0; i < head; i++) common = common || words[i].class == SR_CLASS_NOUN;
  if (!common) return SR_OK;
  counted->first = words[0].first;
  counted->end = words[head - 1].end;
  return spell(report, words, head, counted, err);
}
