/* From parts to points; see the header and docs/times.md. */
#include "read/time_point.h"

#include "base/date.h"
#include "base/slice.h"
#include "read/time_tense.h"

typedef sr_time__parts parts_t;
typedef sr_time__point point;
typedef sr_time__resolver resolver;
typedef sr_time__unit_kind unit_kind;

const unit_kind *sr_time__unit_in(const parts_t *p) {
  if (HAS(p, unit)) return sr_time__unit(CODE(p, unit));
  return HAS(p, units) ? sr_time__unit(CODE(p, units)) : NULL;
}

sr_day sr_time__full_date(const parts_t *p) {
  if (HAS(p, packed)) {
    const int32_t v = GET(p, packed);
    return sr_day_from_civil((sr_civil){v / 10000, v / 100 % 100, v % 100});
  }
  const int32_t dom = HAS(p, dom) ? GET(p, dom) : HAS(p, ord) ? GET(p, ord) : SR_TIME_UNSET;
  if (!HAS(p, month) || !HAS(p, year) || HAS(p, era) || dom == SR_TIME_UNSET) return SR_DAY_NONE;
  return sr_day_from_civil((sr_civil){GET(p, year), GET(p, month), dom});
}

bool sr_time__has_narrative(const parts_t *p) { return HAS(p, same) || HAS(p, that); }
int32_t sr_time__narrative_step(const parts_t *p) { return HAS(p, same) ? GET(p, same) : 0; }

/* The year that the parts name, or UNSET. */
static int32_t year_named(const resolver *r, const parts_t *p) {
  if (HAS(p, year)) return HAS(p, era) && GET(p, era) < 0 ? -GET(p, year) : GET(p, year);
  if (HAS(p, shortyear) && (HAS(p, month) || HAS(p, season)))
    return GET(p, shortyear) + (GET(p, shortyear) < 70 ? 2000 : 1900);
  const unit_kind *u = sr_time__unit_in(p);
  if (!u || u->grain != SR_GRAIN_YEAR) return SR_TIME_UNSET;
  if (sr_time__has_narrative(p)) return r->anchor.grain ? r->anchor.year + sr_time__narrative_step(p) : SR_TIME_UNSET;
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
  if (r->today == SR_DAY_NONE) return sr_time__nowhere;
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
  if (r->today == SR_DAY_NONE) return sr_time__nowhere;
  year = sr_day_to_civil(r->today).year;
  point choice[3];
  for (int k = 0; k < 3; k++) choice[k] = sr_time__day(sr_day_from_civil((sr_civil){year - 1 + k, month, dom}));
  return pick_by_word(r, p, choice, tense);
}

static point weekday_point(const resolver *r, const parts_t *p, int tense) {
  const int weekday = GET(p, weekday);
  sr_day from = r->today;
  if ((sr_time__has_narrative(p) || r->narrative) && r->anchor_day.grain) from = r->anchor_day.start;
  if (from == SR_DAY_NONE) return sr_time__nowhere;
  const int32_t back = (sr_day_weekday(from) - weekday + 7) % 7; /* days since the last one, today counted */
  const int32_t rel = HAS(p, rel)                                               ? GET(p, rel)
                      : sr_time__has_narrative(p) && sr_time__narrative_step(p) ? sr_time__narrative_step(p)
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
  if ((r->narrative || sr_time__has_narrative(p)) && r->anchor.grain)
    return sr_time__point_of(SR_GRAIN_SEASON, r->anchor.year + sr_time__narrative_step(p), season);
  if (r->today == SR_DAY_NONE) return sr_time__nowhere;
  const point here = sr_time__around(SR_GRAIN_SEASON, r->today);
  return pick_year(r, sr_time__point_of(SR_GRAIN_SEASON, here.year, season), tense,
                   HAS(p, rel) ? GET(p, rel) : SR_TIME_UNSET);
}

/* Quarters and halves. With no year: the last one of its number that is over or runs, as accounts speak of them. */
static point share_point(const resolver *r, const parts_t *p, sr_time__grain grain, int32_t n, int tense) {
  const int32_t of = grain == SR_GRAIN_HALF ? 2 : 4;
  if (n < 0) n = of;
  if (n < 1 || n > of) return sr_time__nowhere;
  const int32_t named = year_named(r, p);
  if (named != SR_TIME_UNSET) return sr_time__point_of(grain, named, n);
  if (r->narrative && r->anchor.grain) return sr_time__point_of(grain, r->anchor.year, n);
  if (r->today == SR_DAY_NONE) return sr_time__nowhere;
  return pick_year(r, sr_time__point_of(grain, sr_day_to_civil(r->today).year, n), tense, SR_TIME_UNSET);
}

/* "last week", "that month", "the year". */
static point period_point(const resolver *r, const parts_t *p, int tense) {
  const unit_kind *u = sr_time__unit_in(p);
  if (!u || !u->grain) return sr_time__nowhere;
  const int32_t rel = HAS(p, rel) ? GET(p, rel) : SR_TIME_UNSET;
  if (sr_time__has_narrative(p) || (rel == 1 && HAS(p, the)) || r->narrative) {
    const point *from = u->grain <= SR_GRAIN_DAY     ? &r->anchor_day
                        : u->grain <= SR_GRAIN_MONTH ? &r->anchor_fine
                                                     : &r->anchor;
    if (from->grain && from->year < 0)
      return sr_time__moved(sr_time__point_of(u->grain, from->year, 0), sr_time__narrative_step(p));
    if (from->grain && from->start != SR_DAY_NONE)
      return sr_time__moved(sr_time__around(u->grain, from->start),
                            rel == SR_TIME_UNSET ? sr_time__narrative_step(p) : rel);
    if (r->narrative) return sr_time__nowhere;
  }
  if (r->today == SR_DAY_NONE) return sr_time__nowhere;
  int32_t step = rel != SR_TIME_UNSET ? rel : sr_time__narrative_step(p);
  const bool bare = rel == SR_TIME_UNSET && !sr_time__has_narrative(p);
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
  const unit_kind *u = sr_time__unit_in(p);
  if (!u || u->grain <= SR_GRAIN_DAY || u->grain > SR_GRAIN_WEEK || day.start == SR_DAY_NONE) return day;
  const bool monday = u->grain == SR_GRAIN_WEEKEND && sr_day_weekday(day.start) == 1;
  return sr_time__around(u->grain, monday ? day.start - 1 : day.start);
}

static point holiday_point(const resolver *r, const parts_t *p, int tense) {
  const sr_slice code = CODE(p, holiday);
  int32_t year = year_named(r, p);
  if (year == SR_TIME_UNSET && r->narrative && r->anchor.grain) year = r->anchor.year;
  if (year != SR_TIME_UNSET) return around_holiday(p, sr_time__day(sr_time__holiday(code, year)));
  if (r->today == SR_DAY_NONE) return sr_time__nowhere;
  year = sr_day_to_civil(r->today).year;
  point choice[3];
  for (int k = 0; k < 3; k++) choice[k] = around_holiday(p, sr_time__day(sr_time__holiday(code, year - 1 + k)));
  return pick_by_word(r, p, choice, tense);
}

/* The point that the parts name, nowhere if it cannot be reckoned. From the finest part to the coarsest. */
point sr_time__date_point(const resolver *r, const parts_t *p, int tense) {
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
    return r->today == SR_DAY_NONE ? sr_time__nowhere : sr_time__day(r->today + step);
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
               : sr_time__nowhere;
  }
  if (HAS(p, part) || HAS(p, clock) || HAS(p, ampm) || HAS(p, noon)) {
    const unit_kind *u = sr_time__unit_in(p);
    if (u && u->grain == SR_GRAIN_DAY) return period_point(r, p, tense);
    if (sr_time__has_narrative(p) && r->anchor_day.grain)
      return sr_time__moved(r->anchor_day, sr_time__narrative_step(p));
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
  return sr_time__nowhere;
}

/* ---- parts of a point ---- */

/* Early, mid, late: days 1-10, 11-20, 21-end of a month, thirds of anything longer; the end of something longer than a
 * month is its last month. */
void sr_time__cut_by_edge(const resolver *r, const parts_t *p, point *at, sr_slice *mod) {
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
void sr_time__cut_half(const parts_t *p, point *month, sr_slice *mod) {
  const bool second = HAS(p, ord) ? GET(p, ord) != 1 : true;
  *mod = second ? SR_SLICE("END") : SR_SLICE("START");
  if (second)
    month->start += 15;
  else
    month->end = month->start + 14;
}
