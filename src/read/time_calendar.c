/* Points and units of the calendar; see the header. */
#include "read/time_calendar.h"

#include "base/date.h"
#include "base/slice.h"

#include <math.h>
#include <stdio.h>

typedef sr_time__point point;
typedef sr_time__unit_kind unit_kind;

static const point nowhere = {.grain = SR_GRAIN_NONE, .start = SR_DAY_NONE, .end = SR_DAY_NONE};

/* ---- points ---- */

static const char *const season_codes[] = {"", "SP", "SU", "FA", "WI"};

int sr_time__season(sr_slice code) {
  for (int s = 1; s <= 4; s++)
    if (sr_slice_is(code, season_codes[s])) return s;
  return 0;
}

static sr_day first_of(int32_t year, int32_t month) { return sr_day_from_civil((sr_civil){year, month, 1}); }

/* n months from month `month` of `year`; months may run over the year. */
static void set_months(point *p, int32_t year, int32_t month, int32_t n) {
  const int32_t from = year * 12 + month - 1, to = from + n;
  if (from < 12 || to > 9999 * 12) return;
  p->start = first_of(from / 12, from % 12 + 1);
  p->end = first_of(to / 12, to % 12 + 1) - 1;
}

point sr_time__point_of(sr_time__grain grain, int32_t year, int32_t n) {
  point p = {.grain = grain, .year = year, .n = n, .start = SR_DAY_NONE, .end = SR_DAY_NONE};
  if (year < 1 || year > 9000) return p;
  switch (grain) {
  case SR_GRAIN_MONTH: set_months(&p, year, n, 1); break;
  case SR_GRAIN_QUARTER: set_months(&p, year, 3 * n - 2, 3); break;
  case SR_GRAIN_HALF: set_months(&p, year, 6 * n - 5, 6); break;
  case SR_GRAIN_SEASON: set_months(&p, year, 3 * n, 3); break; /* winter runs from December into the next year */
  case SR_GRAIN_YEAR: set_months(&p, year, 1, 12); break;
  case SR_GRAIN_DECADE: set_months(&p, year, 1, 120); break;
  case SR_GRAIN_CENTURY: set_months(&p, year, 1, 1200); break;
  default: break;
  }
  return p;
}

point sr_time__day(sr_day day) {
  if (day == SR_DAY_NONE) return nowhere;
  const sr_civil c = sr_day_to_civil(day);
  return (point){SR_GRAIN_DAY, c.year, c.month, day, day};
}

static point point_of_week(sr_day day, bool weekend) {
  const sr_day monday = day - sr_day_weekday(day) + 1;
  const sr_civil c = sr_day_to_civil(monday);
  return (point){weekend ? SR_GRAIN_WEEKEND : SR_GRAIN_WEEK, c.year, c.month, monday + (weekend ? 5 : 0), monday + 6};
}

/* The value as TIMEX3 writes it; the calendar of years before Christ is TIMEX2's. */
void sr_time__write(const point *p, char *out, size_t size) {
  char day[SR_DAY_MAX];
  int32_t year, week;
  if (p->year < 0) {
    if (p->grain == SR_GRAIN_DECADE)
      snprintf(out, size, "BC%03d", -p->year / 10);
    else if (p->grain == SR_GRAIN_CENTURY)
      snprintf(out, size, "BC%02d", -p->year / 100);
    else if (p->grain == SR_GRAIN_SEASON)
      snprintf(out, size, "BC%04d-%s", -p->year, season_codes[p->n]);
    else if (p->grain == SR_GRAIN_MONTH)
      snprintf(out, size, "BC%04d-%02d", -p->year, p->n);
    else
      snprintf(out, size, "BC%04d", -p->year);
    return;
  }
  switch (p->grain) {
  case SR_GRAIN_DAY: snprintf(out, size, "%s", sr_day_write(p->start, day)); break;
  case SR_GRAIN_WEEK:
  case SR_GRAIN_WEEKEND:
    sr_day_iso_week(p->start, &year, &week);
    snprintf(out, size, "%04d-W%02d%s", year, week, p->grain == SR_GRAIN_WEEKEND ? "-WE" : "");
    break;
  case SR_GRAIN_MONTH: snprintf(out, size, "%04d-%02d", p->year, p->n); break;
  case SR_GRAIN_QUARTER: snprintf(out, size, "%04d-Q%d", p->year, p->n); break;
  case SR_GRAIN_HALF: snprintf(out, size, "%04d-H%d", p->year, p->n); break;
  case SR_GRAIN_SEASON: snprintf(out, size, "%04d-%s", p->year, season_codes[p->n]); break;
  case SR_GRAIN_YEAR: snprintf(out, size, "%04d", p->year); break;
  case SR_GRAIN_DECADE: snprintf(out, size, "%03d", p->year / 10); break;
  case SR_GRAIN_CENTURY: snprintf(out, size, "%02d", p->year / 100); break;
  default: snprintf(out, size, "XXXX"); break;
  }
}

/* The point of a grain that holds a day. */
point sr_time__around(sr_time__grain grain, sr_day day) {
  if (day == SR_DAY_NONE) return nowhere;
  const sr_civil c = sr_day_to_civil(day);
  switch (grain) {
  case SR_GRAIN_DAY: return sr_time__day(day);
  case SR_GRAIN_WEEK: return point_of_week(day, false);
  case SR_GRAIN_WEEKEND: return point_of_week(day, true);
  case SR_GRAIN_MONTH: return sr_time__point_of(grain, c.year, c.month);
  case SR_GRAIN_QUARTER: return sr_time__point_of(grain, c.year, (c.month + 2) / 3);
  case SR_GRAIN_HALF: return sr_time__point_of(grain, c.year, (c.month + 5) / 6);
  case SR_GRAIN_SEASON:
    return sr_time__point_of(grain, c.month < 3 ? c.year - 1 : c.year, c.month < 3 ? 4 : c.month / 3);
  case SR_GRAIN_YEAR: return sr_time__point_of(grain, c.year, 0);
  case SR_GRAIN_DECADE: return sr_time__point_of(grain, c.year / 10 * 10, 0);
  case SR_GRAIN_CENTURY: return sr_time__point_of(grain, c.year / 100 * 100, 0);
  default: return nowhere;
  }
}

/* A point n of its own grain further on. */
point sr_time__moved(point p, int32_t n) {
  if (n < -12000 || n > 12000) return nowhere;
  if (p.year < 0) return p.grain == SR_GRAIN_YEAR ? sr_time__point_of(SR_GRAIN_YEAR, p.year + n, 0) : p;
  int32_t units;
  switch (p.grain) {
  case SR_GRAIN_DAY: return p.start == SR_DAY_NONE ? p : sr_time__day(p.start + n);
  case SR_GRAIN_WEEK:
  case SR_GRAIN_WEEKEND:
    return p.start == SR_DAY_NONE ? p : point_of_week(p.start + 7 * n, p.grain == SR_GRAIN_WEEKEND);
  case SR_GRAIN_MONTH: units = p.year * 12 + p.n - 1 + n; return sr_time__point_of(p.grain, units / 12, units % 12 + 1);
  case SR_GRAIN_QUARTER: units = p.year * 4 + p.n - 1 + n; return sr_time__point_of(p.grain, units / 4, units % 4 + 1);
  case SR_GRAIN_SEASON: units = p.year * 4 + p.n - 1 + n; return sr_time__point_of(p.grain, units / 4, units % 4 + 1);
  case SR_GRAIN_HALF: units = p.year * 2 + p.n - 1 + n; return sr_time__point_of(p.grain, units / 2, units % 2 + 1);
  case SR_GRAIN_YEAR: return sr_time__point_of(p.grain, p.year + n, 0);
  case SR_GRAIN_DECADE: return sr_time__point_of(p.grain, p.year + 10 * n, 0);
  case SR_GRAIN_CENTURY: return sr_time__point_of(p.grain, p.year + 100 * n, 0);
  default: return p;
  }
}

/* ---- units ---- */

static const unit_kind unit_kinds[] = {
    {"D", SR_GRAIN_DAY, 'D', false, 1},     {"W", SR_GRAIN_WEEK, 'W', false, 1},
    {"FN", SR_GRAIN_WEEK, 'W', false, 2},   {"M", SR_GRAIN_MONTH, 'M', false, 1},
    {"Q", SR_GRAIN_QUARTER, 'Q', false, 1}, {"Y", SR_GRAIN_YEAR, 'Y', false, 1},
    {"E", SR_GRAIN_DECADE, 'Y', false, 10}, {"C", SR_GRAIN_CENTURY, 'Y', false, 100},
    {"TH", SR_GRAIN_NONE, 'H', true, 1},    {"TM", SR_GRAIN_NONE, 'M', true, 1},
    {"TS", SR_GRAIN_NONE, 'S', true, 1},    {"WE", SR_GRAIN_WEEKEND, 'D', false, 2},
    {"NI", SR_GRAIN_DAY, 'D', false, 1},
};

const unit_kind *sr_time__unit(sr_slice name) {
  for (size_t k = 0; k < sizeof unit_kinds / sizeof *unit_kinds; k++)
    if (sr_slice_is(name, unit_kinds[k].name)) return &unit_kinds[k];
  return NULL;
}

/* n units before or after a day, for windows that end or begin today. */
sr_day sr_time__day_moved(sr_day day, const unit_kind *u, double count, int sign) {
  if (count > 4000 || day == SR_DAY_NONE) return SR_DAY_NONE;
  const double n = count * u->factor;
  if (u->clock) return day + sign * (int32_t)ceil(n / (u->code == 'H' ? 24 : u->code == 'M' ? 1440 : 86400));
  if (u->code == 'D') return day + sign * (int32_t)ceil(n);
  if (u->code == 'W') return day + sign * (int32_t)ceil(7 * n);
  const sr_civil c = sr_day_to_civil(day);
  const int32_t months = c.year * 12 + c.month - 1 +
                         sign * (int32_t)ceil(u->code == 'Y'   ? 12 * n
                                              : u->code == 'Q' ? 3 * n
                                                               : n);
  if (months < 12) return SR_DAY_NONE;
  const int32_t year = months / 12, month = months % 12 + 1, last = sr_days_in_month(year, month);
  return sr_day_from_civil((sr_civil){year, month, c.day < last ? c.day : last});
}

static sr_day easter(int32_t year) {
  const int32_t a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
  const int32_t g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  const int32_t l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
  return sr_day_from_civil((sr_civil){year, n / 31, n % 31 + 1});
}

/* By the Julian calendar, brought to ours. */
static sr_day orthodox_easter(int32_t year) {
  const int32_t d = (19 * (year % 19) + 15) % 30, e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7, n = d + e + 114;
  return sr_day_from_civil((sr_civil){year, n / 31, n % 31 + 1}) + year / 100 - year / 400 - 2;
}

sr_day sr_time__holiday(sr_slice code, int32_t year) {
  if (year < 1583 || year > 4099) return SR_DAY_NONE;
  static const char *const movable[] = {"easter", "orthodox"};
  for (int k = 0; k < 2; k++) {
    const sr_slice name = sr_slice_of(movable[k]);
    if (!sr_slice_starts(code, name)) continue;
    int32_t days = 0;
    for (size_t i = name.len + 1; i < code.len; i++) days = days * 10 + (code.ptr[i] - '0');
    return (k ? orthodox_easter(year) : easter(year)) + (code.ptr[name.len] == '-' ? -days : days);
  }
  if (code.len < 5) return SR_DAY_NONE;
  const int32_t month = (code.ptr[0] - '0') * 10 + (code.ptr[1] - '0');
  const int32_t dom = (code.ptr[3] - '0') * 10 + (code.ptr[4] - '0');
  const sr_day day = sr_day_from_civil((sr_civil){year, month, dom});
  if (day == SR_DAY_NONE || code.len < 7) return day;
  return day + (code.ptr[6] - '0' - sr_day_weekday(day) + 7) % 7;
}
