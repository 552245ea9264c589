/* Kernels for x86-64: AVX2, and AVX-512 with VNNI, whose instruction does a whole step of the product. */
#include "syntax/kernel.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))
#define V8_OWN
#include "syntax/vmath.h"
TARGET static inline void v8_max(sr_v8 *a, const sr_v8 *b) { *a = (sr_v8)_mm256_max_ps((__m256)*a, (__m256)*b); }
TARGET static inline void v8_min(sr_v8 *a, const sr_v8 *b) { *a = (sr_v8)_mm256_min_ps((__m256)*a, (__m256)*b); }
TARGET static inline void v8i_max(sr_v8i *a, const sr_v8i *b) {
  *a = (sr_v8i)_mm256_max_epi32((__m256i)*a, (__m256i)*b);
}
TARGET static inline void v8_put_bytes(const sr_v8i *x, void *to) {
  const __m256i first = _mm256_setr_epi8(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, /* one lane */
                                         0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  const __m256i bytes = _mm256_shuffle_epi8((__m256i)*x, first);
  const __m128i both = _mm_unpacklo_epi32(_mm256_castsi256_si128(bytes), _mm256_extracti128_si256(bytes, 1));
  _mm_storel_epi64((__m128i *)to, both);
}
TARGET static inline void v8_from_bytes(sr_v8 *x, const int8_t *from) {
  *x = (sr_v8)_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)from)));
}
TARGET static inline void v16_add_bytes(sr_v16s *sums, const int8_t *from) {
  const __m256i bytes = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)from));
  *sums = (sr_v16s)_mm256_add_epi16((__m256i)*sums, bytes);
}
#include "syntax/kernel_body.h"

/* ---- AVX2 ---- */

TARGET static inline __m256i weights_at(const uint8_t *panel) {
  return _mm256_loadu_si256((const __m256i *)(const void *)panel);
}

/* Four columns of a vector, for eight rows. */
TARGET static inline __m256i columns_at(const int8_t *x) {
  int32_t four;
  memcpy(&four, x, sizeof four);
  return _mm256_set1_epi32(four);
}

/* What a sum of integers stands for: less the weights' offset, times both scales. */
TARGET static inline void store(__m256i sum, __m256i offset, __m256 x_scale, const float *scales, float *out) {
  const __m256 scale = _mm256_mul_ps(x_scale, _mm256_loadu_ps(scales));
  _mm256_storeu_ps(out, _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_sub_epi32(sum, offset)), scale));
}

/* One vector, and four, against eight rows at a time; a panel has room for sixteen. */
TARGET static void product_1(const sr_matrix *w, size_t depth, const int8_t *x, int32_t x_sum, float x_scale,
                             float *out) {
  const __m256i ones = _mm256_set1_epi16(1), offset = _mm256_set1_epi32(SR_KERNEL_OFFSET * x_sum);
  const __m256 scale = _mm256_set1_ps(x_scale);
  for (uint32_t j = 0; j < sr_kernel_padded(w->rows); j += 8) {
    const uint8_t *panel = w->packed + (size_t)(j / PANEL * PANEL) * depth + j % PANEL * 4;
    __m256i a = _mm256_setzero_si256();
    for (size_t k = 0; k < depth; k += 16, panel += 16 * PANEL) {
      __m256i s = _mm256_maddubs_epi16(weights_at(panel), columns_at(x + k));
      s = _mm256_add_epi16(s, _mm256_maddubs_epi16(weights_at(panel + 64), columns_at(x + k + 4)));
      s = _mm256_add_epi16(s, _mm256_maddubs_epi16(weights_at(panel + 128), columns_at(x + k + 8)));
      s = _mm256_add_epi16(s, _mm256_maddubs_epi16(weights_at(panel + 192), columns_at(x + k + 12)));
      a = _mm256_add_epi32(a, _mm256_madd_epi16(s, ones));
    }
    store(a, offset, scale, w->scales + j, out + j);
  }
}

TARGET static void product_4(const sr_matrix *w, size_t depth, const int8_t *x, const int32_t *x_sums,
                             const float *x_scales, float *out, size_t out_row) {
  const __m256i ones = _mm256_set1_epi16(1);
  const int8_t *x0 = x, *x1 = x0 + depth, *x2 = x1 + depth, *x3 = x2 + depth;
  for (uint32_t j = 0; j < sr_kernel_padded(w->rows); j += 8) {
    const uint8_t *panel = w->packed + (size_t)(j / PANEL * PANEL) * depth + j % PANEL * 4;
    __m256i a0 = _mm256_setzero_si256(), a1 = a0, a2 = a0, a3 = a0;
    for (size_t k = 0; k < depth; k += 16, panel += 16 * PANEL) {
      __m256i weights = weights_at(panel);
      __m256i s0 = _mm256_maddubs_epi16(weights, columns_at(x0 + k));
      __m256i s1 = _mm256_maddubs_epi16(weights, columns_at(x1 + k));
      __m256i s2 = _mm256_maddubs_epi16(weights, columns_at(x2 + k));
      __m256i s3 = _mm256_maddubs_epi16(weights, columns_at(x3 + k));
#define FOUR_COLUMNS(d)                                                               \
  weights = weights_at(panel + (d)*PANEL);                                            \
  s0 = _mm256_add_epi16(s0, _mm256_maddubs_epi16(weights, columns_at(x0 + k + (d)))); \
  s1 = _mm256_add_epi16(s1, _mm256_maddubs_epi16(weights, columns_at(x1 + k + (d)))); \
  s2 = _mm256_add_epi16(s2, _mm256_maddubs_epi16(weights, columns_at(x2 + k + (d)))); \
  s3 = _mm256_add_epi16(s3, _mm256_maddubs_epi16(weights, columns_at(x3 + k + (d))));
      FOUR_COLUMNS(4)
      FOUR_COLUMNS(8)
      FOUR_COLUMNS(12)
#undef FOUR_COLUMNS
      a0 = _mm256_add_epi32(a0, _mm256_madd_epi16(s0, ones));
      a1 = _mm256_add_epi32(a1, _mm256_madd_epi16(s1, ones));
      a2 = _mm256_add_epi32(a2, _mm256_madd_epi16(s2, ones));
      a3 = _mm256_add_epi32(a3, _mm256_madd_epi16(s3, ones));
    }
    float *to = out + j;
    const __m256i sums[4] = {a0, a1, a2, a3};
    for (int i = 0; i < 4; i++, to += out_row)
      store(sums[i], _mm256_set1_epi32(SR_KERNEL_OFFSET * x_sums[i]), _mm256_set1_ps(x_scales[i]), w->scales + j, to);
  }
}

TARGET static void product_avx2(const sr_matrix *w, const sr_rounded *x, size_t n, float *out, size_t out_row) {
  const size_t depth = sr_kernel_padded(w->columns);
  /* Some vectors meet every panel before the next ones, so that both stay in the cache. */
  size_t i = 0;
  for (; i + 4 <= n; i += 4)
    product_4(w, depth, x->q + i * depth, x->sums + i, x->scales + i, out + i * out_row, out_row);
  for (; i < n; i++) product_1(w, depth, x->q + i * depth, x->sums[i], x->scales[i], out + i * out_row);
}

static const sr_kernels AVX2 = {"avx2",         product_avx2,   round_vectors, pack_rows,      dots_all,
                                bias_relu_rows, sru_step_units, best_of,       sum_table_rows, add_table_rows};

const sr_kernels *sr_kernels__avx2(void) { return __builtin_cpu_supports("avx2") ? &AVX2 : NULL; }

/* ---- AVX-512 with VNNI ---- */

#define TARGET_512 __attribute__((target("avx2,avx512f,avx512bw,avx512vl,avx512vnni")))
enum { BLOCK_512 = 8 };

TARGET_512 static inline void store_512(__m512i sum, int32_t x_sum, float x_scale, const float *scales, float *out) {
  const __m512 scale = _mm512_mul_ps(_mm512_set1_ps(x_scale), _mm512_loadu_ps(scales));
  sum = _mm512_sub_epi32(sum, _mm512_set1_epi32(SR_KERNEL_OFFSET * x_sum));
  _mm512_storeu_ps(out, _mm512_mul_ps(_mm512_cvtepi32_ps(sum), scale));
}

/* n vectors of at most `block` against all rows. Vectors past the last stand for it again; what they give is not
 * stored.
 */
TARGET_512 static inline __attribute__((always_inline)) void product_block(const sr_matrix *w, size_t depth,
                                                                           const sr_rounded *x, size_t first, size_t n,
                                                                           size_t block, float *out, size_t out_row) {
  const int8_t *q[BLOCK_512];
  for (size_t b = 0; b < block; b++) q[b] = x->q + (first + (b < n ? b : n - 1)) * depth;
  for (uint32_t j = 0; j < w->rows; j += PANEL) {
    const uint8_t *panel = w->packed + j * depth;
    __m512i sums[BLOCK_512];
    for (size_t b = 0; b < block; b++) sums[b] = _mm512_setzero_si512();
    for (size_t k = 0; k < depth; k += 4, panel += 4 * PANEL) {
      const __m512i weights = _mm512_loadu_si512(panel);
      for (size_t b = 0; b < block; b++) {
        int32_t four;
        memcpy(&four, q[b] + k, sizeof four);
        sums[b] = _mm512_dpbusd_epi32(sums[b], weights, _mm512_set1_epi32(four));
      }
    }
    for (size_t b = 0; b < n; b++)
      store_512(sums[b], x->sums[first + b], x->scales[first + b], w->scales + j, out + (first + b) * out_row + j);
  }
}

TARGET_512 static void product_avx512(const sr_matrix *w, const sr_rounded *x, size_t n, float *out, size_t out_row) {
  const size_t depth = sr_kernel_padded(w->columns);
  for (size_t i = 0; i < n; i += BLOCK_512) {
    const size_t left = n - i;
    if (left > BLOCK_512 / 2)
      product_block(w, depth, x, i, left < BLOCK_512 ? left : BLOCK_512, BLOCK_512, out, out_row);
    else
      product_block(w, depth, x, i, left, BLOCK_512 / 2, out, out_row);
  }
}

TARGET_512 static inline void clamp_512(sr_v16 *x, float limit) {
  *x = (sr_v16)_mm512_max_ps((__m512)*x, _mm512_set1_ps(-limit));
  *x = (sr_v16)_mm512_min_ps((__m512)*x, _mm512_set1_ps(limit));
}
#undef TARGET
#define TARGET TARGET_512
#define SRU_STEP sru_step_512
#define SRU_VECTOR sr_v16
#define SRU_INTEGERS sr_v16i
#define SRU_CLAMP clamp_512
#include "syntax/kernel_sru.h"

TARGET_512 static void sru_step_avx512(uint32_t h, const float *u, const float *x, const float *v, const float *b,
                                       float *c, float *out) {
  (h % 16 ? sru_step_units : sru_step_512)(h, u, x, v, b, c, out);
}

/* Blocks of 32 columns; tables of other widths go to the narrower kernel. */
enum { WIDE_BLOCK = 32, WIDE_BLOCKS_MAX = 4 };
TARGET_512 static inline __attribute__((always_inline)) void
sum_blocks_512(const int8_t *rows, uint32_t columns, const uint32_t *at, uint32_t n, int blocks, int16_t *sums) {
  __m512i s[WIDE_BLOCKS_MAX];
  for (int b = 0; b < blocks; b++) s[b] = _mm512_setzero_si512();
  for (uint32_t i = 0; i < n; i++) {
    const int8_t *row = rows + (size_t)at[i] * columns;
    for (int b = 0; b < blocks; b++) {
      const __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(row + b * WIDE_BLOCK));
      s[b] = _mm512_add_epi16(s[b], _mm512_cvtepi8_epi16(bytes));
    }
  }
  for (int b = 0; b < blocks; b++) _mm512_storeu_si512(sums + b * WIDE_BLOCK, s[b]);
}

TARGET_512 static void sum_table_rows_avx512(const int8_t *rows, uint32_t columns, const uint32_t *at, uint32_t n,
                                             int16_t *sums) {
  switch (columns) {
  case WIDE_BLOCK: sum_blocks_512(rows, columns, at, n, 1, sums); break;
  case 2 * WIDE_BLOCK: sum_blocks_512(rows, columns, at, n, 2, sums); break;
  case 3 * WIDE_BLOCK: sum_blocks_512(rows, columns, at, n, 3, sums); break;
  case 4 * WIDE_BLOCK: sum_blocks_512(rows, columns, at, n, 4, sums); break;
  default: sum_table_rows(rows, columns, at, n, sums);
  }
}

static const sr_kernels AVX512 = {
    "avx512-vnni",   product_avx512, round_vectors,         pack_rows,     dots_all, bias_relu_rows,
    sru_step_avx512, best_of,        sum_table_rows_avx512, add_table_rows};

const sr_kernels *sr_kernels__avx512(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                 __builtin_cpu_supports("avx512vnni")
             ? &AVX512
             : NULL;
}

#else
const sr_kernels *sr_kernels__avx2(void) { return NULL; }
const sr_kernels *sr_kernels__avx512(void) { return NULL; }
#endif
