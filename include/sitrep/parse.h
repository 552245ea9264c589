/* Parsing text into sentences, words, tags, lemmas, trees and names (docs/engine.md).
 *
 * A model is a file made by sitrep-train, mapped read-only: once open it never changes and any number of threads may
 * share it. Each call works in memory of its own. The same input and model give the same bytes on every machine. */
#ifndef SITREP_PARSE_H
#define SITREP_PARSE_H

#include "base.h"

typedef struct sr_parse_model sr_parse_model;

typedef enum sr_parse_input {
  SR_PARSE_TEXT,      /* UTF-8; a blank line ends a paragraph */
  SR_PARSE_CONLLU,    /* sentences and words are taken as they are, all other columns are filled anew */
  SR_PARSE_HORIZONTAL /* a sentence a line, words with white space between */
} sr_parse_input;

typedef enum sr_parse_output {
  SR_PARSE_TO_CONLLU, /* names as Entity=B-PER and the like in MISC */
  SR_PARSE_TO_NDJSON  /* a sentence a line (docs/engine.md) */
} sr_parse_output;

typedef struct sr_parse_options {
  sr_parse_input input;
  sr_parse_output output;
  unsigned jobs;       /* threads; 0 is 1; what comes out does not depend on it */
  size_t memory_bytes; /* what the input may cost each thread besides the model; 0: 1 GiB */
} sr_parse_options;

/* Takes bytes of the output; anything but SR_OK ends the writing with that status. */
typedef sr_status (*sr_parse_sink)(void *user, sr_slice bytes, sr_error *err);

/* Errors: SR_ERR_IO, SR_ERR_INPUT (not a model, or damaged), SR_ERR_NOMEM. *model is the caller's. */
SR_API SR_MUST_CHECK sr_status sr_parse_model_open(const char *path, sr_parse_model **model, sr_error *err);
SR_API void sr_parse_model_free(sr_parse_model *model);
/* Opens the installed model of a language (ISO 639-1); docs/engine.md says where it is looked for.
 * Errors: SR_ERR_NOTFOUND (there is none), and those of sr_parse_model_open. */
SR_API SR_MUST_CHECK sr_status sr_parse_model_find(sr_slice lang, sr_parse_model **model, sr_error *err);
/* What the model was trained on and under which licence, as its maker wrote it. */
SR_API sr_slice sr_parse_model_about(const sr_parse_model *model);
/* Is the model one of this language? */
SR_API bool sr_parse_model_reads(const sr_parse_model *model, sr_slice lang);

/* Parses input. options may be NULL for text to CoNLL-U on one thread. The sink is called from the calling thread, in
 * the order of the input. Errors: SR_ERR_INPUT (offset is a byte of input), SR_ERR_LIMIT, SR_ERR_NOMEM, the sink's;
 * what stood before the error may have been written. Any thread. */
SR_API SR_MUST_CHECK sr_status sr_parse_write(const sr_parse_model *model, const sr_parse_options *options,
                                              sr_slice input, sr_parse_sink sink, void *user, sr_error *err);

#endif
