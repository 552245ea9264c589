#include "chain.h"

#include <assert.h>

/* given NULL: every tag is possible everywhere. */
static bool possible(const int32_t *given, uint32_t i, uint32_t tag) {
  return !given || given[i] < 0 || given[i] == (int32_t)tag;
}

static double log_sum(const double *x, uint32_t n) {
  double top = x[0], sum = 0;
  for (uint32_t i = 1; i < n; i++) top = x[i] > top ? x[i] : top;
  for (uint32_t i = 0; i < n; i++) sum += exp(x[i] - top);
  return top + log(sum);
}

/* The logarithm of the sum over possible sequences; alpha and beta are sums over their beginnings and ends. */
static double chain_sums(const chain *c, const int32_t *given) {
  const double never = -1e30;
  double terms[CHAIN_TAGS_MAX];
  const uint32_t k = c->k;
  assert(k <= CHAIN_TAGS_MAX);
  for (uint32_t i = 0; i < c->n; i++)
    for (uint32_t b = 0; b < k; b++) {
      for (uint32_t a = 0; i && a < k; a++) terms[a] = c->alpha[(i - 1) * k + a] + (double)c->t[a * k + b];
      const double before = i ? log_sum(terms, k) : (double)c->t[k * k + b];
      c->alpha[i * k + b] = possible(given, i, b) ? before + (double)c->x[i * k + b] : never;
    }
  for (uint32_t i = c->n; i-- > 0;)
    for (uint32_t a = 0; a < k; a++) {
      for (uint32_t b = 0; i + 1 < c->n && b < k; b++)
        terms[b] = possible(given, i + 1, b)
                       ? c->beta[(i + 1) * k + b] + (double)(c->t[a * k + b] + c->x[(i + 1) * k + b])
                       : never;
      c->beta[i * k + a] = i + 1 < c->n ? log_sum(terms, k) : 0;
    }
  return log_sum(c->alpha + (size_t)(c->n - 1) * k, k);
}

/* Adds the derivatives of scale * chain_sums. */
static void chain_back(const chain *c, const int32_t *given, double all, double scale, real *dx, real *dt) {
  const uint32_t k = c->k;
  for (uint32_t i = 0; i < c->n; i++)
    for (uint32_t b = 0; b < k; b++) {
      if (!possible(given, i, b)) continue;
      const double p = scale * exp(c->alpha[i * k + b] + c->beta[i * k + b] - all);
      dx[i * k + b] += (real)p;
      if (i == 0) dt[k * k + b] += (real)p;
      const double behind = (double)c->x[i * k + b] + c->beta[i * k + b] - all;
      for (uint32_t a = 0; i && a < k; a++)
        dt[a * k + b] += (real)(scale * exp(c->alpha[(i - 1) * k + a] + (double)c->t[a * k + b] + behind));
    }
}

double chain_loss(const chain *c, const int32_t *given, double scale, real *dx, real *dt) {
  const double all = chain_sums(c, NULL);
  chain_back(c, NULL, all, scale, dx, dt);
  const double these = chain_sums(c, given);
  chain_back(c, given, these, -scale, dx, dt);
  return all - these;
}

uint32_t chain_best(const chain *c, uint32_t *back) {
  const uint32_t k = c->k;
  double *score = c->alpha;
  for (uint32_t i = 0; i < c->n; i++)
    for (uint32_t b = 0; b < k; b++) {
      uint32_t from = 0;
      double top = i ? score[(i - 1) * k] + (double)c->t[b] : (double)c->t[k * k + b];
      for (uint32_t a = 1; i && a < k; a++) {
        const double y = score[(i - 1) * k + a] + (double)c->t[a * k + b];
        if (y > top) top = y, from = a;
      }
      back[i * k + b] = from;
      score[i * k + b] = (double)c->x[i * k + b] + top;
    }
  uint32_t tag = 0;
  const double *last = score + (size_t)(c->n - 1) * k;
  for (uint32_t b = 1; b < k; b++)
    if (last[b] > last[tag]) tag = b;
  return tag;
}
