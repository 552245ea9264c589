#include "syntax/syntax.h"

#include "base/slice.h"
#include "syntax/find.h"
#include "syntax/parse.h"
#include "syntax/segment.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
  FOUND_BYTES = 1 << 20,
  PARSERS_MAX = 256,
  SCRATCH_BYTES = 1 << 30,
  BLOCK_WORDS = 8192 /* parsed at a time: what is not kept of a word takes as much room again as what is */
};

typedef struct shared_model {
  sr_model model;
  sr_error failure; /* why it could not be opened */
  bool tried;
  sr_parser *idle[PARSERS_MAX];
  uint32_t n_idle;
} shared_model;

struct sr_syntax {
  sr_arena *arena;
  sr_found_models found;
  shared_model *models; /* one a found model */
  pthread_mutex_t lock;
};

sr_status sr_syntax_open(sr_syntax **out, sr_error *err) {
  sr_syntax *s = calloc(1, sizeof *s);
  if (!s) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the models");
  pthread_mutex_init(&s->lock, NULL);
  s->arena = sr_arena_new(FOUND_BYTES);
  sr_status status = s->arena ? sr_models_find(s->arena, &s->found, err)
                              : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the models");
  if (!status && s->found.n && !(s->models = calloc(s->found.n, sizeof *s->models)))
    status = sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the models");
  if (status) {
    sr_syntax_free(s);
    return status;
  }
  *out = s;
  return SR_OK;
}

void sr_syntax_free(sr_syntax *s) {
  if (!s) return;
  for (uint32_t i = 0; s->models && i < s->found.n; i++) {
    while (s->models[i].n_idle) sr_parser_free(s->models[i].idle[--s->models[i].n_idle]);
    sr_model_close(&s->models[i].model);
  }
  pthread_mutex_destroy(&s->lock);
  sr_arena_free(s->arena);
  free(s->models);
  free(s);
}

static sr_status open_model(sr_syntax *s, sr_slice lang, shared_model **shared, sr_error *err) {
  const sr_found_model *found = sr_models_of(&s->found, lang);
  if (!found) return sr_models_none(&s->found, lang, err);
  shared_model *m = &s->models[found - s->found.models];
  pthread_mutex_lock(&s->lock);
  if (!m->tried) {
    m->tried = true;
    m->failure = (sr_error){0};
    m->failure.status = sr_model_map(found->path, &m->model, &m->failure);
  }
  pthread_mutex_unlock(&s->lock);
  if (m->failure.status) {
    if (err) *err = m->failure;
    return m->failure.status;
  }
  *shared = m;
  return SR_OK;
}

sr_status sr_syntax_model(sr_syntax *s, sr_slice lang, const sr_model **model, sr_error *err) {
  shared_model *shared = NULL;
  SR_TRY(open_model(s, lang, &shared, err));
  *model = &shared->model;
  return SR_OK;
}

/* ---- one report ---- */

typedef struct words {
  SR_VEC(sr_slice) forms;
  SR_VEC(uint32_t) token; /* of each word */
  SR_VEC(uint8_t) starts; /* whether the model's segmenter begins a sentence with the word */
  SR_VEC(uint32_t) lengths;
} words;

static const char *end_of(sr_slice s) { return s.ptr + s.len; }

/* The model's own cuts as places in the text, in order; none if it has no segmenter. */
typedef struct cuts {
  SR_VEC(const char *) ends;   /* of words */
  SR_VEC(const char *) starts; /* of sentences */
} cuts;

static sr_status take_cuts(const sr_model *model, sr_arena *segments, sr_slice text, sr_arena *scratch, cuts *out,
                           sr_error *err) {
  sr_conllu file;
  SR_TRY(sr_segment_text(model, segments, text, &file, err));
  for (uint32_t s = 0; s < file.n_sentences; s++) {
    const sr_conllu_sentence *sentence = &file.sentences[s];
    const char **start = SR_PUSH(scratch, &out->starts);
    if (!start) return sr_arena_fail(scratch, err);
    *start = sentence->n_words ? sentence->words[0].form.ptr : NULL;
    for (uint32_t i = 0; i < sentence->n_words; i++) {
      const char **end = SR_PUSH(scratch, &out->ends);
      if (!end) return sr_arena_fail(scratch, err);
      *end = end_of(sentence->words[i].form);
    }
  }
  return SR_OK;
}

static sr_status find_cuts(const sr_model *model, sr_arena *scratch, sr_slice text, cuts *out, sr_error *err) {
  if (!model->n_segment) return SR_OK;
  sr_arena *segments = sr_arena_new(SCRATCH_BYTES);
  if (!segments) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to cut in");
  const sr_status status = take_cuts(model, segments, text, scratch, out, err);
  sr_arena_free(segments);
  return status;
}

/* Words of every sentence: tokens, cut where the model's segmenter ends a word inside one. */
static sr_status collect_words(const sr_model *model, const sr_report *report, sr_arena *scratch, words *out,
                               sr_error *err) {
  cuts own = {0};
  SR_TRY(find_cuts(model, scratch, report->text, &own, err));
  uint32_t cut = 0, start = 0;
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    const sr_sentence *sentence = &report->sentences[s];
    const uint32_t before = out->forms.n;
    for (uint32_t t = sentence->first_token; t < sentence->first_token + sentence->n_tokens; t++) {
      sr_slice rest = sr_report_slice(report, report->tokens[t].span);
      while (rest.len) {
        while (cut < own.ends.n && own.ends.at[cut] <= rest.ptr) cut++;
        while (start < own.starts.n && own.starts.at[start] < rest.ptr) start++;
        const bool inside = cut < own.ends.n && own.ends.at[cut] < end_of(rest);
        sr_slice *form = SR_PUSH(scratch, &out->forms);
        uint32_t *token = SR_PUSH(scratch, &out->token);
        uint8_t *starts = SR_PUSH(scratch, &out->starts);
        if (!form || !token || !starts) return sr_arena_fail(scratch, err);
        *form = sr_slice_cut(rest, 0, inside ? (size_t)(own.ends.at[cut] - rest.ptr) : rest.len);
        *token = t;
        *starts = start < own.starts.n && own.starts.at[start] == rest.ptr;
        rest = sr_slice_cut(rest, form->len, rest.len);
      }
    }
    uint32_t *length = SR_PUSH(scratch, &out->lengths);
    if (!length) return sr_arena_fail(scratch, err);
    *length = out->forms.n - before;
  }
  return SR_OK;
}

/* Sentences that are parsed together: the first of them and of their words, and how many there are. */
typedef struct block {
  uint32_t sentence, n_sentences, word, n_words;
  sr_parsed *parsed; /* [n_words] */
} block;

typedef SR_VEC(sr_entity) entity_vec;

/* Names are runs of words from a beginning tag (odd) over the inside tag that follows it (even). */
static sr_status take_entities(const sr_model *model, const words *w, const block *b, const sr_report *report,
                               entity_vec *found, sr_error *err) {
  static const char *const TYPES[] = {"PER", "ORG", "GPE", "LOC"};
  uint32_t word = 0;
  for (uint32_t s = 0; s < b->n_sentences; s++)
    for (const uint32_t end = word + w->lengths.at[b->sentence + s]; word < end;) {
      const uint32_t tag = b->parsed[word].entity, from = word++;
      if (!tag) continue;
      while (word < end && b->parsed[word].entity == tag + 1 && tag % 2) word++;
      const sr_slice name = sr_string_at(&model->entities, tag);
      const char *type = NULL;
      for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (sr_slice_ends(name, sr_slice_of(TYPES[i]))) type = TYPES[i];
      if (!type) continue;
      sr_entity *entity = SR_PUSH(report->arena, found);
      if (!entity) return sr_arena_fail(report->arena, err);
      const sr_slice first = w->forms.at[b->word + from], last = w->forms.at[b->word + word - 1];
      entity->span = (sr_span){(uint32_t)(first.ptr - report->text.ptr), (uint32_t)(end_of(last) - report->text.ptr)};
      entity->type = type;
    }
  return SR_OK;
}

/* What the reading of names needs of each word; to is NULL where it is not read. */
static void take_words(const sr_model *model, const words *w, const block *b, const sr_report *report,
                       sr_report_word *to) {
  const uint32_t first_vector = model->words.n - model->vector.rows;
  for (uint32_t i = 0; to && i < b->n_words; i++) {
    const uint32_t word = b->word + i, row = b->parsed[i].word;
    const sr_slice form = w->forms.at[word];
    const uint32_t start = (uint32_t)(form.ptr - report->text.ptr);
    to[word] = (sr_report_word){
        .span = {start, start + (uint32_t)form.len}, .token = w->token.at[word], .starts = w->starts.at[word]};
    if (row && row >= first_vector)
      to[word].vector = model->vector.values + (size_t)(row - first_vector) * model->vector.columns;
    memcpy(to[word].names, b->parsed[i].names, sizeof to[word].names);
  }
}

/* Steps from a word of a sentence (from 0) to its root. */
static uint32_t depth_of(const sr_parsed *sentence, uint32_t word) {
  uint32_t depth = 0;
  for (; sentence[word].head; depth++) word = sentence[word].head - 1;
  return depth;
}

/* Each token takes the analysis of that of its words whose head lies outside; of several the one nearest to the root,
 * so that trees of words make trees of tokens. The lemma of a token of several words is their forms with the last one's
 * lemma. */
static sr_status take_tokens(const words *w, const block *b, sr_report *report, sr_error *err) {
  const uint32_t *tokens = w->token.at + b->word; /* of the sentence's words */
  const sr_slice *forms = w->forms.at + b->word;
  const sr_parsed *parsed = b->parsed;
  for (uint32_t s = 0; s < b->n_sentences; s++) {
    const uint32_t n = w->lengths.at[b->sentence + s];
    for (uint32_t i = 0; i < n;) {
      const uint32_t t = tokens[i], from = i;
      uint32_t chosen = i, outside = 0;
      for (; i < n && tokens[i] == t; i++) {
        const uint32_t head = parsed[i].head;
        if (head && tokens[head - 1] == t) continue;
        if (!outside++ || depth_of(parsed, i) < depth_of(parsed, chosen)) chosen = i;
      }
      const sr_parsed *p = &parsed[chosen];
      sr_token *token = &report->tokens[t];
      token->upos = p->upos;
      token->xpos = p->xpos;
      token->feats = p->feats;
      token->deprel = p->deprel;
      token->head = p->head ? tokens[p->head - 1] : t;
      token->lemma = p->lemma;
      if (i - from == 1) continue;
      sr_slice whole = sr_report_slice(report, token->span);
      whole.len -= forms[i - 1].len;
      token->lemma = sr_arena_format(report->arena, "%.*s%.*s", SR_FMT(whole), SR_FMT(parsed[i - 1].lemma));
      if (!token->lemma.ptr) return sr_arena_fail(report->arena, err);
    }
    parsed += n;
    tokens += n;
    forms += n;
  }
  return SR_OK;
}

static sr_status parse_block(const sr_model *model, sr_parser *parser, const words *w, block *b, sr_arena *scratch,
                             sr_report *report, sr_report_word *to, entity_vec *entities, sr_error *err) {
  b->parsed = SR_NEW(scratch, sr_parsed, b->n_words);
  if (!b->parsed) return sr_arena_fail(scratch, err);
  SR_TRY(sr_parser_run(parser, w->forms.at + b->word, w->lengths.at + b->sentence, b->n_sentences, report->arena,
                       b->parsed, err));
  SR_TRY(take_tokens(w, b, report, err));
  take_words(model, w, b, report, to);
  return take_entities(model, w, b, report, entities, err);
}

static sr_status parse_report(const sr_model *model, sr_parser *parser, sr_arena *scratch, sr_report *report,
                              sr_error *err) {
  words w = {0};
  SR_TRY(collect_words(model, report, scratch, &w, err));
  const bool names = model->entities.n == SR_NAME_TAGS;
  sr_report_word *to = names ? SR_NEW(report->scratch, sr_report_word, w.forms.n) : NULL;
  if (names && !to) return sr_arena_fail(report->scratch, err);
  entity_vec entities = {0};
  for (block b = {0}; b.sentence < w.lengths.n; b.sentence += b.n_sentences, b.word += b.n_words) {
    b.n_sentences = b.n_words = 0;
    while (b.sentence + b.n_sentences < w.lengths.n && b.n_words < BLOCK_WORDS)
      b.n_words += w.lengths.at[b.sentence + b.n_sentences++];
    const sr_arena_mark mark = sr_arena_save(scratch);
    SR_TRY(parse_block(model, parser, &w, &b, scratch, report, to, &entities, err));
    sr_arena_reset(scratch, mark);
  }
  report->entities = entities.at;
  report->n_entities = entities.n;
  if (!names) return SR_OK;
  report->words = to;
  report->n_words = w.forms.n;
  report->vector_dim = model->vector.columns;
  report->name_moves = model->entity_t;
  return SR_OK;
}

sr_status sr_syntax_read(sr_syntax *s, sr_report *report, sr_error *err) {
  shared_model *shared = NULL;
  sr_status status = open_model(s, report->about.lang, &shared, err);
  if (status) return status == SR_ERR_NOMEM ? status : SR_OK;
  sr_parser *parser = NULL;
  pthread_mutex_lock(&s->lock);
  if (shared->n_idle) parser = shared->idle[--shared->n_idle];
  pthread_mutex_unlock(&s->lock);
  if (!parser) SR_TRY(sr_parser_new(&shared->model, NULL, &parser, err));
  sr_arena *scratch = sr_arena_new(SCRATCH_BYTES);
  status = scratch ? parse_report(&shared->model, parser, scratch, report, err)
                   : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to parse in");
  sr_arena_free(scratch);
  pthread_mutex_lock(&s->lock);
  const bool kept = shared->n_idle < PARSERS_MAX;
  if (kept) shared->idle[shared->n_idle++] = parser;
  pthread_mutex_unlock(&s->lock);
  if (!kept) sr_parser_free(parser);
  return status;
}
