/* Ground in the ledger: control maps, borders, their shapes as bytes, and the areas measured on them.
 *
 * Shared with the observe layer, not with users. Everything borrowed lives until the visitor returns, unless an arena
 * is named. Writing goes between sr_ground_begin and sr_ground_commit; one handle, one thread. */
#ifndef SR_LEDGER_GROUND_H
#define SR_LEDGER_GROUND_H

#include "base/arena.h"

#include <sitrep/ledger.h>

typedef struct sr_ground_class {
  sr_slice name;  /* held, claimed, contested, liberated */
  sr_slice hash;  /* of the shape, hex */
  sr_slice shape; /* its bytes; empty where only measures are asked for */
  double area_m2, drawn_m2;
  sr_slice findings; /* what was mended, ready to print; empty if nothing */
} sr_ground_class;

typedef struct sr_ground_map {
  int64_t id;
  sr_day day;
  sr_slice file, file_hash, recipe, party, place, country, source, licence, attribution, note;
  int64_t read; /* seconds since 1970: its vintage; 0 when it is put: now */
} sr_ground_map;

typedef struct sr_border_set {
  int64_t id; /* 0: none */
  sr_slice name, hash, source, licence, attribution;
} sr_border_set;

typedef struct sr_border_unit {
  sr_slice code, name, country; /* ISO 3166-2, English name, ISO 3166-1 alpha-2 */
  double area_m2;
  sr_slice hash, shape, runs;
} sr_border_unit;

SR_MUST_CHECK sr_status sr_ground_begin(sr_ledger *ledger, sr_error *err);
SR_MUST_CHECK sr_status sr_ground_commit(sr_ledger *ledger, sr_error *err);
void sr_ground_rollback(sr_ledger *ledger);

/* *added is false, and *id that of the one there, if this file was read this way for this day before. */
SR_MUST_CHECK sr_status sr_ground_put_map(sr_ledger *ledger, const sr_ground_map *map, const sr_ground_class *classes,
                                          uint32_t n, int64_t *id, bool *added, sr_error *err);
SR_MUST_CHECK sr_status sr_ground_put_overlap(sr_ledger *ledger, sr_slice shape, int64_t borders, sr_slice code,
                                              double area_m2, sr_error *err);
SR_MUST_CHECK sr_status sr_ground_put_file(sr_ledger *ledger, sr_slice path, sr_slice recipe, sr_slice stamp,
                                           sr_error *err);
SR_MUST_CHECK sr_status sr_ground_put_borders(sr_ledger *ledger, const sr_border_set *set, const sr_border_unit *units,
                                              uint32_t n, int64_t *id, bool *added, sr_error *err);
/* sr_ledger_add_observations inside the transaction that is open. */
SR_MUST_CHECK sr_status sr_ground_put_observations(sr_ledger *ledger, const sr_observation *observations, size_t n,
                                                   size_t *added, sr_error *err);

typedef sr_status (*sr_ground_text_visit)(void *user, sr_slice a, sr_slice b, sr_error *err);
/* path and stamp of every file read by this recipe. */
SR_MUST_CHECK sr_status sr_ground_files(sr_ledger *ledger, sr_slice recipe, sr_ground_text_visit visit, void *user,
                                        sr_error *err);
/* Hashes of shapes that have not been overlaid with these borders, each with its bytes. */
SR_MUST_CHECK sr_status sr_ground_without_overlap(sr_ledger *ledger, int64_t borders, sr_ground_text_visit visit,
                                                  void *user, sr_error *err);

typedef sr_status (*sr_border_set_visit)(void *user, const sr_border_set *set, sr_error *err);
typedef sr_status (*sr_border_unit_visit)(void *user, const sr_border_unit *unit, sr_error *err);
/* In the order of import. */
SR_MUST_CHECK sr_status sr_ground_border_sets(sr_ledger *ledger, sr_border_set_visit visit, void *user, sr_error *err);
/* country empty: all. With shapes and runs. In the order of codes. */
SR_MUST_CHECK sr_status sr_ground_units(sr_ledger *ledger, int64_t borders, sr_slice country,
                                        sr_border_unit_visit visit, void *user, sr_error *err);

typedef sr_status (*sr_ground_level_visit)(void *user, const sr_ground_map *map, const sr_ground_class *level,
                                           sr_error *err);
/* The last map of each source, party, place and day among those read up to as_of (0: all), class by class; by class,
 * source, party, place, day. A file that was read again under its name replaces what it said, all classes together.
 * Without bytes. */
SR_MUST_CHECK sr_status sr_ground_levels(sr_ledger *ledger, int64_t as_of, sr_ground_level_visit visit, void *user,
                                         sr_error *err);
typedef sr_status (*sr_ground_overlap_visit)(void *user, sr_slice shape, sr_slice code, double area_m2, sr_error *err);
/* Areas above zero, by shape and code. */
SR_MUST_CHECK sr_status sr_ground_overlaps(sr_ledger *ledger, int64_t borders, sr_ground_overlap_visit visit,
                                           void *user, sr_error *err);
/* The bytes of a shape, copied to the arena. Errors: SR_ERR_NOTFOUND. */
SR_MUST_CHECK sr_status sr_ground_shape(sr_ledger *ledger, sr_slice hash, sr_arena *arena, sr_slice *bytes,
                                        sr_error *err);

#endif
