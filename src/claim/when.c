/* When: the time that a happening took or a figure covers, never the time of saying it. */
#include "claim/places.h"
#include "claim/tree.h"

#include "base/date.h"
#include "read/time.h"
#include "read/wordclass.h"

#include <math.h>

/* TIME_REACH: the farthest a time may stand from its claim, in the costs of sr_claim__gap; STOP_GAP: where that gives
 * up, at a semicolon or far away. */
enum { TIME_REACH = 60, STOP_GAP = 200, DUE_REACH = 14, WHEN_REACH = 30, LONG_GAP = 50 };

/* "told the agency on Friday", "said in its daily update on Friday": behind a tag, nothing but to whom and how. */
static bool said_then(const sr_claim_reading *r, const sr_attribution *a, uint32_t after, const sr_time *time) {
  enum { ADJUNCT_MAX = 9 };
  if (!a->content.n || a->content.at[0].end > a->cue.at[0].start || time->first_token < after ||
      time->first_token - after > ADJUNCT_MAX)
    return false;
  for (uint32_t k = 1; k < a->content.n; k++)
    if (a->content.at[k].start <= time->span.start && time->span.start < a->content.at[k].end) return false;
  for (uint32_t t = after; t < time->first_token; t++) {
    const sr_word_class class = sr_word_class_of(r->report, t);
    if (r->report->tokens[t].kind == SR_TOKEN_PUNCT || r->quantity_at[t] != SR_NONE || sr_claim__is(r, t, "since") ||
        class == SR_CLASS_VERB || class == SR_CLASS_AUXILIARY || sr_claim__is(r, t, "after"))
      return false;
  }
  return true;
}

/* "according to the UN on Friday", "given by the UN a week earlier". */
static bool stands_behind_source(const sr_claim_reading *r, const sr_attribution *a, const sr_time *time) {
  if (!a->source.n || !a->cue.n || a->source.at[0].start < a->cue.at[a->cue.n - 1].end) return false;
  const uint32_t behind = sr_claim__token_at(r, a->source.at[a->source.n - 1].end);
  return time->first_token == behind ||
         (time->first_token == behind + 1 && sr_word_class_of(r->report, behind) == SR_CLASS_PREPOSITION &&
          !sr_claim__is(r, behind, "since"));
}

/* "a committee said on Wednesday": the time of the saying. deed: token of a verb that is what was done and said in one,
 * "announced a grant on Tuesday"; SR_NO_TOKEN for none. */
static bool dates_the_saying(const sr_claim_reading *r, const sr_time *time, uint32_t deed) {
  for (uint32_t i = sr_claim__speech_from(r, time->sentence); i < r->report->n_speech; i++) {
    const sr_attribution *a = &r->report->speech[i];
    if (a->sentence > time->sentence) return false;
    if (a->act) continue; /* deeds in words are dated by their time */
    if (deed != SR_NO_TOKEN && a->cue.n && a->cue.at[0].start <= r->report->tokens[deed].span.start &&
        r->report->tokens[deed].span.start < a->cue.at[0].end)
      continue;
    if (stands_behind_source(r, a, time)) return true;
    sr_day first, last; /* "in the first two months of the year, it calculates, ..." is no day of saying */
    if (sr_time_window(r->report->times, (uint32_t)(time - r->report->times), &first, &last) && first != SR_DAY_NONE &&
        (last == SR_DAY_NONE || last - first > 2)) /* nor is "since 12 March, he adds, ..." */
      continue;
    for (uint32_t c = 0; c < a->cue.n; c++) {
      const uint32_t after = sr_claim__token_at(r, a->cue.at[c].end);
      if (a->cue.at[c].end > time->span.start) continue;
      if (time->first_token == after || said_then(r, a, after, time)) return true;
      if (time->first_token == after + 1 && sr_word_class_of(r->report, after) == SR_CLASS_PREPOSITION &&
          !sr_claim__is(r, after, "since"))
        return true;
    }
    if (!a->source.n || !a->cue.n) continue;
    const uint32_t source = sr_claim__token_at(r, a->source.at[0].start), end = time->first_token + time->n_tokens;
    /* "On Wednesday the mayor said", "a mission that came on Wednesday found" */
    const uint32_t cue_end = sr_claim__token_at(r, a->cue.at[a->cue.n - 1].end); /* "Since May, the centre says, ..." */
    if (sr_claim__is(r, end, ",") && sr_claim__is(r, cue_end, ",") && source == end + 1) continue;
    if (time->span.end <= a->cue.at[0].start &&
        (time->span.start >= a->source.at[0].start ||
         (time->first_token <= r->report->sentences[time->sentence].first_token + 1 && end <= source &&
          source <= end + 1)))
      return true;
  }
  return false;
}

/* The date of a dateline is that of the report. */
static bool in_dateline(const sr_claim_reading *r, const sr_time *time) {
  return time->first_token < sr_claim__dateline_end(r, time->sentence) &&
         (sr_claim__is(r, time->first_token - 1, ",") || sr_claim__is(r, time->first_token + time->n_tokens, "("));
}

static bool has_word(const sr_claim_reading *r, const sr_time *time, const char *word) {
  return sr_claim__has_between(r, time->first_token, time->first_token + time->n_tokens, word);
}

static bool has_kind(const sr_claim_reading *r, const sr_time *time, sr_word_kind kind) {
  for (uint32_t t = time->first_token; t < time->first_token + time->n_tokens; t++)
    if (sr_claim__word(r, t, kind)) return true;
  return false;
}

/* "more than a year ago", "twice as much as last week": what it is compared with. */
static bool is_compared(const sr_claim_reading *r, const sr_time *time) {
  enum { THAN_BACK = 5 };
  uint32_t t = time->first_token;
  const uint32_t start = r->report->sentences[time->sentence].first_token;
  static const char *const period[] = {"of", "period", "same", "the"}; /* "in the same period of 2024" */
  while (t > start + 1 && sr_claim__is_one_of(r, t - 1, period, sizeof period / sizeof *period)) t--;
  if (t > start + 1 && sr_word_class_of(r->report, t - 1) == SR_CLASS_PREPOSITION && !sr_claim__is(r, t - 1, "than") &&
      !sr_claim__is(r, t - 1, "as"))
    t--;
  if (t <= start + 1) return false;
  /* "a rise of 28 per cent over the same period in May" */
  if (t > start + 3 && sr_claim__is(r, t - 1, "period") && sr_claim__is(r, t - 2, "same") &&
      (sr_claim__is(r, t - 4, "over") || sr_claim__is(r, t - 4, "from") || sr_claim__is(r, t - 4, "with") ||
       sr_claim__is(r, t - 4, "on") || sr_claim__is(r, t - 4, "than")))
    return true;
  if (sr_claim__is(r, t - 1, "than")) return true;
  /* "ten times more than it sent last year" */
  for (uint32_t k = t - 1, steps = 0; k > start && steps < THAN_BACK; k--, steps++) {
    if (r->report->tokens[k].kind == SR_TOKEN_PUNCT || r->quantity_at[k] != SR_NONE) break;
    if (sr_claim__is(r, k, "than") && sr_word_class_of(r->report, k + 1) == SR_CLASS_PRONOUN) return true;
  }
  return sr_claim__is(r, t - 1, "as") && t > start + 2 &&
         (sr_claim__is(r, t - 2, "much") || sr_claim__is(r, t - 2, "many") || sr_claim__is(r, t - 2, "large") ||
          sr_claim__is(r, t - 2, "high"));
}

/* The hour of a clock time, "2025-06-20T23:00"; -1 if it is none. */
static int hour_of(const sr_time *time) {
  const size_t at = sr_slice_find(time->value, 'T', 0);
  if (at == SR_NOWHERE || at + 2 >= time->value.len) return -1;
  const char tens = time->value.ptr[at + 1], ones = time->value.ptr[at + 2];
  return tens >= '0' && tens <= '2' && ones >= '0' && ones <= '9' ? 10 * (tens - '0') + ones - '0' : -1;
}

/* "between 11 p.m. and 6 a.m.", both of one day by the calendar: the night that ends on the report's day. */
static bool spans_night(const sr_claim_reading *r, uint32_t index, sr_day *start, sr_day *end) {
  enum { EVENING = 17, MORNING = 10, GAP_MAX = 3 };
  const sr_time *time = &r->report->times[index];
  const bool evening = hour_of(time) >= EVENING;
  if (*start == SR_DAY_NONE || *start != *end || (!evening && hour_of(time) > MORNING) || hour_of(time) < 0 ||
      (evening ? index + 1 >= r->report->n_times : !index))
    return false;
  const sr_time *from = evening ? time : time - 1, *to = evening ? time + 1 : time;
  sr_day first, last;
  if (from->sentence != to->sentence || to->first_token > from->first_token + from->n_tokens + GAP_MAX ||
      hour_of(from) < EVENING || hour_of(to) < 0 || hour_of(to) > MORNING ||
      !sr_time_window(r->report->times, evening ? index + 1 : index - 1, &first, &last) || first != *start)
    return false;
  const sr_day now = r->report->about.date; /* told of an earlier day: the night that begins on it */
  if (now != SR_DAY_NONE && *start < now)
    *end = *start + 1;
  else
    *start = *end - 1;
  return true;
}

/* "on the same night": the one that was told of last. */
static bool same_night(const sr_claim_reading *r, uint32_t index, sr_day *start, sr_day *end) {
  enum { TIMES_BACK = 12 };
  const sr_time *time = &r->report->times[index];
  if (!has_word(r, time, "same") || !has_word(r, time, "night")) return false;
  for (uint32_t i = index, steps = 0; i-- > 0 && steps < TIMES_BACK; steps++) {
    sr_day first, last;
    if (!sr_slice_ends(r->report->times[i].value, SR_SLICE("NI")) ||
        !sr_time_window(r->report->times, i, &first, &last) || first == SR_DAY_NONE || last == SR_DAY_NONE ||
        first == last)
      continue; /* "its worst night" */
    *start = first;
    *end = last;
    return true;
  }
  return false;
}

/* Times that lean on the one told before them: "the same fortnight" is the half of a month just named, "a few hours
 * earlier" the same day. */
static bool leans_on(const sr_claim_reading *r, uint32_t index, sr_day *start, sr_day *end) {
  enum { TIMES_BACK = 12, SENTENCES_BACK = 2 };
  if (spans_night(r, index, start, end) || same_night(r, index, start, end)) return true;
  const sr_time *time = &r->report->times[index];
  const bool bare = time->n_tokens == 2 && sr_claim__is(r, time->first_token, "the"); /* "in the course of the month" */
  const bool counted = time->type == SR_TIME_DURATION && has_word(r, time, "same") && *start == SR_DAY_NONE &&
                       *end == SR_DAY_NONE; /* "in the same three weeks" */
  const bool as_long =
      (has_word(r, time, "same") || bare) && *start != SR_DAY_NONE && *end != SR_DAY_NONE && *end > *start;
  const bool same_day = has_kind(r, time, SR_WORD_DURATION_NOUN) && has_kind(r, time, SR_WORD_TIME_SIDE);
  if (!as_long && !same_day && !counted) return false;
  for (uint32_t i = index, steps = 0; i-- > 0 && steps < TIMES_BACK; steps++) {
    const sr_time *before = &r->report->times[i];
    sr_day first, last;
    if (!bare && before->sentence + SENTENCES_BACK < time->sentence) return false;
    if (is_compared(r, before)) continue;
    if (!sr_time_window(r->report->times, i, &first, &last) || first == SR_DAY_NONE || last == SR_DAY_NONE) continue;
    const int64_t length = last - first + 1, own = as_long ? *end - *start + 1 : 1;
    if (counted ? length < 2 : as_long ? length < 2 || 5 * length < 2 * own || 2 * length > 5 * own : length > 1)
      continue;
    *start = first;
    *end = last;
    return true;
  }
  return false;
}

static bool is_month(sr_day start, sr_day end) {
  return start != SR_DAY_NONE && end != SR_DAY_NONE && sr_day_to_civil(start).day == 1 && end - start >= 27 &&
         end - start <= 30;
}

static sr_day last_of_month(sr_day first) {
  sr_civil civil = sr_day_to_civil(first + 31);
  civil.day = 1;
  return sr_day_from_civil(civil) - 1;
}

/* The first day of the latest month that is named before a time, from a paragraph on: what a monthly review is about.
 */
static sr_day latest_month(const sr_claim_reading *r, const sr_time *time, uint32_t paragraph) {
  enum { TIMES_BACK = 30 };
  sr_day latest = SR_DAY_NONE;
  for (uint32_t k = (uint32_t)(time - r->report->times), steps = 0; k-- > 0 && steps < TIMES_BACK; steps++) {
    sr_day first, stop;
    const sr_time *before = &r->report->times[k];
    if (sr_claim__sentence(r, before->sentence)->paragraph < paragraph) break;
    if (sr_claim__has_between(r, before->first_token, before->first_token + before->n_tokens, "previous")) continue;
    if (!sr_time_window(r->report->times, k, &first, &stop) || !is_month(first, stop)) continue;
    if (latest == SR_DAY_NONE || first > latest) latest = first;
  }
  return latest;
}

/* Times that name no date are those up to now, or what was named before: "during the week", "a third night of strikes",
 * and "in the month" of November. */
static void loosely(const sr_claim_reading *r, const sr_time *time, sr_day now, sr_day *start, sr_day *end) {
  const uint32_t last = time->first_token + time->n_tokens - 1;
  const bool bare = time->n_tokens == 1 || (time->n_tokens == 2 && sr_claim__is(r, time->first_token, "the"));
  if (!bare) return;
  if (sr_claim__is(r, last, "week") && time->n_tokens == 2 && *start <= now && now < *end) {
    *start = now - 7;
    *end = now;
    sr_day first, stop; /* "over the week" that a communique is about */
    if (r->own.name.len && sr_claim__bulletin_period(r, &first, &stop) && stop - first >= 5 && stop - first <= 7)
      *start = first, *end = stop;
  } else if (sr_claim__is(r, last, "night") && *start == *end && (*end == now || *end == now - 1)) {
    *start = now - 1;
    *end = now;
  } else if (sr_claim__is(r, last, "month") && time->n_tokens == 2) {
    const sr_day named = latest_month(r, time, 0);
    if (named == SR_DAY_NONE) return;
    *start = named;
    *end = last_of_month(named);
  }
}

/* "up from 20 in the previous month": the one before the latest that the paragraph has named. */
static void before_named(const sr_claim_reading *r, const sr_time *time, sr_day *start, sr_day *end) {
  if (time->n_tokens != 3 || !sr_claim__is(r, time->first_token + 1, "previous") ||
      !sr_claim__is(r, time->first_token + 2, "month"))
    return;
  const sr_day latest = latest_month(r, time, sr_claim__sentence(r, time->sentence)->paragraph);
  if (latest == SR_DAY_NONE) return;
  *end = latest - 1;
  sr_civil civil = sr_day_to_civil(*end);
  civil.day = 1;
  *start = sr_day_from_civil(civil);
}

bool sr_claim__usable(const sr_claim_reading *r, const sr_time *time, uint32_t deed, sr_day *start, sr_day *end) {
  const uint32_t index = (uint32_t)(time - r->report->times);
  if (time->type == SR_TIME_SET || in_dateline(r, time)) return false;
  if (!sr_time_window(r->report->times, index, start, end)) *start = *end = SR_DAY_NONE;
  if (!leans_on(r, index, start, end) && *start == SR_DAY_NONE && *end == SR_DAY_NONE) return false;
  const uint32_t after = time->first_token + time->n_tokens; /* "more than in April, when 209 were killed" */
  if (is_compared(r, time) && !sr_claim__is(r, after + sr_claim__is(r, after, ","), "when")) return false;
  const sr_day now = r->report->about.date;
  if (now != SR_DAY_NONE) loosely(r, time, now, start, end);
  before_named(r, time, start, end);
  /* "before dawn on Monday": on that day */
  if (*start == SR_DAY_NONE && time->type == SR_TIME_TIME && time->signal == SR_SIGNAL_UNTIL &&
      (sr_claim__is(r, time->first_token, "before") ||
       (time->first_token && sr_claim__is(r, time->first_token - 1, "before"))))
    *start = *end;
  /* "between Monday and Wednesday", written on a Monday: the Monday before it */
  if (*start != SR_DAY_NONE && *end != SR_DAY_NONE && *start > *end) *start -= *start - *end <= 7 ? 7 : *start - *end;
  return !dates_the_saying(r, time, deed);
}

sr_when_relation sr_claim__relation_of(const sr_time *time, sr_day start, sr_day end) {
  if (end == SR_DAY_NONE) return SR_WHEN_SINCE;
  if (start == SR_DAY_NONE) return SR_WHEN_UNTIL;
  if (start == end) return SR_WHEN_ON;
  return time->type != SR_TIME_DURATION && end - start == 1 ? SR_WHEN_ON : SR_WHEN_DURING;
}

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
    if (sr_claim__is(r, t, ",") &&
        (sr_claim__is(r, t + 1, "but") || sr_claim__is(r, t + 1, "while") || sr_claim__is(r, t + 1, "and")))
      return true;
  return false;
}

/* "put the toll at 47,460, after 63 bodies were found on Friday": the day is that of the clause behind. */
static bool is_of_next(const sr_claim_reading *r, uint32_t from, uint32_t to) {
  static const char *const opens[] = {"after", "while", "whereas", "but"};
  bool next = false;
  for (uint32_t t = from; t + 1 < to; t++) {
    if (next && r->quantity_at[t] != SR_NONE) return true;
    next |= sr_claim__is(r, t, ",") && sr_claim__is_one_of(r, t + 1, opens, sizeof opens / sizeof *opens);
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
  for (uint32_t t = s->first_token; t < s->first_token + s->n_tokens; t++) {
    if (r->time_at[t] == SR_NONE) continue;
    const sr_time *time = &r->report->times[r->time_at[t]];
    if (t != time->first_token) continue;
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

sr_status sr_claim__times(sr_claim_reading *r) {
  for (uint32_t i = 0; i < r->drafts.n; i++) {
    sr_draft *d = &r->drafts.at[i];
    sr_when *when = &d->claim.when;
    if (when->present || d->claim.kind == SR_KIND_PROJECTION) continue;
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
