/* Numbers: digits and number words with their place value, as the genre writes them.
 *
 *   31,000   31 000   31.000 (where the report writes so)   0,038   12,34,567   1.2 million   2.3bn   1½   10 1/2
 *   twenty-three   one hundred and twelve   a hundred   half a million   two and a half   two dozen   a third   three
 * quarters hundreds   tens of thousands   dozens          orders of magnitude, marked vague
 *
 * Whether a comma or a stop parts thousands is settled once a report from the numbers that leave no choice. A number is
 * only read here; whether it is a quantity, a year or the name of a road is read/quantity.h's matter. No state; linear.
 */
#ifndef SR_READ_NUMBER_H
#define SR_READ_NUMBER_H

#include <sitrep/report.h>

/* How a report writes numbers. */
typedef struct sr_number_style {
  bool comma_decimal;   /* "31,5" and "1,385" is 1.385 */
  bool stop_thousands;  /* "31.000" is 31000 */
  bool blank_thousands; /* "1 370" is 1370: no other sign parts thousands in the report */
} sr_number_style;

typedef enum sr_number_kind {
  SR_NUMBER_DIGITS,
  SR_NUMBER_WORDS,
  SR_NUMBER_FRACTION, /* of what follows: "a third", "half", "1/2", not "1½" */
  SR_NUMBER_VAGUE     /* "hundreds": low and high are the order of magnitude */
} sr_number_kind;

typedef struct sr_number {
  double low, high; /* equal unless vague */
  double granule;   /* place value of the last digit that was written to mean something; see sr_quantity */
  double scale;     /* what a scale word multiplied by ("1.2 million": 1e6), or 1 */
  uint32_t n_tokens;
  sr_number_kind kind;
  bool grouped; /* thousands are parted, so it is no year */
} sr_number;

/* The style of a report, from all its tokens. */
sr_number_style sr_number_style_of(const sr_token *tokens, uint32_t n);

/* Reads the number that begins at tokens[0] of n; false if none does. after_money: a currency stands before it, so that
 * a bare "m" or "b" behind it is a scale. Hyphenated number words must have been parted ("twenty" "-" "three"). */
bool sr_number_read(sr_number_style style, const sr_token *tokens, uint32_t n, bool after_money, sr_number *number);

/* The place value of the last digit of value that is not zero: 1000 for 31000, 1 for 12 and for 0. */
double sr_number_granule(double value);

#endif
