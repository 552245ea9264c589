#include "syntax/feature.h"

#include "base/slice.h"
#include "base/utf8.h"

#include <unicode/uchar.h>

#include <string.h>

uint64_t sr_feature_hash(const void *bytes, size_t n, uint64_t seed) {
  const uint8_t *at = bytes;
  uint64_t h = UINT64_C(14695981039346656037) ^ (seed * UINT64_C(0x9E3779B97F4A7C15));
  for (size_t i = 0; i < n; i++) h = (h ^ at[i]) * UINT64_C(1099511628211);
  h ^= h >> 32;
  h *= UINT64_C(0xD6E8FEB86659FD93);
  return h ^ (h >> 32);
}

/* Seeds: one kind of feature each. */
enum {
  SEED_FORM = 1,
  SEED_SHAPE,
  SEED_PREFIX,
  SEED_SUFFIX = SEED_PREFIX + 8,
  SEED_GRAM = SEED_SUFFIX + 8,
  SEED_ENTRY = 90,
  SEED_PART,
  SEED_ROOT = 99
};

enum { EMOJI = 0x1F642, ACUTE = 0x301 };

static uint32_t row_of(const uint32_t *chars, size_t n, uint64_t seed, uint32_t rows) {
  return (uint32_t)sr_feature_hash(chars, n * sizeof *chars, seed) & (rows - 1);
}

/* Emoji are so many that most are met for the first time: all are one, a run of them too, and what colours or joins
 * them is left out. Arrows and what comes before them (U+00A9, U+2122) are signs of writing. */
static bool is_emoji(uint32_t c) { return c >= 0x2300 && u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC); }
static bool is_emoji_part(uint32_t c) {
  return c == 0xFE0F || c == 0x200D || u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_MODIFIER);
}

/* Code points of the form, typographic apostrophes and dashes, emoji and tags levelled, without the stress marks of
 * dictionaries; the middle of a long one is left out. */
static uint32_t code_points(sr_slice form, uint32_t chars[SR_FEATURE_CHARS]) {
  enum { HALF = SR_FEATURE_CHARS / 2 };
  uint32_t n = 0;
  for (size_t at = 0; at < form.len;) {
    uint32_t c = sr_utf8_next(form, &at);
    if (c == 0x2018 || c == 0x2019 || c == 0x02BC) c = '\'';
    if (c == 0x201C || c == 0x201D) c = '"';
    if (c == 0x2010 || c == 0x2011) c = '-';
    if (is_emoji(c)) c = EMOJI;
    if (c == ACUTE && n) continue;
    if (n && chars[n - 1] == EMOJI && (c == EMOJI || is_emoji_part(c))) continue;
    if (n == SR_FEATURE_CHARS) {
      memmove(chars + HALF, chars + HALF + 1, (HALF - 1) * sizeof *chars);
      n--;
    }
    chars[n++] = c;
  }
  /* A hashtag or a user's name is met once, too: "#x" and "@x" stand for all of them. */
  if (n > 1 && (chars[0] == '#' || chars[0] == '@') && u_isalpha((UChar32)chars[1])) {
    chars[1] = 'x';
    n = 2;
  }
  return n;
}

/* Letters as X and x, digits as 0, runs cut to three: "Xxx", "00,000", "X.X.". */
static uint32_t shape_of(const uint32_t *chars, uint32_t n, uint32_t shape[SR_FEATURE_CHARS]) {
  uint32_t m = 0;
  for (uint32_t i = 0; i < n; i++) {
    const UChar32 c = (UChar32)chars[i];
    const uint32_t s = u_isdigit(c) ? '0' : u_isupper(c) ? 'X' : u_isalpha(c) ? 'x' : chars[i];
    if (m >= 3 && shape[m - 1] == s && shape[m - 2] == s && shape[m - 3] == s) continue;
    shape[m++] = s;
  }
  return m;
}

static void add_entry(sr_slice parts, uint32_t affix_rows, sr_features *out) {
  if (!parts.len) return;
  out->affixes[out->n_affixes++] = (uint32_t)sr_feature_hash(parts.ptr, parts.len, SEED_ENTRY) & (affix_rows - 1);
  for (int i = 1; i < SR_FEATURE_PARTS && parts.ptr; i++) {
    const sr_slice part = sr_slice_split(&parts, ' ');
    out->affixes[out->n_affixes++] = (uint32_t)sr_feature_hash(part.ptr, part.len, SEED_PART) & (affix_rows - 1);
  }
}

void sr_features_of(sr_slice form, uint32_t affix_rows, uint32_t gram_rows, const sr_lexicon *lexicon,
                    sr_features *out) {
  out->key_len = 0;
  out->n_affixes = out->n_grams = 0;
  uint32_t chars[SR_FEATURE_CHARS], shape[SR_FEATURE_CHARS], lower[SR_FEATURE_CHARS + 2];
  const uint32_t n = code_points(form, chars);
  if (n == 0) {
    out->affixes[out->n_affixes++] = row_of(chars, 0, SEED_ROOT, affix_rows);
    return;
  }
  const uint32_t n_shape = shape_of(chars, n, shape);
  lower[0] = '<';
  for (uint32_t i = 0; i < n; i++) {
    const UChar32 c = (UChar32)chars[i];
    const uint32_t folded = u_isdigit(c) ? '0' : (uint32_t)u_tolower(c);
    lower[i + 1] = folded;
    if (u_isdigit(c)) chars[i] = '0';
    out->key_len += (uint32_t)sr_utf8_put(folded, out->key + out->key_len);
  }
  lower[n + 1] = '>';

  out->affixes[out->n_affixes++] = row_of(chars, n, SEED_FORM, affix_rows);
  out->affixes[out->n_affixes++] = row_of(shape, n_shape, SEED_SHAPE, affix_rows);
  for (uint32_t k = 1; k <= 3; k++)
    if (k <= n) out->affixes[out->n_affixes++] = row_of(chars, k, SEED_PREFIX + k, affix_rows);
  for (uint32_t k = 1; k <= 4; k++)
    if (k <= n) out->affixes[out->n_affixes++] = row_of(chars + n - k, k, SEED_SUFFIX + k, affix_rows);
  add_entry(sr_lexicon_parts(lexicon, (sr_slice){out->key, out->key_len}), affix_rows, out);
  for (uint32_t k = 2; k <= 5; k++)
    for (uint32_t i = 0; i + k <= n + 2; i++)
      out->grams[out->n_grams++] = row_of(lower + i, k, SEED_GRAM + k, gram_rows);
}
