/* UTF-8: what is well formed, stepping both ways, normal forms and the form for matching. */
#include "support.h"

#include "base/slice.h"
#include "base/utf8.h"

static void finds_the_first_bad_byte(void **state) {
  (void)state;
  const struct {
    const char *text;
    size_t bad;
  } cases[] = {
      {"", SR_NOWHERE},
      {"plain ASCII of some length, past eight bytes", SR_NOWHERE},
      {"Київ, Łódź, 東京, 🛰", SR_NOWHERE},
      {"Kyiv \xd0", 5},              /* cut short */
      {"\xc0\xaf", 0},               /* overlong */
      {"abc\xed\xa0\x80", 3},        /* surrogate */
      {"\xf4\x90\x80\x80", 0},       /* past U+10FFFF */
      {"long enough \x80 here", 12}, /* a lone continuation byte */
      {"\xe0\x80\x80", 0},
      {"\xf0\x9f\x9b", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_true(sr_utf8_check(sr_slice_of(cases[i].text)) == cases[i].bad);
}

static void steps_forward_and_back_alike(void **state) {
  (void)state;
  const sr_slice text = sr_slice_of("aЖ東🛰z");
  const uint32_t expected[] = {'a', 0x416, 0x6771, 0x1f6f0, 'z'};
  size_t at = 0;
  for (int i = 0; i < 5; i++) {
    char out[4];
    const size_t from = at;
    const uint32_t c = sr_utf8_next(text, &at);
    assert_int_equal(c, expected[i]);
    assert_int_equal(sr_utf8_put(c, out), at - from);
    assert_memory_equal(out, text.ptr + from, at - from);
  }
  assert_int_equal(at, text.len);
  for (int i = 5; i-- > 0;) assert_int_equal(sr_utf8_before(text, &at), expected[i]);
  assert_int_equal(at, 0);
}

static void levels_for_matching(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  const struct {
    const char *text, *norm;
  } cases[] = {
      {"Sq. Km.", "sq. km."},           {"Ukraine\u2019s", "ukraine's"}, {"10\u201312", "10-12"},
      {"31\u00a0000", "31 000"},        {"ЗАПОРІЖЖЯ", "запоріжжя"},      {"Cafe\u0301", "caf\u00e9"},
      {"co\u00adoperate", "cooperate"}, {"\u201eЗа\u201c", "\"за\""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_slice(sr_utf8_norm(arena, sr_slice_of(cases[i].text)), cases[i].norm);
  assert_slice(sr_utf8_nfc(arena, sr_slice_of("Cafe\u0301")), "Caf\u00e9");
  const sr_slice ascii = SR_SLICE("Kyiv");
  assert_ptr_equal(sr_utf8_nfc(arena, ascii).ptr, ascii.ptr); /* nothing is copied that need not be */
  sr_arena_free(arena);
}

static void no_memory_is_told(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(4);
  assert_null(sr_utf8_norm(arena, sr_slice_of("Запоріжжя")).ptr);
  assert_null(sr_utf8_norm(arena, sr_slice_of("Zaporizhzhia")).ptr);
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_the_first_bad_byte),
      cmocka_unit_test(steps_forward_and_back_alike),
      cmocka_unit_test(levels_for_matching),
      cmocka_unit_test(no_memory_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
