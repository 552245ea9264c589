/* See the header. */
#include "ledger/version.h"

#include <sqlite3.h>

const char *sr_ledger__sqlite_version(void) { return sqlite3_libversion(); }
