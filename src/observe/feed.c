/* Feeds; see the header. */
#include "observe/feed.h"

#include "base/slice.h"
#include "base/vec.h"
#include "observe/object.h"

#include <stdlib.h>

/* A record that begins anywhere in the first half ends in the window, or is too long. */
enum { WINDOW_BYTES = 2 * SR_FEED_RECORD_MAX };
/* The fields of one record and its unescaped texts: some 40 bytes for each of 1,024 fields, doubled while they grow. */
enum { RECORD_ARENA_BYTES = 16 << 20 };

static sr_slice window_of(const sr_feed *feed) { return (sr_slice){feed->window, feed->used}; }

/* Moves what is left to the front and reads until the window is full or the bytes end. */
static sr_status refill(sr_feed *feed, sr_error *err) {
  memmove(feed->window, feed->window + feed->at, feed->used - feed->at);
  feed->base += feed->at;
  feed->used -= feed->at;
  feed->at = 0;
  while (!feed->ended && feed->used < WINDOW_BYTES) {
    size_t got = 0;
    SR_TRY(feed->read(feed->user, feed->window + feed->used, WINDOW_BYTES - feed->used, &got, err));
    feed->used += got;
    if (!got) feed->ended = true;
  }
  return SR_OK;
}

static bool can_refill(const sr_feed *feed) { return !feed->ended && (feed->at > 0 || feed->used < WINDOW_BYTES); }

static sr_csv_place place_of(const sr_feed *feed) { return (sr_csv_place){feed->at, feed->line, feed->column}; }

static void move_to(sr_feed *feed, sr_csv_place place) {
  feed->at = place.at;
  feed->line = place.line;
  feed->column = place.column;
}

static sr_status fault(sr_feed *feed, sr_feed_record *record, sr_csv_place place, const char *what, sr_error *err) {
  *record = (sr_feed_record){.place = place};
  return sr_fail(err, SR_ERR_INPUT, feed->base + place.at, "%s", what);
}

/* Throws bytes away up to a line end (CSV) or a closing brace (JSON). */
static sr_status skip_rest(sr_feed *feed, sr_error *err) {
  for (;;) {
    while (feed->at < feed->used) {
      const char c = feed->window[feed->at];
      if (!feed->json && (c == '\n' || c == '\r')) break;
      sr_csv_place place = place_of(feed);
      sr_object_step(window_of(feed), &place);
      move_to(feed, place);
      if (feed->json && c == '}') break;
    }
    if (feed->at < feed->used || feed->ended) break;
    SR_TRY(refill(feed, err));
  }
  feed->skipping = false;
  return SR_OK;
}

/* ---- CSV ---- */

static sr_status next_csv(sr_feed *feed, sr_csv_record *row, sr_error *err) {
  for (;;) {
    sr_arena_reset(feed->arena, feed->empty);
    sr_csv csv = {window_of(feed), place_of(feed)};
    sr_error bad = {0};
    const sr_status status = sr_csv_next(&csv, feed->arena, row, &bad);
    const bool cut = csv.next.at == feed->used || row->cut;
    if (cut && can_refill(feed)) {
      SR_TRY(refill(feed, err));
      continue;
    }
    if (csv.next.at == feed->used && !feed->ended) { /* a whole window, and no end to it */
      if (!status && !row->fields) {                 /* of empty lines */
        move_to(feed, csv.next);
        continue;
      }
      if (!status) move_to(feed, row->place); /* past the line end before it */
      *row = (sr_csv_record){.place = place_of(feed)};
      feed->skipping = true;
      return sr_fail(err, SR_ERR_INPUT, feed->base + row->place.at, "a record longer than %d bytes",
                     SR_FEED_RECORD_MAX);
    }
    move_to(feed, csv.next);
    if (bad.offset != SR_NOWHERE) bad.offset += feed->base;
    if (status && err) *err = bad;
    return status;
  }
}

/* Whether the first line is a row of a file without a header. */
static bool is_row(const sr_csv_record *first, const char *const *usual, uint32_t n_usual) {
  if (first->n != n_usual) return false;
  for (uint32_t i = 0; i < first->n; i++)
    for (uint32_t k = 0; k < n_usual; k++)
      if (sr_slice_eq_nocase(sr_slice_trim(first->fields[i].text), sr_slice_of(usual[k]))) return false;
  return true;
}

/* Keeps the names of the header outside the record's arena, in one piece; usual, if not NULL, in their place. */
static sr_status keep_names(sr_feed *feed, const sr_csv_record *header, const char *const *usual, sr_error *err) {
  size_t bytes = 1;
  for (uint32_t i = 0; i < header->n; i++) bytes += usual ? strlen(usual[i]) : header->fields[i].text.len;
  feed->names = calloc(header->n, sizeof *feed->names);
  feed->name_bytes = malloc(bytes);
  if (!feed->names || !feed->name_bytes) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the header");
  feed->n_names = header->n;
  size_t at = 0;
  for (uint32_t i = 0; i < header->n; i++) {
    const sr_slice name = usual ? sr_slice_of(usual[i]) : sr_slice_trim(header->fields[i].text);
    if (name.len) memcpy(feed->name_bytes + at, name.ptr, name.len);
    feed->names[i] = (sr_slice){feed->name_bytes + at, name.len};
    at += name.len;
  }
  return SR_OK;
}

/* What spreadsheets leave below a table: ",,,,,". */
static bool is_blank(const sr_csv_record *row) {
  for (uint32_t i = 0; i < row->n; i++)
    if (sr_slice_trim(row->fields[i].text).len) return false;
  return true;
}

static sr_status next_row(sr_feed *feed, sr_feed_record *record, sr_error *err) {
  sr_csv_record row;
  do {
    const sr_status status = next_csv(feed, &row, err);
    if (status) {
      *record = (sr_feed_record){.place = row.place};
      return status;
    }
    if (!row.fields) return SR_OK;
  } while (is_blank(&row));
  if (row.n != feed->n_names) {
    *record = (sr_feed_record){.place = row.fields[row.n < feed->n_names ? row.n - 1 : feed->n_names].place};
    return sr_fail(err, SR_ERR_INPUT, feed->base + record->place.at, "the row has %u fields and the header %u", row.n,
                   feed->n_names);
  }
  *record = (sr_feed_record){feed->names, row.fields, row.n, row.place};
  return SR_OK;
}

/* ---- JSON ---- */

static bool between_objects(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == '[' || c == ']';
}

static sr_status next_object(sr_feed *feed, sr_feed_record *record, sr_error *err) {
  for (;;) {
    while (feed->at < feed->used && between_objects(feed->window[feed->at])) {
      sr_csv_place place = place_of(feed);
      sr_object_step(window_of(feed), &place);
      move_to(feed, place);
    }
    const bool empty = feed->at == feed->used;
    if (empty && feed->ended) return SR_OK;
    if (empty) {
      SR_TRY(refill(feed, err));
      continue;
    }
    if (feed->window[feed->at] != '{') {
      feed->skipping = true;
      return fault(feed, record, place_of(feed), "not an object where one should begin", err);
    }
    sr_object object;
    sr_arena_reset(feed->arena, feed->empty);
    const sr_object_end end = sr_object_read(window_of(feed), place_of(feed), feed->arena, &object);
    if (end == SR_OBJECT_CUT && can_refill(feed)) {
      SR_TRY(refill(feed, err));
      continue;
    }
    if (end == SR_OBJECT_NOMEM) return sr_arena_fail(feed->arena, err);
    if (end != SR_OBJECT_WHOLE) {
      const sr_csv_place place = end == SR_OBJECT_CUT ? place_of(feed) : object.next;
      sr_csv_place behind = place_of(feed);
      sr_object_step(window_of(feed), &behind);
      move_to(feed, end == SR_OBJECT_CUT ? behind : object.next);
      feed->skipping = true;
      return fault(feed, record, place, object.what, err);
    }
    const sr_csv_place place = place_of(feed);
    move_to(feed, object.next);
    *record = (sr_feed_record){object.names, object.fields, object.n, place};
    if (object.n) return SR_OK;
  }
}

/* ---- both ---- */

static sr_status begin(sr_feed *feed, const char *const *usual, uint32_t n_usual, sr_error *err) {
  SR_TRY(refill(feed, err));
  if (sr_slice_starts(window_of(feed), SR_SLICE("\xef\xbb\xbf"))) feed->at = 3;
  size_t first = feed->at;
  while (first < feed->used && sr_is_space((uint8_t)feed->window[first])) first++;
  if (first == feed->used) return sr_fail(err, SR_ERR_INPUT, 0, "the file is empty");
  feed->json = feed->window[first] == '[' || feed->window[first] == '{';
  if (feed->json) return SR_OK;
  sr_csv_record header;
  sr_error bad = {0};
  const sr_status status = next_csv(feed, &header, &bad);
  if (status)
    return sr_fail(err, status, bad.offset, "line %zu, column %zu: %s", header.place.line, header.place.column,
                   bad.message);
  if (!is_row(&header, usual, n_usual)) return keep_names(feed, &header, NULL, err);
  SR_TRY(keep_names(feed, &header, usual, err));
  move_to(feed, header.place);
  return SR_OK;
}

sr_status sr_feed_open(sr_feed *feed, const char *const *usual, uint32_t n_usual, sr_bytes_read read, void *user,
                       sr_error *err) {
  *feed = (sr_feed){.read = read, .user = user, .line = 1, .column = 1};
  feed->arena = sr_arena_new(RECORD_ARENA_BYTES);
  feed->window = malloc(WINDOW_BYTES);
  sr_status status = SR_OK;
  if (!feed->arena || !feed->window || !sr_arena_alloc(feed->arena, 1)) {
    status = sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to read a series");
  } else {
    feed->empty = sr_arena_save(feed->arena);
    status = begin(feed, usual, n_usual, err);
  }
  if (status) sr_feed_close(feed);
  return status;
}

void sr_feed_close(sr_feed *feed) {
  sr_arena_free(feed->arena);
  free(feed->window);
  free(feed->names);
  free(feed->name_bytes);
  *feed = (sr_feed){0};
}

sr_status sr_feed_next(sr_feed *feed, sr_feed_record *record, sr_error *err) {
  *record = (sr_feed_record){0};
  if (feed->skipping) SR_TRY(skip_rest(feed, err));
  return feed->json ? next_object(feed, record, err) : next_row(feed, record, err);
}

const sr_csv_field *sr_feed_field(const sr_feed_record *record, sr_slice name) {
  for (uint32_t i = 0; i < record->n; i++)
    if (sr_slice_eq_nocase(record->names[i], name)) return &record->fields[i];
  return NULL;
}
