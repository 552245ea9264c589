/* The pass over a report: matches, their meaning, signals and ranges; see the header. */
#include "read/time.h"

#include "base/date.h"
#include "base/slice.h"
#include "read/time_match.h"
#include "read/time_resolve.h"

typedef SR_VEC(sr_time) time_vec;

enum {
  HISTORY_MIN = 12, /* of these in a history of some length */
  NARRATIVE_MIN = 5 /* dates of other years that make a report a history; a news item has one or two */
};

/* A history names many dates of years that are not its own and hardly a weekday or a "yesterday". */
static void tell_history(const sr_time__match_vec *matches, sr_time__resolver *r) {
  uint32_t old = 0, news = 0;
  for (uint32_t i = 0; i < matches->n; i++) {
    const sr_time__parts *p = &matches->at[i].parts[0];
    if (p->has[SR_TIME__weekday] != SR_TIME_UNSET || p->has[SR_TIME__fixed] != SR_TIME_UNSET ||
        p->has[SR_TIME__rel] != SR_TIME_UNSET || matches->at[i].build == SR_TIME__BUILD_night)
      news++;
    const int32_t year = p->has[SR_TIME__year];
    if (matches->at[i].build != SR_TIME__BUILD_date || year == SR_TIME_UNSET) continue;
    if (r->today == SR_DAY_NONE || year < sr_day_to_civil(r->today).year) old++;
  }
  r->narrative = old >= NARRATIVE_MIN && old > 2 * news;
  r->history = r->narrative && old >= HISTORY_MIN;
}

static bool is_range(const sr_time__match *m) { return m->split && m->build == SR_TIME__BUILD_date; }

/* The first full date, of a range ("Digest, 2-8 June 2025") its end. */
static sr_day stand_in_date(const sr_time__match_vec *matches) {
  for (uint32_t i = 0; i < matches->n; i++) {
    const sr_time__match *m = &matches->at[i];
    if (m->build != SR_TIME__BUILD_date) continue;
    sr_day day = is_range(m) ? sr_time__full_date(&m->parts[1]) : SR_DAY_NONE;
    if (day == SR_DAY_NONE) day = sr_time__full_date(&m->parts[0]);
    if (day != SR_DAY_NONE) return day;
  }
  return SR_DAY_NONE;
}

static void set_signal(const sr_time__atoms *atoms, uint32_t first, sr_time *t) {
  const uint32_t row = sr_time__signal_before(atoms, first);
  if (row == UINT32_MAX) return;
  static const struct {
    const char *word;
    unsigned signal;
  } signals[] = {{"since", SR_SIGNAL_SINCE},
                 {"until", SR_SIGNAL_UNTIL},
                 {"ended", SR_SIGNAL_UNTIL},
                 {"on", SR_SIGNAL_ON},
                 {"during", SR_SIGNAL_DURING}};
  const sr_slice value = sr_time__value(row);
  for (size_t k = 0; k < sizeof signals / sizeof *signals; k++)
    if (sr_slice_is(value, signals[k].word)) t->signal = signals[k].signal;
  t->before = t->signal == SR_SIGNAL_UNTIL && first > 0 && sr_slice_is(atoms->at[first - 1].token.norm, "before");
}

/* The one atom between two dates makes them a range: "to", "until", "-"; "and" only after "between" or where one ends
 * where the other begins ("on Monday and Tuesday"). */
static bool joins_range(const sr_time__atoms *atoms, uint32_t first, uint32_t middle, const sr_time *a,
                        const sr_time *b) {
  if (sr_time__reads(atoms, middle, SR_TIME__and) == SR_TIME_UNSET) return true;
  const bool between = first > 0 && sr_slice_is(atoms->at[first - 1].token.norm, "between");
  return between || (a->end != SR_DAY_NONE && b->start == a->end + 1);
}

/* Two matches with nothing but a joining atom between them. */
static bool stand_as_range(const sr_time__atoms *atoms, const sr_time__match *a, const sr_time__match *b) {
  if (a->build != SR_TIME__BUILD_date || b->build != SR_TIME__BUILD_date || a->split || b->split ||
      b->first != a->last + 2 || atoms->at[b->first].token.sentence != atoms->at[a->first].token.sentence)
    return false;
  static const int joining[] = {SR_TIME__to, SR_TIME__dash, SR_TIME__and};
  for (size_t k = 0; k < sizeof joining / sizeof *joining; k++)
    if (sr_time__reads(atoms, a->last + 1, joining[k]) != SR_TIME_UNSET) return true;
  return false;
}

static void pair_up(const sr_time__atoms *atoms, uint32_t first, uint32_t middle, const time_vec *times) {
  const uint32_t n = times->n;
  sr_time *a = &times->at[n - 2], *b = &times->at[n - 1];
  if (a->pair >= 0 || !joins_range(atoms, first, middle, a, b)) return; /* "May-June-July": one time ends one range */
  a->pair = (int32_t)(n - 1);
  b->pair = (int32_t)(n - 2);
  a->signal = b->signal = SR_SIGNAL_DURING;
}

static sr_status add_time(sr_time__resolver *r, const sr_time__match_vec *matches, uint32_t index, int side,
                          time_vec *times, bool *kept, sr_error *err) {
  const sr_time__match *m = &matches->at[index];
  const sr_time__atom *atoms = r->atoms->at;
  const uint32_t first = side ? m->split : m->first;
  uint32_t last = m->last;
  if (is_range(m) && !side) { /* without the "to" or "-" before the second half */
    last = m->split - 1;
    while (last > m->first && (sr_time__reads(r->atoms, last, SR_TIME__dash) != SR_TIME_UNSET ||
                               sr_time__reads(r->atoms, last, SR_TIME__to) != SR_TIME_UNSET ||
                               sr_time__reads(r->atoms, last, SR_TIME__and) != SR_TIME_UNSET ||
                               sr_time__reads(r->atoms, last, SR_TIME__comma) != SR_TIME_UNSET ||
                               sr_time__reads(r->atoms, last, SR_TIME__signal) != SR_TIME_UNSET))
      last--;
  }
  sr_time t = {.pair = -1,
               .span = {atoms[first].token.span.start, atoms[last].token.span.end},
               .sentence = atoms[first].token.sentence,
               .first_token = atoms[first].origin,
               .n_tokens = atoms[last].origin - atoms[first].origin + 1};
  set_signal(r->atoms, m->first, &t);
  const sr_status status = sr_time__resolve(r, matches, index, side, &t, kept, err);
  if (status || !*kept) return status;
  sr_time *place = SR_PUSH(r->report->arena, times);
  if (!place) return sr_arena_fail(r->report->arena, err);
  *place = t;
  return SR_OK;
}

sr_status sr_times_read(const sr_time_tables *tables, sr_report *report, sr_error *err) {
  sr_time__atoms atoms = {0};
  sr_time__match_vec matches = {0};
  time_vec times = {0};
  sr_status status = sr_time__match_all(tables, report, &atoms, &matches, err);
  if (status) return status;
  sr_time__resolver r = {
      .report = report, .atoms = &atoms, .today = report->about.date, .rolled = SR_DAY_NONE, .rolled_end = SR_DAY_NONE};
  if (r.today == SR_DAY_NONE) r.today = stand_in_date(&matches);
  tell_history(&matches, &r);
  bool kept_before = false;
  for (uint32_t i = 0; i < matches.n; i++) {
    const sr_time__match *m = &matches.at[i];
    bool kept = false;
    status = add_time(&r, &matches, i, 0, &times, &kept, err);
    if (!status && kept && is_range(m)) {
      status = add_time(&r, &matches, i, 1, &times, &kept, err);
      if (!status && kept) pair_up(&atoms, m->first, m->split - 1, &times);
    } else if (!status && kept && kept_before && i && stand_as_range(&atoms, m - 1, m)) {
      pair_up(&atoms, m[-1].first, m[-1].last + 1, &times);
    }
    if (status) return status;
    kept_before = kept;
  }
  report->times = times.at;
  report->n_times = times.n;
  return SR_OK;
}

bool sr_time_window(const sr_time *times, uint32_t index, sr_day *start, sr_day *end) {
  const sr_time *t = &times[index];
  *start = t->start;
  *end = t->end;
  if (t->pair >= 0) {
    const sr_time *other = &times[t->pair];
    if ((uint32_t)t->pair > index)
      *end = other->end;
    else
      *start = other->start;
  } else if (t->signal == SR_SIGNAL_SINCE) {
    *end = SR_DAY_NONE;
  } else if (t->signal == SR_SIGNAL_UNTIL) {
    /* "before winter" ends where winter begins, "before the end of June" with the month */
    if (t->before && !sr_slice_is(t->mod, "END") && t->start != SR_DAY_NONE && t->end != SR_DAY_NONE) *end = t->start;
    *start = SR_DAY_NONE;
  }
  return *start != SR_DAY_NONE || *end != SR_DAY_NONE;
}
