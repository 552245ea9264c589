#include "syntax/lemma.h"

#include "base/slice.h"
#include "base/utf8.h"

#include <unicode/uchar.h>

/* The form in lower case ('l'), title case ('t') or as it is ('k'). */
static sr_slice recase(sr_arena *arena, char mode, sr_slice form) {
  if (mode == 'k') return form;
  char *out = sr_arena_alloc(arena, form.len * 4 + 1);
  if (!out) return (sr_slice){0};
  size_t n = 0;
  for (size_t at = 0; at < form.len;) {
    const bool first = at == 0;
    const uint32_t c = sr_utf8_next(form, &at);
    n += sr_utf8_put(mode == 't' && first ? c : (uint32_t)u_tolower((UChar32)c), out + n);
  }
  return (sr_slice){out, n};
}

static size_t common_prefix(sr_slice a, sr_slice b) {
  size_t i = 0, j = 0;
  while (i < a.len && j < b.len) {
    size_t next_i = i, next_j = j;
    if (sr_utf8_next(a, &next_i) != sr_utf8_next(b, &next_j)) break;
    i = next_i, j = next_j;
  }
  return i;
}

sr_slice sr_lemma_script(sr_arena *arena, sr_slice form, sr_slice lemma) {
  char mode = 'k';
  sr_slice base = form;
  size_t best = 0;
  /* Lower case first: where the two serve alike ("," or "the") one script must stand for both. */
  for (const char *m = "lkt"; *m; m++) {
    const sr_slice cased = recase(arena, *m, form);
    if (!cased.ptr) return cased;
    const size_t common = common_prefix(cased, lemma);
    if (m[0] == 'l' || common > best) best = common, mode = *m, base = cased;
  }
  unsigned cut = 0;
  for (size_t at = best; at < base.len; cut++) sr_utf8_next(base, &at);
  const sr_slice add = sr_slice_cut(lemma, best, lemma.len);
  return sr_arena_format(arena, "%c%u+%.*s", mode, cut, SR_FMT(add));
}

sr_slice sr_lemma_apply(sr_arena *arena, sr_slice script, sr_slice form) {
  if (script.len < 3) return form;
  const size_t plus = sr_slice_find(script, '+', 1);
  if (plus == SR_NOWHERE || plus < 2 || plus > 4) return form;
  uint32_t cut = 0;
  for (size_t i = 1; i < plus; i++) {
    if (!sr_is_digit((uint8_t)script.ptr[i])) return form;
    cut = cut * 10 + (uint32_t)(script.ptr[i] - '0');
  }
  sr_slice base = recase(arena, script.ptr[0], form);
  if (!base.ptr) return base;
  for (size_t end = base.len; cut; cut--) {
    if (end == 0) return form;
    sr_utf8_before(base, &end);
    base.len = end;
  }
  const sr_slice add = sr_slice_cut(script, plus + 1, script.len);
  if (add.len == 0) return base.len ? base : form;
  return sr_arena_format(arena, "%.*s%.*s", SR_FMT(base), SR_FMT(add));
}
