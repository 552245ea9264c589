#include "syntax/chunk.h"

#include <string.h>

bool sr_chunk_rounded(sr_arena *scratch, size_t n, uint32_t columns, sr_rounded *out) {
  out->q = SR_RAW(scratch, int8_t, n * sr_kernel_padded(columns));
  out->scales = SR_RAW(scratch, float, n);
  out->sums = SR_RAW(scratch, int32_t, n);
  return out->q && out->scales && out->sums;
}

float *sr_chunk_product(const sr_chunk *c, const sr_matrix *w, const float *x, size_t x_row, size_t *out_columns) {
  *out_columns = sr_kernel_padded(w->rows);
  sr_rounded rounded;
  float *out = SR_RAW(c->scratch, float, c->rows **out_columns);
  if (!out || !sr_chunk_rounded(c->scratch, c->rows, w->columns, &rounded)) return NULL;
  c->kernels->round(x, x_row, w->columns, c->rows, &rounded);
  c->kernels->product(w, &rounded, c->rows, out, *out_columns);
  return out;
}

/* Runs one direction over a sentence's rows [from, to). highway is behind the three gates in the first layer. */
typedef struct direction {
  const sr_chunk *chunk;
  uint32_t layer, which;
  const float *const *first; /* the first layer's gates a row, or NULL */
  const float *gates;        /* [rows][columns] */
  size_t columns;
  const float *x; /* [rows][2 hidden], the layer's input; NULL in the first */
  float *c, *out;
} direction;

static void run_direction(const direction *d, uint32_t from, uint32_t to) {
  const sr_model *m = d->chunk->model;
  const uint32_t h = m->hidden, n_gates = d->x ? 3 : 4;
  const float *v = m->sru_v[d->layer] + (size_t)2 * d->which * h, *b = m->sru_b[d->layer] + (size_t)2 * d->which * h;
  memset(d->c, 0, h * sizeof *d->c);
  for (uint32_t i = from; i < to; i++) {
    const uint32_t t = d->which ? to - 1 - (i - from) : i;
    const float *row = d->first ? d->first[t] : d->gates + t * d->columns;
    const float *u = row + (size_t)d->which * n_gates * h;
    const float *x = d->x ? d->x + (size_t)t * 2 * h + (size_t)d->which * h : u + 3 * (size_t)h;
    d->chunk->kernels->sru_step(h, u, x, v, b, d->c, d->out + (size_t)t * 2 * h + (size_t)d->which * h);
  }
}

sr_status sr_sru_layers(const sr_chunk *chunk, const float *const *gates, const float **middle, const float **last,
                        sr_error *err) {
  const uint32_t width = 2 * chunk->model->hidden;
  float *c = SR_NEW(chunk->scratch, float, chunk->model->hidden);
  if (!c) return sr_arena_fail(chunk->scratch, err);
  const float *x = NULL;
  for (uint32_t l = 0; l < SR_LAYERS; l++) {
    direction d = {.chunk = chunk, .layer = l, .x = x, .c = c, .first = l ? NULL : gates};
    if (l) {
      size_t low_row;
      const float *low = sr_chunk_product(chunk, &chunk->model->sru_p[l - 1], x, width, &low_row);
      if (!low) return sr_arena_fail(chunk->scratch, err);
      d.gates = sr_chunk_product(chunk, &chunk->model->sru_w[l], low, low_row, &d.columns);
      if (!d.gates) return sr_arena_fail(chunk->scratch, err);
    }
    d.out = SR_RAW(chunk->scratch, float, (size_t)chunk->rows *width);
    if (!d.out) return sr_arena_fail(chunk->scratch, err);
    for (uint32_t s = 0; s < chunk->n_sentences; s++)
      for (d.which = 0; d.which < 2; d.which++) run_direction(&d, chunk->at[s], chunk->at[s + 1]);
    x = d.out;
    if (l == SR_LAYERS - 2) *middle = x;
  }
  *last = x;
  return SR_OK;
}
