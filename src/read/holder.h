/* Holders of offices: who held which office on which day, by lexicon/office_holders.tsv.
 *
 * A person is known by any of the forms of his name; the office is the one of the report's date. Constant once open:
 * any thread. */
#ifndef SR_READ_HOLDER_H
#define SR_READ_HOLDER_H

#include "base/date.h"
#include "base/slice.h"
#include "text/phrases.h"

enum { SR_NO_HOLDER = UINT32_MAX };

/* The forms of all names, each with the first row of its person. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_holders_open(sr_arena *arena, sr_phrases **forms, sr_error *err);

/* The row of the same person whose term holds the day; SR_NO_HOLDER if there is none, or no day. */
uint32_t sr_holder_on(uint32_t row, sr_day day);

/* Cells of a row: "Russian foreign minister", "RUSGOV". */
sr_slice sr_holder_office(uint32_t row);
sr_slice sr_holder_code(uint32_t row);

#endif
