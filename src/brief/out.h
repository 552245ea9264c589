/* Output of the renderers: words, numbers and escaped text to a sink; the first failure sticks. */
#ifndef SR_BRIEF_OUT_H
#define SR_BRIEF_OUT_H

#include "base/slice.h"

#include "brief/tongue.h"

#include <sitrep/write.h>

typedef struct sr_out {
  sr_sink sink;
  void *user;
  sr_error *err;
  sr_status status;
  sr_tongue tongue; /* of the page that is rendered; English if nothing is said */
} sr_out;

static inline void sr_out_put(sr_out *out, sr_slice text) {
  if (!out->status && text.len) out->status = out->sink(out->user, text, out->err);
}
static inline void sr_out_words(sr_out *out, const char *words) { sr_out_put(out, sr_slice_of(words)); }
/* A phrase of lexicon/brief_phrases.tsv, escaped, in the language of the page. */
void sr_out_phrase(sr_out *out, const char *english);
/* At most 200 bytes. */
void sr_out_format(sr_out *out, const char *format, ...) SR_PRINTF(2, 3);
/* Text of outside as the text or an attribute of HTML and SVG; control characters become spaces. */
void sr_out_escaped(sr_out *out, sr_slice text);
/* n times the same short text. */
void sr_out_repeat(sr_out *out, const char *text, size_t n);

#endif
