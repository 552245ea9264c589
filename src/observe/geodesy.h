/* Distances and areas on the earth: geodesics on the WGS 84 ellipsoid, by PROJ. PROJ's types stop here, and PROJ is
 * loaded when the first of these is called.
 * Source: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), 43-55. */
#ifndef SR_OBSERVE_GEODESY_H
#define SR_OBSERVE_GEODESY_H

#include <sitrep/base.h>

/* Loads PROJ if that has not been done. Errors: SR_ERR_IO. */
SR_MUST_CHECK sr_status sr_geodesy_ready(sr_error *err);

/* Length in km of the shortest line between two points given in degrees; exact to well under a metre. NAN if a
 * coordinate is not finite, a latitude is past a pole, or there is no PROJ. Any thread. */
double sr_geodesy_distance_km(double lat1_deg, double lon1_deg, double lat2_deg, double lon2_deg);

/* What one edge of a polygon adds to its area, in square metres: the area between the geodesic from a to b and the
 * equator (S12 of the paper), signed so that the sum over a ring that runs counter-clockwise is its area. Summed over
 * the edges of a ring that goes round no pole it is what PROJ's geod_polygonarea gives. a and b are longitude and
 * latitude in degrees; PROJ must be ready. Any thread. Some 2 microseconds. */
double sr_geodesy_edge_m2(const double a[2], const double b[2]);

#endif
