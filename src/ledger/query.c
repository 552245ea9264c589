/* Asking: reports, observations, one row by reference, counts. Claims by filter are find.c's. */
#include "ledger/store.h"
#include "ledger/words.h"

#include "base/slice.h"
#include "base/utf8.h"

#include <stdio.h>

/* ---- walks ---- */

/* FTS5 tells of a query that it cannot read as a plain SQL error, at the first step. */
static sr_status search_fail(const sr_ledger *ledger, sr_slice search, sr_error *err) {
  const char *why = sqlite3_errmsg(ledger->db);
  if (strncmp(why, "fts5: ", 6) == 0) why += 6;
  const int shown = search.len < 60 ? (int)search.len : 60;
  return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE,
                 "search '%.*s' is not a full-text query (%s); put words with punctuation in double quotes", shown,
                 search.ptr, why);
}

sr_status sr_ledger__walk_end(const sr_ledger *ledger, int rc, sr_slice search, const char *doing, sr_error *err) {
  if (rc == SQLITE_ERROR && search.len) return search_fail(ledger, search, err);
  return sr_ledger__fail(ledger, rc, doing, err);
}

/* ---- reports ---- */

sr_stored_report sr_ledger__report_of(sqlite3_stmt *s) {
  return (sr_stored_report){.ref = {SR_REF_REPORT, sqlite3_column_int64(s, 0)},
                            .hash = sr_ledger__text(s, 1),
                            .name = sr_ledger__text(s, 2),
                            .title = sr_ledger__text(s, 3),
                            .outlet = sr_ledger__text(s, 4),
                            .lang = sr_ledger__text(s, 5),
                            .url = sr_ledger__text(s, 6),
                            .date = sr_ledger__day(s, 7),
                            .fetched = sqlite3_column_int64(s, 8),
                            .read = sqlite3_column_int64(s, 9),
                            .superseded_by = {SR_REF_REPORT, sqlite3_column_int64(s, 10)},
                            .claims = (uint32_t)sqlite3_column_int64(s, 11),
                            .text = sr_ledger__text(s, 12)};
}

static sr_status walk_reports(sr_ledger *ledger, const char *sql, int64_t id, sr_report_visit visit, void *user,
                              int64_t *seen, sr_error *err) {
  sqlite3_stmt *s = NULL;
  int rc = sqlite3_prepare_v2(ledger->db, sql, -1, &s, NULL);
  if (rc) return sr_ledger__fail(ledger, rc, "read reports", err);
  if (id) sqlite3_bind_int64(s, 1, id);
  sr_status status = SR_OK;
  *seen = 0;
  while (!status && (rc = sqlite3_step(s)) == SQLITE_ROW) {
    const sr_stored_report report = sr_ledger__report_of(s);
    ++*seen;
    status = visit(user, &report, err);
  }
  if (!status && rc != SQLITE_DONE) status = sr_ledger__fail(ledger, rc, "read reports", err);
  sqlite3_finalize(s);
  return status;
}

sr_status sr_ledger_reports(sr_ledger *ledger, sr_report_visit visit, void *user, sr_error *err) {
  int64_t seen;
  return walk_reports(ledger, "SELECT " SR_REPORT_COLUMNS " FROM report ORDER BY id", 0, visit, user, &seen, err);
}

/* ---- observations ---- */

#define OBSERVATION_COLUMNS "SELECT " SR_OBSERVATION_COLUMNS " FROM observation"

sr_observation sr_ledger__observation_of(sqlite3_stmt *s) {
  return (sr_observation){.ref = {SR_REF_OBSERVATION, sqlite3_column_int64(s, 0)},
                          .start = sr_ledger__day(s, 1),
                          .end = sr_ledger__day(s, 2),
                          .measure = sr_ledger__text(s, 3),
                          .party = sr_ledger__text(s, 4),
                          .place = sr_ledger__text(s, 5),
                          .low = sqlite3_column_double(s, 6),
                          .high = sqlite3_column_double(s, 7),
                          .unit = sr_ledger__text(s, 8),
                          .source = sr_ledger__text(s, 9),
                          .licence = sr_ledger__text(s, 10),
                          .note = sr_ledger__text(s, 11),
                          .read = sqlite3_column_int64(s, 12)};
}

static sr_status walk_observations(sr_ledger *ledger, const char *sql, int64_t id, sr_slice measure,
                                   sr_observation_visit visit, void *user, int64_t *seen, sr_error *err) {
  sqlite3_stmt *s = NULL;
  int rc = sqlite3_prepare_v2(ledger->db, sql, -1, &s, NULL);
  if (rc) return sr_ledger__fail(ledger, rc, "read observations", err);
  if (id) sqlite3_bind_int64(s, 1, id);
  sr_ledger__bind_text(s, 1, measure);
  sr_status status = SR_OK;
  *seen = 0;
  while (!status && (rc = sqlite3_step(s)) == SQLITE_ROW) {
    const sr_observation observation = sr_ledger__observation_of(s);
    ++*seen;
    status = visit(user, &observation, err);
  }
  if (!status && rc != SQLITE_DONE) status = sr_ledger__fail(ledger, rc, "read observations", err);
  sqlite3_finalize(s);
  return status;
}

sr_status sr_ledger_observations(sr_ledger *ledger, sr_slice measure, sr_observation_visit visit, void *user,
                                 sr_error *err) {
  int64_t seen;
  return walk_observations(ledger,
                           measure.len ? OBSERVATION_COLUMNS " WHERE measure = ?1 ORDER BY party, place, start_day, id"
                                       : OBSERVATION_COLUMNS " ORDER BY measure, party, place, start_day, id",
                           0, measure, visit, user, &seen, err);
}

/* ---- one row ---- */

static sr_status expect(sr_ref ref, sr_ref_kind kind, const char *what, sr_error *err) {
  char name[SR_REF_MAX];
  if (ref.kind == kind) return SR_OK;
  sr_ref_write(ref, name);
  return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "%s is not %s", name, what);
}

static sr_status found(sr_ref ref, int64_t seen, sr_error *err) {
  char name[SR_REF_MAX];
  if (seen) return SR_OK;
  sr_ref_write(ref, name);
  return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "there is no %s in the ledger", name);
}

sr_status sr_ledger_claim(sr_ledger *ledger, sr_ref ref, sr_claim_visit visit, void *user, sr_error *err) {
  SR_TRY(expect(ref, SR_REF_CLAIM, "a claim", err));
  sqlite3_stmt *s = NULL;
  sr_claim_rows rows;
  sr_stored_claim claim;
  SR_TRY(sr_claim_rows_open(ledger, &rows, err));
  sr_status status = sr_ledger__take(ledger, SR_SQL_CLAIM, &s, err);
  if (!status) {
    sqlite3_bind_int64(s, 1, ref.id);
    const int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW)
      status = sr_claim_rows_read(&rows, s, &claim, err);
    else
      status = rc == SQLITE_DONE ? found(ref, 0, err) : sr_ledger__fail(ledger, rc, "read a claim", err);
    if (!status) status = visit(user, &claim, err);
  }
  sr_ledger__give(ledger, SR_SQL_CLAIM, s);
  sr_claim_rows_close(&rows);
  return status;
}

sr_status sr_ledger_report(sr_ledger *ledger, sr_ref ref, sr_report_visit visit, void *user, sr_error *err) {
  SR_TRY(expect(ref, SR_REF_REPORT, "a report", err));
  int64_t seen = 0;
  SR_TRY(
      walk_reports(ledger, "SELECT " SR_REPORT_COLUMNS " FROM report WHERE id = ?1", ref.id, visit, user, &seen, err));
  return found(ref, seen, err);
}

sr_status sr_ledger_observation(sr_ledger *ledger, sr_ref ref, sr_observation_visit visit, void *user, sr_error *err) {
  SR_TRY(expect(ref, SR_REF_OBSERVATION, "an observation", err));
  int64_t seen = 0;
  SR_TRY(
      walk_observations(ledger, OBSERVATION_COLUMNS " WHERE id = ?1", ref.id, (sr_slice){0}, visit, user, &seen, err));
  return found(ref, seen, err);
}

/* ---- counts ---- */

sr_status sr_ledger_stats(sr_ledger *ledger, sr_ledger_counts *counts, sr_error *err) {
  struct {
    const char *sql;
    int64_t *value;
  } const asked[] = {{"PRAGMA user_version", &counts->schema_version},
                     {"SELECT count(*) FROM report", &counts->reports},
                     {"SELECT count(*) FROM report WHERE superseded_by IS NOT NULL", &counts->superseded},
                     {"SELECT count(*) FROM claim", &counts->claims},
                     {"SELECT count(*) FROM observation", &counts->observations},
                     {"SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", &counts->bytes}};
  for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
    const int rc = sr_ledger__number(ledger, asked[i].sql, asked[i].value);
    if (rc) return sr_ledger__fail(ledger, rc, "count", err);
  }
  return SR_OK;
}
