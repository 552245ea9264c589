/* Slots: references to actors and places, modality and chains, from what stands near a claim. */
#include "claim/slots.h"
#include "claim/places.h"

#include "read/attribution.h"
#include "read/wordclass.h"

#include <math.h>

#include "lexicon/countries.h"
#include "lexicon/given_names.h"

sr_actor_ref sr_claim__actor_ref(const sr_actor *actor) { return (sr_actor_ref){actor->name, actor->code}; }

sr_actor_ref sr_claim__country(const sr_place *p) {
  const bool stands = sr_slice_is(p->feature, "PPLC") || sr_slice_starts(p->feature, SR_SLICE("PCL"));
  for (uint32_t row = 0; stands && row < sr_table_countries.rows; row++)
    if (sr_slice_eq(p->country, sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA2)))
      return (sr_actor_ref){sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_NAME),
                            sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA3)};
  return (sr_actor_ref){0};
}

sr_place_ref sr_claim__place_ref(const sr_place *p) {
  /* a point borrowed of a neighbour is none for a claim */
  const bool own = p->precision_km <= 0;
  return (sr_place_ref){p->name,    p->geonames, own ? p->lat : (double)NAN, own ? p->lon : (double)NAN,
                        p->country, p->feature};
}

bool sr_claim__in_state(sr_slice country, sr_slice code) {
  if (!country.len || code.len < 3) return false;
  for (uint32_t row = 0; row < sr_table_countries.rows; row++)
    if (sr_slice_eq(country, sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA2)))
      return sr_slice_starts(code, sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA3));
  return false;
}

bool sr_claim__actor_speaks(const sr_claim_reading *r, int32_t actor) {
  const sr_actor *a = &r->report->actors[actor];
  for (uint32_t i = sr_claim__speech_from(r, a->sentence); i < r->report->n_speech; i++) {
    const sr_attribution *at = &r->report->speech[i];
    if (at->sentence > a->sentence) return false;
    for (uint32_t s = 0; s < at->source.n; s++)
      if (at->source.at[s].start < a->span.end && a->span.start < at->source.at[s].end) return true;
  }
  return false;
}

/* A name that nothing is known of: no actor, or one taken for a person who neither speaks nor has an office or a known
 * given name. */
bool sr_claim__is_free_name(const sr_claim_reading *r, uint32_t t) {
  const sr_report *report = r->report;
  if (r->time_at[t] != SR_NONE || r->quantity_at[t] != SR_NONE || report->tokens[t].kind != SR_TOKEN_WORD) return false;
  if (r->actor_at[t] == SR_NONE) return true;
  const sr_actor *a = &report->actors[r->actor_at[t]];
  return a->kind == SR_ACTOR_PERSON && !a->code.len && !a->role.len && !sr_claim__actor_speaks(r, r->actor_at[t]) &&
         sr_table_find(&sr_table_given_names, &report->tokens[a->first_token].norm, 1) == UINT32_MAX;
}

bool sr_claim__is_happening(sr_claim_kind kind) {
  return kind == SR_KIND_LOSSES || kind == SR_KIND_DAMAGE || kind == SR_KIND_STRIKE || kind == SR_KIND_INTERCEPTION;
}

sr_modality sr_claim__modality(const sr_claim_reading *r, uint32_t sentence, uint32_t first, uint32_t end) {
  const uint32_t start = r->report->sentences[sentence].first_token;
  (void)end;
  sr_modality found = SR_MODALITY_ASSERTED;
  for (uint32_t t = first, steps = 0; t > start && steps < 5; steps++) {
    t--;
    if (sr_claim__is(r, t, ",") || sr_claim__is(r, t, ";")) break;
    if (sr_claim__cue(r, t, SR_CUE_NEGATE)) return SR_MODALITY_DENIED;
    if (sr_claim__cue(r, t, SR_CUE_POSSIBLE)) return SR_MODALITY_POSSIBLE;
    if (sr_claim__cue(r, t, SR_CUE_FUTURE)) found = SR_MODALITY_EXPECTED;
    const sr_word_class class = sr_word_class_of(r->report, t);
    if (class != SR_CLASS_ADVERB && class != SR_CLASS_AUXILIARY && class != SR_CLASS_PRONOUN &&
        !sr_claim__cue(r, t, SR_CUE_FUTURE) && !sr_claim__cue(r, t, SR_CUE_BE) && !sr_claim__cue(r, t, SR_CUE_HAVE))
      break;
  }
  return found;
}

sr_draft *sr_claim__draft(sr_claim_reading *r, sr_claim_kind kind, uint32_t sentence, uint32_t first, uint32_t end) {
  sr_draft *d = SR_PUSH(r->report->scratch, &r->drafts);
  if (!d) return NULL;
  d->sentence = sentence;
  d->first = first;
  d->end = end > first ? end : first + 1;
  d->anchor = first;
  d->mention = d->retells = SR_NONE;
  d->context = UINT32_MAX;
  d->claim.kind = kind;
  d->claim.deadline = SR_DAY_NONE;
  d->claim.when.start = d->claim.when.end = SR_DAY_NONE;
  d->claim.target_place.lat = d->claim.target_place.lon = (double)NAN;
  sr_span *span = SR_NEW(r->arena, sr_span, 1);
  if (!span) return NULL;
  *span = (sr_span){r->report->tokens[d->first].span.start, r->report->tokens[d->end - 1].span.end};
  d->span = span;
  d->claim.evidence = (sr_spans){span, 1};
  return d;
}

/* "the city's mayor", "the region's governor": of the one that was named last before token t. */
static sr_slice whose_office(const sr_claim_reading *r, sr_slice name, uint32_t t) {
  static const char *const towns[] = {"city's ", "town's ", NULL}, *const regions[] = {"region's ", "province's ",
                                                                                       NULL};
  enum { LOOK_BACK = 200 };
  size_t cut = 0;
  bool region = false;
  for (const char *const *word = towns; *word; word++)
    if (sr_slice_starts(name, sr_slice_of(*word))) cut = strlen(*word);
  for (const char *const *word = regions; *word; word++)
    if (sr_slice_starts(name, sr_slice_of(*word))) cut = strlen(*word), region = true;
  const bool city = sr_slice_starts(name, SR_SLICE("city's "));
  const sr_place *found = NULL; /* a city is a seat of something, if one was named */
  for (uint32_t k = t, steps = 0;
       cut && k-- > 0 && steps < LOOK_BACK && !(found && (!city || sr_claim__is_seat(found))); steps++) {
    if (r->place_at[k] == SR_NONE) continue;
    const sr_place *p = &r->report->places[r->place_at[k]];
    if (!p->literal || sr_claim__names_a_line(r, p) || sr_claim__in_source(r, p) || (found && !sr_claim__is_seat(p)) ||
        (region ? !sr_slice_is(p->feature, "ADM1") : !sr_slice_starts(p->feature, SR_SLICE("PPL"))))
      continue;
    found = p;
  }
  if (!found) return name;
  const sr_slice office = sr_slice_cut(name, cut, name.len);
  const sr_slice place = sr_claim__text(r, found->first_token, found->first_token + found->n_tokens);
  return sr_arena_format(r->arena, region ? "%.*s of the %.*s region" : "%.*s of %.*s", SR_FMT(office), SR_FMT(place));
}

sr_status sr_claim__chain(sr_claim_reading *r, sr_draft *draft) {
  const sr_actor_ref *chain = NULL;
  uint32_t n = 0;
  sr_span at = draft->claim.evidence.at[0];
  /* the figure's source, where the verb it shares stands in what another says */
  if (draft->mention != SR_NONE) {
    const uint32_t start = r->report->tokens[r->mentions.at[draft->mention].first].span.start;
    if (start > at.start && start < at.end) at.start = start;
  }
  if (draft->untold) return SR_OK;
  SR_TRY(sr_attribution_chain(r->report, at, r->arena, &chain, &n, r->err));
  if (!n && draft->teller.name.len) { /* "does not rule out": no verb of saying */
    sr_actor_ref *teller = SR_NEW(r->arena, sr_actor_ref, 1);
    if (!teller) return sr_arena_fail(r->arena, r->err);
    *teller = draft->teller;
    chain = teller;
    n = 1;
  }
  /* "was given 20 tanks by Spain": who gives tells nothing */
  if (n && draft->claim.kind == SR_KIND_AID && draft->passive &&
      sr_slice_eq(chain[n - 1].name, draft->claim.donor.name))
    n--;
  draft->claim.chain = chain;
  draft->claim.n_chain = n;
  if (!n) return SR_OK;
  const sr_slice full = whose_office(r, chain[n - 1].name, sr_claim__sentence_end(r, draft->sentence));
  if (!full.ptr || sr_slice_eq(full, chain[n - 1].name)) return SR_OK;
  sr_actor_ref *named = SR_NEW(r->arena, sr_actor_ref, n);
  if (!named) return sr_arena_fail(r->arena, r->err);
  memcpy(named, chain, n * sizeof *named);
  named[n - 1].name = full;
  draft->claim.chain = named;
  return SR_OK;
}
