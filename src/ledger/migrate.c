/* The schema: numbered migrations, compiled in, applied in one transaction; and the word table. */
#include "ledger/store.h"
#include "ledger/words.h"

#include "base/slice.h"

#include <ledger/schema.h>

#include <stdio.h>
#include <time.h>

enum { MIGRATIONS = sizeof sr_ledger_migrations / sizeof *sr_ledger_migrations };

int sr_ledger__version(void) { return MIGRATIONS; }

static int note_migration(sr_ledger *ledger, int at) {
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(ledger->db, "INSERT INTO migration VALUES (?1, ?2, ?3, ?4)", -1, &statement, NULL);
  if (rc) return rc;
  sqlite3_bind_int(statement, 1, sr_ledger_migrations[at].version);
  sqlite3_bind_text(statement, 2, sr_ledger_migrations[at].name, -1, SQLITE_STATIC);
  sqlite3_bind_int64(statement, 3, (int64_t)time(NULL));
  sqlite3_bind_text(statement, 4, sr_version(), -1, SQLITE_STATIC);
  rc = sqlite3_step(statement);
  sqlite3_finalize(statement);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int fill_words(sr_ledger *ledger) {
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(ledger->db, "INSERT OR IGNORE INTO word VALUES (?1, ?2)", -1, &statement, NULL);
  if (rc) return rc;
  size_t n;
  const sr_word *words = sr_words(&n);
  for (size_t i = 0; i < n; i++) {
    sqlite3_bind_text(statement, 1, sr_words_list_name(words[i].list), -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, words[i].word, -1, SQLITE_STATIC);
    rc = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (rc != SQLITE_DONE) break;
  }
  sqlite3_finalize(statement);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Words are only added, so fewer of them in the file than here means that some are missing. */
static int words_missing(sr_ledger *ledger, bool *missing) {
  int64_t there = 0;
  size_t n;
  sr_words(&n);
  const int rc = sr_ledger__number(ledger, "SELECT count(*) FROM word", &there);
  *missing = there < (int64_t)n;
  return rc;
}

static int apply(sr_ledger *ledger) {
  int64_t version = 0;
  /* asked again inside the transaction: another process may have been quicker */
  int rc = sr_ledger__number(ledger, "PRAGMA user_version", &version);
  for (int i = (int)version; !rc && i < MIGRATIONS; i++) {
    rc = sqlite3_exec(ledger->db, sr_ledger_migrations[i].sql, NULL, NULL, NULL);
    if (!rc) rc = note_migration(ledger, i);
  }
  if (!rc) rc = fill_words(ledger);
  if (!rc && version < MIGRATIONS) {
    char sql[96];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d", SR_LEDGER_APPLICATION_ID,
             (int)MIGRATIONS);
    rc = sqlite3_exec(ledger->db, sql, NULL, NULL, NULL);
  }
  return rc;
}

sr_status sr_ledger__migrate(sr_ledger *ledger, sr_error *err) {
  int64_t version = 0;
  bool missing = false;
  int rc = sr_ledger__number(ledger, "PRAGMA user_version", &version);
  if (!rc && version == MIGRATIONS) rc = words_missing(ledger, &missing);
  if (rc) return sr_ledger__fail(ledger, rc, "read the schema", err);
  if (version == MIGRATIONS && !missing) return SR_OK;
  SR_TRY(sr_ledger__begin(ledger, err));
  rc = apply(ledger);
  sr_status status = rc ? sr_ledger__fail(ledger, rc, "bring the schema up to date", err)
                        : sr_ledger__commit(ledger, "bring the schema up to date", err);
  if (status) sr_ledger__rollback(ledger);
  return status;
}
