/* Cells of CSV, straight to a sink; see cells.h. */
#include "brief/cells.h"

#include "base/slice.h"
#include "lexicon/columns.h"

#include <math.h>

static void put(sr_row *r, sr_slice bytes) {
  if (!r->status && bytes.len) r->status = r->sink(r->user, bytes, r->err);
}

void sr_cell_begin(sr_row *r) {
  if (r->started) put(r, SR_SLICE(","));
  r->started = true;
}

/* Spreadsheets run a cell that begins with one of these. */
static bool is_formula(sr_slice text) { return text.len && memchr("=+-@\t\r", text.ptr[0], 6) != NULL; }

/* Text inside quotation marks: marks are doubled, semicolons replaced if asked for. */
static void put_quoted(sr_row *r, sr_slice text, const char *semicolon) {
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.ptr[i];
    if (c != '"' && !(c == ';' && semicolon)) continue;
    put(r, sr_slice_cut(text, from, i));
    put(r, c == '"' ? SR_SLICE("\"\"") : sr_slice_of(semicolon));
    from = i + 1;
  }
  put(r, sr_slice_cut(text, from, text.len));
}

void sr_cell_text(sr_row *r, sr_slice text) {
  sr_cell_begin(r);
  const bool formula = is_formula(text);
  bool quote = formula;
  for (size_t i = 0; i < text.len && !quote; i++) quote = memchr("\",\r\n", text.ptr[i], 4) != NULL;
  if (!quote) {
    put(r, text);
    return;
  }
  put(r, formula ? SR_SLICE("\"'") : SR_SLICE("\""));
  put_quoted(r, text, NULL);
  put(r, SR_SLICE("\""));
}

void sr_cell_word(sr_row *r, const char *word) { sr_cell_text(r, sr_slice_of(word)); }

void sr_cell_number(sr_row *r, double value) {
  char text[SR_NUMBER_MAX];
  sr_cell_begin(r);
  if (isfinite(value)) put(r, (sr_slice){text, sr_number_write(value, text)});
}

void sr_cell_ref(sr_row *r, sr_ref ref) {
  char text[SR_REF_MAX];
  sr_cell_begin(r);
  if (ref.id) put(r, (sr_slice){text, sr_ref_write(ref, text)});
}

void sr_cell_day(sr_row *r, sr_day day) {
  char text[SR_DAY_MAX];
  sr_cell_begin(r);
  put(r, sr_slice_of(sr_day_write(day, text)));
}

void sr_cell_item(sr_row *r, sr_slice text, bool first) {
  if (!first)
    put(r, SR_SLICE("; "));
  else if (is_formula(text))
    put(r, SR_SLICE("'"));
  put_quoted(r, text, ",");
}

void sr_cell_mark(sr_row *r) { put(r, SR_SLICE("\"")); }

sr_status sr_row_end(sr_row *r) {
  put(r, SR_SLICE("\r\n"));
  return r->status;
}

/* The row of the table's first column with these records. */
static uint32_t first_of(sr_slice records) {
  uint32_t row = 0;
  while (row < sr_table_columns.rows &&
         !sr_slice_eq(sr_table_cell(&sr_table_columns, row, SR_COLUMNS_RECORDS), records))
    row++;
  return row;
}

static sr_status names(sr_slice records, uint32_t column, sr_sink sink, void *user, sr_error *err) {
  sr_row r = {.sink = sink, .user = user, .err = err};
  for (uint32_t row = first_of(records); row < sr_table_columns.rows; row++) {
    if (!sr_slice_eq(sr_table_cell(&sr_table_columns, row, SR_COLUMNS_RECORDS), records)) break;
    sr_cell_begin(&r);
    put(&r, sr_table_cell(&sr_table_columns, row, column));
  }
  return sr_row_end(&r);
}

sr_status sr_row_header(sr_slice records, sr_sink sink, void *user, sr_error *err) {
  return names(records, SR_COLUMNS_NAME, sink, user, err);
}

sr_status sr_write_csv_tags(sr_slice records, sr_sink sink, void *user, sr_error *err) {
  if (first_of(records) == sr_table_columns.rows)
    return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "no records '%.*s'", (int)records.len, records.ptr);
  return names(records, SR_COLUMNS_HXL, sink, user, err);
}
