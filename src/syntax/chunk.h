/* A chunk: some sentences on their way through the network together, one row a word and one a sentence's root.
 *
 * Sentences share the matrix products (one a layer for the whole chunk) and nothing else, so how they are put together
 * does not change what comes out. All memory is scratch of the caller's arena. */
#ifndef SR_SYNTAX_CHUNK_H
#define SR_SYNTAX_CHUNK_H

#include "syntax/embed.h"

typedef struct sr_chunk {
  const sr_model *model;
  const sr_kernels *kernels;
  sr_arena *scratch;
  uint32_t n_sentences, rows;
  const uint32_t *at; /* [n_sentences + 1] first row of each; the first row of a sentence is its root */
} sr_chunk;

/* Room for n rounded vectors; false: no memory. */
SR_MUST_CHECK bool sr_chunk_rounded(sr_arena *scratch, size_t n, uint32_t columns, sr_rounded *out);

/* x [rows][columns] W^T with its rows rounded first; NULL: no memory. *out_columns is rows of W rounded up to 16. */
float *sr_chunk_product(const sr_chunk *chunk, const sr_matrix *w, const float *x, size_t x_row, size_t *out_columns);

/* sru.c: the layers. gates [rows] are the first layer's products; middle and last are [rows][2 hidden].
 * T. Lei, Y. Zhang, S. I. Wang, H. Dai and Y. Artzi, Simple recurrent units for highly parallelizable recurrence,
 * EMNLP 2018:  f_t = s(W_f x_t + v_f c_(t-1) + b_f),  r_t = s(W_r x_t + v_r c_(t-1) + b_r),
 *              c_t = f_t c_(t-1) + (1 - f_t) W x_t,   h_t = r_t c_t + (1 - r_t) x_t
 * element by element, in both directions; the first layer has W_p x_t in place of the last x_t, the others P x_t in
 * place of the first three (their products are of low rank). */
SR_MUST_CHECK sr_status sr_sru_layers(const sr_chunk *chunk, const float *const *gates, const float **middle,
                                      const float **last, sr_error *err);

/* tag.c: the best tag of each head a row, [rows][SR_TAG_HEADS], from the middle layer. */
SR_MUST_CHECK sr_status sr_tag_rows(const sr_chunk *chunk, const float *middle, uint32_t *tags, sr_error *err);

/* biaffine.c: heads, labels and entities from the last layer. heads count within the sentence, 0 its root; entities are
 * BIO tags in which an inside follows its own type; names [rows][tags] are their scores before the transitions.
 * T. Dozat and C. D. Manning, Deep biaffine attention for neural dependency parsing, ICLR 2017:
 *   arc(i, j) = d_i . U h_j + u . h_j,   label(i, j) = L [d'_i h'_j, d'_i, h'_j] + b (the product element by element)
 */
SR_MUST_CHECK sr_status sr_biaffine_rows(const sr_chunk *chunk, const float *last, uint32_t *heads, uint32_t *labels,
                                         uint32_t *entities, float *names, sr_error *err);

#endif
