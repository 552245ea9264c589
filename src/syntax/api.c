/* The public interface of sitrep/parse.h: whole inputs in, CoNLL-U or JSON out.
 *
 * The input is cut at blank lines into pieces of some thousand words that share nothing. Each is segmented, parsed and
 * written into memory of its own, by one of the threads, and handed out in order: a ring of pieces bounds the memory.
 */
#include <sitrep/parse.h>

#include "base/pool.h"
#include "base/slice.h"
#include "base/vec.h"
#include "syntax/find.h"
#include "syntax/parse.h"
#include "syntax/write.h"

#include <pthread.h>
#include <stdlib.h>

struct sr_parse_model {
  sr_model model;
};

enum {
  MEMORY_BYTES = 1 << 30,
  JOBS_MAX = 256,
  PIECES_PER_JOB = 3,
  PIECE_BYTES = 16 << 10, /* some 3,000 words: several chunks of the parser, and little memory */
  FOUND_BYTES = 1 << 20
};

sr_status sr_parse_model_open(const char *path, sr_parse_model **model, sr_error *err) {
  sr_parse_model *m = calloc(1, sizeof *m);
  if (!m) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for a model");
  const sr_status status = sr_model_map(path, &m->model, err);
  if (status) {
    free(m);
    return status;
  }
  *model = m;
  return SR_OK;
}

sr_status sr_parse_model_find(sr_slice lang, sr_parse_model **model, sr_error *err) {
  sr_arena *arena = sr_arena_new(FOUND_BYTES);
  if (!arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to look for models");
  sr_found_models found;
  sr_status status = sr_models_find(arena, &found, err);
  if (!status) {
    const sr_found_model *of = sr_models_of(&found, lang);
    status = of ? sr_parse_model_open(of->path, model, err) : sr_models_none(&found, lang, err);
  }
  sr_arena_free(arena);
  return status;
}

void sr_parse_model_free(sr_parse_model *model) {
  if (!model) return;
  sr_model_close(&model->model);
  free(model);
}

sr_slice sr_parse_model_about(const sr_parse_model *model) { return sr_string_at(&model->model.about, 0); }

bool sr_parse_model_reads(const sr_parse_model *model, sr_slice lang) {
  for (uint32_t i = 0; i < model->model.lang.n; i++)
    if (sr_slice_eq(sr_string_at(&model->model.lang, i), lang)) return true;
  return false;
}

/* ---- pieces ---- */

typedef struct run run;

typedef struct piece {
  run *of;
  sr_slice input;
  sr_arena *arena; /* of the sentences and the output */
  SR_VEC(sr_slice) lines;
  sr_error failure;
  bool done;
} piece;

struct run {
  const sr_parse_model *model;
  sr_parse_options options;
  sr_slice input, rest; /* rest: not cut yet */
  pthread_mutex_t lock;
  pthread_cond_t one_done;
  sr_parser *idle[JOBS_MAX];
  unsigned n_idle;
  piece *pieces;
  unsigned n_pieces, first, n;
};

/* Does a line end before `at`, and for input other than lines a blank one? */
static bool may_cut(sr_parse_input kind, sr_slice input, size_t at) {
  if (input.ptr[at - 1] != '\n') return false;
  if (kind == SR_PARSE_HORIZONTAL) return true;
  if (at >= 2 && input.ptr[at - 2] == '\r') at--;
  return at >= 2 && input.ptr[at - 2] == '\n';
}

static sr_slice take_piece(run *r) {
  size_t end = r->rest.len < PIECE_BYTES ? r->rest.len : PIECE_BYTES;
  while (end < r->rest.len && !may_cut(r->options.input, r->rest, end)) {
    end = sr_slice_find(r->rest, '\n', end);
    end = end == SR_NOWHERE ? r->rest.len : end + 1;
  }
  const sr_slice taken = sr_slice_cut(r->rest, 0, end);
  r->rest = sr_slice_cut(r->rest, end, r->rest.len);
  return taken;
}

/* Parses some sentences and appends what is written of them. */
static sr_status parse_sentences(piece *p, sr_parser *parser, sr_conllu_sentence *sentences, uint32_t n_sentences,
                                 uint32_t n_words, sr_error *err) {
  const sr_model *model = &p->of->model->model;
  sr_slice *forms = SR_NEW(p->arena, sr_slice, n_words);
  uint32_t *lengths = SR_NEW(p->arena, uint32_t, n_sentences);
  sr_parsed *parsed = SR_NEW(p->arena, sr_parsed, n_words);
  if (!forms || !lengths || !parsed) return sr_arena_fail(p->arena, err);
  uint32_t n = 0;
  for (uint32_t s = 0; s < n_sentences; s++) {
    lengths[s] = sentences[s].n_words;
    for (uint32_t i = 0; i < lengths[s]; i++) forms[n++] = sentences[s].words[i].form;
  }
  SR_TRY(sr_parser_run(parser, forms, lengths, n_sentences, p->arena, parsed, err));
  for (uint32_t s = 0; s < n_sentences; parsed += lengths[s++]) {
    const char *text = p->of->options.input == SR_PARSE_TEXT ? p->of->input.ptr : NULL;
    sr_slice written;
    SR_TRY(p->of->options.output == SR_PARSE_TO_NDJSON
               ? sr_parsed_to_json(model, &sentences[s], parsed, text, p->arena, &written, err)
               : sr_parsed_to_conllu(model, &sentences[s], parsed, p->arena, &written, err));
    sr_slice *lines = SR_PUSH(p->arena, &p->lines);
    if (!lines) return sr_arena_fail(p->arena, err);
    *lines = written;
  }
  return SR_OK;
}

static sr_status parse_piece(piece *p, sr_parser *parser, sr_error *err) {
  sr_conllu file = {0};
  switch (p->of->options.input) {
  case SR_PARSE_TEXT: SR_TRY(sr_segment_text(&p->of->model->model, p->arena, p->input, &file, err)); break;
  case SR_PARSE_CONLLU: SR_TRY(sr_conllu_read(p->arena, p->input, &file, err)); break;
  case SR_PARSE_HORIZONTAL: SR_TRY(sr_conllu_read_lines(p->arena, p->input, &file, err)); break;
  }
  enum { WORDS = 4096 }; /* at a time, so that memory besides the output does not grow with a piece that has no end */
  for (uint32_t from = 0; from < file.n_sentences;) {
    uint32_t to = from, n = 0;
    while (to < file.n_sentences && n < WORDS) n += file.sentences[to++].n_words;
    SR_TRY(parse_sentences(p, parser, file.sentences + from, to - from, n, err));
    from = to;
  }
  return SR_OK;
}

static void run_piece(void *argument) {
  piece *p = argument;
  run *r = p->of;
  sr_parser *parser = NULL;
  pthread_mutex_lock(&r->lock);
  if (r->n_idle) parser = r->idle[--r->n_idle];
  pthread_mutex_unlock(&r->lock);
  p->failure = (sr_error){.offset = SR_NOWHERE};
  p->arena = sr_arena_new(r->options.memory_bytes);
  sr_status status = p->arena ? SR_OK : sr_fail(&p->failure, SR_ERR_NOMEM, SR_NOWHERE, "no memory to parse in");
  if (!status && !parser) status = sr_parser_new(&r->model->model, NULL, &parser, &p->failure);
  if (!status) status = parse_piece(p, parser, &p->failure);
  p->failure.status = status;
  if (p->failure.offset != SR_NOWHERE) p->failure.offset += (size_t)(p->input.ptr - r->input.ptr);
  pthread_mutex_lock(&r->lock);
  if (parser) r->idle[r->n_idle++] = parser;
  p->done = true;
  pthread_cond_signal(&r->one_done);
  pthread_mutex_unlock(&r->lock);
}

static sr_status hand_out(run *r, sr_parse_sink sink, void *user, sr_error *err) {
  piece *p = &r->pieces[r->first];
  pthread_mutex_lock(&r->lock);
  while (!p->done) pthread_cond_wait(&r->one_done, &r->lock);
  pthread_mutex_unlock(&r->lock);
  sr_status status = SR_OK;
  for (uint32_t i = 0; !status && i < p->lines.n; i++) status = sink(user, p->lines.at[i], err);
  if (!status && p->failure.status) {
    status = p->failure.status;
    if (err) *err = p->failure;
  }
  sr_arena_free(p->arena);
  *p = (piece){.of = r};
  r->first = (r->first + 1) % r->n_pieces;
  r->n--;
  return status;
}

static sr_status run_all(run *r, sr_pool *pool, sr_parse_sink sink, void *user, sr_error *err) {
  while (r->rest.len) {
    if (r->n == r->n_pieces) SR_TRY(hand_out(r, sink, user, err));
    piece *p = &r->pieces[(r->first + r->n++) % r->n_pieces];
    p->input = take_piece(r);
    if (pool)
      sr_pool_submit(pool, run_piece, p);
    else
      run_piece(p);
  }
  while (r->n) SR_TRY(hand_out(r, sink, user, err));
  return SR_OK;
}

sr_status sr_parse_write(const sr_parse_model *model, const sr_parse_options *options, sr_slice input,
                         sr_parse_sink sink, void *user, sr_error *err) {
  run r = {.model = model, .input = input, .rest = input};
  if (options) r.options = *options;
  if (sr_slice_starts(input, SR_SLICE("\xEF\xBB\xBF")))
    r.rest = sr_slice_cut(input, 3, input.len); /* a byte order mark */
  if (!r.options.memory_bytes) r.options.memory_bytes = MEMORY_BYTES;
  unsigned jobs = r.options.jobs ? r.options.jobs : 1;
  if (jobs > JOBS_MAX) jobs = JOBS_MAX;
  r.n_pieces = jobs > 1 ? jobs * PIECES_PER_JOB : 1;
  r.pieces = calloc(r.n_pieces, sizeof *r.pieces);
  if (!r.pieces) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to parse in");
  for (unsigned i = 0; i < r.n_pieces; i++) r.pieces[i].of = &r;
  pthread_mutex_init(&r.lock, NULL);
  pthread_cond_init(&r.one_done, NULL);
  sr_pool *pool = NULL;
  sr_status status = jobs > 1 ? sr_pool_open(jobs, r.n_pieces, &pool, err) : SR_OK;
  if (!status) status = run_all(&r, pool, sink, user, err);
  sr_pool_free(pool); /* finishes what is under way */
  for (unsigned i = 0; i < r.n_pieces; i++) sr_arena_free(r.pieces[i].arena);
  while (r.n_idle) sr_parser_free(r.idle[--r.n_idle]);
  pthread_cond_destroy(&r.one_done);
  pthread_mutex_destroy(&r.lock);
  free(r.pieces);
  return status;
}
