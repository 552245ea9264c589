/* CoNLL-U: what treebanks hold is read, written back as it was, and what is broken is an error with its place. */
#include "support.h"

#include "base/slice.h"
#include "syntax/conllu.h"

static const char SAMPLE[] = "# newdoc id = harbour\n"
                             "# sent_id = 1\n"
                             "# newpar\n"
                             "# text = They don't stop.\n"
                             "1\tThey\tthey\tPRON\tPRP\tCase=Nom|Number=Plur\t4\tnsubj\t_\t_\n"
                             "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n"
                             "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
                             "4\tstop\tstop\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
                             "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
                             "\n";

static void reads_what_treebanks_hold(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_conllu file;
  sr_error err = {0};
  assert_ok(sr_conllu_read(arena, SR_SLICE(SAMPLE), &file, &err), &err);
  assert_int_equal(file.n_sentences, 1);
  const sr_conllu_sentence *s = &file.sentences[0];
  assert_slice(s->doc, "harbour");
  assert_slice(s->text, "They don't stop.");
  assert_true(s->new_doc && s->new_par);
  assert_int_equal(s->n_words, 5);
  assert_int_equal(s->words[0].head, 4);
  assert_int_equal(s->words[3].head, 0);
  assert_slice(s->words[0].feats, "Case=Nom|Number=Plur");
  assert_slice(s->words[1].feats, "");
  assert_int_equal(s->n_ranges, 1);
  assert_slice(s->ranges[0].form, "don't");
  assert_true(s->words[0].space_after);
  assert_false(s->words[1].space_after); /* inside the written token */
  assert_true(s->words[2].space_after);
  assert_false(s->words[3].space_after);
  assert_slice(sr_conllu_format(arena, s), SAMPLE);
  sr_arena_free(arena);
}

static void passes_over_empty_nodes_and_line_ends(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_conllu file;
  sr_error err = {0};
  const sr_slice text = SR_SLICE("1\ta\t_\t_\t_\t_\t_\t_\t_\t_\r\n1.1\tb\t_\t_\t_\t_\t_\t_\t_\t_\r\n"
                                 "2\tc\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n\r\n1\td\t_\t_\t_\t_\t_\t_\t_\t_");
  assert_ok(sr_conllu_read(arena, text, &file, &err), &err);
  assert_int_equal(file.n_sentences, 2);
  assert_int_equal(file.sentences[0].n_words, 2);
  assert_int_equal(file.sentences[0].words[0].head, SR_CONLLU_NO_HEAD);
  assert_slice(file.sentences[1].words[0].form, "d");
  sr_arena_free(arena);
}

static void broken_files_are_errors(void **state) {
  (void)state;
  static const char *const BROKEN[] = {
      "1\ttoo\tfew\n\n",
      "2\ta\t_\t_\t_\t_\t0\t_\t_\t_\n\n",                                  /* begins at 2 */
      "1\ta\t_\t_\t_\t_\t2\t_\t_\t_\n\n",                                  /* head outside */
      "1\ta\t_\t_\t_\t_\tx\t_\t_\t_\n\n",                                  /* head no number */
      "1-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t0\t_\t_\t_\n\n", /* range outside */
      "1\t\t_\t_\t_\t_\t0\t_\t_\t_\n\n",                                   /* no form */
      "1\ta\t_\t_\t_\t_\t0\t_\t_\t_\textra\n\n",
      "99999999999\ta\t_\t_\t_\t_\t0\t_\t_\t_\n\n",
      "1\t\xff\t_\t_\t_\t_\t0\t_\t_\t_\n\n", /* not UTF-8 */
  };
  for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
    sr_arena *arena = sr_arena_new(1 << 20);
    sr_conllu file;
    sr_error err = {0};
    if (sr_conllu_read(arena, sr_slice_of(BROKEN[i]), &file, &err) != SR_ERR_INPUT) fail_msg("case %zu was read", i);
    assert_true(err.offset <= strlen(BROKEN[i]));
    sr_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_what_treebanks_hold),
                                     cmocka_unit_test(passes_over_empty_nodes_and_line_ends),
                                     cmocka_unit_test(broken_files_are_errors)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
