/* Events: verbs and nouns of lexicon/events.tsv with the actors next to them, in PLOVER's types and modes.
 *
 * A trigger is a word whose base form is in the table. Its sources are the actors before it in the clause, its targets
 * those behind it; in the passive they change places, and "met", "agreed" and other reciprocal types have all parties
 * as source. One event a trigger; what is only said to be planned is not told apart. Linear in tokens. Tables are
 * constant: any thread. */
#ifndef SR_READ_EVENT_H
#define SR_READ_EVENT_H

#include "text/report.h"

typedef struct sr_event_tables sr_event_tables;

/* The tables live in the arena. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_event_open(sr_arena *arena, sr_event_tables **tables, sr_error *err);

/* Fills report->events, sorted by start; uses actors. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_events_read(const sr_event_tables *tables, sr_report *report, sr_error *err);

#endif
