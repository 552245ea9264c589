/* The map of a brief: outlines from the ledger, places of claims, the declared policy; without borders, how to get
 * them. */
#include "world.h"

#include <sitrep/brief.h>
#include <sitrep/ground.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char report_text[] = "Two people were killed in Kharkiv on Friday, the regional governor said.";

/* Two divisions that share an edge. Rough squares of our own, the second under a code that is disputed. */
static const char borders[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"iso_3166_2\":\"UA-63\",\"name\":\"<b>West</b>\",\"iso_a2\":\"UA\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[35,49],[37,49],[37,51],[35,51],[35,49]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"iso_3166_2\":\"UA-09\",\"name\":\"East\",\"iso_a2\":\"UA\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[37,49],[39,49],[39,51],[37,51],[37,49]]]}}]}";

static int open_world(void **state) {
  static world w;
  assert_true(world_open(&w, report_text) > 0);
  *state = &w;
  return 0;
}

static void brief_of(world *w, const char *policy, sr_test_text *page) {
  sr_error err = {0};
  *page = (sr_test_text){0};
  const sr_brief_options options = {
      .format = SR_BRIEF_HTML, .since = SR_DAY_NONE, .until = SR_DAY_NONE, .borders = policy};
  assert_ok(sr_brief_write(w->engine, w->ledger, &options, sr_test_keep, page, &err), &err);
}

static void without_borders_the_brief_says_how_to_get_them(void **state) {
  static sr_test_text page;
  brief_of(*state, NULL, &page);
  assert_null(strstr(page.bytes, "<svg class=\"map\""));
  assert_non_null(strstr(page.bytes, "sitrep observe borders brings them"));
}

static void give_borders(world *w) {
  sr_error err = {0};
  char path[] = "/tmp/sitrep-borders-XXXXXX.geojson";
  const int file = mkstemps(path, 8);
  assert_true(file >= 0);
  assert_int_equal(write(file, borders, sizeof borders - 1), sizeof borders - 1);
  close(file);
  const sr_ground_options options = {
      .date = SR_DAY_NONE, .source = SR_SLICE("squares"), .licence = SR_SLICE("MIT"), .country = SR_SLICE("UA")};
  sr_border_import result;
  const sr_status status = sr_observe_borders(w->ledger, path, &options, &result, &err);
  unlink(path);
  assert_ok(status, &err);
  assert_int_equal(result.units, 2);
}

/* The box is 4 by 2 degrees and 628 wide: cos 50 * 4 * scale = 628. Kharkiv lies at 36.25 E, 50 N. */
static void places_lie_where_they_are(void **state) {
  static sr_test_text page;
  give_borders(*state);
  brief_of(*state, NULL, &page);
  const char *map = strstr(page.bytes, "<svg class=\"map\"");
  assert_non_null(map);
  assert_non_null(strstr(map, "role=\"img\" viewBox=\"0 0 640 500.5\""));
  assert_non_null(strstr(map, "class=\"division\" d=\"M6 494.5L320 494.5L320 6L6 6Z\""));
  const char *spot = strstr(map, "<circle class=\"spot\" cx=\"");
  assert_non_null(spot);
  const double x = strtod(spot + 25, NULL), y = strtod(strstr(spot, "cy=\"") + 4, NULL);
  if (!(x > 195 && x < 210 && y > 245 && y < 256)) fail_msg("Kharkiv at %.1f %.1f", x, y);
  assert_non_null(strstr(map, ">Kharkiv</text>"));
  assert_non_null(strstr(map, "<details><summary>The places</summary>"));
  assert_non_null(strstr(map, "(policy: iso)"));
  assert_null(strstr(page.bytes, "<b>West"));
}

static void the_policy_decides_and_is_printed(void **state) {
  static sr_test_text page;
  brief_of(*state, "disputed", &page);
  assert_non_null(strstr(page.bytes, "class=\"division apart\" d=\"M320 494.5L634 494.5L634 6L320 6Z\""));
  assert_null(strstr(page.bytes, "class=\"country\" d=\"M320 494.5"));
  assert_non_null(strstr(page.bytes, "(policy: disputed)"));
  world *w = *state;
  sr_error err = {0};
  const sr_brief_options wrong = {.since = SR_DAY_NONE, .until = SR_DAY_NONE, .borders = "mine"};
  assert_int_equal(sr_brief_write(w->engine, w->ledger, &wrong, sr_test_keep, &page, &err), SR_ERR_USAGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_borders_the_brief_says_how_to_get_them),
      cmocka_unit_test(places_lie_where_they_are),
      cmocka_unit_test(the_policy_decides_and_is_printed),
  };
  return cmocka_run_group_tests(tests, open_world, close_world);
}
