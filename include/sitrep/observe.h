/* Observations from files: dated figures that claims can be held against. */
#ifndef SITREP_OBSERVE_H
#define SITREP_OBSERVE_H

#include "ledger.h"

/* What an import did. */
typedef struct sr_import {
  size_t rows;  /* data rows seen */
  size_t good;  /* well-formed ones */
  size_t added; /* new to the ledger */
  size_t bad;   /* told of through the visitor */
} sr_import;

/* line and column count from 1; message as in sr_error. */
typedef void (*sr_bad_row_visit)(void *user, size_t line, size_t column, const char *message);

/* Imports figures from CSV (RFC 4180, header `date,measure,party,place,low,high,unit,source,licence,note`; `date` is a
 * day or `start/end`). Good rows are kept and bad rows told, one call each. bytes is the whole file; name is for
 * messages. Errors: SR_ERR_INPUT (no header, wrong columns), and the ledger's. */
SR_API SR_MUST_CHECK sr_status sr_observe_csv(const sr_engine *engine, sr_ledger *ledger, sr_slice name, sr_slice bytes,
                                              sr_bad_row_visit visit, void *user, sr_import *result, sr_error *err);

/* ---- series by their publishers' own formats ---- */

#define SR_IMPORT_KINDS(X)                                                                                       \
  X(LOSSES, "losses", "running totals by class, a JSON object or CSV row a day (general staff figures)")         \
  X(CORRECTIONS, "corrections", "signed restatements of such totals, a row a day")                               \
  X(EVENTS, "events", "UCDP GED: deaths by event (CSV)")                                                         \
  X(FIRES, "fires", "NASA FIRMS: fire detections, VIIRS or MODIS (CSV), counted by day and cell of 0.1 degrees") \
  X(RATES, "rates", "European Central Bank: eurofxref-hist (CSV)")                                               \
  X(SERIES, "series", "any flat CSV or JSON, its columns named by a mapping")

#define SR_X(name, word, what) SR_IMPORT_##name,
typedef enum sr_import_kind { SR_IMPORT_KINDS(SR_X) SR_IMPORT_KIND_COUNT } sr_import_kind;
#undef SR_X
/* "losses"; and what it is in half a sentence. */
SR_API const char *sr_import_kind_name(sr_import_kind kind);
SR_API const char *sr_import_kind_about(sr_import_kind kind);

/* Reads up to room bytes; *got is 0 at the end and only there. */
typedef sr_status (*sr_bytes_read)(void *user, char *to, size_t room, size_t *got, sr_error *err);

/* Empty fields are what the kind's publisher says of itself. */
typedef struct sr_import_options {
  sr_import_kind kind;
  sr_slice party, place, source, licence;
  sr_slice
      map; /* SR_IMPORT_SERIES: "date=Day,low=Total,measure:tanks lost total,unit:{tank}", = a column, : a constant */
  int64_t fetched; /* seconds since 1970: the vintage of the figures; 0 is now */
} sr_import_options;

/* Imports a file of any size, a window at a time: memory does not grow with it, but for fires with the number of days
 * and cells (24 bytes each, at most 5 million). Good rows are kept and bad ones told; rows are written in transactions
 * of some thousands, and what is in the ledger already is not added again, so an import that broke off is simply run
 * once more. Errors: SR_ERR_INPUT (empty, a column is missing, a mapping that cannot be read), SR_ERR_LIMIT, read's and
 * the ledger's. */
SR_API SR_MUST_CHECK sr_status sr_observe_import(const sr_engine *engine, sr_ledger *ledger, sr_slice name,
                                                 const sr_import_options *options, sr_bytes_read read, void *read_user,
                                                 sr_bad_row_visit visit, void *user, sr_import *result, sr_error *err);

#endif
