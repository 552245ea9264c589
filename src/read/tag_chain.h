/* How likely the labels and spans of a tagged sequence are, under the chain of its tagger (read/tagger.h).
 *
 * The best path is right as a whole most often. Where what counts is each span, those are to be taken that are likely
 * enough by themselves, over all paths (J. Goodman, Parsing algorithms and metrics, ACL 1996): of two readings that
 * differ in their end the best path takes one, however unsure, and leaves out what is nearly as likely as nothing.
 *
 * Probabilities come from the forward-backward algorithm (L. R. Rabiner, Proceedings of the IEEE 77, 1989), scaled at
 * each item, in plain float arithmetic in a fixed order: the same bits on every machine. O(items * labels^2). */
#ifndef SR_READ_TAG_CHAIN_H
#define SR_READ_TAG_CHAIN_H

#include "read/tagger.h"

typedef struct sr_tag_chain {
  uint32_t n, n_labels;
  float moves[SR_TAGGER_LABELS][SR_TAGGER_LABELS]; /* as factors; 0: may not follow */
  const float *scores;                             /* [n][n_labels], as factors */
  const float *after;                              /* what lies behind each item and label, scaled */
  const float *share;                              /* the probability of each item's labels */
} sr_tag_chain;

/* Of the emission scores [n][n_labels] of sr_tagger_score. Lives in the arena. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_tag_chain_make(const sr_tagger *tagger, const float *scores, uint32_t n, sr_arena *arena,
                                          sr_tag_chain *chain, sr_error *err);

/* The labels of a span: one for its first item and one for those behind it, and one for the last of several, where it
 * has its own (or SR_TAG_NO_LABEL). */
enum { SR_TAG_NO_LABEL = SR_TAGGER_LABELS };
typedef struct sr_tag_role {
  uint8_t begin, inside, last;
} sr_tag_role;

typedef struct sr_tag_span {
  uint32_t first, end;
  float p;
} sr_tag_span;

typedef SR_VEC(sr_tag_span) sr_tag_spans;

/* Adds the spans of a role that are at least as likely as floor (> 0). Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_tag_chain_spans(const sr_tag_chain *chain, sr_tag_role role, float floor, sr_arena *arena,
                                           sr_tag_spans *spans, sr_error *err);
/* Of spans that overlap keeps the likeliest; those that are left are in order of the text. */
void sr_tag_spans_part(sr_tag_spans *spans);

#endif
