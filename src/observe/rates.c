/* Rates; see the header. */
#include "observe/rates.h"

#include <math.h>

enum { NEIGHBOUR_DAYS = 7 };

double sr_noise_km2(const sr_level *levels, uint32_t n) {
  double sum = 0;
  uint32_t used = 0;
  for (uint32_t i = 1; i + 1 < n; i++) {
    const double before = levels[i].day - levels[i - 1].day, after = levels[i + 1].day - levels[i].day;
    if (before <= 0 || after <= 0 || before > NEIGHBOUR_DAYS || after > NEIGHBOUR_DAYS) continue;
    const double a = after / (before + after), b = 1 - a;
    const double e = a * levels[i - 1].area_km2 + b * levels[i + 1].area_km2 - levels[i].area_km2;
    sum += e * e / (a * a + b * b + 1);
    used++;
  }
  return used ? sqrt(sum / used) : (double)NAN;
}

static sr_estimate none(sr_answer answer, const char *reason) {
  return (sr_estimate){answer, (double)NAN, (double)NAN, reason};
}

static double spread_of(double noise_km2) { return isnan(noise_km2) ? 0 : 1.645 * noise_km2; }

sr_estimate sr_rate(sr_level from, sr_level to, double noise_km2) {
  const double days = (double)to.day - from.day;
  if (days < 0) return none(SR_ANSWER_UNDEFINED, "the window runs backwards");
  if (days == 0) return none(SR_ANSWER_UNDEFINED, "the window has no days");
  const double change = to.area_km2 - from.area_km2, spread = spread_of(noise_km2) * sqrt(2);
  return (sr_estimate){SR_ANSWER_NUMBER, (change - spread) / days, (change + spread) / days, ""};
}

sr_estimate sr_time_to_take(double left_km2, sr_estimate rate) {
  static const double DAYS_A_YEAR = 365.25;
  if (rate.answer != SR_ANSWER_NUMBER) return rate;
  if (left_km2 <= 0) return none(SR_ANSWER_DONE, "nothing is left to take");
  if (rate.high < 0) return none(SR_ANSWER_REVERSED, "ground is being lost over the window");
  if (rate.high == 0) return none(SR_ANSWER_UNBOUNDED, "nothing changes over the window");
  const double low = left_km2 / rate.high / DAYS_A_YEAR;
  if (rate.low <= 0)
    return (sr_estimate){SR_ANSWER_UNBOUNDED, low, HUGE_VAL, "the rate is not above zero beyond the noise"};
  return (sr_estimate){SR_ANSWER_NUMBER, low, left_km2 / rate.low / DAYS_A_YEAR, ""};
}

sr_estimate sr_share(double area_km2, double noise_km2, double base_km2) {
  if (!(base_km2 > 0)) return none(SR_ANSWER_UNDEFINED, "no area to be a share of");
  const double spread = spread_of(noise_km2), low = (area_km2 - spread) / base_km2 * 100;
  return (sr_estimate){SR_ANSWER_NUMBER, low > 0 ? low : 0, (area_km2 + spread) / base_km2 * 100, ""};
}
