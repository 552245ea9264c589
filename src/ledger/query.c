/* Asking: claims by filter, reports, observations, one row by reference, counts. */
#include "ledger/store.h"
#include "ledger/words.h"

#include "base/slice.h"
#include "base/utf8.h"

#include <stdio.h>

/* ---- claims ---- */

/* A query as SQL. Ids are given out in the order of reading, reports and claims alike, so whichever table is walked,
 * it is walked in the order of claims and the page is full after as many rows as it has. The table that restricts most
 * drives: the claims of a source, a party or a place, or of the reports that match a search. Each condition names its
 * parameter, and only those that restrict are there. */
typedef struct driver {
  const char *select; /* of claims as `claim`; NULL: what follows stands for itself */
  const char *from;
} driver;

static driver driver_of(const sr_claim_query *q) {
#define JOINED "d CROSS JOIN claim c ON c.id = d.claim WHERE true"
  if (q->search.len)
    return (driver){NULL, "report_fts f CROSS JOIN claim c ON c.report = f.rowid WHERE report_fts MATCH ?9 AND"
                          " f.rowid >= coalesce((SELECT report FROM claim WHERE id > ?1 ORDER BY id LIMIT 1), 9e18)"};
  if (q->source.len)
    return (driver){"SELECT DISTINCT claim FROM claim_actor WHERE key = ?5 AND role = 'chain' AND claim > ?1"
                    " AND claim < ?12",
                    JOINED};
  if (q->party.len)
    return (driver){"SELECT claim FROM claim_actor WHERE key = ?6 AND role <> 'chain' AND claim > ?1 AND claim < ?12"
                    " UNION SELECT claim FROM claim_actor WHERE code = ?7 AND role <> 'chain' AND claim > ?1"
                    " AND claim < ?12",
                    JOINED};
  if (q->place.len)
    return (driver){"SELECT DISTINCT claim FROM claim_place WHERE key = ?8 AND claim > ?1 AND claim < ?12", JOINED};
  return (driver){NULL, "claim c WHERE true"};
#undef JOINED
}

static void write_claim_sql(const sr_claim_query *q, char *sql, size_t room) {
  const char *order = q->newest_first ? "DESC" : "ASC";
  const bool by_report = q->since != SR_DAY_NONE || q->until != SR_DAY_NONE;
  char from[600];
  const driver d = driver_of(q);
  int n = d.select ? snprintf(from, sizeof from, "(%s ORDER BY claim %s) %s", d.select, order, d.from)
                   : snprintf(from, sizeof from, "%s", d.from);
  (void)SR_NEVER(n < 0 || (size_t)n >= sizeof from);
  n = snprintf(
      sql, room,
      "SELECT " SR_CLAIM_COLUMNS " FROM %s AND c.id > ?1 AND c.id < ?12%s%s%s%s%s%s%s%s ORDER BY %s LIMIT ?2", from,
      q->kind >= 0 ? " AND c.kind = ?3" : "", q->report.id ? " AND c.report = ?4" : "",
      q->source.len && q->search.len
          ? " AND EXISTS (SELECT 1 FROM claim_actor WHERE claim = c.id AND role = 'chain' AND key = ?5)"
          : "",
      q->party.len && (q->search.len || q->source.len)
          ? " AND EXISTS (SELECT 1 FROM claim_actor WHERE claim = c.id AND role <> 'chain' AND (key = ?6 OR code = ?7))"
          : "",
      q->place.len && (q->search.len || q->source.len || q->party.len)
          ? " AND EXISTS (SELECT 1 FROM claim_place WHERE claim = c.id AND key = ?8)"
          : "",
      /* The bounds are for speed: a day's reports lie together. */
      by_report ? " AND c.report BETWEEN (SELECT min(id) FROM report WHERE said BETWEEN ?10 AND ?11)"
                  " AND (SELECT max(id) FROM report WHERE said BETWEEN ?10 AND ?11)"
                : "",
      by_report ? " AND (SELECT said FROM report WHERE id = c.report) BETWEEN ?10 AND ?11" : "",
      q->with_superseded ? "" : " AND (SELECT superseded_by FROM report WHERE id = c.report) IS NULL",
      q->search.len ? (q->newest_first ? "f.rowid DESC, c.id DESC" : "f.rowid, c.id")
                    : (q->newest_first ? "c.id DESC" : "c.id"));
  (void)SR_NEVER(n < 0 || (size_t)n >= room);
}

static sr_slice upper(sr_arena *arena, sr_slice code) {
  const sr_slice copy = sr_arena_copy(arena, code);
  for (size_t i = 0; copy.ptr && i < copy.len; i++)
    if (sr_is_lower((uint8_t)copy.ptr[i])) ((char *)(uintptr_t)copy.ptr)[i] = (char)(copy.ptr[i] - 32);
  return copy;
}

static sr_status bind_claim_query(const sr_claim_query *q, sqlite3_stmt *s, sr_arena *arena, sr_error *err) {
  struct {
    const char *what;
    sr_slice text;
  } const given[] = {{"source", q->source}, {"party", q->party}, {"place", q->place}, {"search", q->search}};
  for (size_t i = 0; i < sizeof given / sizeof *given; i++)
    if (sr_utf8_check(given[i].text) != SR_NOWHERE)
      return sr_fail(err, SR_ERR_INPUT, sr_utf8_check(given[i].text), "the %s to look for is not UTF-8", given[i].what);
  const sr_slice source = sr_utf8_norm(arena, q->source), party = sr_utf8_norm(arena, q->party),
                 place = sr_utf8_norm(arena, q->place), code = upper(arena, q->party);
  if (!source.ptr || !party.ptr || !place.ptr || !code.ptr) return sr_arena_fail(arena, err);
  sqlite3_bind_int64(s, 1, q->after);
  sqlite3_bind_int64(s, 2, q->limit > 0 ? q->limit : -1);
  if (q->kind >= 0) sqlite3_bind_text(s, 3, sr_words_write(SR_LIST_KIND, q->kind), -1, SQLITE_STATIC);
  if (q->report.id) sqlite3_bind_int64(s, 4, q->report.id);
  sr_ledger__bind_text(s, 5, source);
  sr_ledger__bind_text(s, 6, party);
  sr_ledger__bind_text(s, 7, code);
  sr_ledger__bind_text(s, 8, place);
  sr_ledger__bind_text(s, 9, q->search);
  sqlite3_bind_text(s, 10, "0000", -1, SQLITE_STATIC); /* before and after every day */
  sqlite3_bind_text(s, 11, "9999-99", -1, SQLITE_STATIC);
  sr_ledger__bind_day(s, 10, q->since);
  sr_ledger__bind_day(s, 11, q->until);
  sqlite3_bind_int64(s, 12, q->before > 0 ? q->before : INT64_MAX);
  return SR_OK;
}

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

/* claims of an already bound statement */
static sr_status walk_claims(sr_ledger *ledger, sqlite3_stmt *s, sr_slice search, sr_claim_visit visit, void *user,
                             int64_t *seen, sr_error *err) {
  sr_claim_rows rows;
  SR_TRY(sr_claim_rows_open(ledger, &rows, err));
  sr_status status = SR_OK;
  int rc;
  *seen = 0;
  while (!status && (rc = sqlite3_step(s)) != SQLITE_DONE) {
    sr_stored_claim claim;
    if (rc != SQLITE_ROW)
      status = sr_ledger__walk_end(ledger, rc, search, "read claims", err);
    else
      status = sr_claim_rows_read(&rows, s, &claim, err);
    if (!status) {
      ++*seen;
      status = visit(user, &claim, err);
    }
  }
  sr_claim_rows_close(&rows);
  return status;
}

sr_status sr_ledger_claims(sr_ledger *ledger, const sr_claim_query *query, sr_claim_visit visit, void *user,
                           sr_error *err) {
  if (query->kind >= SR_KIND_COUNT) return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "no claim kind %d", query->kind);
  char sql[3600];
  write_claim_sql(query, sql, sizeof sql);
  sqlite3_stmt *s = NULL;
  const int rc = sqlite3_prepare_v2(ledger->db, sql, -1, &s, NULL);
  if (rc) return sr_ledger__fail(ledger, rc, "read claims", err);
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_status status = arena ? bind_claim_query(query, s, arena, err)
                           : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to read claims");
  int64_t seen;
  if (!status) status = walk_claims(ledger, s, query->search, visit, user, &seen, err);
  sqlite3_finalize(s);
  sr_arena_free(arena);
  return status;
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
  const int rc =
      sqlite3_prepare_v2(ledger->db, "SELECT " SR_CLAIM_COLUMNS " FROM claim c WHERE c.id = ?1", -1, &s, NULL);
  if (rc) return sr_ledger__fail(ledger, rc, "read a claim", err);
  sqlite3_bind_int64(s, 1, ref.id);
  int64_t seen = 0;
  sr_status status = walk_claims(ledger, s, (sr_slice){0}, visit, user, &seen, err);
  sqlite3_finalize(s);
  return status ? status : found(ref, seen, err);
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
