/* The map of a brief: outlines from the ledger, places of claims, the declared policy; without borders, how to get
 * them. */
#include "world.h"

#include <sitrep/brief.h>
#include <sitrep/ground.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char report_text[] =
    "Two people were killed and nine were wounded in Kharkiv on Friday, the regional governor said. A further 14 "
    "people "
    "were wounded in Kharkiv on Thursday, the police said. Three drones attacked Belgorod on "
    "Friday, the mayor of Belgorod said, and five people were killed there. Four people were killed in Khartoum on "
    "Friday, the health ministry said.";

/* Rough squares of our own: two divisions that share an edge, the second under a code that is disputed, one of the
 * country north of them, which has another far away, and one of a third country. */
static const char borders[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"iso_3166_2\":\"UA-63\",\"name\":\"<b>West</b>\",\"iso_a2\":\"UA\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[35,49],[37,49],[37,51],[35,51],[35,49]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"iso_3166_2\":\"UA-09\",\"name\":\"East\",\"iso_a2\":\"UA\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[37,49],[39,49],[39,51],[37,51],[37,49]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"iso_3166_2\":\"RU-BEL\",\"name\":\"North\",\"iso_a2\":\"RU\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[35,51],[39,51],[39,52],[35,52],[35,51]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"iso_3166_2\":\"RU-CHU\",\"name\":\"Far\",\"iso_a2\":\"RU\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[170,65],[178,65],[178,68],[170,68],[170,65]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"iso_3166_2\":\"SD-KH\",\"name\":\"South\",\"iso_a2\":\"SD\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[30,14],[34,14],[34,17],[30,17],[30,14]]]}}]}";

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
      .date = SR_DAY_NONE, .source = SR_SLICE("squares & lines"), .licence = SR_SLICE("CC BY 4.0")};
  sr_border_import result;
  const sr_status status = sr_observe_borders(w->ledger, path, &options, &result, &err);
  unlink(path);
  assert_ok(status, &err);
  assert_int_equal(result.units, 5);
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
  assert_non_null(strstr(map, "<ul aria-label=\"The places\">"));
  assert_non_null(strstr(map, "(policy: iso)"));
  assert_non_null(strstr(map, "Outlines: squares &amp; lines, CC BY 4.0."));
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

static uint32_t count(const char *text, const char *part) {
  uint32_t n = 0;
  for (const char *p = text; (p = strstr(p, part)); p += strlen(part)) n++;
  return n;
}

/* Belgorod lies in the frame of Kharkiv's country, though beyond its border; Khartoum has a map of its own. */
static void claims_of_several_countries_have_their_maps(void **state) {
  static sr_test_text page;
  brief_of(*state, NULL, &page);
  const char *first = strstr(page.bytes, "<svg class=\"map\"");
  assert_non_null(first);
  const char *second = strstr(first + 1, "<svg class=\"map\"");
  assert_non_null(second);
  const char *belgorod = strstr(first, ">Belgorod</text>"), *khartoum = strstr(first, ">Khartoum</text>");
  assert_true(belgorod && belgorod < second);
  assert_true(khartoum && khartoum > second);
  assert_null(strstr(second + 1, "<svg class=\"map\""));
}

static void a_topic_has_its_own_map(void **state) {
  static sr_test_text page;
  world *w = *state;
  sr_error err = {0};
  sr_brief_options options = {.format = SR_BRIEF_HTML, .since = SR_DAY_NONE, .until = SR_DAY_NONE, .topic = "losses"};
  page = (sr_test_text){0};
  assert_ok(sr_brief_write(w->engine, w->ledger, &options, sr_test_keep, &page, &err), &err);
  assert_non_null(strstr(page.bytes, ">Kharkiv</text>"));
  options.topic = "aid";
  page = (sr_test_text){0};
  assert_ok(sr_brief_write(w->engine, w->ledger, &options, sr_test_keep, &page, &err), &err);
  assert_null(strstr(page.bytes, "<svg class=\"map\""));
}

static void hold(world *w, const char *party, double west) {
  sr_error err = {0};
  char path[] = "/tmp/sitrep-held-XXXXXX.geojson", text[400];
  const int file = mkstemps(path, 8);
  assert_true(file >= 0);
  const int n =
      snprintf(text, sizeof text,
               "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},"
               "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%g,49],[%g,49],[%g,50],[%g,50],[%g,49]]]}}]}",
               west, west + 1, west + 1, west, west);
  assert_int_equal(write(file, text, (size_t)n), n);
  close(file);
  sr_ground_options options = {.party = sr_slice_of(party),
                               .place = SR_SLICE("a front"),
                               .source = SR_SLICE("<i>maps</i>"),
                               .licence = SR_SLICE("CC0 1.0")};
  assert_true(sr_day_parse(SR_SLICE("2025-07-09"), &options.date));
  sr_ground_import result;
  const sr_status status = sr_observe_map(w->ledger, path, &options, NULL, NULL, &result, &err);
  unlink(path);
  assert_ok(status, &err);
  assert_int_equal(result.added, 1);
}

/* Each party has a hatching of its own; the legend names area, day, source and licence. */
static void held_ground_is_told_apart_by_party(void **state) {
  static sr_test_text page;
  hold(*state, "RUS", 38);
  hold(*state, "UKR", 35);
  brief_of(*state, NULL, &page);
  const char *map = strstr(page.bytes, "<svg class=\"map\"");
  assert_non_null(map);
  const char *const parts[] = {"<pattern id=\"h1-0\"",
                               "<path class=\"held p0\"",
                               "<path class=\"held p1\"",
                               "<p class=\"note legend\">",
                               "held: RUS, ",
                               "held: UKR, ",
                               "&lt;i&gt;maps&lt;/i&gt;, CC0 1.0"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!strstr(map, parts[i])) fail_msg("the map lacks %s", parts[i]);
  assert_int_equal(count(map, "held: "), 2); /* no part of it lies in the second map */
  const char *legend = strstr(map, "held: RUS");
  assert_true(strstr(legend, "value=\"2025-07-09\"") && strstr(legend, "km²"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_borders_the_brief_says_how_to_get_them),
      cmocka_unit_test(places_lie_where_they_are),
      cmocka_unit_test(the_policy_decides_and_is_printed),
      cmocka_unit_test(claims_of_several_countries_have_their_maps),
      cmocka_unit_test(a_topic_has_its_own_map),
      cmocka_unit_test(held_ground_is_told_apart_by_party),
  };
  return cmocka_run_group_tests(tests, open_world, close_world);
}
