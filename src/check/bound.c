/* Bounds between facts of one happening (intercepted <= launched), parts of a whole, days of a total, running totals,
 * the order of a claim's days; see weigh.h. */
#include "check/weigh.h"

#include "base/slice.h"
#include "check/happening.h"
#include "check/say.h"

#include <math.h>
#include <stdlib.h>

enum { PARTS_MAX = 8 };
/* A month of days is told one by one, a year is not; of one thing, so many figures are looked at for a stretch. */
enum { DAYS_MAX = 31, DAYS_LOOKED_AT = 256 };
/* The largest fall of that series, special equipment on 2024-11-30, is 2.3 %. */
static const double RESTATED_SHARE = 0.1;

/* ---- are two claims about one happening? ---- */

/* Whether the places of `of` hold those of `part`, as far as names can tell: everywhere holds any place. */
static bool places_hold(const sr_fact *of, const sr_fact *part) {
  return !of->n_places || (part->n_places && sr_fact_share_place(of, part));
}

/* Whether a and b, which lie `apart` claims from one another, are told of one happening in one report, on one word.
 * What their days differ in is another question. */
static bool told_together(const sr_fact *a, const sr_fact *b, uint32_t apart) {
  if (a->report.id != b->report.id || !sr_slice_eq(a->authority, b->authority)) return false;
  if (sr_happening_is_change(a) || sr_happening_is_change(b)) return false;
  return (sr_happening_dated(a) && sr_happening_dated(b)) || apart <= SR_HAPPENING_NEAR;
}

/* A total and its parts need the same days and a place that may be one. */
static bool one_breakdown(const sr_fact *part, const sr_fact *whole, uint32_t apart) {
  return told_together(part, whole, apart) && sr_happening_dated(part) == sr_happening_dated(whole) &&
         sr_happening_same_days(part, whole) && sr_fact_share_place(part, whole);
}

/* Whether the noun of a total names what its part counts: "drone and missile" has drones in it, "air strike" has not,
 * for a strike is no weapon. Other collectives ("air target") are left unchecked rather than guessed at. */
static bool noun_covers(const sr_fact *of, const sr_fact *part) {
  sr_slice noun = sr_slice_cut(part->unit_code, 1, part->unit_code.len - 1);
  for (size_t space; (space = sr_slice_find(noun, ' ', 0)) != SR_NOWHERE;)
    noun = sr_slice_cut(noun, space + 1, noun.len);
  for (size_t i = 0; noun.len && i + noun.len <= of->unit_code.len; i++)
    if (sr_slice_eq_nocase(sr_slice_cut(of->unit_code, i, i + noun.len), noun)) return true;
  return false;
}

/* Whether `of` can be what `part` is part of, by what is counted and whose it is. */
static bool part_of(const sr_fact *part, const sr_fact *of) {
  if (part->kind == SR_KIND_INTERCEPTION && of->kind == SR_KIND_STRIKE) {
    if (!sr_happening_parties_fit(part, of)) return false;
    return part->weapon == of->weapon || (of->weapon == SR_WEAPON_UNSPECIFIED && noun_covers(of, part));
  }
  if (sr_happening_known(part->party) != sr_happening_known(of->party) || !sr_fact_same_party(part->party, of->party))
    return false;
  return part->victim == of->victim || of->victim == SR_VICTIM_UNSPECIFIED || !of->victim;
}

/* ---- telling ---- */

static sr_status start_check(sr_arena *arena, sr_slice relation, sr_slice formula, const sr_fact *subject,
                             sr_check_list *checks, sr_check **check, sr_error *err) {
  *check = SR_PUSH(arena, checks);
  if (!*check) return sr_arena_fail(arena, err);
  **check = (sr_check){.relation = relation,
                       .formula = formula,
                       .subject = subject->ref,
                       .stated = subject->value,
                       .computed = SR_INTERVAL_ALL,
                       .unit = subject->unit_code,
                       .factor = (double)NAN};
  return SR_OK;
}

static sr_status tell_fact(sr_arena *arena, const char *name, const sr_fact *fact, sr_lines *lines, sr_error *err) {
  const sr_slice figure = sr_weigh__figure(arena, fact), source = sr_weigh__source(arena, fact);
  const sr_slice days = sr_say_days(arena, fact->start, fact->end);
  return sr_weigh__line(arena, lines,
                        sr_arena_format(arena, "%s = %.*s%s%.*s [%.*s]", name, SR_FMT(figure), days.len ? ", " : "",
                                        SR_FMT(days), SR_FMT(source)),
                        err);
}

/* smaller <= greater: the outcome and its line. */
static sr_status judge(sr_arena *arena, sr_check *check, sr_interval smaller, sr_interval greater, sr_lines *lines,
                       sr_error *err) {
  char left[SR_SAY_INTERVAL_MAX], right[SR_SAY_INTERVAL_MAX];
  sr_say_interval(smaller, left);
  sr_say_interval(greater, right);
  if (smaller.low > greater.high) {
    check->outcome = SR_OUTCOME_IMPOSSIBLE;
    const double factor = sr_interval_mid(smaller) / sr_interval_mid(greater);
    check->factor = isfinite(factor) ? factor : (double)NAN;
  } else {
    check->outcome = SR_OUTCOME_AGREES;
    check->by_rounding = sr_interval_mid(smaller) > sr_interval_mid(greater);
  }
  return sr_weigh__line(
      arena, lines,
      sr_arena_format(arena, "%s %s %s: %s", left,
                      check->outcome == SR_OUTCOME_IMPOSSIBLE ? "is more than" : "is not more than", right,
                      check->outcome == SR_OUTCOME_IMPOSSIBLE ? "the bound is broken" : "the bound holds"),
      err);
}

static sr_status end_check(sr_arena *arena, sr_check *check, const sr_check_input *inputs, uint32_t n,
                           const sr_lines *lines, sr_error *err) {
  sr_check_input *copy = SR_NEW(arena, sr_check_input, n);
  if (!copy) return sr_arena_fail(arena, err);
  for (uint32_t i = 0; i < n; i++) copy[i] = inputs[i];
  check->inputs = copy;
  check->n_inputs = n;
  check->working = lines->at;
  check->n_working = lines->n;
  return SR_OK;
}

static const char *c_name(sr_arena *arena, sr_slice name) { return sr_arena_copy(arena, name).ptr; }

/* ---- bounds ---- */

/* In what a bound and what it bounds differ, of that which the relation demands of them; false: they are not of one
 * happening at all. Of people, one window and one ground: a day's dead are not held against a war's casualties, unless
 * they are more. Of strikes, days that hold the others: a week's interceptions are not held against a night's drones.
 */
static bool bound_mismatch(const sr_relation *relation, const sr_fact *part, const sr_fact *of, uint32_t apart,
                           unsigned *mismatch) {
  *mismatch = 0;
  if (!told_together(part, of, apart) || !part_of(part, of)) return false;
  const bool people = part->kind == SR_KIND_LOSSES;
  if (sr_happening_dated(part) && sr_happening_dated(of)) {
    if (!sr_happening_overlap(part, of)) return false;
    if (people ? !sr_happening_same_days(part, of) : !sr_happening_days_hold(of, part)) *mismatch |= SR_MISMATCH_PERIOD;
  } else if (people && sr_happening_dated(part) != sr_happening_dated(of)) {
    return false;
  }
  if (!sr_fact_share_place(part, of) || (people && !places_hold(of, part))) *mismatch |= SR_MISMATCH_TERRITORY;
  *mismatch &= relation->demands;
  return *mismatch || sr_fact_share_place(part, of);
}

/* What bounds `left` in its report: the nearest of the most fitting claims, one that is comparable before others.
 * Several equal ones (two cities' strikes) together are an upper bound of what could have been launched, so *sum is
 * that of the comparable ones. */
static const sr_fact *find_bound(const sr_fill *fill, const sr_relation *relation, uint32_t left, sr_interval *sum,
                                 unsigned *mismatch) {
  const sr_fact *claims = fill->facts->claims.at, *part = &claims[left], *best = NULL;
  const sr_slot *slot = &fill->relations->slots[relation->ways[0].tokens[0].slot];
  const uint32_t n = fill->facts->claims.n;
  uint32_t best_apart = 0;
  *sum = sr_interval_of(0);
  for (int side = -1; side <= 1; side += 2) {
    for (uint32_t apart = 1; apart <= SR_FILL_REPORT_MAX; apart++) {
      if (side < 0 ? apart > left : left + apart >= n) break;
      const sr_fact *of = &claims[side < 0 ? left - apart : left + apart];
      if (of->report.id != part->report.id) break;
      unsigned differ;
      if (!sr_fill_fits(slot, of) || !bound_mismatch(relation, part, of, apart, &differ)) continue;
      if (!differ) *sum = sr_interval_add(*sum, of->value);
      const bool closer = !best || (differ == 0) > (*mismatch == 0) ||
                          ((differ == 0) == (*mismatch == 0) &&
                           ((of->weapon == part->weapon) > (best->weapon == part->weapon) ||
                            ((of->weapon == part->weapon) == (best->weapon == part->weapon) && apart < best_apart)));
      if (closer) {
        best = of;
        best_apart = apart;
        *mismatch = differ;
      }
    }
  }
  return best;
}

static sr_status weigh_bound(const sr_fill *fill, sr_arena *arena, const sr_relation *relation, uint32_t left,
                             sr_check_list *checks, sr_error *err) {
  const sr_fact *part = &fill->facts->claims.at[left];
  const uint32_t right_slot = relation->ways[0].tokens[0].slot;
  sr_interval sum;
  unsigned mismatch = 0;
  const sr_fact *of = find_bound(fill, relation, left, &sum, &mismatch);
  /* figures of other days that would be in order are no news */
  if (!of || (mismatch && part->value.low <= of->value.high)) return SR_OK;
  sr_check *check;
  sr_lines lines = {0};
  SR_TRY(start_check(arena, relation->name, relation->text, part, checks, &check, err));
  const char *part_name = c_name(arena, fill->relations->slots[relation->left].name);
  const char *of_name = c_name(arena, fill->relations->slots[right_slot].name);
  if (!part_name || !of_name) return sr_arena_fail(arena, err);
  SR_TRY(tell_fact(arena, part_name, part, &lines, err));
  SR_TRY(tell_fact(arena, of_name, of, &lines, err));
  check->computed = (sr_interval){fmin(0, of->value.low), of->value.high};
  SR_TRY(judge(arena, check, part->value, of->value, &lines, err));
  if (mismatch) {
    check->outcome = SR_OUTCOME_NOT_COMPARABLE;
    check->reason = sr_weigh__mismatch(arena, mismatch);
    SR_TRY(sr_weigh__line(arena, &lines, check->reason, err));
  } else if (check->outcome == SR_OUTCOME_IMPOSSIBLE && part->value.low <= sum.high) {
    check->outcome = SR_OUTCOME_NOT_COMPARABLE;
    check->reason = SR_SLICE("territory: the report gives several such figures, and together they allow it");
    SR_TRY(sr_weigh__line(arena, &lines, check->reason, err));
  }
  return end_check(arena, check, (sr_check_input[]){sr_weigh__input(of_name, of)}, 1, &lines, err);
}

/* ---- parts ---- */

/* 0: not a part of a whole; else a number that is different for different parts, so that none is counted twice. */
static int part_sort(const sr_fact *whole, const sr_fact *part) {
  if (whole->kind != part->kind) return 0;
  if (whole->kind == SR_KIND_STRIKE || whole->kind == SR_KIND_INTERCEPTION) {
    const bool by_weapon = whole->weapon == SR_WEAPON_UNSPECIFIED && part->weapon &&
                           part->weapon != SR_WEAPON_UNSPECIFIED && whole->outcome == part->outcome;
    return by_weapon && noun_covers(whole, part) ? (int)part->weapon : 0;
  }
  if (whole->kind == SR_KIND_LOSSES && whole->category == SR_CATEGORY_CASUALTIES)
    return part->category == SR_CATEGORY_KILLED || part->category == SR_CATEGORY_WOUNDED ? (int)part->category : 0;
  return 0;
}

/* The parts of a whole must be at least two of different sorts; a sort that stands twice (drones here, drones there)
 * says that the claims are not one breakdown, and nothing is checked. */
static sr_status weigh_parts(const sr_fill *fill, sr_arena *arena, const sr_relation *relation, uint32_t at,
                             sr_check_list *checks, sr_error *err) {
  const sr_fact *claims = fill->facts->claims.at, *whole = &claims[at];
  const uint32_t n = fill->facts->claims.n;
  const sr_fact *parts[PARTS_MAX];
  int sorts[PARTS_MAX];
  uint32_t n_parts = 0;
  if (!whole->unit->dims[SR_DIM_COUNT]) return SR_OK; /* shares of several wholes add up to nothing */
  for (int side = -1; side <= 1; side += 2) {
    for (uint32_t apart = 1; apart <= SR_FILL_REPORT_MAX; apart++) {
      if (side < 0 ? apart > at : at + apart >= n) break;
      const sr_fact *part = &claims[side < 0 ? at - apart : at + apart];
      if (part->report.id != whole->report.id) break;
      const int sort = part_sort(whole, part);
      if (!sort || !one_breakdown(part, whole, apart) || !sr_unit_fits(part->unit, whole->unit)) continue;
      if (part->victim != whole->victim || sr_happening_known(part->party) != sr_happening_known(whole->party) ||
          !sr_fact_same_party(part->party, whole->party))
        continue;
      for (uint32_t i = 0; i < n_parts; i++)
        if (sorts[i] == sort) return SR_OK;
      if (n_parts == PARTS_MAX) return SR_OK;
      sorts[n_parts] = sort;
      parts[n_parts++] = part;
    }
  }
  if (n_parts < 2) return SR_OK;
  sr_check *check;
  sr_lines lines = {0};
  sr_check_input inputs[PARTS_MAX];
  sr_interval sum = sr_interval_of(0);
  SR_TRY(start_check(arena, relation->name, relation->text, whole, checks, &check, err));
  SR_TRY(tell_fact(arena, "whole", whole, &lines, err));
  for (uint32_t i = 0; i < n_parts; i++) {
    SR_TRY(tell_fact(arena, "part", parts[i], &lines, err));
    inputs[i] = sr_weigh__input("part", parts[i]);
    sum = sr_interval_add(sum, parts[i]->value);
  }
  check->computed = sum;
  SR_TRY(judge(arena, check, sum, whole->value, &lines, err));
  if (isfinite(check->factor)) check->factor = 1 / check->factor; /* stated over computed: the whole over its parts */
  return end_check(arena, check, inputs, n_parts, &lines, err);
}

/* ---- running totals ---- */

/* Totals of one thing by one source from one start, in the order of their days. */
static int by_total(const void *left, const void *right) {
  const sr_fact *a = *(const sr_fact *const *)left, *b = *(const sr_fact *const *)right;
  int order = sr_slice_cmp(a->source, b->source);
  if (!order) order = sr_slice_cmp(a->party.code, b->party.code);
  if (!order) order = sr_slice_cmp(a->party.name, b->party.name);
  if (!order) order = (a->category > b->category) - (a->category < b->category);
  if (!order) order = sr_slice_cmp(a->item, b->item);
  if (!order) order = sr_slice_cmp(a->unit_code, b->unit_code);
  if (!order)
    order = sr_slice_cmp(a->n_places ? a->places[0] : SR_SLICE(""), b->n_places ? b->places[0] : SR_SLICE(""));
  if (!order) order = (a->start > b->start) - (a->start < b->start);
  return order;
}

static sr_day day_of_total(const sr_fact *f) { return f->end == SR_DAY_NONE ? f->said : f->end; }

static int by_total_and_day(const void *left, const void *right) {
  const int order = by_total(left, right);
  if (order) return order;
  const sr_fact *a = *(const sr_fact *const *)left, *b = *(const sr_fact *const *)right;
  const sr_day x = day_of_total(a), y = day_of_total(b);
  if (x != y) return x < y ? -1 : 1;
  return (a->ref.id > b->ref.id) - (a->ref.id < b->ref.id);
}

/* A claim that counts from a stated start to the day it is made. */
static bool is_running_total(const sr_fact *f) {
  return f->kind == SR_KIND_LOSSES && f->start != SR_DAY_NONE && f->relation == SR_WHEN_SINCE &&
         f->bound != SR_BOUND_UP && f->bound != SR_BOUND_DOWN && day_of_total(f) != SR_DAY_NONE;
}

static sr_status weigh_pair(sr_arena *arena, const sr_relation *relation, const sr_fact *earlier, const sr_fact *later,
                            sr_check_list *checks, sr_error *err) {
  sr_check *check;
  sr_lines lines = {0};
  SR_TRY(start_check(arena, relation->name, relation->text, later, checks, &check, err));
  SR_TRY(tell_fact(arena, "later total", later, &lines, err));
  SR_TRY(tell_fact(arena, "earlier total", earlier, &lines, err));
  check->computed = (sr_interval){earlier->value.low, HUGE_VAL};
  SR_TRY(judge(arena, check, earlier->value, later->value, &lines, err));
  if (check->outcome == SR_OUTCOME_IMPOSSIBLE) {
    check->factor = 1 / check->factor;
    /* Sources do restate their totals (twelve falls in 1,406 days of one general staff's thirteen classes), and what
     * was restated is another vintage: one that fell by a tenth or more is asked about. */
    const double fall = 1 - later->value.high / earlier->value.low;
    check->outcome = fall < RESTATED_SHARE ? SR_OUTCOME_NOT_COMPARABLE : SR_OUTCOME_DIFFERS;
    check->reason = fall < RESTATED_SHARE
                        ? SR_SLICE("vintage: a running total fell a little, as it does where its source restates it")
                        : SR_SLICE("a running total fell; its source has restated it, or one of the two is wrong");
  }
  return end_check(arena, check, (sr_check_input[]){sr_weigh__input("earlier total", earlier)}, 1, &lines, err);
}

static bool is_total_measure(sr_slice measure) { return sr_slice_ends(measure, SR_SLICE(" total")); }

static sr_status weigh_series(const sr_fill *fill, sr_arena *arena, const sr_relation *relation, sr_check_list *checks,
                              sr_error *err) {
  const sr_facts *facts = fill->facts;
  const sr_fact **totals = SR_NEW(arena, const sr_fact *, facts->claims.n);
  if (!totals) return sr_arena_fail(arena, err);
  uint32_t n = 0;
  for (uint32_t i = 0; i < facts->claims.n; i++)
    if (is_running_total(&facts->claims.at[i])) totals[n++] = &facts->claims.at[i];
  if (n) qsort(totals, n, sizeof *totals, by_total_and_day);
  for (uint32_t i = 1; i < n; i++)
    if (by_total(&totals[i - 1], &totals[i]) == 0 && day_of_total(totals[i - 1]) < day_of_total(totals[i]))
      SR_TRY(weigh_pair(arena, relation, totals[i - 1], totals[i], checks, err));
  /* Of an imported series only its falls are told: a year of daily totals that rise is no news. */
  for (uint32_t i = 1; i < facts->observations.n; i++) {
    const sr_fact *earlier = &facts->observations.at[i - 1], *later = &facts->observations.at[i];
    if (is_total_measure(later->observable) && sr_fact_same_series(earlier, later) && earlier->start < later->start &&
        earlier->value.low > later->value.high)
      SR_TRY(weigh_pair(arena, relation, earlier, later, checks, err));
  }
  return SR_OK;
}

/* ---- days of a total ---- */

/* Figures of one thing on one word, single days and stretches of them, in the order of their days. */
static int by_thing(const sr_fact *a, const sr_fact *b) {
  int order = sr_slice_cmp(a->authority, b->authority);
  if (!order) order = (a->kind > b->kind) - (a->kind < b->kind);
  if (!order) order = sr_slice_cmp(a->party.code, b->party.code);
  if (!order) order = sr_slice_cmp(a->party.name, b->party.name);
  if (!order) order = (a->category > b->category) - (a->category < b->category);
  if (!order) order = (a->victim > b->victim) - (a->victim < b->victim);
  if (!order) order = (a->weapon > b->weapon) - (a->weapon < b->weapon);
  if (!order) order = (a->outcome > b->outcome) - (a->outcome < b->outcome);
  if (!order) order = sr_slice_cmp(a->item, b->item);
  if (!order) order = sr_slice_cmp(a->places[0], b->places[0]);
  return order;
}

static int by_thing_and_day(const void *left, const void *right) {
  const sr_fact *a = *(const sr_fact *const *)left, *b = *(const sr_fact *const *)right;
  const int order = by_thing(a, b);
  if (order) return order;
  if (a->start != b->start) return a->start < b->start ? -1 : 1;
  if (a->end != b->end) return a->end < b->end ? -1 : 1;
  return (a->ref.id > b->ref.id) - (a->ref.id < b->ref.id);
}

/* A count of a day or of a stretch of at most DAYS_MAX. */
static bool counts_days(const sr_fact *f) {
  const bool kind = f->kind == SR_KIND_LOSSES || f->kind == SR_KIND_STRIKE || f->kind == SR_KIND_INTERCEPTION;
  return kind && f->unit->dims[SR_DIM_COUNT] == 1 && !f->unit->dims[SR_DIM_TIME] && f->start != SR_DAY_NONE &&
         f->end != SR_DAY_NONE && f->end >= f->start && f->end - f->start < DAYS_MAX && f->relation != SR_WHEN_SINCE &&
         !sr_happening_is_change(f);
}

/* A night has two dates, and is no stretch of two days. */
static bool is_night(const sr_fact *f) { return f->kind != SR_KIND_LOSSES && f->end == f->start + 1; }

/* The one figure of each day of the whole, among n facts of one thing; false where a day has none, or two that differ.
 */
static bool find_days(const sr_fact *const *facts, uint32_t n, const sr_fact *whole, const sr_fact *days[DAYS_MAX]) {
  const sr_day length = whole->end - whole->start + 1;
  for (sr_day d = 0; d < length; d++) days[d] = NULL;
  for (uint32_t i = 0; i < n; i++) {
    const sr_fact *f = facts[i];
    if (f->start != f->end || f->start < whole->start || f->end > whole->end) continue;
    const sr_fact **day = &days[f->start - whole->start];
    if (*day && ((*day)->printed.low != f->printed.low || (*day)->printed.high != f->printed.high)) return false;
    *day = f;
  }
  for (sr_day d = 0; d < length; d++)
    if (!days[d]) return false;
  return true;
}

static sr_status weigh_whole(sr_arena *arena, const sr_relation *relation, const sr_fact *whole,
                             const sr_fact *const *days, sr_check_list *checks, sr_error *err) {
  const uint32_t n = (uint32_t)(whole->end - whole->start + 1);
  sr_check *check;
  sr_lines lines = {0};
  sr_check_input inputs[DAYS_MAX];
  char stated[SR_SAY_INTERVAL_MAX], computed[SR_SAY_INTERVAL_MAX];
  sr_interval sum = sr_interval_of(0);
  double nominal = 0;
  SR_TRY(start_check(arena, relation->name, relation->text, whole, checks, &check, err));
  SR_TRY(tell_fact(arena, "total", whole, &lines, err));
  for (uint32_t i = 0; i < n; i++) {
    SR_TRY(tell_fact(arena, "day", days[i], &lines, err));
    inputs[i] = sr_weigh__input("day", days[i]);
    sum = sr_interval_add(sum, days[i]->value);
    nominal += sr_interval_mid(days[i]->printed);
  }
  check->computed = sum;
  const bool meet = sr_interval_meet(sum, whole->value);
  check->outcome = meet                                                        ? SR_OUTCOME_AGREES
                   : sr_interval_gap(whole->value, sum) <= relation->tolerance ? SR_OUTCOME_CLOSE
                                                                               : SR_OUTCOME_DIFFERS;
  check->by_rounding = meet && !sr_interval_has(whole->plain, nominal);
  const double factor = sr_interval_mid(whole->printed) / nominal;
  if (!meet && isfinite(factor)) check->factor = factor;
  SR_TRY(
      sr_weigh__line(arena, &lines,
                     sr_arena_format(arena, "the days come to %s, against %s: they %s", sr_say_interval(sum, computed),
                                     sr_say_interval(whole->value, stated), meet ? "meet" : "miss"),
                     err));
  return end_check(arena, check, inputs, n, &lines, err);
}

/* Every stretch of days of which each day is told on the same word. */
static sr_status weigh_days(const sr_fill *fill, sr_arena *arena, const sr_relation *relation, sr_check_list *checks,
                            sr_error *err) {
  const sr_facts *facts = fill->facts;
  const sr_fact **all = SR_NEW(arena, const sr_fact *, facts->claims.n), *days[DAYS_MAX];
  if (!all) return sr_arena_fail(arena, err);
  uint32_t n = 0;
  for (uint32_t i = 0; i < facts->claims.n; i++)
    if (counts_days(&facts->claims.at[i])) all[n++] = &facts->claims.at[i];
  if (n) qsort(all, n, sizeof *all, by_thing_and_day);
  for (uint32_t from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && by_thing(all[from], all[to]) == 0;) to++;
    uint32_t first = from; /* the first that begins with the stretch, as they are in order */
    for (uint32_t i = from; i < to; i++) {
      if (all[i]->start == all[i]->end || is_night(all[i])) continue;
      while (all[first]->start < all[i]->start) first++;
      uint32_t last = i;
      while (last < to && last - first < DAYS_LOOKED_AT && all[last]->start <= all[i]->end) last++;
      if (find_days(all + first, last - first, all[i], days))
        SR_TRY(weigh_whole(arena, relation, all[i], days, checks, err));
    }
  }
  return SR_OK;
}

/* ---- the order of days ---- */

static sr_day day_of(const sr_fact *claim, sr_claim_day which) {
  switch (which) {
  case SR_CLAIM_SAID: return claim->said;
  case SR_CLAIM_START: return claim->start;
  case SR_CLAIM_END: return claim->end;
  case SR_CLAIM_DEADLINE: break;
  }
  return claim->deadline;
}

/* Only what is out of order is told: that a pledge runs to a day still to come is no news. */
static sr_status weigh_order(sr_arena *arena, const sr_relation *relation, const sr_fact *claim, sr_check_list *checks,
                             sr_error *err) {
  const sr_day earlier = day_of(claim, relation->earlier), later = day_of(claim, relation->later);
  if (earlier == SR_DAY_NONE || later == SR_DAY_NONE || earlier <= later + relation->noise_days) return SR_OK;
  sr_check *check;
  sr_lines lines = {0};
  SR_TRY(start_check(arena, relation->name, relation->text, claim, checks, &check, err));
  SR_TRY(tell_fact(arena, "stated", claim, &lines, err));
  const sr_slice from = sr_say_days(arena, earlier, earlier), to = sr_say_days(arena, later, later);
  if (!from.ptr || !to.ptr) return sr_arena_fail(arena, err);
  check->outcome = SR_OUTCOME_DIFFERS;
  check->reason = sr_arena_format(arena, "the days are out of order: %.*s comes after %.*s", SR_FMT(from), SR_FMT(to));
  SR_TRY(sr_weigh__line(arena, &lines, check->reason, err));
  return end_check(arena, check, NULL, 0, &lines, err);
}

sr_status sr_weigh__bounds(const sr_fill *fill, sr_arena *arena, sr_check_list *checks, sr_error *err) {
  for (uint32_t r = 0; r < fill->relations->n; r++) {
    const sr_relation *relation = &fill->relations->items[r];
    switch (relation->how) {
    case SR_HOW_FORMULA: break;
    case SR_HOW_BOUND:
      for (uint32_t i = 0; i < fill->by_slot[relation->left].n; i++)
        SR_TRY(weigh_bound(fill, arena, relation, fill->by_slot[relation->left].at[i], checks, err));
      break;
    case SR_HOW_ORDER:
      for (uint32_t i = 0; i < fill->by_slot[relation->left].n; i++)
        SR_TRY(weigh_order(arena, relation, &fill->facts->claims.at[fill->by_slot[relation->left].at[i]], checks, err));
      break;
    case SR_HOW_PARTS:
      for (uint32_t i = 0; i < fill->facts->claims.n; i++) SR_TRY(weigh_parts(fill, arena, relation, i, checks, err));
      break;
    case SR_HOW_DAYS: SR_TRY(weigh_days(fill, arena, relation, checks, err)); break;
    case SR_HOW_SERIES: SR_TRY(weigh_series(fill, arena, relation, checks, err)); break;
    }
  }
  return SR_OK;
}
