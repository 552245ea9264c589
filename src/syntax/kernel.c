#include "syntax/kernel.h"

#include "syntax/vmath.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_AVX2 1
#include <immintrin.h>
#else
#define HAVE_AVX2 0
#endif

enum { PANEL = SR_KERNEL_PANEL, LANES = SR_KERNEL_LANES };

/* The bodies are inlined into one function for each kind, so that the compiler may use that kind's instructions. */
#define BODY static inline __attribute__((always_inline))

size_t sr_kernel_packed_size(uint32_t rows, uint32_t columns) {
  return ((size_t)rows + PANEL - 1) / PANEL * PANEL * (((size_t)columns + 1) / 2 * 2);
}

/* ---- bodies in plain C ---- */

BODY float largest(const float *x, uint32_t n) {
  const sr_v8i sign = (sr_v8i){0} + INT32_MAX;
  sr_v8i top = {0};
  uint32_t i = 0;
  for (; i + LANES <= n; i += LANES) {
    sr_v8 y;
    sr_v8_load(&y, x + i);
    /* Floats without their sign are ordered as integers are. */
    const sr_v8i bits = (sr_v8i)y & sign, greater = bits > top;
    top = (greater & bits) | (~greater & top);
  }
  float lanes[LANES], most = 0;
  memcpy(lanes, &top, sizeof lanes);
  for (uint32_t k = 0; k < LANES; k++) most = lanes[k] > most ? lanes[k] : most;
  for (; i < n; i++) {
    const float y = x[i] < 0 ? -x[i] : x[i];
    most = y > most ? y : most;
  }
  return most;
}

/* Rounds half away from zero, into [-limit, limit]. The tests are such that NAN, which only a hostile model can bring
 * about, becomes -limit instead of an undefined conversion. */
BODY int32_t nearest(float x, float limit) {
  x = x >= -limit ? x : -limit;
  x = x <= limit ? x : limit;
  return (int32_t)(x + (x < 0 ? -0.5f : 0.5f));
}

BODY void round_body(const float *x, size_t x_row, uint32_t columns, size_t n, int16_t *q, size_t q_row,
                     float *scales) {
  for (size_t i = 0; i < n; i++, x += x_row, q += q_row) {
    const float top = largest(x, columns);
    const float up = top > 0 ? (float)SR_KERNEL_LEVELS / top : 0;
    scales[i] = top / (float)SR_KERNEL_LEVELS;
    uint32_t k = 0;
    for (; k + LANES <= columns; k += LANES) {
      sr_v8 y;
      sr_v8_load(&y, x + k);
      y = y * up;
      sr_v8_clamp(&y, (float)SR_KERNEL_LEVELS);
      const sr_v8 half = (sr_v8)(((sr_v8i)y & INT32_MIN) | (sr_v8i)((sr_v8){0} + 0.5f));
      const sr_v8s whole = __builtin_convertvector(__builtin_convertvector(y + half, sr_v8i), sr_v8s);
      memcpy(q + k, &whole, sizeof whole);
    }
    for (; k < columns; k++) q[k] = (int16_t)nearest(x[k] * up, (float)SR_KERNEL_LEVELS);
  }
}

BODY void pack_body(const float *x, size_t x_row, uint32_t columns, size_t n, int8_t *packed, float *scales) {
  const size_t rows = (n + PANEL - 1) / PANEL * PANEL;
  for (size_t i = 0; i < rows; i++) {
    int8_t *to = packed + i / PANEL * PANEL * columns + i % PANEL * 2;
    if (i >= n) {
      for (uint32_t k = 0; k < columns; k += 2) to[k * PANEL] = to[k * PANEL + 1] = 0;
      scales[i] = 0;
      continue;
    }
    const float *row = x + i * x_row, top = largest(row, columns), up = top > 0 ? 127.0f / top : 0;
    scales[i] = top / 127.0f;
    for (uint32_t k = 0; k < columns; k += 2) {
      to[k * PANEL] = (int8_t)nearest(row[k] * up, 127.0f);
      to[k * PANEL + 1] = (int8_t)nearest(row[k + 1] * up, 127.0f);
    }
  }
}

BODY void bias_relu_body(float *x, size_t x_row, uint32_t columns, size_t n, const float *bias) {
  for (size_t i = 0; i < n; i++, x += x_row)
    for (uint32_t k = 0; k < columns; k++) {
      const float y = x[k] + bias[k];
      x[k] = y > 0 ? y : 0;
    }
}

BODY void sru_step_body(uint32_t h, const float *u, const float *x, const float *v, const float *b, float *c,
                        float *out) {
  for (uint32_t k = 0; k < h; k += LANES) {
    sr_v8 before, f, r, w, vf, vr, bf, br, highway;
    sr_v8_load(&before, c + k);
    sr_v8_load(&w, u + k);
    sr_v8_load(&f, u + h + k);
    sr_v8_load(&r, u + 2 * (size_t)h + k);
    sr_v8_load(&vf, v + k);
    sr_v8_load(&vr, v + h + k);
    sr_v8_load(&bf, b + k);
    sr_v8_load(&br, b + h + k);
    sr_v8_load(&highway, x + k);
    f = f + vf * before + bf;
    r = r + vr * before + br;
    sr_v8_sigmoid(&f);
    sr_v8_sigmoid(&r);
    const sr_v8 now = f * before + (1.0f - f) * w, y = r * now + (1.0f - r) * highway;
    sr_v8_store(&now, c + k);
    sr_v8_store(&y, out + k);
  }
}

BODY uint32_t best_body(const float *x, const float *bias, uint32_t n) {
  uint32_t at = 0;
  float top = x[0] + (bias ? bias[0] : 0);
  for (uint32_t i = 1; i < n; i++) {
    const float y = x[i] + (bias ? bias[i] : 0);
    if (y > top) top = y, at = i;
  }
  return at;
}

/* ---- portable ---- */

static void product_portable(const sr_matrix *w, const int16_t *x, size_t x_row, const float *x_scales, size_t n,
                             float *out, size_t out_row) {
  for (size_t i = 0; i < n; i++, x += x_row, out += out_row)
    for (uint32_t j = 0; j < w->rows; j += PANEL) {
      const int8_t *panel = w->packed + (size_t)j * w->columns;
      int32_t sum[PANEL] = {0};
      for (uint32_t k = 0; k < w->columns; k += 2, panel += 2 * PANEL)
        for (uint32_t r = 0; r < PANEL; r++) sum[r] += x[k] * panel[2 * r] + x[k + 1] * panel[2 * r + 1];
      for (uint32_t r = 0; r < PANEL; r++) out[j + r] = (float)sum[r] * (x_scales[i] * w->scales[j + r]);
    }
}
static void round_portable(const float *x, size_t x_row, uint32_t columns, size_t n, int16_t *q, size_t q_row,
                           float *scales) {
  round_body(x, x_row, columns, n, q, q_row, scales);
}
static void pack_portable(const float *x, size_t x_row, uint32_t columns, size_t n, int8_t *packed, float *scales) {
  pack_body(x, x_row, columns, n, packed, scales);
}
static void bias_relu_portable(float *x, size_t x_row, uint32_t columns, size_t n, const float *bias) {
  bias_relu_body(x, x_row, columns, n, bias);
}
static void sru_step_portable(uint32_t h, const float *u, const float *x, const float *v, const float *b, float *c,
                              float *out) {
  sru_step_body(h, u, x, v, b, c, out);
}
static uint32_t best_portable(const float *x, const float *bias, uint32_t n) { return best_body(x, bias, n); }

static const sr_kernels PORTABLE = {"portable",         product_portable,  round_portable, pack_portable,
                                    bias_relu_portable, sru_step_portable, best_portable};

/* ---- AVX2 ---- */

#if HAVE_AVX2
#define AVX2 __attribute__((target("avx2")))

/* 4 vectors against a panel of 16 rows: eight accumulators of 8 sums. */
#define ROWS_AT_ONCE 4

AVX2 static inline __m256i pair_of(const int16_t *x) {
  int32_t pair;
  memcpy(&pair, x, sizeof pair);
  return _mm256_set1_epi32(pair);
}

AVX2 static inline void store(__m256i sum, float x_scale, const float *scales, float *out) {
  const __m256 scale = _mm256_mul_ps(_mm256_set1_ps(x_scale), _mm256_loadu_ps(scales));
  _mm256_storeu_ps(out, _mm256_mul_ps(_mm256_cvtepi32_ps(sum), scale));
}

AVX2 static inline void weights_at(const int8_t *panel, __m256i *low, __m256i *high) {
  const __m256i both = _mm256_loadu_si256((const __m256i *)(const void *)panel);
  *low = _mm256_cvtepi8_epi16(_mm256_castsi256_si128(both));
  *high = _mm256_cvtepi8_epi16(_mm256_extracti128_si256(both, 1));
}

AVX2 static void product_avx2(const sr_matrix *w, const int16_t *x, size_t x_row, const float *x_scales, size_t n,
                              float *out, size_t out_row) {
  /* A block of vectors meets every panel before the next block, so that both stay in the cache. */
  for (size_t i = 0; i < n;) {
    const bool four = n - i >= ROWS_AT_ONCE;
    const int16_t *x0 = x + i * x_row, *x1 = x0 + x_row, *x2 = x1 + x_row, *x3 = x2 + x_row;
    for (uint32_t j = 0; j < w->rows; j += PANEL) {
      const int8_t *panel = w->packed + (size_t)j * w->columns;
      float *to = out + i * out_row + j;
      __m256i a0 = _mm256_setzero_si256(), b0 = a0, a1 = a0, b1 = a0, a2 = a0, b2 = a0, a3 = a0, b3 = a0, low, high;
      if (four) {
        for (uint32_t k = 0; k < w->columns; k += 2, panel += 2 * PANEL) {
          weights_at(panel, &low, &high);
          const __m256i y0 = pair_of(x0 + k), y1 = pair_of(x1 + k), y2 = pair_of(x2 + k), y3 = pair_of(x3 + k);
          a0 = _mm256_add_epi32(a0, _mm256_madd_epi16(low, y0)), b0 = _mm256_add_epi32(b0, _mm256_madd_epi16(high, y0));
          a1 = _mm256_add_epi32(a1, _mm256_madd_epi16(low, y1)), b1 = _mm256_add_epi32(b1, _mm256_madd_epi16(high, y1));
          a2 = _mm256_add_epi32(a2, _mm256_madd_epi16(low, y2)), b2 = _mm256_add_epi32(b2, _mm256_madd_epi16(high, y2));
          a3 = _mm256_add_epi32(a3, _mm256_madd_epi16(low, y3)), b3 = _mm256_add_epi32(b3, _mm256_madd_epi16(high, y3));
        }
        store(a1, x_scales[i + 1], w->scales + j, to + out_row);
        store(b1, x_scales[i + 1], w->scales + j + 8, to + out_row + 8);
        store(a2, x_scales[i + 2], w->scales + j, to + 2 * out_row);
        store(b2, x_scales[i + 2], w->scales + j + 8, to + 2 * out_row + 8);
        store(a3, x_scales[i + 3], w->scales + j, to + 3 * out_row);
        store(b3, x_scales[i + 3], w->scales + j + 8, to + 3 * out_row + 8);
      } else {
        for (uint32_t k = 0; k < w->columns; k += 2, panel += 2 * PANEL) {
          weights_at(panel, &low, &high);
          const __m256i y0 = pair_of(x0 + k);
          a0 = _mm256_add_epi32(a0, _mm256_madd_epi16(low, y0)), b0 = _mm256_add_epi32(b0, _mm256_madd_epi16(high, y0));
        }
      }
      store(a0, x_scales[i], w->scales + j, to);
      store(b0, x_scales[i], w->scales + j + 8, to + 8);
    }
    i += four ? ROWS_AT_ONCE : 1;
  }
}
AVX2 static void round_avx2(const float *x, size_t x_row, uint32_t columns, size_t n, int16_t *q, size_t q_row,
                            float *scales) {
  round_body(x, x_row, columns, n, q, q_row, scales);
}
AVX2 static void pack_avx2(const float *x, size_t x_row, uint32_t columns, size_t n, int8_t *packed, float *scales) {
  pack_body(x, x_row, columns, n, packed, scales);
}
AVX2 static void bias_relu_avx2(float *x, size_t x_row, uint32_t columns, size_t n, const float *bias) {
  bias_relu_body(x, x_row, columns, n, bias);
}
AVX2 static void sru_step_avx2(uint32_t h, const float *u, const float *x, const float *v, const float *b, float *c,
                               float *out) {
  sru_step_body(h, u, x, v, b, c, out);
}
AVX2 static uint32_t best_avx2(const float *x, const float *bias, uint32_t n) { return best_body(x, bias, n); }

static const sr_kernels WITH_AVX2 = {"avx2",         product_avx2,  round_avx2, pack_avx2,
                                     bias_relu_avx2, sru_step_avx2, best_avx2};
#endif

const sr_kernels *sr_kernels_get(sr_kernel_kind kind) {
  if (kind == SR_KERNEL_PORTABLE) return &PORTABLE;
#if HAVE_AVX2
  if (kind == SR_KERNEL_AVX2 && __builtin_cpu_supports("avx2")) return &WITH_AVX2;
#endif
  return NULL;
}

const sr_kernels *sr_kernels_best(void) {
  const sr_kernels *avx2 = sr_kernels_get(SR_KERNEL_AVX2);
  return avx2 ? avx2 : &PORTABLE;
}
