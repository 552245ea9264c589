/* Events: what is done by whom to whom, in PLOVER's types and modes.
 *
 * Each sentence gives the event of its main clause (or of what is said to have happened: "officials said that ..."),
 * its type chosen by a learnt classifier over the clause's words, tree and word vectors (event_features.h,
 * models/events.md), its trigger and mode from lexicon/events.tsv, its actors from the tree (event_roles.h). Clauses
 * joined to it give events of their own where the classifier is sure of another type. A sentence with neither a known
 * trigger nor a sure type has no event. Reports without trees, or a program without the model, fall back on trigger
 * words alone (event_words.h). Linear in tokens. Tables and model never change once open: any thread. */
#ifndef SR_READ_EVENT_H
#define SR_READ_EVENT_H

#include "text/report.h"

typedef struct sr_event_tables sr_event_tables;

/* The tables live in the arena; the model is mapped when a report first needs it, until sr_event_close. A model that is
 * missing or damaged is left out. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_event_open(sr_arena *arena, sr_event_tables **tables, sr_error *err);
void sr_event_close(sr_event_tables *tables);

/* Fills report->events, sorted by start; uses trees, entities, actors and places. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_events_read(sr_event_tables *tables, sr_report *report, sr_error *err);

#endif
