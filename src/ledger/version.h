/* Which SQLite is running, without its header. */
#ifndef SR_LEDGER_VERSION_H
#define SR_LEDGER_VERSION_H

const char *sr_ledger__sqlite_version(void);

#endif
