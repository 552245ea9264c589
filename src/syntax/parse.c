#include "syntax/parse.h"

#include "base/slice.h"
#include "syntax/chunk.h"
#include "syntax/lemma.h"

#include <stdlib.h>
#include <string.h>

enum {
  /* Rows that a chunk is filled up to: the weights are read once for each, its own rows stay in the cache. Found by
   * trying 48 to 2048 on the development set. */
  CHUNK_ROWS = 96,
  ROWS_MAX = CHUNK_ROWS + SR_PARSE_WORDS_MAX + 1,
  SCRATCH_BYTES = 256 << 20
};

struct sr_parser {
  const sr_model *model;
  const sr_kernels *kernels;
  sr_embed embed;
  sr_arena *scratch;
};

sr_status sr_parser_new(const sr_model *model, const sr_kernels *kernels, sr_parser **parser, sr_error *err) {
  sr_parser *p = calloc(1, sizeof *p);
  if (!p) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for a parser");
  p->model = model;
  p->kernels = kernels ? kernels : sr_kernels_best();
  p->scratch = sr_arena_new(SCRATCH_BYTES);
  sr_status status = p->scratch ? sr_embed_init(&p->embed, model, p->kernels, err)
                                : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for a parser");
  if (status) {
    sr_arena_free(p->scratch);
    free(p);
    return status;
  }
  *parser = p;
  return SR_OK;
}

void sr_parser_free(sr_parser *p) {
  if (!p) return;
  sr_embed_free(&p->embed);
  sr_arena_free(p->scratch);
  free(p);
}

static sr_slice name_of(const sr_strings *names, uint32_t i) { return sr_string_at(names, i); }

static sr_status run_chunk(sr_parser *p, sr_chunk *chunk, const sr_slice *rows, sr_arena *arena, sr_parsed *out,
                           sr_error *err) {
  const sr_model *m = p->model;
  const float **gates = SR_NEW(chunk->scratch, const float *, chunk->rows);
  uint32_t *tags = SR_NEW(chunk->scratch, uint32_t, (size_t)chunk->rows * SR_TAG_HEADS);
  uint32_t *heads = SR_NEW(chunk->scratch, uint32_t, 3 * (size_t)chunk->rows);
  const uint32_t n_names = m->entities.n;
  float *names = SR_NEW(chunk->scratch, float, (size_t)chunk->rows *n_names);
  if (!gates || !tags || !heads || !names) return sr_arena_fail(chunk->scratch, err);
  uint32_t *labels = heads + chunk->rows, *entities = labels + chunk->rows;
  const float *middle, *last;
  SR_TRY(sr_embed_forms(&p->embed, rows, chunk->rows, gates, err));
  SR_TRY(sr_sru_layers(chunk, gates, &middle, &last, err));
  SR_TRY(sr_tag_rows(chunk, middle, tags, err));
  SR_TRY(sr_biaffine_rows(chunk, last, heads, labels, entities, names, err));
  for (uint32_t s = 0; s < chunk->n_sentences; s++)
    for (uint32_t t = chunk->at[s] + 1; t < chunk->at[s + 1]; t++, out++) {
      const uint32_t *tag = tags + (size_t)t * SR_TAG_HEADS;
      *out = (sr_parsed){.upos = name_of(&m->tags[0], tag[0]),
                         .xpos = name_of(&m->tags[1], tag[1]),
                         .feats = name_of(&m->tags[2], tag[2]),
                         .deprel = name_of(&m->labels, labels[t]),
                         .lemma = sr_lemma_apply(arena, name_of(&m->tags[3], tag[3]), rows[t]),
                         .head = heads[t],
                         .entity = entities[t],
                         .word = sr_embed_word(&p->embed, gates[t])};
      if (n_names == SR_NAME_TAGS) memcpy(out->names, names + (size_t)t * n_names, sizeof out->names);
      if (!out->lemma.ptr) return sr_arena_fail(arena, err);
    }
  return SR_OK;
}

/* Hangs the pieces of a long sentence together; words are those of the whole sentence. */
static void join_pieces(sr_parsed *words, uint32_t n) {
  uint32_t root = 0;
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t piece = i / SR_PARSE_WORDS_MAX * SR_PARSE_WORDS_MAX;
    sr_parsed *w = &words[i];
    if (w->head) {
      w->head += piece;
    } else if (!root) {
      root = i + 1;
    } else {
      w->head = root;
      w->deprel = SR_SLICE("parataxis");
    }
  }
}

sr_status sr_parser_run(sr_parser *p, const sr_slice *forms, const uint32_t *lengths, uint32_t n, sr_arena *arena,
                        sr_parsed *out, sr_error *err) {
  uint32_t s = 0, done = 0; /* the sentence that comes next, and how many of its words have been taken */
  const sr_slice *form = forms;
  sr_parsed *to = out;
  while (s < n) {
    const sr_arena_mark mark = sr_arena_save(p->scratch);
    uint32_t *at = SR_NEW(p->scratch, uint32_t, CHUNK_ROWS + 2);
    sr_slice *rows = SR_NEW(p->scratch, sr_slice, ROWS_MAX);
    if (!at || !rows) return sr_arena_fail(p->scratch, err);
    sr_chunk chunk = {.model = p->model, .kernels = p->kernels, .scratch = p->scratch, .at = at};
    uint32_t words = 0;
    while (s < n && chunk.rows < CHUNK_ROWS) {
      const uint32_t left = lengths[s] - done, take = left < SR_PARSE_WORDS_MAX ? left : SR_PARSE_WORDS_MAX;
      if (take) {
        rows[chunk.rows++] = (sr_slice){0};
        for (uint32_t i = 0; i < take; i++) rows[chunk.rows++] = *form++;
        at[++chunk.n_sentences] = chunk.rows;
        words += take;
      }
      done += take;
      if (done == lengths[s]) s++, done = 0;
    }
    const sr_status status = chunk.rows ? run_chunk(p, &chunk, rows, arena, to, err) : SR_OK;
    sr_arena_reset(p->scratch, mark);
    if (status) return status;
    to += words;
  }
  to = out;
  for (uint32_t i = 0; i < n; to += lengths[i], i++)
    if (lengths[i] > SR_PARSE_WORDS_MAX) join_pieces(to, lengths[i]);
  return SR_OK;
}
