/* Matrix product for training: C = A B, or C += A B, any strides, single thread.
 *
 * Blocked and packed as in K. Goto and R. van de Geijn, Anatomy of high-performance matrix multiplication, ACM TOMS 34
 * (2008): panels of 6 rows of A against panels of 16 columns of B (float). */
#ifndef SR_TRAIN_GEMM_H
#define SR_TRAIN_GEMM_H

#include "real.h"

/* A [m][k] with element (i, p) at a[i * a_row + p * a_col]; B [k][n] likewise; C [m][n] with rows c_row apart. */
void gemm(size_t m, size_t n, size_t k, const real *a, size_t a_row, size_t a_col, const real *b, size_t b_row,
          size_t b_col, real *c, size_t c_row, bool accumulate);

#endif
