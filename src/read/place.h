/* Places: names of countries, regions, towns and waters, each with its point and whether something happened there.
 *
 * Names and spellings come from lexicon/places.tsv and countries.tsv, the words around them from place_words.tsv:
 * "Kharkov region" and "the Sumy and Poltava regions" are oblasts, "Kharkov" the town; a capitalised name that no table
 * has is a place only where its neighbours say so ("the village of Novoselivka", "north of Hrodivka") and has no id.
 * A literal place is one where something is: a country or capital that acts, owns or is spoken to is not, nor a town
 * inside a longer name. Cost is linear in tokens. Tables are constant once open: any thread. */
#ifndef SR_READ_PLACE_H
#define SR_READ_PLACE_H

#include "gazetteer/set.h"
#include "text/report.h"

typedef struct sr_place_tables sr_place_tables;

/* The tables live in the arena. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_place_open(sr_arena *arena, sr_place_tables **tables, sr_error *err);

void sr_place_close(sr_place_tables *tables);
/* The bytes of the gazetteer that is part of the program. */
sr_slice sr_place_small(void);

/* Fills report->places, sorted by start. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_places_read(const sr_place_tables *tables, sr_report *report, sr_error *err);

#endif
