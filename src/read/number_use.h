/* Which numbers are not quantities: years, days of the month, times of day, names with numbers, list marks.
 *
 *   in 2023   July 9   9-10 July   10.45 pm   Su-34   brigade 93   iPhone 14   No. 3   +380 57 000
 *
 * Each test looks at the tokens beside the number. Words come from lexicon/number_contexts.tsv. */
#ifndef SR_READ_NUMBER_USE_H
#define SR_READ_NUMBER_USE_H

#include "read/counted.h"
#include "read/number.h"

/* A number where it stands. */
typedef struct sr_number_place {
  const sr_report *report;
  uint32_t first, end;     /* tokens of the number or range */
  uint32_t from, to;       /* tokens of its sentence */
  const sr_number *number; /* of a range, the upper end */
  uint32_t opening;        /* first token of its hedge, or of the number with its currency */
  bool hedged;             /* "about 2,000", "only 2,000" */
  bool has_unit, has_money;
  bool unit_apart; /* a blank stands before the unit */
  const sr_counted *counted;
} sr_number_place;

bool sr_number_is_date(const sr_number_place *place);
bool sr_number_is_clock(const sr_number_place *place);
bool sr_number_is_year(const sr_number_place *place);
/* Part of a name or a designation. */
bool sr_number_is_label(const sr_number_place *place);
/* "one" as a pronoun, "half" of a match, list marks, telephone numbers. */
bool sr_number_is_idle(const sr_number_place *place);

#endif
