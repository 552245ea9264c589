/* Reckoning: from the parts of a match to a value and days. Shared by the files of time.h only.
 *
 * A resolver carries what earlier times of the report have settled: the anchor that "a day later" counts from. */
#ifndef SR_READ_TIME_RESOLVE_H
#define SR_READ_TIME_RESOLVE_H

#include "read/time_calendar.h"
#include "read/time_match.h"

typedef struct sr_time__resolver {
  const sr_report *report;
  const sr_time__atoms *atoms;
  sr_day today;   /* the report's date or what stands for it; SR_DAY_NONE */
  bool narrative; /* history told in order, not news: bare months and days belong to the year that was last named */
  bool history;   /* and at length, in the manner of an encyclopaedia */
  sr_day opened;  /* the day with which the range that is being read begins, if its year is not told */
  sr_time__point anchor;      /* the nearest earlier point of the narrative, of any grain */
  sr_time__point anchor_day;  /* the same, a day */
  sr_time__point anchor_fine; /* the same, a day, week or month: never as wide as a year */
  int32_t anchor_sentence;
  sr_day rolled, rolled_end; /* "the past week" told last: its days, the unit and sentence; SR_DAY_NONE */
  char rolled_unit;
  uint32_t rolled_sentence;
} sr_time__resolver;

/* Fills value, type, mod, start and end of one side of a match; *kept is false where the match is no time after all.
 * Moves the anchor on. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_time__resolve(sr_time__resolver *resolver, const sr_time__match_vec *matches, uint32_t index,
                                         int side, sr_time *time, bool *kept, sr_error *err);

/* A full date (day, month and year written out), or SR_DAY_NONE. */
sr_day sr_time__full_date(const sr_time__parts *parts);

#endif
