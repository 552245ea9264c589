/* The engine's arithmetic: integer matrix products and element-wise steps, chosen for the machine at run time.
 *
 * A weight is an integer from -31 to 31 with one scale a row, a vector that meets it is rounded to -63 .. 63 with a
 * scale of its own. Their products are summed exactly, so every kernel gives the same integers, and what follows is
 * float arithmetic in a fixed order without contraction: the bytes that come out do not depend on the machine.
 * tests/syntax/kernel_test.c holds each kernel against the portable one.
 *
 * The ranges are those of AVX2, which multiplies unsigned by signed bytes and adds two products into 16 bits: weights
 * are stored with 32 added, and four such pairs fit (4 * 2 * 63 * 63 < 32768) before they must be widened. Finer
 * numbers gain nothing that can be measured (docs/engine.md).
 *
 * Matrices are packed in panels of 16 rows: [rows / 16][columns / 4][16][4] bytes, so that 16 rows meet four columns of
 * a vector at once. Rows and columns are padded to 16. No state; any thread. */
#ifndef SR_SYNTAX_KERNEL_H
#define SR_SYNTAX_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  SR_KERNEL_PANEL = 16, /* rows of a panel, and what columns are padded to */
  SR_KERNEL_COLUMNS_MAX = 1024,
  SR_KERNEL_WEIGHT = 31, /* the greatest weight */
  SR_KERNEL_OFFSET = 32, /* added to it */
  SR_KERNEL_LEVELS = 63, /* the greatest number of a rounded vector */
  SR_KERNEL_LANES = 8
};

typedef struct sr_matrix {
  const uint8_t *packed;
  const float *scales; /* [rows padded] */
  uint32_t rows, columns;
} sr_matrix;

/* Vectors as integers, one after another: q = round(x / scale), zero behind the last column. */
typedef struct sr_rounded {
  int8_t *q;     /* [n][sr_kernel_padded(columns)] */
  float *scales; /* [n] */
  int32_t *sums; /* [n] of the integers: what the weights' offset comes to */
} sr_rounded;

typedef enum sr_kernel_kind {
  SR_KERNEL_PORTABLE,
  SR_KERNEL_AVX2,
  SR_KERNEL_AVX512, /* with VNNI */
  SR_KERNEL_NEON,
  SR_KERNEL_KINDS
} sr_kernel_kind;

typedef struct sr_kernels {
  const char *name;
  /* out[n][out_row] = x W^T, W [rows][columns]. Writes the rows padded, so out_row must hold as many. */
  void (*product)(const sr_matrix *w, const sr_rounded *x, size_t n, float *out, size_t out_row);
  /* Rounds n vectors of columns floats: scale = max |x| / 63. */
  void (*round)(const float *x, size_t x_row, uint32_t columns, size_t n, const sr_rounded *out);
  /* n rows of columns floats -> packed panels and scales: scale = max |x| / 31. For writing models. */
  void (*pack)(const float *x, size_t x_row, uint32_t columns, size_t n, uint8_t *packed, float *scales);
  /* out[i][j] = a[i] . b[j] for n vectors of columns floats each, summed in lanes of eight. */
  void (*dots)(const float *a, size_t a_row, const float *b, size_t b_row, uint32_t columns, size_t n, float *out,
               size_t out_row);
  /* x = max(x + bias, 0), n vectors. */
  void (*bias_relu)(float *x, size_t x_row, uint32_t columns, size_t n, const float *bias);
  /* One step of an SRU of h units (chunk.h), h a multiple of 8: c and out are updated from u, f, r gates, highway x. */
  void (*sru_step)(uint32_t h, const float *u, const float *x, const float *v, const float *b, float *c, float *out);
  /* Index of the greatest of x + bias (the first of equals); bias may be NULL. */
  uint32_t (*best)(const float *x, const float *bias, uint32_t n);
  /* sums[columns padded] = the sum of the rows at[0 .. n) of a table [..][columns]; it must fit 16 bits. Up to 15 bytes
   * behind a row are read, and what they come to stands in sums behind the last column. */
  void (*sum_rows)(const int8_t *rows, uint32_t columns, const uint32_t *at, uint32_t n, int16_t *sums);
  /* to[k] += share * scales[r] * rows[r][k] for the rows r = at[0 .. n), in their order. */
  void (*add_rows)(const int8_t *rows, const float *scales, uint32_t columns, const uint32_t *at, uint32_t n,
                   float share, float *to);
} sr_kernels;

/* The fastest that this machine runs. */
const sr_kernels *sr_kernels_best(void);
/* A given one; NULL where the machine or the build does not have it. */
const sr_kernels *sr_kernels_get(sr_kernel_kind kind);

static inline size_t sr_kernel_padded(size_t n) {
  return (n + SR_KERNEL_PANEL - 1) / SR_KERNEL_PANEL * SR_KERNEL_PANEL;
}

/* Bytes of a packed matrix. */
static inline size_t sr_kernel_packed_size(size_t rows, size_t columns) {
  return sr_kernel_padded(rows) * sr_kernel_padded(columns);
}

/* The kernels of one processor family; NULL where the build or the machine has none. For kernel.c. */
const sr_kernels *sr_kernels__avx2(void);
const sr_kernels *sr_kernels__avx512(void);
const sr_kernels *sr_kernels__neon(void);

#endif
