/* Intervals: no value is ever lost, a narrower operand never gives a wider result, whole numbers stay whole, and
 * division by what touches zero says so. */
#include "support.h"

#include "check/interval.h"

#include <math.h>

/* SplitMix64 (Steele, Lea, Flood 2014): the same cases on every machine. */
static uint64_t next(uint64_t *state) {
  uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static double unit(uint64_t *state) { return (double)(next(state) >> 11) * 0x1p-53; }

/* Values of the sizes that reports have, some whole, some zero, of both signs. */
static double value(uint64_t *state) {
  const uint64_t kind = next(state) % 8;
  if (kind == 0) return 0;
  const double size = pow(10, unit(state) * 16 - 6) * (next(state) % 2 ? 1 : -1);
  return kind < 4 ? rint(size) : size;
}

static sr_interval interval(uint64_t *state) {
  const double a = value(state), b = next(state) % 4 ? a + fabs(a) * unit(state) * 0.1 : value(state);
  return (sr_interval){fmin(a, b), fmax(a, b)};
}

/* A member: an end now and then, else between. */
static double member(uint64_t *state, sr_interval a) {
  switch (next(state) % 4) {
  case 0: return a.low;
  case 1: return a.high;
  default: return fmin(a.high, fmax(a.low, a.low + (a.high - a.low) * unit(state)));
  }
}

static sr_interval part(uint64_t *state, sr_interval a) {
  const double x = member(state, a), y = member(state, a);
  return (sr_interval){fmin(x, y), fmax(x, y)};
}

typedef sr_interval (*operation)(sr_interval, sr_interval);

static sr_interval quotient(sr_interval a, sr_interval b) {
  sr_interval out;
  (void)sr_interval_div(a, b, &out);
  return out;
}

/* The true result of two doubles lies in `result`: long double has 11 more bits, so a rounding of the exact result to
 * it that lies outside by more than its own error shows a loss. */
static bool holds(sr_interval result, long double exact) {
  const long double slack = fabsl(exact) * 0x1p-62L;
  return exact + slack >= (long double)result.low && exact - slack <= (long double)result.high;
}

static void results_contain_every_member_and_grow_with_operands(void **state) {
  (void)state;
  const operation operations[] = {sr_interval_add, sr_interval_sub, sr_interval_mul, quotient};
  uint64_t seed = 20250709;
  for (int i = 0; i < 200000; i++) {
    const sr_interval a = interval(&seed), b = interval(&seed);
    const double x = member(&seed, a), y = member(&seed, b);
    const sr_interval inner_a = part(&seed, a), inner_b = part(&seed, b);
    for (size_t op = 0; op < 4; op++) {
      if (op == 3 && y == 0) continue;
      const sr_interval all = operations[op](a, b);
      assert_true(sr_interval_valid(all));
      const long double lx = (long double)x, ly = (long double)y;
      const long double exact = op == 0 ? lx + ly : op == 1 ? lx - ly : op == 2 ? lx * ly : lx / ly;
      if (!holds(all, exact)) fail_msg("operation %zu of case %d loses a member", op, i);
      if (op == 3 && inner_b.low == 0 && inner_b.high == 0) continue; /* no quotient: the whole line by definition */
      const sr_interval inner = operations[op](inner_a, inner_b);
      if (!sr_interval_within(inner, all)) fail_msg("operation %zu of case %d is not monotone", op, i);
    }
  }
}

static void ends_are_tight(void **state) {
  (void)state;
  /* Counts stay whole; an inexact result is two neighbouring doubles around the truth. */
  sr_interval sum = sr_interval_add(sr_interval_of(953190), sr_interval_of(76470));
  assert_true(sum.low == 1029660 && sum.high == 1029660);
  sr_interval product = sr_interval_mul(sr_interval_of(1609.344), sr_interval_of(0));
  assert_true(product.low == 0 && product.high == 0);
  sr_interval third = quotient(sr_interval_of(1), sr_interval_of(3));
  assert_true(third.low < third.high && nextafter(third.low, 1) == third.high);
  sr_interval tenths = sr_interval_add(sr_interval_of(0.1), sr_interval_of(0.2));
  assert_true(tenths.low < tenths.high);
  assert_true(sr_interval_has(tenths, 0.30000000000000004));
}

static void division_by_what_touches_zero(void **state) {
  (void)state;
  const struct {
    sr_interval a, b;
    sr_quotient kind;
    double low, high;
  } cases[] = {
      {{1, 2}, {0, 0}, SR_QUOTIENT_UNDEFINED, -HUGE_VAL, HUGE_VAL},
      {{1, 2}, {-1, 1}, SR_QUOTIENT_UNBOUNDED, -HUGE_VAL, HUGE_VAL},
      {{1, 2}, {0, 4}, SR_QUOTIENT_UNBOUNDED, 0.25, HUGE_VAL},
      {{1, 2}, {-4, 0}, SR_QUOTIENT_UNBOUNDED, -HUGE_VAL, -0.25},
      {{-2, -1}, {0, 4}, SR_QUOTIENT_UNBOUNDED, -HUGE_VAL, -0.25},
      {{-1, 1}, {0, 4}, SR_QUOTIENT_UNBOUNDED, -HUGE_VAL, HUGE_VAL},
      {{4, 8}, {-2, -1}, SR_QUOTIENT_BOUNDED, -8, -2},
      {{-4, 8}, {2, 4}, SR_QUOTIENT_BOUNDED, -2, 4},
      {{0, 0}, {0, 4}, SR_QUOTIENT_BOUNDED, 0, 0},
      {{1, HUGE_VAL}, {2, HUGE_VAL}, SR_QUOTIENT_BOUNDED, 0, HUGE_VAL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_interval out;
    assert_int_equal(sr_interval_div(cases[i].a, cases[i].b, &out), cases[i].kind);
    assert_true(out.low == cases[i].low && out.high == cases[i].high);
  }
}

static void overflow_stays_an_enclosure(void **state) {
  (void)state;
  const sr_interval huge = {1e300, 1.5e308}, sum = sr_interval_add(huge, huge), product = sr_interval_mul(huge, huge);
  assert_true(isfinite(sum.low) && isinf(sum.high));
  assert_true(isfinite(product.low) && isinf(product.high));
  const sr_interval tiny = sr_interval_mul(sr_interval_of(1e-300), sr_interval_of(1e-300));
  assert_true(tiny.low <= 0 && tiny.high > 0);
}

static void meeting_and_gaps(void **state) {
  (void)state;
  assert_true(sr_interval_meet((sr_interval){1, 2}, (sr_interval){2, 3}));
  assert_false(sr_interval_meet((sr_interval){1, 2}, (sr_interval){2.1, 3}));
  assert_true(sr_interval_gap((sr_interval){1, 2}, (sr_interval){2, 3}) == 0);
  assert_true(fabs(sr_interval_gap((sr_interval){88, 89}, sr_interval_of(89.4)) - 0.4 / 89.4) < 1e-12);
  assert_true(sr_interval_gap(sr_interval_of(0), sr_interval_of(0)) == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(results_contain_every_member_and_grow_with_operands),
      cmocka_unit_test(ends_are_tight),
      cmocka_unit_test(division_by_what_touches_zero),
      cmocka_unit_test(overflow_stays_an_enclosure),
      cmocka_unit_test(meeting_and_gaps),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
