/* Trees: the decoder gives the best tree with one root, which all trees of small sentences prove. */
#include "support.h"

#include "syntax/tree.h"

#include <math.h>

enum { N_MAX = 6 };

static double best_of_all(const float *scores, uint32_t n) {
  uint32_t heads[N_MAX] = {0}, seen[N_MAX];
  double best = -1e300;
  for (uint32_t code = 0, all = 1;; code++) {
    all = 1;
    for (uint32_t i = 1, c = code; i < n; i++, c /= n) heads[i] = c % n, all *= n;
    if (code >= all) return best;
    bool own = false;
    double sum = 0;
    for (uint32_t i = 1; i < n; i++) {
      own = own || heads[i] == i;
      sum += (double)scores[i * n + heads[i]];
    }
    if (!own && sr_tree_ok(heads, n, seen) && sum > best) best = sum;
  }
}

static void finds_the_best_tree(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 24);
  sr_error err = {0};
  uint32_t random = 1;
  for (int round = 0; round < 600; round++) {
    const uint32_t n = 2 + (uint32_t)round % (N_MAX - 1);
    float scores[N_MAX * N_MAX];
    for (uint32_t i = 0; i < n * n; i++) {
      random = random * 1664525u + 1013904223u;
      scores[i] = (float)(random >> 20) / 100.0f - 20.0f;
    }
    uint32_t heads[N_MAX], seen[N_MAX];
    assert_ok(sr_tree_decode(scores, n, n, arena, heads, &err), &err);
    double sum = 0;
    for (uint32_t i = 1; i < n; i++) {
      assert_int_not_equal(heads[i], i);
      sum += (double)scores[i * n + heads[i]];
    }
    assert_true(sr_tree_ok(heads, n, seen));
    assert_true(sum > best_of_all(scores, n) - 1e-6);
  }
  sr_arena_free(arena);
}

static void long_chain_of_cycles(void **state) {
  (void)state;
  /* Pairs that all prefer each other, and worse ties between the pairs: one contraction inside another. */
  enum { N = 401 };
  static float scores[N * N];
  static uint32_t heads[N], seen[N];
  for (uint32_t i = 1; i < N; i++)
    for (uint32_t j = 0; j < N; j++) {
      const uint32_t x = (i - 1) ^ (j - 1), bits = x ? 32u - (uint32_t)__builtin_clz(x) : 0;
      scores[i * N + j] = j == 0 ? 0 : 50.0f - (float)bits;
    }
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_error err = {0};
  assert_ok(sr_tree_decode(scores, N, N, arena, heads, &err), &err);
  assert_true(sr_tree_ok(heads, N, seen));
  sr_arena_free(arena);
}

/* What a hostile model may bring about. */
static void any_scores_give_a_tree(void **state) {
  (void)state;
  static const float WILD[] = {1e30f, -1e30f, 0, NAN, INFINITY, -INFINITY, 1e8f, 5};
  sr_arena *arena = sr_arena_new(1 << 24);
  sr_error err = {0};
  uint32_t random = 1;
  for (int round = 0; round < 2000; round++) {
    const uint32_t n = 2 + (uint32_t)round % (N_MAX - 1);
    float scores[N_MAX * N_MAX];
    for (uint32_t i = 0; i < n * n; i++) {
      random = random * 1664525u + 1013904223u;
      scores[i] = WILD[random >> 29];
    }
    uint32_t heads[N_MAX], seen[N_MAX];
    assert_ok(sr_tree_decode(scores, n, n, arena, heads, &err), &err);
    assert_true(sr_tree_ok(heads, n, seen));
  }
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_the_best_tree), cmocka_unit_test(any_scores_give_a_tree),
                                     cmocka_unit_test(long_chain_of_cycles)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
