/* Overlay areas by walking boundaries; see the header. */
#include "observe/overlay.h"

#include "observe/geodesy.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* ---- edges seen before ---- */

/* 2^16 slots of 40 bytes: ten maps of some 3,000 edges with their crossings; a slot holds the last of those that fall
 * into it, so a table too small costs time only. */
enum { MEMORY_SLOTS = 1 << 16 };

typedef struct remembered {
  double a[2], b[2], m2;
} remembered;

struct sr_edge_memory {
  remembered slots[MEMORY_SLOTS];
};

sr_status sr_edge_memory_open(sr_edge_memory **memory, sr_error *err) {
  *memory = NULL;
  SR_TRY(sr_geodesy_ready(err));
  *memory = calloc(1, sizeof **memory);
  return *memory ? SR_OK : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to measure maps");
}

void sr_edge_memory_free(sr_edge_memory *memory) { free(memory); }

static uint64_t bits_of(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

double sr_edge_memory_m2(sr_edge_memory *memory, const double a[2], const double b[2]) {
  /* Fibonacci hashing (Knuth 6.4); an attacker's collisions cost no more than no memory would. */
  uint64_t h = bits_of(a[0]) * 0x9e3779b97f4a7c15u;
  h = (h ^ h >> 32 ^ bits_of(a[1])) * 0x9e3779b97f4a7c15u;
  h = (h ^ h >> 32 ^ bits_of(b[0])) * 0x9e3779b97f4a7c15u;
  h = (h ^ h >> 32 ^ bits_of(b[1])) * 0x9e3779b97f4a7c15u;
  remembered *slot = &memory->slots[h >> 48];
  /* a zeroed slot says that the edge from 0, 0 to 0, 0 has no area, which is so */
  if (slot->a[0] == a[0] && slot->a[1] == a[1] && slot->b[0] == b[0] && slot->b[1] == b[1]) return slot->m2;
  *slot = (remembered){{a[0], a[1]}, {b[0], b[1]}, sr_geodesy_edge_m2(a, b)};
  return slot->m2;
}

double sr_edge_memory_area_m2(sr_edge_memory *memory, const sr_shape *shape) {
  sr_sum sum = {0};
  for (uint32_t r = 0; r < shape->rings.n; r++) {
    const sr_ring ring = shape->rings.at[r];
    for (uint32_t i = 0; i < ring.n; i++)
      sr_sum_add(&sum, sr_edge_memory_m2(memory, sr_shape_at(shape, ring.first + i),
                                         sr_shape_at(shape, ring.first + (i + 1 == ring.n ? 0 : i + 1))));
  }
  return sr_sum_value(sum);
}

/* ---- a ring with its running sums ---- */

typedef struct line {
  const double *xy; /* n points */
  uint32_t n, unit;
  const double *run; /* [n + 1]: area of the edges before point i; run[n] is the whole ring */
  sr_box box;
} line;

static const double *point(const line *l, uint32_t i) { return &l->xy[(size_t)(i == l->n ? 0 : i) * 2]; }

/* Fills run[0..n] of a ring; memory may be NULL. */
static void add_up(const line *l, double *run, sr_edge_memory *memory) {
  sr_sum sum = {0};
  for (uint32_t i = 0; i < l->n; i++) {
    run[i] = sr_sum_value(sum);
    sr_sum_add(&sum, memory ? sr_edge_memory_m2(memory, point(l, i), point(l, i + 1))
                            : sr_geodesy_edge_m2(point(l, i), point(l, i + 1)));
  }
  run[l->n] = sr_sum_value(sum);
}

static line line_of(const sr_shape *shape, uint32_t ring, uint32_t unit, const double *run) {
  const sr_ring r = shape->rings.at[ring];
  return (line){sr_shape_at(shape, r.first), r.n, unit, run, sr_shape_ring_box(shape, r)};
}

static double *runs_of(const sr_shape *shape, sr_arena *arena, sr_edge_memory *memory) {
  double *runs = SR_NEW(arena, double, sr_shape_n_runs(shape) + 1);
  for (uint32_t r = 0; runs && r < shape->rings.n; r++) {
    const line l = line_of(shape, r, 0, NULL);
    add_up(&l, runs + shape->rings.at[r].first + r, memory);
  }
  return runs;
}

double *sr_shape_runs(const sr_shape *shape, sr_arena *arena) { return runs_of(shape, arena, NULL); }

double sr_shape_runs_area_m2(const sr_shape *shape, const double *runs) {
  sr_sum sum = {0};
  for (uint32_t r = 0; r < shape->rings.n; r++) {
    const sr_ring ring = shape->rings.at[r];
    sr_sum_add(&sum, runs[(size_t)ring.first + r + ring.n]);
  }
  return sr_sum_value(sum);
}

/* ---- the frame ---- */

typedef struct frame_edge {
  double a[2], b[2];
  uint32_t line, edge;
} frame_edge;

struct sr_frame {
  const sr_frame_unit *units;
  uint32_t n_units;
  line *lines;
  uint32_t n_lines;
  uint32_t *first_line; /* [n_units + 1] */
  frame_edge *edges;
  uint32_t n_edges;
  sr_box box;
  uint32_t columns, rows;
  double width, height; /* of a cell, degrees */
  uint32_t *cell_start; /* [columns * rows + 1] into cell_edges */
  uint32_t *cell_edges;
};

typedef struct cells {
  uint32_t left, right, bottom, top;
} cells;

static uint32_t cell_at(double x, double from, double size, uint32_t n) {
  const double at = (x - from) / size;
  return at <= 0 ? 0 : at >= n - 1 ? n - 1 : (uint32_t)at;
}

/* The cells that the box of an edge covers. */
static cells cells_of(const sr_frame *f, const double *a, const double *b) {
  return (cells){cell_at(fmin(a[0], b[0]), f->box.west, f->width, f->columns),
                 cell_at(fmax(a[0], b[0]), f->box.west, f->width, f->columns),
                 cell_at(fmin(a[1], b[1]), f->box.south, f->height, f->rows),
                 cell_at(fmax(a[1], b[1]), f->box.south, f->height, f->rows)};
}

static bool outside(sr_box box, const double *a, const double *b) {
  return fmax(a[0], b[0]) < box.west || fmin(a[0], b[0]) > box.east || fmax(a[1], b[1]) < box.south ||
         fmin(a[1], b[1]) > box.north;
}

static sr_status add_lines(sr_frame *f, sr_arena *arena, sr_error *err) {
  uint32_t n_edges = 0;
  for (uint32_t u = 0; u < f->n_units; u++) {
    f->n_lines += f->units[u].shape->rings.n;
    n_edges += sr_shape_points(f->units[u].shape);
  }
  f->lines = SR_NEW(arena, line, f->n_lines + 1);
  f->first_line = SR_NEW(arena, uint32_t, f->n_units + 1);
  f->edges = SR_NEW(arena, frame_edge, n_edges + 1);
  if (!f->lines || !f->first_line || !f->edges) return sr_arena_fail(arena, err);
  uint32_t at = 0;
  for (uint32_t u = 0; u < f->n_units; u++) {
    const sr_shape *shape = f->units[u].shape;
    const double *runs = f->units[u].runs ? f->units[u].runs : sr_shape_runs(shape, arena);
    if (!runs) return sr_arena_fail(arena, err);
    f->first_line[u] = at;
    for (uint32_t r = 0; r < shape->rings.n; r++, at++) {
      f->lines[at] = line_of(shape, r, u, runs + shape->rings.at[r].first + r);
      const line *l = &f->lines[at];
      for (uint32_t i = 0; i < l->n; i++) {
        const double *a = point(l, i), *b = point(l, i + 1);
        f->edges[f->n_edges++] = (frame_edge){{a[0], a[1]}, {b[0], b[1]}, at, i};
      }
      f->box = sr_box_join(f->box, l->box);
    }
  }
  f->first_line[f->n_units] = at;
  return SR_OK;
}

static sr_status fill_grid(sr_frame *f, sr_arena *arena, sr_error *err) {
  /* As many cells as edges, so that a cell holds a few; square-ish in number, bounded for a world of coastlines. */
  const double side = fmin(fmax(sqrt((double)f->n_edges), 1), 1024);
  f->columns = f->rows = (uint32_t)side;
  f->width = fmax((f->box.east - f->box.west) / side, 1e-9);
  f->height = fmax((f->box.north - f->box.south) / side, 1e-9);
  const size_t n_cells = (size_t)f->columns * f->rows;
  f->cell_start = SR_NEW(arena, uint32_t, n_cells + 2);
  if (!f->cell_start) return sr_arena_fail(arena, err);
  uint64_t total = 0;
  for (uint32_t pass = 0; pass < 2; pass++) {
    for (uint32_t e = 0; e < f->n_edges; e++) {
      const cells c = cells_of(f, f->edges[e].a, f->edges[e].b);
      for (uint32_t y = c.bottom; y <= c.top; y++)
        for (uint32_t x = c.left; x <= c.right; x++) {
          uint32_t *count = &f->cell_start[(size_t)y * f->columns + x + 2];
          if (pass == 0)
            ++*count, total++;
          else
            f->cell_edges[f->cell_start[(size_t)y * f->columns + x + 1]++] = e;
        }
    }
    if (pass) break;
    if (total > UINT32_MAX) return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "the borders have too many long edges");
    for (size_t i = 2; i < n_cells + 2; i++) f->cell_start[i] += f->cell_start[i - 1];
    f->cell_edges = SR_NEW(arena, uint32_t, total + 1);
    if (!f->cell_edges) return sr_arena_fail(arena, err);
  }
  return SR_OK;
}

sr_status sr_frame_build(const sr_frame_unit *units, uint32_t n, sr_arena *arena, sr_frame **frame, sr_error *err) {
  SR_TRY(sr_geodesy_ready(err));
  sr_frame *f = SR_NEW(arena, sr_frame, 1);
  if (!f) return sr_arena_fail(arena, err);
  *f = (sr_frame){.units = units, .n_units = n, .box = sr_box_empty};
  SR_TRY(add_lines(f, arena, err));
  SR_TRY(fill_grid(f, arena, err));
  *frame = f;
  return SR_OK;
}

/* ---- crossings ---- */

typedef struct crossing {
  uint32_t unit;
  uint32_t line[2], edge[2]; /* [0] on the map, [1] on the unit */
  double along[2];           /* 0 to 1 on its edge */
  double at[2];
  bool enters; /* the map's line comes into the unit here; so the unit's line leaves the map */
} crossing;

typedef struct walk {
  const sr_frame *frame;
  line *lines; /* of the map */
  uint32_t n_lines;
  sr_box box;
  sr_edge_memory *memory;
  sr_arena *arena;
  uint32_t *stamps; /* [n_edges] the last edge of the map that looked at this edge */
  bool *doubtful;   /* [n_units] signs could not be trusted */
  SR_VEC(crossing) crossings;
} walk;

/* On which side of p -> q the point lies: 1 left, -1 right, 0 when the sign is within rounding. The bound is that of
 * J. R. Shewchuk, Adaptive precision floating-point arithmetic (1997), (3 + 16 e) e. */
static int side(const double *p, const double *q, const double *r) {
  const double left = (p[0] - r[0]) * (q[1] - r[1]), right = (p[1] - r[1]) * (q[0] - r[0]);
  const double det = left - right, bound = (3 + 16 * DBL_EPSILON) * DBL_EPSILON * (fabs(left) + fabs(right));
  return det > bound ? 1 : det < -bound ? -1 : 0;
}

static bool look(walk *w, uint32_t map_line, uint32_t map_edge, const frame_edge *e) {
  const double *a = point(&w->lines[map_line], map_edge), *b = point(&w->lines[map_line], map_edge + 1);
  const double *p = e->a, *q = e->b;
  if (fmax(a[0], b[0]) < fmin(p[0], q[0]) || fmin(a[0], b[0]) > fmax(p[0], q[0]) ||
      fmax(a[1], b[1]) < fmin(p[1], q[1]) || fmin(a[1], b[1]) > fmax(p[1], q[1]))
    return true;
  const int sa = side(p, q, a), sb = side(p, q, b);
  if (sa * sb > 0) return true;
  const int sp = side(a, b, p), sq = side(a, b, q);
  if (sp * sq > 0) return true;
  const uint32_t unit = w->frame->lines[e->line].unit;
  if (!sa || !sb || !sp || !sq) {
    w->doubtful[unit] = true;
    return true;
  }
  crossing *c = SR_PUSH(w->arena, &w->crossings);
  if (!c) return false;
  const double dx = b[0] - a[0], dy = b[1] - a[1], ex = q[0] - p[0], ey = q[1] - p[1];
  const double d = dx * ey - dy * ex;
  const double t = ((p[0] - a[0]) * ey - (p[1] - a[1]) * ex) / d, s = ((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) / d;
  *c = (crossing){unit, {map_line, e->line}, {map_edge, e->edge}, {t, s}, {a[0] + t * dx, a[1] + t * dy}, sa < 0};
  return true;
}

static bool find_crossings(walk *w) {
  const sr_frame *f = w->frame;
  uint32_t stamp = 0;
  for (uint32_t l = 0; l < w->n_lines; l++) {
    if (!sr_box_meets(w->lines[l].box, f->box)) continue;
    for (uint32_t i = 0; i < w->lines[l].n; i++) {
      const double *a = point(&w->lines[l], i), *b = point(&w->lines[l], i + 1);
      stamp++;
      if (outside(f->box, a, b)) continue;
      const cells c = cells_of(f, a, b);
      for (uint32_t y = c.bottom; y <= c.top; y++)
        for (uint32_t x = c.left; x <= c.right; x++) {
          const size_t cell = (size_t)y * f->columns + x;
          for (uint32_t k = f->cell_start[cell]; k < f->cell_start[cell + 1]; k++) {
            const uint32_t e = f->cell_edges[k];
            if (w->stamps[e] == stamp) continue;
            w->stamps[e] = stamp;
            if (!look(w, l, i, &f->edges[e])) return false;
          }
        }
    }
  }
  return true;
}

/* ---- runs between crossings ---- */

/* By unit, then along the lines of one side. */
static int along_side(const crossing *a, const crossing *b, int of) {
  if (a->unit != b->unit) return a->unit < b->unit ? -1 : 1;
  if (a->line[of] != b->line[of]) return a->line[of] < b->line[of] ? -1 : 1;
  if (a->edge[of] != b->edge[of]) return a->edge[of] < b->edge[of] ? -1 : 1;
  return (a->along[of] > b->along[of]) - (a->along[of] < b->along[of]);
}
static int along_map(const void *a, const void *b) { return along_side(a, b, 0); }
static int along_unit(const void *a, const void *b) { return along_side(a, b, 1); }

/* What the line adds between two crossings of it, forwards. */
static double run_m2(const walk *w, const line *l, const crossing *from, const crossing *to, int of) {
  const uint32_t i = from->edge[of], k = to->edge[of];
  if (i == k && from->along[of] < to->along[of]) return sr_edge_memory_m2(w->memory, from->at, to->at);
  const double ends =
      sr_edge_memory_m2(w->memory, from->at, point(l, i + 1)) + sr_edge_memory_m2(w->memory, point(l, k), to->at);
  /* round the start of the ring if the run ends before where it began */
  return ends + (i < k ? l->run[k] - l->run[i + 1] : l->run[l->n] - l->run[i + 1] + l->run[k]);
}

/* Adds the runs of one line inside the other side; c[0..n) are its crossings in order. */
static bool add_runs(const walk *w, const line *l, const crossing *c, uint32_t n, int of, sr_sum *sum) {
  if (n & 1) return false;
  for (uint32_t i = 0; i < n; i++) {
    const crossing *next = &c[i + 1 == n ? 0 : i + 1];
    const bool in = c[i].enters == (of == 0);
    if (in == (next->enters == (of == 0))) return false; /* in and in again: the signs lie */
    if (in) sr_sum_add(sum, run_m2(w, l, &c[i], next, of));
  }
  return true;
}

static bool box_within(sr_box a, sr_box b) {
  return a.west >= b.west && a.east <= b.east && a.south >= b.south && a.north <= b.north;
}

static bool lines_hold(const line *lines, uint32_t n, const double *at) {
  bool inside = false;
  for (uint32_t l = 0; l < n; l++) {
    const sr_box box = lines[l].box;
    if (at[1] < box.south || at[1] > box.north || at[0] > box.east) continue;
    const double *a = point(&lines[l], lines[l].n - 1);
    for (uint32_t i = 0; i < lines[l].n; i++) {
      const double *b = point(&lines[l], i);
      if ((a[1] > at[1]) != (b[1] > at[1]) && at[0] < a[0] + (at[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
        inside = !inside;
      a = b;
    }
  }
  return inside;
}

/* Adds all lines of one side of one unit; c[0..n) are the unit's crossings along that side. */
static bool add_side(const walk *w, const line *lines, uint32_t first, uint32_t n_lines, const line *others,
                     uint32_t n_others, sr_box other_box, const crossing *c, uint32_t n, int of, sr_sum *sum) {
  uint32_t at = 0;
  for (uint32_t l = first; l < first + n_lines; l++) {
    uint32_t end = at;
    while (end < n && c[end].line[of] == l) end++;
    if (end > at) {
      if (!add_runs(w, &lines[l], c + at, end - at, of, sum)) return false;
    } else if (box_within(lines[l].box, other_box) && lines_hold(others, n_others, point(&lines[l], 0))) {
      sr_sum_add(sum, lines[l].run[lines[l].n]);
    }
    at = end;
  }
  return true;
}

static sr_box unit_box(const sr_frame *f, uint32_t unit) { return f->units[unit].shape->box; }

/* Sums of one side for all units; false in good[unit] where the signs lie. */
static void add_sides(const walk *w, int of, sr_sum *sums) {
  const sr_frame *f = w->frame;
  uint32_t at = 0;
  for (uint32_t u = 0; u < f->n_units; u++) {
    uint32_t end = at;
    while (end < w->crossings.n && w->crossings.at[end].unit == u) end++;
    if (!w->doubtful[u] && sr_box_meets(unit_box(f, u), w->box)) {
      const line *units = f->lines + f->first_line[u];
      const uint32_t n_units = f->first_line[u + 1] - f->first_line[u];
      const crossing *c = w->crossings.at + at;
      const bool good =
          of == 0 ? add_side(w, w->lines, 0, w->n_lines, units, n_units, unit_box(f, u), c, end - at, 0, &sums[u])
                  : add_side(w, f->lines, f->first_line[u], n_units, w->lines, w->n_lines, w->box, c, end - at, 1,
                             &sums[u]);
      w->doubtful[u] = !good;
    }
    at = end;
  }
}

static sr_status begin(walk *w, const sr_shape *map, sr_error *err) {
  w->n_lines = map->rings.n;
  w->box = map->box;
  w->lines = SR_NEW(w->arena, line, map->rings.n + 1);
  w->stamps = SR_NEW(w->arena, uint32_t, w->frame->n_edges + 1);
  w->doubtful = SR_NEW(w->arena, bool, w->frame->n_units + 1);
  if (!w->lines || !w->stamps || !w->doubtful) return sr_arena_fail(w->arena, err);
  const double *runs = runs_of(map, w->arena, w->memory);
  if (!runs) return sr_arena_fail(w->arena, err);
  for (uint32_t r = 0; r < map->rings.n; r++) w->lines[r] = line_of(map, r, 0, runs + map->rings.at[r].first + r);
  return SR_OK;
}

/* ---- the whole ---- */

static sr_status hand_over(const walk *w, const sr_shape *map, uint32_t unit, sr_geos *geos, double *area_m2,
                           sr_error *err) {
  sr_shape piece = {0};
  SR_TRY(sr_geos_overlay(geos, w->arena, SR_OVERLAY_COMMON, map, w->frame->units[unit].shape, &piece, err));
  *area_m2 += sr_edge_memory_area_m2(w->memory, &piece);
  return SR_OK;
}

static sr_status add_areas(const sr_frame *frame, const sr_shape *map, sr_edge_memory *memory, sr_geos *geos,
                           sr_arena *arena, double *areas_m2, sr_overlay_work *work, sr_error *err) {
  walk w = {.frame = frame, .memory = memory, .arena = arena};
  sr_sum *sums = SR_NEW(arena, sr_sum, frame->n_units + 1);
  if (!sums) return sr_arena_fail(arena, err);
  SR_TRY(begin(&w, map, err));
  if (!find_crossings(&w)) return sr_arena_fail(arena, err);
  for (int of = 0; of < 2; of++) {
    if (w.crossings.n) qsort(w.crossings.at, w.crossings.n, sizeof *w.crossings.at, of ? along_unit : along_map);
    add_sides(&w, of, sums);
  }
  work->crossings += w.crossings.n;
  for (uint32_t u = 0; u < frame->n_units; u++) {
    if (!w.doubtful[u]) {
      areas_m2[u] += sr_sum_value(sums[u]);
      continue;
    }
    work->handed_over++;
    SR_TRY(hand_over(&w, map, u, geos, &areas_m2[u], err));
  }
  return SR_OK;
}

sr_status sr_overlay_areas(const sr_frame *frame, const sr_shape *map, sr_edge_memory *memory, sr_geos *geos,
                           sr_arena *arena, double *areas_m2, sr_overlay_work *work, sr_error *err) {
  sr_overlay_work own = {0};
  memset(areas_m2, 0, frame->n_units * sizeof *areas_m2);
  /* a map drawn past 180 degrees meets borders drawn from -180 a turn further on */
  for (int turn = -1; turn <= 1; turn++) {
    const sr_arena_mark mark = sr_arena_save(arena);
    sr_shape moved = *map;
    moved.box.west += 360.0 * turn, moved.box.east += 360.0 * turn;
    if (!sr_box_meets(moved.box, frame->box)) continue;
    if (turn) {
      moved.xy.at = SR_NEW(arena, double, map->xy.n + 1);
      if (!moved.xy.at) return sr_arena_fail(arena, err);
      for (uint32_t i = 0; i < map->xy.n; i++) moved.xy.at[i] = map->xy.at[i] + (i & 1 ? 0 : 360.0 * turn);
    }
    SR_TRY(add_areas(frame, &moved, memory, geos, arena, areas_m2, &own, err));
    sr_arena_reset(arena, mark);
  }
  if (work) *work = own;
  return SR_OK;
}
