/* The doctor of series: what is wrong with imported running totals and daily figures, and what a day's figure is.
 *
 * A series is the observations of one measure, party, place, unit and source. Nothing is mended and nothing is judged:
 * faults are found and named, each with the rows it stands on, so that nobody takes the difference of two totals across
 * a restatement for a day's losses (docs/series.md has the rules and what they were tuned on). */
#ifndef SITREP_SERIES_H
#define SITREP_SERIES_H

#include "ledger.h"

#define SR_SERIES_FAULTS(X)                                                                   \
  X(FALL, "fall")               /* a running total falls, and nothing says why */             \
  X(RESTATED, "restated")       /* a later vintage, or a correction by the source */          \
  X(MISSING, "missing days")    /* in a daily series */                                       \
  X(DUPLICATE, "duplicate day") /* two figures for one day in one vintage */                  \
  X(OUTLIER, "outlier")         /* one step, or one level that is taken back the day after */ \
  X(BREAK, "definition break")  /* from one day on the steps are of another size for good */  \
  X(MERGE, "merge")             /* series end where another begins with their sum */          \
  X(ENDED, "ended")             /* while others of its source go on */                        \
  X(BEGUN, "begun")             /* after others of its source */                              \
  X(SUM, "parts do not add up") /* to the whole of lexicon/series_parts.tsv */

#define SR_X(name, word) SR_SERIES_##name,
typedef enum sr_series_fault { SR_SERIES_FAULTS(SR_X) SR_SERIES_FAULT_COUNT } sr_series_fault;
#undef SR_X
SR_API const char *sr_series_fault_name(sr_series_fault fault);

enum { SR_SERIES_ROWS_MAX = 4 };

typedef struct sr_series_finding {
  sr_series_fault fault;
  sr_slice measure, party, place, source;
  sr_day start, end;               /* the days at fault */
  sr_ref rows[SR_SERIES_ROWS_MAX]; /* observations it stands on */
  uint32_t n_rows;
  sr_slice text; /* one line: "1,368 on 2025-04-21, then 1,367" */
} sr_series_finding;

/* What a series says of the days after `start` up to and with `end`: one day, or as many as are missing. A difference
 * of two totals is an interval as wide as both. */
typedef struct sr_series_step {
  sr_slice measure, party, place, source, unit;
  sr_day start, end;
  double low, high;
  sr_ref from, to;
} sr_series_step;

/* Empty fields do not restrict. */
typedef struct sr_series_options {
  sr_slice measure, party;
  int64_t as_of; /* seconds since 1970: only vintages up to then; 0: all */
} sr_series_options;

typedef struct sr_series_result sr_series_result; /* owns everything in it */

/* *result is the caller's. Nothing is written; the same ledger gives the same findings in the same order. Errors: the
 * ledger's, SR_ERR_NOMEM. */
SR_API SR_MUST_CHECK sr_status sr_series_examine(sr_ledger *ledger, const sr_series_options *options,
                                                 sr_series_result **result, sr_error *err);
SR_API void sr_series_free(sr_series_result *result);
SR_API uint32_t sr_series_count(const sr_series_result *result); /* how many series were looked at */
SR_API const sr_series_finding *sr_series_findings(const sr_series_result *result, uint32_t *n);
SR_API const sr_series_step *sr_series_steps(const sr_series_result *result, uint32_t *n);

/* ---- war-related fires ---- */

typedef struct sr_fires_options {
  sr_day since;              /* the war's first day: earlier years are the normal */
  sr_slice borders, country; /* the set to add up by; empty: the last, and all its countries */
} sr_fires_options;

typedef struct sr_fires_result {
  uint64_t fires, war; /* detections from `since` on, and those of them beyond the normal */
  uint32_t years;      /* of the normal */
  uint32_t divisions;  /* of the borders; 0: there are none, and all is one place */
  size_t added;        /* observations new to the ledger */
} sr_fires_result;

/* Marks the ledger's fires by cell (sitrep observe fires) and adds observations of "war fires" by day and division.
 * With observations of "cloud cover" (%, by day and place) the figure is an interval up to what the unseen part of the
 * sky would have held. Errors: SR_ERR_NOTFOUND (no fires, no such borders), SR_ERR_INPUT (not one whole year before
 * `since`), the ledger's. */
SR_API SR_MUST_CHECK sr_status sr_observe_war_fires(sr_ledger *ledger, const sr_fires_options *options,
                                                    sr_fires_result *result, sr_error *err);

#endif
