/* Width: the interval that a stated figure stands for, from its rounding, its bound and its hedge.
 *
 * The rules are one table in docs/checking.md ("How wide a figure is"); the shares of hedges are the column `width` of
 * lexicon/hedges.tsv, and a hedge of lexicon/hedge-sides.tsv ("nearly": below) widens that side only. Pure, O(length of
 * the text). */
#ifndef SR_CHECK_WIDTH_H
#define SR_CHECK_WIDTH_H

#include "check/interval.h"

#include <sitrep/claim.h>

typedef struct sr_width {
  sr_interval value; /* what the statement allows: rounding, bound and hedge */
  sr_interval plain; /* what its digits alone allow: rounding only, half a unit of the last meaningful digit */
  sr_slice rule;     /* why, in words: "about: 5 % either side"; constant text */
} sr_width;

/* text is the figure as written, hedge included ("about 31,000 soldiers"); it may be empty. counted: the figure counts
 * things, so that its last digit is exact. low > high or NAN in the figure give the whole line. */
sr_width sr_width_of(const sr_figure *figure, sr_slice text, bool counted);

#endif
