/* Integrity: what the ledger promises, checked row by row. Findings go to the visitor; only what keeps the check itself
 * from running (no memory, a locked file) is an error. */
#include "ledger/store.h"
#include "ledger/words.h"

#include "base/sha256.h"
#include "base/slice.h"
#include "base/utf8.h"

#include <stdio.h>

typedef struct verifier {
  sr_ledger *ledger;
  sr_finding_visit visit;
  void *user;
  sr_error *err;
} verifier;

static sr_status tell(const verifier *v, sr_ref_kind kind, int64_t id, const char *finding) {
  return v->visit(v->user, (sr_ref){kind, id}, finding, v->err);
}

/* A read that fails because the file is damaged is a finding, and the next check goes on. */
static sr_status end_of(const verifier *v, int rc) {
  const int kind = rc & 0xff;
  if (rc == SQLITE_OK || rc == SQLITE_DONE) return SR_OK;
  if (kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || kind == SQLITE_ERROR) {
    char finding[200];
    snprintf(finding, sizeof finding, "damaged: %s", sqlite3_errmsg(v->ledger->db));
    return tell(v, SR_REF_REPORT, 0, finding);
  }
  return sr_ledger__fail(v->ledger, rc, "verify the ledger", v->err);
}

typedef sr_status (*row_check)(const verifier *v, sqlite3_stmt *row);

static sr_status each_row(const verifier *v, const char *sql, row_check check) {
  sqlite3_stmt *s = NULL;
  int rc = sqlite3_prepare_v2(v->ledger->db, sql, -1, &s, NULL);
  sr_status status = SR_OK;
  while (!rc && !status && (rc = sqlite3_step(s)) == SQLITE_ROW) {
    rc = SQLITE_OK;
    status = check(v, s);
  }
  if (!status) status = end_of(v, rc);
  sqlite3_finalize(s);
  return status;
}

/* columns: a message */
static sr_status sqlite_says(const verifier *v, sqlite3_stmt *row) {
  const sr_slice said = sr_ledger__text(row, 0);
  char finding[200];
  if (sr_slice_is(said, "ok")) return SR_OK;
  snprintf(finding, sizeof finding, "SQLite: %.*s", SR_FMT(said));
  for (char *p = finding; *p; p++)
    if (*p == '\n') *p = ' ';
  return tell(v, SR_REF_REPORT, 0, finding);
}

/* columns: table, rowid, parent */
static sr_status broken_reference(const verifier *v, sqlite3_stmt *row) {
  char finding[200];
  snprintf(finding, sizeof finding, "a row of %s refers to a %s that is not there", sqlite3_column_text(row, 0),
           sqlite3_column_text(row, 2));
  return tell(v, SR_REF_REPORT, 0, finding);
}

/* columns: letter of the reference, id, finding */
static sr_status found_by_sql(const verifier *v, sqlite3_stmt *row) {
  const sr_slice letter = sr_ledger__text(row, 0);
  const sr_ref_kind kind = sr_slice_is(letter, "C")   ? SR_REF_CLAIM
                           : sr_slice_is(letter, "O") ? SR_REF_OBSERVATION
                                                      : SR_REF_REPORT;
  return tell(v, kind, sqlite3_column_int64(row, 1), (const char *)sqlite3_column_text(row, 2));
}

static bool on_boundary(sr_slice text, int64_t at) {
  return at >= 0 && (uint64_t)at <= text.len && ((uint64_t)at == text.len || ((uint8_t)text.ptr[at] & 0xc0) != 0x80);
}

/* columns: claim, start, end, what of all spans of one report, whose text is text */
static sr_status check_spans(const verifier *v, sqlite3_stmt *spans, int64_t report, sr_slice text) {
  sqlite3_reset(spans);
  sqlite3_bind_int64(spans, 1, report);
  int rc;
  while ((rc = sqlite3_step(spans)) == SQLITE_ROW) {
    const int64_t start = sqlite3_column_int64(spans, 1), end = sqlite3_column_int64(spans, 2);
    if (start < end && on_boundary(text, start) && on_boundary(text, end)) continue;
    char finding[160];
    snprintf(finding, sizeof finding, "%s %lld-%lld does not lie in the text of R%lld", sqlite3_column_text(spans, 3),
             (long long)start, (long long)end, (long long)report);
    SR_TRY(tell(v, SR_REF_CLAIM, sqlite3_column_int64(spans, 0), finding));
  }
  return end_of(v, rc);
}

static sr_status check_report(const verifier *v, sqlite3_stmt *row, sqlite3_stmt *spans) {
  const int64_t id = sqlite3_column_int64(row, 0);
  const sr_slice text = sr_ledger__text(row, 3);
  char hash[SR_SHA256_HEX + 1];
  sr_sha256_hex(text, hash);
  if (!sr_slice_is(sr_ledger__text(row, 1), hash))
    SR_TRY(tell(v, SR_REF_REPORT, id, "the text is not the one whose hash is stored"));
  if (sqlite3_column_int64(row, 2) != (int64_t)text.len)
    SR_TRY(tell(v, SR_REF_REPORT, id, "the text has not the stored length"));
  if (sr_utf8_check(text) != SR_NOWHERE) return tell(v, SR_REF_REPORT, id, "the text is not UTF-8");
  return check_spans(v, spans, id, text);
}

static sr_status check_reports(const verifier *v) {
  static const char *const of_report = "SELECT id, hash, n_bytes, text FROM report ORDER BY id";
  static const char *const of_spans =
      "SELECT c.id, e.start_byte, e.end_byte, 'evidence' FROM claim c JOIN claim_evidence e ON e.claim = c.id"
      " WHERE c.report = ?1 UNION ALL"
      " SELECT id, sentence_start, sentence_end, 'the sentence' FROM claim WHERE report = ?1 UNION ALL"
      " SELECT id, quantity_start, quantity_end, 'the figure' FROM claim"
      " WHERE report = ?1 AND quantity_start IS NOT NULL UNION ALL"
      " SELECT id, money_start, money_end, 'the sum of money' FROM claim"
      " WHERE report = ?1 AND money_start IS NOT NULL";
  sqlite3_stmt *reports = NULL, *spans = NULL;
  int rc = sqlite3_prepare_v2(v->ledger->db, of_report, -1, &reports, NULL);
  if (!rc) rc = sqlite3_prepare_v2(v->ledger->db, of_spans, -1, &spans, NULL);
  sr_status status = SR_OK;
  while (!rc && !status && (rc = sqlite3_step(reports)) == SQLITE_ROW) {
    rc = SQLITE_OK;
    status = check_report(v, reports, spans);
  }
  if (!status) status = end_of(v, rc);
  sqlite3_finalize(reports);
  sqlite3_finalize(spans);
  return status;
}

/* FTS5 checks its index only through a write, so a ledger opened for reading goes without. */
static sr_status check_index(const verifier *v) {
  if (sqlite3_db_readonly(v->ledger->db, "main")) return SR_OK;
  const int rc = sr_ledger__exec(v->ledger, "INSERT INTO report_fts (report_fts, rank) VALUES ('integrity-check', 1)");
  if ((rc & 0xff) == SQLITE_CORRUPT) return tell(v, SR_REF_REPORT, 0, "the full-text index does not match the reports");
  return end_of(v, rc);
}

sr_status sr_ledger_verify(sr_ledger *ledger, sr_finding_visit visit, void *user, sr_error *err) {
  /* each gives rows of: letter, id, finding */
  static const char *const checks[] = {
      "SELECT 'C', id, 'no evidence' FROM claim c"
      " WHERE NOT EXISTS (SELECT 1 FROM claim_evidence e WHERE e.claim = c.id)",
      "SELECT 'R', id, 'has ' || (SELECT count(*) FROM claim c WHERE c.report = r.id) || ' claims but was written with "
      "'"
      " || n_claims FROM report r WHERE n_claims <> (SELECT count(*) FROM claim c WHERE c.report = r.id)",
      "SELECT 'C', claim, 'its chain has a gap' FROM claim_actor WHERE role = 'chain'"
      " GROUP BY claim HAVING max(position) <> count(*) - 1",
      "SELECT 'R', id, 'not in the full-text index' FROM report"
      " WHERE id NOT IN (SELECT id FROM report_fts_docsize)",
      "SELECT 'R', id, 'superseded by a report that came before it' FROM report WHERE superseded_by <= id",
      "SELECT 'C', id, 'a word of it is not in table word' FROM claim c WHERE"
      " kind NOT IN (SELECT word FROM word WHERE list = 'kind')"
      " OR modality NOT IN (SELECT word FROM word WHERE list = 'modality')",
      "SELECT 'O', id, 'low is above high' FROM observation WHERE low > high"};
  const verifier v = {ledger, visit, user, err};
  SR_TRY(each_row(&v, "PRAGMA integrity_check", sqlite_says));
  SR_TRY(each_row(&v, "PRAGMA foreign_key_check", broken_reference));
  SR_TRY(check_reports(&v));
  for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) SR_TRY(each_row(&v, checks[i], found_by_sql));
  return check_index(&v);
}
