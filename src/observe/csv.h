/* Comma-separated values (RFC 4180), a record at a time, with the line and column of every field.
 *
 *   date,low,note
 *   2025-07-09,31000,"said ""about"",
 *   twice"                              two records; the second has three fields, the last over two lines
 *
 * Lines end in CRLF, LF or CR; empty lines are passed over; a byte-order mark is not part of the first field. Fields
 * are borrowed from the bytes, or copied to the arena where quotes are doubled. A record that is not well-formed is
 * that record's error, with its place; reading goes on after it. Time is linear in the bytes. */
#ifndef SR_OBSERVE_CSV_H
#define SR_OBSERVE_CSV_H

#include "base/arena.h"

/* More fields in one record are an error: the widest table known has 61. */
enum { SR_CSV_FIELDS_MAX = 1024 };

/* Where something begins; line and column (in characters) count from 1. */
typedef struct sr_csv_place {
  size_t at, line, column;
} sr_csv_place;

typedef struct sr_csv_field {
  sr_slice text;
  sr_csv_place place;
} sr_csv_field;

typedef struct sr_csv {
  sr_slice bytes;
  sr_csv_place next;
} sr_csv;

typedef struct sr_csv_record {
  const sr_csv_field *fields; /* NULL at the end */
  uint32_t n;
  sr_csv_place place; /* of its first byte; after an error, of the fault */
  bool cut;           /* after an error: the bytes ended inside a quoted field, and more of them might mend it */
} sr_csv_record;

void sr_csv_begin(sr_csv *csv, sr_slice bytes);
/* The next record. Errors: SR_ERR_INPUT (this record is bad: err->offset is the byte; call again for the next one),
 * SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_csv_next(sr_csv *csv, sr_arena *arena, sr_csv_record *record, sr_error *err);

#endif
