/* Feeds: records of named fields out of CSV or JSON of any size, a window of the file at a time.
 *
 * CSV is RFC 4180 with a header line; JSON is flat objects, in an array or one after another (NDJSON). Both give the
 * same record: names and texts with their places. Numbers of JSON keep the digits they were written with. A record that
 * is not well-formed, or longer than SR_FEED_RECORD_MAX, is that record's error, with its place; reading goes on behind
 * it. Memory is two windows whatever the file's size; time is linear in its bytes. One thread at a time. */
#ifndef SR_OBSERVE_FEED_H
#define SR_OBSERVE_FEED_H

#include "observe/csv.h"

#include <sitrep/observe.h>

enum { SR_FEED_RECORD_MAX = 1 << 20 };

typedef struct sr_feed_record {
  const sr_slice *names; /* NULL at the end of the feed */
  const sr_csv_field *fields;
  uint32_t n;
  sr_csv_place place; /* of its first byte; after an error, of the fault */
} sr_feed_record;

typedef struct sr_feed {
  sr_bytes_read read;
  void *user;
  sr_arena *arena; /* the record that is being shown */
  sr_arena_mark empty;
  char *window;
  size_t used, at; /* bytes in the window; of these, done with */
  size_t base;     /* where the window begins in the file */
  size_t line, column;
  bool ended, json, skipping;
  sr_slice *names; /* CSV: the header, in one piece of its own */
  char *name_bytes;
  uint32_t n_names;
} sr_feed;

/* Reads the header of a CSV, or sees that the first byte is one of JSON. names is left with the header's columns, empty
 * for JSON. usual, if not NULL, are the n_usual columns that such files have and that some come without: a first line
 * of as many fields, none of which is called like a column, is a row. Errors: SR_ERR_INPUT (empty, no well-formed
 * header), SR_ERR_IO by read, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_feed_open(sr_feed *feed, const char *const *usual, uint32_t n_usual, sr_bytes_read read,
                                     void *user, sr_error *err);
void sr_feed_close(sr_feed *feed);

/* The next record; it lives until the next call. Errors: SR_ERR_INPUT (this record is bad: call again for the next
 * one); SR_ERR_IO and SR_ERR_NOMEM are final. A row of a CSV with fewer or more fields than the header is bad. */
SR_MUST_CHECK sr_status sr_feed_next(sr_feed *feed, sr_feed_record *record, sr_error *err);

/* The field called name (compared without case), or NULL. */
const sr_csv_field *sr_feed_field(const sr_feed_record *record, sr_slice name);

#endif
