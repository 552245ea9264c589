/* The situation brief: reports, checks, rival accounts, claims by topic, observed figures; see sitrep/brief.h. */
#include "base/json.h"
#include "brief/map.h"
#include "brief/observed.h"
#include "brief/render.h"
#include "brief/sheets.h"
#include "brief/standing.h"
#include "brief/wording.h"

#include <sitrep/brief.h>

#include <math.h>

/* A brief of 100,000 claims takes about 400 MiB; past the ceiling it is an error, not a crash. */
#define BRIEF_CEILING ((size_t)2 << 30)

typedef struct topic {
  const char *name, *json;
  sr_claim_kind kinds[5];
  uint32_t n_kinds;
} topic;

/* In the order in which a reader asks. Every kind stands in one topic, which a test proves. */
static const topic topics[] = {
    {SR_PHRASE("Control and advance"),
     "control",
     {SR_KIND_CONTROL, SR_KIND_ADVANCE, SR_KIND_RATIO, SR_KIND_PROJECTION},
     4},
    {SR_PHRASE("Strikes and air defence"), "strikes", {SR_KIND_STRIKE, SR_KIND_INTERCEPTION, SR_KIND_DAMAGE}, 3},
    {SR_PHRASE("Losses"), "losses", {SR_KIND_LOSSES}, 1},
    {SR_PHRASE("Aid"), "aid", {SR_KIND_AID}, 1},
    {SR_PHRASE("Diplomacy"), "diplomacy", {SR_KIND_CONTACT, SR_KIND_STATEMENT}, 2},
    {SR_PHRASE("Expected, and what fell due"), "expected", {SR_KIND_FORECAST}, 1},
};
enum { TOPICS = sizeof topics / sizeof *topics };

typedef struct brief {
  sr_page *page;
  const sr_brief_options *options;
  uint32_t rows;
  const sr_number *first, *last; /* days of the earliest and the latest report */
} brief;

static sr_claim_query query_of(const sr_brief_options *options, sr_claim_kind kind) {
  sr_claim_query query = SR_CLAIM_QUERY_ALL;
  query.kind = (int)kind;
  query.since = options->since;
  query.until = options->until;
  return query;
}

static bool is_covered(const sr_brief_options *options, const sr_stored_report *report) {
  if (report->superseded_by.id) return false;
  return sr_period_holds((sr_period){options->since, options->until}, report->date);
}

static sr_period period_of(const sr_brief_options *options) {
  return (sr_period){.since = options->since, .until = options->until};
}

static bool is_wanted(const sr_brief_options *options, const topic *t) {
  return !options->topic || !strcmp(options->topic, t->json);
}

static bool is_kind_wanted(const sr_brief_options *options, sr_claim_kind kind) {
  for (int i = 0; i < TOPICS; i++)
    for (uint32_t k = 0; k < topics[i].n_kinds; k++)
      if (topics[i].kinds[k] == kind) return is_wanted(options, &topics[i]);
  return true;
}

/* ---- sections ---- */

static sr_status find_period(void *user, const sr_stored_report *report, sr_error *err) {
  (void)err;
  brief *b = user;
  if (!is_covered(b->options, report) || report->date == SR_DAY_NONE) return SR_OK;
  const sr_number *date = sr_page_of_report(b->page, report, SR_SLOT_DATE);
  if (!date) return SR_OK; /* no memory, which the page remembers */
  if (!b->first || sr_number_value(date) < sr_number_value(b->first)) b->first = date;
  if (!b->last || sr_number_value(date) > sr_number_value(b->last)) b->last = date;
  return SR_OK;
}

static sr_status add_report(void *user, const sr_stored_report *report, sr_error *err) {
  (void)err;
  static const char *const header[] = SR_PHRASES("Ref", "Outlet", "Report", "Date", "Claims");
  brief *b = user;
  if (!is_covered(b->options, report)) return SR_OK;
  sr_page *page = b->page;
  if (!b->rows++) sr_page_table(page, header, 5);
  sr_page_cell(page);
  sr_page_ref(page, report->ref);
  sr_page_cell(page);
  sr_page_field(page, report->ref, report->outlet);
  sr_page_cell(page);
  sr_page_field(page, report->ref, report->title.len ? report->title : report->name);
  sr_page_cell(page);
  sr_page_number(page, sr_page_of_report(page, report, SR_SLOT_DATE));
  sr_page_cell(page);
  sr_page_number(page, sr_page_of_report(page, report, SR_SLOT_CLAIMS));
  return SR_OK;
}

static sr_status add_claim(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  static const char *const header[] = SR_PHRASES("Ref", "Who says so", "Claim", "Figure", "When", "Where");
  brief *b = user;
  sr_page *page = b->page;
  if (!b->rows++) sr_page_table(page, header, 6);
  sr_word_cells(page, stored);
  sr_page_words(page, " ");
  sr_word_kind(page, stored);
  sr_page_cell(page);
  sr_word_figure(page, stored);
  sr_page_cell(page);
  sr_word_when(page, stored);
  sr_page_cell(page);
  sr_word_where(page, stored);
  return SR_OK;
}

static sr_tone tone_of(sr_outcome outcome) {
  switch (outcome) {
  case SR_OUTCOME_AGREES: return SR_TONE_GOOD;
  case SR_OUTCOME_CLOSE:
  case SR_OUTCOME_SLIP: return SR_TONE_NEAR;
  case SR_OUTCOME_DIFFERS:
  case SR_OUTCOME_IMPOSSIBLE: return SR_TONE_BAD;
  default: return SR_TONE_MUTED;
  }
}

static sr_status add_subject(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  sr_word_told(((brief *)user)->page, stored);
  return SR_OK;
}

static sr_status put_subject(brief *b, sr_ledger *ledger, const sr_check *c, sr_error *err) {
  return c->subject.kind == SR_REF_CLAIM ? sr_ledger_claim(ledger, c->subject, add_subject, b, err) : SR_OK;
}

static void put_interval(sr_page *page, const sr_check *c, sr_slot low_slot, sr_slot high_slot) {
  const sr_number *low = sr_page_of_check(page, c, low_slot), *high = sr_page_of_check(page, c, high_slot);
  sr_word_range(page, low, high);
  sr_word_unit(page, c->ref, c->unit, high);
}

/* One row a check: what a reader in a hurry needs. */
static sr_status add_check_row(brief *b, sr_ledger *ledger, const sr_check *c, sr_error *err) {
  static const char *const header[] = SR_PHRASES("Ref", "Outcome", "Claim", "Stated", "Computed");
  sr_page *page = b->page;
  if (!b->rows++) sr_page_table(page, header, 5);
  sr_page_cell(page);
  sr_page_ref(page, c->ref);
  sr_page_cell(page);
  sr_page_toned(page, tone_of(c->outcome), sr_outcome_name(c->outcome));
  if (c->slip.len) {
    sr_page_words(page, ": ");
    sr_page_term(page, c->ref, c->slip);
  } else if (!sr_check_has_numbers(c) && c->reason.len) {
    sr_page_words(page, ": ");
    sr_page_field(page, c->ref, c->reason);
  }
  sr_page_cell(page);
  SR_TRY(put_subject(b, ledger, c, err));
  sr_page_cell(page);
  if (sr_check_has_numbers(c)) put_interval(page, c, SR_SLOT_STATED_LOW, SR_SLOT_STATED_HIGH);
  sr_page_cell(page);
  if (sr_check_has_numbers(c)) put_interval(page, c, SR_SLOT_COMPUTED_LOW, SR_SLOT_COMPUTED_HIGH);
  return SR_OK;
}

static bool has_both_intervals(const sr_check *c) {
  return sr_check_has_numbers(c) && isfinite(c->stated.low) && isfinite(c->stated.high) && isfinite(c->computed.low) &&
         isfinite(c->computed.high);
}

static void add_bar(sr_page *page, const sr_check *c, const char *name, sr_slot low_slot, sr_slot high_slot) {
  const sr_number *low = sr_page_of_check(page, c, low_slot), *high = sr_page_of_check(page, c, high_slot);
  if (!low || !high) return;
  sr_page_bar(page, low, high);
  sr_page_words(page, name);
  sr_word_range(page, low, high);
  sr_word_unit(page, c->ref, c->unit, high);
}

static sr_status add_check(brief *b, sr_ledger *ledger, const sr_check *c, sr_error *err) {
  sr_page *page = b->page;
  sr_page_block(page, SR_BLOCK_SUBHEADING);
  sr_page_ref(page, c->ref);
  sr_page_words(page, " ");
  sr_page_toned(page, tone_of(c->outcome), sr_outcome_name(c->outcome));
  sr_page_words(page, "  ");
  sr_page_field(page, c->ref, c->formula);
  sr_page_block(page, SR_BLOCK_PARAGRAPH);
  SR_TRY(put_subject(b, ledger, c, err));
  if (has_both_intervals(c)) {
    sr_page_block(page, SR_BLOCK_BARS);
    add_bar(page, c, "stated ", SR_SLOT_STATED_LOW, SR_SLOT_STATED_HIGH);
    add_bar(page, c, "computed ", SR_SLOT_COMPUTED_LOW, SR_SLOT_COMPUTED_HIGH);
  }
  if (c->slip.len) {
    sr_page_block(page, SR_BLOCK_PARAGRAPH);
    sr_page_toned(page, SR_TONE_NEAR, "Slip: ");
    sr_page_term(page, c->ref, c->slip);
    sr_page_words(page, "; chance alone would make one fit in ");
    sr_page_number(page, sr_page_of_check(page, c, SR_SLOT_SLIP_CHANCE));
    sr_page_words(page, " % of cases");
  }
  if (c->reason.len) {
    sr_page_block(page, SR_BLOCK_NOTE);
    sr_page_field(page, c->ref, c->reason);
  }
  for (uint32_t i = 0; i < c->n_working; i++) {
    sr_page_block(page, SR_BLOCK_WORKING);
    sr_page_field(page, c->ref, c->working[i]);
  }
  return SR_OK;
}

static void heading(sr_page *page, const char *words) {
  sr_page_block(page, SR_BLOCK_HEADING);
  sr_page_words(page, words);
}

static void note(sr_page *page, const char *words) {
  sr_page_block(page, SR_BLOCK_NOTE);
  sr_page_words(page, words);
}

static sr_status take_kind(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  *(sr_claim_kind *)user = stored->claim.kind;
  return SR_OK;
}

/* Of checks, those that had something to compare and whose claim is of the topic. */
static sr_status is_shown(const brief *b, sr_ledger *ledger, const sr_check *c, bool *shown, sr_error *err) {
  *shown = c->outcome != SR_OUTCOME_CANNOT_CHECK;
  if (!*shown || !b->options->topic || c->subject.kind != SR_REF_CLAIM) return SR_OK;
  sr_claim_kind kind;
  SR_TRY(sr_ledger_claim(ledger, c->subject, take_kind, &kind, err));
  *shown = is_kind_wanted(b->options, kind);
  return SR_OK;
}

static sr_status add_checks(brief *b, sr_ledger *ledger, const sr_checks *checks, sr_error *err) {
  uint32_t n;
  const sr_check *items = sr_checks_items(checks, &n);
  heading(b->page, "Checks");
  b->rows = 0;
  for (uint32_t i = 0; i < n; i++) {
    bool shown;
    SR_TRY(is_shown(b, ledger, &items[i], &shown, err));
    if (shown) SR_TRY(add_check_row(b, ledger, &items[i], err));
  }
  note(b->page, b->rows ? "A check compares figures and shows its arithmetic. It does not say what is true."
                        : "No claim could be held against another or against an observed figure.");
  return SR_OK;
}

static sr_status add_working(brief *b, sr_ledger *ledger, const sr_checks *checks, sr_error *err) {
  uint32_t n, shown = 0;
  const sr_check *items = sr_checks_items(checks, &n);
  for (uint32_t i = 0; i < n; i++) {
    bool is_one;
    SR_TRY(is_shown(b, ledger, &items[i], &is_one, err));
    if (!is_one) continue;
    if (!shown++) heading(b->page, "The working of each check");
    SR_TRY(add_check(b, ledger, &items[i], err));
  }
  return SR_OK;
}

static sr_status add_accounts(brief *b, sr_ledger *ledger, const sr_accounts *accounts, sr_error *err) {
  uint32_t n, sheets = 0;
  const sr_account_group *groups = sr_accounts_items(accounts, &n);
  for (uint32_t i = 0; i < n; i++) {
    if (!is_kind_wanted(b->options, groups[i].kind)) continue;
    if (!sheets++) heading(b->page, "Rival accounts");
    SR_TRY(sr_sheet_add(b->page, ledger, &groups[i], err));
  }
  if (sheets) note(b->page, "Accounts of one happening by different sources, in the order of publication.");
  return SR_OK;
}

/* The figures observed of a topic, then its kinds after one another in one table. */
static sr_status add_topic(brief *b, sr_ledger *ledger, const topic *t, const sr_observed *observed, sr_error *err) {
  b->rows = 0;
  heading(b->page, t->name);
  if (sr_observed_add(observed, t->kinds, t->n_kinds) && t->kinds[0] == SR_KIND_CONTROL)
    SR_TRY(sr_map_add_terms(b->page, ledger, b->options->borders, err));
  for (uint32_t k = 0; k < t->n_kinds; k++) {
    const sr_claim_query query = query_of(b->options, t->kinds[k]);
    SR_TRY(sr_ledger_claims(ledger, &query, add_claim, b, err));
  }
  if (!b->rows) note(b->page, "No claim.");
  if (t->kinds[0] == SR_KIND_FORECAST) SR_TRY(sr_docket_add(b->page, ledger, period_of(b->options), err));
  return SR_OK;
}

/* What the page is of, and which reports are new in it. */
static sr_status add_news(brief *b, sr_ledger *ledger, sr_error *err) {
  sr_page *page = b->page;
  sr_page_block(page, SR_BLOCK_TITLE);
  sr_page_words(page, "Situation brief");
  SR_TRY(sr_ledger_reports(ledger, find_period, b, err));
  if (b->first) {
    sr_page_block(page, SR_BLOCK_PARAGRAPH);
    sr_page_words(page, "Reports of ");
    sr_word_range(page, b->first, b->last);
  }
  note(page, "Who claimed what, and how the figures fit together. Every number carries a reference: sitrep explain REF "
             "walks back to its sentence.");
  heading(page, "What is new");
  SR_TRY(sr_ledger_reports(ledger, add_report, b, err));
  if (!b->rows) note(page, "No report in this period.");
  return SR_OK;
}

static sr_status fill(brief *b, sr_ledger *ledger, const sr_checks *checks, const sr_accounts *accounts,
                      sr_arena *arena, sr_error *err) {
  const sr_period period = period_of(b->options);
  sr_observed observed;
  SR_TRY(sr_observed_load(&observed, b->page, ledger, period.until, arena, err));
  SR_TRY(add_news(b, ledger, err));
  sr_map_options where = {.period = period, .policy = b->options->borders};
  for (int i = 0; i < TOPICS && b->options->topic; i++)
    if (is_wanted(b->options, &topics[i])) where.kinds = topics[i].kinds, where.n_kinds = topics[i].n_kinds;
  SR_TRY(sr_map_add(b->page, ledger, &where, arena, err));
  for (int i = 0; i < TOPICS; i++)
    if (is_wanted(b->options, &topics[i])) SR_TRY(add_topic(b, ledger, &topics[i], &observed, err));
  SR_TRY(add_accounts(b, ledger, accounts, err));
  SR_TRY(add_checks(b, ledger, checks, err));
  SR_TRY(add_working(b, ledger, checks, err));
  SR_TRY(sr_corrections_add(b->page, ledger, period, err));
  if (!b->options->topic) {
    heading(b->page, "Other observed figures");
    if (!sr_observed_add(&observed, NULL, 0)) note(b->page, "None.");
  }
  if (observed.groups.n) note(b->page, "Observed figures are their source's, under its licence and by its method.");
  return sr_coverage_add(b->page, ledger, period, arena, err);
}

/* ---- JSON ---- */

typedef struct json_list {
  sr_out *out;
  const sr_brief_options *options;
  bool more;
} json_list;

static void next_item(json_list *list) {
  sr_out_words(list->out, list->more ? ",\n    " : "\n    ");
  list->more = true;
}

static sr_status json_claim(void *user, const sr_stored_claim *claim, sr_error *err) {
  json_list *list = user;
  next_item(list);
  return list->out->status ? list->out->status : sr_write_claim(claim, list->out->sink, list->out->user, err);
}

static sr_status json_observation(void *user, const sr_observation *observation, sr_error *err) {
  json_list *list = user;
  next_item(list);
  return list->out->status ? list->out->status
                           : sr_write_observation(observation, list->out->sink, list->out->user, err);
}

static sr_status json_report(void *user, const sr_stored_report *report, sr_error *err) {
  json_list *list = user;
  if (!is_covered(list->options, report)) return SR_OK;
  next_item(list);
  if (list->out->status) return list->out->status;
  sr_json json;
  char ref[SR_REF_MAX], day[SR_DAY_MAX];
  sr_json_begin(&json, list->out->sink, list->out->user);
  sr_json_object(&json);
  sr_json_key_text(&json, "ref", (sr_slice){ref, sr_ref_write(report->ref, ref)});
  sr_json_key_text(&json, "name", report->name);
  sr_json_key_text_or_null(&json, "outlet", report->outlet);
  sr_json_key_text_or_null(&json, "title", report->title);
  sr_json_key_text_or_null(&json, "date", sr_slice_of(sr_day_write(report->date, day)));
  sr_json_key_text(&json, "sha256", report->hash);
  sr_json_key_int(&json, "claims", report->claims);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

/* {"kind": ..., "claims": [refs], "states": {"figure": "parted", ...}} */
static void json_account(sr_out *out, const sr_account_group *group) {
  static const char *const states[] = {"unsaid", "single", "agreed", "parted"};
  sr_out_format(out, "{\"kind\": \"%s\", \"roots\": %u, \"claims\": [", sr_claim_kind_name(group->kind),
                group->n_roots);
  for (uint32_t i = 0; i < group->n_claims; i++) {
    char ref[SR_REF_MAX];
    sr_ref_write(group->claims[i], ref);
    sr_out_format(out, "%s\"%s\"", i ? ", " : "", ref);
  }
  sr_out_words(out, "], \"states\": {");
  for (int a = 0; a < SR_ACCOUNT_ATTRIBUTE_COUNT; a++)
    sr_out_format(out, "%s\"%s\": \"%s\"", a ? ", " : "", sr_account_attribute_name((sr_account_attribute)a),
                  states[group->states[a]]);
  sr_out_words(out, "}}");
}

static sr_status write_json(sr_ledger *ledger, const sr_checks *checks, const sr_accounts *accounts,
                            const sr_brief_options *options, sr_out *out) {
  json_list list = {.out = out, .options = options};
  sr_out_words(out, "{\n  \"sitrep\": \"");
  sr_out_words(out, sr_version());
  sr_out_words(out, "\",\n  \"reports\": [");
  SR_TRY(sr_ledger_reports(ledger, json_report, &list, out->err));
  sr_out_words(out, "],\n  \"topics\": {");
  bool more = false;
  for (int i = 0; i < TOPICS; i++) {
    if (!is_wanted(options, &topics[i])) continue;
    list.more = false;
    sr_out_format(out, "%s\n   \"%s\": [", more ? "," : "", topics[i].json);
    more = true;
    for (uint32_t k = 0; k < topics[i].n_kinds; k++) {
      const sr_claim_query query = query_of(options, topics[i].kinds[k]);
      SR_TRY(sr_ledger_claims(ledger, &query, json_claim, &list, out->err));
    }
    sr_out_words(out, "]");
  }
  sr_out_words(out, "},\n  \"checks\": [");
  uint32_t n;
  const sr_check *items = sr_checks_items(checks, &n);
  list.more = false;
  for (uint32_t i = 0; i < n && !out->status; i++) {
    next_item(&list);
    if (!out->status) out->status = sr_write_check(&items[i], out->sink, out->user, out->err);
  }
  sr_out_words(out, "],\n  \"accounts\": [");
  const sr_account_group *groups = sr_accounts_items(accounts, &n);
  list.more = false;
  for (uint32_t i = 0; i < n; i++) {
    next_item(&list);
    json_account(out, &groups[i]);
  }
  sr_out_words(out, "],\n  \"observations\": [");
  list.more = false;
  SR_TRY(sr_ledger_observations(ledger, (sr_slice){0}, json_observation, &list, out->err));
  sr_out_words(out, "]\n}\n");
  return out->status;
}

/* ---- */

/* Writes the brief from what options->checks and accounts hold. */
static sr_status write_page(sr_ledger *ledger, const sr_brief_options *options, sr_arena *arena, sr_out *out) {
  brief b = {.page = sr_page_new(arena, ledger, options->checks), .options = options};
  if (!b.page) return sr_arena_fail(arena, out->err);
  sr_tongue tongue;
  if (sr_tongue_find(options->lang, &tongue)) sr_page_speak(b.page, tongue);
  SR_TRY(fill(&b, ledger, options->checks, options->accounts, arena, out->err));
  SR_TRY(sr_page_prove(b.page, out->err));
  return sr_render(b.page, options, arena, out);
}

sr_status sr_brief_write(const sr_engine *engine, sr_ledger *ledger, const sr_brief_options *options, sr_sink sink,
                         void *user, sr_error *err) {
  sr_out out = {.sink = sink, .user = user, .err = err};
  bool known = false;
  for (int i = 0; i < TOPICS; i++) known |= is_wanted(options, &topics[i]);
  if (!known)
    return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE,
                   "no topic '%.40s': control, strikes, losses, aid, diplomacy, expected", options->topic);
  sr_tongue tongue;
  if (!sr_tongue_find(options->lang, &tongue))
    return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "no brief in '%.40s': en, uk, ru, bg", options->lang);
  if (!sr_border_policy(options->borders))
    return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "no policy of borders '%.40s': iso, disputed", options->borders);
  sr_arena *arena = sr_arena_new(BRIEF_CEILING);
  sr_status status = arena ? SR_OK : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the brief");
  sr_brief_options filled = *options;
  sr_checks *checks = NULL;
  sr_accounts *accounts = NULL;
  if (!status && !options->checks) {
    status = sr_check_run(engine, ledger, &checks, err);
    if (!status) status = sr_accounts_run(engine, ledger, &accounts, err);
    filled.checks = checks;
    filled.accounts = accounts;
  }
  if (!status && options->format == SR_BRIEF_JSON)
    status = write_json(ledger, filled.checks, filled.accounts, &filled, &out);
  else if (!status)
    status = write_page(ledger, &filled, arena, &out);
  sr_accounts_free(accounts);
  sr_checks_free(checks);
  sr_arena_free(arena);
  return status;
}
