#include "read/event_roles.h"

#include "base/slice.h"
#include "lexicon/countries.h"

enum {
  PARTIES_MAX = 4, /* actors of one side: "Poland, Lithuania, Latvia and Estonia" */
  STEPS_MAX = 40,  /* of a way up the tree; a deeper one belongs to another clause */
};

/* Lower is nearer to the event. */
enum rank { RANK_OBJECT, RANK_NEAR, RANK_COMPLEMENT, RANK_FAR, RANK_PLACE = 40, RANK_NONE = 1000 };

typedef struct party {
  sr_slice code;
  uint32_t anchor;     /* the token by which it hangs in the tree */
  uint32_t first, end; /* tokens */
  enum { SIDE_SUBJECT, SIDE_AGENT, SIDE_PREDICATE, SIDE_SPEAKER, SIDE_NONE } side;
  uint32_t rank;
} party;

typedef SR_VEC(party) parties;

static const sr_token *token(const sr_event__clause *c, uint32_t i) { return &c->report->tokens[i]; }
static bool rel(const sr_event__clause *c, uint32_t i, const char *relation) {
  return sr_event__rel(c->report, i, relation);
}
static bool is_exactly(const sr_event__clause *c, uint32_t i, const char *relation) {
  return sr_slice_is(token(c, i)->deprel, relation);
}

/* The token of a phrase that hangs from outside it. */
static uint32_t anchor_of(const sr_event__clause *c, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++) {
    const uint32_t head = token(c, i)->head;
    if (head == i || head < first || head >= end) return i;
  }
  return first;
}

static bool opens_with(const sr_event__clause *c, uint32_t i, const char *word) {
  for (uint32_t k = sr_event__first_child(c, i); k != SR_EVENT_NONE; k = sr_event__next_child(c, k))
    if (rel(c, k, "case") && sr_slice_is(token(c, k)->norm, word)) return true;
  return false;
}

/* Which side of the event the phrase at p->anchor stands on, and how near. */
static void place(const sr_event__clause *c, party *p) {
  uint32_t below = p->anchor, depth = 0;
  p->side = SIDE_NONE;
  p->rank = RANK_NONE;
  while (below != c->head && depth < STEPS_MAX) {
    const uint32_t head = token(c, below)->head;
    if (head == c->head || head == below) break;
    if (head == c->said && c->said != c->head) {
      if (rel(c, below, "nsubj")) p->side = SIDE_SPEAKER, p->rank = depth;
      return;
    }
    below = head;
    depth++;
  }
  if (below == c->head || token(c, below)->head != c->head || depth == STEPS_MAX) {
    if (below == c->head) p->side = SIDE_PREDICATE, p->rank = RANK_FAR; /* a noun that is the event: "a US attack" */
    return;
  }
  if (rel(c, below, "parataxis")) return; /* "..., officials said" */
  if (is_exactly(c, below, "nsubj") || rel(c, below, "csubj")) {
    p->side = SIDE_SUBJECT;
    p->rank = depth;
    return;
  }
  p->side = SIDE_PREDICATE;
  if (is_exactly(c, below, "obl:agent") || (rel(c, below, "obl") && opens_with(c, below, "by"))) {
    p->side = SIDE_AGENT;
    p->rank = depth;
  } else if (rel(c, below, "obj") || rel(c, below, "iobj") || is_exactly(c, below, "nsubj:pass")) {
    p->rank = RANK_OBJECT;
  } else if (rel(c, below, "obl")) {
    static const char *const near[] = {"against", "to", "with", "on", "at", "from", "into", "for", "toward", "towards"};
    p->rank = RANK_COMPLEMENT;
    for (size_t i = 0; i < sizeof near / sizeof *near; i++)
      if (opens_with(c, below, near[i])) p->rank = RANK_NEAR;
  } else {
    p->rank = rel(c, below, "xcomp") || rel(c, below, "ccomp") ? RANK_COMPLEMENT : RANK_FAR;
  }
  if (p->side == SIDE_PREDICATE) p->rank = p->rank * 8 + (depth < 7 ? depth : 7);
}

static bool add_party(const sr_event__clause *c, sr_arena *arena, parties *all, sr_slice code, uint32_t first,
                      uint32_t n, bool is_place) {
  if (!code.len || first < c->begin || first + n > c->end) return true;
  party *p = SR_PUSH(arena, all);
  if (!p) return false;
  *p = (party){.code = code, .first = first, .end = first + n, .anchor = anchor_of(c, first, first + n)};
  place(c, p);
  if (!is_place) return true;
  /* a place is where something is done: only what it is done to counts, when nobody is named */
  if (p->side == SIDE_PREDICATE)
    p->rank += RANK_PLACE;
  else
    p->side = SIDE_NONE;
  return true;
}

static sr_slice country_of(sr_slice alpha2) {
  for (uint32_t row = 0; alpha2.len && row < sr_table_countries.rows; row++)
    if (sr_slice_eq(sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA2), alpha2))
      return sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA3);
  return (sr_slice){0};
}

/* Actors and places of the sentence; lists are sorted by start. */
static bool collect(const sr_event__clause *c, sr_arena *arena, parties *all) {
  const sr_report *r = c->report;
  uint32_t low = 0, high = r->n_actors;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (r->actors[middle].first_token < c->begin)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < r->n_actors && r->actors[low].first_token < c->end; low++)
    if (!add_party(c, arena, all, r->actors[low].code, r->actors[low].first_token, r->actors[low].n_tokens, false))
      return false;
  for (low = 0, high = r->n_places; low < high;) {
    const uint32_t middle = low + (high - low) / 2;
    if (r->places[middle].first_token < c->begin)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < r->n_places && r->places[low].first_token < c->end; low++) {
    const sr_place *p = &r->places[low];
    if (!add_party(c, arena, all, country_of(p->country), p->first_token, p->n_tokens, true)) return false;
  }
  return true;
}

static bool in_list_with(const sr_event__clause *c, uint32_t a, uint32_t b) {
  for (int steps = 0; steps < STEPS_MAX && rel(c, a, "conj"); steps++) {
    a = token(c, a)->head;
    if (a == b) return true;
  }
  return a == b;
}

static void take(const party *p, sr_slice *codes, uint32_t *n, uint32_t *first, uint32_t *last) {
  for (uint32_t k = 0; k < *n; k++)
    if (sr_slice_eq(codes[k], p->code)) return;
  if (*n == PARTIES_MAX) return;
  codes[(*n)++] = p->code;
  if (p->first < *first) *first = p->first;
  if (p->end - 1 > *last) *last = p->end - 1;
}

/* The nearest of a side, with those in a list with it. */
static void choose(const sr_event__clause *c, const parties *all, uint32_t side, sr_slice *codes, uint32_t *n,
                   uint32_t *first, uint32_t *last) {
  const party *best = NULL;
  for (uint32_t i = 0; i < all->n; i++)
    if (all->at[i].side == side && (!best || all->at[i].rank < best->rank)) best = &all->at[i];
  if (!best) return;
  take(best, codes, n, first, last);
  for (uint32_t i = 0; i < all->n; i++) {
    const party *p = &all->at[i];
    if (p->side == side && p != best && (p->rank < RANK_PLACE || best->rank >= RANK_PLACE) &&
        (in_list_with(c, p->anchor, best->anchor) || in_list_with(c, best->anchor, p->anchor)))
      take(p, codes, n, first, last);
  }
}

/* No subject of its own, or one that stands for somebody else. */
static bool lacks_subject(const sr_event__clause *c) {
  for (uint32_t k = sr_event__first_child(c, c->head); k != SR_EVENT_NONE; k = sr_event__next_child(c, k))
    if (rel(c, k, "nsubj") || rel(c, k, "csubj")) return sr_slice_is(token(c, k)->upos, "PRON");
  return true;
}

bool sr_event__roles(const sr_event__clause *c, bool reciprocal, sr_arena *arena, sr_event *event) {
  parties all = {0};
  sr_slice *codes = SR_NEW(arena, sr_slice, (size_t)2 * PARTIES_MAX);
  if (!codes || !collect(c, arena, &all)) return false;
  sr_slice *source = codes, *target = codes + PARTIES_MAX;
  uint32_t n_source = 0, n_target = 0, first = c->head, last = c->head;
  choose(c, &all, SIDE_AGENT, source, &n_source, &first, &last);
  if (!n_source) choose(c, &all, SIDE_SUBJECT, source, &n_source, &first, &last);
  if (!n_source && lacks_subject(c)) choose(c, &all, SIDE_SPEAKER, source, &n_source, &first, &last);
  choose(c, &all, SIDE_PREDICATE, target, &n_target, &first, &last);
  for (uint32_t k = 0; k < n_target; k++) /* "Russia's army left a Russian base": one's own is no target */
    if (n_source == 1 && n_target == 1 && sr_slice_eq(target[k], source[0])) n_target = 0;
  bool party_named = false; /* "held talks in Vienna": Austria is no party */
  for (uint32_t i = 0; i < all.n; i++) party_named |= all.at[i].side == SIDE_PREDICATE && all.at[i].rank < RANK_PLACE;
  if (reciprocal && !party_named) n_target = 0;
  if (reciprocal) {
    for (uint32_t k = 0; k < n_target && n_source < PARTIES_MAX; k++) source[n_source++] = target[k];
    n_target = 0;
  }
  event->source = source;
  event->n_source = n_source;
  event->target = target;
  event->n_target = n_target;
  event->span = (sr_span){token(c, first)->span.start, token(c, last)->span.end};
  return true;
}
