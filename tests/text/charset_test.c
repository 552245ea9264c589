/* Charsets: short texts come back the same from every encoding; what is not text is told so. */
#include "support.h"

#include "base/slice.h"
#include "text/charset.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>

/* UTF-8 text in another charset, by ICU. */
static sr_slice encoded(sr_arena *arena, const char *text, const char *charset) {
  UErrorCode code = U_ZERO_ERROR;
  const int32_t room = (int32_t)strlen(text) * 4 + 8;
  char *out = sr_arena_alloc(arena, (size_t)room);
  const int32_t n = ucnv_convert(charset, "UTF-8", out, room, text, (int32_t)strlen(text), &code);
  assert_true(U_SUCCESS(code));
  return (sr_slice){out, (size_t)n};
}

static void comes_back_the_same(void **state) {
  (void)state;
  static const struct {
    const char *charset, *text;
  } cases[] = {
      {"UTF-8", "Україна"},
      {"UTF-16LE", "The army lost 5 tanks."},
      {"UTF-16BE", "The army lost 5 tanks."},
      {"UTF-16LE", "Уночі над Одесою збили 12 безпілотників."},
      {"UTF-16BE", "Ночью над городом сбили 12 беспилотников."},
      {"windows-1251", "Обстріл Харкова: загинули двоє."},
      {"windows-1251", "Обстрел города: погибли двое."},
      {"windows-1251", "ОБСТРЕЛ ГОРОДА"},
      {"windows-1251", "Минобороны"},
      {"windows-1251", "На фронті «важко», — сказав генерал. Його слова цитує Reuters."},
      {"KOI8-R", "Обстрел города: погибли двое."},
      {"KOI8-R", "ОБСТРЕЛ ГОРОДА"},
      {"KOI8-R", "Минобороны"},
      {"KOI8-U", "Обстріл міста: загинули двоє, п'ять поранено."},
      {"IBM866", "Обстрел города: погибли двое."},
      {"ISO-8859-5", "Обстрел города: погибли двое."},
      {"windows-1252", "The “café” was hit – two people died, says L’Équipe."},
      {"windows-1252", "£283 million"},
      {"windows-1252", "Le ministère a déclaré que l'armée a été frappée à l'aube."},
      {"windows-1250",
       "Według ministra władze miały pięćdziesiąt żołnierzy na wschodzie kraju, a później jeszcze więcej."},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_arena *arena = sr_arena_new(1 << 20);
    sr_slice text;
    sr_error err;
    assert_ok(sr_charset_decode(arena, encoded(arena, cases[i].text, cases[i].charset), (sr_slice){0}, &text, &err),
              &err);
    if (!sr_slice_is(text, cases[i].text)) print_error("%s\n", cases[i].charset);
    assert_slice(text, cases[i].text);
    sr_arena_free(arena);
  }
}

static void marks_and_declarations_win(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_slice text;
  sr_error err;
  assert_ok(sr_charset_decode(arena,
                              SR_SLICE("\xef\xbb\xbf"
                                       "abc"),
                              (sr_slice){0}, &text, &err),
            &err);
  assert_slice(text, "abc");
  assert_ok(sr_charset_decode(arena,
                              SR_SLICE("\xff\xfe"
                                       "a\0b\0"),
                              (sr_slice){0}, &text, &err),
            &err);
  assert_slice(text, "ab");
  assert_ok(sr_charset_decode(arena, SR_SLICE("\xfe\xff\0a\0b"), (sr_slice){0}, &text, &err), &err);
  assert_slice(text, "ab");
  assert_ok(sr_charset_decode(arena, SR_SLICE("\xd0"), SR_SLICE("koi8-r"), &text, &err), &err);
  assert_slice(text, "п");
  assert_ok(sr_charset_decode(arena, SR_SLICE("\xe9t\xe9"), SR_SLICE("no-such-charset"), &text, &err), &err);
  assert_slice(text, "été");
  sr_arena_free(arena);
}

static void says_what_is_wrong(void **state) {
  (void)state;
  static const struct {
    sr_slice bytes;
    const char *declared;
    size_t offset;
    const char *message;
  } cases[] = {
      {{"%PDF-1.4 ...", 12}, "", 0, "PDF"},
      {{"PK\3\4\0\0\0\0", 8}, "", 0, "not text"},
      {{"SQLite format 3\0\1\2\3", 19}, "", 0, "SQLite"},
      {{"abc\0\xff\xff\xff\xff"
        "dd\0\0",
        12},
       "",
       3,
       "not text"},
      {{"\xef\xbb\xbf"
        "ab\xff"
        "c",
        7},
       "",
       5,
       "byte 5 (0xff) is not UTF-8"},
      {{"\xd0\xba\xd1\x96\xd0\xb2\xd1\x82\xff words", 15}, "", 8, "byte 8"},
      {{"caf\xc3\xa9 torn \xe2\x80", 13}, "", 11, "byte 11"},
      {{"caf\xe9", 4}, "utf-8", 3, "byte 3"},
      {{"\xff\xfe"
        "a\0b",
        5},
       "",
       2,
       "middle of a character"},
      {{"\1\2\3\4\5\6 \x90\x91\x92", 10}, "", 0, "control characters"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_arena *arena = sr_arena_new(1 << 20);
    sr_slice text;
    sr_error err = {0};
    const sr_slice declared = {cases[i].declared, strlen(cases[i].declared)};
    assert_int_equal(sr_charset_decode(arena, cases[i].bytes, declared, &text, &err), SR_ERR_INPUT);
    if (!strstr(err.message, cases[i].message)) print_error("got: %s\n", err.message);
    assert_non_null(strstr(err.message, cases[i].message));
    assert_int_equal(err.offset, cases[i].offset);
    sr_arena_free(arena);
  }
}

static void cleans(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_slice text;
  sr_error err;
  assert_ok(sr_charset_clean(arena,
                             SR_SLICE("a\r\nb\rc\td\1e\x7f"
                                      "f\xc2\x85g\xe2\x80\xa8h"),
                             &text, &err),
            &err);
  assert_slice(text, "a\nb\nc\td e f g\nh");
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(comes_back_the_same),
      cmocka_unit_test(marks_and_declarations_win),
      cmocka_unit_test(says_what_is_wrong),
      cmocka_unit_test(cleans),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
