/* Points of the calendar: the day 2025-07-09, the month 1998-03, the year 493 BC. Shared by the files of time.h only.
 *
 * A point is a stretch with a grain. It can be moved by its own grain ("the month before"), found around a day, and
 * written as a TIMEX3 value. Pure arithmetic; nothing allocates. */
#ifndef SR_READ_TIME_CALENDAR_H
#define SR_READ_TIME_CALENDAR_H

#include <sitrep/base.h>

typedef enum sr_time__grain {
  SR_GRAIN_NONE,
  SR_GRAIN_DAY,
  SR_GRAIN_WEEKEND,
  SR_GRAIN_WEEK,
  SR_GRAIN_MONTH,
  SR_GRAIN_QUARTER,
  SR_GRAIN_SEASON,
  SR_GRAIN_HALF,
  SR_GRAIN_YEAR,
  SR_GRAIN_DECADE,
  SR_GRAIN_CENTURY
} sr_time__grain;

typedef struct sr_time__point {
  sr_time__grain grain;
  int32_t year;      /* negative: BC */
  int32_t n;         /* month, quarter, half, or season (1 spring .. 4 winter) */
  sr_day start, end; /* SR_DAY_NONE where the calendar does not reach */
} sr_time__point;

/* Codes of units in lexicon/times.tsv. factor: how many of `code` one of them is. */
typedef struct sr_time__unit_kind {
  const char *name;
  sr_time__grain grain;
  char code;
  bool clock; /* of a day: PT */
  int factor;
} sr_time__unit_kind;

/* The day of a holiday of lexicon/times.tsv in a year: "12-25"; "11-22+4", the first Thursday from 22 November on;
 * "easter-2", "orthodox+0", so many days from Easter Sunday. SR_DAY_NONE for another code or a year outside 1583 to
 * 4099. Source: J. Meeus, Astronomical Algorithms (1991), ch. 8. */
sr_day sr_time__holiday(sr_slice code, int32_t year);

/* The unit of a code in lexicon/times.tsv ("D", "TH"), or NULL. */
const sr_time__unit_kind *sr_time__unit(sr_slice code);
/* 1 spring .. 4 winter, 0 for another code. */
int sr_time__season(sr_slice code);

sr_time__point sr_time__point_of(sr_time__grain grain, int32_t year, int32_t n);
sr_time__point sr_time__day(sr_day day);
/* The point of a grain that holds a day. */
sr_time__point sr_time__around(sr_time__grain grain, sr_day day);
/* A point n of its own grain further on. */
sr_time__point sr_time__moved(sr_time__point point, int32_t n);
/* Writes a point as TIMEX3 does ("1998-Q3"), NUL behind it. */
void sr_time__write(const sr_time__point *point, char *out, size_t size);
/* The day count units before (sign -1) or after (1) a day. */
sr_day sr_time__day_moved(sr_day day, const sr_time__unit_kind *unit, double count, int sign);

#endif
