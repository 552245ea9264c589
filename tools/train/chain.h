/* Sequences of tags: the score of one is the sum of its words' scores and of its transitions', its probability the
 * softmax over all sequences (J. Lafferty, A. McCallum and F. Pereira, Conditional random fields: probabilistic models
 * for segmenting and labeling sequence data, ICML 2001). O(n k^2) each. */
#ifndef SR_TRAIN_CHAIN_H
#define SR_TRAIN_CHAIN_H

#include "real.h"

enum { CHAIN_TAGS_MAX = 64 };

typedef struct chain {
  uint32_t n, k;        /* words, tags <= CHAIN_TAGS_MAX */
  const real *x, *t;    /* [n][k] scores of words; [k + 1][k] of transitions, the last row for the first word */
  double *alpha, *beta; /* [n][k], room for the sums */
} chain;

/* -log of the probability of the given tags (negative: not given, any), and the gradients of scale times it added. */
double chain_loss(const chain *c, const int32_t *given, double scale, real *dx, real *dt);

/* The last tag of the best sequence; back[i * k + tag] is the tag before it in the best one that has tag at i. beta is
 * not used. */
uint32_t chain_best(const chain *c, uint32_t *back);

#endif
