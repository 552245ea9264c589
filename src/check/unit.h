/* Units: "km2/d", "km2/{soldier}", "[mi_i]2", "GBP" as products of terms that can be multiplied, compared, converted.
 *
 * The grammar is UCUM's (terms joined by . and /, whole exponents, parentheses, {annotations}), over the units and
 * prefixes of lexicon/ucum.tsv, with two things added: ISO 4217 codes are units, and an annotation that stands alone
 * is a counted noun: {soldier}. Factors are exact ratios of whole numbers: a square mile is 2.589988110336 km2 and
 * nothing near it. Currencies never convert into one another; neither do Celsius or Fahrenheit, which are scales
 * with a zero of their own. Counted nouns are of one dimension, whatever the noun: who is counted is a matter of
 * categories, not of units. A unit is a small value without pointers of its own but into the code it was parsed from.
 * Source: The Unified Code for Units of Measure 2.1 (ucum.org), ISO 4217. */
#ifndef SR_CHECK_UNIT_H
#define SR_CHECK_UNIT_H

#include "base/error.h"
#include "check/interval.h"

enum { SR_UNIT_TERMS_MAX = 8, SR_UNIT_EXPONENT_MAX = 9, SR_UNIT_DEPTH_MAX = 8, SR_UNIT_CODE_MAX = 128 };

typedef enum sr_dimension {
  SR_DIM_LENGTH,
  SR_DIM_MASS,
  SR_DIM_TIME,
  SR_DIM_CURRENT,
  SR_DIM_TEMPERATURE,
  SR_DIM_AMOUNT,
  SR_DIM_LIGHT,
  SR_DIM_ANGLE,
  SR_DIM_DATA,
  SR_DIM_COUNT, /* counted nouns */
  SR_DIM_MONEY, /* further told apart by its currency */
  SR_DIM_SCALE, /* degrees Celsius and Fahrenheit, further told apart by their name */
  SR_DIMENSIONS
} sr_dimension;

typedef struct sr_unit_term {
  sr_slice symbol;    /* with its prefix: "km", "[mi_i]", "{soldier}", "GBP" */
  int exponent;       /* never 0 */
  sr_dimension named; /* SR_DIM_COUNT, _MONEY, _SCALE where the name matters, else SR_DIMENSIONS */
} sr_unit_term;

typedef struct sr_unit {
  int dims[SR_DIMENSIONS];
  uint64_t num, den; /* size in base units, in lowest terms: metre, gram, second, ... */
  sr_unit_term terms[SR_UNIT_TERMS_MAX];
  uint32_t n_terms;
} sr_unit;

/* The unit of a plain number. */
sr_unit sr_unit_one(void);

/* Errors: SR_ERR_INPUT (err->offset is the byte), SR_ERR_LIMIT (too long, too many terms, factor past 64 bits). */
SR_MUST_CHECK sr_status sr_unit_parse(sr_slice code, sr_unit *unit, sr_error *err);

/* a * b^power, power 1 or -1. Errors: SR_ERR_LIMIT. */
SR_MUST_CHECK sr_status sr_unit_mul(const sr_unit *a, const sr_unit *b, int power, sr_unit *product, sr_error *err);

/* Whether values in a and b can be compared: same dimensions, currency and scale; nouns may differ. */
bool sr_unit_fits(const sr_unit *a, const sr_unit *b);
/* Whether a and b also count the same nouns. */
bool sr_unit_same_nouns(const sr_unit *a, const sr_unit *b);

/* The same whatever the currencies: a sum of any currency where XXX, the ISO 4217 code of none, stands. */
bool sr_unit_alike(const sr_unit *a, const sr_unit *b);

/* The symbol of its only term of that name: the noun that it counts, its currency; empty where it has none or several.
 */
sr_slice sr_unit_only(const sr_unit *unit, sr_dimension named);

/* A value in `from` as a value in `to`, outward; false if they do not fit. */
bool sr_unit_convert(sr_interval value, const sr_unit *from, const sr_unit *to, sr_interval *converted);

/* The same of units that are alike: nothing is exchanged. */
bool sr_unit_size(const sr_unit *from, const sr_unit *to, sr_interval *factor);

/* from/to as an enclosing interval: (6.21e-4, 6.22e-4) for metres to miles; false if they do not fit. */
bool sr_unit_factor(const sr_unit *from, const sr_unit *to, sr_interval *factor);

/* Writes the terms back as a code and a NUL, cut at room; "1" for no terms. Returns the length. */
size_t sr_unit_write(const sr_unit *unit, char *out, size_t room);

#endif
