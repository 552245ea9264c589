/* What stands at the end of a brief: what was announced for a day, what was corrected, who was heard. */
#ifndef SR_BRIEF_STANDING_H
#define SR_BRIEF_STANDING_H

#include "brief/page.h"

/* The period of a brief; SR_DAY_NONE: open. */
typedef struct sr_period {
  sr_day since, until;
} sr_period;

/* Whether a day lies in the period; an unknown day lies in an open one only. */
bool sr_period_holds(sr_period period, sr_day day);

/* A table of what was announced for a day, with what became of it by the last day of the period, or by the day of the
 * last report where that is open. Nothing if nothing was announced. Errors: the ledger's, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_docket_add(sr_page *page, sr_ledger *ledger, sr_period period, sr_error *err);

/* Reports that superseded another within the period, and retellings in it that changed what they retold. */
SR_MUST_CHECK sr_status sr_corrections_add(sr_page *page, sr_ledger *ledger, sr_period period, sr_error *err);

/* Which outlets were heard in the period, and which were heard before it only. */
SR_MUST_CHECK sr_status sr_coverage_add(sr_page *page, sr_ledger *ledger, sr_period period, sr_arena *arena,
                                        sr_error *err);

#endif
