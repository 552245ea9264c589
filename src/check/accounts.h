/* Rival accounts: claims about one happening, put side by side so that one sees what is agreed and where they part.
 *
 * Two claims are about the same happening when they are of one kind, weapon or category, their days overlap (strikes: a
 * day either side, for a night has two dates), they share a place or a party, and nothing they both name contradicts.
 * A group needs two roots: the innermost sources of the chains, so that five outlets that retell one wire are one.
 * Claims are sorted by kind and day and compared with those of a bounded neighbourhood only: O(n log n).
 * The public face is in sitrep/check.h. */
#ifndef SR_CHECK_ACCOUNTS_H
#define SR_CHECK_ACCOUNTS_H

#include "base/arena.h"
#include "base/vec.h"

#include <sitrep/check.h>
#include <sitrep/ledger.h>

typedef struct sr_accounting sr_accounting; /* collects claims */

/* Everything comes from the arena. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_accounting_open(sr_arena *arena, sr_accounting **accounting, sr_error *err);
SR_MUST_CHECK sr_status sr_accounting_add(sr_accounting *accounting, const sr_stored_claim *claim, sr_error *err);
SR_MUST_CHECK sr_status sr_accounting_group(sr_accounting *accounting, const sr_account_group **groups, uint32_t *n,
                                            sr_error *err);

#endif
