/* What the tagger of place names looks at; see place_tagger.h. A change here asks for new weights (tools/places). */
#include "base/slice.h"
#include "read/place_tagger.h"

typedef struct features {
  const sr_report *report;
  const sr_place_units *units;
  uint32_t *out, n;
} features;

static uint32_t mix(uint32_t h, uint32_t value) {
  h ^= value;
  h *= 0x9e3779b1u;
  return h ^ h >> 15;
}

static uint32_t hash_of(sr_slice text) {
  uint32_t h = 0x811c9dc5u;
  for (size_t i = 0; i < text.len; i++) {
    uint8_t c = (uint8_t)text.ptr[i];
    if (sr_is_digit(c)) c = '0';
    h = (h ^ c) * 0x01000193u;
  }
  return h;
}

static void add(features *f, uint32_t template, uint32_t value) {
  if (f->n < SR_PLACE_FEATURES) f->out[f->n++] = mix(mix(template * 0x85ebca6bu, value), template);
}

static void add2(features *f, uint32_t template, uint32_t one, uint32_t other) {
  add(f, template, mix(one * 0xc2b2ae35u, other));
}

/* The unit at that distance in the same sentence, NULL past its ends. */
static const sr_place_unit *near(const features *f, uint32_t i, int by) {
  const int64_t k = (int64_t)i + by;
  if (k < 0 || k >= f->units->n) return NULL;
  return f->units->at[k].sentence == f->units->at[i].sentence ? &f->units->at[k] : NULL;
}

static uint32_t word_of(const sr_place_unit *u) { return u ? hash_of(u->norm) : 1; }

static uint32_t name_of(const sr_place_unit *u) {
  if (!u) return 99;
  return u->class * 4u + (u->class ? (u->at ? 2u : 0u) + (u->at + 1 < u->of ? 1u : 0u) : 0);
}

static uint32_t shape_of(const sr_place_unit *u) {
  if (!u) return 9;
  if (!u->word) return u->norm.len && sr_is_digit((uint8_t)u->norm.ptr[0]) ? 8 : 7;
  const bool stop = sr_slice_find(u->norm, '.', 0) != SR_NOWHERE;
  return (u->capital ? 1u : 0u) + (u->all_capitals ? 2u : 0u) + (stop ? 16u : 0u) + (u->norm.len <= 2 ? 32u : 0u);
}

static uint32_t tag_of(const features *f, const sr_place_unit *u) {
  if (!u) return 3;
  const sr_token *t = &f->report->tokens[u->token];
  return t->upos.len ? hash_of(t->upos) : 5;
}

static uint32_t relation_of(const features *f, const sr_place_unit *u) {
  const sr_token *t = &f->report->tokens[u->token];
  return t->deprel.len ? hash_of(t->deprel) : 5;
}

/* The last units before the name that are no capitals: "in", "of the". */
static void add_lead(features *f, uint32_t i, const sr_place_unit *u, uint32_t own) {
  int back = (int)u->run_first - (int)i - 1;
  const sr_place_unit *lead = near(f, i, back);
  const bool the = lead && sr_slice_is(lead->norm, "the");
  const sr_place_unit *before = the ? near(f, i, --back) : lead;
  const uint32_t offset = i - u->run_first < 3 ? i - u->run_first : 3;
  add2(f, 40, word_of(before), the);
  add2(f, 41, word_of(before), own);
  add2(f, 42, word_of(before), offset * 64 + name_of(u));
  add2(f, 43, word_of(near(f, i, back - 1)), word_of(before));
}

static void add_run(features *f, uint32_t i, const sr_place_unit *u, uint32_t own) {
  const uint32_t length = u->run_end - u->run_first, from = i - u->run_first, left = u->run_end - i;
  const sr_place_unit *last = &f->units->at[u->run_end ? u->run_end - 1 : 0], *first = &f->units->at[u->run_first];
  const sr_place_unit *after = near(f, i, (int)left);
  const uint32_t where = (from < 3 ? from : 3) * 4 + (left < 3 ? left : 3);
  add2(f, 50, where, length < 5 ? length : 5);
  add2(f, 51, word_of(last), where);
  add2(f, 52, last->head, where * 64 + name_of(u));
  add2(f, 53, word_of(after), left < 3 ? left : 3);
  add2(f, 54, first->given + 2u * (first->head == 8), where * 64 + name_of(u));
  add2(f, 55, word_of(first), where);
  bool heads = false, given = false;
  for (uint32_t k = i + 1; k < u->run_end && k < i + 4; k++) heads |= f->units->at[k].head > 0;
  for (uint32_t k = u->run_first; k < i; k++) given |= f->units->at[k].given;
  add2(f, 56, heads * 2u + given, own);
  add2(f, 57, (heads * 2u + given) * 256 + where, name_of(u));
}

/* "Paris, Texas": a comma and a state or division behind, or before. */
static void add_commas(features *f, uint32_t i, uint32_t own) {
  const sr_place_unit *after = near(f, i, 1), *behind = near(f, i, 2), *before = near(f, i, -1),
                      *front = near(f, i, -2);
  const bool comma_after = after && sr_slice_is(after->norm, ","),
             comma_before = before && sr_slice_is(before->norm, ",");
  add2(f, 60, comma_after ? 1 + name_of(behind) : 0, own);
  add2(f, 61, comma_before ? 1 + name_of(front) : 0, own);
  add2(f, 62, (comma_after ? 1u : 0u) + (comma_before ? 2u : 0u), shape_of(behind) * 64 + shape_of(front));
}

uint32_t sr_place_features(const sr_report *report, const sr_place_units *units, uint32_t i,
                           uint32_t out[SR_PLACE_FEATURES]) {
  features f = {report, units, out, 0};
  const sr_place_unit *u = &units->at[i], *before = near(&f, i, -1), *after = near(&f, i, 1);
  const bool within = before && (before->capital || (near(&f, i, -2) && near(&f, i, -2)->capital));
  if (!u->capital && !within) return 0;
  const uint32_t word = word_of(u), name = name_of(u), shape = shape_of(u);
  const uint32_t own = name * 4 + (u->capital ? 1u : 0u) + (u->initial ? 2u : 0u);
  add(&f, 1, 0);
  add(&f, 2, word);
  add2(&f, 3, shape, name);
  add2(&f, 4, shape, u->initial);
  add2(&f, 5, word, name);
  add2(&f, 6, word, shape);
  add(&f, 7, name);
  add2(&f, 8, name, name_of(before));
  add2(&f, 9, name, name_of(after));
  add2(&f, 10, word_of(before), 0);
  add2(&f, 11, word_of(after), 0);
  add2(&f, 12, word_of(before), own);
  add2(&f, 13, word_of(after), own);
  add2(&f, 14, word_of(before), word);
  add2(&f, 15, word_of(after), word);
  add(&f, 16, word_of(near(&f, i, -2)));
  add(&f, 17, word_of(near(&f, i, 2)));
  add2(&f, 18, word_of(near(&f, i, -2)), word_of(before));
  add2(&f, 19, word_of(after), word_of(near(&f, i, 2)));
  add2(&f, 20, shape_of(before), shape * 64 + shape_of(after));
  add2(&f, 21, u->head, name);
  add2(&f, 22, after ? after->head : 9, own);
  add2(&f, 23, before ? before->head : 9, own);
  add2(&f, 24, before ? before->given : 2, own);
  add2(&f, 25, u->given, own);
  add2(&f, 26, after && after->head ? word_of(after) : 0, name);
  for (size_t n = 2; n <= 4; n++) {
    add2(&f, 27, (uint32_t)n, hash_of(sr_slice_cut(u->norm, u->norm.len > n ? u->norm.len - n : 0, u->norm.len)));
    add2(&f, 28, (uint32_t)n, hash_of(sr_slice_cut(u->norm, 0, n)));
  }
  add2(&f, 29, u->seen_placed * 4u + u->seen_person * 2u + u->seen_small, own);
  /* the language model's view; all the same where there is none */
  const uint32_t entity = u->entity, tag = tag_of(&f, u);
  add2(&f, 30, entity, name);
  add2(&f, 31, entity * 16u + (before ? before->entity : 15u), after ? after->entity : 15u);
  add2(&f, 32, entity, own);
  add2(&f, 33, entity, word);
  add2(&f, 34, tag, own);
  add2(&f, 35, tag_of(&f, before), mix(tag, tag_of(&f, after)));
  add2(&f, 36, relation_of(&f, u), name);
  add2(&f, 37, relation_of(&f, u), tag);
  add2(&f, 38, entity, shape * 4 + (u->initial ? 1u : 0u));
  if (u->capital) {
    add_lead(&f, i, u, own);
    add_run(&f, i, u, own);
  }
  add_commas(&f, i, own);
  return f.n;
}
