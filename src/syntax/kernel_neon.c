/* Kernels for 64-bit Arm, where every processor has NEON. */
#include "syntax/kernel.h"

#if defined(__aarch64__) && defined(__ARM_NEON) && defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#include <arm_neon.h>

#define TARGET
#include "syntax/kernel_body.h"

/* Weights with their offset are below 64, so they are signed bytes too. One vector against the 16 rows of a panel: a
 * register holds four columns of four rows; their products with the same columns of the vector (two rows a register of
 * 16 bits) are added for 16 columns (4 * 63 * 63 < 32768) and then in pairs to 32 bits. */
static void product_1x16(const uint8_t *panel, const int8_t *x, size_t depth, int32_t out[PANEL]) {
  int32x4_t sums[8];
  for (int r = 0; r < 8; r++) sums[r] = vdupq_n_s32(0);
  for (size_t k = 0; k < depth; k += 16, panel += 16 * PANEL)
    for (int r = 0; r < 8; r++) { /* rows 2r and 2r + 1 */
      int16x8_t s = vdupq_n_s16(0);
      for (size_t d = 0; d < 16; d += 4) {
        int32_t four;
        memcpy(&four, x + k + d, sizeof four);
        const int8x8_t columns = vreinterpret_s8_s32(vdup_n_s32(four));
        s = vmlal_s8(s, vreinterpret_s8_u8(vld1_u8(panel + d * PANEL + 8 * (size_t)r)), columns);
      }
      sums[r] = vpadalq_s16(sums[r], s);
    }
  for (int r = 0; r < 8; r += 2) vst1q_s32(out + 2 * r, vpaddq_s32(sums[r], sums[r + 1]));
}

static void product_neon(const sr_matrix *w, const sr_rounded *x, size_t n, float *out, size_t out_row) {
  const size_t depth = sr_kernel_padded(w->columns);
  for (uint32_t j = 0; j < w->rows; j += PANEL)
    for (size_t i = 0; i < n; i++) {
      int32_t sums[PANEL];
      product_1x16(w->packed + j * depth, x->q + i * depth, depth, sums);
      float *to = out + i * out_row + j;
      for (uint32_t r = 0; r < PANEL; r++)
        to[r] = (float)(sums[r] - SR_KERNEL_OFFSET * x->sums[i]) * (x->scales[i] * w->scales[j + r]);
    }
}

static const sr_kernels NEON = {"neon",         product_neon,   round_vectors, pack_rows,      dots_all,
                                bias_relu_rows, sru_step_units, best_of,       sum_table_rows, add_table_rows};

const sr_kernels *sr_kernels__neon(void) { return &NEON; }

#else
const sr_kernels *sr_kernels__neon(void) { return NULL; }
#endif
