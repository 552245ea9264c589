/* Any bytes through the whole reading, from charset to claims: what comes out is in bounds and well formed. */
#include <sitrep/claim.h>

#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_claim(const sr_claim *c, size_t text_len) {
  if (!c->evidence.n || (unsigned)c->kind >= SR_KIND_COUNT || (unsigned)c->modality >= SR_MODALITY_COUNT) abort();
  for (uint32_t i = 0; i < c->evidence.n; i++)
    if (c->evidence.at[i].start >= c->evidence.at[i].end || c->evidence.at[i].end > text_len) abort();
  if (c->quantity.present && (!(c->quantity.low <= c->quantity.high) || !c->quantity.unit.len)) abort();
  if (!(c->confidence >= 0 && c->confidence <= 1)) abort();
  for (uint32_t i = 0; i < c->n_chain; i++)
    if (!c->chain[i].name.len) abort();
  for (uint32_t i = 0; i < c->n_where; i++)
    if (!c->where[i].name.len) abort();
  if (c->when.present && c->when.start == SR_DAY_NONE && c->when.end == SR_DAY_NONE) abort();
  if (c->when.present && c->when.start != SR_DAY_NONE && c->when.end != SR_DAY_NONE && c->when.start > c->when.end)
    abort();
  if (c->kind == SR_KIND_DAMAGE && !c->n_objects) abort();
  if (c->kind == SR_KIND_STATEMENT && (!c->act || !c->speaker.name.len)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static sr_engine *engine; /* opened once: the tables do not change */
  sr_error err = {0};
  if (!engine) {
    sr_limits limits = sr_limits_default();
    limits.report_bytes = 1 << 16;
    limits.memory_bytes = 1 << 27;
    if (sr_engine_open(&limits, &engine, &err)) abort();
  }
  const sr_report_info info = {.lang = {"en", 2}, .date = 20000, .form = SR_FORM_TEXT};
  sr_report *report = NULL;
  if (sr_report_read(engine, (sr_slice){(const char *)data, size}, &info, SR_LAYERS_ALL, &report, &err)) return 0;
  uint32_t n = 0;
  const sr_claim *claims = sr_report_claims(report, &n);
  for (uint32_t i = 0; i < n; i++) {
    check_claim(&claims[i], sr_report_text(report).len);
    if (i && claims[i - 1].evidence.at[0].start > claims[i].evidence.at[0].start) abort();
  }
  sr_report_free(report);
  return 0;
}
