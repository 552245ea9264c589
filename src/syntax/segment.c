#include "syntax/segment.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "lexicon/person_names.h"
#include "syntax/feature.h"
#include "text/abbreviation.h"
#include "text/sentence.h"

#include <unicode/uchar.h>

enum { CLASS_SPACE, CLASS_LOWER, CLASS_UPPER, CLASS_DIGIT, CLASS_OTHER };

static uint8_t class_of(uint32_t c) {
  if (c < 0x80) {
    if (c >= 'a' && c <= 'z') return CLASS_LOWER;
    if (c >= 'A' && c <= 'Z') return CLASS_UPPER;
    if (c >= '0' && c <= '9') return CLASS_DIGIT;
    return c == ' ' || (c >= '\t' && c <= '\r') ? CLASS_SPACE : CLASS_OTHER;
  }
  if (sr_char_is_space(c)) return CLASS_SPACE;
  if (sr_char_is_upper(c)) return CLASS_UPPER;
  if (sr_char_is_letter(c) || sr_char_is_mark(c)) return CLASS_LOWER;
  return sr_char_is_digit(c) ? CLASS_DIGIT : CLASS_OTHER;
}

sr_status sr_segment_decode(sr_arena *arena, sr_slice paragraph, sr_paragraph *out, sr_error *err) {
  out->chars = SR_NEW(arena, uint32_t, paragraph.len);
  out->offsets = SR_NEW(arena, uint32_t, paragraph.len + 1);
  out->classes = SR_NEW(arena, uint8_t, paragraph.len);
  out->n = 0;
  if (!out->chars || !out->offsets || !out->classes) return sr_arena_fail(arena, err);
  for (size_t at = 0; at < paragraph.len;) {
    out->offsets[out->n] = (uint32_t)at;
    uint32_t c = sr_utf8_next(paragraph, &at);
    if (c == 0x2019) c = '\'';
    out->classes[out->n] = class_of(c);
    out->chars[out->n++] = c;
  }
  out->offsets[out->n] = (uint32_t)paragraph.len;
  return SR_OK;
}

static bool is_letter(uint8_t class) { return class == CLASS_LOWER || class == CLASS_UPPER; }
static bool is_word(uint8_t class) { return is_letter(class) || class == CLASS_DIGIT; }

/* Does the run of letters from `at` to its end spell one of the ends that are written on to a word? */
static bool joined_end(const sr_paragraph *t, uint32_t at) {
  static const char *const ENDS[] = {"n't", "nt", "not", "na", "ta"};
  for (size_t e = 0; e < sizeof ENDS / sizeof *ENDS; e++) {
    uint32_t k = 0;
    while (ENDS[e][k] && at + k < t->n && sr_to_lower((uint8_t)(t->chars[at + k] & 0x7F)) == (uint8_t)ENDS[e][k] &&
           t->chars[at + k] < 0x80)
      k++;
    if (!ENDS[e][k] && (at + k == t->n || !is_word(t->classes[at + k]))) return true;
  }
  return false;
}

bool sr_segment_next(const sr_paragraph *t, uint32_t from, sr_gap *gap) {
  for (uint32_t i = from + 1; i < t->n; i++) {
    if (t->classes[i - 1] == CLASS_SPACE) continue;
    if (t->classes[i] == CLASS_SPACE) {
      uint32_t right = i;
      while (right < t->n && t->classes[right] == CLASS_SPACE) right++;
      if (right == t->n) return false;
      *gap = (sr_gap){i, right};
      return true;
    }
    const bool letters = is_letter(t->classes[i - 1]) && is_letter(t->classes[i]);
    const bool digits = t->classes[i - 1] == CLASS_DIGIT && t->classes[i] == CLASS_DIGIT;
    if (digits || (letters && !joined_end(t, i))) continue;
    *gap = (sr_gap){i, i};
    return true;
  }
  return false;
}

/* ---- features ---- */

typedef struct collector {
  uint32_t *rows, n;
  uint64_t kind; /* space or none, so that each has weights of its own */
} collector;

static void add(collector *c, uint32_t id, const uint32_t *values, uint32_t n) {
  c->rows[c->n++] = (uint32_t)sr_feature_hash(values, n * sizeof *values, c->kind * 64 + id) & (SR_SEGMENT_ROWS - 1);
}

static uint32_t lower(uint32_t c) { return c < 0x80 ? sr_to_lower((uint8_t)c) : (uint32_t)u_tolower((UChar32)c); }

/* A number for the text [from, to) in lower case. */
static uint32_t name_of(const sr_paragraph *t, uint32_t from, uint32_t to) {
  enum { LONGEST = 24 };
  uint64_t h = 7;
  if (to - from > LONGEST) from = to - LONGEST;
  for (uint32_t i = from; i < to; i++) h = (h ^ lower(t->chars[i])) * UINT64_C(1099511628211);
  return (uint32_t)(h ^ (h >> 32));
}

/* A number for the classes of [from, to), runs as one. */
static uint32_t shape_of(const sr_paragraph *t, uint32_t from, uint32_t to) {
  uint32_t h = 1;
  for (uint32_t i = from; i < to && i < from + 12; i++)
    if (i == from || t->classes[i] != t->classes[i - 1] || t->classes[i] == CLASS_OTHER)
      h = h * 31 + (t->classes[i] == CLASS_OTHER ? t->chars[i] + 8 : t->classes[i]);
  return h;
}

static uint32_t back_to_space(const sr_paragraph *t, uint32_t at) {
  uint32_t i = at;
  while (i > 0 && t->classes[i - 1] != CLASS_SPACE && at - i < 60) i--;
  return i;
}
static uint32_t on_to_space(const sr_paragraph *t, uint32_t at) {
  uint32_t i = at;
  while (i < t->n && t->classes[i] != CLASS_SPACE && i - at < 60) i++;
  return i;
}
static uint32_t back_spaces(const sr_paragraph *t, uint32_t at) {
  while (at > 0 && t->classes[at - 1] == CLASS_SPACE) at--;
  return at;
}
static uint32_t on_spaces(const sr_paragraph *t, uint32_t at) {
  while (at < t->n && t->classes[at] == CLASS_SPACE) at++;
  return at;
}

/* What the word [from, to) can be in a person's name, as the census's lists say: with a capital 1 neither, 2 given, 3
 * surname, 4 either; else 0. Punctuation around it does not count. */
static uint32_t name_kind(const sr_paragraph *t, uint32_t from, uint32_t to) {
  enum { LONGEST = 24 };
  char word[LONGEST];
  size_t n = 0;
  while (from < to && !is_letter(t->classes[from])) from++;
  if (from == to || t->classes[from] != CLASS_UPPER || t->chars[from] >= 0x80) return 0;
  for (; from < to && is_letter(t->classes[from]) && t->chars[from] < 0x80 && n < LONGEST; from++)
    word[n++] = (char)lower(t->chars[from]);
  const uint32_t row = sr_table_find(&sr_table_person_names, &(sr_slice){word, n}, 1);
  if (row == UINT32_MAX) return 1;
  const bool given = sr_table_cell(&sr_table_person_names, row, SR_PERSON_NAMES_GIVEN).len;
  const bool surname = sr_table_cell(&sr_table_person_names, row, SR_PERSON_NAMES_SURNAME).len;
  return 1u + given + 2u * surname;
}

/* The last character of the word [from, to) if it is punctuation. */
static uint32_t mark_behind(const sr_paragraph *t, uint32_t from, uint32_t to) {
  return to > from && t->classes[to - 1] == CLASS_OTHER ? t->chars[to - 1] : 0;
}

/* Names in a row, as at the foot and head of letters ("Regards, Anna Berg Peter, thank you"): what the words on both
 * sides can be in a name, how many capitals are in a row, and what ends the row. */
static void add_names(collector *c, const sr_paragraph *t, sr_gap gap) {
  enum { BACK = 4, ON = 3 };
  uint32_t kinds[BACK + ON] = {0}, marks[BACK + ON] = {0}, behind = 0, ahead = 0, end = 1;
  for (uint32_t k = 0, at = gap.left; k < BACK && at > 0; k++) {
    const uint32_t from = back_to_space(t, at);
    marks[BACK - 1 - k] = mark_behind(t, from, at);
    kinds[BACK - 1 - k] = name_kind(t, from, at);
    at = back_spaces(t, from);
  }
  for (uint32_t k = 0, at = gap.right; k < ON && at < t->n; k++) {
    const uint32_t to = on_to_space(t, at);
    marks[BACK + k] = mark_behind(t, at, to);
    kinds[BACK + k] = name_kind(t, at, to);
    at = on_spaces(t, to);
  }
  while (behind < BACK && kinds[BACK - 1 - behind] && !marks[BACK - 1 - behind]) behind++;
  const uint32_t before = behind < BACK ? marks[BACK - 1 - behind] + 2u * (kinds[BACK - 1 - behind] > 0) : 0;
  while (ahead < ON && kinds[BACK + ahead] && end == 1) end = marks[BACK + ahead++] + 1;
  if (!behind || !ahead) return;
  const uint32_t *around = kinds + BACK;
  add(c, 29, (uint32_t[]){around[-2], around[-1], around[0], around[1], marks[BACK]}, 5);
  add(c, 30, (uint32_t[]){behind, ahead, end, before}, 4);
  add(c, 31, (uint32_t[]){around[-1], around[0], behind, end}, 4);
  add(c, 32, (uint32_t[]){behind, around[-2], around[-1], around[0], ahead, end, before}, 7);
}

uint32_t sr_segment_features(const sr_paragraph *t, sr_gap gap, uint32_t sentence_words,
                             uint32_t rows[SR_SEGMENT_FEATURES]) {
  enum { AROUND = 4 };
  collector c = {rows, 0, gap.left != gap.right};
  uint32_t l[AROUND], r[AROUND], cl[2 * AROUND];
  for (uint32_t k = 0; k < AROUND; k++) {
    const bool has_l = gap.left > k, has_r = gap.right + k < t->n;
    l[k] = has_l ? t->chars[gap.left - 1 - k] : 1;
    r[k] = has_r ? t->chars[gap.right + k] : 1;
    cl[AROUND - 1 - k] = !has_l                                        ? 9u
                         : t->classes[gap.left - 1 - k] == CLASS_OTHER ? 16 + l[k]
                                                                       : t->classes[gap.left - 1 - k];
    cl[AROUND + k] = !has_r ? 9u : t->classes[gap.right + k] == CLASS_OTHER ? 16 + r[k] : t->classes[gap.right + k];
  }
  const uint32_t left_at = back_to_space(t, gap.left), right_end = on_to_space(t, gap.right);
  uint32_t run_at = gap.left, run_end = gap.right;
  while (run_at > left_at && is_word(t->classes[run_at - 1])) run_at--;
  while (run_end < right_end && is_word(t->classes[run_end])) run_end++;
  const uint32_t left = name_of(t, left_at, gap.left), right = name_of(t, gap.right, right_end);
  const uint32_t run_left = name_of(t, run_at, gap.left), run_right = name_of(t, gap.right, run_end);
  const uint32_t right_shape = shape_of(t, gap.right, right_end), left_shape = shape_of(t, left_at, gap.left);

  add(&c, 0, NULL, 0);
  add(&c, 1, l, 1);
  add(&c, 2, r, 1);
  add(&c, 3, (uint32_t[]){l[0], r[0]}, 2);
  add(&c, 4, l, 2);
  add(&c, 5, r, 2);
  add(&c, 6, (uint32_t[]){l[1], l[0], r[0]}, 3);
  add(&c, 7, (uint32_t[]){l[0], r[0], r[1]}, 3);
  add(&c, 8, l, 3);
  add(&c, 9, r, 3);
  add(&c, 10, (uint32_t[]){l[1], l[0], r[0], r[1]}, 4);
  add(&c, 11, cl, 2 * AROUND);
  add(&c, 12, cl + 1, 2 * AROUND - 2);
  add(&c, 13, cl + 2, 2 * AROUND - 4);
  add(&c, 14, &left, 1);
  add(&c, 15, &right, 1);
  add(&c, 16, (uint32_t[]){left, right}, 2);
  add(&c, 17, (uint32_t[]){run_left, l[0]}, 2);
  add(&c, 18, (uint32_t[]){run_right, r[0]}, 2);
  add(&c, 19, (uint32_t[]){run_left, run_right}, 2);
  add(&c, 20, (uint32_t[]){left, right_shape}, 2);
  add(&c, 21, (uint32_t[]){left_shape, right}, 2);
  add(&c, 22, (uint32_t[]){left_shape, right_shape}, 2);
  if (gap.left != gap.right) {
    const uint32_t length = sentence_words < 6 ? sentence_words : sentence_words < 12 ? 6 : sentence_words < 25 ? 7 : 8;
    const uint32_t before_end = back_spaces(t, left_at), before_at = back_to_space(t, before_end);
    const uint32_t after_at = on_spaces(t, right_end), after_end = on_to_space(t, after_at);
    add(&c, 23, (uint32_t[]){length, l[0], cl[AROUND]}, 3);
    add(&c, 24, (uint32_t[]){name_of(t, before_at, before_end), left}, 2);
    add(&c, 25, (uint32_t[]){right, name_of(t, after_at, after_end)}, 2);
    add(&c, 26, (uint32_t[]){left_shape, right_shape, shape_of(t, after_at, after_end)}, 3);
    add(&c, 27, (uint32_t[]){shape_of(t, before_at, before_end), left_shape, right_shape}, 3);
    add(&c, 28, (uint32_t[]){length, left_shape, right_shape}, 3);
    add_names(&c, t, gap);
  }
  return c.n;
}

/* ---- what no treebank has enough of ---- */

static sr_slice bytes_of(const sr_paragraph *t, sr_slice paragraph, uint32_t from, uint32_t to) {
  return sr_slice_cut(paragraph, t->offsets[from], t->offsets[to]);
}

/* End of a web address that begins at a word, less the punctuation of the sentence around it; `at` if there is none. */
static uint32_t address_end(const sr_paragraph *t, sr_slice paragraph, uint32_t at) {
  static const char *const HEADS[] = {"http://", "https://", "www."};
  if (lower(t->chars[at]) != 'h' && lower(t->chars[at]) != 'w') return at;
  const sr_slice rest = sr_slice_cut(paragraph, t->offsets[at], paragraph.len);
  for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) {
    const uint32_t head = (uint32_t)strlen(HEADS[i]);
    if (!sr_slice_eq_nocase(sr_slice_cut(rest, 0, head), sr_slice_of(HEADS[i]))) continue;
    uint32_t end = at + head;
    while (end < t->n && t->chars[end] > ' ' && t->chars[end] < 0x7F && !strchr("\"<>|", (int)t->chars[end])) end++;
    while (end > at + head && strchr(".,;:!?')]}", (int)t->chars[end - 1])) end--;
    return end > at + head ? end : at;
  }
  return at;
}

/* What the table of abbreviations says about the word before a full stop; *next is the first character behind it and
 * white space, or the text's end. */
static sr_abbreviation abbreviation_at(const sr_paragraph *t, sr_slice paragraph, uint32_t stop, uint32_t *next) {
  enum { LONGEST = 24 };
  uint32_t from = stop;
  while (from > 0 && stop - from < LONGEST &&
         (is_letter(t->classes[from - 1]) || t->chars[from - 1] == '-' || t->chars[from - 1] == '.'))
    from--;
  *next = on_spaces(t, stop + 1);
  return sr_abbreviation_of(bytes_of(t, paragraph, from, stop),
                            sr_slice_cut(paragraph, t->offsets[stop + 1], paragraph.len));
}

/* The full stop belongs to an abbreviation behind which no sentence ends: a title, "No." before a figure, "sq.", and
 * "km." before small letters. */
static bool is_inner_stop(const sr_paragraph *t, sr_slice paragraph, uint32_t stop) {
  uint32_t next;
  const sr_abbreviation kind = abbreviation_at(t, paragraph, stop, &next);
  if (next == t->n) return false;
  return kind == SR_ABBREVIATION_TITLE || kind == SR_ABBREVIATION_NUMBER || kind == SR_ABBREVIATION_INNER ||
         (kind == SR_ABBREVIATION_UNIT && t->classes[next] == CLASS_LOWER);
}

/* The full stop is the last of the paragraph and stands behind a plain word of small letters. */
static bool is_last_stop(const sr_paragraph *t, sr_slice paragraph, uint32_t stop) {
  uint32_t next;
  return stop > 1 && t->classes[stop - 1] == CLASS_LOWER && t->classes[stop - 2] == CLASS_LOWER &&
         abbreviation_at(t, paragraph, stop, &next) == SR_ABBREVIATION_NONE && next == t->n;
}

/* ---- cutting ---- */

typedef struct cutter {
  const sr_model *model;
  sr_arena *arena;
  sr_slice paragraph;
  sr_paragraph text;
  SR_VEC(sr_conllu_sentence) sentences;
  SR_VEC(sr_conllu_word) words;
  SR_VEC(sr_conllu_range) ranges;
  uint32_t sentence_at; /* first byte of the open sentence, in the paragraph */
  uint32_t joined_from; /* first word of the open multiword token, from 1; 0 if none is open */
  uint32_t joined_at;
  bool new_par;
  sr_sentence_vec lines; /* sentences by rule, of a paragraph of several lines */
  uint32_t line;         /* the first of them that does not begin before the gap */
} cutter;

static bool says(const sr_model *m, const uint32_t *rows, uint32_t n, sr_gap_question question) {
  float sum = 0;
  for (uint32_t i = 0; i < n; i++) sum += m->segment[(size_t)rows[i] * SR_GAP_QUESTIONS + question];
  return sum > 0;
}

/* A line of the paragraph ends in the gap, and by rule (text/sentence.h) a sentence with it: a heading, an item of a
 * list, but not a wrapped line. */
static bool ends_line(cutter *c, sr_gap gap) {
  const uint32_t from = c->text.offsets[gap.left], to = c->text.offsets[gap.right];
  if (!c->lines.n || sr_slice_find(sr_slice_cut(c->paragraph, from, to), '\n', 0) == SR_NOWHERE) return false;
  while (c->line < c->lines.n && c->lines.at[c->line].span.start < to) c->line++;
  return c->line < c->lines.n && c->lines.at[c->line].span.start == to;
}

/* Does a word end in a gap without white space? */
static bool ends_word(const cutter *c, sr_gap gap, const uint32_t *rows, uint32_t n) {
  const sr_paragraph *t = &c->text;
  const uint32_t behind = gap.right + 1;
  if (t->chars[gap.right] == '.') {
    if (is_last_stop(t, c->paragraph, gap.right)) return true;
    if (behind < t->n && t->classes[behind] == CLASS_SPACE && is_inner_stop(t, c->paragraph, gap.right)) return false;
  }
  return says(c->model, rows, n, SR_GAP_SPLIT);
}

static bool end_token(cutter *c, uint32_t end) {
  if (!c->joined_from) return true;
  sr_conllu_range *range = SR_PUSH(c->arena, &c->ranges);
  if (!range) return false;
  const bool space = c->words.at[c->words.n - 1].space_after;
  *range = (sr_conllu_range){c->joined_from, c->words.n, sr_slice_cut(c->paragraph, c->joined_at, end),
                             space ? (sr_slice){0} : SR_SLICE("SpaceAfter=No")};
  for (uint32_t i = c->joined_from; i <= c->words.n; i++) c->words.at[i - 1].space_after = true; /* said by the range */
  c->joined_from = 0;
  return true;
}

static bool add_word(cutter *c, uint32_t from, uint32_t to, bool space_after) {
  sr_conllu_word *word = SR_PUSH(c->arena, &c->words);
  if (!word) return false;
  *word = (sr_conllu_word){
      .form = sr_slice_cut(c->paragraph, from, to), .space_after = space_after, .head = SR_CONLLU_NO_HEAD};
  return true;
}

/* White space within "# text" is one space, as a comment is one line. */
static sr_slice text_comment(cutter *c, sr_slice text) {
  char *line = sr_arena_alloc(c->arena, text.len + 10);
  if (!line) return (sr_slice){0};
  memcpy(line, "# text = ", 9);
  size_t n = 9;
  for (size_t i = 0; i < text.len; i++) {
    const bool space = sr_is_space((uint8_t)text.ptr[i]);
    if (!space || line[n - 1] != ' ') line[n++] = space ? ' ' : text.ptr[i];
  }
  line[n++] = '\n';
  return (sr_slice){line, n};
}

static bool end_sentence(cutter *c, uint32_t end) {
  sr_conllu_sentence *s = SR_PUSH(c->arena, &c->sentences);
  if (!s) return false;
  s->text = sr_slice_cut(c->paragraph, c->sentence_at, end);
  s->comments = text_comment(c, s->text);
  s->new_par = c->new_par;
  s->words = c->words.at;
  s->n_words = c->words.n;
  s->ranges = c->ranges.at;
  s->n_ranges = c->ranges.n;
  c->words.at = NULL, c->words.n = c->words.room = 0;
  c->ranges.at = NULL, c->ranges.n = c->ranges.room = 0;
  c->new_par = false;
  return s->comments.ptr != NULL;
}

static sr_status cut_paragraph(cutter *c, sr_error *err) {
  SR_TRY(sr_segment_decode(c->arena, c->paragraph, &c->text, err));
  const sr_paragraph *t = &c->text;
  uint32_t first = on_spaces(t, 0), last = t->n;
  while (last > first && t->classes[last - 1] == CLASS_SPACE) last--;
  if (first == last) return SR_OK;
  uint32_t word = first, rows[SR_SEGMENT_FEATURES];
  c->sentence_at = t->offsets[first];
  c->new_par = true;
  c->lines = (sr_sentence_vec){0};
  c->line = 0;
  if (sr_slice_find(c->paragraph, '\n', t->offsets[first]) < t->offsets[last])
    SR_TRY(sr_sentences_split(c->arena, c->paragraph, &c->lines, err));
  uint32_t address = address_end(t, c->paragraph, word); /* no word ends before it */
  sr_gap gap;
  for (uint32_t from = first; sr_segment_next(t, from, &gap); from = gap.right) {
    const bool space = gap.left != gap.right;
    const bool in_address = address > word;
    if (in_address && gap.left < address) continue;
    const uint32_t n = sr_segment_features(t, gap, c->words.n, rows);
    if (!space && !in_address && !ends_word(c, gap, rows, n)) continue;
    const uint32_t end = t->offsets[gap.left];
    const bool joined = !space && !in_address && says(c->model, rows, n, SR_GAP_JOINED);
    if (joined && !c->joined_from) c->joined_from = c->words.n + 1, c->joined_at = t->offsets[word];
    if (!add_word(c, t->offsets[word], end, space) || (!joined && !end_token(c, end)))
      return sr_arena_fail(c->arena, err);
    word = gap.right;
    address = address_end(t, c->paragraph, word);
    if (joined) continue;
    const bool goes_on = space && t->chars[gap.left - 1] == '.' && is_inner_stop(t, c->paragraph, gap.left - 1);
    if (!(space && ends_line(c, gap)) && c->words.n < SR_CONLLU_WORDS_MAX &&
        (goes_on || !says(c->model, rows, n, SR_GAP_SENTENCE)))
      continue;
    if (!end_sentence(c, end)) return sr_arena_fail(c->arena, err);
    c->sentence_at = t->offsets[word];
  }
  const uint32_t end = t->offsets[last];
  if (!add_word(c, t->offsets[word], end, true) || !end_token(c, end) || !end_sentence(c, end))
    return sr_arena_fail(c->arena, err);
  return SR_OK;
}

/* Takes the text up to a blank line. */
static sr_slice take_paragraph(sr_slice *rest) {
  const sr_slice all = *rest;
  size_t end = 0;
  while (end < all.len) {
    const size_t line = sr_slice_find(all, '\n', end);
    if (line == SR_NOWHERE) break;
    size_t next = line + 1;
    while (next < all.len && (all.ptr[next] == ' ' || all.ptr[next] == '\t' || all.ptr[next] == '\r')) next++;
    if (next < all.len && all.ptr[next] == '\n') {
      *rest = sr_slice_cut(all, next + 1, all.len);
      return sr_slice_cut(all, 0, line);
    }
    end = line + 1;
  }
  *rest = (sr_slice){0};
  return all;
}

sr_status sr_segment_text(const sr_model *model, sr_arena *arena, sr_slice text, sr_conllu *out, sr_error *err) {
  if (model->n_segment != SR_SEGMENT_ROWS * SR_GAP_QUESTIONS)
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "the model has no segmenter");
  if (text.len >= UINT32_MAX) return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "a text of more than 4 GiB");
  const size_t malformed = sr_utf8_check(text);
  if (malformed != SR_NOWHERE) return sr_fail(err, SR_ERR_INPUT, malformed, "not UTF-8");
  cutter c = {.model = model, .arena = arena};
  while (text.ptr) {
    c.paragraph = take_paragraph(&text);
    SR_TRY(cut_paragraph(&c, err));
  }
  *out = (sr_conllu){c.sentences.at, c.sentences.n};
  return SR_OK;
}
