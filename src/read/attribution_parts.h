/* What the files of the attribution reader share: the report under reading, findings before they are given bytes, and
 * the small questions asked of tokens. attribution_cue.c finds verbs that are cues and their subjects, attribution.c
 * what cues cover, attribution_phrase.c quotations and noun phrases, attribution_name.c who a source is. Internal;
 * sr_attr__ is short for sr_attribution__. */
#ifndef SR_READ_ATTRIBUTION_PARTS_H
#define SR_READ_ATTRIBUTION_PARTS_H

#include "base/slice.h"
#include "base/vec.h"
#include "lexicon/cues.h"
#include "read/attribution.h"
#include "read/attribution_learnt.h"
#include "read/wordclass.h"
#include "text/phrases.h"

#define NONE UINT32_MAX

struct sr_attribution_tables {
  sr_phrases *phrases; /* cues that are no verbs */
  struct sr_attribution_model *model;
};

static inline sr_slice cue_cell(uint32_t row, uint32_t column) { return sr_table_cell(&sr_table_cues, row, column); }
static inline bool cue_is(uint32_t row, const char *kind) { return sr_slice_is(cue_cell(row, SR_CUES_KIND), kind); }
static inline bool cue_is_verb(uint32_t row) {
  return cue_is(row, "report") || cue_is(row, "charge") || cue_is(row, "act");
}
static inline bool cue_needs(uint32_t row, const char *need) { return sr_slice_is(cue_cell(row, SR_CUES_NEED), need); }

typedef struct sr_attr__range {
  uint32_t first, end; /* tokens */
} sr_attr__range;

typedef struct sr_attr__source {
  sr_attr__range at; /* with its article; empty if the text has none here */
  uint32_t actor;    /* index, or NONE */
  uint32_t taken;    /* attribution whose source a pronoun or an elided subject takes up, or NONE */
} sr_attr__source;

/* An attribution before it is given bytes. */
typedef struct sr_attr__finding {
  sr_attr__source source;
  sr_attr__range cue, content[2]; /* the second is what follows a tag in the middle */
  uint32_t row;
  uint32_t sentence;
  int32_t parent;
  bool leads, quoted, outer; /* outer: "quoted by", holds the other attributions of its sentence */
  uint32_t via, via_end;     /* actor told, or NONE; where its name ends */
  sr_slice name, code;
  SR_VEC(sr_attr__range) more;   /* quotations and lists that run on */
  const sr_attr__learnt *learnt; /* where the taggers see source, cue and content; NULL where they see none */
  bool learnt_only;              /* the rules have not found it */
} sr_attr__finding;

typedef struct sr_attr__reading {
  const sr_attribution_tables *tables;
  sr_report *report;
  uint32_t begin, end; /* tokens of the sentence, its final stop left out */
  uint32_t sentence;
  uint32_t *quote_of;            /* of each token: the long quotation that holds it, or NONE */
  SR_VEC(sr_attr__range) quotes; /* marks included */
  uint32_t *actor_of;            /* of each token: the actor that it is part of, or NONE */
  bool *in_time;
  SR_VEC(sr_attr__finding) found;
  uint32_t first_found; /* of this sentence */
} sr_attr__reading;

static inline sr_slice norm_of(const sr_attr__reading *r, uint32_t i) { return r->report->tokens[i].norm; }
static inline bool is_norm(const sr_attr__reading *r, uint32_t i, const char *text) {
  return i < r->end && i >= r->begin && sr_slice_is(norm_of(r, i), text);
}
static inline bool is_one_of(const sr_attr__reading *r, uint32_t i, const char *const *words, size_t n) {
  for (size_t k = 0; k < n; k++)
    if (is_norm(r, i, words[k])) return true;
  return false;
}
#define IS_ONE_OF(r, i, ...) \
  is_one_of((r), (i), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static inline sr_word_class class_of(const sr_attr__reading *r, uint32_t i) { return sr_word_class_of(r->report, i); }
static inline bool is_comma(const sr_attr__reading *r, uint32_t i) { return is_norm(r, i, ","); }
static inline bool is_quoted(const sr_attr__reading *r, uint32_t i) {
  return i < r->report->n_tokens && r->quote_of[i] != NONE;
}

static inline uint32_t phrase_at(const sr_attr__reading *r, uint32_t i, uint32_t *row) {
  return i < r->end ? sr_phrases_match(r->tables->phrases, &r->report->tokens[i], r->end - i, row) : 0;
}
static inline bool is_phrase(const sr_attr__reading *r, uint32_t i, const char *kind) {
  uint32_t row;
  return phrase_at(r, i, &row) && cue_is(row, kind);
}

/* ---- attribution_cue.c ---- */

/* The row of a verb by its base, with its particle if it has one; NONE. */
uint32_t sr_attr__find_verb(sr_slice base);
/* A verb of the table at i: its row, and the tokens with its particle ("points out"); NONE if it is none. */
uint32_t sr_attr__verb_at(const sr_attr__reading *r, uint32_t i, uint32_t *n);
/* The first token of the verb group that ends in the verb at i. */
uint32_t sr_attr__group_start(const sr_attr__reading *r, uint32_t i);
/* "is", "were", "been": what makes a passive of a participle. */
bool sr_attr__is_auxiliary_of_be(const sr_attr__reading *r, uint32_t i);
/* Start and end of the stretch between semicolons around i. */
sr_attr__range sr_attr__segment_of(const sr_attr__reading *r, uint32_t i);
/* The verb's subject: before it, over a bracket, a relative clause or an apposition, or shared with the cue before. */
sr_attr__source sr_attr__subject_of(const sr_attr__reading *r, uint32_t verb);
/* Whether a verb stands before the next comma, semicolon or end. */
bool sr_attr__has_verb(const sr_attr__reading *r, uint32_t i, uint32_t *stop);
/* Behind the addressee and the adjuncts of time: where the content may begin. */
uint32_t sr_attr__skip_adjuncts(const sr_attr__reading *r, uint32_t i, uint32_t *told);
/* A comma, a dash, a colon, the end of the sentence. */
bool sr_attr__is_edge(const sr_attr__reading *r, uint32_t i);
/* The end of a name of which only the beginning is known: "told Radio Norte", "told Channel Five on Monday". */
uint32_t sr_attr__name_end(const sr_attr__reading *r, uint32_t i);

/* ---- attribution_phrase.c ---- */

typedef enum sr_attr__mark { SR_ATTR_MARK_NONE, SR_ATTR_MARK_OPEN, SR_ATTR_MARK_CLOSE } sr_attr__mark;

sr_attr__mark sr_attr__mark_at(const sr_report *report, uint32_t i);

/* Pairs marks within a paragraph; a quotation left open ends with its paragraph. False: no memory. */
bool sr_attr__find_quotes(sr_attr__reading *r);

bool sr_attr__is_subject_pronoun(const sr_attr__reading *r, uint32_t i);

/* The noun phrase that ends before token end, and the one that begins at token i; at.end is 0 if there is none. */
sr_attr__source sr_attr__phrase_before(const sr_attr__reading *r, uint32_t end);
sr_attr__source sr_attr__phrase_after(const sr_attr__reading *r, uint32_t i);

/* "the figures", "an earlier version of the report": papers without a maker are nobody. */
bool sr_attr__is_document(const sr_attr__reading *r, sr_attr__range at);

/* ---- attribution_join.c ---- */

SR_MUST_CHECK sr_status sr_attr__model_new(sr_arena *arena, struct sr_attribution_model **model, sr_error *err);
/* The taggers, opened when a report with trees first needs them; false where there is no model or it is damaged. */
bool sr_attr__open_taggers(const sr_attribution_tables *tables, sr_attr__taggers *taggers);

/* Adds to the rules' findings, which have their names, what the taggers see; *joined: there was a model to ask.
 * Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attr__join(sr_attr__reading *r, bool *joined, sr_error *err);

/* ---- attribution_name.c ---- */

/* Gives finding k its name, code and, through a pronoun, its parent; those before it have theirs. */
void sr_attr__name_source(sr_attr__reading *r, uint32_t k);

/* Turns the findings into attributions. Errors: SR_ERR_NOMEM. */
sr_status sr_attr__give_bytes(sr_attr__reading *r, const sr_attribution **out, uint32_t *n, sr_error *err);

#endif
