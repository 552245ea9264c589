/* Holds an exclusive lock on a database until its standard input ends: hold_lock FILE. Says "locked" when it has it. */
#include <sqlite3.h>
#include <stdio.h>

int main(int argc, char **argv) {
  sqlite3 *db = NULL;
  if (argc != 2 || sqlite3_open(argv[1], &db) != SQLITE_OK) return 1;
  if (sqlite3_exec(db, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (x);", NULL, NULL, NULL)) {
    fprintf(stderr, "%s\n", sqlite3_errmsg(db));
    return 1;
  }
  puts("locked");
  fflush(stdout);
  while (getchar() != EOF) {}
  sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  return sqlite3_close(db) != SQLITE_OK;
}
