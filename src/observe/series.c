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

typedef struct choosing {
  sr_arena *arena;
  sr_slice source;
  sr_day until;
  sr_all_last *last;
} choosing;

static bool same_series(const sr_ground_last *c, const sr_ground_map *map, const sr_ground_class *level) {
  return sr_slice_eq(c->level.name, level->name) && sr_slice_eq(c->map.source, map->source) &&
         sr_slice_eq(c->map.party, map->party) && sr_slice_eq(c->map.place, map->place);
}

/* Rows come by series and day: a later one of the same series takes the place of the one before. */
static sr_status choose(void *user, const sr_ground_map *map, const sr_ground_class *level, sr_error *err) {
  const choosing *c = user;
  sr_arena *arena = c->arena;
  if ((c->until != SR_DAY_NONE && map->day > c->until) || (c->source.len && !sr_slice_eq(c->source, map->source)))
    return SR_OK;
  sr_ground_last *to = c->last->all.n ? &c->last->all.at[c->last->all.n - 1] : NULL;
  if (!to || !same_series(to, map, level)) to = SR_PUSH(arena, &c->last->all);
  if (!to) return sr_arena_fail(arena, err);
  *to = (sr_ground_last){.map = {.id = map->id,
                                 .day = map->day,
                                 .party = sr_arena_copy(arena, map->party),
                                 .place = sr_arena_copy(arena, map->place),
                                 .source = sr_arena_copy(arena, map->source),
                                 .licence = sr_arena_copy(arena, map->licence),
                                 .attribution = sr_arena_copy(arena, map->attribution)},
                         .level = {.name = sr_arena_copy(arena, level->name),
                                   .hash = sr_arena_copy(arena, level->hash),
                                   .area_m2 = level->area_m2}};
  return sr_arena_check(arena, err);
}

sr_status sr_series_last(sr_ledger *ledger, sr_slice source, sr_day until, int64_t as_of, sr_arena *arena,
                         sr_all_last *last, sr_error *err) {
  *last = (sr_all_last){.all = {0}};
  return sr_ground_levels(ledger, as_of, choose, &(choosing){arena, source, until, last}, err);
}

sr_status sr_series_shape(sr_ledger *ledger, sr_slice hash, sr_arena *arena, sr_shape *shape, sr_error *err) {
  sr_slice bytes;
  SR_TRY(sr_ground_shape(ledger, hash, arena, &bytes, err));
  return sr_shape_decode(bytes, arena, shape, err);
}
