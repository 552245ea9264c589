/* One attempt to reckon what a claim says from other figures: what it is made of, reckoned (reckon.c) and told
 * (tell.c).
 *
 * weigh.c fills attempts, judges them and picks the one that counts. Everything lives in the run's arena. */
#ifndef SR_CHECK_ATTEMPT_H
#define SR_CHECK_ATTEMPT_H

#include "check/weigh.h"

enum { SR_LEAVES_MAX = 6 };

typedef enum sr_trouble { SR_TROUBLE_NONE, SR_TROUBLE_UNDEFINED, SR_TROUBLE_UNBOUNDED, SR_TROUBLE_REVERSED } sr_trouble;

/* One set of facts in one way to reckon. */
typedef struct sr_attempt {
  const sr_formula *way;
  sr_candidate leaves[SR_LEAVES_MAX];
  uint32_t slots[SR_LEAVES_MAX], n_leaves;
  sr_window window;
  uint32_t premise;           /* index of the leaf taken as printed, or SR_SLOT_NONE */
  sr_interval computed, wide; /* in the claim's unit; wide: with the premise's own width */
  double nominal;             /* from the inputs as printed */
  sr_interval ratio;          /* of the formula's unit to the claim's */
  sr_trouble trouble;
  unsigned mismatch;
  uint32_t distance; /* summed over the leaves */
  sr_outcome outcome;
  bool by_rounding, by_noise, far; /* far: a bound that holds, but by twice or more */
  sr_interval noise;               /* what the series give where their windows are moved by a day or two */
  const sr_slip *slip;
  sr_interval slipped; /* the statement as the slip has it */
  uint32_t slips_tried, slips_fit;
  double slip_chance;
} sr_attempt;

/* One claim under one relation. */
typedef struct sr_weighing {
  const sr_fill *fill;
  sr_arena *arena;
  const sr_relation *relation;
  const sr_fact *claim;
  bool window_certain; /* stated, or the only one the report names: a slip may be told */
  sr_fill_twist twist;
  bool quick;                   /* only whether it agrees is asked */
  bool aside;                   /* another window, told beside the one that counts: no noise and no slips */
  sr_attempt *attempts, *spare; /* [SR_ATTEMPTS_MAX] each, shared by all claims of a run; spare is for kind slips */
  uint32_t n;
  uint32_t missing; /* the first slot that nothing filled in the way that came furthest, or SR_SLOT_NONE */
  uint32_t reached;
} sr_weighing;

const sr_slot *sr_attempt__slot(const sr_weighing *w, uint32_t slot);
/* The figure that fills a slot; NULL: none. */
const sr_candidate *sr_attempt__leaf(const sr_attempt *a, uint32_t slot);

/* Runs the formula. told, if not NULL, gets a line for each step. */
SR_MUST_CHECK sr_status sr_attempt__reckon(const sr_weighing *w, sr_attempt *a, bool premise_as_printed,
                                           sr_interval *out, sr_lines *told, sr_error *err);
/* The value that was meant if the slip was made in a claim's figure; false if it cannot have been made in it. */
bool sr_attempt__slipped(const sr_weighing *w, const sr_attempt *a, const sr_slip *slip, sr_interval value,
                         sr_interval *meant);

/* Whether two attempts reckon alike from the same rows. */
bool sr_attempt__is_alike(const sr_attempt *a, const sr_attempt *b);
/* A line on an attempt beside the best one: by which figure it is told from it. */
sr_slice sr_attempt__tell_other(const sr_weighing *w, const sr_attempt *best, const sr_attempt *a);
/* A line on an attempt over its window. */
sr_slice sr_attempt__tell_window(const sr_weighing *w, const sr_attempt *a);
/* Everything about the best attempt: inputs, working, outcome. */
SR_MUST_CHECK sr_status sr_attempt__tell(const sr_weighing *w, const sr_attempt *best, sr_check *check, sr_lines *lines,
                                         sr_error *err);

#endif
