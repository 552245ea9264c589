/* Units; see the header. */
#include "observe/units.h"

#include "base/slice.h"
#include "base/table.h"

#include <lexicon/official_areas.h>

#include <math.h>

/* ---- official areas ---- */

static sr_slice official(uint32_t row, uint32_t column) { return sr_table_cell(&sr_table_official_areas, row, column); }

bool sr_official_area(sr_slice place, sr_slice *code, double *area_km2, sr_slice *source) {
  for (uint32_t row = 0; row < sr_table_official_areas.rows; row++)
    if (sr_slice_eq_nocase(official(row, SR_OFFICIAL_AREAS_PLACE), place) ||
        sr_slice_eq_nocase(official(row, SR_OFFICIAL_AREAS_CODE), place)) {
      *code = official(row, SR_OFFICIAL_AREAS_CODE);
      *area_km2 = sr_table_number(&sr_table_official_areas, row, SR_OFFICIAL_AREAS_AREA_KM2);
      *source = official(row, SR_OFFICIAL_AREAS_SOURCE);
      return true;
    }
  return false;
}

sr_slice sr_official_place(sr_slice code) {
  const uint32_t row = sr_table_find(&sr_table_official_areas, &code, 1);
  return row == UINT32_MAX ? (sr_slice){0} : official(row, SR_OFFICIAL_AREAS_PLACE);
}

/* ---- loading ---- */

typedef struct loading {
  sr_arena *arena;
  sr_slice wanted;
  sr_border_set set;
  sr_units *units;
  SR_VEC(const double *) runs;
} loading;

static sr_status choose_set(void *user, const sr_border_set *set, sr_error *err) {
  loading *l = user;
  if (l->wanted.len && !sr_slice_eq_nocase(set->name, l->wanted)) return SR_OK;
  l->set = *set;
  sr_slice *const texts[] = {&l->set.name, &l->set.hash, &l->set.source, &l->set.licence, &l->set.attribution};
  for (int i = 0; i < 5; i++) {
    *texts[i] = sr_arena_copy(l->arena, *texts[i]);
    if (!texts[i]->ptr) return sr_arena_fail(l->arena, err);
  }
  return SR_OK;
}

static sr_status add_unit(void *user, const sr_border_unit *from, sr_error *err) {
  loading *l = user;
  sr_unit_row *row = SR_PUSH(l->arena, &l->units->rows);
  const double **runs = SR_PUSH(l->arena, &l->runs);
  if (!row || !runs) return sr_arena_fail(l->arena, err);
  *row = (sr_unit_row){.code = sr_arena_copy(l->arena, from->code),
                       .name = sr_arena_copy(l->arena, from->name),
                       .country = sr_arena_copy(l->arena, from->country),
                       .area_m2 = from->area_m2,
                       .official_km2 = (double)NAN};
  const uint32_t known = sr_table_find(&sr_table_official_areas, &from->code, 1);
  if (known != UINT32_MAX) {
    row->name = official(known, SR_OFFICIAL_AREAS_PLACE);
    row->official_km2 = sr_table_number(&sr_table_official_areas, known, SR_OFFICIAL_AREAS_AREA_KM2);
    row->official_source = official(known, SR_OFFICIAL_AREAS_SOURCE);
  }
  SR_TRY(sr_shape_decode(from->shape, l->arena, &row->shape, err));
  if (from->runs.len != sr_shape_n_runs(&row->shape) * sizeof(double))
    return sr_fail(err, SR_ERR_LEDGER, SR_NOWHERE, "the borders of '%.*s' are damaged", SR_FMT(from->code));
  double *copy = sr_arena_alloc(l->arena, from->runs.len);
  if (!copy || !row->code.ptr || !row->name.ptr || !row->country.ptr) return sr_arena_fail(l->arena, err);
  memcpy(copy, from->runs.ptr, from->runs.len);
  *runs = copy;
  return SR_OK;
}

sr_status sr_units_load(sr_ledger *ledger, sr_slice name, sr_slice country, sr_arena *arena, sr_units *units,
                        sr_error *err) {
  *units = (sr_units){0};
  loading l = {.arena = arena, .wanted = name, .units = units};
  SR_TRY(sr_ground_border_sets(ledger, choose_set, &l, err));
  if (!l.set.id && name.len)
    return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "no borders called '%.*s' in the ledger", SR_FMT(name));
  units->set = l.set;
  if (!l.set.id) return SR_OK;
  SR_TRY(sr_ground_units(ledger, l.set.id, country, add_unit, &l, err));
  sr_frame_unit *list = SR_NEW(arena, sr_frame_unit, units->rows.n + 1);
  if (!list) return sr_arena_fail(arena, err);
  for (uint32_t i = 0; i < units->rows.n; i++) list[i] = (sr_frame_unit){&units->rows.at[i].shape, l.runs.at[i]};
  return units->rows.n ? sr_frame_build(list, units->rows.n, arena, &units->frame, err) : SR_OK;
}

/* ---- kits ---- */

sr_status sr_kits_open(sr_kits *kits, unsigned n, sr_error *err) {
  *kits = (sr_kits){.n = n < SR_KITS_MAX ? n : SR_KITS_MAX};
  pthread_mutex_init(&kits->lock, NULL);
  for (unsigned i = 0; i < kits->n; i++) {
    sr_status status = sr_geos_open(&kits->kits[i].geos, err);
    if (!status) status = sr_edge_memory_open(&kits->kits[i].memory, err);
    if (status) {
      sr_kits_close(kits);
      return status;
    }
    kits->free[kits->n_free++] = &kits->kits[i];
  }
  return SR_OK;
}

void sr_kits_close(sr_kits *kits) {
  for (unsigned i = 0; i < kits->n; i++) {
    sr_geos_free(kits->kits[i].geos);
    sr_edge_memory_free(kits->kits[i].memory);
  }
  pthread_mutex_destroy(&kits->lock);
}

sr_kit *sr_kits_take(sr_kits *kits) {
  pthread_mutex_lock(&kits->lock);
  sr_kit *kit = kits->free[--kits->n_free];
  pthread_mutex_unlock(&kits->lock);
  return kit;
}

void sr_kits_give(sr_kits *kits, sr_kit *kit) {
  pthread_mutex_lock(&kits->lock);
  kits->free[kits->n_free++] = kit;
  pthread_mutex_unlock(&kits->lock);
}

/* ---- catching up ---- */

typedef struct catching {
  const sr_units *units;
  sr_arena *arena;
  SR_VEC(sr_slice) hashes, shapes;
} catching;

static sr_status keep_shape(void *user, sr_slice hash, sr_slice bytes, sr_error *err) {
  catching *c = user;
  sr_slice *h = SR_PUSH(c->arena, &c->hashes), *s = SR_PUSH(c->arena, &c->shapes);
  if (!h || !s) return sr_arena_fail(c->arena, err);
  *h = sr_arena_copy(c->arena, hash);
  *s = sr_arena_copy(c->arena, bytes);
  return h->ptr && s->ptr ? SR_OK : sr_arena_fail(c->arena, err);
}

static sr_status measure_shape(sr_ledger *ledger, const sr_units *units, sr_kit *kit, sr_slice hash, sr_slice bytes,
                               sr_arena *arena, sr_error *err) {
  sr_shape shape;
  double *areas = SR_NEW(arena, double, units->rows.n + 1);
  if (!areas) return sr_arena_fail(arena, err);
  SR_TRY(sr_shape_decode(bytes, arena, &shape, err));
  SR_TRY(sr_overlay_areas(units->frame, &shape, kit->memory, kit->geos, arena, areas, NULL, err));
  for (uint32_t i = 0; i < units->rows.n; i++)
    if (areas[i] > 0) SR_TRY(sr_ground_put_overlap(ledger, hash, units->set.id, units->rows.at[i].code, areas[i], err));
  return sr_ground_put_overlap(ledger, hash, units->set.id, (sr_slice){0}, sr_edge_memory_area_m2(kit->memory, &shape),
                               err);
}

sr_status sr_units_catch_up(sr_ledger *ledger, const sr_units *units, sr_kit *kit, size_t *n, sr_error *err) {
  *n = 0;
  if (!units->frame) return SR_OK;
  catching c = {.units = units, .arena = sr_arena_new((size_t)4 << 30)};
  if (!c.arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to measure maps");
  sr_status status = sr_ground_without_overlap(ledger, units->set.id, keep_shape, &c, err);
  for (uint32_t i = 0; i < c.hashes.n && !status; i++) {
    const sr_arena_mark mark = sr_arena_save(c.arena);
    status = measure_shape(ledger, units, kit, c.hashes.at[i], c.shapes.at[i], c.arena, err);
    sr_arena_reset(c.arena, mark);
    ++*n;
  }
  sr_arena_free(c.arena);
  return status;
}

/* ---- observations ---- */

sr_status sr_units_observe(sr_ledger *ledger, const sr_ground_map *map, sr_slice kind, sr_slice place, double area_m2,
                           sr_slice borders, sr_arena *arena, size_t *n, sr_error *err) {
  const double km2 = round(area_m2) / 1e6; /* to the last square metre */
  const sr_observation o = {.start = map->day,
                            .end = map->day,
                            .measure = sr_arena_format(arena, "area %.*s", SR_FMT(kind)),
                            .party = map->party,
                            .place = place,
                            .low = km2,
                            .high = km2,
                            .unit = SR_SLICE("km2"),
                            .source = map->source,
                            .licence = map->licence,
                            .read = map->read,
                            .note = sr_arena_format(arena, "geodesic area on the WGS 84 ellipsoid%s%.*s%s%.*s",
                                                    map->note.len ? "; " : "", SR_FMT(map->note),
                                                    borders.len ? "; borders: " : "", SR_FMT(borders))};
  size_t added;
  if (!o.measure.ptr || !o.note.ptr) return sr_arena_fail(arena, err);
  SR_TRY(sr_ground_put_observations(ledger, &o, 1, &added, err));
  *n += added;
  return SR_OK;
}

typedef struct part {
  sr_slice shape, code;
  double m2;
} part;

typedef struct observing {
  sr_ledger *ledger;
  const sr_units *units;
  sr_arena *arena;
  SR_VEC(part) parts; /* by shape */
  size_t n;
} observing;

static sr_status keep_part(void *user, sr_slice shape, sr_slice code, double m2, sr_error *err) {
  observing *o = user;
  part *p = SR_PUSH(o->arena, &o->parts);
  if (!p) return sr_arena_fail(o->arena, err);
  *p = (part){sr_arena_copy(o->arena, shape), sr_arena_copy(o->arena, code), m2};
  return p->shape.ptr && p->code.ptr ? SR_OK : sr_arena_fail(o->arena, err);
}

static sr_slice name_of(const sr_units *units, sr_slice code) {
  for (uint32_t u = 0; u < units->rows.n; u++)
    if (sr_slice_eq(units->rows.at[u].code, code)) return units->rows.at[u].name;
  return code;
}

static sr_status observe_level(void *user, const sr_ground_map *map, const sr_ground_class *level, sr_error *err) {
  observing *o = user;
  uint32_t low = 0, high = o->parts.n;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (sr_slice_cmp(o->parts.at[mid].shape, level->hash) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  for (; low < o->parts.n && sr_slice_eq(o->parts.at[low].shape, level->hash); low++) {
    const part *p = &o->parts.at[low];
    if (p->m2 < 1) continue;
    const sr_arena_mark mark = sr_arena_save(o->arena);
    SR_TRY(sr_units_observe(o->ledger, map, level->name, name_of(o->units, p->code), p->m2, o->units->set.name,
                            o->arena, &o->n, err));
    sr_arena_reset(o->arena, mark);
  }
  return SR_OK;
}

sr_status sr_units_observe_all(sr_ledger *ledger, const sr_units *units, sr_arena *arena, sr_error *err) {
  observing o = {.ledger = ledger, .units = units, .arena = arena};
  SR_TRY(sr_ground_overlaps(ledger, units->set.id, keep_part, &o, err));
  return sr_ground_levels(ledger, 0, observe_level, &o, err);
}
