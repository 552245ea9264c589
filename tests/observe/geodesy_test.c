/* Distances against published ones. */
#include "support.h"

#include "observe/geodesy.h"

#include <math.h>

static void known_distances(void **state) {
  (void)state;
  const struct {
    double lat1, lon1, lat2, lon2, km;
  } cases[] = {
      {0, 0, 0, 1, 111.319490793}, /* a degree of the equator: 6378.137 pi / 180 */
      {0, 0, 90, 0, 10001.965729}, /* the quarter meridian of WGS 84 */
      {50.45466, 30.5238, 50.45466, 30.5238, 0},
      {0, 179.5, 0, -179.5, 111.319490793},                     /* across the antimeridian */
      {40.639722, -73.778889, 1.359167, 103.989444, 15347.628}, /* JFK to SIN, GeographicLib's example */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const double km = sr_geodesy_distance_km(cases[i].lat1, cases[i].lon1, cases[i].lat2, cases[i].lon2);
    if (fabs(km - cases[i].km) > 0.001) fail_msg("case %zu: %.6f km, not %.6f", i, km, cases[i].km);
  }
}

static void what_is_no_point_has_no_distance(void **state) {
  (void)state;
  assert_true(isnan(sr_geodesy_distance_km((double)NAN, 0, 0, 0)));
  assert_true(isnan(sr_geodesy_distance_km(0, 0, 91, 0)));
  assert_true(isnan(sr_geodesy_distance_km(0, (double)INFINITY, 0, 0)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_distances),
      cmocka_unit_test(what_is_no_point_has_no_distance),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
