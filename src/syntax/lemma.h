/* Lemma scripts: how a word's lemma is made from its form, as a label that a classifier can give.
 *
 *   "k0+"      keep the form            Kyiv -> Kyiv
 *   "l1+"      lower case, cut one      Attacks -> attack
 *   "l3+y"     cut three, add "y"       cities -> city
 *   "t0+"      title case               IRAQ -> Iraq
 *
 * Cutting counts code points. A script that does not fit a form (it cuts more than there is) gives the form. */
#ifndef SR_SYNTAX_LEMMA_H
#define SR_SYNTAX_LEMMA_H

#include "base/arena.h"

/* The script from form to lemma, in the arena; ptr NULL: no memory. Applying it to form gives lemma. */
sr_slice sr_lemma_script(sr_arena *arena, sr_slice form, sr_slice lemma);
/* The lemma, in the arena or borrowed from form; ptr NULL: no memory. Any bytes may come as script. */
sr_slice sr_lemma_apply(sr_arena *arena, sr_slice script, sr_slice form);

#endif
