/* Words for numbers; see the header. */
#include "check/say.h"

#include "base/date.h"
#include "base/json.h"
#include "base/slice.h"
#include "base/table.h"

#include <lexicon/ucum.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Copies a plain decimal with commas between its thousands. */
static void group(const char *digits, char out[SR_SAY_MAX]) {
  size_t whole = 0, n = 0;
  const size_t sign = digits[0] == '-';
  while (sr_is_digit((uint8_t)digits[sign + whole])) whole++;
  if (sign) out[n++] = '-';
  for (size_t i = 0; i < whole; i++) {
    if (i && (whole - i) % 3 == 0) out[n++] = ',';
    out[n++] = digits[sign + i];
  }
  const size_t rest = strlen(digits + sign + whole);
  memcpy(out + n, digits + sign + whole, rest + 1);
}

static const char *infinite(double value, char out[SR_SAY_MAX]) {
  snprintf(out, SR_SAY_MAX, "%s", value < 0 ? "-infinity" : "infinity");
  return out;
}

const char *sr_say_written(double value, char out[SR_SAY_MAX]) {
  char digits[SR_NUMBER_MAX];
  if (isinf(value)) return infinite(value, out);
  const size_t n = sr_number_write(value, digits);
  digits[n < sizeof digits ? n : sizeof digits - 1] = 0;
  group(digits, out);
  return out;
}

/* value rounded to `places` decimals and written with all of them. snprintf follows the locale, so it is not asked. */
static const char *decimals(double value, int places, char out[SR_SAY_MAX]) {
  const double scale = pow(10, places), scaled = rint(fabs(value) * scale);
  char digits[SR_NUMBER_MAX], plain[SR_SAY_MAX];
  if (scaled >= 1e15) return sr_say_written(value, out);
  size_t n = sr_number_write(scaled, digits);
  digits[n] = 0;
  size_t at = 0;
  if (value < 0 && scaled > 0) plain[at++] = '-';
  const size_t lead = n > (size_t)places ? 0 : (size_t)places + 1 - n; /* zeros before the first digit */
  for (size_t i = 0; i < lead + n; i++) {
    if (places && i == lead + n - (size_t)places) plain[at++] = '.';
    plain[at++] = i < lead ? '0' : digits[i - lead];
  }
  plain[at] = 0;
  group(plain, out);
  return out;
}

const char *sr_say_reckoned(double value, char out[SR_SAY_MAX]) {
  const double size = fabs(value);
  if (isinf(value)) return infinite(value, out);
  if (size < 1e15 && size == floor(size)) return decimals(value, 0, out);
  if (size >= 999.5) return decimals(value, 0, out);
  if (size >= 9.995) return decimals(value, 1, out);
  if (size >= 0.9995) return decimals(value, 2, out);
  const int places = 3 - (int)floor(log10(size)); /* four significant digits */
  return places > 14 ? sr_say_written(value, out) : decimals(value, places, out);
}

double sr_say_percent(double share) {
  const double percent = 100 * share;
  if (!(percent > 0) || isinf(percent)) return percent;
  const int lower = (int)floor(log10(percent)) - 1; /* the power of ten of the last digit that is kept */
  const double power = pow(10, abs(lower));
  return lower < 0 ? rint(percent * power) / power : rint(percent / power) * power;
}

/* A reckoned number without the zeros that end it. */
static void trimmed(double value, char out[SR_SAY_MAX]) {
  sr_say_reckoned(value, out);
  size_t n = strlen(out);
  if (!strchr(out, '.')) return;
  while (n && out[n - 1] == '0') out[--n] = 0;
  if (n && out[n - 1] == '.') out[--n] = 0;
}

const char *sr_say_interval(sr_interval value, char out[SR_SAY_INTERVAL_MAX]) {
  char low[SR_SAY_MAX], high[SR_SAY_MAX];
  trimmed(value.low, low);
  trimmed(value.high, high);
  if (isinf(value.low) && isinf(value.high))
    snprintf(out, SR_SAY_INTERVAL_MAX, "any value");
  else if (isinf(value.low))
    snprintf(out, SR_SAY_INTERVAL_MAX, "at most %s", high);
  else if (isinf(value.high))
    snprintf(out, SR_SAY_INTERVAL_MAX, "at least %s", low);
  else if (!strcmp(low, high))
    snprintf(out, SR_SAY_INTERVAL_MAX, "%s", low);
  else
    snprintf(out, SR_SAY_INTERVAL_MAX, "[%s, %s]", low, high);
  return out;
}

/* The symbol as people write it. */
static sr_slice symbol_words(sr_slice symbol) {
  if (symbol.len > 2 && symbol.ptr[0] == '{') return sr_slice_cut(symbol, 1, symbol.len - 1);
  const char *const kinds[] = {"fixed", "metric", "unit"};
  for (size_t k = 0; k < 3; k++) {
    const uint32_t row = sr_table_find(&sr_table_ucum, (sr_slice[]){sr_slice_of(kinds[k]), symbol}, 2);
    if (row == UINT32_MAX) continue;
    const sr_slice say = sr_table_cell(&sr_table_ucum, row, SR_UCUM_SAY);
    return say.len ? say : symbol;
  }
  return symbol;
}

sr_slice sr_say_unit(sr_arena *arena, const sr_unit *unit) {
  static const char *const powers[] = {"", "", "²", "³"};
  sr_slice text = SR_SLICE("");
  for (int side = 1; side >= -1; side -= 2) {
    for (uint32_t i = 0; i < unit->n_terms && text.ptr; i++) {
      const sr_unit_term *term = &unit->terms[i];
      const int size = term->exponent * side;
      if (size <= 0) continue;
      const sr_slice word = symbol_words(term->symbol);
      const bool noun = term->named == SR_DIM_COUNT;
      const char *join = side < 0 ? noun && text.len ? " for each " : text.len ? "/" : "per " : text.len ? " " : "";
      text = size <= 3 ? sr_arena_format(arena, "%.*s%s%.*s%s", SR_FMT(text), join, SR_FMT(word), powers[size])
                       : sr_arena_format(arena, "%.*s%s%.*s^%d", SR_FMT(text), join, SR_FMT(word), size);
    }
  }
  return text;
}

sr_slice sr_say_days(sr_arena *arena, sr_day start, sr_day end) {
  char from[SR_DAY_MAX], to[SR_DAY_MAX];
  sr_day_write(start, from);
  sr_day_write(end, to);
  if (start == SR_DAY_NONE && end == SR_DAY_NONE) return SR_SLICE("");
  if (start == SR_DAY_NONE) return sr_arena_format(arena, "until %s", to);
  if (end == SR_DAY_NONE) return sr_arena_format(arena, "since %s", from);
  if (start == end) return sr_arena_format(arena, "%s", from);
  return sr_arena_format(arena, "%s to %s", from, to);
}
