/* Arenas: zeroed memory, a ceiling that holds, growth that keeps what was there, marks that give memory back. */
#include "support.h"

#include "base/slice.h"
#include "base/vec.h"

#include <stdint.h>

static void memory_is_zeroed_and_aligned(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  for (size_t size = 0; size < 600; size += 7) {
    uint8_t *piece = sr_arena_alloc(arena, size);
    assert_non_null(piece);
    assert_int_equal((uintptr_t)piece % alignof(max_align_t), 0);
    for (size_t i = 0; i < size; i++) assert_int_equal(piece[i], 0);
    memset(piece, 0xff, size);
  }
  sr_arena_free(arena);
}

static void the_ceiling_holds(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1000);
  assert_non_null(sr_arena_alloc(arena, 600));
  assert_null(sr_arena_alloc(arena, 401));
  assert_non_null(sr_arena_alloc(arena, 400));
  assert_null(sr_arena_alloc(arena, 1));
  assert_null(sr_arena_alloc(arena, SIZE_MAX));
  assert_null(sr_arena_array(arena, SIZE_MAX / 2, 4));
  assert_int_equal(sr_arena_used(arena), 1000);
  sr_error err = {0};
  assert_int_equal(sr_arena_fail(arena, &err), SR_ERR_NOMEM);
  assert_string_equal(err.message, "out of memory after 1000 of at most 1000 bytes");
  sr_arena_free(arena);
}

static void two_share_a_ceiling(void **state) {
  (void)state;
  sr_arena *kept = sr_arena_new(1000), *scratch = sr_arena_new(1000);
  sr_arena_share(kept, scratch);
  assert_non_null(sr_arena_alloc(kept, 600));
  assert_null(sr_arena_alloc(scratch, 401));
  assert_non_null(sr_arena_alloc(scratch, 400));
  assert_null(sr_arena_alloc(kept, 1));
  sr_arena_clear(scratch);
  assert_non_null(sr_arena_alloc(kept, 300));
  assert_null(sr_arena_alloc(scratch, 101));
  sr_arena_free(scratch);
  assert_non_null(sr_arena_alloc(kept, 100));
  sr_arena_free(kept);
}

static void vectors_keep_what_was_pushed(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  SR_VEC(uint64_t) numbers = {0};
  SR_VEC(char) between = {0};
  for (uint32_t i = 0; i < 5000; i++) {
    uint64_t *last = SR_PUSH(arena, &numbers);
    assert_non_null(last);
    assert_int_equal(*last, 0);
    *last = i * i;
    char *c = SR_PUSH(arena, &between); /* so that growth cannot always be in place */
    assert_non_null(c);
    *c = (char)i;
  }
  assert_int_equal(numbers.n, 5000);
  for (uint64_t i = 0; i < 5000; i++) assert_int_equal(numbers.at[i], i * i);
  sr_arena_free(arena);
}

static void a_full_arena_leaves_the_vector_as_it_was(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(200);
  SR_VEC(uint64_t) numbers = {0};
  uint32_t n = 0;
  for (uint64_t *last; (last = SR_PUSH(arena, &numbers)); n++) *last = n;
  assert_int_equal(numbers.n, n);
  for (uint32_t i = 0; i < n; i++) assert_int_equal(numbers.at[i], i);
  sr_arena_free(arena);
}

static void a_reset_gives_memory_back(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(100000);
  char *kept = sr_arena_alloc(arena, 100);
  memcpy(kept, "kept", 5);
  for (int round = 0; round < 1000; round++) { /* far more than the ceiling in all */
    const sr_arena_mark mark = sr_arena_save(arena);
    assert_non_null(sr_arena_alloc(arena, 70000));
    assert_non_null(sr_arena_alloc(arena, 20000));
    sr_arena_reset(arena, mark);
  }
  assert_int_equal(sr_arena_used(arena), 100);
  assert_string_equal(kept, "kept");
  sr_arena_free(arena);
}

static void large_pieces_leave_no_copies(void **state) {
  (void)state;
  enum { FIRST = 3 << 20, LAST = 40 << 20 };
  sr_arena *arena = sr_arena_new(LAST + 100); /* which is less than all its sizes together */
  const sr_arena_mark mark = sr_arena_save(arena);
  char *piece = sr_arena_alloc(arena, FIRST);
  assert_non_null(piece);
  piece[FIRST - 1] = 7;
  size_t size = FIRST;
  for (; size * 2 <= LAST; size *= 2) {
    piece = sr_arena_grow(arena, piece, size, 2 * size);
    assert_non_null(piece);
    assert_int_equal(piece[FIRST - 1], 7);
    for (size_t i = size; i < 2 * size; i += 4096) assert_int_equal(piece[i], 0);
    assert_non_null(sr_arena_alloc(arena, 10)); /* so that it is not the last one */
  }
  assert_true(sr_arena_used(arena) < size + 100);
  assert_null(sr_arena_grow(arena, piece, size, 2 * (size_t)LAST));
  sr_arena_reset(arena, mark);
  assert_int_equal(sr_arena_used(arena), 0);
  assert_non_null(sr_arena_alloc(arena, LAST));
  sr_arena_free(arena);
}

static void texts_are_copied_with_a_nul_behind(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 16);
  const sr_slice copy = sr_arena_copy(arena, (sr_slice){"Kyiv, Ukraine", 4});
  assert_slice(copy, "Kyiv");
  assert_int_equal(copy.ptr[4], 0);
  assert_slice(sr_arena_join(arena, copy, SR_SLICE(" region")), "Kyiv region");
  assert_slice(sr_arena_join(arena, (sr_slice){0}, copy), "Kyiv");
  assert_slice(sr_arena_format(arena, "%d of %s", 12, "drones"), "12 of drones");
  const sr_slice empty = sr_arena_copy(arena, (sr_slice){0});
  assert_non_null(empty.ptr);
  assert_int_equal(empty.len, 0);
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_is_zeroed_and_aligned),
      cmocka_unit_test(the_ceiling_holds),
      cmocka_unit_test(two_share_a_ceiling),
      cmocka_unit_test(vectors_keep_what_was_pushed),
      cmocka_unit_test(a_full_arena_leaves_the_vector_as_it_was),
      cmocka_unit_test(a_reset_gives_memory_back),
      cmocka_unit_test(large_pieces_leave_no_copies),
      cmocka_unit_test(texts_are_copied_with_a_nul_behind),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
