/* exp and the logistic function in plain float arithmetic: the same bits from every compiler and on every machine,
 * which libm does not promise, and without branches, so that loops over them become vector code.
 *
 * exp(x) = 2^n exp(r), r = x - n ln 2, |r| <= ln 2 / 2, exp(r) by a polynomial of degree 6 (relative error under 3e-7;
 * coefficients: S. L. Moshier, Cephes, expf). Needs -ffp-contract=off, as all the library has. */
#ifndef SR_SYNTAX_VMATH_H
#define SR_SYNTAX_VMATH_H

#include <stdint.h>
#include <string.h>

static inline float sr_vexp(float x) {
  /* The bounds keep 2^n a normal number. */
  x = x > 87.0f ? 87.0f : x;
  x = x < -87.0f ? -87.0f : x;
  /* Adding 1.5 * 2^23 rounds to the nearest integer and leaves it in the low bits. */
  const float magic = 12582912.0f;
  const float shifted = x * 1.44269504088896341f + magic;
  const float n = shifted - magic;
  float r = x - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  uint32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  bits = (bits << 23) + 0x3F800000u; /* the low bits of shifted are n, and 127 + n is the exponent of 2^n */
  float scale;
  memcpy(&scale, &bits, sizeof scale);
  return p * scale;
}

static inline float sr_vsigmoid(float x) { return 1.0f / (1.0f + sr_vexp(-x)); }

/* Eight at a time, with the vector types of GCC and Clang because neither makes vector code of the bits of a float.
 * Arguments go by pointer: a vector by value has another calling convention with each instruction set. */
typedef float sr_v8 __attribute__((vector_size(32)));
typedef int32_t sr_v8i __attribute__((vector_size(32)));
typedef int8_t sr_v8c __attribute__((vector_size(8)));
typedef uint8_t sr_v8u __attribute__((vector_size(8)));
typedef float sr_v16 __attribute__((vector_size(64)));
typedef int32_t sr_v16i __attribute__((vector_size(64)));
typedef int16_t sr_v16s __attribute__((vector_size(32)));
typedef int8_t sr_v16c __attribute__((vector_size(16)));

#define SR_VINLINE static inline __attribute__((always_inline))

SR_VINLINE void sr_v8_load(sr_v8 *x, const float *from) { memcpy(x, from, sizeof *x); }
SR_VINLINE void sr_v8_store(const sr_v8 *x, float *to) { memcpy(to, x, sizeof *x); }

/* x into [-limit, limit], NAN to -limit. */
SR_VINLINE void sr_v8_clamp(sr_v8 *x, float limit) {
  const sr_v8 low = (sr_v8){0} - limit, high = (sr_v8){0} + limit;
  sr_v8i keep = *x >= low;
  *x = (sr_v8)((keep & (sr_v8i)*x) | (~keep & (sr_v8i)low));
  keep = *x <= high;
  *x = (sr_v8)((keep & (sr_v8i)*x) | (~keep & (sr_v8i)high));
}

/* x = 1 / (1 + exp(-x)); the trainer's, as the program has a faster one of its own (kernel_body.h) */
SR_VINLINE void sr_v8_sigmoid(sr_v8 *x) {
  sr_v8 y = -*x;
  sr_v8_clamp(&y, 87.0f);
  const sr_v8 shifted = y * 1.44269504088896341f + 12582912.0f, n = shifted - 12582912.0f;
  sr_v8 r = y - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;
  sr_v8 p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  const sr_v8 scale = (sr_v8)(((sr_v8i)shifted << 23) + 0x3F800000);
  *x = 1.0f / (1.0f + p * scale);
}

#endif
