#include "syntax/embed.h"

#include "syntax/feature.h"

#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 32, STORE_BYTES = 16 << 20 };

sr_status sr_embed_init(sr_embed *e, const sr_model *model, const sr_kernels *kernels, sr_error *err) {
  *e = (sr_embed){.model = model, .kernels = kernels};
  e->gate_columns = (uint32_t)sr_kernel_padded(model->sru_w[0].rows);
  e->arena = sr_arena_new(STORE_BYTES);
  sr_map_init(&e->forms);
  /* malloc leaves pages that no form has reached to the system. */
  e->gates = malloc((size_t)SR_EMBED_FORMS * e->gate_columns * sizeof *e->gates);
  e->words = malloc(SR_EMBED_FORMS * sizeof *e->words);
  e->vectors = malloc((size_t)AT_ONCE * model->input_dim * sizeof *e->vectors);
  e->rounded.q = malloc(AT_ONCE * sr_kernel_padded(model->input_dim));
  e->rounded.scales = malloc(AT_ONCE * sizeof *e->rounded.scales);
  e->rounded.sums = malloc(AT_ONCE * sizeof *e->rounded.sums);
  if (e->arena && e->gates && e->words && e->vectors && e->rounded.q && e->rounded.scales && e->rounded.sums)
    return SR_OK;
  sr_embed_free(e);
  return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the store of word forms");
}

void sr_embed_free(sr_embed *e) {
  sr_arena_free(e->arena);
  free(e->gates);
  free(e->words);
  free(e->vectors);
  free(e->rounded.q);
  free(e->rounded.scales);
  free(e->rounded.sums);
  *e = (sr_embed){0};
}

/* Adds some rows of a table, which are far away, so that all are asked for before the first is read. */
static void add_rows(const sr_kernels *kernels, const sr_rows *rows, const uint32_t *at, uint32_t n, float share,
                     float *to) {
  enum { LINE = 64 };
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < rows->columns; k += LINE)
      __builtin_prefetch(rows->values + (size_t)at[i] * rows->columns + k);
  kernels->add_rows(rows->values, rows->scales, rows->columns, at, n, share, to);
}

/* Gives the vocabulary's row of the form. */
static uint32_t vector_of(const sr_model *m, const sr_kernels *kernels, sr_slice form, float *to) {
  sr_features f;
  sr_features_of(form, m->affix.rows, m->gram.rows, &m->lexicon, &f);
  memset(to, 0, m->input_dim * sizeof *to);
  const uint32_t word = f.key_len ? sr_model_word(m, (sr_slice){f.key, f.key_len}) : 0;
  const uint32_t common = word < m->word.rows ? word : 0;
  add_rows(kernels, &m->word, &common, 1, 1, to);
  to += m->word.columns;
  const uint32_t first_vector = m->words.n - m->vector.rows, of_vector = word - first_vector;
  if (word >= first_vector) add_rows(kernels, &m->vector, &of_vector, 1, 1, to);
  to += m->vector.columns;
  add_rows(kernels, &m->affix, f.affixes, f.n_affixes, 1, to);
  to += m->affix.columns;
  if (f.n_grams) add_rows(kernels, &m->gram, f.grams, f.n_grams, 1.0f / (float)f.n_grams, to);
  return word;
}

/* Multiplies the vectors that wait, which belong to the newest forms of the store. */
static void flush(sr_embed *e, uint32_t waiting) {
  const uint32_t dim = e->model->input_dim;
  e->kernels->round(e->vectors, dim, dim, waiting, &e->rounded);
  e->kernels->product(&e->model->sru_w[0], &e->rounded, waiting, e->gates + (size_t)(e->n - waiting) * e->gate_columns,
                      e->gate_columns);
}

sr_status sr_embed_forms(sr_embed *e, const sr_slice *forms, uint32_t n, const float **gates, sr_error *err) {
  if (n > SR_EMBED_FORMS - e->n) { /* they might all be new */
    sr_arena_free(e->arena);
    e->arena = sr_arena_new(STORE_BYTES);
    if (!e->arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the store of word forms");
    sr_map_init(&e->forms);
    e->n = 0;
  }
  uint32_t waiting = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t at = sr_map_get(&e->forms, forms[i]);
    if (at == SR_MAP_NONE) {
      const sr_slice kept = sr_arena_copy(e->arena, forms[i]);
      at = e->n;
      if (!kept.ptr || !sr_map_put(&e->forms, e->arena, kept, at)) return sr_arena_fail(e->arena, err);
      e->words[at] = vector_of(e->model, e->kernels, forms[i], e->vectors + (size_t)waiting * e->model->input_dim);
      e->n++;
      if (++waiting == AT_ONCE) flush(e, waiting), waiting = 0;
    }
    gates[i] = e->gates + (size_t)at * e->gate_columns;
  }
  if (waiting) flush(e, waiting);
  return SR_OK;
}

uint32_t sr_embed_word(const sr_embed *e, const float *gates) {
  return e->words[(size_t)(gates - e->gates) / e->gate_columns];
}
