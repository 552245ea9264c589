/* Places by name; see the header. */
#include "observe/places.h"

#include "base/slice.h"
#include "base/table.h"
#include "gazetteer/set.h"
#include "read/place.h"

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

typedef struct choice {
  const sr_gazetteer *gazetteer;
  const sr_gazetteer_entry *entry;
  bool home, main;
} choice;

static bool is_better(choice a, choice b) {
  if (!b.entry || a.home != b.home) return !b.entry || a.home;
  if (a.entry->population != b.entry->population) return a.entry->population > b.entry->population;
  return a.main && !b.main;
}

static choice best_of(const sr_gazetteer *g, sr_slice key, sr_slice country, choice best) {
  const uint32_t *meanings;
  const uint32_t n = sr_gazetteer_find(g, key, &meanings);
  for (uint32_t i = 0; i < n; i++) {
    const sr_gazetteer_entry *e = sr_gazetteer_at(g, sr_meaning_entry(meanings[i]));
    const sr_gazetteer_kind kind = sr_meaning_kind(meanings[i]);
    if (!e || e->lat == INT32_MIN || strncmp(e->feature, "PPL", 3) || (kind != SR_GAZ_MAIN && kind != SR_GAZ_OTHER))
      continue;
    const bool home = country.len == sizeof e->country && !memcmp(country.ptr, e->country, sizeof e->country);
    const choice this = {g, e, home, kind == SR_GAZ_MAIN};
    if (is_better(this, best)) best = this;
  }
  return best;
}

sr_status sr_place_settlement(sr_slice name, sr_slice country, sr_arena *arena, sr_settlement *found, sr_error *err) {
  char key[SR_GAZETTEER_KEY];
  sr_gazetteers set;
  choice best = {0};
  const size_t n = sr_gazetteer_key(name, key);
  *found = (sr_settlement){0};
  SR_TRY(sr_gazetteers_open(arena, sr_place_small(), &set, err));
  for (uint32_t i = 0; n && i < set.n; i++) best = best_of(&set.at[i], (sr_slice){key, n}, country, best);
  if (best.entry) {
    found->name = sr_arena_copy(arena, sr_gazetteer_text(best.gazetteer, best.entry->name));
    found->lat_deg = best.entry->lat / 1e5;
    found->lon_deg = best.entry->lon / 1e5;
  }
  sr_gazetteers_close(&set);
  return best.entry && !found->name.ptr ? sr_arena_fail(arena, err) : SR_OK;
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
