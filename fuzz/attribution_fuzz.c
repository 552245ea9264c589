/* The whole reader on arbitrary text: every span lies in the text, every index points at something, parents end. */
#include "read/attribution.h"
#include "read/reader.h"

#include <stdlib.h>

static void check_span(const sr_report *report, sr_span span) {
  if (span.start > span.end || span.end > report->text.len) abort();
}

static void check_spans(const sr_report *report, sr_spans spans) {
  for (uint32_t k = 0; k < spans.n; k++) check_span(report, spans.at[k]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static sr_arena *tables; /* compiled once: they are read-only */
  static sr_text_tools *tools;
  static sr_reader *reader;
  sr_error err = {0};
  if (!tables) {
    tables = sr_arena_new((size_t)1 << 28);
    if (!tables || sr_text_open(tables, &tools, &err) || sr_reader_open(tables, &reader, &err)) abort();
  }
  const sr_limits limits = sr_limits_default();
  const sr_report_info info = {.date = 20000, .form = SR_FORM_TEXT, .lang = {"en", 2}};
  sr_report *report;
  if (sr_text_read(tools, &limits, (sr_slice){(const char *)data, size}, &info, &report, &err)) return 0;
  if (sr_reader_read(reader, SR_LAYERS_ALL, report, &err)) abort();
  for (uint32_t i = 0; i < report->n_places; i++) check_span(report, report->places[i].span);
  for (uint32_t i = 0; i < report->n_actors; i++) {
    check_span(report, report->actors[i].span);
    if (!report->actors[i].name.len || report->actors[i].first_token + report->actors[i].n_tokens > report->n_tokens)
      abort();
    if (i && report->actors[i].span.start < report->actors[i - 1].span.end) abort(); /* none inside another */
  }
  for (uint32_t i = 0; i < report->n_attributions; i++) {
    const sr_attribution *a = &report->attributions[i];
    check_spans(report, a->source);
    check_spans(report, a->cue);
    check_spans(report, a->content);
    if (a->parent >= (int32_t)report->n_attributions || a->parent == (int32_t)i) abort();
    int32_t up = a->parent;
    for (uint32_t step = 0; up >= 0; up = report->attributions[up].parent)
      if (step++ > report->n_attributions) abort(); /* a circle */
    const sr_actor_ref *chain;
    uint32_t n;
    if (a->content.n && sr_attribution_chain(report, a->content.at[0], report->arena, &chain, &n, &err)) abort();
  }
  for (uint32_t i = 0; i < report->n_events; i++) check_span(report, report->events[i].span);
  sr_report_free(report);
  return 0;
}
