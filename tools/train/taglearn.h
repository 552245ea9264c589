/* The learner of taggers (read/tagger.h): a linear-chain CRF with an optional hidden layer, from labelled sequences.
 *
 * Sequences are added with their labels, then tag_learner_train counts the features, gives those seen often enough a
 * slot (the commonest first, or those that tell most of the labels; four places a bucket) and minimises the negative
 * log-likelihood by stochastic gradient descent with one Adagrad rate a table row (Duchi, Hazan and Singer, JMLR 2011),
 * which falls linearly to nothing. Features are dropped at random while training. With several members as many networks
 * are learnt, each from a seed of its own, and the tagger is their mean: their hidden layers stand side by side,
 * weights and transitions are averaged (an ensemble, Hansen and Salamon, IEEE PAMI 12, 1990, that costs one look-up a
 * feature). The same sequences and options give the same model: one thread, no clock. */
#ifndef SR_TRAIN_TAGLEARN_H
#define SR_TRAIN_TAGLEARN_H

#include "read/tagger.h"

typedef struct tag_options {
  uint32_t hidden;     /* units of a member, a multiple of 8, or 0 for a linear model */
  uint32_t members;    /* networks of which the tagger is the mean; 0 and 1: one */
  uint32_t slots_log2; /* 2^slots_log2 slots */
  uint32_t count_min;  /* features seen fewer times have no slot */
  uint32_t by_gain;    /* not 0: the features that tell most of the labels get the slots, not the commonest */
  uint32_t epochs;
  float rate;          /* of Adagrad */
  float warm;          /* the share of all steps in which it grows to that */
  float drop_features; /* probability that a feature of an item does not count */
  float drop_hidden;
  float shrink; /* the weights of features are multiplied by it in the end; 0: are not. 1 - drop_features makes their
                   sums what they were when some were dropped. */
  float decay;  /* L2 on the rows that are touched, per step */
  uint64_t seed;
  bool quiet;
} tag_options;

/* Sets an option by its name on the command line: hidden, members, slots (log2), min, epochs, rate, drop, drop-hidden,
 * shrink, decay, warm, gain (by_gain). False: there is none of that name. */
bool tag_options_take(tag_options *options, const char *name, const char *value);

typedef struct tag_learner tag_learner;

/* NULL: no memory. labels are names of the BIO kind or any others, at most SR_TAGGER_LABELS. */
tag_learner *tag_learner_new(const char *name, const char *const *labels, uint32_t n_labels,
                             const tag_options *options);
void tag_learner_free(tag_learner *learner);

/* Copies a sequence with its gold labels. weight multiplies its gradient (1 as a rule). False: no memory. */
bool tag_learner_add(tag_learner *learner, const sr_tag_sequence *seq, const uint8_t *labels, float weight);

bool tag_learner_train(tag_learner *learner);

/* Adds to the bias of a label: trades precision for recall after training. */
void tag_learner_shift(tag_learner *learner, uint32_t label, float by);

/* Writes the taggers into one file's bytes (quantised); *bytes is the caller's, from aligned_alloc. */
SR_MUST_CHECK sr_status tag_export(tag_learner *const *learners, uint32_t n, sr_slice *bytes, sr_error *err);

#endif
