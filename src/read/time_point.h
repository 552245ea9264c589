/* Which point of the calendar the parts of a match name: "9 July", "last Friday", "the second quarter", "Easter week".
 * Shared by the files of time.h only.
 *
 * A point with no year is reckoned from the report's date by the tense of its clause; in a history, and behind "that"
 * and "the same", from the nearest time before it. A resolver carries what those earlier times have settled. */
#ifndef SR_READ_TIME_POINT_H
#define SR_READ_TIME_POINT_H

#include "read/time_calendar.h"
#include "read/time_match.h"

/* What parts say of a class of word: whether they have it, its number, its value in lexicon/times.tsv. */
#define HAS(p, class) ((p)->has[SR_TIME__##class] != SR_TIME_UNSET)
#define GET(p, class) ((p)->has[SR_TIME__##class])
#define CODE(p, class) (sr_time__value((p)->row[SR_TIME__##class]))

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
  uint32_t quantity; /* of the report's, the first that does not end before the match that is read */
} sr_time__resolver;

/* Where nothing can be reckoned. */
static const sr_time__point sr_time__nowhere = {.grain = SR_GRAIN_NONE, .start = SR_DAY_NONE, .end = SR_DAY_NONE};

/* The unit of the parts, or NULL. */
const sr_time__unit_kind *sr_time__unit_in(const sr_time__parts *parts);
/* "that month", "the same day", "the following week": reckoned from the narrative, so many units on. */
bool sr_time__has_narrative(const sr_time__parts *parts);
int32_t sr_time__narrative_step(const sr_time__parts *parts);

/* A full date (day, month and year written out), or SR_DAY_NONE. */
sr_day sr_time__full_date(const sr_time__parts *parts);

/* The point that the parts name, nowhere if it cannot be reckoned; tense is one of time_tense.h. */
sr_time__point sr_time__date_point(const sr_time__resolver *resolver, const sr_time__parts *parts, int tense);

/* Narrows a point to the part of it that "early", "mid", "late", "the end of" leave, and says so in *mod. */
void sr_time__cut_by_edge(const sr_time__resolver *resolver, const sr_time__parts *parts, sr_time__point *point,
                          sr_slice *mod);
/* The same for "the first half of July", which ends on the 15th. */
void sr_time__cut_half(const sr_time__parts *parts, sr_time__point *month, sr_slice *mod);

#endif
