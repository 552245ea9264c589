/* Word forms as the first layer sees them, computed once a form and kept.
 *
 * A form's vector is [word | given vector | sum of affixes | mean of n-grams] (feature.h), and the first layer's
 * product with it does not depend on the sentence, so the product itself is what is kept: 8 * hidden floats a form. The
 * store is bounded; when it is full, the forms go that have not been met again since it last was (the clock algorithm
 * of paging), which changes the time that a form takes and nothing else. One thread at a time. */
#ifndef SR_SYNTAX_EMBED_H
#define SR_SYNTAX_EMBED_H

#include "base/map.h"
#include "syntax/model.h"

/* 3,072 forms hold more than eight words in ten of mixed news; with 256 hidden units they take 24 MiB. */
enum { SR_EMBED_FORMS = 3072 };

typedef struct sr_embed {
  const sr_model *model;
  const sr_kernels *kernels;
  sr_arena *arena; /* of the forms' names */
  sr_map forms;    /* their places */
  struct sr_embed_form *at;
  float *gates;   /* [SR_EMBED_FORMS][gate_columns] */
  uint32_t *free; /* [n_free] places without a form */
  uint32_t gate_columns, n_free;
  /* forms of this call that are not in the store yet */
  float *vectors, *fresh;
  sr_rounded rounded;
} sr_embed;

/* Errors: SR_ERR_NOMEM. What it holds is freed by sr_embed_free. */
SR_MUST_CHECK sr_status sr_embed_init(sr_embed *embed, const sr_model *model, const sr_kernels *kernels, sr_error *err);
void sr_embed_free(sr_embed *embed);

/* gates[i] is the first layer's product for forms[i] (an empty form is the root), borrowed until the next call.
 * n <= SR_EMBED_FORMS; forms are well-formed UTF-8. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_embed_forms(sr_embed *embed, const sr_slice *forms, uint32_t n, const float **gates,
                                       sr_error *err);

/* The vocabulary's row of a form, by its gates of the last call. */
uint32_t sr_embed_word(const sr_embed *embed, const float *gates);

#endif
