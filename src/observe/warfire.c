/* War-related fires; see the header. */
#include "observe/warfire.h"

#include "base/date.h"

#include <math.h>
#include <stdlib.h>

/* More fires in a cell and day than this are all alike: the largest counts seen are some hundreds. */
enum { TAIL_MAX = 100000 };

double sr_fire_tail(double mean, double variance, uint32_t n) {
  if (!n) return 1;
  if (!(mean > 0)) return 0;
  const uint32_t to = n < TAIL_MAX ? n : TAIL_MAX;
  double below = 0;
  if (variance > mean * 1.0001) {
    const double r = mean * mean / (variance - mean), miss = mean / (r + mean);
    double term = exp(r * log1p(-miss));
    for (uint32_t k = 0; k < to; k++) {
      below += term;
      term *= (k + r) / (k + 1) * miss;
    }
  } else {
    double term = exp(-mean);
    for (uint32_t k = 0; k < to; k++) {
      below += term;
      term *= mean / (k + 1);
    }
  }
  return fmax(0, 1 - below);
}

static int by_cell_and_day(const void *left, const void *right) {
  const sr_fire_day *a = left, *b = right;
  if (a->cell.lat10 != b->cell.lat10) return a->cell.lat10 < b->cell.lat10 ? -1 : 1;
  if (a->cell.lon10 != b->cell.lon10) return a->cell.lon10 < b->cell.lon10 ? -1 : 1;
  return (a->day > b->day) - (a->day < b->day);
}

/* The day of the same date so many years before. */
static sr_day years_before(sr_day day, int years) {
  sr_civil date = sr_day_to_civil(day);
  date.year -= years;
  const sr_day moved = sr_day_from_civil(date);
  return moved == SR_DAY_NONE ? day - 365 * years : moved; /* 29 February */
}

/* The first of a cell's days that is not before day. */
static uint32_t first_from(const sr_fire_day *days, uint32_t n, sr_day day) {
  uint32_t low = 0, high = n;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (days[mid].day < day)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* How likely a normal year's season holds a day like this one in its cell. */
static double chance_of(const sr_fire_day *cell, uint32_t n, const sr_fire_day *of, sr_day first, sr_day since) {
  double sum = 0, squares = 0, days = 0;
  for (int years = 1;; years++) {
    const sr_day middle = years_before(of->day, years);
    if (middle - SR_FIRE_SEASON_DAYS < first) break;
    if (middle + SR_FIRE_SEASON_DAYS >= since) continue;
    days += 2 * SR_FIRE_SEASON_DAYS + 1;
    for (uint32_t i = first_from(cell, n, middle - SR_FIRE_SEASON_DAYS);
         i < n && cell[i].day <= middle + SR_FIRE_SEASON_DAYS; i++) {
      sum += cell[i].count;
      squares += (double)cell[i].count * cell[i].count;
    }
  }
  if (days == 0) return 1;
  /* half a fire more than was seen: that none was seen in a few years does not make one impossible */
  const double mean = (sum + 0.5) / days;
  const double variance = fmax(0, (squares + 0.5) / days - mean * mean) * days / (days - 1);
  const double tail = sr_fire_tail(mean, variance, of->count);
  return -expm1((2 * SR_FIRE_SEASON_DAYS + 1) * log1p(-fmin(tail, 1 - 1e-12)));
}

/* The days of one cell, in order. */
static void mark_cell(sr_fire_day *cell, uint32_t n, sr_day first, sr_day since) {
  const uint32_t begin = first_from(cell, n, since);
  for (uint32_t i = begin; i < n; i++) cell[i].chance = chance_of(cell, n, &cell[i], first, since);
  sr_day until = SR_DAY_NONE; /* the last day that the last borne-out excess accounts for */
  for (uint32_t i = begin; i < n; i++) {
    bool borne_out = false;
    /* at most 90 days on either side: a bounded neighbourhood */
    for (uint32_t k = first_from(cell, n, cell[i].day - SR_FIRE_APART_MAX_DAYS + 1);
         cell[i].chance < SR_FIRE_CHANCE && !borne_out && k < n && cell[k].day < cell[i].day + SR_FIRE_APART_MAX_DAYS;
         k++)
      borne_out = k >= begin && cell[k].chance < SR_FIRE_CHANCE && abs(cell[k].day - cell[i].day) >= SR_FIRE_APART_DAYS;
    if (borne_out) until = cell[i].day + SR_FIRE_AFTER_DAYS;
    cell[i].war = until != SR_DAY_NONE && cell[i].day <= until;
  }
}

uint32_t sr_fires_mark(sr_fire_day *days, uint32_t n, sr_day first, sr_day since) {
  if (n) qsort(days, n, sizeof *days, by_cell_and_day);
  uint32_t years = 0;
  while (years_before(since, (int)years + 1) >= first) years++;
  for (uint32_t i = 0; i < n; i++) days[i].chance = 1, days[i].war = false;
  if (!years) return 0;
  for (uint32_t begin = 0, end; begin < n; begin = end) {
    for (end = begin + 1;
         end < n && days[end].cell.lat10 == days[begin].cell.lat10 && days[end].cell.lon10 == days[begin].cell.lon10;)
      end++;
    mark_cell(days + begin, end - begin, first, since);
  }
  return years;
}
