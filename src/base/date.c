/* Calendar arithmetic; see the header. */
#include "base/date.h"

#include "base/slice.h"

#include <stdio.h>

static bool is_leap(int32_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int sr_days_in_month(int32_t year, int32_t month) {
  static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool sr_civil_valid(sr_civil d) {
  return d.year >= -9999 && d.year <= 9999 && d.day >= 1 && d.day <= sr_days_in_month(d.year, d.month);
}

sr_day sr_day_from_civil(sr_civil d) {
  if (!sr_civil_valid(d)) return SR_DAY_NONE;
  const int32_t y = d.year - (d.month <= 2);
  const int32_t era = (y >= 0 ? y : y - 399) / 400;
  const int32_t yoe = y - era * 400;
  const int32_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  const int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

sr_civil sr_day_to_civil(sr_day day) {
  const int32_t z = day + 719468;
  const int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  const int32_t doe = z - era * 146097;
  const int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int32_t mp = (5 * doy + 2) / 153;
  const int32_t month = mp < 10 ? mp + 3 : mp - 9;
  return (sr_civil){yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

int sr_day_weekday(sr_day day) {
  const int32_t w = (day + 3) % 7; /* 1970-01-01 was a Thursday */
  return (w < 0 ? w + 7 : w) + 1;
}

void sr_day_iso_week(sr_day day, int32_t *year, int32_t *week) {
  const sr_day thursday = day - sr_day_weekday(day) + 4;
  *year = sr_day_to_civil(thursday).year;
  *week = (thursday - sr_day_from_civil((sr_civil){*year, 1, 1})) / 7 + 1;
}

sr_day sr_day_from_iso_week(int32_t year, int32_t week) {
  const sr_day fourth = sr_day_from_civil((sr_civil){year, 1, 4});
  if (fourth == SR_DAY_NONE || week < 1 || week > 53) return SR_DAY_NONE;
  return fourth - sr_day_weekday(fourth) + 1 + (week - 1) * 7;
}

bool sr_day_parse(sr_slice text, sr_day *day) {
  if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-') return false;
  int32_t part[3] = {0};
  for (int i = 0, k = 0; i < 10; i++) {
    if (i == 4 || i == 7) {
      k++;
      continue;
    }
    if (!sr_is_digit((uint8_t)text.ptr[i])) return false;
    part[k] = part[k] * 10 + (text.ptr[i] - '0');
  }
  const sr_day found = sr_day_from_civil((sr_civil){part[0], part[1], part[2]});
  if (found == SR_DAY_NONE) return false;
  *day = found;
  return true;
}

const char *sr_day_write(sr_day day, char out[SR_DAY_MAX]) {
  out[0] = 0;
  if (day == SR_DAY_NONE) return out;
  const sr_civil d = sr_day_to_civil(day);
  if (!sr_civil_valid(d) || d.year < 0) return out;
  snprintf(out, SR_DAY_MAX, "%04u-%02u-%02u", (unsigned)d.year % 10000, (unsigned)d.month % 100, (unsigned)d.day % 100);
  return out;
}
