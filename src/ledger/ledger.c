/* Opening and closing a ledger, its statements and transactions, and SQLite's results as errors. */
#include "ledger/store.h"

#include "base/date.h"
#include "base/slice.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- errors ---- */

/* The system's reason. SQLite keeps it for the statement; for a failed COMMIT only the log or the file itself has it.
 */
static int system_errno_of(sqlite3 *db, int rc) {
  int why = db ? sqlite3_system_errno(db) : 0;
  sqlite3_file *file = NULL;
  if (!db || why || (rc & 0xff) != SQLITE_IOERR) return why;
  if (!sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file) && file && file->pMethods)
    file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &why);
  if (!why) sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &why);
  return why;
}

static bool is_full_disk(int rc, int system_errno) {
  return (rc & 0xff) == SQLITE_FULL ||
         ((rc & 0xff) == SQLITE_IOERR && (system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG));
}

sr_status sr_ledger__fail(const sr_ledger *ledger, int rc, const char *doing, sr_error *err) {
  const int why = system_errno_of(ledger->db, rc);
  sr_status status = SR_ERR_LEDGER;
  if (is_full_disk(rc, why)) {
    sr_fail(err, status, SR_NOWHERE, "cannot %s: no space left for the ledger; nothing was written", doing);
  } else {
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      sr_fail(err, status, SR_NOWHERE, "cannot %s: the ledger is locked by another process (waited %g s)", doing,
              ledger->busy_ms / 1000.0);
      break;
    case SQLITE_INTERRUPT:
      status = sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "cannot %s in the time given: ask for less", doing);
      break;
    case SQLITE_NOTADB: sr_fail(err, status, SR_NOWHERE, "not a ledger: the file is not a SQLite database"); break;
    case SQLITE_CORRUPT:
      sr_fail(err, status, SR_NOWHERE, "cannot %s: the ledger is damaged (%s)", doing, sqlite3_errmsg(ledger->db));
      break;
    case SQLITE_READONLY:
      sr_fail(err, status, SR_NOWHERE, "cannot %s: the ledger's file or folder is read-only; nothing was written",
              doing);
      break;
    case SQLITE_CONSTRAINT: sr_fail(err, status, SR_NOWHERE, "cannot %s: %s", doing, sqlite3_errmsg(ledger->db)); break;
    case SQLITE_NOMEM: status = sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "cannot %s: no memory", doing); break;
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      status =
          sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot %s: %s", doing, why ? strerror(why) : sqlite3_errmsg(ledger->db));
      break;
    default: sr_fail(err, status, SR_NOWHERE, "cannot %s: %s", doing, sqlite3_errmsg(ledger->db));
    }
  }
  sr_error_where(err, sr_slice_of(ledger->path));
  return status;
}

/* ---- statements ---- */

sr_status sr_ledger__take(sr_ledger *ledger, sr_sql which, sqlite3_stmt **statement, sr_error *err) {
#define SR_X(name, sql) sql,
  static const char *const texts[] = {SR_STATEMENTS(SR_X)};
#undef SR_X
  *statement = ledger->cache[which];
  ledger->cache[which] = NULL;
  if (*statement) return SR_OK;
  const int rc = sqlite3_prepare_v3(ledger->db, texts[which], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
  return rc ? sr_ledger__fail(ledger, rc, "use the ledger", err) : SR_OK;
}

void sr_ledger__give(sr_ledger *ledger, sr_sql which, sqlite3_stmt *statement) {
  if (!statement) return;
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  if (ledger->cache[which])
    sqlite3_finalize(statement);
  else
    ledger->cache[which] = statement;
}

void sr_ledger__bind_text(sqlite3_stmt *statement, int at, sr_slice text) {
  if (text.len) sqlite3_bind_text64(statement, at, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
}

void sr_ledger__bind_day(sqlite3_stmt *statement, int at, sr_day day) {
  char text[SR_DAY_MAX];
  if (day != SR_DAY_NONE) sqlite3_bind_text(statement, at, sr_day_write(day, text), -1, SQLITE_TRANSIENT);
}

sr_slice sr_ledger__text(sqlite3_stmt *statement, int column) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  return (sr_slice){text, text ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

sr_day sr_ledger__day(sqlite3_stmt *statement, int column) {
  sr_day day;
  return sr_day_parse(sr_ledger__text(statement, column), &day) ? day : SR_DAY_NONE;
}

/* ---- transactions ---- */

static sr_status step_once(sr_ledger *ledger, sr_sql which, const char *doing, sr_error *err) {
  sqlite3_stmt *statement = NULL;
  SR_TRY(sr_ledger__take(ledger, which, &statement, err));
  const int rc = sqlite3_step(statement);
  sr_status status = rc == SQLITE_DONE ? SR_OK : sr_ledger__fail(ledger, rc, doing, err);
  sr_ledger__give(ledger, which, statement);
  return status;
}

sr_status sr_ledger__begin(sr_ledger *ledger, sr_error *err) {
  return step_once(ledger, SR_SQL_BEGIN, "write to the ledger", err);
}

sr_status sr_ledger__commit(sr_ledger *ledger, const char *doing, sr_error *err) {
  return step_once(ledger, SR_SQL_COMMIT, doing, err);
}

void sr_ledger__rollback(sr_ledger *ledger) {
  /* a full disk or an I/O error may have rolled back already */
  if (!sqlite3_get_autocommit(ledger->db)) (void)step_once(ledger, SR_SQL_ROLLBACK, "roll back", NULL);
}

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int sr_ledger__exec(sr_ledger *ledger, const char *sql) {
  /* SQLite does not wait by itself where waiting could deadlock: changing the journal mode of a file that another
   * process is creating is such a place, and there trying again is right. */
  const int64_t until = now_ms() + ledger->busy_ms;
  for (;;) {
    const int rc = sqlite3_exec(ledger->db, sql, NULL, NULL, NULL);
    if ((rc & 0xff) != SQLITE_BUSY || now_ms() >= until) return rc;
    sqlite3_sleep(5);
  }
}

int sr_ledger__number(sr_ledger *ledger, const char *sql, int64_t *value) {
  *value = 0;
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(ledger->db, sql, -1, &statement, NULL);
  if (rc) return rc;
  rc = sqlite3_step(statement);
  if (rc == SQLITE_ROW) *value = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* ---- bounding time ---- */

static int is_late(void *user) {
  const sr_ledger *ledger = user;
  return now_ms() >= ledger->deadline_ms;
}

void sr_ledger_set_deadline(sr_ledger *ledger, int64_t ms) {
  enum { STEPS = 20000 }; /* of SQLite's machine between looks at the clock: about a millisecond */
  ledger->deadline_ms = ms > 0 ? now_ms() + ms : 0;
  sqlite3_progress_handler(ledger->db, ms > 0 ? STEPS : 0, ms > 0 ? is_late : NULL, ledger);
}

void sr_ledger_set_memory(sr_ledger *ledger, size_t bytes) {
  char sql[64];
  snprintf(sql, sizeof sql, "PRAGMA cache_size = -%zu", bytes >> 10);
  (void)sr_ledger__exec(ledger, sql); /* a wish: a handle works with any */
}

/* ---- opening ---- */

/* A path as SQLite takes it: names that it would read as something else get a "./". immutable asks for a file that
 * nobody can be writing, which is the only way to read a WAL database in a folder that cannot be written. */
static char *sqlite_name(const char *path, bool immutable) {
  const size_t n = strlen(path);
  char *name = malloc(3 * n + 32), *out = name;
  if (!name) return NULL;
  if (immutable) {
    out += sprintf(out, "file:%s", path[0] == '/' ? "" : "./");
    for (const char *p = path; *p; p++) out += sprintf(out, strchr("%?#", *p) ? "%%%02X" : "%c", (uint8_t)*p);
    sprintf(out, "?immutable=1");
  } else {
    const bool plain = strcmp(path, ":memory:") == 0 || (path[0] != ':' && strncmp(path, "file:", 5) != 0);
    sprintf(out, "%s%s", plain ? "" : "./", path);
  }
  return name;
}

/* SQLite, refused, says "no such file" of a file that it could not make; the folder knows better. */
static sr_status check_folder(const char *path, sr_error *err) {
  const char *slash = strrchr(path, '/');
  char *folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : strdup(".");
  if (!folder) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to open a ledger");
  sr_status status = SR_OK;
  if (access(folder, W_OK | X_OK))
    status = sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot create ledger '%s' in its folder: %s", path, strerror(errno));
  free(folder);
  return status;
}

static sr_status check_path(const char *path, sr_ledger_mode mode, sr_error *err) {
  struct stat info;
  if (!path[0]) return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "a ledger needs a file name");
  if (strcmp(path, ":memory:") == 0) return SR_OK;
  if (stat(path, &info)) {
    if (errno == ENOENT && mode == SR_LEDGER_CREATE) return check_folder(path, err);
    if (errno == ENOENT) return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "there is no ledger '%s'", path);
    return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot open ledger '%s': %s", path, strerror(errno));
  }
  if (S_ISDIR(info.st_mode)) return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "ledger '%s' is a folder", path);
  return SR_OK;
}

static int connect_to(sr_ledger *ledger, sr_ledger_mode mode, bool immutable) {
  char *name = sqlite_name(ledger->path, immutable);
  if (!name) return SQLITE_NOMEM;
  int flags = mode == SR_LEDGER_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (mode == SR_LEDGER_CREATE) flags |= SQLITE_OPEN_CREATE;
  if (immutable) flags |= SQLITE_OPEN_URI;
  int rc = sqlite3_open_v2(name, &ledger->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  free(name);
  if (rc) return rc;
  sqlite3_busy_timeout(ledger->db, ledger->busy_ms);
  /* a ledger may come from anyone: its schema may not call what is unsafe, nor be tampered with through SQL */
  sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  /* a kept statement is not planned anew for each value that is bound to it */
  sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
  return sr_ledger__exec(ledger, "PRAGMA foreign_keys = ON");
}

static bool has_wal(const char *path) {
  char name[4096];
  struct stat info;
  const int n = snprintf(name, sizeof name, "%s-wal", path);
  return n < 0 || (size_t)n >= sizeof name || (stat(name, &info) == 0 && info.st_size > 0);
}

static int read_versions(sr_ledger *ledger, int64_t *application, int64_t *version, int64_t *objects) {
  /* in one transaction: another process may be creating the ledger at this moment */
  int rc = sr_ledger__exec(ledger, "BEGIN");
  if (!rc) rc = sr_ledger__number(ledger, "SELECT count(*) FROM sqlite_schema", objects);
  if (!rc) rc = sr_ledger__number(ledger, "PRAGMA application_id", application);
  if (!rc) rc = sr_ledger__number(ledger, "PRAGMA user_version", version);
  if (!sqlite3_get_autocommit(ledger->db)) (void)sqlite3_exec(ledger->db, "COMMIT", NULL, NULL, NULL);
  return rc;
}

static sr_status open_for_reading(sr_ledger *ledger, int64_t version, sr_error *err) {
  if (version < sr_ledger__version())
    return sr_fail(err, SR_ERR_LEDGER, SR_NOWHERE,
                   "ledger '%s' has schema version %lld and this program reads %d: open it for writing once to bring "
                   "it up to date",
                   ledger->path, (long long)version, sr_ledger__version());
  return SR_OK;
}

static int is_in_log_mode(sr_ledger *ledger, int64_t *is_log) {
  return sr_ledger__number(ledger, "SELECT journal_mode = 'wal' FROM pragma_journal_mode", is_log);
}

/* Makes an empty file ready for the schema, with one sync where SQLite's defaults take nine. An empty file needs no
 * journal to go back to; its first page is synced, for SQLite drops the log of a file that a power cut left without
 * one. The schema is then not synced by itself: an empty ledger promises nothing, and the first commit of a report
 * syncs the log that holds both. Each step may meet another process that is doing the same. */
static int make_ready(sr_ledger *ledger) {
  int64_t is_log;
  int rc = is_in_log_mode(ledger, &is_log);
  if (!rc && !is_log) rc = sr_ledger__exec(ledger, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = NORMAL");
  if (!rc) rc = sr_ledger__exec(ledger, "PRAGMA journal_mode = WAL");
  if (!rc) rc = is_in_log_mode(ledger, &is_log);
  if (rc) return rc;
  /* a file system without shared memory has no log, and there the journal must be on the disk */
  return sr_ledger__exec(ledger, is_log ? "PRAGMA synchronous = OFF"
                                        : "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL");
}

static sr_status open_for_writing(sr_ledger *ledger, bool is_new, const sr_ledger_options *options, sr_error *err) {
  if (sqlite3_db_readonly(ledger->db, "main") == 1)
    return sr_fail(err, SR_ERR_LEDGER, SR_NOWHERE, "ledger '%s' is read-only", ledger->path);
  int rc = SQLITE_OK;
  if (options->max_pages) {
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA max_page_count = %lld", (long long)options->max_pages);
    rc = sr_ledger__exec(ledger, sql);
  }
  if (!rc && is_new) rc = make_ready(ledger);
  if (rc) return sr_ledger__fail(ledger, rc, "open the ledger", err);
  SR_TRY(sr_ledger__migrate(ledger, err));
  rc = sr_ledger__exec(ledger, "PRAGMA synchronous = FULL");
  return rc ? sr_ledger__fail(ledger, rc, "open the ledger", err) : SR_OK;
}

static sr_status open_file(sr_ledger *ledger, sr_ledger_mode mode, const sr_ledger_options *options, sr_error *err) {
  int64_t application = 0, version = 0, objects = 0;
  int rc = connect_to(ledger, mode, false);
  if (!rc) rc = read_versions(ledger, &application, &version, &objects);
  const int kind = rc & 0xff;
  if (mode == SR_LEDGER_READ && (kind == SQLITE_CANTOPEN || kind == SQLITE_READONLY) && !has_wal(ledger->path)) {
    sqlite3_close(ledger->db);
    ledger->db = NULL;
    rc = connect_to(ledger, mode, true);
    if (!rc) rc = read_versions(ledger, &application, &version, &objects);
  }
  if (rc) return sr_ledger__fail(ledger, rc, "open the ledger", err);
  const bool is_empty = application == 0 && version == 0 && objects == 0;
  if (application != SR_LEDGER_APPLICATION_ID && !(is_empty && mode == SR_LEDGER_CREATE))
    return sr_fail(err, SR_ERR_LEDGER, SR_NOWHERE, "'%s' is %s but not a ledger", ledger->path,
                   is_empty ? "an empty file" : "a SQLite database");
  if (version > sr_ledger__version())
    return sr_fail(err, SR_ERR_LEDGER, SR_NOWHERE,
                   "ledger '%s' has schema version %lld and this program knows up to %d: use a newer sitrep",
                   ledger->path, (long long)version, sr_ledger__version());
  if (mode == SR_LEDGER_READ) return open_for_reading(ledger, version, err);
  return open_for_writing(ledger, is_empty, options, err);
}

sr_status sr_ledger__open(const char *path, sr_ledger_mode mode, sr_ledger_options options, sr_ledger **out,
                          sr_error *err) {
  *out = NULL;
  SR_TRY(check_path(path, mode, err));
  sr_ledger *ledger = calloc(1, sizeof *ledger);
  if (ledger) ledger->path = strdup(path);
  if (!ledger || !ledger->path) {
    free(ledger);
    return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to open a ledger");
  }
  ledger->busy_ms = options.busy_ms;
  sr_status status = open_file(ledger, mode, &options, err);
  if (status) {
    sr_error_where(err, sr_slice_of(path));
    sr_ledger_close(ledger);
    return status;
  }
  *out = ledger;
  return SR_OK;
}

sr_status sr_ledger_open(const char *path, sr_ledger_mode mode, sr_ledger **ledger, sr_error *err) {
  return sr_ledger__open(path, mode, SR_LEDGER_OPTIONS_DEFAULT, ledger, err);
}

void sr_ledger_close(sr_ledger *ledger) {
  if (!ledger) return;
  for (int i = 0; i < SR_SQL_COUNT; i++) sqlite3_finalize(ledger->cache[i]);
  sqlite3_close(ledger->db);
  free(ledger->path);
  free(ledger);
}
