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

#endif
