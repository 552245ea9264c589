/* Lookup in compiled tables; see the header. */
#include "base/table.h"

#include "base/json.h"

double sr_table_number(const sr_table *table, uint32_t row, uint32_t column) {
  const sr_slice cell = sr_table_cell(table, row, column);
  double value = 0; /* the compiler has checked that the cell is a number */
  (void)sr_number_parse(cell, &value);
  return value;
}

static bool row_has(const sr_table *table, uint32_t row, const sr_slice *keys, uint32_t n) {
  for (uint32_t k = 0; k < n; k++)
    if (!sr_slice_eq(sr_table_cell(table, row, k), keys[k])) return false;
  return true;
}

static uint32_t find_by_hash(const sr_table *table, const sr_slice *keys) {
  uint32_t hash = SR_SLICE_HASH;
  for (uint32_t k = 0; k < table->keys; k++) hash = sr_table_hash(hash, keys[k]);
  for (uint32_t at = sr_table_slot(hash, table->slots); table->index[at]; at = (at + 1) & (table->slots - 1)) {
    const uint32_t row = (table->index[at] & 0xffff) - 1;
    if (sr_table_half(table->index[at]) == sr_table_half(hash) && row_has(table, row, keys, table->keys)) return row;
  }
  return UINT32_MAX;
}

uint32_t sr_table_find(const sr_table *table, const sr_slice *keys, uint32_t n) {
  if (table->index && n == table->keys) return find_by_hash(table, keys);
  uint32_t low = 0, high = table->rows;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    int order = 0;
    for (uint32_t k = 0; k < n && !order; k++) order = sr_slice_cmp(sr_table_cell(table, mid, k), keys[k]);
    if (order < 0)
      low = mid + 1;
    else
      high = mid;
  }
  return low < table->rows && row_has(table, low, keys, n) ? low : UINT32_MAX;
}
