/* Spans and their probabilities against the sum over all paths, one by one; of what overlaps the likeliest is kept. */
#include "support.h"

#include "base/slice.h"
#include "read/tag_chain.h"

#include <math.h>

enum { OUT, BEGIN, INSIDE, LAST, LABELS, ITEMS = 5 };

static const float SCORES[ITEMS * LABELS] = {0.2f, 0.9f, 0, -1,    0.5f, 0.1f, 0.8f, 0.4f, 0.3f, 0.6f,
                                             0.7f, 0.2f, 0, -0.5f, 0.4f, 0.9f, 1.1f, 0.3f, -2,   0.1f};
static const float MOVES[(LABELS + 1) * LABELS] = {0.3f, 0.1f, 0, 0, -0.4f, -0.2f, 0.5f, 0.4f, -1,    -1,
                                                   0.6f, 0.2f, 0, 0, 0.1f,  0,     0.2f, 0.3f, -0.1f, 0};

static sr_tagger tagger(void) {
  return (sr_tagger){
      .n_labels = LABELS, .labels = {SR_SLICE("O"), SR_SLICE("B-x"), SR_SLICE("I-x"), SR_SLICE("L-x")}, .moves = MOVES};
}

/* The weight of a path; 0 if its labels may not follow one another. */
static double weight_of(const sr_tagger *t, const uint8_t *path) {
  double sum = 0;
  for (uint32_t i = 0; i < ITEMS; i++) {
    if (!sr_tagger_may_follow(i ? &t->labels[path[i - 1]] : NULL, t->labels[path[i]])) return 0;
    sum += (double)MOVES[(i ? path[i - 1] : LABELS) * LABELS + path[i]] + (double)SCORES[i * LABELS + path[i]];
  }
  return exp(sum);
}

static bool has_span(const uint8_t *path, uint32_t first, uint32_t end) {
  if (path[first] != BEGIN) return false;
  uint32_t i = first + 1;
  while (i < ITEMS && path[i] == INSIDE) i++;
  if (i < ITEMS && path[i] == LAST) i++;
  return i == end;
}

/* Over all LABELS^ITEMS paths. */
static double by_hand(const sr_tagger *t, uint32_t first, uint32_t end) {
  double all = 0, with = 0;
  for (uint32_t code = 0; code < 1u << (2 * ITEMS); code++) {
    uint8_t path[ITEMS];
    for (uint32_t i = 0; i < ITEMS; i++) path[i] = code >> (2 * i) & 3;
    const double weight = weight_of(t, path);
    all += weight;
    with += has_span(path, first, end) ? weight : 0;
  }
  return with / all;
}

static void test_spans_of_all_paths(void **state) {
  (void)state;
  const sr_tagger t = tagger();
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_tag_chain chain;
  sr_tag_spans spans = {0};
  sr_error err = {0};
  assert_ok(sr_tag_chain_make(&t, SCORES, ITEMS, arena, &chain, &err), &err);
  assert_ok(sr_tag_chain_spans(&chain, (sr_tag_role){BEGIN, INSIDE, LAST}, 1e-4f, arena, &spans, &err), &err);
  assert_int_equal(spans.n, ITEMS * (ITEMS + 1) / 2);
  for (uint32_t k = 0; k < spans.n; k++)
    assert_true(fabs((double)spans.at[k].p - by_hand(&t, spans.at[k].first, spans.at[k].end)) < 1e-4);
  sr_arena_free(arena);
}

/* What is less likely than the floor is left out, and a floor above all leaves nothing. */
static void test_floor(void **state) {
  (void)state;
  const sr_tagger t = tagger();
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_tag_chain chain;
  sr_tag_spans some = {0}, none = {0};
  sr_error err = {0};
  assert_ok(sr_tag_chain_make(&t, SCORES, ITEMS, arena, &chain, &err), &err);
  assert_ok(sr_tag_chain_spans(&chain, (sr_tag_role){BEGIN, INSIDE, LAST}, 0.1f, arena, &some, &err), &err);
  assert_true(some.n > 0 && some.n < ITEMS * (ITEMS + 1) / 2);
  for (uint32_t k = 0; k < some.n; k++) assert_true(some.at[k].p >= 0.1f);
  assert_ok(sr_tag_chain_spans(&chain, (sr_tag_role){BEGIN, INSIDE, LAST}, 1.1f, arena, &none, &err), &err);
  assert_int_equal(none.n, 0);
  assert_ok(sr_tag_chain_make(&t, SCORES, 0, arena, &chain, &err), &err);
  assert_ok(sr_tag_chain_spans(&chain, (sr_tag_role){BEGIN, INSIDE, LAST}, 0.1f, arena, &none, &err), &err);
  assert_int_equal(none.n, 0);
  sr_arena_free(arena);
}

static void test_the_likeliest_of_those_that_overlap(void **state) {
  (void)state;
  sr_tag_span list[] = {{7, 9, 0.5f}, {0, 4, 0.4f}, {3, 6, 0.45f}, {4, 5, 0.3f}, {6, 7, 0.2f}};
  sr_tag_spans spans = {.at = list, .n = 5};
  sr_tag_spans_part(&spans);
  assert_int_equal(spans.n, 3);
  assert_int_equal(spans.at[0].first, 3);
  assert_int_equal(spans.at[1].first, 6);
  assert_int_equal(spans.at[2].first, 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_spans_of_all_paths), cmocka_unit_test(test_floor),
                                     cmocka_unit_test(test_the_likeliest_of_those_that_overlap)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
