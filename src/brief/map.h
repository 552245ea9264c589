/* A locator map: the divisions of one country, ground held where the ledger has maps of it, and the places of claims.
 *
 * Outlines are the borders that the ledger was given last (sitrep observe borders). Where a division is drawn follows a
 * declared policy of lexicon/border_policies.tsv, which is printed under the map. The projection is equirectangular,
 * true to scale at the middle parallel. */
#ifndef SR_BRIEF_MAP_H
#define SR_BRIEF_MAP_H

#include "brief/standing.h"
#include "brief/svg.h"
#include "observe/shape.h"

typedef struct sr_outline {
  sr_shape shape;
  bool apart; /* drawn under no country */
} sr_outline;

typedef struct sr_outlines {
  SR_VEC(sr_outline) units;
  sr_shape held; /* without rings where the ledger has no map */
  sr_box box;
} sr_outlines;

/* NULL if no policy of that name; the first if name is NULL. */
const char *sr_border_policy(const char *name);

/* Adds a map of the country in which most of the places lie that claims of the period name; a note where the ledger has
 * no borders; nothing where no claim has a place. Errors: the ledger's, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_map_add(sr_page *page, sr_ledger *ledger, sr_period period, const char *policy,
                                   sr_arena *arena, sr_error *err);

/* The figure; id as for sr_svg_begin. */
void sr_map_draw(sr_out *out, const sr_block *block, uint32_t id);

#endif
