#include "syntax/kernel.h"

/* ---- portable ---- */

#define TARGET
#include "syntax/kernel_body.h"

static void product(const sr_matrix *w, const sr_rounded *x, size_t n, float *out, size_t out_row) {
  const size_t depth = sr_kernel_padded(w->columns);
  const int8_t *q = x->q;
  for (size_t i = 0; i < n; i++, q += depth, out += out_row)
    for (uint32_t j = 0; j < w->rows; j += PANEL) {
      const uint8_t *panel = w->packed + j * depth;
      int32_t sum[PANEL] = {0};
      for (size_t k = 0; k < depth; k += 4, panel += 4 * PANEL)
        for (uint32_t r = 0; r < PANEL; r++)
          sum[r] += q[k] * panel[4 * r] + q[k + 1] * panel[4 * r + 1] + q[k + 2] * panel[4 * r + 2] +
                    q[k + 3] * panel[4 * r + 3];
      for (uint32_t r = 0; r < PANEL; r++)
        out[j + r] = (float)(sum[r] - SR_KERNEL_OFFSET * x->sums[i]) * (x->scales[i] * w->scales[j + r]);
    }
}

static const sr_kernels PORTABLE = {"portable",     product,        round_vectors, pack_rows,      dots_all,
                                    bias_relu_rows, sru_step_units, best_of,       sum_table_rows, add_table_rows};

/* ---- choice ---- */

const sr_kernels *sr_kernels_get(sr_kernel_kind kind) {
  switch (kind) {
  case SR_KERNEL_PORTABLE: return &PORTABLE;
  case SR_KERNEL_AVX2: return sr_kernels__avx2();
  case SR_KERNEL_AVX512: return sr_kernels__avx512();
  case SR_KERNEL_NEON: return sr_kernels__neon();
  case SR_KERNEL_KINDS: break;
  }
  return NULL;
}

const sr_kernels *sr_kernels_best(void) {
  for (int kind = SR_KERNEL_KINDS - 1; kind > 0; kind--) {
    const sr_kernels *kernels = sr_kernels_get((sr_kernel_kind)kind);
    if (kernels) return kernels;
  }
  return &PORTABLE;
}
