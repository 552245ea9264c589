/* Lexicons: every form of a list has its entry, others hardly ever have one, and words share the rows of their parts.
 */
#include "support.h"

#include "data.h"
#include "lexbuild.h"

#include "base/slice.h"
#include "syntax/feature.h"

#include <stdio.h>
#include <stdlib.h>

static const char LEXICON[] = SR_SOURCE_DIR "/tests/train/toy.lex";

static void every_form_has_its_entry(void **state) {
  (void)state;
  enum { N = 20000, SETS = 300 };
  static char names[2 * N][12];
  static sr_slice keys[2 * N];
  static uint16_t sets[N];
  static char pool[SETS];
  static uint32_t offsets[SETS + 1];
  for (int i = 0; i < 2 * N; i++) {
    snprintf(names[i], sizeof names[i], "form%d", i * 7);
    keys[i] = sr_slice_of(names[i]);
    if (i < N) sets[i] = (uint16_t)(i * 31 % SETS);
  }
  for (uint32_t i = 0; i <= SETS; i++) offsets[i] = i;
  for (uint32_t n = 1; n <= N; n = n * 20 > N && n < N ? N : n * 20) {
    uint32_t n_cells;
    uint16_t *cells = lexicon_build(keys, sets, n, &n_cells);
    assert_non_null(cells);
    assert_true(n < 1000 || n_cells < 1.25 * n);
    const sr_lexicon lexicon = {cells, n_cells, offsets, pool, SETS};
    for (uint32_t i = 0; i < n; i++) assert_ptr_equal(sr_lexicon_parts(&lexicon, keys[i]).ptr, pool + sets[i]);
    uint32_t strange = 0;
    for (uint32_t i = N; i < 2 * N; i++) strange += sr_lexicon_parts(&lexicon, keys[i]).len != 0;
    /* one in sixteen passes the check by chance, and is then a set's number or not */
    assert_true(n < N || strange < N / 16);
    free(cells);
  }
}

static void a_form_that_stands_there_twice_is_no_lexicon(void **state) {
  (void)state;
  const sr_slice keys[] = {SR_SLICE("army"), SR_SLICE("village"), SR_SLICE("army")};
  const uint16_t sets[] = {0, 1, 1};
  uint32_t n_cells;
  assert_null(lexicon_build(keys, sets, 3, &n_cells));
}

static bool has_row(const sr_features *f, uint32_t row) {
  for (uint32_t i = 0; i < f->n_affixes; i++)
    if (f->affixes[i] == row) return true;
  return false;
}

static uint32_t shared(const train_data *d, const char *one, const char *other) {
  sr_features a, b;
  sr_features_of(sr_slice_of(one), 1 << 20, 64, &d->lexicon, &a);
  sr_features_of(sr_slice_of(other), 1 << 20, 64, &d->lexicon, &b);
  uint32_t n = 0;
  for (uint32_t i = 0; i < a.n_affixes; i++) n += has_row(&b, a.affixes[i]);
  return n;
}

static void words_share_the_rows_of_their_parts(void **state) {
  (void)state;
  sr_error err = {0};
  train_data *d = data_new(64, 64);
  assert_ok(data_read_lexicon(d, LEXICON, &err), &err);
  assert_int_equal(d->lexicon.n_sets, 2);
  assert_int_equal(shared(d, "Army", "bridge"), 3); /* the entry and its two parts, whatever the case */
  assert_int_equal(shared(d, "Seized", "army"), 0);
  assert_true(shared(d, "seized", "held") > 3); /* and an ending */
  assert_true(shared(d, "Oslo", "army") == 0);
  assert_int_equal(data_read_lexicon(d, "/nonexistent", &err), SR_ERR_IO);
  data_free(d);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_form_has_its_entry),
                                     cmocka_unit_test(a_form_that_stands_there_twice_is_no_lexicon),
                                     cmocka_unit_test(words_share_the_rows_of_their_parts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
