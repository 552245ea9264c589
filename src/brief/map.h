/* Locator maps: where the claims of a period lie, over the divisions of their countries and the ground that is held.
 *
 * A map is framed by the country of most claims, or by the places themselves where that country is wider than a reader
 * could use; places of other countries inside the frame are on it too, and those outside get a map of their own.
 * Outlines are the borders that the ledger was given last (sitrep observe borders). Where a division is drawn follows a
 * declared policy of lexicon/border_policies.tsv, printed under the maps with the licence of the borders. A settlement
 * is a dot; a division that claims name is tinted, for the happening lies somewhere in it; a country is in the list.
 * Held ground is hatched, each party in its own direction and colour. The projection is equirectangular, true to scale
 * at the middle parallel. */
#ifndef SR_BRIEF_MAP_H
#define SR_BRIEF_MAP_H

#include "brief/standing.h"
#include "brief/svg.h"
#include "observe/shape.h"

typedef struct sr_outline {
  sr_shape shape;
  sr_slice country;
  bool apart;  /* drawn under no country */
  bool named;  /* claims name it */
  bool beside; /* of a country in which no claim of this map lies */
} sr_outline;

/* Ground held by one party. */
typedef struct sr_held {
  sr_shape shape;
  sr_slice party, source, licence, hash; /* hash: of the shape */
  sr_day day;
  uint32_t side; /* 0 and 1: the first two parties by name; 2: any other, or none */
} sr_held;

typedef struct sr_outlines {
  SR_VEC(sr_outline) units;
  SR_VEC(sr_held) held;
  sr_box box; /* the frame */
} sr_outlines;

/* NULL if no policy of that name; the first if name is NULL. */
const char *sr_border_policy(const char *name);

/* What the maps of a page are of. */
typedef struct sr_map_options {
  sr_period period;
  const char *policy;         /* of borders; NULL: the first */
  const sr_claim_kind *kinds; /* of claims */
  uint32_t n_kinds;           /* 0: all */
} sr_map_options;

/* Adds maps of the places that claims name; a note where the ledger has no borders; nothing where no claim has a
 * place. Errors: the ledger's, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_map_add(sr_page *page, sr_ledger *ledger, const sr_map_options *options, sr_arena *arena,
                                   sr_error *err);

/* A note with the policy and the licence of the borders that areas are measured in; nothing without borders. Errors: as
 * for sr_map_add. */
SR_MUST_CHECK sr_status sr_map_add_terms(sr_page *page, sr_ledger *ledger, const char *policy, sr_error *err);

/* The figure; id as for sr_svg_begin. */
SR_MUST_CHECK sr_status sr_map_draw(sr_out *out, const sr_block *block, uint32_t id, sr_arena *scratch);
/* The swatch of a side in the legend of the figure with that id. */
void sr_map_draw_key(sr_out *out, uint32_t side, uint32_t id);

#endif
