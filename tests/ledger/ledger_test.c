/* The ledger as its users see it: what is written is read back, twice is once, corrections supersede, questions find.
 */
#include "fixture.h"

#include "base/slice.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct world {
  fx_folder folder;
  sr_arena *arena;
  sr_ledger *ledger;
} world;

static int set_up(void **state) {
  world *w = calloc(1, sizeof *w);
  fx_folder_make(&w->folder);
  w->arena = sr_arena_new(1 << 24);
  w->ledger = fx_open(fx_file(&w->folder, "sitrep.db"), SR_LEDGER_CREATE);
  *state = w;
  return 0;
}

static int tear_down(void **state) {
  world *w = *state;
  sr_ledger_close(w->ledger);
  sr_arena_free(w->arena);
  fx_folder_remove(&w->folder);
  free(w);
  return 0;
}

/* ---- round trip ---- */

static void same_text(sr_slice a, sr_slice b) {
  if (!sr_slice_eq(a, b)) fail_msg("'%.*s' is not '%.*s'", SR_FMT(a), SR_FMT(b));
}

static void same_actor(sr_actor_ref a, sr_actor_ref b) {
  same_text(a.name, b.name);
  same_text(a.code, b.code);
}

static void same_figure(const sr_figure *a, const sr_figure *b) {
  assert_int_equal(a->present, b->present);
  if (!a->present) return;
  assert_true(a->low == b->low && a->high == b->high && a->granule == b->granule && a->bound == b->bound);
  assert_true(a->span.start == b->span.start && a->span.end == b->span.end);
  same_text(a->unit, b->unit);
}

static void same_place(const sr_place_ref *a, const sr_place_ref *b) {
  same_text(a->name, b->name);
  same_text(a->country, b->country);
  same_text(a->feature, b->feature);
  assert_int_equal(a->geonames, b->geonames);
  assert_true((isnan(a->lat) && !b->geonames) || (a->lat == b->lat && a->lon == b->lon));
}

static void same_words(const sr_claim *a, const sr_claim *b) {
  assert_true(a->kind == b->kind && a->modality == b->modality && a->category == b->category);
  assert_true(a->victim == b->victim && a->measure == b->measure && a->act == b->act && a->weapon == b->weapon);
  assert_true(a->outcome == b->outcome && a->status == b->status && a->form == b->form);
  assert_true(a->numerator.measure == b->numerator.measure && a->denominator.measure == b->denominator.measure);
  assert_true(a->when.present == b->when.present && a->when.start == b->when.start && a->when.end == b->when.end &&
              (!a->when.present || a->when.relation == b->when.relation));
  assert_true(a->deadline == b->deadline && a->confidence == b->confidence);
  same_text(a->item, b->item);
  same_text(a->target, b->target);
  same_text(a->condition, b->condition);
  same_text(a->topic, b->topic);
  same_text(a->horizon, b->horizon);
  same_text(a->numerator.category, b->numerator.category);
  same_text(a->denominator.category, b->denominator.category);
}

static void same_claim(const sr_claim *a, const sr_claim *b) {
  same_words(a, b);
  same_figure(&a->quantity, &b->quantity);
  same_figure(&a->money, &b->money);
  same_actor(a->party, b->party);
  same_actor(a->donor, b->donor);
  same_actor(a->recipient, b->recipient);
  same_actor(a->speaker, b->speaker);
  same_actor(a->addressee, b->addressee);
  same_actor(a->numerator.party, b->numerator.party);
  same_actor(a->denominator.party, b->denominator.party);
  same_place(&a->target_place, &b->target_place);
  assert_int_equal(a->n_chain, b->n_chain);
  for (uint32_t i = 0; i < a->n_chain; i++) same_actor(a->chain[i], b->chain[i]);
  assert_int_equal(a->n_participants, b->n_participants);
  for (uint32_t i = 0; i < a->n_participants; i++) same_actor(a->participants[i], b->participants[i]);
  assert_int_equal(a->n_where, b->n_where);
  for (uint32_t i = 0; i < a->n_where; i++) same_place(&a->where[i], &b->where[i]);
  assert_int_equal(a->n_objects, b->n_objects);
  for (uint32_t i = 0; i < a->n_objects; i++) assert_int_equal(a->objects[i], b->objects[i]);
  assert_int_equal(a->n_topics, b->n_topics);
  for (uint32_t i = 0; i < a->n_topics; i++) same_text(a->topics[i], b->topics[i]);
  assert_int_equal(a->evidence.n, b->evidence.n);
  for (uint32_t i = 0; i < a->evidence.n; i++)
    assert_true(a->evidence.at[i].start == b->evidence.at[i].start && a->evidence.at[i].end == b->evidence.at[i].end);
}

typedef struct walk {
  const sr_report *report;
  uint32_t at;
} walk;

static sr_status compare_claim(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  walk *w = user;
  same_claim(&stored->claim, &w->report->claims[w->at]);
  assert_int_equal(stored->ref.id, w->at + 1);
  assert_slice(stored->report_name, "digest-0711");
  assert_slice(stored->outlet, "The Daily Digest");
  assert_int_equal(stored->report_date, fx_day("2025-07-11"));
  assert_false(stored->superseded);
  w->at++;
  return SR_OK;
}

static void reads_back_every_field_of_every_kind(void **state) {
  world *w = *state;
  sr_report *report = fx_digest(w->arena);
  const sr_ledger_receipt receipt = fx_add(w->ledger, report);
  assert_int_equal(receipt.claims, SR_KIND_COUNT);
  assert_false(receipt.already_there);
  walk at = {report, 0};
  sr_error err = {0};
  assert_ok(sr_ledger_claims(w->ledger, &SR_CLAIM_QUERY_ALL, compare_claim, &at, &err), &err);
  assert_int_equal(at.at, SR_KIND_COUNT);
  assert_int_equal(fx_findings(w->ledger), 0);
}

static sr_status check_sentence(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  const sr_report *report = user;
  if (stored->claim.kind == SR_KIND_CONTROL) {
    assert_slice(stored->sentence,
                 "A channel says they seized the village of Málaya Tokmachka, which the army denies.");
    assert_slice(stored->evidence, "seized the village of Málaya Tokmachka");
  } else if (stored->claim.kind == SR_KIND_FORECAST) { /* evidence in two sentences */
    assert_slice(stored->sentence, "They are expected to attack in the autumn. The blow would fall in the north.");
    assert_slice(stored->evidence, "expected to attack in the autumn ... in the north");
  }
  same_text(stored->sentence,
            sr_slice_cut(report->text, stored->sentence_start, stored->sentence_start + stored->sentence.len));
  return SR_OK;
}

static void gives_the_sentence_of_each_claim(void **state) {
  world *w = *state;
  sr_report *report = fx_digest(w->arena);
  fx_add(w->ledger, report);
  sr_error err = {0};
  assert_ok(sr_ledger_claims(w->ledger, &SR_CLAIM_QUERY_ALL, check_sentence, report, &err), &err);
}

static void reading_twice_changes_nothing(void **state) {
  world *w = *state;
  sr_ledger_counts before, after;
  sr_error err = {0};
  const sr_ledger_receipt first = fx_add(w->ledger, fx_digest(w->arena));
  assert_ok(sr_ledger_stats(w->ledger, &before, &err), &err);
  const sr_ledger_receipt second = fx_add(w->ledger, fx_digest(w->arena));
  assert_true(second.already_there);
  assert_int_equal(second.report.id, first.report.id);
  assert_int_equal(second.claims, first.claims);
  assert_false(second.supersedes);
  assert_ok(sr_ledger_stats(w->ledger, &after, &err), &err);
  assert_memory_equal(&before, &after, sizeof before);
  assert_int_equal(after.reports, 1);
  assert_int_equal(after.claims, SR_KIND_COUNT);
}

/* ---- supersession ---- */

static const struct {
  const char *what, *outlet, *name, *url, *date;
  bool supersedes;
} later[] = {{"same url", "Wire", "b", "https://w.example/1", "2025-07-12", true},
             {"same id, same day", "Wire", "a", "", "2025-07-11", true},
             {"same id, day not known", "Wire", "a", "", NULL, true},
             {"same id, another day's issue", "Wire", "a", "", "2025-07-12", false},
             {"same id, another url", "Wire", "a", "https://w.example/2", "2025-07-11", false},
             {"another outlet's id", "Gazette", "a", "", "2025-07-11", false},
             {"no outlet", "", "a", "", "2025-07-11", false},
             {"nothing in common", "Wire", "c", "", "2025-07-11", false}};

static void a_corrected_report_supersedes(void **state) {
  world *w = *state;
  for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
    sr_ledger *ledger = fx_open(":memory:", SR_LEDGER_CREATE);
    sr_report *first = fx_report(w->arena, "Wire", "a", "2025-07-11", "The mayor said 12 people were hurt.");
    first->about.url = SR_SLICE("https://w.example/1");
    fx_claim(first, SR_KIND_LOSSES, "12 people were hurt");
    sr_report *second =
        fx_report(w->arena, later[i].outlet, later[i].name, later[i].date, "The mayor said 13 people were hurt.");
    second->about.url = sr_slice_of(later[i].url);
    fx_claim(second, SR_KIND_LOSSES, "13 people were hurt");
    fx_add(ledger, first);
    const sr_ledger_receipt receipt = fx_add(ledger, second);
    if (receipt.supersedes != later[i].supersedes) fail_msg("%s: supersedes is %d", later[i].what, receipt.supersedes);
    assert_int_equal(receipt.superseded.id, later[i].supersedes ? 1 : 0);
    sr_claim_query query = SR_CLAIM_QUERY_ALL;
    assert_int_equal(fx_count(ledger, &query), later[i].supersedes ? 1 : 2);
    query.with_superseded = true;
    assert_int_equal(fx_count(ledger, &query), 2);
    assert_int_equal(fx_findings(ledger), 0);
    sr_ledger_close(ledger);
  }
}

static void a_correction_of_a_correction_leaves_one_standing(void **state) {
  world *w = *state;
  static const char *const texts[] = {"Nine were hurt.", "Ten were hurt.", "Eleven were hurt."};
  for (int i = 0; i < 3; i++) {
    sr_report *report = fx_report(w->arena, "Wire", "a", "2025-07-11", texts[i]);
    fx_claim(report, SR_KIND_LOSSES, "were hurt");
    const sr_ledger_receipt receipt = fx_add(w->ledger, report);
    assert_int_equal(receipt.superseded.id, i);
  }
  assert_int_equal(fx_count(w->ledger, &SR_CLAIM_QUERY_ALL), 1);
}

/* ---- questions ---- */

static void finds_claims_by_each_filter(void **state) {
  world *w = *state;
  fx_add(w->ledger, fx_digest(w->arena));
  sr_report *other = fx_report(w->arena, "Wire", "w1", "2025-07-20", "Odesa's mayor said 3 drones fell.");
  sr_claim *claim = fx_claim(other, SR_KIND_STRIKE, "3 drones fell");
  sr_actor_ref *chain = fx_chain(other, claim, 1, "Мер Одеси");
  chain[0].code = SR_SLICE("UKRGOV");
  fx_add(w->ledger, other);
  const struct {
    const char *what;
    sr_claim_query query;
    int expected;
  } cases[] = {
      {"all", {.kind = -1}, 13},
      {"kind", {.kind = SR_KIND_STRIKE}, 2},
      {"report", {.kind = -1, .report = {SR_REF_REPORT, 2}}, 1},
      {"source, any case", {.kind = -1, .source = SR_SLICE("the weekly LEDGER")}, 1},
      {"source, Cyrillic case", {.kind = -1, .source = SR_SLICE("МЕР ОДЕСИ")}, 1},
      {"a party is not a source", {.kind = -1, .source = SR_SLICE("Russia")}, 0},
      {"party by name", {.kind = -1, .party = SR_SLICE("russia")}, 6},
      {"party by code", {.kind = -1, .party = SR_SLICE("gbr")}, 2},
      {"a source is not a party", {.kind = -1, .party = SR_SLICE("Мер Одеси")}, 0},
      {"a source's code is not a party's", {.kind = -1, .party = SR_SLICE("UKRGOV")}, 1},
      {"place in where", {.kind = -1, .place = SR_SLICE("kyiv")}, 1},
      {"place as target", {.kind = -1, .place = SR_SLICE("Mala Tokmachka")}, 1},
      {"search", {.kind = -1, .search = SR_SLICE("mayor")}, 1},
      {"search folds diacritics", {.kind = SR_KIND_AID, .search = SR_SLICE("malaya")}, 1},
      {"search a phrase", {.kind = -1, .search = SR_SLICE("\"drones fell\"")}, 1},
      {"search with operators", {.kind = -1, .search = SR_SLICE("mayor NOT drones")}, 0},
      {"search and kind", {.kind = SR_KIND_AID, .search = SR_SLICE("mayor")}, 0},
      {"limit", {.kind = -1, .limit = 5}, 5},
      {"after", {.kind = -1, .after = 12}, 1},
      {"several", {.kind = SR_KIND_STRIKE, .party = SR_SLICE("RUS"), .place = SR_SLICE("Kyiv")}, 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_claim_query query = cases[i].query;
    query.since = query.until = SR_DAY_NONE;
    const int n = fx_count(w->ledger, &query);
    if (n != cases[i].expected) fail_msg("%s: %d claims, expected %d", cases[i].what, n, cases[i].expected);
  }
  sr_claim_query query = SR_CLAIM_QUERY_ALL;
  query.since = fx_day("2025-07-12");
  assert_int_equal(fx_count(w->ledger, &query), 1);
  query.until = fx_day("2025-07-19");
  assert_int_equal(fx_count(w->ledger, &query), 0);
  query.since = SR_DAY_NONE;
  assert_int_equal(fx_count(w->ledger, &query), 12);
}

static sr_status refuse_visit(void *user, const sr_stored_claim *claim, sr_error *err) {
  (void)user;
  (void)claim;
  return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "enough");
}

static void a_bad_search_is_the_users_error(void **state) {
  world *w = *state;
  fx_add(w->ledger, fx_digest(w->arena));
  static const char *const bad[] = {"\"open", "AND", "(", "a:b", "long-range", "can't", "*", "\xff"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    sr_claim_query query = SR_CLAIM_QUERY_ALL;
    query.search = sr_slice_of(bad[i]);
    sr_error err = {0};
    const sr_status status = sr_ledger_claims(w->ledger, &query, refuse_visit, NULL, &err);
    if (status != SR_ERR_INPUT) fail_msg("'%s': %s %s", bad[i], sr_status_name(status), err.message);
    assert_true(err.message[0]);
  }
}

static void a_visitor_ends_the_walk(void **state) {
  world *w = *state;
  fx_add(w->ledger, fx_digest(w->arena));
  sr_error err = {0};
  assert_int_equal(sr_ledger_claims(w->ledger, &SR_CLAIM_QUERY_ALL, refuse_visit, NULL, &err), SR_ERR_LIMIT);
  assert_string_equal(err.message, "enough");
  assert_int_equal(fx_count(w->ledger, &SR_CLAIM_QUERY_ALL), 12);
}

static sr_status ask_inside(void *user, const sr_stored_claim *claim, sr_error *err) {
  world *w = user;
  char before[200];
  snprintf(before, sizeof before, "%.*s", SR_FMT(claim->evidence));
  assert_int_equal(fx_count(w->ledger, &SR_CLAIM_QUERY_ALL), 12);
  sr_claim_query query = SR_CLAIM_QUERY_ALL;
  query.limit = 1;
  assert_int_equal(fx_count(w->ledger, &query), 1);
  assert_slice(claim->evidence, before);
  (void)err;
  return SR_OK;
}

static void a_visitor_may_ask_the_ledger(void **state) {
  world *w = *state;
  fx_add(w->ledger, fx_digest(w->arena));
  sr_error err = {0};
  assert_ok(sr_ledger_claims(w->ledger, &SR_CLAIM_QUERY_ALL, ask_inside, w, &err), &err);
}

static sr_status check_report(void *user, const sr_stored_report *stored, sr_error *err) {
  (void)err;
  const sr_report *report = user;
  same_text(stored->text, report->text);
  assert_slice(stored->hash, report->hash);
  assert_slice(stored->title, "Day 1,234");
  assert_slice(stored->url, "https://digest.example/2025/07/11");
  assert_slice(stored->lang, "en");
  assert_int_equal(stored->fetched, 1752220800);
  assert_int_equal(stored->read, 1752224400);
  assert_int_equal(stored->superseded_by.id, 0);
  assert_int_equal(stored->claims, SR_KIND_COUNT);
  return SR_OK;
}

static void keeps_the_clocks_apart(void **state) {
  world *w = *state;
  sr_report *report = fx_digest(w->arena);
  sr_ledger_receipt receipt;
  sr_error err = {0};
  assert_ok(sr_ledger_add_report(w->ledger, report, (sr_clocks){1752220800, 1752224400}, &receipt, &err), &err);
  assert_ok(sr_ledger_report(w->ledger, receipt.report, check_report, report, &err), &err);
  assert_ok(sr_ledger_reports(w->ledger, check_report, report, &err), &err);
}

static void one_row_by_reference(void **state) {
  world *w = *state;
  sr_report *report = fx_digest(w->arena);
  fx_add(w->ledger, report);
  sr_error err = {0};
  assert_ok(sr_ledger_claim(w->ledger, (sr_ref){SR_REF_CLAIM, 3}, check_sentence, report, &err), &err);
  assert_int_equal(sr_ledger_claim(w->ledger, (sr_ref){SR_REF_CLAIM, 99}, check_sentence, report, &err),
                   SR_ERR_NOTFOUND);
  assert_string_equal(err.message, "there is no C99 in the ledger");
  assert_int_equal(sr_ledger_claim(w->ledger, (sr_ref){SR_REF_REPORT, 1}, check_sentence, report, &err), SR_ERR_USAGE);
  assert_int_equal(sr_ledger_report(w->ledger, (sr_ref){SR_REF_REPORT, 2}, check_report, report, &err),
                   SR_ERR_NOTFOUND);
  assert_int_equal(sr_ledger_observation(w->ledger, (sr_ref){SR_REF_OBSERVATION, 1}, NULL, NULL, &err),
                   SR_ERR_NOTFOUND);
}

/* ---- odd reports ---- */

static void keeps_odd_texts_whole(void **state) {
  world *w = *state;
  static const char nul[] = "before\0after, 5 tanks";
  sr_report *report = fx_report(w->arena, "", "odd", NULL, "x");
  report->text = (sr_slice){nul, sizeof nul - 1};
  sr_sha256_hex(report->text, report->hash);
  report->n_sentences = 0; /* a report without sentences still gives its evidence */
  sr_span span = {14, 21};
  sr_claim claim = {.kind = SR_KIND_LOSSES, .evidence = {&span, 1}, .deadline = SR_DAY_NONE};
  report->claims = &claim;
  report->n_claims = 1;
  fx_add(w->ledger, report);
  assert_int_equal(fx_findings(w->ledger), 0);
  assert_int_equal(fx_count(w->ledger, &SR_CLAIM_QUERY_ALL), 1);
}

static void refuses_claims_that_do_not_stand_on_the_text(void **state) {
  world *w = *state;
  sr_span outside = {5, 4000}, empty = {5, 5}, good = {0, 3};
  const sr_claim bad[] = {{.kind = SR_KIND_LOSSES},
                          {.kind = SR_KIND_LOSSES, .evidence = {&outside, 1}},
                          {.kind = SR_KIND_LOSSES, .evidence = {&empty, 1}},
                          {.kind = SR_KIND_LOSSES, .evidence = {&good, 1}, .confidence = 1.5},
                          {.evidence = {&good, 1}, .quantity = {.present = true, .low = 2, .high = 1}},
                          {.evidence = {&good, 1}, .when = {.present = true, .start = 2, .end = 1}}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    sr_report *report = fx_report(w->arena, "", "bad", NULL, "Six were hurt.");
    report->claims = &bad[i];
    report->n_claims = 1;
    sr_ledger_receipt receipt;
    sr_error err = {0};
    assert_int_equal(sr_ledger_add_report(w->ledger, report, (sr_clocks){0}, &receipt, &err), SR_ERR_USAGE);
    assert_int_equal(receipt.report.id, 0);
  }
  sr_ledger_counts counts;
  sr_error err = {0};
  assert_ok(sr_ledger_stats(w->ledger, &counts, &err), &err);
  assert_int_equal(counts.reports, 0);
}

/* ---- observations ---- */

static sr_status count_observation(void *user, const sr_observation *o, sr_error *err) {
  (void)err;
  assert_true(o->ref.kind == SR_REF_OBSERVATION && o->ref.id > 0);
  ++*(int *)user;
  return SR_OK;
}

static sr_status check_observation(void *user, const sr_observation *o, sr_error *err) {
  (void)user;
  (void)err;
  assert_true(o->low == 112716 && o->high == 112716.5);
  assert_int_equal(o->start, fx_day("2025-05-01"));
  assert_slice(o->measure, "area held");
  assert_slice(o->source, "Field Institute map");
  assert_slice(o->licence, "");
  return SR_OK;
}

static void observations_are_added_once(void **state) {
  world *w = *state;
  sr_observation rows[3];
  for (int i = 0; i < 3; i++)
    rows[i] = (sr_observation){.start = fx_day("2025-05-01") + i,
                               .end = fx_day("2025-05-01") + i,
                               .measure = i == 2 ? SR_SLICE("casualties total") : SR_SLICE("area held"),
                               .party = SR_SLICE("RUS"),
                               .low = 112716 + i,
                               .high = 112716.5 + i,
                               .unit = SR_SLICE("km2"),
                               .source = SR_SLICE("Field Institute map")};
  size_t added;
  sr_error err = {0};
  assert_ok(sr_ledger_add_observations(w->ledger, rows, 3, &added, &err), &err);
  assert_int_equal(added, 3);
  rows[1].low = 100; /* restated: both stay */
  assert_ok(sr_ledger_add_observations(w->ledger, rows, 3, &added, &err), &err);
  assert_int_equal(added, 1);
  int n = 0;
  assert_ok(sr_ledger_observations(w->ledger, (sr_slice){0}, count_observation, &n, &err), &err);
  assert_int_equal(n, 4);
  n = 0;
  assert_ok(sr_ledger_observations(w->ledger, SR_SLICE("area held"), count_observation, &n, &err), &err);
  assert_int_equal(n, 3);
  assert_ok(sr_ledger_observation(w->ledger, (sr_ref){SR_REF_OBSERVATION, 1}, check_observation, NULL, &err), &err);
  rows[0].low = (double)NAN;
  assert_int_equal(sr_ledger_add_observations(w->ledger, rows, 3, &added, &err), SR_ERR_USAGE);
  assert_int_equal(added, 0);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
int main(void) {
  const struct CMUnitTest tests[] = {T(reads_back_every_field_of_every_kind),
                                     T(gives_the_sentence_of_each_claim),
                                     T(reading_twice_changes_nothing),
                                     T(a_corrected_report_supersedes),
                                     T(a_correction_of_a_correction_leaves_one_standing),
                                     T(finds_claims_by_each_filter),
                                     T(a_bad_search_is_the_users_error),
                                     T(a_visitor_ends_the_walk),
                                     T(a_visitor_may_ask_the_ledger),
                                     T(keeps_the_clocks_apart),
                                     T(one_row_by_reference),
                                     T(keeps_odd_texts_whole),
                                     T(refuses_claims_that_do_not_stand_on_the_text),
                                     T(observations_are_added_once)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
