/* What a ledger as it stands comes to, reckoned by a thread of its own: checks and rival accounts, or who said how much
 * and of which places.
 *
 * Holding every claim against every other takes longer than an answer may, and so does counting those of a large
 * ledger; so it is done once for each state of the ledger, behind the scenes, and answers are made from the last
 * result. Any thread. */
#ifndef SR_SERVE_DIGEST_H
#define SR_SERVE_DIGEST_H

#include "base/arena.h"

#include <sitrep/check.h>

typedef struct sr_digest sr_digest;

typedef enum sr_digest_kind { SR_DIGEST_CHECKS, SR_DIGEST_SUMMARIES } sr_digest_kind;

enum { SR_SUMMARY_MAX = 501 }; /* rows of each: one more than a page may have */

/* What was reckoned, for which state. */
typedef struct sr_results {
  sr_ledger_state state;
  sr_checks *checks; /* of SR_DIGEST_CHECKS, with the accounts */
  sr_accounts *accounts;
  sr_arena *arena; /* of SR_DIGEST_SUMMARIES: holds what follows */
  sr_source *sources;
  sr_retelling *retellings;
  sr_claimed_place *places;
  uint32_t n_sources, n_retellings, n_places;
  double seconds;
  unsigned users; /* the digest's own matter */
} sr_results;

/* Starts the thread. ledger is a path, for a handle of its own. */
SR_MUST_CHECK sr_status sr_digest_start(sr_digest_kind kind, const sr_engine *engine, const char *ledger,
                                        sr_digest **digest, sr_error *err);
void sr_digest_stop(sr_digest *digest);

/* The results of this state, waiting for them at most wait_ms; otherwise the last there are. Give them back.
 * Errors: SR_ERR_LIMIT (none yet), those of the reckoning. */
SR_MUST_CHECK sr_status sr_digest_take(sr_digest *digest, sr_ledger_state state, int wait_ms, sr_results **results,
                                       sr_error *err);
void sr_digest_give(sr_digest *digest, sr_results *results);

#endif
