/* Kernels: each gives the portable one's bytes, the portable one is right, and odd sizes and odd numbers are safe. */
#include "support.h"

#include "syntax/kernel.h"
#include "syntax/vmath.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint32_t random_state = 1;
static float random_float(void) {
  random_state = random_state * 1664525u + 1013904223u;
  return (float)(int32_t)random_state / 1e9f;
}

typedef struct product_case {
  uint32_t rows, columns, n;
} product_case;
static const product_case CASES[] = {{1, 2, 1}, {16, 2, 4}, {17, 30, 3}, {51, 288, 9}, {128, 256, 4}, {33, 1024, 6}};

/* What one kernel makes of a case, floats and scales. */
typedef struct result {
  float out[9 * 144], scales[9], packed_scales[144];
  int32_t sums[9];
  int8_t q[9 * 1024];
  uint8_t packed[144 * 1024];
} result;

static void run_case(const sr_kernels *k, product_case c, const float *w, const float *x, result *r) {
  memset(r, 0, sizeof *r);
  k->pack(w, c.columns, c.columns, c.rows, r->packed, r->packed_scales);
  const sr_rounded rounded = {r->q, r->scales, r->sums};
  k->round(x, c.columns, c.columns, c.n, &rounded);
  const sr_matrix matrix = {r->packed, r->packed_scales, c.rows, c.columns};
  k->product(&matrix, &rounded, c.n, r->out, 144);
}

static void products_are_right_and_the_same(void **state) {
  (void)state;
  static float w[128 * 1024], x[9 * 1024];
  static result portable, other;
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    const product_case c = CASES[i];
    for (size_t j = 0; j < c.rows * c.columns; j++) w[j] = random_float();
    for (size_t j = 0; j < c.n * c.columns; j++) x[j] = 3 * random_float();
    run_case(sr_kernels_get(SR_KERNEL_PORTABLE), c, w, x, &portable);
    for (uint32_t a = 0; a < c.n; a++)
      for (uint32_t b = 0; b < c.rows; b++) {
        /* A weight is off by half a step of its row's scale at most, a number of x by half of its own. */
        double exact = 0, off = 1e-4;
        for (uint32_t j = 0; j < c.columns; j++) {
          const double xj = (double)x[a * c.columns + j], wj = (double)w[b * c.columns + j];
          exact += xj * wj;
          off += 0.502 * (double)portable.packed_scales[b] * fabs(xj) + 0.502 * (double)portable.scales[a] * fabs(wj);
        }
        assert_true(fabs(exact - (double)portable.out[a * 144 + b]) <= off);
      }
    for (int kind = 1; kind < SR_KERNEL_KINDS; kind++) {
      const sr_kernels *k = sr_kernels_get((sr_kernel_kind)kind);
      if (!k) continue;
      run_case(k, c, w, x, &other);
      assert_memory_equal(&portable, &other, sizeof portable);
    }
  }
}

static void steps_are_the_same(void **state) {
  (void)state;
  enum { H = 64 };
  float u[3 * H], x[H], v[2 * H], b[2 * H], start[H], c[2][H], out[2][H], y[2][H];
  for (int i = 0; i < 3 * H; i++) u[i] = 20 * random_float();
  for (int i = 0; i < H; i++) x[i] = random_float(), start[i] = 5 * random_float(), y[0][i] = y[1][i] = x[i];
  for (int i = 0; i < 2 * H; i++) v[i] = random_float(), b[i] = random_float();
  const float before = start[7];
  const sr_kernels *portable = sr_kernels_get(SR_KERNEL_PORTABLE), *best = sr_kernels_best();
  for (uint32_t h = 8; h <= H; h += 8)
    for (int kind = 1; kind < SR_KERNEL_KINDS; kind++) {
      const sr_kernels *k = sr_kernels_get((sr_kernel_kind)kind);
      if (!k) continue;
      for (int i = 0; i < 2; i++) memcpy(c[i], start, sizeof start);
      portable->sru_step(h, u, x, v, b, c[0], out[0]);
      k->sru_step(h, u, x, v, b, c[1], out[1]);
      assert_memory_equal(c[0], c[1], sizeof c[0]);
      assert_memory_equal(out[0], out[1], h * sizeof(float));
    }
  /* one unit by the formula */
  const double f = 1 / (1 + exp(-((double)u[H + 7] + (double)v[7] * (double)before + (double)b[7])));
  assert_true(fabs(f * (double)before + (1 - f) * (double)u[7] - (double)c[0][7]) < 1e-5);
  portable->bias_relu(y[0], H / 2, H / 2, 2, b);
  best->bias_relu(y[1], H / 2, H / 2, 2, b);
  assert_memory_equal(y[0], y[1], sizeof y[0]);
  static float dots[2][9 * 9];
  for (uint32_t columns = 1; columns < 12; columns += 5) {
    portable->dots(u, 12, v, 12, columns, 9, dots[0], 9);
    best->dots(u, 12, v, 12, columns, 9, dots[1], 9);
    assert_memory_equal(dots[0], dots[1], sizeof dots[0]);
    double sum = 0;
    for (uint32_t i = 0; i < columns; i++) sum += (double)u[8 * 12 + i] * (double)v[5 * 12 + i];
    assert_true(fabs(sum - (double)dots[0][8 * 9 + 5]) < 1e-4);
  }
  for (uint32_t n = 1; n < H; n++) assert_int_equal(portable->best(x, b, n), best->best(x, b, n));
}

static void rows_are_summed(void **state) {
  (void)state;
  enum { ROWS = 40, COLUMNS_MAX = 128, SPILL = 15, N = 250 };
  static int8_t rows[ROWS * COLUMNS_MAX + SPILL];
  uint32_t at[N];
  int16_t sums[COLUMNS_MAX];
  for (size_t i = 0; i < sizeof rows; i++) rows[i] = (int8_t)(random_float() * 50);
  memset(rows + 3 * COLUMNS_MAX, -127, COLUMNS_MAX);
  for (uint32_t i = 0; i < N; i++) at[i] = i % 7 ? (uint32_t)(i * 13 % ROWS) : 3;
  static const uint32_t columns[] = {2, 3, 11, 16, 32, 56, 64, 96, 104, COLUMNS_MAX};
  for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
    for (uint32_t n = 0; n <= N; n += 125)
      for (int kind = 0; kind < SR_KERNEL_KINDS; kind++) {
        const sr_kernels *k = sr_kernels_get((sr_kernel_kind)kind);
        if (!k) continue;
        k->sum_rows(rows, columns[c], at, n, sums);
        for (uint32_t y = 0; y < columns[c]; y++) {
          int sum = 0;
          for (uint32_t i = 0; i < n; i++) sum += rows[at[i] * columns[c] + y];
          assert_int_equal(sums[y], sum);
        }
      }
}

static void scaled_rows_are_added(void **state) {
  (void)state;
  enum { ROWS = 30, COLUMNS_MAX = 100, N = 20 };
  static int8_t rows[ROWS * COLUMNS_MAX];
  float scales[ROWS], sums[2][COLUMNS_MAX];
  uint32_t at[N];
  for (size_t i = 0; i < sizeof rows; i++) rows[i] = (int8_t)(random_float() * 50);
  for (uint32_t i = 0; i < ROWS; i++) scales[i] = random_float();
  for (uint32_t i = 0; i < N; i++) at[i] = i * 7 % ROWS;
  const sr_kernels *portable = sr_kernels_get(SR_KERNEL_PORTABLE), *best = sr_kernels_best();
  for (uint32_t columns = 1; columns <= COLUMNS_MAX; columns += 9) {
    for (uint32_t k = 0; k < columns; k++) sums[0][k] = sums[1][k] = random_float();
    const double before = (double)sums[0][columns - 1];
    portable->add_rows(rows, scales, columns, at, N, 0.3f, sums[0]);
    best->add_rows(rows, scales, columns, at, N, 0.3f, sums[1]);
    assert_memory_equal(sums[0], sums[1], columns * sizeof(float));
    double sum = before;
    for (uint32_t i = 0; i < N; i++) sum += 0.3 * (double)scales[at[i]] * rows[at[i] * columns + columns - 1];
    assert_true(fabs(sum - (double)sums[0][columns - 1]) < 1e-3);
  }
}

static void exponent_is_near_libm(void **state) {
  (void)state;
  for (float x = -86; x < 86; x += 0.0173f) assert_true(fabs((double)sr_vexp(x) / exp((double)x) - 1) < 4e-7);
  assert_true(sr_vsigmoid(1e30f) == 1.0f && sr_vsigmoid(-1e30f) < 1e-30f);
}

static void odd_numbers_are_safe(void **state) {
  (void)state;
  float x[16] = {0}, scales[16];
  int32_t sums[16];
  int8_t q[16];
  uint8_t packed[16 * 16];
  const sr_rounded rounded = {q, scales, sums};
  x[3] = NAN, x[5] = INFINITY, x[9] = -1e38f;
  for (int kind = 0; kind < SR_KERNEL_KINDS; kind++) {
    const sr_kernels *k = sr_kernels_get((sr_kernel_kind)kind);
    if (!k) continue;
    k->round(x, 16, 16, 1, &rounded);
    k->pack(x, 16, 16, 1, packed, scales);
    for (int i = 0; i < 16; i++) assert_true(q[i] >= -SR_KERNEL_LEVELS && q[i] <= SR_KERNEL_LEVELS);
    for (int i = 0; i < 16 * 16; i++) assert_true(packed[i] < 2 * SR_KERNEL_OFFSET);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(products_are_right_and_the_same),
                                     cmocka_unit_test(steps_are_the_same),
                                     cmocka_unit_test(rows_are_summed),
                                     cmocka_unit_test(scaled_rows_are_added),
                                     cmocka_unit_test(exponent_is_near_libm),
                                     cmocka_unit_test(odd_numbers_are_safe)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
