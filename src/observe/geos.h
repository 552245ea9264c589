/* GEOS: whether polygons are valid, mending those that are not, and overlays, in the plane of longitude and latitude.
 *
 * GEOS is loaded when the first handle is opened; its types stop here. A handle belongs to one thread. Results are
 * tidied shapes in the caller's arena. Cost: O(n log n) in the points, some 2 ms for a map of 3,000. */
#ifndef SR_OBSERVE_GEOS_H
#define SR_OBSERVE_GEOS_H

#include "observe/shape.h"

typedef struct sr_geos sr_geos;

/* Errors: SR_ERR_IO (GEOS is not there), SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_geos_open(sr_geos **geos, sr_error *err);
void sr_geos_free(sr_geos *geos);

enum { SR_GEOS_REASON_MAX = 160 };
/* Replaces a shape that is not valid (OGC Simple Features) by a valid one: rings are mended one by one, shells joined,
 * holes taken out of them. reason is what was wrong, empty if nothing was. Errors: SR_ERR_INPUT, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_geos_repair(sr_geos *geos, sr_arena *arena, sr_shape *shape, char reason[SR_GEOS_REASON_MAX],
                                       sr_error *err);

typedef enum sr_overlay_kind { SR_OVERLAY_COMMON, SR_OVERLAY_LESS, SR_OVERLAY_UNION } sr_overlay_kind;
/* Ground in both, in a but not in b, or in either. Errors: SR_ERR_INPUT, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_geos_overlay(sr_geos *geos, sr_arena *arena, sr_overlay_kind kind, const sr_shape *a,
                                        const sr_shape *b, sr_shape *out, sr_error *err);

#endif
