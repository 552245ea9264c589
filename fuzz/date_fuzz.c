/* Times in arbitrary text: spans lie in the text in order, windows do not run backwards, pairs point at each other. */
#include "base/date.h"
#include "read/time.h"

#include <stdlib.h>

static void check(bool holds) {
  if (!holds) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 3 || size > 1 << 16) return 0;
  /* The first two bytes are the report's date, from 1970 to 2149; 0 is none. */
  const int32_t day = data[0] << 8 | data[1];
  static sr_text_tools *tools; /* opened once: the tables do not change */
  static sr_time_tables *tables;
  sr_error err;
  if (!tools) {
    sr_arena *arena = sr_arena_new(64u << 20);
    check(arena && !sr_text_open(arena, &tools, &err) && !sr_time_open(arena, &tables, &err));
  }
  sr_report *report = NULL;
  const sr_limits limits = sr_limits_default();
  const sr_report_info info = {.lang = SR_SLICE("en"), .date = day ? day : SR_DAY_NONE, .form = SR_FORM_TEXT};
  if (sr_text_read(tools, &limits, (sr_slice){(const char *)data + 2, size - 2}, &info, &report, &err)) return 0;
  check(sr_times_read(tables, report, &err) == SR_OK);
  for (uint32_t i = 0; i < report->n_times; i++) {
    const sr_time *t = &report->times[i];
    sr_day start, end;
    check(t->span.start < t->span.end && t->span.end <= report->text.len);
    check(!i || report->times[i - 1].span.end <= t->span.start);
    check(t->value.len > 0);
    check(t->start == SR_DAY_NONE || t->end == SR_DAY_NONE || t->start <= t->end);
    check(t->n_tokens > 0 && t->first_token + t->n_tokens <= report->n_tokens);
    check(t->pair < 0 || report->times[t->pair].pair == (int32_t)i);
    (void)sr_time_window(report->times, i, &start, &end);
  }
  sr_report_free(report);
  return 0;
}
