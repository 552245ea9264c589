/* Abbreviations by table; see the header. */
#include "text/abbreviation.h"

#include "base/table.h"
#include "base/utf8.h"
#include "text/fold.h"

#include "lexicon/abbreviations.h"

enum { WORD_MAX = 24 }; /* bytes; longer than any row of the table */

/* The row of word in lower case, or UINT32_MAX. */
static uint32_t row_of(sr_slice word) {
  char low[WORD_MAX];
  size_t n = 0;
  if (!word.len || word.len > WORD_MAX) return UINT32_MAX;
  for (size_t at = 0; at < word.len;) {
    const uint32_t c = sr_utf8_next(word, &at);
    if (!sr_fold_knows(c)) return UINT32_MAX;
    n += sr_utf8_put(sr_fold_char(c), low + n); /* folding keeps the length of what it knows */
  }
  const sr_slice key = {low, n};
  return sr_table_find(&sr_table_abbreviations, &key, 1);
}

static bool is_dotted_letters(sr_slice word) {
  uint32_t letters = 0;
  for (size_t at = 0; at < word.len;) {
    if (!sr_char_is_letter(sr_utf8_next(word, &at))) return false;
    letters++;
    if (at == word.len) break;
    if (word.ptr[at++] != '.') return false;
  }
  return letters > 1;
}

sr_abbreviation sr_abbreviation_of(sr_slice word, sr_slice rest) {
  if (!word.len) return SR_ABBREVIATION_NONE;
  size_t at = 0;
  const bool upper = sr_char_is_upper(sr_utf8_next(word, &at));
  if (at == word.len && upper) return SR_ABBREVIATION_INITIAL;
  const uint32_t row = row_of(word);
  if (row != UINT32_MAX) {
    const sr_slice kind = sr_table_cell(&sr_table_abbreviations, row, SR_ABBREVIATIONS_KIND);
    const bool capital = sr_table_cell(&sr_table_abbreviations, row, SR_ABBREVIATIONS_CAPITAL).len > 0;
    if (!capital || upper) {
      switch (kind.ptr[0]) {
      case 't': return SR_ABBREVIATION_TITLE;
      case 'n': {
        size_t i = 0;
        while (i < rest.len && (rest.ptr[i] == ' ' || rest.ptr[i] == '\n')) i++;
        return i < rest.len && sr_is_digit((uint8_t)rest.ptr[i]) ? SR_ABBREVIATION_NUMBER : SR_ABBREVIATION_NONE;
      }
      case 'i': return SR_ABBREVIATION_INNER;
      case 'u': return SR_ABBREVIATION_UNIT;
      case 'e': return SR_ABBREVIATION_EITHER;
      default: break; /* a domain's label is no abbreviation */
      }
    }
  }
  return is_dotted_letters(word) ? SR_ABBREVIATION_ACRONYM : SR_ABBREVIATION_NONE;
}

bool sr_abbreviation_is_domain(sr_slice label) {
  const uint32_t row = row_of(label);
  return row != UINT32_MAX && sr_table_cell(&sr_table_abbreviations, row, SR_ABBREVIATIONS_DOMAIN).len > 0;
}
