#include "gazetteer/romanise.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "lexicon/romanisation.h"
#include "text/fold.h"

static const uint32_t COLUMNS[] = {[SR_ROMAN_UK] = SR_ROMANISATION_UK,
                                   [SR_ROMAN_UK_PRESS] = SR_ROMANISATION_PRESS,
                                   [SR_ROMAN_RU] = SR_ROMANISATION_RU,
                                   [SR_ROMAN_BG] = SR_ROMANISATION_BG};

size_t sr_romanise(sr_slice name, sr_romanisation rules, char out[SR_ROMAN_MAX]) {
  enum { PIECE = 4 };
  size_t n = 0;
  bool first = true, any = false;
  for (size_t at = 0; at < name.len;) {
    if (n + PIECE >= SR_ROMAN_MAX) return 0;
    const uint32_t c = sr_fold_char(sr_utf8_next(name, &at));
    if (c < 0x80) {
      out[n++] = (char)c;
      first = !sr_is_alpha((uint8_t)c);
      continue;
    }
    if (c == 0x2019 || c == 0x2bc) continue; /* the apostrophe of "Куп’янськ" */
    char letter[4];
    const sr_slice key = {letter, sr_utf8_put(c, letter)};
    const uint32_t row = sr_table_find(&sr_table_romanisation, &key, 1);
    if (row == UINT32_MAX) return 0;
    const uint32_t column = first && rules == SR_ROMAN_UK ? (uint32_t)SR_ROMANISATION_UK_FIRST : COLUMNS[rules];
    const sr_slice to = sr_table_cell(&sr_table_romanisation, row, column);
    any = true;
    first = false;
    if (sr_slice_is(to, "-")) continue;
    /* "-ий", "-ый" at the end of a word is -y in English papers: Lozovy, Grozny */
    const bool last = at >= name.len || (uint8_t)name.ptr[at] < 0x80;
    if (rules != SR_ROMAN_UK && c == 0x439 && last && n && (out[n - 1] == 'y' || out[n - 1] == 'i')) {
      out[n - 1] = 'y';
      continue;
    }
    memcpy(out + n, to.ptr, to.len);
    n += to.len;
  }
  return any ? n : 0;
}

/* A letter that only Ukrainian has of the languages here, or only Russian. */
static bool holds(sr_slice name, const char *const *letters) {
  for (; *letters; letters++)
    if (sr_slice_holds(name, sr_slice_of(*letters))) return true;
  return false;
}

unsigned sr_romanisations_of(sr_slice country, sr_slice name) {
  static const char *const UKRAINIAN[] = {"і", "ї", "є", "ґ", "І", "Ї", "Є", "Ґ", NULL};
  static const char *const RUSSIAN[] = {"ы", "э", "ё", "Ы", "Э", "Ё", NULL};
  const unsigned uk = 1u << SR_ROMAN_UK | 1u << SR_ROMAN_UK_PRESS, ru = 1u << SR_ROMAN_RU;
  if (sr_slice_is(country, "BG")) return 1u << SR_ROMAN_BG;
  if (sr_slice_is(country, "UA")) return holds(name, UKRAINIAN) ? uk : holds(name, RUSSIAN) ? ru : uk | ru;
  if (sr_slice_is(country, "RU") || sr_slice_is(country, "BY") || sr_slice_is(country, "KZ") ||
      sr_slice_is(country, "KG"))
    return holds(name, UKRAINIAN) ? 0 : ru;
  return 0;
}
