/* Concepts of quantities: tests/read/concept_cases.tsv holds sentences with their trees and what is due. */
#include "support.h"

#include "base/slice.h"
#include "read/quantity.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct fixture {
  sr_arena *arena;
  sr_text_tools *text;
  sr_quantity_tables *tables;
} fixture;

static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  sr_error err = {0};
  assert_non_null(f);
  f->arena = sr_arena_new(1 << 26);
  assert_ok(sr_text_open(f->arena, &f->text, &err), &err);
  assert_ok(sr_quantity_open(f->arena, &f->tables, &err), &err);
  *state = f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  sr_text_close(f->text);
  sr_arena_free(f->arena);
  free(f);
  return 0;
}

static uint32_t number_in(sr_slice digits) {
  uint32_t n = 0;
  for (size_t i = 0; i < digits.len; i++) n = n * 10 + (uint32_t)(digits.ptr[i] - '0');
  return n;
}

/* Sets the tree: "NOUN/nsubj/3 VERB/root/0", a token each, heads counted from 1; "-" for none. */
static void plant(sr_report *report, sr_slice tree) {
  if (sr_slice_is(tree, "-")) return;
  for (uint32_t i = 0; i < report->n_tokens; i++) {
    sr_slice node = sr_slice_split(&tree, ' ');
    sr_token *token = &report->tokens[i];
    token->upos = sr_slice_split(&node, '/');
    token->deprel = sr_slice_split(&node, '/');
    const uint32_t head = number_in(node);
    token->head = head ? head - 1 : i;
    assert_true(token->upos.len && token->head < report->n_tokens);
  }
  assert_null(tree.ptr);
}

/* "exports to China | -": the concepts of the quantities, the words of one parted by blanks. */
static sr_slice spell(const sr_report *report) {
  sr_slice all = SR_SLICE("");
  for (uint32_t i = 0; i < report->n_quantities; i++) {
    const sr_spans *concept = &report->quantities[i].concept;
    if (i) all = sr_arena_format(report->arena, "%.*s | ", SR_FMT(all));
    if (!concept->n) all = sr_arena_format(report->arena, "%.*s-", SR_FMT(all));
    for (uint32_t k = 0; k < concept->n; k++)
      all = sr_arena_format(report->arena, "%.*s%s%.*s", SR_FMT(all), k ? ", " : "",
                            SR_FMT(sr_slice_cut(report->text, concept->at[k].start, concept->at[k].end)));
  }
  return all;
}

static void reads_the_cases(void **state) {
  const fixture *f = *state;
  const sr_limits limits = sr_limits_default();
  const sr_report_info info = {.date = SR_DAY_NONE, .form = SR_FORM_TEXT};
  const sr_slice file = sr_test_file("tests/read/concept_cases.tsv");
  int wrong = 0, cases = 0;
  for (sr_slice rest = file; rest.ptr;) {
    sr_slice line = sr_slice_split(&rest, '\n');
    if (!line.len || line.ptr[0] == '#') continue;
    const sr_slice text = sr_slice_split(&line, '\t'), tree = sr_slice_split(&line, '\t');
    sr_report *report = NULL;
    sr_error err = {0};
    assert_ok(sr_text_read(f->text, &limits, text, &info, &report, &err), &err);
    plant(report, tree);
    assert_ok(sr_quantities_read(f->tables, report, &err), &err);
    const sr_slice got = spell(report);
    cases++;
    if (!sr_slice_eq(got, line)) {
      print_error("\"%.*s\"\n  got      %.*s\n  expected %.*s\n", SR_FMT(text), SR_FMT(got), SR_FMT(line));
      wrong++;
    }
    sr_report_free(report);
  }
  free((void *)(uintptr_t)file.ptr);
  assert_true(cases >= 10);
  assert_int_equal(wrong, 0);
}

/* A tree that is none, of tokens that head each other, is climbed for a while and left. */
static void survives_a_ring(void **state) {
  const fixture *f = *state;
  const sr_limits limits = sr_limits_default();
  const sr_report_info info = {.date = SR_DAY_NONE, .form = SR_FORM_TEXT};
  sr_report *report = NULL;
  sr_error err = {0};
  assert_ok(sr_text_read(f->text, &limits, SR_SLICE("Prices rose 5 percent"), &info, &report, &err), &err);
  for (uint32_t i = 0; i < report->n_tokens; i++) {
    report->tokens[i].upos = SR_SLICE("NOUN");
    report->tokens[i].deprel = SR_SLICE("nmod");
    report->tokens[i].head = (i + 1) % report->n_tokens;
  }
  assert_ok(sr_quantities_read(f->tables, report, &err), &err);
  assert_int_equal(report->n_quantities, 1);
  sr_report_free(report);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(reads_the_cases, set_up, tear_down),
                                     cmocka_unit_test_setup_teardown(survives_a_ring, set_up, tear_down)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
