/* The rule sentence splitter; see the header. */
#include "text/sentence.h"

#include "base/error.h"
#include "base/slice.h"
#include "base/table.h"
#include "base/utf8.h"
#include "text/abbreviation.h"
#include "text/fold.h"

#include "lexicon/sentence-words.h"

enum {
  WRAP_MAX = 120, /* characters; blocks with longer lines are not hard-wrapped: mail and terminals wrap at 65 to 100 */
  SAID_REACH =
      5, /* words behind a closing quote in which a verb of saying is looked for: "the deputy defence minister said" */
  WORD_MAX = 40 /* bytes of a word that is looked up */
};

typedef struct splitter {
  sr_arena *arena;
  sr_slice text;
  sr_sentence_vec *sentences;
  size_t start; /* of the sentence being read */
  uint32_t paragraph;
  bool paragraph_used; /* it has a sentence */
} splitter;

/* ---- what stands at an offset ---- */

static uint32_t char_at(sr_slice text, size_t at, size_t *next) {
  *next = at;
  return at < text.len ? sr_utf8_next(text, next) : 0;
}

static bool is_opening(uint32_t c) {
  return c == '"' || c == '\'' || c == '(' || c == '[' || c == '{' || c == 0x201c || c == 0x201e || c == 0x2018 ||
         c == 0xab || c == 0xbf || c == 0xa1;
}
static bool is_closing(uint32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}' || c == 0x201d || c == 0x201c || c == 0x2019 ||
         c == 0xbb;
}
static bool is_quote(uint32_t c) { return is_closing(c) && c != ')' && c != ']' && c != '}'; }

static size_t skip_blanks(sr_slice text, size_t at) {
  while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t')) at++;
  return at;
}

/* The word at at, in lower case in room; empty if there is none or it is too long. */
static sr_slice word_at(sr_slice text, size_t at, char room[WORD_MAX + 4], size_t *end) {
  size_t n = 0;
  while (at < text.len) {
    size_t next;
    const uint32_t c = char_at(text, at, &next);
    if (!sr_char_is_letter(c)) break;
    if (n + 4 <= WORD_MAX)
      n += sr_utf8_put(sr_fold_knows(c) ? sr_fold_char(c) : c, room + n);
    else
      n = WORD_MAX + 1;
    at = next;
    if (n > WORD_MAX) break;
  }
  *end = at;
  return n > WORD_MAX ? (sr_slice){room, 0} : (sr_slice){room, n};
}

static bool has_role(sr_slice word, char role) {
  const uint32_t row = word.len ? sr_table_find(&sr_table_sentence_words, &word, 1) : UINT32_MAX;
  return row != UINT32_MAX && sr_table_cell(&sr_table_sentence_words, row, SR_SENTENCE_WORDS_ROLE).ptr[0] == role;
}

static bool is_opener(sr_slice text, size_t at) {
  char room[WORD_MAX + 4];
  size_t end;
  return has_role(word_at(text, at, room, &end), 'o');
}

/* A verb of saying stands within the next few words of the same sentence. */
static bool said_follows(sr_slice text, size_t at) {
  char room[WORD_MAX + 4];
  for (int i = 0; i < SAID_REACH; i++) {
    size_t end;
    const sr_slice word = word_at(text, at, room, &end);
    if (end == at) return false;
    if (has_role(word, 's')) return true;
    while (end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '-' || text.ptr[end] == '\'')) end++;
    at = end;
  }
  return false;
}

/* Length of a list mark with the blanks behind it at at: "- ", "* ", "• ", "1. ", "2) ", "a) "; 0 if there is none. */
static size_t list_mark(sr_slice text, size_t at) {
  size_t next;
  const uint32_t c = char_at(text, at, &next);
  size_t end = 0;
  if (c == '-' || c == '*' || c == 0x2022 || c == 0x2013 || c == 0x2014 || c == 0x25aa || c == 0x25cf || c == 0xb7 ||
      c == 0x2023 || c == 0x25e6) {
    end = next;
  } else if (sr_is_digit((uint8_t)(c < 0x80 ? c : 0))) {
    size_t i = at;
    while (i < text.len && i < at + 3 && sr_is_digit((uint8_t)text.ptr[i])) i++;
    if (i < text.len && (text.ptr[i] == '.' || text.ptr[i] == ')')) end = i + 1;
  } else if (c < 0x80 && sr_is_lower((uint8_t)c) && next < text.len && text.ptr[next] == ')') {
    end = next + 1;
  }
  if (!end || end >= text.len || (text.ptr[end] != ' ' && text.ptr[end] != '\t')) return 0;
  return skip_blanks(text, end) - at;
}

/* ---- sentences ---- */

static bool end_sentence(splitter *s, size_t end) {
  size_t start = s->start;
  s->start = end;
  size_t next;
  while (start < end && sr_char_is_space(char_at(s->text, start, &next))) start = next;
  for (size_t before = end; end > start && sr_char_is_space(sr_utf8_before(s->text, &before));) end = before;
  if (start >= end) return true;
  sr_sentence *sentence = SR_PUSH(s->arena, s->sentences);
  if (!sentence) return false;
  sentence->span = (sr_span){(uint32_t)start, (uint32_t)end};
  sentence->paragraph = s->paragraph;
  s->paragraph_used = true;
  return true;
}

static bool end_paragraph(splitter *s, size_t end) {
  if (!end_sentence(s, end)) return false;
  if (s->paragraph_used) s->paragraph++;
  s->paragraph_used = false;
  return true;
}

/* A run of stops ends at end, the first at at. Does a sentence end there? *cut is where: behind closing quotes. */
static bool is_end(const splitter *s, size_t at, size_t end, size_t *cut) {
  const sr_slice text = s->text;
  size_t i = end, next;
  bool quoted = false;
  for (uint32_t c; is_closing(c = char_at(text, i, &next)); i = next) quoted |= is_quote(c);
  *cut = i;
  if (i >= text.len) return true;
  if (!sr_char_is_space(char_at(text, i, &next))) return false;
  while (i < text.len && sr_char_is_space(char_at(text, i, &next))) i = next;
  while (i < text.len && is_opening(char_at(text, i, &next))) i = next;
  if (i >= text.len) return true;
  const uint32_t first = char_at(text, i, &next);
  const bool upper = sr_char_is_upper(first);
  if (sr_char_is_letter(first) && !upper && first < 0x590) return false; /* scripts without case come later */
  const bool plain_stop = text.ptr[at] == '.' && end == at + 1;
  if (quoted && text.ptr[at] != '.' && said_follows(text, i)) return false;
  if (!plain_stop) return true;

  /* The word before the stop. */
  size_t start = at;
  while (start > s->start && at - start < WORD_MAX) {
    size_t before = start;
    const uint32_t c = sr_utf8_before(text, &before);
    if (!sr_char_is_letter(c) && !sr_char_is_digit(c) && c != '.' && c != '-' && c != '\'') break;
    start = before;
  }
  sr_slice word = sr_slice_cut(text, start, at);
  if (!word.len) return true;
  if (list_mark(text, start) && !sr_slice_trim(sr_slice_cut(text, s->start, start)).len) return false; /* "1. First" */
  const size_t hyphen = word.len > 1 && word.ptr[word.len - 1] != '-' ? sr_slice_find(word, '-', 0) : SR_NOWHERE;
  if (hyphen != SR_NOWHERE && hyphen + 2 == word.len) return true; /* "Boyeviki-2." is no initial */
  const sr_slice rest = sr_slice_cut(text, at + 1, text.len);
  switch (sr_abbreviation_of(word, rest)) {
  case SR_ABBREVIATION_NONE: return true;
  case SR_ABBREVIATION_UNIT: return upper; /* "15 sq. km. (6 sq. mi.)" goes on */
  case SR_ABBREVIATION_EITHER:
  case SR_ABBREVIATION_ACRONYM: return upper && is_opener(text, i);
  case SR_ABBREVIATION_INITIAL: return word.ptr[0] == 'I' && is_opener(text, i);
  default: return false;
  }
}

/* ---- lines ---- */

/* Of the lines between blank lines that hold from: the end, and how wide the widest is, in characters. */
static size_t block_end(sr_slice text, size_t from, size_t *width) {
  size_t at = from;
  *width = 0;
  while (at < text.len) {
    size_t end = sr_slice_find(text, '\n', at);
    if (end == SR_NOWHERE) end = text.len;
    size_t chars = 0;
    bool blank = true;
    for (size_t i = at; i < end; i++) {
      chars += ((uint8_t)text.ptr[i] & 0xc0) != 0x80;
      blank &= sr_is_space((uint8_t)text.ptr[i]);
    }
    if (blank) return at;
    if (chars > *width) *width = chars;
    at = end < text.len ? end + 1 : end;
  }
  return at;
}

static size_t count_chars(sr_slice text, size_t from, size_t to) {
  size_t chars = 0;
  for (size_t i = from; i < to; i++) chars += ((uint8_t)text.ptr[i] & 0xc0) != 0x80;
  return chars;
}

/* The newline at end closes a line that began at line, in a block of this width. Is it more than wrapping? */
static bool is_break(sr_slice text, size_t line, size_t end, size_t width) {
  const size_t next_line = skip_blanks(text, end + 1);
  if (next_line >= text.len || text.ptr[next_line] == '\n') return true;
  if (list_mark(text, next_line)) return true;
  if (width > WRAP_MAX) return true;
  const sr_slice this_line = sr_slice_trim(sr_slice_cut(text, line, end));
  if (sr_slice_ends(this_line, SR_SLICE(";"))) return true;
  size_t next;
  const uint32_t first = char_at(text, next_line, &next);
  if (sr_char_is_letter(first) && !sr_char_is_upper(first) && first < 0x590) return false;
  size_t word = next_line;
  while (word < text.len && !sr_is_space((uint8_t)text.ptr[word])) word++;
  return count_chars(text, line, end) + 1 + count_chars(text, next_line, word) <= width;
}

static bool is_stop(uint32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x203d || c == 0x3002 || c == 0x061f || c == 0x06d4 ||
         c == 0x0964;
}

sr_status sr_sentences_split(sr_arena *arena, sr_slice text, sr_sentence_vec *sentences, sr_error *err) {
  splitter s = {.arena = arena, .text = text, .sentences = sentences};
  size_t block = 0, width = 0, line = 0;
  for (size_t at = 0; at < text.len;) {
    const uint8_t byte = (uint8_t)text.ptr[at];
    if (byte == '\n') {
      if (at >= block) block = block_end(text, line, &width);
      if (at + 1 >= block || is_break(text, line, at, width)) {
        if (!end_paragraph(&s, at)) return sr_arena_fail(arena, err);
      }
      line = ++at;
      if (at >= block) block = block_end(text, at, &width);
      continue;
    }
    if (byte != '.' && byte != '!' && byte != '?' && byte < 0xc0) {
      at++;
      continue;
    }
    size_t end = at;
    if (!is_stop(char_at(text, at, &end))) {
      at = end;
      continue;
    }
    for (size_t next = end; next < text.len && is_stop(sr_utf8_next(text, &next)); end = next) {
    }
    size_t cut;
    if (is_end(&s, at, end, &cut)) {
      if (!end_sentence(&s, cut)) return sr_arena_fail(arena, err);
      end = cut > end ? cut : end;
    }
    at = end;
  }
  return end_paragraph(&s, text.len) ? SR_OK : sr_arena_fail(arena, err);
}
