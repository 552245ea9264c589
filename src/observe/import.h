/* The inside of imports: one import under way, and what each publisher's format does with a record of it.
 *
 * A format reads a record's fields and emits observations; the importer fills in what the options say, checks them,
 * writes them in batches, and tells of bad records. Texts of an emitted observation are copied. */
#ifndef SR_OBSERVE_IMPORT_H
#define SR_OBSERVE_IMPORT_H

#include "observe/cells.h"
#include "observe/feed.h"

#include <sitrep/observe.h>

/* Fields a mapping of SR_IMPORT_SERIES can name. */
#define SR_MAP_FIELDS(X)                                                                                \
  X(DATE, "date")                                                                                       \
  X(START, "start")                                                                                     \
  X(END, "end")                                                                                         \
  X(MEASURE, "measure")                                                                                 \
  X(PARTY, "party") X(PLACE, "place") X(LOW, "low") X(HIGH, "high") X(UNIT, "unit") X(SOURCE, "source") \
      X(LICENCE, "licence") X(NOTE, "note")
#define SR_X(name, word) SR_MAP_##name,
typedef enum sr_map_field { SR_MAP_FIELDS(SR_X) SR_MAP_FIELD_COUNT } sr_map_field;
#undef SR_X

typedef struct sr_mapping {
  struct {
    sr_slice text;
    bool column; /* else a constant; ptr NULL is neither */
  } fields[SR_MAP_FIELD_COUNT];
} sr_mapping;

enum { SR_IMPORT_BATCH = 4096, SR_IMPORT_UNKNOWN_MAX = 64 };

typedef struct sr_importer {
  const sr_import_options *options;
  sr_ledger *ledger;
  sr_arena *arena; /* the batch's texts; emptied with it */
  sr_arena_mark empty;
  sr_arena *lasting; /* what is kept to the end */
  sr_observation *batch;
  uint32_t n_batch;
  sr_bad_row_visit visit;
  void *user;
  sr_import *result;
  sr_mapping mapping;
  sr_cells cells;
  sr_slice unknown[SR_IMPORT_UNKNOWN_MAX]; /* names that were told of once */
  uint32_t n_unknown;
} sr_importer;

/* What is wrong with a record: the field (NULL: the whole record), and the message. */
typedef struct sr_row_fault {
  const sr_csv_field *field;
  char message[200];
} sr_row_fault;

typedef struct sr_import_format {
  const char *const *columns; /* that a CSV must have, ended by NULL */
  const char *const *usual;   /* all that it has, for files without a header line; NULL: there are none */
  uint32_t n_usual;
  /* false: fault says why. *status is for what is no fault of the record (memory, a ceiling, the ledger). */
  bool (*take)(sr_importer *importer, const sr_feed_record *record, sr_row_fault *fault, sr_status *status,
               sr_error *err);
  sr_status (*end)(sr_importer *importer, sr_error *err); /* may be NULL */
  const char *party, *source, *licence;                   /* where the options do not say */
} sr_import_format;

extern const sr_import_format sr_import_formats[SR_IMPORT_KIND_COUNT];

/* Keeps an observation for the next batch. Errors: those of the ledger, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_import__emit(sr_importer *importer, const sr_observation *observation, sr_error *err);
/* Tells of something wrong at a place, without counting a row as bad. */
void sr_import__tell(const sr_importer *importer, const sr_csv_place *place, const char *message);
/* The unit and kind of a measure of lexicon/measures.tsv; false if there is none called so. */
bool sr_import__measure(sr_slice name, sr_slice *measure, sr_slice *unit, bool *level);
/* As much of a text as a one-line message can hold. */
sr_slice sr_import__shown(sr_slice text);

#endif
