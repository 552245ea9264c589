/* Checks and rival accounts of the ledger as it stands, reckoned by a thread of their own.
 *
 * Holding every claim against every other takes longer than an answer may, so it is done once for each state of the
 * ledger, behind the scenes, and answers are made from the last result. Any thread. */
#ifndef SR_SERVE_DIGEST_H
#define SR_SERVE_DIGEST_H

#include <sitrep/check.h>

typedef struct sr_digest sr_digest;

/* What was reckoned, for which state. */
typedef struct sr_results {
  sr_ledger_state state;
  sr_checks *checks;
  sr_accounts *accounts;
  double seconds;
  unsigned users; /* the digest's own matter */
} sr_results;

/* Starts the thread. ledger is a path, for a handle of its own. */
SR_MUST_CHECK sr_status sr_digest_start(const sr_engine *engine, const char *ledger, sr_digest **digest, sr_error *err);
void sr_digest_stop(sr_digest *digest);

/* The results of this state, waiting for them at most wait_ms; otherwise the last there are. Give them back.
 * Errors: SR_ERR_LIMIT (none yet), those of the reckoning. */
SR_MUST_CHECK sr_status sr_digest_take(sr_digest *digest, sr_ledger_state state, int wait_ms, sr_results **results,
                                       sr_error *err);
void sr_digest_give(sr_digest *digest, sr_results *results);

#endif
