/* Time patterns: from tokens to parts of a date, before anything is reckoned. Shared by the files of time.h only.
 *
 * Tokens are cut once more at hyphens into atoms ("mid-July" is mid, -, July). Each atom gets its readings: a class of
 * lexicon/times.tsv or a shape of digits, with a number. A rule of lexicon/time_rules.tsv is a row of classes; the
 * longest rule that fits at an atom wins, and the numbers of what it matched are the parts. Rules nest through
 * definitions to a depth that the table fixes, so matching costs a constant per atom. */
#ifndef SR_READ_TIME_MATCH_H
#define SR_READ_TIME_MATCH_H

#include "base/vec.h"
#include "read/time.h"
#include "text/phrases.h"

/* Classes of words. The first block is read off digits, the second stands in lexicon/times.tsv. */
#define SR_TIME_CLASSES(X)                                          \
  X(num)       /* digits: a count */                                \
  X(dom)       /* 1 to 31: day of a month, or an hour */            \
  X(hour)      /* 0 to 24 */                                        \
  X(year)      /* 1000 to 2199 */                                   \
  X(years)     /* 1990s, '80s */                                    \
  X(shortyear) /* '98, or 18 in 1914-18 */                          \
  X(packed)    /* 2025-07-09, 12.03.25, 09/07/2025: a whole date */ \
  X(clock)     /* 10:30 */                                          \
  X(stop)      /* 8.30 */                                           \
  X(card)      /* seven, twenty-five, two hundred */                \
  X(and)                                                            \
  X(ampm)                                                           \
  X(art)                                                            \
  X(at)                                                             \
  X(block)                                                          \
  X(century)                                                        \
  X(comma)                                                          \
  X(dash)                                                           \
  X(did)                                                            \
  X(dir)                                                            \
  X(each)                                                           \
  X(edge)                                                           \
  X(end)                                                            \
  X(era)                                                            \
  X(fiscal)                                                         \
  X(fixed)                                                          \
  X(half)                                                           \
  X(hedge)                                                          \
  X(holiday)                                                        \
  X(in)                                                             \
  X(into)                                                           \
  X(month)                                                          \
  X(more)                                                           \
  X(noon)                                                           \
  X(of)                                                             \
  X(old)                                                            \
  X(on)                                                             \
  X(or)                                                             \
  X(ord)                                                            \
  X(overnight)                                                      \
  X(over)                                                           \
  X(part)                                                           \
  X(parts)                                                          \
  X(past)                                                           \
  X(period)                                                         \
  X(poss)                                                           \
  X(qn)                                                             \
  X(quarter)                                                        \
  X(ref)                                                            \
  X(rel)                                                            \
  X(rolling)                                                        \
  X(same)                                                           \
  X(season)                                                         \
  X(set)                                                            \
  X(signal)                                                         \
  X(that)                                                           \
  X(the)                                                            \
  X(to)                                                             \
  X(tz)                                                             \
  X(unit)                                                           \
  X(units)                                                          \
  X(vague)                                                          \
  X(weekday)                                                        \
  X(will)

#define SR_X(name) SR_TIME__##name,
enum { SR_TIME_CLASSES(SR_X) SR_TIME__CLASSES };
#undef SR_X

/* How a match is turned into a time. */
#define SR_TIME_BUILDS(X)                                              \
  X(define)  /* not a rule: a name for alternatives */                 \
  X(date)    /* a point of the calendar, as fine as its parts */       \
  X(night)   /* the night before a day: "the night to Friday" */       \
  X(shift)   /* so many units before or after */                       \
  X(offset)  /* so many units from a date: "two days after 24 May" */  \
  X(portion) /* the first nine months of 2025, the last week of May */ \
  X(rolling) /* the past two weeks */                                  \
  X(duration)                                                          \
  X(set)                                                               \
  X(ref)  /* now, recently */                                          \
  X(skip) /* looks like a time and is not: "24/7", "a 44-year-old" */

#define SR_X(name) SR_TIME__BUILD_##name,
typedef enum sr_time__build { SR_TIME_BUILDS(SR_X) SR_TIME__BUILDS } sr_time__build;
#undef SR_X

#define SR_TIME_UNSET INT32_MIN

/* What a match says; SR_TIME_UNSET where it does not. The first word of a class in a match counts. */
typedef struct sr_time__parts {
  int32_t has[SR_TIME__CLASSES];  /* the number of the reading */
  uint32_t row[SR_TIME__CLASSES]; /* its row in lexicon/times.tsv, or UINT32_MAX */
  double count;                   /* of num, card, art, vague; 0 if none */
  bool vague;
} sr_time__parts;

typedef struct sr_time__atom {
  sr_token token;  /* span and norm of the atom; sentence of its token */
  uint32_t origin; /* index of its token in the report */
  bool glued;      /* no break between it and the atom before */
  uint32_t first_reading, n_readings;
  uint64_t classes; /* of the readings, a bit each */
} sr_time__atom;

typedef struct sr_time__match {
  uint32_t first, last; /* atoms, inclusive */
  uint32_t split;       /* first atom of the second half of a range, or 0 */
  sr_time__build build;
  sr_slice arg;            /* the rule's own value */
  sr_time__parts parts[2]; /* the second only if split */
} sr_time__match;

typedef SR_VEC(sr_time__match) sr_time__match_vec;

typedef struct sr_time__atoms {
  const sr_time__atom *at;
  uint32_t n;
  const struct sr_time__reading *readings;
} sr_time__atoms;

/* The number of the atom's reading of a class, or SR_TIME_UNSET. */
int32_t sr_time__reads(const sr_time__atoms *atoms, uint32_t index, int class);
/* The cells "value", "needs" and "phrase" of a row of lexicon/times.tsv; empty for UINT32_MAX. */
sr_slice sr_time__value(uint32_t row);
sr_slice sr_time__needs(uint32_t row);
sr_slice sr_time__phrase(uint32_t row);

/* The row of the signal ("since", "no later than") that ends just before an atom, or UINT32_MAX. */
uint32_t sr_time__signal_before(const sr_time__atoms *atoms, uint32_t index);

/* Cuts and matches a whole report. The matches do not overlap and are in order. */
SR_MUST_CHECK sr_status sr_time__match_all(const sr_time_tables *tables, const sr_report *report, sr_time__atoms *atoms,
                                           sr_time__match_vec *matches, sr_error *err);

#endif
