#include "syntax/embed.h"

#include "syntax/feature.h"

#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 32, STORE_BYTES = 16 << 20 };

typedef struct sr_embed_form {
  sr_slice name; /* NULL: a free place */
  uint32_t word; /* its row in the vocabulary */
  bool met_again;
} stored_form;

static void forget_all(sr_embed *e) {
  sr_arena_reset(e->arena, (sr_arena_mark){0});
  sr_map_init(&e->forms);
  memset(e->at, 0, SR_EMBED_FORMS * sizeof *e->at);
  for (e->n_free = 0; e->n_free < SR_EMBED_FORMS; e->n_free++) e->free[e->n_free] = SR_EMBED_FORMS - 1 - e->n_free;
}

sr_status sr_embed_init(sr_embed *e, const sr_model *model, const sr_kernels *kernels, sr_error *err) {
  *e = (sr_embed){.model = model, .kernels = kernels};
  e->gate_columns = (uint32_t)sr_kernel_padded(model->sru_w[0].rows);
  e->arena = sr_arena_new(STORE_BYTES);
  e->at = calloc(SR_EMBED_FORMS, sizeof *e->at);
  /* malloc leaves pages that no form has reached to the system. */
  e->gates = malloc((size_t)SR_EMBED_FORMS * e->gate_columns * sizeof *e->gates);
  e->free = malloc(SR_EMBED_FORMS * sizeof *e->free);
  e->vectors = malloc((size_t)AT_ONCE * model->input_dim * sizeof *e->vectors);
  e->fresh = malloc((size_t)AT_ONCE * e->gate_columns * sizeof *e->fresh);
  e->rounded.q = malloc(AT_ONCE * sr_kernel_padded(model->input_dim));
  e->rounded.scales = malloc(AT_ONCE * sizeof *e->rounded.scales);
  e->rounded.sums = malloc(AT_ONCE * sizeof *e->rounded.sums);
  if (e->arena && e->at && e->gates && e->free && e->vectors && e->fresh && e->rounded.q && e->rounded.scales &&
      e->rounded.sums) {
    forget_all(e); /* makes all places free */
    return SR_OK;
  }
  sr_embed_free(e);
  return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the store of word forms");
}

void sr_embed_free(sr_embed *e) {
  sr_arena_free(e->arena);
  free(e->at);
  free(e->gates);
  free(e->free);
  free(e->vectors);
  free(e->fresh);
  free(e->rounded.q);
  free(e->rounded.scales);
  free(e->rounded.sums);
  *e = (sr_embed){0};
}

/* Lets go of the forms that have not been met again since the last sweep. */
static sr_status sweep(sr_embed *e, sr_error *err) {
  sr_arena *before = e->arena, *arena = sr_arena_new(STORE_BYTES);
  if (!arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the store of word forms");
  e->arena = arena;
  sr_map_init(&e->forms);
  bool ok = true;
  for (uint32_t at = 0; ok && at < SR_EMBED_FORMS; at++) {
    stored_form *f = &e->at[at];
    if (!f->name.ptr) continue;
    if (f->met_again) {
      *f = (stored_form){.name = sr_arena_copy(arena, f->name), .word = f->word};
      ok = f->name.ptr && sr_map_put(&e->forms, arena, f->name, at);
    } else {
      *f = (stored_form){0};
      e->free[e->n_free++] = at;
    }
  }
  sr_arena_free(before);
  return ok ? SR_OK : sr_arena_fail(arena, err);
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

/* Multiplies the vectors of forms that wait, and puts what comes out where they belong. */
static void flush(sr_embed *e, const uint32_t *places, uint32_t n) {
  const uint32_t dim = e->model->input_dim, columns = e->gate_columns;
  e->kernels->round(e->vectors, dim, dim, n, &e->rounded);
  e->kernels->product(&e->model->sru_w[0], &e->rounded, n, e->fresh, columns);
  for (uint32_t i = 0; i < n; i++)
    memcpy(e->gates + (size_t)places[i] * columns, e->fresh + (size_t)i * columns, columns * sizeof *e->gates);
}

static sr_status find_or_add(sr_embed *e, const sr_slice *forms, uint32_t n, const float **gates, sr_error *err) {
  /* They might all be new. If all that is stored was met again, a second sweep lets go of it. */
  while (n > e->n_free) SR_TRY(sweep(e, err));
  uint32_t places[AT_ONCE], waiting = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t at = sr_map_get(&e->forms, forms[i]);
    if (at == SR_MAP_NONE) {
      const sr_slice name = sr_arena_copy(e->arena, forms[i]);
      at = e->free[e->n_free - 1];
      if (!name.ptr || !sr_map_put(&e->forms, e->arena, name, at)) return sr_arena_fail(e->arena, err);
      e->n_free--;
      float *vector = e->vectors + (size_t)waiting * e->model->input_dim;
      e->at[at] = (stored_form){name, vector_of(e->model, e->kernels, forms[i], vector), false};
      places[waiting++] = at;
      if (waiting == AT_ONCE) flush(e, places, waiting), waiting = 0;
    } else {
      e->at[at].met_again = true;
    }
    gates[i] = e->gates + (size_t)at * e->gate_columns;
  }
  if (waiting) flush(e, places, waiting);
  return SR_OK;
}

sr_status sr_embed_forms(sr_embed *e, const sr_slice *forms, uint32_t n, const float **gates, sr_error *err) {
  const sr_status status = find_or_add(e, forms, n, gates, err);
  if (status) forget_all(e); /* some may have a place and no gates */
  return status;
}

uint32_t sr_embed_word(const sr_embed *e, const float *gates) {
  return e->at[(size_t)(gates - e->gates) / e->gate_columns].word;
}
