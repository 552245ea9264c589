/* Cuts and reads; see the header. */
#include "read/time_atoms.h"

#include "base/slice.h"
#include "base/table.h"

#include "lexicon/times.h"
#include "read/wordclass.h"

enum {
  PHRASE_MAX = 6, /* tokens of the longest phrase of times.tsv, and some */
  CARD_MAX = 8    /* words of a number: "two thousand three hundred and forty-five" */
};

typedef sr_time__reading reading;

typedef SR_VEC(sr_time__atom) atom_vec;
typedef SR_VEC(reading) reading_vec;

bool sr_time__is_dash(sr_slice norm) {
  return sr_slice_is(norm, "-") || sr_slice_is(norm, "–") || sr_slice_is(norm, "—");
}

/* "mid-july" is cut into mid, -, july; the pieces share the token's span by bytes where norm and text are of one
 * length, which is so whenever the hyphen is ASCII; a typographic one makes the token stay whole but for its norm. */
static bool cut_token(sr_arena *arena, const sr_report *report, uint32_t index, atom_vec *atoms) {
  const sr_token *token = &report->tokens[index];
  const sr_slice text = {report->text.ptr + token->span.start, token->span.end - token->span.start};
  size_t from = 0;
  const bool glued = index && !token->space_before && report->tokens[index - 1].sentence == token->sentence;
  const bool cut = token->kind == SR_TOKEN_WORD && token->norm.len == text.len && text.len > 2;
  do {
    size_t to = from;
    if (cut && text.ptr[from] == '-')
      to++;
    else if (cut)
      while (to < text.len && text.ptr[to] != '-') to++;
    else
      to = text.len;
    sr_time__atom *atom = SR_PUSH(arena, atoms);
    if (!atom) return false;
    atom->token = *token;
    atom->token.span = (sr_span){token->span.start + (uint32_t)from, token->span.start + (uint32_t)to};
    if (cut) atom->token.norm = sr_slice_cut(token->norm, from, to);
    atom->token.space_before = token->space_before && from == 0;
    atom->origin = index;
    atom->glued = from ? true : glued;
    /* "Nov." is "nov": abbreviations keep their stop in one place and lose it in another. */
    sr_slice *norm = &atom->token.norm;
    if (token->kind == SR_TOKEN_WORD && norm->len > 1 && sr_slice_find(*norm, '.', 0) == norm->len - 1) norm->len--;
    from = to;
  } while (from < text.len);
  return true;
}

/* ---- readings ---- */

static bool put(sr_arena *arena, reading_vec *readings, int class, uint32_t n, int32_t number, uint32_t row) {
  reading *r = SR_PUSH(arena, readings);
  if (!r) return false;
  *r = (reading){(uint8_t) class, (uint8_t)n, number, row};
  return true;
}

/* Up to three groups of digits parted by one and the same byte: "12.03.25". The number of groups, 0 if it is not so. */
static int digit_groups(sr_slice s, char by, int32_t group[3], int32_t width[3]) {
  int n = 0;
  for (sr_slice rest = s; rest.ptr;) {
    const sr_slice piece = sr_slice_split(&rest, by);
    if (n == 3 || !piece.len || piece.len > 4) return 0;
    int32_t value = 0;
    for (size_t i = 0; i < piece.len; i++) {
      if (!sr_is_digit((uint8_t)piece.ptr[i])) return 0;
      value = value * 10 + (piece.ptr[i] - '0');
    }
    group[n] = value;
    width[n++] = (int32_t)piece.len;
  }
  return n;
}

enum { PACK_YEAR = 10000, PACK_MONTH = 100 };

/* year * 10000 + month * 100 + day, or UNSET if the three make no date. */
static int32_t packed_date(int32_t year, int32_t month, int32_t day, int32_t year_width) {
  if (year_width == 2)
    year += year < 70 ? 2000 : 1900; /* POSIX strptime puts the border at 69 */
  else if (year_width != 4)
    return SR_TIME_UNSET;
  if (year < 1000 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return SR_TIME_UNSET;
  return year * PACK_YEAR + month * PACK_MONTH + day;
}

/* timed: a word of times of day stands behind. */
static bool read_digit_shapes(sr_arena *arena, sr_slice s, bool timed, reading_vec *out) {
  int32_t g[3], w[3], packed = SR_TIME_UNSET;
  bool ok = true;
  if (digit_groups(s, '-', g, w) == 3) packed = packed_date(g[0], g[1], g[2], w[0] == 4 ? 4 : 0);
  for (const char *by = "./"; *by && packed == SR_TIME_UNSET; by++) {
    if (digit_groups(s, *by, g, w) != 3) continue;
    packed = packed_date(g[2], g[1], g[0], w[2]); /* day first, as most of the world writes it */
    if (packed == SR_TIME_UNSET) packed = packed_date(g[2], g[0], g[1], w[2]);
    if (packed == SR_TIME_UNSET) packed = packed_date(g[0], g[1], g[2], w[0]);
  }
  if (packed != SR_TIME_UNSET) ok = put(arena, out, SR_TIME__packed, 1, packed, UINT32_MAX);
  if (ok && timed && s.len == 4 && digit_groups(s, ':', g, w) == 1 && g[0] < 2400 && g[0] % 100 < 60) /* "0430 GMT" */
    ok = put(arena, out, SR_TIME__clock, 1, g[0] / 100 * 60 + g[0] % 100, UINT32_MAX);
  const int colon = digit_groups(s, ':', g, w);
  if (ok && colon >= 2 && g[0] <= 24 && g[1] < 60 && w[1] == 2)
    ok = put(arena, out, SR_TIME__clock, 1, g[0] * 60 + g[1], UINT32_MAX);
  if (ok && digit_groups(s, '.', g, w) == 2 && w[1] == 2 && g[0] < 24 && g[1] < 60)
    ok = put(arena, out, SR_TIME__stop, 1, g[0] * 60 + g[1], UINT32_MAX);
  return ok;
}

static bool is_before_christ(sr_slice norm) {
  return sr_slice_is(norm, "bc") || sr_slice_is(norm, "b.c.") || sr_slice_is(norm, "bce");
}

/* "from 499 | to 493 BC": the era stands behind the second year. */
static bool opens_range_of_old(const sr_time__atom *atoms, uint32_t n) {
  static const char *const joints[] = {"to", "until", "and", "or", NULL};
  if (n < 4 || !sr_is_digit((uint8_t)atoms[2].token.norm.ptr[0]) || !is_before_christ(atoms[3].token.norm))
    return false;
  bool joined = sr_time__is_dash(atoms[1].token.norm);
  for (const char *const *joint = joints; *joint; joint++) joined |= sr_slice_is(atoms[1].token.norm, *joint);
  return joined;
}

/* Digits with what may follow them: "1990s", "9th", "31", "2.5". tail is the letters that stand behind the digits, in
 * the same atom or the next one. */
static bool read_digits(sr_arena *arena, const sr_time__atom *atoms, uint32_t n, reading_vec *out) {
  sr_slice s = atoms[0].token.norm;
  uint32_t used = 1;
  const bool apostrophe = s.len > 1 && s.ptr[0] == '\'';
  if (apostrophe) s = sr_slice_cut(s, 1, s.len);
  size_t digits = 0;
  int32_t value = 0;
  while (digits < s.len && digits < 7 && sr_is_digit((uint8_t)s.ptr[digits]))
    value = value * 10 + (s.ptr[digits++] - '0');
  if (!digits || digits > 6) return true;
  sr_slice tail = sr_slice_cut(s, digits, s.len);
  if (!tail.len && n > 1 && atoms[1].glued && atoms[1].token.norm.len <= 3) {
    tail = atoms[1].token.norm;
    used = 2;
  }
  if (sr_slice_is(tail, "s") || sr_slice_is(tail, "'s")) {
    if (digits == 4 && value % 10 == 0 && value >= 1000 && value < 2200)
      return put(arena, out, SR_TIME__years, used, value, UINT32_MAX);
    if (digits == 2 && value % 10 == 0) return put(arena, out, SR_TIME__years, used, 1900 + value, UINT32_MAX);
  }
  static const char *const ordinal[] = {"st", "nd", "rd", "th"};
  for (size_t k = 0; k < sizeof ordinal / sizeof *ordinal; k++)
    if (sr_slice_is(tail, ordinal[k])) return put(arena, out, SR_TIME__ord, used, value, UINT32_MAX);
  if (used == 1 && tail.len) return true;
  bool ok = true;
  if (!apostrophe) ok = put(arena, out, SR_TIME__num, 1, value, UINT32_MAX);
  if (ok && !apostrophe && digits <= 2 && value >= 1 && value <= 31)
    ok = put(arena, out, SR_TIME__dom, 1, value, UINT32_MAX);
  if (ok && !apostrophe && digits <= 2 && value <= 24) ok = put(arena, out, SR_TIME__hour, 1, value, UINT32_MAX);
  const bool of_old = n > 1 && digits == 3 && (is_before_christ(atoms[1].token.norm) || opens_range_of_old(atoms, n));
  if (ok && ((digits == 4 && value >= 1000 && value < 2200) || of_old))
    ok = put(arena, out, SR_TIME__year, 1, value, UINT32_MAX);
  /* "on 5 May 40 soldiers were killed": a count, not the year */
  const bool counts = !apostrophe && n > 1 && sr_word_number_of(atoms[1].token.norm) == SR_WORD_PLURAL &&
                      !sr_word_is_closed(atoms[1].token.norm);
  if (ok && digits == 2 && !counts) ok = put(arena, out, SR_TIME__shortyear, 1, value, UINT32_MAX);
  return ok;
}

/* "0430 GMT", "at 1830 hours": whether the four digits at `at` are hours and minutes. */
static bool tells_of_day(const sr_token *tokens, uint32_t at, uint32_t end) {
  static const char *const zones[] = {"gmt", "utc", "bst", "cet", "est", "edt", "msk", "hrs", NULL};
  if (at + 1 >= end) return false;
  const sr_slice next = tokens[at + 1].norm;
  for (const char *const *zone = zones; *zone; zone++)
    if (sr_slice_is(next, *zone)) return true;
  return sr_slice_is(next, "hours") &&
         (tokens[at].norm.ptr[0] == '0' || (at && sr_slice_is(tokens[at - 1].norm, "at")));
}

bool sr_time__starts_upper(const sr_report *report, const sr_time__atom *atom) {
  size_t at = 0;
  const sr_slice text = {report->text.ptr + atom->token.span.start, atom->token.span.end - atom->token.span.start};
  return text.len && sr_is_upper((uint8_t)text.ptr[at]);
}

/* A whole number at the start of a cell; 0 where there is none. */
static int32_t leading_int(sr_slice text) {
  int32_t n = 0;
  size_t i = text.len && text.ptr[0] == '-';
  for (; i < text.len && sr_is_digit((uint8_t)text.ptr[i]) && n < 100000; i++) n = n * 10 + (text.ptr[i] - '0');
  return text.len && text.ptr[0] == '-' ? -n : n;
}

/* All table readings that begin at tokens[0]: of every length, of every class. */
static bool read_words(sr_arena *arena, const sr_time_tables *tables, const sr_report *report, const sr_token *tokens,
                       const sr_time__atom *atom, uint32_t n, reading_vec *out) {
  if (n > PHRASE_MAX) n = PHRASE_MAX;
  uint32_t row;
  for (uint32_t len = sr_phrases_match(tables->words, tokens, n, &row); len;
       len = sr_phrases_match(tables->words, tokens, len - 1, &row)) {
    const sr_slice phrase = sr_time__phrase(row);
    for (; row < sr_table_times.rows && sr_slice_eq(sr_time__phrase(row), phrase); row++) {
      const sr_slice needs = sr_time__needs(row);
      const int class = tables->classes[row];
      const bool proper = class == SR_TIME__month || class == SR_TIME__weekday || sr_slice_is(needs, "capital");
      if (proper && !sr_time__starts_upper(report, atom)) continue;
      if (!put(arena, out, class, len, leading_int(sr_time__value(row)), row)) return false;
    }
  }
  return true;
}

/* readings are those of all atoms; there may be none at all, and then no pointer to count from. */
static int32_t number_read(const reading *readings, const sr_time__atom *atom, int class, uint32_t *len) {
  for (uint32_t i = 0; i < atom->n_readings; i++) {
    const reading *r = &readings[atom->first_reading + i];
    if (r->class != class) continue;
    *len = r->n;
    return r->number;
  }
  return SR_TIME_UNSET;
}

/* Joins number words: card readings of one word become one of the longest number. "nineteen ninety-four" is a year. */
static void join_cards(const sr_time__atom *atoms, uint32_t n, reading *readings) {
  for (uint32_t i = 0; i < n; i++) {
    int32_t total = 0, group = 0, last = SR_TIME_UNSET;
    bool is_year = false;
    uint32_t at = i, end = i;
    reading *first = NULL;
    while (at < n && at - i < CARD_MAX && atoms[at].token.sentence == atoms[i].token.sentence) {
      uint32_t len = 0;
      const int32_t v = number_read(readings, &atoms[at], SR_TIME__card, &len);
      if (v == SR_TIME_UNSET) {
        const bool joins =
            end == at && last != SR_TIME_UNSET &&
            (sr_time__is_dash(atoms[at].token.norm) ? last >= 20 && last < 100
                                                    : sr_slice_is(atoms[at].token.norm, "and") && last >= 100);
        if (!joins) break;
        at++;
        continue;
      }
      if (v == 1000)
        total += (group ? group : 1) * 1000, group = 0;
      else if (v == 100)
        group = (group ? group : 1) * 100;
      else if (last == SR_TIME_UNSET || last >= 100 || (last >= 20 && v < 10))
        group += v;
      else if (last >= 17 && last <= 20 && v >= 10 && total == 0 && group == last)
        group = group * 100 + v, is_year = true;
      else if (v < 10 && group >= 1700 && last >= 20)
        group += v;
      else
        break;
      if (group > 100000 || total > 1000000) break;
      last = v;
      at++;
      end = at;
    }
    if (end <= i) continue;
    for (uint32_t k = 0; k < atoms[i].n_readings && !first; k++)
      if (readings[atoms[i].first_reading + k].class == SR_TIME__card) first = &readings[atoms[i].first_reading + k];
    if (!first) continue;
    first->n = (uint8_t)(end - i);
    first->number = total + group;
    const bool told =
        i && sr_slice_is(atoms[i - 1].token.norm, "year") && first->number >= 1000 && first->number < 2200;
    if (is_year || told) first->class = SR_TIME__year; /* "the year two thousand" */
  }
}

int32_t sr_time__reads(const sr_time__atoms *atoms, uint32_t index, int class) {
  uint32_t len;
  if (index >= atoms->n) return SR_TIME_UNSET;
  return number_read(atoms->readings, &atoms->at[index], class, &len);
}

uint32_t sr_time__signal_before(const sr_time__atoms *atoms, uint32_t index) {
  for (uint32_t back = PHRASE_MAX; back; back--) { /* the longest first */
    if (back > index || atoms->at[index - back].token.sentence != atoms->at[index].token.sentence) continue;
    const sr_time__atom *atom = &atoms->at[index - back];
    for (uint32_t k = 0; k < atom->n_readings; k++) {
      const reading *r = &atoms->readings[atom->first_reading + k];
      if (r->class == SR_TIME__signal && r->n == back) return r->row;
    }
  }
  return UINT32_MAX;
}

sr_status sr_time__cut(const sr_time_tables *tables, const sr_report *report, sr_time__atoms *atoms, sr_error *err) {
  sr_arena *arena = report->scratch;
  atom_vec cut = {0};
  for (uint32_t i = 0; i < report->n_tokens; i++)
    if (!cut_token(arena, report, i, &cut)) return sr_arena_fail(arena, err);

  /* The phrase matcher wants tokens in a row. */
  sr_token *tokens = SR_NEW(arena, sr_token, cut.n);
  if (!tokens) return sr_arena_fail(arena, err);
  for (uint32_t i = 0; i < cut.n; i++) tokens[i] = cut.at[i].token;
  reading_vec readings = {0};
  for (uint32_t i = 0, end = 0; i < cut.n; i++) {
    if (end <= i)
      for (end = i + 1; end < cut.n && tokens[end].sentence == tokens[i].sentence;) end++;
    cut.at[i].first_reading = readings.n;
    const bool ok = read_words(arena, tables, report, &tokens[i], &cut.at[i], end - i, &readings) &&
                    read_digit_shapes(arena, tokens[i].norm, tells_of_day(tokens, i, end), &readings) &&
                    read_digits(arena, &cut.at[i], end - i, &readings);
    if (!ok) return sr_arena_fail(arena, err);
    cut.at[i].n_readings = readings.n - cut.at[i].first_reading;
  }
  join_cards(cut.at, cut.n, readings.at);
  for (uint32_t i = 0; i < cut.n; i++)
    for (uint32_t k = 0; k < cut.at[i].n_readings; k++)
      cut.at[i].classes |= UINT64_C(1) << readings.at[cut.at[i].first_reading + k].class;

  *atoms = (sr_time__atoms){cut.at, cut.n, readings.at};
  return SR_OK;
}
