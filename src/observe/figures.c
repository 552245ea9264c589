/* Figures from CSV: rows checked one by one against lexicon/measures.tsv and written in one transaction. */
#include "observe/csv.h"

#include "base/date.h"
#include "base/json.h"
#include "base/slice.h"
#include "base/table.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <sitrep/observe.h>

#include <lexicon/measures.h>

#include <math.h>
#include <stdio.h>

typedef enum column { DATE, MEASURE, PARTY, PLACE, LOW, HIGH, UNIT, SOURCE, LICENCE, NOTE, COLUMNS } column;

static const struct {
  const char *name;
  bool needed;
} columns[COLUMNS] = {[DATE] = {"date", true},    [MEASURE] = {"measure", true}, [PARTY] = {"party", false},
                      [PLACE] = {"place", false}, [LOW] = {"low", true},         [HIGH] = {"high", false},
                      [UNIT] = {"unit", true},    [SOURCE] = {"source", true},   [LICENCE] = {"licence", false},
                      [NOTE] = {"note", false}};

/* 1 GiB: some 5 million rows; the largest series known, a control map a day for four years, has under 2,000. */
enum { ARENA_BYTES = 1 << 30 };

typedef struct importer {
  sr_arena *arena;
  uint32_t at[COLUMNS]; /* field of each column, ABSENT if the file has none */
  uint32_t n_fields;
  sr_bad_row_visit visit;
  void *user;
  sr_import *result;
  SR_VEC(sr_observation) good;
} importer;

static const uint32_t ABSENT = UINT32_MAX;

/* As much of a field as a one-line message can hold, cut between characters. */
static sr_slice shown(sr_slice text) {
  size_t n = 0;
  while (n < text.len && (uint8_t)text.ptr[n] >= ' ') n++;
  if (n > 60)
    for (n = 60; n && ((uint8_t)text.ptr[n] & 0xc0) == 0x80;) n--;
  return sr_slice_cut(text, 0, n);
}

/* ---- the header ---- */

static sr_status read_header(importer *im, const sr_csv_record *record, sr_error *err) {
  for (int c = 0; c < COLUMNS; c++) im->at[c] = ABSENT;
  im->n_fields = record->n;
  for (uint32_t i = 0; i < record->n; i++) {
    const sr_slice name = sr_slice_trim(record->fields[i].text);
    int c = 0;
    while (c < COLUMNS && !sr_slice_eq_nocase(name, sr_slice_of(columns[c].name))) c++;
    if (c == COLUMNS)
      return sr_fail(err, SR_ERR_INPUT, record->fields[i].place.at,
                     "line %zu, column %zu: '%.*s' is no column of figures; they are date, measure, party, place, low, "
                     "high, unit, source, licence, note, parted by commas",
                     record->fields[i].place.line, record->fields[i].place.column, SR_FMT(shown(name)));
    if (im->at[c] != ABSENT)
      return sr_fail(err, SR_ERR_INPUT, record->fields[i].place.at, "line %zu, column %zu: column '%s' stands twice",
                     record->fields[i].place.line, record->fields[i].place.column, columns[c].name);
    im->at[c] = i;
  }
  for (int c = 0; c < COLUMNS; c++)
    if (columns[c].needed && im->at[c] == ABSENT)
      return sr_fail(err, SR_ERR_INPUT, record->place.at, "line %zu: the header has no column '%s'", record->place.line,
                     columns[c].name);
  return SR_OK;
}

/* ---- a row ---- */

/* What is wrong with a row: the field, and the message. */
typedef struct row_fault {
  const sr_csv_field *field;
  char message[200];
} row_fault;

static sr_slice cell(const importer *im, const sr_csv_record *record, column c) {
  return im->at[c] == ABSENT ? (sr_slice){0} : sr_slice_trim(record->fields[im->at[c]].text);
}

static bool wrong(const importer *im, const sr_csv_record *record, column c, row_fault *fault, const char *what) {
  const sr_slice text = cell(im, record, c);
  fault->field = &record->fields[im->at[c]];
  if (text.len)
    snprintf(fault->message, sizeof fault->message, "'%.*s' %s", SR_FMT(shown(text)), what);
  else
    snprintf(fault->message, sizeof fault->message, "no %s", columns[c].name);
  return false;
}

static bool read_date(const importer *im, const sr_csv_record *record, sr_observation *o, row_fault *fault) {
  sr_slice rest = cell(im, record, DATE);
  const sr_slice first = sr_slice_split(&rest, '/');
  o->end = SR_DAY_NONE;
  if (!sr_day_parse(first, &o->start) || (rest.ptr && !sr_day_parse(rest, &o->end)))
    return wrong(im, record, DATE, fault, "is neither a day (2025-07-09) nor a window (2025-05-01/2025-07-09)");
  if (!rest.ptr) o->end = o->start;
  if (o->end < o->start) return wrong(im, record, DATE, fault, "ends before it begins");
  return true;
}

static bool read_measure(const importer *im, const sr_csv_record *record, sr_observation *o, row_fault *fault) {
  const sr_slice name = sr_utf8_norm(im->arena, cell(im, record, MEASURE));
  const uint32_t row = name.ptr ? sr_table_find(&sr_table_measures, &name, 1) : UINT32_MAX;
  if (row == UINT32_MAX) return wrong(im, record, MEASURE, fault, "is no known measure (docs/observations.md)");
  o->measure = sr_table_cell(&sr_table_measures, row, SR_MEASURES_MEASURE);
  if (o->start != o->end && sr_slice_is(sr_table_cell(&sr_table_measures, row, SR_MEASURES_KIND), "level"))
    return wrong(im, record, DATE, fault, "is a window, but the measure is a level: give one day");
  return true;
}

static bool read_number(const importer *im, const sr_csv_record *record, column c, double *value, row_fault *fault) {
  if (!sr_number_parse(cell(im, record, c), value) || !isfinite(*value))
    return wrong(im, record, c, fault, "is not a number; write it plain: 31000 or 0.038");
  return true;
}

static bool read_row(const importer *im, const sr_csv_record *record, sr_observation *o, row_fault *fault) {
  if (record->n != im->n_fields) {
    fault->field = &record->fields[record->n < im->n_fields ? record->n - 1 : im->n_fields];
    snprintf(fault->message, sizeof fault->message, "the row has %u fields and the header %u", record->n, im->n_fields);
    return false;
  }
  if (!read_date(im, record, o, fault) || !read_measure(im, record, o, fault)) return false;
  if (!read_number(im, record, LOW, &o->low, fault)) return false;
  o->high = o->low;
  if (cell(im, record, HIGH).len && !read_number(im, record, HIGH, &o->high, fault)) return false;
  if (o->high < o->low) return wrong(im, record, HIGH, fault, "is below low");
  o->unit = cell(im, record, UNIT);
  if (!o->unit.len) return wrong(im, record, UNIT, fault, "");
  o->source = cell(im, record, SOURCE);
  if (!o->source.len) return wrong(im, record, SOURCE, fault, "");
  o->party = cell(im, record, PARTY);
  o->place = cell(im, record, PLACE);
  o->licence = cell(im, record, LICENCE);
  o->note = cell(im, record, NOTE);
  return true;
}

static void tell(importer *im, const sr_csv_place *place, const char *message) {
  im->result->bad++;
  if (im->visit) im->visit(im->user, place->line, place->column, message);
}

/* What spreadsheets leave below a table: ",,,,,,,,,". */
static bool is_blank(const sr_csv_record *record) {
  for (uint32_t i = 0; i < record->n; i++)
    if (sr_slice_trim(record->fields[i].text).len) return false;
  return true;
}

static sr_status read_rows(importer *im, sr_csv *csv, sr_error *err) {
  sr_csv_record record;
  for (;;) {
    sr_error bad = {0};
    const sr_status status = sr_csv_next(csv, im->arena, &record, &bad);
    if (status == SR_ERR_INPUT) {
      im->result->rows++;
      tell(im, &record.place, bad.message);
      continue;
    }
    if (status) {
      if (err) *err = bad;
      return status;
    }
    if (!record.fields) return SR_OK;
    if (is_blank(&record)) continue;
    im->result->rows++;
    row_fault fault;
    sr_observation o = {0};
    if (!read_row(im, &record, &o, &fault)) {
      tell(im, &fault.field->place, fault.message);
      continue;
    }
    sr_observation *kept = SR_PUSH(im->arena, &im->good);
    if (!kept) return sr_arena_fail(im->arena, err);
    *kept = o;
    im->result->good++;
  }
}

static sr_status import(importer *im, sr_ledger *ledger, sr_slice bytes, sr_error *err) {
  sr_csv csv;
  sr_csv_record header;
  sr_csv_begin(&csv, bytes);
  sr_error bad = {0};
  const sr_status status = sr_csv_next(&csv, im->arena, &header, &bad);
  if (status)
    return sr_fail(err, status, bad.offset, "line %zu, column %zu: %s", header.place.line, header.place.column,
                   bad.message);
  if (!header.fields) return sr_fail(err, SR_ERR_INPUT, 0, "the file is empty: it needs a header line");
  SR_TRY(read_header(im, &header, err));
  SR_TRY(read_rows(im, &csv, err));
  SR_TRY(sr_arena_check(im->arena, err));
  return sr_ledger_add_observations(ledger, im->good.at, im->good.n, &im->result->added, err);
}

sr_status sr_observe_csv(const sr_engine *engine, sr_ledger *ledger, sr_slice name, sr_slice bytes,
                         sr_bad_row_visit visit, void *user, sr_import *result, sr_error *err) {
  (void)engine; /* the measures are compiled in; maps, later, need the engine's geodesy */
  *result = (sr_import){0};
  importer im = {.arena = sr_arena_new(ARENA_BYTES), .visit = visit, .user = user, .result = result};
  if (!im.arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to import figures");
  const sr_status status = import(&im, ledger, bytes, err);
  if (status) sr_error_where(err, name);
  sr_arena_free(im.arena);
  return status;
}
