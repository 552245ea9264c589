/* Events: their PLOVER types, and who does it to whom; with trees and without. */
#include "reading.h"

#include "read/event.h"
#include "read/event_model.h"
#include "syntax/syntax.h"

#include <stdio.h>
#include <stdlib.h>

/* "TYPE mode source>target" of each event, in order. */
static void spell(const sr_report *report, char *got, size_t size) {
  size_t n = 0;
  got[0] = 0;
  for (uint32_t k = 0; k < report->n_events; k++) {
    const sr_event *e = &report->events[k];
    n += (size_t)snprintf(got + n, size - n, "%s%.*s %.*s ", k ? "|" : "", SR_FMT(e->code), SR_FMT(e->mode));
    for (uint32_t s = 0; s < e->n_source; s++)
      n += (size_t)snprintf(got + n, size - n, "%s%.*s", s ? "," : "", SR_FMT(e->source[s]));
    n += (size_t)snprintf(got + n, size - n, ">");
    for (uint32_t t = 0; t < e->n_target; t++)
      n += (size_t)snprintf(got + n, size - n, "%s%.*s", t ? "," : "", SR_FMT(e->target[t]));
    assert_true(e->span.start <= e->trigger.start && e->trigger.end <= e->span.end);
  }
}

/* Reads the text's events; syntax may be NULL. */
static bool gives(const char *text, sr_syntax *syntax, const char *due) {
  sr_error err = {0};
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_report *report = reading_of(arena, text);
  report->about.lang = SR_SLICE("en");
  if (syntax) assert_ok(sr_syntax_read(syntax, report, &err), &err);
  sr_event_tables *tables;
  assert_ok(sr_event_open(arena, &tables, &err), &err);
  assert_ok(sr_events_read(tables, report, &err), &err);
  char got[400];
  spell(report, got, sizeof got);
  const bool good = !strcmp(got, due);
  if (!good) print_error("%s\n  got %s\n  due %s\n", text, got, due);
  sr_event_close(tables);
  sr_report_free(report);
  sr_arena_free(arena);
  return good;
}

static void finds_events_by_words_alone(void **state) {
  static const struct {
    const char *text, *events;
  } cases[] = {
      {"Poland accused Belarus of theft.", "ACCUSE allege POL>BLR"},
      {"Belarus was accused by Poland.", "ACCUSE allege POL>BLR"},
      {"Poland rejected the plan.", "REJECT  POL>"},
      {"Poland and Belarus met.", "CONSULT  POL,BLR>"},
      {"Polish forces shelled the hill.", "ASSAULT heavy-weapons POLMIL>"},
      {"Poland said little.", ""},
  };
  (void)state;
  int failed = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) failed += !gives(cases[i].text, NULL, cases[i].events);
  assert_int_equal(failed, 0);
}

static void finds_events_in_trees(void **state) {
  (void)state;
  sr_error err = {0};
  sr_syntax *syntax;
  assert_ok(sr_syntax_open(&syntax, &err), &err);
  const sr_slice file = sr_test_file("tests/read/event_cases.tsv");
  sr_slice rest = file;
  int failed = 0, n = 0;
  while (rest.ptr) {
    sr_slice line = sr_slice_split(&rest, '\n');
    if (!line.len || line.ptr[0] == '#') continue;
    char text[300], due[100];
    const sr_slice sentence = sr_slice_split(&line, '\t');
    snprintf(text, sizeof text, "%.*s", SR_FMT(sentence));
    snprintf(due, sizeof due, "%.*s", SR_FMT(line));
    failed += !gives(text, syntax, sr_slice_is(line, "-") ? "" : due);
    n++;
  }
  free((void *)(uintptr_t)file.ptr);
  sr_syntax_free(syntax);
  assert_int_equal(failed, 0);
  assert_true(n > 10);
}

static void refuses_a_damaged_model(void **state) {
  (void)state;
  sr_error err = {0};
  sr_event_model model;
  assert_int_equal(sr_event_model_read(SR_SLICE("SITREPEV"), &model, &err), SR_ERR_INPUT);
  const sr_slice file = sr_test_file("models/events.sitrep");
  char *bytes = aligned_alloc(64, (file.len + 63) / 64 * 64);
  assert_non_null(bytes);
  memcpy(bytes, file.ptr, file.len);
  assert_ok(sr_event_model_read((sr_slice){bytes, file.len}, &model, &err), &err);
  assert_int_equal(sr_event_model_read((sr_slice){bytes, file.len - 64}, &model, &err), SR_ERR_INPUT);
  bytes[file.len / 2] ^= 1;
  assert_int_equal(sr_event_model_read((sr_slice){bytes, file.len}, &model, &err), SR_ERR_INPUT);
  free(bytes);
  free((void *)(uintptr_t)file.ptr);
}

int main(void) {
  setenv("SITREP_MODELS", SR_SOURCE_DIR "/models", 1);
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_events_by_words_alone),
                                     cmocka_unit_test(finds_events_in_trees),
                                     cmocka_unit_test(refuses_a_damaged_model)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
