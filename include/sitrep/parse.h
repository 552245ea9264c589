/* Parsing text into sentences, words, tags, lemmas, trees and names (docs/engine.md).
 *
 * A model is a file made by sitrep-train, mapped read-only: once open it never changes and any number of threads may
 * share it. Each call works in memory of its own. The same input and model give the same bytes on every machine. */
#ifndef SITREP_PARSE_H
#define SITREP_PARSE_H

#include "base.h"

typedef struct sr_parse_model sr_parse_model;

typedef enum sr_parse_input {
  SR_PARSE_TEXT,  /* UTF-8; a blank line ends a paragraph */
  SR_PARSE_CONLLU /* sentences and words are taken as they are, all other columns are filled anew */
} sr_parse_input;

/* Takes bytes of the output; anything but SR_OK ends the writing with that status. */
typedef sr_status (*sr_parse_sink)(void *user, sr_slice bytes, sr_error *err);

/* Errors: SR_ERR_IO, SR_ERR_INPUT (not a model, or damaged), SR_ERR_NOMEM. *model is the caller's. */
SR_API SR_MUST_CHECK sr_status sr_parse_model_open(const char *path, sr_parse_model **model, sr_error *err);
SR_API void sr_parse_model_free(sr_parse_model *model);
/* What the model was trained on and under which licence, as its maker wrote it; and its languages (ISO 639-1). */
SR_API sr_slice sr_parse_model_about(const sr_parse_model *model);
SR_API sr_slice sr_parse_model_lang(const sr_parse_model *model);

/* Parses input and writes CoNLL-U, names as Entity=B-PER and the like in MISC. memory_bytes bounds what the input may
 * cost besides the model (0: 1 GiB). Errors: SR_ERR_INPUT, SR_ERR_LIMIT, SR_ERR_NOMEM, the sink's. Any thread. */
SR_API SR_MUST_CHECK sr_status sr_parse_write(const sr_parse_model *model, sr_parse_input kind, sr_slice input,
                                              size_t memory_bytes, sr_parse_sink sink, void *user, sr_error *err);

#endif
