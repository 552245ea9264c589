/* The read layer as one thing: the tables of every reader, and the order in which they run over a report.
 *
 * Each reader stands on the tokens and on those before it: names, quantities, times, places, actors, attributions,
 * events. The tables are read-only once open and shared by all threads. */
#ifndef SR_READ_READER_H
#define SR_READ_READER_H

#include "text/report.h"

typedef struct sr_reader sr_reader;

/* The tables live in the arena. Errors: SR_ERR_NOMEM; SR_ERR_INPUT for a row that contradicts another table. */
SR_MUST_CHECK sr_status sr_reader_open(sr_arena *arena, sr_reader **reader, sr_error *err);

/* What does not live in the arena. */
void sr_reader_close(sr_reader *reader);

/* The layers asked for and those that they are read from. SR_LAYER_TOKENS and SR_LAYER_ENTITIES among them mean that
 * the syntax layer runs before the readers: add them in reader.c for a layer that reads trees, tags or names. */
unsigned sr_reader_needs(unsigned layers);

/* Begins to open the models by which reports of a language are read, in a thread of its own and once: they are checked
 * while the first report is parsed. sr_reader_read waits for them. */
void sr_reader_prepare(const sr_reader *reader, unsigned layers, sr_slice lang);

/* Fills the layers asked for (SR_LAYER_*), and those that they need. */
SR_MUST_CHECK sr_status sr_reader_read(const sr_reader *reader, unsigned layers, sr_report *report, sr_error *err);

#endif
