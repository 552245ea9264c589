/* Places by name; see the header. */
#include "observe/places.h"

#include "base/slice.h"
#include "base/table.h"

#include <lexicon/places.h>

static sr_slice cell(uint32_t row, uint32_t column) { return sr_table_cell(&sr_table_places, row, column); }

/* The first row of a name, or the end; rows of one name stand together. */
static uint32_t first_row(sr_slice name) {
  uint32_t low = 0, high = sr_table_places.rows;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (sr_slice_cmp(cell(mid, SR_PLACES_NAME), name) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

static bool is_called(uint32_t row, sr_slice name) {
  return row < sr_table_places.rows && sr_slice_eq(cell(row, SR_PLACES_NAME), name);
}

bool sr_place_settlement(sr_slice name, double *lat, double *lon) {
  for (uint32_t row = first_row(name); is_called(row, name); row++) {
    if (!sr_slice_starts(cell(row, SR_PLACES_FEATURE), SR_SLICE("PPL")) || !cell(row, SR_PLACES_LAT).len) continue;
    *lat = sr_table_number(&sr_table_places, row, SR_PLACES_LAT);
    *lon = sr_table_number(&sr_table_places, row, SR_PLACES_LON);
    return true;
  }
  return false;
}

bool sr_place_is_part(sr_slice name) {
  bool part = false;
  for (uint32_t row = first_row(name); is_called(row, name); row++) {
    const sr_slice feature = cell(row, SR_PLACES_FEATURE);
    if (sr_slice_starts(feature, SR_SLICE("PCL"))) return false;
    part |= sr_slice_starts(feature, SR_SLICE("ADM")) || sr_slice_starts(feature, SR_SLICE("PPL"));
  }
  return part;
}
