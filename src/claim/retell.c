/* Figures that are told again: another count of what was counted last; see the header. */
#include "claim/retell.h"
#include "claim/slots.h"
#include "claim/tree.h"

#include "read/wordclass.h"

enum { RETELL_BACK = 12 };

static bool is_count(const sr_claim_reading *r, uint32_t t) {
  return sr_claim__word(r, t, SR_WORD_TOLL_NOUN) || sr_claim__is(r, t, "total");
}

bool sr_claim__retells(const sr_claim_reading *r, const sr_mention *m) {
  const uint32_t start = r->report->sentences[m->sentence].first_token;
  if (m->first < start + 3) return false;
  /* "bringing the total since May to 512" */
  for (uint32_t t = m->first - 1; sr_claim__is(r, m->first - 1, "to") && t-- > start && !sr_claim__is(r, t, ",");)
    if (sr_claim__is(r, t, "total") && sr_claim__is(r, t - 1, "the") &&
        sr_word_class_of(r->report, t + 1) != SR_CLASS_NOUN) /* "the total losses amounted to" tells its own */
      return true;
  /* "...; the agency counted 62.", "the ministry spoke of about 40.": a number alone, of what was counted before */
  const bool of = sr_claim__is(r, m->first - 1, "of") && sr_claim__word(r, m->first - 2, SR_WORD_TELL_OF_VERB);
  const bool named = sr_claim__is(r, m->first - 1, "of") && m->first > start + 4 && /* "gives a figure of 400." */
                     is_count(r, m->first - 2);
  static const char *const dashes[] = {"-", "–", "—", ":"}; /* "gives a similar number - 41,980" */
  if (sr_claim__is_one_of(r, m->first - 1, dashes, sizeof dashes / sizeof *dashes) && m->usual == SR_THING_NUMBER &&
      sr_claim__word(r, m->first - 3, SR_WORD_UNLIKE) && is_count(r, m->first - 2))
    return true;
  const uint32_t before = m->first - 1 - of - (named ? 2 + sr_claim__is(r, m->first - 3, "a") : 0);
  const sr_quantity *q = &r->report->quantities[m->quantity]; /* "reported two explosions": of something else */
  const bool bare = (m->usual == SR_THING_NUMBER || m->noun_first >= m->end) && q->unit_span.end <= q->unit_span.start;
  if (before > start && (of || sr_claim__word(r, before, SR_WORD_RECOUNT_VERB)) && bare &&
      (r->actor_at[before - 1 - (sr_word_class_of(r->report, before - 1) == SR_CLASS_ADVERB)] != SR_NONE ||
       sr_slice_is(r->report->tokens[before - 1].upos, "NOUN") || sr_claim__subject_token(r, before) != SR_NO_TOKEN) &&
      m->end < r->report->n_tokens && r->report->tokens[m->end].kind == SR_TOKEN_PUNCT)
    return true;
  /* "on 28 November alone the figure was 2,030" */
  if ((sr_claim__is(r, before, "was") || sr_claim__is(r, before, "is")) && sr_claim__is(r, before - 2, "the") &&
      (sr_claim__is(r, before - 1, "figure") || sr_claim__is(r, before - 1, "number")) &&
      sr_slice_is(r->report->quantities[m->quantity].unit, "1"))
    return true;
  if (!sr_claim__is(r, m->first - 1, "at")) return false;
  if (sr_claim__is(r, m->first - 2, "losses")) return false; /* "the army put its losses at two": other people */
  if (m->usual == SR_THING_TOLL) return false; /* "put the death toll at 61": it says itself what it counts */
  if (sr_slice_is(r->report->quantities[m->quantity].unit, "1") == false) return false;
  return sr_claim__cue(r, m->first - 2, SR_CUE_FIGURE) || sr_claim__is(r, m->first - 2, "it") ||
         sr_claim__is(r, m->first - 2, "them");
}

/* A ratio that the sentence has told before token t: ratios are read first, in the order of sentences. */
static const sr_draft *ratio_before(const sr_claim_reading *r, uint32_t sentence, uint32_t t) {
  const uint32_t low = sr_claim__drafts_until(r, 0, r->frames_from, sentence);
  const sr_draft *d = low ? &r->drafts.at[low - 1] : NULL;
  return d && d->sentence == sentence && d->end <= t && d->claim.kind == SR_KIND_RATIO ? d : NULL;
}

sr_status sr_claim__retell(sr_claim_reading *r, const sr_mention *m) {
  const sr_draft *ratio = ratio_before(r, m->sentence, m->first);
  if (ratio && (!r->drafts.n || r->drafts.at[r->drafts.n - 1].sentence < m->sentence ||
                r->drafts.at[r->drafts.n - 1].first < ratio->first)) {
    const sr_claim before = ratio->claim;
    const int32_t index = (int32_t)(ratio - r->drafts.at);
    sr_draft *d = sr_claim__draft(r, SR_KIND_RATIO, m->sentence, m->first, m->end);
    if (!d) return sr_arena_fail(r->arena, r->err);
    d->retells = index;
    const sr_spans evidence = d->claim.evidence;
    d->claim = before;
    d->claim.evidence = evidence;
    d->claim.quantity = m->figure;
    d->claim.quantity.unit = before.quantity.unit;
    return SR_OK;
  }
  for (uint32_t i = r->drafts.n, steps = 0; i-- > 0 && steps < RETELL_BACK; steps++) {
    if (r->drafts.at[i].sentence + 2 < m->sentence || !r->drafts.at[i].claim.quantity.present) continue;
    const sr_draft before = r->drafts.at[i];
    /* "44 drones were shot down; it had reported 46": not of people told of earlier */
    if (!sr_claim__is(r, m->first - 1, "at") &&
        (before.claim.kind == SR_KIND_STRIKE || before.claim.kind == SR_KIND_INTERCEPTION))
      break;
    if (before.mention != SR_NONE && r->mentions.at[before.mention].quantity == SR_NONE)
      continue; /* "a boy was hurt" is no count that another may differ from */
    if (before.claim.kind != SR_KIND_RATIO && sr_slice_find(before.claim.quantity.unit, '/', 0) != SR_NOWHERE) continue;
    if (before.end > m->first || (before.claim.kind != SR_KIND_LOSSES && before.claim.kind != SR_KIND_RATIO &&
                                  before.claim.kind != SR_KIND_AID && before.claim.kind != SR_KIND_DAMAGE))
      continue;
    sr_draft *d = sr_claim__draft(r, before.claim.kind, m->sentence, m->first, m->end);
    if (!d) return sr_arena_fail(r->arena, r->err);
    const sr_spans evidence = d->claim.evidence;
    d->claim = before.claim;
    d->claim.evidence = evidence;
    const sr_slice unit = before.claim.quantity.unit;
    d->claim.quantity = m->figure;
    d->claim.quantity.unit = unit;
    d->retells = (int32_t)i;
    d->aside = !sr_claim__is(r, m->first - 1, "at"); /* "on 28 November alone the figure was 2,030" */
    return SR_OK;
  }
  return SR_OK;
}

sr_status sr_claim__add_launched(sr_claim_reading *r, uint32_t index) {
  const sr_mention *m = &r->mentions.at[index];
  const sr_draft *part = r->drafts.n ? &r->drafts.at[r->drafts.n - 1] : NULL;
  if (!part || part->mention != (int32_t)index - 1 || part->claim.kind != SR_KIND_INTERCEPTION ||
      !r->mentions.at[index - 1].portion || sr_slice_is(part->claim.quantity.unit, "%") ||
      part->claim.modality != SR_MODALITY_ASSERTED)
    return SR_OK;
  const sr_enum weapon = part->claim.weapon;
  /* "the 104 drones" of the sentence before have been told */
  for (uint32_t i = r->drafts.n, steps = 0; i-- > 0 && steps < RETELL_BACK; steps++) {
    const sr_draft *told = &r->drafts.at[i];
    if (told->sentence + 2 < m->sentence) break;
    if (told->claim.kind == SR_KIND_STRIKE && told->claim.weapon == weapon && told->claim.quantity.present &&
        told->claim.quantity.low >= m->figure.low && told->claim.quantity.low <= m->figure.low)
      return SR_OK;
  }
  sr_draft *d = sr_claim__draft(r, SR_KIND_STRIKE, m->sentence, m->first, m->end);
  if (!d) return sr_arena_fail(r->arena, r->err);
  d->mention = (int32_t)index;
  d->anchor = m->first;
  d->thing = SR_THING_ATTACK;
  d->passive = true;
  d->claim.quantity = m->figure;
  d->claim.weapon = weapon;
  d->claim.confidence = 0.5;
  return SR_OK;
}
