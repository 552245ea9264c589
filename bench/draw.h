/* Numbers drawn for made-up inputs: the same ones in every run. */
#ifndef SR_BENCH_DRAW_H
#define SR_BENCH_DRAW_H

#include <stdint.h>

static uint64_t draw_state = 88172645463325252u; /* a seed is added to it */

/* One of 0 to n - 1; xorshift64 (Marsaglia 2003) */
static uint32_t below(uint32_t n) {
  draw_state ^= draw_state << 13;
  draw_state ^= draw_state >> 7;
  draw_state ^= draw_state << 17;
  return (uint32_t)((draw_state >> 32) % n);
}

#endif
