/* Numbers and ranges with their signs, and the currencies before them; see the header. */
#include "read/number_use.h"
#include "read/quantity_parts.h"

#include <math.h>

typedef sr_quantity__reader reader;
typedef sr_quantity__reading reading;

/* "3m | Swiss francs": millions, for money stands behind. */
static bool before_money(const reader *r, uint32_t at) {
  sr_unit unit;
  return at + 2 < r->to && token(r, at)->kind == SR_TOKEN_NUMBER && tight(r, at + 1) && is(r, at + 1, "m") &&
         sr_unit_after(&r->tables->units, r->report->text, r->report->tokens, at + 2, r->to, false, &unit) &&
         (unit.kind == SR_UNIT_MONEY || unit.kind == SR_UNIT_POUND);
}

bool sr_quantity__number_at(const reader *r, uint32_t at, bool after_money, sr_number *number) {
  after_money = after_money || before_money(r, at);
  return at < r->to && sr_number_read(r->style, &r->report->tokens[at], r->to - at, after_money, number);
}

void sr_quantity__read_sign(const reader *r, reading *q) {
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

void sr_quantity__read_money_before(const reader *r, reading *q) {
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

void sr_quantity__read_range(const reader *r, reading *q) {
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
  if (!sr_quantity__number_at(r, at, money.n_tokens || q->money_before, &high) || !is_plain(&high)) return;
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
  /* "rose by 12 to 345", "raise its aid by €3bn to €11.5bn": a step and a level */
  const uint32_t joined = at - money.n_tokens;
  if (is(r, joined - 1, "to") && q->open > r->from && is(r, q->open - 1, "by") && (twice || high.low > low * 5)) return;
  if (dash && low < 10 && high.low > low * 20) return; /* a designation more likely than a range */
  q->low.low = q->low.high = low;
  q->low.granule = granule;
  q->high = high;
  q->range = true;
  q->end = at + high.n_tokens;
}

bool sr_quantity__read_ratio(const reader *r, reading *q) {
  if (!is_plain(&q->low) || q->low.low < 1 || q->low.low != floor(q->low.low) || q->money_before) return false;
  const uint32_t at = q->first + q->low.n_tokens;
  sr_number whole;
  const bool out = is(r, at, "out") && is(r, at + 1, "of");
  if ((!is(r, at, "in") && !out) || !sr_quantity__number_at(r, at + 1 + out, false, &whole)) return false;
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
