/* The element-wise kernels, written once and compiled for each instruction set: a file that includes this gets static
 * functions whose code may use what TARGET allows. The integer product is each file's own.
 *
 * Before including: TARGET (an attribute, or nothing), and V8_OWN if the file has v8_max and v8_min of its own: *a
 * becomes the greater or lesser of *a and *b, and *b where *a is NAN; v8i_max; v8_put_bytes, that writes the low bytes
 * of eight integers; v8_from_bytes, that reads eight bytes as floats; and v16_add_bytes, that adds sixteen bytes to as
 * many sums. */
#include "syntax/kernel.h"
#include "syntax/vmath.h"

#include <string.h>

enum { PANEL = SR_KERNEL_PANEL, LANES = SR_KERNEL_LANES };

#ifndef V8_OWN
TARGET static inline void v8_max(sr_v8 *a, const sr_v8 *b) {
  const sr_v8i first = *a > *b;
  *a = (sr_v8)((first & (sr_v8i)*a) | (~first & (sr_v8i)*b));
}
TARGET static inline void v8_min(sr_v8 *a, const sr_v8 *b) {
  const sr_v8i first = *a < *b;
  *a = (sr_v8)((first & (sr_v8i)*a) | (~first & (sr_v8i)*b));
}
TARGET static inline void v8i_max(sr_v8i *a, const sr_v8i *b) {
  const sr_v8i first = *a > *b;
  *a = (first & *a) | (~first & *b);
}
TARGET static inline void v8_put_bytes(const sr_v8i *x, void *to) {
  const sr_v8c bytes = __builtin_convertvector(*x, sr_v8c);
  memcpy(to, &bytes, sizeof bytes);
}
TARGET static inline void v8_from_bytes(sr_v8 *x, const int8_t *from) {
  sr_v8c bytes;
  memcpy(&bytes, from, sizeof bytes);
  *x = __builtin_convertvector(bytes, sr_v8);
}
TARGET static inline void v16_add_bytes(sr_v16s *sums, const int8_t *from) {
  sr_v16c bytes;
  memcpy(&bytes, from, sizeof bytes);
  *sums += __builtin_convertvector(bytes, sr_v16s);
}
#endif

/* Adding 1.5 * 2^23 rounds a float below 2^22 to the nearest integer, ties to even, and leaves it in its low bits. */
static const float ROUNDER = 12582912.0f;

TARGET static inline void clamp(sr_v8 *x, float limit) {
  const sr_v8 low = (sr_v8){0} - limit, high = (sr_v8){0} + limit;
  v8_max(x, &low);
  v8_min(x, &high);
}

/* Floats without their sign are ordered as integers are. */
TARGET static inline void take_largest(sr_v8i *top, const float *x) {
  sr_v8 y;
  sr_v8_load(&y, x);
  const sr_v8i bits = (sr_v8i)y & INT32_MAX;
  v8i_max(top, &bits);
}

TARGET static float largest(const float *x, uint32_t n) {
  sr_v8i tops[2] = {{0}}; /* two, as one waits for itself */
  uint32_t i = 0;
  for (; i + 2 * LANES <= n; i += 2 * LANES) {
    take_largest(&tops[0], x + i);
    take_largest(&tops[1], x + i + LANES);
  }
  if (i + LANES <= n) take_largest(&tops[0], x + i), i += LANES;
  v8i_max(&tops[0], &tops[1]);
  float lanes[LANES], most = 0;
  memcpy(lanes, &tops[0], sizeof lanes);
  for (uint32_t k = 0; k < LANES; k++) most = lanes[k] > most ? lanes[k] : most;
  for (; i < n; i++) {
    const float y = x[i] < 0 ? -x[i] : x[i];
    most = y > most ? y : most;
  }
  return most;
}

/* x * up as integers in [-limit, limit]; NAN, which only a hostile model can bring about, becomes -limit. */
TARGET static inline void v8_whole(const float *x, float up, float limit, sr_v8i *whole) {
  sr_v8 y;
  sr_v8_load(&y, x);
  y = y * up;
  clamp(&y, limit);
  y = y + ROUNDER;
  *whole = (sr_v8i)y - 0x4B400000; /* the bits of ROUNDER */
}

/* The same for fewer than eight, zeros behind them. */
TARGET static inline void v8_whole_tail(const float *x, uint32_t n, float up, float limit, sr_v8i *whole) {
  float eight[LANES] = {0};
  memcpy(eight, x, n * sizeof *x);
  v8_whole(eight, up, limit, whole);
}

TARGET static void round_vectors(const float *x, size_t x_row, uint32_t columns, size_t n, const sr_rounded *out) {
  const float limit = (float)SR_KERNEL_LEVELS;
  const size_t q_row = sr_kernel_padded(columns);
  int8_t *q = out->q;
  for (size_t i = 0; i < n; i++, x += x_row, q += q_row) {
    const float top = largest(x, columns), up = top > 0 ? limit / top : 0;
    out->scales[i] = top / limit;
    sr_v8i sums = {0}, whole;
    uint32_t k = 0;
    for (; k + LANES <= columns; k += LANES) {
      v8_whole(x + k, up, limit, &whole);
      sums = sums + whole;
      v8_put_bytes(&whole, q + k);
    }
    if (k < columns) {
      v8_whole_tail(x + k, columns - k, up, limit, &whole);
      sums = sums + whole;
      v8_put_bytes(&whole, q + k);
      k += LANES;
    }
    if (k < q_row) memset(q + k, 0, LANES);
    int32_t lanes[LANES], sum = 0;
    memcpy(lanes, &sums, sizeof lanes);
    for (int lane = 0; lane < LANES; lane++) sum += lanes[lane];
    out->sums[i] = sum;
  }
}

TARGET static void pack_rows(const float *x, size_t x_row, uint32_t columns, size_t n, uint8_t *packed, float *scales) {
  const float limit = (float)SR_KERNEL_WEIGHT;
  const size_t rows = sr_kernel_padded(n), depth = sr_kernel_padded(columns);
  for (size_t i = 0; i < rows; i++) {
    uint8_t *to = packed + i / PANEL * PANEL * depth + i % PANEL * 4;
    const float *row = x + i * x_row, top = i < n ? largest(row, columns) : 0, up = top > 0 ? limit / top : 0;
    scales[i] = top / limit;
    for (uint32_t k = 0; k < depth; k += LANES) {
      sr_v8i whole = {0};
      if (i < n && k + LANES <= columns)
        v8_whole(row + k, up, limit, &whole);
      else if (i < n && k < columns)
        v8_whole_tail(row + k, columns - k, up, limit, &whole);
      whole = whole + SR_KERNEL_OFFSET;
      uint8_t bytes[LANES];
      v8_put_bytes(&whole, bytes);
      memcpy(to + (size_t)k * PANEL, bytes, 4);
      memcpy(to + (size_t)(k + 4) * PANEL, bytes + 4, 4);
    }
  }
}

/* One vector against four, whose sums do not wait for each other. */
TARGET static inline void dots_4(const float *a, const float *const b[4], uint32_t columns, float out[4]) {
  sr_v8 sums[4] = {{0}}, x, y;
  uint32_t k = 0;
  for (; k + LANES <= columns; k += LANES) {
    sr_v8_load(&x, a + k);
    for (int j = 0; j < 4; j++) {
      sr_v8_load(&y, b[j] + k);
      sums[j] = sums[j] + x * y;
    }
  }
  for (int j = 0; j < 4; j++) {
    float lanes[LANES];
    memcpy(lanes, &sums[j], sizeof lanes);
    out[j] = ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
    for (uint32_t i = k; i < columns; i++) out[j] += a[i] * b[j][i];
  }
}

TARGET static void dots_all(const float *a, size_t a_row, const float *b, size_t b_row, uint32_t columns, size_t n,
                            float *out, size_t out_row) {
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j += 4) {
      const float *four[4];
      float sums[4];
      for (size_t m = 0; m < 4; m++) four[m] = b + (j + m < n ? j + m : n - 1) * b_row;
      dots_4(a + i * a_row, four, columns, sums);
      for (size_t m = 0; m < 4 && j + m < n; m++) out[i * out_row + j + m] = sums[m];
    }
}

TARGET static void bias_relu_rows(float *x, size_t x_row, uint32_t columns, size_t n, const float *bias) {
  for (size_t i = 0; i < n; i++, x += x_row)
    for (uint32_t k = 0; k < columns; k++) {
      const float y = x[k] + bias[k];
      x[k] = y > 0 ? y : 0;
    }
}

#define SRU_STEP sru_step_units
#define SRU_VECTOR sr_v8
#define SRU_INTEGERS sr_v8i
#define SRU_CLAMP clamp
#include "syntax/kernel_sru.h"

TARGET static uint32_t best_of(const float *x, const float *bias, uint32_t n) {
  uint32_t at = 0, i = 0;
  float top = x[0] + (bias ? bias[0] : 0);
  /* The greatest first, eight at a time, then where it is. */
  if (n >= 2 * LANES) {
    sr_v8 most, y, z = {0};
    sr_v8_load(&most, x);
    if (bias) sr_v8_load(&z, bias);
    most = most + z;
    for (i = LANES; i + LANES <= n; i += LANES) {
      sr_v8_load(&y, x + i);
      if (bias) sr_v8_load(&z, bias + i);
      y = y + z;
      v8_max(&y, &most);
      most = y;
    }
    for (int lane = 0; lane < LANES; lane++) top = most[lane] > top ? most[lane] : top;
    for (; i < n; i++) {
      const float last = x[i] + (bias ? bias[i] : 0);
      top = last > top ? last : top;
    }
    for (at = 0; at < n; at++)
      if (x[at] + (bias ? bias[at] : 0) >= top) return at;
    return 0; /* NAN */
  }
  for (i = 1; i < n; i++) {
    const float y = x[i] + (bias ? bias[i] : 0);
    if (y > top) top = y, at = i;
  }
  return at;
}

/* Some blocks of sixteen columns, whose sums stay in registers. */
enum { BLOCKS_MAX = 4 };
TARGET static inline __attribute__((always_inline)) void
sum_blocks(const int8_t *rows, uint32_t columns, const uint32_t *at, uint32_t n, int blocks, int16_t *sums) {
  sr_v16s s[BLOCKS_MAX] = {{0}};
  for (uint32_t i = 0; i < n; i++) {
    const int8_t *row = rows + (size_t)at[i] * columns;
    for (int b = 0; b < blocks; b++) v16_add_bytes(&s[b], row + b * PANEL);
  }
  for (int b = 0; b < blocks; b++) memcpy(sums + b * PANEL, &s[b], sizeof s[b]);
}

TARGET static void sum_table_rows(const int8_t *rows, uint32_t columns, const uint32_t *at, uint32_t n, int16_t *sums) {
  const size_t padded = sr_kernel_padded(columns);
  size_t k = 0;
  for (; k + BLOCKS_MAX * PANEL <= padded; k += BLOCKS_MAX * PANEL)
    sum_blocks(rows + k, columns, at, n, BLOCKS_MAX, sums + k);
  switch ((padded - k) / PANEL) {
  case 1: sum_blocks(rows + k, columns, at, n, 1, sums + k); break;
  case 2: sum_blocks(rows + k, columns, at, n, 2, sums + k); break;
  case 3: sum_blocks(rows + k, columns, at, n, 3, sums + k); break;
  }
}

/* Some blocks of eight columns, whose sums stay in registers. */
TARGET static inline __attribute__((always_inline)) void add_blocks(const int8_t *rows, const float *scales,
                                                                    uint32_t columns, const uint32_t *at, uint32_t n,
                                                                    float share, int blocks, float *to) {
  sr_v8 s[BLOCKS_MAX];
  for (int b = 0; b < blocks; b++) sr_v8_load(&s[b], to + b * LANES);
  for (uint32_t i = 0; i < n; i++) {
    const int8_t *row = rows + (size_t)at[i] * columns;
    const float scale = scales[at[i]] * share;
    for (int b = 0; b < blocks; b++) {
      sr_v8 x;
      v8_from_bytes(&x, row + b * LANES);
      s[b] = s[b] + scale * x;
    }
  }
  for (int b = 0; b < blocks; b++) sr_v8_store(&s[b], to + b * LANES);
}

TARGET static void add_table_rows(const int8_t *rows, const float *scales, uint32_t columns, const uint32_t *at,
                                  uint32_t n, float share, float *to) {
  uint32_t k = 0;
  for (; k + BLOCKS_MAX * LANES <= columns; k += BLOCKS_MAX * LANES)
    add_blocks(rows + k, scales, columns, at, n, share, BLOCKS_MAX, to + k);
  for (; k + LANES <= columns; k += LANES) add_blocks(rows + k, scales, columns, at, n, share, 1, to + k);
  for (; k < columns; k++)
    for (uint32_t i = 0; i < n; i++) to[k] += scales[at[i]] * share * (float)rows[(size_t)at[i] * columns + k];
}
