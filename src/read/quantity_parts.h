/* What the files of the quantity reader share: the report under reading, a reading under way, and small questions asked
 * of its tokens. quantity_number.c reads numbers and ranges with their signs and currencies, quantity_unit.c units and
 * rates behind them, quantity.c puts them together. Internal; nobody but they includes it. */
#ifndef SR_READ_QUANTITY_PARTS_H
#define SR_READ_QUANTITY_PARTS_H

#include "base/slice.h"
#include "base/vec.h"
#include "read/bound.h"
#include "read/elided.h"
#include "read/number.h"
#include "read/quantity.h"
#include "read/unit.h"

struct sr_quantity_tables {
  sr_units units;
  sr_bounds bounds;
};

typedef struct sr_quantity__reader {
  const sr_quantity_tables *tables;
  const sr_report *report; /* its tokens are pieces */
  const uint32_t *origin;
  sr_arena *arena;
  sr_number_style style;
  SR_VEC(sr_quantity) found;
  SR_VEC(sr_quantity_place) places; /* of found */
  uint32_t from, to;                /* the sentence */
  sr_slice people; /* unit of the last counted noun of this sentence or the one before, for nouns left out */
  sr_slice people_name;
  uint32_t people_sentence;
  bool people_person; /* it names persons */
} sr_quantity__reader;

/* A reading under way. */
typedef struct sr_quantity__reading {
  sr_number low, high; /* the same number unless it is a range */
  bool range, negative, bracket_sign;
  sr_bound sign;       /* "(+6)" */
  uint32_t first, end; /* number or range, with the currencies in between */
  uint32_t open;       /* first token with a currency or sign before the number */
  uint32_t close;      /* behind the unit */
  sr_unit unit;
  uint32_t unit_first, unit_end;
  bool money_before, hyphen;
  bool nested; /* "two 500-kg bombs": another quantity stands before what is counted */
} sr_quantity__reading;

typedef struct sr_quantity__rate {
  sr_slice code, name;
  uint32_t end;
} sr_quantity__rate;

static inline const sr_token *token(const sr_quantity__reader *r, uint32_t at) { return &r->report->tokens[at]; }

static inline bool is(const sr_quantity__reader *r, uint32_t at, const char *word) {
  return at >= r->from && at < r->to && sr_slice_is(token(r, at)->norm, word);
}

/* Nothing stands between this token and the one before. */
static inline bool tight(const sr_quantity__reader *r, uint32_t at) {
  return at > r->from && at < r->to && !token(r, at)->space_before;
}

/* ---- quantity_number.c ---- */

/* A number at a token; after_money: behind a currency, where "3m" is millions. */
bool sr_quantity__number_at(const sr_quantity__reader *r, uint32_t at, bool after_money, sr_number *number);
/* "-1.3", "$-50.8", "minus 5", "(+6)": sets sign and moves the reading's opening. */
void sr_quantity__read_sign(const sr_quantity__reader *r, sr_quantity__reading *q);
/* The currency before a number, past a sign between them. */
void sr_quantity__read_money_before(const sr_quantity__reader *r, sr_quantity__reading *q);
/* "10-12", "from $250,000 to $1 million", "450 sq ft up to 900 sq ft", "ten or eleven". */
void sr_quantity__read_range(const sr_quantity__reader *r, sr_quantity__reading *q);
/* "nine in ten", "one in five Ukrainians": a share, in per cent. False if there is none. */
bool sr_quantity__read_ratio(const sr_quantity__reader *r, sr_quantity__reading *q);

/* ---- quantity_unit.c ---- */

/* The unit behind a number or range, through hyphens and brackets; leaves the reading as it is where there is none. */
void sr_quantity__read_unit_behind(const sr_quantity__reader *r, sr_quantity__reading *q);
/* "per day", "a day", "each month", "/day", "daily", "per soldier killed" at `at`. noun: what is measured is counted
 * things. found->end is 0 where there is no rate. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_quantity__read_rate(const sr_quantity__reader *r, uint32_t at, bool noun,
                                               sr_quantity__rate *found, sr_error *err);

#endif
