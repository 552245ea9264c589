/* The engine's arithmetic: integer matrix products and element-wise steps, chosen for the machine at run time.
 *
 * A weight matrix is int8 with one scale a row; a vector that meets it is rounded to 13-bit integers with one scale of
 * its own. Their products are summed exactly in 32 bits (13 + 7 + 10 bits for 1024 columns), so every kernel gives the
 * same integers, and what follows is float arithmetic in a fixed order without contraction: the bytes that come out
 * do not depend on the machine. tests/syntax/kernel_test.c holds each kernel against the portable one.
 *
 * Matrices are packed in panels of 16 rows: [rows / 16][columns / 2][16][2], so that one load brings a pair of columns
 * for 8 rows and a multiply-add of pairs (AVX2: vpmaddwd) does the rest. Rows are padded with zeros to 16, columns to
 * 2. No state; any thread. */
#ifndef SR_SYNTAX_KERNEL_H
#define SR_SYNTAX_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SR_KERNEL_PANEL = 16, SR_KERNEL_COLUMNS_MAX = 1024, SR_KERNEL_LEVELS = 4095, SR_KERNEL_LANES = 8 };

typedef struct sr_matrix {
  const int8_t *packed;
  const float *scales;    /* [rows rounded up to 16] */
  uint32_t rows, columns; /* columns even */
} sr_matrix;

typedef enum sr_kernel_kind { SR_KERNEL_PORTABLE, SR_KERNEL_AVX2, SR_KERNEL_KINDS } sr_kernel_kind;

typedef struct sr_kernels {
  const char *name;
  /* out[n][out_row] = x[n][x_row] W^T, W [rows][columns], with x as integers and their scales. Writes the rows rounded
   * up to 16, so out_row must hold as many. */
  void (*product)(const sr_matrix *w, const int16_t *x, size_t x_row, const float *x_scales, size_t n, float *out,
                  size_t out_row);
  /* Rounds n vectors of columns floats to integers: q = round(x / scale), scale = max |x| / 4095. */
  void (*round)(const float *x, size_t x_row, uint32_t columns, size_t n, int16_t *q, size_t q_row, float *scales);
  /* The same for a matrix made at run time: n rows of columns floats -> packed int8 panels and scales. */
  void (*pack)(const float *x, size_t x_row, uint32_t columns, size_t n, int8_t *packed, float *scales);
  /* x = max(x + bias, 0), n vectors. */
  void (*bias_relu)(float *x, size_t x_row, uint32_t columns, size_t n, const float *bias);
  /* One step of an SRU of h units (chunk.h), h a multiple of 8: c and out are updated from u, f, r gates, highway x. */
  void (*sru_step)(uint32_t h, const float *u, const float *x, const float *v, const float *b, float *c, float *out);
  /* Index of the greatest of x + bias (the first of equals); bias may be NULL. */
  uint32_t (*best)(const float *x, const float *bias, uint32_t n);
} sr_kernels;

/* The fastest that this machine runs. */
const sr_kernels *sr_kernels_best(void);
/* A given one; NULL where the machine or the build does not have it. */
const sr_kernels *sr_kernels_get(sr_kernel_kind kind);

/* Bytes of a packed matrix. */
size_t sr_kernel_packed_size(uint32_t rows, uint32_t columns);

#endif
