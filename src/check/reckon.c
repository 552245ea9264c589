/* Running a formula over the figures of an attempt; see attempt.h. */
#include "check/attempt.h"

#include "base/slice.h"
#include "check/say.h"

const sr_slot *sr_attempt__slot(const sr_weighing *w, uint32_t slot) { return &w->fill->relations->slots[slot]; }

const sr_candidate *sr_attempt__leaf(const sr_attempt *a, uint32_t slot) {
  for (uint32_t i = 0; i < a->n_leaves; i++)
    if (a->slots[i] == slot) return &a->leaves[i];
  return NULL;
}

/* What divides says about the whole: nothing, or why there is no number. */
static sr_trouble divisor_trouble(sr_interval by) {
  if (by.low == 0 && by.high == 0) return SR_TROUBLE_UNDEFINED;
  if (by.high <= 0) return SR_TROUBLE_REVERSED;
  if (by.low <= 0) return SR_TROUBLE_UNBOUNDED;
  return SR_TROUBLE_NONE;
}

typedef struct step {
  sr_interval value;
  double nominal;
  sr_unit unit;
} step;

static void apply(char op, step *left, const step *right, bool units, sr_trouble *found) {
  switch (op) {
  case '+':
    left->value = sr_interval_add(left->value, right->value);
    left->nominal += right->nominal;
    break;
  case '-':
    left->value = sr_interval_sub(left->value, right->value);
    left->nominal -= right->nominal;
    break;
  case '*':
    left->value = sr_interval_mul(left->value, right->value);
    left->nominal *= right->nominal;
    break;
  default:
    if (!*found) *found = divisor_trouble(right->value);
    (void)sr_interval_div(left->value, right->value, &left->value);
    left->nominal = right->nominal != 0 ? left->nominal / right->nominal : 0;
    break;
  }
  /* Units were seen to multiply when the relation was opened; these are the same ones. */
  if (units && (op == '*' || op == '/'))
    (void)!sr_unit_mul(&left->unit, &right->unit, op == '*' ? 1 : -1, &left->unit, NULL);
}

sr_status sr_attempt__reckon(const sr_weighing *w, sr_attempt *a, bool premise_as_printed, sr_interval *out,
                             sr_lines *told, sr_error *err) {
  step stack[SR_FORMULA_TOKENS_MAX];
  uint32_t n = 0;
  a->trouble = SR_TROUBLE_NONE;
  for (uint32_t i = 0; i < a->way->n; i++) {
    const char op = a->way->tokens[i].op;
    if (!op) {
      const uint32_t slot = a->way->tokens[i].slot;
      const sr_candidate *leaf = sr_attempt__leaf(a, slot);
      if (SR_NEVER(!leaf)) return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "slot without a figure");
      const bool printed = premise_as_printed && a->premise != SR_SLOT_NONE && a->slots[a->premise] == slot;
      stack[n++] = (step){printed ? leaf->printed : leaf->value, sr_interval_mid(leaf->printed),
                          sr_attempt__slot(w, slot)->unit};
      continue;
    }
    n--;
    char left[SR_SAY_MAX], right[SR_SAY_MAX], result[SR_SAY_MAX], said[SR_SAY_MAX];
    if (told) {
      sr_say_reckoned(stack[n - 1].nominal, left);
      sr_say_reckoned(stack[n].nominal, right);
    }
    apply(op, &stack[n - 1], &stack[n], told != NULL, &a->trouble);
    if (!told || a->trouble) continue;
    sr_say_reckoned(stack[n - 1].nominal, result);
    const char *sign = op == '-' ? "−" : op == '*' ? "×" : op == '/' ? "/" : "+";
    const bool last = i + 1 == a->way->n;
    const sr_slice unit = sr_say_unit(w->arena, last ? w->claim->unit : &stack[n - 1].unit);
    sr_interval ratio = {1, 1};
    const bool converts =
        last && sr_unit_factor(&stack[n - 1].unit, w->claim->unit, &ratio) && sr_interval_mid(ratio) != 1;
    const sr_slice own = sr_say_unit(w->arena, &stack[n - 1].unit);
    sr_say_reckoned(stack[n - 1].nominal * sr_interval_mid(ratio), said);
    SR_TRY(sr_weigh__line(
        w->arena, told,
        converts ? sr_arena_format(w->arena, "%s %s %s = %s%s%.*s = %s %.*s", left, sign, right, result,
                                   own.len ? " " : "", SR_FMT(own), said, SR_FMT(unit))
                 : sr_arena_format(w->arena, "%s %s %s = %s %.*s", left, sign, right, result, SR_FMT(unit)),
        err));
  }
  /* the sides of a relation are of one unit, whose sizes slots give in the units of their own table */
  *out = sr_interval_mul(stack[0].value, a->ratio);
  a->nominal = stack[0].nominal * sr_interval_mid(a->ratio);
  return SR_OK;
}

/* The factor by which the number grows. */
static bool slip_factor(const sr_slip *slip, const sr_unit *unit, sr_window window, sr_interval *factor) {
  if (slip->class == SR_SLIP_SCALE) {
    *factor = slip->factor;
    return true;
  }
  if (slip->class == SR_SLIP_WINDOW) {
    const bool rate = sr_slice_is(slip->printed, "day"); /* a figure by the day that is really the whole period's */
    const double days = (double)window.end - (double)window.start;
    if (!sr_window_known(window) || days < 2 || rate != (unit->dims[SR_DIM_TIME] == -1)) return false;
    return sr_interval_div(sr_interval_of(rate ? 1 : days), sr_interval_of(rate ? days : 1), factor) ==
           SR_QUOTIENT_BOUNDED;
  }
  if (slip->class != SR_SLIP_UNIT && slip->class != SR_SLIP_PERIOD) return false;
  for (uint32_t i = 0; i < unit->n_terms; i++) {
    const sr_unit_term *term = &unit->terms[i];
    if (!sr_slice_eq(term->symbol, slip->printed_term.symbol)) continue;
    if (term->exponent == slip->printed_term.exponent) {
      *factor = slip->factor;
      return true;
    }
    if (term->exponent == -slip->printed_term.exponent)
      return sr_interval_div(sr_interval_of(1), slip->factor, factor) == SR_QUOTIENT_BOUNDED;
  }
  return false;
}

bool sr_attempt__slipped(const sr_weighing *w, const sr_attempt *a, const sr_slip *slip, sr_interval value,
                         sr_interval *meant) {
  const sr_unit *unit = w->claim->unit;
  sr_interval factor;
  if (slip->class == SR_SLIP_REST) { /* 15 % got through: 85 % did not */
    if (unit->n_terms != 1 || unit->terms[0].exponent != 1 ||
        !sr_slice_eq(unit->terms[0].symbol, slip->printed_term.symbol))
      return false;
    *meant = sr_interval_sub(sr_interval_of(100), value);
    return value.low >= 0 && value.high <= 100;
  }
  if (slip->class == SR_SLIP_CURRENCY) { /* the figure is in the currency that a sum was brought from */
    for (uint32_t i = 0; i < a->n_leaves; i++)
      if (a->leaves[i].exchange.by || a->leaves[i].exchange.times)
        return sr_exchange_apply(&a->leaves[i].exchange, value, meant);
    return false;
  }
  const sr_window window = w->relation->over == SR_OVER_WINDOW ? a->window : (sr_window){.start = SR_DAY_NONE};
  if (!slip_factor(slip, unit, window, &factor)) return false;
  *meant = sr_interval_mul(value, factor);
  return true;
}
