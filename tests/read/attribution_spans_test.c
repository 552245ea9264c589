/* What the taggers of models/attribution.sitrep find on the trees of the English model: exact spans of source, cue and
 * content, and nothing where nobody is said to have said anything. Without models the rules go on alone. */
#include "support.h"

#include "base/slice.h"
#include "read/attribution.h"
#include "read/attribution_learnt.h"
#include "read/reader.h"
#include "syntax/syntax.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct engine {
  sr_arena *tables;
  sr_text_tools *text;
  sr_syntax *syntax;
  sr_reader *reader;
} engine;

static engine open_engine(const char *models) {
  engine e = {.tables = sr_arena_new(1 << 27)};
  sr_error err = {0};
  setenv("SITREP_MODELS", models, 1);
  assert_ok(sr_text_open(e.tables, &e.text, &err), &err);
  assert_ok(sr_syntax_open(&e.syntax, &err), &err);
  assert_ok(sr_reader_open(e.tables, &e.reader, &err), &err);
  return e;
}

static void close_engine(engine *e) {
  sr_reader_close(e->reader);
  sr_syntax_free(e->syntax);
  sr_text_close(e->text);
  sr_arena_free(e->tables);
}

static sr_report *read_with(const engine *e, sr_slice text) {
  const sr_limits limits = sr_limits_default();
  const sr_report_info info = {.date = SR_DAY_NONE, .form = SR_FORM_TEXT, .lang = SR_SLICE("en")};
  sr_report *report;
  sr_error err = {0};
  assert_ok(sr_text_read(e->text, &limits, text, &info, &report, &err), &err);
  assert_ok(sr_syntax_read(e->syntax, report, &err), &err);
  assert_ok(sr_reader_read(e->reader, SR_LAYER_ATTRIBUTIONS, report, &err), &err);
  return report;
}

static void put(char *to, size_t room, const char *between, sr_slice text) {
  const size_t n = strlen(to);
  snprintf(to + n, room - n, "%s%.*s", between, SR_FMT(text));
}

static void put_spans(char *to, size_t room, const sr_report *report, sr_spans spans) {
  for (uint32_t k = 0; k < spans.n; k++) put(to, room, k ? " ... " : "", sr_report_slice(report, spans.at[k]));
}

static void write_found(const sr_report *report, char *to, size_t room) {
  *to = 0;
  for (uint32_t k = 0; k < report->n_attributions; k++) {
    const sr_attribution *a = &report->attributions[k];
    if (a->parent >= 0) continue;
    put(to, room, *to ? " // " : "", SR_SLICE(""));
    put_spans(to, room, report, a->source);
    put(to, room, " | ", SR_SLICE(""));
    put_spans(to, room, report, a->cue);
    put(to, room, " | ", SR_SLICE(""));
    put_spans(to, room, report, a->content);
  }
}

static void spans_of_the_cases(void **state) {
  (void)state;
  engine e = open_engine(SR_SOURCE_DIR "/models");
  const sr_slice whole = sr_test_file("tests/read/attribution_spans.tsv");
  sr_slice file = whole;
  int cases = 0, failed = 0;
  while (file.len) {
    sr_slice line = sr_slice_split(&file, '\n');
    if (!line.len || line.ptr[0] == '#') continue;
    const sr_slice text = sr_slice_split(&line, '\t');
    sr_report *report = read_with(&e, text);
    char got[1000];
    write_found(report, got, sizeof got);
    cases++;
    if (!sr_slice_is(line, got)) {
      failed++;
      print_error("%.*s\n  got %s\n  due %.*s\n", SR_FMT(text), got, SR_FMT(line));
    }
    sr_report_free(report);
  }
  close_engine(&e);
  free((char *)(uintptr_t)whole.ptr);
  assert_true(cases > 15);
  assert_int_equal(failed, 0);
}

/* A deed in words inside what somebody says stands inside it. */
static void nested(void **state) {
  (void)state;
  engine e = open_engine(SR_SOURCE_DIR "/models");
  sr_report *report = read_with(&e, SR_SLICE("The minister said that the rebels had admitted the attack."));
  assert_true(report->n_attributions >= 1);
  assert_slice(sr_report_slice(report, report->attributions[0].cue.at[0]), "said");
  assert_int_equal(report->attributions[0].parent, -1);
  for (uint32_t k = 1; k < report->n_attributions; k++) assert_int_equal(report->attributions[k].parent, 0);
  sr_report_free(report);
  close_engine(&e);
}

static void rules_go_on_without_models(void **state) {
  (void)state;
  engine e = open_engine("/nonexistent");
  sr_report *report = read_with(&e, SR_SLICE("The mayor said the bridge would reopen on Monday."));
  assert_int_equal(report->n_attributions, 1);
  assert_slice(report->attributions[0].source_name, "mayor");
  assert_ptr_equal(report->attributions, report->speech);
  sr_report_free(report);
  close_engine(&e);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spans_of_the_cases),
      cmocka_unit_test(nested),
      cmocka_unit_test(rules_go_on_without_models),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
