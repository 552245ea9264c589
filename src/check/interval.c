/* Interval arithmetic with outward rounding; see the header. */
#include "check/interval.h"

#include <float.h>
#include <math.h>

static double down(double x) { return nextafter(x, -HUGE_VAL); }
static double up(double x) { return nextafter(x, HUGE_VAL); }

/* Below this a product's or quotient's remainder may itself be lost to underflow: no exactness is claimed. */
static const double REMAINDER_SAFE = DBL_MIN / DBL_EPSILON / DBL_EPSILON;

/* The end `sum` of a + b, moved to the side (-1, 1) where the true sum may lie. An overflow of finite operands stays at
 * the infinity on the outer side and comes back to the largest number on the inner one. */
static double outward(double rounded, double remainder, bool exact_known, int side) {
  if (isinf(rounded)) return side < 0 ? (rounded < 0 ? rounded : DBL_MAX) : (rounded > 0 ? rounded : -DBL_MAX);
  if (exact_known) {
    if (remainder == 0) return rounded;
    if ((remainder < 0) != (side < 0)) return rounded;
  }
  return side < 0 ? down(rounded) : up(rounded);
}

static double add(double a, double b, int side) {
  if (isinf(a)) return a; /* ends of one side are never opposite infinities */
  if (isinf(b)) return b;
  const double sum = a + b;
  if (isinf(sum)) return outward(sum, 0, false, side);
  const double b_part = sum - a, a_part = sum - b_part; /* Knuth's TwoSum: sum + remainder == a + b */
  const double remainder = (a - a_part) + (b - b_part);
  return outward(sum, remainder, isfinite(remainder), side);
}

static double mul(double a, double b, int side) {
  if (a == 0 || b == 0) return 0; /* 0 * infinity: the infinity is a bound, not a member */
  const double product = a * b;
  if (isinf(a) || isinf(b)) return product;
  return outward(product, fma(a, b, -product), isfinite(product) && fabs(product) > REMAINDER_SAFE, side);
}

static double divide(double a, double b, int side) {
  if (a == 0 || isinf(b)) return 0;
  const double quotient = a / b;
  if (isinf(a)) return quotient;
  const double left = -fma(quotient, b, -a); /* a - quotient * b */
  const bool known = isfinite(quotient) && fabs(a) > REMAINDER_SAFE && fabs(quotient) > REMAINDER_SAFE;
  return outward(quotient, b < 0 ? -left : left, known, side);
}

bool sr_interval_valid(sr_interval a) { return a.low <= a.high; }

sr_interval sr_interval_of(double value) { return (sr_interval){value, value}; }

sr_interval sr_interval_add(sr_interval a, sr_interval b) {
  return (sr_interval){add(a.low, b.low, -1), add(a.high, b.high, 1)};
}

sr_interval sr_interval_neg(sr_interval a) { return (sr_interval){-a.high, -a.low}; }

sr_interval sr_interval_sub(sr_interval a, sr_interval b) { return sr_interval_add(a, sr_interval_neg(b)); }

sr_interval sr_interval_mul(sr_interval a, sr_interval b) {
  const double ends[4][2] = {{a.low, b.low}, {a.low, b.high}, {a.high, b.low}, {a.high, b.high}};
  sr_interval product = {HUGE_VAL, -HUGE_VAL};
  for (int i = 0; i < 4; i++) {
    const double low = mul(ends[i][0], ends[i][1], -1), high = mul(ends[i][0], ends[i][1], 1);
    if (low < product.low) product.low = low;
    if (high > product.high) product.high = high;
  }
  return product;
}

sr_quotient sr_interval_div(sr_interval a, sr_interval b, sr_interval *quotient) {
  *quotient = SR_INTERVAL_ALL;
  if (b.low == 0 && b.high == 0) return SR_QUOTIENT_UNDEFINED;
  if (a.low == 0 && a.high == 0) { /* zero over all that has a quotient, as IEEE 1788 has it */
    *quotient = a;
    return SR_QUOTIENT_BOUNDED;
  }
  if (b.low < 0 && b.high > 0) return SR_QUOTIENT_UNBOUNDED;
  if (b.high <= 0) { /* a / b == -a / -b, so that b >= 0 below */
    a = sr_interval_neg(a);
    b = sr_interval_neg(b);
  }
  if (b.low == 0) {
    if (a.low >= 0)
      quotient->low = divide(a.low, b.high, -1);
    else if (a.high <= 0)
      quotient->high = divide(a.high, b.high, 1);
    return SR_QUOTIENT_UNBOUNDED;
  }
  quotient->low = divide(a.low, a.low < 0 ? b.low : b.high, -1);
  quotient->high = divide(a.high, a.high < 0 ? b.high : b.low, 1);
  return SR_QUOTIENT_BOUNDED;
}

bool sr_interval_has(sr_interval a, double value) { return a.low <= value && value <= a.high; }
bool sr_interval_within(sr_interval inner, sr_interval outer) {
  return outer.low <= inner.low && inner.high <= outer.high;
}
bool sr_interval_meet(sr_interval a, sr_interval b) { return a.low <= b.high && b.low <= a.high; }

sr_interval sr_interval_hull(sr_interval a, sr_interval b) {
  return (sr_interval){a.low < b.low ? a.low : b.low, a.high > b.high ? a.high : b.high};
}

double sr_interval_mid(sr_interval a) {
  if (isinf(a.low)) return isinf(a.high) ? 0 : a.high;
  if (isinf(a.high)) return a.low;
  return a.low == a.high ? a.low : a.low / 2 + a.high / 2;
}

double sr_interval_gap(sr_interval a, sr_interval b) {
  if (sr_interval_meet(a, b)) return 0;
  const double below = a.high < b.low ? a.high : b.high, above = a.high < b.low ? b.low : a.low;
  const double size = fmax(fabs(below), fabs(above));
  return size > 0 ? (above - below) / size : 0;
}
