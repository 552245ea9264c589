/* Filling slots: which facts may stand for "area gained" in a check of this claim over these days.
 *
 * The order of preference is that of docs/checking.md: the same report on the same word, the same report, other
 * reports on the same word, other reports, observations. What differs between a candidate and the claim in what is
 * counted is kept as flags, not thrown away: it decides between `differs` and `not comparable`. An index over the facts
 * keeps each look-up at O(log n) plus a bounded neighbourhood, so that a run over n claims is O(n log n). Read-only
 * once built. */
#ifndef SR_CHECK_FILL_H
#define SR_CHECK_FILL_H

#include "check/currency.h"
#include "check/relation.h"

enum {
  SR_FILL_CANDIDATES_MAX = 16, /* for one slot */
  SR_FILL_USUAL = 4,           /* and for one that is not filled with any class of equipment; further ones are of lower
                                * preference */
  SR_FILL_REPORT_MAX = 64,     /* claims of one report looked at for one slot */
  SR_FILL_NEIGHBOURS = 24,     /* claims of other reports looked at on each side */
  SR_FILL_SERIES_MAX = 64,     /* series of observations looked at for one slot */
  SR_WINDOWS_MAX = 10
};

/* Days over which a check is made. end is the day of the later level: the day after the last one of "in May". */
typedef struct sr_window {
  sr_day start, end; /* SR_DAY_NONE: not known */
  bool open;         /* runs on to the day of saying: the last level before it will do */
  bool actual;       /* the days are those of levels that were found */
} sr_window;

static inline bool sr_window_known(sr_window w) { return w.start != SR_DAY_NONE && w.end != SR_DAY_NONE; }

typedef struct sr_candidate {
  const sr_fact *fact, *from; /* from: the earlier level of a rise; both NULL for a number of days */
  sr_interval value;          /* in the slot's unit */
  sr_interval printed;        /* the same without what rounding and hedge add */
  unsigned mismatch;
  uint32_t distance;    /* 0 the same word in the same report .. 4 observed */
  sr_exchange exchange; /* how the value came to the claim's currency */
  sr_window window;     /* what it covers, or the window asked for */
  uint32_t series;      /* of an observation: where in sr_fill.series; SR_SLOT_NONE for a claim */
} sr_candidate;

typedef struct sr_fill {
  const sr_facts *facts;
  const sr_relations *relations;
  SR_VEC(uint32_t) * by_slot; /* [n_slots] indices into facts->claims, ascending */
  struct sr_fill_series *series;
  uint32_t n_series;
  sr_window *stated;            /* [claims] the windows that they state */
  SR_VEC(uint32_t) * series_of; /* [n_slots] indices into series */
  sr_rates rates;
} sr_fill;

/* Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_fill_open(sr_fill *fill, sr_arena *arena, const sr_facts *facts,
                                     const sr_relations *relations, sr_error *err);

/* Whether the claim may stand in the slot at all. */
bool sr_fill_fits(const sr_slot *slot, const sr_fact *claim);

/* What a kind slip changes: the category that is counted, or rises taken as levels. */
typedef struct sr_fill_twist {
  sr_enum category; /* SR_FIELD_NONE: as the claim has it */
  bool level_for_rise;
  bool any_item;      /* any class of equipment but the claim's own */
  sr_actor_ref party; /* instead of the claim's own */
} sr_fill_twist;

/* Up to SR_FILL_CANDIDATES_MAX facts for the slot, best first; returns how many. over: a happening's figures are those
 * told of the same happening, any other's those of the window. */
uint32_t sr_fill_slot(const sr_fill *fill, uint32_t slot, sr_relation_over over, const sr_fact *subject,
                      sr_window window, sr_fill_twist twist, sr_candidate out[SR_FILL_CANDIDATES_MAX]);

/* The rises that the candidate's series shows where each end of the window is moved by up to so many days: what the
 * noise of the series allows, in the slot's unit. The candidate's own value where it is no rise. */
sr_interval sr_fill_noise(const sr_fill *fill, uint32_t slot, const sr_candidate *candidate, sr_day days);

/* The window that the claim itself states. */
sr_window sr_fill_stated_window(const sr_fact *claim);
/* Windows that other claims of its report state; returns how many. */
uint32_t sr_fill_report_windows(const sr_fill *fill, const sr_fact *claim, sr_window out[SR_WINDOWS_MAX]);
/* Adds the usual windows before the claim was made to the n that are there: the last three calendar months, from the
 * first of each to date, the year to date. Returns how many there are then. */
uint32_t sr_fill_usual_windows(const sr_fact *claim, sr_window out[SR_WINDOWS_MAX], uint32_t n);

#endif
