/* The width of a stated figure; see the header and docs/checking.md. */
#include "check/width.h"

#include "base/slice.h"
#include "base/table.h"

#include <lexicon/hedge-sides.h>
#include <lexicon/hedges.h>

#include <math.h>

/* A round number ("400", "2 million") may be rounded to less than its zeros say: no more than this share of it. Human
 * roundness is about tenths, fifths and halves of the leading power of ten (Jansen and Pollmann, On round numbers,
 * J. Quantitative Linguistics 8 (2001), 187-201); a tenth keeps a hundred from meaning fifty. */
static const double ROUND_SHARE_MAX = 0.1;
/* A hedge whose share the table does not give, or that was not found in the text. */
static const double HEDGE_SHARE = 0.05;

/* Half a unit of the last meaningful digit. */
static double rounding(double value, double granule, bool counted) {
  if (!(granule > 0) || !isfinite(granule) || (counted && granule <= 1)) return 0;
  const double half = granule / 2;
  return granule >= 10 ? fmin(half, ROUND_SHARE_MAX * fabs(value)) : half;
}

/* The row of the longest phrase of the table that opens the text, or UINT32_MAX. */
static uint32_t phrase_in(const sr_table *table, sr_slice text) {
  char lower[64];
  size_t n = text.len < sizeof lower ? text.len : sizeof lower;
  for (size_t i = 0; i < n; i++) lower[i] = (char)sr_to_lower((uint8_t)text.ptr[i]);
  for (; n; n--) {
    if (n < text.len && sr_is_alpha((uint8_t)text.ptr[n])) continue; /* not inside a word */
    const uint32_t row = sr_table_find(table, &(sr_slice){lower, n}, 1);
    if (row != UINT32_MAX) return row;
  }
  return UINT32_MAX;
}

static sr_width hedged(const sr_figure *figure, sr_slice text, sr_interval plain) {
  const uint32_t row = phrase_in(&sr_table_hedges, text), side_row = phrase_in(&sr_table_hedge_sides, text);
  double share = HEDGE_SHARE;
  sr_slice side = {0};
  if (row != UINT32_MAX && sr_table_cell(&sr_table_hedges, row, SR_HEDGES_WIDTH).len)
    share = sr_table_number(&sr_table_hedges, row, SR_HEDGES_WIDTH);
  if (side_row != UINT32_MAX) side = sr_table_cell(&sr_table_hedge_sides, side_row, SR_HEDGE_SIDES_SIDE);
  /* One whole unit of the last digit, where its rounding allows half a one. */
  const double below = fmax(share * fabs(figure->low), 2 * (figure->low - plain.low));
  const double above = fmax(share * fabs(figure->high), 2 * (plain.high - figure->high));
  if (sr_slice_is(side, "below"))
    return (sr_width){{figure->low - below, figure->high}, plain, SR_SLICE("hedge that stays below its figure")};
  if (sr_slice_is(side, "above"))
    return (sr_width){{figure->low, figure->high + above}, plain, SR_SLICE("hedge that stays above its figure")};
  return (sr_width){{figure->low - below, figure->high + above}, plain, SR_SLICE("hedge")};
}

sr_width sr_width_of(const sr_figure *figure, sr_slice text, bool counted) {
  if (!(figure->low <= figure->high)) return (sr_width){SR_INTERVAL_ALL, SR_INTERVAL_ALL, SR_SLICE("not a figure")};
  const sr_interval written = {figure->low, figure->high};
  sr_interval plain = written;
  if (written.low == written.high) { /* a range already says how wide it is */
    const double half = rounding(written.low, figure->granule, counted);
    plain = (sr_interval){written.low - half, written.high + half};
  }
  switch (figure->bound) {
  case SR_BOUND_OVER: return (sr_width){{figure->low, HUGE_VAL}, plain, SR_SLICE("lower bound")};
  case SR_BOUND_UNDER: return (sr_width){{fmin(0, figure->low), figure->high}, plain, SR_SLICE("upper bound")};
  case SR_BOUND_ABOUT: return hedged(figure, text, plain);
  case SR_BOUND_EXACT:
  case SR_BOUND_UP:
  case SR_BOUND_DOWN: break;
  }
  return (sr_width){plain, plain,
                    plain.low == plain.high ? SR_SLICE("as printed") : SR_SLICE("half a unit of the last digit")};
}
