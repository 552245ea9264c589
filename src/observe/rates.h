/* Rates, times to take and shares from levels: plain arithmetic on intervals, with the answers that are no number.
 *
 * The noise of a series is how far a day's level lies from the line through its neighbours: mappers publish in batches,
 * redraw and correct, so a level is known no better than that. It is estimated from pseudo-residuals
 *   e_i = c_i (a y_(i-1) + b y_(i+1) - y_i),  a = (t_(i+1) - t_i) / (t_(i+1) - t_(i-1)), b = 1 - a,
 *   c_i^2 = 1 / (a^2 + b^2 + 1),  s^2 = mean e_i^2
 * (T. Gasser, L. Sroka, C. Jennen-Steinmetz, Residual variance and residual pattern in nonlinear regression,
 * Biometrika 73 (1986), 625-633), over neighbours no more than a week apart. A change between two levels is then known
 * to 1.645 s sqrt 2 with 90 % confidence if errors are normal. */
#ifndef SR_OBSERVE_RATES_H
#define SR_OBSERVE_RATES_H

#include <sitrep/ground.h>

typedef struct sr_level {
  sr_day day;
  double area_km2;
} sr_level;

/* One standard deviation of a level; NAN with fewer than three levels that have near neighbours. */
double sr_noise_km2(const sr_level *levels, uint32_t n);

typedef struct sr_estimate {
  sr_answer answer;
  double low, high;   /* NAN where there is no number; high may be infinite: UNBOUNDED above low */
  const char *reason; /* for what is no number */
} sr_estimate;

/* km2 a day between two levels; noise_km2 NAN counts as none. */
sr_estimate sr_rate(sr_level from, sr_level to, double noise_km2);
/* Years until what is left is taken at a rate. left_km2 at or below zero: DONE. */
sr_estimate sr_time_to_take(double left_km2, sr_estimate rate);
/* Per cent of a base. Above 100 is kept: a control map takes in water that the base leaves out. */
sr_estimate sr_share(double area_km2, double noise_km2, double base_km2);

#endif
