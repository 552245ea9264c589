/* Units from the table; see the header. */
#include "read/unit.h"

#include "base/slice.h"

#include <lexicon/units.h>

enum { PREFIX_MAX = 4 }; /* tokens of the longest currency before a number: "u" "." "s" "$" is one or two */

sr_status sr_units_open(sr_arena *arena, sr_units *units, sr_error *err) {
  units->phrases = sr_phrases_new(arena);
  if (!units->phrases) return sr_arena_fail(arena, err);
  for (uint32_t row = 0; row < sr_table_units.rows; row++) {
    const sr_status status =
        sr_phrases_add(units->phrases, sr_table_cell(&sr_table_units, row, SR_UNITS_PHRASE), row, err);
    if (status) return status;
  }
  return SR_OK;
}

static void fill(uint32_t row, uint32_t n_tokens, sr_unit *unit) {
  static const struct {
    const char *word;
    sr_unit_kind kind;
  } kinds[] = {{"measure", SR_UNIT_MEASURE}, {"time", SR_UNIT_TIME},   {"age", SR_UNIT_AGE},
               {"share", SR_UNIT_SHARE},     {"count", SR_UNIT_COUNT}, {"money", SR_UNIT_MONEY},
               {"minor", SR_UNIT_MINOR},     {"pound", SR_UNIT_POUND}, {"name", SR_UNIT_NAME}};
  unit->code = sr_table_cell(&sr_table_units, row, SR_UNITS_CODE);
  unit->name = sr_table_cell(&sr_table_units, row, SR_UNITS_NAME);
  unit->n_tokens = n_tokens;
  const sr_slice kind = sr_table_cell(&sr_table_units, row, SR_UNITS_KIND);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (sr_slice_is(kind, kinds[i].word)) unit->kind = kinds[i].kind;
}

static bool has_side(uint32_t row, const char *side) {
  return sr_slice_is(sr_table_cell(&sr_table_units, row, SR_UNITS_SIDE), side);
}

bool sr_unit_after(const sr_units *units, sr_slice text, const sr_token *tokens, uint32_t at, uint32_t end,
                   bool attached, sr_unit *unit) {
  *unit = (sr_unit){0};
  if (at >= end) return false;
  uint32_t row = 0, n = sr_phrases_match(units->phrases, &tokens[at], end - at, &row);
  if (n <= 1) { /* capitals tell units of one word apart */
    const sr_slice written = sr_slice_cut(text, tokens[at].span.start, tokens[at].span.end);
    const uint32_t exact = sr_table_find(&sr_table_units, &written, 1);
    const uint32_t level = sr_table_find(&sr_table_units, &tokens[at].norm, 1);
    if (exact != UINT32_MAX)
      row = exact, n = 1;
    else if (level != UINT32_MAX)
      row = level, n = 1;
  }
  if (!n || has_side(row, "before") || (!attached && has_side(row, "attached"))) return false;
  fill(row, n, unit);
  return true;
}

bool sr_unit_before(const sr_units *units, const sr_token *tokens, uint32_t first, uint32_t at, sr_unit *unit) {
  *unit = (sr_unit){0};
  for (uint32_t n = PREFIX_MAX; n; n--) {
    uint32_t row;
    if (at - first < n || sr_phrases_match(units->phrases, &tokens[at - n], n, &row) != n) continue;
    if (!has_side(row, "before") && !has_side(row, "both")) continue;
    /* "A$" is written in one, or the article in "a $5 tax" would make it Australian */
    const sr_slice phrase = sr_table_cell(&sr_table_units, row, SR_UNITS_PHRASE);
    bool parted = false;
    for (uint32_t i = at - n + 1; i < at; i++) parted = parted || tokens[i].space_before;
    if (parted && sr_slice_find(phrase, ' ', 0) == SR_NOWHERE) continue;
    fill(row, n, unit);
    return unit->kind == SR_UNIT_MONEY;
  }
  return false;
}
