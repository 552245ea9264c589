/* Times. Cases are data: tests/read/time_cases.tsv, a report's date, its text, and the times due in it. */
#include "support.h"

#include "base/date.h"
#include "base/slice.h"
#include "read/time.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct desk {
  sr_arena *arena;
  sr_text_tools *tools;
  sr_time_tables *tables;
  sr_limits limits;
} desk;

static int open_desk(void **state) {
  static desk d;
  sr_error err;
  d = (desk){.arena = sr_arena_new(1 << 26), .limits = sr_limits_default()};
  assert_ok(sr_text_open(d.arena, &d.tools, &err), &err);
  assert_ok(sr_time_open(d.arena, &d.tables, &err), &err);
  *state = &d;
  return 0;
}

static int close_desk(void **state) {
  const desk *d = *state;
  sr_text_close(d->tools);
  sr_arena_free(d->arena);
  return 0;
}

static sr_report *read_times(const desk *d, sr_slice text, sr_day date) {
  sr_error err;
  sr_report *report = NULL;
  const sr_report_info info = {.date = date, .form = SR_FORM_TEXT, .lang = SR_SLICE("en")};
  assert_ok(sr_text_read(d->tools, &d->limits, text, &info, &report, &err), &err);
  assert_ok(sr_times_read(d->tables, report, &err), &err);
  return report;
}

static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};

static sr_slice printed(sr_report *report) {
  sr_slice all = {"", 0};
  for (uint32_t i = 0; i < report->n_times; i++) {
    const sr_time *t = &report->times[i];
    const sr_slice text = {report->text.ptr + t->span.start, t->span.end - t->span.start};
    char from[SR_DAY_MAX], to[SR_DAY_MAX];
    sr_day start, end;
    (void)sr_time_window(report->times, i, &start, &end);
    all = sr_arena_format(report->arena, "%.*s%s%.*s = %s %.*s %s..%s", SR_FMT(all), i ? " ; " : "", SR_FMT(text),
                          types[t->type], SR_FMT(t->value), sr_day_write(start, from), sr_day_write(end, to));
  }
  return all;
}

static void reads_as_the_cases_say(void **state) {
  const desk *d = *state;
  const sr_slice file = sr_test_file("tests/read/time_cases.tsv");
  int cases = 0, bad = 0;
  for (sr_slice rest = file; rest.ptr;) {
    sr_slice line = sr_slice_split(&rest, '\n');
    if (!line.len || line.ptr[0] == '#') continue;
    const sr_slice date = sr_slice_split(&line, '\t'), text = sr_slice_split(&line, '\t');
    sr_day day = SR_DAY_NONE;
    (void)sr_day_parse(date, &day);
    sr_report *report = read_times(d, text, day);
    const sr_slice got = printed(report);
    if (!sr_slice_eq(got, line) && ++bad)
      printf("%.*s\n  got: %.*s\n  due: %.*s\n", SR_FMT(text), SR_FMT(got), SR_FMT(line));
    cases++;
    sr_report_free(report);
  }
  free((char *)(uintptr_t)file.ptr);
  assert_true(cases > 50);
  assert_int_equal(bad, 0);
}

static void tells_signals_and_ranges(void **state) {
  sr_report *report = read_times(
      *state, SR_SLICE("Since May 1 and until 30 June, on Monday, in August, from 2 to 4 July. May 2 fell."), 20280);
  assert_int_equal(report->n_times, 7);
  const sr_time *t = report->times;
  assert_int_equal(t[0].signal, SR_SIGNAL_SINCE);
  assert_int_equal(t[1].signal, SR_SIGNAL_UNTIL);
  assert_int_equal(t[2].signal, SR_SIGNAL_ON);
  assert_int_equal(t[3].signal, SR_SIGNAL_DURING);
  assert_int_equal(t[4].pair, 5);
  assert_int_equal(t[5].pair, 4);
  assert_int_equal(t[6].signal, SR_SIGNAL_NONE);
  assert_int_equal(t[6].pair, -1);
  assert_int_equal(t[6].sentence, 1);
  sr_report_free(report);
}

/* A history names its own years: bare months and days belong to the year that was told last, not to the reader's. */
static void follows_a_history(void **state) {
  sr_report *report =
      read_times(*state,
                 SR_SLICE("In 1915 the line moved. In May 1916 it broke. On 3 June the fort fell, and two "
                          "days later the town. The war of 1917 was worse than that of 1914. In "
                          "October 1918 it ended, in 1919 they signed."),
                 20280);
  assert_true(report->n_times >= 4);
  assert_slice(report->times[2].value, "1916-06-03");
  assert_slice(report->times[3].value, "1916-06-05");
  sr_report_free(report);
}

/* Twice the text costs about twice the memory: no list of times is kept per time. */
static void costs_what_the_text_is_long(void **state) {
  const desk *d = *state;
  const char *piece = "On Monday, 7 July 2025, at 9 a.m. the past two weeks were over, more than two years later. ";
  size_t used[2];
  for (int k = 0; k < 2; k++) {
    const size_t n = ((size_t)k + 1) * 400 * strlen(piece);
    char *text = malloc(n);
    assert_non_null(text);
    for (size_t i = 0; i < n; i++) text[i] = piece[i % strlen(piece)];
    sr_report *report = read_times(d, (sr_slice){text, n}, 20280);
    used[k] = sr_arena_used(report->arena);
    sr_report_free(report);
    free(text);
  }
  assert_true(used[1] < used[0] * 5 / 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_as_the_cases_say),
                                     cmocka_unit_test(tells_signals_and_ranges), cmocka_unit_test(follows_a_history),
                                     cmocka_unit_test(costs_what_the_text_is_long)};
  return cmocka_run_group_tests(tests, open_desk, close_desk);
}
