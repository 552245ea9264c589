/* References: written as they are read, and nothing else is taken for one. */
#include "support.h"

#include "base/slice.h"

#include <sitrep/ledger.h>

static void reads_what_it_writes(void **state) {
  (void)state;
  static const struct {
    const char *text;
    sr_ref ref;
  } cases[] = {{"R3", {SR_REF_REPORT, 3}},
               {"C12", {SR_REF_CLAIM, 12}},
               {"O7", {SR_REF_OBSERVATION, 7}},
               {"K2", {SR_REF_CHECK, 2}},
               {"C9223372036854775807", {SR_REF_CLAIM, INT64_MAX}}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char out[SR_REF_MAX];
    sr_ref ref = {0};
    sr_error err = {0};
    assert_int_equal(sr_ref_write(cases[i].ref, out), strlen(cases[i].text));
    assert_string_equal(out, cases[i].text);
    assert_ok(sr_ref_parse(sr_slice_of(out), &ref, &err), &err);
    assert_true(ref.kind == cases[i].ref.kind && ref.id == cases[i].ref.id);
  }
  sr_ref ref;
  assert_int_equal(sr_ref_parse(SR_SLICE("c12"), &ref, NULL), SR_OK); /* as typed by hand */
  assert_int_equal(ref.kind, SR_REF_CLAIM);
}

static void refuses_the_rest(void **state) {
  (void)state;
  static const char *const bad[] = {"",
                                    "C",
                                    "12",
                                    "C0",
                                    "C012",
                                    "C-1",
                                    "X1",
                                    "C1 ",
                                    " C1",
                                    "C1.5",
                                    "C1,C2",
                                    "CC1",
                                    "#1",
                                    "\0221",
                                    "C9223372036854775808",
                                    "C99999999999999999999999999"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    sr_ref ref;
    sr_error err = {0};
    if (sr_ref_parse(sr_slice_of(bad[i]), &ref, &err) != SR_ERR_INPUT) fail_msg("'%s' was taken", bad[i]);
    assert_true(err.message[0]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_what_it_writes), cmocka_unit_test(refuses_the_rest)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
