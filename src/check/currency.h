/* Currencies: sums in two currencies, brought to one by a reference rate that was imported, and by no other.
 *
 * Rates are observations of the measure "exchange rate" (`sitrep observe rates`): what one unit of the second currency
 * costs in the first. The rate is that of the claim's date, or the last one before it, for there are none on weekends
 * and holidays; two currencies without a rate between them go through one that both have. O(rate series) a look-up. */
#ifndef SR_CHECK_CURRENCY_H
#define SR_CHECK_CURRENCY_H

#include "check/fact.h"

/* The only currency of a unit: EUR of EUR/{howitzer}; empty where there is none. */
sr_slice sr_currency_of(const sr_unit *unit);

/* How a sum was brought to another currency: times `times`, divided by `by`. */
typedef struct sr_exchange {
  const sr_fact *times, *by; /* observations; NULL: none */
} sr_exchange;

typedef struct sr_rate_series {
  const sr_fact *rows; /* by day */
  uint32_t n;
  sr_slice price, of; /* one `of` costs so much `price` */
} sr_rate_series;

typedef struct sr_rates {
  SR_VEC(sr_rate_series) series;
} sr_rates;

/* Whether an observation is a rate, and of a currency that a claim among the facts is in. */
bool sr_rates_wanted(const sr_facts *facts, const sr_observation *observation);
/* The rates among sorted facts. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_rates_open(sr_rates *rates, sr_arena *arena, const sr_facts *facts, sr_error *err);
/* How one `from` becomes `to` on a day; false where no rate says so. */
bool sr_rates_find(const sr_rates *rates, sr_slice from, sr_slice to, sr_day day, sr_exchange *exchange);
/* A value times the one rate, divided by the other; false where a rate touches zero. */
bool sr_exchange_apply(const sr_exchange *exchange, sr_interval value, sr_interval *exchanged);

#endif
