/* The CSV reader; see the header. */
#include "observe/csv.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "base/vec.h"

typedef SR_VEC(sr_csv_field) fields;

static const char NEVER_CLOSED[] = "the quote is never closed";

void sr_csv_begin(sr_csv *csv, sr_slice bytes) {
  *csv = (sr_csv){bytes, {0, 1, 1}};
  if (sr_slice_starts(bytes, SR_SLICE("\xef\xbb\xbf"))) csv->next.at = 3;
}

static bool at_end(const sr_csv *csv) { return csv->next.at == csv->bytes.len; }
static char here(const sr_csv *csv) { return csv->bytes.ptr[csv->next.at]; }
static bool at_line_end(const sr_csv *csv) { return here(csv) == '\n' || here(csv) == '\r'; }

/* Over one byte; CRLF is one line end. */
static void step(sr_csv *csv) {
  const uint8_t c = (uint8_t)here(csv);
  csv->next.at++;
  if (c == '\n' || (c == '\r' && (at_end(csv) || here(csv) != '\n'))) {
    csv->next.line++;
    csv->next.column = 1;
  } else if ((c & 0xc0) != 0x80 && c != '\r') {
    csv->next.column++;
  }
}

/* Ends the record with a fault and moves to the line behind. */
static sr_status fault(sr_csv *csv, sr_csv_record *record, sr_csv_place place, const char *what, sr_error *err) {
  while (!at_end(csv) && !at_line_end(csv)) step(csv);
  *record = (sr_csv_record){.place = place, .cut = what == NEVER_CLOSED};
  return sr_fail(err, SR_ERR_INPUT, place.at, "%s", what);
}

/* The inside of a quoted field with every "" as "; ptr NULL without memory. */
static sr_slice unquote(sr_arena *arena, sr_slice inside) {
  char *out = sr_arena_alloc(arena, inside.len + 1);
  size_t n = 0;
  if (!out) return (sr_slice){0};
  for (size_t i = 0; i < inside.len; i++) {
    out[n++] = inside.ptr[i];
    if (inside.ptr[i] == '"') i++;
  }
  return (sr_slice){out, n};
}

/* Both leave csv behind the field; what is NULL, or what is wrong with it at *place. */
static sr_slice read_quoted(sr_csv *csv, sr_arena *arena, const char **what, sr_csv_place *place) {
  const sr_csv_place open = csv->next;
  bool doubled = false;
  step(csv);
  const size_t start = csv->next.at;
  for (;; step(csv)) {
    if (at_end(csv)) {
      /* the quote may be the only thing wrong in the file: the lines it swallowed are read again as they are. That
       * happens once at most, for no later quote can then be left open (every run of quotes behind it is even). */
      csv->next = open;
      *place = open;
      *what = NEVER_CLOSED;
      return (sr_slice){0};
    }
    if (here(csv) != '"') continue;
    if (csv->next.at + 1 == csv->bytes.len || csv->bytes.ptr[csv->next.at + 1] != '"') break;
    doubled = true;
    step(csv);
  }
  const sr_slice inside = {csv->bytes.ptr + start, csv->next.at - start};
  step(csv);
  if (!at_end(csv) && here(csv) != ',' && !at_line_end(csv)) {
    *place = csv->next;
    *what = "text after a closing quote; a quote inside a quoted field is written twice";
    return (sr_slice){0};
  }
  return doubled ? unquote(arena, inside) : inside;
}

static sr_slice read_plain(sr_csv *csv, const char **what, sr_csv_place *place) {
  const size_t start = csv->next.at;
  for (; !at_end(csv) && here(csv) != ',' && !at_line_end(csv); step(csv))
    if (here(csv) == '"') {
      *place = csv->next;
      *what = "a quote inside a field that does not begin with one";
      return (sr_slice){0};
    }
  return (sr_slice){csv->bytes.ptr + start, csv->next.at - start};
}

sr_status sr_csv_next(sr_csv *csv, sr_arena *arena, sr_csv_record *record, sr_error *err) {
  while (!at_end(csv) && at_line_end(csv)) step(csv);
  *record = (sr_csv_record){.place = csv->next};
  if (at_end(csv)) return SR_OK;
  fields all = {0};
  for (;;) {
    sr_csv_place place = csv->next;
    const char *what = NULL;
    const bool quoted = !at_end(csv) && here(csv) == '"';
    const sr_slice text = quoted ? read_quoted(csv, arena, &what, &place) : read_plain(csv, &what, &place);
    if (!what && all.n == SR_CSV_FIELDS_MAX) what = "more than 1024 fields";
    if (!what && text.ptr && sr_utf8_check(text) != SR_NOWHERE) what = "bytes that are not UTF-8";
    if (what) return fault(csv, record, place, what, err);
    sr_csv_field *field = text.ptr ? SR_PUSH(arena, &all) : NULL;
    if (!field) return sr_arena_fail(arena, err);
    *field = (sr_csv_field){text, place};
    if (at_end(csv) || at_line_end(csv)) break;
    step(csv); /* the comma */
  }
  record->fields = all.at;
  record->n = all.n;
  return SR_OK;
}
