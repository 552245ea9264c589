/* Shapes: what tidying mends, that encoding loses nothing, and areas that are known. */
#include "support.h"

#include "observe/geodesy.h"
#include "observe/shape.h"

#include <math.h>
#include <stdlib.h>

static sr_shape make(sr_arena *arena, const double *xy, const int *rings, sr_tidied *tidied) {
  sr_shape shape = {0};
  sr_error err = {0};
  *tidied = (sr_tidied){0};
  for (; *rings; rings++) {
    assert_ok(sr_shape_ring(&shape, arena, *rings < 0, &err), &err);
    for (int n = abs(*rings); n--; xy += 2) assert_ok(sr_shape_point(&shape, arena, xy[0], xy[1], &err), &err);
  }
  assert_ok(sr_shape_tidy(&shape, arena, tidied, &err), &err);
  return shape;
}

static void mends_rings(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_tidied t;
  /* clockwise shell, closed twice; the same shell again from another corner; a hole wound the wrong way; a line */
  const double xy[] = {0, 0,      0, 4, 4, 4, 4, 4,       4,  0,  0,  0,  /**/ 4, 4,         4,    0,  0,    0,  0,
                       4, /**/ 9, 9, 9, 9, 8, 8, /**/ 20, 20, 22, 20, 22, 22,     /**/ 20.5, 20.5, 21, 20.5, 21, 20.7};
  const sr_shape s = make(arena, xy, (const int[]){6, 4, 3, 3, -3, 0}, &t);
  assert_int_equal(s.rings.n, 3);
  assert_int_equal(s.rings.at[0].n, 4);
  assert_true(sr_shape_ring_plane(&s, s.rings.at[0]) == 16);
  assert_true(s.rings.at[2].hole && sr_shape_ring_plane(&s, s.rings.at[2]) < 0);
  assert_int_equal(t.rings_twice, 1);
  assert_int_equal(t.rings_collapsed, 1);
  assert_int_equal(t.points_twice, 2);
  assert_int_equal(t.rings_turned, 3);
  assert_true(s.box.west == 0 && s.box.east == 22);
  assert_true(sr_shape_holds(&s, 1, 1) && !sr_shape_holds(&s, 5, 1) && !sr_shape_holds(&s, 20.9, 20.55));
  sr_arena_free(arena);
}

static void joins_the_antimeridian(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_tidied t;
  sr_error err = {0};
  const double over[] = {179, 0, -179, 0, -179, 1, 179, 1}, plain[] = {10, 0, 12, 0, 12, 1, 10, 1};
  const sr_shape a = make(arena, over, (const int[]){4, 0}, &t);
  assert_int_equal(t.rings_unwrapped, 1);
  const sr_shape b = make(arena, plain, (const int[]){4, 0}, &t);
  assert_int_equal(t.rings_unwrapped, 0);
  assert_ok(sr_geodesy_ready(&err), &err);
  assert_true(fabs(sr_shape_area_m2(&a) - sr_shape_area_m2(&b)) < 1);
  assert_true(a.box.east - a.box.west == 2);
  sr_arena_free(arena);
}

static void refuses_a_ring_that_winds(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_shape shape = {0};
  sr_tidied t = {0};
  sr_error err = {0};
  assert_ok(sr_shape_ring(&shape, arena, false, &err), &err);
  for (int i = 0; i < 40; i++) assert_ok(sr_shape_point(&shape, arena, (i * 100 + 180) % 360 - 180, i, &err), &err);
  assert_int_equal(sr_shape_tidy(&shape, arena, &t, &err), SR_ERR_INPUT);
  sr_arena_free(arena);
}

static void refuses_points_off_the_earth(void **state) {
  (void)state;
  static const double bad[][2] = {{NAN, 0}, {0, INFINITY}, {0, 90.5}, {1e300, 0}, {-541, 0}, {4e6, 6e6}};
  sr_arena *arena = sr_arena_new(1 << 20);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    sr_shape shape = {0};
    sr_error err = {0};
    assert_ok(sr_shape_ring(&shape, arena, false, &err), &err);
    assert_int_equal(sr_shape_point(&shape, arena, bad[i][0], bad[i][1], &err), SR_ERR_INPUT);
  }
  sr_arena_free(arena);
}

/* An eighth of the earth, by its area (WGS 84: 510,065,621.72 km2), and a degree square at the equator. */
static void measures_known_areas(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_tidied t;
  sr_error err = {0};
  assert_ok(sr_geodesy_ready(&err), &err);
  const double octant[] = {0, 0, 90, 0, 45, 90, 0, 90};
  const sr_shape eighth = make(arena, octant, (const int[]){3, 0}, &t);
  assert_true(fabs(sr_shape_area_m2(&eighth) / 1e6 - 510065621.724 / 8) < 0.01);
  const double square[] = {0, 0, 1, 0, 1, 1, 0, 1};
  const sr_shape degree = make(arena, square, (const int[]){4, 0}, &t);
  assert_true(fabs(sr_shape_area_m2(&degree) / 1e6 - 12308.778361) < 1e-6);
  sr_arena_free(arena);
}

static void encoding_loses_nothing(void **state) {
  (void)state;
  static const double decimal[] = {36.123456, 48.1,  36.2,   48.0000001, 36.15,  48.3,
                                   -179.9,    -45.5, -179.8, -45.5,      -179.8, -45};
  static const double any[] = {1.0 / 3, 48, 36.2, 48.1, 36.15, 48.3};
  sr_arena *arena = sr_arena_new(1 << 20);
  for (int k = 0; k < 2; k++) {
    sr_tidied t;
    sr_error err = {0};
    const sr_shape s = make(arena, k ? any : decimal, k ? (const int[]){3, 0} : (const int[]){3, 3, 0}, &t);
    const sr_slice bytes = sr_shape_encode(&s, arena);
    assert_non_null(bytes.ptr);
    assert_int_equal(bytes.ptr[0], k ? 'd' : 'q');
    sr_shape back;
    assert_ok(sr_shape_decode(bytes, arena, &back, &err), &err);
    assert_int_equal(back.rings.n, s.rings.n);
    assert_int_equal(back.xy.n, s.xy.n);
    assert_memory_equal(back.xy.at, s.xy.at, s.xy.n * sizeof *s.xy.at);
    for (size_t cut = 0; cut < bytes.len; cut++)
      assert_int_equal(sr_shape_decode((sr_slice){bytes.ptr, cut}, arena, &back, &err), SR_ERR_INPUT);
  }
  sr_arena_free(arena);
}

static void distance_to_the_line(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_tidied t;
  const double square[] = {36, 48, 37, 48, 37, 49, 36, 49};
  const sr_shape s = make(arena, square, (const int[]){4, 0}, &t);
  const double exact = sr_geodesy_distance_km(48.5, 37.5, 48.5, 37);
  assert_true(fabs(sr_shape_distance_km(&s, 37.5, 48.5) / exact - 1) < 1e-3);
  assert_true(sr_shape_distance_km(&s, 36.5, 48) < 1e-9);
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(mends_rings),
                                     cmocka_unit_test(joins_the_antimeridian),
                                     cmocka_unit_test(refuses_a_ring_that_winds),
                                     cmocka_unit_test(refuses_points_off_the_earth),
                                     cmocka_unit_test(measures_known_areas),
                                     cmocka_unit_test(encoding_loses_nothing),
                                     cmocka_unit_test(distance_to_the_line)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
