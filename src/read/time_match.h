/* Time patterns: from tokens to parts of a date, before anything is reckoned. Shared by the files of time.h only.
 *
 * The longest rule of lexicon/time_rules.tsv that fits at an atom wins, and the numbers of what it matched are the
 * parts. Matching costs a constant per atom. */
#ifndef SR_READ_TIME_MATCH_H
#define SR_READ_TIME_MATCH_H

#include "read/time_atoms.h"

/* What a match says; SR_TIME_UNSET where it does not. The first word of a class in a match counts. */
typedef struct sr_time__parts {
  int32_t has[SR_TIME__CLASSES];  /* the number of the reading */
  uint32_t row[SR_TIME__CLASSES]; /* its row in lexicon/times.tsv, or UINT32_MAX */
  double count;                   /* of num, card, art, vague; 0 if none */
  bool vague;
} sr_time__parts;

typedef struct sr_time__match {
  uint32_t first, last; /* atoms, inclusive */
  uint32_t split;       /* first atom of the second half of a range, or 0 */
  sr_time__build build;
  sr_slice arg;            /* the rule's own value */
  sr_time__parts parts[2]; /* the second only if split */
} sr_time__match;

typedef SR_VEC(sr_time__match) sr_time__match_vec;

/* Cuts and matches a whole report. The matches do not overlap and are in order. */
SR_MUST_CHECK sr_status sr_time__match_all(const sr_time_tables *tables, const sr_report *report, sr_time__atoms *atoms,
                                           sr_time__match_vec *matches, sr_error *err);

#endif
