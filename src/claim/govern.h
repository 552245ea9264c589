/* Government: which verb, if any, governs a thing, and the frame that the two make.
 *
 * The verb must stand where the grammar wants it; of several the nearest wins, by a cost that grows with what stands
 * between. What stands without a verb (a toll, an attack) speaks for itself. Looks at the triggers of one sentence. */
#ifndef SR_CLAIM_GOVERN_H
#define SR_CLAIM_GOVERN_H

#include "claim/reading.h"

/* What is claimed of a thing. No frame: nothing is. */
typedef struct sr_match {
  const sr_frame *frame;
  int32_t trigger;
  sr_thing thing;
  uint32_t cost;
  bool gap; /* the verb is said of another thing, and left out here */
} sr_match;

/* Of the triggers [from, to), which are those of the sentence of the thing. */
sr_match sr_claim__best_match(const sr_claim_reading *r, const sr_mention *m, uint32_t trigger_from,
                              uint32_t trigger_to);
/* "lost 40 men, a tank made abroad | and two guns": the next of a list is lost as the one before it, however long the
 * list. */
sr_match sr_claim__next_of_list(const sr_claim_reading *r, const sr_mention *before, const sr_match *said,
                                const sr_mention *m);
/* "six people died in K and a woman in S", "62 were shot down: 40 over B and 22 over the K region": the verb of the
 * first is said of the second, which has a place instead of it. */
sr_match sr_claim__gapped(const sr_claim_reading *r, const sr_mention *before, const sr_match *said,
                          const sr_mention *m, const sr_match *found);
/* "20,000 of them had returned": what the verb behind the part says is not what befell the whole. */
bool sr_claim__has_own_verb(const sr_claim_reading *r, const sr_mention *m);
/* A figure stands in [from, to). */
bool sr_claim__figure_between(const sr_claim_reading *r, uint32_t from, uint32_t to);
/* A place stands behind token t and a word that puts something there: "over the K region". */
bool sr_claim__is_placed_behind(const sr_claim_reading *r, uint32_t t, uint32_t sentence);

#endif
