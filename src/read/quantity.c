/* Finds quantities; see the header. One pass over each sentence: a number, then what stands around it. */
#include "read/quantity.h"

#include "base/slice.h"
#include "base/vec.h"
#include "read/bound.h"
#include "read/concept.h"
#include "read/counted.h"
#include "read/elided.h"
#include "read/number.h"
#include "read/number_use.h"
#include "read/pieces.h"
#include "read/unit.h"
#include "read/wordclass.h"

#include <lexicon/money_homes.h>

#include <math.h>

struct sr_quantity_tables {
  sr_units units;
  sr_bounds bounds;
};

typedef SR_VEC(sr_quantity) quantity_vec;

typedef struct reader {
  const sr_quantity_tables *tables;
  const sr_report *report; /* its tokens are pieces */
  const uint32_t *origin;
  sr_arena *arena;
  sr_number_style style;
  quantity_vec found;
  SR_VEC(sr_quantity_place) places; /* of found */
  uint32_t from, to;                /* the sentence */
  sr_slice people; /* unit of the last counted noun of this sentence or the one before, for nouns left out */
  sr_slice people_name;
  uint32_t people_sentence;
  bool people_person; /* it names persons */
} reader;

/* A reading under way. */
typedef struct reading {
  sr_number low, high; /* the same number unless it is a range */
  bool range, negative, bracket_sign;
  sr_bound sign;       /* "(+6)" */
  uint32_t first, end; /* number or range, with the currencies in between */
  uint32_t open;       /* first token with a currency or sign before the number */
  uint32_t close;      /* behind the unit */
  sr_unit unit;
  uint32_t unit_first, unit_end;
  bool money_before, hyphen;
  bool nested; /* "two 500-kg bombs": another quantity stands before what is counted */
} reading;

sr_status sr_quantity_open(sr_arena *arena, sr_quantity_tables **tables, sr_error *err) {
  *tables = SR_NEW(arena, sr_quantity_tables, 1);
  if (!*tables) return sr_arena_fail(arena, err);
  SR_TRY(sr_units_open(arena, &(*tables)->units, err));
  return sr_bounds_open(arena, &(*tables)->bounds, err);
}

static const sr_token *token(const reader *r, uint32_t at) { return &r->report->tokens[at]; }

static bool is(const reader *r, uint32_t at, const char *word) {
  return at >= r->from && at < r->to && sr_slice_is(token(r, at)->norm, word);
}

/* Nothing stands between this token and the one before. */
static bool tight(const reader *r, uint32_t at) { return at > r->from && at < r->to && !token(r, at)->space_before; }

/* ---- number, range, sign, money before ---- */

/* "3m | Swiss francs": millions, for money stands behind. */
static bool before_money(const reader *r, uint32_t at) {
  sr_unit unit;
  return at + 2 < r->to && token(r, at)->kind == SR_TOKEN_NUMBER && tight(r, at + 1) && is(r, at + 1, "m") &&
         sr_unit_after(&r->tables->units, r->report->text, r->report->tokens, at + 2, r->to, false, &unit) &&
         (unit.kind == SR_UNIT_MONEY || unit.kind == SR_UNIT_POUND);
}

static bool number_at(const reader *r, uint32_t at, bool after_money, sr_number *number) {
  after_money = after_money || before_money(r, at);
  return at < r->to && sr_number_read(r->style, &r->report->tokens[at], r->to - at, after_money, number);
}

/* "-1.3", "$-50.8", "minus 5", "(+6)": sets sign and moves the reading's opening. */
static void read_sign(const reader *r, reading *q) {
  uint32_t i = q->open;
  const bool inside = q->open != q->first; /* a currency stands before the number */
  if (i > r->from && (is(r, i - 1, "minus") || (is(r, i - 1, "-") && i > r->from + 1 && is(r, i - 2, "minus")))) {
    q->open = is(r, i - 1, "minus") ? i - 1 : i - 2;
    q->negative = true;
    return;
  }
  if (i == r->from || (!tight(r, i) && !inside)) return;
  const bool minus = is(r, i - 1, "-"), plus = is(r, i - 1, "+");
  if ((!minus && !plus) || !tight(r, i)) return;
  const bool begins = i - 1 == r->from || token(r, i - 1)->space_before || token(r, i - 2)->kind == SR_TOKEN_PUNCT ||
                      token(r, i - 2)->kind == SR_TOKEN_SYMBOL;
  if (!begins) return;
  q->bracket_sign = i - 1 > r->from && is(r, i - 2, "(");
  q->open = i - 1;
  q->negative = minus;
  q->sign = minus ? SR_BOUND_DOWN : SR_BOUND_UP;
}

/* The currency before a number, past a sign between them. */
static void read_money_before(const reader *r, reading *q) {
  uint32_t at = q->first;
  const bool sign = at > r->from && is(r, at - 1, "-") && tight(r, at) && tight(r, at - 1);
  sr_unit unit;
  if (!sr_unit_before(&r->tables->units, r->report->tokens, r->from, at - sign, &unit)) return;
  /* "50 dollars 40": the currency belongs to the number before it */
  const uint32_t open = at - sign - unit.n_tokens;
  const bool letters = token(r, at - sign - 1)->kind == SR_TOKEN_WORD;
  const bool own = tight(r, at - sign) && !(open > r->from && tight(r, open));
  const bool taken = r->found.n &&
                     r->found.at[r->found.n - 1].unit_span.start < r->found.at[r->found.n - 1].number.start &&
                     r->found.at[r->found.n - 1].unit_span.end;
  if (letters && !own && !taken && open > r->from && token(r, open - 1)->kind == SR_TOKEN_NUMBER) return;
  const sr_span *last = r->found.n ? &r->found.at[r->found.n - 1].unit_span : NULL;
  const uint32_t start = token(r, open)->span.start;
  if (last && open > 0 && last->start <= start && last->end > start) return;
  q->unit = unit;
  q->unit_first = open;
  q->unit_end = at - sign;
  q->open = open;
  q->negative = sign;
  if (sign) q->sign = SR_BOUND_DOWN;
  q->money_before = true;
}

static bool is_plain(const sr_number *number) {
  return number->kind == SR_NUMBER_DIGITS || number->kind == SR_NUMBER_WORDS;
}

/* The word or sign between the ends of a range, 0 tokens if there is none at `at`. */
static uint32_t range_joint(const reader *r, const reading *q, uint32_t at, bool *loose) {
  *loose = false;
  if (at + 1 >= r->to) return 0;
  if (is(r, at, "-") || is(r, at, "–") || is(r, at, "—")) {
    const bool both = token(r, at)->space_before == token(r, at + 1)->space_before;
    return both ? 1 : 0;
  }
  if (is(r, at, "to") || is(r, at, "through")) return is(r, at + 1, "-") && tight(r, at + 2) ? 2 : 1;
  if (is(r, at, "and")) return q->open > r->from && is(r, q->open - 1, "between") ? 1 : 0;
  if (is(r, at, "or")) {
    *loose = true;
    return 1;
  }
  return is(r, at, "up") && is(r, at + 1, "to") && q->open > r->from && is(r, q->open - 1, "from") ? 2 : 0;
}

/* "since October 2023", "since 2023": a year that a date ends with, and no lower end unless the upper is a year, too.
 */
static bool ends_a_date(const reader *r, const reading *q) {
  if (q->low.kind != SR_NUMBER_DIGITS || q->low.grouped || q->low.low < 1500 || q->low.low > 2100) return false;
  if (q->first == r->from || token(r, q->first)->norm.len != 4) return false;
  const sr_slice word = token(r, q->first - 1)->norm;
  return sr_number_context(word, "month") || is(r, q->first - 1, "since") || is(r, q->first - 1, "in");
}

/* "10-12", "from $250,000 to $1 million", "450 sq ft up to 900 sq ft", "ten or eleven". */
static void read_range(const reader *r, reading *q) {
  if (!is_plain(&q->low)) return;
  uint32_t at = q->first + q->low.n_tokens;
  sr_unit first_unit = {0}, money = {0};
  const bool has_first =
      sr_unit_after(&r->tables->units, r->report->text, r->report->tokens, at, r->to, tight(r, at), &first_unit) &&
      first_unit.kind != SR_UNIT_NAME;
  bool loose;
  uint32_t joint = range_joint(r, q, at, &loose);
  if (!joint && has_first) {
    joint = range_joint(r, q, at + first_unit.n_tokens, &loose);
    if (joint) at += first_unit.n_tokens;
  }
  if (!joint) return;
  const bool dash = !loose && joint == 1 && !is(r, at, "to") && !is(r, at, "and") && !is(r, at, "through");
  at += joint;
  for (uint32_t n = 1; n <= 3 && at + n < r->to; n++) { /* a currency before the upper end */
    if (!sr_unit_before(&r->tables->units, r->report->tokens, at, at + n, &money) || money.n_tokens != n) continue;
    at += n;
    break;
  }
  if (money.n_tokens && !q->money_before && !has_first) return; /* "8 or $9" */
  sr_number high;
  if (!number_at(r, at, money.n_tokens || q->money_before, &high) || !is_plain(&high)) return;
  if (ends_a_date(r, q) && (high.grouped || high.low < 1500 || high.low > 2100)) return;
  /* "1 to 2 thousand", "$89 to $93 billion": the scale is said once */
  double low = q->low.low, granule = q->low.granule;
  if (q->low.scale <= 1 && high.scale > 1 && low < high.low / high.scale && low < 1000 && !q->low.grouped)
    low *= high.scale, granule *= high.scale;
  const bool from = q->open > r->from && is(r, q->open - 1, "from");
  /* "revised down from 34 to 31": two levels */
  if (from && q->open - r->from >= 2 && (is(r, q->open - 2, "down") || is(r, q->open - 2, "up"))) return;
  /* "1.3 A/cm2 to 0.03 A/cm2": two units make a range of two ends that run down */
  const bool measured =
      has_first && first_unit.kind == SR_UNIT_MEASURE && is(r, q->first + q->low.n_tokens + first_unit.n_tokens, "to");
  if (low == high.low || (low > high.low && (dash || loose || !(from || measured)))) return;
  if (loose && (high.low > low * 2 + 1 || (q->low.kind != high.kind && low >= 100))) return; /* "8 or 1,000" */
  sr_unit second_unit = {0};
  const uint32_t behind = at + high.n_tokens;
  const bool has_second = sr_unit_after(&r->tables->units, r->report->text, r->report->tokens, behind, r->to,
                                        tight(r, behind), &second_unit);
  if (has_first && (!has_second || !sr_slice_eq(first_unit.code, second_unit.code))) return;
  /* "rose by $4 million to $9 million": an amount and a level, each with its unit */
  const bool twice = (has_first && has_second) || (q->money_before && money.n_tokens);
  uint32_t opening;
  bool hedged;
  (void)sr_bound_before(&r->tables->bounds, r->report->tokens, r->from, q->open, &opening, &hedged);
  if (twice && sr_bound_change(r->report, r->from, opening, true) != SR_BOUND_EXACT) return;
  /* "rose by 12 to 345": a step and a level */
  if (is(r, at - 1, "to") && q->open > r->from && is(r, q->open - 1, "by") && high.low > low * 5) return;
  if (dash && low < 10 && high.low > low * 20) return; /* a designation more likely than a range */
  q->low.low = q->low.high = low;
  q->low.granule = granule;
  q->high = high;
  q->range = true;
  q->end = at + high.n_tokens;
}

/* "nine in ten", "one in five Ukrainians": a share, in per cent. */
static bool read_ratio(const reader *r, reading *q) {
  if (!is_plain(&q->low) || q->low.low < 1 || q->low.low != floor(q->low.low) || q->money_before) return false;
  const uint32_t at = q->first + q->low.n_tokens;
  sr_number whole;
  const bool out = is(r, at, "out") && is(r, at + 1, "of");
  if ((!is(r, at, "in") && !out) || !number_at(r, at + 1 + out, false, &whole)) return false;
  if (whole.kind != q->low.kind || whole.low <= q->low.low || whole.low > 100) return false;
  const uint32_t end = at + 1 + out + whole.n_tokens;
  sr_unit unit;
  if (sr_unit_after(&r->tables->units, r->report->text, r->report->tokens, end, r->to, tight(r, end), &unit))
    return false;
  q->low.low = q->low.high = 100 * q->low.low / whole.low;
  q->low.granule = 100 / whole.low;
  q->high = q->low;
  q->end = end;
  q->unit = (sr_unit){.code = SR_SLICE("%"), .name = SR_SLICE("percentage"), .kind = SR_UNIT_SHARE, .n_tokens = 1};
  q->unit_first = q->unit_end = end;
  return true;
}

/* ---- ages ---- */

static bool age_before(const reader *r, uint32_t at) {
  return at > r->from &&
         (is(r, at - 1, "aged") || (is(r, at - 1, "age") && !(at - r->from >= 2 && is(r, at - 2, "the"))) ||
          (is(r, at - 1, "of") && at - r->from >= 2 && is(r, at - 2, "age")));
}

/* "who was 10", "she is 34 and lives in Lviv": a person and a bare number. */
static bool is_age_of_someone(const reader *r, const reading *q) {
  const uint32_t at = q->open;
  if (at < r->from + 2 || q->range || q->low.granule < 1 || q->low.low < 1) return false;
  if (!is(r, at - 1, "was") && !is(r, at - 1, "is") && !is(r, at - 1, "turned") && !is(r, at - 1, "am")) return false;
  if (!is(r, at - 2, "he") && !is(r, at - 2, "she") && !is(r, at - 2, "who") && !is(r, at - 2, "i")) return false;
  return q->end == r->to || token(r, q->end)->kind == SR_TOKEN_PUNCT || is(r, q->end, "when") || is(r, q->end, "and");
}

/* ---- unit behind, rate ---- */

static bool home_is(const reader *r, const char *code) {
  for (uint32_t row = 0; row < sr_table_money_homes.rows; row++) {
    if (!sr_slice_is(sr_table_cell(&sr_table_money_homes, row, SR_MONEY_HOMES_CODE), code)) continue;
    const sr_slice word = sr_table_cell(&sr_table_money_homes, row, SR_MONEY_HOMES_WORD);
    for (uint32_t i = r->from; i < r->to; i++)
      if (sr_slice_eq(token(r, i)->norm, word)) return true;
  }
  return false;
}

/* The currency whose home is named last before the figure, for "kroner"; the table's first code if none is. */
static void settle_krone(const reader *r, uint32_t at, sr_unit *unit) {
  enum { LOOK_BACK = 200 }; /* tokens: about ten sentences */
  sr_slice code = sr_slice_cut(unit->code, 4, 7);
  for (uint32_t i = at, steps = 0; i > 0 && steps < LOOK_BACK; i--, steps++) {
    const uint32_t row = sr_table_find(&sr_table_money_homes, &token(r, i - 1)->norm, 1);
    if (row == UINT32_MAX) continue;
    const sr_slice home = sr_table_cell(&sr_table_money_homes, row, SR_MONEY_HOMES_CODE);
    if (!sr_slice_is(home, "NOK") && !sr_slice_is(home, "DKK") && !sr_slice_is(home, "SEK")) continue;
    code = home;
    break;
  }
  unit->code = code;
  unit->name = sr_slice_is(code, "NOK")   ? SR_SLICE("norwegian krone")
               : sr_slice_is(code, "SEK") ? SR_SLICE("swedish krona")
                                          : SR_SLICE("danish krone");
}

/* "150 million pounds" is money, "two pounds of sugar" is not. */
static void settle_pound(const reader *r, const reading *q, sr_unit *unit) {
  bool money = (q->high.high >= 1000 || home_is(r, "GBP")) && !is(r, unit->n_tokens + q->end, "of");
  const uint32_t behind = q->end + 1 + unit->n_tokens;
  if (q->hyphen)
    money = money && behind < r->to && sr_number_context(token(r, behind)->norm, "priced"); /* "2,000-pound bombs" */
  unit->kind = money ? SR_UNIT_MONEY : SR_UNIT_MEASURE;
  if (money) return;
  unit->code = SR_SLICE("[lb_av]");
  unit->name = SR_SLICE("pound-mass");
}

static bool is_quote_mark(const reader *r, uint32_t at) {
  return is(r, at, "\"") || is(r, at, "'") || is(r, at, "″") || is(r, at, "′");
}

/* The same mark stands before in the sentence, so this one closes a quotation and is no inch or foot. */
static bool closes_quote(const reader *r, uint32_t at) {
  enum { QUOTE_MAX = 60 }; /* tokens */
  for (uint32_t i = at; i > r->from && at - i < QUOTE_MAX; i--)
    if (sr_slice_eq(token(r, i - 1)->norm, token(r, at)->norm)) return true;
  return false;
}

/* "12 ft 2 in": the second number counts inches, which "in" is behind no other. */
static bool is_inches(const reader *r, const reading *q) {
  const sr_quantity *last = r->found.n ? &r->found.at[r->found.n - 1] : NULL;
  return last && is(r, q->end, "in") && sr_slice_is(last->unit, "[ft_i]") && q->first > r->from &&
         last->span.end == token(r, q->first - 1)->span.end;
}

/* "10 \" | long": what follows a length. */
static bool is_side(const reader *r, uint32_t at) {
  static const char *const sides[] = {"long", "wide", "tall", "high", "deep", "thick", NULL};
  for (const char *const *side = sides; *side; side++)
    if (is(r, at, *side)) return true;
  return false;
}

/* "half a mile", "two thirds of an hour": where the unit of a fraction stands, 0 if not behind an article. */
static uint32_t unit_of_part(const reader *r, const reading *q) {
  if (q->low.kind != SR_NUMBER_FRACTION || q->range) return 0;
  const uint32_t at = q->end + is(r, q->end, "of");
  sr_unit unit;
  if (!is(r, at, "a") && !is(r, at, "an") && !is(r, at, "one")) return 0;
  if (!sr_unit_after(&r->tables->units, r->report->text, r->report->tokens, at + 1, r->to, false, &unit)) return 0;
  return unit.kind == SR_UNIT_NAME || unit.kind == SR_UNIT_COUNT || unit.kind == SR_UNIT_AGE ? 0 : at + 1;
}

static void read_unit_behind(const reader *r, reading *q) {
  uint32_t at = q->end;
  if (is_inches(r, q)) {
    q->unit = (sr_unit){.code = SR_SLICE("[in_i]"), .name = SR_SLICE("inch"), .kind = SR_UNIT_MEASURE, .n_tokens = 1};
    q->unit_first = at;
    q->unit_end = q->close = at + 1;
    return;
  }
  const bool dash = is(r, at, "-") && tight(r, at) && at + 1 < r->to;
  const bool bracket = is(r, at, "(") || is(r, at, "[") || is(r, at, "{") || is(r, at, "<");
  sr_unit unit;
  if (dash) {
    q->hyphen = true;
    at++;
  } else if (bracket) {
    at++;
  }
  /* "five consecutive days" are five days */
  const bool loose =
      !dash && !bracket && at + 1 < r->to && sr_number_context(token(r, at)->norm, "loose") &&
      sr_unit_after(&r->tables->units, r->report->text, r->report->tokens, at + 1, r->to, false, &unit) &&
      unit.kind == SR_UNIT_TIME;
  const uint32_t part = unit_of_part(r, q);
  if (loose)
    at++;
  else if (part)
    at = part;
  if (!loose && !sr_unit_after(&r->tables->units, r->report->text, r->report->tokens, at, r->to,
                               dash || tight(r, at) || is_side(r, at + 1), &unit))
    return;
  const uint32_t end = at + unit.n_tokens;
  /* "three Mi-8 helicopters": letters of a designation */
  if (is(r, end, "-") && tight(r, end) && tight(r, end + 1) && token(r, end + 1)->kind == SR_TOKEN_NUMBER) return;
  if (unit.n_tokens == 1 && is_quote_mark(r, at) &&
      (closes_quote(r, at) || (tight(r, end) && token(r, end)->kind == SR_TOKEN_WORD)))
    return;
  /* "3 USD50 cards": the currency is the next number's */
  if (unit.kind == SR_UNIT_MONEY && token(r, at)->space_before && tight(r, end) &&
      token(r, end)->kind == SR_TOKEN_NUMBER)
    return;
  static const char *const closers = ")]}>";
  if (bracket) {
    if (end >= r->to || token(r, end)->norm.len != 1 || !strchr(closers, token(r, end)->norm.ptr[0])) return;
  }
  if (q->money_before) { /* "$10 dollars", "US$5m (5 million dollars)" */
    if (unit.kind == SR_UNIT_MONEY && sr_slice_eq(unit.code, q->unit.code) && !bracket) q->close = end;
    return;
  }
  /* "50 USD 40" gives the code to the number before it, but "13 million $ 20" hardly */
  if (sr_slice_is(token(r, at)->norm, "won") && q->high.high < 1000) return; /* "of five games, three won" */
  if (unit.kind == SR_UNIT_POUND) settle_pound(r, q, &unit);
  if (unit.kind == SR_UNIT_MONEY && unit.code.len == 7) settle_krone(r, q->open, &unit);
  q->unit = unit;
  q->unit_first = at;
  q->unit_end = q->close = end + bracket;
}

typedef struct rate {
  sr_slice code, name;
  uint32_t end;
} rate;

/* "per day", "a day", "each month", "/day", "daily", "per soldier killed" at `at`. noun: what is measured is counted
 * things. */
static sr_status read_rate(const reader *r, uint32_t at, bool noun, rate *found, sr_error *err) {
  static const struct {
    const char *word, *code, *name;
  } adverbs[] = {{"daily", "d", "day"},     {"weekly", "wk", "week"}, {"monthly", "mo", "month"},
                 {"annually", "a", "year"}, {"yearly", "a", "year"},  {"hourly", "h", "hour"}};
  found->end = 0;
  if (at >= r->to) return SR_OK;
  for (size_t i = 0; i < sizeof adverbs / sizeof *adverbs; i++) {
    if (!is(r, at, adverbs[i].word) || (at + 1 < r->to && sr_word_class_of(r->report, at + 1) == SR_CLASS_NOUN))
      continue;
    *found = (rate){sr_slice_of(adverbs[i].code), sr_slice_of(adverbs[i].name), at + 1};
    return SR_OK;
  }
  const bool dashed = is(r, at, "-") && is(r, at + 2, "-"); /* "12-cent-a-share", "$70-a-barrel" */
  if (dashed) at++;
  const bool per = is(r, at, "per"), slash = is(r, at, "/") && tight(r, at);
  const bool article = is(r, at, "a") || is(r, at, "an") || is(r, at, "each") || is(r, at, "every");
  if (!per && !slash && !article) return SR_OK;
  if (dashed) at++;
  if (per && (is(r, at + 1, "annum") || is(r, at + 1, "capita"))) {
    const bool year = is(r, at + 1, "annum");
    *found = (rate){year ? SR_SLICE("a") : SR_SLICE("{person}"), year ? SR_SLICE("year") : SR_SLICE("person"), at + 2};
    return SR_OK;
  }
  sr_unit unit;
  if (sr_unit_after(&r->tables->units, r->report->text, r->report->tokens, at + 1, r->to, slash, &unit) &&
      unit.kind != SR_UNIT_NAME && unit.kind != SR_UNIT_AGE && unit.kind != SR_UNIT_SHARE &&
      unit.kind != SR_UNIT_COUNT) {
    const uint32_t end = at + 1 + unit.n_tokens;
    if (article && unit.kind != SR_UNIT_TIME && noun) return SR_OK;
    if (article && unit.kind != SR_UNIT_TIME && unit.kind != SR_UNIT_MEASURE) return SR_OK;
    /* "6.78 billion a year earlier" compares */
    if (is(r, end, "ago") || is(r, end, "earlier") || is(r, end, "later") || is(r, end, "before") ||
        is(r, end, "after"))
      return SR_OK;
    if (unit.kind == SR_UNIT_POUND) unit.code = SR_SLICE("[lb_av]"), unit.name = SR_SLICE("pound-mass");
    *found = (rate){unit.code, unit.name, end};
    return SR_OK;
  }
  if (slash || (article && (noun || at + 1 >= r->to || !sr_number_context(token(r, at + 1)->norm, "rate"))))
    return SR_OK;
  sr_counted counted;
  SR_TRY(sr_counted_read(r->report, at + 1, r->to, 1, article, &counted, err));
  if (!counted.name.len) return SR_OK;
  *found = (rate){counted.unit, counted.name, counted.end};
  if (is(r, found->end, "killed") || is(r, found->end, "lost")) found->end++;
  return SR_OK;
}

/* ---- the whole of one quantity ---- */

/* A rate's code. UCUM divides and multiplies from left to right: cents a kilowatt hour are {cent}/(kW.h). */
static sr_slice divided(sr_arena *arena, sr_slice whole, sr_slice by) {
  const bool product = sr_slice_find(by, '.', 0) != SR_NOWHERE || sr_slice_find(by, '/', 0) != SR_NOWHERE;
  return sr_arena_format(arena, product ? "%.*s/(%.*s)" : "%.*s/%.*s", SR_FMT(whole), SR_FMT(by));
}

static sr_span span_of(const reader *r, uint32_t first, uint32_t end) {
  return (sr_span){token(r, first)->span.start, token(r, end - 1)->span.end};
}

/* "lost 190 points", "by 60 basis points": things that only go up and down. */
static bool is_share_like(const reading *q, const sr_counted *counted) {
  if (q->unit.kind == SR_UNIT_SHARE || q->unit.kind == SR_UNIT_MONEY || q->unit.kind == SR_UNIT_MINOR) return true;
  return sr_slice_ends(counted->name, SR_SLICE("point"));
}

static bool not_a_quantity(const reader *r, const reading *q, const sr_counted *counted, uint32_t opening,
                           bool hedged) {
  const sr_number_place place = {.report = r->report,
                                 .first = q->first,
                                 .end = q->end,
                                 .from = r->from,
                                 .to = r->to,
                                 .number = &q->high,
                                 .opening = opening,
                                 .hedged = hedged,
                                 .has_unit = q->unit.kind != SR_UNIT_NONE && !q->money_before,
                                 .unit_apart = q->close > q->end && token(r, q->end)->space_before,
                                 .has_money = q->money_before,
                                 .counted = counted};
  if (q->unit.kind == SR_UNIT_NAME) return true;
  /* "155-mm shells", "120 mm mortars": a calibre */
  if (sr_slice_is(q->unit.code, "mm") && q->close < r->to && sr_number_context(token(r, q->close)->norm, "gun"))
    return true;
  return sr_number_is_date(&place) || sr_number_is_clock(&place) || sr_number_is_year(&place) ||
         sr_number_is_label(&place) || sr_number_is_idle(&place);
}

/* "62 of them", "shot down 178,": what is counted was said before. */
static bool recovers(const reader *r, const reading *q, const sr_counted *counted) {
  if (!r->people.len || counted->name.len || q->unit.kind || q->high.kind == SR_NUMBER_FRACTION) return false;
  if (r->report->tokens[q->first].sentence - r->people_sentence > 1) return false;
  if (counted->left_out || q->bracket_sign) return true;
  if (q->end < r->to && sr_word_class_of(r->report, q->end) == SR_CLASS_AUXILIARY) return true;
  if (q->open == r->from) return false;
  uint32_t before = q->open - 1;
  if (is(r, before, "another") && before > r->from) before--;
  const bool goes_on =
      q->end < r->to && token(r, q->end)->kind == SR_TOKEN_WORD; /* "including two in Odesa", "and 40 who" */
  if (goes_on && (is(r, before, "including") || is(r, before, "and") || is(r, before, "while")) &&
      token(r, q->first)->sentence == r->people_sentence)
    return true;
  const bool after_verb =
      sr_word_class_of(r->report, before) == SR_CLASS_VERB || is(r, before, "down") || is(r, before, "which");
  return after_verb && q->high.scale <= 1;
}

/* Behind what may stand between a unit and its rate: "(5 million dollars)", "of jet fuel". */
static uint32_t past_insert(const reader *r, uint32_t at) {
  enum { INSERT_MAX = 6 }; /* tokens */
  if (is(r, at, "(")) {
    for (uint32_t i = at + 1; i < r->to && i - at <= INSERT_MAX; i++)
      if (is(r, i, ")")) return i + 1;
  }
  if (!is(r, at, "of")) return r->to;
  for (uint32_t i = at + 1; i < r->to && i - at <= INSERT_MAX; i++) {
    const sr_word_class class = sr_word_class_of(r->report, i);
    if (class != SR_CLASS_NOUN && class != SR_CLASS_ADJECTIVE) return i;
  }
  return r->to;
}

/* Where the last word of a name begins. */
static size_t last_blank(sr_slice name) {
  size_t at = name.len;
  while (at && name.ptr[at - 1] != ' ') at--;
  return at;
}

/* The quantity found before the last `skip`, if it stands in the sentence that is read; NULL. */
static const sr_quantity *last_before(const reader *r, uint32_t skip) {
  const sr_quantity *last = r->found.n > skip ? &r->found.at[r->found.n - 1 - skip] : NULL;
  return last && r->from < r->to && last->sentence == token(r, r->from)->sentence ? last : NULL;
}

/* "60 sq km, or about 8.5 a day": a rate of what was measured before. The new quantity is already pushed. */
static sr_status read_bare_rate(const reader *r, const reading *q, uint32_t first, rate *found, sr_error *err) {
  const sr_quantity *last = last_before(r, 1);
  if (q->unit.kind || !last || !last->unit.len || last->unit.ptr[0] == '{' || sr_slice_is(last->unit, "1"))
    return SR_OK;
  if (first <= r->from || !is(r, first - 1, "or") || sr_slice_find(last->unit, '/', 0) != SR_NOWHERE) return SR_OK;
  return read_rate(r, q->end, true, found, err);
}

static sr_status push(reader *r, const reading *q, const sr_counted *counted, uint32_t first, sr_bound bound,
                      sr_error *err) {
  sr_quantity *out = SR_PUSH(r->arena, &r->found);
  sr_quantity_place *place = SR_PUSH(r->arena, &r->places);
  if (!out || !place) return sr_arena_fail(r->arena, err);
  uint32_t close = q->close;
  rate rated = {0};
  SR_TRY(read_bare_rate(r, q, first, &rated, err));
  out->low = q->low.low;
  out->high = q->range ? q->high.high : q->low.high;
  if (q->negative) {
    const double low = -out->high;
    out->high = -out->low;
    out->low = low;
  }
  if (out->low > out->high) { /* "from 36,040 to 34,935" */
    const double low = out->high;
    out->high = out->low;
    out->low = low;
  }
  out->granule = q->range && q->high.granule < q->low.granule ? q->high.granule : q->low.granule;
  out->vague = q->low.kind == SR_NUMBER_VAGUE;
  out->bound = bound;
  out->number = span_of(r, q->first, q->end);
  if (q->unit.kind) {
    out->unit = q->unit.code;
    out->unit_name = q->unit.name;
    if (q->unit_end > q->unit_first) out->unit_span = span_of(r, q->unit_first, q->unit_end);
    if ((age_before(r, first) || age_before(r, q->open)) && q->unit.kind == SR_UNIT_TIME)
      out->unit_name = sr_arena_format(r->arena, "%.*s of age", SR_FMT(q->unit.name));
  } else if (rated.end) {
    const sr_quantity *whole = last_before(r, 1);
    out->unit = divided(r->arena, whole->unit, rated.code);
    out->unit_name = sr_arena_format(r->arena, "%.*s per %.*s", SR_FMT(whole->unit_name), SR_FMT(rated.name));
    close = rated.end;
  } else if (counted->name.len) {
    out->unit = counted->unit;
    out->unit_name = counted->name;
    if (first > r->from && counted->first == q->end && sr_number_context(token(r, first - 1)->norm, "rank"))
      out->unit_name = sr_arena_format(r->arena, "%.*s %.*s", SR_FMT(token(r, first - 1)->norm), SR_FMT(counted->name));
    if (counted->end > counted->first) {
      out->unit_span = span_of(r, counted->first, counted->end);
      if (!q->nested) close = counted->end;
    }
  } else if ((age_before(r, first) || age_before(r, q->open) || is_age_of_someone(r, q)) && q->high.high <= 120 &&
             !q->low.grouped) {
    out->unit = SR_SLICE("a");
    out->unit_name = SR_SLICE("year of age");
  } else if (recovers(r, q, counted)) {
    out->unit = r->people;
    out->unit_name = r->people_name;
    if (counted->left_out) close = counted->end;
  } else {
    out->unit = SR_SLICE("1");
    out->unit_name = SR_SLICE("-");
  }
  if (close < q->end) close = q->end;
  if (q->unit.kind != SR_UNIT_AGE && (q->unit.kind || counted->plural)) {
    rate per;
    SR_TRY(read_rate(r, close, !q->unit.kind, &per, err));
    const bool tight_rate = per.end != 0;
    if (!per.end && q->unit.kind) SR_TRY(read_rate(r, past_insert(r, close), true, &per, err));
    if (per.end) {
      out->unit = divided(r->arena, out->unit, per.code);
      out->unit_name = sr_arena_format(r->arena, "%.*s per %.*s", SR_FMT(out->unit_name), SR_FMT(per.name));
      if (out->unit_span.end && tight_rate) out->unit_span.end = token(r, per.end - 1)->span.end;
      close = per.end;
    }
  }
  if (!out->unit.ptr || !out->unit_name.ptr) return sr_arena_fail(r->arena, err);
  sr_bound trailing = SR_BOUND_EXACT;
  const uint32_t more = sr_bound_after(&r->tables->bounds, r->report->tokens, close, r->to, &trailing);
  if (more) {
    close += more;
    if (out->bound == SR_BOUND_EXACT) out->bound = trailing;
  }
  /* "4,000 fewer" */
  if (out->bound == SR_BOUND_EXACT && is(r, close, "fewer")) out->bound = SR_BOUND_DOWN;
  out->span = span_of(r, first, close);
  *place = (sr_quantity_place){.first = first, .number = q->first, .behind = q->end, .close = close};
  out->sentence = token(r, q->first)->sentence;
  out->first_token = r->origin[first];
  out->n_tokens = r->origin[close - 1] - r->origin[first] + 1;
  if (!q->unit.kind && counted->name.len && !sr_slice_ends(counted->name, SR_SLICE("point"))) {
    r->people = out->unit;
    r->people_name = out->unit_name;
    r->people_sentence = out->sentence;
    const size_t blank = last_blank(out->unit_name);
    r->people_person = sr_number_context(sr_slice_cut(out->unit_name, blank, out->unit_name.len), "person");
  }
  return SR_OK;
}

/* "lost 190 points, or 0.6%" says one change twice; "Oslo fell by 2%, Bergen by 3%" leaves out the verb. */
static sr_bound inherited_change(const reader *r, uint32_t first) {
  const sr_quantity *last = last_before(r, 0);
  if (!last || (last->bound != SR_BOUND_UP && last->bound != SR_BOUND_DOWN) || first < r->from + 2)
    return SR_BOUND_EXACT;
  if (is(r, first - 1, "by")) return last->bound;
  const uint32_t before = first - (is(r, first - 2, ",") ? 3 : 2);
  return is(r, first - 1, "or") && before >= r->from && last->span.end == token(r, before)->span.end ? last->bound
                                                                                                     : SR_BOUND_EXACT;
}

/* "(1.8 to 2.7 Fahrenheit)" behind a figure restates it in another unit, and so with its bound. */
static sr_bound restated_bound(const reader *r, const reading *q, uint32_t first) {
  const sr_quantity *last = last_before(r, 0);
  if (!last || (q->unit.kind != SR_UNIT_MEASURE && q->unit.kind != SR_UNIT_MONEY) || first < r->from + 2)
    return SR_BOUND_EXACT;
  if (!(is(r, first - 1, "(") || is(r, first - 1, "/")) || last->span.end != token(r, first - 2)->span.end)
    return SR_BOUND_EXACT;
  return last->unit.len && last->unit.ptr[0] != '{' && !sr_slice_is(last->unit, "1") ? last->bound : SR_BOUND_EXACT;
}

/* "tanks - 10,214", "Artillery systems: 31": what a line of a list counts stands before its figure. */
static sr_status read_list_head(const reader *r, uint32_t first, sr_counted *counted, sr_error *err) {
  enum { HEAD_MAX = 10 }; /* tokens */
  if (first < r->from + 2 || first - r->from > HEAD_MAX) return SR_OK;
  const bool dash =
      (is(r, first - 1, "-") || is(r, first - 1, "–") || is(r, first - 1, "—")) && token(r, first - 1)->space_before;
  if (!dash && !is(r, first - 1, ":")) return SR_OK;
  sr_counted head;
  SR_TRY(sr_counted_read(r->report, r->from, first - 1, 2, false, &head, err));
  if (!head.plural || head.first != r->from) return SR_OK;
  counted->name = head.name;
  counted->unit = head.unit;
  return SR_OK;
}

static sr_status take_nested(reading *q, const sr_counted *found, sr_counted *counted) {
  if (!found->plural) return SR_OK;
  *counted = *found;
  q->nested = true;
  return SR_OK;
}

/* "two 500-kg bombs", "five of the three-tonne lorries": what is counted stands behind another measure. */
static sr_status read_past_measure(const reader *r, reading *q, uint32_t at, sr_counted *counted, sr_error *err) {
  if (is(r, at, "of") && is(r, at + 1, "the")) at += 2;
  sr_number inner;
  if (q->low.kind == SR_NUMBER_VAGUE || q->money_before) return SR_OK;
  sr_counted found;
  sr_unit unit;
  for (uint32_t n = 1; n <= 2 && at + n < r->to; n++) /* "3 | USD50 | cards" */
    if (sr_unit_before(&r->tables->units, r->report->tokens, at, at + n, &unit) && number_at(r, at + n, true, &inner)) {
      SR_TRY(sr_counted_read(r->report, at + n + inner.n_tokens, r->to, q->high.high, false, &found, err));
      return take_nested(q, &found, counted);
    }
  if (!number_at(r, at, false, &inner)) return SR_OK;
  at += inner.n_tokens;
  const bool dash = is(r, at, "-") && tight(r, at);
  if (!sr_unit_after(&r->tables->units, r->report->text, r->report->tokens, at + dash, r->to, dash || tight(r, at),
                     &unit))
    return SR_OK;
  if (unit.kind != SR_UNIT_MEASURE && unit.kind != SR_UNIT_TIME) return SR_OK;
  SR_TRY(sr_counted_read(r->report, at + dash + unit.n_tokens, r->to, q->high.high, false, &found, err));
  return take_nested(q, &found, counted);
}

static bool is_whole_amount(const sr_quantity *q) { return q->low == q->high && q->low == floor(q->low); }

/* "10 dollars and 30 cents", "5 pounds 20 pence": one sum. */
static void join_minor(reader *r) {
  if (r->found.n < 2) return;
  sr_quantity *whole = &r->found.at[r->found.n - 2], *part = &r->found.at[r->found.n - 1];
  const sr_quantity_place *before = &r->places.at[r->places.n - 2], *at = &r->places.at[r->places.n - 1];
  const bool penny = sr_slice_is(part->unit, "{penny}");
  const bool pounds = penny && (sr_slice_is(whole->unit, "GBP") || sr_slice_is(whole->unit, "[lb_av]"));
  const bool money = whole->unit.len == 3 && sr_is_upper((uint8_t)whole->unit.ptr[0]) && !penny;
  if (!pounds && !(money && sr_slice_is(part->unit, "{cent}"))) return;
  const uint32_t gap = at->first - before->close;
  if (whole->sentence != part->sentence || gap > 1 || (gap && !is(r, before->close, "and"))) return;
  if (!is_whole_amount(whole) || !is_whole_amount(part) || part->high >= 100 || whole->unit_span.end > part->span.start)
    return;
  whole->low = whole->high = (whole->high * 100 + part->high) / 100;
  whole->granule = 0.01;
  if (pounds) {
    whole->unit = SR_SLICE("GBP");
    whole->unit_name = SR_SLICE("pound sterling");
  }
  whole->span.end = part->span.end;
  whole->n_tokens = part->first_token + part->n_tokens - whole->first_token;
  r->places.at[r->places.n - 2].close = at->close;
  r->found.n--;
  r->places.n--;
}

/* Reads what begins at token `at`; *next is where to go on. */
static sr_status read_at(reader *r, uint32_t at, uint32_t *next, sr_error *err) {
  reading q = {.first = at, .open = at};
  *next = at + 1;
  read_money_before(r, &q);
  if (!number_at(r, at, q.money_before, &q.low)) return SR_OK;
  q.high = q.low;
  q.end = q.close = at + q.low.n_tokens;
  read_sign(r, &q);
  sr_bound trailing = SR_BOUND_EXACT;
  if (!read_ratio(r, &q)) {
    read_range(r, &q);
    q.close = q.end;
    read_unit_behind(r, &q);
  }
  /* "12 or more drones": the hedge parts the number from its noun */
  uint32_t noun = q.end;
  if (!q.unit.kind) {
    const uint32_t hedge = sr_bound_after(&r->tables->bounds, r->report->tokens, q.end, r->to, &trailing);
    if (hedge && q.end + hedge < r->to && sr_word_class_of(r->report, q.end + hedge) != SR_CLASS_CONJUNCTION)
      noun = q.end + hedge;
    else
      trailing = SR_BOUND_EXACT;
    if (noun != q.end && !q.hyphen) read_unit_behind(r, &q);
  }
  sr_counted counted = {.first = q.end, .end = q.end};
  if (!q.unit.kind && !age_before(r, q.open)) {
    uint32_t skip = noun;
    while (is(r, skip, "more") && !is(r, skip + 1, "than")) skip++;
    SR_TRY(sr_counted_read(r->report, q.hyphen ? q.end + 1 : skip, r->to, q.high.high, q.hyphen, &counted, err));
    if (q.hyphen && !counted.name.len) q.hyphen = false;
    if (!counted.name.len && !counted.left_out) SR_TRY(read_past_measure(r, &q, skip, &counted, err));
  }
  uint32_t first;
  bool hedged;
  sr_bound bound = sr_bound_before(&r->tables->bounds, r->report->tokens, r->from, q.open, &first, &hedged);
  if (!q.unit.kind && !counted.name.len && !counted.left_out) SR_TRY(read_list_head(r, first, &counted, err));
  if (counted.harmed && r->people_person && token(r, at)->sentence == r->people_sentence) {
    counted.name = r->people_name;
    counted.unit = r->people;
  }
  if (bound == SR_BOUND_EXACT) bound = trailing;
  if (first == q.open && first - r->from >= 3 && is(r, first - 1, "of") && is(r, first - 2, "age") &&
      is(r, first - 3, "the"))
    bound = sr_bound_before(&r->tables->bounds, r->report->tokens, r->from, first - 3, &first,
                            &hedged); /* "under the age of" */
  *next = q.end;
  if (not_a_quantity(r, &q, &counted, first, first < q.open)) return SR_OK;
  if (q.range && first > r->from && (is(r, first - 1, "between") || is(r, first - 1, "from"))) first--;
  if (bound == SR_BOUND_EXACT || bound == SR_BOUND_ABOUT) {
    const bool share = is_share_like(&q, &counted);
    sr_bound change = sr_bound_change(r->report, r->from, first, share);
    if (q.sign && (share || q.bracket_sign)) change = q.sign;
    if (change == SR_BOUND_EXACT && share) change = inherited_change(r, first);
    if (bound == SR_BOUND_EXACT && change == SR_BOUND_EXACT) bound = restated_bound(r, &q, first);
    if (q.bracket_sign) q.negative = false;
    if (change != SR_BOUND_EXACT) bound = change;
  }
  SR_TRY(push(r, &q, &counted, first, bound, err));
  join_minor(r);
  if (q.close > *next) *next = q.close;
  return SR_OK;
}

sr_status sr_quantities_read(const sr_quantity_tables *tables, sr_report *report, sr_error *err) {
  sr_pieces pieces;
  SR_TRY(sr_pieces_cut(report, &tables->units, &pieces, err));
  reader r = {.tables = tables,
              .report = &pieces.report,
              .origin = pieces.origin,
              .arena = report->arena,
              .style = sr_number_style_of(pieces.report.tokens, pieces.report.n_tokens)};
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    r.from = pieces.report.sentences[s].first_token;
    r.to = r.from + pieces.report.sentences[s].n_tokens;
    for (uint32_t at = r.from; at < r.to;) SR_TRY(read_at(&r, at, &at, err));
  }
  sr_elided_fill(&pieces.report, r.found.at, r.places.at, r.found.n);
  SR_TRY(sr_concepts_read(report, r.found.at, r.found.n, err));
  report->quantities = r.found.at;
  report->n_quantities = r.found.n;
  return SR_OK;
}
