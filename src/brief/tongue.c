/* Languages; see the header. */
#include "brief/tongue.h"

#include "base/slice.h"
#include "base/table.h"

#include <lexicon/brief_languages.h>
#include <lexicon/brief_phrases.h>
#include <lexicon/unit_forms.h>

#include <math.h>

bool sr_tongue_find(const char *lang, sr_tongue *tongue) {
  static const struct {
    const char *lang;
    uint32_t column;
  } columns[] = {{"en", 0}, {"bg", SR_BRIEF_PHRASES_BG}, {"ru", SR_BRIEF_PHRASES_RU}, {"uk", SR_BRIEF_PHRASES_UK}};
  const sr_slice key = sr_slice_of(lang ? lang : "en");
  tongue->row = sr_table_find(&sr_table_brief_languages, &key, 1);
  for (size_t i = 0; i < sizeof columns / sizeof *columns && tongue->row != UINT32_MAX; i++) {
    if (!sr_slice_is(key, columns[i].lang)) continue;
    tongue->column = columns[i].column;
    return true;
  }
  return false;
}

static sr_slice setting(const sr_tongue *tongue, uint32_t column) {
  return sr_table_cell(&sr_table_brief_languages, tongue->row, column);
}

sr_slice sr_tongue_lang(const sr_tongue *tongue) { return setting(tongue, SR_BRIEF_LANGUAGES_LANG); }

sr_slice sr_tongue_open(const sr_tongue *tongue) { return setting(tongue, SR_BRIEF_LANGUAGES_OPEN); }
sr_slice sr_tongue_close(const sr_tongue *tongue) { return setting(tongue, SR_BRIEF_LANGUAGES_CLOSE); }

/* ---- phrases ---- */

static bool has_letter(sr_slice text) {
  for (size_t i = 0; i < text.len; i++)
    if (((uint8_t)text.ptr[i] | 0x20) >= 'a' && ((uint8_t)text.ptr[i] | 0x20) <= 'z') return true;
  return false;
}

static sr_slice look_up(const sr_tongue *tongue, sr_slice english) {
  const uint32_t row = sr_table_find(&sr_table_brief_phrases, &english, 1);
  return row == UINT32_MAX ? (sr_slice){0} : sr_table_cell(&sr_table_brief_phrases, row, tongue->column);
}

bool sr_tongue_phrase(const sr_tongue *tongue, sr_slice english, sr_worded *worded) {
  *worded = (sr_worded){.words = english};
  if (sr_tongue_is_english(tongue) || !has_letter(english)) return true;
  size_t from = 0, to = english.len;
  while (from < to && english.ptr[from] == ' ') from++;
  while (to > from && english.ptr[to - 1] == ' ') to--;
  const sr_slice own = look_up(tongue, sr_slice_cut(english, from, to));
  if (!own.len) return false;
  *worded = (sr_worded){sr_slice_cut(english, 0, from), own, sr_slice_cut(english, to, english.len)};
  return true;
}

sr_slice sr_tongue_term(const sr_tongue *tongue, sr_slice english, sr_arena *arena) {
  static const struct { const char *end, *phrase; } kinds[] = {{" total", "(total)"}, {" restated", "(restated)"}};
  if (sr_tongue_is_english(tongue)) return english;
  const sr_slice own = look_up(tongue, english);
  if (own.len) return own;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (!sr_slice_ends(english, sr_slice_of(kinds[i].end))) continue;
    const sr_slice base = look_up(tongue, sr_slice_cut(english, 0, english.len - strlen(kinds[i].end)));
    const sr_slice kind = look_up(tongue, sr_slice_of(kinds[i].phrase));
    if (base.len) return sr_arena_format(arena, "%.*s %.*s", SR_FMT(base), SR_FMT(kind));
  }
  return english;
}

/* ---- plurals ---- */

/* The column of lexicon/unit_forms.tsv. East: the rule that Unicode CLDR gives for Russian and Ukrainian. */
static uint32_t form_of(const sr_tongue *tongue, double value) {
  const double size = fabs(value);
  const bool east = sr_slice_is(setting(tongue, SR_BRIEF_LANGUAGES_PLURAL), "east");
  if (!(size < 1e15)) return SR_UNIT_FORMS_MANY; /* NAN, too */
  if (size != floor(size)) return SR_UNIT_FORMS_PART;
  if (!east) return size == 1 ? SR_UNIT_FORMS_ONE : SR_UNIT_FORMS_MANY;
  const int last = (int)fmod(size, 10), two = (int)fmod(size, 100);
  if (last == 1 && two != 11) return SR_UNIT_FORMS_ONE;
  return last >= 2 && last <= 4 && (two < 12 || two > 14) ? SR_UNIT_FORMS_FEW : SR_UNIT_FORMS_MANY;
}

sr_slice sr_tongue_unit(const sr_tongue *tongue, sr_slice code, double value) {
  const sr_slice keys[] = {code, sr_tongue_lang(tongue)};
  const uint32_t row = sr_table_find(&sr_table_unit_forms, keys, 2);
  return row == UINT32_MAX ? (sr_slice){0} : sr_table_cell(&sr_table_unit_forms, row, form_of(tongue, value));
}

/* ---- numbers and days ---- */

sr_slice sr_tongue_number(const sr_tongue *tongue, sr_slice digits, sr_arena *arena) {
  const sr_slice decimal = setting(tongue, SR_BRIEF_LANGUAGES_DECIMAL),
                 group = setting(tongue, SR_BRIEF_LANGUAGES_GROUP);
  char *text = SR_NEW(arena, char, digits.len *(1 + group.len) + decimal.len + 1);
  if (!text) return (sr_slice){0};
  const size_t sign = digits.len && digits.ptr[0] == '-';
  size_t whole = sign, n = 0;
  while (whole < digits.len && sr_is_digit((uint8_t)digits.ptr[whole])) whole++;
  for (size_t i = 0; i < digits.len; i++) {
    /* four digits stand together: 1234 */
    const bool grouped = i > sign && i < whole && whole - sign > 4 && (whole - i) % 3 == 0;
    const sr_slice mark = grouped ? group : i == whole && digits.ptr[i] == '.' ? decimal : (sr_slice){0};
    for (size_t k = 0; k < mark.len; k++) text[n++] = mark.ptr[k];
    if (grouped || !mark.len) text[n++] = digits.ptr[i];
  }
  return (sr_slice){text, n};
}

sr_slice sr_tongue_day(const sr_tongue *tongue, sr_day day, sr_arena *arena) {
  char iso[SR_DAY_MAX];
  const sr_slice written = sr_slice_of(sr_day_write(day, iso)), form = setting(tongue, SR_BRIEF_LANGUAGES_DAY);
  char *text = SR_NEW(arena, char, form.len + written.len + 1);
  if (!text) return (sr_slice){0};
  if (written.len < 10) return sr_arena_copy(arena, written);
  const size_t year = written.len - 6; /* a year may have five digits or a sign */
  size_t n = 0;
  for (size_t i = 0; i < form.len; i++) {
    const char c = form.ptr[i];
    const sr_slice part = c == 'y'   ? sr_slice_cut(written, 0, year)
                          : c == 'm' ? sr_slice_cut(written, year + 1, year + 3)
                          : c == 'd' ? sr_slice_cut(written, year + 4, year + 6)
                                     : sr_slice_cut(form, i, i + 1);
    for (size_t k = 0; k < part.len; k++) text[n++] = part.ptr[k];
  }
  return (sr_slice){text, n};
}
