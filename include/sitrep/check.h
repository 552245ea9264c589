/* Checks: claims held against each other and against observations by interval arithmetic (docs/checking.md).
 *
 * A check never rates truth. It names the relation, gives both intervals, the working and every input's reference, and
 * one outcome of the table below. */
#ifndef SITREP_CHECK_H
#define SITREP_CHECK_H

#include "ledger.h"

#define SR_OUTCOMES(X)                \
  X(AGREES, "agrees")                 \
  X(CLOSE, "close")                   \
  X(DIFFERS, "differs")               \
  X(IMPOSSIBLE, "impossible")         \
  X(SLIP, "slip")                     \
  X(NOT_COMPARABLE, "not comparable") \
  X(UNDEFINED, "undefined")           \
  X(CANNOT_CHECK, "cannot check")

#define SR_X(name, word) SR_OUTCOME_##name,
typedef enum sr_outcome { SR_OUTCOMES(SR_X) SR_OUTCOME_COUNT } sr_outcome;
#undef SR_X
SR_API const char *sr_outcome_name(sr_outcome outcome);

/* low <= high; infinities are allowed, NAN is not. */
typedef struct sr_interval {
  double low, high;
} sr_interval;

/* One number that went into a check, with what it stands on. */
typedef struct sr_check_input {
  const char *slot; /* name in the relation: "area gained" */
  sr_ref ref;       /* claim or observation */
  sr_ref ref_from;  /* the earlier level when the input is a difference of two observations; id 0 otherwise */
  sr_interval value;
  sr_slice unit;
  sr_slice source;   /* "the weekly", "ISW map": who said or measured it */
  sr_day start, end; /* window or day; SR_DAY_NONE if none */
} sr_check_input;

typedef struct sr_check {
  sr_ref ref;           /* K-reference: stable for one state of the ledger */
  sr_slice relation;    /* name in lexicon/relations.tsv */
  sr_slice formula;     /* as readable text: "area gained / losses" */
  sr_ref subject;       /* the claim under check */
  sr_interval stated;   /* what the claim says, widened by its rounding and hedge */
  sr_interval computed; /* what the inputs give */
  sr_slice unit;        /* of both */
  sr_outcome outcome;
  bool by_rounding;   /* agrees only thanks to rounding and hedge */
  double factor;      /* stated over computed where they differ; NAN otherwise */
  sr_slice slip;      /* name in lexicon/slips.tsv: "square miles for square kilometres"; empty if none */
  double slip_chance; /* how often chance alone would make one slip fit */
  sr_slice reason;    /* for not comparable, undefined, cannot check: what and why, one line */
  const sr_check_input *inputs;
  uint32_t n_inputs;
  const sr_slice *working; /* lines of arithmetic, ready to print */
  uint32_t n_working;
} sr_check;

typedef struct sr_checks sr_checks; /* the result of one run; owns everything in it */

/* Runs every relation over the ledger's standing claims and observations. *checks is the caller's. Nothing is written.
 * The order is that of the claims; the same ledger gives the same checks in the same order with the same references. */
SR_API SR_MUST_CHECK sr_status sr_check_run(const sr_engine *engine, sr_ledger *ledger, sr_checks **checks,
                                            sr_error *err);
SR_API void sr_checks_free(sr_checks *checks);
SR_API const sr_check *sr_checks_items(const sr_checks *checks, uint32_t *n);

#endif
