/* The public interface of sitrep/parse.h: whole inputs in, CoNLL-U out. */
#include <sitrep/parse.h>

#include "base/slice.h"
#include "base/utf8.h"
#include "syntax/conllu.h"
#include "syntax/parse.h"
#include "syntax/segment.h"

#include <stdlib.h>

struct sr_parse_model {
  sr_model model;
};

enum { MEMORY_BYTES = 1 << 30 };

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

void sr_parse_model_free(sr_parse_model *model) {
  if (!model) return;
  sr_model_close(&model->model);
  free(model);
}

sr_slice sr_parse_model_about(const sr_parse_model *model) { return sr_string_at(&model->model.about, 0); }
sr_slice sr_parse_model_lang(const sr_parse_model *model) { return sr_string_at(&model->model.lang, 0); }

/* MISC of the word with its name tag added. */
static sr_slice misc_of(const sr_model *m, sr_arena *arena, const sr_conllu_word *word, const sr_parsed *parsed) {
  sr_slice misc = word->space_after ? (sr_slice){0} : SR_SLICE("SpaceAfter=No");
  if (word->misc.len) misc = word->misc;
  if (!parsed->entity) return misc.len ? misc : SR_SLICE("_");
  const sr_slice tag = sr_string_at(&m->entities, parsed->entity);
  return sr_arena_format(arena, "Entity=%.*s%s%.*s", SR_FMT(tag), misc.len ? "|" : "", SR_FMT(misc));
}

/* Parses the sentences and writes them, a few thousand words at a time so that memory does not grow with the input. */
static sr_status write_sentences(sr_parser *parser, const sr_model *model, const sr_conllu *file, sr_arena *arena,
                                 sr_parse_sink sink, void *user, sr_error *err) {
  enum { WORDS = 4096 };
  for (uint32_t from = 0; from < file->n_sentences;) {
    const sr_arena_mark mark = sr_arena_save(arena);
    uint32_t to = from, n = 0;
    while (to < file->n_sentences && n < WORDS) n += file->sentences[to++].n_words;
    sr_slice *forms = SR_NEW(arena, sr_slice, n);
    uint32_t *lengths = SR_NEW(arena, uint32_t, to - from);
    sr_parsed *parsed = SR_NEW(arena, sr_parsed, n);
    if (!forms || !lengths || !parsed) return sr_arena_fail(arena, err);
    n = 0;
    for (uint32_t s = from; s < to; s++) {
      lengths[s - from] = file->sentences[s].n_words;
      for (uint32_t i = 0; i < file->sentences[s].n_words; i++) forms[n++] = file->sentences[s].words[i].form;
    }
    SR_TRY(sr_parser_run(parser, forms, lengths, to - from, arena, parsed, err));
    for (uint32_t s = from; s < to; s++) {
      sr_conllu_sentence *sentence = &file->sentences[s];
      for (uint32_t i = 0; i < sentence->n_words; i++, parsed++) {
        sr_conllu_word *w = &sentence->words[i];
        w->misc = misc_of(model, arena, w, parsed);
        if (!w->misc.ptr) return sr_arena_fail(arena, err);
        w->lemma = parsed->lemma;
        w->upos = parsed->upos;
        w->xpos = parsed->xpos;
        w->feats = parsed->feats;
        w->head = parsed->head;
        w->deprel = parsed->deprel;
      }
      const sr_slice lines = sr_conllu_format(arena, sentence);
      if (!lines.ptr) return sr_arena_fail(arena, err);
      SR_TRY(sink(user, lines, err));
    }
    sr_arena_reset(arena, mark);
    from = to;
  }
  return SR_OK;
}

sr_status sr_parse_write(const sr_parse_model *model, sr_parse_input kind, sr_slice input, size_t memory_bytes,
                         sr_parse_sink sink, void *user, sr_error *err) {
  sr_arena *arena = sr_arena_new(memory_bytes ? memory_bytes : MEMORY_BYTES);
  if (!arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to parse in");
  sr_parser *parser = NULL;
  sr_conllu file = {0};
  sr_status status = sr_parser_new(&model->model, NULL, &parser, err);
  if (!status) {
    status = kind == SR_PARSE_CONLLU ? sr_conllu_read(arena, input, &file, err)
                                     : sr_segment_text(&model->model, arena, input, &file, err);
  }
  if (!status) status = write_sentences(parser, &model->model, &file, arena, sink, user, err);
  sr_parser_free(parser);
  sr_arena_free(arena);
  return status;
}
