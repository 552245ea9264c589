/* Language identification; see the header. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memfd_create */
#endif
#include "text/language.h"

#include "base/slice.h"
#include "base/table.h"
#include "base/utf8.h"
#include "text/fold.h"

#include "lexicon/stopwords.h"

#include <libexttextcat/textcat.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unicode/uscript.h>
#include <unistd.h>

#ifndef SR_TEXTCAT_DATA
#define SR_TEXTCAT_DATA "/usr/share/libexttextcat/"
#endif

enum {
  SAMPLE = 16 << 10, /* bytes: some 2,500 words, past which no decision changed on mixed digests */
  WORD_MAX = 32,
  CODE = 2 /* letters of a language's code */
};

/* The languages of the table, Latin ones first. */
static const char languages[][CODE + 1] = {"en", "de", "fr", "es", "it", "pl", "ro",
                                           "tr", "cs", "uk", "ru", "be", "bg"};
enum { LANGUAGES = sizeof languages / sizeof *languages, CYRILLIC_FROM = 9 };

/* Scripts that stand for one language among reports. */
static const struct {
  UScriptCode script;
  sr_slice lang;
} by_script[] = {
    {USCRIPT_ARABIC, {"ar", 2}},   {USCRIPT_HEBREW, {"he", 2}},   {USCRIPT_GREEK, {"el", 2}},
    {USCRIPT_GEORGIAN, {"ka", 2}}, {USCRIPT_ARMENIAN, {"hy", 2}}, {USCRIPT_HANGUL, {"ko", 2}},
    {USCRIPT_HIRAGANA, {"ja", 2}}, {USCRIPT_HAN, {"zh", 2}},      {USCRIPT_DEVANAGARI, {"hi", 2}},
};
enum { SCRIPTS = sizeof by_script / sizeof *by_script };

typedef struct counts {
  uint32_t latin, accented, cyrillic, other[SCRIPTS]; /* letters; accented: Latin ones past ASCII */
  uint32_t ukrainian, russian, belarusian, hard_sign; /* letters: і ї є ґ; ы э ё; ў; ъ */
  uint32_t words, hits[LANGUAGES];                    /* stop words */
} counts;

static void count_word(counts *n, sr_slice word) {
  n->words++;
  const uint32_t row = sr_table_find(&sr_table_stopwords, &word, 1);
  if (row == UINT32_MAX) return;
  sr_slice codes = sr_table_cell(&sr_table_stopwords, row, SR_STOPWORDS_LANGUAGES);
  while (codes.ptr) {
    const sr_slice code = sr_slice_split(&codes, ' ');
    for (uint32_t l = 0; l < LANGUAGES; l++) n->hits[l] += sr_slice_is(code, languages[l]);
  }
}

static void count_letter(counts *n, uint32_t c) {
  if (c < 0x250) {
    n->latin++;
    n->accented += c >= 0x80;
  } else if (c >= 0x400 && c < 0x530) {
    n->cyrillic++;
    n->ukrainian += c == 0x456 || c == 0x457 || c == 0x454 || c == 0x491;
    n->russian += c == 0x44b || c == 0x44d || c == 0x451;
    n->belarusian += c == 0x45e;
    n->hard_sign += c == 0x44a;
  } else {
    UErrorCode code = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript((UChar32)c, &code);
    for (uint32_t s = 0; s < SCRIPTS; s++) n->other[s] += script == by_script[s].script;
  }
}

static void count(counts *n, sr_slice text) {
  char word[WORD_MAX + 4];
  size_t len = 0;
  for (size_t at = 0; at <= text.len;) {
    uint32_t c = 0;
    if (at < text.len)
      c = sr_utf8_next(text, &at);
    else
      at++;
    if (sr_char_is_letter(c)) {
      if (sr_fold_knows(c)) c = sr_fold_char(c);
      count_letter(n, c);
      if (len <= WORD_MAX) len += sr_utf8_put(c, word + len);
    } else {
      if (len && len <= WORD_MAX) count_word(n, (sr_slice){word, len});
      len = 0;
    }
  }
}

/* libexttextcat's answer among languages[from, to), or LANGUAGES if it has none. */
static uint32_t ask_textcat(sr_slice text, uint32_t from, uint32_t to) {
  uint32_t answer = LANGUAGES;
  const int fd = memfd_create("textcat", MFD_CLOEXEC); /* it reads its list of models from a file */
  if (fd < 0) return answer;
  for (uint32_t l = from; l < to; l++) dprintf(fd, "%s.lm %s\n", languages[l], languages[l]);
  char path[40];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  void *handle = special_textcat_Init(path, SR_TEXTCAT_DATA);
  if (handle) {
    const char *found = textcat_Classify(handle, text.ptr, text.len);
    for (uint32_t l = from; found && l < to; l++) /* "[en]", or "[en][de]" where it wavers: its first is its best */
      if (found[0] == '[' && !strncmp(found + 1, languages[l], CODE)) answer = l;
    textcat_Done(handle);
  }
  close(fd);
  return answer;
}

/* Stop words decide if one language has at least 4 and half as many again as the next: below that Spanish and Italian
 * or Czech and Polish headlines were mixed up in trials. */
static uint32_t by_stop_words(const counts *n, uint32_t from, uint32_t to, bool *certain) {
  uint32_t best = from, second = to;
  for (uint32_t l = from + 1; l < to; l++) {
    if (n->hits[l] > n->hits[best]) {
      second = best;
      best = l;
    } else if (second == to || n->hits[l] > n->hits[second]) {
      second = l;
    }
  }
  *certain = n->hits[best] >= 4 && n->hits[best] * 2 >= n->hits[second] * 3;
  return best;
}

sr_slice sr_language_of(sr_slice text) {
  text = sr_slice_cut(text, 0, SAMPLE);
  if (text.len == SAMPLE) /* not in the middle of a character */
    while (text.len && (uint8_t)text.ptr[text.len - 1] >= 0x80) text.len--;
  counts n = {0};
  count(&n, text);
  for (uint32_t s = 0; s < SCRIPTS; s++)
    if (n.other[s] > n.latin && n.other[s] > n.cyrillic) return by_script[s].lang;
  const bool cyrillic = n.cyrillic * 2 > n.latin; /* Latin names in Cyrillic text are common, the reverse is not */
  if (cyrillic) {
    if (n.belarusian && n.belarusian * 4 > n.ukrainian) return SR_SLICE("be");
    if (n.ukrainian > 2 * n.russian) return SR_SLICE("uk");
    if (n.russian > 2 * n.ukrainian) return SR_SLICE("ru");
    if (!n.russian && !n.ukrainian && n.hard_sign * 200 > n.cyrillic) return SR_SLICE("bg");
  }
  const uint32_t from = cyrillic ? CYRILLIC_FROM : 0, to = cyrillic ? LANGUAGES : CYRILLIC_FROM;
  bool certain;
  uint32_t best = by_stop_words(&n, from, to, &certain);
  if (!certain && n.words) {
    /* textcat is at its weakest on a few words, so there it needs a stop word or an accent on its side. */
    const uint32_t other = ask_textcat(text, from, to);
    const bool backed = n.words > 8 || cyrillic || n.accented || (other < LANGUAGES && n.hits[other]);
    if (other < LANGUAGES && backed && (n.hits[other] * 2 >= n.hits[best] || n.words > 40)) best = other;
  }
  return (sr_slice){languages[best], CODE};
}
