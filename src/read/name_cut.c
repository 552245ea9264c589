#include "read/name_cut.h"

#include "base/slice.h"
#include "lexicon/function_words.h"
#include "lexicon/place_sides.h"

enum { O, B_PER, I_PER, B_ORG, I_ORG, B_LOC, I_LOC };

static sr_slice form_of(const sr_name_view *view, uint32_t word) {
  if (word >= view->report->n_words) return (sr_slice){0};
  const sr_span span = view->report->words[word].span;
  return sr_slice_cut(view->report->text, span.start, span.end);
}

static sr_slice norm_of(const sr_report *report, uint32_t word) {
  return report->tokens[report->words[word].token].norm;
}

static bool is(const sr_name_view *view, uint32_t word, const char *form) {
  return sr_slice_is(form_of(view, word), form);
}

/* A word of a name as such: a capital, and no particle ("Al", "el") or initial. */
static bool is_name(const sr_name_view *view, uint32_t word) {
  return view->words[word].capital && form_of(view, word).len > 2;
}

/* A name ends before a comma, a colon or a dash: where people are listed or spoken to. */
static bool is_called(const sr_name_view *view, uint32_t word) {
  static const char *const marks[] = {",", ":", "-", "--"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (is(view, word, marks[i])) return true;
  return false;
}

/* Does another person's name begin with the word, in a name that goes from first to end? The same name twice; a given
 * name behind a whole name, where a surname or the end of a call follows; or where the segmenter begins a sentence. */
static bool another_person(const sr_name_view *view, uint32_t first, uint32_t word, uint32_t end) {
  const sr_name_word *words = view->words;
  if (!is_name(view, word) || !words[word - 1].capital) return false;
  if (words[word].norm == words[word - 1].norm) return true;
  if (words[word].starts && (sr_name_is_given(&words[word]) || end - word >= 2)) return true;
  for (uint32_t k = first; k < word; k++)
    if (!words[k].capital) return false;
  return word - first >= 2 && sr_name_is_given(&words[word]) && !sr_name_is_given(&words[word - 1]) &&
         (end - word >= 2 || is_called(view, end));
}

/* A town and its state or country. */
static bool another_place(const sr_name_view *view, uint32_t first, uint32_t word, uint32_t end) {
  const sr_name_word *words = view->words;
  const sr_slice norm = norm_of(view->report, first);
  if (word - first == 1 && sr_table_find(&sr_table_place_sides, &norm, 1) != UINT32_MAX) return false;
  return words[first].capital == words[word].capital && sr_name_is_place(words + first, word - first, false) &&
         sr_name_is_place(words + word, end - word, true);
}

/* "Berg, Anna" between quotation marks: gives where the name ends, or 0. */
static uint32_t turned_end(const sr_name_view *view, const uint8_t *tags, uint32_t first, uint32_t end) {
  const uint32_t n = view->report->n_words;
  if (!first || !is(view, first - 1, "\"") || end - first != 1 || !is(view, end, ",") || end + 1 >= n) return 0;
  uint32_t last = end + 1;
  while (last < n && last < end + 4 && view->words[last].capital && (tags[last] || last == end + 1)) last++;
  return last > end + 1 && is(view, last, "\"") ? last : 0;
}

/* "Anna Berg@HOUSE" of the addresses of an office's mail. */
static uint32_t address_end(const sr_name_view *view, uint32_t end) {
  const sr_report_word *words = view->report->words;
  const bool joined = end + 1 < view->report->n_words && is(view, end, "@") &&
                      words[end - 1].span.end == words[end].span.start &&
                      words[end].span.end == words[end + 1].span.start && view->words[end + 1].capitals;
  return joined ? end + 2 : 0;
}

/* A small word of the language, which has a capital by its place only; "ca" of "can't" is none by itself. */
static bool is_small(const sr_report *report, uint32_t word) {
  const sr_slice norm = norm_of(report, word);
  const uint32_t row = sr_table_find(&sr_table_function_words, &norm, 1);
  return row != UINT32_MAX &&
         !sr_slice_is(sr_table_cell(&sr_table_function_words, row, SR_FUNCTION_WORDS_CLASS), "auxiliary");
}

/* "Fort Smith, AR", "San Rafael Ca": the state behind a listed town is a name, too; "Or", "In" and "Me" are none. */
static void add_state(const sr_name_view *view, uint8_t *tags, uint32_t first, uint32_t end) {
  const sr_report *report = view->report;
  const uint32_t state = end + is(view, end, ",");
  if (state < report->n_words && !tags[state] && sr_name_is_division(&view->words[state]) &&
      (view->words[state].capitals || !is_small(report, state)) &&
      sr_name_is_place(view->words + first, end - first, false))
    tags[state] = B_LOC;
}

/* "Ki" of "Ki-moon", "Port" of "Port-au-Prince": where a name with hyphens ends that goes on in small letters, or 0.
 * What describes something else ("Iran-backed") is an adjective. */
static uint32_t hyphens_end(const sr_name_view *view, uint32_t end) {
  const sr_report *report = view->report;
  const uint32_t n = report->n_words, token = report->words[end - 1].token;
  if (end + 1 >= n || report->words[end + 1].token != token || !is(view, end, "-") || view->words[end + 1].capital ||
      !sr_slice_is(report->tokens[token].upos, "PROPN"))
    return 0;
  while (end < n && report->words[end].token == token) end++;
  return end;
}

void sr_name_cut(const sr_name_view *view, uint8_t *tags) {
  const uint32_t n = view->report->n_words;
  for (uint32_t first = 0, end; first < n; first = end) {
    end = first + 1;
    if (!tags[first]) continue;
    while (end < n && tags[end] == tags[first] + 1 && tags[first] % 2 == 1) end++;
    const bool person = tags[first] == B_PER;
    const uint32_t whole = hyphens_end(view, end);
    for (uint32_t k = end; k < whole; k++) tags[k] = tags[first] + 1;
    if (whole) end = whole;
    if (!person && tags[first] != B_LOC) continue;
    for (uint32_t k = first + 1, from = first; k < end; k++)
      if (person ? another_person(view, from, k, end) : another_place(view, from, k, end))
        tags[k] = tags[first], from = k;
    if (!person) {
      add_state(view, tags, first, end);
      continue;
    }
    const uint32_t turned = turned_end(view, tags, first, end), address = address_end(view, end);
    const uint32_t to = turned ? turned : address;
    for (uint32_t k = end; k < to; k++) tags[k] = I_PER;
    if (to) end = to;
  }
}
