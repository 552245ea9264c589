/* UTF-8 by hand, Unicode by ICU; ASCII never reaches ICU. */
#include "base/utf8.h"

#include "base/slice.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

size_t sr_utf8_check(sr_slice text) {
  const uint8_t *s = (const uint8_t *)text.ptr;
  size_t i = 0;
  const size_t n = text.len;
  while (i < n) {
    uint64_t eight;
    if (n - i >= 8 && (memcpy(&eight, s + i, 8), !(eight & 0x8080808080808080u))) {
      i += 8;
      continue;
    }
    const uint8_t c = s[i];
    if (c < 0x80) {
      i++;
      continue;
    }
    /* The second byte's range excludes overlong forms, surrogates and what lies past U+10FFFF (Unicode table 3-7). */
    size_t more;
    uint8_t low = 0x80, high = 0xbf;
    if (c >= 0xc2 && c <= 0xdf) {
      more = 1;
    } else if (c >= 0xe0 && c <= 0xef) {
      more = 2;
      if (c == 0xe0) low = 0xa0;
      if (c == 0xed) high = 0x9f;
    } else if (c >= 0xf0 && c <= 0xf4) {
      more = 3;
      if (c == 0xf0) low = 0x90;
      if (c == 0xf4) high = 0x8f;
    } else {
      return i;
    }
    if (more >= n - i || s[i + 1] < low || s[i + 1] > high) return i;
    for (size_t k = 2; k <= more; k++)
      if ((s[i + k] & 0xc0) != 0x80) return i;
    i += more + 1;
  }
  return SR_NOWHERE;
}

uint32_t sr_utf8_next(sr_slice text, size_t *at) {
  const uint8_t *s = (const uint8_t *)text.ptr + *at;
  const uint32_t c = s[0];
  if (c < 0x80) {
    *at += 1;
    return c;
  }
  if (c < 0xe0) {
    *at += 2;
    return (c & 0x1f) << 6 | (s[1] & 0x3fu);
  }
  if (c < 0xf0) {
    *at += 3;
    return (c & 0x0f) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
  }
  *at += 4;
  return (c & 0x07) << 18 | (s[1] & 0x3fu) << 12 | (s[2] & 0x3fu) << 6 | (s[3] & 0x3fu);
}

uint32_t sr_utf8_before(sr_slice text, size_t *at) {
  size_t i = *at - 1;
  while (i > 0 && ((uint8_t)text.ptr[i] & 0xc0) == 0x80) i--;
  *at = i;
  size_t from = i;
  return sr_utf8_next(text, &from);
}

size_t sr_utf8_put(uint32_t c, char out[4]) {
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (char)(0xc0 | c >> 6);
    out[1] = (char)(0x80 | (c & 0x3f));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (char)(0xe0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3f));
    out[2] = (char)(0x80 | (c & 0x3f));
    return 3;
  }
  out[0] = (char)(0xf0 | c >> 18);
  out[1] = (char)(0x80 | (c >> 12 & 0x3f));
  out[2] = (char)(0x80 | (c >> 6 & 0x3f));
  out[3] = (char)(0x80 | (c & 0x3f));
  return 4;
}

bool sr_char_is_letter(uint32_t c) { return c < 0x80 ? sr_is_alpha((uint8_t)c) : u_isalpha((UChar32)c); }
bool sr_char_is_mark(uint32_t c) {
  return c >= 0x300 && (U_MASK(u_charType((UChar32)c)) & (U_GC_MN_MASK | U_GC_MC_MASK | U_GC_ME_MASK)) != 0;
}
bool sr_char_is_upper(uint32_t c) {
  return c < 0x80 ? sr_is_upper((uint8_t)c) : u_isupper((UChar32)c) || u_istitle((UChar32)c);
}
bool sr_char_is_digit(uint32_t c) { return c < 0x80 ? sr_is_digit((uint8_t)c) : u_isdigit((UChar32)c); }
bool sr_char_is_space(uint32_t c) { return c < 0x80 ? sr_is_space((uint8_t)c) : u_isUWhiteSpace((UChar32)c); }

static bool is_ascii(sr_slice text) {
  for (size_t i = 0; i < text.len; i++)
    if ((uint8_t)text.ptr[i] >= 0x80) return false;
  return true;
}

/* ICU works in UTF-16: there and back through the arena. fold also lower-cases. */
static sr_slice through_icu(sr_arena *arena, sr_slice text, bool fold) {
  const sr_slice nothing = {0};
  if (text.len > INT32_MAX / 8) return nothing;
  UErrorCode code = U_ZERO_ERROR;
  const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
  if (U_FAILURE(code)) return nothing;
  const int32_t room = (int32_t)text.len * 3 + 4; /* NFC grows UTF-16 by at most 3 */
  UChar *a = SR_NEW(arena, UChar, (size_t)room), *b = SR_NEW(arena, UChar, (size_t)room);
  if (!a || !b) return nothing;
  int32_t n = 0;
  u_strFromUTF8(a, room, &n, text.ptr, (int32_t)text.len, &code);
  if (fold) {
    n = u_strToLower(b, room, a, n, "", &code);
    UChar *swap = a;
    a = b;
    b = swap;
  }
  n = unorm2_normalize(nfc, a, n, b, room, &code);
  if (U_FAILURE(code)) return nothing;
  const int32_t bytes = n * 3 + 1;
  char *out = sr_arena_alloc(arena, (size_t)bytes);
  if (!out) return nothing;
  int32_t len = 0;
  u_strToUTF8(out, bytes, &len, b, n, &code);
  return U_FAILURE(code) ? nothing : (sr_slice){out, (size_t)len};
}

sr_slice sr_utf8_nfc(sr_arena *arena, sr_slice text) {
  if (is_ascii(text)) return text;
  return through_icu(arena, text, false);
}

sr_slice sr_utf8_norm(sr_arena *arena, sr_slice text) {
  if (is_ascii(text)) {
    sr_slice copy = sr_arena_copy(arena, text);
    if (!copy.ptr) return copy;
    char *s = (char *)(uintptr_t)copy.ptr;
    for (size_t i = 0; i < copy.len; i++) s[i] = (char)sr_to_lower((uint8_t)s[i]);
    return copy;
  }
  sr_slice low = through_icu(arena, text, true);
  if (!low.ptr) return low;
  char *out = (char *)(uintptr_t)low.ptr; /* levelled in place: no replacement is longer than what it replaces */
  size_t n = 0;
  for (size_t at = 0; at < low.len;) {
    const uint32_t c = sr_utf8_next(low, &at);
    uint32_t put = c;
    switch (c) {
    case 0x2019:
    case 0x2018:
    case 0x02bc:
    case 0x02b9:
    case 0x2032:
    case 0xff07: put = '\''; break;
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0xab:
    case 0xbb: put = '"'; break;
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212: put = '-'; break;
    case 0xa0:
    case 0x2007:
    case 0x2009:
    case 0x202f:
    case 0x2002:
    case 0x2003: put = ' '; break;
    case 0xad:
    case 0x200b:
    case 0x2060:
    case 0xfeff: continue;
    default: break;
    }
    n += sr_utf8_put(put, out + n);
  }
  return (sr_slice){out, n};
}
