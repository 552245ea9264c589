/* Units: what stands behind a number (or, with money, before it) as a code and a name.
 *
 *   sq. km. per day -> km2/d, square kilometre per day        US$ -> USD, dollar        kroner, near "Norwegian" -> NOK
 *
 * From lexicon/units.tsv: UCUM for physical units, ISO 4217 for money. Opened once, then shared by any thread. */
#ifndef SR_READ_UNIT_H
#define SR_READ_UNIT_H

#include "base/arena.h"
#include "text/phrases.h"

typedef struct sr_units {
  sr_phrases *phrases; /* rows of lexicon/units.tsv */
} sr_units;

typedef enum sr_unit_kind {
  SR_UNIT_NONE,
  SR_UNIT_MEASURE,
  SR_UNIT_TIME,
  SR_UNIT_AGE,
  SR_UNIT_SHARE, /* per cent and its like */
  SR_UNIT_COUNT, /* "times" */
  SR_UNIT_MONEY,
  SR_UNIT_MINOR, /* cents and pence, which have no code of their own */
  SR_UNIT_POUND, /* money or mass */
  SR_UNIT_NAME   /* no unit: what stands before it is a name ("5G") */
} sr_unit_kind;

typedef struct sr_unit {
  sr_slice code, name;
  sr_unit_kind kind;
  uint32_t n_tokens;
} sr_unit;

SR_MUST_CHECK sr_status sr_units_open(sr_arena *arena, sr_units *units, sr_error *err);

/* The longest unit that begins at token `at` and stays before `end`; text is the report's, since "Nm" is not "nm".
 * attached: nothing stands between it and the number. */
bool sr_unit_after(const sr_units *units, sr_slice text, const sr_token *tokens, uint32_t at, uint32_t end,
                   bool attached, sr_unit *unit);
/* The longest currency that ends right before token `at`, not before `first`. */
bool sr_unit_before(const sr_units *units, const sr_token *tokens, uint32_t first, uint32_t at, sr_unit *unit);

#endif
