/* The ledger's inside, shared by the files of this folder: the handle, its cached statements, transactions, and the
 * one place where SQLite's results become errors that a person can act on.
 *
 * A statement is taken, used and given back. One that is out when it is asked for again (a visitor that asks the ledger
 * while it walks) is prepared a second time, so every walk has its own. SQLite's types stop here. */
#ifndef SR_LEDGER_STORE_H
#define SR_LEDGER_STORE_H

#include "base/arena.h"

#include <sitrep/ledger.h>

#include <sqlite3.h>

/* "SRLG": what `file` and SQLite's own tools see in a ledger's header. */
enum { SR_LEDGER_APPLICATION_ID = 0x53524c47 };

/* Ids in order from ?1 on, upwards or downwards, of what ?2 names (find.c). */
#define SR_STREAMS(X, way, from, order)                                                                                \
  X(ANY_##way, "SELECT id FROM claim WHERE id " from " ?1 ORDER BY id" order)                                          \
  X(DUE_##way, "SELECT id FROM claim INDEXED BY claim_due WHERE (kind = 'forecast' OR modality IN ('demanded',"        \
               " 'offered') OR (kind = 'aid' AND deadline IS NOT NULL)) AND id " from " ?1 ORDER BY id" order)         \
  X(KIND_##way, "SELECT id FROM claim WHERE kind = ?2 AND id " from " ?1 ORDER BY id" order)                           \
  X(SOURCE_##way, "SELECT claim FROM claim_actor WHERE key = ?2 AND role = 'chain' AND claim " from                    \
                  " ?1 ORDER BY claim" order)                                                                          \
  X(PARTY_##way, "SELECT claim FROM claim_actor WHERE key = ?2 AND role <> 'chain' AND claim " from                    \
                 " ?1 ORDER BY claim" order)                                                                           \
  X(CODE_##way, "SELECT claim FROM claim_actor WHERE code = ?2 AND role <> 'chain' AND claim " from                    \
                " ?1 ORDER BY claim" order)                                                                            \
  X(PLACE_##way, "SELECT claim FROM claim_place WHERE key = ?2 AND claim " from " ?1 ORDER BY claim" order)            \
  X(WORDS_##way, "SELECT rowid FROM report_fts WHERE report_fts MATCH ?2 AND rowid " from " ?1 ORDER BY rowid" order)  \
  X(REPORT_##way, "SELECT id FROM claim WHERE report " from " ?1 ORDER BY report" order ", id" order " LIMIT 1")

/* X(name, SQL) */
#define SR_STATEMENTS(X)                                                                                               \
  X(BEGIN, "BEGIN IMMEDIATE")                                                                                          \
  X(COMMIT, "COMMIT")                                                                                                  \
  X(ROLLBACK, "ROLLBACK")                                                                                              \
  X(REPORT_BY_HASH, "SELECT id, n_claims FROM report WHERE hash = ?1")                                                 \
  X(REPORT_ADD,                                                                                                        \
    "INSERT INTO report (hash, name, outlet, title, url, lang, said, fetched, read, read_by, n_claims, n_bytes, text)" \
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")                                                \
  X(INDEX_ADD, "INSERT INTO report_fts (rowid, title, text) VALUES (?1, ?2, ?3)")                                      \
  X(SUPERSEDE, "UPDATE report SET superseded_by = ?1 WHERE id < ?1 AND superseded_by IS NULL AND id IN ("              \
               " SELECT id FROM report WHERE url = ?2 AND outlet IS ?3 UNION"                                          \
               " SELECT id FROM report WHERE outlet = ?3 AND name = ?4 AND (?2 IS NULL OR url IS NULL)"                \
               " AND (?5 IS NULL OR said IS NULL OR said = ?5)) RETURNING id")                                         \
  X(CLAIM_ADD,                                                                                                         \
    "INSERT INTO claim (report, kind, modality, confidence, sentence_start, sentence_end, low, high, granule, bound,"  \
    " unit, quantity_start, quantity_end, relation, when_start, when_end, category, victim, item, measure, act,"       \
    " target, condition, weapon, outcome, numerator_measure, numerator_category, denominator_measure,"                 \
    " denominator_category, money_low, money_high, money_granule, money_bound, money_unit, money_start, money_end,"    \
    " status, deadline, form, topic, horizon) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"    \
    " ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36,"   \
    " ?37, ?38, ?39, ?40, ?41)")                                                                                       \
  X(ACTOR_ADD, "INSERT INTO claim_actor (claim, role, position, name, code, key) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")     \
  X(PLACE_ADD, "INSERT INTO claim_place (claim, role, position, name, key, geonames, lat, lon, country, feature)"      \
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")                                                    \
  X(EVIDENCE_ADD, "INSERT INTO claim_evidence (claim, position, start_byte, end_byte) VALUES (?1, ?2, ?3, ?4)")        \
  X(OBJECT_ADD, "INSERT INTO claim_object (claim, position, object) VALUES (?1, ?2, ?3)")                              \
  X(TOPIC_ADD, "INSERT INTO claim_topic (claim, position, topic) VALUES (?1, ?2, ?3)")                                 \
  X(OBSERVATION_ADD,                                                                                                   \
    "INSERT INTO observation (start_day, end_day, measure, party, place, low, high, unit, source, licence, note, "     \
    "read)"                                                                                                            \
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (measure, party, place, start_day,"       \
    " end_day, low, high, unit, source, licence, note) DO NOTHING")                                                    \
  X(TEXT, "SELECT text, name, outlet, said, superseded_by FROM report WHERE id = ?1")                                  \
  X(ACTORS, "SELECT role, name, code FROM claim_actor WHERE claim = ?1 ORDER BY role, position")                       \
  X(PLACES, "SELECT role, name, geonames, lat, lon, country, feature FROM claim_place WHERE claim = ?1"                \
            " ORDER BY role, position")                                                                                \
  X(EVIDENCE, "SELECT start_byte, end_byte FROM claim_evidence WHERE claim = ?1 ORDER BY position")                    \
  X(OBJECTS, "SELECT object FROM claim_object WHERE claim = ?1 ORDER BY position")                                     \
  X(STATE, "SELECT (SELECT max(id) FROM report), (SELECT max(id) FROM observation), (SELECT max(id) FROM border_set)")  \
  X(TOPICS, "SELECT topic FROM claim_topic WHERE claim = ?1 ORDER BY position")                                        \
  X(CLAIM, "SELECT " SR_CLAIM_COLUMNS " FROM claim c WHERE c.id = ?1")                                                 \
  X(RUN, "SELECT r.id, r.said, r.superseded_by, (SELECT min(id) FROM claim WHERE report = r.id),"                      \
         " (SELECT max(id) FROM claim WHERE report = r.id) FROM report r INDEXED BY report_about"                      \
         " WHERE r.id = (SELECT report FROM claim WHERE id = ?1)")                                                     \
  X(DAYS, "SELECT min(first), max(last) FROM report_day WHERE said BETWEEN ?1 AND ?2")                                 \
  SR_STREAMS(X, UP, ">=", "")                                                                                          \
  SR_STREAMS(X, DOWN, "<=", " DESC")

#define SR_X(name, sql) SR_SQL_##name,
typedef enum sr_sql { SR_STATEMENTS(SR_X) SR_SQL_COUNT } sr_sql;
#undef SR_X

struct sr_ledger {
  sqlite3 *db;
  char *path;
  int busy_ms;
  int64_t deadline_ms; /* of the monotonic clock; 0: none */
  sqlite3_stmt *cache[SR_SQL_COUNT];
};

/* What tests need to set before the file is touched. */
typedef struct sr_ledger_options {
  int busy_ms;       /* how long to wait for another process */
  int64_t max_pages; /* 0: as many as the disk holds */
} sr_ledger_options;

#define SR_LEDGER_OPTIONS_DEFAULT ((sr_ledger_options){.busy_ms = 10000})

sr_status sr_ledger__open(const char *path, sr_ledger_mode mode, sr_ledger_options options, sr_ledger **ledger,
                          sr_error *err);

/* The schema version that this program writes. */
int sr_ledger__version(void);
/* Creates or updates the schema and the word table. */
sr_status sr_ledger__migrate(sr_ledger *ledger, sr_error *err);

/* Describes SQLite's last failure on this handle; doing is "write report 'r1'". */
sr_status sr_ledger__fail(const sr_ledger *ledger, int rc, const char *doing, sr_error *err);

/* A statement, reset and without bindings. */
sr_status sr_ledger__take(sr_ledger *ledger, sr_sql which, sqlite3_stmt **statement, sr_error *err);
/* Gives it back; NULL is fine. */
void sr_ledger__give(sr_ledger *ledger, sr_sql which, sqlite3_stmt *statement);

/* A write transaction: waits for other writers. After a failure anywhere in between, sr_ledger__rollback. */
sr_status sr_ledger__begin(sr_ledger *ledger, sr_error *err);
sr_status sr_ledger__commit(sr_ledger *ledger, const char *doing, sr_error *err);
void sr_ledger__rollback(sr_ledger *ledger);

/* Runs SQL text without results, waiting for other processes up to the busy timeout. */
int sr_ledger__exec(sr_ledger *ledger, const char *sql);
/* The first column of the first row as a number, 0 without a row; the result code. */
int sr_ledger__number(sr_ledger *ledger, const char *sql, int64_t *value);

/* An empty slice as NULL. */
void sr_ledger__bind_text(sqlite3_stmt *statement, int at, sr_slice text);
void sr_ledger__bind_day(sqlite3_stmt *statement, int at, sr_day day);
/* A column, borrowed until the statement moves; empty for NULL. */
sr_slice sr_ledger__text(sqlite3_stmt *statement, int column);
/* SR_DAY_NONE for NULL or what is no date. */
sr_day sr_ledger__day(sqlite3_stmt *statement, int column);

/* ---- walks (query.c) ---- */

/* Ends a walk: the error of a statement that stopped with rc, which is a bad full-text query if one was asked. */
sr_status sr_ledger__walk_end(const sr_ledger *ledger, int rc, sr_slice search, const char *doing, sr_error *err);
/* The reports and observations on which a statement stands, whose columns are those below. */
sr_stored_report sr_ledger__report_of(sqlite3_stmt *statement);
sr_observation sr_ledger__observation_of(sqlite3_stmt *statement);
#define SR_REPORT_COLUMNS "id, hash, name, title, outlet, lang, url, said, fetched, read, superseded_by, n_claims, text"
#define SR_OBSERVATION_COLUMNS \
  "id, start_day, end_day, measure, party, place, low, high, unit, source, licence, note, read"

/* ---- rows (row.c) ---- */

/* What one walk over claims holds; every walk has its own. */
typedef struct sr_claim_rows {
  sr_ledger *ledger;
  sr_arena *arena; /* lists of the row that is being shown */
  sr_arena_mark empty;
  sqlite3_stmt *text, *actors, *places, *evidence, *objects, *topics;
  int64_t text_of; /* the report that `text` stands on */
} sr_claim_rows;

/* The columns that sr_claim_rows_read expects, from a table or alias c. */
#define SR_CLAIM_COLUMNS                                                                                              \
  "c.id, c.report, c.kind, c.modality, c.confidence, c.sentence_start, c.sentence_end, c.low, c.high, c.granule,"     \
  " c.bound, c.unit, c.quantity_start, c.quantity_end, c.relation, c.when_start, c.when_end, c.category, c.victim,"   \
  " c.item, c.measure, c.act, c.target, c.condition, c.weapon, c.outcome, c.numerator_measure, c.numerator_category," \
  " c.denominator_measure, c.denominator_category, c.money_low, c.money_high, c.money_granule, c.money_bound,"        \
  " c.money_unit, c.money_start, c.money_end, c.status, c.deadline, c.form, c.topic, c.horizon"

sr_status sr_claim_rows_open(sr_ledger *ledger, sr_claim_rows *rows, sr_error *err);
void sr_claim_rows_close(sr_claim_rows *rows);
/* The claim on which row stands; it lives until the next read or until row moves. */
sr_status sr_claim_rows_read(sr_claim_rows *rows, sqlite3_stmt *row, sr_stored_claim *claim, sr_error *err);

#endif
