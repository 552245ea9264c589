/* Relations: the tables relations.tsv, slots.tsv and slips.tsv, compiled and checked.
 *
 * A relation is a row of text until here: "gain per loss = area gained / losses". Opening parses every formula,
 * resolves its slots, puts derived slots in their place where that gives another way to reckon, and multiplies the
 * units out: a formula whose two sides are not of one dimension is an error that names the row. Constant once open. */
#ifndef SR_CHECK_RELATION_H
#define SR_CHECK_RELATION_H

#include "base/arena.h"
#include "base/table.h"
#include "check/unit.h"

#include <sitrep/claim.h>

enum {
  SR_FORMULA_TOKENS_MAX = 12, /* the longest way to reckon in the table has 7 */
  SR_RELATION_WAYS_MAX = 8,   /* ways to reckon one relation: "time to take" has 6 */
  SR_SLOT_FIELDS_MAX = 3
};

typedef enum sr_take { SR_TAKE_NONE, SR_TAKE_LEVEL, SR_TAKE_RISE, SR_TAKE_FIXED, SR_TAKE_DAYS } sr_take;

/* A claim's own field that a slot asks for. */
typedef enum sr_slot_field {
  SR_SLOT_CATEGORY,
  SR_SLOT_MEASURE,
  SR_SLOT_ACT,
  SR_SLOT_OUTCOME,
  SR_SLOT_STATUS,
  SR_SLOT_NUMERATOR,
  SR_SLOT_DENOMINATOR,
  SR_SLOT_FIELD_COUNT
} sr_slot_field;

typedef struct sr_slot {
  sr_slice name;
  sr_unit unit; /* no terms: any */
  int kind;     /* sr_claim_kind, or -1: no claim fills it */
  struct {
    sr_slot_field field;
    sr_enum value;
  } fields[SR_SLOT_FIELDS_MAX];
  uint32_t n_fields;
  sr_slice observed; /* measure of an observation, empty: none */
  sr_take take;
} sr_slot;

typedef struct sr_formula {
  struct {
    char op;                       /* + - * /, or 0 for a slot */
    uint32_t slot;                 /* index into sr_relations.slots */
  } tokens[SR_FORMULA_TOKENS_MAX]; /* reverse Polish */
  uint32_t n;
  sr_slice text; /* as readable text */
} sr_formula;

typedef enum sr_relation_how {
  SR_HOW_BOUND,
  SR_HOW_DAYS,
  SR_HOW_FORMULA,
  SR_HOW_ORDER,
  SR_HOW_PARTS,
  SR_HOW_SERIES
} sr_relation_how;

/* A day of a claim, of those that an order compares. */
typedef enum sr_claim_day { SR_CLAIM_SAID, SR_CLAIM_START, SR_CLAIM_END, SR_CLAIM_DEADLINE } sr_claim_day;
typedef enum sr_relation_over { SR_OVER_DAY, SR_OVER_HAPPENING, SR_OVER_SERIES, SR_OVER_WINDOW } sr_relation_over;

/* What two facts differ in, in the order in which it is told (design: period, territory, definition, vintage, claimant;
 * figures in two currencies without a rate are no figures to compare at all). */
enum {
  SR_MISMATCH_CLAIMANT = 1,
  SR_MISMATCH_VINTAGE = 2,
  SR_MISMATCH_DEFINITION = 4,
  SR_MISMATCH_TERRITORY = 8,
  SR_MISMATCH_PERIOD = 16,
  SR_MISMATCH_CURRENCY = 32
};

#define SR_SLOT_NONE UINT32_MAX

typedef struct sr_relation {
  sr_slice name, text; /* text: the whole formula */
  sr_relation_how how;
  sr_relation_over over;
  uint32_t left;                         /* the slot under check */
  sr_formula ways[SR_RELATION_WAYS_MAX]; /* the plainest first; for a bound the right side */
  sr_unit units[SR_RELATION_WAYS_MAX];   /* that each way comes out in */
  uint32_t n_ways;
  sr_claim_day earlier, later; /* order: the days of the claim in `left` */
  double tolerance;
  uint32_t premise; /* slot or SR_SLOT_NONE */
  bool survey;
  bool stated;       /* only claims that state their days are held */
  sr_day noise_days; /* by which a window may be moved before a miss is one */
  unsigned demands;  /* SR_MISMATCH_PERIOD, _TERRITORY: what must be one, or figures that meet prove nothing */
  sr_day least_days; /* a slip is named for windows of so many days at least */
} sr_relation;

typedef enum sr_slip_class {
  SR_SLIP_CURRENCY, /* the number of one under the name of another */
  SR_SLIP_ITEM,     /* another class's figure */
  SR_SLIP_KIND,
  SR_SLIP_PARTY, /* the other side's */
  SR_SLIP_PERIOD,
  SR_SLIP_REST, /* the share that is left */
  SR_SLIP_SCALE,
  SR_SLIP_UNIT,
  SR_SLIP_WINDOW, /* the whole period's figure for a day's, or the other way round */
  SR_SLIP_YEAR    /* of the same days in another year */
} sr_slip_class;

typedef struct sr_slip {
  sr_slice name;
  sr_slip_class class;
  sr_slice printed, meant;   /* kind: categories, or rise and level */
  sr_unit_term printed_term; /* unit, period */
  sr_interval factor; /* meant over printed for exponent 1 of the whole term; scale: the factor; year: how many */
} sr_slip;

typedef struct sr_relations {
  const sr_slot *slots;
  uint32_t n_slots;
  const sr_relation *items;
  uint32_t n;
  const sr_slip *slips;
  uint32_t n_slips;
} sr_relations;

/* The tables of the program. Errors: SR_ERR_INPUT with the row in the message, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_relations_open(sr_arena *arena, sr_relations *relations, sr_error *err);

/* Whether some slot takes observations of the measure. */
bool sr_relations_observe(const sr_relations *relations, sr_slice measure);
/* Whether measure is in a list parted by |, where "* lost total" stands for every measure that ends so. */
bool sr_measure_listed(sr_slice list, sr_slice measure);

/* The same from tables of these shapes (slots.tsv, relations.tsv, slips.tsv): what the tests break. */
SR_MUST_CHECK sr_status sr_relations_compile(sr_arena *arena, const sr_table *slots, const sr_table *relations,
                                             const sr_table *slips, sr_relations *out, sr_error *err);

#endif
