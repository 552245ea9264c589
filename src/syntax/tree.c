#include "syntax/tree.h"

#include <string.h>

bool sr_tree_ok(const uint32_t *heads, uint32_t n, uint32_t *seen) {
  uint32_t roots = 0;
  for (uint32_t i = 1; i < n; i++) {
    roots += heads[i] == 0;
    seen[i] = 0;
  }
  if (roots != 1) return false;
  /* Walks up from every word, marking with the word it came from: meeting the own mark again is a cycle. */
  for (uint32_t i = 1; i < n; i++) {
    uint32_t at = i;
    while (at && !seen[at]) seen[at] = i, at = heads[at];
    if (at && seen[at] == i) return false;
  }
  return true;
}

typedef struct arc {
  uint32_t from, to; /* words */
  double score;      /* of choosing it, less what it replaces within a contracted cycle */
} arc;

typedef struct contraction {
  uint32_t n;       /* words with the root */
  uint32_t *group;  /* [n] the node that a word is now part of */
  uint32_t *inside; /* [2n] the node that a node was contracted into, or NONE */
  arc **in;         /* [2n] best arc into a node from each word, [n] */
  arc *chosen;      /* [2n] */
  uint32_t *path;   /* nodes being grown, from the first to the last */
  uint8_t *state;   /* [2n] */
} contraction;

enum { FRESH, ON_PATH, DONE };
#define NONE UINT32_MAX
/* Above any sum of scores, below what would cost a double the scores' digits. Scores of trained models are below 100;
 * those of a hostile one may be anything. */
static const double ROOT_COST = 1e7, SCORE_MAX = 1e3;

static double bounded(double score) {
  score = score > -SCORE_MAX ? score : -SCORE_MAX; /* NAN, too */
  return score < SCORE_MAX ? score : SCORE_MAX;
}

static arc best_arc(const contraction *c, uint32_t node) {
  arc best = {NONE, NONE, 0};
  for (uint32_t u = 0; u < c->n; u++) {
    if (c->group[u] == node) continue;
    if (best.from == NONE || c->in[node][u].score > best.score) best = c->in[node][u];
  }
  return best;
}

/* Merges path[from..last] into a new node, reusing the arcs of the first. */
static void contract(contraction *c, uint32_t from, uint32_t last, uint32_t node) {
  arc *merged = c->in[c->path[from]];
  for (uint32_t k = from; k <= last; k++) {
    const uint32_t member = c->path[k];
    const double own = c->chosen[member].score;
    for (uint32_t u = 0; u < c->n; u++) {
      arc a = c->in[member][u];
      a.score -= own;
      if (k == from || a.score > merged[u].score) merged[u] = a;
    }
    c->inside[member] = node;
  }
  for (uint32_t u = 0; u < c->n; u++)
    for (uint32_t k = from; k <= last; k++)
      if (c->group[u] == c->path[k]) {
        c->group[u] = node;
        break;
      }
  c->in[node] = merged;
}

static void span(contraction *c, uint32_t *heads) {
  const uint32_t n = c->n;
  uint32_t nodes = n;
  c->state[0] = DONE;
  for (uint32_t start = 1; start < n; start++) {
    if (c->state[c->group[start]] != FRESH) continue;
    uint32_t length = 0;
    c->path[length++] = c->group[start];
    c->state[c->path[0]] = ON_PATH;
    for (;;) {
      const uint32_t node = c->path[length - 1];
      c->chosen[node] = best_arc(c, node);
      const uint32_t head = c->group[c->chosen[node].from];
      if (c->state[head] == DONE) break;
      if (c->state[head] == FRESH) {
        c->state[head] = ON_PATH;
        c->path[length++] = head;
        continue;
      }
      uint32_t from = length - 1;
      while (c->path[from] != head) from--;
      contract(c, from, length - 1, nodes);
      length = from;
      c->path[length++] = nodes;
      c->state[nodes++] = ON_PATH;
    }
    while (length) c->state[c->path[--length]] = DONE;
  }
  /* Opens the contracted nodes, latest first: the arc into a node breaks the cycles inside at the word it enters. */
  for (uint32_t node = nodes; node-- > 1;) {
    const arc a = c->chosen[node];
    for (uint32_t x = a.to; x != node; x = c->inside[x]) c->chosen[x] = a;
  }
  for (uint32_t i = 1; i < n; i++) heads[i] = c->chosen[i].from;
}

static sr_status best_tree(const float *scores, size_t row, uint32_t n, sr_arena *scratch, uint32_t *heads,
                           sr_error *err) {
  contraction c = {.n = n};
  c.group = SR_NEW(scratch, uint32_t, n);
  c.inside = SR_NEW(scratch, uint32_t, 2 * (size_t)n);
  c.in = SR_NEW(scratch, arc *, 2 * (size_t)n);
  c.chosen = SR_NEW(scratch, arc, 2 * (size_t)n);
  c.path = SR_NEW(scratch, uint32_t, 2 * (size_t)n);
  c.state = SR_NEW(scratch, uint8_t, 2 * (size_t)n);
  arc *arcs = SR_NEW(scratch, arc, (size_t)n * n);
  if (!c.group || !c.inside || !c.in || !c.chosen || !c.path || !c.state || !arcs) return sr_arena_fail(scratch, err);
  for (uint32_t i = 0; i < n; i++) {
    c.group[i] = i;
    c.in[i] = arcs + (size_t)i * n;
    for (uint32_t j = 0; j < n; j++)
      c.in[i][j] = (arc){j, i, bounded((double)scores[i * row + j]) - (j == 0 ? ROOT_COST : 0)};
  }
  span(&c, heads);
  return SR_OK;
}

sr_status sr_tree_decode(const float *scores, size_t row, uint32_t n, sr_arena *scratch, uint32_t *heads,
                         sr_error *err) {
  const sr_arena_mark mark = sr_arena_save(scratch);
  uint32_t *seen = SR_NEW(scratch, uint32_t, n);
  if (!seen) return sr_arena_fail(scratch, err);
  for (uint32_t i = 1; i < n; i++) {
    const float *s = scores + i * row;
    uint32_t best = 0;
    for (uint32_t j = 1; j < n; j++)
      if (j != i && s[j] > s[best]) best = j;
    heads[i] = best;
  }
  const sr_status status = sr_tree_ok(heads, n, seen) ? SR_OK : best_tree(scores, row, n, scratch, heads, err);
  sr_arena_reset(scratch, mark);
  return status;
}
