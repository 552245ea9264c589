/* Lookup in compiled tables; see the header. */
#include "base/table.h"

#include "base/json.h"
#include "base/slice.h"

double sr_table_number(const sr_table *table, uint32_t row, uint32_t column) {
  const sr_slice cell = sr_table_cell(table, row, column);
  double value = 0; /* the compiler has checked that the cell is a number */
  (void)sr_number_parse(cell, &value);
  return value;
}

uint32_t sr_table_find(const sr_table *table, const sr_slice *keys, uint32_t n) {
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
  if (low == table->rows) return UINT32_MAX;
  for (uint32_t k = 0; k < n; k++)
    if (!sr_slice_eq(sr_table_cell(table, low, k), keys[k])) return UINT32_MAX;
  return low;
}
