/* What the ledger survives: kills at any moment, two writers, full disks, read-only places, and files that are not
 * ledgers or are held by others. Whatever was reported as written is there afterwards. */
#include "fixture.h"

#include "base/slice.h"
#include "ledger/store.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int set_up(void **state) {
  fx_folder *folder = calloc(1, sizeof *folder);
  fx_folder_make(folder);
  *state = folder;
  return 0;
}

static int tear_down(void **state) {
  fx_folder_remove(*state);
  free(*state);
  return 0;
}

/* Report number i of a writer: distinct text, two claims. */
static sr_report *numbered(sr_arena *arena, const char *writer, int i) {
  char *text = SR_NEW(arena, char, 3000);
  const int n = snprintf(text, 3000, "%s wrote bulletin %d. The staff counted %d tanks destroyed. ", writer, i, i);
  memset(text + n, 'x', 2000); /* several pages a report, so that a kill can fall inside one */
  char *name = SR_NEW(arena, char, 40);
  snprintf(name, 40, "%s-%d", writer, i);
  sr_report *report = fx_report(arena, writer, name, "2025-07-11", text);
  fx_claim(report, SR_KIND_LOSSES, "tanks destroyed");
  fx_claim(report, SR_KIND_STATEMENT, "wrote bulletin");
  return report;
}

/* Writes reports from first on until count are written, telling each receipt's id through the pipe. Does not return. */
_Noreturn static void write_many(const char *path, const char *writer, int first, int count, int pipe_end) {
  sr_ledger *ledger = NULL;
  sr_error err = {0};
  if (sr_ledger_open(path, SR_LEDGER_CREATE, &ledger, &err)) {
    fprintf(stderr, "%s\n", err.message);
    _exit(3);
  }
  for (int i = first; i < first + count; i++) {
    sr_arena *arena = sr_arena_new(1 << 20);
    sr_ledger_receipt receipt;
    if (sr_ledger_add_report(ledger, numbered(arena, writer, i), (sr_clocks){0}, &receipt, &err)) {
      fprintf(stderr, "%s\n", err.message);
      _exit(4);
    }
    if (write(pipe_end, &receipt.report.id, sizeof receipt.report.id) != sizeof receipt.report.id) _exit(5);
    sr_arena_free(arena);
  }
  sr_ledger_close(ledger);
  _exit(0);
}

static sr_status found_report(void *user, const sr_stored_report *report, sr_error *err) {
  (void)err;
  *(bool *)user = report->claims == 2;
  return SR_OK;
}

static void a_kill_loses_nothing_that_was_reported(void **state) {
  fx_folder *folder = *state;
  char path[512];
  snprintf(path, sizeof path, "%s", fx_file(folder, "sitrep.db"));
  /* 40 rounds on one ledger, so that later ones begin with what a kill left behind. A round waits for 0 to 3 receipts,
   * and then up to 12 ms, about what one report takes; the first rounds fall into the making of the schema. */
  uint32_t random = 20250711;
  int64_t acknowledged = 0;
  for (int round = 0; round < 40; round++) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) write_many(path, "Staff", round * 10000, 10000, ends[1]);
    close(ends[1]);
    random = random * 1664525 + 1013904223;
    int64_t id, last = 0;
    for (int receipts = round < 8 ? 0 : round % 4; receipts; receipts--)
      if (read(ends[0], &id, sizeof id) == sizeof id) last = id;
    const struct timespec wait = {0, (long)((random >> 16) % 12000) * 1000};
    nanosleep(&wait, NULL);
    kill(child, SIGKILL);
    while (read(ends[0], &id, sizeof id) == sizeof id) last = id;
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFSIGNALED(status)) fail_msg("the writer ended by itself with %d", WEXITSTATUS(status));
    if (last > acknowledged) acknowledged = last;

    sr_ledger *ledger = fx_open(path, SR_LEDGER_CREATE);
    sr_error err = {0};
    bool whole = true;
    if (last) assert_ok(sr_ledger_report(ledger, (sr_ref){SR_REF_REPORT, last}, found_report, &whole, &err), &err);
    assert_true(whole);
    sr_ledger_counts counts;
    assert_ok(sr_ledger_stats(ledger, &counts, &err), &err);
    assert_true(counts.reports >= acknowledged);
    assert_int_equal(counts.claims, 2 * counts.reports);
    if (round % 8 == 7) assert_int_equal(fx_findings(ledger), 0);
    sr_ledger_close(ledger);
  }
  assert_true(acknowledged >= 48); /* 8 times 0 + 1 + 2 + 3 were waited for */
}

static void two_processes_write_at_once(void **state) {
  fx_folder *folder = *state;
  char path[512];
  snprintf(path, sizeof path, "%s", fx_file(folder, "sitrep.db"));
  enum { WRITERS = 3, EACH = 15 };
  static const char *const names[WRITERS] = {"Staff", "Wire", "Weekly"};
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  pid_t children[WRITERS];
  for (int i = 0; i < WRITERS; i++)
    if ((children[i] = fork()) == 0) write_many(path, names[i], 0, EACH, ends[1]); /* all create it, too */
  close(ends[1]);
  int64_t id;
  int written = 0;
  while (read(ends[0], &id, sizeof id) == sizeof id) written++;
  close(ends[0]);
  for (int i = 0; i < WRITERS; i++) {
    int status;
    assert_int_equal(waitpid(children[i], &status, 0), children[i]);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  assert_int_equal(written, WRITERS * EACH);
  sr_ledger *ledger = fx_open(path, SR_LEDGER_READ);
  assert_int_equal(fx_count(ledger, &SR_CLAIM_QUERY_ALL), 2 * WRITERS * EACH);
  assert_int_equal(fx_findings(ledger), 0);
  sr_ledger_close(ledger);
}

static void a_reader_sees_a_whole_state_while_another_writes(void **state) {
  fx_folder *folder = *state;
  sr_arena *arena = sr_arena_new(1 << 24);
  const char *path = fx_file(folder, "sitrep.db");
  sr_ledger *writer = fx_open(path, SR_LEDGER_CREATE), *reader = fx_open(path, SR_LEDGER_READ);
  for (int i = 0; i < 5; i++) {
    fx_add(writer, numbered(arena, "Staff", i));
    assert_int_equal(fx_count(reader, &SR_CLAIM_QUERY_ALL), 2 * (i + 1));
  }
  sr_error err = {0};
  sr_ledger_receipt receipt;
  assert_int_equal(sr_ledger_add_report(reader, numbered(arena, "Staff", 9), (sr_clocks){0}, &receipt, &err),
                   SR_ERR_LEDGER);
  assert_non_null(strstr(err.message, "read-only"));
  sr_ledger_close(reader);
  sr_ledger_close(writer);
  sr_arena_free(arena);
}

/* ---- full disks ---- */

static void a_full_disk_refuses_the_report_whole(void **state) {
  fx_folder *folder = *state;
  sr_arena *arena = sr_arena_new(1 << 24);
  const char *path = fx_file(folder, "sitrep.db");
  sr_ledger *ledger = NULL;
  sr_error err = {0};
  assert_ok(
      sr_ledger__open(path, SR_LEDGER_CREATE, (sr_ledger_options){.busy_ms = 100, .max_pages = 100}, &ledger, &err),
      &err);
  int written = 0;
  sr_ledger_receipt receipt;
  sr_status status = SR_OK;
  while (written < 1000 && !status) {
    status = sr_ledger_add_report(ledger, numbered(arena, "Staff", written), (sr_clocks){0}, &receipt, &err);
    if (!status) written++;
    if (written % 50 == 0) sr_arena_free(arena), arena = sr_arena_new(1 << 24);
  }
  assert_int_equal(status, SR_ERR_LEDGER);
  assert_string_equal(err.message, "cannot write the report: no space left for the ledger; nothing was written");
  assert_string_equal(err.where, path);
  assert_true(written > 2);
  assert_int_equal(receipt.report.id, 0);
  assert_int_equal(fx_findings(ledger), 0);
  sr_ledger_close(ledger);
  ledger = fx_open(path, SR_LEDGER_WRITE); /* with room again, it goes on */
  assert_int_equal(fx_count(ledger, &SR_CLAIM_QUERY_ALL), 2 * written);
  assert_false(fx_add(ledger, numbered(arena, "Staff", written)).already_there);
  sr_ledger_close(ledger);
  sr_arena_free(arena);
}

/* In a child whose files may not grow: SQLite's own write fails, as on a full file system. */
static void a_write_that_the_system_cuts_short_is_refused(void **state) {
  fx_folder *folder = *state;
  const char *path = fx_file(folder, "sitrep.db");
  sr_arena *arena = sr_arena_new(1 << 24);
  sr_ledger *ledger = fx_open(path, SR_LEDGER_CREATE);
  fx_add(ledger, numbered(arena, "Staff", 0));
  sr_ledger_close(ledger);
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const struct rlimit limit = {6000, 6000};
    sr_error err = {0};
    sr_ledger_receipt receipt;
    if (sr_ledger_open(path, SR_LEDGER_WRITE, &ledger, &err)) _exit(3);
    setrlimit(RLIMIT_FSIZE, &limit);
    const sr_status status = sr_ledger_add_report(ledger, numbered(arena, "Staff", 1), (sr_clocks){0}, &receipt, &err);
    const bool clear = status == SR_ERR_LEDGER && strstr(err.message, "no space left") && receipt.report.id == 0;
    if (!clear) fprintf(stderr, "%s: %s\n", sr_status_name(status), err.message);
    _exit(clear ? 0 : 4);
  }
  int status;
  waitpid(child, &status, 0);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  ledger = fx_open(path, SR_LEDGER_WRITE);
  assert_int_equal(fx_count(ledger, &SR_CLAIM_QUERY_ALL), 2);
  assert_int_equal(fx_findings(ledger), 0);
  assert_int_equal(fx_add(ledger, numbered(arena, "Staff", 1)).report.id, 2);
  sr_ledger_close(ledger);
  sr_arena_free(arena);
}

/* ---- locks ---- */

static void a_locked_ledger_is_said_to_be_locked(void **state) {
  fx_folder *folder = *state;
  const char *path = fx_file(folder, "sitrep.db");
  sr_arena *arena = sr_arena_new(1 << 24);
  sr_ledger *holder = fx_open(path, SR_LEDGER_CREATE), *other = NULL;
  fx_add(holder, numbered(arena, "Staff", 0));
  sr_error err = {0};
  assert_ok(sr_ledger__open(path, SR_LEDGER_WRITE, (sr_ledger_options){.busy_ms = 50}, &other, &err), &err);
  assert_int_equal(sr_ledger__exec(holder, "BEGIN IMMEDIATE"), SQLITE_OK);
  sr_ledger_receipt receipt;
  assert_int_equal(sr_ledger_add_report(other, numbered(arena, "Staff", 1), (sr_clocks){0}, &receipt, &err),
                   SR_ERR_LEDGER);
  assert_string_equal(err.message,
                      "cannot write to the ledger: the ledger is locked by another process (waited 0.05 s)");
  assert_true(fx_add(other, numbered(arena, "Staff", 0)).already_there); /* which needs no lock */
  assert_int_equal(sr_ledger__exec(holder, "COMMIT"), SQLITE_OK);
  fx_add(other, numbered(arena, "Staff", 1));
  sr_ledger_close(other);

  /* a lock on the whole file keeps readers out as well, and opening does not wait forever */
  assert_int_equal(sr_ledger__exec(holder, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT"), SQLITE_OK);
  const time_t before = time(NULL);
  static const sr_ledger_mode modes[] = {SR_LEDGER_READ, SR_LEDGER_WRITE, SR_LEDGER_CREATE};
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(sr_ledger__open(path, modes[i], (sr_ledger_options){.busy_ms = 50}, &other, &err), SR_ERR_LEDGER);
    assert_non_null(strstr(err.message, "locked by another process"));
    assert_null(other);
  }
  assert_true(time(NULL) - before < 5);
  sr_ledger_close(holder);
  sr_arena_free(arena);
}

/* ---- places that cannot be written ---- */

/* Runs check as a user without rights over the folder; its result is the child's exit status. */
static int without_rights(int (*check)(const char *path), const char *path) {
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && (setgid(65534) || setuid(65534))) _exit(99);
    _exit(check(path));
  }
  int status;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 98;
}

static sr_status ignore_claim(void *user, const sr_stored_claim *claim, sr_error *err) {
  (void)claim;
  (void)err;
  ++*(int *)user;
  return SR_OK;
}

static int read_only_checks(const char *path) {
  sr_ledger *ledger = NULL;
  sr_error err = {0};
  int n = 0;
  if (sr_ledger_open(path, SR_LEDGER_READ, &ledger, &err)) {
    fprintf(stderr, "%s\n", err.message);
    return 1;
  }
  if (sr_ledger_claims(ledger, &SR_CLAIM_QUERY_ALL, ignore_claim, &n, &err) || n != 2) return 2;
  sr_ledger_close(ledger);
  if (sr_ledger_open(path, SR_LEDGER_WRITE, &ledger, &err) != SR_ERR_LEDGER) return 3;
  if (!strstr(err.message, "read-only")) return 4;
  if (sr_ledger_open(path, SR_LEDGER_CREATE, &ledger, &err) != SR_ERR_LEDGER) return 5;
  char other[600];
  snprintf(other, sizeof other, "%s.new", path);
  if (sr_ledger_open(other, SR_LEDGER_CREATE, &ledger, &err) != SR_ERR_IO) return 6;
  if (!strstr(err.message, "Permission denied")) {
    fprintf(stderr, "%s\n", err.message);
    return 7;
  }
  return 0;
}

static void a_read_only_folder_can_be_read(void **state) {
  fx_folder *folder = *state;
  char path[512];
  snprintf(path, sizeof path, "%s", fx_file(folder, "it's 100% #1?.db")); /* what a URI would stumble over */
  sr_arena *arena = sr_arena_new(1 << 24);
  sr_ledger *ledger = fx_open(path, SR_LEDGER_CREATE);
  fx_add(ledger, numbered(arena, "Staff", 0));
  sr_ledger_close(ledger);
  sr_arena_free(arena);
  assert_int_equal(chmod(path, 0444), 0);
  assert_int_equal(chmod(folder->path, 0555), 0);
  const int result = without_rights(read_only_checks, path);
  assert_int_equal(chmod(folder->path, 0755), 0);
  assert_int_equal(result, 0);
}

/* ---- files that are no ledgers ---- */

static void write_file(const char *path, const char *bytes, size_t n) {
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes, 1, n, f), n);
  fclose(f);
}

static void run_sql(const char *path, const char *sql) {
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
}

static void refuses(const char *path, sr_ledger_mode mode, sr_status status, const char *message) {
  sr_ledger *ledger = NULL;
  sr_error err = {0};
  const sr_status got = sr_ledger_open(path, mode, &ledger, &err);
  if (got != status || !strstr(err.message, message))
    fail_msg("mode %d: %s: %s", (int)mode, sr_status_name(got), err.message);
  assert_null(ledger);
  assert_null(strchr(err.message, '\n'));
}

static void says_what_is_wrong_with_a_file(void **state) {
  fx_folder *folder = *state;
  char path[512];
  snprintf(path, sizeof path, "%s", fx_file(folder, "report.txt"));
  write_file(path, "Overnight, 400 drones were launched at the capital and two other towns; 178 were shot down.", 91);
  for (int mode = SR_LEDGER_READ; mode <= SR_LEDGER_CREATE; mode++)
    refuses(path, (sr_ledger_mode)mode, SR_ERR_LEDGER, "not a ledger: the file is not a SQLite database");
  struct stat info;
  assert_true(stat(path, &info) == 0 && info.st_size == 91);

  snprintf(path, sizeof path, "%s", fx_file(folder, "other.db"));
  run_sql(path, "CREATE TABLE places (name TEXT)");
  for (int mode = SR_LEDGER_READ; mode <= SR_LEDGER_CREATE; mode++)
    refuses(path, (sr_ledger_mode)mode, SR_ERR_LEDGER, "is a SQLite database but not a ledger");

  snprintf(path, sizeof path, "%s", fx_file(folder, "empty.db"));
  write_file(path, "", 0);
  refuses(path, SR_LEDGER_READ, SR_ERR_LEDGER, "is an empty file but not a ledger");
  refuses(path, SR_LEDGER_WRITE, SR_ERR_LEDGER, "is an empty file but not a ledger");
  sr_ledger_close(fx_open(path, SR_LEDGER_CREATE));

  run_sql(path, "PRAGMA user_version = 90");
  char message[100];
  snprintf(message, sizeof message, "has schema version 90 and this program knows up to %d", sr_ledger__version());
  for (int mode = SR_LEDGER_READ; mode <= SR_LEDGER_CREATE; mode++)
    refuses(path, (sr_ledger_mode)mode, SR_ERR_LEDGER, message);
  run_sql(path, "PRAGMA user_version = 1");
  refuses(path, SR_LEDGER_READ, SR_ERR_LEDGER, "open it for writing once");

  refuses(fx_file(folder, "nowhere.db"), SR_LEDGER_READ, SR_ERR_NOTFOUND, "there is no ledger");
  refuses(fx_file(folder, "nowhere.db"), SR_LEDGER_WRITE, SR_ERR_NOTFOUND, "there is no ledger");
  refuses(fx_file(folder, "no/such/folder.db"), SR_LEDGER_CREATE, SR_ERR_IO, "No such file or directory");
  refuses(folder->path, SR_LEDGER_CREATE, SR_ERR_IO, "is a folder");
  refuses("", SR_LEDGER_CREATE, SR_ERR_USAGE, "needs a file name");
}

static void a_damaged_ledger_is_found_out(void **state) {
  fx_folder *folder = *state;
  const char *path = fx_file(folder, "sitrep.db");
  sr_arena *arena = sr_arena_new(1 << 24);
  sr_ledger *ledger = fx_open(path, SR_LEDGER_CREATE);
  for (int i = 0; i < 20; i++) fx_add(ledger, numbered(arena, "Staff", i));
  assert_int_equal(fx_findings(ledger), 0);
  sr_ledger_close(ledger);
  sr_arena_free(arena);
  struct stat info;
  assert_int_equal(stat(path, &info), 0);
  const int file = open(path, O_WRONLY);
  char noise[4096];
  memset(noise, 0xa5, sizeof noise);
  /* the last third, which holds texts and indexes; the schema at the start stays readable */
  for (off_t at = info.st_size / 4096 * 2 / 3 * 4096; at < info.st_size; at += 8192)
    assert_int_equal(pwrite(file, noise, sizeof noise, at), sizeof noise);
  close(file);
  ledger = fx_open(path, SR_LEDGER_READ);
  assert_true(fx_findings(ledger) > 0);
  sr_ledger_close(ledger);
}

/* Each change goes around the triggers, as an editor of the file could. */
static void tampering_is_found_out(void **state) {
  fx_folder *folder = *state;
  static const char *const changes[] = {
      "DROP TRIGGER report_fixed; UPDATE report SET text = replace(text, '7', '8') WHERE id = 1",
      "DROP TRIGGER claim_fixed; UPDATE claim SET sentence_end = 90000 WHERE id = 2",
      "DROP TRIGGER claim_evidence_fixed; UPDATE claim_evidence SET end_byte = 90000 WHERE claim = 1",
      "DROP TRIGGER claim_evidence_keep; DELETE FROM claim_evidence WHERE claim = 1",
      "DROP TRIGGER claim_keep; PRAGMA foreign_keys = OFF; DELETE FROM claim WHERE id = 1"};
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    char name[40], path[512];
    snprintf(name, sizeof name, "tampered-%zu.db", i);
    snprintf(path, sizeof path, "%s", fx_file(folder, name));
    sr_arena *arena = sr_arena_new(1 << 24);
    sr_ledger *ledger = fx_open(path, SR_LEDGER_CREATE);
    fx_add(ledger, numbered(arena, "Staff", 7));
    sr_ledger_close(ledger);
    sr_arena_free(arena);
    run_sql(path, changes[i]);
    ledger = fx_open(path, SR_LEDGER_READ);
    if (fx_findings(ledger) == 0) fail_msg("not found out: %s", changes[i]);
    sr_ledger_close(ledger);
  }
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
int main(void) {
  const struct CMUnitTest tests[] = {T(a_kill_loses_nothing_that_was_reported),
                                     T(two_processes_write_at_once),
                                     T(a_reader_sees_a_whole_state_while_another_writes),
                                     T(a_full_disk_refuses_the_report_whole),
                                     T(a_write_that_the_system_cuts_short_is_refused),
                                     T(a_locked_ledger_is_said_to_be_locked),
                                     T(a_read_only_folder_can_be_read),
                                     T(says_what_is_wrong_with_a_file),
                                     T(a_damaged_ledger_is_found_out),
                                     T(tampering_is_found_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
