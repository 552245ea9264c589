/* The network of the syntax engine, forwards and backwards (docs/engine.md has the formulas).
 *
 * A word's vector goes through bidirectional SRU layers; tags (UPOS, XPOS, features, lemma script) are read off the
 * layer before the last, arcs, labels and entities off the last. net_run computes a batch of sentences on one worker:
 * losses and gradients in training, predictions otherwise. Each worker has its own gradients, summed in a fixed order
 * by net_step, so that the number of threads does not change the model. */
#ifndef SR_TRAIN_NET_H
#define SR_TRAIN_NET_H

#include "real.h"

enum { NET_UPOS, NET_XPOS, NET_FEATS, NET_LEMMA, NET_TAGS };
enum { NET_LAYERS = 3, NET_WORKERS = 2 };

typedef struct net_shape {
  uint32_t word_rows, word_dim, vector_dim, affix_rows, affix_dim, gram_rows, gram_dim;
  uint32_t hidden;  /* a direction */
  uint32_t project; /* what the input of a layer but the first is brought down to */
  uint32_t tag_dim, arc_dim, label_dim, entity_dim;
  uint32_t n_tags[NET_TAGS], n_labels, n_entities;
  uint32_t n_factors; /* parts that tags share, net_set_factors */
} net_shape;

enum {
  P_WORD,
  P_AFFIX,
  P_GRAM,
  P_SRU_P, /* project x 2 hidden; the first layer has none */
  /* [2 directions][gates][hidden] x project, in the first layer x input; gates u, f, r and in the first layer the
   * highway's projection */
  P_SRU_W = P_SRU_P + NET_LAYERS - 1,
  P_SRU_V = P_SRU_W + NET_LAYERS, /* [2 directions][f, r][hidden] */
  P_SRU_B = P_SRU_V + NET_LAYERS,
  P_TAG_W = P_SRU_B + NET_LAYERS, /* tag_dim x 2 hidden */
  P_TAG_B,
  P_TAGS_W, /* all tags x tag_dim */
  P_TAGS_B,
  P_FACTOR, /* n_factors x tag_dim: a tag's row of weights is its own and those of its parts */
  P_MLP_W,  /* [arc dependent, arc head, label dependent, label head, entity] x 2 hidden */
  P_MLP_B,
  P_ARC_U, /* arc_dim x arc_dim */
  P_ARC_B,
  P_LABEL_W, /* n_labels x 3 label_dim: product, dependent, head */
  P_LABEL_B,
  P_ENTITY_W,
  P_ENTITY_B,
  P_ENTITY_T, /* [n_entities + 1][n_entities]: from one tag to the next; the last row is for a sentence's first word */
  P_COUNT
};

typedef struct net_param {
  uint32_t rows, cols;
  bool sparse; /* only rows that a batch touched have gradients */
  real *w, *m, *v, *g[NET_WORKERS];
  real *mean; /* of the weights over the last steps */
} net_param;

/* One distinct word form. */
typedef struct net_type {
  uint32_t word, count; /* row in the vocabulary (0 unknown), occurrences in the training text */
  uint32_t vector;      /* row of the given vectors */
  uint32_t n_affixes, n_grams;
  const uint32_t *affixes, *grams;
} net_type;

enum { NET_NONE = -1 };
typedef struct net_token {
  uint32_t type;
  int32_t head, label, tags[NET_TAGS], entity; /* NET_NONE where not given; in a run without training: predictions */
} net_token;

/* tokens[0] is the root. */
typedef struct net_sentence {
  net_token *tokens;
  uint32_t n;
} net_sentence;

typedef struct net_options {
  real drop_input, drop_layer, drop_mlp, drop_word; /* drop_word a: a word of count c is unknown with a / (a + c) */
  real weight_tags, weight_lemma, weight_arc, weight_label, weight_entity;
  bool chain; /* a sentence's names are one sequence, not a choice a word */
} net_options;

typedef struct net_losses {
  double arc, label, tags[NET_TAGS], entity;
} net_losses;

typedef struct sr_net sr_net;

/* NULL if there is no memory. */
sr_net *net_new(const net_shape *shape, uint64_t seed);
void net_free(sr_net *net);
const net_shape *net_shape_of(const sr_net *net);
net_param *net_params(sr_net *net);

/* Vectors from elsewhere, [rows][vector_dim], a part of the input that is not trained; borrowed. Needed before a run
 * unless vector_dim is 0. */
void net_set_vectors(sr_net *net, const real *vectors);

/* What tags have in common ("Case=Gen", of all bundles with it): parts of the tag i are ids[offsets[i]] to
 * ids[offsets[i + 1] - 1], below n_factors. Borrowed; without them every tag is by itself. */
void net_set_factors(sr_net *net, const uint32_t *offsets, const uint32_t *ids);
/* Rows of weights of all tags with their parts, [all tags][tag_dim]. */
void net_tag_rows(const sr_net *net, real *out);

/* Training: adds the gradient of scale * loss to the worker's, dropout drawn from seed (options NULL: no dropout and
 * weights 1). Returns scale * weighted loss. */
double net_train(sr_net *net, unsigned worker, const net_type *types, const net_sentence *sentences, uint32_t n,
                 const net_options *options, double scale, uint64_t seed, net_losses *losses);
/* Writes the best tags, head (greedy, no tree enforced), label and entity into out's tokens. */
void net_predict(sr_net *net, unsigned worker, const net_type *types, const net_sentence *sentences, uint32_t n,
                 net_sentence *out);
/* Adam over the sum of the workers' gradients (norm clipped to clip), which are zero afterwards. step counts from 1.
 * Source: D. P. Kingma and J. Ba, Adam: a method for stochastic optimization, ICLR 2015. */
void net_step(sr_net *net, real rate, real clip, uint64_t step);

/* Every so many steps the mean of the weights takes in where they are: mean += (1 - keep) (w - mean), which forgets at
 * keep (less in the beginning) and is better than its last point (B. T. Polyak and A. B. Juditsky, Acceleration of
 * stochastic approximation by averaging, SIAM J. Control Optim. 30 (1992)). */
void net_average(sr_net *net, real keep, uint64_t step);
/* Puts the mean in the place of the weights and back. */
void net_swap_mean(sr_net *net);

/* Uniform numbers in [0, 1): splitmix64. */
static inline uint64_t net_random(uint64_t *state) {
  uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}
static inline real net_uniform(uint64_t *state) { return (real)((double)(net_random(state) >> 11) * 0x1p-53); }

#endif
