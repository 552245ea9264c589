/* Tables: the knowledge of lexicon/ as compiled into the program by tools/tablec.
 *
 * A cell is a slice of one string pool; an empty cell has length 0. The compiler has checked every cell against the
 * column types in the table's header line, so readers may rely on them. Columns are named by the enum in the generated
 * header: lexicon/hedges.tsv gives sr_table_hedges and SR_HEDGES_PHRASE. Tables are constant and shared freely. */
#ifndef SR_BASE_TABLE_H
#define SR_BASE_TABLE_H

#include <sitrep/base.h>

typedef struct sr_table {
  const char *name;
  uint32_t rows, columns;
  const uint32_t *cells; /* [rows * columns + 1] offsets into pool; a cell ends where the next begins */
  const char *pool;
} sr_table;

static inline sr_slice sr_table_cell(const sr_table *table, uint32_t row, uint32_t column) {
  const uint32_t *at = &table->cells[row * table->columns + column];
  return (sr_slice){table->pool + at[0], at[1] - at[0]};
}

/* A cell of a num or int column. */
double sr_table_number(const sr_table *table, uint32_t row, uint32_t column);
/* The row whose first columns equal the n keys (tables are sorted by their key columns), or UINT32_MAX. */
uint32_t sr_table_find(const sr_table *table, const sr_slice *keys, uint32_t n);

#endif
