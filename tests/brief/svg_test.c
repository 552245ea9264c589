/* The SVG layer by its numbers: where values fall, how coordinates are printed, and that text stays text. */
#include "support.h"

#include "brief/chart.h"

#include <math.h>
#include <string.h>

static sr_test_text text;

static sr_out fresh(sr_error *err) {
  text = (sr_test_text){0};
  return (sr_out){.sink = sr_test_keep, .user = &text, .err = err};
}

static void expect_near(double got, double wanted, double within) {
  if (!(fabs(got - wanted) <= within)) fail_msg("%.17g, not %.17g", got, wanted);
}

static void scales_map_ends_to_ends(void **state) {
  (void)state;
  sr_range range = sr_range_empty;
  sr_range_take(&range, 10);
  sr_range_take(&range, (double)INFINITY);
  sr_range_take(&range, (double)NAN);
  sr_range_take(&range, 30);
  const sr_scale up = sr_scale_over(range, 100, 0);
  expect_near(sr_scale_at(&up, 10), 100, 0);
  expect_near(sr_scale_at(&up, 30), 0, 0);
  expect_near(sr_scale_at(&up, 15), 75, 1e-12);
  expect_near(sr_scale_at(&up, (double)INFINITY), 0, 0);
  expect_near(sr_scale_at(&up, (double)-INFINITY), 100, 0);
  expect_near(sr_scale_at(&up, (double)NAN), 100, 0);
}

static void scales_of_no_width_are_widened(void **state) {
  (void)state;
  const double values[] = {0, 7, -40, 1e300};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    sr_range range = sr_range_empty;
    sr_range_take(&range, values[i]);
    const sr_scale scale = sr_scale_over(range, 0, 100);
    expect_near(sr_scale_at(&scale, values[i]), 50, 1e-9);
  }
  const sr_scale empty = sr_scale_over(sr_range_empty, 0, 100);
  expect_near(sr_scale_at(&empty, 0.25), 25, 1e-12);
  const sr_scale widest = sr_scale_over((sr_range){-1.7e308, 1.7e308}, 0, 100);
  expect_near(sr_scale_at(&widest, 0), 50, 1e-9);
}

static void coordinates_are_tenths(void **state) {
  (void)state;
  static const struct {
    double value;
    const char *printed;
  } cases[] = {{0, "0"},     {-0.0, "0"},    {12, "12"},       {1.25, "1.3"},      {-0.5, "-0.5"},    {0.04, "0"},
               {-0.04, "0"}, {99.96, "100"}, {1e300, "99999"}, {-1e300, "-99999"}, {1234.5, "1234.5"}};
  sr_error err = {0};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_out out = fresh(&err);
    sr_svg_coordinate(&out, cases[i].value);
    if (strcmp(text.bytes, cases[i].printed)) fail_msg("%g: %s, not %s", cases[i].value, text.bytes, cases[i].printed);
  }
  const double odd[] = {(double)NAN, (double)INFINITY, (double)-INFINITY};
  for (int i = 0; i < 3; i++) {
    sr_out out = fresh(&err);
    sr_svg_coordinate(&out, odd[i]);
    assert_int_equal(strspn(text.bytes, "-0123456789"), text.n);
  }
}

static void text_of_outside_is_text(void **state) {
  (void)state;
  sr_error err = {0};
  sr_out out = fresh(&err);
  sr_svg_text(&out, "t", SR_ANCHOR_MIDDLE, 1, 2, SR_SLICE("</text><script>alert('\"&]]>\x01\x1b[0m</script>"));
  assert_string_equal(text.bytes, "<text class=\"t\" x=\"1\" y=\"2\" text-anchor=\"middle\">&lt;/text&gt;&lt;script&gt;"
                                  "alert(&apos;&quot;&amp;]]&gt;  [0m&lt;/script&gt;</text>");
}

static void elements_have_no_negative_size(void **state) {
  (void)state;
  sr_error err = {0};
  sr_out out = fresh(&err);
  sr_svg_rect(&out, "r", 5, 5, -3, 2);
  sr_svg_circle(&out, "c", 0, 0, -1);
  assert_string_equal(text.bytes, "<rect class=\"r\" x=\"5\" y=\"5\" width=\"0\" height=\"2\"/>"
                                  "<circle class=\"c\" cx=\"0\" cy=\"0\" r=\"0\"/>");
}

/* ---- charts, of observations as a ledger lends them ---- */

enum { CEILING = 1 << 20 };

static sr_point point_of(sr_page *page, int64_t id, sr_day start, sr_day end, double low, double high) {
  const sr_observation o = {
      .ref = {SR_REF_OBSERVATION, id}, .start = start, .end = end, .low = low, .high = high, .measure = SR_SLICE("m")};
  return (sr_point){sr_page_of_observation(page, &o, SR_SLOT_START), sr_page_of_observation(page, &o, SR_SLOT_END),
                    sr_page_of_observation(page, &o, SR_SLOT_LOW), sr_page_of_observation(page, &o, SR_SLOT_HIGH)};
}

/* Levels at days 0, 1, 2 and 20: the third stands for its day alone, then nothing is drawn until the fourth. */
static void steps_hold_until_the_next_and_break_at_gaps(void **state) {
  (void)state;
  sr_error err = {0};
  sr_arena *arena = sr_arena_new(CEILING);
  sr_page *page = sr_page_new(arena, NULL, NULL);
  const sr_day days[] = {0, 1, 2, 20};
  const double values[] = {0, 1, 2, 7};
  sr_page_block(page, SR_BLOCK_SERIES);
  sr_page_panel(page);
  for (int i = 0; i < 4; i++) sr_page_point(page, point_of(page, i + 1, days[i], days[i], values[i], values[i]));
  uint32_t n;
  const sr_panel *panel = sr_page_blocks(page, &n)->panels.at;
  sr_out out = fresh(&err);
  assert_ok(sr_chart_sparkline(&out, panel, 21, arena), &err);
  assert_string_equal(text.bytes, "▁▂▃                 █");
  out = fresh(&err);
  assert_ok(sr_chart_panel(&out, panel, 3, arena), &err);
  /* 21 days are 240 wide: a day is 11.4; 98 high: a unit is 14 */
  assert_non_null(strstr(text.bytes, "d=\"M74 108L85.4 108M85.4 108L85.4 94M85.4 94L96.9 94M96.9 94L96.9 80M96.9 80"
                                     "L108.3 80M302.6 10L314 10\""));
  assert_non_null(strstr(text.bytes, "<a href=\"#O4\"><text class=\"tick\" x=\"68\" y=\"16\" text-anchor=\"end\" "
                                     "data-ref=\"O4\">7</text></a>"));
  assert_non_null(strstr(text.bytes, "aria-labelledby=\"f3t f3d\""));
  sr_arena_free(arena);
}

static void intervals_are_bands(void **state) {
  (void)state;
  sr_error err = {0};
  sr_arena *arena = sr_arena_new(CEILING);
  sr_page *page = sr_page_new(arena, NULL, NULL);
  sr_page_block(page, SR_BLOCK_SERIES);
  sr_page_panel(page);
  sr_page_point(page, point_of(page, 1, 0, 9, 0, 98));
  sr_page_point(page, point_of(page, 2, 10, 19, 49, (double)INFINITY));
  uint32_t n;
  const sr_panel *panel = sr_page_blocks(page, &n)->panels.at;
  sr_out out = fresh(&err);
  assert_ok(sr_chart_panel(&out, panel, 1, arena), &err);
  assert_non_null(strstr(text.bytes, "M74 10L194 10L194 108L74 108Z"));
  assert_non_null(strstr(text.bytes, "M194 10L314 10L314 59L194 59Z")); /* open above: to the frame's edge */
  assert_null(strstr(text.bytes, "inf"));
  sr_arena_free(arena);
}

static void open_bars_are_arrows(void **state) {
  (void)state;
  sr_error err = {0};
  sr_arena *arena = sr_arena_new(CEILING);
  sr_page *page = sr_page_new(arena, NULL, NULL);
  sr_page_block(page, SR_BLOCK_BARS);
  sr_point p = point_of(page, 1, 0, 0, 9, (double)INFINITY), q = point_of(page, 2, 0, 0, 3, 3);
  sr_page_bar(page, p.low, p.high);
  sr_page_bar(page, q.low, q.high);
  uint32_t n;
  const sr_block *block = sr_page_blocks(page, &n);
  sr_out out = fresh(&err);
  sr_chart_bar(&out, block, 0);
  assert_non_null(strstr(text.bytes, "class=\"open\" d=\"M313 1L319 8L313 15\""));
  out = fresh(&err);
  sr_chart_bar(&out, block, 1);
  assert_null(strstr(text.bytes, "class=\"open\""));
  assert_non_null(strstr(text.bytes, "width=\"3\"")); /* a point is seen */
  const sr_number *least, *greatest;
  sr_chart_ends(block, &least, &greatest);
  expect_near(sr_number_value(least), 3, 0);
  expect_near(sr_number_value(greatest), 9, 0);
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(scales_map_ends_to_ends),
      cmocka_unit_test(scales_of_no_width_are_widened),
      cmocka_unit_test(coordinates_are_tenths),
      cmocka_unit_test(text_of_outside_is_text),
      cmocka_unit_test(elements_have_no_negative_size),
      cmocka_unit_test(steps_hold_until_the_next_and_break_at_gaps),
      cmocka_unit_test(intervals_are_bands),
      cmocka_unit_test(open_bars_are_arrows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
