/* Units: what converts does so exactly, what does not fit is refused, and bad codes say where. */
#include "support.h"

#include "base/slice.h"
#include "check/unit.h"

#include <math.h>

static sr_unit of(const char *code) {
  sr_unit unit;
  sr_error err = {0};
  assert_ok(sr_unit_parse(sr_slice_of(code), &unit, &err), &err);
  return unit;
}

static void known_factors(void **state) {
  (void)state;
  const struct {
    const char *from, *to;
    double factor;
  } cases[] = {
      {"km", "m", 1000},
      {"[mi_i]", "km", 1.609344},
      {"[mi_i]2", "km2", 2.589988110336},
      {"[mi_i]2/{soldier}", "km2/{soldier}", 2.589988110336},
      {"har", "km2", 0.01},
      {"[acr_br]", "m2", 4046.8564224},
      {"km2/d", "km2/wk", 7},
      {"km2/d", "km2/a", 365.25},
      {"[ston_av]", "t", 0.90718474},
      {"[lton_av]", "t", 1.0160469088},
      {"[kn_i]", "km/h", 1.852},
      {"m/s", "km/h", 3.6},
      {"%", "1", 0.01},
      {"a", "mo", 12},
      {"mm", "[in_i]", 1 / 25.4},
      {"kW.h", "MJ", 3.6},
      {"[stone_av]", "[lb_av]", 14},
      {"[qt_us]", "[pt_us]", 2},
      {"[cup_us]", "mL", 236.5882365},
      {"[cyd_i]", "[cin_i]", 46656},
      {"[oz_tr]", "g", 31.1034768},
      {"GiBy", "MiBy", 1024},
      {"atm", "hPa", 1013.25},
      {"L", "dm3", 1},
      {"kg/(m.s2)", "Pa", 1},
      {"/d", "/wk", 7},
      {"GBP/d", "GBP/wk", 7},
      {"{drone}/d", "{missile}/wk", 7},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const sr_unit from = of(cases[i].from), to = of(cases[i].to);
    sr_interval factor;
    if (!sr_unit_factor(&from, &to, &factor)) fail_msg("'%s' does not fit '%s'", cases[i].from, cases[i].to);
    if (!sr_interval_has(factor, cases[i].factor) && fabs(sr_interval_mid(factor) / cases[i].factor - 1) > 1e-15)
      fail_msg("'%s' is %.17g '%s'", cases[i].from, sr_interval_mid(factor), cases[i].to);
    assert_true(factor.high - factor.low <= fabs(factor.high) * 0x1p-51);
  }
}

static void what_does_not_fit(void **state) {
  (void)state;
  const char *const cases[][2] = {
      {"km", "km2"},     {"GBP", "USD"},        {"GBP/d", "USD/d"},
      {"Cel", "[degF]"}, {"Cel", "K"},          {"km2/d", "km2"},
      {"t", "km"},       {"km2", "1"},          {"{soldier}", "1"},
      {"USD", "1"},      {"USD/EUR", "1"},      {"USD/EUR", "EUR/USD"},
      {"d", "1"},        {"kg", "N"},           {"%", "km"},
      {"By", "{byte}"},  {"km2/{tank}", "km2"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const sr_unit a = of(cases[i][0]), b = of(cases[i][1]);
    sr_interval out;
    if (sr_unit_fits(&a, &b) || sr_unit_convert(sr_interval_of(1), &a, &b, &out))
      fail_msg("'%s' fits '%s'", cases[i][0], cases[i][1]);
  }
}

static void nouns_are_one_dimension_but_told_apart(void **state) {
  (void)state;
  const sr_unit soldier = of("km2/{soldier}"), tank = of("km2/{tank}");
  assert_true(sr_unit_fits(&soldier, &tank));
  assert_false(sr_unit_same_nouns(&soldier, &tank));
  assert_true(sr_unit_same_nouns(&soldier, &soldier));
}

static void products(void **state) {
  (void)state;
  const struct {
    const char *a, *b;
    int power;
    const char *product;
  } cases[] = {
      {"km2/{soldier}", "{soldier}", 1, "km2"},
      {"km2", "km2/d", -1, "d"},
      {"km2", "{soldier}", -1, "km2/{soldier}"},
      {"km2", "d", -1, "km2/d"},
      {"GBP", "GBP", -1, "1"},
      {"1", "d", -1, "/d"},
      {"[mi_i]2", "km2", -1, "[mi_i]2/km2"},
      {"{air defense gun}", "1", 1, "{air defense gun}"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const sr_unit a = of(cases[i].a), b = of(cases[i].b);
    sr_unit product;
    sr_error err = {0};
    assert_ok(sr_unit_mul(&a, &b, cases[i].power, &product, &err), &err);
    char text[SR_UNIT_CODE_MAX];
    const size_t len = sr_unit_write(&product, text, sizeof text);
    assert_slice(((sr_slice){text, len}), cases[i].product);
    const sr_unit again = of(text[0] ? text : "1");
    assert_true(sr_unit_fits(&product, &again));
  }
}

static void bad_codes_say_where(void **state) {
  (void)state;
  const struct {
    const char *code;
    size_t offset;
  } cases[] = {
      {"", 0},       {"km2/", 4}, {"furlong", 0}, {"km2/{soldier", 4}, {"km2/{}", 4},
      {"[mi_i", 0},  {"(km", 3},  {"km)", 2},     {"km0", 2},          {"km22", 2},
      {"km-", 3},    {"km d", 2}, {"0.m", 0},     {"XYZ", 0},          {"km2/d/", 6},
      {"{a{b}}", 2}, {"kkm", 0},  {"k", 0},       {"kGBP", 0},         {"km2/-", 4},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_unit unit;
    sr_error err = {0};
    if (!sr_unit_parse(sr_slice_of(cases[i].code), &unit, &err)) fail_msg("'%s' was read", cases[i].code);
    if (err.offset != cases[i].offset)
      fail_msg("'%s' fails at %zu, not %zu: %s", cases[i].code, err.offset, cases[i].offset, err.message);
    assert_true(err.message[0]);
  }
}

static void hostile_codes_are_bounded(void **state) {
  (void)state;
  char deep[100];
  for (int i = 0; i < 49; i++) deep[i] = '(';
  deep[49] = 'm';
  for (int i = 50; i < 99; i++) deep[i] = ')';
  deep[99] = 0;
  const char *const cases[] = {deep,       "m.g.s.A.K.mol.cd.deg.bit",      "Em9",
                               "Em.Em.Em", "999999999.999999999.999999999", "((((((((((m))))))))))"};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_unit unit;
    sr_error err = {0};
    assert_int_equal(sr_unit_parse(sr_slice_of(cases[i]), &unit, &err), SR_ERR_LIMIT);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_factors),
      cmocka_unit_test(what_does_not_fit),
      cmocka_unit_test(nouns_are_one_dimension_but_told_apart),
      cmocka_unit_test(products),
      cmocka_unit_test(bad_codes_say_where),
      cmocka_unit_test(hostile_codes_are_bounded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
