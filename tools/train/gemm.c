#include "gemm.h"

#include <stdalign.h>

/* Wider registers change the speed alone: each number is summed in the same order. */
#ifdef __AVX512F__
enum { VEC_BYTES = 64 };
#else
enum { VEC_BYTES = 32 };
#endif
typedef real vec __attribute__((vector_size(VEC_BYTES)));
enum { LANES = VEC_BYTES / sizeof(real), MR = 6, NR = 2 * LANES, MC = 16 * MR, KC = 256, NC = 24 * NR };

/* out[MR][NR] = panel of A [k][MR] times panel of B [k][NR]. Twelve accumulators fill the vector registers. */
static void micro(size_t k, const real *a, const real *b, real *out) {
  vec c00 = {0}, c01 = {0}, c10 = {0}, c11 = {0}, c20 = {0}, c21 = {0};
  vec c30 = {0}, c31 = {0}, c40 = {0}, c41 = {0}, c50 = {0}, c51 = {0};
  for (size_t p = 0; p < k; p++, a += MR, b += NR) {
    const vec b0 = *(const vec *)(const void *)b, b1 = *(const vec *)(const void *)(b + LANES);
    c00 += a[0] * b0, c01 += a[0] * b1;
    c10 += a[1] * b0, c11 += a[1] * b1;
    c20 += a[2] * b0, c21 += a[2] * b1;
    c30 += a[3] * b0, c31 += a[3] * b1;
    c40 += a[4] * b0, c41 += a[4] * b1;
    c50 += a[5] * b0, c51 += a[5] * b1;
  }
  vec *o = (vec *)(void *)out;
  o[0] = c00, o[1] = c01, o[2] = c10, o[3] = c11, o[4] = c20, o[5] = c21;
  o[6] = c30, o[7] = c31, o[8] = c40, o[9] = c41, o[10] = c50, o[11] = c51;
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Packs rows x k of a matrix into panels [rows / width][k][width], zeros behind the last row. */
static void pack(size_t rows, size_t k, size_t width, const real *from, size_t row, size_t col, real *to) {
  for (size_t i = 0; i < rows; i += width) {
    const size_t w = least(width, rows - i);
    for (size_t p = 0; p < k; p++, to += width) {
      const real *at = from + i * row + p * col;
      for (size_t j = 0; j < w; j++) to[j] = at[j * row];
      for (size_t j = w; j < width; j++) to[j] = 0;
    }
  }
}

void gemm(size_t m, size_t n, size_t k, const real *a, size_t a_row, size_t a_col, const real *b, size_t b_row,
          size_t b_col, real *c, size_t c_row, bool accumulate) {
  alignas(VEC_BYTES) real packed_a[MC * KC], packed_b[KC * NC], tile[MR * NR];
  if (!accumulate && k == 0)
    for (size_t i = 0; i < m; i++)
      for (size_t j = 0; j < n; j++) c[i * c_row + j] = 0;
  for (size_t p0 = 0; p0 < k; p0 += KC) {
    const size_t kc = least(KC, k - p0);
    const bool add = accumulate || p0 > 0;
    for (size_t j0 = 0; j0 < n; j0 += NC) {
      const size_t nc = least(NC, n - j0);
      pack(nc, kc, NR, b + p0 * b_row + j0 * b_col, b_col, b_row, packed_b);
      for (size_t i0 = 0; i0 < m; i0 += MC) {
        const size_t mc = least(MC, m - i0);
        pack(mc, kc, MR, a + i0 * a_row + p0 * a_col, a_row, a_col, packed_a);
        for (size_t j = 0; j < nc; j += NR) {
          for (size_t i = 0; i < mc; i += MR) {
            micro(kc, packed_a + i * kc, packed_b + j * kc, tile);
            const size_t mr = least(MR, mc - i), nr = least(NR, nc - j);
            for (size_t y = 0; y < mr; y++) {
              real *to = c + (i0 + i + y) * c_row + j0 + j;
              const real *from = tile + y * NR;
              if (add)
                for (size_t x = 0; x < nr; x++) to[x] += from[x];
              else
                for (size_t x = 0; x < nr; x++) to[x] = from[x];
            }
          }
        }
      }
    }
  }
}
