/* Overlay areas: how much of a map lies in each of many units (oblasts, countries), without building the pieces.
 *
 * The area of map and unit in common is a sum over its boundary, and that is: the map's edges inside the unit, the
 * unit's edges inside the map, both cut where they cross in the plane of longitude and latitude. So crossings are
 * found with a grid, the runs between them alternate between inside and outside, and what a run adds to the area is the
 * difference of two running sums. No polygon is built, and edges that were on yesterday's map too are not measured
 * again. Where lines touch, run along each other or meet in a vertex, signs cannot be trusted: such a unit is handed
 * to GEOS and its piece is measured, so every result is that of a full overlay (tests/observe/overlay_test.c).
 *
 * Cost for a map of n edges: O(n + crossings) expected after O(e log e) once for the e edges of the units. */
#ifndef SR_OBSERVE_OVERLAY_H
#define SR_OBSERVE_OVERLAY_H

#include "observe/geos.h"

/* Geodesic areas of edges seen before; one thread. */
typedef struct sr_edge_memory sr_edge_memory;
/* Errors: SR_ERR_NOMEM, SR_ERR_IO (no PROJ). */
SR_MUST_CHECK sr_status sr_edge_memory_open(sr_edge_memory **memory, sr_error *err);
void sr_edge_memory_free(sr_edge_memory *memory);
/* sr_geodesy_edge_m2, remembered. */
double sr_edge_memory_m2(sr_edge_memory *memory, const double a[2], const double b[2]);
/* sr_shape_area_m2, remembered. */
double sr_edge_memory_area_m2(sr_edge_memory *memory, const sr_shape *shape);

/* Units made ready: constant afterwards, shared by threads. */
typedef struct sr_frame sr_frame;
typedef struct sr_frame_unit {
  const sr_shape *shape; /* valid; lives as long as the frame */
  const double *runs;    /* of sr_shape_runs, or NULL: measured now */
} sr_frame_unit;
/* The frame lives in the arena. Errors: SR_ERR_NOMEM, SR_ERR_IO. */
SR_MUST_CHECK sr_status sr_frame_build(const sr_frame_unit *units, uint32_t n, sr_arena *arena, sr_frame **frame,
                                       sr_error *err);
/* The running sums of the areas of a shape's edges, n + 1 for a ring of n, ring after ring; PROJ ready. NULL without
 * memory. */
double *sr_shape_runs(const sr_shape *shape, sr_arena *arena);
static inline size_t sr_shape_n_runs(const sr_shape *shape) { return sr_shape_points(shape) + (size_t)shape->rings.n; }
/* Its area: what the rings' sums end in. */
double sr_shape_runs_area_m2(const sr_shape *shape, const double *runs);

typedef struct sr_overlay_work {
  uint32_t crossings, handed_over; /* handed_over: units that GEOS overlaid */
} sr_overlay_work;

/* areas_m2[i] becomes the area that the valid map has in common with unit i. work may be NULL.
 * Errors: SR_ERR_NOMEM, those of GEOS. */
SR_MUST_CHECK sr_status sr_overlay_areas(const sr_frame *frame, const sr_shape *map, sr_edge_memory *memory,
                                         sr_geos *geos, sr_arena *arena, double *areas_m2, sr_overlay_work *work,
                                         sr_error *err);

#endif
