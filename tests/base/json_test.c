/* The JSON writer: escapes, nesting, numbers in any locale, failures that stick. */
#include "support.h"

#include "base/json.h"
#include "base/slice.h"

#include <jansson.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static void writes_what_a_reader_reads(void **state) {
  (void)state;
  static sr_test_text t;
  t = (sr_test_text){0};
  sr_json json;
  sr_error err = {0};
  sr_json_begin(&json, sr_test_keep, &t);
  sr_json_object(&json);
  sr_json_key_text(&json, "quote", SR_SLICE("he said: \"155\\152-mm\"\n\tЗапоріжжя \x01 \x7f"));
  sr_json_key(&json, "list");
  sr_json_array(&json);
  sr_json_number(&json, 0.038);
  sr_json_int(&json, -9007199254740993);
  sr_json_number(&json, (double)NAN);
  sr_json_bool(&json, true);
  sr_json_array(&json);
  sr_json_array_end(&json);
  sr_json_array_end(&json);
  sr_json_key_text_or_null(&json, "none", (sr_slice){0});
  sr_json_object_end(&json);
  assert_ok(sr_json_end(&json, &err), &err);
  json_t *read = json_loads(t.bytes, 0, NULL);
  assert_non_null(read);
  assert_string_equal(json_string_value(json_object_get(read, "quote")),
                      "he said: \"155\\152-mm\"\n\tЗапоріжжя \x01 \x7f");
  json_t *list = json_object_get(read, "list");
  assert_int_equal(json_array_size(list), 5);
  assert_true(json_real_value(json_array_get(list, 0)) == 0.038);
  assert_true(json_integer_value(json_array_get(list, 1)) == -9007199254740993);
  assert_true(json_is_null(json_array_get(list, 2)));
  assert_true(json_is_null(json_object_get(read, "none")));
  json_decref(read);
}

static void a_failure_sticks(void **state) {
  (void)state;
  static sr_test_text t;
  t = (sr_test_text){.room = 5000};
  sr_json json;
  sr_error err = {0};
  sr_json_begin(&json, sr_test_keep, &t);
  sr_json_array(&json);
  for (int i = 0; i < 10000; i++) sr_json_int(&json, i);
  sr_json_array_end(&json);
  assert_int_equal(sr_json_end(&json, &err), SR_ERR_LIMIT);
  assert_string_equal(err.message, "no room");

  t = (sr_test_text){0};
  sr_json_begin(&json, sr_test_keep, &t);
  sr_json_text(&json, (sr_slice){"Ki\xd1", 3});
  assert_int_equal(sr_json_end(&json, &err), SR_ERR_INPUT);
  assert_int_equal(err.offset, 2);

  sr_json_begin(&json, sr_test_keep, &t);
  for (int i = 0; i < 100; i++) sr_json_array(&json);
  for (int i = 0; i < 100; i++) sr_json_array_end(&json);
  assert_int_equal(sr_json_end(&json, &err), SR_ERR_LIMIT);
}

static void numbers_round_trip_with_the_fewest_digits(void **state) {
  (void)state;
  const struct {
    double value;
    const char *expected;
  } cases[] = {{0, "0"},
               {-0.0, "0"},
               {31000, "31000"},
               {0.038, "0.038"},
               {0.1, "0.1"},
               {1e15, "1e+15"},
               {123456789012, "123456789012"},
               {-2.5, "-2.5"},
               {1.0 / 3, "0.3333333333333333"},
               {5e-324, "4.94066e-324"}};
  char out[SR_NUMBER_MAX];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_number_write(cases[i].value, out);
    assert_string_equal(out, cases[i].expected);
    double again;
    assert_true(sr_number_parse(sr_slice_of(out), &again));
    assert_true(again == cases[i].value);
  }
}

static void numbers_ignore_the_locale(void **state) {
  (void)state;
  /* Whichever comma locale the machine has; without one the test shows only the C locale. */
  const char *const names[] = {"de_DE.UTF-8", "uk_UA.UTF-8", "fr_FR.UTF-8", "C"};
  for (size_t i = 0; i < 4; i++)
    if (setlocale(LC_NUMERIC, names[i])) break;
  char out[SR_NUMBER_MAX];
  double value;
  sr_number_write(17.25, out);
  assert_string_equal(out, "17.25");
  assert_true(sr_number_parse(SR_SLICE("17.25"), &value));
  assert_true(value == 17.25);
  setlocale(LC_NUMERIC, "C");
}

static void what_is_no_number_is_refused(void **state) {
  (void)state;
  const char *const bad[] = {"", "12a", "0x10", "1e", "nan", "inf", "1,5", " 1", "1e999", "--1"};
  double value;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(sr_number_parse(sr_slice_of(bad[i]), &value));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writes_what_a_reader_reads),
      cmocka_unit_test(a_failure_sticks),
      cmocka_unit_test(numbers_round_trip_with_the_fewest_digits),
      cmocka_unit_test(numbers_ignore_the_locale),
      cmocka_unit_test(what_is_no_number_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
