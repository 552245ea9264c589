/* Terms of observations and shapes: which may be passed on (lexicon/licences.tsv); see sitrep/write.h. */
#include "base/slice.h"

#include "lexicon/licences.h"

#include <sitrep/write.h>

static bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/* Whether text holds words, as whole words and without case. */
static bool holds_words(sr_slice text, sr_slice words) {
  for (size_t i = 0; i + words.len <= text.len; i++) {
    const size_t end = i + words.len;
    if ((i && is_word(text.ptr[i - 1])) || (end < text.len && is_word(text.ptr[end]))) continue;
    if (sr_slice_eq_nocase(sr_slice_cut(text, i, end), words)) return true;
  }
  return false;
}

static bool allow(sr_slice licence, bool figures) {
  bool allowed = !licence.len;
  size_t longest = 0;
  for (uint32_t row = 0; row < sr_table_licences.rows; row++) {
    const sr_slice terms = sr_table_cell(&sr_table_licences, row, SR_LICENCES_TERMS);
    if (!figures && sr_slice_is(sr_table_cell(&sr_table_licences, row, SR_LICENCES_OF), "figures")) continue;
    if (terms.len <= longest || !holds_words(licence, terms)) continue;
    longest = terms.len;
    allowed = sr_slice_is(sr_table_cell(&sr_table_licences, row, SR_LICENCES_PASS), "yes");
  }
  return allowed;
}

bool sr_terms_allow(sr_slice licence) { return allow(licence, true); }

bool sr_terms_allow_shape(sr_slice licence) { return allow(licence, false); }
