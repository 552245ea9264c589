/* The days that a time of the text means for a claim, and times that date the saying and nothing else; see the header.
 */
#include "claim/places.h"
#include "claim/tree.h"
#include "claim/when.h"

#include "base/date.h"
#include "read/time.h"
#include "read/wordclass.h"

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
      const bool owns = sr_claim__is(r, time->first_token + time->n_tokens, "'s"); /* "puts yesterday's losses at" */
      if ((time->first_token == after && !owns) || said_then(r, a, after, time)) return true;
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

/* "Bogota, 4 February 2025.", "as of 28 March": a line without a verb that dates the report itself. */
static bool dates_report(const sr_claim_reading *r, const sr_time *time, sr_day start, sr_day end) {
  enum { LINE_MAX = 14 };
  const sr_sentence *s = &r->report->sentences[time->sentence];
  if (start == SR_DAY_NONE || start != end || start != r->report->about.date || s->n_tokens > LINE_MAX) return false;
  for (uint32_t t = s->first_token; t < s->first_token + s->n_tokens; t++) {
    const sr_word_class class = sr_word_class_of(r->report, t);
    if (class == SR_CLASS_VERB || class == SR_CLASS_AUXILIARY || r->quantity_at[t] != SR_NONE) return false;
  }
  return true;
}

/* "7:15 - Four hits in K": when an entry of a live page was posted. */
static bool stamps_entry(const sr_claim_reading *r, const sr_time *time) {
  const sr_sentence *s = &r->report->sentences[time->sentence];
  const bool opens = !time->sentence || s[-1].paragraph != s->paragraph;
  return opens && time->type == SR_TIME_TIME && time->first_token == s->first_token &&
         r->report->tokens[s->first_token].kind == SR_TOKEN_NUMBER;
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
  if (time->type == SR_TIME_SET || in_dateline(r, time) || stamps_entry(r, time)) return false;
  if (!sr_time_window(r->report->times, index, start, end)) *start = *end = SR_DAY_NONE;
  if (dates_report(r, time, *start, *end)) return false;
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
