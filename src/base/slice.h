/* Slices: comparing, cutting and testing borrowed bytes. Character tests are ASCII, take any byte, ignore the locale.
 */
#ifndef SR_BASE_SLICE_H
#define SR_BASE_SLICE_H

#include <sitrep/base.h>

#include <string.h>

static inline sr_slice sr_slice_of(const char *text) { return (sr_slice){text, text ? strlen(text) : 0}; }

static inline bool sr_slice_eq(sr_slice a, sr_slice b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
/* Against a C string, without strlen in a loop's condition being anyone's problem. */
static inline bool sr_slice_is(sr_slice a, const char *b) { return sr_slice_eq(a, sr_slice_of(b)); }

/* Byte order, shorter first where one begins the other; <0, 0, >0. */
static inline int sr_slice_cmp(sr_slice a, sr_slice b) {
  size_t n = a.len < b.len ? a.len : b.len;
  int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
  return c ? c : (a.len > b.len) - (a.len < b.len);
}

static inline bool sr_slice_starts(sr_slice a, sr_slice with) {
  return a.len >= with.len && (with.len == 0 || memcmp(a.ptr, with.ptr, with.len) == 0);
}
static inline bool sr_slice_ends(sr_slice a, sr_slice with) {
  return a.len >= with.len && (with.len == 0 || memcmp(a.ptr + a.len - with.len, with.ptr, with.len) == 0);
}
/* [from, to), clipped to a. */
static inline sr_slice sr_slice_cut(sr_slice a, size_t from, size_t to) {
  if (to > a.len) to = a.len;
  if (from > to) from = to;
  return (sr_slice){a.ptr ? a.ptr + from : NULL, to - from};
}
/* Offset of the first byte c at or after from, or SR_NOWHERE. */
static inline size_t sr_slice_find(sr_slice a, char c, size_t from) {
  const char *hit = from < a.len ? memchr(a.ptr + from, c, a.len - from) : NULL;
  return hit ? (size_t)(hit - a.ptr) : SR_NOWHERE;
}

/* True if needle stands somewhere in a. */
static inline bool sr_slice_holds(sr_slice a, sr_slice needle) {
  if (!needle.len) return true;
  for (size_t at = 0; a.len >= needle.len && at <= a.len - needle.len; at++) {
    at = sr_slice_find(a, needle.ptr[0], at);
    if (at == SR_NOWHERE || a.len - at < needle.len) return false;
    if (memcmp(a.ptr + at, needle.ptr, needle.len) == 0) return true;
  }
  return false;
}

static inline bool sr_is_digit(uint8_t c) { return c >= '0' && c <= '9'; }
static inline bool sr_is_upper(uint8_t c) { return c >= 'A' && c <= 'Z'; }
static inline bool sr_is_lower(uint8_t c) { return c >= 'a' && c <= 'z'; }
static inline bool sr_is_alpha(uint8_t c) { return sr_is_upper(c) || sr_is_lower(c); }
static inline bool sr_is_space(uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static inline uint8_t sr_to_lower(uint8_t c) { return sr_is_upper(c) ? (uint8_t)(c + 32) : c; }

static inline sr_slice sr_slice_trim(sr_slice a) {
  while (a.len && sr_is_space((uint8_t)a.ptr[0])) a.ptr++, a.len--;
  while (a.len && sr_is_space((uint8_t)a.ptr[a.len - 1])) a.len--;
  return a;
}

/* Cuts the piece before the next c off *rest and gives it; the last piece leaves *rest with ptr NULL. */
static inline sr_slice sr_slice_split(sr_slice *rest, char c) {
  size_t at = sr_slice_find(*rest, c, 0);
  sr_slice piece = *rest;
  if (at == SR_NOWHERE) {
    *rest = (sr_slice){0};
  } else {
    piece.len = at;
    rest->ptr += at + 1;
    rest->len -= at + 1;
  }
  return piece;
}

/* FNV-1a: a hash, begun with SR_SLICE_HASH and carried from one slice to the next, for what the program itself fills
 * its tables with. Who chooses the keys can make them collide: for keys from outside there is base/map.h. */
#define SR_SLICE_HASH 2166136261u
static inline uint32_t sr_slice_hash(uint32_t before, sr_slice a) {
  for (size_t i = 0; i < a.len; i++) before = (before ^ (uint8_t)a.ptr[i]) * 16777619u;
  return before;
}

/* ASCII case folded. */
static inline bool sr_slice_eq_nocase(sr_slice a, sr_slice b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++)
    if (sr_to_lower((uint8_t)a.ptr[i]) != sr_to_lower((uint8_t)b.ptr[i])) return false;
  return true;
}

#endif
