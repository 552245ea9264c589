/* Docket, corrections and coverage; see the header. */
#include "brief/standing.h"

#include "base/map.h"
#include "base/slice.h"
#include "brief/wording.h"

/* A part of a section with its page: what its visits write to. */
typedef struct section {
  sr_page *page;
  sr_period period;
  uint32_t rows;
  sr_day last; /* of the reports */
} section;

bool sr_period_holds(sr_period period, sr_day day) {
  if (day == SR_DAY_NONE) return period.since == SR_DAY_NONE && period.until == SR_DAY_NONE;
  return (period.since == SR_DAY_NONE || day >= period.since) && (period.until == SR_DAY_NONE || day <= period.until);
}

static void note(sr_page *page, const char *words) {
  sr_page_block(page, SR_BLOCK_NOTE);
  sr_page_words(page, words);
}

/* ---- docket ---- */

static sr_status find_last(void *user, const sr_stored_report *report, sr_error *err) {
  (void)err;
  section *s = user;
  if (report->date != SR_DAY_NONE && (s->last == SR_DAY_NONE || report->date > s->last)) s->last = report->date;
  return SR_OK;
}

static sr_status put_announced(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  sr_page *page = ((section *)user)->page;
  sr_word_cells(page, stored);
  sr_page_cell(page);
  sr_word_when(page, stored);
  return SR_OK;
}

static void put_state(sr_page *page, const sr_docket_item *item) {
  sr_page_cell(page);
  switch (item->state) {
  case SR_DOCKET_OPEN: sr_page_words(page, item->due == SR_DAY_NONE ? "open; no day was named" : "not yet due"); break;
  case SR_DOCKET_DUE: sr_page_toned(page, SR_TONE_STRONG, "fell due; the ledger has no word of it"); break;
  case SR_DOCKET_BORNE_OUT:
    sr_page_words(page, "reported since: ");
    sr_page_ref(page, item->by);
    break;
  }
}

sr_status sr_docket_add(sr_page *page, sr_ledger *ledger, sr_period period, sr_error *err) {
  static const char *const header[] = SR_PHRASES("Ref", "Who says so", "Announced", "For when", "What became of it");
  section s = {.page = page, .period = period, .last = SR_DAY_NONE};
  sr_followed *followed = NULL;
  SR_TRY(sr_ledger_reports(ledger, find_last, &s, err));
  const sr_day today = period.until == SR_DAY_NONE ? s.last : period.until;
  if (today == SR_DAY_NONE) return SR_OK; /* no report has a day, so nothing can be due */
  SR_TRY(sr_follow_run(ledger, today, &followed, err));
  uint32_t n;
  const sr_docket_item *items = sr_follow_docket(followed, &n);
  if (n) sr_page_table(page, header, 5);
  sr_status status = SR_OK;
  for (uint32_t i = 0; i < n && !status; i++) {
    status = sr_ledger_claim(ledger, items[i].claim, put_announced, &s, err);
    put_state(page, &items[i]);
  }
  sr_follow_free(followed);
  return status;
}

/* ---- corrections ---- */

static sr_status put_report(void *user, const sr_stored_report *report, sr_error *err) {
  (void)err;
  sr_page *page = ((section *)user)->page;
  sr_page_ref(page, report->ref);
  sr_page_words(page, " ");
  sr_page_field(page, report->ref, report->outlet.len ? report->outlet : report->name);
  if (report->date == SR_DAY_NONE) return SR_OK;
  sr_page_words(page, ", ");
  sr_page_number(page, sr_page_of_report(page, report, SR_SLOT_DATE));
  return SR_OK;
}

typedef struct superseding {
  sr_ref before, after;
} superseding;

typedef struct supersedings {
  SR_VEC(superseding) all;
  sr_arena *arena;
} supersedings;

static sr_status find_superseded(void *user, const sr_stored_report *report, sr_error *err) {
  supersedings *found = user;
  if (!report->superseded_by.id) return SR_OK;
  superseding *s = SR_PUSH(found->arena, &found->all);
  if (!s) return sr_arena_fail(found->arena, err);
  *s = (superseding){report->ref, report->superseded_by};
  return SR_OK;
}

static sr_status take_day(void *user, const sr_stored_report *report, sr_error *err) {
  (void)err;
  *(sr_day *)user = report->date;
  return SR_OK;
}

static sr_status put_told(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  sr_word_told(((section *)user)->page, stored);
  return SR_OK;
}

static sr_status take_claim_day(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  *(sr_day *)user = stored->report_date;
  return SR_OK;
}

static const char *const corrections_header[] = SR_PHRASES("Before", "After", "What changed");

static sr_status put_drifts(section *s, sr_ledger *ledger, const sr_followed *followed, sr_error *err) {
  uint32_t n;
  const sr_drift *drifts = sr_follow_drifts(followed, &n);
  for (uint32_t i = 0; i < n; i++) {
    sr_day day = SR_DAY_NONE;
    SR_TRY(sr_ledger_claim(ledger, drifts[i].retelling, take_claim_day, &day, err));
    if (!sr_period_holds(s->period, day)) continue;
    if (!s->rows++) sr_page_table(s->page, corrections_header, 3);
    sr_page_cell(s->page);
    SR_TRY(sr_ledger_claim(ledger, drifts[i].original, put_told, s, err));
    sr_page_cell(s->page);
    SR_TRY(sr_ledger_claim(ledger, drifts[i].retelling, put_told, s, err));
    sr_page_cell(s->page);
    sr_page_words(s->page, "retold with another ");
    sr_page_words(s->page, drifts[i].what);
  }
  return SR_OK;
}

static sr_status put_supersedings(section *s, sr_ledger *ledger, const supersedings *found, sr_error *err) {
  for (uint32_t i = 0; i < found->all.n; i++) {
    const superseding *one = &found->all.at[i];
    sr_day day = SR_DAY_NONE;
    SR_TRY(sr_ledger_report(ledger, one->after, take_day, &day, err));
    if (!sr_period_holds(s->period, day)) continue;
    if (!s->rows++) sr_page_table(s->page, corrections_header, 3);
    sr_page_cell(s->page);
    SR_TRY(sr_ledger_report(ledger, one->before, put_report, s, err));
    sr_page_cell(s->page);
    SR_TRY(sr_ledger_report(ledger, one->after, put_report, s, err));
    sr_page_cell(s->page);
    sr_page_words(s->page, "a later text of the same report");
  }
  return SR_OK;
}

sr_status sr_corrections_add(sr_page *page, sr_ledger *ledger, sr_period period, sr_error *err) {
  enum { CEILING = 1 << 26 };
  section s = {.page = page, .period = period};
  supersedings found = {.arena = sr_arena_new(CEILING)};
  sr_followed *followed = NULL;
  if (!found.arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the corrections");
  sr_page_block(page, SR_BLOCK_HEADING);
  sr_page_words(page, "Corrections");
  sr_status status = sr_ledger_reports(ledger, find_superseded, &found, err);
  if (!status) status = put_supersedings(&s, ledger, &found, err);
  if (!status) status = sr_follow_run(ledger, period.until == SR_DAY_NONE ? 0 : period.until, &followed, err);
  if (!status) status = put_drifts(&s, ledger, followed, err);
  if (!status && !s.rows) note(page, "No report was corrected and no figure changed as it was retold.");
  sr_follow_free(followed);
  sr_arena_free(found.arena);
  return status;
}

/* ---- coverage ---- */

typedef struct outlet {
  sr_slice name;
  sr_ref ref;            /* of its last report */
  const sr_number *last; /* NULL if none of its reports has a day */
  bool heard;            /* in the period */
} outlet;

typedef struct outlets {
  sr_arena *arena;
  sr_page *page;
  sr_period period;
  sr_map by_name;
  SR_VEC(outlet) all;
} outlets;

static sr_status hear(void *user, const sr_stored_report *report, sr_error *err) {
  outlets *o = user;
  if (o->period.until != SR_DAY_NONE && report->date != SR_DAY_NONE && report->date > o->period.until) return SR_OK;
  const sr_slice name = report->outlet.len ? report->outlet : report->name;
  uint32_t at = sr_map_get(&o->by_name, name);
  if (at == SR_MAP_NONE) {
    outlet *new_one = SR_PUSH(o->arena, &o->all);
    if (!new_one) return sr_arena_fail(o->arena, err);
    at = o->all.n - 1;
    *new_one = (outlet){.name = sr_page_copy(o->page, name), .ref = report->ref};
    if (!new_one->name.ptr || !sr_map_put(&o->by_name, o->arena, new_one->name, at))
      return sr_arena_fail(o->arena, err);
  }
  outlet *known = &o->all.at[at];
  known->heard |= sr_period_holds(o->period, report->date);
  const sr_number *day = sr_page_of_report(o->page, report, SR_SLOT_DATE);
  if (day && (!known->last || sr_number_value(day) >= sr_number_value(known->last))) {
    known->last = day;
    known->ref = report->ref;
  }
  return SR_OK;
}

/* "Heard: City News (2025-07-11), ..." */
static void put_outlets(const outlets *o, bool heard, const char *words) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < o->all.n; i++) {
    const outlet *one = &o->all.at[i];
    if (one->heard != heard) continue;
    if (!n++) {
      sr_page_block(o->page, SR_BLOCK_PARAGRAPH);
      sr_page_toned(o->page, SR_TONE_STRONG, words);
    } else {
      sr_page_words(o->page, "; ");
    }
    sr_page_field(o->page, one->ref, one->name);
    if (!one->last) continue;
    sr_page_words(o->page, ", ");
    sr_page_number(o->page, one->last);
  }
}

sr_status sr_coverage_add(sr_page *page, sr_ledger *ledger, sr_period period, sr_arena *arena, sr_error *err) {
  outlets o = {.arena = arena, .page = page, .period = period};
  sr_map_init(&o.by_name);
  sr_page_block(page, SR_BLOCK_HEADING);
  sr_page_words(page, "Who was heard");
  SR_TRY(sr_ledger_reports(ledger, hear, &o, err));
  put_outlets(&o, true, "Heard, each with its last day: ");
  put_outlets(&o, false, "Silent in this period, each with the day it was last heard: ");
  note(page, "Whoever is not named here was not read. Silence says nothing of what happened.");
  return SR_OK;
}
