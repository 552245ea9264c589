/* Pages of reports and observations, and what a whole ledger comes to: series, sources, retellings, places. */
#include "ledger/store.h"

#include "base/slice.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>

/* Calls row for each row of a bound statement and ends it. */
typedef sr_status (*row_visit)(void *user, sqlite3_stmt *row, sr_error *err);

static sr_status walk(sr_ledger *ledger, sqlite3_stmt *s, sr_slice search, const char *doing, row_visit row, void *user,
                      sr_error *err) {
  sr_status status = SR_OK;
  int rc = SQLITE_ROW;
  while (!status && (rc = sqlite3_step(s)) == SQLITE_ROW) status = row(user, s, err);
  if (!status && rc != SQLITE_DONE) status = sr_ledger__walk_end(ledger, rc, search, doing, err);
  sqlite3_finalize(s);
  return status;
}

static sr_status prepare(sr_ledger *ledger, const char *sql, sqlite3_stmt **s, sr_error *err) {
  const int rc = sqlite3_prepare_v2(ledger->db, sql, -1, s, NULL);
  return rc ? sr_ledger__fail(ledger, rc, "ask the ledger", err) : SR_OK;
}

static sr_status check_utf8(const char *what, sr_slice text, sr_error *err) {
  const size_t at = sr_utf8_check(text);
  return at == SR_NOWHERE ? SR_OK : sr_fail(err, SR_ERR_INPUT, at, "the %s to look for is not UTF-8", what);
}

/* ---- reports ---- */

typedef struct report_walk {
  sr_report_visit visit;
  void *user;
} report_walk;

static sr_status report_row(void *user, sqlite3_stmt *row, sr_error *err) {
  const report_walk *w = user;
  const sr_stored_report report = sr_ledger__report_of(row);
  return w->visit(w->user, &report, err);
}

sr_status sr_ledger_find_reports(sr_ledger *ledger, const sr_report_query *q, sr_report_visit visit, void *user,
                                 sr_error *err) {
  char sql[900];
  SR_TRY(check_utf8("outlet", q->outlet, err));
  SR_TRY(check_utf8("search", q->search, err));
  const int n =
      snprintf(sql, sizeof sql,
               "SELECT " SR_REPORT_COLUMNS " FROM report WHERE id > ?1 AND id < ?2%s%s%s%s%s ORDER BY id%s LIMIT ?3",
               q->outlet.len ? " AND outlet = ?4 COLLATE NOCASE" : "",
               q->search.len ? " AND id IN (SELECT rowid FROM report_fts WHERE report_fts MATCH ?5)" : "",
               q->since != SR_DAY_NONE ? " AND said >= ?6" : "", q->until != SR_DAY_NONE ? " AND said <= ?7" : "",
               q->with_superseded ? "" : " AND superseded_by IS NULL", q->newest_first ? " DESC" : "");
  (void)SR_NEVER(n < 0 || (size_t)n >= sizeof sql);
  sqlite3_stmt *s = NULL;
  SR_TRY(prepare(ledger, sql, &s, err));
  sqlite3_bind_int64(s, 1, q->after);
  sqlite3_bind_int64(s, 2, q->before > 0 ? q->before : INT64_MAX);
  sqlite3_bind_int64(s, 3, q->limit > 0 ? q->limit : -1);
  sr_ledger__bind_text(s, 4, q->outlet);
  sr_ledger__bind_text(s, 5, q->search);
  sr_ledger__bind_day(s, 6, q->since);
  sr_ledger__bind_day(s, 7, q->until);
  return walk(ledger, s, q->search, "read reports", report_row, &(report_walk){visit, user}, err);
}

/* ---- observations ---- */

typedef struct observation_walk {
  sr_observation_visit visit;
  void *user;
} observation_walk;

static sr_status observation_row(void *user, sqlite3_stmt *row, sr_error *err) {
  const observation_walk *w = user;
  const sr_observation observation = sr_ledger__observation_of(row);
  return w->visit(w->user, &observation, err);
}

sr_status sr_ledger_find_observations(sr_ledger *ledger, const sr_observation_query *q, sr_observation_visit visit,
                                      void *user, sr_error *err) {
  char sql[700];
  const struct {
    const char *what, *sql;
    sr_slice text;
  } texts[] = {{"measure", " AND measure = ?3", q->measure},
               {"party", " AND party = ?4", q->party},
               {"place", " AND place = ?5", q->place},
               {"source", " AND source = ?6", q->source}};
  for (size_t i = 0; i < 4; i++) SR_TRY(check_utf8(texts[i].what, texts[i].text, err));
  const int n = snprintf(
      sql, sizeof sql,
      "SELECT " SR_OBSERVATION_COLUMNS " FROM observation WHERE id > ?1%s%s%s%s%s%s ORDER BY id LIMIT ?2",
      texts[0].text.len ? texts[0].sql : "", texts[1].text.len ? texts[1].sql : "",
      texts[2].text.len ? texts[2].sql : "", texts[3].text.len ? texts[3].sql : "",
      q->since != SR_DAY_NONE ? " AND end_day >= ?7" : "", q->until != SR_DAY_NONE ? " AND end_day <= ?8" : "");
  (void)SR_NEVER(n < 0 || (size_t)n >= sizeof sql);
  sqlite3_stmt *s = NULL;
  SR_TRY(prepare(ledger, sql, &s, err));
  sqlite3_bind_int64(s, 1, q->after);
  sqlite3_bind_int64(s, 2, q->limit > 0 ? q->limit : -1);
  for (int i = 0; i < 4; i++) sr_ledger__bind_text(s, 3 + i, texts[i].text);
  sr_ledger__bind_day(s, 7, q->since);
  sr_ledger__bind_day(s, 8, q->until);
  return walk(ledger, s, (sr_slice){0}, "read observations", observation_row, &(observation_walk){visit, user}, err);
}

/* ---- summaries ---- */

/* Claims by report, in the order of both: a quarter of the time of going from each actor or place to its claim. */
#define STANDING "report r INDEXED BY report_about CROSS JOIN claim c INDEXED BY claim_by_report ON c.report = r.id"

static sr_status summarise(sr_ledger *ledger, const char *sql, int64_t limit, row_visit row, void *user,
                           sr_error *err) {
  sqlite3_stmt *s = NULL;
  SR_TRY(prepare(ledger, sql, &s, err));
  sqlite3_bind_int64(s, 1, limit > 0 ? limit : -1);
  return walk(ledger, s, (sr_slice){0}, "sum the ledger up", row, user, err);
}

typedef struct series_walk {
  sr_series_visit visit;
  void *user;
} series_walk;

static sr_status series_row(void *user, sqlite3_stmt *row, sr_error *err) {
  const series_walk *w = user;
  const sr_series series = {.measure = sr_ledger__text(row, 0),
                            .party = sr_ledger__text(row, 1),
                            .place = sr_ledger__text(row, 2),
                            .unit = sr_ledger__text(row, 3),
                            .source = sr_ledger__text(row, 4),
                            .licence = sr_ledger__text(row, 5),
                            .n = sqlite3_column_int64(row, 6),
                            .first = sr_ledger__day(row, 7),
                            .last = sr_ledger__day(row, 8),
                            .low = sqlite3_column_double(row, 9),
                            .high = sqlite3_column_double(row, 10)};
  return w->visit(w->user, &series, err);
}

sr_status sr_ledger_series(sr_ledger *ledger, int64_t limit, sr_series_visit visit, void *user, sr_error *err) {
  return summarise(ledger,
                   "SELECT measure, party, place, unit, source, max(licence), count(*), min(start_day), max(end_day),"
                   " min(low), max(high) FROM observation GROUP BY measure, party, place, unit, source"
                   " ORDER BY measure, party, place, unit, source LIMIT ?1",
                   limit, series_row, &(series_walk){visit, user}, err);
}

typedef struct source_walk {
  sr_source_visit visit;
  void *user;
} source_walk;

static sr_status source_row(void *user, sqlite3_stmt *row, sr_error *err) {
  const source_walk *w = user;
  const sr_source source = {.name = sr_ledger__text(row, 0),
                            .code = sr_ledger__text(row, 1),
                            .claims = sqlite3_column_int64(row, 2),
                            .roots = sqlite3_column_int64(row, 3),
                            .first = sr_ledger__day(row, 4),
                            .last = sr_ledger__day(row, 5)};
  return w->visit(w->user, &source, err);
}

sr_status sr_ledger_sources(sr_ledger *ledger, int64_t limit, sr_source_visit visit, void *user, sr_error *err) {
  return summarise(
      ledger,
      "SELECT max(a.name), max(a.code), count(DISTINCT a.claim), sum(NOT EXISTS (SELECT 1 FROM claim_actor b"
      " WHERE b.claim = a.claim AND b.role = 'chain' AND b.position = a.position + 1)), min(r.said),"
      " max(r.said) FROM " STANDING " CROSS JOIN claim_actor a ON a.claim = c.id AND a.role = 'chain'"
      " WHERE r.superseded_by IS NULL GROUP BY a.key ORDER BY 3 DESC, 1 LIMIT ?1",
      limit, source_row, &(source_walk){visit, user}, err);
}

typedef struct retelling_walk {
  sr_retelling_visit visit;
  void *user;
} retelling_walk;

static sr_status retelling_row(void *user, sqlite3_stmt *row, sr_error *err) {
  const retelling_walk *w = user;
  const sr_retelling retelling = {sr_ledger__text(row, 0), sr_ledger__text(row, 1), sqlite3_column_int64(row, 2)};
  return w->visit(w->user, &retelling, err);
}

sr_status sr_ledger_retellings(sr_ledger *ledger, int64_t limit, sr_retelling_visit visit, void *user, sr_error *err) {
  return summarise(ledger,
                   "SELECT teller, source, count(*) FROM (SELECT CASE a.position WHEN 0 THEN r.outlet ELSE (SELECT name"
                   " FROM claim_actor b WHERE b.claim = a.claim AND b.role = 'chain' AND b.position = a.position - 1)"
                   " END AS teller, a.name AS source FROM report r CROSS JOIN claim c INDEXED BY claim_by_report"
                   " ON c.report = r.id CROSS JOIN claim_actor a ON a.claim = c.id AND a.role = 'chain'"
                   " WHERE r.superseded_by IS NULL)"
                   " WHERE teller IS NOT NULL AND teller <> source GROUP BY teller, source ORDER BY 3 DESC, 1, 2"
                   " LIMIT ?1",
                   limit, retelling_row, &(retelling_walk){visit, user}, err);
}

typedef struct place_walk {
  sr_claimed_place_visit visit;
  void *user;
} place_walk;

static double number_or_nan(sqlite3_stmt *row, int column) {
  return sqlite3_column_type(row, column) == SQLITE_NULL ? (double)NAN : sqlite3_column_double(row, column);
}

static sr_status place_row(void *user, sqlite3_stmt *row, sr_error *err) {
  const place_walk *w = user;
  const sr_claimed_place place = {.name = sr_ledger__text(row, 0),
                                  .country = sr_ledger__text(row, 1),
                                  .feature = sr_ledger__text(row, 2),
                                  .geonames = sqlite3_column_int64(row, 3),
                                  .lat = number_or_nan(row, 4),
                                  .lon = number_or_nan(row, 5),
                                  .claims = sqlite3_column_int64(row, 6),
                                  .first = sr_ledger__day(row, 7),
                                  .last = sr_ledger__day(row, 8)};
  return w->visit(w->user, &place, err);
}

sr_status sr_ledger_places(sr_ledger *ledger, int64_t limit, sr_claimed_place_visit visit, void *user, sr_error *err) {
  return summarise(ledger,
                   "SELECT max(p.name), p.country, max(p.feature), p.geonames, p.lat, p.lon, count(DISTINCT p.claim),"
                   " min(r.said), max(r.said) FROM " STANDING " CROSS JOIN claim_place p ON p.claim = c.id"
                   " WHERE r.superseded_by IS NULL"
                   " GROUP BY p.key, p.country, p.geonames, p.lat, p.lon ORDER BY 7 DESC, 1 LIMIT ?1",
                   limit, place_row, &(place_walk){visit, user}, err);
}

/* ---- state ---- */

sr_status sr_ledger_state_of(sr_ledger *ledger, sr_ledger_state *state, sr_error *err) {
  sqlite3_stmt *s = NULL;
  SR_TRY(sr_ledger__take(ledger, SR_SQL_STATE, &s, err));
  const int rc = sqlite3_step(s);
  if (rc == SQLITE_ROW)
    *state = (sr_ledger_state){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2)};
  sr_ledger__give(ledger, SR_SQL_STATE, s);
  return rc == SQLITE_ROW ? SR_OK : sr_ledger__fail(ledger, rc, "ask the ledger", err);
}
