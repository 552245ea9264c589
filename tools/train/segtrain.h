/* Learns the segmenter's weights (src/syntax/segment.h) from a treebank's own text.
 *
 * The text is put together again from words, SpaceAfter and paragraph marks; every gap of it is an example for each of
 * the questions. Logistic regression by stochastic gradient with AdaGrad rates (J. Duchi, E. Hazan and Y. Singer,
 * Adaptive subgradient methods, JMLR 12, 2011), weights averaged over the later passes. One thread; no chance in it. */
#ifndef SR_TRAIN_SEGTRAIN_H
#define SR_TRAIN_SEGTRAIN_H

#include "data.h"

/* weights [SR_SEGMENT_ROWS][SR_GAP_QUESTIONS], malloced; NULL without memory or without text. */
float *segment_train(const train_corpus *corpus, uint32_t passes);

#endif
