/* Candidates for slots; see the header. */
#include "check/fill.h"

#include "base/date.h"
#include "base/slice.h"
#include "check/happening.h"
#include "ledger/words.h"
#include "observe/places.h"

#include <stdlib.h>

/* A run of observations of one series in facts->observations. */
struct sr_fill_series {
  uint32_t first, n;
};

/* Maps skip days and news round to weeks, so a level two days from the first day of a window and three from the last
 * still stands for it; the working prints the days that were used. Found on a public control map of which 17 of 107
 * daily files repeat the day before. */
enum { START_SLACK_DAYS = 2, END_SLACK_DAYS = 3 };
/* ... and a day more for every so many days of the window: a hundredth of it moves a rate by a hundredth. */
enum { SLACK_SHARE_DAYS = 100 };
/* A window that runs "to now" may end at an older level; a level for a day may be this old. */
enum { OPEN_END_LAG_DAYS = 14, LEVEL_LAG_DAYS = 92 };
/* Figures said this far apart are of another vintage. */
enum { VINTAGE_DAYS = 31 };
/* A series of running totals begins within so many days of what it counts from. */
enum { BEGINNING_DAYS = 7 };
/* A shorter window stated in a report is a happening, not a period to reckon over. */
enum { PERIOD_DAYS_MIN = 7 };

static sr_day distance(sr_day a, sr_day b) { return a > b ? a - b : b - a; }

static bool has_field(const sr_fact *claim, sr_slot_field field, sr_enum value) {
  switch (field) {
  case SR_SLOT_CATEGORY: return claim->category == value;
  case SR_SLOT_MEASURE: return claim->measure == value;
  case SR_SLOT_ACT: return claim->act == value;
  case SR_SLOT_OUTCOME: return claim->outcome == value;
  case SR_SLOT_STATUS: return claim->status == value;
  case SR_SLOT_NUMERATOR: return claim->numerator == value;
  case SR_SLOT_DENOMINATOR: return claim->denominator == value;
  case SR_SLOT_FIELD_COUNT: break;
  }
  return false;
}

bool sr_fill_fits(const sr_slot *slot, const sr_fact *claim) {
  if (slot->kind < 0 || claim->observed || (int)claim->kind != slot->kind) return false;
  for (uint32_t i = 0; i < slot->n_fields; i++)
    if (!has_field(claim, slot->fields[i].field, slot->fields[i].value)) return false;
  if (!slot->unit.n_terms) return true;
  return slot->unit.dims[SR_DIM_MONEY] ? sr_unit_alike(claim->unit, &slot->unit)
                                       : sr_unit_fits(claim->unit, &slot->unit);
}

sr_status sr_fill_open(sr_fill *fill, sr_arena *arena, const sr_facts *facts, const sr_relations *relations,
                       sr_error *err) {
  *fill = (sr_fill){.facts = facts, .relations = relations};
  fill->by_slot = sr_arena_array(arena, relations->n_slots, sizeof *fill->by_slot);
  fill->series = SR_NEW(arena, struct sr_fill_series, facts->observations.n);
  fill->series_of = sr_arena_array(arena, relations->n_slots, sizeof *fill->series_of);
  if (!fill->by_slot || !fill->series || !fill->series_of) return sr_arena_fail(arena, err);
  fill->stated = SR_NEW(arena, sr_window, facts->claims.n);
  if (!fill->stated) return sr_arena_fail(arena, err);
  for (uint32_t i = 0; i < facts->claims.n; i++) {
    fill->stated[i] = sr_fill_stated_window(&facts->claims.at[i]);
    for (uint32_t s = 0; s < relations->n_slots; s++) {
      if (!sr_fill_fits(&relations->slots[s], &facts->claims.at[i])) continue;
      uint32_t *at = SR_PUSH(arena, &fill->by_slot[s]);
      if (!at) return sr_arena_fail(arena, err);
      *at = i;
    }
  }
  const sr_fact *observations = facts->observations.at;
  for (uint32_t i = 0; i < facts->observations.n; i++) {
    if (!i || !sr_fact_same_series(&observations[i - 1], &observations[i]))
      fill->series[fill->n_series++] = (struct sr_fill_series){i, 0};
    fill->series[fill->n_series - 1].n++;
  }
  SR_TRY(sr_rates_open(&fill->rates, arena, facts, err));
  for (uint32_t i = 0; i < fill->n_series; i++) {
    for (uint32_t s = 0; s < relations->n_slots; s++) {
      if (!sr_measure_listed(relations->slots[s].observed, observations[fill->series[i].first].observable)) continue;
      uint32_t *at = SR_PUSH(arena, &fill->series_of[s]);
      if (!at) return sr_arena_fail(arena, err);
      *at = i;
    }
  }
  return SR_OK;
}

/* ---- windows ---- */

/* "In May", "last week", "on Friday": a stretch of days named as one. "Between 1 May and 9 July" names two days. */
static bool is_period(sr_day start, sr_day end) {
  if (start == SR_DAY_NONE || end - start < PERIOD_DAYS_MIN) return true;
  return sr_day_to_civil(start).day == 1 && sr_day_to_civil(end + 1).day == 1;
}

sr_window sr_fill_stated_window(const sr_fact *claim) {
  sr_window w = {claim->start, claim->end, false, false};
  if (claim->observed) return w;
  if (w.end == SR_DAY_NONE || (claim->relation == SR_WHEN_SINCE && w.end == claim->said)) {
    w.end = claim->said;
    w.open = true;
  } else if (claim->relation != SR_WHEN_SINCE && is_period(w.start, w.end)) {
    w.end++; /* "in May" ends where June begins; from one named day to another is from level to level */
  }
  if (w.start == SR_DAY_NONE || w.end == SR_DAY_NONE || w.end <= w.start) w.start = w.end = SR_DAY_NONE;
  return w;
}

static bool same_window(sr_window a, sr_window b) {
  return distance(a.start, b.start) <= START_SLACK_DAYS && distance(a.end, b.end) <= END_SLACK_DAYS;
}

/* Adds w unless one like it is there. */
static uint32_t add_window(sr_window out[SR_WINDOWS_MAX], uint32_t n, sr_window w) {
  for (uint32_t i = 0; i < n; i++)
    if (same_window(out[i], w)) return n;
  if (n < SR_WINDOWS_MAX) out[n++] = w;
  return n;
}

/* The first claim of a report in facts->claims, by binary search. */
static uint32_t first_of_report(const sr_facts *facts, int64_t report) {
  uint32_t low = 0, high = facts->claims.n;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (facts->claims.at[mid].report.id < report)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

uint32_t sr_fill_report_windows(const sr_fill *fill, const sr_fact *claim, sr_window out[SR_WINDOWS_MAX]) {
  uint32_t n = 0;
  const uint32_t first = first_of_report(fill->facts, claim->report.id);
  for (uint32_t i = first; i < fill->facts->claims.n && i - first < SR_FILL_REPORT_MAX; i++) {
    const sr_fact *other = &fill->facts->claims.at[i];
    if (other->report.id != claim->report.id) break;
    if (other->kind != SR_KIND_ADVANCE && other->kind != SR_KIND_RATIO && other->kind != SR_KIND_LOSSES) continue;
    const sr_window w = sr_fill_stated_window(other);
    if (sr_window_known(w) && w.end - w.start >= PERIOD_DAYS_MIN && sr_fact_same_party(claim->party, other->party))
      n = add_window(out, n, w);
  }
  return n;
}

uint32_t sr_fill_usual_windows(const sr_fact *claim, sr_window out[SR_WINDOWS_MAX], uint32_t n) {
  if (claim->said == SR_DAY_NONE) return n;
  sr_civil month = sr_day_to_civil(claim->said);
  month.day = 1;
  for (int back = 0; back < 3; back++) {
    const sr_day end = sr_day_from_civil(month);
    if (--month.month == 0) month = (sr_civil){month.year - 1, 12, 1};
    const sr_day start = sr_day_from_civil(month);
    if (start == SR_DAY_NONE || end == SR_DAY_NONE) return n;
    n = add_window(out, n, (sr_window){start, end, false, false});
    n = add_window(out, n, (sr_window){start, claim->said, true, false});
  }
  return add_window(out, n, (sr_window){claim->said - 365, claim->said, true, false});
}

/* ---- observations ---- */

/* The last row of the series that starts on or before day, or UINT32_MAX. */
static uint32_t last_until(const sr_fact *rows, struct sr_fill_series series, sr_day day) {
  uint32_t low = 0, high = series.n;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (rows[series.first + mid].start <= day)
      low = mid + 1;
    else
      high = mid;
  }
  return low ? series.first + low - 1 : UINT32_MAX;
}

/* The level nearest to day within slack (the earlier of two), NULL if there is none. */
static const sr_fact *level_near(const sr_fact *rows, struct sr_fill_series series, sr_day day, sr_day slack) {
  const uint32_t before = last_until(rows, series, day);
  const uint32_t after = before == UINT32_MAX ? series.first : before + 1;
  const sr_fact *best = NULL;
  if (before != UINT32_MAX && day - rows[before].start <= slack) best = &rows[before];
  if (after < series.first + series.n && rows[after].start - day <= slack &&
      (!best || rows[after].start - day < day - best->start))
    best = &rows[after];
  return best;
}

/* value of a fact in the slot's unit; false if the units do not fit. */
static bool in_slot_unit(const sr_slot *slot, const sr_fact *fact, sr_interval value, sr_interval *out) {
  if (fact->unit->num == slot->unit.num && fact->unit->den == slot->unit.den && !fact->unit->dims[SR_DIM_MONEY] &&
      !fact->unit->dims[SR_DIM_SCALE] && !memcmp(fact->unit->dims, slot->unit.dims, sizeof slot->unit.dims)) {
    *out = value; /* of one size, as nearly all are */
    return true;
  }
  return sr_unit_convert(value, fact->unit, &slot->unit, out);
}

/* The figure of a claim in the slot's unit, money in the subject's currency. Without a rate between the two it has no
 * value, and says so. */
static bool take_figure(const sr_fill *fill, const sr_slot *slot, const sr_fact *subject, sr_candidate *out) {
  const sr_fact *claim = out->fact;
  if (!slot->unit.dims[SR_DIM_MONEY])
    return in_slot_unit(slot, claim, claim->value, &out->value) &&
           in_slot_unit(slot, claim, claim->printed, &out->printed);
  sr_interval size;
  if (!sr_unit_size(claim->unit, &slot->unit, &size)) return false;
  const sr_slice from = sr_currency_of(claim->unit), to = sr_currency_of(subject->unit);
  if (!from.len || !to.len) return false;
  out->value = sr_interval_mul(claim->value, size);
  out->printed = sr_interval_mul(claim->printed, size);
  if (sr_slice_eq(from, to)) return true;
  if (!sr_rates_find(&fill->rates, from, to, claim->said, &out->exchange) ||
      !sr_exchange_apply(&out->exchange, out->value, &out->value) ||
      !sr_exchange_apply(&out->exchange, out->printed, &out->printed)) {
    out->value = out->printed = SR_INTERVAL_ALL;
    out->exchange = (sr_exchange){0};
    out->mismatch |= SR_MISMATCH_CURRENCY;
  }
  return true;
}

/* The sum of figures by day (or other stretches) that tile the window; false where days are missing. */
static bool take_sum(const sr_slot *slot, const sr_fact *rows, struct sr_fill_series series, sr_window window,
                     sr_candidate *out) {
  sr_interval sum = sr_interval_of(0), value;
  uint32_t at = last_until(rows, series, window.start - 1);
  at = at == UINT32_MAX ? series.first : at + 1;
  const uint32_t first = at;
  sr_day next = window.start;
  for (; at < series.first + series.n && rows[at].start == next && rows[at].end < window.end; at++) {
    sum = sr_interval_add(sum, rows[at].value);
    next = rows[at].end + 1;
  }
  if (next != window.end || at < first + 2) return false;
  out->fact = &rows[at - 1];
  out->window = (sr_window){window.start, window.end, false, true};
  if (!in_slot_unit(slot, out->fact, sum, &value)) return false;
  out->value = out->printed = value;
  return true;
}

/* A running total since the beginning of the war, which is some days before its series begins: the level itself. */
static bool from_the_beginning(const sr_fact *rows, struct sr_fill_series series, sr_window window) {
  const sr_day before = rows[series.first].start - window.start;
  return before > 0 && before <= BEGINNING_DAYS && sr_slice_ends(rows[series.first].observable, SR_SLICE(" total"));
}

static bool take_rise(const sr_slot *slot, const sr_fact *rows, struct sr_fill_series series, sr_window window,
                      sr_candidate *out) {
  if (!sr_window_known(window)) return false;
  const sr_day slack =
      (window.actual ? END_SLACK_DAYS : START_SLACK_DAYS) + (window.end - window.start) / SLACK_SHARE_DAYS;
  const sr_fact *from = level_near(rows, series, window.start, slack);
  const sr_fact *to = level_near(rows, series, window.end, END_SLACK_DAYS);
  if (!to && window.open) {
    const uint32_t last = last_until(rows, series, window.end);
    if (last != UINT32_MAX && window.end - rows[last].start <= OPEN_END_LAG_DAYS) to = &rows[last];
  }
  if (from && from->end > from->start) { /* a figure over a window of its own */
    if (distance(from->end, window.end) <= END_SLACK_DAYS) {
      out->fact = from;
      out->window = (sr_window){from->start, from->end, false, true};
      return in_slot_unit(slot, from, from->value, &out->value) &&
             in_slot_unit(slot, from, from->printed, &out->printed);
    }
  }
  if (rows[series.first].windowed) return take_sum(slot, rows, series, window, out);
  if (to && from_the_beginning(rows, series, window)) {
    out->fact = to;
    out->window = (sr_window){window.start, to->start, false, true};
    return in_slot_unit(slot, to, to->value, &out->value) && in_slot_unit(slot, to, to->printed, &out->printed);
  }
  if (!from || !to || to->start <= from->start) return false;
  out->fact = to;
  out->from = from;
  out->window = (sr_window){from->start, to->start, false, true};
  return in_slot_unit(slot, to, sr_interval_sub(to->value, from->value), &out->value) &&
         in_slot_unit(slot, to, sr_interval_sub(to->printed, from->printed), &out->printed);
}

sr_interval sr_fill_noise(const sr_fill *fill, uint32_t index, const sr_candidate *candidate, sr_day days) {
  const sr_fact *rows = fill->facts->observations.at;
  sr_interval noise = candidate->value;
  if (candidate->series == SR_SLOT_NONE || !candidate->from || days < 1) return noise;
  for (sr_day start = -days; start <= days; start += 2 * days) { /* the corners: series rise nearly everywhere */
    for (sr_day end = -days; end <= days; end += 2 * days) {
      sr_candidate moved = {.fact = NULL};
      const sr_window window = {candidate->window.start + start, candidate->window.end + end, false, false};
      if (window.end > window.start &&
          take_rise(&fill->relations->slots[index], rows, fill->series[candidate->series], window, &moved))
        noise = sr_interval_hull(noise, moved.value);
    }
  }
  return noise;
}

static bool take_level(const sr_slot *slot, const sr_fact *rows, struct sr_fill_series series, sr_day day, bool any_day,
                       sr_candidate *out) {
  const uint32_t at = day == SR_DAY_NONE ? series.first + series.n - 1 : last_until(rows, series, day);
  const sr_fact *fact = at == UINT32_MAX ? NULL : &rows[at];
  if (!fact && any_day) fact = &rows[series.first];
  if (!fact || (!any_day && day != SR_DAY_NONE && day - fact->start > LEVEL_LAG_DAYS)) return false;
  out->fact = fact;
  return in_slot_unit(slot, fact, fact->value, &out->value) && in_slot_unit(slot, fact, fact->printed, &out->printed);
}

/* ---- what is counted ---- */

static bool counts_equipment(const sr_fact *fact) {
  return fact->category == SR_CATEGORY_DISPLACED || fact->category == SR_CATEGORY_EQUIPMENT;
}

/* false: fact counts another sort of thing (tanks for soldiers), which is no candidate at all. */
static bool same_definition(const sr_slot *slot, const sr_fact *subject, const sr_fact *fact, sr_fill_twist twist,
                            unsigned *mismatch) {
  if (slot->n_fields || (fact->observed ? !fact->category : fact->kind != SR_KIND_LOSSES)) return true;
  const sr_enum wanted = twist.category                    ? twist.category
                         : subject->kind == SR_KIND_LOSSES ? subject->category
                                                           : subject->counted_category;
  if (counts_equipment(fact) || wanted == SR_CATEGORY_EQUIPMENT || wanted == SR_CATEGORY_DISPLACED) {
    const bool named = (subject->counted.len && sr_slice_eq_nocase(subject->counted, fact->item)) ||
                       (wanted == fact->category && sr_slice_eq_nocase(subject->item, fact->item));
    return twist.any_item ? !named && wanted == fact->category : named;
  }
  if (twist.any_item) return false;
  if (wanted && fact->category && wanted != fact->category) *mismatch |= SR_MISMATCH_DEFINITION;
  return true;
}

/* ---- candidates ---- */

/* Less is better. What differs in kind weighs more than how near the source is. */
static uint32_t rank(const sr_candidate *c) {
  return (c->mismatch & ~(unsigned)SR_MISMATCH_CLAIMANT) * 8 + c->distance;
}

static uint32_t keep_best(sr_candidate out[SR_FILL_CANDIDATES_MAX], uint32_t n, uint32_t room, const sr_candidate *c) {
  uint32_t at = n;
  while (at && rank(c) < rank(&out[at - 1])) at--;
  if (at == room) return n;
  const uint32_t last = n < room ? n : room - 1;
  for (uint32_t i = last; i > at; i--) out[i] = out[i - 1];
  out[at] = *c;
  return n < room ? n + 1 : n;
}

/* By how near its source is to the claim: the same report, the same chain, other reports, what was observed. */
enum { OBSERVED = 4 };
static uint32_t distance_of(bool same_report, bool same_word) {
  return (same_report ? 0u : 2u) + (same_word ? 0u : 1u);
}

static bool from_claim(const sr_fill *fill, const sr_slot *slot, const sr_fact *subject, const sr_fact *claim,
                       sr_window window, sr_fill_twist twist, sr_candidate *out) {
  const bool same_report = claim->report.id == subject->report.id;
  const bool same_word = sr_slice_eq(claim->authority, subject->authority);
  *out = (sr_candidate){.fact = claim, .window = window, .series = SR_SLOT_NONE};
  if (twist.any_item || twist.party.name.len || twist.party.code.len)
    return false; /* slips of those are told by series */
  if (claim == subject || claim->bound == SR_BOUND_UP || claim->bound == SR_BOUND_DOWN) return false;
  if (!sr_fact_same_party(claim->party, subject->party)) return false;
  /* People lost by no stated side are those of a strike, not of an army. */
  if (claim->kind == SR_KIND_LOSSES && subject->kind == SR_KIND_RATIO &&
      (claim->victim == SR_VICTIM_CIVILIAN || !sr_happening_known(claim->party)))
    return false;
  if (!same_definition(slot, subject, claim, twist, &out->mismatch)) return false;
  const sr_window stated = fill->stated[claim - fill->facts->claims.at];
  if (sr_window_known(stated)) {
    if (sr_window_known(window) && !same_window(stated, window))
      out->mismatch |= SR_MISMATCH_PERIOD;
    else
      out->window = stated;
  } else if (!same_report) {
    return false; /* a figure without days says nothing about another report's */
  }
  if (out->mismatch & SR_MISMATCH_PERIOD && !same_report) return false;
  /* Another's figure for a named place is no figure for a claim that names none. */
  if (!sr_fact_share_place(claim, subject) || (!same_word && claim->n_places && !subject->n_places))
    out->mismatch |= SR_MISMATCH_TERRITORY;
  if (!same_word) out->mismatch |= SR_MISMATCH_CLAIMANT;
  if (claim->said != SR_DAY_NONE && subject->said != SR_DAY_NONE && distance(claim->said, subject->said) > VINTAGE_DAYS)
    out->mismatch |= SR_MISMATCH_VINTAGE;
  out->distance = distance_of(same_report, same_word);
  return take_figure(fill, slot, subject, out);
}

/* A figure of the same happening: a strike's drones for the share of them that was shot down, a gift's pieces for its
 * sum. */
static bool from_happening(const sr_fill *fill, const sr_slot *slot, const sr_fact *subject, const sr_fact *claim,
                           sr_fill_twist twist, sr_candidate *out) {
  const bool same_report = claim->report.id == subject->report.id;
  const bool same_word = sr_slice_eq(claim->authority, subject->authority);
  const uint32_t apart = (uint32_t)(claim > subject ? claim - subject : subject - claim);
  *out = (sr_candidate){.fact = claim,
                        .window = {SR_DAY_NONE, SR_DAY_NONE, false, false},
                        .series = SR_SLOT_NONE,
                        .distance = distance_of(same_report, same_word)};
  if (claim == subject || sr_happening_is_change(claim) || !sr_happening_parties_fit(claim, subject) ||
      !sr_fact_same_party(claim->recipient, subject->recipient))
    return false;
  if (twist.any_item ? !claim->weapon || claim->weapon == subject->weapon : claim->weapon != subject->weapon)
    return false;
  if (claim->victim != subject->victim &&
      (claim->victim == SR_VICTIM_CIVILIAN || subject->victim == SR_VICTIM_CIVILIAN))
    return false; /* the wounded civilians are not among the soldiers */
  if (sr_happening_dated(claim) && sr_happening_dated(subject)) {
    if (!sr_happening_near_days(claim, subject)) {
      if (!same_report || !sr_happening_overlap(claim, subject)) return false;
      out->mismatch |= SR_MISMATCH_PERIOD;
    }
  } else if (!same_report || apart > SR_HAPPENING_NEAR) {
    return false;
  }
  if (!sr_fact_share_place(claim, subject)) {
    if (!same_report) return false;
    out->mismatch |= SR_MISMATCH_TERRITORY;
  }
  if (claim->outcome && subject->outcome && claim->outcome != subject->outcome) out->mismatch |= SR_MISMATCH_DEFINITION;
  if (!same_word) out->mismatch |= SR_MISMATCH_CLAIMANT;
  return take_figure(fill, slot, subject, out);
}

/* The series' figure of the very days of a happening; of a night, that of its second day will do too. */
static bool from_days(const sr_fill *fill, const sr_slot *slot, const sr_fact *subject, uint32_t index,
                      sr_fill_twist twist, sr_candidate *out) {
  const struct sr_fill_series series = fill->series[index];
  const sr_fact *all = fill->facts->observations.at, *rows = &all[series.first];
  *out = (sr_candidate){.distance = OBSERVED, .window = {SR_DAY_NONE, SR_DAY_NONE, false, false}, .series = index};
  if (twist.any_item ? !rows->weapon || rows->weapon == subject->weapon : rows->weapon != subject->weapon) return false;
  if (subject->start == SR_DAY_NONE || subject->end == SR_DAY_NONE || !rows->windowed ||
      !sr_happening_parties_fit(rows, subject))
    return false;
  for (sr_day start = subject->start; start <= subject->end && start <= subject->start + 1 && !out->fact; start++) {
    const uint32_t at = last_until(all, series, start);
    if (at != UINT32_MAX && all[at].start == start && all[at].end == subject->end) out->fact = &all[at];
  }
  if (!out->fact) return false;
  if (!sr_fact_share_place(rows, subject) || (subject->local && !rows->n_places))
    out->mismatch |= SR_MISMATCH_TERRITORY;
  if (rows->outcome && subject->outcome && rows->outcome != subject->outcome) out->mismatch |= SR_MISMATCH_DEFINITION;
  if (!sr_slice_eq_nocase(rows->source, subject->source)) out->mismatch |= SR_MISMATCH_CLAIMANT;
  return in_slot_unit(slot, out->fact, out->fact->value, &out->value) &&
         in_slot_unit(slot, out->fact, out->fact->printed, &out->printed);
}

static bool from_series(const sr_fill *fill, const sr_slot *slot, const sr_fact *subject, uint32_t index,
                        sr_window window, sr_fill_twist twist, sr_candidate *out) {
  const sr_fact *rows = fill->facts->observations.at;
  const struct sr_fill_series series = fill->series[index];
  *out = (sr_candidate){.distance = OBSERVED, .window = window, .series = index};
  const sr_fact *head = &rows[series.first];
  const bool counted = head->category != SR_FIELD_NONE; /* someone's count, not a measurement */
  if (!sr_fact_same_party(head->party, sr_happening_known(twist.party) ? twist.party : subject->party)) return false;
  /* people lost by no stated side, and civilians, are not an army's losses */
  if (counted && subject->kind == SR_KIND_LOSSES &&
      (subject->victim == SR_VICTIM_CIVILIAN || !sr_happening_known(subject->party)))
    return false;
  if (!same_definition(slot, subject, head, twist, &out->mismatch)) return false;
  /* A claim that names no place speaks of the whole, not of a division that maps are measured in too; one of a place
   * smaller than a country is not of the whole. */
  if (!sr_fact_share_place(head, subject) || (subject->local && !head->n_places) ||
      (!subject->n_places && head->n_places && sr_place_is_part(head->places[0])))
    out->mismatch |= SR_MISMATCH_TERRITORY;
  if (counted && !sr_slice_eq_nocase(head->source, subject->source)) out->mismatch |= SR_MISMATCH_CLAIMANT;
  const bool dated = subject->end != SR_DAY_NONE && subject->relation != SR_WHEN_SINCE;
  const sr_day day = sr_window_known(window) ? window.end : dated ? subject->end : subject->said;
  switch (slot->take) {
  case SR_TAKE_RISE:
    return twist.level_for_rise ? take_level(slot, rows, series, day, false, out)
                                : take_rise(slot, rows, series, window, out);
  case SR_TAKE_LEVEL: return take_level(slot, rows, series, day, false, out);
  case SR_TAKE_FIXED: return take_level(slot, rows, series, day, true, out);
  case SR_TAKE_NONE:
  case SR_TAKE_DAYS: break;
  }
  return false;
}

/* Which of the two, and a candidate of it. */
static bool try_claim(const sr_fill *fill, const sr_slot *slot, sr_relation_over over, const sr_fact *subject,
                      const sr_fact *claim, sr_window window, sr_fill_twist twist, sr_candidate *out) {
  return over == SR_OVER_HAPPENING ? from_happening(fill, slot, subject, claim, twist, out)
                                   : from_claim(fill, slot, subject, claim, window, twist, out);
}

uint32_t sr_fill_slot(const sr_fill *fill, uint32_t index, sr_relation_over over, const sr_fact *subject,
                      sr_window window, sr_fill_twist twist, sr_candidate out[SR_FILL_CANDIDATES_MAX]) {
  const sr_slot *slot = &fill->relations->slots[index];
  const sr_fact *claims = fill->facts->claims.at;
  const uint32_t room = twist.any_item ? SR_FILL_CANDIDATES_MAX : SR_FILL_USUAL;
  sr_candidate c;
  uint32_t n = 0;
  if (slot->take == SR_TAKE_DAYS) {
    if (!sr_window_known(window)) return 0;
    const sr_interval days = sr_interval_of((double)window.end - (double)window.start);
    out[0] = (sr_candidate){.value = days, .printed = days, .window = window, .series = SR_SLOT_NONE};
    return 1;
  }
  /* Claims of the same report, then its neighbours in reading order. */
  const uint32_t *list = fill->by_slot[index].at, length = fill->by_slot[index].n;
  const uint32_t first = first_of_report(fill->facts, subject->report.id);
  uint32_t low = 0, high = length;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (list[mid] < first)
      low = mid + 1;
    else
      high = mid;
  }
  uint32_t after = low;
  for (; after < length && claims[list[after]].report.id == subject->report.id; after++)
    if (after - low < SR_FILL_REPORT_MAX &&
        try_claim(fill, slot, over, subject, &claims[list[after]], window, twist, &c))
      n = keep_best(out, n, room, &c);
  for (uint32_t i = low; i > 0 && low - i < SR_FILL_NEIGHBOURS; i--)
    if (try_claim(fill, slot, over, subject, &claims[list[i - 1]], window, twist, &c)) n = keep_best(out, n, room, &c);
  for (uint32_t i = after; i < length && i - after < SR_FILL_NEIGHBOURS; i++)
    if (try_claim(fill, slot, over, subject, &claims[list[i]], window, twist, &c)) n = keep_best(out, n, room, &c);
  for (uint32_t i = 0; i < fill->series_of[index].n && i < SR_FILL_SERIES_MAX; i++)
    if (over == SR_OVER_HAPPENING ? from_days(fill, slot, subject, fill->series_of[index].at[i], twist, &c)
                                  : from_series(fill, slot, subject, fill->series_of[index].at[i], window, twist, &c))
      n = keep_best(out, n, room, &c);
  return n;
}
