#include "syntax/chunk.h"

sr_status sr_tag_rows(const sr_chunk *chunk, const float *middle, uint32_t *tags, sr_error *err) {
  const sr_model *m = chunk->model;
  size_t hidden_row, row;
  float *hidden = sr_chunk_product(chunk, &m->tag_w, middle, 2 * (size_t)m->hidden, &hidden_row);
  if (!hidden) return sr_arena_fail(chunk->scratch, err);
  chunk->kernels->bias_relu(hidden, hidden_row, m->tag_dim, chunk->rows, m->tag_b);
  const float *scores = sr_chunk_product(chunk, &m->tags_w, hidden, hidden_row, &row);
  if (!scores) return sr_arena_fail(chunk->scratch, err);
  for (uint32_t t = 0; t < chunk->rows; t++) {
    uint32_t from = 0;
    for (int h = 0; h < SR_TAG_HEADS; from += m->tags[h].n, h++)
      tags[t * SR_TAG_HEADS + (uint32_t)h] =
          chunk->kernels->best(scores + t * row + from, m->tags_b + from, m->tags[h].n);
  }
  return SR_OK;
}
