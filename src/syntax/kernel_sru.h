/* A step of an SRU, written once for vectors of any width: what it does is element by element, so that the width does
 * not change what comes out. Each inclusion makes one function.
 *
 * Before including: TARGET; SRU_STEP, the function's name; SRU_VECTOR and SRU_INTEGERS, vectors of as many floats and
 * 32-bit integers; SRU_CLAMP(&vector, limit), which takes floats into [-limit, limit], NAN to -limit; ROUNDER. The
 * number of units is a multiple of a vector's. */

/* Units of two vectors: the gates' sums, four vectors side by side because each step of the logistic function waits for
 * the one before, that function, and the new state.
 *
 * s(x) = 1 / (1 + 2^(-x log2 e)), with one division for two, 1/a = b/(ab). 2^r for r in [-1/2, 1/2] is a polynomial of
 * degree 5 (relative error under 2e-7; least squares at Chebyshev points). Past +-30 the value is 0 or 1 to a float's
 * precision; the product of two denominators stays finite. */
TARGET static void SRU_STEP(uint32_t h, const float *u, const float *x, const float *v, const float *b, float *c,
                            float *out) {
  enum { WIDTH = sizeof(SRU_VECTOR) / sizeof(float), SIDE_BY_SIDE = 4 };
#define EACH for (int i = 0; i < SIDE_BY_SIDE; i++)
#define LOAD(to, from) memcpy(&(to), (from), sizeof(to))
  SRU_VECTOR g[SIDE_BY_SIDE] = {{0}}; /* f and r of the first vector of units, and of the second */
  for (uint32_t k = 0; k < h; k += 2 * WIDTH) {
    const int n = k + WIDTH < h ? SIDE_BY_SIDE : SIDE_BY_SIDE / 2;
    for (int i = 0; i < n; i++) {
      const size_t at = k + (size_t)(i / 2) * WIDTH, gate = i % 2 ? h : 0;
      SRU_VECTOR sum, weight, before, bias;
      LOAD(sum, u + h + gate + at);
      LOAD(weight, v + gate + at);
      LOAD(before, c + at);
      LOAD(bias, b + gate + at);
      g[i] = sum + weight * before + bias;
    }
    SRU_VECTOR shifted[SIDE_BY_SIDE], square[SIDE_BY_SIDE], low[SIDE_BY_SIDE], high[SIDE_BY_SIDE];
    EACH g[i] = g[i] * -1.44269504088896341f;
    EACH SRU_CLAMP(&g[i], 43.0f);
    EACH shifted[i] = g[i] + ROUNDER;
    EACH g[i] = g[i] - (shifted[i] - ROUNDER);
    EACH square[i] = g[i] * g[i];
    EACH high[i] = g[i] * 1.32669704e-3f + 9.67545975e-3f;
    EACH low[i] = g[i] * 5.55074262e-2f + 2.40221218e-1f;
    EACH g[i] = g[i] * 6.93146949e-1f + 1.0f;
    EACH low[i] = low[i] + square[i] * high[i];
    EACH g[i] = g[i] + square[i] * low[i];
    EACH shifted[i] = (SRU_VECTOR)(((SRU_INTEGERS)shifted[i] << 23) + 0x3F800000); /* 2^n */
    EACH g[i] = 1.0f + g[i] * shifted[i];
    for (int i = 0; i < SIDE_BY_SIDE; i += 2) {
      const SRU_VECTOR inverse = 1.0f / (g[i] * g[i + 1]), other = g[i] * inverse;
      g[i] = g[i + 1] * inverse;
      g[i + 1] = other;
    }
    for (int i = 0; i < n; i += 2) {
      const size_t at = k + (size_t)(i / 2) * WIDTH;
      SRU_VECTOR before, w, highway;
      LOAD(before, c + at);
      LOAD(w, u + at);
      LOAD(highway, x + at);
      const SRU_VECTOR now = w + g[i] * (before - w), y = highway + g[i + 1] * (now - highway);
      memcpy(c + at, &now, sizeof now);
      memcpy(out + at, &y, sizeof y);
    }
  }
#undef EACH
#undef LOAD
}

#undef SRU_STEP
#undef SRU_VECTOR
#undef SRU_INTEGERS
#undef SRU_CLAMP
