/* Geodesics through PROJ; see the header. */
#include "observe/geodesy.h"

#include "base/error.h"
#include "observe/library.h"

#include <geodesic.h>
#include <math.h>
#include <pthread.h>
#include <stddef.h>

#define FUNCTIONS(X) X(geod_init) X(geod_inverse) X(geod_geninverse)

/* Written once by load, under pthread_once; constant afterwards. */
static struct { FUNCTIONS(SR_LIBRARY_MEMBER) } proj;
static struct geod_geodesic wgs84;
static sr_status loaded;
static sr_error why_not;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  static const char *const names[] = {FUNCTIONS(SR_LIBRARY_NAME)};
  loaded = sr_library_load(SR_PROJ_SONAME, names, sizeof names / sizeof *names, &proj, &why_not);
  if (!loaded) proj.geod_init_(&wgs84, 6378137, 1 / 298.257223563);
}

sr_status sr_geodesy_ready(sr_error *err) {
  pthread_once(&once, load);
  if (loaded && err) *err = why_not;
  return loaded;
}

double sr_geodesy_distance_km(double lat1_deg, double lon1_deg, double lat2_deg, double lon2_deg) {
  if (!isfinite(lat1_deg) || !isfinite(lon1_deg) || !isfinite(lat2_deg) || !isfinite(lon2_deg)) return (double)NAN;
  if (fabs(lat1_deg) > 90 || fabs(lat2_deg) > 90 || sr_geodesy_ready(NULL)) return (double)NAN;
  double distance_m = 0;
  proj.geod_inverse_(&wgs84, lat1_deg, lon1_deg, lat2_deg, lon2_deg, &distance_m, NULL, NULL);
  return distance_m / 1000;
}

double sr_geodesy_edge_m2(const double a[2], const double b[2]) {
  double area_m2 = 0;
  proj.geod_geninverse_(&wgs84, a[1], a[0], b[1], b[0], NULL, NULL, NULL, NULL, NULL, NULL, &area_m2);
  return -area_m2;
}
