/* The kinds of time, each built from its parts; see the header and docs/times.md. */
#include "read/time_resolve.h"

#include "base/date.h"
#include "base/slice.h"
#include "read/time_tense.h"
#include "read/time_value.h"

#include <math.h>
#include <stdio.h>

typedef sr_time__parts parts_t;
typedef sr_time__point point;
typedef sr_time__resolver resolver;
typedef sr_time__unit_kind unit_kind;

static sr_status keep(const resolver *r, sr_time *t, sr_time_type type, const char *value, const point *p,
                      sr_error *err) {
  t->type = type;
  t->value = sr_arena_copy(r->report->arena, sr_slice_of(value));
  if (!t->value.ptr) return sr_arena_fail(r->report->arena, err);
  t->start = p->start;
  t->end = p->end;
  return SR_OK;
}

/* ---- is it one at all ---- */

/* Passes the quantities that end before a byte: matches come in the order of the text. */
static void pass_quantities(resolver *r, uint32_t start) {
  while (r->quantity < r->report->n_quantities && r->report->quantities[r->quantity].span.end <= start) r->quantity++;
}

/* A bare number of four digits is a year when something says so. */
static bool year_is_plausible(const resolver *r, const sr_time__match *m) {
  const sr_time__atoms *atoms = r->atoms;
  const sr_time__parts *p = &m->parts[0];
  const uint32_t span_start = atoms->at[m->first].token.span.start;
  for (uint32_t q = r->quantity; q < r->report->n_quantities; q++) {
    const sr_quantity *quantity = &r->report->quantities[q];
    if (quantity->span.start > span_start) break;
    if (quantity->span.end > span_start && !sr_slice_is(quantity->unit, "1")) return false;
  }
  const bool modern = GET(p, year) >= 1900 && GET(p, year) < 2100;
  const bool has_before = m->first > 0 && atoms->at[m->first - 1].token.sentence == atoms->at[m->first].token.sentence;
  const sr_time__atom *before = has_before ? &atoms->at[m->first - 1] : NULL;
  const sr_time__atom *after =
      m->last + 1 < atoms->n && atoms->at[m->last + 1].token.sentence == atoms->at[m->last].token.sentence
          ? &atoms->at[m->last + 1]
          : NULL;
  if (before && (before->token.kind == SR_TOKEN_SYMBOL || before->token.kind == SR_TOKEN_NUMBER ||
                 sr_slice_is(before->token.norm, "no.") || sr_slice_is(before->token.norm, "#")))
    return false;
  if (after && (after->token.kind == SR_TOKEN_SYMBOL ||
                (after->glued && after->token.kind == SR_TOKEN_WORD && after->token.norm.ptr[0] != '\'')))
    return false;
  static const char *const friends[] = {"in",     "since",  "by",      "until", "till",       "from", "before", "after",
                                        "during", "of",     "between", "the",   "circa",      "c.",   "ca.",    "early",
                                        "late",   "around", "fiscal",  "year",  "throughout", "("};
  bool friendly = !before;
  for (size_t k = 0; before && k < sizeof friends / sizeof *friends; k++)
    friendly |= sr_slice_is(before->token.norm, friends[k]);
  const bool noun_after = after && after->token.kind == SR_TOKEN_WORD && after->token.norm.len > 3 &&
                          sr_is_lower((uint8_t)after->token.norm.ptr[0]) &&
                          sr_time__reads(atoms, m->last + 1, SR_TIME__signal) == SR_TIME_UNSET &&
                          after->token.norm.ptr[after->token.norm.len - 1] == 's';
  if (!modern) return friendly && !noun_after;
  return friendly || !noun_after;
}

/* ---- builds ---- */

static void note_hedge(const parts_t *p, sr_time *t) {
  if (HAS(p, hedge)) t->mod = CODE(p, hedge);
  if (HAS(p, over)) t->mod = CODE(p, over);
}

static bool only_clock(const parts_t *p) {
  return !HAS(p, month) && !HAS(p, weekday) && !HAS(p, fixed) && !HAS(p, year) && !HAS(p, unit) && !HAS(p, holiday) &&
         !HAS(p, packed) && (HAS(p, clock) || HAS(p, ampm) || HAS(p, noon) || HAS(p, part) || HAS(p, stop));
}

static bool is_bare_year(const sr_time__match *m) {
  return m->first == m->last && m->parts[0].has[SR_TIME__year] != SR_TIME_UNSET;
}

/* "at 8.30 a.m. on Friday": the day stands in the next match. */
static point day_after_clock(const resolver *r, const sr_time__match_vec *matches, uint32_t index, int tense) {
  if (index + 1 >= matches->n) return sr_time__nowhere;
  const sr_time__match *m = &matches->at[index], *next = &matches->at[index + 1];
  if (next->build != SR_TIME__BUILD_date || next->first - m->last > 3 || only_clock(&next->parts[0]) ||
      r->atoms->at[next->first].token.sentence != r->atoms->at[m->first].token.sentence)
    return sr_time__nowhere;
  const point p = sr_time__date_point(r, &next->parts[0], tense);
  return p.grain == SR_GRAIN_DAY ? p : sr_time__nowhere;
}

/* A year that a history names in passing ("declassified in 2005") while it tells of another: it does not open its
 * sentence and is not the story's year or the next. */
static bool is_in_passing(const resolver *r, const sr_time *t, const point *p) {
  enum { OPENING = 3 }; /* tokens: "By late 1943", "In the year 1943" */
  if (!r->narrative || p->grain != SR_GRAIN_YEAR || !r->anchor_fine.grain) return false;
  const bool opens = t->first_token - r->report->sentences[t->sentence].first_token < OPENING;
  return !opens && (p->year < r->anchor.year || p->year > r->anchor.year + 1);
}

/* named: the year stands in the text. A history's "to this day" is the reader's, not the story's. */
static void move_anchor(resolver *r, const sr_time *t, const point *p, bool named) {
  if (!p->grain || is_in_passing(r, t, p)) return;
  if (r->narrative && !named && r->today != SR_DAY_NONE && p->year == sr_day_to_civil(r->today).year) return;
  if (!r->narrative && r->today != SR_DAY_NONE && p->start != SR_DAY_NONE && p->start > r->today) return; /* plans */
  if (t->signal == SR_SIGNAL_UNTIL && !r->narrative) return; /* a deadline; in a history "by May" is how far it got */
  r->anchor = *p;
  if (p->grain == SR_GRAIN_DAY) r->anchor_day = *p;
  if (p->grain <= SR_GRAIN_MONTH) r->anchor_fine = *p;
}

/* What a range's second half takes from the first and the other way round: "July 9-10", "9-10 July 2025". */
static void share_parts(const sr_time__match *m, int side, parts_t *p) {
  static const int shared[] = {SR_TIME__month,   SR_TIME__year, SR_TIME__ampm,
                               SR_TIME__quarter, SR_TIME__era,  SR_TIME__season};
  const parts_t *other = &m->parts[1 - side];
  for (size_t k = 0; k < sizeof shared / sizeof *shared; k++) {
    const int c = shared[k];
    if (p->has[c] != SR_TIME_UNSET || other->has[c] == SR_TIME_UNSET) continue;
    /* A month goes to a bare day, a year to whatever has none. */
    if (c == SR_TIME__month && !HAS(p, dom) && !HAS(p, ord)) continue;
    if (c == SR_TIME__year && HAS(p, shortyear)) continue;
    if (c == SR_TIME__season) continue;
    p->has[c] = other->has[c];
    p->row[c] = other->row[c];
  }
}

static sr_status build_rolling(resolver *r, const sr_time__match *m, sr_time *t, sr_error *err) {
  parts_t p = m->parts[0];
  const unit_kind *u = sr_time__unit_in(&p);
  const int32_t way = HAS(&p, past) ? -1 : HAS(&p, rolling) ? GET(&p, rolling) : HAS(&p, rel) ? GET(&p, rel) : 0;
  if (p.count == 0 && HAS(&p, unit)) p.count = 1;
  point window = sr_time__nowhere;
  char value[64] = "PXX";
  if (u) {
    sr_time__write_duration(&p, u, value, sizeof value);
    if (r->today != SR_DAY_NONE && !p.vague && p.count > 0 && !r->narrative) {
      if (way == -1) window.end = r->today, window.start = sr_time__day_moved(r->today, u, p.count, -1);
      if (way == 1) window.start = r->today, window.end = sr_time__day_moved(r->today, u, p.count, 1);
    }
    if (way == -1 && p.count == 1 && window.start != SR_DAY_NONE) {
      r->rolled = window.start;
      r->rolled_end = window.end;
      r->rolled_unit = u->code;
      r->rolled_sentence = t->sentence;
    }
  }
  note_hedge(&p, t);
  return keep(r, t, SR_TIME_DURATION, value, &window, err);
}

/* "15 sq km a day": a rate is the quantity's, not a time. */
static bool is_rate(const resolver *r, const sr_time__match *m) {
  const sr_span span = {r->atoms->at[m->first].token.span.start, r->atoms->at[m->last].token.span.end};
  for (uint32_t q = r->quantity; q < r->report->n_quantities && r->report->quantities[q].span.start < span.start; q++) {
    const sr_quantity *quantity = &r->report->quantities[q];
    if (quantity->span.end >= span.end && quantity->number.end <= span.start) return true;
  }
  return false;
}

static sr_status build_duration(const resolver *r, const sr_time__match *m, sr_time *t, bool *kept, sr_error *err) {
  const parts_t *p = &m->parts[0];
  const unit_kind *u = sr_time__unit_in(p);
  const point none = sr_time__nowhere;
  char value[64];
  const bool fraction = u && u->grain == SR_GRAIN_QUARTER && HAS(p, art); /* "a quarter of them" */
  const bool vague =
      u && u->clock && p->count == 0 && !p->vague && HAS(p, units) && m->first == m->last; /* "minutes apart" */
  if (!u || fraction || vague || is_rate(r, m)) {
    *kept = false;
    return SR_OK;
  }
  sr_time__write_duration(p, u, value, sizeof value);
  note_hedge(p, t);
  return keep(r, t, SR_TIME_DURATION, value, &none, err);
}

/* "ended", "ending" at an atom, with something behind it. */
static bool ends_on_a_day(const sr_time__atoms *atoms, uint32_t index) {
  return index + 1 < atoms->n && sr_slice_is(sr_time__value(sr_time__signal_before(atoms, index + 1)), "ended");
}

/* "in his 30s" is an age, the end of "pre-dawn" no time of day. */
static bool is_no_date(const resolver *r, const sr_time__match *m, const parts_t *p) {
  static const char *const owners[] = {"his", "her", "their", "my", "our", "your", NULL};
  if (HAS(p, part) && (sr_slice_is(r->atoms->at[m->first].token.norm, "-") || sr_slice_is(CODE(p, edge), "PRE")))
    return true;
  if (!HAS(p, years) || m->first != m->last || !m->first) return false;
  for (const char *const *owner = owners; *owner; owner++)
    if (sr_slice_is(r->atoms->at[m->first - 1].token.norm, *owner)) return true;
  return false;
}

/* "extended the deadline until Tuesday", "postponed until Friday": a day to come, though the verb is past. */
static bool is_put_off(const sr_time__atoms *atoms, const sr_time__match *m) {
  if (m->first >= 2 && (sr_slice_is(atoms->at[m->first - 2].token.norm, "has") ||
                        sr_slice_is(atoms->at[m->first - 2].token.norm, "have")))
    return true; /* "has until Friday" */
  static const char *const words[] = {"deadline", "postponed", "extended",  "delayed", "adjourned", "given",
                                      "gave",     "deferred",  "suspended", "valid",   NULL};
  for (uint32_t i = m->first, steps = 0; i-- && steps < SR_TENSE_REACH; steps++) {
    if (atoms->at[i].token.sentence != atoms->at[m->first].token.sentence) return false;
    for (const char *const *word = words; *word; word++)
      if (sr_slice_is(atoms->at[i].token.norm, *word)) return true;
  }
  return false;
}

/* The first day of a month's day of the parts that is not before another day. */
static point next_after(sr_day day, const parts_t *p) {
  const int32_t dom = HAS(p, dom) ? GET(p, dom) : GET(p, ord);
  const int32_t year = sr_day_to_civil(day).year;
  const point at = sr_time__day(sr_day_from_civil((sr_civil){year, GET(p, month), dom}));
  return at.start >= day ? at : sr_time__day(sr_day_from_civil((sr_civil){year + 1, GET(p, month), dom}));
}

static sr_status build_date(resolver *r, const sr_time__match_vec *matches, uint32_t index, int side, sr_time *t,
                            bool *kept, sr_error *err) {
  const sr_time__match *m = &matches->at[index];
  parts_t p = m->parts[side];
  if (m->split) share_parts(m, side, &p);
  if (!m->split && is_bare_year(m) && !HAS(&p, card) && !year_is_plausible(r, m)) {
    *kept = false;
    return SR_OK;
  }
  if (m->split && side == 0) r->opened = SR_DAY_NONE;
  if (is_no_date(r, m, &p)) {
    *kept = false;
    return SR_OK;
  }
  const unit_kind *unit = sr_time__unit_in(&p);
  if (unit && !unit->grain && !HAS(&p, part) && !HAS(&p, clock)) { /* "the second" */
    *kept = false;
    return SR_OK;
  }
  /* "the day" alone is no date: that of an event beside it, or any ("at the end of the day" has an edge) */
  const bool alone =
      m->last == m->first + 1 && HAS(&p, the) && HAS(&p, unit) && !sr_time__has_narrative(&p) && !HAS(&p, rel);
  if (alone && unit && unit->grain == SR_GRAIN_DAY) {
    *kept = false;
    return SR_OK;
  }
  /* "the year ended 31 March" is a span of accounts, not a calendar year */
  if (unit && unit->grain == SR_GRAIN_YEAR && HAS(&p, the) && !HAS(&p, rel) && !HAS(&p, year) &&
      !sr_time__has_narrative(&p) && ends_on_a_day(r->atoms, m->last + 1))
    return build_duration(r, m, t, kept, err);
  if (unit && unit->grain == SR_GRAIN_DAY && HAS(&p, rel) && GET(&p, rel) == -1 && !r->narrative && !HAS(&p, part))
    return build_rolling(r, m, t, err); /* "over the last day" */
  int tense = sr_time__tense(r, m);
  const bool owned = HAS(&p, weekday) && sr_time__reads(r->atoms, m->last + 1, SR_TIME__poss) != SR_TIME_UNSET;
  if (owned) tense = -1; /* "Friday's talks" */
  if (t->signal == SR_SIGNAL_SINCE) tense = SR_TENSE_HAPPENED;
  if (t->signal == SR_SIGNAL_UNTIL && (tense == 0 || is_put_off(r->atoms, m))) tense = 1;
  point at = sr_time__nowhere;
  if (only_clock(&p) && !HAS(&p, rel) && !sr_time__has_narrative(&p)) at = day_after_clock(r, matches, index, tense);
  if (!at.grain && HAS(&p, shortyear) && m->split && side == 1 && HAS(&m->parts[0], year))
    at = sr_time__point_of(SR_GRAIN_YEAR, GET(&m->parts[0], year) / 100 * 100 + GET(&p, shortyear), 0);
  if (!at.grain) at = sr_time__date_point(r, &p, tense);
  if (sr_slice_is(m->arg, "last") && at.grain && at.end != SR_DAY_NONE) at = sr_time__day(at.end); /* "year-end" */
  /* "the week of March 6" */
  if (unit && unit->grain == SR_GRAIN_WEEK && HAS(&p, month) && at.grain == SR_GRAIN_DAY)
    at = sr_time__around(SR_GRAIN_WEEK, at.start);
  if (m->split && at.grain == SR_GRAIN_DAY && at.start != SR_DAY_NONE && !HAS(&p, year) && !HAS(&p, packed) &&
      HAS(&p, month)) {
    if (side == 0) r->opened = at.start;
    if (side == 1 && r->opened != SR_DAY_NONE && at.start < r->opened) at = next_after(r->opened, &p); /* one stretch */
  }
  char value[64], clock[16];
  sr_time__write_clock(&p, clock, sizeof clock);
  const sr_time_type type = clock[0] ? SR_TIME_TIME : SR_TIME_DATE;
  size_t len;
  if (at.grain && at.year < 4000) {
    sr_time__write(&at, value, sizeof value);
  } else {
    at = sr_time__nowhere;
    sr_time__write_unanchored(&p, value, sizeof value);
  }
  len = strlen(value);
  if (clock[0] && (at.grain == SR_GRAIN_DAY || !at.grain) && !strstr(value, "REF"))
    snprintf(value + len, sizeof value - len, "%s", clock);
  const point settled = at;
  if (HAS(&p, part) && sr_slice_is(CODE(&p, part), "NI") && HAS(&p, of) && at.grain == SR_GRAIN_DAY) at.end++;
  const bool whole_night = only_clock(&p) && HAS(&p, the) && t->signal == SR_SIGNAL_DURING && !r->narrative;
  if (whole_night && !strcmp(clock, "TNI") && at.grain == SR_GRAIN_DAY && at.start == r->today) {
    at.start--; /* "during the night" of a morning's report */
    sr_time__write(&(point){.grain = SR_GRAIN_DAY, .start = at.start}, value, sizeof value);
    snprintf(value + strlen(value), sizeof value - strlen(value), "TNI");
  }
  const bool last_night = HAS(&p, fixed) || (HAS(&p, rel) && GET(&p, rel) == -1);
  if (last_night && !strcmp(clock, "TNI") && at.grain == SR_GRAIN_DAY) at.end++;
  sr_time__cut_by_edge(r, &p, &at, &t->mod);
  if (HAS(&p, half) && at.grain == SR_GRAIN_MONTH && at.start != SR_DAY_NONE) sr_time__cut_half(&p, &at, &t->mod);
  if (!t->mod.len && HAS(&p, hedge)) t->mod = CODE(&p, hedge);
  move_anchor(r, t, &settled, HAS(&p, year) || HAS(&p, packed));
  return keep(r, t, type, value, &at, err);
}

/* The night before a day: "the night to Friday", "overnight". The day is the parts' own, or the one after it for "the
 * night of 9 to 10 July". */
static sr_status build_night(resolver *r, const sr_time__match *m, sr_time *t, sr_error *err) {
  const parts_t *p = &m->parts[0];
  const bool alone = m->first == m->last;
  point day = alone ? sr_time__day(r->today) : sr_time__date_point(r, p, sr_time__tense(r, m));
  char value[64];
  if (day.grain != SR_GRAIN_DAY) {
    day = sr_time__nowhere;
    return keep(r, t, SR_TIME_TIME, "XXXX-XX-XXTNI", &day, err);
  }
  const sr_day morning = sr_slice_is(m->arg, "of") ? day.start + 1 : day.start;
  point night = sr_time__day(morning - 1);
  move_anchor(r, t, &day, false);
  sr_time__write(&night, value, sizeof value);
  const size_t len = strlen(value);
  snprintf(value + len, sizeof value - len, "TNI");
  night.end = morning;
  return keep(r, t, SR_TIME_TIME, value, &night, err);
}

/* "the night before", "the morning after". */
static sr_status build_part_of_day(const resolver *r, const parts_t *p, int32_t dir, sr_time *t, sr_error *err) {
  point at = r->anchor_day.grain ? r->anchor_day : sr_time__day(r->today);
  if (at.start != SR_DAY_NONE) at = sr_time__moved(at, dir < 0 ? -1 : 1);
  char value[64] = "XXXX-XX-XX";
  if (at.start != SR_DAY_NONE) sr_time__write(&at, value, sizeof value);
  const size_t len = strlen(value);
  snprintf(value + len, sizeof value - len, "T%.*s", SR_FMT(CODE(p, part)));
  if (at.start != SR_DAY_NONE && sr_slice_is(CODE(p, part), "NI")) at.end++;
  return keep(r, t, SR_TIME_TIME, value, &at, err);
}

static sr_status build_shift(resolver *r, const sr_time__match *m, sr_time *t, sr_error *err) {
  const parts_t *p = &m->parts[0];
  const unit_kind *u = sr_time__unit_in(p);
  const int32_t dir = HAS(p, dir) ? GET(p, dir) : -1;
  if (!u) return build_part_of_day(r, p, dir, t, err);
  const int32_t sign = dir < 0 ? -1 : 1;
  double count = p->count;
  if (count == 0 && !p->vague && HAS(p, unit)) count = 1;
  note_hedge(p, t);
  const bool deictic = dir == -1 || dir == 1;
  point from = deictic ? sr_time__day(r->today) : u->grain == SR_GRAIN_DAY ? r->anchor_day : r->anchor;
  if (!from.grain) from = sr_time__day(r->today);
  const bool whole = count == floor(count) || !u->grain; /* "half an hour later" is of the same day */
  if (p->vague || count == 0 || count > 5000 || !whole || !from.grain) {
    const point none = sr_time__nowhere;
    return keep(r, t, SR_TIME_DATE, sign < 0 ? "PAST_REF" : "FUTURE_REF", &none, err);
  }
  if (u->code == 'H' && u->clock && (int32_t)count % 24 == 0) { /* "48 hours earlier" */
    u = sr_time__unit(SR_SLICE("D"));
    count /= 24;
  }
  const int32_t n = (int32_t)count * (u->grain == SR_GRAIN_WEEK ? u->factor : 1) * sign;
  point at;
  if (!u->grain) { /* hours and minutes stay within the day as far as we know */
    at = from.grain == SR_GRAIN_DAY ? from : sr_time__nowhere;
  } else if (u->grain == SR_GRAIN_YEAR && r->anchor.grain >= SR_GRAIN_MONTH && r->anchor.grain <= SR_GRAIN_HALF &&
             r->anchor.start != SR_DAY_NONE && (!deictic || r->anchor.grain == SR_GRAIN_QUARTER)) {
    at = r->anchor; /* "a year earlier" is the same quarter or month of another year */
    at = sr_time__point_of(at.grain, at.year + n, at.n);
  } else if (from.start == SR_DAY_NONE) {
    at = sr_time__moved(sr_time__point_of(u->grain, from.year, 1), n);
  } else {
    at = sr_time__moved(sr_time__around(u->grain, from.start), n);
  }
  if (!at.grain) {
    const point none = sr_time__nowhere;
    return keep(r, t, SR_TIME_DATE, sign < 0 ? "PAST_REF" : "FUTURE_REF", &none, err);
  }
  char value[64];
  sr_time__write(&at, value, sizeof value);
  /* "down from 52 the week before", behind "the past week": as many days before those */
  if (!deictic && sign < 0 && count == 1 && r->rolled_end != SR_DAY_NONE && r->rolled_unit == u->code &&
      t->sentence <= r->rolled_sentence + 1) {
    at.end = r->rolled;
    at.start = r->rolled - (r->rolled_end - r->rolled);
    return keep(r, t, SR_TIME_DATE, value, &at, err);
  }
  /* "a year earlier" in the news compares; what follows is again of the time before it */
  const bool compares = !r->narrative && sign < 0 && u->grain >= SR_GRAIN_QUARTER;
  if (!deictic && !compares) move_anchor(r, t, &at, true);
  return keep(r, t, SR_TIME_DATE, value, &at, err);
}

/* "the first nine months of 2025", "the second week of May": so many units from either end of a longer stretch. */
static sr_status build_portion(resolver *r, const sr_time__match *m, sr_time *t, sr_error *err) {
  parts_t p = m->parts[0];
  const unit_kind *u = sr_time__unit_in(&p);
  const bool counted = p.count > 0;
  if (!counted) p.count = 1;
  const point whole = sr_time__date_point(r, &m->parts[1], sr_time__tense(r, m));
  point window = sr_time__nowhere;
  char value[64] = "PXX";
  if (u) sr_time__write_duration(&p, u, value, sizeof value);
  note_hedge(&p, t);
  if (u && whole.start != SR_DAY_NONE && !p.vague) {
    const bool from_end = (HAS(&p, rel) && GET(&p, rel) < 0) || (HAS(&p, rolling) && GET(&p, rolling) < 0) ||
                          (HAS(&p, ord) && GET(&p, ord) < 0);
    const int32_t skipped = HAS(&p, ord) && !from_end && !counted ? GET(&p, ord) - 1 : 0;
    t->mod = from_end ? SR_SLICE("END") : skipped ? (sr_slice){0} : SR_SLICE("START");
    if (from_end) {
      window.start = sr_time__day_moved(whole.end + 1, u, p.count, -1);
      window.end = whole.end;
    } else {
      const sr_day after = sr_time__day_moved(whole.start, u, skipped + p.count, 1);
      window.start = skipped ? sr_time__day_moved(whole.start, u, skipped, 1) : whole.start;
      window.end = after == SR_DAY_NONE ? SR_DAY_NONE : after - 1;
    }
    if (window.start == SR_DAY_NONE || window.end < window.start || window.end > whole.end) window = sr_time__nowhere;
    move_anchor(r, t, &whole, HAS(&m->parts[1], year));
  }
  const point exact = window.start == SR_DAY_NONE ? sr_time__nowhere : sr_time__around(u->grain, window.start);
  if (!exact.grain || exact.start != window.start || exact.end != window.end)
    return keep(r, t, SR_TIME_DURATION, value, &window, err);
  sr_time__write(&exact, value, sizeof value); /* "the last quarter of 2024", "the last day of June" */
  return keep(r, t, SR_TIME_DATE, value, &window, err);
}

/* "two days after 24 May", "the day before last Tuesday"; "the week before Easter" is a week. */
static sr_status build_offset(resolver *r, const sr_time__match *m, sr_time *t, sr_error *err) {
  parts_t p = m->parts[0];
  const unit_kind *u = sr_time__unit_in(&p);
  const bool counted = p.count > 0;
  const int sign = GET(&p, dir) < 0 ? -1 : 1;
  if (!counted) p.count = 1;
  const point from = sr_time__date_point(r, &m->parts[1], sr_time__tense(r, m));
  point at = sr_time__nowhere;
  char value[64] = "PXX";
  if (u) sr_time__write_duration(&p, u, value, sizeof value);
  if (u && u->grain && from.grain == SR_GRAIN_DAY && from.start != SR_DAY_NONE && !p.vague) {
    at = counted ? sr_time__day(sr_time__day_moved(from.start, u, p.count, sign))
                 : sr_time__moved(sr_time__around(u->grain, from.start), sign);
    sr_time__write(&at, value, sizeof value);
    move_anchor(r, t, &at, HAS(&m->parts[1], year));
  }
  return keep(r, t, at.grain ? SR_TIME_DATE : SR_TIME_DURATION, value, &at, err);
}

static sr_status build_set(const resolver *r, const sr_time__match *m, sr_time *t, sr_error *err) {
  const parts_t *p = &m->parts[0];
  const unit_kind *u = sr_time__unit_in(p);
  const point none = sr_time__nowhere;
  char value[64] = "XXXX";
  if (HAS(p, set))
    snprintf(value, sizeof value, "%.*s", SR_FMT(CODE(p, set)));
  else if (HAS(p, weekday)) {
    const sr_slice part = HAS(p, part) ? CODE(p, part) : CODE(p, parts);
    snprintf(value, sizeof value, "XXXX-WXX-%d%s%.*s", GET(p, weekday), part.len ? "T" : "", SR_FMT(part));
  } else if (HAS(p, month))
    snprintf(value, sizeof value, "XXXX-%02d", GET(p, month));
  else if (HAS(p, season))
    snprintf(value, sizeof value, "XXXX-%.*s", SR_FMT(CODE(p, season)));
  else if (HAS(p, part))
    snprintf(value, sizeof value, "XXXX-XX-XXT%.*s", SR_FMT(CODE(p, part)));
  else if (u) {
    parts_t one = *p;
    const bool times = HAS(p, each) && sr_slice_starts(sr_time__phrase(p->row[SR_TIME__each]), SR_SLICE("times "));
    if (times) one.vague = false; /* "three times a week": the week is what comes again */
    if (one.count == 0 || times) one.count = 1;
    sr_time__write_duration(&one, u, value, sizeof value);
  }
  return keep(r, t, SR_TIME_SET, value, &none, err);
}

/* "dawn on Thursday" is of that day, unlike "the night into Thursday". */
static bool is_of_light(const parts_t *p) {
  return HAS(p, part) && !sr_slice_is(CODE(p, part), "NI") && !sr_slice_is(CODE(p, part), "EV");
}

sr_status sr_time__resolve(resolver *r, const sr_time__match_vec *matches, uint32_t index, int side, sr_time *time,
                           bool *kept, sr_error *err) {
  const sr_time__match *m = &matches->at[index];
  const point none = sr_time__nowhere;
  pass_quantities(r, r->atoms->at[m->first].token.span.start);
  *kept = true;
  time->start = time->end = SR_DAY_NONE;
  switch (m->build) {
  case SR_TIME__BUILD_date: return build_date(r, matches, index, side, time, kept, err);
  case SR_TIME__BUILD_night:
    if (is_of_light(&m->parts[0])) return build_date(r, matches, index, side, time, kept, err);
    return build_night(r, m, time, err);
  case SR_TIME__BUILD_shift: return build_shift(r, m, time, err);
  case SR_TIME__BUILD_offset: return build_offset(r, m, time, err);
  case SR_TIME__BUILD_portion: return build_portion(r, m, time, err);
  case SR_TIME__BUILD_rolling: return build_rolling(r, m, time, err);
  case SR_TIME__BUILD_duration: return build_duration(r, m, time, kept, err);
  case SR_TIME__BUILD_set: return build_set(r, m, time, err);
  case SR_TIME__BUILD_ref: {
    char value[32];
    snprintf(value, sizeof value, "%.*s", SR_FMT(sr_time__value(m->parts[0].row[SR_TIME__ref])));
    const bool span = value[0] == 'P' && (value[1] == 'X' || value[1] == 'T' || sr_is_digit((uint8_t)value[1]));
    const sr_slice needs = sr_time__needs(m->parts[0].row[SR_TIME__ref]);
    *kept = r->history || !sr_slice_is(needs, "history");
    return keep(r, time, span ? SR_TIME_DURATION : SR_TIME_DATE, value, &none, err);
  }
  default: *kept = false; return SR_OK;
  }
}
