/* Events: triggers with their PLOVER types, and who does it to whom. */
#include "reading.h"

#include "read/event.h"

#include <stdio.h>

/* events: "TYPE mode source>target" of each, in order. */
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

static void finds_events(void **state) {
  (void)state;
  int failed = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_arena *arena = sr_arena_new(1 << 26);
    sr_report *report = reading_of(arena, cases[i].text);
    sr_event_tables *tables;
    sr_error err = {0};
    assert_ok(sr_event_open(arena, &tables, &err), &err);
    assert_ok(sr_events_read(tables, report, &err), &err);
    char got[400] = "";
    for (uint32_t k = 0; k < report->n_events; k++) {
      const sr_event *e = &report->events[k];
      snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s %.*s ", k ? "|" : "", SR_FMT(e->code),
               SR_FMT(e->mode));
      for (uint32_t s = 0; s < e->n_source; s++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", s ? "," : "", SR_FMT(e->source[s]));
      snprintf(got + strlen(got), sizeof got - strlen(got), ">");
      for (uint32_t t = 0; t < e->n_target; t++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", t ? "," : "", SR_FMT(e->target[t]));
    }
    if (strcmp(got, cases[i].events)) {
      failed++;
      print_error("%s\n  got %s\n  due %s\n", cases[i].text, got, cases[i].events);
    }
    sr_arena_free(report->arena);
    sr_arena_free(arena);
  }
  assert_int_equal(failed, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_events)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
