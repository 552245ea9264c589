/* Unit codes: parsing, products, comparison and exact conversion; see the header. */
#include "check/unit.h"

#include "base/slice.h"
#include "base/table.h"

#include <lexicon/ucum.h>

#include <math.h>
#include <stdio.h>

static const char *const DIMENSION_NAMES[SR_DIMENSIONS] = {
    "length", "mass", "time", "current", "temperature", "amount", "light", "angle", "data", "count", "money", "scale"};

/* One factor of a code, resolved. */
typedef struct factor {
  int dims[SR_DIMENSIONS];
  uint64_t num, den;
} factor;

typedef struct parser {
  sr_slice code;
  size_t at;
  int depth; /* of parentheses and of definitions that lead to others */
  sr_error *err;
} parser;

static uint64_t common_divisor(uint64_t a, uint64_t b) {
  while (b) {
    const uint64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/* *num / *den *= by_num / by_den in lowest terms; false past 64 bits. */
static bool scale(uint64_t *num, uint64_t *den, uint64_t by_num, uint64_t by_den) {
  const uint64_t a = common_divisor(*num, by_den), b = common_divisor(by_num, *den);
  return !__builtin_mul_overflow(*num / a, by_num / b, num) && !__builtin_mul_overflow(*den / b, by_den / a, den);
}

static sr_status too_big(const parser *p) {
  return sr_fail(p->err, SR_ERR_LIMIT, p->at, "unit '%.*s' is too large to reckon exactly", SR_FMT(p->code));
}

/* f *= by^power. */
static sr_status multiply(const parser *p, factor *f, const factor *by, int power) {
  for (int i = 0; i < (power < 0 ? -power : power); i++) {
    const bool fits = power > 0 ? scale(&f->num, &f->den, by->num, by->den) : scale(&f->num, &f->den, by->den, by->num);
    if (!fits) return too_big(p);
  }
  for (int d = 0; d < SR_DIMENSIONS; d++) {
    const int sum = f->dims[d] + by->dims[d] * power; /* both are bounded by what 64 bits and 8 terms allow */
    if (sum > 100 || sum < -100) return too_big(p);
    f->dims[d] = sum;
  }
  return SR_OK;
}

static uint32_t find(const char *kind, sr_slice code) {
  return sr_table_find(&sr_table_ucum, (sr_slice[]){sr_slice_of(kind), code}, 2);
}

static uint64_t whole(uint32_t row, uint32_t column) {
  const sr_slice cell = sr_table_cell(&sr_table_ucum, row, column);
  uint64_t value = 0; /* the table compiler has seen that it is a number */
  for (size_t i = 0; i < cell.len; i++) value = value * 10 + (uint64_t)(cell.ptr[i] - '0');
  return value;
}

static sr_status parse_code(parser *p, factor *f, sr_unit *unit, int power);

/* The factor of a row of the table, by the definitions it leads to. */
static sr_status resolve(const parser *p, uint32_t row, factor *f) {
  const sr_slice kind = sr_table_cell(&sr_table_ucum, row, SR_UCUM_KIND);
  const sr_slice of = sr_table_cell(&sr_table_ucum, row, SR_UCUM_OF);
  *f = (factor){.num = 1, .den = 1};
  if (sr_slice_is(kind, "currency")) {
    f->dims[SR_DIM_MONEY] = 1;
    return SR_OK;
  }
  if (sr_slice_is(kind, "base") || sr_slice_is(kind, "fixed")) {
    for (int d = 0; d < SR_DIMENSIONS; d++) f->dims[d] = sr_slice_is(of, DIMENSION_NAMES[d]);
    return SR_OK;
  }
  if (of.len) {
    parser inner = {of, 0, p->depth + 1, p->err};
    SR_TRY(parse_code(&inner, f, NULL, 1));
  }
  return scale(&f->num, &f->den, whole(row, SR_UCUM_NUM), whole(row, SR_UCUM_DEN)) ? SR_OK : too_big(p);
}

static const char *const WHOLE_KINDS[] = {"base", "currency", "fixed", "metric", "unit"};
static const char *const PREFIXED_KINDS[] = {"base", "metric"};

static sr_status resolve_symbol(const parser *p, sr_slice symbol, factor *f, sr_dimension *named) {
  for (size_t k = 0; k < sizeof WHOLE_KINDS / sizeof *WHOLE_KINDS; k++) {
    const uint32_t row = find(WHOLE_KINDS[k], symbol);
    if (row == UINT32_MAX) continue;
    SR_TRY(resolve(p, row, f));
    *named = f->dims[SR_DIM_MONEY] ? SR_DIM_MONEY : f->dims[SR_DIM_SCALE] ? SR_DIM_SCALE : SR_DIMENSIONS;
    return SR_OK;
  }
  for (size_t cut = 1; cut <= 2 && cut < symbol.len; cut++) {
    const uint32_t prefix = find("prefix", sr_slice_cut(symbol, 0, cut));
    if (prefix == UINT32_MAX) continue;
    for (size_t k = 0; k < sizeof PREFIXED_KINDS / sizeof *PREFIXED_KINDS; k++) {
      const uint32_t row = find(PREFIXED_KINDS[k], sr_slice_cut(symbol, cut, symbol.len));
      if (row == UINT32_MAX) continue;
      *named = SR_DIMENSIONS;
      SR_TRY(resolve(p, row, f));
      return scale(&f->num, &f->den, whole(prefix, SR_UCUM_NUM), whole(prefix, SR_UCUM_DEN)) ? SR_OK : too_big(p);
    }
  }
  return sr_fail(p->err, SR_ERR_INPUT, p->at, "unknown unit '%.*s'", SR_FMT(symbol));
}

static bool in_symbol(char c) { return sr_is_alpha((uint8_t)c) || c == '%' || c == '_' || c == '\''; }

static sr_status add_term(const parser *p, sr_unit *unit, sr_slice symbol, int exponent, sr_dimension named) {
  if (!unit) return SR_OK;
  for (uint32_t i = 0; i < unit->n_terms; i++) {
    sr_unit_term *term = &unit->terms[i];
    if (!sr_slice_eq(term->symbol, symbol)) continue;
    term->exponent += exponent;
    if (!term->exponent) {
      memmove(term, term + 1, (unit->n_terms - i - 1) * sizeof *term);
      unit->n_terms--;
    }
    return SR_OK;
  }
  if (unit->n_terms == SR_UNIT_TERMS_MAX)
    return sr_fail(p->err, SR_ERR_LIMIT, p->at, "unit has more than %d terms", SR_UNIT_TERMS_MAX);
  unit->terms[unit->n_terms++] = (sr_unit_term){symbol, exponent, named};
  return SR_OK;
}

/* A brace group at p->at; *text is with its braces. */
static sr_status parse_annotation(parser *p, sr_slice *text) {
  const size_t end = sr_slice_find(p->code, '}', p->at);
  if (end == SR_NOWHERE) return sr_fail(p->err, SR_ERR_INPUT, p->at, "'{' without '}' in unit '%.*s'", SR_FMT(p->code));
  if (end == p->at + 1) return sr_fail(p->err, SR_ERR_INPUT, p->at, "empty noun in unit '%.*s'", SR_FMT(p->code));
  for (size_t i = p->at + 1; i < end; i++)
    if (p->code.ptr[i] == '{' || (uint8_t)p->code.ptr[i] < 0x20)
      return sr_fail(p->err, SR_ERR_INPUT, i, "bad byte in a noun of unit '%.*s'", SR_FMT(p->code));
  *text = sr_slice_cut(p->code, p->at, end + 1);
  p->at = end + 1;
  return SR_OK;
}

/* A symbol with its exponent and, behind it, a silent annotation. */
static sr_status parse_atom(parser *p, factor *f, sr_unit *unit, int power) {
  const size_t start = p->at;
  sr_slice symbol;
  sr_dimension named = SR_DIM_COUNT;
  factor atom = {.num = 1, .den = 1};
  if (p->code.ptr[start] == '{') {
    SR_TRY(parse_annotation(p, &symbol));
    atom.dims[SR_DIM_COUNT] = 1;
  } else {
    while (p->at < p->code.len && (in_symbol(p->code.ptr[p->at]) || p->code.ptr[p->at] == '[')) {
      if (p->code.ptr[p->at] == '[') {
        const size_t end = sr_slice_find(p->code, ']', p->at);
        if (end == SR_NOWHERE) return sr_fail(p->err, SR_ERR_INPUT, p->at, "'[' without ']' in a unit");
        p->at = end;
      }
      p->at++;
    }
    symbol = sr_slice_cut(p->code, start, p->at);
    if (!symbol.len)
      return sr_fail(p->err, SR_ERR_INPUT, start, "unexpected '%c' in unit '%.*s'",
                     sr_is_upper((uint8_t)p->code.ptr[start]) || p->code.ptr[start] > ' ' ? p->code.ptr[start] : '?',
                     SR_FMT(p->code));
    parser at_start = *p;
    at_start.at = start;
    SR_TRY(resolve_symbol(&at_start, symbol, &atom, &named));
  }
  int sign = 1, exponent = 1;
  if (p->at < p->code.len && (p->code.ptr[p->at] == '-' || p->code.ptr[p->at] == '+'))
    sign = p->code.ptr[p->at++] == '-' ? -1 : 1;
  if (p->at < p->code.len && sr_is_digit((uint8_t)p->code.ptr[p->at])) {
    exponent = p->code.ptr[p->at++] - '0';
    if (!exponent || (p->at < p->code.len && sr_is_digit((uint8_t)p->code.ptr[p->at])))
      return sr_fail(p->err, SR_ERR_INPUT, p->at - 1, "exponent is not 1 to %d", SR_UNIT_EXPONENT_MAX);
  } else if (p->at > start && (p->code.ptr[p->at - 1] == '-' || p->code.ptr[p->at - 1] == '+')) {
    return sr_fail(p->err, SR_ERR_INPUT, p->at, "sign without exponent in unit '%.*s'", SR_FMT(p->code));
  }
  exponent *= sign * power;
  SR_TRY(multiply(p, f, &atom, exponent));
  sr_slice silent;
  if (p->at < p->code.len && p->code.ptr[p->at] == '{') SR_TRY(parse_annotation(p, &silent));
  return add_term(p, unit, symbol, exponent, named);
}

static sr_status parse_component(parser *p, factor *f, sr_unit *unit, int power) {
  if (p->at == p->code.len) return sr_fail(p->err, SR_ERR_INPUT, p->at, "unit '%.*s' breaks off", SR_FMT(p->code));
  if (p->code.ptr[p->at] == '(') {
    if (++p->depth > SR_UNIT_DEPTH_MAX) return sr_fail(p->err, SR_ERR_LIMIT, p->at, "unit is nested too deeply");
    p->at++;
    SR_TRY(parse_code(p, f, unit, power));
    p->depth--;
    if (p->at == p->code.len || p->code.ptr[p->at] != ')')
      return sr_fail(p->err, SR_ERR_INPUT, p->at, "'(' without ')' in unit '%.*s'", SR_FMT(p->code));
    p->at++;
    return SR_OK;
  }
  if (sr_is_digit((uint8_t)p->code.ptr[p->at])) {
    const size_t start = p->at;
    factor number = {.num = 0, .den = 1};
    while (p->at < p->code.len && sr_is_digit((uint8_t)p->code.ptr[p->at])) {
      if (p->at - start == 9) return too_big(p);
      number.num = number.num * 10 + (uint64_t)(p->code.ptr[p->at++] - '0');
    }
    if (!number.num) return sr_fail(p->err, SR_ERR_INPUT, start, "zero in unit '%.*s'", SR_FMT(p->code));
    SR_TRY(multiply(p, f, &number, power));
    return number.num == 1 ? SR_OK : add_term(p, unit, sr_slice_cut(p->code, start, p->at), power, SR_DIMENSIONS);
  }
  return parse_atom(p, f, unit, power);
}

/* Terms joined by . and / up to the end or a closing parenthesis. */
static sr_status parse_code(parser *p, factor *f, sr_unit *unit, int power) {
  if (p->depth > SR_UNIT_DEPTH_MAX) return sr_fail(p->err, SR_ERR_LIMIT, p->at, "unit is nested too deeply");
  int side = power;
  if (p->at < p->code.len && p->code.ptr[p->at] == '/') {
    side = -power;
    p->at++;
  }
  for (;;) {
    SR_TRY(parse_component(p, f, unit, side));
    if (p->at == p->code.len || p->code.ptr[p->at] == ')') return SR_OK;
    const char join = p->code.ptr[p->at];
    if (join != '.' && join != '/')
      return sr_fail(p->err, SR_ERR_INPUT, p->at, "'.' or '/' is missing in unit '%.*s'", SR_FMT(p->code));
    side = join == '/' ? -power : power; /* UCUM: a solidus binds its own component only */
    p->at++;
  }
}

sr_unit sr_unit_one(void) { return (sr_unit){.num = 1, .den = 1}; }

sr_status sr_unit_parse(sr_slice code, sr_unit *unit, sr_error *err) {
  *unit = sr_unit_one();
  if (!code.len) return sr_fail(err, SR_ERR_INPUT, 0, "empty unit");
  if (code.len >= SR_UNIT_CODE_MAX) return sr_fail(err, SR_ERR_LIMIT, 0, "unit of %zu bytes", code.len);
  parser p = {code, 0, 0, err};
  factor f = {.num = 1, .den = 1};
  SR_TRY(parse_code(&p, &f, unit, 1));
  if (p.at < code.len) return sr_fail(err, SR_ERR_INPUT, p.at, "')' without '(' in unit '%.*s'", SR_FMT(code));
  memcpy(unit->dims, f.dims, sizeof unit->dims);
  unit->num = f.num;
  unit->den = f.den;
  return SR_OK;
}

sr_status sr_unit_mul(const sr_unit *a, const sr_unit *b, int power, sr_unit *product, sr_error *err) {
  const parser p = {SR_SLICE("product of units"), 0, 0, err};
  factor f = {.num = a->num, .den = a->den}, by = {.num = b->num, .den = b->den};
  memcpy(f.dims, a->dims, sizeof f.dims);
  memcpy(by.dims, b->dims, sizeof by.dims);
  SR_TRY(multiply(&p, &f, &by, power));
  *product = *a;
  for (uint32_t i = 0; i < b->n_terms; i++) {
    const sr_unit_term *term = &b->terms[i];
    SR_TRY(add_term(&p, product, term->symbol, term->exponent * power, term->named));
  }
  memcpy(product->dims, f.dims, sizeof f.dims);
  product->num = f.num;
  product->den = f.den;
  return SR_OK;
}

/* The summed exponent of symbol among the terms. */
static int exponent_of(const sr_unit *unit, sr_slice symbol) {
  for (uint32_t i = 0; i < unit->n_terms; i++)
    if (sr_slice_eq(unit->terms[i].symbol, symbol)) return unit->terms[i].exponent;
  return 0;
}

/* Every term of a whose name matters (of dimension `named`) stands in b with the same exponent. */
static bool names_in(const sr_unit *a, const sr_unit *b, sr_dimension named) {
  for (uint32_t i = 0; i < a->n_terms; i++)
    if (a->terms[i].named == named && exponent_of(b, a->terms[i].symbol) != a->terms[i].exponent) return false;
  return true;
}

bool sr_unit_alike(const sr_unit *a, const sr_unit *b) {
  return memcmp(a->dims, b->dims, sizeof a->dims) == 0 && names_in(a, b, SR_DIM_SCALE) && names_in(b, a, SR_DIM_SCALE);
}

bool sr_unit_fits(const sr_unit *a, const sr_unit *b) {
  return sr_unit_alike(a, b) && names_in(a, b, SR_DIM_MONEY) && names_in(b, a, SR_DIM_MONEY);
}

sr_slice sr_unit_only(const sr_unit *unit, sr_dimension named) {
  sr_slice found = {0};
  for (uint32_t i = 0; i < unit->n_terms; i++) {
    if (unit->terms[i].named != named) continue;
    if (found.len) return (sr_slice){0};
    found = unit->terms[i].symbol;
  }
  return found;
}

bool sr_unit_same_nouns(const sr_unit *a, const sr_unit *b) {
  return names_in(a, b, SR_DIM_COUNT) && names_in(b, a, SR_DIM_COUNT);
}

static sr_interval of_whole(uint64_t value) {
  const double nearest = (double)value;
  if (value <= (UINT64_C(1) << 53)) return sr_interval_of(nearest);
  return (sr_interval){nextafter(nearest, 0), nextafter(nearest, HUGE_VAL)};
}

bool sr_unit_size(const sr_unit *from, const sr_unit *to, sr_interval *ratio) {
  if (!sr_unit_alike(from, to)) return false;
  uint64_t num = from->num, den = from->den;
  if (scale(&num, &den, to->den, to->num)) {
    (void)sr_interval_div(of_whole(num), of_whole(den), ratio);
    return true;
  }
  sr_interval above = sr_interval_mul(of_whole(from->num), of_whole(to->den));
  sr_interval below = sr_interval_mul(of_whole(from->den), of_whole(to->num));
  (void)sr_interval_div(above, below, ratio);
  return true;
}

bool sr_unit_factor(const sr_unit *from, const sr_unit *to, sr_interval *ratio) {
  return sr_unit_fits(from, to) && sr_unit_size(from, to, ratio);
}

bool sr_unit_convert(sr_interval value, const sr_unit *from, const sr_unit *to, sr_interval *converted) {
  sr_interval ratio;
  if (!sr_unit_factor(from, to, &ratio)) return false;
  *converted = sr_interval_mul(value, ratio);
  return true;
}

size_t sr_unit_write(const sr_unit *unit, char *out, size_t room) {
  size_t len = 0;
  bool any = false;
  if (room) out[0] = 0;
  for (int side = 1; side >= -1; side -= 2) {
    for (uint32_t i = 0; i < unit->n_terms; i++) {
      const sr_unit_term *term = &unit->terms[i];
      const int size = term->exponent * side;
      if (size <= 0 || len >= room) continue;
      char exponent[4] = "";
      if (size > 1) snprintf(exponent, sizeof exponent, "%d", size % 100);
      const char *join = side < 0 ? "/" : any ? "." : "";
      const int n = snprintf(out + len, room - len, "%s%.*s%s", join, SR_FMT(term->symbol), exponent);
      len += n > 0 ? (size_t)n : 0;
      any = true;
    }
  }
  if (!any && room > 1) len = (size_t)snprintf(out, room, "1"); /* "/d" alone is fine: UCUM allows a leading solidus */
  return len < room ? len : room ? room - 1 : 0;
}
