/* Tables: the knowledge of lexicon/ as compiled into the program by tools/tablec.
 *
 * A cell is a slice of one string pool; an empty cell has length 0. The compiler has checked every cell against the
 * column types in the table's header line, so readers may rely on them. Columns are named by the enum in the generated
 * header: lexicon/hedges.tsv gives sr_table_hedges and SR_HEDGES_PHRASE. Tables are constant and shared freely.
 *
 * Rows are sorted by their key columns and have a hash index over them: an open-addressing table whose slot keeps half
 * of the hash beside the row, so that a word which is in no row is told at the first slot, without a look at a cell. */
#ifndef SR_BASE_TABLE_H
#define SR_BASE_TABLE_H

#include "base/slice.h"

typedef struct sr_table {
  const char *name;
  uint32_t rows, columns;
  const uint32_t *cells; /* [rows * columns + 1] offsets into pool; a cell ends where the next begins */
  const char *pool;
  uint32_t keys;         /* key columns, the first ones */
  const uint32_t *index; /* [slots]: upper half of the keys' hash, then row + 1 in 16 bits; 0 free; NULL: no index */
  uint32_t slots;        /* a power of two */
} sr_table;

enum { SR_TABLE_INDEXED_MAX = UINT16_MAX - 1 }; /* rows of a table that has an index */

/* The hash of a row's keys: begins with SR_SLICE_HASH and takes one key cell after another. tablec and sr_table_find
 * share it. */
static inline uint32_t sr_table_hash(uint32_t before, sr_slice key) {
  return sr_slice_hash(sr_slice_hash(before, key), SR_SLICE("\xff")); /* no byte of UTF-8 parts them */
}
/* Where a hash's search begins, and the half of it that a slot keeps. */
static inline uint32_t sr_table_slot(uint32_t hash, uint32_t slots) { return (hash ^ hash >> 15) & (slots - 1); }
static inline uint32_t sr_table_half(uint32_t hash) { return hash & 0xffff0000u; }

static inline sr_slice sr_table_cell(const sr_table *table, uint32_t row, uint32_t column) {
  const uint32_t *at = &table->cells[row * table->columns + column];
  return (sr_slice){table->pool + at[0], at[1] - at[0]};
}

/* A cell of a num or int column. */
double sr_table_number(const sr_table *table, uint32_t row, uint32_t column);
/* The row whose first columns equal the n keys, or UINT32_MAX; of several, which fewer keys than the table has can
 * find, the first. */
uint32_t sr_table_find(const sr_table *table, const sr_slice *keys, uint32_t n);

#endif
