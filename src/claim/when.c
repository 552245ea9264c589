/* When: the time that a happening took or a figure covers, never the time of saying it. */
#include "claim/reading.h"

#include "read/time.h"
#include "read/wordclass.h"

/* TIME_REACH: the farthest a time may stand from its claim, in the costs of sr_claim__gap. */
enum { TIME_REACH = 60, CARRY_BACK = 40 };

/* "a committee said on Wednesday": the time of the saying. */
static bool dates_the_saying(const sr_claim_reading *r, const sr_time *time) {
  for (uint32_t i = 0; i < r->report->n_attributions; i++) {
    const sr_attribution *a = &r->report->attributions[i];
    if (a->sentence > time->sentence) return false;
    if (a->sentence != time->sentence) continue;
    for (uint32_t c = 0; c < a->cue.n; c++) {
      const uint32_t after = sr_claim__token_at(r, a->cue.at[c].end);
      if (time->first_token >= after && time->first_token <= after + 1 && a->cue.at[c].end <= time->span.start)
        return true;
    }
  }
  return false;
}

static bool usable(const sr_claim_reading *r, const sr_time *time, sr_day *start, sr_day *end) {
  const uint32_t index = (uint32_t)(time - r->report->times);
  if (time->type == SR_TIME_SET) return false;
  if (!sr_time_window(r->report->times, index, start, end)) return false;
  return !dates_the_saying(r, time);
}

static sr_when_relation relation_of(const sr_time *time, sr_day start, sr_day end) {
  if (end == SR_DAY_NONE) return SR_WHEN_SINCE;
  if (start == SR_DAY_NONE) return SR_WHEN_UNTIL;
  if (start == end) return SR_WHEN_ON;
  const bool night = sr_slice_ends(time->value, SR_SLICE("NI"));
  return night && end - start == 1 ? SR_WHEN_ON : SR_WHEN_DURING;
}

static bool nearest_time(const sr_claim_reading *r, const sr_draft *d, sr_when *when) {
  const sr_sentence *s = &r->report->sentences[d->sentence];
  uint32_t best = TIME_REACH + 1;
  for (uint32_t t = s->first_token; t < s->first_token + s->n_tokens; t++) {
    if (r->time_at[t] == SR_NONE) continue;
    const sr_time *time = &r->report->times[r->time_at[t]];
    if (t != time->first_token) continue;
    sr_day start, end;
    if (!usable(r, time, &start, &end)) continue;
    const uint32_t after = t + time->n_tokens;
    uint32_t gap = t >= d->end         ? sr_claim__gap(r, d->end, t)
                   : after <= d->first ? sr_claim__gap(r, after, d->first)
                                       : 0;
    /* a time that opens the sentence dates all of it */
    if (t <= s->first_token + 1 && gap > 20 && gap <= TIME_REACH) gap = 20;
    if (gap >= best) continue;
    best = gap;
    *when = (sr_when){true, start, end, relation_of(time, start, end)};
  }
  return best <= TIME_REACH;
}

static bool is_happening(sr_claim_kind kind) {
  return kind == SR_KIND_LOSSES || kind == SR_KIND_DAMAGE || kind == SR_KIND_STRIKE || kind == SR_KIND_INTERCEPTION;
}

static bool is_progress(sr_claim_kind kind) {
  return kind == SR_KIND_ADVANCE || kind == SR_KIND_RATIO || kind == SR_KIND_LOSSES;
}

static bool same_place(const sr_claim *a, const sr_claim *b) {
  for (uint32_t i = 0; i < a->n_where; i++)
    for (uint32_t k = 0; k < b->n_where; k++)
      if (sr_slice_eq(a->where[i].name, b->where[k].name)) return true;
  return false;
}

/* The date of the same happening told before. */
static void carry(const sr_claim_reading *r, uint32_t index) {
  sr_draft *d = &r->drafts.at[index];
  const uint32_t paragraph = sr_claim__sentence(r, d->sentence)->paragraph;
  for (uint32_t k = index; k-- > 0 && index - k <= CARRY_BACK;) {
    const sr_draft *before = &r->drafts.at[k];
    if (!before->claim.when.present) continue;
    const bool near = sr_claim__sentence(r, before->sentence)->paragraph == paragraph;
    const bool happening = is_happening(d->claim.kind) && is_happening(before->claim.kind);
    const bool progress = d->claim.kind == SR_KIND_RATIO && is_progress(before->claim.kind);
    if (!((happening && (near || same_place(&d->claim, &before->claim))) || (progress && near))) continue;
    d->claim.when = before->claim.when;
    if (d->claim.when.relation == SR_WHEN_PER && d->claim.measure != SR_MEASURE_RATE)
      d->claim.when.relation = SR_WHEN_DURING;
    return;
  }
}

sr_status sr_claim__times(sr_claim_reading *r) {
  for (uint32_t i = 0; i < r->drafts.n; i++) {
    sr_draft *d = &r->drafts.at[i];
    sr_when *when = &d->claim.when;
    if (when->present || d->claim.kind == SR_KIND_PROJECTION) continue;
    if (!nearest_time(r, d, when)) carry(r, i);
    if (when->present && d->claim.measure == SR_MEASURE_RATE) when->relation = SR_WHEN_PER;
    if (d->claim.kind == SR_KIND_AID && when->present && when->relation == SR_WHEN_UNTIL) {
      d->claim.deadline = when->end;
      *when = (sr_when){.start = SR_DAY_NONE, .end = SR_DAY_NONE};
    }
    if (!when->present) when->start = when->end = SR_DAY_NONE;
  }
  return SR_OK;
}
