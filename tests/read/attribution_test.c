/* Attributions: the chain of sources at a statement, and the three spans. */
#include "reading.h"

#include "read/attribution.h"
#include "read/reader.h"

#include <stdio.h>
#include <stdlib.h>

static sr_report *attributed(sr_arena *tables, const char *text) {
  sr_error err = {0};
  sr_attribution_tables *cues;
  sr_report *report = reading_of(tables, text);
  assert_ok(sr_attribution_open(tables, &cues, &err), &err);
  assert_ok(sr_attributions_read(cues, report, &err), &err);
  return report;
}

/* Every line of attribution_cases.tsv: a text, words in it, and who stands behind them, outermost first. */
static void names_the_chain(void **state) {
  (void)state;
  sr_error err = {0};
  sr_arena *tables = sr_arena_new(1 << 27);
  sr_text_tools *tools;
  sr_reader *reader;
  assert_ok(sr_text_open(tables, &tools, &err), &err);
  assert_ok(sr_reader_open(tables, &reader, &err), &err);
  const sr_limits limits = sr_limits_default();
  const sr_report_info info = {.date = SR_DAY_NONE, .form = SR_FORM_TEXT};
  const sr_slice whole = sr_test_file("tests/read/attribution_cases.tsv");
  sr_slice file = whole;
  int failed = 0, cases = 0;
  while (file.len) {
    sr_slice line = sr_slice_split(&file, '\n');
    if (!line.len || line.ptr[0] == '#') continue;
    const sr_slice text = sr_slice_split(&line, '\t'), at = sr_slice_split(&line, '\t');
    size_t start = 0;
    while (start < text.len && !sr_slice_starts(sr_slice_cut(text, start, text.len), at)) start++;
    assert_true(start < text.len);
    sr_report *report;
    assert_ok(sr_text_read(tools, &limits, text, &info, &report, &err), &err);
    assert_ok(sr_reader_read(reader, SR_LAYER_ATTRIBUTIONS, report, &err), &err);
    const sr_actor_ref *chain;
    uint32_t n;
    const sr_span span = {(uint32_t)start, (uint32_t)(start + at.len)};
    assert_ok(sr_attribution_chain(report, span, report->arena, &chain, &n, &err), &err);
    char got[400] = "";
    for (uint32_t k = 0; k < n; k++)
      snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", k ? " > " : "", SR_FMT(chain[k].name));
    cases++;
    if (!sr_slice_is(line, got)) {
      failed++;
      print_error("%.*s [%.*s]\n  got %s\n  due %.*s\n", SR_FMT(text), SR_FMT(at), got, SR_FMT(line));
    }
    sr_report_free(report);
  }
  sr_text_close(tools);
  sr_arena_free(tables);
  free((char *)(uintptr_t)whole.ptr);
  assert_true(cases > 100);
  assert_int_equal(failed, 0);
}

static void gives_the_three_spans(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_report *report = attributed(arena, "The mayor could not say whether two bridges were closed.");
  assert_int_equal(report->n_attributions, 1);
  const sr_attribution *a = report->attributions;
  assert_int_equal(a->source.n, 1);
  assert_slice(sr_report_slice(report, a->source.at[0]), "The mayor");
  assert_slice(sr_report_slice(report, a->cue.at[0]), "could not say");
  assert_slice(sr_report_slice(report, a->content.at[0]), "whether two bridges were closed");
  assert_false(a->quoted || a->act);
  assert_int_equal(a->parent, -1);
  sr_report_free(report);
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(names_the_chain), cmocka_unit_test(gives_the_three_spans)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
