#include "syntax/chunk.h"

#include "syntax/tree.h"

#include <string.h>

/* The last layer's views: [arc dependent | arc head | label dependent | label head | entity] a row. */
typedef struct views {
  const float *rows;
  size_t row;
  uint32_t arc, label; /* sizes */
} views;

static sr_status decode_arcs(const sr_chunk *chunk, const views *v, uint32_t *heads, sr_error *err) {
  const sr_model *m = chunk->model;
  const sr_kernels *k = chunk->kernels;
  size_t right_row;
  const float *right = sr_chunk_product(chunk, &m->arc_u, v->rows + v->arc, v->row, &right_row);
  if (!right) return sr_arena_fail(chunk->scratch, err);
  for (uint32_t s = 0; s < chunk->n_sentences; s++) {
    const uint32_t from = chunk->at[s], n = chunk->at[s + 1] - from;
    const size_t columns = sr_kernel_padded(n);
    const sr_arena_mark mark = sr_arena_save(chunk->scratch);
    float *scores = SR_RAW(chunk->scratch, float, n *columns);
    if (!scores) return sr_arena_fail(chunk->scratch, err);
    k->dots(v->rows + from * v->row, v->row, right + from * right_row, right_row, v->arc, n, scores, columns);
    for (uint32_t i = 1; i < n; i++)
      for (uint32_t j = 0; j < n; j++) scores[i * columns + j] += right[(from + j) * right_row + v->arc];
    SR_TRY(sr_tree_decode(scores, columns, n, chunk->scratch, heads + from, err));
    heads[from] = 0;
    sr_arena_reset(chunk->scratch, mark);
  }
  return SR_OK;
}

static sr_status decode_labels(const sr_chunk *chunk, const views *v, const uint32_t *heads, uint32_t *labels,
                               sr_error *err) {
  const sr_model *m = chunk->model;
  const uint32_t d = v->label;
  float *z = SR_RAW(chunk->scratch, float, (size_t)chunk->rows * 3 * d);
  if (!z) return sr_arena_fail(chunk->scratch, err);
  const float *from = v->rows + 2 * (size_t)v->arc;
  for (uint32_t s = 0; s < chunk->n_sentences; s++)
    for (uint32_t t = chunk->at[s]; t < chunk->at[s + 1]; t++) {
      const float *dep = from + t * v->row, *head = from + (chunk->at[s] + heads[t]) * v->row + d;
      float *to = z + (size_t)t * 3 * d;
      for (uint32_t k = 0; k < d; k++) to[k] = dep[k] * head[k];
      memcpy(to + d, dep, d * sizeof *to);
      memcpy(to + 2 * (size_t)d, head, d * sizeof *to);
    }
  size_t row;
  float *scores = sr_chunk_product(chunk, &m->label_w, z, 3 * (size_t)d, &row);
  if (!scores) return sr_arena_fail(chunk->scratch, err);
  for (uint32_t t = 0; t < chunk->rows; t++) {
    /* "root" is the label of the root's arc and of no other. */
    float *x = scores + t * row;
    x[m->root_label] = heads[t] == 0 ? 1e30f : -1e30f;
    labels[t] = chunk->kernels->best(x, m->label_b, m->labels.n);
  }
  return SR_OK;
}

/* May tag b follow a? Odd tags begin a name, the even ones behind them go on with it, 0 is outside. */
static bool may_follow(uint32_t a, uint32_t b) { return b == 0 || b % 2 == 1 || a == b || a + 1 == b; }

/* The best sequence of tags in which every inside continues its type, by the words' scores and the transitions'
 * (Viterbi). */
static sr_status decode_entities(const sr_chunk *chunk, const views *v, uint32_t *entities, float *names,
                                 sr_error *err) {
  const sr_model *m = chunk->model;
  const uint32_t n_tags = m->entities.n;
  const float *go = m->entity_t;
  size_t row;
  float *scores = sr_chunk_product(chunk, &m->entity_w, v->rows + 2 * (size_t)(v->arc + v->label), v->row, &row);
  uint32_t *back = SR_NEW(chunk->scratch, uint32_t, (size_t)chunk->rows * n_tags);
  if (!scores || !back) return sr_arena_fail(chunk->scratch, err);
  for (uint32_t s = 0; s < chunk->n_sentences; s++) {
    const uint32_t first = chunk->at[s] + 1, end = chunk->at[s + 1];
    for (uint32_t t = first; t < end; t++) {
      float *x = scores + t * row;
      const float *before = x - row;
      for (uint32_t b = 0; b < n_tags; b++) {
        names[t * n_tags + b] = x[b] += m->entity_b[b];
        uint32_t from = 0;
        if (t == first) {
          x[b] = may_follow(0, b) ? x[b] + go[n_tags * n_tags + b] : -1e30f;
        } else {
          for (uint32_t a = 1; a < n_tags; a++)
            if (may_follow(a, b) &&
                (!may_follow(from, b) || before[a] + go[a * n_tags + b] > before[from] + go[from * n_tags + b]))
              from = a;
          x[b] += may_follow(from, b) ? before[from] + go[from * n_tags + b] : -1e30f;
        }
        back[t * n_tags + b] = from;
      }
    }
    entities[chunk->at[s]] = 0;
    if (first == end) continue;
    uint32_t tag = chunk->kernels->best(scores + (end - 1) * row, NULL, n_tags);
    for (uint32_t t = end; t-- > first;) {
      entities[t] = tag;
      tag = back[t * n_tags + tag];
    }
  }
  return SR_OK;
}

sr_status sr_biaffine_rows(const sr_chunk *chunk, const float *last, uint32_t *heads, uint32_t *labels,
                           uint32_t *entities, float *names, sr_error *err) {
  const sr_model *m = chunk->model;
  views v = {.arc = m->arc_dim, .label = m->label_dim};
  float *rows = sr_chunk_product(chunk, &m->mlp_w, last, 2 * (size_t)m->hidden, &v.row);
  if (!rows) return sr_arena_fail(chunk->scratch, err);
  chunk->kernels->bias_relu(rows, v.row, m->mlp_w.rows, chunk->rows, m->mlp_b);
  v.rows = rows;
  SR_TRY(decode_arcs(chunk, &v, heads, err));
  SR_TRY(decode_labels(chunk, &v, heads, labels, err));
  return decode_entities(chunk, &v, entities, names, err);
}
