/* Times that are carried: from a happening told before, from the whole, from what opens a paragraph; see when.h. */
#include "claim/slots.h"
#include "claim/tree.h"
#include "claim/when.h"

#include "read/time.h"
#include "read/wordclass.h"

#include <math.h>

enum { WHOLE_BACK = 6, CARRY_BACK = 40, OPENING_BACK = 12 };

static bool is_progress(sr_claim_kind kind) {
  return kind == SR_KIND_ADVANCE || kind == SR_KIND_RATIO || kind == SR_KIND_LOSSES;
}

static bool same_place(const sr_claim *a, const sr_claim *b) {
  for (uint32_t i = 0; i < a->n_where; i++)
    for (uint32_t k = 0; k < b->n_where; k++)
      if (sr_slice_eq(a->where[i].name, b->where[k].name)) return true;
  return false;
}

static bool has_own_place(const sr_claim *c) {
  /* a country places a strike, but tells no two of its towns apart */
  return c->n_where && !sr_slice_starts(c->where[0].feature, SR_SLICE("PCL"));
}

/* "28 deaths in one week": counted over a length of time of its own, whose days are not told. */
static bool lasts_itself(const sr_claim_reading *r, const sr_draft *d) {
  enum { DURATION_REACH = 10 };
  const uint32_t end = sr_claim__sentence_end(r, d->sentence);
  for (uint32_t t = d->end; t < end && t < d->end + DURATION_REACH; t++)
    if (r->time_at[t] != SR_NONE && r->report->times[r->time_at[t]].type == SR_TIME_DURATION &&
        sr_claim__is_one_of(r, t - 1, (const char *const[]){"in", "over", "within", "for"}, 4))
      return true;
  return false;
}

/* The time that opens an earlier sentence of the paragraph and so dates what follows: "Over the past day ...". A
 * communique's dates the paragraphs after it too. */
static bool opening_time(const sr_claim_reading *r, const sr_draft *d, sr_when *when) {
  const uint32_t paragraph = sr_claim__sentence(r, d->sentence)->paragraph;
  const uint32_t reach = r->own.name.len ? 3 : 0;
  if (lasts_itself(r, d)) return false;
  for (uint32_t k = d->sentence, steps = 0; k-- > 0 && steps < OPENING_BACK; steps++) {
    const sr_sentence *s = &r->report->sentences[k];
    if (s->paragraph + reach < paragraph) return false;
    /* "In the early hours of 15 October the enemy attacked" */
    const uint32_t reach_on = sr_word_class_of(r->report, s->first_token) == SR_CLASS_PREPOSITION ? 6 : 3;
    for (uint32_t t = s->first_token; t < s->first_token + reach_on && t < s->first_token + s->n_tokens; t++) {
      if (r->time_at[t] == SR_NONE) continue;
      const sr_time *time = &r->report->times[r->time_at[t]];
      sr_day start, end;
      if (!sr_claim__usable(r, time, SR_NO_TOKEN, &start, &end) || start == SR_DAY_NONE) break;
      /* the night's attack of a bulletin has a paragraph of its own: "Tonight the enemy attacked ..." */
      if (s->paragraph != paragraph && sr_slice_ends(time->value, SR_SLICE("NI"))) break;
      if (end == SR_DAY_NONE && !r->own.name.len) return false; /* "Since July ..." */
      *when = (sr_when){true, start, end, sr_claim__relation_of(time, start, end)};
      return true;
    }
  }
  return false;
}

bool sr_claim__bulletin_period(const sr_claim_reading *r, sr_day *start, sr_day *end) {
  enum { DAYS_MIN = 2, DAYS_MAX = 31, LATE_MAX = 5, HEADING_MAX = 4, LINE_MAX = 10 };
  const sr_day now = r->report->about.date;
  if (now == SR_DAY_NONE || !r->report->n_sentences) return false;
  uint32_t last = 0; /* the title and the short lines below it: "Covering 7-20 August" */
  while (last + 1 < r->report->n_sentences && last + 1 < HEADING_MAX &&
         r->report->sentences[last + 1].n_tokens < LINE_MAX)
    last++;
  const uint32_t stop = sr_claim__sentence_end(r, last);
  for (uint32_t i = 0; i < r->report->n_times && r->report->times[i].first_token < stop; i++)
    if (sr_time_window(r->report->times, i, start, end) && *start != SR_DAY_NONE && *end != SR_DAY_NONE &&
        *end - *start >= DAYS_MIN && *end - *start <= DAYS_MAX && *end <= now && now - *end <= LATE_MAX)
      return true;
  return false;
}

/* More than a night and a day, or open: what was counted over that time, not one happening. */
static bool runs_long(const sr_when *when) {
  return when->start == SR_DAY_NONE || when->end == SR_DAY_NONE || when->end - when->start > 2;
}

/* Losses of the same sort go on over the time of those before them: "lost 900 men in May. Some 2,000 were wounded."
 * Who fled since then says nothing of when others died. */
static bool runs_long_like(const sr_claim *before, const sr_draft *d) {
  const sr_claim *c = &d->claim;
  /* another source counts over a time of its own */
  const bool other =
      d->retells == SR_NONE && c->n_chain && before->n_chain && !sr_slice_eq(c->chain[0].name, before->chain[0].name);
  return !other && c->kind == before->kind && c->kind == SR_KIND_LOSSES &&
         (c->category == SR_CATEGORY_DISPLACED) == (before->category == SR_CATEGORY_DISPLACED);
}

/* Another day is told of between two sentences: "stormed it on Monday. By Thursday ... Police killed 20." */
static bool time_passes(const sr_claim_reading *r, uint32_t from, uint32_t to, const sr_when *when) {
  for (uint32_t s = from + 1; s <= to; s++) {
    const uint32_t end = sr_claim__sentence_end(r, s);
    for (uint32_t t = sr_claim__sentence(r, s)->first_token; t < end; t++) {
      if (r->time_at[t] == SR_NONE || r->report->times[r->time_at[t]].first_token != t) continue;
      sr_day first, last;
      if (!sr_time_window(r->report->times, (uint32_t)r->time_at[t], &first, &last)) continue;
      if (first != SR_DAY_NONE && first > when->end + 1 && r->report->times[r->time_at[t]].type == SR_TIME_DATE)
        return true;
    }
  }
  return false;
}

static bool same_country(const sr_claim *a, const sr_claim *b) {
  return !a->n_where || !b->n_where || sr_slice_eq(a->where[0].country, b->where[0].country);
}

/* "36 air strikes over the past day. In K two schools were destroyed": what was counted over a time and a whole front
 * says nothing of when something happened in a town; a communique is of one time. */
static bool is_count_elsewhere(const sr_claim_reading *r, const sr_draft *before, const sr_draft *d) {
  return !r->own.name.len && before->claim.when.relation == SR_WHEN_DURING && before->claim.quantity.present &&
         has_own_place(&d->claim) && !has_own_place(&before->claim) && before->sentence != d->sentence;
}

/* An attack on a whole country dates what the next paragraph tells of its towns. */
static bool dated_by_attack(sr_claim_reading *r, uint32_t index, uint32_t paragraph) {
  sr_draft *d = &r->drafts.at[index];
  if (d->claim.victim == SR_VICTIM_MILITARY || sr_slice_is(d->claim.quantity.unit, "%")) return false;
  for (uint32_t k = index; k-- > 0 && index - k <= CARRY_BACK;) {
    const sr_draft *before = &r->drafts.at[k];
    const sr_claim *attack = &before->claim;
    if (before->sentence > d->sentence || attack->kind != SR_KIND_STRIKE || !attack->when.present) continue;
    if (sr_claim__sentence(r, before->sentence)->paragraph + 1 < paragraph) return false;
    if (has_own_place(attack) || runs_long(&attack->when) || is_count_elsewhere(r, before, d) ||
        !same_country(attack, &d->claim) ||
        (d->claim.n_where && sr_claim__in_state(d->claim.where[0].country, attack->party.code)))
      return false;
    d->claim.when = attack->when;
    return true;
  }
  return false;
}

/* "have been killed", but not "claimed to have killed": a toll that goes on, of no day that another sentence tells. */
static bool is_perfect(const sr_claim_reading *r, const sr_draft *d) {
  enum { BACK = 4 };
  const uint32_t first = sr_claim__sentence(r, d->sentence)->first_token;
  for (uint32_t t = d->verb_end ? d->verb_end - 1 : 0, steps = 0; t-- > first && steps < BACK; steps++) {
    if (sr_claim__is(r, t, "have") || sr_claim__is(r, t, "has")) return t == first || !sr_claim__is(r, t - 1, "to");
    if (sr_claim__is(r, t, ",")) return false;
  }
  return false;
}

/* Told in one sentence, or of one region: of one happening or one night. */
static bool is_near(const sr_claim_reading *r, const sr_draft *before, const sr_draft *d) {
  sr_when own;
  return (before->sentence == d->sentence && sr_claim__nearest_time(r, before, before->sentence, -1, &own)) ||
         (before->at && d->at && d->at->adm1.len && sr_slice_eq(before->at->adm1, d->at->adm1) &&
          sr_slice_eq(before->at->country, d->at->country));
}

/* "An explosion was heard after midnight. One woman was killed": the day of the sentence before, of which nothing else
 * was claimed. */
static bool told_before(sr_claim_reading *r, uint32_t index, uint32_t paragraph) {
  enum { DRAFTS_BACK = 12 };
  sr_draft *d = &r->drafts.at[index];
  if (!d->sentence || sr_claim__sentence(r, d->sentence - 1)->paragraph != paragraph ||
      d->claim.category == SR_CATEGORY_DISPLACED)
    return false;
  const uint32_t speech = sr_claim__speech_from(r, d->sentence - 1); /* what was said then, happened when it did */
  if (speech < r->report->n_speech && r->report->speech[speech].sentence + 1 == d->sentence) return false;
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < DRAFTS_BACK; steps++)
    if (r->drafts.at[k].sentence + 1 == d->sentence) return false;
  sr_when when;
  if (!sr_claim__nearest_time(r, d, d->sentence - 1, 0, &when) || when.start == SR_DAY_NONE || runs_long(&when))
    return false;
  d->claim.when = when;
  return true;
}

void sr_claim__carry_to_ratio(sr_claim_reading *r, sr_draft *d) {
  const uint32_t paragraph = sr_claim__sentence(r, d->sentence)->paragraph;
  const uint32_t low = sr_claim__drafts_until(r, r->frames_from, r->frames_to, d->sentence);
  for (uint32_t k = low, steps = 0; k-- > r->frames_from && steps < CARRY_BACK; steps++) {
    const sr_draft *before = &r->drafts.at[k];
    if (sr_claim__sentence(r, before->sentence)->paragraph != paragraph) return;
    if (before->aside || !before->claim.when.present || !is_progress(before->claim.kind) || before == d ||
        before->claim.when.end == SR_DAY_NONE)
      continue;
    d->claim.when = before->claim.when;
    if (d->claim.when.relation == SR_WHEN_PER) d->claim.when.relation = SR_WHEN_DURING;
    return;
  }
}

/* "725 sq. km. in November, 610 in October. That makes 24 a day": of the latest that was told of. */
static void carry_to_rate(sr_claim_reading *r, uint32_t index) {
  sr_draft *d = &r->drafts.at[index];
  const uint32_t paragraph = sr_claim__sentence(r, d->sentence)->paragraph;
  for (uint32_t k = index, steps = 0; k-- > 0 && steps < CARRY_BACK; steps++) {
    const sr_claim *gain = &r->drafts.at[k].claim;
    if (sr_claim__sentence(r, r->drafts.at[k].sentence)->paragraph != paragraph) continue;
    if (gain->kind != SR_KIND_ADVANCE || gain->measure != SR_MEASURE_AREA || !gain->when.present ||
        gain->when.end == SR_DAY_NONE || (d->claim.when.present && gain->when.end <= d->claim.when.end))
      continue;
    d->claim.when = gain->when;
  }
}

/* A suburb told of in the paragraph of the attack or the next one, or a name that no gazetteer has in the next
 * sentence. */
static bool lies_by(const sr_claim_reading *r, const sr_draft *before, const sr_draft *d) {
  const double near_deg = 0.25; /* some 25 km */
  if (sr_claim__sentence(r, before->sentence)->paragraph + 1 < sr_claim__sentence(r, d->sentence)->paragraph ||
      before->claim.kind == SR_KIND_INTERCEPTION || !has_own_place(&before->claim) || r->own.name.len ||
      d->claim.kind == SR_KIND_INTERCEPTION || d->claim.victim == SR_VICTIM_MILITARY ||
      d->claim.category == SR_CATEGORY_EQUIPMENT || d->claim.category == SR_CATEGORY_DISPLACED)
    return false;
  if (!d->at || d->at->precision_km > 0) /* a point borrowed of a neighbour is none */
    return d->claim.kind == SR_KIND_LOSSES && !d->claim.where[0].geonames && before->sentence + 1 >= d->sentence;
  if (!before->at || isnan(d->at->lat) || isnan(before->at->lat)) return false;
  return fabs(d->at->lat - before->at->lat) < near_deg && fabs(d->at->lon - before->at->lon) < near_deg;
}

/* "Four of the dead": of those that were told of before, wherever they were found. */
static bool of_known_toll(const sr_claim_reading *r, const sr_draft *d) {
  if (d->claim.kind != SR_KIND_LOSSES || d->mention == SR_NONE) return false;
  const sr_mention *m = &r->mentions.at[d->mention];
  for (uint32_t t = m->first; t + 2 < m->end + 1; t++)
    if (sr_claim__is(r, t, "of") && sr_claim__is(r, t + 1, "the") && sr_claim__word(r, t + 2, SR_WORD_VICTIMS))
      return true;
  return false;
}

/* "598 drones had been used, the air force said": the tally of the one attack that the report has dated so far. */
static bool tallies_attack(sr_claim_reading *r, uint32_t index) {
  sr_draft *d = &r->drafts.at[index];
  if ((d->claim.kind != SR_KIND_STRIKE && d->claim.kind != SR_KIND_INTERCEPTION) || !d->claim.quantity.present ||
      has_own_place(&d->claim) || (d->claim.weapon != SR_WEAPON_DRONE && d->claim.weapon != SR_WEAPON_MISSILE))
    return false;
  const sr_when *attack = NULL;
  for (uint32_t k = index; k-- > 0 && index - k <= CARRY_BACK;) {
    const sr_draft *before = &r->drafts.at[k];
    if (before->sentence > d->sentence || before->aside || !sr_claim__is_happening(before->claim.kind)) continue;
    const sr_when *when = &before->claim.when;
    if (!when->present) continue;
    if (runs_long(when) || (attack && (when->start > attack->end || attack->start > when->end))) return false;
    attack = when;
  }
  if (!attack || r->report->about.date == SR_DAY_NONE || attack->end + 1 < r->report->about.date) return false;
  d->claim.when = *attack;
  return true;
}

/* "the ministry put the day's toll at 61": of the day that was told of last, wherever. */
static bool tolls_the_day(sr_claim_reading *r, uint32_t index) {
  sr_draft *d = &r->drafts.at[index];
  const sr_mention *m = d->mention == SR_NONE ? NULL : &r->mentions.at[d->mention];
  bool day = false;
  for (uint32_t t = m && m->toll_at > 2 ? m->toll_at - 3 : 0; m && m->toll_at && t < m->first; t++)
    day |= sr_claim__is(r, t, "day") || sr_claim__is(r, t, "day's");
  for (uint32_t k = index; day && k-- > 0 && index - k <= CARRY_BACK;) {
    const sr_draft *before = &r->drafts.at[k];
    if (before->sentence > d->sentence || !before->claim.when.present || !sr_claim__is_happening(before->claim.kind) ||
        runs_long(&before->claim.when))
      continue;
    d->claim.when = before->claim.when;
    return true;
  }
  return false;
}

void sr_claim__carry(sr_claim_reading *r, uint32_t index) {
  sr_draft *d = &r->drafts.at[index];
  if (d->claim.kind == SR_KIND_ADVANCE && d->claim.measure == SR_MEASURE_RATE) carry_to_rate(r, index);
  if (tolls_the_day(r, index) || (d->verb_end && sr_claim__is_of_war(r, d->anchor))) return;
  if (sr_claim__runs_on(r, d) || (d->claim.kind == SR_KIND_LOSSES && d->claim.modality == SR_MODALITY_EXPECTED)) return;
  const int32_t whole = d->mention != SR_NONE ? r->mentions.at[d->mention].part_of : SR_NONE;
  for (uint32_t k = index; whole != SR_NONE && k-- > 0 && index - k < WHOLE_BACK;) {
    const sr_draft *before = &r->drafts.at[k];
    if (before->mention != whole || before->claim.kind != d->claim.kind) continue;
    d->claim.when = before->claim.when;
    return;
  }
  const uint32_t paragraph = sr_claim__sentence(r, d->sentence)->paragraph;
  if (of_known_toll(r, d))
    for (uint32_t k = index, steps = 0; k-- > 0 && steps < CARRY_BACK; steps++) {
      const sr_claim *toll = &r->drafts.at[k].claim;
      if (r->drafts.at[k].sentence > d->sentence || toll->kind != SR_KIND_LOSSES || !toll->when.present ||
          r->drafts.at[k].aside)
        continue;
      d->claim.when = toll->when;
      return;
    }
  if (is_perfect(r, d) && d->claim.kind == SR_KIND_LOSSES) return;
  if (sr_claim__is_happening(d->claim.kind)) {
    /* the first that was told of the place is what the report is about */
    for (uint32_t k = index > CARRY_BACK ? index - CARRY_BACK : 0; k < index; k++) {
      const sr_claim *before = &r->drafts.at[k].claim;
      if (r->drafts.at[k].sentence > d->sentence) continue;
      if (r->drafts.at[k].aside) continue;
      if (!before->when.present || !sr_claim__is_happening(before->kind) || before->when.end == SR_DAY_NONE ||
          before->when.start == SR_DAY_NONE || before->when.end - before->when.start > 2)
        continue;
      if (!has_own_place(&d->claim)) continue;
      if (!same_place(&d->claim, before) && !lies_by(r, &r->drafts.at[k], d)) continue;
      if (time_passes(r, r->drafts.at[k].sentence, d->sentence, &before->when)) break;
      d->claim.when = before->when;
      return;
    }
    /* what goes on from the sentence before is of the same time */
    for (uint32_t k = index; k-- > 0 && r->drafts.at[k].sentence + 1 >= d->sentence;) {
      const sr_draft *before = &r->drafts.at[k];
      if (before->sentence > d->sentence || before->aside || !before->claim.when.present ||
          !sr_claim__is_happening(before->claim.kind))
        continue;
      const bool bulletin = r->own.name.len && before->claim.when.start != SR_DAY_NONE; /* of one day or week */
      if (runs_long(&before->claim.when) && !runs_long_like(&before->claim, d) && !bulletin) continue;
      if (has_own_place(&d->claim) && has_own_place(&before->claim) &&
          !(is_near(r, before, d) && !runs_long(&before->claim.when)))
        break;
      if (is_count_elsewhere(r, before, d)) break;
      if (sr_claim__sentence(r, before->sentence)->paragraph != paragraph) break;
      d->claim.when = before->claim.when;
      return;
    }
    if (told_before(r, index, paragraph)) return;
    if (opening_time(r, d, &d->claim.when)) return;
    if (dated_by_attack(r, index, paragraph)) return;
    if (tallies_attack(r, index)) return;
  }
  for (uint32_t k = index; k-- > 0 && index - k <= CARRY_BACK;) {
    const sr_draft *before = &r->drafts.at[k];
    if (before->sentence > d->sentence || before->aside || !before->claim.when.present) continue;
    const bool near = sr_claim__sentence(r, before->sentence)->paragraph == paragraph;
    const bool happening = sr_claim__is_happening(d->claim.kind) && sr_claim__is_happening(before->claim.kind) &&
                           (!has_own_place(&d->claim) || !has_own_place(&before->claim)) &&
                           !(runs_long(&before->claim.when) && !runs_long_like(&before->claim, d));
    if (is_count_elsewhere(r, before, d)) continue;
    if (!near || !happening) continue;
    d->claim.when = before->claim.when;
    if (d->claim.when.relation == SR_WHEN_PER && d->claim.measure != SR_MEASURE_RATE)
      d->claim.when.relation = SR_WHEN_DURING;
    return;
  }
  sr_day start, end;
  const bool done =
      sr_claim__is_happening(d->claim.kind) || d->claim.kind == SR_KIND_CONTROL || d->claim.kind == SR_KIND_ADVANCE;
  if (done && r->own.name.len && d->claim.act != SR_ACT_HOLDS && sr_claim__bulletin_period(r, &start, &end))
    d->claim.when = (sr_when){true, start, end, SR_WHEN_DURING};
}

bool sr_claim__same_period(sr_claim_reading *r, uint32_t index) {
  enum { DRAFTS_BACK = 8, SENTENCES_BACK = 3 };
  sr_draft *d = &r->drafts.at[index];
  const uint32_t end = sr_claim__sentence_end(r, d->sentence);
  if (d->mention != SR_NONE && r->mentions.at[d->mention].toll_at)
    return false; /* "taking the number of deaths to 300" */
  bool same = false;
  for (uint32_t t = sr_claim__sentence(r, d->sentence)->first_token + 2; t + 1 < end && !same; t++)
    same = sr_claim__is(r, t, "same") && !sr_claim__is(r, t - 2, "at") && sr_claim__word(r, t + 1, SR_WORD_PERIOD);
  for (uint32_t k = index, steps = 0; same && k-- > 0 && steps < DRAFTS_BACK; steps++) {
    const sr_draft *before = &r->drafts.at[k];
    const sr_when *when = &before->claim.when;
    if (before->sentence >= d->sentence || before->sentence + SENTENCES_BACK < d->sentence || !when->present ||
        when->start == SR_DAY_NONE)
      continue;
    d->claim.when = *when;
    if (when->relation == SR_WHEN_PER) d->claim.when.relation = SR_WHEN_DURING;
    return true;
  }
  return false;
}
