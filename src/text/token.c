/* The rule tokenizer; see the header. One pass: each byte is looked at a bounded number of times. */
#include "text/token.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/abbreviation.h"
#include "text/fold.h"

#include <unicode/uchar.h>

enum {
  ADDRESS_MAX = 256 /* bytes looked at for a host name or the local part of an address: a DNS name has at most 253 */
};

typedef struct cutter {
  sr_arena *arena;
  sr_slice text; /* cut off at the range's end */
  size_t at;
  size_t parted_until; /* hyphens before this offset part: the compound holds a number */
  size_t next_at_sign; /* first '@' at or after at, as far as is known */
  sr_token_vec *tokens;
} cutter;

/* ---- characters ---- */

/* Joiners and soft hyphens: part of a word when inside one, nothing otherwise. */
static bool is_invisible(uint32_t c) {
  return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2064) ||
         c == 0xfeff;
}

static bool is_word_char(uint32_t c) {
  if (c < 0x80) return sr_is_alpha((uint8_t)c) || sr_is_digit((uint8_t)c) || c == '_';
  if (c >= 0x410 && c <= 0x44f) return true;
  return sr_char_is_letter(c) || sr_char_is_mark(c) || sr_char_is_digit(c);
}

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x2bc || c == 0x2018; }
static bool is_hyphen(uint32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }

static bool is_symbol(uint32_t c) {
  if (c < 0x80)
    return c == '$' || c == '%' || c == '+' || c == '<' || c == '=' || c == '>' || c == '^' || c == '|' || c == '~';
  if (c == 0x2030 || c == 0xa7) return true; /* per mille and section are punctuation to Unicode */
  return (U_GET_GC_MASK((UChar32)c) & U_GC_P_MASK) == 0;
}

static uint8_t byte_at(const cutter *k, size_t at) { return at < k->text.len ? (uint8_t)k->text.ptr[at] : 0; }
static bool digit_at(const cutter *k, size_t at) { return sr_is_digit(byte_at(k, at)); }
static uint32_t char_at(const cutter *k, size_t at, size_t *next) {
  *next = at;
  if (at >= k->text.len) return 0;
  return sr_utf8_next(k->text, next);
}

/* ---- the normal form ---- */

/* As sr_utf8_norm, without ICU and mostly without a copy. */
static bool set_norm(const cutter *k, sr_token *token) {
  const sr_slice raw = sr_slice_cut(k->text, token->span.start, token->span.end);
  bool changes = false;
  for (size_t i = 0; i < raw.len; i++) {
    const uint8_t c = (uint8_t)raw.ptr[i];
    changes |= c >= 0x80 || sr_is_upper(c);
  }
  if (!changes) {
    token->norm = raw;
    return true;
  }
  char small[64], *out = small;
  if (raw.len > sizeof small) {
    out = sr_arena_alloc(k->arena, raw.len);
    if (!out) return false;
  }
  size_t n = 0;
  for (size_t at = 0; at < raw.len;) {
    uint32_t c = sr_utf8_next(raw, &at);
    if (c == 0x2019 || c == 0x2018)
      c = '\'';
    else if (c == 0x201c || c == 0x201d || c == 0x201e || c == 0xab || c == 0xbb)
      c = '"';
    else if (c >= 0x2010 && c <= 0x2014)
      c = '-';
    else if (c == 0xa0)
      c = ' ';
    else if (c == 0xad)
      continue;
    else if (sr_fold_knows(c))
      c = sr_fold_char(c);
    else {
      token->norm = sr_utf8_norm(k->arena, raw);
      return token->norm.ptr != NULL;
    }
    n += sr_utf8_put(c, out + n);
  }
  if (n == raw.len && !memcmp(out, raw.ptr, n))
    token->norm = raw;
  else
    token->norm = out == small ? sr_arena_copy(k->arena, (sr_slice){small, n}) : (sr_slice){out, n};
  return token->norm.ptr != NULL;
}

static bool put(cutter *k, size_t start, size_t end, sr_token_kind kind) {
  sr_token *token = SR_PUSH(k->arena, k->tokens);
  if (!token) return false;
  token->span = (sr_span){(uint32_t)start, (uint32_t)end};
  token->kind = kind;
  token->head = SR_NO_HEAD;
  if (start) {
    size_t before = start;
    token->space_before = sr_char_is_space(sr_utf8_before(k->text, &before));
  }
  k->at = end;
  return set_norm(k, token);
}

/* ---- numbers ---- */

static bool is_full_date(const cutter *k, size_t at) {
  static const char shape[] = "dddd-dd-dd";
  for (size_t i = 0; i < sizeof shape - 1; i++)
    if (shape[i] == 'd' ? !digit_at(k, at + i) : byte_at(k, at + i) != '-') return false;
  return !digit_at(k, at + 10) && !(byte_at(k, at + 10) == '-' && digit_at(k, at + 11));
}

/* End of the number at at: digits with single . , : / between them, then an ordinal's or decade's ending. */
static size_t number_end(const cutter *k, size_t at) {
  if (is_full_date(k, at)) return at + 10;
  size_t i = at;
  if (byte_at(k, i) == '.') i++;
  for (;;) {
    while (digit_at(k, i)) i++;
    const uint8_t c = byte_at(k, i);
    if ((c == '.' || c == ',' || c == ':' || c == '/') && digit_at(k, i + 1))
      i++;
    else
      break;
  }
  size_t letters = i;
  while (sr_is_alpha(byte_at(k, letters))) letters++;
  const sr_slice ending = sr_slice_cut(k->text, i, letters);
  size_t next;
  const uint32_t after = char_at(k, letters, &next);
  if (letters < k->text.len && is_word_char(after)) return i;
  static const char *const endings[] = {"st", "nd", "rd", "th", "s"};
  for (size_t e = 0; e < sizeof endings / sizeof *endings; e++)
    if (sr_slice_eq_nocase(ending, sr_slice_of(endings[e]))) return letters;
  return i;
}

/* End of the hyphenated compound that begins at at; *number is set if a piece of it begins with a digit. */
static size_t compound_end(const cutter *k, size_t at, bool *number) {
  size_t i = at, next;
  for (;;) {
    *number |= digit_at(k, i);
    while (i < k->text.len) {
      const uint32_t c = char_at(k, i, &next);
      const bool inner =
          (is_apostrophe(c) || is_invisible(c) || ((c == '.' || c == ',') && digit_at(k, next))) && i > at;
      if (!is_word_char(c) && !inner) break;
      i = next;
    }
    if (i >= k->text.len || !is_hyphen(char_at(k, i, &next)) || next >= k->text.len) return i;
    size_t after;
    if (!is_word_char(char_at(k, next, &after))) return i;
    i = next;
  }
}

static bool number(cutter *k) {
  const size_t end = number_end(k, k->at);
  if (k->at >= k->parted_until) {
    bool has_number = false;
    k->parted_until = compound_end(k, k->at, &has_number);
    if (k->parted_until < end) k->parted_until = end;
  }
  return put(k, k->at, end, SR_TOKEN_NUMBER);
}

/* ---- addresses ---- */

static bool is_host_char(uint8_t c) { return sr_is_alpha(c) || sr_is_digit(c) || c == '-' || c == '.'; }

/* End of the host name at at whose last label is known, with path; 0 if there is none. */
static size_t host_end(const cutter *k, size_t at) {
  size_t end = at, dot = 0;
  while (end < at + ADDRESS_MAX && is_host_char(byte_at(k, end))) end++;
  while (end > at && !sr_is_alpha(byte_at(k, end - 1))) end--;
  for (size_t i = at; i < end; i++)
    if (byte_at(k, i) == '.') {
      if (byte_at(k, i + 1) == '.') return 0;
      dot = i;
    }
  if (!dot || dot == at || !sr_is_lower(byte_at(k, dot + 1))) return 0;
  return sr_abbreviation_is_domain(sr_slice_cut(k->text, dot + 1, end)) ? end : 0;
}

/* To the white space, less the punctuation that closes the sentence around the address. */
static size_t address_tail(const cutter *k, size_t from) {
  size_t end = from;
  while (end < k->text.len) {
    const uint8_t c = byte_at(k, end);
    if (c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>' || c == '|') break;
    end++;
  }
  while (end > from && strchr(".,;:!?')]}", k->text.ptr[end - 1])) end--;
  return end;
}

static bool starts_nocase(const cutter *k, size_t at, sr_slice with) {
  return sr_slice_eq_nocase(sr_slice_cut(k->text, at, at + with.len), with);
}

/* End of a URL, e-mail address or host name that begins at the word at at; 0 if there is none. */
static size_t address_end(cutter *k, size_t at) {
  const uint8_t first = byte_at(k, at);
  if (first == 'h' || first == 'H' || first == 'w' || first == 'W') {
    static const char *const heads[] = {"http://", "https://", "www."};
    for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
      const sr_slice head = sr_slice_of(heads[h]);
      if (starts_nocase(k, at, head)) {
        const size_t end = address_tail(k, at + head.len);
        if (end > at + head.len) return end;
      }
    }
  }
  if (k->next_at_sign < at) {
    const size_t hit = sr_slice_find(k->text, '@', at);
    k->next_at_sign = hit;
  }
  if (k->next_at_sign != SR_NOWHERE && k->next_at_sign > at && k->next_at_sign - at < ADDRESS_MAX / 4) {
    size_t i = at;
    while (is_host_char(byte_at(k, i)) || byte_at(k, i) == '_' || byte_at(k, i) == '+') i++;
    if (i == k->next_at_sign) {
      const size_t end = host_end(k, i + 1);
      if (end) return end;
    }
  }
  size_t i = at;
  while (i < at + ADDRESS_MAX && (sr_is_lower(byte_at(k, i)) || sr_is_digit(byte_at(k, i)) || byte_at(k, i) == '-'))
    i++;
  if (i == at || byte_at(k, i) != '.' || !sr_is_lower(byte_at(k, i + 1))) return 0;
  const size_t end = host_end(k, at);
  return end && byte_at(k, end) == '/' ? address_tail(k, end) : end;
}

/* ---- words ---- */

/* Where a word parts before an English clitic ("Ukraine|'s", "do|n't"), or end. */
static size_t clitic_start(const cutter *k, size_t start, size_t end) {
  size_t at = end, tail = end;
  for (int letters = 0; letters < 3 && at > start; letters++) {
    size_t before = at;
    const uint32_t c = sr_utf8_before(k->text, &before);
    if (is_apostrophe(c)) {
      tail = at;
      at = before;
      break;
    }
    if (c >= 0x80) return end;
    at = before;
  }
  if (tail == end || at == start) return end;
  static const char *const tails[] = {"s", "re", "ve", "ll", "d", "m"};
  const sr_slice letters = sr_slice_cut(k->text, tail, end);
  for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
    if (sr_slice_eq_nocase(letters, sr_slice_of(tails[i]))) return at;
  if (sr_slice_eq_nocase(letters, SR_SLICE("t")) && at > start + 1 && sr_to_lower(byte_at(k, at - 1)) == 'n')
    return at - 1;
  return end;
}

/* End of "U.S.", "a.m", "V.V." at at: single letters, each with a stop but perhaps the last; 0 if it is not one. */
static size_t dotted_end(const cutter *k, size_t at) {
  size_t i = at, letters = 0, end = 0;
  for (;;) {
    size_t next;
    const uint32_t c = char_at(k, i, &next);
    if (i >= k->text.len || !sr_char_is_letter(c)) break;
    if (byte_at(k, next) != '.') {
      size_t after;
      const uint32_t following = char_at(k, next, &after);
      if (letters && (next >= k->text.len || !is_word_char(following))) return next; /* "U.S" */
      break;
    }
    letters++;
    i = end = next + 1;
  }
  return letters > 1 ? end : 0;
}

static size_t word_end(const cutter *k, size_t at) {
  size_t i = at;
  while (i < k->text.len) {
    size_t next;
    const uint32_t c = char_at(k, i, &next);
    if (is_word_char(c)) {
      i = next;
      continue;
    }
    const bool hyphen = is_hyphen(c) && i >= k->parted_until;
    if (!hyphen && !is_apostrophe(c) && !is_invisible(c) && c != '&') break;
    size_t after;
    if (next >= k->text.len || !is_word_char(char_at(k, next, &after))) break;
    i = next;
  }
  return i;
}

static bool word(cutter *k) {
  const size_t start = k->at;
  size_t end = address_end(k, start);
  if (end) return put(k, start, end, SR_TOKEN_WORD);
  end = dotted_end(k, start);
  if (end) return put(k, start, end, SR_TOKEN_WORD);
  if (start >= k->parted_until) {
    bool has_number = false;
    const size_t compound = compound_end(k, start, &has_number);
    if (has_number) k->parted_until = compound;
  }
  end = word_end(k, start);
  if (byte_at(k, end) == '.') {
    const sr_slice rest = sr_slice_cut(k->text, end + 1, k->text.len);
    const bool last = sr_slice_trim(sr_slice_cut(rest, 0, 8)).len == 0 && rest.len < 8;
    switch (sr_abbreviation_of(sr_slice_cut(k->text, start, end), rest)) {
    case SR_ABBREVIATION_NONE: break;
    case SR_ABBREVIATION_UNIT:
    case SR_ABBREVIATION_INITIAL:
      if (last) break; /* the stop is the sentence's */
      return put(k, start, end + 1, SR_TOKEN_WORD);
    default: return put(k, start, end + 1, SR_TOKEN_WORD);
    }
  }
  const size_t clitic = clitic_start(k, start, end);
  if (!put(k, start, clitic, SR_TOKEN_WORD)) return false;
  return clitic == end || put(k, clitic, end, SR_TOKEN_WORD);
}

/* ---- everything else ---- */

/* A clitic that stands alone ("Ukraine 's"), as in text that was cut before; 0 if it is none. */
static size_t lone_clitic_end(const cutter *k, size_t after_apostrophe) {
  size_t end = after_apostrophe;
  while (sr_is_alpha(byte_at(k, end)) && end < after_apostrophe + 3) end++;
  size_t next;
  if (end < k->text.len && is_word_char(char_at(k, end, &next))) return 0;
  static const char *const tails[] = {"s", "re", "ve", "ll", "d", "m"};
  const sr_slice letters = sr_slice_cut(k->text, after_apostrophe, end);
  for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
    if (sr_slice_eq_nocase(letters, sr_slice_of(tails[i]))) return end;
  return 0;
}

static bool mark(cutter *k, uint32_t c, size_t next) {
  const size_t start = k->at;
  if (is_apostrophe(c)) {
    const size_t end = lone_clitic_end(k, next);
    if (end) return put(k, start, end, SR_TOKEN_WORD);
  }
  const bool symbol = is_symbol(c);
  size_t end = next;
  if (c < 0x80) {
    if (strchr(".-!?*=_~#", (int)c))
      while (byte_at(k, end) == c) end++; /* "...", "--" and ruled lines are one token each */
  } else if (symbol) {                    /* an emoji with what is joined to it */
    while (end < k->text.len) {
      size_t after;
      const uint32_t joined = char_at(k, end, &after);
      if (joined == 0x200d && after < k->text.len) {
        (void)char_at(k, after, &end);
      } else if (sr_char_is_mark(joined) || joined == 0xfe0f) {
        end = after;
      } else {
        break;
      }
    }
  }
  return put(k, start, end, symbol ? SR_TOKEN_SYMBOL : SR_TOKEN_PUNCT);
}

sr_status sr_tokens_split(sr_arena *arena, sr_slice text, sr_span range, sr_token_vec *tokens, sr_error *err) {
  cutter k = {.arena = arena, .text = sr_slice_cut(text, 0, range.end), .at = range.start, .tokens = tokens};
  while (k.at < k.text.len) {
    const uint8_t byte = (uint8_t)k.text.ptr[k.at];
    if (byte <= ' ') { /* control characters, too, part words and are nothing themselves */
      k.at++;
      continue;
    }
    bool ok;
    if (sr_is_digit(byte)) {
      ok = number(&k);
    } else if (byte == '.' && digit_at(&k, k.at + 1) &&
               (k.at == range.start || !is_word_char((uint8_t)k.text.ptr[k.at - 1]))) {
      ok = number(&k);
    } else if (sr_is_alpha(byte) || byte == '_') {
      ok = word(&k);
    } else {
      size_t next;
      const uint32_t c = char_at(&k, k.at, &next);
      if (sr_char_is_space(c) || is_invisible(c) || c == 0x7f || (c >= 0x80 && c < 0xa0)) {
        k.at = next;
        continue;
      }
      ok = c >= 0x80 && is_word_char(c) ? word(&k) : mark(&k, c, next);
    }
    if (!ok) return sr_arena_fail(arena, err);
  }
  return SR_OK;
}
