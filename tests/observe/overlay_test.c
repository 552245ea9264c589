/* Overlay areas: equal to GEOS's own overlay on drawn and random shapes, also where lines touch and coincide; and,
 * where
 * ../shared is there, to areas that PostGIS reckoned. */
#include "support.h"

#include "base/slice.h"
#include "observe/overlay.h"

#include <math.h>
#include <stdio.h>

typedef struct fixture {
  sr_arena *arena;
  sr_geos *geos;
  sr_edge_memory *memory;
  uint64_t random;
} fixture;

static int set_up(void **state) {
  static fixture f;
  sr_error err = {0};
  f = (fixture){.arena = sr_arena_new((size_t)1 << 30), .random = 1};
  assert_ok(sr_geos_open(&f.geos, &err), &err);
  assert_ok(sr_edge_memory_open(&f.memory, &err), &err);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  sr_edge_memory_free(f->memory);
  sr_geos_free(f->geos);
  sr_arena_free(f->arena);
  return 0;
}

static double chance(fixture *f) { /* xorshift64*, 0 to 1 */
  f->random ^= f->random >> 12, f->random ^= f->random << 25, f->random ^= f->random >> 27;
  return (double)(f->random * 0x2545f4914f6cdd1du >> 11) / 9007199254740992.0;
}

static sr_shape polygon(fixture *f, const double *xy, uint32_t n) {
  sr_shape s = {0};
  sr_error err = {0};
  sr_tidied t = {0};
  assert_ok(sr_shape_ring(&s, f->arena, false, &err), &err);
  for (uint32_t i = 0; i < n; i++) assert_ok(sr_shape_point(&s, f->arena, xy[i * 2], xy[i * 2 + 1], &err), &err);
  assert_ok(sr_shape_tidy(&s, f->arena, &t, &err), &err);
  return s;
}

/* A star-shaped ring of n points round x, y, on a grid of `step` degrees if that is above zero, and a hole in it. */
static sr_shape star(fixture *f, double x, double y, double size, uint32_t n, double step) {
  sr_shape s = {0};
  sr_error err = {0};
  sr_tidied t = {0};
  char reason[SR_GEOS_REASON_MAX];
  for (int hole = 0; hole < 2; hole++) {
    assert_ok(sr_shape_ring(&s, f->arena, hole, &err), &err);
    for (uint32_t i = 0; i < n; i++) {
      const double angle = 6.283185307179586 * i / n, r = size * (hole ? 0.2 : 0.3 + 0.7 * chance(f));
      double px = x + r * cos(angle), py = y + r * sin(angle);
      if (step > 0) px = round(px / step) * step, py = round(py / step) * step;
      assert_ok(sr_shape_point(&s, f->arena, px, py, &err), &err);
    }
  }
  assert_ok(sr_shape_tidy(&s, f->arena, &t, &err), &err);
  assert_ok(sr_geos_repair(f->geos, f->arena, &s, reason, &err), &err);
  return s;
}

static double by_geos(fixture *f, const sr_shape *a, const sr_shape *b) {
  sr_shape piece = {0};
  sr_error err = {0};
  assert_ok(sr_geos_overlay(f->geos, f->arena, SR_OVERLAY_COMMON, a, b, &piece, &err), &err);
  return sr_shape_area_m2(&piece);
}

static sr_overlay_work areas(fixture *f, const sr_shape *units, uint32_t n, const sr_shape *map, double *out) {
  sr_frame_unit list[16];
  sr_frame *frame;
  sr_error err = {0};
  sr_overlay_work work;
  for (uint32_t i = 0; i < n; i++) list[i] = (sr_frame_unit){&units[i], NULL};
  assert_ok(sr_frame_build(list, n, f->arena, &frame, &err), &err);
  assert_ok(sr_overlay_areas(frame, map, f->memory, f->geos, f->arena, out, &work, &err), &err);
  return work;
}

static void agrees_with_a_full_overlay(void **state) {
  fixture *f = *state;
  uint32_t crossings = 0, handed_over = 0;
  for (int round = 0; round < 60; round++) {
    const sr_arena_mark mark = sr_arena_save(f->arena);
    const double step = round % 3 == 2 ? 0.05 : 0; /* every third on a grid: corners meet and edges coincide */
    sr_shape units[6];
    double out[6];
    for (int i = 0; i < 6; i++) units[i] = star(f, 36 + i % 3, 48 + i / 3, 0.8, 12 + (uint32_t)round, step);
    const sr_shape map = star(f, 36.9 + 0.3 * chance(f), 48.4, 1.2, 40, step);
    const sr_overlay_work work = areas(f, units, 6, &map, out);
    for (int i = 0; i < 6; i++) {
      const double expected = by_geos(f, &map, &units[i]);
      if (!(fabs(out[i] - expected) < 0.5)) fail_msg("round %d unit %d: %f, GEOS %f", round, i, out[i], expected);
    }
    crossings += work.crossings;
    handed_over += work.handed_over;
    sr_arena_reset(f->arena, mark);
  }
  assert_true(crossings > 2000); /* the short way was taken ... */
  assert_true(handed_over > 20); /* ... and the long one */
}

static void one_inside_the_other_and_apart(void **state) {
  fixture *f = *state;
  const sr_shape small = polygon(f, (const double[]){1, 1, 2, 1, 2, 2, 1, 2}, 4);
  const sr_shape big = polygon(f, (const double[]){0, 0, 3, 0, 3, 3, 0, 3}, 4);
  const sr_shape far = polygon(f, (const double[]){5, 5, 6, 5, 6, 6, 5, 6}, 4);
  double out[3];
  areas(f, (sr_shape[]){small, big, far}, 3, &small, out);
  const double whole = sr_shape_area_m2(&small);
  assert_true(fabs(out[0] - whole) < 1e-2 && fabs(out[1] - whole) < 1e-2 && out[2] == 0);
  areas(f, (sr_shape[]){small, big, far}, 3, &big, out);
  assert_true(fabs(out[0] - whole) < 1e-2 && fabs(out[1] - sr_shape_area_m2(&big)) < 1e-2 && out[2] == 0);
}

static void over_the_antimeridian(void **state) {
  fixture *f = *state;
  const sr_shape map = polygon(f, (const double[]){179, 0, -179, 0, -179, 2, 179, 2}, 4);
  const sr_shape east = polygon(f, (const double[]){170, -1, 180, -1, 180, 1, 170, 1}, 4);
  const sr_shape west = polygon(f, (const double[]){-180, -1, -170, -1, -170, 1, -180, 1}, 4);
  const sr_shape degree = polygon(f, (const double[]){10, 0, 11, 0, 11, 1, 10, 1}, 4);
  double out[2];
  areas(f, (sr_shape[]){east, west}, 2, &map, out);
  /* the upper edge is cut in the plane where the degree's own is a geodesic, so they differ by some hectares */
  assert_true(fabs(out[0] / sr_shape_area_m2(&degree) - 1) < 1e-4);
  assert_true(fabs(out[1] / sr_shape_area_m2(&degree) - 1) < 1e-4);
}

static void mends_invalid_polygons(void **state) {
  fixture *f = *state;
  sr_error err = {0};
  char reason[SR_GEOS_REASON_MAX];
  /* a bow tie, and two squares that overlap */
  sr_shape tie = polygon(f, (const double[]){0, 0, 2, 2, 2, 0, 0, 1.9}, 4);
  assert_ok(sr_geos_repair(f->geos, f->arena, &tie, reason, &err), &err);
  assert_true(strstr(reason, "Self-intersection") != NULL);
  assert_int_equal(tie.rings.n, 2);
  sr_shape two = polygon(f, (const double[]){0, 0, 2, 0, 2, 2, 0, 2}, 4);
  const sr_shape other = polygon(f, (const double[]){1, 1, 3, 1, 3, 3, 1, 3}, 4);
  sr_tidied t = {0};
  assert_ok(sr_shape_append(&two, f->arena, &other, &err), &err);
  assert_ok(sr_shape_tidy(&two, f->arena, &t, &err), &err);
  assert_ok(sr_geos_repair(f->geos, f->arena, &two, reason, &err), &err);
  assert_true(reason[0] && two.rings.n == 1 && two.rings.at[0].n == 8);
  /* a valid one is left alone */
  sr_shape good = polygon(f, (const double[]){0, 0, 2, 0, 2, 2, 0, 2}, 4);
  assert_ok(sr_geos_repair(f->geos, f->arena, &good, reason, &err), &err);
  assert_string_equal(reason, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_with_a_full_overlay),
                                     cmocka_unit_test(one_inside_the_other_and_apart),
                                     cmocka_unit_test(over_the_antimeridian), cmocka_unit_test(mends_invalid_polygons)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
