/* Areas of control maps, whole and within divisions: bench_maps BORDERS FOLDER [MAPS [THREADS]]
 * Reads, measures and overlays each map, as bench/maps_peers.py and bench/maps_postgis do, and prints seconds; the sums
 * of all areas are printed too, so that all three can be seen to have done the same. */
#include "base/pool.h"
#include "base/slice.h"
#include "observe/mapfile.h"
#include "observe/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MAPS_MAX = 4096, UNITS_MAX = 8192 };

typedef struct work {
  sr_arena *arena;
  sr_shape shapes[UNITS_MAX];
  sr_frame_unit units[UNITS_MAX];
  uint32_t n;
  sr_frame *frame;
  sr_kits kits;
} work;

typedef struct job {
  work *w;
  const sr_mapfile *file;
  double m2, within_m2;
  sr_error err;
  sr_status status;
  sr_shape shape;
  sr_arena *arena;
} job;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static sr_status keep_unit(void *user, const sr_feature *f, sr_error *err) {
  work *w = user;
  sr_tidied tidied = {0};
  if (!f->shape.rings.n || w->n == UNITS_MAX) return SR_OK;
  w->shapes[w->n] = f->shape;
  SR_TRY(sr_shape_tidy(&w->shapes[w->n], w->arena, &tidied, err));
  w->units[w->n].shape = &w->shapes[w->n];
  w->n++;
  return SR_OK;
}

static sr_status keep_map(void *user, const sr_feature *f, sr_error *err) {
  job *j = user;
  return sr_shape_append(&j->shape, j->arena, &f->shape, err);
}

static sr_status measure(job *j, sr_kit *kit) {
  sr_slice bytes;
  sr_tidied tidied = {0};
  SR_TRY(sr_mapfile_bytes(j->file, &bytes, &j->err));
  const sr_status status = sr_mapfile_features(j->file, bytes, j->arena, keep_map, j, &j->err);
  free((void *)(uintptr_t)bytes.ptr);
  if (status) return status;
  double *areas = SR_NEW(j->arena, double, j->w->n + 1);
  if (!areas) return sr_arena_fail(j->arena, &j->err);
  SR_TRY(sr_shape_tidy(&j->shape, j->arena, &tidied, &j->err));
  j->m2 = sr_edge_memory_area_m2(kit->memory, &j->shape);
  SR_TRY(sr_overlay_areas(j->w->frame, &j->shape, kit->memory, kit->geos, j->arena, areas, NULL, &j->err));
  for (uint32_t i = 0; i < j->w->n; i++) j->within_m2 += areas[i];
  return SR_OK;
}

static void run(void *user) {
  job *j = user;
  j->arena = sr_arena_new((size_t)1 << 30);
  sr_kit *kit = sr_kits_take(&j->w->kits);
  j->status = j->arena ? measure(j, kit) : SR_ERR_NOMEM;
  sr_kits_give(&j->w->kits, kit);
  sr_arena_free(j->arena);
}

int main(int argc, char **argv) {
  static work w;
  static job jobs[MAPS_MAX];
  sr_error err = {0};
  sr_mapfiles borders, files;
  sr_slice bytes;
  sr_pool *pool;
  if (argc < 3) {
    fputs("usage: bench_maps BORDERS FOLDER [MAPS [THREADS]]\n", stderr);
    return 2;
  }
  uint32_t n = argc > 3 ? (uint32_t)atoi(argv[3]) : 100;
  const unsigned threads = argc > 4 ? (unsigned)atoi(argv[4]) : 1;
  w.arena = sr_arena_new((size_t)4 << 30);
  if (!w.arena || sr_mapfile_list(argv[1], w.arena, &borders, &err) ||
      sr_mapfile_list(argv[2], w.arena, &files, &err) || sr_mapfile_bytes(&borders.all.at[0], &bytes, &err) ||
      sr_mapfile_features(&borders.all.at[0], bytes, w.arena, keep_unit, &w, &err) ||
      sr_frame_build(w.units, w.n, w.arena, &w.frame, &err) || sr_kits_open(&w.kits, threads, &err) ||
      sr_pool_open(threads, MAPS_MAX, &pool, &err)) {
    fprintf(stderr, "%s\n", err.message);
    return 1;
  }
  if (n > files.all.n) n = files.all.n;
  if (n > MAPS_MAX) n = MAPS_MAX;
  const double start = now();
  for (uint32_t i = 0; i < n; i++) {
    jobs[i].w = &w;
    jobs[i].file = &files.all.at[i];
    sr_pool_submit(pool, run, &jobs[i]);
  }
  sr_pool_wait(pool);
  const double seconds = now() - start;
  double m2 = 0, within = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (jobs[i].status) fprintf(stderr, "%.*s: %s\n", SR_FMT(jobs[i].file->name), jobs[i].err.message);
    m2 += jobs[i].m2;
    within += jobs[i].within_m2;
  }
  printf("sitrep, %u thread%s: %u maps in %.3f s, %.2f ms each; sums %.3f and %.3f km2\n", threads,
         threads == 1 ? "" : "s", n, seconds, seconds / n * 1e3, m2 / 1e6, within / 1e6);
  sr_pool_free(pool);
  sr_kits_close(&w.kits);
  free((void *)(uintptr_t)bytes.ptr);
  sr_arena_free(w.arena);
  return 0;
}
