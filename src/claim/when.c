/* When: the time that a happening took or a figure covers, never the time of saying it. */
#include "claim/when.h"
#include "claim/slots.h"
#include "claim/tree.h"

#include "base/date.h"
#include "read/wordclass.h"

/* TIME_REACH: the farthest a time may stand from its claim, in the costs of sr_claim__gap; STOP_GAP: where that gives
 * up, at a semicolon or far away. */
enum { TIME_REACH = 60, STOP_GAP = 200, DUE_REACH = 14, WHEN_REACH = 30, LONG_GAP = 50 };

/* A time inside the name of a thing ("winter uniforms") dates nothing. */
static bool inside_a_thing(const sr_claim_reading *r, const sr_time *time, const sr_draft *d) {
  if (d->mention == SR_NONE) return false;
  const sr_mention *m = &r->mentions.at[d->mention];
  return time->first_token >= m->first && time->first_token + time->n_tokens <= m->end;
}

static bool names_year(const sr_claim_reading *r, const sr_time *time) {
  for (uint32_t t = time->first_token; t < time->first_token + time->n_tokens; t++) {
    const sr_slice word = sr_claim__text(r, t, t + 1);
    size_t digits = 0;
    while (digits < word.len && word.ptr[digits] >= '0' && word.ptr[digits] <= '9') digits++;
    if (digits == 4 && word.len == 4) return true;
  }
  return false;
}

/* What is still to be given by the end of May is so by the next May; with a year, by that one. */
static sr_day ahead(const sr_claim_reading *r, const sr_time *time, sr_day due) {
  const sr_day now = r->report->about.date;
  if (now == SR_DAY_NONE || due == SR_DAY_NONE || due >= now || now - due > 366 || names_year(r, time)) return due;
  sr_civil civil = sr_day_to_civil(due);
  civil.year++;
  const sr_day next = sr_day_from_civil(civil);
  return next == SR_DAY_NONE ? due : next;
}

/* "61 dead, bringing the total since May to 512": the time is that of the total. */
static bool is_of_total(const sr_claim_reading *r, const sr_draft *d, uint32_t time) {
  for (uint32_t t = d->end; t < time; t++)
    if (sr_claim__is(r, t, "total") && t && (sr_claim__is(r, t - 1, "the") || sr_claim__is(r, t - 1, "a"))) return true;
  return false;
}

/* "the lowest figure since June": how long it was not so low. */
static bool is_of_record(const sr_claim_reading *r, uint32_t since, uint32_t start) {
  enum { BACK_MAX = 6 };
  for (uint32_t t = since, steps = 0; t-- > start && steps < BACK_MAX; steps++) {
    if (r->report->tokens[t].kind == SR_TOKEN_PUNCT) return false;
    const sr_slice word = r->report->tokens[t].norm;
    if (sr_claim__word(r, t, SR_WORD_RECORD) ||
        (word.len > 4 && !sr_claim__is(r, t, "least") && sr_slice_ends(word, SR_SLICE("est")) &&
         sr_word_class_of(r->report, t) != SR_CLASS_VERB))
      return true;
  }
  return false;
}

/* "187 killed since the truce took effect on January 19": the day from which is counted. */
static bool in_since_clause(const sr_claim_reading *r, const sr_draft *d, uint32_t time) {
  enum { CLAUSE_MAX = 14 };
  const uint32_t start = time < d->first ? r->report->sentences[d->sentence].first_token : d->end; /* also before it */
  for (uint32_t t = time, steps = 0; t > start && steps < CLAUSE_MAX; steps++) {
    t--;
    if (sr_claim__is(r, t, ",") || sr_claim__is(r, t, ";")) return false;
    if (sr_claim__is(r, t, "since")) return true;
  }
  return false;
}

/* "agreed to it on Thursday, but the army rejected the plan": the day is not that of the rejection. */
static bool is_of_other_clause(const sr_claim_reading *r, uint32_t after, const sr_draft *d) {
  for (uint32_t t = after; t + 1 < d->first; t++)
    if (sr_claim__is(r, t, ":") || sr_claim__is(r, t, ";"))
      return true;
    else if (sr_claim__is(r, t, ",") &&
             (sr_claim__is(r, t + 1, "but") || sr_claim__is(r, t + 1, "while") || sr_claim__is(r, t + 1, "and")))
      return true;
  return false;
}

/* "put the toll at 47,460, after 63 bodies were found on Friday", "froze 41 million but let shipments resume in April":
 * the day is that of the clause behind. */
static bool is_of_next(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  static const char *const opens[] = {"while", "whereas", "but", "after"};
  bool next = false, other = false;
  for (uint32_t t = from; t + 1 < to; t++) {
    if (next && r->quantity_at[t] != SR_NONE) return true;
    if (other && sr_slice_is(r->report->tokens[t].upos, "VERB")) return true;
    next |= sr_claim__is(r, t, ",") && sr_claim__is_one_of(r, t + 1, opens, 4);
    other |= sr_claim__is_one_of(r, t, opens, 3);
  }
  return false;
}

/* "60 million, a third of it by March": the day is that of the part. */
static bool is_of_part(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  bool part = false;
  for (uint32_t t = from; t + 2 < to; t++)
    if (sr_claim__is(r, t, ","))
      part = false; /* "5,900 people, 810 of them children, were evacuated in May" */
    else
      part |= (r->quantity_at[t] != SR_NONE && sr_claim__is(r, t + 1, "of") &&
               (sr_claim__is(r, t + 2, "it") || sr_claim__is(r, t + 2, "them") || sr_claim__is(r, t + 2, "which"))) ||
              (sr_claim__is(r, t, "of") && sr_claim__is(r, t + 1, "whom") && r->quantity_at[t + 2] != SR_NONE);
  return part && !sr_claim__is(r, to - 1, ",") && !sr_claim__is(r, to - 2, ",");
}

/* "H, which has blocked it since May, opposes the plan": a clause set in before the claim has days of its own. */
static bool is_set_in(const sr_claim_reading *r, uint32_t t, const sr_draft *d) {
  enum { CLAUSE_MAX = 20 };
  if (t >= d->first) return false;
  uint32_t close = t;
  while (close < d->first && close - t < CLAUSE_MAX && !sr_claim__is(r, close, ",")) close++;
  if (!sr_claim__is(r, close, ",") || close >= d->first) return false;
  const uint32_t start = sr_claim__sentence(r, d->sentence)->first_token;
  for (uint32_t k = t, steps = 0; k > start + 1 && steps < CLAUSE_MAX; k--, steps++)
    if (sr_claim__is(r, k - 1, ","))
      return sr_claim__is(r, k, "which") || sr_claim__is(r, k, "who") || sr_claim__is(r, k, "whose");
  return false;
}

/* What is quoted of one who speaks dates nothing that stands outside. */
static bool in_other_quotation(const sr_claim_reading *r, const sr_time *time, const sr_draft *d) {
  const uint32_t anchor = r->report->tokens[d->anchor].span.start;
  for (uint32_t i = sr_claim__speech_from(r, time->sentence); i < r->report->n_speech; i++) {
    const sr_attribution *a = &r->report->speech[i];
    if (a->sentence > time->sentence) return false;
    for (uint32_t k = 0; a->quoted && k < a->content.n; k++) {
      const sr_span said = a->content.at[k];
      if (said.start <= time->span.start && time->span.end <= said.end)
        return anchor < said.start || anchor >= said.end;
    }
  }
  return false;
}

static bool closes_between(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  return sr_claim__has_between(r, from, to, ")");
}

/* A time in brackets is that of what stands in them: "2,434 drones in May (April: 2,023)". */
static bool is_bracketed_off(const sr_claim_reading *r, uint32_t t, const sr_draft *d) {
  enum { BRACKET_MAX = 12 };
  for (uint32_t k = t, steps = 0; k-- > 0 && steps < BRACKET_MAX; steps++) {
    if (sr_claim__is(r, k, ")")) return false;
    if (sr_claim__is(r, k, "(")) return d->first < k || d->first > t + BRACKET_MAX || closes_between(r, t, d->first);
  }
  return false;
}

/* "24 a day, up from 20 in May": May is the time of what it is compared with. */
static bool is_of_comparison(const sr_claim_reading *r, const sr_draft *d, uint32_t time) {
  static const char *const words[][2] = {{"up", "from"},   {"down", "from"},  {"compared", "with"}, {"compared", "to"},
                                         {",", "against"}, {"as", "against"}, {"away", "from"}};
  for (uint32_t t = d->end + 1; t + 1 < time; t++)
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
      if (sr_claim__is(r, t - 1, words[i][0]) && sr_claim__is(r, t, words[i][1]) && r->quantity_at[t + 1] != SR_NONE &&
          r->time_at[t + 1] == SR_NONE)
        return true;
  return false;
}

/* "in the night", "during the night", of no day, and none is told before it in the paragraph. */
static bool is_last_night(const sr_claim_reading *r, uint32_t t) {
  static const char *const led[] = {"during", "in", "over"}, *const more[] = {"of",   "to",     "on",
                                                                              "from", "before", "after"};
  if (!t || !sr_claim__is(r, t, "the") || !sr_claim__is(r, t + 1, "night") ||
      !sr_claim__is_one_of(r, t - 1, led, sizeof led / sizeof *led) ||
      sr_claim__is_one_of(r, t + 2, more, sizeof more / sizeof *more))
    return false;
  const uint32_t paragraph = sr_claim__sentence(r, r->report->tokens[t].sentence)->paragraph;
  for (uint32_t i = (uint32_t)r->time_at[t]; i-- > 0;) {
    const sr_time *before = &r->report->times[i];
    if (sr_claim__sentence(r, r->report->tokens[before->first_token].sentence)->paragraph != paragraph) return true;
    if (before->type == SR_TIME_DATE) return false;
  }
  return true;
}

/* "3,427 killed since March, which puts the overall toll at 53,573": over more than the time that is told before it. */
static bool is_overall(const sr_claim_reading *r, const sr_draft *d) {
  static const char *const words[] = {"overall", "cumulative", "total"};
  const sr_mention *m = d->mention == SR_NONE ? NULL : &r->mentions.at[d->mention];
  if (!m || m->toll_at < 2 || r->report->tokens[m->toll_at - 2].sentence != d->sentence) return false;
  for (uint32_t t = m->toll_at - 2; t < m->toll_at + 1; t++)
    if (sr_claim__is_one_of(r, t, words, sizeof words / sizeof *words)) return true;
  return false;
}

bool sr_claim__nearest_time(const sr_claim_reading *r, const sr_draft *d, uint32_t sentence, int until, sr_when *when) {
  const sr_sentence *s = &r->report->sentences[sentence];
  const uint32_t deed = d->claim.kind == SR_KIND_AID && d->verb_end ? d->anchor : SR_NO_TOKEN;
  /* a part stands where its figure does: "fled since Sunday, 20,000 of them on Thursday" */
  const sr_mention *part = d->mention != SR_NONE && r->mentions.at[d->mention].part_of != SR_NONE &&
                                   r->mentions.at[d->mention].sentence == d->sentence
                               ? &r->mentions.at[d->mention]
                               : NULL;
  const uint32_t first = part ? part->first : d->first, stop = part ? part->end : d->end;
  uint32_t best = TIME_REACH + 1;
  const bool overall = is_overall(r, d);
  for (uint32_t t = s->first_token; t < s->first_token + s->n_tokens; t++) {
    if (r->time_at[t] == SR_NONE) continue;
    const sr_time *time = &r->report->times[r->time_at[t]];
    if (t != time->first_token || (overall && t < d->first)) continue;
    /* out of reach whatever stands between, so that a sentence without end costs no square of itself */
    if (sentence == d->sentence && t > s->first_token + 1 &&
        (t > stop + TIME_REACH || t + time->n_tokens + TIME_REACH < first))
      continue;
    sr_day start, end;
    if (!sr_claim__usable(r, time, deed, &start, &end) || inside_a_thing(r, time, d) ||
        in_other_quotation(r, time, d) || (sentence == d->sentence && is_set_in(r, t, d)))
      continue;
    if (until >= 0 && (until > 0) != (start == SR_DAY_NONE)) continue;
    /* "Tonight the enemy attacked": the night that is over */
    const sr_day now = r->report->about.date;
    if (sr_claim__is(r, t, "tonight") && start == now && sr_claim__is_happening(d->claim.kind) &&
        d->claim.modality == SR_MODALITY_ASSERTED) {
      start = now - 1;
      end = now;
    }
    /* "During the night Russia attacked", opening a paragraph: the night that is over, of whatever day was told before
     */
    if (is_last_night(r, t) && now != SR_DAY_NONE && sr_claim__is_happening(d->claim.kind)) {
      start = now - 1;
      end = now;
    }
    /* "2,704 more than four weeks earlier": what it is compared with */
    if (t > s->first_token && r->quantity_at[t - 1] != SR_NONE && sr_claim__is(r, t + 1, "than")) continue;
    const uint32_t since = sr_claim__is(r, t, "since")                             ? t
                           : t > s->first_token && sr_claim__is(r, t - 1, "since") ? t - 1
                                                                                   : 0;
    const uint32_t then_at = t + time->n_tokens; /* "the worst since January, when 46 were killed" */
    if (since && is_of_record(r, since, s->first_token) &&
        !sr_claim__is(r, then_at + sr_claim__is(r, then_at, ","), "when"))
      continue;
    if (sentence == d->sentence && (is_bracketed_off(r, t, d) || is_of_comparison(r, d, t))) continue;
    /* "still missing by nightfall" does not say until when they were lost */
    if (start == SR_DAY_NONE && sr_claim__is_happening(d->claim.kind) && d->claim.modality == SR_MODALITY_ASSERTED)
      continue;
    if (sentence == d->sentence && d->stop && t >= d->stop) continue;
    /* "backed the vote in December and warned others": of what was backed */
    if (sentence == d->sentence && t < d->from && t > s->first_token + 1) continue;
    /* "holds K and took 25 men on Tuesday": the day of the taking */
    if (sentence == d->sentence && d->claim.act == SR_ACT_HOLDS && t > d->end &&
        sr_claim__trigger_from(r, d->end) < sr_claim__trigger_from(r, t))
      continue;
    if (sentence == d->sentence && (is_of_total(r, d, t) || sr_claim__in_other_relative(r, t, d->anchor))) continue;
    const bool opens = t <= s->first_token + 1; /* a time that opens the sentence dates all of it */
    if (sentence == d->sentence &&
        (d->claim.kind == SR_KIND_STATEMENT || (d->claim.kind == SR_KIND_AID && until < 1 && !opens)) &&
        is_of_other_clause(r, t + time->n_tokens, d))
      continue;
    if (sentence == d->sentence && d->claim.kind == SR_KIND_FORECAST && (t < d->first || t >= d->end)) continue;
    const uint32_t after = t + time->n_tokens;
    /* of two as near the one behind: "8 in 2024 and 5 in 2025" */
    const uint32_t lead = t > stop && sr_claim__is(r, t - 1, "before") ? t - 1 : t; /* it opens no clause here */
    uint32_t gap = sentence != d->sentence ? t - s->first_token
                   : t >= stop             ? sr_claim__gap(r, stop, lead)
                   : after <= first        ? sr_claim__gap(r, after, first) + 3
                                           : 0;
    /* "in April, when 209 died", "the worst since January 14, when a missile killed 46": the day of what follows */
    const bool then = sentence == d->sentence && after <= d->first && gap < WHEN_REACH &&
                      sr_claim__is(r, after + sr_claim__is(r, after, ","), "when");
    if (then) gap = 0;
    if (opens && gap > 20 && gap < STOP_GAP) gap = 20;
    /* "Since Friday 370 missiles were fired, he said; 24 people were killed": over the semicolon too */
    if (opens && gap >= STOP_GAP && end == SR_DAY_NONE && d->claim.kind == SR_KIND_LOSSES) gap = LONG_GAP;
    if (until > 0 && (t < d->first || gap > DUE_REACH)) continue; /* of this claim, not of the one before it */
    if (sentence == d->sentence && (is_of_part(r, d->end, t) || is_of_next(r, d->end, t))) continue;
    if (gap >= best) continue;
    if (then && end == SR_DAY_NONE) end = start;
    if (end == SR_DAY_NONE && sr_claim__is(r, after, "'s")) end = start; /* "the toll from Sunday's attack" */
    best = gap;
    /* "so far this year": up to now */
    if (t > s->first_token + 1 && sr_claim__is(r, t - 1, "far") && sr_claim__is(r, t - 2, "so") && now != SR_DAY_NONE &&
        start != SR_DAY_NONE && start <= now && end != SR_DAY_NONE && end >= now) {
      *when = (sr_when){true, start, SR_DAY_NONE, SR_WHEN_SINCE};
      continue;
    }
    *when = (sr_when){true, start, until > 0 ? ahead(r, time, end) : end, sr_claim__relation_of(time, start, end)};
    if (sentence == d->sentence && start != SR_DAY_NONE && !then && in_since_clause(r, d, t))
      *when = (sr_when){true, start, SR_DAY_NONE, SR_WHEN_SINCE};
  }
  return best <= TIME_REACH;
}

bool sr_claim__own_time(const sr_claim_reading *r, const sr_draft *d, sr_when *when) {
  *when = d->claim.when;
  return when->present || sr_claim__nearest_time(r, d, d->sentence, -1, when);
}

static bool in_reporting_period(const sr_claim_reading *r, uint32_t sentence) {
  const uint32_t end = sr_claim__sentence_end(r, sentence);
  for (uint32_t t = r->report->sentences[sentence].first_token + 1; t < end; t++)
    if (sr_claim__is(r, t, "period") && (sr_claim__is(r, t - 1, "reporting") || sr_claim__is(r, t - 1, "review")))
      return true;
  return false;
}

bool sr_claim__runs_on(const sr_claim_reading *r, const sr_draft *d) {
  enum { SINCE_REACH = 30, OPENING = 3 }; /* "In total, since the start, ..." */
  const sr_sentence *s = sr_claim__sentence(r, d->sentence);
  const uint32_t end = s->first_token + s->n_tokens;
  for (uint32_t t = s->first_token; t < end; t++) {
    if (!sr_claim__is(r, t, "since") || is_of_total(r, d, t) || is_of_record(r, t, s->first_token)) continue;
    const uint32_t gap = t >= d->end ? sr_claim__gap(r, d->end, t) : t < d->first ? sr_claim__gap(r, t, d->first) : 0;
    if (gap <= SINCE_REACH || (t <= s->first_token + OPENING && gap < STOP_GAP)) return true;
  }
  /* "had confirmed 81,721 deaths by the end of the month" */
  for (uint32_t t = d->end; t < end && d->claim.kind == SR_KIND_LOSSES; t++) {
    if (r->time_at[t] == SR_NONE || r->quantity_at[t] != SR_NONE) continue;
    const sr_time *time = &r->report->times[r->time_at[t]];
    if (time->signal == SR_SIGNAL_UNTIL && time->value.len <= 7 && sr_claim__gap(r, d->end, t) <= SINCE_REACH)
      return true;
  }
  if (in_reporting_period(r, d->sentence)) return true; /* "damage to nine hospitals during the reporting period" */
  /* "some 3.5 million people are now displaced", "remain displaced" */
  if (d->claim.category != SR_CATEGORY_DISPLACED || !d->passive) return false;
  static const char *const lasting[] = {"are", "is", "remain", "remains", NULL};
  for (uint32_t t = d->anchor, steps = 0; t > s->first_token && steps < 4; steps++) {
    t--;
    for (const char *const *word = lasting; *word; word++)
      if (sr_claim__is(r, t, *word)) return true;
  }
  return false;
}

/* "reached the town last Friday and have since shot down a helicopter": the day before the verb is where it begins. */
static bool since_then(const sr_claim_reading *r, const sr_draft *d) {
  return d->verb_end && d->anchor > 1 && sr_claim__is(r, d->anchor - 1, "since") &&
         sr_claim__cue(r, d->anchor - 2, SR_CUE_HAVE);
}

/* "12,000 fled last week, bringing the number of displaced to 1.7 million": over a longer time than what is told
 * before. */
static bool is_stock(const sr_claim_reading *r, const sr_draft *d) {
  enum { BACK_MAX = 3 };
  sr_when own;
  const sr_mention *m = d->mention == SR_NONE ? NULL : &r->mentions.at[d->mention];
  if (is_overall(r, d)) return !sr_claim__nearest_time(r, d, d->sentence, -1, &own);
  if (!m || !m->toll_at || d->claim.category != SR_CATEGORY_DISPLACED || !sr_claim__is(r, m->first - 1, "to"))
    return false;
  for (uint32_t t = m->toll_at, steps = 0; t-- > 0 && steps <= BACK_MAX; steps++)
    if (sr_slice_ends(r->report->tokens[t].norm, SR_SLICE("ing"))) return true;
  return false;
}

sr_status sr_claim__times(sr_claim_reading *r) {
  for (uint32_t i = 0; i < r->drafts.n; i++) {
    sr_draft *d = &r->drafts.at[i];
    sr_when *when = &d->claim.when;
    if (when->present || d->claim.kind == SR_KIND_PROJECTION || is_stock(r, d)) continue;
    if (d->claim.kind == SR_KIND_RATIO && !sr_claim__nearest_time(r, d, d->sentence, -1, when)) continue;
    /* "in the reporting period": the days that the heading names */
    sr_day first, stop;
    if (sr_claim__is_happening(d->claim.kind) && in_reporting_period(r, d->sentence) &&
        sr_claim__bulletin_period(r, &first, &stop)) {
      *when = (sr_when){true, first, stop, SR_WHEN_DURING};
      continue;
    }
    /* "and now hold": as of the report */
    if (d->claim.act == SR_ACT_HOLDS && d->anchor && sr_claim__is(r, d->anchor - 1, "now")) continue;
    if (d->claim.kind == SR_KIND_AID) {
      /* by when, and when it was said or done, are two */
      sr_when due = {0};
      if (sr_claim__nearest_time(r, d, d->sentence, 1, &due)) d->claim.deadline = due.end;
      if (!sr_claim__nearest_time(r, d, d->sentence, 0, when) && d->retells != SR_NONE)
        *when = r->drafts.at[d->retells].claim.when;
    } else if (sr_claim__nearest_time(r, d, d->sentence, -1, when)) {
      const sr_day now = r->report->about.date; /* "before the winter", of what is still to come */
      if (d->claim.kind == SR_KIND_FORECAST && when->start == SR_DAY_NONE && now != SR_DAY_NONE && when->end < now &&
          now - when->end < 366) {
        sr_civil civil = sr_day_to_civil(when->end);
        civil.year++;
        when->end = sr_day_from_civil(civil);
      }
    } else {
      if (d->context != UINT32_MAX)
        (void)sr_claim__nearest_time(r, d, d->context, 0, when);
      else if (!sr_claim__same_period(r, i))
        sr_claim__carry(r, i);
    }
    if (when->present && when->start != SR_DAY_NONE && since_then(r, d))
      *when = (sr_when){true, when->start, SR_DAY_NONE, SR_WHEN_SINCE};
    /* "since the beginning of the day", "since this morning": today */
    if (when->present && when->relation == SR_WHEN_SINCE && when->start == r->report->about.date &&
        when->start != SR_DAY_NONE)
      *when = (sr_when){true, when->start, when->start, SR_WHEN_ON};
    /* "the operation that began on Wednesday has left 20 dead so far" */
    if (when->present && when->start != SR_DAY_NONE && when->start == when->end &&
        sr_claim__is_happening(d->claim.kind) && sr_claim__is(r, d->end, "so") && sr_claim__is(r, d->end + 1, "far"))
      *when = (sr_when){true, when->start, SR_DAY_NONE, SR_WHEN_SINCE};
    if (when->present && d->claim.measure == SR_MEASURE_RATE) when->relation = SR_WHEN_PER;
    if (!when->present) when->start = when->end = SR_DAY_NONE;
  }
  for (uint32_t i = 0; i < r->drafts.n; i++) {
    sr_draft *d = &r->drafts.at[i];
    if (d->claim.kind == SR_KIND_RATIO && !d->claim.when.present) sr_claim__carry_to_ratio(r, d);
    if (!d->claim.when.present) d->claim.when.start = d->claim.when.end = SR_DAY_NONE;
  }
  return SR_OK;
}
