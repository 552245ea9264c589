/* Numbers and quantities from any text: readings are ordered, finite and lie inside the report. */
#include "base/slice.h"
#include "base/utf8.h"
#include "read/quantity.h"

#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static sr_text_tools *text; /* opened once: the tables do not change */
  static sr_quantity_tables *tables;
  const sr_limits limits = {.report_bytes = 1 << 16, .memory_bytes = 1 << 28, .html_depth = 64, .sentence_tokens = 200};
  const sr_report_info info = {.lang = SR_SLICE("en"), .date = SR_DAY_NONE, .form = SR_FORM_TEXT};
  sr_error err = {0};
  sr_report *report = NULL;
  if (!text) {
    sr_arena *arena = sr_arena_new(1 << 26);
    if (!arena || sr_text_open(arena, &text, &err) || sr_quantity_open(arena, &tables, &err)) abort();
  }
  if (sr_text_read(text, &limits, (sr_slice){(const char *)data, size}, &info, &report, &err) == SR_OK) {
    if (sr_quantities_read(tables, report, &err)) abort();
    uint32_t before = 0;
    for (uint32_t i = 0; i < report->n_quantities; i++) {
      const sr_quantity *q = &report->quantities[i];
      if (!(q->low <= q->high) || !isfinite(q->low) || !isfinite(q->high) || !(q->granule > 0)) abort();
      if (q->span.start < before || q->span.start >= q->span.end || q->span.end > report->text.len) abort();
      if (q->number.start < q->span.start || q->number.end > q->span.end || !q->unit.len || !q->unit_name.len) abort();
      if (q->first_token + q->n_tokens > report->n_tokens || q->sentence >= report->n_sentences) abort();
      before = q->span.start;
    }
    sr_report_free(report);
  }
  return 0;
}
