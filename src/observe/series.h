/* The maps of a ledger as series of levels: one class, party, source and place, day by day. */
#ifndef SR_OBSERVE_SERIES_H
#define SR_OBSERVE_SERIES_H

#include "observe/rates.h"
#include "observe/units.h"

typedef struct sr_ground_level {
  sr_day day;
  double area_m2, drawn_m2;
  sr_slice shape; /* hash */
} sr_ground_level;

typedef struct sr_ground_series {
  sr_slice kind, party, source, place, country;
  SR_VEC(sr_ground_level) levels; /* by day */
} sr_ground_series;

typedef struct sr_all_series {
  SR_VEC(sr_ground_series) all;
} sr_all_series;

/* Every series whose kind, party and source are those given (empty: any), of the vintages up to as_of (0: all).
 * Errors: the ledger's, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_series_load(sr_ledger *ledger, sr_slice kind, sr_slice party, sr_slice source, int64_t as_of,
                                       sr_arena *arena, sr_all_series *series, sr_error *err);
/* The last level on or before a day, NULL if there is none. */
const sr_ground_level *sr_series_before(const sr_ground_series *series, sr_day day);
/* The map of a class on which a series stands on a day: in `map` day, party, place, source, licence and attribution. */
typedef struct sr_ground_last {
  sr_ground_map map;
  sr_ground_class level; /* without bytes */
} sr_ground_last;
typedef struct sr_all_last {
  SR_VEC(sr_ground_last) all;
} sr_all_last;

/* The last map of each series up to a day (SR_DAY_NONE: of all), of one source (empty: of all), among those read up to
 * as_of (0: all). Errors: the ledger's, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_series_last(sr_ledger *ledger, sr_slice source, sr_day until, int64_t as_of, sr_arena *arena,
                                       sr_all_last *last, sr_error *err);
/* A shape by its hash, decoded in the arena. */
SR_MUST_CHECK sr_status sr_series_shape(sr_ledger *ledger, sr_slice hash, sr_arena *arena, sr_shape *shape,
                                        sr_error *err);

#endif
