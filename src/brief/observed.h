/* The observed figures of a ledger on a page: series as charts, single figures as rows. */
#ifndef SR_BRIEF_OBSERVED_H
#define SR_BRIEF_OBSERVED_H

#include "base/map.h"
#include "brief/page.h"

/* All figures of one measure, party, place, unit, source and licence. */
typedef struct sr_observed_group {
  sr_slice measure, party, place, unit, source, licence;
  sr_slice claim; /* name of the kind of claim that the measure can be held against; may be empty */
  SR_VEC(sr_point) points;
  bool steady; /* all figures are the same */
} sr_observed_group;

typedef struct sr_observed {
  sr_arena *arena;
  sr_page *page;
  sr_day until;
  sr_map by_key;
  SR_VEC(sr_observed_group) groups;
} sr_observed;

/* Reads the figures whose days end on `until` or before (SR_DAY_NONE: all). Errors: the ledger's, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_observed_load(sr_observed *observed, sr_page *page, sr_ledger *ledger, sr_day until,
                                         sr_arena *arena, sr_error *err);

/* Adds the groups of those kinds of claim as blocks; n_kinds 0: those of no kind. Of one measure, party and source the
 * whole comes before its parts: the greatest first. What never changed is a row. Tells whether there were any. */
bool sr_observed_add(const sr_observed *observed, const sr_claim_kind *kinds, uint32_t n_kinds);

#endif
