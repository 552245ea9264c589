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
  double slip_chance; /* how often chance alone would make one slip fit, 0 to 1, an upper bound */
  sr_slice reason;    /* for not comparable, undefined, cannot check: what and why, one line */
  const sr_check_input *inputs;
  uint32_t n_inputs;
  const sr_slice *working; /* lines of arithmetic, ready to print */
  uint32_t n_working;
} sr_check;

/* The chance of the slip in per cent, to the two significant digits that an upper bound deserves; NAN without a slip.
 */
SR_API double sr_check_slip_percent(const sr_check *check);

/* Whether figures were held against each other: not where they could not be compared, nor where days were. */
SR_API bool sr_check_has_numbers(const sr_check *check);

typedef struct sr_checks sr_checks; /* the result of one run; owns everything in it */

/* Runs every relation over the ledger's standing claims and observations. *checks is the caller's. Nothing is written.
 * The order is that of the claims; the same ledger gives the same checks in the same order with the same references. */
SR_API SR_MUST_CHECK sr_status sr_check_run(const sr_engine *engine, sr_ledger *ledger, sr_checks **checks,
                                            sr_error *err);
SR_API void sr_checks_free(sr_checks *checks);
SR_API const sr_check *sr_checks_items(const sr_checks *checks, uint32_t *n);

/* ---- rival accounts ---- */

#define SR_ACCOUNT_ATTRIBUTES(X) \
  X(QUANTITY, "figure")          \
  X(WHEN, "when")                \
  X(WHERE, "where")              \
  X(PARTY, "party")              \
  X(OUTCOME, "outcome")          \
  X(TOPICS, "topics")            \
  X(MODALITY, "modality")

#define SR_X(name, word) SR_ACCOUNT_##name,
typedef enum sr_account_attribute { SR_ACCOUNT_ATTRIBUTES(SR_X) SR_ACCOUNT_ATTRIBUTE_COUNT } sr_account_attribute;
#undef SR_X
SR_API const char *sr_account_attribute_name(sr_account_attribute attribute);

typedef enum sr_account_state {
  SR_ACCOUNT_UNSAID, /* nobody gives it */
  SR_ACCOUNT_SINGLE, /* one root only gives it: the others leave it out */
  SR_ACCOUNT_AGREED, /* all who give it are compatible: figures whose intervals meet, shared places, overlapping days */
  SR_ACCOUNT_PARTED
} sr_account_state;

/* Claims about one happening by at least two roots. */
typedef struct sr_account_group {
  sr_claim_kind kind;
  const sr_ref *claims;  /* in the order of publication, then of reading */
  const sr_slice *roots; /* for each claim, the innermost source of its chain, or its outlet */
  uint32_t n_claims;
  uint32_t n_roots;  /* different ones */
  sr_day start, end; /* all the days that are named; SR_DAY_NONE if none */
  sr_account_state states[SR_ACCOUNT_ATTRIBUTE_COUNT];
} sr_account_group;

typedef struct sr_accounts sr_accounts; /* owns everything in it */

/* Groups the ledger's standing claims. *accounts is the caller's. Nothing is written; the same ledger gives the same
 * groups in the same order. */
SR_API SR_MUST_CHECK sr_status sr_accounts_run(const sr_engine *engine, sr_ledger *ledger, sr_accounts **accounts,
                                               sr_error *err);
SR_API void sr_accounts_free(sr_accounts *accounts);
SR_API const sr_account_group *sr_accounts_items(const sr_accounts *accounts, uint32_t *n);

/* ---- roots: who the claims come from in the end ---- */

/* The innermost source of a claim's chain, or the outlet of a report that speaks for itself. Outlets that retell one
 * root are one origin. */
typedef struct sr_root {
  sr_slice name, code;      /* code: as the actor has it; may be empty */
  uint32_t claims, reports; /* in how many */
  const sr_slice *outlets;  /* that carry it, in the order of reading */
  uint32_t n_outlets;
  uint32_t own, enemy; /* claims of war about its own side, and about its enemy's; above zero: the root is a party */
  sr_day first, last;  /* of the reports; SR_DAY_NONE if none is dated */
} sr_root;

typedef struct sr_roots sr_roots; /* owns everything in it */

/* The roots of the ledger's standing claims, those with most claims first. *roots is the caller's. Nothing is written.
 * Errors: the ledger's, SR_ERR_NOMEM. */
SR_API SR_MUST_CHECK sr_status sr_roots_run(sr_ledger *ledger, sr_roots **roots, sr_error *err);
SR_API void sr_roots_free(sr_roots *roots);
SR_API const sr_root *sr_roots_items(const sr_roots *roots, uint32_t *n);

/* ---- pooled losses ---- */

typedef struct sr_estimate_query {
  sr_slice category; /* killed, wounded, casualties, captured or missing */
  sr_actor_ref party;
  sr_day since, until; /* the levels between which losses are pooled */
} sr_estimate_query;

/* A source with its figures brought to the window. */
typedef struct sr_estimate_source {
  sr_slice source;
  sr_ref first;      /* the first of its figures */
  uint32_t figures;  /* claims and series of its */
  sr_interval value; /* 90 % */
  double offset;     /* by what factor it is above the pooled value */
} sr_estimate_source;

typedef struct sr_estimate_summary {
  bool possible;     /* at least two sources */
  sr_interval value; /* 90 % */
  double middle;
  double spread;     /* the usual factor between a source and the truth, as far as the sources show it */
  uint32_t left_out; /* figures without days, of part of the ground, one-sided, or of other days for the most part */
} sr_estimate_summary;

typedef struct sr_estimate sr_estimate; /* owns everything in it */

/* Pools what sources say of one party's losses over a window: an interval, and each source's offset from it. How is in
 * docs/series.md. *pool is the caller's. Errors: SR_ERR_USAGE, the ledger's. */
SR_API SR_MUST_CHECK sr_status sr_estimate_run(sr_ledger *ledger, const sr_estimate_query *query, sr_estimate **pool,
                                               sr_error *err);
SR_API void sr_estimate_free(sr_estimate *pool);
SR_API const sr_estimate_source *sr_estimate_sources(const sr_estimate *pool, uint32_t *n);
SR_API const sr_estimate_summary *sr_estimate_result(const sr_estimate *pool);

/* ---- what became of claims: drift and docket ---- */

/* A claim of one root retold by another outlet with one thing changed. */
typedef struct sr_drift {
  sr_ref original, retelling; /* the earlier and the later report's */
  sr_slice root;
  const char *what; /* "figure", "bound", "unit", "days" or "category" */
} sr_drift;

/* What others announced for a day: forecasts, deadlines, pledges. */
typedef enum sr_docket_state { SR_DOCKET_OPEN, SR_DOCKET_DUE, SR_DOCKET_BORNE_OUT } sr_docket_state;
SR_API const char *sr_docket_state_name(sr_docket_state state); /* "open", "due", "borne out" */
typedef struct sr_docket_item {
  sr_ref claim;
  sr_day due;            /* SR_DAY_NONE: without a day */
  sr_docket_state state; /* due: the day has passed and the ledger has nothing */
  sr_ref by;             /* borne out by; id 0 otherwise */
} sr_docket_item;

typedef struct sr_followed sr_followed; /* owns everything in it */

/* Both, over the ledger's standing claims; today decides what is due. Nothing is written, nothing judged: an item that
 * is due may have come to pass without a report of it. *followed is the caller's. Errors: the ledger's, SR_ERR_NOMEM.
 */
SR_API SR_MUST_CHECK sr_status sr_follow_run(sr_ledger *ledger, sr_day today, sr_followed **followed, sr_error *err);
SR_API void sr_follow_free(sr_followed *followed);
SR_API const sr_drift *sr_follow_drifts(const sr_followed *followed, uint32_t *n); /* by the retelling */
SR_API const sr_docket_item *sr_follow_docket(const sr_followed *followed,
                                              uint32_t *n); /* by due day, those without last */

#endif
