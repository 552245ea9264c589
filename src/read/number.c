/* Reads numbers from tokens; see the header. */
#include "read/number.h"

#include "base/json.h"
#include "base/slice.h"
#include "read/wordclass.h"

#include <lexicon/numerals.h>

#include <math.h>

enum { DIGITS_MAX = 40, WORDS_MAX = 24 }; /* longer is no number that a report means */

/* ---- one token of digits ---- */

typedef struct shape {
  uint32_t commas, stops;           /* how many of each */
  uint32_t after_comma, after_stop; /* digits behind the last of each, up to the next separator */
  uint32_t lead;                    /* digits before the first separator */
  bool digits_only;                 /* nothing but digits and these separators, a digit at both ends */
  bool groups_of_three;             /* between separators and behind the last */
  bool leading_zero;                /* of several digits: "0117", and "0,038" */
} shape;

static shape shape_of(sr_slice text) {
  shape s = {.groups_of_three = true};
  uint32_t run = 0;
  bool behind = false;
  s.digits_only = text.len > 0 && text.len <= DIGITS_MAX && sr_is_digit((uint8_t)text.ptr[0]) &&
                  sr_is_digit((uint8_t)text.ptr[text.len - 1]);
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.ptr[i];
    if (sr_is_digit((uint8_t)c)) {
      run++;
      if (!behind) s.lead++;
    } else if (c == ',' || c == '.') {
      if (behind && run != 3) s.groups_of_three = false;
      if (c == ',')
        s.commas++, s.after_comma = 0;
      else
        s.stops++, s.after_stop = 0;
      behind = true;
      run = 0;
      continue;
    } else {
      s.digits_only = false;
    }
    if (behind) {
      if (s.commas) s.after_comma = run;
      if (s.stops) s.after_stop = run;
    }
  }
  if (!behind || run != 3 || s.lead > 3) s.groups_of_three = false;
  s.leading_zero = text.len > 1 && text.ptr[0] == '0';
  return s;
}

sr_number_style sr_number_style_of(const sr_token *tokens, uint32_t n) {
  uint32_t blanks = 0, grouped = 0, comma_decimal = 0, comma_thousands = 0, stop_decimal = 0, stop_thousands = 0,
           stop_zeros = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (tokens[i].kind != SR_TOKEN_NUMBER) continue;
    const sr_slice text = tokens[i].norm;
    const shape s = shape_of(text);
    if (!s.digits_only) continue;
    if (i && i + 1 < n && s.lead <= 3 && !s.commas && !s.stops && !s.leading_zero &&
        tokens[i - 1].kind == SR_TOKEN_WORD && tokens[i + 1].kind == SR_TOKEN_NUMBER && tokens[i + 1].norm.len == 3 &&
        shape_of(tokens[i + 1].norm).digits_only)
      blanks++;
    if (s.commas == 1 && s.groups_of_three && !s.leading_zero) grouped++;
    if (s.commas == 1 && !s.stops && (s.after_comma != 3 || s.leading_zero)) comma_decimal++;
    if (s.commas > 1 && !s.stops && s.groups_of_three) comma_thousands++;
    if (s.stops == 1 && !s.commas && (s.after_stop != 3 || s.leading_zero)) stop_decimal++;
    if (s.stops > 1 && !s.commas && s.groups_of_three) stop_thousands++;
    if (s.stops == 1 && !s.commas && s.groups_of_three && sr_slice_ends(text, SR_SLICE("000"))) stop_zeros++;
    if (s.commas == 1 && s.stops) comma_thousands++, stop_decimal++;
    if (s.stops > 1 && s.commas == 1) comma_decimal++, stop_thousands++;
  }
  /* A clear sign of one use rules out the other; "31.000" alone, with its three noughts, is a sign where commas part
   * nothing, since nobody gives a count to the third decimal. */
  sr_number_style style = {0};
  style.stop_thousands =
      stop_thousands || (comma_decimal && !stop_decimal) || (stop_zeros && !stop_decimal && !comma_thousands);
  style.comma_decimal = comma_decimal && style.stop_thousands && !comma_thousands;
  style.blank_thousands = blanks && !comma_thousands && !grouped;
  return style;
}

/* value and granule of a token of digits with separators. */
static bool read_digits(sr_number_style style, sr_slice text, double *value, double *granule, bool *grouped) {
  const shape s = shape_of(text);
  if (!s.digits_only) return false;
  char decimal = 0; /* the separator that parts the fraction, if one does */
  *grouped = false;
  if (s.commas && s.stops) {
    if (s.commas > 1 && s.stops > 1) return false;
    decimal = sr_slice_find(text, '.', 0) > sr_slice_find(text, ',', 0) ? '.' : ',';
    if ((decimal == '.' ? s.stops : s.commas) != 1) return false;
    *grouped = true;
  } else if (s.commas == 1) {
    const bool thousands = s.groups_of_three && !s.leading_zero && !style.comma_decimal;
    decimal = thousands ? 0 : ',';
    *grouped = thousands;
  } else if (s.stops == 1) {
    const bool thousands = s.groups_of_three && !s.leading_zero && style.stop_thousands;
    decimal = thousands ? 0 : '.';
    *grouped = thousands;
  } else if (s.commas || s.stops) {
    /* "1,385,710", "1.385.710" and the Indian "12,34,567"; "12.03.25" is a date or a version */
    const size_t last = text.len - 3;
    if (s.leading_zero || !(s.commas ? s.after_comma == 3 : s.groups_of_three)) return false;
    if (text.ptr[last - 1] != ',' && text.ptr[last - 1] != '.') return false;
    *grouped = true;
  } else if (s.leading_zero) {
    return false; /* a code, a time of day, a telephone number */
  }
  char plain[DIGITS_MAX + 1];
  size_t n = 0, decimals = 0;
  bool fraction = false;
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.ptr[i];
    if (sr_is_digit((uint8_t)c)) {
      plain[n++] = c;
      decimals += fraction;
    } else if (c == decimal) {
      plain[n++] = '.';
      fraction = true;
    }
  }
  if (!sr_number_parse((sr_slice){plain, n}, value)) return false;
  *granule = fraction ? pow(10, -(double)decimals) : sr_number_granule(*value);
  return true;
}

double sr_number_granule(double value) {
  double granule = 1;
  value = fabs(value);
  if (value < 1 || value > 1e18 || floor(value) < value) return 1;
  while (fmod(value, granule * 10) == 0) granule *= 10; /* exact up to 1e18; ends because value has a digit */
  return granule;
}

/* ---- number words ---- */

typedef enum numeral_kind { NUMERAL_NONE, UNIT, TEN, HUNDRED, SCALE, ABBR, GROUP, VAGUE, FRACTION } numeral_kind;

static numeral_kind numeral(const sr_token *token, double *value) {
  if (token->kind != SR_TOKEN_WORD) return NUMERAL_NONE;
  const uint32_t row = sr_table_find(&sr_table_numerals, &token->norm, 1);
  if (row == UINT32_MAX) return NUMERAL_NONE;
  *value = sr_table_number(&sr_table_numerals, row, SR_NUMERALS_VALUE);
  const sr_slice kind = sr_table_cell(&sr_table_numerals, row, SR_NUMERALS_KIND);
  static const char *const names[] = {"", "unit", "ten", "hundred", "scale", "abbr", "group", "vague", "fraction"};
  for (numeral_kind k = UNIT; k <= FRACTION; k++)
    if (sr_slice_is(kind, names[k])) return k;
  return NUMERAL_NONE;
}

static bool is(const sr_token *tokens, uint32_t n, uint32_t at, const char *word) {
  return at < n && sr_slice_is(tokens[at].norm, word);
}

static bool is_article(const sr_token *tokens, uint32_t n, uint32_t at) {
  return is(tokens, n, at, "a") || is(tokens, n, at, "an");
}

/* "½" or "1/2" or "1/4": its value, or 0. */
static double fraction_sign(const sr_token *token) {
  static const struct {
    const char *sign;
    double value;
  } signs[] = {{"½", 0.5},     {"¼", 0.25}, {"¾", 0.75},  {"⅓", 1.0 / 3},
               {"⅔", 2.0 / 3}, {"⅕", 0.2},  {"⅛", 0.125}, {"⅜", 0.375}};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (sr_slice_is(token->norm, signs[i].sign)) return signs[i].value;
  const sr_slice t = token->norm;
  if (token->kind == SR_TOKEN_NUMBER && t.len == 3 && t.ptr[1] == '/' && sr_is_digit((uint8_t)t.ptr[0])) {
    const int top = t.ptr[0] - '0', bottom = t.ptr[2] - '0'; /* not "9/11", not "24/7" */
    if (top > 0 && top < bottom && bottom <= 8 && bottom != 7) return (double)top / bottom;
  }
  return 0;
}

/* Scale words behind a value ("million", "hundred thousand", "bn"); gives how many tokens and their product. */
static uint32_t read_scales(const sr_token *tokens, uint32_t n, uint32_t at, bool after_money, bool digits,
                            double *scale) {
  const uint32_t first = at;
  double value;
  for (; at < n && at - first < 3; at++) {
    const numeral_kind kind = numeral(&tokens[at], &value);
    if (kind == SCALE) {
      *scale *= value;
      continue;
    }
    if (kind != ABBR || !digits || at != first) break;
    const bool attached = !tokens[at].space_before, single = tokens[at].norm.len == 1;
    bool counted = !single || after_money;
    if (single && attached && tokens[at].norm.ptr[0] == 'k') counted = true;
    /* "1.2m displaced" and "12.3m tonnes" are millions, "12m tall" and "1.5m" are metres */
    if (single && attached && at + 1 < n && tokens[at + 1].kind == SR_TOKEN_WORD && tokens[at].norm.ptr[0] == 'm')
      counted = counted ||
                (sr_word_number_of(tokens[at + 1].norm) != SR_WORD_SINGULAR && !sr_word_is_closed(tokens[at + 1].norm));
    if (!counted || (single && !attached && !after_money)) break;
    *scale *= value;
    at++;
    break;
  }
  return at - first;
}

/* "and a half" behind a number: tokens that it takes. */
static uint32_t and_a_half(const sr_token *tokens, uint32_t n, uint32_t at) {
  return is(tokens, n, at, "and") && is_article(tokens, n, at + 1) && is(tokens, n, at + 2, "half") ? 3 : 0;
}

/* "2.998×10^8", "×10-8" as print makes of a raised -8: tokens that it takes. */
static uint32_t read_power(const sr_token *tokens, uint32_t n, uint32_t at, double *scale) {
  const uint32_t first = at;
  if (!(is(tokens, n, at, "×") || is(tokens, n, at, "x")) || !is(tokens, n, at + 1, "10")) return 0;
  at += 2;
  if (is(tokens, n, at, "^")) at++;
  const bool minus = is(tokens, n, at, "-");
  at += minus;
  double power;
  if (at >= n || tokens[at].space_before || tokens[at].norm.len > 2 || !sr_number_parse(tokens[at].norm, &power))
    return 0;
  *scale *= pow(10, minus ? -power : power);
  return at + 1 - first;
}

/* value * scale, exact where the last digit comes to a whole number: 4.1 billion is 41 times 100 million, which binary
 * fractions hold, and not 4.1 times a billion, which falls short of it. */
static double scaled(double value, double granule, double scale) {
  const double step = round(granule * scale);
  const bool whole = step >= 1 && step < 1e15 && fabs(step - granule * scale) < 1e-6 * step;
  return scale > 1 && whole ? round(value / granule) * step : value * scale;
}

static bool read_digit_number(sr_number_style style, const sr_token *tokens, uint32_t n, bool after_money,
                              sr_number *number) {
  double value, granule, fraction = fraction_sign(&tokens[0]);
  bool grouped = false;
  uint32_t at = 1;
  if (fraction > 0) {
    value = fraction;
    granule = fraction;
    number->kind = SR_NUMBER_FRACTION;
  } else {
    if (tokens[0].kind != SR_TOKEN_NUMBER || !read_digits(style, tokens[0].norm, &value, &granule, &grouped))
      return false;
    /* Groups parted by blanks: "31 000", with any blank where the group ends in noughts, else a no-break one; and the
     * "31, 000" of careless typesetting. */
    while (at < n && tokens[0].norm.len <= 3 && value < 1e12) {
      const bool comma =
          is(tokens, n, at, ",") && !tokens[at].space_before && at + 1 < n && sr_slice_is(tokens[at + 1].norm, "000");
      const sr_token *group = &tokens[at + comma];
      if (group->kind != SR_TOKEN_NUMBER || group->norm.len != 3 || !shape_of(group->norm).digits_only ||
          !group->space_before)
        break;
      const bool wide =
          group->span.start - group[-1].span.end > 1; /* a no-break or thin space has two or three bytes */
      if (!comma && !wide && !style.blank_thousands && !(sr_slice_ends(group->norm, SR_SLICE("00")))) break;
      double low;
      if (!sr_number_parse(group->norm, &low)) break;
      value = value * 1000 + low;
      granule = sr_number_granule(value);
      grouped = true;
      at += 1 + comma;
    }
    if (at < n && granule == sr_number_granule(value) && (fraction = fraction_sign(&tokens[at])) > 0 && value < 1000) {
      value += fraction; /* "1½", "10 1/2" */
      granule = 0.5;
      at++;
    }
  }
  number->grouped = grouped;
  number->scale = 1;
  const uint32_t half = and_a_half(tokens, n, at);
  if (half && value < 1000) value += 0.5, granule = 0.5, at += half;
  at += read_scales(tokens, n, at, after_money, true, &number->scale);
  if (number->scale > 1) number->kind = SR_NUMBER_DIGITS; /* "½ million" */
  at += read_power(tokens, n, at, &number->scale);
  number->granule = granule * number->scale;
  number->low = number->high = scaled(value, granule, number->scale);
  number->n_tokens = at;
  return true;
}

/* "two thirds", "a third of", "one-half", "three quarters", "half a million", "half the": what begins with a fraction
 * word or with a numerator. */
static bool read_fraction(const sr_token *tokens, uint32_t n, sr_number *number) {
  double value, top = 1;
  uint32_t at = 0;
  numeral_kind kind = numeral(&tokens[0], &value);
  const bool article = is_article(tokens, n, 0);
  if (kind == UNIT && value > 0) top = value;
  if ((kind == UNIT || article) && n > 1) {
    at = is(tokens, n, 1, "-") && !tokens[1].space_before && !article ? 2 : 1;
    kind = at < n ? numeral(&tokens[at], &value) : NUMERAL_NONE;
  } else if (kind != FRACTION || value > 2) {
    return false; /* "third" alone is an ordinal, "half" is not */
  }
  if (kind != FRACTION || top >= value + (value <= 2)) return false;
  const bool plural = sr_slice_ends(tokens[at].norm, SR_SLICE("s"));
  if (top > 1 && !plural) return false;                                   /* "two third parties" */
  if (article && value > 2 && !is(tokens, n, at + 1, "of")) return false; /* "a third battery", "a quarter" of a town */
  at++;
  number->kind = SR_NUMBER_FRACTION;
  number->scale = 1;
  number->low = number->high = top / value;
  number->granule = number->low;
  /* "half a million", "half a dozen", "a quarter of a million" */
  uint32_t rest = at;
  if (is(tokens, n, rest, "of")) rest++;
  if (is_article(tokens, n, rest)) rest++;
  double unit = 0;
  kind = rest < n ? numeral(&tokens[rest], &unit) : NUMERAL_NONE;
  if (kind == GROUP || (kind == SCALE && unit >= 100)) {
    number->scale = unit;
    number->low = number->high = number->low * unit;
    number->granule = sr_number_granule(number->low);
    number->kind = SR_NUMBER_WORDS;
    at = rest + 1;
  }
  number->n_tokens = at;
  return true;
}

/* "hundreds", "tens of thousands", "hundreds of thousands of", "dozens". */
static bool read_vague(const sr_token *tokens, uint32_t n, sr_number *number) {
  double value, more;
  uint32_t at = 1;
  if ((is(tokens, n, 0, "several") || is(tokens, n, 0, "few")) && n > 1) { /* "several hundred", "a few dozen" */
    const numeral_kind kind = numeral(&tokens[1], &value);
    if (kind != SCALE && kind != GROUP) return false;
    at = 2;
  } else if (numeral(&tokens[0], &value) != VAGUE) {
    return false;
  }
  if (at == 1 && is(tokens, n, 1, "of") && n > 2) {
    const numeral_kind kind = numeral(&tokens[2], &more);
    if (kind == VAGUE && more >= 1000) value *= more, at = 3;
  }
  *number = (sr_number){
      .low = value, .high = value * 10, .granule = value, .scale = 1, .n_tokens = at, .kind = SR_NUMBER_VAGUE};
  return true;
}

/* Cardinals in words: "one hundred and twelve", "two hundred fifty thousand", "a hundred", "two dozen", "twenty-three".
 */
static bool read_words(const sr_token *tokens, uint32_t n, sr_number *number) {
  double total = 0, group = 0, value, last_scale = (double)INFINITY;
  uint32_t at = 0, end = 0;
  bool after_ten = false, after_unit = false;
  number->scale = 1;
  if (is_article(tokens, n, 0)) {
    const numeral_kind kind = n > 1 ? numeral(&tokens[1], &value) : NUMERAL_NONE;
    if (kind != GROUP && kind != SCALE) return false;
    at = 1;
  } else { /* a bare "hundred" or "dozen" says how many only behind "several" (read_vague) */
    const numeral_kind kind = numeral(&tokens[0], &value);
    if (kind != UNIT && kind != TEN && kind != HUNDRED) return false;
  }
  for (; at < n && at < WORDS_MAX; at++) {
    if (end &&
        (is(tokens, n, at, "and") || is(tokens, n, at, "и") || (is(tokens, n, at, "-") && !tokens[at].space_before))) {
      /* only between hundreds and what is below: "one hundred and twelve", "twenty - three"; not "two and three" */
      const bool joins = is(tokens, n, at, "-") || is(tokens, n, at, "и")
                             ? after_ten && !after_unit
                             : !after_unit && !after_ten && (group >= 100 || total > 0);
      if (!joins || at + 1 >= n) break;
      const numeral_kind next = numeral(&tokens[at + 1], &value);
      if (next != UNIT && next != TEN) break;
      continue;
    }
    const numeral_kind kind = numeral(&tokens[at], &value);
    if (kind == UNIT && !after_unit && (!after_ten || (value > 0 && value < 10))) {
      group += value;
      after_unit = true;
    } else if (kind == TEN && !after_unit && !after_ten) {
      group += value;
      after_ten = true;
    } else if (kind == HUNDRED && group == 0 && !after_unit && !after_ten) { /* "двісті" */
      group = value;
    } else if (kind == SCALE && value == 100 && group < 100) {
      group = (group > 0 ? group : 1) * 100;
      after_unit = after_ten = false;
    } else if (kind == SCALE && value > 100 && value < last_scale) {
      total += (group > 0 ? group : 1) * value;
      last_scale = value;
      number->scale = value;
      group = 0;
      after_unit = after_ten = false;
    } else if (kind == GROUP) {
      group = (group > 0 ? group : 1) * value;
      total += group;
      group = 0;
      end = at + 1;
      number->scale = value;
      break;
    } else {
      break;
    }
    end = at + 1;
  }
  if (!end) return false;
  total += group;
  number->kind = SR_NUMBER_WORDS;
  number->granule = sr_number_granule(total);
  const uint32_t half = and_a_half(tokens, n, end);
  if (half) {
    const double extra = 0.5 * (total >= 1000 && group == 0 ? last_scale : 1); /* "a million and a half" */
    total += extra;
    number->granule = extra;
    end += half;
    double scale = 1;
    end += read_scales(tokens, n, end, false, false, &scale); /* "two and a half million" */
    total *= scale;
    number->granule *= scale;
    number->scale *= scale;
  }
  number->low = number->high = total;
  number->n_tokens = end;
  return true;
}

bool sr_number_read(sr_number_style style, const sr_token *tokens, uint32_t n, bool after_money, sr_number *number) {
  *number = (sr_number){0};
  if (!n) return false;
  if (read_digit_number(style, tokens, n, after_money, number)) return true;
  if (tokens[0].kind != SR_TOKEN_WORD) return false;
  return read_vague(tokens, n, number) || read_fraction(tokens, n, number) || read_words(tokens, n, number);
}
