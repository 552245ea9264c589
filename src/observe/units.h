/* Units: the borders of a ledger made ready for overlays, and the tools that one thread needs to measure with.
 *
 * A ledger may hold several sets of borders; the one imported last is used unless another is named. Shapes that come in
 * are measured once per set and remembered in the ledger by their hash. */
#ifndef SR_OBSERVE_UNITS_H
#define SR_OBSERVE_UNITS_H

#include "ledger/ground.h"
#include "observe/overlay.h"

#include <sitrep/ground.h>

#include <pthread.h>

typedef struct sr_unit_row {
  sr_slice code, name, country; /* name: as lexicon/official_areas.tsv has it, else as the borders have it */
  double area_m2;
  double official_km2; /* NAN where the table has none */
  sr_slice official_source;
  sr_shape shape;
} sr_unit_row;

typedef struct sr_units {
  sr_border_set set; /* id 0: the ledger has no borders */
  SR_VEC(sr_unit_row) rows;
  sr_frame *frame; /* NULL without borders */
} sr_units;

/* The set called name (empty: the last one) with its units of a country (empty: all). Everything is in the arena.
 * Errors: SR_ERR_NOTFOUND (no set of that name), the ledger's. */
SR_MUST_CHECK sr_status sr_units_load(sr_ledger *ledger, sr_slice name, sr_slice country, sr_arena *arena,
                                      sr_units *units, sr_error *err);
/* The code and official area of a country or division by its name or code; false if the table has none. */
bool sr_official_area(sr_slice place, sr_slice *code, double *area_km2, sr_slice *source);
/* The usual name of a code in that table, empty if it has none. */
sr_slice sr_official_place(sr_slice code);

/* What one thread works with. */
typedef struct sr_kit {
  sr_geos *geos;
  sr_edge_memory *memory;
} sr_kit;
enum { SR_KITS_MAX = 256 };
/* As many kits as threads, lent out one to a job. */
typedef struct sr_kits {
  pthread_mutex_t lock;
  sr_kit kits[SR_KITS_MAX];
  unsigned n, n_free;
  sr_kit *free[SR_KITS_MAX];
} sr_kits;
SR_MUST_CHECK sr_status sr_kits_open(sr_kits *kits, unsigned n, sr_error *err);
void sr_kits_close(sr_kits *kits);
sr_kit *sr_kits_take(sr_kits *kits);
void sr_kits_give(sr_kits *kits, sr_kit *kit);

/* One area of a map as an observation, between begin and commit; borders is empty for the whole. *n counts new ones. */
SR_MUST_CHECK sr_status sr_units_observe(sr_ledger *ledger, const sr_ground_map *map, sr_slice kind, sr_slice place,
                                         double area_m2, sr_slice borders, sr_arena *arena, size_t *n, sr_error *err);
/* The areas of all maps in the ledger within the units as observations, for borders that came after the maps. */
SR_MUST_CHECK sr_status sr_units_observe_all(sr_ledger *ledger, const sr_units *units, sr_arena *arena, sr_error *err);

/* Measures every shape of the ledger's maps that has not been, within the units; between begin and commit.
 * *n counts them. */
SR_MUST_CHECK sr_status sr_units_catch_up(sr_ledger *ledger, const sr_units *units, sr_kit *kit, size_t *n,
                                          sr_error *err);

#endif
