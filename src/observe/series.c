/* Series of levels; see the header. */
#include "observe/series.h"

#include "base/slice.h"

typedef struct loading {
  sr_arena *arena;
  sr_slice kind, party, source;
  sr_all_series *series;
} loading;

static bool fits(sr_slice wanted, sr_slice text) { return !wanted.len || sr_slice_eq_nocase(wanted, text); }

static bool same(const sr_ground_series *s, const sr_ground_map *map, sr_slice kind) {
  return sr_slice_eq(s->kind, kind) && sr_slice_eq(s->party, map->party) && sr_slice_eq(s->source, map->source) &&
         sr_slice_eq(s->place, map->place);
}

static sr_status add_level(void *user, const sr_ground_map *map, const sr_ground_class *level, sr_error *err) {
  loading *l = user;
  if (!fits(l->kind, level->name) || !fits(l->party, map->party) || !fits(l->source, map->source)) return SR_OK;
  sr_ground_series *s = l->series->all.n ? &l->series->all.at[l->series->all.n - 1] : NULL;
  if (!s || !same(s, map, level->name)) {
    s = SR_PUSH(l->arena, &l->series->all);
    if (!s) return sr_arena_fail(l->arena, err);
    s->kind = sr_arena_copy(l->arena, level->name);
    s->party = sr_arena_copy(l->arena, map->party);
    s->source = sr_arena_copy(l->arena, map->source);
    s->place = sr_arena_copy(l->arena, map->place);
    s->country = sr_arena_copy(l->arena, map->country);
    SR_TRY(sr_arena_check(l->arena, err));
  }
  sr_ground_level *kept = SR_PUSH(l->arena, &s->levels);
  if (!kept) return sr_arena_fail(l->arena, err);
  *kept = (sr_ground_level){map->day, level->area_m2, level->drawn_m2, sr_arena_copy(l->arena, level->hash)};
  return kept->shape.ptr ? SR_OK : sr_arena_fail(l->arena, err);
}

sr_status sr_series_load(sr_ledger *ledger, sr_slice kind, sr_slice party, sr_slice source, int64_t as_of,
                         sr_arena *arena, sr_all_series *series, sr_error *err) {
  *series = (sr_all_series){{0}};
  loading l = {arena, kind, party, source, series};
  return sr_ground_levels(ledger, as_of, add_level, &l, err);
}

const sr_ground_level *sr_series_before(const sr_ground_series *series, sr_day day) {
  uint32_t low = 0, high = series->levels.n;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (series->levels.at[mid].day <= day)
      low = mid + 1;
    else
      high = mid;
  }
  return low ? &series->levels.at[low - 1] : NULL;
}

sr_status sr_series_shape(sr_ledger *ledger, sr_slice hash, sr_arena *arena, sr_shape *shape, sr_error *err) {
  sr_slice bytes;
  SR_TRY(sr_ground_shape(ledger, hash, arena, &bytes, err));
  return sr_shape_decode(bytes, arena, shape, err);
}
