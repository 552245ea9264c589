/* A report as the attribution taggers see it: one row a token with its tree, its place in quotations and what the
 * tables say, computed once a report in linear time. Internal to the attribution reader and its trainer. */
#ifndef SR_READ_ATTRIBUTION_VIEW_H
#define SR_READ_ATTRIBUTION_VIEW_H

#include "text/report.h"

#define SR_AV_NONE UINT32_MAX

/* Relations that say where speaker and content hang; all others are OTHER. Subtypes count as their relation, but for
 * those listed. */
#define SR_AV_RELATIONS(X)    \
  X(OTHER, "")                \
  X(ROOT, "root")             \
  X(NSUBJ, "nsubj")           \
  X(NSUBJ_PASS, "nsubj:pass") \
  X(CSUBJ, "csubj")           \
  X(OBJ, "obj")               \
  X(IOBJ, "iobj")             \
  X(CCOMP, "ccomp")           \
  X(XCOMP, "xcomp")           \
  X(OBL, "obl")               \
  X(OBL_AGENT, "obl:agent")   \
  X(ADVCL, "advcl")           \
  X(ADVMOD, "advmod")         \
  X(AUX, "aux")               \
  X(AUX_PASS, "aux:pass")     \
  X(COP, "cop")               \
  X(MARK, "mark")             \
  X(NMOD, "nmod")             \
  X(NMOD_POSS, "nmod:poss")   \
  X(APPOS, "appos")           \
  X(ACL, "acl")               \
  X(RELCL, "acl:relcl")       \
  X(AMOD, "amod")             \
  X(DET, "det")               \
  X(CASE, "case")             \
  X(CONJ, "conj")             \
  X(CC, "cc")                 \
  X(FIXED, "fixed")           \
  X(FLAT, "flat")             \
  X(COMPOUND, "compound")     \
  X(PRT, "compound:prt")      \
  X(PARATAXIS, "parataxis")   \
  X(EXPL, "expl")             \
  X(PUNCT, "punct")

#define SR_X(name, text) SR_AV_##name,
typedef enum sr_av_relation { SR_AV_RELATIONS(SR_X) SR_AV_RELATION_COUNT } sr_av_relation;
#undef SR_X

typedef enum sr_av_mark { SR_AV_NO_MARK, SR_AV_OPEN, SR_AV_CLOSE } sr_av_mark;

typedef struct sr_av_token {
  uint32_t norm, lemma, upos, xpos, deprel; /* keys of the texts (sr_tag_text) */
  uint32_t head;                            /* SR_AV_NONE for a root */
  const int8_t *vector;                     /* of its first word, or NULL: sr_report_word */
  uint32_t left, right;                     /* first and last token of its subtree */
  uint32_t subject, content;                /* child that is a subject; ccomp, xcomp, obj or parataxis, in this order */
  uint64_t children;                        /* relations of its children, a bit each (sr_av_relation) */
  uint32_t quote;                           /* number of the quotation that holds it, marks included, or SR_AV_NONE */
  uint32_t phrase_row;                      /* row of lexicon/cues.tsv: as a verb, or a phrase that it is part of */
  uint32_t over[2]; /* words whose arcs to their heads are the shortest over the gap before this word, or SR_AV_NONE */
  uint32_t said;    /* index into report->speech whose cue holds it, or SR_AV_NONE */
  uint8_t relation, mark, actor, shape; /* actor: 1 + sr_actor_kind, 0 outside; shape: capitals and digits */
  uint8_t depth, time;                  /* time: 1 + sr_time_type, 0 outside */
} sr_av_token;

typedef struct sr_av_quote {
  uint32_t first, end; /* tokens, marks included */
  bool closed;         /* false: it ends with its paragraph */
} sr_av_quote;

typedef struct sr_attr__view {
  const sr_report *report;
  sr_av_token *at; /* [n_tokens] */
  sr_av_quote *quotes;
  uint32_t n_quotes;
} sr_attr__view;

typedef struct sr_attribution_tables sr_attribution_tables;

/* Whether the report has trees: without them there is nothing to see. */
bool sr_attr__has_trees(const sr_report *report);

/* Errors: SR_ERR_NOMEM. Lives in the arena. */
SR_MUST_CHECK sr_status sr_attr__view_make(const sr_attribution_tables *tables, const sr_report *report,
                                           sr_arena *arena, sr_attr__view *view, sr_error *err);

#endif
