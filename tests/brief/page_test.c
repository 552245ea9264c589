/* The page is a proof: what stands in the ledger is printed, and an orphan of any sort is refused. */
#include "world.h"

#include "brief/page.h"
#include "brief/render.h"
#include "brief/wording.h"

#include <sitrep/brief.h>
#include <sitrep/observe.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char report_text[] = "At least nine people were killed and 28 wounded in Kharkiv on Friday, the regional "
                                  "governor said. Russia launched 41 drones <b>overnight</b>.";

/* Four days of a series and a day after a gap; the source would be markup. */
static const char figures_csv[] = "date,measure,party,place,low,high,unit,source,licence,note\n"
                                  "2025-06-01,area held,RED,Ukraine,100.5,101.5,km2,<b>Maps</b> & Co,MIT,\n"
                                  "2025-06-02,area held,RED,Ukraine,102,104,km2,<b>Maps</b> & Co,MIT,\n"
                                  "2025-06-03,area held,RED,Ukraine,103,103,km2,<b>Maps</b> & Co,MIT,\n"
                                  "2025-06-04,area held,RED,Ukraine,105,105,km2,<b>Maps</b> & Co,MIT,\n"
                                  "2025-07-04,area held,RED,Ukraine,109.25,109.25,km2,<b>Maps</b> & Co,MIT,\n";

static int open_world(void **state) {
  static world w;
  assert_true(world_open(&w, report_text) >= 3);
  assert_int_equal(world_observe(&w, figures_csv), 5);
  w.arena = sr_arena_new(1 << 24);
  *state = &w;
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

/* Every digit of the page that is not inside a quotation stands in a <data> element, a figure's <text> with its
 * reference, or is a reference. */
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
      if (!strncmp(p, "<text ", 6)) in_data = strstr(p, " data-ref=\"") && strstr(p, " data-ref=\"") < strchr(p, '>');
      if (!strncmp(p, "</data>", 7) || !strncmp(p, "</text>", 7)) in_data = 0;
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
    if (format == SR_BRIEF_HTML) assert_null(strstr(page.bytes, "<b>"));
    if (format == SR_BRIEF_MARKDOWN) assert_null(strstr(page.bytes, " <b>overnight"));
    assert_null(strchr(page.bytes, '\033'));
  }
}

static void brief_of(world *w, sr_brief_options options, sr_test_text *page) {
  sr_error err = {0};
  *page = (sr_test_text){0};
  options.since = options.since ? options.since : SR_DAY_NONE;
  options.until = options.until ? options.until : SR_DAY_NONE;
  assert_ok(sr_brief_write(w->engine, w->ledger, &options, sr_test_keep, page, &err), &err);
}

static void the_same_ledger_gives_the_same_bytes(void **state) {
  static sr_test_text one, two;
  for (int format = SR_BRIEF_TEXT; format <= SR_BRIEF_HTML; format++) {
    brief_of(*state, (sr_brief_options){.format = (sr_brief_format)format}, &one);
    brief_of(*state, (sr_brief_options){.format = (sr_brief_format)format}, &two);
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.bytes, two.bytes, one.n);
  }
}

/* A series is a figure with words for those who do not see it, and its table; in a terminal it is a line with a gap. */
static void series_are_drawn(void **state) {
  static sr_test_text page;
  brief_of(*state, (sr_brief_options){.format = SR_BRIEF_HTML}, &page);
  const char *figure = strstr(page.bytes, "<figure>");
  assert_non_null(figure);
  const char *const parts[] = {"role=\"group\"",
                               "<title id=",
                               "area held",
                               "&lt;b&gt;Maps&lt;/b&gt; &amp; Co",
                               "<desc id=",
                               "data-ref=\"O1\">100.5</text>",
                               "data-ref=\"O5\">109.25</text>",
                               "data-ref=\"O5\">2025-07-04</text>",
                               "<details>",
                               "</figure>"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (!strstr(figure, parts[i])) fail_msg("the figure lacks %s", parts[i]);
  }
  brief_of(*state, (sr_brief_options){.format = SR_BRIEF_TEXT}, &page);
  assert_non_null(strstr(page.bytes, "2025-06-01  \u2581"));
  assert_non_null(strstr(page.bytes, "   \u2588\u2588  2025-07-04: 109.25\n"));
}

/* Two outlets part over one toll: a column an account, both intervals on one axis inside their cells. */
static void rival_accounts_are_side_by_side(void **state) {
  world *w = *state;
  static sr_test_text page;
  sr_error err = {0};
  sr_report *report = NULL;
  sr_ledger_receipt receipt;
  sr_report_info info = {.id = SR_SLICE("rival"), .outlet = SR_SLICE("<i>Rival</i>"), .lang = SR_SLICE("en")};
  assert_true(sr_day_parse(SR_SLICE("2025-07-11"), &info.date));
  assert_ok(sr_report_read(w->engine,
                           SR_SLICE("Between 20 and 24 people were killed in Kharkiv on Friday, the police said."),
                           &info, SR_LAYERS_ALL, &report, &err),
            &err);
  assert_ok(sr_ledger_add_report(w->ledger, report, (sr_clocks){0}, &receipt, &err), &err);
  sr_report_free(report);
  brief_of(w, (sr_brief_options){.format = SR_BRIEF_HTML}, &page);
  const char *sheet = strstr(page.bytes, "<table class=\"sheet\">");
  assert_non_null(sheet);
  const char *end = strstr(sheet, "</table>"), *head = strstr(sheet, "</thead>"),
             *figure = strstr(sheet, "<th scope=\"row\">figure: ");
  assert_true(end && head && figure && head < figure && figure < end);
  assert_true(strstr(sheet, "police, in &lt;i&gt;Rival&lt;/i&gt;") < head);
  const char *row_end = strstr(figure, "</tr>");
  uint32_t bars = 0;
  for (const char *p = figure; (p = strstr(p, "<svg class=\"interval")) && p < row_end; p++) bars++;
  assert_int_equal(bars, 2);
  const char *axis = strstr(figure, "; axis ");
  assert_true(axis && axis < row_end);
  assert_true(strstr(axis, "\">9</data> to <data") < row_end && strstr(axis, "\">24</data>") < row_end);
  brief_of(w, (sr_brief_options){.format = SR_BRIEF_TEXT}, &page);
  assert_non_null(strstr(page.bytes, "\u00b7\u2588\u2588\u2588"));
}

static void a_topic_stands_alone(void **state) {
  static sr_test_text page;
  brief_of(*state, (sr_brief_options){.format = SR_BRIEF_TEXT, .columns = 160, .topic = "losses"}, &page);
  assert_non_null(strstr(page.bytes, "nine people were killed"));
  assert_null(strstr(page.bytes, "\nStrikes and air defence\n"));
  world *w = *state;
  sr_error err = {0};
  const sr_brief_options wrong = {.topic = "weather", .since = SR_DAY_NONE, .until = SR_DAY_NONE};
  assert_int_equal(sr_brief_write(w->engine, w->ledger, &wrong, sr_test_keep, &page, &err), SR_ERR_USAGE);
}

/* Heard before the period only: silent in it. */
static void silence_is_told(void **state) {
  static sr_test_text page;
  sr_brief_options options = {.format = SR_BRIEF_TEXT};
  brief_of(*state, options, &page);
  assert_non_null(strstr(page.bytes, "Heard, each with its last day: City News, 2025-07-11"));
  assert_null(strstr(page.bytes, "Silent"));
  assert_true(sr_day_parse(SR_SLICE("2025-07-12"), &options.since));
  brief_of(*state, options, &page);
  assert_non_null(
      strstr(page.bytes, "Silent in this period, each with the day it was last heard: City News, 2025-07-11"));
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
      cmocka_unit_test(the_same_ledger_gives_the_same_bytes),
      cmocka_unit_test(series_are_drawn),
      cmocka_unit_test(a_topic_stands_alone),
      cmocka_unit_test(silence_is_told),
      cmocka_unit_test(a_failing_sink_ends_the_brief),
      cmocka_unit_test(periods_choose_the_reports),
      cmocka_unit_test(explain_shows_the_sentence),
      cmocka_unit_test(rival_accounts_are_side_by_side),
  };
  return cmocka_run_group_tests(tests, open_world, close_world);
}
