/* Cutting into atoms, reading them, matching the rules; see the header. */
#include "read/time_match.h"

#include "base/slice.h"
#include "base/table.h"

#include "lexicon/time_rules.h"
#include "lexicon/times.h"
#include "read/wordclass.h"

enum {
  ITEMS_MAX = 16,  /* of one pattern */
  DEPTH_MAX = 4,   /* definitions inside definitions; time_rules.tsv uses 3 */
  PHRASE_MAX = 6,  /* tokens of the longest phrase of times.tsv, and some */
  CARD_MAX = 8,    /* words of a number: "two thousand three hundred and forty-five" */
  CHECK_ITEM = 255 /* first of a definition's alternatives that is not set yet */
};

static const char *const class_names[] = {
#define SR_X(name) #name,
    SR_TIME_CLASSES(SR_X)
#undef SR_X
};
_Static_assert(SR_TIME__CLASSES <= 64, "classes stand in one 64-bit mask");

typedef struct sr_time__reading {
  uint8_t class;
  uint8_t n; /* atoms */
  int32_t number;
  uint32_t row; /* in times.tsv, or UINT32_MAX */
} reading;

/* One step of a pattern: a class of a mask, a definition, or the parting of a range. */
typedef struct item {
  uint64_t classes;
  uint64_t begins;     /* classes that it and what follows can begin with */
  uint16_t definition; /* index + 1, or 0 */
  bool optional, parting;
} item;

static const uint64_t BEGINS_ANYHOW = UINT64_MAX; /* nothing needs to stand there */

typedef struct pattern {
  uint32_t first_item, n_items;
  uint64_t begins; /* classes that it can begin with */
} pattern;

typedef struct rule {
  pattern pattern;
  sr_time__build build;
  sr_slice arg;
} rule;

typedef struct definition {
  sr_slice name;
  uint32_t first_pattern, n_patterns;
} definition;

struct sr_time_tables {
  sr_phrases *words;
  uint8_t *classes; /* of the rows of times.tsv */
  SR_VEC(item) items;
  SR_VEC(pattern) patterns;
  SR_VEC(definition) definitions;
  SR_VEC(rule) rules;
};

static sr_slice cell_of(uint32_t row, uint32_t column) {
  return row == UINT32_MAX ? (sr_slice){0} : sr_table_cell(&sr_table_times, row, column);
}

sr_slice sr_time__value(uint32_t row) { return cell_of(row, SR_TIMES_VALUE); }
sr_slice sr_time__needs(uint32_t row) { return cell_of(row, SR_TIMES_NEEDS); }
sr_slice sr_time__phrase(uint32_t row) { return cell_of(row, SR_TIMES_PHRASE); }

/* ---- tables ---- */

static int class_named(sr_slice name) {
  for (int c = 0; c < SR_TIME__CLASSES; c++)
    if (sr_slice_is(name, class_names[c])) return c;
  return -1;
}

static int build_named(sr_slice name) {
  static const char *const names[] = {
#define SR_X(build) #build,
      SR_TIME_BUILDS(SR_X)
#undef SR_X
  };
  for (int b = 0; b < SR_TIME__BUILDS; b++)
    if (sr_slice_is(name, names[b])) return b;
  return -1;
}

/* A whole number at the start of a cell; 0 where there is none. */
static int32_t leading_int(sr_slice text) {
  int32_t n = 0;
  size_t i = text.len && text.ptr[0] == '-';
  for (; i < text.len && sr_is_digit((uint8_t)text.ptr[i]) && n < 100000; i++) n = n * 10 + (text.ptr[i] - '0');
  return text.len && text.ptr[0] == '-' ? -n : n;
}

static sr_status add_words(sr_arena *arena, sr_time_tables *tables, sr_error *err) {
  tables->words = sr_phrases_new(arena);
  tables->classes = SR_NEW(arena, uint8_t, sr_table_times.rows);
  if (!tables->words || !tables->classes) return sr_arena_fail(arena, err);
  for (uint32_t r = 0; r < sr_table_times.rows; r++) /* tablec has checked that each is one of the names */
    tables->classes[r] = (uint8_t)class_named(sr_table_cell(&sr_table_times, r, SR_TIMES_CLASS));
  /* Rows of one phrase stand together; the set keeps the first. */
  for (uint32_t r = 0; r < sr_table_times.rows; r++) {
    const sr_status status = sr_phrases_add(tables->words, sr_table_cell(&sr_table_times, r, SR_TIMES_PHRASE), r, err);
    if (status) return status;
  }
  return SR_OK;
}

static sr_status wrong_rule(sr_slice text, const char *what, sr_error *err) {
  return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "lexicon/time_rules.tsv: %s in '%.*s'", what, SR_FMT(text));
}

static sr_status read_item(const sr_time_tables *tables, sr_slice word, item *it, sr_error *err) {
  const sr_slice whole = word;
  if (sr_slice_is(word, "/")) {
    it->parting = true;
    return SR_OK;
  }
  if (sr_slice_ends(word, SR_SLICE("?"))) {
    it->optional = true;
    word.len--;
  }
  if (sr_slice_starts(word, SR_SLICE("$"))) {
    for (uint32_t d = 0; d < tables->definitions.n; d++)
      if (sr_slice_eq(tables->definitions.at[d].name, word)) it->definition = (uint16_t)(d + 1);
    return it->definition ? SR_OK : wrong_rule(whole, "unknown name", err);
  }
  while (word.ptr) {
    const int class = class_named(sr_slice_split(&word, '|'));
    if (class < 0) return wrong_rule(whole, "unknown class", err);
    it->classes |= UINT64_C(1) << class;
  }
  return SR_OK;
}

static sr_status read_pattern(sr_arena *arena, sr_time_tables *tables, sr_slice text, pattern *p, sr_error *err) {
  p->first_item = tables->items.n;
  for (sr_slice rest = sr_slice_trim(text); rest.ptr;) {
    const sr_slice word = sr_slice_split(&rest, ' ');
    if (!word.len) continue;
    item it = {0};
    const sr_status status = read_item(tables, word, &it, err);
    if (status) return status;
    item *place = SR_PUSH(arena, &tables->items);
    if (!place) return sr_arena_fail(arena, err);
    *place = it;
    p->n_items++;
  }
  return p->n_items && p->n_items <= ITEMS_MAX ? SR_OK : wrong_rule(text, "no or too many words", err);
}

static sr_status read_alternatives(sr_arena *arena, sr_time_tables *tables, uint32_t d, sr_slice text, sr_error *err) {
  tables->definitions.at[d].first_pattern = tables->patterns.n;
  for (size_t from = 0; from < text.len;) {
    size_t to = from;
    while (to < text.len && !sr_slice_starts(sr_slice_cut(text, to, text.len), SR_SLICE(" | "))) to++;
    pattern p = {0};
    const sr_status status = read_pattern(arena, tables, sr_slice_cut(text, from, to), &p, err);
    if (status) return status;
    pattern *place = SR_PUSH(arena, &tables->patterns);
    if (!place) return sr_arena_fail(arena, err);
    *place = p;
    tables->definitions.at[d].n_patterns++;
    from = to + 3;
  }
  return SR_OK;
}

static uint64_t begins_of(const sr_time_tables *tables, const pattern *p, int depth) {
  uint64_t mask = 0;
  for (uint32_t i = 0; i < p->n_items; i++) {
    const item *it = &tables->items.at[p->first_item + i];
    mask |= it->classes;
    if (it->definition && depth < DEPTH_MAX) {
      const definition *d = &tables->definitions.at[it->definition - 1];
      for (uint32_t k = 0; k < d->n_patterns; k++)
        mask |= begins_of(tables, &tables->patterns.at[d->first_pattern + k], depth + 1);
    }
    if (!it->optional && !it->parting) break;
  }
  return mask;
}

/* What each suffix of a pattern can begin with, so that most ways end before they fork. */
static void mark_begins(sr_time_tables *tables, pattern *p) {
  p->begins = begins_of(tables, p, 0);
  bool needs = false;
  for (uint32_t i = p->n_items; i-- > 0;) {
    item *it = &tables->items.at[p->first_item + i];
    const pattern rest = {.first_item = p->first_item + i, .n_items = p->n_items - i};
    needs |= !it->optional && !it->parting;
    it->begins = needs ? begins_of(tables, &rest, 0) : BEGINS_ANYHOW;
  }
}

static sr_status add_rules(sr_arena *arena, sr_time_tables *tables, sr_error *err) {
  const sr_table *t = &sr_table_time_rules;
  for (uint32_t r = 0; r < t->rows; r++) {
    if (build_named(sr_table_cell(t, r, SR_TIME_RULES_BUILD)) != SR_TIME__BUILD_define) continue;
    definition *d = SR_PUSH(arena, &tables->definitions);
    if (!d) return sr_arena_fail(arena, err);
    d->name = sr_table_cell(t, r, SR_TIME_RULES_PATTERN);
  }
  for (uint32_t r = 0, d = 0; r < t->rows; r++) {
    const int build = build_named(sr_table_cell(t, r, SR_TIME_RULES_BUILD));
    const sr_slice text = sr_table_cell(t, r, SR_TIME_RULES_PATTERN), value = sr_table_cell(t, r, SR_TIME_RULES_VALUE);
    if (build < 0) return wrong_rule(text, "unknown build", err);
    if (build == SR_TIME__BUILD_define) {
      const sr_status status = read_alternatives(arena, tables, d++, value, err);
      if (status) return status;
      continue;
    }
    rule *place = SR_PUSH(arena, &tables->rules);
    if (!place) return sr_arena_fail(arena, err);
    *place = (rule){.build = (sr_time__build)build, .arg = value};
    pattern p = {0};
    const sr_status status = read_pattern(arena, tables, text, &p, err);
    if (status) return status;
    tables->rules.at[tables->rules.n - 1].pattern = p;
  }
  for (uint32_t k = 0; k < tables->patterns.n; k++) mark_begins(tables, &tables->patterns.at[k]);
  for (uint32_t k = 0; k < tables->rules.n; k++) mark_begins(tables, &tables->rules.at[k].pattern);
  return SR_OK;
}

sr_status sr_time_open(sr_arena *arena, sr_time_tables **tables, sr_error *err) {
  *tables = NULL;
  sr_time_tables *made = SR_NEW(arena, sr_time_tables, 1);
  if (!made) return sr_arena_fail(arena, err);
  sr_status status = add_words(arena, made, err);
  if (!status) status = add_rules(arena, made, err);
  if (!status) *tables = made;
  return status;
}

/* ---- atoms ---- */

typedef SR_VEC(sr_time__atom) atom_vec;
typedef SR_VEC(reading) reading_vec;

static bool is_dash(sr_slice norm) {
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
  bool joined = is_dash(atoms[1].token.norm);
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

static bool starts_upper(const sr_report *report, const sr_time__atom *atom) {
  size_t at = 0;
  const sr_slice text = {report->text.ptr + atom->token.span.start, atom->token.span.end - atom->token.span.start};
  return text.len && sr_is_upper((uint8_t)text.ptr[at]);
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
      if (proper && !starts_upper(report, atom)) continue;
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
        const bool joins = end == at && last != SR_TIME_UNSET &&
                           (is_dash(atoms[at].token.norm) ? last >= 20 && last < 100
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

/* ---- matching ---- */

/* The readings on the way so far, as indices and not as the parts that they make. A fork only notes how far the way has
 * come (tip) and goes back there; the whole is copied where a longer match is found. */
enum { PATH_MAX = 24 }; /* readings of one match; each takes an atom, and no rule has more than 16 items */
typedef struct match_tip {
  uint32_t n, split, side;
} match_tip;

typedef struct match_state {
  uint32_t path[PATH_MAX]; /* index of a reading times two, plus one in the second half of a range */
  match_tip tip;
} match_state;

typedef struct matcher {
  const sr_time_tables *tables;
  const sr_time__atom *atoms;
  uint32_t end; /* of the sentence */
  const reading *readings;
} matcher;

static void note_reading(sr_time__parts *parts, const reading *r) {
  if (parts->has[r->class] == SR_TIME_UNSET) {
    parts->has[r->class] = r->number;
    parts->row[r->class] = r->row;
  }
  if (parts->count != 0 || parts->vague) {
    if (r->class == SR_TIME__half) parts->count += 0.5;
    return;
  }
  switch (r->class) {
  case SR_TIME__num:
  case SR_TIME__card:
  case SR_TIME__art: parts->count = r->number; break;
  case SR_TIME__vague: {
    const sr_slice value = sr_time__value(r->row);
    parts->vague = sr_slice_is(value, "X");
    if (sr_slice_starts(value, SR_SLICE("0.")))
      parts->count = sr_slice_is(value, "0.25") ? 0.25 : 0.5;
    else
      parts->count = r->number;
    break;
  }
  default: break;
  }
}

static void make_parts(const matcher *m, const match_state *state, sr_time__parts parts[2]) {
  for (uint32_t i = 0; i < state->tip.n; i++)
    note_reading(&parts[state->path[i] & 1], &m->readings[state->path[i] / 2]);
}

/* Whether items[0..n) can match from an atom, as far as its classes tell. */
static bool may_match(const matcher *m, const item *items, uint32_t n, uint32_t at) {
  return !n || items->begins == BEGINS_ANYHOW || (at < m->end && items->begins & m->atoms[at].classes);
}

/* The end of the longest way to match items[0..n) from an atom, or 0; *state is that way's. Depth is bounded by the
 * rules: ITEMS_MAX a pattern, DEPTH_MAX definitions. */
static uint32_t match_items(const matcher *m, const item *items, uint32_t n, uint32_t at, match_state *state,
                            int depth) {
  if (!n) return at;
  const match_tip here = state->tip;
  uint32_t best = 0;
  match_state best_state;
  if (items->parting) {
    if (!may_match(m, items + 1, n - 1, at)) return 0;
    state->tip.split = at;
    state->tip.side = 1;
    best = match_items(m, items + 1, n - 1, at, state, depth);
    if (!best) state->tip = here;
    return best;
  }
  if (at < m->end && items->definition && depth < DEPTH_MAX) {
    const definition *d = &m->tables->definitions.at[items->definition - 1];
    for (uint32_t k = 0; k < d->n_patterns; k++) {
      const pattern *p = &m->tables->patterns.at[d->first_pattern + k];
      if (!(p->begins & m->atoms[at].classes)) continue;
      state->tip = here;
      uint32_t end = match_items(m, &m->tables->items.at[p->first_item], p->n_items, at, state, depth + 1);
      if (end <= at || !may_match(m, items + 1, n - 1, end)) continue;
      end = match_items(m, items + 1, n - 1, end, state, depth);
      if (end > best) best = end, best_state = *state;
    }
  } else if (at < m->end && items->classes & m->atoms[at].classes) {
    for (uint32_t k = 0; k < m->atoms[at].n_readings; k++) {
      const reading *r = &m->readings[m->atoms[at].first_reading + k];
      if (!(items->classes >> r->class & 1) || at + r->n > m->end || here.n == PATH_MAX) continue;
      if (!may_match(m, items + 1, n - 1, at + r->n)) continue;
      state->tip = here;
      state->path[state->tip.n++] = (uint32_t)(r - m->readings) * 2 + here.side;
      const uint32_t end = match_items(m, items + 1, n - 1, at + r->n, state, depth);
      if (end > best) best = end, best_state = *state;
    }
  }
  if (items->optional && may_match(m, items + 1, n - 1, at)) {
    state->tip = here;
    const uint32_t end = match_items(m, items + 1, n - 1, at, state, depth);
    if (end > best) best = end, best_state = *state;
  }
  if (best)
    *state = best_state;
  else
    state->tip = here;
  return best;
}

static void clear_parts(sr_time__parts *parts) {
  *parts = (sr_time__parts){0};
  for (int c = 0; c < SR_TIME__CLASSES; c++) {
    parts->has[c] = SR_TIME_UNSET;
    parts->row[c] = UINT32_MAX;
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

/* Whether the atoms on both sides of a hyphen are one word, so that a time cannot end between them: not the "day" of
 * "day-tripper", nor the 1990 of "T-1990". Another time may follow a hyphen: "2 October-5 November". */
static bool is_one_word(const sr_time__atom *in, const sr_time__atom *hyphen, const sr_time__atom *out) {
  if (!is_dash(hyphen->token.norm)) return false;
  return in->origin == out->origin || (out->token.kind == SR_TOKEN_WORD && !out->n_readings);
}

static bool cuts_a_word(const sr_time__atoms *atoms, uint32_t first, uint32_t end) {
  const sr_time__atom *a = atoms->at;
  const bool before =
      first > 1 && a[first].glued && a[first - 1].glued && is_one_word(&a[first], &a[first - 1], &a[first - 2]);
  const bool after =
      end + 1 < atoms->n && a[end].glued && a[end + 1].glued && is_one_word(&a[end - 1], &a[end], &a[end + 1]);
  return before || after;
}

static bool before_stop(const sr_time__atoms *atoms, uint32_t last) {
  const sr_time__atom *after = last + 1 < atoms->n ? &atoms->at[last + 1] : NULL;
  return !after || after->token.sentence != atoms->at[last].token.sentence || after->token.kind == SR_TOKEN_PUNCT;
}

/* Words that are a time only in company: see the column "needs". */
static bool needs_are_met(const sr_time__atoms *atoms, const sr_time__match *m) {
  static const int alone[] = {SR_TIME__month, SR_TIME__season, SR_TIME__part, SR_TIME__ref,  SR_TIME__weekday,
                              SR_TIME__units, SR_TIME__unit,   SR_TIME__dir,  SR_TIME__years};
  const sr_time__parts *p = &m->parts[0];
  for (size_t k = 0; k < sizeof alone / sizeof *alone; k++) {
    const uint32_t row = p->row[alone[k]];
    if (row == UINT32_MAX) continue;
    const sr_slice needs = sr_time__needs(row);
    const bool company = m->last > m->first && (m->last > m->first + 1 || p->has[SR_TIME__the] == SR_TIME_UNSET);
    if (sr_slice_is(needs, "date") && !company) return false;
    if (sr_slice_is(needs, "article") && p->has[SR_TIME__the] == SR_TIME_UNSET &&
        p->has[SR_TIME__edge] == SR_TIME_UNSET)
      return false;
    const bool offset = m->build == SR_TIME__BUILD_offset, ends = sr_slice_is(needs, "end");
    if (alone[k] == SR_TIME__dir && offset != (ends || sr_slice_is(needs, "offset")) && (offset || !ends)) return false;
    if (ends && !offset && !before_stop(atoms, m->last)) return false;
    if (offset && alone[k] == SR_TIME__units && sr_slice_find(sr_time__phrase(row), ' ', 0) != SR_NOWHERE)
      return false; /* trading days are not counted here */
    if (sr_slice_is(needs, "preposition") && !company && sr_time__signal_before(atoms, m->first) == UINT32_MAX)
      return false;
  }
  return true;
}

/* "the late-November trip", "the third-quarter loss": the article is the noun's, for the time is one hyphenated word.
 */
static bool lends_article(const sr_time__atoms *atoms, const sr_time__match *m) {
  if (m->split || m->last < m->first + 3 || sr_time__reads(atoms, m->first, SR_TIME__the) == SR_TIME_UNSET)
    return false;
  bool hyphen = false;
  for (uint32_t i = m->first + 2; i <= m->last; i++) {
    if (!atoms->at[i].glued) return false;
    hyphen |= is_dash(atoms->at[i].token.norm);
  }
  const sr_time__atom *after = m->last + 1 < atoms->n ? &atoms->at[m->last + 1] : NULL;
  return hyphen && after && after->token.kind == SR_TOKEN_WORD &&
         after->token.sentence == atoms->at[m->last].token.sentence && !after->n_readings;
}

/* Whether a word with a small letter stands before an atom in its sentence, quotes and stops passed over. */
static bool follows_small(const sr_report *report, const sr_time__atoms *atoms, uint32_t index, bool over_stops) {
  const sr_time__atom *a = atoms->at;
  uint32_t at = index;
  while (at > 0 && a[at - 1].token.sentence == a[index].token.sentence) {
    at--;
    if (!over_stops || a[at].token.kind != SR_TOKEN_PUNCT)
      return a[at].token.kind == SR_TOKEN_WORD && !starts_upper(report, &a[at]);
  }
  return false;
}

/* "on 60 Minutes": a figure and a capitalised unit behind a word with none. "High Noon", a "Spring of Life": a lone
 * word with a capital in the midst of a sentence, unless a small one leads to it ("in Spring"). */
static bool is_title(const sr_report *report, const sr_time__atoms *atoms, const sr_time__match *m) {
  const sr_time__atom *a = atoms->at, *last = &a[m->last];
  const bool opens = m->first == 0 || a[m->first - 1].token.sentence != a[m->first].token.sentence;
  if (opens || !starts_upper(report, last)) return false;
  const bool shouts = last->token.span.end - last->token.span.start > 1 &&
                      sr_is_upper((uint8_t)report->text.ptr[last->token.span.start + 1]);
  if (shouts) return false;
  const sr_time__parts *p = &m->parts[0];
  if (m->build == SR_TIME__BUILD_duration)
    return m->last == m->first + 1 && a[m->first].token.kind == SR_TOKEN_NUMBER &&
           follows_small(report, atoms, m->first, true);
  const bool common = p->has[SR_TIME__noon] != SR_TIME_UNSET || p->has[SR_TIME__part] != SR_TIME_UNSET ||
                      p->has[SR_TIME__season] != SR_TIME_UNSET;
  return m->first == m->last && common && !follows_small(report, atoms, m->first, false);
}

static bool match_at(const matcher *m, const sr_time__atoms *atoms, uint32_t at, sr_time__match *best) {
  const uint64_t here = m->atoms[at].classes;
  if (!here) return false;
  uint32_t best_end = 0;
  for (uint32_t r = 0; r < m->tables->rules.n; r++) {
    const rule *candidate = &m->tables->rules.at[r];
    if (!(candidate->pattern.begins & here)) continue;
    match_state state;
    state.tip = (match_tip){0};
    const uint32_t end =
        match_items(m, &m->tables->items.at[candidate->pattern.first_item], candidate->pattern.n_items, at, &state, 0);
    if (end <= best_end || cuts_a_word(atoms, at, end)) continue;
    sr_time__match found = {
        .first = at, .last = end - 1, .split = state.tip.split, .build = candidate->build, .arg = candidate->arg};
    clear_parts(&found.parts[0]);
    clear_parts(&found.parts[1]);
    make_parts(m, &state, found.parts);
    if (!needs_are_met(atoms, &found)) continue;
    best_end = end;
    *best = found;
  }
  return best_end > at;
}

sr_status sr_time__match_all(const sr_time_tables *tables, const sr_report *report, sr_time__atoms *atoms,
                             sr_time__match_vec *matches, sr_error *err) {
  sr_arena *arena = report->arena;
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
  matcher m = {tables, cut.at, 0, readings.at};
  for (uint32_t i = 0; i < cut.n;) {
    if (m.end <= i)
      for (m.end = i + 1; m.end < cut.n && tokens[m.end].sentence == tokens[i].sentence;) m.end++;
    sr_time__match found;
    if (!match_at(&m, atoms, i, &found)) {
      i++;
      continue;
    }
    i = found.last + 1;
    if (found.build == SR_TIME__BUILD_skip || is_title(report, atoms, &found)) continue;
    if (lends_article(atoms, &found)) found.first++;
    sr_time__match *place = SR_PUSH(arena, matches);
    if (!place) return sr_arena_fail(arena, err);
    *place = found;
  }
  return SR_OK;
}
