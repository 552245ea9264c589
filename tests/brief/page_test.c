/* The page is a proof: what stands in the ledger is printed, and an orphan of any sort is refused. */
#include "support.h"

#include "base/slice.h"
#include "brief/page.h"
#include "brief/render.h"
#include "brief/wording.h"

#include <sitrep/brief.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct world {
  sr_engine *engine;
  sr_ledger *ledger;
  sr_arena *arena;
} world;

static const char report_text[] = "At least nine people were killed and 28 wounded in Kharkiv on Friday, the regional "
                                  "governor said. Russia launched 41 drones <b>overnight</b>.";

static int open_world(void **state) {
  static world w;
  sr_error err = {0};
  sr_report *report = NULL;
  sr_ledger_receipt receipt;
  sr_report_info info = {.id = SR_SLICE("kharkiv.txt"), .outlet = SR_SLICE("City News"), .lang = SR_SLICE("en")};
  assert_true(sr_day_parse(SR_SLICE("2025-07-11"), &info.date));
  assert_ok(sr_engine_open(NULL, &w.engine, &err), &err);
  assert_ok(sr_ledger_open(":memory:", SR_LEDGER_CREATE, &w.ledger, &err), &err);
  assert_ok(sr_report_read(w.engine, sr_slice_of(report_text), &info, SR_LAYERS_ALL, &report, &err), &err);
  assert_ok(sr_ledger_add_report(w.ledger, report, (sr_clocks){0}, &receipt, &err), &err);
  assert_true(receipt.claims >= 3);
  sr_report_free(report);
  w.arena = sr_arena_new(1 << 24);
  *state = &w;
  return 0;
}

static int close_world(void **state) {
  world *w = *state;
  sr_arena_free(w->arena);
  sr_ledger_close(w->ledger);
  sr_engine_free(w->engine);
  return 0;
}

/* What the tests do with a claim's row: put it on a page, truly or not. */
typedef struct trick {
  sr_page *page;
  void (*play)(sr_page *page, sr_stored_claim *claim);
} trick;

static sr_status play(void *user, const sr_stored_claim *claim, sr_error *err) {
  (void)err;
  trick *t = user;
  sr_stored_claim copy = *claim;
  sr_page_block(t->page, SR_BLOCK_PARAGRAPH);
  t->play(t->page, &copy);
  return SR_OK;
}

/* Puts claim C1 on a page by a trick and gives what the proof says. */
static sr_status prove(world *w, void (*trick_to_play)(sr_page *, sr_stored_claim *), sr_error *err) {
  trick t = {sr_page_new(w->arena, w->ledger, NULL), trick_to_play};
  assert_non_null(t.page);
  assert_ok(sr_ledger_claim(w->ledger, (sr_ref){SR_REF_CLAIM, 1}, play, &t, err), err);
  return sr_page_prove(t.page, err);
}

static void tell_truly(sr_page *page, sr_stored_claim *claim) {
  sr_page_ref(page, claim->ref);
  sr_page_words(page, " ");
  sr_word_source(page, claim);
  sr_word_kind(page, claim);
  sr_word_figure(page, claim);
  sr_word_when(page, claim);
  sr_word_where(page, claim);
  sr_page_quote(page, claim->ref, claim->evidence);
}

static void change_the_figure(sr_page *page, sr_stored_claim *claim) {
  claim->claim.quantity.low += 1;
  sr_page_number(page, sr_page_of_claim(page, claim, SR_SLOT_LOW));
}

static void change_the_date(sr_page *page, sr_stored_claim *claim) {
  claim->claim.when.start += 1;
  sr_page_number(page, sr_page_of_claim(page, claim, SR_SLOT_START));
}

static void use_another_slot(sr_page *page, sr_stored_claim *claim) {
  claim->claim.money = (sr_figure){.present = true, .low = 9, .high = 9};
  sr_page_number(page, sr_page_of_claim(page, claim, SR_SLOT_MONEY_LOW));
}

static void name_another_row(sr_page *page, sr_stored_claim *claim) {
  claim->ref.id = 2; /* it has another figure */
  sr_page_number(page, sr_page_of_claim(page, claim, SR_SLOT_LOW));
}

static void name_no_row(sr_page *page, sr_stored_claim *claim) {
  claim->ref.id = 4711;
  sr_page_number(page, sr_page_of_claim(page, claim, SR_SLOT_LOW));
}

static void write_it_in_words(sr_page *page, sr_stored_claim *claim) {
  (void)claim;
  sr_page_words(page, "at least 9 people");
}

static void write_it_in_other_digits(sr_page *page, sr_stored_claim *claim) {
  (void)claim;
  sr_page_words(page, "at least \u0669 people"); /* ARABIC-INDIC DIGIT NINE */
}

static void quote_what_was_not_said(sr_page *page, sr_stored_claim *claim) {
  sr_page_quote(page, claim->ref, SR_SLICE("At least 90 people were killed"));
}

static void name_who_is_not_there(sr_page *page, sr_stored_claim *claim) {
  sr_page_field(page, claim->ref, SR_SLICE("Division 12"));
}

static void the_truth_is_proven(void **state) {
  sr_error err = {0};
  assert_ok(prove(*state, tell_truly, &err), &err);
}

static void orphans_are_refused(void **state) {
  void (*const tricks[])(sr_page *, sr_stored_claim *) = {
      change_the_figure, change_the_date,          use_another_slot,        name_another_row,      name_no_row,
      write_it_in_words, write_it_in_other_digits, quote_what_was_not_said, name_who_is_not_there,
  };
  for (size_t i = 0; i < sizeof tricks / sizeof *tricks; i++) {
    sr_error err = {0};
    const sr_status status = prove(*state, tricks[i], &err);
    if (status != SR_ERR_LEDGER || !strstr(err.message, "orphan")) fail_msg("trick %zu passed: %s", i, err.message);
  }
}

/* Every digit of the page that is not inside a quotation stands in a <data> element, a reference or the style. */
static void no_number_of_the_page_is_without_a_reference(void **state) {
  world *w = *state;
  static sr_test_text page;
  page = (sr_test_text){0};
  sr_error err = {0};
  const sr_brief_options options = {.format = SR_BRIEF_HTML, .since = SR_DAY_NONE, .until = SR_DAY_NONE};
  assert_ok(sr_brief_write(w->engine, w->ledger, &options, sr_test_keep, &page, &err), &err);
  const char *p = strstr(page.bytes, "<main>");
  assert_non_null(p);
  int in_data = 0, in_quote = 0, in_ref = 0;
  for (bool in_tag = false; *p; p++) {
    if (*p == '<') {
      in_tag = true;
      if (!strncmp(p, "<data data-ref=\"", 16)) in_data = 1;
      if (!strncmp(p, "</data>", 7)) in_data = 0;
      if (!strncmp(p, "<q>", 3)) in_quote = 1;
      if (!strncmp(p, "</q>", 4)) in_quote = 0;
      if (!strncmp(p, "<a class=\"ref\"", 14)) in_ref = 1;
      if (!strncmp(p, "</a>", 4)) in_ref = 0;
    }
    if (!in_tag && sr_is_digit((uint8_t)*p) && !in_data && !in_quote && !in_ref && p[-1] != '#' &&
        strncmp(p - 1, "&#", 2))
      fail_msg("a number without a reference: %.60s", p > page.bytes + 30 ? p - 30 : p);
    if (*p == '>') in_tag = false;
  }
}

static void text_of_reports_is_inert(void **state) {
  world *w = *state;
  static sr_test_text page;
  sr_error err = {0};
  for (int format = SR_BRIEF_TEXT; format <= SR_BRIEF_HTML; format++) {
    page = (sr_test_text){0};
    const sr_brief_options options = {.format = (sr_brief_format)format, .since = SR_DAY_NONE, .until = SR_DAY_NONE};
    assert_ok(sr_brief_write(w->engine, w->ledger, &options, sr_test_keep, &page, &err), &err);
    assert_true(page.n > 200);
    if (format == SR_BRIEF_HTML) assert_null(strstr(page.bytes, "<b>overnight"));
    if (format == SR_BRIEF_MARKDOWN) assert_null(strstr(page.bytes, " <b>overnight"));
    assert_null(strchr(page.bytes, '\033'));
  }
}

static void a_failing_sink_ends_the_brief(void **state) {
  world *w = *state;
  static sr_test_text page;
  page = (sr_test_text){.room = 3000};
  sr_error err = {0};
  const sr_brief_options options = {.format = SR_BRIEF_HTML, .since = SR_DAY_NONE, .until = SR_DAY_NONE};
  assert_int_equal(sr_brief_write(w->engine, w->ledger, &options, sr_test_keep, &page, &err), SR_ERR_LIMIT);
  assert_string_equal(err.message, "no room");
}

static void periods_choose_the_reports(void **state) {
  world *w = *state;
  static sr_test_text page;
  page = (sr_test_text){0};
  sr_error err = {0};
  sr_brief_options options = {.format = SR_BRIEF_TEXT, .until = SR_DAY_NONE};
  assert_true(sr_day_parse(SR_SLICE("2025-07-12"), &options.since));
  assert_ok(sr_brief_write(w->engine, w->ledger, &options, sr_test_keep, &page, &err), &err);
  assert_non_null(strstr(page.bytes, "No report in this period."));
  assert_null(strstr(page.bytes, "Kharkiv"));
}

static void explain_shows_the_sentence(void **state) {
  world *w = *state;
  static sr_test_text page;
  page = (sr_test_text){0};
  sr_error err = {0};
  const sr_brief_options options = {
      .format = SR_BRIEF_TEXT, .columns = 160, .since = SR_DAY_NONE, .until = SR_DAY_NONE};
  assert_ok(sr_explain_write(w->engine, w->ledger, (sr_ref){SR_REF_CLAIM, 1}, &options, sr_test_keep, &page, &err),
            &err);
  assert_non_null(strstr(page.bytes, "regional governor"));
  assert_non_null(strstr(page.bytes, "killed and 28 wounded in Kharkiv"));
  assert_non_null(strstr(page.bytes, "R1"));
  assert_int_equal(
      sr_explain_write(w->engine, w->ledger, (sr_ref){SR_REF_CHECK, 999}, &options, sr_test_keep, &page, &err),
      SR_ERR_NOTFOUND);
  assert_int_equal(
      sr_explain_write(w->engine, w->ledger, (sr_ref){SR_REF_REPORT, 2}, &options, sr_test_keep, &page, &err),
      SR_ERR_NOTFOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_truth_is_proven),
      cmocka_unit_test(orphans_are_refused),
      cmocka_unit_test(no_number_of_the_page_is_without_a_reference),
      cmocka_unit_test(text_of_reports_is_inert),
      cmocka_unit_test(a_failing_sink_ends_the_brief),
      cmocka_unit_test(periods_choose_the_reports),
      cmocka_unit_test(explain_shows_the_sentence),
  };
  return cmocka_run_group_tests(tests, open_world, close_world);
}
