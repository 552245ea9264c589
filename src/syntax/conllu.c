#include "syntax/conllu.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { COLUMNS = 10 };

typedef SR_VEC(sr_conllu_word) word_vec;
typedef SR_VEC(sr_conllu_range) range_vec;
typedef SR_VEC(sr_conllu_sentence) sentence_vec;

/* Decimal digits at the start of text; false if there is none or the number is past the limit. */
static bool take_number(sr_slice *text, uint32_t *value) {
  uint32_t n = 0;
  size_t i = 0;
  for (; i < text->len && sr_is_digit((uint8_t)text->ptr[i]); i++) {
    n = n * 10 + (uint32_t)(text->ptr[i] - '0');
    if (n > SR_CONLLU_WORDS_MAX) return false;
  }
  *value = n;
  *text = sr_slice_cut(*text, i, text->len);
  return i > 0;
}

static sr_slice none_if_underscore(sr_slice cell) { return sr_slice_is(cell, "_") ? (sr_slice){0} : cell; }

/* Is "SpaceAfter=No" among the items of MISC? */
static bool no_space(sr_slice misc) {
  while (misc.ptr && misc.len)
    if (sr_slice_is(sr_slice_split(&misc, '|'), "SpaceAfter=No")) return true;
  return false;
}

/* "# key = value" -> value. */
static bool comment_value(sr_slice line, const char *key, sr_slice *value) {
  line = sr_slice_trim(sr_slice_cut(line, 1, line.len));
  const sr_slice k = sr_slice_of(key);
  if (!sr_slice_starts(line, k)) return false;
  line = sr_slice_trim(sr_slice_cut(line, k.len, line.len));
  if (line.len && line.ptr[0] != '=') return false;
  *value = sr_slice_trim(sr_slice_cut(line, 1, line.len));
  return true;
}

static void read_comment(sr_slice line, sr_conllu_sentence *sentence, sr_slice *doc) {
  sr_slice value;
  if (comment_value(line, "text", &value)) sentence->text = value;
  if (comment_value(line, "newdoc id", &value)) *doc = value, sentence->new_doc = true;
  if (comment_value(line, "newdoc", &value)) sentence->new_doc = true;
  if (comment_value(line, "newpar", &value) || comment_value(line, "newpar id", &value)) sentence->new_par = true;
}

static sr_status read_line(sr_arena *arena, sr_slice line, size_t offset, word_vec *words, range_vec *ranges,
                           sr_error *err) {
  sr_slice cell[COLUMNS], rest = line;
  int n = 0;
  while (n < COLUMNS && rest.ptr) cell[n++] = sr_slice_split(&rest, '\t');
  if (n < COLUMNS || rest.ptr) return sr_fail(err, SR_ERR_INPUT, offset, "a word line needs 10 columns");
  if (!cell[1].len) return sr_fail(err, SR_ERR_INPUT, offset, "a word has no form");
  sr_slice id = cell[0];
  uint32_t first, last;
  if (!take_number(&id, &first)) return sr_fail(err, SR_ERR_INPUT, offset, "no word ID in '%.*s'", SR_FMT(cell[0]));
  if (id.len && id.ptr[0] == '.') return SR_OK; /* an empty node */
  if (id.len && id.ptr[0] == '-') {
    id = sr_slice_cut(id, 1, id.len);
    const uint32_t before = ranges->n ? ranges->at[ranges->n - 1].last : 0;
    if (!take_number(&id, &last) || id.len || first != words->n + 1 || last < first || first <= before)
      return sr_fail(err, SR_ERR_INPUT, offset, "range '%.*s' does not follow", SR_FMT(cell[0]));
    sr_conllu_range *range = SR_PUSH(arena, ranges);
    if (!range) return sr_arena_fail(arena, err);
    *range = (sr_conllu_range){first, last, cell[1], none_if_underscore(cell[9])};
    return SR_OK;
  }
  if (id.len || first != words->n + 1)
    return sr_fail(err, SR_ERR_INPUT, offset, "word ID '%.*s' does not follow", SR_FMT(cell[0]));
  sr_conllu_word *word = SR_PUSH(arena, words);
  if (!word) return sr_arena_fail(arena, err);
  word->form = cell[1];
  word->lemma = cell[2];
  word->upos = none_if_underscore(cell[3]);
  word->xpos = none_if_underscore(cell[4]);
  word->feats = none_if_underscore(cell[5]);
  word->deprel = none_if_underscore(cell[7]);
  word->misc = none_if_underscore(cell[9]);
  word->space_after = !no_space(word->misc);
  word->head = SR_CONLLU_NO_HEAD;
  sr_slice head = cell[6];
  if (!sr_slice_is(head, "_") && (!take_number(&head, &word->head) || head.len))
    return sr_fail(err, SR_ERR_INPUT, offset, "head '%.*s' is not a number", SR_FMT(cell[6]));
  return SR_OK;
}

/* Closes the sentence that words and ranges make up. */
static sr_status end_sentence(sr_arena *arena, sr_conllu_sentence *open, word_vec *words, range_vec *ranges,
                              size_t offset, sentence_vec *out, sr_error *err) {
  for (uint32_t i = 0; i < words->n; i++)
    if (words->at[i].head != SR_CONLLU_NO_HEAD && words->at[i].head > words->n)
      return sr_fail(err, SR_ERR_INPUT, offset, "the head of word %u is outside its sentence", i + 1);
  for (uint32_t i = 0; i < ranges->n; i++) {
    const sr_conllu_range *r = &ranges->at[i];
    if (r->last > words->n) return sr_fail(err, SR_ERR_INPUT, offset, "range %u-%u is outside", r->first, r->last);
    for (uint32_t w = r->first; w < r->last; w++) words->at[w - 1].space_after = false;
    words->at[r->last - 1].space_after = !no_space(r->misc);
  }
  open->words = words->at;
  open->n_words = words->n;
  open->ranges = ranges->at;
  open->n_ranges = ranges->n;
  sr_conllu_sentence *sentence = SR_PUSH(arena, out);
  if (!sentence) return sr_arena_fail(arena, err);
  *sentence = *open;
  *open = (sr_conllu_sentence){0};
  *words = (word_vec){0};
  *ranges = (range_vec){0};
  return SR_OK;
}

sr_status sr_conllu_read(sr_arena *arena, sr_slice text, sr_conllu *out, sr_error *err) {
  sentence_vec sentences = {0};
  word_vec words = {0};
  range_vec ranges = {0};
  sr_conllu_sentence open = {0};
  sr_slice doc = {0}, rest = text;
  size_t sentence_at = 0;
  const size_t malformed = sr_utf8_check(text);
  if (malformed != SR_NOWHERE) return sr_fail(err, SR_ERR_INPUT, malformed, "not UTF-8");
  while (rest.ptr) {
    const size_t offset = (size_t)(rest.ptr - text.ptr);
    sr_slice line = sr_slice_split(&rest, '\n');
    if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
    if (!words.n && !open.comments.ptr) sentence_at = offset;
    if (line.len == 0) {
      if (words.n) SR_TRY(end_sentence(arena, &open, &words, &ranges, sentence_at, &sentences, err));
    } else if (line.ptr[0] == '#') {
      if (words.n || ranges.n) return sr_fail(err, SR_ERR_INPUT, offset, "a comment inside a sentence");
      if (!open.comments.ptr) open.comments.ptr = line.ptr;
      open.comments.len = (size_t)((rest.ptr ? rest.ptr : text.ptr + text.len) - open.comments.ptr);
      read_comment(line, &open, &doc);
      open.doc = doc;
    } else {
      open.doc = doc;
      if (words.n >= SR_CONLLU_WORDS_MAX) return sr_fail(err, SR_ERR_LIMIT, offset, "a sentence of too many words");
      SR_TRY(read_line(arena, line, offset, &words, &ranges, err));
    }
  }
  if (words.n) SR_TRY(end_sentence(arena, &open, &words, &ranges, sentence_at, &sentences, err));
  if (ranges.n) return sr_fail(err, SR_ERR_INPUT, sentence_at, "a range without words");
  *out = (sr_conllu){sentences.at, sentences.n};
  return SR_OK;
}

sr_status sr_conllu_read_lines(sr_arena *arena, sr_slice text, sr_conllu *out, sr_error *err) {
  sentence_vec sentences = {0};
  const size_t malformed = sr_utf8_check(text);
  if (malformed != SR_NOWHERE) return sr_fail(err, SR_ERR_INPUT, malformed, "not UTF-8");
  for (sr_slice rest = text; rest.ptr;) {
    const sr_slice line = sr_slice_split(&rest, '\n');
    word_vec words = {0};
    for (size_t at = 0; at < line.len;) {
      size_t end = at;
      while (end < line.len && !sr_is_space((uint8_t)line.ptr[end])) end++;
      if (end > at) {
        if (words.n >= SR_CONLLU_WORDS_MAX)
          return sr_fail(err, SR_ERR_LIMIT, (size_t)(line.ptr - text.ptr), "a sentence of too many words");
        sr_conllu_word *word = SR_PUSH(arena, &words);
        if (!word) return sr_arena_fail(arena, err);
        *word = (sr_conllu_word){.form = sr_slice_cut(line, at, end), .space_after = true, .head = SR_CONLLU_NO_HEAD};
      }
      at = end + 1;
    }
    if (!words.n) continue;
    sr_conllu_sentence *sentence = SR_PUSH(arena, &sentences);
    if (!sentence) return sr_arena_fail(arena, err);
    *sentence = (sr_conllu_sentence){.words = words.at, .n_words = words.n};
  }
  *out = (sr_conllu){sentences.at, sentences.n};
  return SR_OK;
}

/* ---- writing ---- */

typedef struct writer {
  char *at;
} writer;

static void put(writer *out, sr_slice text) {
  if (text.len) memcpy(out->at, text.ptr, text.len);
  out->at += text.len;
}
static void put_cell(writer *out, sr_slice text) {
  put(out, text.len ? text : SR_SLICE("_"));
  *out->at++ = '\t';
}
static void put_number(writer *out, uint32_t value) {
  char digits[10];
  int n = 0;
  do digits[n++] = (char)('0' + value % 10);
  while (value /= 10);
  while (n) *out->at++ = digits[--n];
}

sr_slice sr_conllu_format(sr_arena *arena, const sr_conllu_sentence *sentence) {
  enum { FIXED = 64 }; /* three numbers of ten digits, ten tabs, underscores, SpaceAfter=No */
  size_t room = sentence->comments.len + 2;
  for (uint32_t i = 0; i < sentence->n_words; i++) {
    const sr_conllu_word *w = &sentence->words[i];
    room += FIXED + w->form.len + w->lemma.len + w->upos.len + w->xpos.len + w->feats.len + w->deprel.len + w->misc.len;
  }
  for (uint32_t i = 0; i < sentence->n_ranges; i++)
    room += FIXED + sentence->ranges[i].form.len + sentence->ranges[i].misc.len;
  writer out = {sr_arena_alloc(arena, room)};
  if (!out.at) return (sr_slice){0};
  const char *begin = out.at;
  put(&out, sentence->comments);
  if (sentence->comments.len && out.at[-1] != '\n') *out.at++ = '\n';
  uint32_t range = 0;
  for (uint32_t i = 0; i < sentence->n_words; i++) {
    const sr_conllu_word *w = &sentence->words[i];
    if (range < sentence->n_ranges && sentence->ranges[range].first == i + 1) {
      const sr_conllu_range *r = &sentence->ranges[range++];
      put_number(&out, r->first);
      *out.at++ = '-';
      put_number(&out, r->last);
      *out.at++ = '\t';
      put_cell(&out, r->form);
      put(&out, SR_SLICE("_\t_\t_\t_\t_\t_\t_\t"));
      put(&out, r->misc.len ? r->misc : SR_SLICE("_"));
      *out.at++ = '\n';
    }
    put_number(&out, i + 1);
    *out.at++ = '\t';
    put_cell(&out, w->form);
    put_cell(&out, w->lemma);
    put_cell(&out, w->upos);
    put_cell(&out, w->xpos);
    put_cell(&out, w->feats);
    if (w->head == SR_CONLLU_NO_HEAD) {
      put(&out, SR_SLICE("_"));
    } else {
      put_number(&out, w->head);
    }
    *out.at++ = '\t';
    put_cell(&out, w->deprel);
    put(&out, SR_SLICE("_\t"));
    put(&out, w->misc.len ? w->misc : SR_SLICE("_"));
    *out.at++ = '\n';
  }
  *out.at++ = '\n';
  return (sr_slice){begin, (size_t)(out.at - begin)};
}
