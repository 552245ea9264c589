/* CSV: reading ends, moves on with every record, and every place lies in the input and never goes back. */
#include "observe/csv.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_place(sr_csv_place before, sr_csv_place place, size_t size) {
  if (place.at < before.at || place.at > size || place.line < before.line || !place.column) abort();
  if (place.line == before.line && place.column < before.column) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  sr_arena *arena = sr_arena_new((size_t)256 << 20);
  if (!arena) return 0;
  sr_csv csv;
  sr_csv_begin(&csv, (sr_slice){(const char *)data, size});
  for (;;) {
    const size_t before = csv.next.at;
    sr_csv_record record;
    sr_error err = {.offset = SR_NOWHERE};
    const sr_status status = sr_csv_next(&csv, arena, &record, &err);
    if (status == SR_ERR_NOMEM) break;
    if (status ? status != SR_ERR_INPUT || err.offset > size || record.fields : !record.fields && record.n) abort();
    if (!status && !record.fields) break;
    if (csv.next.at <= before || csv.next.at > size || record.n > SR_CSV_FIELDS_MAX) abort();
    sr_csv_place last = record.place;
    for (uint32_t i = 0; i < record.n; i++) {
      check_place(last, record.fields[i].place, size);
      last = record.fields[i].place;
      if (record.fields[i].text.len > size - last.at) abort();
    }
  }
  if (csv.next.at != size) {
    /* only running out of memory may stop early */
    if (sr_arena_used(arena) < (size_t)128 << 20) abort();
  }
  sr_arena_free(arena);
  return 0;
}
