/* Geodesics through PROJ; see the header. */
#include "observe/geodesy.h"

#include <geodesic.h>
#include <math.h>
#include <stddef.h>

double sr_geodesy_distance_km(double lat1_deg, double lon1_deg, double lat2_deg, double lon2_deg) {
  if (!isfinite(lat1_deg) || !isfinite(lon1_deg) || !isfinite(lat2_deg) || !isfinite(lon2_deg)) return (double)NAN;
  if (fabs(lat1_deg) > 90 || fabs(lat2_deg) > 90) return (double)NAN;
  struct geod_geodesic wgs84;
  double distance_m = 0;
  geod_init(&wgs84, 6378137, 1 / 298.257223563);
  geod_inverse(&wgs84, lat1_deg, lon1_deg, lat2_deg, lon2_deg, &distance_m, NULL, NULL);
  return distance_m / 1000;
}
