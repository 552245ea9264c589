/* Control maps into the ledger: read, mended, measured in parallel; written in order. */
#include "observe/classes.h"
#include "observe/mapfile.h"
#include "observe/units.h"

#include "base/map.h"
#include "base/pool.h"
#include "base/sha256.h"
#include "base/slice.h"
#include "base/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const char *sr_ground_kind_name(sr_ground_kind kind) {
#define SR_X(name, word) word,
  static const char *const words[] = {SR_GROUND_CLASSES(SR_X)};
#undef SR_X
  return words[kind];
}

/* One file: 4 GiB of arena is its ceiling, not its use; a map of 3,000 points takes under 1 MB. */
static const size_t FILE_ARENA_BYTES = (size_t)4 << 30;
enum { RUN_ARENA_BYTES = 1 << 30, FILES_AT_ONCE = 16, DAYS_PER_FILE_MAX = 4000 };

typedef struct measured {
  sr_day day;
  sr_shape shapes[SR_GROUND_KIND_COUNT];
  sr_ground_class classes[SR_GROUND_KIND_COUNT];
  double *overlaps[SR_GROUND_KIND_COUNT]; /* [units] m2, NULL if the class is not on the map */
} measured;

typedef struct importer {
  sr_ledger *ledger;
  const sr_map_recipe *recipe;
  const sr_ground_options *options;
  sr_arena *arena;
  sr_units units;
  sr_kits kits;
  sr_ground_visit visit;
  void *user;
  sr_ground_import *result;
  size_t done, total;
} importer;

typedef struct job {
  importer *im;
  const sr_mapfile *file;
  sr_arena *arena;
  char hash[SR_SHA256_HEX + 1];
  SR_VEC(measured) days;
  uint32_t skipped; /* features whose class is not asked for */
  sr_status status;
  sr_error err;
} job;

/* ---- reading one file, on any thread ---- */

static sr_status take_feature(void *user, const sr_feature *feature, sr_error *err) {
  job *j = user;
  const sr_map_recipe *recipe = j->im->recipe;
  if (!feature->shape.rings.n) return SR_OK;
  const int kind = sr_map_recipe_class(recipe, feature);
  if (kind < 0) {
    j->skipped++;
    return SR_OK;
  }
  sr_day day = recipe->date;
  if (day == SR_DAY_NONE && recipe->date_property.len) {
    char name[128];
    snprintf(name, sizeof name, "%.*s", SR_FMT(recipe->date_property));
    day = sr_mapfile_day(sr_feature_get(feature, name));
  } else if (day == SR_DAY_NONE) {
    day = sr_mapfile_day(j->file->name);
  }
  if (day == SR_DAY_NONE)
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "no date in %s: give --date, or --date-property with its name",
                   recipe->date_property.len ? "that property of a feature" : "the file's name");
  measured *m = NULL;
  for (uint32_t i = 0; i < j->days.n && !m; i++)
    if (j->days.at[i].day == day) m = &j->days.at[i];
  if (!m) {
    if (j->days.n == DAYS_PER_FILE_MAX)
      return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "more than %d days in one file", (int)DAYS_PER_FILE_MAX);
    m = SR_PUSH(j->arena, &j->days);
    if (!m) return sr_arena_fail(j->arena, err);
    m->day = day;
  }
  return sr_shape_append(&m->shapes[kind], j->arena, &feature->shape, err);
}

/* "1 ring wound the other way, turned; Self-intersection[36.1 48.2], mended: +0.012 km2" */
static sr_slice describe(sr_arena *arena, const sr_tidied *t, uint32_t rings, const char *reason, double moved_m2) {
  char text[600] = "";
  const bool mixed = t->rings_turned < rings;
  const struct {
    uint32_t n;
    const char *what;
  } parts[] = {{t->rings_unwrapped, "over the antimeridian, joined"},
               {t->rings_twice, "stood twice, dropped"},
               {t->rings_collapsed, "without area, dropped"},
               {t->holes_alone, "a hole without a shell, dropped"},
               /* makers agree with themselves, not with each other: only a mixture tells of a fault */
               {mixed ? t->rings_turned : 0, "wound the other way, turned"}};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    const size_t at = strlen(text);
    if (parts[i].n)
      snprintf(text + at, sizeof text - at, "%s%u ring%s %s", at ? "; " : "", parts[i].n, parts[i].n == 1 ? "" : "s",
               parts[i].what);
  }
  const size_t at = strlen(text);
  if (*reason)
    snprintf(text + at, sizeof text - at, "%s%s, mended: area moved by %+.6f km2", at ? "; " : "", reason,
             moved_m2 / 1e6);
  return sr_arena_copy(arena, sr_slice_of(text));
}

static sr_status measure_class(job *j, sr_kit *kit, measured *m, int kind) {
  sr_shape *shape = &m->shapes[kind];
  sr_ground_class *c = &m->classes[kind];
  sr_tidied tidied = {0};
  char reason[SR_GEOS_REASON_MAX], hash[SR_SHA256_HEX + 1];
  SR_TRY(sr_shape_tidy(shape, j->arena, &tidied, &j->err));
  const uint32_t rings = shape->rings.n;
  c->drawn_m2 = sr_edge_memory_area_m2(kit->memory, shape);
  SR_TRY(sr_geos_repair(kit->geos, j->arena, shape, reason, &j->err));
  c->area_m2 = *reason ? sr_edge_memory_area_m2(kit->memory, shape) : c->drawn_m2;
  c->name = sr_slice_of(sr_ground_kind_name((sr_ground_kind)kind));
  c->findings = describe(j->arena, &tidied, rings, reason, c->area_m2 - c->drawn_m2);
  c->shape = sr_shape_encode(shape, j->arena);
  if (!c->shape.ptr || !c->findings.ptr) return sr_arena_fail(j->arena, &j->err);
  sr_sha256_hex(c->shape, hash);
  c->hash = sr_arena_copy(j->arena, (sr_slice){hash, SR_SHA256_HEX});
  if (!c->hash.ptr) return sr_arena_fail(j->arena, &j->err);
  if (!j->im->units.frame) return SR_OK;
  m->overlaps[kind] = SR_NEW(j->arena, double, j->im->units.rows.n + 1);
  if (!m->overlaps[kind]) return sr_arena_fail(j->arena, &j->err);
  return sr_overlay_areas(j->im->units.frame, shape, kit->memory, kit->geos, j->arena, m->overlaps[kind], NULL,
                          &j->err);
}

static sr_status read_file(job *j, sr_kit *kit) {
  sr_slice bytes;
  SR_TRY(sr_mapfile_bytes(j->file, &bytes, &j->err));
  sr_sha256_hex(bytes, j->hash);
  sr_status status = sr_mapfile_features(j->file, bytes, j->arena, take_feature, j, &j->err);
  for (uint32_t i = 0; i < j->days.n && !status; i++)
    for (int kind = 0; kind < SR_GROUND_KIND_COUNT && !status; kind++)
      if (j->days.at[i].shapes[kind].rings.n) status = measure_class(j, kit, &j->days.at[i], kind);
  free((void *)(uintptr_t)bytes.ptr);
  if (!status && !j->days.n)
    status = sr_fail(&j->err, SR_ERR_INPUT, SR_NOWHERE,
                     j->skipped ? "none of its %u areas is of a class asked for" : "there is no area on this map",
                     j->skipped);
  return status;
}

static void run_job(void *user) {
  job *j = user;
  j->arena = sr_arena_new(FILE_ARENA_BYTES);
  if (!j->arena) {
    j->status = sr_fail(&j->err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to read a map");
    return;
  }
  sr_kit *kit = sr_kits_take(&j->im->kits);
  j->status = read_file(j, kit);
  sr_kits_give(&j->im->kits, kit);
}

/* ---- writing, on the caller's thread ---- */

static sr_status put_class(importer *im, const sr_ground_map *map, const measured *m, int kind, sr_error *err) {
  const sr_ground_class *c = &m->classes[kind];
  if (!c->shape.ptr) return SR_OK;
  SR_TRY(sr_units_observe(im->ledger, map, c->name, map->place, c->area_m2, (sr_slice){0}, im->arena,
                          &im->result->observations, err));
  if (!m->overlaps[kind]) return SR_OK;
  const int64_t borders = im->units.set.id;
  for (uint32_t u = 0; u < im->units.rows.n; u++) {
    /* a square metre is what rounding may leave of lines that only touch */
    if (m->overlaps[kind][u] < 1) continue;
    SR_TRY(sr_ground_put_overlap(im->ledger, c->hash, borders, im->units.rows.at[u].code, m->overlaps[kind][u], err));
    SR_TRY(sr_units_observe(im->ledger, map, c->name, im->units.rows.at[u].name, m->overlaps[kind][u],
                            im->units.set.name, im->arena, &im->result->observations, err));
  }
  return sr_ground_put_overlap(im->ledger, c->hash, borders, (sr_slice){0}, c->area_m2, err);
}

static sr_status put_day(importer *im, const job *j, const measured *m, bool *added, sr_error *err) {
  const sr_map_recipe *r = im->recipe;
  const sr_ground_map map = {.day = m->day,
                             .file = j->file->name,
                             .file_hash = {j->hash, SR_SHA256_HEX},
                             .recipe = r->text,
                             .party = r->party,
                             .place = r->place,
                             .country = r->country,
                             .source = r->source,
                             .licence = r->licence,
                             .attribution = r->attribution,
                             .note = r->note,
                             .read = im->options->fetched};
  sr_ground_class classes[SR_GROUND_KIND_COUNT];
  uint32_t n = 0;
  int64_t id;
  for (int kind = 0; kind < SR_GROUND_KIND_COUNT; kind++)
    if (m->classes[kind].shape.ptr) classes[n++] = m->classes[kind];
  SR_TRY(sr_ground_put_map(im->ledger, &map, classes, n, &id, added, err));
  if (!*added) return SR_OK;
  for (int kind = 0; kind < SR_GROUND_KIND_COUNT; kind++) SR_TRY(put_class(im, &map, m, kind, err));
  return SR_OK;
}

static void tell(importer *im, const job *j, const measured *m, bool added) {
  if (!im->visit) return;
  sr_ground_news news = {.done = im->done, .total = im->total, .file = j->file->name, .day = SR_DAY_NONE};
  char findings[600] = "";
  if (!m) {
    news.failure = &j->err;
  } else {
    news.day = m->day;
    news.added = added;
    for (int kind = 0; kind < SR_GROUND_KIND_COUNT; kind++) {
      const sr_ground_class *c = &m->classes[kind];
      news.area_km2[kind] = c->area_m2 / 1e6;
      const size_t at = strlen(findings);
      if (c->findings.len) snprintf(findings + at, sizeof findings - at, "%s%.*s", at ? "; " : "", SR_FMT(c->findings));
    }
    news.findings = sr_slice_of(findings);
  }
  im->visit(im->user, &news);
}

static sr_status put_file(importer *im, const job *j, sr_error *err) {
  im->done++;
  if (j->status) {
    /* a machine without memory or libraries fails for every file: that is the run's error */
    if (j->status == SR_ERR_NOMEM) {
      if (err) *err = j->err;
      return j->status;
    }
    im->result->bad++;
    tell(im, j, NULL, false);
    return SR_OK;
  }
  for (uint32_t i = 0; i < j->days.n; i++) {
    bool added;
    SR_TRY(put_day(im, j, &j->days.at[i], &added, err));
    im->result->maps++;
    im->result->added += added;
    tell(im, j, &j->days.at[i], added);
  }
  return sr_ground_put_file(im->ledger, j->file->path, im->recipe->text, j->file->stamp, err);
}

/* ---- the run ---- */

static sr_status run_some(importer *im, sr_pool *pool, const sr_mapfile *const *files, uint32_t n, sr_error *err) {
  job jobs[FILES_AT_ONCE];
  memset(jobs, 0, sizeof jobs);
  for (uint32_t i = 0; i < n; i++) {
    jobs[i].im = im;
    jobs[i].file = files[i];
    jobs[i].err.offset = SR_NOWHERE;
    sr_pool_submit(pool, run_job, &jobs[i]);
  }
  sr_pool_wait(pool);
  sr_status status = sr_ground_begin(im->ledger, err);
  for (uint32_t i = 0; i < n && !status; i++) status = put_file(im, &jobs[i], err);
  if (!status) status = sr_ground_commit(im->ledger, err);
  if (status) sr_ground_rollback(im->ledger);
  for (uint32_t i = 0; i < n; i++) sr_arena_free(jobs[i].arena);
  return status;
}

static sr_status run_all(importer *im, const sr_mapfile **files, uint32_t n, sr_error *err) {
  const unsigned threads = im->options->jobs ? im->options->jobs : 1;
  sr_pool *pool = NULL;
  SR_TRY(sr_kits_open(&im->kits, threads < n ? threads : n, err));
  sr_status status = sr_pool_open(im->kits.n, FILES_AT_ONCE, &pool, err);
  for (uint32_t at = 0; at < n && !status; at += FILES_AT_ONCE)
    status = run_some(im, pool, files + at, n - at < FILES_AT_ONCE ? n - at : FILES_AT_ONCE, err);
  sr_pool_free(pool);
  sr_kits_close(&im->kits);
  return status;
}

typedef struct stamps {
  sr_arena *arena;
  sr_map by_path;
  SR_VEC(sr_slice) all;
} stamps;

static sr_status keep_stamp(void *user, sr_slice path, sr_slice stamp, sr_error *err) {
  stamps *s = user;
  sr_slice *kept = SR_PUSH(s->arena, &s->all);
  const sr_slice key = sr_arena_copy(s->arena, path);
  if (!kept || !key.ptr) return sr_arena_fail(s->arena, err);
  *kept = sr_arena_copy(s->arena, stamp);
  if (!kept->ptr || !sr_map_put(&s->by_path, s->arena, key, s->all.n - 1)) return sr_arena_fail(s->arena, err);
  return SR_OK;
}

/* The files that are new or have changed since they were read by this recipe. */
static sr_status choose_files(importer *im, const sr_mapfiles *files, const sr_mapfile ***chosen, uint32_t *n,
                              sr_error *err) {
  stamps s = {.arena = im->arena};
  sr_map_init(&s.by_path);
  SR_TRY(sr_ground_files(im->ledger, im->recipe->text, keep_stamp, &s, err));
  *chosen = SR_NEW(im->arena, const sr_mapfile *, files->all.n + 1);
  if (!*chosen) return sr_arena_fail(im->arena, err);
  *n = 0;
  for (uint32_t i = 0; i < files->all.n; i++) {
    const sr_mapfile *file = &files->all.at[i];
    const uint32_t at = sr_map_get(&s.by_path, file->path);
    if (at != SR_MAP_NONE && sr_slice_eq(s.all.at[at], file->stamp))
      im->result->unchanged++;
    else
      (*chosen)[(*n)++] = file;
  }
  return SR_OK;
}

/* Borders that nobody has imported: the installation's own, for the country of the map, if they are there. */
static sr_status default_borders(importer *im, sr_error *err) {
  SR_TRY(sr_units_load(im->ledger, (sr_slice){0}, im->recipe->country, im->arena, &im->units, err));
  if (im->units.set.id || !im->recipe->country.len) return SR_OK;
  const sr_ground_options options = {.country = im->recipe->country};
  sr_border_import borders;
  sr_error none;
  const sr_status status = sr_observe_borders(im->ledger, NULL, &options, &borders, &none);
  if (status == SR_ERR_NOTFOUND) return SR_OK;
  if (status) {
    if (err) *err = none;
    return status;
  }
  return sr_units_load(im->ledger, (sr_slice){0}, im->recipe->country, im->arena, &im->units, err);
}

static sr_status import(importer *im, const char *path, sr_error *err) {
  sr_mapfiles files;
  sr_map_recipe recipe;
  const sr_mapfile **chosen = NULL;
  uint32_t n = 0;
  SR_TRY(sr_mapfile_list(path, im->arena, &files, err));
  SR_TRY(sr_map_recipe_make(im->options, files.all.at[0].name, im->arena, &recipe, err));
  im->recipe = &recipe;
  im->result->files = files.all.n;
  SR_TRY(choose_files(im, &files, &chosen, &n, err));
  im->total = n;
  if (!n) return SR_OK;
  SR_TRY(default_borders(im, err));
  snprintf(im->result->borders, sizeof im->result->borders, "%.*s", SR_FMT(im->units.set.name));
  return run_all(im, chosen, n, err);
}

sr_status sr_observe_map(sr_ledger *ledger, const char *path, const sr_ground_options *options, sr_ground_visit visit,
                         void *user, sr_ground_import *result, sr_error *err) {
  *result = (sr_ground_import){0};
  importer im = {.ledger = ledger, .options = options, .visit = visit, .user = user, .result = result};
  im.arena = sr_arena_new(RUN_ARENA_BYTES);
  if (!im.arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to import maps");
  const sr_status status = import(&im, path, err);
  if (status) sr_error_where(err, sr_slice_of(path));
  sr_arena_free(im.arena);
  return status;
}
