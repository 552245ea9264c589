#include "read/tag_chain.h"

#include "syntax/vmath.h"

#include <stdlib.h>

/* Scores as factors, the largest of each item 1; the product of all is only needed up to a factor. */
static void as_factors(const float *scores, uint32_t n, uint32_t labels, float *factors) {
  for (uint32_t i = 0; i < n; i++, scores += labels, factors += labels) {
    float most = scores[0];
    for (uint32_t y = 1; y < labels; y++) most = scores[y] > most ? scores[y] : most;
    for (uint32_t y = 0; y < labels; y++) factors[y] = sr_vexp(scores[y] - most);
  }
}

/* Makes them sum to 1. */
static void scale(float *x, uint32_t n) {
  float sum = 0;
  for (uint32_t y = 0; y < n; y++) sum += x[y];
  for (uint32_t y = 0; sum > 0 && y < n; y++) x[y] /= sum;
}

sr_status sr_tag_chain_make(const sr_tagger *t, const float *scores, uint32_t n, sr_arena *arena, sr_tag_chain *chain,
                            sr_error *err) {
  const uint32_t L = t->n_labels;
  float *factors = SR_RAW(arena, float, (size_t)n *L), *before = SR_RAW(arena, float, (size_t)n *L);
  float *after = SR_RAW(arena, float, (size_t)n *L), start[SR_TAGGER_LABELS];
  if (!factors || !before || !after) return sr_arena_fail(arena, err);
  *chain = (sr_tag_chain){.n = n, .n_labels = L, .scores = factors, .after = after, .share = before};
  for (uint32_t a = 0; a <= L; a++)
    for (uint32_t b = 0; b < L; b++) {
      const bool may = sr_tagger_may_follow(a < L ? &t->labels[a] : NULL, t->labels[b]);
      *(a < L ? &chain->moves[a][b] : &start[b]) = may ? sr_vexp(t->moves[a * L + b]) : 0;
    }
  as_factors(scores, n, L, factors);
  for (uint32_t i = 0; i < n; i++) {
    float *now = before + (size_t)i * L;
    const float *earlier = now - (i ? L : 0), *factor = factors + (size_t)i * L;
    for (uint32_t y = 0; y < L; y++) now[y] = i ? 0 : start[y];
    for (uint32_t x = 0; i && x < L; x++)
      for (uint32_t y = 0; y < L; y++) now[y] += earlier[x] * chain->moves[x][y];
    for (uint32_t y = 0; y < L; y++) now[y] *= factor[y];
    scale(now, L);
  }
  for (uint32_t i = n; i-- > 0;) {
    float *now = after + (size_t)i * L, *share = before + (size_t)i * L;
    for (uint32_t y = 0; y < L; y++) {
      now[y] = i + 1 == n;
      for (uint32_t z = 0; i + 1 < n && z < L; z++)
        now[y] += chain->moves[y][z] * factors[(size_t)(i + 1) * L + z] * now[L + z];
    }
    scale(now, L);
    for (uint32_t y = 0; y < L; y++) share[y] *= now[y];
    scale(share, L);
  }
  return SR_OK;
}

/* The probability that label y at item i is followed by label z. */
static float follows(const sr_tag_chain *c, uint32_t i, uint32_t y, uint32_t z) {
  if (i + 1 >= c->n || z >= c->n_labels) return 0;
  const float *factor = c->scores + (size_t)(i + 1) * c->n_labels, *after = c->after + (size_t)(i + 1) * c->n_labels;
  float all = 0;
  for (uint32_t k = 0; k < c->n_labels; k++) all += c->moves[y][k] * factor[k] * after[k];
  return all > 0 ? c->moves[y][z] * factor[z] * after[z] / all : 0;
}

sr_status sr_tag_chain_spans(const sr_tag_chain *c, sr_tag_role role, float floor, sr_arena *arena, sr_tag_spans *spans,
                             sr_error *err) {
  for (uint32_t i = 0; i < c->n; i++) {
    float open = c->share[(size_t)i * c->n_labels + role.begin]; /* that a span runs from i to the item at hand */
    float closed = 0;                                            /* and that it ends there by its last label */
    for (uint32_t j = i; j < c->n && (open >= floor || closed >= floor); j++) {
      const uint32_t y = j == i ? role.begin : role.inside;
      const float on = open * follows(c, j, y, role.inside), last = open * follows(c, j, y, role.last);
      const float ends = open - on - last + closed;
      if (ends >= floor) {
        sr_tag_span *span = SR_PUSH(arena, spans);
        if (!span) return sr_arena_fail(arena, err);
        *span = (sr_tag_span){i, j + 1, ends};
      }
      open = on;
      closed = last;
    }
  }
  return SR_OK;
}

static int by_likelihood(const void *a, const void *b) {
  const sr_tag_span *x = a, *y = b;
  if (x->p != y->p) return x->p > y->p ? -1 : 1;
  return x->first != y->first ? (x->first > y->first) - (x->first < y->first) : (x->end > y->end) - (x->end < y->end);
}

static int by_place(const void *a, const void *b) {
  const sr_tag_span *x = a, *y = b;
  return (x->first > y->first) - (x->first < y->first);
}

void sr_tag_spans_part(sr_tag_spans *spans) {
  uint32_t kept = 0;
  if (spans->n) qsort(spans->at, spans->n, sizeof *spans->at, by_likelihood);
  for (uint32_t k = 0; k < spans->n; k++) {
    const sr_tag_span s = spans->at[k];
    bool apart = true;
    for (uint32_t q = 0; apart && q < kept; q++) apart = s.end <= spans->at[q].first || s.first >= spans->at[q].end;
    if (apart) spans->at[kept++] = s;
  }
  spans->n = kept;
  if (kept) qsort(spans->at, kept, sizeof *spans->at, by_place);
}
