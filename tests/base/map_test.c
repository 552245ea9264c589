/* Hash maps: what is put is found, growth loses nothing, a value is replaced. */
#include "support.h"

#include "base/map.h"

#include <stdio.h>

static void finds_what_was_put(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 24);
  sr_map map;
  sr_map_init(&map);
  assert_int_equal(sr_map_get(&map, SR_SLICE("Kyiv")), SR_MAP_NONE);
  for (uint32_t i = 0; i < 5000; i++) {
    sr_slice key = sr_arena_format(arena, "settlement %u", i);
    assert_true(sr_map_put(&map, arena, key, i));
  }
  assert_true(sr_map_put(&map, arena, SR_SLICE("settlement 7"), 70));
  assert_int_equal(map.n, 5000);
  assert_int_equal(sr_map_get(&map, SR_SLICE("settlement 4999")), 4999);
  assert_int_equal(sr_map_get(&map, SR_SLICE("settlement 7")), 70);
  assert_int_equal(sr_map_get(&map, SR_SLICE("settlement 5000")), SR_MAP_NONE);
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_what_was_put)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
