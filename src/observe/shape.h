/* Shapes: polygons in degrees of longitude and latitude, as flat arrays of rings.
 *
 * A ring is its points without the first one repeated at the end. Shells run counter-clockwise and holes clockwise, so
 * that a shape's area is the plain sum over its rings; a bow tie whose halves cancel out runs either way until it is
 * mended. A hole belongs to the last shell before it. Longitudes of one ring are continuous: a ring over the
 * antimeridian runs past 180 instead of jumping to -180.
 *
 * A shape is built in an arena by sr_shape_ring / sr_shape_point, made regular by sr_shape_tidy, and never changes
 * after that. Its encoding is lossless and the same on every machine, so the hash of it is the shape's identity. */
#ifndef SR_OBSERVE_SHAPE_H
#define SR_OBSERVE_SHAPE_H

#include "base/vec.h"

/* More points in one map are an error: the most detailed country borders in use have some 4 million. */
enum { SR_SHAPE_POINTS_MAX = 20000000 };

typedef struct sr_ring {
  uint32_t first, n; /* points */
  bool hole;
} sr_ring;

typedef struct sr_box {
  double west, south, east, north; /* degrees; west > east: empty */
} sr_box;

typedef struct sr_shape {
  SR_VEC(double) xy; /* lon, lat, lon, lat */
  SR_VEC(sr_ring) rings;
  sr_box box;
} sr_shape;

/* What sr_shape_tidy had to mend. */
typedef struct sr_tidied {
  uint32_t rings_turned;    /* wound the other way round */
  uint32_t rings_twice;     /* the same ring again: dropped */
  uint32_t rings_collapsed; /* fewer than three different points: dropped */
  uint32_t points_twice;    /* the same point again: dropped */
  uint32_t rings_unwrapped; /* jumped from 180 to -180 */
  uint32_t holes_alone;     /* a hole whose shell was dropped: dropped too */
} sr_tidied;

static inline const double *sr_shape_at(const sr_shape *shape, uint32_t point) {
  return &shape->xy.at[(size_t)point * 2];
}
static inline uint32_t sr_shape_points(const sr_shape *shape) { return shape->xy.n / 2; }
static inline bool sr_box_meets(sr_box a, sr_box b) {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}
extern const sr_box sr_box_empty;
sr_box sr_box_join(sr_box a, sr_box b);
sr_box sr_shape_ring_box(const sr_shape *shape, sr_ring ring);

/* Begins a ring; the points that follow are its. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_shape_ring(sr_shape *shape, sr_arena *arena, bool hole, sr_error *err);
/* Errors: SR_ERR_INPUT (not finite, or not on the earth), SR_ERR_LIMIT, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_shape_point(sr_shape *shape, sr_arena *arena, double lon, double lat, sr_error *err);
/* Appends the rings of another shape. */
SR_MUST_CHECK sr_status sr_shape_append(sr_shape *shape, sr_arena *arena, const sr_shape *other, sr_error *err);

/* Makes raw rings regular, in place: drops repeated points, closing points, collapsed and repeated rings, joins jumps
 * over the antimeridian, turns rings, finds the box. What remains may still be invalid (crossing rings):
 * sr_geos_repair. The first ring after a shell that is not a hole begins another polygon. Adds to *tidied. O(n log
 * rings). Errors: SR_ERR_INPUT (a ring that winds round the earth), SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_shape_tidy(sr_shape *shape, sr_arena *arena, sr_tidied *tidied, sr_error *err);

/* Signed area of a ring in square degrees: above zero if it runs counter-clockwise. */
double sr_shape_ring_plane(const sr_shape *shape, sr_ring ring);
/* Geodesic area of the whole, PROJ ready. The sum is compensated (Neumaier 1974). */
double sr_shape_area_m2(const sr_shape *shape);
/* Whether a point lies inside (even-odd over all rings). On an edge: either. */
bool sr_shape_holds(const sr_shape *shape, double lon, double lat);
/* Great-circle-free distance in km from a point to the nearest edge, by projecting on the plane at the point: good to
 * 0.1 % within 200 km. */
double sr_shape_distance_km(const sr_shape *shape, double lon, double lat);

/* Bytes of a shape; ptr NULL without memory. */
sr_slice sr_shape_encode(const sr_shape *shape, sr_arena *arena);
/* Errors: SR_ERR_INPUT (not such an encoding), SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_shape_decode(sr_slice bytes, sr_arena *arena, sr_shape *shape, sr_error *err);

/* Sums with an error term, so that a thousand edges of 1e12 m2 add up to the square metre. */
typedef struct sr_sum {
  double sum, rest;
} sr_sum;
static inline void sr_sum_add(sr_sum *s, double x) {
  const double t = s->sum + x;
  const double a = s->sum < 0 ? -s->sum : s->sum, b = x < 0 ? -x : x;
  s->rest += a >= b ? (s->sum - t) + x : (x - t) + s->sum;
  s->sum = t;
}
static inline double sr_sum_value(sr_sum s) { return s.sum + s.rest; }

#endif
