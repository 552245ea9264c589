/* What the files of the concept reader share: the sentence under reading with its tree, and small questions asked of
 * it. concept_phrase.c chooses the words of noun phrases, concept_subject.c finds whom a clause is about, concept.c
 * decides which of them a quantity measures. Internal; nobody but they includes it. */
#ifndef SR_READ_CONCEPT_PARTS_H
#define SR_READ_CONCEPT_PARTS_H

#include "base/slice.h"
#include "read/concept.h"
#include "read/counted.h"
#include "read/wordclass.h"

enum {
  CLIMB_MAX = 6 /* steps up a tree: none of the development sentences needs more than 4 */
};

/* What is known about a token. */
enum { CHOSEN = 1, IN_QUANTITY = 2, IN_UNIT = 4, OWN = 8 };

#define NONE UINT32_MAX

typedef struct sr_concept__finder {
  const sr_report *report;
  const sr_token *tokens;
  uint32_t from, to;            /* the sentence */
  uint32_t *child, *next_child; /* first dependent of a token and the one after it, in order; NONE */
  uint8_t *mark;
  uint32_t first, end; /* tokens of the quantity */
  bool counted, money;
} sr_concept__finder;

static inline bool relates(const sr_concept__finder *f, uint32_t at, const char *relation) {
  return sr_slice_is(f->tokens[at].deprel, relation);
}

static inline bool relates_to_any(const sr_concept__finder *f, uint32_t at, const char *const *relations) {
  for (; *relations; relations++)
    if (relates(f, at, *relations)) return true;
  return false;
}

static inline bool any_is(const sr_concept__finder *f, uint32_t at, const char *const *words) {
  for (; at < f->to && *words; words++)
    if (sr_slice_is(f->tokens[at].norm, *words)) return true;
  return false;
}

static inline bool is_tagged(const sr_concept__finder *f, uint32_t at, const char *upos) {
  return sr_slice_is(f->tokens[at].upos, upos);
}

/* Nouns, names, and adjectives that stand for one. */
static inline bool is_nominal(const sr_concept__finder *f, uint32_t at) {
  return is_tagged(f, at, "NOUN") || is_tagged(f, at, "PROPN") || is_tagged(f, at, "ADJ") || is_tagged(f, at, "X");
}

static inline bool is_noun(const sr_concept__finder *f, uint32_t at) {
  return is_tagged(f, at, "NOUN") || is_tagged(f, at, "PROPN");
}

static inline bool is_pronoun(const sr_concept__finder *f, uint32_t at) {
  return is_tagged(f, at, "PRON") || is_tagged(f, at, "DET");
}

static inline bool is_root(const sr_concept__finder *f, uint32_t at) {
  const uint32_t head = f->tokens[at].head;
  return head == at || head < f->from || head >= f->to;
}

static inline bool is_subject(const sr_concept__finder *f, uint32_t at) {
  return sr_slice_starts(f->tokens[at].deprel, SR_SLICE("nsubj"));
}

static inline bool is_clausal(const sr_concept__finder *f, uint32_t at) {
  return sr_slice_starts(f->tokens[at].deprel, SR_SLICE("acl"));
}

static inline uint32_t dependent(const sr_concept__finder *f, uint32_t at, const char *relation) {
  for (uint32_t c = f->child[at]; c != NONE; c = f->next_child[c])
    if (relates(f, c, relation)) return c;
  return NONE;
}

static inline bool has_subject(const sr_concept__finder *f, uint32_t at) {
  for (uint32_t c = f->child[at]; c != NONE; c = f->next_child[c])
    if (is_subject(f, c)) return true;
  return false;
}

/* A year, a month, "last week": when something was measured is no part of what was. */
static inline bool is_when(const sr_concept__finder *f, uint32_t at) {
  const sr_slice lemma = f->tokens[at].lemma.len ? f->tokens[at].lemma : f->tokens[at].norm;
  const sr_slice norm = f->tokens[at].norm;
  if (norm.len == 4 && sr_is_digit((uint8_t)norm.ptr[0]) && sr_is_digit((uint8_t)norm.ptr[3])) return true;
  return sr_number_context(norm, "when") || sr_number_context(lemma, "when");
}

static inline bool has_case(const sr_concept__finder *f, uint32_t at, const char *word) {
  const uint32_t c = dependent(f, at, "case");
  return c != NONE && sr_slice_is(f->tokens[c].norm, word);
}

/* "exports including", "prices after": what such a word brings in is beside the point. */
static inline bool is_aside(const sr_concept__finder *f, uint32_t at) {
  const uint32_t c = dependent(f, at, "case");
  return c != NONE && sr_number_context(f->tokens[c].norm, "aside");
}

static inline bool is_name(const sr_concept__finder *f, uint32_t at) {
  return is_tagged(f, at, "PROPN") && f->tokens[at].kind == SR_TOKEN_WORD && sr_word_is_capital(f->report, at) &&
         !(f->mark[at] & (OWN | IN_QUANTITY)) && !is_when(f, at);
}

/* ---- concept_phrase.c ---- */

enum { WITH_COORDINATED = 1 };

/* Marks the content words of the noun phrase that `at` heads; ban: tokens with these marks stay out. */
void sr_concept__choose_phrase(sr_concept__finder *f, uint32_t at, unsigned ban, unsigned with, int depth);
/* Names stay whole where the tree tears them: "Dow | Jones Average", "TA-25" (three tokens). */
void sr_concept__choose_whole_words(sr_concept__finder *f);
/* "The index | rose 0.65 per cent to end": an irregular past right before a figure that was tagged a noun. */
bool sr_concept__is_mistaken_verb(const sr_concept__finder *f, uint32_t at);
/* A verb that tells: no part of a noun phrase, though a wrong branch may hang it there. */
bool sr_concept__is_finite(const sr_concept__finder *f, uint32_t at);
/* A capitalised word of a longer name, whatever its tag: "Dow Jones | Industrial". */
bool sr_concept__is_name_part(const sr_concept__finder *f, uint32_t at);
bool sr_concept__is_glue(const sr_concept__finder *f, uint32_t at);

/* ---- concept_subject.c ---- */

/* The subject among a predicate's dependents: the first behind it or the last before the quantity, no other figure; or
 * "[the stock] trades on", a noun hung on a verb as if to make a word with it. NONE. */
uint32_t sr_concept__own_subject(const sr_concept__finder *f, uint32_t at);
/* The subject of a predicate, through control, coordination and relative clauses; NONE. *said: a pronoun is. */
uint32_t sr_concept__subject_of(const sr_concept__finder *f, uint32_t at, bool *said);
/* "[Jan Kowal], a 50-year-old man": the name that the noun explains, though the tree may have two subjects there; NONE.
 */
uint32_t sr_concept__bearer_of(const sr_concept__finder *f, uint32_t noun);

#endif
