/* Tense: whether what a time dates has happened, is to come, or is not told; from the tree where there is one, else
 * from the words around. */
#ifndef SR_READ_TIME_TENSE_H
#define SR_READ_TIME_TENSE_H

#include "read/time_point.h"

/* SR_TENSE_HAPPENED is past beyond doubt: the verb on which the time hangs is in the past ("40 people died in
 * January"). */
enum { SR_TENSE_HAPPENED = -2, SR_TENSE_PAST = -1, SR_TENSE_NONE = 0, SR_TENSE_FUTURE = 1, SR_TENSE_TO_COME = 2 };

enum {
  SR_TENSE_REACH = 9 /* atoms either way that a verb is looked for; 6 loses "will travel with a delegation on Monday" */
};

/* The tense of a match, as a value of the enum above; linear in its sentence. */
int sr_time__tense(const sr_time__resolver *resolver, const sr_time__match *match);

#endif
