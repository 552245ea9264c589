/* War-related fires: which detections of a cell are beyond what earlier years explain.
 *
 * The rule is that of The Economist's war-fire model (github.com/TheEconomist/the-economist-war-fire-model, MIT): a
 * cell of 0.1 by 0.1 degrees is at war where its fires exceed the normal on at least two days a week or more (and less
 * than 90 days) apart; from each of these days on its fires count for ten days more. Theirs learns the normal from
 * weather and land; here it is plain: the same 31 days of the year in all earlier years, as a negative binomial of
 * their mean and variance (Poisson where they vary less). A day exceeds the normal if a normal year's 31 days would
 * hold such a day with a probability below 5 %.
 *
 * Pure; O(n log n) in the cell-days. */
#ifndef SR_OBSERVE_WARFIRE_H
#define SR_OBSERVE_WARFIRE_H

#include "observe/cells.h"

typedef struct sr_fire_day {
  sr_cell cell;
  sr_day day;
  uint32_t count;
  double chance; /* out: that a normal year's season holds such a day; 1 before `since` */
  bool war;      /* out */
} sr_fire_day;

enum {
  SR_FIRE_SEASON_DAYS = 15, /* on either side */
  SR_FIRE_APART_DAYS = 7,
  SR_FIRE_APART_MAX_DAYS = 90,
  SR_FIRE_AFTER_DAYS = 10
};
#define SR_FIRE_CHANCE 0.05

/* P(N >= n) of a count of that mean and variance. */
double sr_fire_tail(double mean, double variance, uint32_t n);

/* Sorts the days by cell and day and marks those of the war, from `since` on; days before are the normal. first is the
 * first day of the data. Gives the number of full earlier years; with none, nothing is marked. */
uint32_t sr_fires_mark(sr_fire_day *days, uint32_t n, sr_day first, sr_day since);

#endif
