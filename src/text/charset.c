/* Charset detection and conversion; see the header. */
#include "text/charset.h"

#include "base/slice.h"
#include "base/table.h"
#include "base/utf8.h"
#include "text/fold.h"

#include "lexicon/cyrillic-letters.h"

#include <math.h>
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ustring.h>

enum {
  SAMPLE = 32 << 10, /* bytes that detection looks at */
  NAME_MAX = 40      /* the longest name in IANA's registry that is in use has 24 */
};

/* ---- what is not text ---- */

static const struct {
  sr_slice head;
  const char *what;
} magics[] = {
    {{"%PDF-", 5}, "a PDF document"},
    {{"PK\3\4", 4}, "a ZIP archive or office document"},
    {{"PK\5\6", 4}, "a ZIP archive"},
    {{"\x89PNG\r\n", 6}, "a PNG image"},
    {{"\xff\xd8\xff", 3}, "a JPEG image"},
    {{"GIF8", 4}, "a GIF image"},
    {{"RIFF", 4}, "a RIFF file"},
    {{"SQLite format 3\0", 16}, "an SQLite database"},
    {{"\x7f"
      "ELF",
      4},
     "a program"},
    {{"\x1f\x8b", 2}, "gzip data"},
    {{"BZh", 3}, "bzip2 data"},
    {{"\xfd"
      "7zXZ",
      5},
     "xz data"},
    {{"7z\xbc\xaf", 4}, "a 7z archive"},
    {{"Rar!\x1a", 5}, "a RAR archive"},
    {{"\x28\xb5\x2f\xfd", 4}, "zstd data"},
    {{"\xd0\xcf\x11\xe0", 4}, "an old office document"},
    {{"{\\rtf", 5}, "an RTF document"},
    {{"OggS", 4}, "an Ogg file"},
};

static sr_status refuse_binary(sr_slice bytes, sr_error *err) {
  for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
    if (sr_slice_starts(bytes, magics[i].head))
      return sr_fail(err, SR_ERR_INPUT, 0, "is %s, which is not text", magics[i].what);
  return SR_OK;
}

/* ---- UTF-16 ---- */

/* Zero bytes mean UTF-16 or no text. UTF-16 prose keeps to few high bytes: Latin, Cyrillic, punctuation. */
static const char *utf16_name(sr_slice bytes) {
  const size_t n = (bytes.len < SAMPLE ? bytes.len : SAMPLE) / 2 * 2;
  if (n < 4) return NULL;
  size_t little = 0, big = 0;
  for (size_t i = 0; i < n; i += 2) {
    const uint8_t a = (uint8_t)bytes.ptr[i], b = (uint8_t)bytes.ptr[i + 1];
    little += (b <= 0x06 || b == 0x20) && !(a == 0 && b == 0) && (b || a >= ' ' || sr_is_space(a));
    big += (a <= 0x06 || a == 0x20) && !(a == 0 && b == 0) && (a || b >= ' ' || sr_is_space(b));
  }
  const size_t most = n / 2 - n / 2 / 10; /* nine in ten units */
  if (little >= most && little > big) return "UTF-16LE";
  if (big >= most && big > little) return "UTF-16BE";
  return NULL;
}

/* ---- UTF-8 with faults ---- */

/* Is it UTF-8 all the same? Well-formed sequences of several bytes are rare by chance in a code page. */
static bool is_broken_utf8(sr_slice bytes, size_t first_bad) {
  size_t good = 0, bad = 0;
  for (size_t at = 0; at < bytes.len;) {
    const uint8_t c = (uint8_t)bytes.ptr[at];
    if (c < 0x80) {
      at++;
      continue;
    }
    const size_t len = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    if (c >= 0xc2 && c < 0xf5 && len <= bytes.len - at &&
        sr_utf8_check((sr_slice){bytes.ptr + at, len}) == SR_NOWHERE) {
      good++;
      at += len;
    } else {
      bad++;
      at++;
      while (at < bytes.len && ((uint8_t)bytes.ptr[at] & 0xc0) == 0x80) at++;
    }
  }
  const uint8_t lead = (uint8_t)bytes.ptr[first_bad];
  const bool torn = lead >= 0xc2 && lead < 0xf5 && bytes.len - first_bad < 4 && bad == 1;
  return (good >= 1 && torn) || (good >= 3 && good / 10 >= bad) || (good >= 3 && bad == 1);
}

static sr_status fail_utf8(sr_slice bytes, size_t at, sr_error *err) {
  return sr_fail(err, SR_ERR_INPUT, at, "byte %zu (0x%02x) is not UTF-8, but the text around it is", at,
                 (unsigned)(uint8_t)bytes.ptr[at]);
}

/* ---- code pages ---- */

typedef struct page {
  const char *name;
  UChar upper[128]; /* what bytes 0x80 to 0xff stand for */
} page;

static bool load_page(page *p, const char *name) {
  UErrorCode code = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(name, &code);
  if (U_FAILURE(code)) return false;
  char bytes[128];
  for (int i = 0; i < 128; i++) bytes[i] = (char)(0x80 + i);
  UChar out[2 * 128 + 1];
  const int32_t n = ucnv_toUChars(converter, out, 2 * 128 + 1, bytes, 128, &code);
  ucnv_close(converter);
  if (U_FAILURE(code) || n != 128) return false;
  memcpy(p->upper, out, sizeof p->upper);
  p->name = name;
  return true;
}

/* log2 of how often the letter is met, against one letter in 10,000; 0 for a letter of neither language. */
static double letter_weight(uint32_t low) {
  char letter[4];
  const sr_slice key = {letter, sr_utf8_put(low, letter)};
  const uint32_t row = sr_table_find(&sr_table_cyrillic_letters, &key, 1);
  if (row == UINT32_MAX) return -2;
  return log2(1 + fmax(sr_table_number(&sr_table_cyrillic_letters, row, SR_CYRILLIC_LETTERS_RU),
                       sr_table_number(&sr_table_cyrillic_letters, row, SR_CYRILLIC_LETTERS_UK)));
}

/* How much the bytes look like Russian or Ukrainian in this page: letter counts, and that capitals begin words. The
 * weights were set so that each of the four pages wins on its own encoding of single ten-letter words, all small,
 * all capitals or with one capital (tests/text/charset_test.c). */
static double page_score(const page *p, sr_slice bytes) {
  double weight[128];
  for (int i = 0; i < 128; i++) {
    const uint32_t c = p->upper[i];
    if (c >= 0x400 && c < 0x500)
      weight[i] = letter_weight(sr_fold_knows(c) ? sr_fold_char(c) : c);
    else
      weight[i] =
          c == 0xa0 || c == 0xab || c == 0xbb || c == 0xb0 || c == 0x2116 || (c >= 0x2013 && c <= 0x2026) ? 0 : -8;
  }
  double score = 0;
  bool low_before = false;
  for (size_t i = 0; i < bytes.len; i++) {
    const uint8_t b = (uint8_t)bytes.ptr[i];
    if (b < 0x80) {
      low_before = false;
      continue;
    }
    const uint32_t c = p->upper[b - 0x80];
    const bool letter = c >= 0x400 && c < 0x500;
    const bool low = letter && !sr_char_is_upper(c);
    score += weight[b - 0x80];
    if (letter && !low && low_before) score -= 10;
    if (letter && !low) score -= 0.5;
    low_before = low;
  }
  return score;
}

/* ICU's best guess, if it is sure enough and not one of ours to tell. */
static bool ask_icu(sr_slice bytes, int32_t sure, char name[NAME_MAX]) {
  UErrorCode code = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&code);
  if (U_FAILURE(code)) return false;
  ucsdet_setText(detector, bytes.ptr, (int32_t)bytes.len, &code);
  const UCharsetMatch *match = ucsdet_detect(detector, &code);
  bool found = false;
  if (U_SUCCESS(code) && match && ucsdet_getConfidence(match, &code) >= sure) {
    const char *guess = ucsdet_getName(match, &code);
    found = U_SUCCESS(code) && guess && strlen(guess) < NAME_MAX && strncmp(guess, "UTF", 3) != 0 &&
            strncmp(guess, "IBM42", 5) != 0; /* mainframe pages: never right on files of today */
    if (found) strcpy(name, guess);
  }
  ucsdet_close(detector);
  return found;
}

static const char *page_name(sr_slice bytes, char room[NAME_MAX]) {
  /* The part with the most to tell begins with the first byte past ASCII. */
  size_t first = 0;
  while (first < bytes.len && (uint8_t)bytes.ptr[first] < 0x80) first++;
  first = first > 200 ? first - 200 : 0;
  bytes = sr_slice_cut(bytes, first, first + SAMPLE);
  size_t high = 0, pairs = 0;
  for (size_t i = 0; i < bytes.len; i++) {
    const bool is_high = (uint8_t)bytes.ptr[i] >= 0x80;
    high += is_high;
    pairs += is_high && i && (uint8_t)bytes.ptr[i - 1] >= 0x80;
  }
  /* Latin text has a letter past ASCII here and there; other scripts have runs of them. */
  const bool latin = pairs * 2 < high;
  if (latin) {
    if (!ask_icu(bytes, 20, room)) return "windows-1252";
    if (!strcmp(room, "ISO-8859-2") || !strcmp(room, "windows-1250")) return "windows-1250";
    if (!strcmp(room, "ISO-8859-9") || !strcmp(room, "windows-1254")) return "windows-1254";
    return "windows-1252";
  }
  if (ask_icu(bytes, 50, room) && !strstr(room, "1251") && !strstr(room, "KOI8") && !strstr(room, "8859-5") &&
      !strstr(room, "8859-1"))
    return room;
  static const char *const names[] = {"windows-1251", "KOI8-U", "IBM866", "ISO-8859-5"};
  const char *best = "windows-1251";
  double best_score = -HUGE_VAL;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    page p;
    if (!load_page(&p, names[i])) continue;
    const double score = page_score(&p, bytes);
    if (score > best_score) {
      best_score = score;
      best = names[i];
    }
  }
  return best;
}

/* ---- conversion ---- */

static sr_status convert(sr_arena *arena, sr_slice bytes, const char *name, sr_slice *text, sr_error *err) {
  UErrorCode code = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(name, &code);
  if (U_FAILURE(code)) return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "charset '%.40s' is not known", name);
  const size_t room = bytes.len * 2 + 16; /* UTF-16 units; one byte gives at most two */
  UChar *wide = room < INT32_MAX / 4 ? malloc(room * sizeof *wide) : NULL;
  sr_status status = SR_OK;
  char *out = NULL;
  int32_t len = 0;
  if (wide) {
    const int32_t n = ucnv_toUChars(converter, wide, (int32_t)room, bytes.ptr, (int32_t)bytes.len, &code);
    if (U_SUCCESS(code)) out = sr_arena_alloc(arena, (size_t)n * 3 + 1);
    if (out) u_strToUTF8(out, n * 3 + 1, &len, wide, n, &code);
  }
  if (U_FAILURE(code) && code != U_MEMORY_ALLOCATION_ERROR)
    status = sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "cannot be read as %s: %s", name, u_errorName(code));
  else if (!out || U_FAILURE(code))
    status = sr_arena_fail(arena, err);
  else
    *text = (sr_slice){out, (size_t)len};
  free(wide);
  ucnv_close(converter);
  return status;
}

static sr_status convert_utf16(sr_arena *arena, sr_slice bytes, const char *name, sr_slice *text, sr_error *err) {
  if (bytes.len % 2) return sr_fail(err, SR_ERR_INPUT, bytes.len - 1, "ends in the middle of a character (%s)", name);
  return convert(arena, bytes, name, text, err);
}

/* The declared name as ICU should open it: what browsers take it for. */
static bool declared_name(sr_slice declared, char name[NAME_MAX]) {
  declared = sr_slice_trim(declared);
  if (!declared.len || declared.len >= NAME_MAX) return false;
  for (size_t i = 0; i < declared.len; i++) {
    const uint8_t c = (uint8_t)declared.ptr[i];
    if (!sr_is_alpha(c) && !sr_is_digit(c) && c != '-' && c != '_' && c != '.') return false;
    name[i] = (char)sr_to_lower(c);
  }
  name[declared.len] = 0;
  /* WHATWG Encoding: these labels mean windows-1252; UTF-16 in a document that could be read so far cannot be. */
  if (!strcmp(name, "iso-8859-1") || !strcmp(name, "latin1") || !strcmp(name, "us-ascii") || !strcmp(name, "ascii"))
    strcpy(name, "windows-1252");
  if (!strncmp(name, "utf-16", 6) || !strncmp(name, "utf-7", 5) || !strncmp(name, "utf-32", 6)) return false;
  UErrorCode code = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(name, &code);
  ucnv_close(converter);
  return U_SUCCESS(code);
}

sr_status sr_charset_decode(sr_arena *arena, sr_slice bytes, sr_slice declared, sr_slice *text, sr_error *err) {
  SR_TRY(refuse_binary(bytes, err));
  if (sr_slice_starts(bytes, SR_SLICE("\xef\xbb\xbf"))) {
    const size_t bad = sr_utf8_check(bytes);
    if (bad != SR_NOWHERE) return fail_utf8(bytes, bad, err);
    *text = sr_slice_cut(bytes, 3, bytes.len);
    return SR_OK;
  }
  if (sr_slice_starts(bytes, SR_SLICE("\xff\xfe")))
    return convert_utf16(arena, sr_slice_cut(bytes, 2, bytes.len), "UTF-16LE", text, err);
  if (sr_slice_starts(bytes, SR_SLICE("\xfe\xff")))
    return convert_utf16(arena, sr_slice_cut(bytes, 2, bytes.len), "UTF-16BE", text, err);
  const size_t zero = sr_slice_find(bytes, 0, 0);
  if (zero != SR_NOWHERE) {
    const char *name = utf16_name(bytes);
    if (!name) return sr_fail(err, SR_ERR_INPUT, zero, "byte %zu is zero: this is not text", zero);
    return convert_utf16(arena, bytes, name, text, err);
  }
  const size_t bad = sr_utf8_check(bytes);
  char name[NAME_MAX];
  const bool is_declared = declared_name(declared, name);
  if (bad == SR_NOWHERE) {
    *text =
        bytes; /* well-formed by chance only if another page is declared and the text is short: UTF-8 all the same */
    return SR_OK;
  }
  if (is_declared && strcmp(name, "utf-8") && strcmp(name, "utf8")) return convert(arena, bytes, name, text, err);
  if (is_declared || is_broken_utf8(bytes, bad)) return fail_utf8(bytes, bad, err);
  SR_TRY(sr_charset_check_text(bytes, err)); /* before a code page makes letters of anything */
  return convert(arena, bytes, page_name(bytes, name), text, err);
}

/* ---- cleaning ---- */

sr_status sr_charset_check_text(sr_slice text, sr_error *err) {
  size_t controls = 0, first = SR_NOWHERE;
  for (size_t i = 0; i < text.len; i++) {
    const uint8_t c = (uint8_t)text.ptr[i];
    if (c >= ' ' ? c != 0x7f : sr_is_space(c)) continue;
    if (!controls++) first = i;
  }
  /* Stray controls happen in text from old systems; one in fifty does not. */
  if (controls > 3 && controls > text.len / 50)
    return sr_fail(err, SR_ERR_INPUT, first, "%zu of %zu bytes are control characters: this is not text", controls,
                   text.len);
  return SR_OK;
}

sr_status sr_charset_clean(sr_arena *arena, sr_slice text, sr_slice *clean, sr_error *err) {
  char *out = sr_arena_alloc(arena, text.len + 1);
  if (!out) return sr_arena_fail(arena, err);
  size_t n = 0;
  for (size_t at = 0; at < text.len;) {
    const uint8_t c = (uint8_t)text.ptr[at];
    if (c < 0x80) {
      at++;
      if (c == '\r') {
        if (at < text.len && text.ptr[at] == '\n') at++;
        out[n++] = '\n';
      } else {
        out[n++] = (c >= ' ' && c != 0x7f) || c == '\n' || c == '\t' ? (char)c : ' ';
      }
      continue;
    }
    const size_t from = at;
    const uint32_t wide = sr_utf8_next(text, &at);
    if (wide == 0x2028 || wide == 0x2029) {
      out[n++] = '\n';
    } else if (wide < 0xa0) {
      out[n++] = ' ';
    } else {
      memcpy(out + n, text.ptr + from, at - from);
      n += at - from;
    }
  }
  *clean = (sr_slice){out, n};
  return SR_OK;
}
