/* Weighing claims by formulas; see the header. */
#include "check/weigh.h"

#include "base/date.h"
#include "base/slice.h"
#include "base/table.h"
#include "check/attempt.h"
#include "check/happening.h"
#include "check/say.h"
#include "ledger/words.h"
#include "observe/places.h"

#include <math.h>
#include <stdlib.h>

enum { TOLD_MAX = 6 };

/* The null model of a slip: a figure is wrong by a factor drawn log-uniformly from 1/1000 to 1000. */
static const double CHANCE_RANGE = 1e6;
/* ---- lines ---- */

sr_status sr_weigh__line(sr_arena *arena, sr_lines *lines, sr_slice text, sr_error *err) {
  sr_slice *line = text.ptr ? SR_PUSH(arena, lines) : NULL;
  if (!line) return sr_arena_fail(arena, err);
  *line = text;
  return SR_OK;
}

sr_slice sr_weigh__source(sr_arena *arena, const sr_fact *fact) {
  char ref[SR_REF_MAX];
  sr_ref_write(fact->ref, ref);
  return fact->source.len ? sr_arena_format(arena, "%s, %.*s", ref, SR_FMT(fact->source))
                          : sr_arena_format(arena, "%s", ref);
}

sr_slice sr_weigh__figure(sr_arena *arena, const sr_fact *fact) {
  static const char *const bounds[] = {"", "about ", "at least ", "at most ", "up ", "down "};
  char low[SR_SAY_MAX], high[SR_SAY_MAX], interval[SR_SAY_INTERVAL_MAX];
  const sr_slice unit = sr_say_unit(arena, fact->unit);
  sr_say_written(fact->printed.low, low);
  sr_say_written(fact->printed.high, high);
  const bool range = fact->printed.low != fact->printed.high;
  const bool wide = fact->value.low != fact->printed.low || fact->value.high != fact->printed.high;
  return sr_arena_format(arena, "%s%s%s%s %.*s%s%s%s%.*s%s", (unsigned)fact->bound < 6 ? bounds[fact->bound] : "", low,
                         range ? " to " : "", range ? high : "", SR_FMT(unit), wide ? ", " : "",
                         wide ? sr_say_interval(fact->value, interval) : "", wide ? " (" : "",
                         wide ? (int)fact->rule.len : 0, fact->rule.ptr ? fact->rule.ptr : "", wide ? ")" : "");
}

sr_slice sr_weigh__mismatch(sr_arena *arena, unsigned mismatch) {
  static const char *const words[] = {"claimant", "vintage", "definition", "territory", "period", "currency"};
  for (int bit = (int)(sizeof words / sizeof *words) - 1; bit >= 0; bit--)
    if (mismatch & (1u << bit)) return sr_arena_format(arena, "%s: the figures do not count the same", words[bit]);
  return SR_SLICE("");
}

sr_check_input sr_weigh__input(const char *slot, const sr_fact *fact) {
  return (sr_check_input){.slot = slot,
                          .ref = fact->ref,
                          .ref_from = {SR_REF_OBSERVATION, 0},
                          .value = fact->value,
                          .unit = fact->unit_code,
                          .source = fact->source,
                          .start = fact->start,
                          .end = fact->end};
}

/* ---- judging ---- */

static double log_width(sr_interval a) {
  return a.low > 0 && isfinite(a.high) ? log(a.high / a.low) : log(CHANCE_RANGE);
}

/* "More than 7,600" is true of 76,000, but who writes so means some 7,600 to 8,400: the figure that a slip was made in.
 * A tenth is the width of a round number (width.c). */
static sr_interval meant_by(const sr_fact *claim) {
  if (claim->bound == SR_BOUND_OVER) return (sr_interval){claim->plain.low, 1.1 * claim->plain.high};
  if (claim->bound == SR_BOUND_UNDER) return (sr_interval){claim->plain.low / 1.1, claim->plain.high};
  return claim->value;
}

/* A bound that holds by so much that it tells nothing: twice or more. */
static bool far_bound(const sr_fact *claim, sr_interval computed) {
  if (claim->bound == SR_BOUND_OVER) return claim->plain.low > 0 && computed.low > 2 * claim->plain.high;
  return claim->bound == SR_BOUND_UNDER && computed.high > 0 && 2 * computed.high < claim->plain.low;
}

/* The slips of unit, period, scale and window; the others need other facts (see try_kind_slips). */
static void try_slips(const sr_weighing *w, sr_attempt *a) {
  const sr_relations *relations = w->fill->relations;
  const sr_interval stated = meant_by(w->claim);
  double share = 0;
  for (uint32_t i = 0; i < relations->n_slips; i++) {
    const sr_slip *slip = &relations->slips[i];
    sr_interval slipped;
    if (!sr_attempt__slipped(w, a, slip, stated, &slipped)) continue;
    a->slips_tried++;
    share += (log_width(slipped) + log_width(a->computed)) / log(CHANCE_RANGE);
    if (!sr_interval_meet(slipped, a->computed)) continue;
    a->slips_fit++;
    a->slip = slip;
    a->slipped = slipped;
  }
  a->slip_chance = fmin(1, share);
}

static bool slip_may_be_told(const sr_weighing *w, const sr_attempt *a) {
  if (w->relation->over != SR_OVER_WINDOW) return true;
  return w->window_certain && sr_window_known(a->window) && a->window.end - a->window.start >= w->relation->least_days;
}

/* What the formula gives where every rise of a series is as wide as its noise: the interval without noise if none is.
 */
static sr_status reckon_noise(const sr_weighing *w, sr_attempt *a, sr_error *err) {
  sr_attempt noisy = *a;
  bool noise = false;
  a->noise = a->computed;
  for (uint32_t i = 0; i < noisy.n_leaves; i++) {
    if (!noisy.leaves[i].from) continue;
    noisy.leaves[i].value = sr_fill_noise(w->fill, noisy.slots[i], &noisy.leaves[i], w->relation->noise_days);
    noise = true;
  }
  if (!noise) return SR_OK;
  sr_interval wide;
  SR_TRY(sr_attempt__reckon(w, &noisy, true, &wide, NULL, err));
  if (!noisy.trouble) a->noise = wide;
  return SR_OK;
}

static sr_status judge(const sr_weighing *w, sr_attempt *a, sr_error *err) {
  const sr_interval stated = w->claim->value;
  if (a->trouble) {
    a->outcome = SR_OUTCOME_UNDEFINED;
    return SR_OK;
  }
  if (a->mismatch & w->relation->demands) { /* whether they meet or not */
    a->outcome = SR_OUTCOME_NOT_COMPARABLE;
    return SR_OK;
  }
  if (sr_interval_meet(stated, a->computed)) {
    a->outcome = SR_OUTCOME_AGREES;
    a->by_rounding = !sr_interval_has(w->claim->plain, a->nominal);
    if (!far_bound(w->claim, a->computed)) return SR_OK;
    a->far = true;
    if (w->quick) {
      a->outcome = SR_OUTCOME_DIFFERS; /* it bears nothing out */
      return SR_OK;
    }
    if (!(a->mismatch & ~(unsigned)SR_MISMATCH_CLAIMANT) && slip_may_be_told(w, a)) try_slips(w, a);
    if (a->slips_fit == 1) a->outcome = SR_OUTCOME_SLIP;
    return SR_OK;
  }
  if (w->quick) {
    a->outcome = SR_OUTCOME_DIFFERS;
    return SR_OK;
  }
  a->outcome = SR_OUTCOME_CLOSE;
  if (sr_interval_gap(stated, a->computed) <= w->relation->tolerance) return SR_OK;
  if (w->aside) {
    a->outcome = a->mismatch ? SR_OUTCOME_NOT_COMPARABLE : SR_OUTCOME_DIFFERS;
    return SR_OK;
  }
  SR_TRY(reckon_noise(w, a, err));
  a->by_noise = sr_interval_meet(stated, a->noise);
  if (a->by_noise) return SR_OK;
  a->outcome = SR_OUTCOME_NOT_COMPARABLE;
  if (a->mismatch & ~(unsigned)SR_MISMATCH_CLAIMANT) return SR_OK;
  if (slip_may_be_told(w, a)) try_slips(w, a);
  if (a->slips_fit == 1)
    a->outcome = SR_OUTCOME_SLIP;
  else if (!a->mismatch)
    a->outcome = SR_OUTCOME_DIFFERS;
  return SR_OK;
}

/* Less is better: comparable sets before others, then the kinder outcome, then the nearer source. */
static uint32_t rank(const sr_attempt *a) {
  static const uint32_t order[SR_OUTCOME_COUNT] = {
      [SR_OUTCOME_AGREES] = 0,     [SR_OUTCOME_CLOSE] = 2,          [SR_OUTCOME_SLIP] = 3,
      [SR_OUTCOME_DIFFERS] = 4,    [SR_OUTCOME_NOT_COMPARABLE] = 5, [SR_OUTCOME_UNDEFINED] = 6,
      [SR_OUTCOME_IMPOSSIBLE] = 7, [SR_OUTCOME_CANNOT_CHECK] = 8};
  const bool other_thing = (a->mismatch & ~(unsigned)SR_MISMATCH_CLAIMANT) != 0;
  return (other_thing ? 10000u : 0) + 1000 * (order[a->outcome] + a->by_rounding) + a->distance * 10 +
         (a->mismatch ? 1u : 0);
}

/* ---- filling ---- */

/* Whether a figure is of some part of the ground: a place smaller than a country. */
static bool is_of_part(const sr_fact *fact) {
  return fact->observed ? fact->n_places && sr_place_is_part(fact->places[0]) : fact->local;
}

/* What two figures of one reckoning differ in, of what the relation demands to be one: ground that was gained in one
 * region is not held against what was lost along the whole front. */
static unsigned differ_among(const sr_weighing *w, const sr_attempt *a) {
  if (!(w->relation->demands & SR_MISMATCH_TERRITORY)) return 0;
  for (uint32_t i = 1; i < a->n_leaves; i++) {
    for (uint32_t k = 0; k < i; k++) {
      const sr_fact *one = a->leaves[i].fact, *other = a->leaves[k].fact;
      if (!one || !other) continue;
      if (!sr_fact_share_place(one, other)) return SR_MISMATCH_TERRITORY;
      /* a series is of the whole where it names no part */
      if ((one->observed && is_of_part(other) && !is_of_part(one)) ||
          (other->observed && is_of_part(one) && !is_of_part(other)))
        return SR_MISMATCH_TERRITORY;
    }
  }
  return 0;
}

static sr_status finish(sr_weighing *w, sr_attempt *a, sr_error *err) {
  a->mismatch = 0;
  a->distance = 0;
  a->premise = SR_SLOT_NONE;
  for (uint32_t i = 0; i < a->n_leaves; i++) {
    const sr_candidate *leaf = &a->leaves[i];
    a->mismatch |= leaf->mismatch;
    a->distance += leaf->distance;
    if (a->slots[i] == w->relation->premise && leaf->distance == 0) a->premise = i;
  }
  a->mismatch |= differ_among(w, a);
  if (a->mismatch & SR_MISMATCH_CURRENCY) { /* there is no number */
    a->wide = a->computed = SR_INTERVAL_ALL;
    a->nominal = (double)NAN;
    a->outcome = SR_OUTCOME_NOT_COMPARABLE;
    w->attempts[w->n++] = *a;
    return SR_OK;
  }
  SR_TRY(sr_attempt__reckon(w, a, false, &a->wide, NULL, err));
  SR_TRY(sr_attempt__reckon(w, a, true, &a->computed, NULL, err));
  SR_TRY(judge(w, a, err));
  w->attempts[w->n++] = *a;
  return SR_OK;
}

/* What one side gained is not held against what the other lost, nor drones against missiles. */
static bool of_one_side(const sr_attempt *a, uint32_t n, const sr_fact *fact) {
  for (uint32_t i = 0; fact && i < n; i++)
    if (a->leaves[i].fact &&
        (!sr_happening_parties_fit(a->leaves[i].fact, fact) || a->leaves[i].fact->weapon != fact->weapon))
      return false;
  return true;
}

/* The price of one howitzer is not one of a truck. */
static bool prices_what_it_counts(const sr_attempt *a) {
  for (uint32_t i = 0; i < a->n_leaves; i++) {
    if (!a->leaves[i].fact || !a->leaves[i].fact->unit->dims[SR_DIM_MONEY]) continue;
    const sr_slice priced = sr_unit_only(a->leaves[i].fact->unit, SR_DIM_COUNT);
    for (uint32_t k = 0; priced.len && k < a->n_leaves; k++) {
      const sr_slice counted =
          k != i && a->leaves[k].fact ? sr_unit_only(a->leaves[k].fact->unit, SR_DIM_COUNT) : (sr_slice){0};
      if (counted.len && !sr_slice_eq_nocase(priced, counted)) return false;
    }
  }
  return true;
}

/* Fills the leaves from `leaf` on, every combination; the depth is the number of leaves. */
static sr_status fill_leaves(sr_weighing *w, sr_attempt *a, uint32_t leaf, sr_window window, sr_error *err) {
  if (w->n == SR_ATTEMPTS_MAX) return SR_OK;
  if (leaf == a->n_leaves) {
    if (!prices_what_it_counts(a)) return SR_OK;
    a->window = window;
    sr_attempt done = *a;
    return finish(w, &done, err);
  }
  sr_candidate candidates[SR_FILL_CANDIDATES_MAX];
  const uint32_t slot = a->slots[leaf];
  uint32_t n = sr_fill_slot(w->fill, slot, w->relation->over, w->claim, window, w->twist, candidates);
  if (!n && (w->missing == SR_SLOT_NONE || leaf >= w->reached)) {
    w->missing = slot;
    w->reached = leaf;
  }
  /* What the source itself reckoned with leaves no room for another figure. */
  if (slot == w->relation->premise && n && candidates[0].distance == 0) n = 1;
  for (uint32_t i = 0; i < n; i++) {
    if (!of_one_side(a, leaf, candidates[i].fact)) continue;
    a->leaves[leaf] = candidates[i];
    const sr_window found = candidates[i].window;
    const bool adopt = sr_window_known(found) && !(candidates[i].mismatch & SR_MISMATCH_PERIOD) &&
                       (found.actual || !sr_window_known(window));
    SR_TRY(fill_leaves(w, a, leaf + 1, adopt ? found : window, err));
  }
  return SR_OK;
}

static sr_status try_window(sr_weighing *w, sr_window window, sr_error *err) {
  for (uint32_t way = 0; way < w->relation->n_ways; way++) {
    sr_attempt a = {.way = &w->relation->ways[way], .ratio = {1, 1}};
    if (!sr_unit_size(&w->relation->units[way], w->claim->unit, &a.ratio)) continue; /* seen to fit when compiled */
    /* Leaves in the formula's order, but days last: they are those of the levels that were found. */
    for (int days = 0; days < 2; days++) {
      for (uint32_t i = 0; i < a.way->n; i++) {
        const uint32_t slot = a.way->tokens[i].slot;
        if (a.way->tokens[i].op || (sr_attempt__slot(w, slot)->take == SR_TAKE_DAYS) != (days == 1)) continue;
        if (!sr_attempt__leaf(&a, slot) && a.n_leaves < SR_LEAVES_MAX) a.slots[a.n_leaves++] = slot;
      }
    }
    SR_TRY(fill_leaves(w, &a, 0, window, err));
  }
  return SR_OK;
}

static const sr_attempt *best_of(const sr_weighing *w, uint32_t from, uint32_t to) {
  const sr_attempt *best = NULL;
  for (uint32_t i = from; i < to; i++)
    if (!best || rank(&w->attempts[i]) < rank(best)) best = &w->attempts[i];
  return best;
}

/* ---- slips of kind ---- */

/* The same day `years` on; 29 February is 1 March where there is none. */
static sr_day years_on(sr_day day, int years) {
  sr_civil date = sr_day_to_civil(day);
  date.year += years;
  const sr_day moved = sr_day_from_civil(date);
  return moved == SR_DAY_NONE ? day + 365 * years : moved;
}

/* How the slip has the claim read; false if it cannot have been made in this one. */
static bool twist_of(const sr_weighing *w, const sr_slip *slip, sr_window *window, sr_fill_twist *twist) {
  *twist = (sr_fill_twist){0};
  if (w->relation->over == SR_OVER_HAPPENING && slip->class != SR_SLIP_ITEM) return false;
  switch (slip->class) {
  case SR_SLIP_YEAR: {
    const int years = (int)sr_interval_mid(slip->factor);
    if (!sr_window_known(*window) || window->open) return false;
    *window = (sr_window){years_on(window->start, years), years_on(window->end, years), false, false};
    return true;
  }
  case SR_SLIP_PARTY: twist->party = sr_fact_foe(w->claim->party); return twist->party.code.len != 0;
  case SR_SLIP_ITEM:
    twist->any_item = true;
    return w->claim->category == SR_CATEGORY_EQUIPMENT || (w->relation->over == SR_OVER_HAPPENING && w->claim->weapon);
  case SR_SLIP_KIND: break;
  case SR_SLIP_CURRENCY:
  case SR_SLIP_PERIOD:
  case SR_SLIP_REST:
  case SR_SLIP_SCALE:
  case SR_SLIP_UNIT:
  case SR_SLIP_WINDOW: return false;
  }
  if (sr_slice_is(slip->printed, "rise")) {
    twist->level_for_rise = true;
    return true;
  }
  int meant;
  const sr_slice counted = w->claim->counted.len
                               ? w->claim->counted
                               : sr_slice_of(sr_words_write(SR_LIST_CATEGORY, (int)w->claim->category));
  if (!sr_slice_eq(counted, slip->printed) || !sr_words_read(SR_LIST_CATEGORY, slip->meant, &meant)) return false;
  twist->category = (sr_enum)meant;
  return true;
}

/* Whether reading the claim as counting something else makes it agree. */
static sr_status try_kind_slips(sr_weighing *w, sr_attempt *best, sr_error *err) {
  const sr_relations *relations = w->fill->relations;
  if (w->relation->over == SR_OVER_DAY || !slip_may_be_told(w, best)) return SR_OK;
  for (uint32_t i = 0; i < relations->n_slips; i++) {
    const sr_slip *slip = &relations->slips[i];
    sr_window window = best->window;
    sr_weighing other = *w;
    if (!twist_of(w, slip, &window, &other.twist)) continue;
    other.n = 0;
    other.quick = true;
    other.attempts = w->spare;
    SR_TRY(try_window(&other, window, err));
    const sr_attempt *found = best_of(&other, 0, other.n);
    best->slips_tried++;
    if (!found || found->outcome != SR_OUTCOME_AGREES || found->mismatch & ~(unsigned)SR_MISMATCH_CLAIMANT ||
        !sr_interval_meet(meant_by(w->claim), found->computed))
      continue;
    best->slip_chance =
        fmin(1, best->slip_chance + (log_width(w->claim->value) + log_width(found->computed)) / log(CHANCE_RANGE));
    best->slips_fit++;
    best->slip = slip;
    best->slipped = w->claim->value;
  }
  if (best->slips_fit == 1)
    best->outcome = SR_OUTCOME_SLIP;
  else if (best->outcome == SR_OUTCOME_SLIP)
    best->outcome = SR_OUTCOME_DIFFERS;
  return SR_OK;
}

/* ---- one claim ---- */

static bool holds(const sr_attempt *a) { return a->outcome == SR_OUTCOME_AGREES || a->outcome == SR_OUTCOME_CLOSE; }

/* A claim that names no window is held against several: where only some bear it out, the period is what is in doubt. */
static sr_status weigh_windows(sr_weighing *w, const sr_window *windows, uint32_t n_windows, sr_attempt *best,
                               sr_lines *window_lines, bool *split, sr_error *err) {
  uint32_t good = 0, found = 0;
  best->way = NULL;
  for (uint32_t i = 0; i < n_windows; i++) {
    w->n = 0;
    SR_TRY(try_window(w, windows[i], err));
    const sr_attempt *a = best_of(w, 0, w->n);
    if (!a) continue;
    found++;
    good += holds(a);
    SR_TRY(sr_weigh__line(w->arena, window_lines, sr_attempt__tell_window(w, a), err));
    if (!best->way || rank(a) < rank(best)) *best = *a;
  }
  *split = found > 1 && good < found;
  return SR_OK;
}

/* "Between 1 May and 9 July" may run from the figures of the 1st to those of the 9th, or of the 10th morning, and a map
 * or total of a day may show its evening: where the days as stated do not give the claim, the same stretch with a day
 * more at either end, or a day earlier, may. Only where none does is a slip looked for, in each. */
static sr_status try_other_ends(sr_weighing *w, sr_window stated, sr_attempt *best, sr_error *err) {
  const sr_window others[] = {{stated.start, stated.end + 1, false, false},
                              {stated.start - 1, stated.end, false, false},
                              {stated.start - 1, stated.end - 1, false, false}};
  enum { OTHERS = sizeof others / sizeof *others };
  if (stated.open || stated.end - stated.start < 3) return SR_OK;
  w->quick = true;
  for (uint32_t i = 0; i < OTHERS && best->outcome != SR_OUTCOME_AGREES; i++) {
    w->n = 0;
    SR_TRY(try_window(w, others[i], err));
    const sr_attempt *a = best_of(w, 0, w->n);
    if (a && a->outcome == SR_OUTCOME_AGREES && rank(a) < rank(best)) *best = *a;
  }
  w->quick = false;
  if (holds(best) || best->outcome == SR_OUTCOME_UNDEFINED) return SR_OK;
  SR_TRY(try_kind_slips(w, best, err));
  for (uint32_t i = 0; i < OTHERS && best->outcome != SR_OUTCOME_SLIP && !best->slips_fit; i++) {
    w->n = 0;
    SR_TRY(try_window(w, others[i], err));
    const sr_attempt *a = best_of(w, 0, w->n);
    if (!a || a->outcome != SR_OUTCOME_SLIP || rank(a) >= rank(best)) continue;
    *best = *a;
    best->slip_chance = fmin(1, best->slip_chance * (OTHERS + 1)); /* as many tries */
  }
  return SR_OK;
}

static sr_status tell_missing(const sr_weighing *w, sr_check *check, sr_lines *lines, sr_error *err) {
  check->outcome = SR_OUTCOME_CANNOT_CHECK;
  const sr_slice slot = w->missing == SR_SLOT_NONE ? SR_SLICE("a figure") : sr_attempt__slot(w, w->missing)->name;
  const sr_window window = sr_fill_stated_window(w->claim);
  const sr_slice days =
      w->relation->over == SR_OVER_WINDOW ? sr_say_days(w->arena, window.start, window.end) : SR_SLICE("");
  check->reason =
      sr_arena_format(w->arena, "no figure for %.*s%s%.*s%s", SR_FMT(slot), days.len ? " over " : "", SR_FMT(days),
                      w->relation->over == SR_OVER_WINDOW && !days.len ? ": the claim names no window" : "");
  if (!check->reason.ptr) return sr_arena_fail(w->arena, err);
  return sr_weigh__line(w->arena, lines, check->reason, err);
}

static sr_status weigh_formula(sr_weighing w, sr_check_list *checks, sr_error *err) {
  const sr_fill *fill = w.fill;
  sr_arena *arena = w.arena;
  const sr_relation *relation = w.relation;
  const sr_fact *claim = w.claim;
  if (relation->stated && !sr_window_known(sr_fill_stated_window(claim))) return SR_OK;
  if (relation->over != SR_OVER_WINDOW && sr_happening_is_change(claim)) return SR_OK; /* "down 9 %" is no share */
  sr_check *check = SR_PUSH(arena, checks);
  if (!check) return sr_arena_fail(arena, err);
  *check = (sr_check){.relation = relation->name,
                      .formula = relation->text,
                      .subject = claim->ref,
                      .stated = claim->value,
                      .computed = SR_INTERVAL_ALL,
                      .unit = claim->unit_code,
                      .factor = (double)NAN};
  sr_lines lines = {0}, window_lines = {0};
  const sr_slice figure = sr_weigh__figure(arena, claim), source = sr_weigh__source(arena, claim);
  SR_TRY(sr_weigh__line(arena, &lines, sr_arena_format(arena, "stated: %.*s [%.*s]", SR_FMT(figure), SR_FMT(source)),
                        err));

  sr_window windows[SR_WINDOWS_MAX], stated = sr_fill_stated_window(claim);
  uint32_t n_windows = 1;
  windows[0] = stated;
  bool split = false, assumed = false;
  sr_attempt best = {0};
  if (relation->over == SR_OVER_WINDOW && !sr_window_known(stated)) {
    n_windows = sr_fill_report_windows(fill, claim, windows);
    assumed = true;
    if (relation->survey || !n_windows) n_windows = sr_fill_usual_windows(claim, windows, n_windows);
    if (!n_windows) windows[n_windows++] = stated;
  } else if (relation->over == SR_OVER_DAY) {
    windows[0] = (sr_window){SR_DAY_NONE, SR_DAY_NONE, false, false};
  }
  w.window_certain = n_windows == 1;
  SR_TRY(weigh_windows(&w, windows, n_windows, &best, &window_lines, &split, err));
  if (best.way && !assumed && relation->over == SR_OVER_WINDOW && !holds(&best))
    SR_TRY(try_other_ends(&w, stated, &best, err));
  if (!best.way && relation->over == SR_OVER_DAY) { /* a pace that nobody states: that of the last months */
    n_windows = sr_fill_usual_windows(claim, windows, 0);
    for (uint32_t i = 0; i < n_windows && !best.way; i++)
      SR_TRY(weigh_windows(&w, &windows[i], 1, &best, &window_lines, &split, err));
  }
  /* Nothing was measured, or no part of the reckoning told: no news, as most figures of reports are of that sort. */
  if (!best.way && (relation->stated || (relation->over == SR_OVER_HAPPENING && !w.reached))) {
    checks->n--;
    return SR_OK;
  }
  if (!best.way) {
    SR_TRY(tell_missing(&w, check, &lines, err));
  } else {
    const bool one_thing = !(best.mismatch & ~(unsigned)SR_MISMATCH_CLAIMANT);
    if ((assumed || (relation->over == SR_OVER_HAPPENING && one_thing)) && !holds(&best) &&
        best.outcome != SR_OUTCOME_UNDEFINED && !split)
      SR_TRY(try_kind_slips(&w, &best, err));
    SR_TRY(sr_attempt__tell(&w, &best, check, &lines, err));
    if (n_windows == 1 && !split) {
      uint32_t told = 0;
      for (uint32_t i = 0; i < w.n && told < TOLD_MAX; i++) {
        if (sr_attempt__is_alike(&w.attempts[i], &best)) continue;
        SR_TRY(sr_weigh__line(arena, &lines, sr_attempt__tell_other(&w, &best, &w.attempts[i]), err));
        told++;
      }
    }
    if (assumed) {
      SR_TRY(sr_weigh__line(arena, &lines, SR_SLICE("the claim names no window; tried were:"), err));
      for (uint32_t i = 0; i < window_lines.n; i++) SR_TRY(sr_weigh__line(arena, &lines, window_lines.at[i], err));
    }
    if (split) {
      const sr_slice days = sr_say_days(arena, best.window.start, best.window.end);
      check->outcome = SR_OUTCOME_NOT_COMPARABLE;
      check->by_rounding = false;
      check->reason = holds(&best) ? sr_arena_format(arena, "period: no window is stated; %.*s gives it, others do not",
                                                     SR_FMT(days))
                                   : SR_SLICE("period: no window is stated, and none of the usual ones gives it");
      if (!check->reason.ptr) return sr_arena_fail(arena, err);
    }
  }
  /* A rate over stated days is told with the usual windows beside it. */
  if (relation->survey && !assumed) {
    const uint32_t n_usual = sr_fill_usual_windows(claim, windows, 0);
    for (uint32_t i = 0; i < n_usual; i++) {
      w.n = 0;
      w.window_certain = false;
      w.aside = true;
      SR_TRY(try_window(&w, windows[i], err));
      const sr_attempt *a = best_of(&w, 0, w.n);
      if (!a) continue;
      if (holds(a) && check->outcome == SR_OUTCOME_DIFFERS && !check->reason.len) {
        const sr_slice days = sr_say_days(arena, a->window.start, a->window.end);
        check->reason = sr_arena_format(arena, "period: %.*s gives it, the days that are stated do not", SR_FMT(days));
        if (!check->reason.ptr) return sr_arena_fail(arena, err);
      }
      const sr_slice told = sr_attempt__tell_window(&w, a);
      SR_TRY(sr_weigh__line(arena, &lines, sr_arena_format(arena, "another window: %.*s", SR_FMT(told)), err));
    }
  }
  check->working = lines.at;
  check->n_working = lines.n;
  return SR_OK;
}

/* ---- the run ---- */

static int by_subject(const void *left, const void *right) {
  const sr_check *a = left, *b = right;
  if (a->subject.kind != b->subject.kind) return a->subject.kind < b->subject.kind ? -1 : 1;
  if (a->subject.id != b->subject.id) return a->subject.id < b->subject.id ? -1 : 1;
  const int relation = sr_slice_cmp(a->relation, b->relation);
  if (relation) return relation;
  /* Two checks of one claim under one relation differ in their inputs, the same on every run. */
  const int64_t x = a->n_inputs ? a->inputs[0].ref.id : 0, y = b->n_inputs ? b->inputs[0].ref.id : 0;
  return (x > y) - (x < y);
}

sr_status sr_weigh_all(const sr_fill *fill, sr_arena *arena, sr_check_list *checks, sr_error *err) {
  sr_attempt *attempts = SR_NEW(arena, sr_attempt, SR_ATTEMPTS_MAX),
             *spare = SR_NEW(arena, sr_attempt, SR_ATTEMPTS_MAX);
  if (!attempts || !spare) return sr_arena_fail(arena, err);
  const sr_relations *relations = fill->relations;
  for (uint32_t r = 0; r < relations->n; r++) {
    const sr_relation *relation = &relations->items[r];
    if (relation->how != SR_HOW_FORMULA) continue;
    for (uint32_t i = 0; i < fill->by_slot[relation->left].n; i++) {
      const sr_fact *claim = &fill->facts->claims.at[fill->by_slot[relation->left].at[i]];
      SR_TRY(weigh_formula((sr_weighing){.fill = fill,
                                         .arena = arena,
                                         .relation = relation,
                                         .claim = claim,
                                         .missing = SR_SLOT_NONE,
                                         .attempts = attempts,
                                         .spare = spare},
                           checks, err));
    }
  }
  SR_TRY(sr_weigh__bounds(fill, arena, checks, err));
  if (checks->n) qsort(checks->at, checks->n, sizeof *checks->at, by_subject);
  for (uint32_t i = 0; i < checks->n; i++) checks->at[i].ref = (sr_ref){SR_REF_CHECK, (int64_t)i + 1};
  return SR_OK;
}
