/* Finding model files: which there are, and of which languages.
 *
 * Models are the files NAME.sitrep of one folder: that of the environment variable SITREP_MODELS if it is set, else the
 * first that is there of models/ beside the running program (a build tree), ../share/sitrep/models from it (an
 * installed tree, wherever it was moved) and the folder that was configured when the library was built. Only the head
 * of each file is read, so that a run that needs no model pays next to nothing; a file that is no model is passed over.
 * Any thread while nobody changes the environment. */
#ifndef SR_SYNTAX_FIND_H
#define SR_SYNTAX_FIND_H

#include "base/arena.h"
#include "base/vec.h"

enum { SR_MODELS_MAX = 64, SR_MODEL_LANGS_MAX = 16 };

typedef struct sr_found_model {
  const char *path;
  sr_slice langs[SR_MODEL_LANGS_MAX]; /* ISO 639-1 */
  uint32_t n_langs;
} sr_found_model;

typedef struct sr_found_models {
  const char *folder; /* where they were looked for last; "" if there was nowhere to look */
  sr_found_model models[SR_MODELS_MAX];
  uint32_t n; /* sorted by path */
} sr_found_models;

/* The folder of the models, as above; it need not be there. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_models_folder(sr_arena *arena, const char **folder, sr_error *err);

/* Errors: SR_ERR_NOMEM. What is found lives in the arena. */
SR_MUST_CHECK sr_status sr_models_find(sr_arena *arena, sr_found_models *found, sr_error *err);

/* The first model of a language ("en", "en-GB"), or NULL. */
const sr_found_model *sr_models_of(const sr_found_models *found, sr_slice lang);

/* SR_ERR_NOTFOUND with a message that says where was looked. */
sr_status sr_models_none(const sr_found_models *found, sr_slice lang, sr_error *err);

#endif
