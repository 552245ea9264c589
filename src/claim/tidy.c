/* The last step: the same thing said twice becomes one claim, what is said with a figure displaces what is said
 * without, evidence grows to whole phrases, and the claims get their order and confidence. */
#include "claim/confidence.h"

#include "read/wordclass.h"

#include <stdlib.h>

/* Drafts before one that it is compared with. A happening is told within some forty claims. */
enum { LOOK_BACK = 60 };

/* Aid said in one breath: the sum or the counted goods are the claim, the package they come in is not. */
static void merge_aid(sr_claim_reading *r, uint32_t index) {
  sr_draft *d = &r->drafts.at[index];
  const sr_figure *figure = &d->claim.quantity;
  if (!d->claim.donor.name.len && !figure->present) {
    d->dropped = true;
    return;
  }
  /* who is no state or body that gives, and names nobody it gives to, spends on itself */
  if (d->home) {
    d->dropped = true;
    return;
  }
  const bool vessel = d->mention != SR_NONE && (!figure->present || r->mentions.at[d->mention].quantity == SR_NONE);
  for (uint32_t k = 0; k < r->drafts.n && vessel; k++) {
    const uint32_t other = index + k < r->drafts.n && k < 12 ? index + k : index;
    const sr_draft *o = &r->drafts.at[other];
    if (o != d && o->claim.kind == SR_KIND_AID && o->sentence == d->sentence && o->claim.quantity.present &&
        o->mention != SR_NONE && r->mentions.at[o->mention].quantity != SR_NONE && o->anchor == d->anchor)
      d->dropped = true;
    if (k >= 12) break;
  }
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < 12 && !d->dropped; steps++) {
    const sr_draft *o = &r->drafts.at[k];
    if (o->dropped || o->claim.kind != SR_KIND_AID || o->sentence != d->sentence) continue;
    /* "50 million dollars' worth of parts": the goods are what the money is for */
    if (!figure->present && o->claim.quantity.present && d->claim.item.len && o->claim.item.len &&
        sr_slice_holds(o->claim.item, d->claim.item))
      d->dropped = true;
    if (o->anchor != d->anchor) continue;
    if (vessel && o->claim.quantity.present) d->dropped = true;
    /* "(about 310 million dollars)" */
    if (d->claim.money.present && o->claim.money.present && d->first && sr_claim__is(r, d->first - 1, "("))
      d->dropped = true;
    /* goods without a count in one list are one claim */
    if (!figure->present && !o->claim.quantity.present) d->dropped = true;
  }
}

static bool same_actor(sr_actor_ref a, sr_actor_ref b) {
  return sr_slice_eq(a.name, b.name) || (a.code.len && sr_slice_eq(a.code, b.code));
}

static bool same_chain(const sr_claim *a, const sr_claim *b) {
  if (a->n_chain != b->n_chain) return false;
  for (uint32_t i = 0; i < a->n_chain; i++)
    if (!sr_slice_eq(a->chain[i].name, b->chain[i].name)) return false;
  return true;
}

static bool same_figure(const sr_figure *a, const sr_figure *b) {
  return a->present == b->present && a->low <= b->low && a->low >= b->low && a->high <= b->high && a->high >= b->high &&
         sr_slice_eq(a->unit, b->unit);
}

static bool shares_place(const sr_claim *a, const sr_claim *b) {
  if (!a->n_where || !b->n_where) return true;
  for (uint32_t i = 0; i < a->n_where; i++)
    for (uint32_t k = 0; k < b->n_where; k++)
      if (sr_slice_eq(a->where[i].name, b->where[k].name)) return true;
  return false;
}

/* Told of days that lie apart. */
static bool days_apart(const sr_claim *a, const sr_claim *b) {
  const sr_when *x = &a->when, *y = &b->when;
  if (!x->present || !y->present) return false;
  const bool before = x->end != SR_DAY_NONE && y->start != SR_DAY_NONE && x->end < y->start;
  const bool after = y->end != SR_DAY_NONE && x->start != SR_DAY_NONE && y->end < x->start;
  return before || after;
}

static bool same_objects(const sr_claim *a, const sr_claim *b) {
  if (a->n_objects != b->n_objects) return false;
  return !a->n_objects || memcmp(a->objects, b->objects, a->n_objects * sizeof *a->objects) == 0;
}

static bool same_topics(const sr_claim *a, const sr_claim *b) {
  if (a->n_topics != b->n_topics) return false;
  for (uint32_t i = 0; i < a->n_topics; i++)
    if (!sr_slice_eq(a->topics[i], b->topics[i])) return false;
  return true;
}

/* "X met Y. Commanders met at the border": other people; all of the fewer are among the others where it is told again.
 */
static bool shares_participants(const sr_claim *a, const sr_claim *b) {
  if (a->n_participants > b->n_participants) return shares_participants(b, a);
  for (uint32_t i = 0; i < a->n_participants; i++) {
    bool found = false;
    for (uint32_t k = 0; k < b->n_participants; k++) found |= same_actor(a->participants[i], b->participants[k]);
    if (!found) return false;
  }
  return true;
}

static bool same_fields(const sr_claim *a, const sr_claim *b) {
  return same_objects(a, b) && same_topics(a, b) && shares_participants(a, b) && a->category == b->category &&
         a->victim == b->victim && a->measure == b->measure && a->act == b->act && a->weapon == b->weapon &&
         a->outcome == b->outcome && a->status == b->status && a->form == b->form && sr_slice_eq(a->item, b->item) &&
         sr_slice_eq(a->topic, b->topic) && sr_slice_eq(a->target_place.name, b->target_place.name) &&
         same_actor(a->speaker, b->speaker) && same_actor(a->donor, b->donor);
}

static bool same_claim(const sr_claim *a, const sr_claim *b) {
  if (a->kind != b->kind || a->modality != b->modality || !same_chain(a, b) || days_apart(a, b)) return false;
  /* "the rebels seized it; the army retook it" */
  if (a->kind == SR_KIND_CONTROL && a->party.name.len && b->party.name.len && !same_actor(a->party, b->party))
    return false;
  return same_figure(&a->quantity, &b->quantity) && same_fields(a, b) && shares_place(a, b);
}

/* Whether the counted claim says what the uncounted one does. */
static bool covers(const sr_claim *counted, const sr_claim *bare) {
  if (counted->kind != bare->kind || counted->modality != bare->modality || !same_chain(counted, bare)) return false;
  if (!shares_place(counted, bare) || days_apart(counted, bare)) return false;
  if (bare->party.name.len && counted->party.name.len && !same_actor(counted->party, bare->party)) return false;
  switch (bare->kind) {
  case SR_KIND_STRIKE:
  case SR_KIND_INTERCEPTION: return counted->weapon == bare->weapon || bare->weapon == SR_WEAPON_UNSPECIFIED;
  case SR_KIND_LOSSES: return counted->category == bare->category;
  case SR_KIND_DAMAGE: return false;
  default: return false;
  }
}

/* "shells fell on G" read from the shells and from the place: one strike. */
static bool same_strike(const sr_draft *a, const sr_draft *b) {
  return a->claim.kind == SR_KIND_STRIKE && b->claim.kind == SR_KIND_STRIKE && a->weak && b->weak &&
         a->sentence == b->sentence && a->first < b->end && b->first < a->end &&
         (a->claim.weapon == SR_WEAPON_UNSPECIFIED || b->claim.weapon == SR_WEAPON_UNSPECIFIED);
}

static sr_status merge_objects(sr_claim_reading *r, sr_draft *into, const sr_draft *from) {
  sr_claim *a = &into->claim;
  for (uint32_t i = 0; i < a->n_objects; i++)
    if (a->objects[i] == from->claim.objects[0]) return SR_OK;
  sr_enum *more = SR_NEW(r->arena, sr_enum, a->n_objects + 1);
  if (!more) return sr_arena_fail(r->arena, r->err);
  memcpy(more, a->objects, a->n_objects * sizeof *more);
  more[a->n_objects++] = from->claim.objects[0];
  a->objects = more;
  return SR_OK;
}

static int by_evidence(const void *a, const void *b) {
  const sr_draft *x = a, *y = b;
  const sr_span p = x->claim.evidence.at[0], q = y->claim.evidence.at[0];
  if (p.start != q.start) return p.start < q.start ? -1 : 1;
  if (p.end != q.end) return p.end < q.end ? -1 : 1;
  return (int)x->claim.kind - (int)y->claim.kind;
}

/* Whether a phrase goes on from token t to the next one. */
static bool goes_on(const sr_claim_reading *r, uint32_t t) {
  switch (sr_word_class_of(r->report, t)) {
  case SR_CLASS_DETERMINER:
  case SR_CLASS_ADJECTIVE:
  case SR_CLASS_NUMBER:
  case SR_CLASS_PREPOSITION: return true;
  default: return sr_claim__is(r, t, "'s");
  }
}

static bool is_nominal(const sr_claim_reading *r, uint32_t t) {
  const sr_word_class class = sr_word_class_of(r->report, t);
  return class == SR_CLASS_NOUN || class == SR_CLASS_NAME || class == SR_CLASS_ADJECTIVE || class == SR_CLASS_NUMBER;
}

/* The verb belongs to the evidence unless another figure stands between. */
static void reach_verb(const sr_claim_reading *r, const sr_draft *d, uint32_t *first, uint32_t *stop) {
  enum { VERB_REACH = 12 };
  if (!d->verb_end) return;
  const bool behind = d->anchor >= *stop;
  if (!behind && d->verb_end > *first) return;
  const uint32_t from = behind ? *stop : d->verb_end, to = behind ? d->anchor : *first;
  if (to - from > VERB_REACH) return;
  for (uint32_t t = from; t < to; t++)
    if (r->quantity_at[t] != SR_NONE || sr_claim__is(r, t, ";")) return;
  if (behind)
    *stop = d->verb_end;
  else
    *first = d->anchor;
}

/* Evidence is cut at the bounds of phrases: back to the article of a noun phrase and the "and" of a pair of adjectives,
 * on to the noun it counts, and from a bare verb over its object. */
static void whole_phrases(const sr_claim_reading *r, sr_draft *d) {
  enum { BACK_MAX = 4, ON_MAX = 7 };
  const uint32_t start = r->report->sentences[d->sentence].first_token, end = sr_claim__sentence_end(r, d->sentence);
  uint32_t first = d->first, stop = d->end;
  reach_verb(r, d, &first, &stop);
  if (is_nominal(r, first))
    for (uint32_t steps = 0; first > start && steps < BACK_MAX; steps++) {
      const bool pair = first > start + 1 && sr_claim__is(r, first - 1, "and") &&
                        sr_word_class_of(r->report, first) == SR_CLASS_ADJECTIVE &&
                        sr_word_class_of(r->report, first - 2) == SR_CLASS_ADJECTIVE;
      if (pair)
        first -= 2;
      else if (goes_on(r, first - 1) && !sr_claim__is(r, first - 1, "that") &&
               sr_word_class_of(r->report, first - 1) != SR_CLASS_PREPOSITION)
        first--;
      else
        break;
    }
  /* a verb alone says nothing: its object goes with it */
  const bool bare = stop - first <= 1 && sr_word_class_of(r->report, first) == SR_CLASS_VERB;
  for (uint32_t steps = 0; stop < end && steps < ON_MAX; steps++) {
    const sr_token *next = &r->report->tokens[stop];
    if (next->kind == SR_TOKEN_PUNCT && !sr_claim__is(r, stop, "-")) break;
    const bool open = goes_on(r, stop - 1) && (sr_word_class_of(r->report, stop - 1) != SR_CLASS_ADJECTIVE ||
                                               sr_word_class_of(r->report, stop) == SR_CLASS_NOUN);
    if (next->kind == SR_TOKEN_PUNCT || open || (is_nominal(r, stop - 1) && is_nominal(r, stop)) ||
        (bare && steps == 0) || (bare && goes_on(r, stop)))
      stop++;
    else
      break;
  }
  /* not upon an open end */
  while (stop > d->end && (goes_on(r, stop - 1) && sr_word_class_of(r->report, stop - 1) != SR_CLASS_NUMBER &&
                           sr_word_class_of(r->report, stop - 1) != SR_CLASS_ADJECTIVE))
    stop--;
  d->first = first;
  d->end = stop;
  *d->span = (sr_span){r->report->tokens[first].span.start, r->report->tokens[stop - 1].span.end};
}

sr_status sr_claim__tidy(sr_claim_reading *r) {
  for (uint32_t i = 0; i < r->drafts.n; i++)
    if (r->drafts.at[i].claim.kind == SR_KIND_AID) merge_aid(r, i);
  for (uint32_t i = 0; i < r->drafts.n; i++) {
    sr_draft *d = &r->drafts.at[i];
    for (uint32_t k = i; k-- > 0 && i - k <= LOOK_BACK && !d->dropped;) {
      sr_draft *before = &r->drafts.at[k];
      if (before->dropped) continue;
      if (same_claim(&before->claim, &d->claim)) {
        d->dropped = true;
      } else if (d->claim.kind == SR_KIND_DAMAGE && before->claim.kind == SR_KIND_DAMAGE && d->weak && before->weak &&
                 d->anchor == before->anchor) {
        sr_status status = merge_objects(r, before, d);
        if (status) return status;
        d->dropped = true;
      } else if (same_strike(before, d)) {
        (d->claim.weapon == SR_WEAPON_UNSPECIFIED ? d : before)->dropped = true;
      } else if (d->weak && !before->weak && covers(&before->claim, &d->claim)) {
        d->dropped = true;
      } else if (before->weak && !d->weak && covers(&d->claim, &before->claim)) {
        before->dropped = true;
      }
    }
  }
  for (uint32_t i = 0; i < r->drafts.n; i++)
    if (!r->drafts.at[i].dropped) whole_phrases(r, &r->drafts.at[i]);
  uint32_t n = 0;
  for (uint32_t i = 0; i < r->drafts.n; i++)
    if (!r->drafts.at[i].dropped) r->drafts.at[n++] = r->drafts.at[i];
  if (n) qsort(r->drafts.at, n, sizeof *r->drafts.at, by_evidence);
  sr_claim *claims = SR_NEW(r->arena, sr_claim, n);
  if (!claims) return sr_arena_fail(r->arena, r->err);
  for (uint32_t i = 0; i < n; i++) {
    claims[i] = r->drafts.at[i].claim;
    claims[i].confidence = sr_claim__confidence(r, &r->drafts.at[i]);
  }
  r->report->claims = claims;
  r->report->n_claims = n;
  return SR_OK;
}
