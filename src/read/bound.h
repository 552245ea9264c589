/* Bounds: what the words around a figure make of it.
 *
 *   about 12 -> ~    no fewer than 12 -> >    12 or more -> >    up to 12 -> <    12-odd -> ~
 *   rose by 12 % -> up    lost 190 points -> down    lost 190 men -> =    rose to 12 -> =
 *
 * Hedges from lexicon/hedges.tsv, verbs of change from lexicon/changes.tsv. */
#ifndef SR_READ_BOUND_H
#define SR_READ_BOUND_H

#include "text/phrases.h"
#include "text/report.h"

typedef struct sr_bounds {
  sr_phrases *hedges;
} sr_bounds;

SR_MUST_CHECK sr_status sr_bounds_open(sr_arena *arena, sr_bounds *bounds, sr_error *err);

/* Hedges that end right before token `at`, not before `from`: their bound, and the first token of the outermost (at
 * itself if there is none). *hedged: a hedge that makes a bound was found, not just "only". */
sr_bound sr_bound_before(const sr_bounds *bounds, const sr_token *tokens, uint32_t from, uint32_t at, uint32_t *first,
                         bool *hedged);
/* A hedge behind the figure ("or so", "-odd") at token `at`: its tokens, 0 if there is none. */
uint32_t sr_bound_after(const sr_bounds *bounds, const sr_token *tokens, uint32_t at, uint32_t to, sr_bound *bound);

/* up or down if a verb of change governs a figure that begins at `at`, else =. share: it is a share, money or points.
 */
sr_bound sr_bound_change(const sr_report *report, uint32_t from, uint32_t at, bool share);

#endif
