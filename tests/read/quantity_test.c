/* Quantities in sentences: tests/read/quantity_cases.tsv holds them with what is due. */
#include "support.h"

#include "base/json.h"
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

static sr_report *read_text(const fixture *f, sr_slice text) {
  const sr_limits limits = sr_limits_default();
  const sr_report_info info = {.date = SR_DAY_NONE, .form = SR_FORM_TEXT};
  sr_report *report = NULL;
  sr_error err = {0};
  assert_ok(sr_text_read(f->text, &limits, text, &info, &report, &err), &err);
  assert_ok(sr_quantities_read(f->tables, report, &err), &err);
  return report;
}

/* "31000 ~ {soldier}; 10..12 = km2" */
static sr_slice spell(const sr_report *report) {
  static const char *const bounds[] = {"=", "~", ">", "<", "up", "down"};
  sr_slice all = SR_SLICE("");
  for (uint32_t i = 0; i < report->n_quantities; i++) {
    const sr_quantity *q = &report->quantities[i];
    char low[SR_NUMBER_MAX], high[SR_NUMBER_MAX];
    const int n_low = (int)sr_number_write(q->low, low), n_high = (int)sr_number_write(q->high, high);
    const bool range = q->low < q->high;
    all = sr_arena_format(report->arena, "%.*s%s%.*s%s%.*s %s %.*s%s", SR_FMT(all), i ? "; " : "", n_low, low,
                          range ? ".." : "", range ? n_high : 0, high, bounds[q->bound], SR_FMT(q->unit),
                          q->vague ? " vague" : "");
  }
  return report->n_quantities ? all : SR_SLICE("-");
}

static void reads_the_cases(void **state) {
  const fixture *f = *state;
  const sr_slice file = sr_test_file("tests/read/quantity_cases.tsv");
  sr_slice rest = file;
  int wrong = 0, cases = 0;
  while (rest.ptr) {
    sr_slice line = sr_slice_split(&rest, '\n');
    if (!line.len || line.ptr[0] == '#') continue;
    const sr_slice text = sr_slice_split(&line, '\t');
    sr_report *report = read_text(f, text);
    const sr_slice got = spell(report);
    cases++;
    if (!sr_slice_eq(got, line)) {
      print_error("\"%.*s\"\n  got      %.*s\n  expected %.*s\n", SR_FMT(text), SR_FMT(got), SR_FMT(line));
      wrong++;
    }
    sr_report_free(report);
  }
  free((void *)(uintptr_t)file.ptr);
  assert_true(cases > 30);
  assert_int_equal(wrong, 0);
}

/* Every span shows its part of the text, and the granule is what the digits say. */
static void keeps_spans(void **state) {
  sr_report *report = read_text(*state, SR_SLICE("It holds about 15 sq. km. per day and 1.2 million people."));
  assert_int_equal(report->n_quantities, 2);
  const sr_quantity *area = &report->quantities[0], *people = &report->quantities[1];
  assert_slice(sr_slice_cut(report->text, area->span.start, area->span.end), "about 15 sq. km. per day");
  assert_slice(sr_slice_cut(report->text, area->number.start, area->number.end), "15");
  assert_slice(sr_slice_cut(report->text, area->unit_span.start, area->unit_span.end), "sq. km. per day");
  assert_slice(area->unit_name, "square kilometre per day");
  assert_true(area->granule == 1);
  assert_true(people->granule == 1e5);
  assert_int_equal(area->first_token, 2);
  assert_int_equal(area->n_tokens, 6);
  sr_report_free(report);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(reads_the_cases, set_up, tear_down),
                                     cmocka_unit_test_setup_teardown(keeps_spans, set_up, tear_down)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
