/* Where: the most specific places named for a claim, or those of the same happening told before it. */
#include "claim/reading.h"

#include "read/wordclass.h"

enum { WHERE_MAX = 8, PLACE_REACH = 45, CARRY_SENTENCES = 4 };

static bool is_happening(sr_claim_kind kind) {
  return kind == SR_KIND_LOSSES || kind == SR_KIND_DAMAGE || kind == SR_KIND_STRIKE || kind == SR_KIND_INTERCEPTION;
}

static bool in_source(const sr_claim_reading *r, const sr_place *place) {
  for (uint32_t i = 0; i < r->report->n_speech; i++) {
    const sr_attribution *a = &r->report->speech[i];
    if (a->sentence > place->sentence) return false;
    for (uint32_t s = 0; a->sentence == place->sentence && s < a->source.n; s++)
      if (a->source.at[s].start <= place->span.start && place->span.end <= a->source.at[s].end) return true;
  }
  return false;
}

/* A preposition or nothing but names and articles before it: the place is one where something is. */
static bool is_placed(const sr_claim_reading *r, const sr_place *place) {
  return place->literal && !in_source(r, place);
}

static sr_status set_places(sr_claim_reading *r, sr_draft *d, const sr_place_ref *found, uint32_t n) {
  sr_place_ref *copy = SR_NEW(r->arena, sr_place_ref, n);
  if (!copy) return sr_arena_fail(r->arena, r->err);
  memcpy(copy, found, n * sizeof *found);
  d->claim.where = copy;
  d->claim.n_where = n;
  return SR_OK;
}

static bool has_place(const sr_place *const *list, uint32_t n, const sr_place *place) {
  for (uint32_t i = 0; i < n; i++)
    if (sr_slice_eq(list[i]->name, place->name)) return true;
  return false;
}

static bool all_capitals(sr_slice word) {
  for (size_t i = 0; i < word.len; i++)
    if (!sr_is_upper((uint8_t)word.ptr[i])) return false;
  return word.len > 1;
}

/* "CHERNIHIV, Ukraine, April 19 (Agency) - ": places of a dateline say where it was written. */
static bool in_dateline(const sr_claim_reading *r, const sr_place *place) {
  enum { DATELINE_MAX = 14 };
  const uint32_t first = r->report->sentences[place->sentence].first_token;
  if (place->first_token > first + 3) return false;
  if (!all_capitals(sr_claim__text(r, first, first + 1))) return false;
  for (uint32_t t = place->first_token + place->n_tokens; t < first + DATELINE_MAX && t < r->report->n_tokens; t++) {
    if (r->report->tokens[t].sentence != place->sentence) return false;
    if (sr_claim__is(r, t, "-") || sr_claim__is(r, t, "–") || sr_claim__is(r, t, "—"))
      return r->report->tokens[t].space_before;
  }
  return false;
}

/* Whether b lies in a: a country or its first-order division, and a place of it. */
static bool is_wider(const sr_place *a, const sr_place *b) {
  if (!a->country.len || !sr_slice_eq(a->country, b->country)) return false;
  if (sr_slice_starts(a->feature, SR_SLICE("PCL"))) return !sr_slice_starts(b->feature, SR_SLICE("PCL"));
  if (!sr_slice_is(a->feature, "ADM1")) return false;
  return !sr_slice_is(b->feature, "ADM1") && b->adm1.len && sr_slice_eq(a->adm1, b->adm1);
}

/* Only the most specific are kept: "El Fasher, the capital of North Darfur". */
static uint32_t drop_wider(const sr_place **found, uint32_t n) {
  uint32_t kept = 0;
  bool wide[WHERE_MAX] = {false};
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < n; k++) wide[i] |= i != k && is_wider(found[i], found[k]);
  for (uint32_t i = 0; i < n; i++)
    if (!wide[i]) found[kept++] = found[i];
  return kept;
}

static sr_status read_places(sr_claim_reading *r, sr_draft *d) {
  if (d->claim.kind == SR_KIND_CONTROL && d->claim.target_place.name.len)
    return set_places(r, d, &d->claim.target_place, 1);
  const sr_sentence *s = &r->report->sentences[d->sentence];
  const sr_place *found[WHERE_MAX];
  uint32_t n = 0;
  const uint32_t end = s->first_token + s->n_tokens;
  for (uint32_t t = s->first_token; t < end && n < WHERE_MAX; t++) {
    if (r->place_at[t] == SR_NONE) continue;
    const sr_place *p = &r->report->places[r->place_at[t]];
    if (t != p->first_token || !is_placed(r, p) || in_dateline(r, p) || has_place(found, n, p)) continue;
    const uint32_t gap = t >= d->end                   ? sr_claim__gap(r, d->end, t)
                         : t + p->n_tokens <= d->first ? sr_claim__gap(r, t + p->n_tokens, d->first)
                                                       : 0;
    if (gap > PLACE_REACH) continue;
    found[n++] = p;
  }
  n = drop_wider(found, n);
  sr_place_ref refs[WHERE_MAX];
  for (uint32_t i = 0; i < n; i++) refs[i] = sr_claim__place_ref(found[i]);
  return n ? set_places(r, d, refs, n) : SR_OK;
}

sr_status sr_claim__places(sr_claim_reading *r) {
  for (uint32_t i = 0; i < r->drafts.n; i++) {
    sr_draft *d = &r->drafts.at[i];
    const sr_claim_kind kind = d->claim.kind;
    if (d->claim.n_where || kind == SR_KIND_AID || kind == SR_KIND_STATEMENT) continue;
    sr_status status = read_places(r, d);
    if (status) return status;
    if (!d->claim.n_where && is_happening(kind)) {
      for (uint32_t k = i; k-- > 0 && r->drafts.at[k].sentence + CARRY_SENTENCES >= d->sentence;) {
        const sr_draft *before = &r->drafts.at[k];
        if (!before->claim.n_where || !is_happening(before->claim.kind)) continue;
        /* losses of war are told of whole fronts and months; the dead and the damage of a place, of one happening */
        const bool of_war = d->claim.victim == SR_VICTIM_MILITARY || d->claim.category == SR_CATEGORY_EQUIPMENT ||
                            d->claim.category == SR_CATEGORY_DISPLACED || kind == SR_KIND_INTERCEPTION;
        if (of_war &&
            sr_claim__sentence(r, before->sentence)->paragraph != sr_claim__sentence(r, d->sentence)->paragraph)
          break;
        d->claim.where = before->claim.where;
        d->claim.n_where = before->claim.n_where;
        break;
      }
    }
    if (kind == SR_KIND_CONTROL && !d->claim.target_place.name.len && d->claim.n_where)
      d->claim.target_place = d->claim.where[0];
  }
  return SR_OK;
}
