/* Distances on the earth: geodesics on the WGS 84 ellipsoid, by PROJ. PROJ's types stop here.
 * Source: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), 43-55. */
#ifndef SR_OBSERVE_GEODESY_H
#define SR_OBSERVE_GEODESY_H

/* Length in km of the shortest line between two points given in degrees; exact to well under a metre. NAN if a
 * coordinate is not finite or a latitude is past a pole. Any thread. */
double sr_geodesy_distance_km(double lat1_deg, double lon1_deg, double lat2_deg, double lon2_deg);

#endif
