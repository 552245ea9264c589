/* Actors: states, bodies, offices, named persons and those without a name, with PLOVER codes.
 *
 * Known bodies come from lexicon/actors.tsv, states from countries.tsv. All else is built: a noun phrase whose head is
 * in actor_words.tsv ("the Czech prime minister's office", "regional governor Ivan Petrenko", "two diplomats"), its
 * country from the adjective, possessive, complement or place in it. The name is the fullest that the report uses,
 * without its article: acronyms in brackets, surnames and short forms ("the institute") are led back to it. "Russian
 * forces" are the state with sector MIL. Cost is linear in tokens, but for short forms, which look back over a bounded
 * number of actors. Tables are constant once open: any thread. */
#ifndef SR_READ_ACTOR_H
#define SR_READ_ACTOR_H

#include "text/report.h"

typedef struct sr_actor_tables sr_actor_tables;

/* The tables live in the arena. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_actor_open(sr_arena *arena, sr_actor_tables **tables, sr_error *err);

/* Fills report->actors, sorted by start, none inside another; uses places and times. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_actors_read(const sr_actor_tables *tables, sr_report *report, sr_error *err);

/* "Germany" by its code ("DEU", "DEUGOV") -> "German"; empty where the code begins with no state. */
sr_slice sr_country_adjective(sr_slice code);

#endif
