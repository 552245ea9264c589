/* Reference rates; see the header. */
#include "check/currency.h"

#include "base/slice.h"

/* The longest stretch without rates of the European Central Bank is the five days of Easter. */
enum { RATE_LAG_DAYS = 7 };

static bool is_rate(sr_slice measure) { return sr_slice_is(measure, "exchange rate"); }

sr_slice sr_currency_of(const sr_unit *unit) { return sr_unit_only(unit, SR_DIM_MONEY); }

/* "USD/EUR": USD, and EUR in *of. */
static sr_slice price_of(sr_slice code, sr_slice *of) {
  const size_t slash = sr_slice_find(code, '/', 0);
  *of = slash == SR_NOWHERE ? (sr_slice){0} : sr_slice_cut(code, slash + 1, code.len);
  return slash == SR_NOWHERE ? (sr_slice){0} : sr_slice_cut(code, 0, slash);
}

bool sr_rates_wanted(const sr_facts *facts, const sr_observation *observation) {
  if (!is_rate(observation->measure)) return false;
  sr_slice of;
  const sr_slice price = price_of(observation->unit, &of);
  for (uint32_t i = 0; i < facts->unit_list.n; i++) {
    const sr_unit *unit = facts->unit_list.at[i];
    const sr_slice currency = unit ? sr_currency_of(unit) : (sr_slice){0};
    if (currency.len && (sr_slice_eq(currency, price) || sr_slice_eq(currency, of))) return true;
  }
  return false;
}

sr_status sr_rates_open(sr_rates *rates, sr_arena *arena, const sr_facts *facts, sr_error *err) {
  *rates = (sr_rates){0};
  const sr_fact *rows = facts->observations.at;
  for (uint32_t i = 0; i < facts->observations.n; i++) {
    if (!is_rate(rows[i].observable)) continue;
    sr_rate_series *last = rates->series.n ? &rates->series.at[rates->series.n - 1] : NULL;
    if (last && sr_fact_same_series(last->rows, &rows[i])) {
      last->n++;
      continue;
    }
    sr_rate_series *next = SR_PUSH(arena, &rates->series);
    if (!next) return sr_arena_fail(arena, err);
    *next = (sr_rate_series){.rows = &rows[i], .n = 1};
    next->price = price_of(rows[i].unit_code, &next->of);
  }
  return SR_OK;
}

/* The rate of the day or the last before it; NULL if there is none that near. */
static const sr_fact *rate_on(const sr_rate_series *series, sr_day day) {
  uint32_t low = 0, high = series->n;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (series->rows[mid].start <= day)
      low = mid + 1;
    else
      high = mid;
  }
  return low && day - series->rows[low - 1].start <= RATE_LAG_DAYS ? &series->rows[low - 1] : NULL;
}

bool sr_rates_find(const sr_rates *rates, sr_slice from, sr_slice to, sr_day day, sr_exchange *exchange) {
  *exchange = (sr_exchange){0};
  if (day == SR_DAY_NONE) return false;
  for (uint32_t i = 0; i < rates->series.n; i++) {
    const sr_rate_series *one = &rates->series.at[i];
    const bool forth = sr_slice_eq(one->of, from) && sr_slice_eq(one->price, to);
    const bool back = sr_slice_eq(one->of, to) && sr_slice_eq(one->price, from);
    if (!forth && !back) continue;
    const sr_fact *rate = rate_on(one, day);
    *exchange = forth ? (sr_exchange){.times = rate} : (sr_exchange){.by = rate};
    if (rate) return true;
  }
  for (uint32_t i = 0; i < rates->series.n; i++) {
    const sr_rate_series *by = &rates->series.at[i];
    if (!sr_slice_eq(by->price, from)) continue;
    for (uint32_t k = 0; k < rates->series.n; k++) {
      const sr_rate_series *times = &rates->series.at[k];
      if (!sr_slice_eq(times->price, to) || !sr_slice_eq(times->of, by->of)) continue;
      *exchange = (sr_exchange){.times = rate_on(times, day), .by = rate_on(by, day)};
      if (exchange->times && exchange->by) return true;
    }
  }
  return false;
}

bool sr_exchange_apply(const sr_exchange *exchange, sr_interval value, sr_interval *exchanged) {
  *exchanged = exchange->times ? sr_interval_mul(value, exchange->times->value) : value;
  return !exchange->by || sr_interval_div(*exchanged, exchange->by->value, exchanged) == SR_QUOTIENT_BOUNDED;
}
