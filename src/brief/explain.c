/* From a reference back to its sentence; see sitrep/brief.h. */
#include "brief/render.h"
#include "brief/wording.h"

#include "base/slice.h"

#include <sitrep/brief.h>

enum { EXPLAIN_CEILING = 256 << 20 };

static void line(sr_page *page, const char *head) {
  sr_page_block(page, SR_BLOCK_PARAGRAPH);
  sr_page_toned(page, SR_TONE_MUTED, head);
}

static void field_line(sr_page *page, const char *head, sr_ref row, sr_slice field) {
  if (!field.len) return;
  line(page, head);
  sr_page_field(page, row, field);
}

static void title(sr_page *page, sr_ref row, const char *what) {
  sr_page_block(page, SR_BLOCK_TITLE);
  sr_page_ref(page, row);
  sr_page_words(page, what);
}

static sr_status explain_claim(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  sr_page *page = user;
  title(page, stored->ref, " is a claim");
  line(page, "who says so  ");
  sr_word_source(page, stored);
  line(page, "what  ");
  sr_word_kind(page, stored);
  line(page, "figure  ");
  if (stored->claim.quantity.present || stored->claim.money.present)
    sr_word_figure(page, stored);
  else
    sr_page_words(page, "none");
  line(page, "when  ");
  if (stored->claim.when.present)
    sr_word_when(page, stored);
  else
    sr_page_words(page, "the text does not say");
  if (stored->claim.n_where) {
    line(page, "where  ");
    sr_word_where(page, stored);
  }
  line(page, "evidence  ");
  sr_page_quote(page, stored->ref, stored->evidence);
  line(page, "in the sentence  ");
  sr_page_quote(page, stored->ref, stored->sentence);
  line(page, "in the report  ");
  sr_page_ref(page, stored->report);
  sr_page_words(page, " ");
  sr_page_field(page, stored->ref, stored->report_name);
  sr_page_words(page, " of ");
  sr_page_number(page, sr_page_of_claim(page, stored, SR_SLOT_DATE));
  if (stored->superseded) {
    sr_page_block(page, SR_BLOCK_NOTE);
    sr_page_words(page, "The report has been superseded by a later text.");
  }
  return SR_OK;
}

static sr_status explain_report(void *user, const sr_stored_report *report, sr_error *err) {
  (void)err;
  sr_page *page = user;
  title(page, report->ref, " is a report");
  field_line(page, "name  ", report->ref, report->name);
  field_line(page, "title  ", report->ref, report->title);
  field_line(page, "outlet  ", report->ref, report->outlet);
  field_line(page, "address  ", report->ref, report->url);
  field_line(page, "language  ", report->ref, report->lang);
  line(page, "date  ");
  sr_page_number(page, sr_page_of_report(page, report, SR_SLOT_DATE));
  line(page, "claims  ");
  sr_page_number(page, sr_page_of_report(page, report, SR_SLOT_CLAIMS));
  field_line(page, "hash of its text  ", report->ref, report->hash);
  if (report->superseded_by.id) {
    line(page, "superseded by  ");
    sr_page_ref(page, report->superseded_by);
  }
  sr_page_block(page, SR_BLOCK_HEADING);
  sr_page_words(page, "Text");
  /* A paragraph of the page for each of the report. */
  for (sr_slice rest = report->text; rest.len;) {
    const sr_slice paragraph = sr_slice_trim(sr_slice_split(&rest, '\n'));
    if (!paragraph.len) continue;
    sr_page_block(page, SR_BLOCK_PARAGRAPH);
    sr_page_field(page, report->ref, paragraph);
  }
  return SR_OK;
}

static sr_status explain_observation(void *user, const sr_observation *o, sr_error *err) {
  (void)err;
  sr_page *page = user;
  title(page, o->ref, " is an observed figure");
  field_line(page, "measure  ", o->ref, o->measure);
  field_line(page, "of whom  ", o->ref, o->party);
  field_line(page, "where  ", o->ref, o->place);
  line(page, "period  ");
  sr_word_range(page, sr_page_of_observation(page, o, SR_SLOT_START), sr_page_of_observation(page, o, SR_SLOT_END));
  line(page, "value  ");
  sr_word_range(page, sr_page_of_observation(page, o, SR_SLOT_LOW), sr_page_of_observation(page, o, SR_SLOT_HIGH));
  sr_word_unit(page, o->ref, o->unit, sr_page_of_observation(page, o, SR_SLOT_HIGH));
  field_line(page, "source  ", o->ref, o->source);
  field_line(page, "licence  ", o->ref, o->licence);
  field_line(page, "note  ", o->ref, o->note);
  return SR_OK;
}

static sr_status explain_check(sr_page *page, const sr_checks *checks, sr_ref ref, sr_error *err) {
  uint32_t n;
  const sr_check *items = sr_checks_items(checks, &n);
  if (ref.id < 1 || ref.id > n)
    return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "there is no check K%lld", (long long)ref.id);
  const sr_check *c = &items[ref.id - 1];
  title(page, c->ref, " is a check");
  line(page, "outcome  ");
  sr_page_toned(page, SR_TONE_STRONG, sr_outcome_name(c->outcome));
  field_line(page, "relation  ", c->ref, c->formula);
  line(page, "of  ");
  sr_page_ref(page, c->subject);
  if (sr_check_has_numbers(c)) {
    line(page, "stated  ");
    sr_word_range(page, sr_page_of_check(page, c, SR_SLOT_STATED_LOW), sr_page_of_check(page, c, SR_SLOT_STATED_HIGH));
    sr_word_unit(page, c->ref, c->unit, sr_page_of_check(page, c, SR_SLOT_STATED_HIGH));
    line(page, "computed  ");
    sr_word_range(page, sr_page_of_check(page, c, SR_SLOT_COMPUTED_LOW),
                  sr_page_of_check(page, c, SR_SLOT_COMPUTED_HIGH));
    sr_word_unit(page, c->ref, c->unit, sr_page_of_check(page, c, SR_SLOT_COMPUTED_HIGH));
  }
  field_line(page, "slip  ", c->ref, c->slip);
  field_line(page, "why  ", c->ref, c->reason);
  for (uint32_t i = 0; i < c->n_inputs; i++) {
    line(page, "input  ");
    sr_page_ref(page, c->inputs[i].ref);
    if (c->inputs[i].ref_from.id) {
      sr_page_words(page, " less ");
      sr_page_ref(page, c->inputs[i].ref_from);
    }
    sr_page_words(page, " ");
    sr_page_field(page, c->ref, sr_slice_of(c->inputs[i].slot));
    sr_page_words(page, ", from ");
    sr_page_field(page, c->ref, c->inputs[i].source);
  }
  for (uint32_t i = 0; i < c->n_working; i++) {
    sr_page_block(page, SR_BLOCK_WORKING);
    sr_page_field(page, c->ref, c->working[i]);
  }
  return SR_OK;
}

static sr_status fill(sr_page *page, sr_ledger *ledger, const sr_checks *checks, sr_ref ref, sr_error *err) {
  switch (ref.kind) {
  case SR_REF_CLAIM: return sr_ledger_claim(ledger, ref, explain_claim, page, err);
  case SR_REF_REPORT: return sr_ledger_report(ledger, ref, explain_report, page, err);
  case SR_REF_OBSERVATION: return sr_ledger_observation(ledger, ref, explain_observation, page, err);
  case SR_REF_CHECK: break;
  }
  return explain_check(page, checks, ref, err);
}

sr_status sr_explain_write(const sr_engine *engine, sr_ledger *ledger, sr_ref ref, const sr_brief_options *options,
                           sr_sink sink, void *user, sr_error *err) {
  sr_out out = {.sink = sink, .user = user, .err = err};
  sr_checks *checks = NULL;
  sr_arena *arena = sr_arena_new(EXPLAIN_CEILING);
  sr_status status = arena ? SR_OK : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to explain");
  if (!status && ref.kind == SR_REF_CHECK) status = sr_check_run(engine, ledger, &checks, err);
  sr_page *page = status ? NULL : sr_page_new(arena, ledger, checks);
  if (!status && !page) status = sr_arena_fail(arena, err);
  if (!status) status = fill(page, ledger, checks, ref, err);
  if (!status) status = sr_page_prove(page, err);
  if (!status) status = sr_render(page, options, arena, &out);
  sr_checks_free(checks);
  sr_arena_free(arena);
  return status;
}
