/* Units behind a number, and rates; see the header. */
#include "read/counted.h"
#include "read/number_use.h"
#include "read/quantity_parts.h"
#include "read/wordclass.h"

#include <lexicon/money_homes.h>

typedef sr_quantity__reader reader;
typedef sr_quantity__reading reading;
typedef sr_quantity__rate rate;

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
  return at < r->to && sr_number_context(token(r, at)->norm, "side");
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

void sr_quantity__read_unit_behind(const reader *r, reading *q) {
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

sr_status sr_quantity__read_rate(const reader *r, uint32_t at, bool noun, rate *found, sr_error *err) {
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
