/* The tables of time expressions: the words of lexicon/times.tsv with their classes, and the rules of
 * lexicon/time_rules.tsv compiled into rows of classes. Shared by the files of time.h only.
 *
 * A rule is a row of items, each a class, a choice of classes or a definition, which is a name for alternatives. Rules
 * nest through definitions to a depth that the table fixes. Each item knows with what classes it can begin, so that
 * most rules are passed over at a glance. sr_time_open compiles them; nothing changes after. */
#ifndef SR_READ_TIME_RULES_H
#define SR_READ_TIME_RULES_H

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

enum {
  SR_TIME_ITEMS_MAX = 16, /* of one pattern */
  SR_TIME_DEPTH_MAX = 4,  /* definitions inside definitions; time_rules.tsv uses 3 */
};
#define SR_TIME_BEGINS_ANYHOW UINT64_MAX /* nothing needs to stand there */

/* One step of a pattern: a class of a mask, a definition, or the parting of a range. */
typedef struct sr_time__item {
  uint64_t classes;
  uint64_t begins;     /* classes that it and what follows can begin with */
  uint16_t definition; /* index + 1, or 0 */
  bool optional, parting;
} sr_time__item;

typedef struct sr_time__pattern {
  uint32_t first_item, n_items;
  uint64_t begins; /* classes that it can begin with */
} sr_time__pattern;

typedef struct sr_time__rule {
  sr_time__pattern pattern;
  sr_time__build build;
  sr_slice arg;
} sr_time__rule;

typedef struct sr_time__definition {
  sr_slice name;
  uint32_t first_pattern, n_patterns;
} sr_time__definition;

struct sr_time_tables {
  sr_phrases *words;
  uint8_t *classes; /* of the rows of times.tsv */
  SR_VEC(sr_time__item) items;
  SR_VEC(sr_time__pattern) patterns;
  SR_VEC(sr_time__definition) definitions;
  SR_VEC(sr_time__rule) rules;
};

/* The cells "value", "needs" and "phrase" of a row of lexicon/times.tsv; empty for UINT32_MAX. */
sr_slice sr_time__value(uint32_t row);
sr_slice sr_time__needs(uint32_t row);
sr_slice sr_time__phrase(uint32_t row);

#endif
