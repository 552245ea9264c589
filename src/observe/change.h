/* What the change between two maps is made of. Everything is in the plane's overlay and measured geodesically.
 *
 * Ground held on the second map and not on the first is, in this order: a redrawn line, where the piece is a strip
 * whose mean width (twice its area over its outline) is under the limit; reclassified, where the first map had it as
 * claimed or contested; new ground. Lost ground likewise, with the maps exchanged. Parts add up to what was gained and
 * what was lost, and gained less lost to the difference of the two areas, but for `cut`: an edge that the other map's
 * line crosses is measured in two geodesics instead of one. */
#ifndef SR_OBSERVE_CHANGE_H
#define SR_OBSERVE_CHANGE_H

#include "observe/geos.h"

typedef struct sr_change_parts {
  double new_m2[2], reclassified_m2[2], redrawn_m2[2]; /* [0] gained, [1] lost */
  double cut_m2;
} sr_change_parts;

/* held[i] and other[i] (claimed and contested ground, which may be empty) of the first and the second map; all valid.
 * Errors: those of sr_geos_overlay, SR_ERR_IO. */
SR_MUST_CHECK sr_status sr_change_split(sr_geos *geos, sr_arena *arena, const sr_shape *const held[2],
                                        const sr_shape *const other[2], double redraw_m, sr_change_parts *parts,
                                        sr_error *err);

#endif
