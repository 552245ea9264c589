/* War-related fires of a ledger: its detections by cell and day, marked, and added up by division; see sitrep/series.h.
 */
#include <sitrep/series.h>

#include "base/slice.h"
#include "observe/units.h"
#include "observe/warfire.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* 24 bytes a cell-day, borders, and the sums: five million cell-days. */
static const size_t RUN_BYTES_MAX = (size_t)512 << 20;
/* Under denser cloud nothing is seen, and nothing can be said of what was not. */
static const double CLOUD_MAX = 0.9;

static const char SOURCE[] = "war-fire rule on NASA FIRMS";

typedef struct cloud {
  sr_slice place;
  sr_day day;
  double share;
} cloud;

typedef struct gathering {
  sr_arena *arena;
  SR_VEC(sr_fire_day) days;
  SR_VEC(cloud) clouds;
  sr_slice licence;
  sr_day first;
} gathering;

static sr_status take_fires(void *user, const sr_observation *o, sr_error *err) {
  gathering *g = user;
  sr_slice rest = o->place;
  double lat, lon;
  sr_cell cell;
  if (!sr_slice_is(sr_slice_split(&rest, ' '), "cell")) return SR_OK;
  const sr_slice north = sr_slice_split(&rest, ' ');
  if (!sr_number_parse(north, &lat) || !sr_number_parse(rest, &lon) || !sr_cell_of(lat, lon, &cell)) return SR_OK;
  sr_fire_day *last = g->days.n ? &g->days.at[g->days.n - 1] : NULL;
  if (!g->licence.len && o->licence.len) {
    g->licence = sr_arena_copy(g->arena, o->licence);
    if (!g->licence.ptr) return sr_arena_fail(g->arena, err);
  }
  if (g->first == SR_DAY_NONE || o->start < g->first) g->first = o->start;
  const uint32_t count = (uint32_t)fmin(fmax(o->high, 0), 1e9);
  /* rows come by place and day: of two vintages the later row counts */
  if (last && last->day == o->start && last->cell.lat10 == cell.lat10 && last->cell.lon10 == cell.lon10) {
    last->count = count;
    return SR_OK;
  }
  sr_fire_day *day = SR_PUSH(g->arena, &g->days);
  if (!day) return sr_arena_fail(g->arena, err);
  *day = (sr_fire_day){.cell = cell, .day = o->start, .count = count};
  return SR_OK;
}

static sr_status take_cloud(void *user, const sr_observation *o, sr_error *err) {
  gathering *g = user;
  cloud *c = SR_PUSH(g->arena, &g->clouds);
  if (!c) return sr_arena_fail(g->arena, err);
  *c = (cloud){o->place, o->start, (o->low + o->high) / 200};
  if (c->place.len) c->place = sr_arena_copy(g->arena, c->place);
  return !o->place.len || c->place.ptr ? SR_OK : sr_arena_fail(g->arena, err);
}

/* Fires of one division and day. */
typedef struct sum {
  uint32_t unit; /* index, or UINT32_MAX: in none */
  sr_day day;
  double all, war;
} sum;

static int by_unit_and_day(const void *left, const void *right) {
  const sum *a = left, *b = right;
  if (a->unit != b->unit) return a->unit < b->unit ? -1 : 1;
  return (a->day > b->day) - (a->day < b->day);
}

/* The division in which the middle of a cell lies. */
static uint32_t unit_of(const sr_units *units, sr_cell cell) {
  const double lat = sr_cell_lat_deg(cell), lon = sr_cell_lon_deg(cell);
  for (uint32_t i = 0; i < units->rows.n; i++) {
    const sr_box box = units->rows.at[i].shape.box;
    if (lon < box.west || lon > box.east || lat < box.south || lat > box.north) continue;
    if (sr_shape_holds(&units->rows.at[i].shape, lon, lat)) return i;
  }
  return UINT32_MAX;
}

static int by_day(const void *left, const void *right) {
  const cloud *a = left, *b = right;
  return (a->day > b->day) - (a->day < b->day);
}

/* Share of the day's sky over a place that was under cloud; 0 where nothing is known. The clouds are in order of days.
 */
static double cloud_over(const gathering *g, sr_slice place, sr_day day) {
  uint32_t low = 0, high = g->clouds.n;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (g->clouds.at[mid].day < day)
      low = mid + 1;
    else
      high = mid;
  }
  for (; low < g->clouds.n && g->clouds.at[low].day == day; low++)
    if (sr_slice_eq_nocase(g->clouds.at[low].place, place)) return fmin(fmax(g->clouds.at[low].share, 0), 1);
  return 0;
}

static sr_status add_up(gathering *g, const sr_units *units, sr_day since, sum **sums, uint32_t *n, sr_error *err) {
  SR_VEC(sum) all = {0};
  uint32_t unit = UINT32_MAX;
  for (uint32_t i = 0; i < g->days.n; i++) {
    const sr_fire_day *d = &g->days.at[i];
    const sr_fire_day *before = i ? d - 1 : NULL;
    if (!before || before->cell.lat10 != d->cell.lat10 || before->cell.lon10 != d->cell.lon10)
      unit = unit_of(units, d->cell);
    if (d->day < since || (units->rows.n && unit == UINT32_MAX)) continue; /* beyond the borders */
    sum *s = SR_PUSH(g->arena, &all);
    if (!s) return sr_arena_fail(g->arena, err);
    *s = (sum){unit, d->day, d->count, d->war ? d->count : 0};
  }
  if (all.n) qsort(all.at, all.n, sizeof *all.at, by_unit_and_day);
  *n = 0;
  for (uint32_t i = 0; i < all.n; i++) {
    sum *last = *n ? &all.at[*n - 1] : NULL;
    if (last && by_unit_and_day(last, &all.at[i]) == 0) {
      last->all += all.at[i].all;
      last->war += all.at[i].war;
    } else {
      all.at[(*n)++] = all.at[i];
    }
  }
  *sums = all.at;
  return SR_OK;
}

static sr_status write(gathering *g, sr_ledger *ledger, const sr_units *units, sr_slice country, const sum *sums,
                       uint32_t n, uint32_t years, size_t *added, sr_error *err) {
  sr_observation *rows = SR_NEW(g->arena, sr_observation, n);
  if (!rows) return sr_arena_fail(g->arena, err);
  for (uint32_t i = 0; i < n; i++) {
    const sr_slice place = sums[i].unit == UINT32_MAX ? country : units->rows.at[sums[i].unit].name;
    const double over = fmin(cloud_over(g, place, sums[i].day), CLOUD_MAX);
    const double unseen = over > 0 ? ceil(sums[i].war / (1 - over)) : sums[i].war;
    const sr_slice cloudy =
        over > 0 ? sr_arena_format(g->arena, "; %.0f %% cloud, so up to %.0f", 100 * over, unseen) : SR_SLICE("");
    rows[i] = (sr_observation){.start = sums[i].day,
                               .end = sums[i].day,
                               .measure = SR_SLICE("war fires"),
                               .place = place,
                               .low = sums[i].war,
                               .high = unseen,
                               .unit = SR_SLICE("{fire}"),
                               .source = SR_SLICE(SOURCE),
                               .licence = g->licence,
                               .note = sr_arena_format(g->arena, "of %.0f detected; normal of %u years%.*s",
                                                       sums[i].all, years, SR_FMT(cloudy))};
    if (!rows[i].note.ptr) return sr_arena_fail(g->arena, err);
  }
  return sr_ledger_add_observations(ledger, rows, n, added, err);
}

static sr_status run(gathering *g, sr_ledger *ledger, const sr_fires_options *options, sr_fires_result *result,
                     sr_error *err) {
  SR_TRY(sr_ledger_observations(ledger, SR_SLICE("fires detected"), take_fires, g, err));
  SR_TRY(sr_ledger_observations(ledger, SR_SLICE("cloud cover"), take_cloud, g, err));
  if (g->clouds.n) qsort(g->clouds.at, g->clouds.n, sizeof *g->clouds.at, by_day);
  if (!g->days.n)
    return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "the ledger has no fires; import some (sitrep observe fires)");
  result->years = sr_fires_mark(g->days.at, g->days.n, g->first, options->since);
  if (!result->years)
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE,
                   "the ledger has no fires of a whole year before that day: there is no normal to compare with");
  for (uint32_t i = 0; i < g->days.n; i++) {
    result->fires += g->days.at[i].day >= options->since ? g->days.at[i].count : 0;
    result->war += g->days.at[i].war ? g->days.at[i].count : 0;
  }
  sr_units units;
  SR_TRY(sr_units_load(ledger, options->borders, options->country, g->arena, &units, err));
  result->divisions = units.rows.n;
  sum *sums = NULL;
  uint32_t n = 0;
  SR_TRY(add_up(g, &units, options->since, &sums, &n, err));
  return write(g, ledger, &units, options->country, sums, n, result->years, &result->added, err);
}

sr_status sr_observe_war_fires(sr_ledger *ledger, const sr_fires_options *options, sr_fires_result *result,
                               sr_error *err) {
  *result = (sr_fires_result){0};
  gathering g = {.arena = sr_arena_new(RUN_BYTES_MAX), .first = SR_DAY_NONE};
  if (!g.arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to look at fires");
  const sr_status status = run(&g, ledger, options, result, err);
  sr_arena_free(g.arena);
  return status;
}
