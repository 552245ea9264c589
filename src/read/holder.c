/* Looks holders of offices up; see the header. */
#include "read/holder.h"

#include "lexicon/office_holders.h"

static sr_slice cell(uint32_t row, uint32_t column) { return sr_table_cell(&sr_table_office_holders, row, column); }

sr_status sr_holders_open(sr_arena *arena, sr_phrases **forms, sr_error *err) {
  *forms = sr_phrases_new(arena);
  if (!*forms) return sr_arena_fail(arena, err);
  uint32_t first = 0; /* of the person's rows */
  for (uint32_t row = 0; row < sr_table_office_holders.rows; row++) {
    const sr_slice name = cell(row, SR_OFFICE_HOLDERS_NAME);
    if (!sr_slice_eq(name, cell(first, SR_OFFICE_HOLDERS_NAME))) first = row;
    SR_TRY(sr_phrases_add(*forms, name, first, err));
    sr_slice others = cell(row, SR_OFFICE_HOLDERS_FORMS);
    while (others.ptr && others.len) SR_TRY(sr_phrases_add(*forms, sr_slice_split(&others, '|'), first, err));
  }
  return SR_OK;
}

uint32_t sr_holder_on(uint32_t row, sr_day day) {
  if (day == SR_DAY_NONE) return SR_NO_HOLDER;
  const sr_slice name = cell(row, SR_OFFICE_HOLDERS_NAME);
  for (; row < sr_table_office_holders.rows && sr_slice_eq(name, cell(row, SR_OFFICE_HOLDERS_NAME)); row++) {
    const sr_slice last = cell(row, SR_OFFICE_HOLDERS_UNTIL);
    sr_day from, until;
    if (!sr_day_parse(cell(row, SR_OFFICE_HOLDERS_FROM), &from) || day < from) continue;
    if (!last.len || (sr_day_parse(last, &until) && day <= until)) return row;
  }
  return SR_NO_HOLDER;
}

sr_slice sr_holder_office(uint32_t row) { return cell(row, SR_OFFICE_HOLDERS_OFFICE); }
sr_slice sr_holder_code(uint32_t row) { return cell(row, SR_OFFICE_HOLDERS_CODE); }
