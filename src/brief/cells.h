/* Rows of CSV (RFC 4180) that a spreadsheet cannot run: cells go straight to a sink, the first failure sticks.
 *
 * Names of columns and their HXL tags are rows of lexicon/columns.tsv; who writes a row writes its cells in that order.
 */
#ifndef SR_BRIEF_CELLS_H
#define SR_BRIEF_CELLS_H

#include "base/error.h"

#include <sitrep/write.h>

typedef struct sr_row {
  sr_sink sink;
  void *user;
  sr_error *err;
  sr_status status;
  bool started;
} sr_row;

/* The header of a kind of records: "claims", "observations", "checks" or "events". */
sr_status sr_row_header(sr_slice records, sr_sink sink, void *user, sr_error *err);

/* A comma where one is due: an empty cell if nothing follows. */
void sr_cell_begin(sr_row *r);
/* Text; what a spreadsheet would take for a formula gets an apostrophe before it. */
void sr_cell_text(sr_row *r, sr_slice text);
void sr_cell_word(sr_row *r, const char *word);
void sr_cell_number(sr_row *r, double value); /* empty for NAN and infinities */
void sr_cell_ref(sr_row *r, sr_ref ref);      /* empty for id 0 */
void sr_cell_day(sr_row *r, sr_day day);
/* Several texts in one cell, "; " between them; a semicolon inside one becomes a comma. The cell's quotation marks are
 * the caller's: SR_CELL_LIST writes both. */
void sr_cell_item(sr_row *r, sr_slice text, bool first);
void sr_cell_mark(sr_row *r);

#define SR_CELL_LIST(r, n, text)                                          \
  do {                                                                    \
    sr_cell_begin(r);                                                     \
    if (n) sr_cell_mark(r);                                               \
    for (uint32_t i = 0; i < (n); i++) sr_cell_item((r), (text), i == 0); \
    if (n) sr_cell_mark(r);                                               \
  } while (0)

/* Ends the line; the row's first failure. */
SR_MUST_CHECK sr_status sr_row_end(sr_row *r);

#endif
