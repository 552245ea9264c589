/* Facts: claims and observations brought to one form, so that relations can be held against them.
 *
 * A fact is one figure: what it counts, whose, where, over which days, on whose word, and the interval it stands for.
 * The store copies what it keeps into its arena and keeps each text and unit once. Claims without a figure, denied ones
 * and superseded ones are no facts. Adding is O(1) expected; sr_facts_sort puts claims in the order of the ledger and
 * observations in series, O(n log n). One thread at a time while adding, read-only afterwards. */
#ifndef SR_CHECK_FACT_H
#define SR_CHECK_FACT_H

#include "base/map.h"
#include "base/vec.h"
#include "check/unit.h"
#include "check/width.h"

#include <sitrep/ledger.h>

enum { SR_FACT_PLACES_MAX = 4 };

typedef struct sr_fact {
  sr_ref ref;
  bool observed;
  sr_slice source;    /* ready to print: the root of the chain, the outlet, or who measured */
  sr_slice authority; /* the whole chain in one text, or the outlet: equal where two claims stand on the same word */

  /* claims */
  sr_ref report;
  sr_day said; /* the report's date; SR_DAY_NONE if not known */
  sr_claim_kind kind;
  sr_enum category, victim, measure, act, weapon, outcome;
  sr_enum numerator, denominator; /* measures of a ratio */
  sr_slice item, counted;         /* counted: the category of the counted side of a ratio */
  sr_enum counted_category;       /* where it is one of losses */

  bool local;             /* of a place smaller than a country */
  sr_enum status;         /* of aid */
  sr_day deadline;        /* of aid; SR_DAY_NONE */
  sr_actor_ref recipient; /* of aid, whose donor is the party */

  /* observations */
  sr_slice observable; /* of lexicon/measures.tsv */
  bool windowed;       /* counted over start to end, both included; else a level of the day */
  int64_t read;        /* its vintage */

  /* both */
  sr_actor_ref party;
  sr_slice places[SR_FACT_PLACES_MAX];
  uint32_t n_places;
  sr_interval value;   /* in unit, with all that the statement allows */
  sr_interval plain;   /* with what its digits allow */
  sr_interval printed; /* as written */
  sr_slice rule;       /* how value follows from printed */
  const sr_unit *unit;
  sr_slice unit_code;
  sr_bound bound;
  sr_day start, end; /* days covered, inclusive for claims; SR_DAY_NONE on an open or unknown side */
  sr_when_relation relation;
} sr_fact;

typedef SR_VEC(sr_fact) sr_fact_list;

typedef struct sr_facts {
  sr_arena *arena;
  sr_map texts, units;
  SR_VEC(sr_slice) text_list;
  SR_VEC(const sr_unit *) unit_list;
  sr_fact_list claims, observations;
} sr_facts;

void sr_facts_init(sr_facts *facts, sr_arena *arena);
/* Errors: SR_ERR_NOMEM. A figure whose unit is not known is left out. */
SR_MUST_CHECK sr_status sr_facts_add_claim(sr_facts *facts, const sr_stored_claim *claim, sr_error *err);
SR_MUST_CHECK sr_status sr_facts_add_observation(sr_facts *facts, const sr_observation *observation, sr_error *err);
/* Of several vintages of one observation the latest is kept. */
void sr_facts_sort(sr_facts *facts);

/* The width of a claim's figure, in a unit that has been parsed. */
sr_width sr_fact_width(const sr_stored_claim *claim, const sr_unit *unit);

/* ---- comparing what facts are about; an unknown side is never a difference ---- */

bool sr_fact_same_party(sr_actor_ref a, sr_actor_ref b);
/* The enemy of a party at war with one; nobody for others. */
sr_actor_ref sr_fact_foe(sr_actor_ref party);
/* A shared place, or one side names none. */
bool sr_fact_share_place(const sr_fact *a, const sr_fact *b);
/* Same series of observations: measure, party, place, source, unit. */
bool sr_fact_same_series(const sr_fact *a, const sr_fact *b);

#endif
