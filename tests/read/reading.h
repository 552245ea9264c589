/* Reading a text up to a layer, for the tests of the readers. */
#ifndef SR_TESTS_READING_H
#define SR_TESTS_READING_H

#include "support.h"

#include "base/slice.h"
#include "read/actor.h"
#include "read/place.h"

/* A report of text and day (SR_DAY_NONE for none) with places and actors read; end it by sr_report_free. */
static inline sr_report *reading_on(sr_arena *tables, const char *text, sr_day day) {
  sr_error err = {0};
  sr_text_tools *tools;
  sr_place_tables *places;
  sr_actor_tables *actors;
  assert_ok(sr_text_open(tables, &tools, &err), &err);
  assert_ok(sr_place_open(tables, &places, &err), &err);
  assert_ok(sr_actor_open(tables, &actors, &err), &err);
  const sr_limits limits = sr_limits_default();
  const sr_report_info info = {.date = day, .form = SR_FORM_TEXT};
  sr_report *report;
  assert_ok(sr_text_read(tools, &limits, sr_slice_of(text), &info, &report, &err), &err);
  assert_ok(sr_places_read(places, report, &err), &err);
  assert_ok(sr_actors_read(actors, report, &err), &err);
  sr_text_close(tools);
  return report;
}

static inline sr_report *reading_of(sr_arena *tables, const char *text) {
  return reading_on(tables, text, SR_DAY_NONE);
}

#endif
