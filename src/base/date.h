/* Days of the proleptic Gregorian calendar as sr_day (days since 1970-01-01): civil dates, weekdays, ISO 8601.
 * Source: H. Hinnant, chrono-compatible low-level date algorithms (2013), days_from_civil and civil_from_days. */
#ifndef SR_BASE_DATE_H
#define SR_BASE_DATE_H

#include <sitrep/base.h>

typedef struct sr_civil {
  int32_t year, month, day; /* month 1-12, day 1-31 */
} sr_civil;

bool sr_civil_valid(sr_civil date);
sr_day sr_day_from_civil(sr_civil date); /* SR_DAY_NONE if the date is not valid or the year not in -9999..9999 */
sr_civil sr_day_to_civil(sr_day day);
int sr_day_weekday(sr_day day); /* 1 Monday .. 7 Sunday (ISO 8601) */
int sr_days_in_month(int32_t year, int32_t month);
/* ISO 8601 week: year and week number of a day; first day (Monday) of a week. */
void sr_day_iso_week(sr_day day, int32_t *year, int32_t *week);
sr_day sr_day_from_iso_week(int32_t year, int32_t week);

#endif
