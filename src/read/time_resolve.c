/* Calendar arithmetic over the parts of a match; see the header and docs/times.md. */
#include "read/time_resolve.h"

#include "base/date.h"
#include "base/slice.h"
#include "read/time_tense.h"

#include <math.h>
#include <stdio.h>

typedef sr_time__parts parts_t;
typedef sr_time__point point;
typedef sr_time__resolver resolver;
typedef sr_time__unit_kind unit_kind;

#define HAS(p, class) ((p)->has[SR_TIME__##class] != SR_TIME_UNSET)
#define GET(p, class) ((p)->has[SR_TIME__##class])
#define CODE(p, class) (sr_time__value((p)->row[SR_TIME__##class]))

static const point nowhere = {.grain = SR_GRAIN_NONE, .start = SR_DAY_NONE, .end = SR_DAY_NONE};

/* ---- units ---- */

static const unit_kind *unit_in(const parts_t *p) {
  if (HAS(p, unit)) return sr_time__unit(CODE(p, unit));
  return HAS(p, units) ? sr_time__unit(CODE(p, units)) : NULL;
}

/* "P2W", "PT24H", "PXM", "P2.5Y". A bare plural is an unknown number; a singular is one. */
static void write_duration(const parts_t *p, const unit_kind *u, char *out, size_t size) {
  const char *t = u->clock ? "T" : "";
  double count = p->count;
  if (count == 0 && !p->vague && HAS(p, unit)) count = 1;
  if (p->vague || count == 0) {
    const char code = u->grain == SR_GRAIN_DECADE ? 'E' : u->grain == SR_GRAIN_CENTURY ? 'C' : u->code;
    snprintf(out, size, "P%sX%c", t, code);
  } else if (u->factor == 1 && count != floor(count) && 2 * count == floor(2 * count) && strchr("YHM", u->code) &&
             (u->code != 'M' || u->clock)) { /* "two and a half years": years and months, as TimeML has it */
    const int half = u->code == 'Y' ? 6 : 30;
    const char next = u->code == 'H' ? 'M' : u->code == 'Y' ? 'M' : 'S';
    snprintf(out, size, "P%s%.10g%c%d%c", t, floor(count), u->code, half, next);
  } else {
    snprintf(out, size, "P%s%.10g%c", t, count * u->factor, u->code);
  }
}

/* ---- dates ---- */

sr_day sr_time__full_date(const parts_t *p) {
  if (HAS(p, packed)) {
    const int32_t v = GET(p, packed);
    return sr_day_from_civil((sr_civil){v / 10000, v / 100 % 100, v % 100});
  }
  const int32_t dom = HAS(p, dom) ? GET(p, dom) : HAS(p, ord) ? GET(p, ord) : SR_TIME_UNSET;
  if (!HAS(p, month) || !HAS(p, year) || HAS(p, era) || dom == SR_TIME_UNSET) return SR_DAY_NONE;
  return sr_day_from_civil((sr_civil){GET(p, year), GET(p, month), dom});
}

static bool has_narrative(const parts_t *p) { return HAS(p, same) || HAS(p, that); }
static int32_t narrative_step(const parts_t *p) { return HAS(p, same) ? GET(p, same) : 0; }

/* The year that the parts name, or UNSET. */
static int32_t year_named(const resolver *r, const parts_t *p) {
  if (HAS(p, year)) return HAS(p, era) && GET(p, era) < 0 ? -GET(p, year) : GET(p, year);
  if (HAS(p, shortyear) && (HAS(p, month) || HAS(p, season)))
    return GET(p, shortyear) + (GET(p, shortyear) < 70 ? 2000 : 1900);
  const unit_kind *u = unit_in(p);
  if (!u || u->grain != SR_GRAIN_YEAR) return SR_TIME_UNSET;
  if (has_narrative(p)) return r->anchor.grain ? r->anchor.year + narrative_step(p) : SR_TIME_UNSET;
  if (r->today == SR_DAY_NONE) return SR_TIME_UNSET;
  return sr_day_to_civil(r->today).year + (HAS(p, rel) ? GET(p, rel) : 0);
}

/* Whether a date that stands ahead days off and back days ago is the coming one: the clause says so, or it is nearer by
 * far. 2 and 5 are the best of 2 to 8 on TimeBank. What happened on it is never to come. */
static bool is_next(int32_t ahead, int32_t back, int tense) {
  return tense > 0 || (tense == 0 ? ahead * 2 < back : tense == SR_TENSE_PAST && ahead * 5 < back);
}

/* Of three points (the year before, this year, the next), the one that the tense picks. A point that holds today is
 * now. With no tense, the past one unless the next is near and the past one far: "Jan. 2" in a report of 2 November. */
static point pick_year(const resolver *r, point now, int tense, int32_t rel) {
  const point before = sr_time__moved(now, now.grain == SR_GRAIN_QUARTER || now.grain == SR_GRAIN_SEASON ? -4
                                           : now.grain == SR_GRAIN_MONTH                                 ? -12
                                           : now.grain == SR_GRAIN_HALF                                  ? -2
                                                                                                         : 0);
  const point after = sr_time__moved(now, now.grain == SR_GRAIN_QUARTER || now.grain == SR_GRAIN_SEASON ? 4
                                          : now.grain == SR_GRAIN_MONTH                                 ? 12
                                          : now.grain == SR_GRAIN_HALF                                  ? 2
                                                                                                        : 0);
  if (rel == -1) return now.end < r->today ? now : before;
  if (rel == 1) return now.start > r->today ? now : after;
  if (rel == 0 || (now.start <= r->today && now.end >= r->today)) return now;
  if (now.start > r->today) {
    const bool next = is_next(now.start - r->today, r->today - before.end, tense);
    return next ? now : before;
  }
  if (tense > 0) return r->today - now.end > 60 ? after : now; /* a plan of last month is still last month's */
  return is_next(after.start - r->today, r->today - now.end, tense) ? after : now;
}

static point month_point(const resolver *r, const parts_t *p, int tense) {
  const int32_t named = year_named(r, p);
  if (named != SR_TIME_UNSET) return sr_time__point_of(SR_GRAIN_MONTH, named, GET(p, month));
  if (r->narrative && r->anchor.grain && !HAS(p, rel) && tense < SR_TENSE_TO_COME)
    return sr_time__point_of(SR_GRAIN_MONTH, r->anchor.year, GET(p, month));
  if (r->today == SR_DAY_NONE) return nowhere;
  const point now = sr_time__point_of(SR_GRAIN_MONTH, sr_day_to_civil(r->today).year, GET(p, month));
  return pick_year(r, now, tense, HAS(p, rel) ? GET(p, rel) : SR_TIME_UNSET);
}

/* The day of last year, this and the next that the tense picks. */
static point pick_day(const resolver *r, const point choice[3], int tense) {
  if (!choice[1].grain) return choice[0].grain ? choice[0] : choice[2]; /* 29 February */
  if (choice[1].start == r->today) return choice[1];
  if (choice[1].start > r->today) {
    if (!choice[0].grain) return choice[1];
    return choice[is_next(choice[1].start - r->today, r->today - choice[0].start, tense)];
  }
  if (!choice[2].grain) return choice[1];
  if (tense > 0) return r->today - choice[1].start > 60 ? choice[2] : choice[1];
  return choice[1 + is_next(choice[2].start - r->today, r->today - choice[1].start, tense)];
}

/* The same for "last" and "next", which settle it. */
static point pick_by_word(const resolver *r, const parts_t *p, const point choice[3], int tense) {
  if (!HAS(p, rel) || GET(p, rel) == 0) return pick_day(r, choice, tense);
  if (GET(p, rel) < 0) return choice[1].grain && choice[1].start < r->today ? choice[1] : choice[0];
  return choice[1].grain && choice[1].start > r->today ? choice[1] : choice[2];
}

/* A day of a month, its year told or found. */
static point month_day_point(const resolver *r, const parts_t *p, int32_t month, int32_t dom, int tense) {
  int32_t year = year_named(r, p);
  if (year == SR_TIME_UNSET && r->narrative && r->anchor.grain && tense < SR_TENSE_TO_COME) year = r->anchor.year;
  if (year != SR_TIME_UNSET && year < 1) return sr_time__point_of(SR_GRAIN_MONTH, year, month);
  if (year != SR_TIME_UNSET) return sr_time__day(sr_day_from_civil((sr_civil){year, month, dom}));
  if (r->today == SR_DAY_NONE) return nowhere;
  year = sr_day_to_civil(r->today).year;
  point choice[3];
  for (int k = 0; k < 3; k++) choice[k] = sr_time__day(sr_day_from_civil((sr_civil){year - 1 + k, month, dom}));
  return pick_by_word(r, p, choice, tense);
}

static point weekday_point(const resolver *r, const parts_t *p, int tense) {
  const int weekday = GET(p, weekday);
  sr_day from = r->today;
  if ((has_narrative(p) || r->narrative) && r->anchor_day.grain) from = r->anchor_day.start;
  if (from == SR_DAY_NONE) return nowhere;
  const int32_t back = (sr_day_weekday(from) - weekday + 7) % 7; /* days since the last one, today counted */
  const int32_t rel = HAS(p, rel)                             ? GET(p, rel)
                      : has_narrative(p) && narrative_step(p) ? narrative_step(p)
                                                              : SR_TIME_UNSET;
  if (rel == -1) return sr_time__day(from - (back ? back : 7));
  if (rel == 1) return sr_time__day(from - back + 7);
  if (rel == 0 && tense >= 0) return sr_time__day(from - sr_day_weekday(from) + weekday);
  return sr_time__day(tense > 0 && back ? from - back + 7 : from - back);
}

static point season_point(const resolver *r, const parts_t *p, int tense) {
  const int season = sr_time__season(CODE(p, season));
  const int32_t named = year_named(r, p);
  if (named != SR_TIME_UNSET) return sr_time__point_of(SR_GRAIN_SEASON, named, season);
  if ((r->narrative || has_narrative(p)) && r->anchor.grain)
    return sr_time__point_of(SR_GRAIN_SEASON, r->anchor.year + narrative_step(p), season);
  if (r->today == SR_DAY_NONE) return nowhere;
  const point here = sr_time__around(SR_GRAIN_SEASON, r->today);
  return pick_year(r, sr_time__point_of(SR_GRAIN_SEASON, here.year, season), tense,
                   HAS(p, rel) ? GET(p, rel) : SR_TIME_UNSET);
}

/* Quarters and halves. With no year: the last one of its number that is over or runs, as accounts speak of them. */
static point share_point(const resolver *r, const parts_t *p, sr_time__grain grain, int32_t n, int tense) {
  const int32_t of = grain == SR_GRAIN_HALF ? 2 : 4;
  if (n < 0) n = of;
  if (n < 1 || n > of) return nowhere;
  const int32_t named = year_named(r, p);
  if (named != SR_TIME_UNSET) return sr_time__point_of(grain, named, n);
  if (r->narrative && r->anchor.grain) return sr_time__point_of(grain, r->anchor.year, n);
  if (r->today == SR_DAY_NONE) return nowhere;
  return pick_year(r, sr_time__point_of(grain, sr_day_to_civil(r->today).year, n), tense, SR_TIME_UNSET);
}

/* "last week", "that month", "the year". */
static point period_point(const resolver *r, const parts_t *p, int tense) {
  const unit_kind *u = unit_in(p);
  if (!u || !u->grain) return nowhere;
  const int32_t rel = HAS(p, rel) ? GET(p, rel) : SR_TIME_UNSET;
  if (has_narrative(p) || (rel == 1 && HAS(p, the)) || r->narrative) {
    const point *from = u->grain <= SR_GRAIN_DAY     ? &r->anchor_day
                        : u->grain <= SR_GRAIN_MONTH ? &r->anchor_fine
                                                     : &r->anchor;
    if (from->grain && from->year < 0)
      return sr_time__moved(sr_time__point_of(u->grain, from->year, 0), narrative_step(p));
    if (from->grain && from->start != SR_DAY_NONE)
      return sr_time__moved(sr_time__around(u->grain, from->start), rel == SR_TIME_UNSET ? narrative_step(p) : rel);
    if (r->narrative) return nowhere;
  }
  if (r->today == SR_DAY_NONE) return nowhere;
  int32_t step = rel != SR_TIME_UNSET ? rel : narrative_step(p);
  const bool bare = rel == SR_TIME_UNSET && !has_narrative(p);
  if (bare && u->grain == SR_GRAIN_QUARTER) { /* of accounts: the one under discussion, or the last that is over */
    if (r->anchor.grain == SR_GRAIN_QUARTER) return r->anchor;
    step = -1;
  }
  const point here = sr_time__around(u->grain, r->today);
  if (bare && u->grain == SR_GRAIN_WEEKEND && here.start > r->today && tense <= 0) step = -1;
  return sr_time__moved(here, step);
}

/* "Easter week", "Christmas weekend": the week that holds the day, the weekend that a Monday ends. */
static point around_holiday(const parts_t *p, point day) {
  const unit_kind *u = unit_in(p);
  if (!u || u->grain <= SR_GRAIN_DAY || u->grain > SR_GRAIN_WEEK || day.start == SR_DAY_NONE) return day;
  const bool monday = u->grain == SR_GRAIN_WEEKEND && sr_day_weekday(day.start) == 1;
  return sr_time__around(u->grain, monday ? day.start - 1 : day.start);
}

static point holiday_point(const resolver *r, const parts_t *p, int tense) {
  const sr_slice code = CODE(p, holiday);
  int32_t year = year_named(r, p);
  if (year == SR_TIME_UNSET && r->narrative && r->anchor.grain) year = r->anchor.year;
  if (year != SR_TIME_UNSET) return around_holiday(p, sr_time__day(sr_time__holiday(code, year)));
  if (r->today == SR_DAY_NONE) return nowhere;
  year = sr_day_to_civil(r->today).year;
  point choice[3];
  for (int k = 0; k < 3; k++) choice[k] = around_holiday(p, sr_time__day(sr_time__holiday(code, year - 1 + k)));
  return pick_by_word(r, p, choice, tense);
}

/* The point that the parts name, nowhere if it cannot be reckoned. From the finest part to the coarsest. */
static point date_point(const resolver *r, const parts_t *p, int tense) {
  const sr_day full = sr_time__full_date(p);
  if (full != SR_DAY_NONE) return sr_time__day(full);
  if (HAS(p, holiday)) return holiday_point(r, p, tense);
  if (HAS(p, month)) {
    const int32_t dom = HAS(p, dom) ? GET(p, dom) : HAS(p, ord) && GET(p, ord) > 0 && !HAS(p, half) ? GET(p, ord) : 0;
    return dom ? month_day_point(r, p, GET(p, month), dom, tense) : month_point(r, p, tense);
  }
  if (HAS(p, weekday)) return weekday_point(r, p, tense);
  if (HAS(p, fixed)) {
    const sr_slice code = CODE(p, fixed); /* "-1" or "NI:-1" */
    const bool letters = code.len > 3 && code.ptr[2] == ':';
    const int32_t step = !letters ? GET(p, fixed) : code.ptr[3] == '-' ? -(code.ptr[4] - '0') : code.ptr[3] - '0';
    return r->today == SR_DAY_NONE ? nowhere : sr_time__day(r->today + step);
  }
  if (HAS(p, quarter) || HAS(p, qn)) {
    const int32_t n = HAS(p, qn) ? GET(p, qn) : HAS(p, ord) ? GET(p, ord) : 0;
    if (HAS(p, qn) && n < 0) return share_point(r, p, SR_GRAIN_HALF, -n, tense); /* "H1 2025" */
    if (n) return share_point(r, p, SR_GRAIN_QUARTER, n, tense);
  }
  if (HAS(p, half) && !HAS(p, month) && (HAS(p, ord) || HAS(p, rel)))
    return share_point(r, p, SR_GRAIN_HALF, HAS(p, ord) ? GET(p, ord) : GET(p, rel), tense);
  if (HAS(p, season)) return season_point(r, p, tense);
  if (HAS(p, years))
    return sr_time__point_of(SR_GRAIN_DECADE, HAS(p, era) && GET(p, era) < 0 ? -GET(p, years) : GET(p, years), 0);
  if (HAS(p, century)) {
    const int32_t c = 100 * (HAS(p, ord) ? GET(p, ord) - 1 : 0);
    return HAS(p, ord) && GET(p, ord) > 0
               ? sr_time__point_of(SR_GRAIN_CENTURY, HAS(p, era) && GET(p, era) < 0 ? -c : c, 0)
               : nowhere;
  }
  if (HAS(p, part) || HAS(p, clock) || HAS(p, ampm) || HAS(p, noon)) {
    const unit_kind *u = unit_in(p);
    if (u && u->grain == SR_GRAIN_DAY) return period_point(r, p, tense);
    if (has_narrative(p) && r->anchor_day.grain) return sr_time__moved(r->anchor_day, narrative_step(p));
    if (HAS(p, rel) && GET(p, rel) == 1 && r->anchor_day.grain) return sr_time__moved(r->anchor_day, 1);
    if (HAS(p, rel) && r->today != SR_DAY_NONE) return sr_time__day(r->today + GET(p, rel));
    if (r->anchor_day.grain) return r->anchor_day;
    return sr_time__day(r->today);
  }
  if (HAS(p, period) && !HAS(p, unit) && !HAS(p, year)) return r->anchor;
  if (HAS(p, unit) && !HAS(p, year)) return period_point(r, p, tense); /* else "the year 2000" */
  const int32_t year = year_named(r, p);
  /* "the 1988 period", "the 1988 quarter": the one under discussion, of that year */
  const bool accounts = HAS(p, the) && (HAS(p, period) || HAS(p, quarter)) && !r->narrative;
  if (year != SR_TIME_UNSET && accounts && (r->anchor.grain == SR_GRAIN_QUARTER || r->anchor.grain == SR_GRAIN_HALF))
    return sr_time__point_of(r->anchor.grain, year, r->anchor.n);
  if (year != SR_TIME_UNSET) return sr_time__point_of(SR_GRAIN_YEAR, year, 0);
  if (HAS(p, shortyear) && r->anchor.grain && r->anchor.year > 0) {
    const int32_t century = r->anchor.year / 100 * 100;
    return sr_time__point_of(SR_GRAIN_YEAR, century + GET(p, shortyear), 0);
  }
  return nowhere;
}

/* ---- values ---- */

/* What can be said of a date with no day to reckon from: "XXXX-WXX-5", "XXXX-07-09", "PAST_REF". */
static void write_unanchored(const parts_t *p, char *out, size_t size) {
  if (HAS(p, month) && (HAS(p, dom) || HAS(p, ord)))
    snprintf(out, size, "XXXX-%02d-%02d", GET(p, month), HAS(p, dom) ? GET(p, dom) : GET(p, ord));
  else if (HAS(p, weekday))
    snprintf(out, size, "XXXX-WXX-%d", GET(p, weekday));
  else if (HAS(p, month))
    snprintf(out, size, "XXXX-%02d", GET(p, month));
  else if (HAS(p, season))
    snprintf(out, size, "XXXX-%.*s", SR_FMT(CODE(p, season)));
  else if (HAS(p, quarter) && HAS(p, ord) && GET(p, ord) > 0)
    snprintf(out, size, "XXXX-Q%d", GET(p, ord));
  else if (HAS(p, half) && HAS(p, ord) && GET(p, ord) > 0)
    snprintf(out, size, "XXXX-H%d", GET(p, ord));
  else if (HAS(p, part) || HAS(p, clock) || HAS(p, ampm) || HAS(p, noon) || HAS(p, overnight))
    snprintf(out, size, "XXXX-XX-XX");
  else {
    const int32_t step = HAS(p, fixed) ? GET(p, fixed) : HAS(p, rel) ? GET(p, rel) : narrative_step(p);
    snprintf(out, size, "%s", step < 0 ? "PAST_REF" : step > 0 ? "FUTURE_REF" : "PRESENT_REF");
  }
}

/* The time of day: "T09:00", "TMO", or nothing. */
static void write_clock(const parts_t *p, char *out, size_t size) {
  out[0] = 0;
  int32_t minutes = SR_TIME_UNSET;
  if (HAS(p, clock))
    minutes = GET(p, clock);
  else if (HAS(p, stop))
    minutes = GET(p, stop);
  else if (HAS(p, noon))
    minutes = GET(p, noon) * 60;
  else if (HAS(p, hour))
    minutes = GET(p, hour) * 60;
  else if (HAS(p, card) && GET(p, card) <= 12)
    minutes = GET(p, card) * 60;
  if (minutes != SR_TIME_UNSET) {
    const sr_slice part = CODE(p, part);
    const bool after_noon = (HAS(p, ampm) && GET(p, ampm) == 12) || sr_slice_is(part, "AF") || sr_slice_is(part, "EV");
    if (after_noon && minutes < 12 * 60) minutes += 12 * 60;
    if (HAS(p, ampm) && GET(p, ampm) == 0 && minutes >= 12 * 60) minutes -= 12 * 60;
    if (minutes >= 0 && minutes <= 24 * 60) snprintf(out, size, "T%02d:%02d", minutes / 60, minutes % 60);
    return;
  }
  const sr_slice fixed = CODE(p, fixed);
  if (HAS(p, fixed) && fixed.len > 3 && fixed.ptr[2] == ':')
    snprintf(out, size, "T%.2s", fixed.ptr);
  else if (HAS(p, part))
    snprintf(out, size, "T%.*s", SR_FMT(CODE(p, part)));
}

/* Early, mid, late: days 1-10, 11-20, 21-end of a month, thirds of anything longer; the end of something longer than a
 * month is its last month. */
static void cut_by_edge(const resolver *r, const parts_t *p, point *at, sr_slice *mod) {
  *mod = HAS(p, edge) ? CODE(p, edge) : HAS(p, end) ? CODE(p, end) : (sr_slice){0};
  if (sr_slice_is(*mod, "POST")) { /* "the post-2014 order" */
    *mod = SR_SLICE("AFTER");
    if (at->end != SR_DAY_NONE) at->start = at->end + 1, at->end = SR_DAY_NONE;
    return;
  }
  if (sr_slice_is(*mod, "PRE")) {
    *mod = SR_SLICE("BEFORE");
    if (at->start != SR_DAY_NONE) at->end = at->start - 1, at->start = SR_DAY_NONE;
    return;
  }
  if (!mod->len || at->start == SR_DAY_NONE || at->grain < SR_GRAIN_WEEK) return;
  const bool is_end = HAS(p, end) && !HAS(p, edge);
  sr_day thirds[4] = {at->start, at->start + (at->end - at->start + 1) / 3,
                      at->start + (at->end - at->start + 1) * 2 / 3, at->end + 1};
  if (at->grain == SR_GRAIN_MONTH) thirds[1] = at->start + 10, thirds[2] = at->start + 20;
  if (is_end && at->grain > SR_GRAIN_MONTH) thirds[1] = at->start + 31, thirds[2] = at->end - 30;
  if (sr_slice_is(*mod, "START"))
    at->end = thirds[1] - 1;
  else if (sr_slice_is(*mod, "MID"))
    at->start = thirds[1], at->end = thirds[2] - 1;
  else if (sr_slice_is(*mod, "END"))
    at->start = thirds[2];
  else if (r->today >= at->start && r->today <= at->end) { /* earlier, later this year */
    if (sr_slice_is(*mod, "BEFORE"))
      at->end = r->today;
    else if (sr_slice_is(*mod, "AFTER"))
      at->start = r->today;
  }
}

/* "the first half of July" ends on the 15th. */
static void cut_half(const parts_t *p, point *month, sr_slice *mod) {
  const bool second = HAS(p, ord) ? GET(p, ord) != 1 : true;
  *mod = second ? SR_SLICE("END") : SR_SLICE("START");
  if (second)
    month->start += 15;
  else
    month->end = month->start + 14;
}

static sr_status keep(const resolver *r, sr_time *t, sr_time_type type, const char *value, const point *p,
                      sr_error *err) {
  t->type = type;
  t->value = sr_arena_copy(r->report->arena, sr_slice_of(value));
  if (!t->value.ptr) return sr_arena_fail(r->report->arena, err);
  t->start = p->start;
  t->end = p->end;
  return SR_OK;
}

/* ---- is it one at all ---- */

/* A bare number of four digits is a year when something says so. */
static bool year_is_plausible(const resolver *r, const sr_time__match *m) {
  const sr_time__atoms *atoms = r->atoms;
  const sr_time__parts *p = &m->parts[0];
  const uint32_t span_start = atoms->at[m->first].token.span.start;
  for (uint32_t q = 0; q < r->report->n_quantities; q++) {
    const sr_quantity *quantity = &r->report->quantities[q];
    if (quantity->span.start > span_start) break;
    if (quantity->span.end > span_start && !sr_slice_is(quantity->unit, "1")) return false;
  }
  const bool modern = GET(p, year) >= 1900 && GET(p, year) < 2100;
  const bool has_before = m->first > 0 && atoms->at[m->first - 1].token.sentence == atoms->at[m->first].token.sentence;
  const sr_time__atom *before = has_before ? &atoms->at[m->first - 1] : NULL;
  const sr_time__atom *after =
      m->last + 1 < atoms->n && atoms->at[m->last + 1].token.sentence == atoms->at[m->last].token.sentence
          ? &atoms->at[m->last + 1]
          : NULL;
  if (before && (before->token.kind == SR_TOKEN_SYMBOL || before->token.kind == SR_TOKEN_NUMBER ||
                 sr_slice_is(before->token.norm, "no.") || sr_slice_is(before->token.norm, "#")))
    return false;
  if (after && (after->token.kind == SR_TOKEN_SYMBOL ||
                (after->glued && after->token.kind == SR_TOKEN_WORD && after->token.norm.ptr[0] != '\'')))
    return false;
  static const char *const friends[] = {"in",     "since",  "by",      "until", "till",       "from", "before", "after",
                                        "during", "of",     "between", "the",   "circa",      "c.",   "ca.",    "early",
                                        "late",   "around", "fiscal",  "year",  "throughout", "("};
  bool friendly = !before;
  for (size_t k = 0; before && k < sizeof friends / sizeof *friends; k++)
    friendly |= sr_slice_is(before->token.norm, friends[k]);
  const bool noun_after = after && after->token.kind == SR_TOKEN_WORD && after->token.norm.len > 3 &&
                          sr_is_lower((uint8_t)after->token.norm.ptr[0]) &&
                          sr_time__reads(atoms, m->last + 1, SR_TIME__signal) == SR_TIME_UNSET &&
                          after->token.norm.ptr[after->token.norm.len - 1] == 's';
  if (!modern) return friendly && !noun_after;
  return friendly || !noun_after;
}

/* ---- builds ---- */

static void note_hedge(const parts_t *p, sr_time *t) {
  if (HAS(p, hedge)) t->mod = CODE(p, hedge);
  if (HAS(p, over)) t->mod = CODE(p, over);
}

static bool only_clock(const parts_t *p) {
  return !HAS(p, month) && !HAS(p, weekday) && !HAS(p, fixed) && !HAS(p, year) && !HAS(p, unit) && !HAS(p, holiday) &&
         !HAS(p, packed) && (HAS(p, clock) || HAS(p, ampm) || HAS(p, noon) || HAS(p, part) || HAS(p, stop));
}

static bool is_bare_year(const sr_time__match *m) {
  return m->first == m->last && m->parts[0].has[SR_TIME__year] != SR_TIME_UNSET;
}

/* "at 8.30 a.m. on Friday": the day stands in the next match. */
static point day_after_clock(const resolver *r, const sr_time__match_vec *matches, uint32_t index, int tense) {
  if (index + 1 >= matches->n) return nowhere;
  const sr_time__match *m = &matches->at[index], *next = &matches->at[index + 1];
  if (next->build != SR_TIME__BUILD_date || next->first - m->last > 3 || only_clock(&next->parts[0]) ||
      r->atoms->at[next->first].token.sentence != r->atoms->at[m->first].token.sentence)
    return nowhere;
  const point p = date_point(r, &next->parts[0], tense);
  return p.grain == SR_GRAIN_DAY ? p : nowhere;
}

/* A year that a history names in passing ("declassified in 2005") while it tells of another: it does not open its
 * sentence and is not the story's year or the next. */
static bool is_in_passing(const resolver *r, const sr_time *t, const point *p) {
  enum { OPENING = 3 }; /* tokens: "By late 1943", "In the year 1943" */
  if (!r->narrative || p->grain != SR_GRAIN_YEAR || !r->anchor_fine.grain) return false;
  const bool opens = t->first_token - r->report->sentences[t->sentence].first_token < OPENING;
  return !opens && (p->year < r->anchor.year || p->year > r->anchor.year + 1);
}

/* named: the year stands in the text. A history's "to this day" is the reader's, not the story's. */
static void move_anchor(resolver *r, const sr_time *t, const point *p, bool named) {
  if (!p->grain || is_in_passing(r, t, p)) return;
  if (r->narrative && !named && r->today != SR_DAY_NONE && p->year == sr_day_to_civil(r->today).year) return;
  if (!r->narrative && r->today != SR_DAY_NONE && p->start != SR_DAY_NONE && p->start > r->today) return; /* plans */
  if (t->signal == SR_SIGNAL_UNTIL && !r->narrative) return; /* a deadline; in a history "by May" is how far it got */
  r->anchor = *p;
  if (p->grain == SR_GRAIN_DAY) r->anchor_day = *p;
  if (p->grain <= SR_GRAIN_MONTH) r->anchor_fine = *p;
}

/* What a range's second half takes from the first and the other way round: "July 9-10", "9-10 July 2025". */
static void share_parts(const sr_time__match *m, int side, parts_t *p) {
  static const int shared[] = {SR_TIME__month,   SR_TIME__year, SR_TIME__ampm,
                               SR_TIME__quarter, SR_TIME__era,  SR_TIME__season};
  const parts_t *other = &m->parts[1 - side];
  for (size_t k = 0; k < sizeof shared / sizeof *shared; k++) {
    const int c = shared[k];
    if (p->has[c] != SR_TIME_UNSET || other->has[c] == SR_TIME_UNSET) continue;
    /* A month goes to a bare day, a year to whatever has none. */
    if (c == SR_TIME__month && !HAS(p, dom) && !HAS(p, ord)) continue;
    if (c == SR_TIME__year && HAS(p, shortyear)) continue;
    if (c == SR_TIME__season) continue;
    p->has[c] = other->has[c];
    p->row[c] = other->row[c];
  }
}

static sr_status build_rolling(resolver *r, const sr_time__match *m, sr_time *t, sr_error *err) {
  parts_t p = m->parts[0];
  const unit_kind *u = unit_in(&p);
  const int32_t way = HAS(&p, past) ? -1 : HAS(&p, rolling) ? GET(&p, rolling) : HAS(&p, rel) ? GET(&p, rel) : 0;
  if (p.count == 0 && HAS(&p, unit)) p.count = 1;
  point window = nowhere;
  char value[64] = "PXX";
  if (u) {
    write_duration(&p, u, value, sizeof value);
    if (r->today != SR_DAY_NONE && !p.vague && p.count > 0 && !r->narrative) {
      if (way == -1) window.end = r->today, window.start = sr_time__day_moved(r->today, u, p.count, -1);
      if (way == 1) window.start = r->today, window.end = sr_time__day_moved(r->today, u, p.count, 1);
    }
    if (way == -1 && p.count == 1 && window.start != SR_DAY_NONE) {
      r->rolled = window.start;
      r->rolled_end = window.end;
      r->rolled_unit = u->code;
      r->rolled_sentence = t->sentence;
    }
  }
  note_hedge(&p, t);
  return keep(r, t, SR_TIME_DURATION, value, &window, err);
}

/* "15 sq km a day": a rate is the quantity's, not a time. */
static bool is_rate(const resolver *r, const sr_time__match *m) {
  const sr_span span = {r->atoms->at[m->first].token.span.start, r->atoms->at[m->last].token.span.end};
  for (uint32_t q = 0; q < r->report->n_quantities && r->report->quantities[q].span.start < span.start; q++) {
    const sr_quantity *quantity = &r->report->quantities[q];
    if (quantity->span.end >= span.end && quantity->number.end <= span.start) return true;
  }
  return false;
}

static sr_status build_duration(const resolver *r, const sr_time__match *m, sr_time *t, bool *kept, sr_error *err) {
  const parts_t *p = &m->parts[0];
  const unit_kind *u = unit_in(p);
  const point none = nowhere;
  char value[64];
  const bool fraction = u && u->grain == SR_GRAIN_QUARTER && HAS(p, art); /* "a quarter of them" */
  const bool vague =
      u && u->clock && p->count == 0 && !p->vague && HAS(p, units) && m->first == m->last; /* "minutes apart" */
  if (!u || fraction || vague || is_rate(r, m)) {
    *kept = false;
    return SR_OK;
  }
  write_duration(p, u, value, sizeof value);
  note_hedge(p, t);
  return keep(r, t, SR_TIME_DURATION, value, &none, err);
}

/* "ended", "ending" at an atom, with something behind it. */
static bool ends_on_a_day(const sr_time__atoms *atoms, uint32_t index) {
  return index + 1 < atoms->n && sr_slice_is(sr_time__value(sr_time__signal_before(atoms, index + 1)), "ended");
}

/* "in his 30s" is an age, the end of "pre-dawn" no time of day. */
static bool is_no_date(const resolver *r, const sr_time__match *m, const parts_t *p) {
  static const char *const owners[] = {"his", "her", "their", "my", "our", "your", NULL};
  if (HAS(p, part) && (sr_slice_is(r->atoms->at[m->first].token.norm, "-") || sr_slice_is(CODE(p, edge), "PRE")))
    return true;
  if (!HAS(p, years) || m->first != m->last || !m->first) return false;
  for (const char *const *owner = owners; *owner; owner++)
    if (sr_slice_is(r->atoms->at[m->first - 1].token.norm, *owner)) return true;
  return false;
}

/* "extended the deadline until Tuesday", "postponed until Friday": a day to come, though the verb is past. */
static bool is_put_off(const sr_time__atoms *atoms, const sr_time__match *m) {
  if (m->first >= 2 && (sr_slice_is(atoms->at[m->first - 2].token.norm, "has") ||
                        sr_slice_is(atoms->at[m->first - 2].token.norm, "have")))
    return true; /* "has until Friday" */
  static const char *const words[] = {"deadline", "postponed", "extended",  "delayed", "adjourned", "given",
                                      "gave",     "deferred",  "suspended", "valid",   NULL};
  for (uint32_t i = m->first, steps = 0; i-- && steps < SR_TENSE_REACH; steps++) {
    if (atoms->at[i].token.sentence != atoms->at[m->first].token.sentence) return false;
    for (const char *const *word = words; *word; word++)
      if (sr_slice_is(atoms->at[i].token.norm, *word)) return true;
  }
  return false;
}

/* The first day of a month's day of the parts that is not before another day. */
static point next_after(sr_day day, const parts_t *p) {
  const int32_t dom = HAS(p, dom) ? GET(p, dom) : GET(p, ord);
  const int32_t year = sr_day_to_civil(day).year;
  const point at = sr_time__day(sr_day_from_civil((sr_civil){year, GET(p, month), dom}));
  return at.start >= day ? at : sr_time__day(sr_day_from_civil((sr_civil){year + 1, GET(p, month), dom}));
}

static sr_status build_date(resolver *r, const sr_time__match_vec *matches, uint32_t index, int side, sr_time *t,
                            bool *kept, sr_error *err) {
  const sr_time__match *m = &matches->at[index];
  parts_t p = m->parts[side];
  if (m->split) share_parts(m, side, &p);
  if (!m->split && is_bare_year(m) && !HAS(&p, card) && !year_is_plausible(r, m)) {
    *kept = false;
    return SR_OK;
  }
  if (m->split && side == 0) r->opened = SR_DAY_NONE;
  if (is_no_date(r, m, &p)) {
    *kept = false;
    return SR_OK;
  }
  const unit_kind *unit = unit_in(&p);
  if (unit && !unit->grain && !HAS(&p, part) && !HAS(&p, clock)) { /* "the second" */
    *kept = false;
    return SR_OK;
  }
  /* "the day" alone is no date: that of an event beside it, or any ("at the end of the day" has an edge) */
  const bool alone = m->last == m->first + 1 && HAS(&p, the) && HAS(&p, unit) && !has_narrative(&p) && !HAS(&p, rel);
  if (alone && unit && unit->grain == SR_GRAIN_DAY) {
    *kept = false;
    return SR_OK;
  }
  /* "the year ended 31 March" is a span of accounts, not a calendar year */
  if (unit && unit->grain == SR_GRAIN_YEAR && HAS(&p, the) && !HAS(&p, rel) && !HAS(&p, year) && !has_narrative(&p) &&
      ends_on_a_day(r->atoms, m->last + 1))
    return build_duration(r, m, t, kept, err);
  if (unit && unit->grain == SR_GRAIN_DAY && HAS(&p, rel) && GET(&p, rel) == -1 && !r->narrative && !HAS(&p, part))
    return build_rolling(r, m, t, err); /* "over the last day" */
  int tense = sr_time__tense(r, m);
  const bool owned = HAS(&p, weekday) && sr_time__reads(r->atoms, m->last + 1, SR_TIME__poss) != SR_TIME_UNSET;
  if (owned) tense = -1; /* "Friday's talks" */
  if (t->signal == SR_SIGNAL_SINCE) tense = SR_TENSE_HAPPENED;
  if (t->signal == SR_SIGNAL_UNTIL && (tense == 0 || is_put_off(r->atoms, m))) tense = 1;
  point at = nowhere;
  if (only_clock(&p) && !HAS(&p, rel) && !has_narrative(&p)) at = day_after_clock(r, matches, index, tense);
  if (!at.grain && HAS(&p, shortyear) && m->split && side == 1 && HAS(&m->parts[0], year))
    at = sr_time__point_of(SR_GRAIN_YEAR, GET(&m->parts[0], year) / 100 * 100 + GET(&p, shortyear), 0);
  if (!at.grain) at = date_point(r, &p, tense);
  if (sr_slice_is(m->arg, "last") && at.grain && at.end != SR_DAY_NONE) at = sr_time__day(at.end); /* "year-end" */
  /* "the week of March 6" */
  if (unit && unit->grain == SR_GRAIN_WEEK && HAS(&p, month) && at.grain == SR_GRAIN_DAY)
    at = sr_time__around(SR_GRAIN_WEEK, at.start);
  if (m->split && at.grain == SR_GRAIN_DAY && at.start != SR_DAY_NONE && !HAS(&p, year) && !HAS(&p, packed) &&
      HAS(&p, month)) {
    if (side == 0) r->opened = at.start;
    if (side == 1 && r->opened != SR_DAY_NONE && at.start < r->opened) at = next_after(r->opened, &p); /* one stretch */
  }
  char value[64], clock[16];
  write_clock(&p, clock, sizeof clock);
  const sr_time_type type = clock[0] ? SR_TIME_TIME : SR_TIME_DATE;
  size_t len;
  if (at.grain && at.year < 4000) {
    sr_time__write(&at, value, sizeof value);
  } else {
    at = nowhere;
    write_unanchored(&p, value, sizeof value);
  }
  len = strlen(value);
  if (clock[0] && (at.grain == SR_GRAIN_DAY || !at.grain) && !strstr(value, "REF"))
    snprintf(value + len, sizeof value - len, "%s", clock);
  const point settled = at;
  if (HAS(&p, part) && sr_slice_is(CODE(&p, part), "NI") && HAS(&p, of) && at.grain == SR_GRAIN_DAY) at.end++;
  const bool whole_night = only_clock(&p) && HAS(&p, the) && t->signal == SR_SIGNAL_DURING && !r->narrative;
  if (whole_night && !strcmp(clock, "TNI") && at.grain == SR_GRAIN_DAY && at.start == r->today) {
    at.start--; /* "during the night" of a morning's report */
    sr_time__write(&(point){.grain = SR_GRAIN_DAY, .start = at.start}, value, sizeof value);
    snprintf(value + strlen(value), sizeof value - strlen(value), "TNI");
  }
  const bool last_night = HAS(&p, fixed) || (HAS(&p, rel) && GET(&p, rel) == -1);
  if (last_night && !strcmp(clock, "TNI") && at.grain == SR_GRAIN_DAY) at.end++;
  cut_by_edge(r, &p, &at, &t->mod);
  if (HAS(&p, half) && at.grain == SR_GRAIN_MONTH && at.start != SR_DAY_NONE) cut_half(&p, &at, &t->mod);
  if (!t->mod.len && HAS(&p, hedge)) t->mod = CODE(&p, hedge);
  move_anchor(r, t, &settled, HAS(&p, year) || HAS(&p, packed));
  return keep(r, t, type, value, &at, err);
}

/* The night before a day: "the night to Friday", "overnight". The day is the parts' own, or the one after it for "the
 * night of 9 to 10 July". */
static sr_status build_night(resolver *r, const sr_time__match *m, sr_time *t, sr_error *err) {
  const parts_t *p = &m->parts[0];
  const bool alone = m->first == m->last;
  point day = alone ? sr_time__day(r->today) : date_point(r, p, sr_time__tense(r, m));
  char value[64];
  if (day.grain != SR_GRAIN_DAY) {
    day = nowhere;
    return keep(r, t, SR_TIME_TIME, "XXXX-XX-XXTNI", &day, err);
  }
  const sr_day morning = sr_slice_is(m->arg, "of") ? day.start + 1 : day.start;
  point night = sr_time__day(morning - 1);
  move_anchor(r, t, &day, false);
  sr_time__write(&night, value, sizeof value);
  const size_t len = strlen(value);
  snprintf(value + len, sizeof value - len, "TNI");
  night.end = morning;
  return keep(r, t, SR_TIME_TIME, value, &night, err);
}

/* "the night before", "the morning after". */
static sr_status build_part_of_day(const resolver *r, const parts_t *p, int32_t dir, sr_time *t, sr_error *err) {
  point at = r->anchor_day.grain ? r->anchor_day : sr_time__day(r->today);
  if (at.start != SR_DAY_NONE) at = sr_time__moved(at, dir < 0 ? -1 : 1);
  char value[64] = "XXXX-XX-XX";
  if (at.start != SR_DAY_NONE) sr_time__write(&at, value, sizeof value);
  const size_t len = strlen(value);
  snprintf(value + len, sizeof value - len, "T%.*s", SR_FMT(CODE(p, part)));
  if (at.start != SR_DAY_NONE && sr_slice_is(CODE(p, part), "NI")) at.end++;
  return keep(r, t, SR_TIME_TIME, value, &at, err);
}

static sr_status build_shift(resolver *r, const sr_time__match *m, sr_time *t, sr_error *err) {
  const parts_t *p = &m->parts[0];
  const unit_kind *u = unit_in(p);
  const int32_t dir = HAS(p, dir) ? GET(p, dir) : -1;
  if (!u) return build_part_of_day(r, p, dir, t, err);
  const int32_t sign = dir < 0 ? -1 : 1;
  double count = p->count;
  if (count == 0 && !p->vague && HAS(p, unit)) count = 1;
  note_hedge(p, t);
  const bool deictic = dir == -1 || dir == 1;
  point from = deictic ? sr_time__day(r->today) : u->grain == SR_GRAIN_DAY ? r->anchor_day : r->anchor;
  if (!from.grain) from = sr_time__day(r->today);
  const bool whole = count == floor(count) || !u->grain; /* "half an hour later" is of the same day */
  if (p->vague || count == 0 || count > 5000 || !whole || !from.grain) {
    const point none = nowhere;
    return keep(r, t, SR_TIME_DATE, sign < 0 ? "PAST_REF" : "FUTURE_REF", &none, err);
  }
  if (u->code == 'H' && u->clock && (int32_t)count % 24 == 0) { /* "48 hours earlier" */
    u = sr_time__unit(SR_SLICE("D"));
    count /= 24;
  }
  const int32_t n = (int32_t)count * (u->grain == SR_GRAIN_WEEK ? u->factor : 1) * sign;
  point at;
  if (!u->grain) { /* hours and minutes stay within the day as far as we know */
    at = from.grain == SR_GRAIN_DAY ? from : nowhere;
  } else if (u->grain == SR_GRAIN_YEAR && r->anchor.grain >= SR_GRAIN_MONTH && r->anchor.grain <= SR_GRAIN_HALF &&
             r->anchor.start != SR_DAY_NONE && (!deictic || r->anchor.grain == SR_GRAIN_QUARTER)) {
    at = r->anchor; /* "a year earlier" is the same quarter or month of another year */
    at = sr_time__point_of(at.grain, at.year + n, at.n);
  } else if (from.start == SR_DAY_NONE) {
    at = sr_time__moved(sr_time__point_of(u->grain, from.year, 1), n);
  } else {
    at = sr_time__moved(sr_time__around(u->grain, from.start), n);
  }
  if (!at.grain) {
    const point none = nowhere;
    return keep(r, t, SR_TIME_DATE, sign < 0 ? "PAST_REF" : "FUTURE_REF", &none, err);
  }
  char value[64];
  sr_time__write(&at, value, sizeof value);
  /* "down from 52 the week before", behind "the past week": as many days before those */
  if (!deictic && sign < 0 && count == 1 && r->rolled_end != SR_DAY_NONE && r->rolled_unit == u->code &&
      t->sentence <= r->rolled_sentence + 1) {
    at.end = r->rolled;
    at.start = r->rolled - (r->rolled_end - r->rolled);
    return keep(r, t, SR_TIME_DATE, value, &at, err);
  }
  /* "a year earlier" in the news compares; what follows is again of the time before it */
  const bool compares = !r->narrative && sign < 0 && u->grain >= SR_GRAIN_QUARTER;
  if (!deictic && !compares) move_anchor(r, t, &at, true);
  return keep(r, t, SR_TIME_DATE, value, &at, err);
}

/* "the first nine months of 2025", "the second week of May": so many units from either end of a longer stretch. */
static sr_status build_portion(resolver *r, const sr_time__match *m, sr_time *t, sr_error *err) {
  parts_t p = m->parts[0];
  const unit_kind *u = unit_in(&p);
  const bool counted = p.count > 0;
  if (!counted) p.count = 1;
  const point whole = date_point(r, &m->parts[1], sr_time__tense(r, m));
  point window = nowhere;
  char value[64] = "PXX";
  if (u) write_duration(&p, u, value, sizeof value);
  note_hedge(&p, t);
  if (u && whole.start != SR_DAY_NONE && !p.vague) {
    const bool from_end = (HAS(&p, rel) && GET(&p, rel) < 0) || (HAS(&p, rolling) && GET(&p, rolling) < 0) ||
                          (HAS(&p, ord) && GET(&p, ord) < 0);
    const int32_t skipped = HAS(&p, ord) && !from_end && !counted ? GET(&p, ord) - 1 : 0;
    t->mod = from_end ? SR_SLICE("END") : skipped ? (sr_slice){0} : SR_SLICE("START");
    if (from_end) {
      window.start = sr_time__day_moved(whole.end + 1, u, p.count, -1);
      window.end = whole.end;
    } else {
      const sr_day after = sr_time__day_moved(whole.start, u, skipped + p.count, 1);
      window.start = skipped ? sr_time__day_moved(whole.start, u, skipped, 1) : whole.start;
      window.end = after == SR_DAY_NONE ? SR_DAY_NONE : after - 1;
    }
    if (window.start == SR_DAY_NONE || window.end < window.start || window.end > whole.end) window = nowhere;
    move_anchor(r, t, &whole, HAS(&m->parts[1], year));
  }
  const point exact = window.start == SR_DAY_NONE ? nowhere : sr_time__around(u->grain, window.start);
  if (!exact.grain || exact.start != window.start || exact.end != window.end)
    return keep(r, t, SR_TIME_DURATION, value, &window, err);
  sr_time__write(&exact, value, sizeof value); /* "the last quarter of 2024", "the last day of June" */
  return keep(r, t, SR_TIME_DATE, value, &window, err);
}

/* "two days after 24 May", "the day before last Tuesday"; "the week before Easter" is a week. */
static sr_status build_offset(resolver *r, const sr_time__match *m, sr_time *t, sr_error *err) {
  parts_t p = m->parts[0];
  const unit_kind *u = unit_in(&p);
  const bool counted = p.count > 0;
  const int sign = GET(&p, dir) < 0 ? -1 : 1;
  if (!counted) p.count = 1;
  const point from = date_point(r, &m->parts[1], sr_time__tense(r, m));
  point at = nowhere;
  char value[64] = "PXX";
  if (u) write_duration(&p, u, value, sizeof value);
  if (u && u->grain && from.grain == SR_GRAIN_DAY && from.start != SR_DAY_NONE && !p.vague) {
    at = counted ? sr_time__day(sr_time__day_moved(from.start, u, p.count, sign))
                 : sr_time__moved(sr_time__around(u->grain, from.start), sign);
    sr_time__write(&at, value, sizeof value);
    move_anchor(r, t, &at, HAS(&m->parts[1], year));
  }
  return keep(r, t, at.grain ? SR_TIME_DATE : SR_TIME_DURATION, value, &at, err);
}

static sr_status build_set(const resolver *r, const sr_time__match *m, sr_time *t, sr_error *err) {
  const parts_t *p = &m->parts[0];
  const unit_kind *u = unit_in(p);
  const point none = nowhere;
  char value[64] = "XXXX";
  if (HAS(p, set))
    snprintf(value, sizeof value, "%.*s", SR_FMT(CODE(p, set)));
  else if (HAS(p, weekday)) {
    const sr_slice part = HAS(p, part) ? CODE(p, part) : CODE(p, parts);
    snprintf(value, sizeof value, "XXXX-WXX-%d%s%.*s", GET(p, weekday), part.len ? "T" : "", SR_FMT(part));
  } else if (HAS(p, month))
    snprintf(value, sizeof value, "XXXX-%02d", GET(p, month));
  else if (HAS(p, season))
    snprintf(value, sizeof value, "XXXX-%.*s", SR_FMT(CODE(p, season)));
  else if (HAS(p, part))
    snprintf(value, sizeof value, "XXXX-XX-XXT%.*s", SR_FMT(CODE(p, part)));
  else if (u) {
    parts_t one = *p;
    const bool times = HAS(p, each) && sr_slice_starts(sr_time__phrase(p->row[SR_TIME__each]), SR_SLICE("times "));
    if (times) one.vague = false; /* "three times a week": the week is what comes again */
    if (one.count == 0 || times) one.count = 1;
    write_duration(&one, u, value, sizeof value);
  }
  return keep(r, t, SR_TIME_SET, value, &none, err);
}

/* "dawn on Thursday" is of that day, unlike "the night into Thursday". */
static bool is_of_light(const parts_t *p) {
  return HAS(p, part) && !sr_slice_is(CODE(p, part), "NI") && !sr_slice_is(CODE(p, part), "EV");
}

sr_status sr_time__resolve(resolver *r, const sr_time__match_vec *matches, uint32_t index, int side, sr_time *time,
                           bool *kept, sr_error *err) {
  const sr_time__match *m = &matches->at[index];
  const point none = nowhere;
  *kept = true;
  time->start = time->end = SR_DAY_NONE;
  switch (m->build) {
  case SR_TIME__BUILD_date: return build_date(r, matches, index, side, time, kept, err);
  case SR_TIME__BUILD_night:
    if (is_of_light(&m->parts[0])) return build_date(r, matches, index, side, time, kept, err);
    return build_night(r, m, time, err);
  case SR_TIME__BUILD_shift: return build_shift(r, m, time, err);
  case SR_TIME__BUILD_offset: return build_offset(r, m, time, err);
  case SR_TIME__BUILD_portion: return build_portion(r, m, time, err);
  case SR_TIME__BUILD_rolling: return build_rolling(r, m, time, err);
  case SR_TIME__BUILD_duration: return build_duration(r, m, time, kept, err);
  case SR_TIME__BUILD_set: return build_set(r, m, time, err);
  case SR_TIME__BUILD_ref: {
    char value[32];
    snprintf(value, sizeof value, "%.*s", SR_FMT(sr_time__value(m->parts[0].row[SR_TIME__ref])));
    const bool span = value[0] == 'P' && (value[1] == 'X' || value[1] == 'T' || sr_is_digit((uint8_t)value[1]));
    const sr_slice needs = sr_time__needs(m->parts[0].row[SR_TIME__ref]);
    *kept = r->history || !sr_slice_is(needs, "history");
    return keep(r, time, span ? SR_TIME_DURATION : SR_TIME_DATE, value, &none, err);
  }
  default: *kept = false; return SR_OK;
  }
}
