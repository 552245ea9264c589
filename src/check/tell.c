/* The words of an attempt: its figures, its arithmetic, its outcome; see attempt.h. */
#include "check/attempt.h"

#include "base/slice.h"
#include "check/say.h"

#include <math.h>

static const char *const TROUBLE_WORDS[] = {"", "undefined", "unbounded", "reversed"};

/* What an attempt comes to, or why to nothing. */
static const char *result_of(const sr_attempt *a, char out[SR_SAY_MAX]) {
  if (a->trouble) return TROUBLE_WORDS[a->trouble];
  return isnan(a->nominal) ? "no number of" : sr_say_reckoned(a->nominal, out);
}

static sr_status tell_leaf(const sr_weighing *w, const sr_attempt *a, uint32_t i, sr_lines *lines, sr_error *err) {
  const sr_candidate *leaf = &a->leaves[i];
  const sr_slot *slot = sr_attempt__slot(w, a->slots[i]);
  char low[SR_SAY_MAX], high[SR_SAY_MAX], value[SR_SAY_MAX], ref[SR_REF_MAX];
  if (!leaf->fact)
    return sr_weigh__line(
        w->arena, lines,
        sr_arena_format(w->arena, "%.*s = %s days", SR_FMT(slot->name), sr_say_written(leaf->value.low, value)), err);
  const sr_slice source = sr_weigh__source(w->arena, leaf->fact);
  if (leaf->from) {
    sr_ref_write(leaf->from->ref, ref);
    sr_say_reckoned(sr_interval_mid(leaf->fact->printed), high);
    sr_say_reckoned(sr_interval_mid(leaf->from->printed), low);
    sr_say_reckoned(sr_interval_mid(leaf->fact->printed) - sr_interval_mid(leaf->from->printed), value);
    const sr_slice unit = sr_say_unit(w->arena, leaf->fact->unit),
                   days = sr_say_days(w->arena, leaf->window.start, leaf->window.end);
    return sr_weigh__line(w->arena, lines,
                          sr_arena_format(w->arena, "%.*s = %s − %s = %s %.*s, %.*s (%d days) [%.*s; from %s]",
                                          SR_FMT(slot->name), high, low, value, SR_FMT(unit), SR_FMT(days),
                                          (int)(leaf->window.end - leaf->window.start), SR_FMT(source), ref),
                          err);
  }
  const bool printed = a->premise == i;
  sr_slice figure = sr_weigh__figure(w->arena, leaf->fact),
           days = sr_say_days(w->arena, leaf->fact->start, leaf->fact->end);
  if (leaf->fact->observed) {
    const sr_slice unit = sr_say_unit(w->arena, leaf->fact->unit);
    figure =
        sr_arena_format(w->arena, "%s %.*s", sr_say_reckoned(sr_interval_mid(leaf->fact->value), value), SR_FMT(unit));
    if (slot->take == SR_TAKE_FIXED) days.len = 0;
  }
  return sr_weigh__line(w->arena, lines,
                        sr_arena_format(w->arena, "%.*s = %.*s%s%.*s%s [%.*s]", SR_FMT(slot->name), SR_FMT(figure),
                                        days.len ? ", " : "", SR_FMT(days),
                                        printed ? "; taken as printed, for it is what the source reckoned with" : "",
                                        SR_FMT(source)),
                        err);
}

/* "€48 million at 1.1185 USD/EUR": how a sum was brought to the claim's currency, and by whose rate. */
static sr_status tell_exchange(const sr_weighing *w, const sr_candidate *leaf, sr_lines *lines, sr_error *err) {
  const sr_fact *const rates[] = {leaf->exchange.by, leaf->exchange.times};
  sr_slice text = {0};
  char value[SR_SAY_MAX], rate[SR_SAY_MAX];
  for (size_t i = 0; i < 2; i++) {
    if (!rates[i]) continue;
    const sr_slice source = sr_weigh__source(w->arena, rates[i]),
                   day = sr_say_days(w->arena, rates[i]->start, rates[i]->end);
    sr_say_written(sr_interval_mid(rates[i]->value), rate);
    text = sr_arena_format(w->arena, "%.*s%s%s %.*s [%.*s, %.*s]", SR_FMT(text), i ? " × " : " / ", rate,
                           SR_FMT(rates[i]->unit_code), SR_FMT(source), SR_FMT(day));
    if (!text.ptr) return sr_arena_fail(w->arena, err);
  }
  if (!text.len) return SR_OK;
  const sr_slice currency = sr_currency_of(w->claim->unit);
  char from[SR_SAY_MAX];
  sr_say_written(sr_interval_mid(leaf->fact->printed), from);
  sr_say_reckoned(sr_interval_mid(leaf->printed), value);
  return sr_weigh__line(w->arena, lines,
                        sr_arena_format(w->arena, "%s %.*s%.*s = %s %.*s", from,
                                        SR_FMT(sr_currency_of(leaf->fact->unit)), SR_FMT(text), value,
                                        SR_FMT(currency)),
                        err);
}

/* Two currencies and no rate: which, of what day, and what to do about it. */
static sr_slice tell_currency(const sr_weighing *w, const sr_attempt *a) {
  for (uint32_t i = 0; i < a->n_leaves; i++) {
    if (!(a->leaves[i].mismatch & SR_MISMATCH_CURRENCY)) continue;
    const sr_fact *claim = a->leaves[i].fact;
    const sr_slice day = sr_say_days(w->arena, claim->said, claim->said);
    return sr_arena_format(w->arena,
                           "currency: %.*s against %.*s, and no reference rate of %.*s is imported (sitrep observe "
                           "rates eurofxref-hist.csv)",
                           SR_FMT(sr_currency_of(claim->unit)), SR_FMT(sr_currency_of(w->claim->unit)),
                           day.len ? (int)day.len : 7, day.len ? day.ptr : "its day");
  }
  return SR_SLICE("currency");
}

/* By what factor two disagree, more than 1. */
static double apart(double a, double b) {
  const double ratio = fabs(a) > fabs(b) ? fabs(a / b) : fabs(b / a);
  return isfinite(ratio) ? ratio : HUGE_VAL;
}

static sr_slice tell_verdict(const sr_weighing *w, const sr_attempt *a) {
  char stated[SR_SAY_INTERVAL_MAX], computed[SR_SAY_INTERVAL_MAX], noise[SR_SAY_INTERVAL_MAX], number[SR_SAY_MAX];
  sr_say_interval(w->claim->value, stated);
  sr_say_interval(a->computed, computed);
  switch (a->outcome) {
  case SR_OUTCOME_AGREES:
    return sr_arena_format(w->arena, "stated %s and reckoned %s meet%s", stated, computed,
                           a->by_rounding ? ", but only by rounding and hedge" : "");
  case SR_OUTCOME_CLOSE:
    if (a->by_noise)
      return sr_arena_format(w->arena,
                             "stated %s misses %s, and meets %s: what the series gives within two days of these",
                             stated, computed, sr_say_interval(a->noise, noise));
    sr_say_reckoned(100 * sr_interval_gap(w->claim->value, a->computed), number);
    return sr_arena_format(w->arena, "stated %s and reckoned %s miss by %s %%, within the tolerance of %g %%", stated,
                           computed, number, 100 * w->relation->tolerance);
  case SR_OUTCOME_UNDEFINED:
    return sr_arena_format(w->arena, "%s: the divisor is %s", TROUBLE_WORDS[a->trouble],
                           a->trouble == SR_TROUBLE_UNDEFINED   ? "zero"
                           : a->trouble == SR_TROUBLE_UNBOUNDED ? "not clear of zero"
                                                                : "below zero");
  default:
    sr_say_reckoned(apart(sr_interval_mid(w->claim->value), a->nominal), number);
    return sr_arena_format(w->arena, "stated %s and reckoned %s miss: a factor of %s", stated, computed, number);
  }
}

static sr_status tell_slip(const sr_weighing *w, const sr_attempt *a, sr_lines *lines, sr_error *err) {
  char slipped[SR_SAY_INTERVAL_MAX], mid[SR_SAY_MAX], chance[SR_SAY_MAX];
  const sr_slice unit = sr_say_unit(w->arena, w->claim->unit);
  sr_interval meant = w->claim->printed;
  (void)sr_attempt__slipped(w, a, a->slip, w->claim->printed, &meant);
  sr_say_reckoned(sr_interval_mid(meant), mid);
  sr_say_written(sr_say_percent(a->slip_chance), chance);
  SR_TRY(sr_weigh__line(w->arena, lines,
                        sr_arena_format(w->arena, "read as %.*s: %s %.*s, %s: meets what is reckoned",
                                        SR_FMT(a->slip->name), mid, SR_FMT(unit), sr_say_interval(a->slipped, slipped)),
                        err));
  return sr_weigh__line(
      w->arena, lines,
      sr_arena_format(w->arena, "%u slips were tried and one fits; chance alone would make one fit in %s %% of cases",
                      a->slips_tried, chance),
      err);
}

/* Whether two attempts reckon alike from the same rows. */
bool sr_attempt__is_alike(const sr_attempt *a, const sr_attempt *b) {
  if (a->way != b->way || a->n_leaves != b->n_leaves) return false;
  for (uint32_t i = 0; i < a->n_leaves; i++)
    if (a->leaves[i].fact != b->leaves[i].fact || a->leaves[i].from != b->leaves[i].from) return false;
  return true;
}

/* The leaf in which an attempt is told from the best one: the first that differs. */
sr_slice sr_attempt__tell_other(const sr_weighing *w, const sr_attempt *best, const sr_attempt *a) {
  const sr_fact *by = NULL;
  for (uint32_t i = 0; i < a->n_leaves && !by; i++) {
    const sr_candidate *leaf = sr_attempt__leaf(best, a->slots[i]);
    if (a->leaves[i].fact && (!leaf || leaf->fact != a->leaves[i].fact)) by = a->leaves[i].fact;
  }
  char value[SR_SAY_MAX];
  const sr_slice source = by ? sr_weigh__source(w->arena, by) : SR_SLICE("the same figures"),
                 unit = sr_say_unit(w->arena, w->claim->unit);
  return sr_arena_format(w->arena, "with %.*s instead: %s %.*s, %s", SR_FMT(source), result_of(a, value), SR_FMT(unit),
                         sr_outcome_name(a->outcome));
}

sr_slice sr_attempt__tell_window(const sr_weighing *w, const sr_attempt *a) {
  char value[SR_SAY_MAX];
  const sr_slice days = sr_say_days(w->arena, a->window.start, a->window.end),
                 unit = sr_say_unit(w->arena, w->claim->unit);
  return sr_arena_format(w->arena, "%.*s (%d days): %s %.*s, %s", SR_FMT(days), (int)(a->window.end - a->window.start),
                         result_of(a, value), SR_FMT(unit), sr_outcome_name(a->outcome));
}

static sr_status tell_inputs(const sr_weighing *w, const sr_attempt *a, sr_check *check, sr_error *err) {
  sr_check_input *inputs = SR_NEW(w->arena, sr_check_input, 3 * a->n_leaves); /* each with two rates at most */
  if (!inputs) return sr_arena_fail(w->arena, err);
  for (uint32_t i = 0; i < a->n_leaves; i++) {
    const sr_candidate *leaf = &a->leaves[i];
    if (!leaf->fact) continue; /* days are not a figure of anyone's */
    const sr_slice name = sr_arena_copy(w->arena, sr_attempt__slot(w, a->slots[i])->name);
    if (!name.ptr) return sr_arena_fail(w->arena, err);
    sr_check_input *input = &inputs[check->n_inputs++];
    *input = sr_weigh__input(name.ptr, leaf->fact);
    if (leaf->from) {
      input->ref_from = leaf->from->ref;
      input->value = sr_interval_sub(leaf->fact->value, leaf->from->value);
      input->start = leaf->from->start;
    }
    if (a->premise == i) input->value = leaf->fact->printed;
    if (leaf->exchange.by) inputs[check->n_inputs++] = sr_weigh__input("exchange rate", leaf->exchange.by);
    if (leaf->exchange.times) inputs[check->n_inputs++] = sr_weigh__input("exchange rate", leaf->exchange.times);
  }
  check->inputs = inputs;
  return SR_OK;
}

/* Everything about the best attempt: inputs, working, outcome. */
sr_status sr_attempt__tell(const sr_weighing *w, const sr_attempt *best, sr_check *check, sr_lines *lines,
                           sr_error *err) {
  sr_attempt a = *best;
  sr_interval again;
  char interval[SR_SAY_INTERVAL_MAX];
  check->computed = a.computed;
  check->outcome = a.outcome;
  check->by_rounding = a.by_rounding;
  check->formula = a.way->text;
  if (a.outcome == SR_OUTCOME_DIFFERS || a.outcome == SR_OUTCOME_SLIP || a.outcome == SR_OUTCOME_CLOSE ||
      a.outcome == SR_OUTCOME_NOT_COMPARABLE) {
    const double factor = sr_interval_mid(w->claim->printed) / a.nominal;
    check->factor = isfinite(factor) ? factor : (double)NAN;
  }
  SR_TRY(tell_inputs(w, &a, check, err));
  for (uint32_t i = 0; i < a.n_leaves; i++) {
    SR_TRY(tell_leaf(w, &a, i, lines, err));
    SR_TRY(tell_exchange(w, &a.leaves[i], lines, err));
  }
  const sr_slice name = sr_attempt__slot(w, w->relation->left)->name;
  SR_TRY(sr_weigh__line(w->arena, lines, sr_arena_format(w->arena, "%.*s = %.*s", SR_FMT(name), SR_FMT(a.way->text)),
                        err));
  if (a.mismatch & SR_MISMATCH_CURRENCY) {
    check->reason = tell_currency(w, &a);
    return sr_weigh__line(w->arena, lines, check->reason, err);
  }
  SR_TRY(sr_attempt__reckon(w, &a, true, &again, lines, err));
  if (!a.trouble && *sr_say_interval(a.computed, interval) == '[')
    SR_TRY(sr_weigh__line(w->arena, lines,
                          sr_arena_format(w->arena, "with every input as wide as it was stated: %s",
                                          sr_say_interval(a.computed, interval)),
                          err));
  if (!a.trouble && (a.wide.low != a.computed.low || a.wide.high != a.computed.high))
    SR_TRY(sr_weigh__line(w->arena, lines,
                          sr_arena_format(w->arena, "with the %.*s as wide as its hedge: %s",
                                          SR_FMT(sr_attempt__slot(w, w->relation->premise)->name),
                                          sr_say_interval(a.wide, interval)),
                          err));
  /* The other way round, where the claim is one figure for each of another: what it says they come to. */
  if (!a.trouble && a.way->n == 3 && a.way->tokens[2].op == '/' && a.n_leaves == 2) {
    char stated[SR_SAY_MAX], by[SR_SAY_MAX], product[SR_SAY_MAX], against[SR_SAY_MAX];
    const sr_candidate *above = sr_attempt__leaf(&a, a.way->tokens[0].slot),
                       *below = sr_attempt__leaf(&a, a.way->tokens[1].slot);
    const sr_unit *left = &w->relation->units[a.way - w->relation->ways]; /* a share is of one here, not of a hundred */
    sr_interval in_slot;
    if (above && below && sr_unit_convert(w->claim->printed, w->claim->unit, left, &in_slot)) {
      const sr_unit *above_unit = &sr_attempt__slot(w, a.way->tokens[0].slot)->unit;
      if (above_unit->dims[SR_DIM_COUNT] && above->fact) above_unit = above->fact->unit; /* drones, not anything */
      const sr_slice unit = sr_say_unit(w->arena, above_unit);
      /* "85 % × 104": a unit that is not the relation's own is printed */
      const bool same = in_slot.low == w->claim->printed.low && in_slot.high == w->claim->printed.high;
      const sr_slice own =
          same ? SR_SLICE("") : sr_arena_format(w->arena, " %.*s", SR_FMT(sr_say_unit(w->arena, w->claim->unit)));
      sr_say_written(sr_interval_mid(w->claim->printed), stated);
      sr_say_reckoned(sr_interval_mid(below->printed), by);
      sr_say_reckoned(sr_interval_mid(in_slot) * sr_interval_mid(below->printed), product);
      sr_say_reckoned(sr_interval_mid(above->printed), against);
      SR_TRY(sr_weigh__line(w->arena, lines,
                            sr_arena_format(w->arena, "the other way round: %s%.*s × %s = %s %.*s, against %s", stated,
                                            SR_FMT(own), by, product, SR_FMT(unit), against),
                            err));
    }
  }
  SR_TRY(sr_weigh__line(w->arena, lines, tell_verdict(w, &a), err));
  if (a.outcome == SR_OUTCOME_SLIP) {
    check->slip = a.slip->name;
    check->slip_chance = a.slip_chance;
    SR_TRY(tell_slip(w, &a, lines, err));
  }
  if (a.far && a.outcome == SR_OUTCOME_AGREES) check->reason = SR_SLICE("the bound holds, by a factor of two or more");
  if (a.by_noise) check->reason = SR_SLICE("close only within the noise of the series");
  if (a.outcome == SR_OUTCOME_UNDEFINED) check->reason = sr_slice_of(TROUBLE_WORDS[a.trouble]);
  if (a.mismatch) {
    const sr_slice note = sr_weigh__mismatch(w->arena, a.mismatch);
    if (a.outcome == SR_OUTCOME_NOT_COMPARABLE)
      check->reason = note;
    else
      SR_TRY(sr_weigh__line(w->arena, lines, note, err));
  }
  if (a.slips_fit > 1)
    SR_TRY(sr_weigh__line(w->arena, lines,
                          sr_arena_format(w->arena, "%u slips would explain it, so none is named", a.slips_fit), err));
  return SR_OK;
}
