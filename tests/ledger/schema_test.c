/* The schema as other tools see it: append-only, its words those of the program, its documented queries true. */
#include "fixture.h"

#include "base/slice.h"
#include "ledger/store.h"
#include "ledger/words.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct world {
  sr_arena *arena;
  sr_ledger *ledger;
} world;

static int set_up(void **state) {
  world *w = calloc(1, sizeof *w);
  w->arena = sr_arena_new(1 << 24);
  w->ledger = fx_open(":memory:", SR_LEDGER_CREATE);
  fx_add(w->ledger, fx_digest(w->arena));
  sr_observation o = {.start = fx_day("2025-05-01"),
                      .end = fx_day("2025-05-01"),
                      .measure = SR_SLICE("area held"),
                      .party = SR_SLICE("RUS"),
                      .low = 112716,
                      .high = 112716,
                      .unit = SR_SLICE("km2"),
                      .source = SR_SLICE("Field Institute map")};
  size_t added;
  sr_error err = {0};
  assert_ok(sr_ledger_add_observations(w->ledger, &o, 1, &added, &err), &err);
  *state = w;
  return 0;
}

static int tear_down(void **state) {
  world *w = *state;
  sr_ledger_close(w->ledger);
  sr_arena_free(w->arena);
  free(w);
  return 0;
}

static void nothing_can_be_deleted_or_changed(void **state) {
  world *w = *state;
  static const char *const tables[] = {"report",         "claim",        "claim_actor", "claim_place",
                                       "claim_evidence", "claim_object", "claim_topic", "observation"};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    char sql[400];
    snprintf(sql, sizeof sql, "DELETE FROM %s", tables[i]);
    if (sr_ledger__exec(w->ledger, sql) != SQLITE_CONSTRAINT_TRIGGER) fail_msg("done: %s", sql);
    assert_non_null(strstr(sqlite3_errmsg(w->ledger->db), "append-only"));
    /* every column, one by one, set to itself */
    snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('%s')", tables[i]);
    sqlite3_stmt *columns = NULL;
    assert_int_equal(sqlite3_prepare_v2(w->ledger->db, sql, -1, &columns, NULL), SQLITE_OK);
    while (sqlite3_step(columns) == SQLITE_ROW) {
      const char *column = (const char *)sqlite3_column_text(columns, 0);
      snprintf(sql, sizeof sql, "UPDATE %s SET \"%s\" = \"%s\"", tables[i], column, column);
      if (sr_ledger__exec(w->ledger, sql) != SQLITE_CONSTRAINT_TRIGGER) fail_msg("done: %s", sql);
    }
    sqlite3_finalize(columns);
    snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO %s SELECT * FROM %s LIMIT 1", tables[i], tables[i]);
    if (sr_ledger__exec(w->ledger, sql) == SQLITE_OK) fail_msg("done: %s", sql);
  }
  assert_int_equal(fx_findings(w->ledger), 0);
}

static void a_report_is_superseded_once(void **state) {
  world *w = *state;
  for (int i = 0; i < 2; i++) {
    char *text = SR_NEW(w->arena, char, 40);
    snprintf(text, 40, "Issue %d.", i);
    fx_add(w->ledger, fx_report(w->arena, "", "x", NULL, text));
  }
  assert_int_equal(sr_ledger__exec(w->ledger, "UPDATE report SET superseded_by = 1 WHERE id = 2"),
                   SQLITE_CONSTRAINT_CHECK); /* by an earlier one */
  assert_int_equal(sr_ledger__exec(w->ledger, "UPDATE report SET superseded_by = 99 WHERE id = 2"),
                   SQLITE_CONSTRAINT_FOREIGNKEY);
  assert_int_equal(sr_ledger__exec(w->ledger, "UPDATE report SET superseded_by = 2 WHERE id = 1"), SQLITE_OK);
  assert_int_equal(sr_ledger__exec(w->ledger, "UPDATE report SET superseded_by = 3 WHERE id = 1"),
                   SQLITE_CONSTRAINT_TRIGGER);
  assert_int_equal(sr_ledger__exec(w->ledger, "UPDATE report SET superseded_by = NULL WHERE id = 1"),
                   SQLITE_CONSTRAINT_TRIGGER);
}

/* Every word of every list is taken in the columns that hold it, and no other is. */
static void words_are_those_of_the_program(void **state) {
  world *w = *state;
  size_t n;
  const sr_word *words = sr_words(&n);
  int64_t stored;
  assert_int_equal(sr_ledger__number(w->ledger, "SELECT count(*) FROM word", &stored), SQLITE_OK);
  assert_int_equal(stored, n);
  for (size_t i = 0; i < n; i++) {
    int value = -1;
    assert_true(sr_words_read(words[i].list, sr_slice_of(words[i].word), &value));
    assert_int_equal(value, words[i].value);
    assert_string_equal(sr_words_write(words[i].list, value), words[i].word);
  }
  static const char *const columns[] = {"kind",
                                        "modality",
                                        "relation",
                                        "bound",
                                        "money_bound",
                                        "category",
                                        "victim",
                                        "measure",
                                        "numerator_measure",
                                        "denominator_measure",
                                        "act",
                                        "weapon",
                                        "outcome",
                                        "status",
                                        "form"};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    char sql[700];
    snprintf(
        sql, sizeof sql,
        "CREATE TEMP TABLE t AS SELECT * FROM claim LIMIT 1; UPDATE t SET id = NULL, low = 1, high = 1, bound = '=',"
        " money_low = 1, money_high = 1, money_bound = '=', relation = 'on', %s = 'no such word';"
        "INSERT INTO claim SELECT * FROM t",
        columns[i]);
    const int rc = sr_ledger__exec(w->ledger, sql);
    if (rc != SQLITE_CONSTRAINT_TRIGGER) fail_msg("%s: %s", columns[i], sqlite3_errmsg(w->ledger->db));
    assert_int_equal(sr_ledger__exec(w->ledger, "DROP TABLE t"), SQLITE_OK);
  }
  assert_int_equal(sr_ledger__exec(w->ledger, "INSERT INTO claim_object VALUES (1, 9, 'no such word')"),
                   SQLITE_CONSTRAINT_TRIGGER);
}

/* An older ledger lacks words that this program knows: opening it for writing adds them. */
static void new_words_are_added_on_opening(void **state) {
  (void)state;
  fx_folder folder;
  fx_folder_make(&folder);
  const char *path = fx_file(&folder, "sitrep.db");
  sr_ledger *ledger = fx_open(path, SR_LEDGER_CREATE);
  assert_int_equal(sr_ledger__exec(ledger, "DELETE FROM word WHERE word = 'letter'"), SQLITE_OK);
  sr_ledger_close(ledger);
  ledger = fx_open(path, SR_LEDGER_WRITE);
  int64_t n;
  assert_int_equal(sr_ledger__number(ledger, "SELECT count(*) FROM word WHERE word = 'letter'", &n), SQLITE_OK);
  assert_int_equal(n, 1);
  sr_ledger_close(ledger);
  fx_folder_remove(&folder);
}

static void figures_cannot_run_backwards(void **state) {
  world *w = *state;
  static const char *const bad[] = {"low = 2, high = 1, bound = '='",
                                    "low = 1, high = NULL",
                                    "confidence = 1.5",
                                    "sentence_start = 9, sentence_end = 8",
                                    "relation = 'on', when_start = '2025-02-01', when_end = '2025-01-01'",
                                    "relation = NULL, when_start = '2025-02-01'",
                                    "report = 99"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char sql[400];
    snprintf(sql, sizeof sql,
             "CREATE TEMP TABLE t AS SELECT * FROM claim LIMIT 1; UPDATE t SET id = NULL, %s;"
             "INSERT INTO claim SELECT * FROM t",
             bad[i]);
    if ((sr_ledger__exec(w->ledger, sql) & 0xff) != SQLITE_CONSTRAINT) fail_msg("taken: %s", bad[i]);
    assert_int_equal(sr_ledger__exec(w->ledger, "DROP TABLE t"), SQLITE_OK);
  }
}

/* ---- the documentation ---- */

static void documented_queries_find_something(void **state) {
  world *w = *state;
  sr_slice page = sr_test_file("docs/ledger.md");
  int queries = 0;
  for (const char *at = page.ptr; (at = strstr(at, "```sql\n")); queries++) {
    at += strlen("```sql\n");
    const char *end = strstr(at, "```");
    assert_non_null(end);
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(w->ledger->db, at, (int)(end - at), &s, NULL))
      fail_msg("%.*s%s", (int)(end - at), at, sqlite3_errmsg(w->ledger->db));
    if (sqlite3_step(s) != SQLITE_ROW)
      fail_msg("nothing found by %.*s%s", (int)(end - at), at, sqlite3_errmsg(w->ledger->db));
    sqlite3_finalize(s);
    at = end + 3;
  }
  assert_true(queries >= 20);
  free((char *)(uintptr_t)page.ptr);
}

static void every_view_is_documented(void **state) {
  world *w = *state;
  sr_slice page = sr_test_file("docs/ledger.md");
  sqlite3_stmt *s = NULL;
  assert_int_equal(
      sqlite3_prepare_v2(w->ledger->db, "SELECT name FROM sqlite_schema WHERE type = 'view'", -1, &s, NULL), SQLITE_OK);
  int views = 0;
  for (; sqlite3_step(s) == SQLITE_ROW; views++) {
    char marked[60];
    snprintf(marked, sizeof marked, "**%s**", sqlite3_column_text(s, 0));
    if (!strstr(page.ptr, marked)) fail_msg("%s is not in docs/ledger.md", marked);
  }
  sqlite3_finalize(s);
  assert_true(views >= 18);
  free((char *)(uintptr_t)page.ptr);
}

static void views_cut_text_by_bytes(void **state) {
  world *w = *state;
  sqlite3_stmt *s = NULL;
  assert_int_equal(sqlite3_prepare_v2(w->ledger->db,
                                      "SELECT claim, report, evidence, sentence FROM v_claims WHERE kind = 'control'",
                                      -1, &s, NULL),
                   SQLITE_OK);
  assert_int_equal(sqlite3_step(s), SQLITE_ROW);
  assert_slice(sr_ledger__text(s, 0), "C3");
  assert_slice(sr_ledger__text(s, 1), "R1");
  assert_slice(sr_ledger__text(s, 2), "seized the village of Málaya Tokmachka");
  assert_slice(sr_ledger__text(s, 3),
               "A channel says they seized the village of Málaya Tokmachka, which the army denies.");
  sqlite3_finalize(s);
}

/* A filter that reads the whole table would make a large ledger slow. */
static void filters_use_indexes(void **state) {
  world *w = *state;
  static const char *const sql[] = {
      "SELECT id FROM claim WHERE kind = 'strike'",
      "SELECT id FROM claim WHERE report = 1",
      "SELECT claim FROM claim_actor WHERE key = 'russia' AND role = 'chain'",
      "SELECT claim FROM claim_actor WHERE code = 'RUS'",
      "SELECT claim FROM claim_place WHERE key = 'kyiv'",
      "SELECT id FROM report WHERE hash = 'x'",
      "SELECT id FROM report WHERE url = 'x'",
      "SELECT id FROM observation WHERE measure = 'area held' ORDER BY party, place, start_day, id"};
  for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
    char plan[300];
    snprintf(plan, sizeof plan, "EXPLAIN QUERY PLAN %s", sql[i]);
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_prepare_v2(w->ledger->db, plan, -1, &s, NULL), SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW)
      if (strncmp((const char *)sqlite3_column_text(s, 3), "SCAN", 4) == 0)
        fail_msg("%s: %s", sql[i], sqlite3_column_text(s, 3));
    sqlite3_finalize(s);
  }
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
int main(void) {
  const struct CMUnitTest tests[] = {T(nothing_can_be_deleted_or_changed),
                                     T(a_report_is_superseded_once),
                                     T(words_are_those_of_the_program),
                                     cmocka_unit_test(new_words_are_added_on_opening),
                                     T(figures_cannot_run_backwards),
                                     T(documented_queries_find_something),
                                     T(every_view_is_documented),
                                     T(views_cut_text_by_bytes),
                                     T(filters_use_indexes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
