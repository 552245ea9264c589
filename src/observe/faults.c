/* The doctor of series; see sitrep/series.h. */
#include <sitrep/series.h>

#include "base/arena.h"
#include "base/slice.h"
#include "base/table.h"
#include "base/vec.h"

#include <lexicon/measures.h>
#include <lexicon/series_parts.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* 100 bytes a row and as much again for steps: some five million rows. */
static const size_t RUN_BYTES_MAX = (size_t)1 << 30;

/* Steps on either side of one that say what is usual; a month, so that a season does not matter. */
enum { NEAR_STEPS = 28 };
/* A step is an outlier if it is so many times as far from the median of its neighbours as they are (their median
 * deviation scaled to a normal's, or that of a Poisson count if it is more). Seven and a bit normal deviations never
 * come by chance; 8 leaves the clean series of the test without one in 400,000 steps. */
static const double OUTLIER_TIMES = 8;
static const double MAD_TO_SIGMA = 1.4826;
/* ... and more than so many times as far as the second largest of them: some series come in bursts (missiles, by the
 * night of an attack), and one more burst is no outlier. */
static const double OUTLIER_OVER_LARGEST = 2;
/* A break: of the fourteen steps before and after, by a factor of this between the medians. */
enum { BREAK_STEPS = 14 };
static const double BREAK_FACTOR = 2.5;
/* Series of one source that end or begin so many days before or after the others. */
enum { APART_DAYS = 14 };
/* A merged series begins within so many days of the ends, with their sum to within this share. */
enum { MERGE_DAYS = 3, MERGE_MAX = 3 };
static const double MERGE_SHARE = 0.05;
/* A series is daily if this share of its steps are of one day. */
static const double DAILY_SHARE = 0.9;
/* A correction explains a fall within a day of it: files are dated by the morning or by the evening. */
enum { CORRECTION_DAYS = 1 };

typedef struct row {
  sr_ref ref;
  sr_day start, end;
  double low, high;
  int64_t read;
  uint32_t series; /* index of its key; then of its series */
} row;

typedef struct key {
  sr_slice measure, party, place, source, unit;
} key;

typedef struct one {
  const key *key;
  row *rows; /* one a day: the latest vintage, in order */
  uint32_t n;
  bool level, up;
} one;

struct sr_series_result {
  sr_arena *arena;
  const sr_series_options *options;
  SR_VEC(key) keys;
  SR_VEC(row) rows;
  one *all;
  uint32_t n_all;
  SR_VEC(sr_series_finding) findings;
  SR_VEC(sr_series_step) steps;
  sr_error *err;
};

const char *sr_series_fault_name(sr_series_fault fault) {
#define SR_X(name, word) word,
  static const char *const names[] = {SR_SERIES_FAULTS(SR_X)};
#undef SR_X
  return (unsigned)fault < SR_SERIES_FAULT_COUNT ? names[fault] : "";
}

/* ---- collecting ---- */

static bool same_key(const key *k, const sr_observation *o) {
  return sr_slice_eq(k->measure, o->measure) && sr_slice_eq(k->party, o->party) && sr_slice_eq(k->place, o->place) &&
         sr_slice_eq(k->source, o->source) && sr_slice_eq(k->unit, o->unit);
}

static bool keep(sr_arena *arena, sr_slice *text) {
  if (!text->len) return true;
  *text = sr_arena_copy(arena, *text);
  return text->ptr != NULL;
}

/* Events and fires by cell are happenings at places, not series. */
static bool is_series(const sr_observation *o) {
  return !sr_slice_is(o->measure, "event deaths") && !sr_slice_starts(o->place, SR_SLICE("cell "));
}

static sr_status take(void *user, const sr_observation *o, sr_error *err) {
  sr_series_result *r = user;
  const sr_series_options *want = r->options;
  if (!is_series(o) || (want->party.len && !sr_slice_eq_nocase(want->party, o->party)) ||
      (want->as_of && o->read > want->as_of))
    return SR_OK;
  /* rows come by measure, party and place: the key is among the last few */
  uint32_t at = r->keys.n;
  while (at > 0 && r->keys.n - at < 64 && !same_key(&r->keys.at[at - 1], o)) at--;
  if (at == 0 || r->keys.n - at >= 64) {
    key *k = SR_PUSH(r->arena, &r->keys);
    if (!k) return sr_arena_fail(r->arena, err);
    *k = (key){o->measure, o->party, o->place, o->source, o->unit};
    if (!keep(r->arena, &k->measure) || !keep(r->arena, &k->party) || !keep(r->arena, &k->place) ||
        !keep(r->arena, &k->source) || !keep(r->arena, &k->unit))
      return sr_arena_fail(r->arena, err);
    at = r->keys.n;
  }
  row *slot = SR_PUSH(r->arena, &r->rows);
  if (!slot) return sr_arena_fail(r->arena, err);
  *slot = (row){o->ref, o->start, o->end, o->low, o->high, o->read, at - 1};
  return SR_OK;
}

static int by_series_and_day(const void *left, const void *right) {
  const row *a = left, *b = right;
  if (a->series != b->series) return a->series < b->series ? -1 : 1;
  if (a->start != b->start) return a->start < b->start ? -1 : 1;
  if (a->end != b->end) return a->end < b->end ? -1 : 1;
  if (a->read != b->read) return a->read < b->read ? -1 : 1;
  return (a->ref.id > b->ref.id) - (a->ref.id < b->ref.id);
}

/* ---- telling ---- */

static const char *number(double value, char out[SR_NUMBER_MAX]) {
  sr_number_write(value, out);
  return out;
}

static sr_status tell(sr_series_result *r, sr_series_fault fault, const one *s, sr_day start, sr_day end,
                      const row *const *rows, uint32_t n_rows, sr_slice text) {
  sr_series_finding *f = text.ptr ? SR_PUSH(r->arena, &r->findings) : NULL;
  if (!f) return sr_arena_fail(r->arena, r->err);
  *f = (sr_series_finding){.fault = fault,
                           .measure = s->key->measure,
                           .party = s->key->party,
                           .place = s->key->place,
                           .source = s->key->source,
                           .start = start,
                           .end = end,
                           .text = text};
  for (uint32_t i = 0; i < n_rows && i < SR_SERIES_ROWS_MAX; i++) f->rows[f->n_rows++] = rows[i]->ref;
  return SR_OK;
}

static sr_status tell_pair(sr_series_result *r, sr_series_fault fault, const one *s, const row *a, const row *b,
                           const char *why) {
  char x[SR_NUMBER_MAX], y[SR_NUMBER_MAX], day[SR_DAY_MAX];
  return tell(r, fault, s, b->start, b->end, (const row *const[]){a, b}, 2,
              sr_arena_format(r->arena, "%s on %s, then %s%s%s", number(a->high, x), sr_day_write(a->start, day),
                              number(b->low, y), *why ? ": " : "", why));
}

/* ---- one day, one figure ---- */

/* Leaves the latest vintage of each day and tells of the others. */
static sr_status settle_days(sr_series_result *r, one *s) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < s->n; i++) {
    const row *now = &s->rows[i];
    const row *last = kept ? &s->rows[kept - 1] : NULL;
    if (!last || last->start != now->start || last->end != now->end) {
      s->rows[kept++] = *now;
      continue;
    }
    const bool vintage = last->read != now->read;
    SR_TRY(tell_pair(r, vintage ? SR_SERIES_RESTATED : SR_SERIES_DUPLICATE, s, last, now,
                     vintage ? "another vintage" : "for the same day"));
    s->rows[kept - 1] = *now;
  }
  s->n = kept;
  return SR_OK;
}

/* ---- steps ---- */

/* What the series says of row i: the rise since the row before, by the day; of a series of windows the figure itself.
 */
static double step_of(const one *s, uint32_t i) {
  if (!s->level) return (s->rows[i].low + s->rows[i].high) / 2 / (s->rows[i].end - s->rows[i].start + 1);
  const row *a = &s->rows[i - 1], *b = &s->rows[i];
  return (b->low + b->high - a->low - a->high) / 2 / (b->start - a->start);
}

static uint32_t first_step(const one *s) { return s->level ? 1 : 0; }

static int by_value(const void *left, const void *right) {
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static double median(double *values, uint32_t n) {
  qsort(values, n, sizeof *values, by_value);
  return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/* What is usual around step i, without it and the one behind it. false: too few to say. */
static bool usual(const one *s, uint32_t i, double *mid, double *width, double *largest) {
  double values[2 * NEAR_STEPS];
  uint32_t n = 0;
  const uint32_t first = first_step(s);
  for (uint32_t k = i > first + NEAR_STEPS ? i - NEAR_STEPS : first; k < s->n && k <= i + NEAR_STEPS; k++)
    if (k != i && k != i + 1 && n < 2 * NEAR_STEPS) values[n++] = step_of(s, k);
  if (n < NEAR_STEPS / 2) return false;
  *mid = median(values, n);
  for (uint32_t k = 0; k < n; k++) values[k] = fabs(values[k] - *mid);
  *width = fmax(MAD_TO_SIGMA * median(values, n), sqrt(fabs(*mid)) + 1);
  *largest = values[n - 2]; /* they are sorted; the very largest may be another outlier */
  return true;
}

static bool is_corrected(const sr_series_result *r, const one *s, sr_day day) {
  const sr_slice measure = s->key->measure;
  if (!sr_slice_ends(measure, SR_SLICE("total"))) return false;
  const sr_slice stem = sr_slice_cut(measure, 0, measure.len - (sizeof "total" - 1));
  for (uint32_t i = 0; i < r->n_all; i++) {
    const key *k = r->all[i].key;
    if (!sr_slice_starts(k->measure, stem) ||
        !sr_slice_is(sr_slice_cut(k->measure, stem.len, k->measure.len), "restated"))
      continue;
    if (!sr_slice_eq(k->party, s->key->party) || !sr_slice_eq(k->source, s->key->source)) continue;
    for (uint32_t j = 0; j < r->all[i].n; j++)
      if (abs(r->all[i].rows[j].start - day) <= CORRECTION_DAYS) return true;
  }
  return false;
}

static sr_status look_at_steps(sr_series_result *r, const one *s) {
  for (uint32_t i = first_step(s); i < s->n; i++) {
    const row *now = &s->rows[i], *before = i ? &s->rows[i - 1] : now;
    const double step = step_of(s, i);
    const bool falls = s->level && s->up && before->low > now->high;
    double mid = 0, width = 0, largest = 0;
    const bool known = usual(s, i, &mid, &width, &largest);
    const bool far = known && fabs(step - mid) > fmax(OUTLIER_TIMES * width, OUTLIER_OVER_LARGEST * largest);
    /* a level that the next day takes back: the figure is wrong, not the days around it */
    const bool back =
        far && s->level && i + 1 < s->n && fabs(step + step_of(s, i + 1) - 2 * mid) < OUTLIER_TIMES * width / 2;
    if (back) {
      SR_TRY(tell_pair(r, SR_SERIES_OUTLIER, s, before, now, "taken back by the next"));
      i++;
      continue;
    }
    if (falls || far) {
      const bool corrected = is_corrected(r, s, now->start);
      const sr_series_fault fault = corrected ? SR_SERIES_RESTATED : falls ? SR_SERIES_FALL : SR_SERIES_OUTLIER;
      SR_TRY(tell_pair(r, fault, s, before, now, corrected ? "corrected by the source" : ""));
    }
  }
  return SR_OK;
}

/* ---- days that are missing ---- */

static bool is_daily(const one *s) {
  uint32_t daily = 0;
  for (uint32_t i = 1; i < s->n; i++) daily += s->rows[i].start == s->rows[i - 1].end + 1;
  return s->n >= 7 && daily >= DAILY_SHARE * (s->n - 1);
}

static sr_status look_at_gaps(sr_series_result *r, const one *s) {
  if (!is_daily(s)) return SR_OK;
  for (uint32_t i = 1; i < s->n; i++) {
    const sr_day gap = s->rows[i].start - s->rows[i - 1].end - 1;
    if (gap <= 0) continue;
    SR_TRY(tell(r, SR_SERIES_MISSING, s, s->rows[i - 1].end + 1, s->rows[i].start - 1,
                (const row *const[]){&s->rows[i - 1], &s->rows[i]}, 2,
                sr_arena_format(r->arena, "%d day%s", (int)gap, gap == 1 ? "" : "s")));
  }
  return SR_OK;
}

/* ---- breaks ---- */

typedef struct change {
  double before, after; /* medians */
  double apart;         /* of the means: largest where the windows are pure */
} change;

/* Whether the steps from i on are of another size than those before: three quarters of them are on one side of three
 * quarters of those, and the medians are a factor apart that counts of this size do not reach by chance. */
static bool is_break(const one *s, uint32_t i, change *c) {
  double a[BREAK_STEPS], b[BREAK_STEPS], sum_a = 0, sum_b = 0;
  if (i < first_step(s) + BREAK_STEPS || i + BREAK_STEPS > s->n) return false;
  for (uint32_t k = 0; k < BREAK_STEPS; k++) {
    sum_a += a[k] = step_of(s, i - 1 - k);
    sum_b += b[k] = step_of(s, i + k);
  }
  c->before = median(a, BREAK_STEPS);
  c->after = median(b, BREAK_STEPS); /* both are sorted now */
  c->apart = fabs(sum_b - sum_a);
  const uint32_t low = BREAK_STEPS / 4, high = BREAK_STEPS - 1 - low;
  if (a[low] <= b[high] && b[low] <= a[high]) return false;
  const double small = fmin(c->before, c->after), large = fmax(c->before, c->after);
  return large - small > 3 * (sqrt(fabs(large)) + 1) && large > BREAK_FACTOR * fmax(small, 0);
}

static sr_status look_at_breaks(sr_series_result *r, const one *s) {
  for (uint32_t i = first_step(s); i < s->n; i++) {
    change best, next;
    uint32_t at = i;
    if (!is_break(s, i, &best)) continue;
    for (uint32_t end = i + BREAK_STEPS; ++i < s->n && i < end && is_break(s, i, &next);) {
      if (next.apart <= best.apart) continue;
      best = next;
      at = i;
    }
    char x[SR_NUMBER_MAX], y[SR_NUMBER_MAX];
    SR_TRY(tell(r, SR_SERIES_BREAK, s, s->rows[at].start, s->rows[at].end, (const row *const[]){&s->rows[at]}, 1,
                sr_arena_format(r->arena, "some %s a day before, some %s from then on", number(round(best.before), x),
                                number(round(best.after), y))));
    i = at + BREAK_STEPS;
  }
  return SR_OK;
}

/* ---- series of one source against each other ---- */

static bool one_source(const one *a, const one *b) {
  return a->level && b->level && a->up && b->up && sr_slice_eq(a->key->party, b->key->party) &&
         sr_slice_eq(a->key->place, b->key->place) && sr_slice_eq(a->key->source, b->key->source);
}

static sr_day last_day(const one *s) { return s->rows[s->n - 1].start; }
static double last_level(const one *s) { return s->rows[s->n - 1].high; }

/* The ended series whose last levels add up to where this one begins: every subset of at most MERGE_MAX. */
static sr_status look_at_merge(sr_series_result *r, const one *s, bool *merged) {
  const one *ended[16];
  uint32_t n = 0;
  *merged = false;
  for (uint32_t i = 0; i < r->n_all && n < 16; i++) {
    const one *other = &r->all[i];
    const sr_day since = s->rows[0].start - (other->n ? last_day(other) : 0);
    if (other != s && other->n && one_source(s, other) && since > 0 && since <= MERGE_DAYS) ended[n++] = other;
  }
  for (uint32_t set = 1; set < 1u << n && !*merged; set++) {
    double sum = 0;
    const row *rows[SR_SERIES_ROWS_MAX] = {&s->rows[0]};
    uint32_t members = 0;
    for (uint32_t i = 0; i < n && members <= MERGE_MAX; i++) {
      if (!(set >> i & 1)) continue;
      sum += last_level(ended[i]);
      if (++members < SR_SERIES_ROWS_MAX) rows[members] = &ended[i]->rows[ended[i]->n - 1];
    }
    if (members < 2 || members > MERGE_MAX || fabs(s->rows[0].low - sum) > MERGE_SHARE * sum) continue;
    *merged = true;
    sr_slice names = {0};
    for (uint32_t i = 0; i < n; i++) {
      if (!(set >> i & 1)) continue;
      names = names.len ? sr_arena_format(r->arena, "%.*s, %.*s", SR_FMT(names), SR_FMT(ended[i]->key->measure))
                        : ended[i]->key->measure;
      if (!names.ptr) return sr_arena_fail(r->arena, r->err);
    }
    char x[SR_NUMBER_MAX], y[SR_NUMBER_MAX];
    SR_TRY(tell(r, SR_SERIES_MERGE, s, s->rows[0].start, s->rows[0].start, rows, members + 1,
                sr_arena_format(r->arena, "begins at %s where %.*s end, together at %s", number(s->rows[0].low, x),
                                SR_FMT(names), number(sum, y))));
  }
  return SR_OK;
}

static sr_status look_at_source(sr_series_result *r, const one *s) {
  if (!s->level || !s->up) return SR_OK;
  sr_day first = s->rows[0].start, last = last_day(s);
  for (uint32_t i = 0; i < r->n_all; i++) {
    const one *other = &r->all[i];
    if (!other->n || !one_source(s, other)) continue;
    if (other->rows[0].start < first) first = other->rows[0].start;
    if (last_day(other) > last) last = last_day(other);
  }
  bool merged = false;
  if (s->rows[0].start - first > APART_DAYS) {
    SR_TRY(look_at_merge(r, s, &merged));
    char x[SR_NUMBER_MAX];
    if (!merged)
      SR_TRY(tell(r, SR_SERIES_BEGUN, s, s->rows[0].start, s->rows[0].start, (const row *const[]){&s->rows[0]}, 1,
                  sr_arena_format(r->arena, "begins at %s, after others of its source", number(s->rows[0].low, x))));
  }
  if (last - last_day(s) > APART_DAYS)
    SR_TRY(tell(r, SR_SERIES_ENDED, s, last_day(s), last_day(s), (const row *const[]){&s->rows[s->n - 1]}, 1,
                SR_SLICE("ends while others of its source go on")));
  return SR_OK;
}

/* ---- parts of a whole ---- */

static const one *sibling(const sr_series_result *r, const one *s, sr_slice measure) {
  for (uint32_t i = 0; i < r->n_all; i++) {
    const key *k = r->all[i].key;
    if (sr_slice_eq(k->measure, measure) && sr_slice_eq(k->party, s->key->party) &&
        sr_slice_eq(k->place, s->key->place) && sr_slice_eq(k->source, s->key->source))
      return &r->all[i];
  }
  return NULL;
}

static const row *row_of(const one *s, sr_day start, sr_day end) {
  uint32_t low = 0, high = s->n;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (s->rows[mid].start < start)
      low = mid + 1;
    else
      high = mid;
  }
  return low < s->n && s->rows[low].start == start && s->rows[low].end == end ? &s->rows[low] : NULL;
}

static sr_status look_at_parts(sr_series_result *r, const one *s) {
  enum { PARTS_MAX = 8 };
  const one *parts[PARTS_MAX];
  uint32_t n = 0;
  for (uint32_t i = 0; i < sr_table_series_parts.rows && n < PARTS_MAX; i++) {
    if (!sr_slice_eq(sr_table_cell(&sr_table_series_parts, i, SR_SERIES_PARTS_WHOLE), s->key->measure)) continue;
    const one *part = sibling(r, s, sr_table_cell(&sr_table_series_parts, i, SR_SERIES_PARTS_PART));
    if (part) parts[n++] = part;
  }
  if (n < 2) return SR_OK;
  for (uint32_t i = 0; i < s->n; i++) {
    const row *whole = &s->rows[i], *rows[PARTS_MAX + 1] = {whole};
    double low = 0, high = 0;
    bool all = true;
    for (uint32_t p = 0; p < n && all; p++) {
      rows[p + 1] = row_of(parts[p], whole->start, whole->end);
      all = rows[p + 1] != NULL;
      if (!all) break;
      low += rows[p + 1]->low;
      high += rows[p + 1]->high;
    }
    if (!all || (low <= whole->high && whole->low <= high)) continue;
    char x[SR_NUMBER_MAX], y[SR_NUMBER_MAX];
    SR_TRY(
        tell(r, SR_SERIES_SUM, s, whole->start, whole->end, rows, n + 1,
             sr_arena_format(r->arena, "the parts make %s, the whole is %s", number(low, x), number(whole->low, y))));
  }
  return SR_OK;
}

/* ---- the run ---- */

static sr_status add_steps(sr_series_result *r, const one *s) {
  for (uint32_t i = first_step(s); i < s->n; i++) {
    const row *now = &s->rows[i], *before = s->level ? &s->rows[i - 1] : now;
    sr_series_step *step = SR_PUSH(r->arena, &r->steps);
    if (!step) return sr_arena_fail(r->arena, r->err);
    *step = (sr_series_step){s->key->measure,
                             s->key->party,
                             s->key->place,
                             s->key->source,
                             s->key->unit,
                             s->level ? before->start : now->start - 1,
                             now->end,
                             s->level ? now->low - before->high : now->low,
                             s->level ? now->high - before->low : now->high,
                             before->ref,
                             now->ref};
  }
  return SR_OK;
}

static sr_status split(sr_series_result *r) {
  if (r->rows.n) qsort(r->rows.at, r->rows.n, sizeof *r->rows.at, by_series_and_day);
  r->all = SR_NEW(r->arena, one, r->keys.n);
  if (!r->all) return sr_arena_fail(r->arena, r->err);
  for (uint32_t i = 0; i < r->rows.n; i++) {
    if (!i || r->rows.at[i].series != r->rows.at[i - 1].series) {
      const key *k = &r->keys.at[r->rows.at[i].series];
      const uint32_t at = sr_table_find(&sr_table_measures, &k->measure, 1);
      const bool known = at != UINT32_MAX;
      r->all[r->n_all++] =
          (one){.key = k,
                .rows = &r->rows.at[i],
                .level = known && sr_slice_is(sr_table_cell(&sr_table_measures, at, SR_MEASURES_KIND), "level"),
                .up = known && sr_slice_is(sr_table_cell(&sr_table_measures, at, SR_MEASURES_DIRECTION), "up")};
    }
    r->all[r->n_all - 1].n++;
  }
  return SR_OK;
}

static bool is_correction(const one *s) { return sr_slice_ends(s->key->measure, SR_SLICE(" restated")); }

static sr_status examine(sr_series_result *r) {
  SR_TRY(split(r));
  for (uint32_t i = 0; i < r->n_all; i++) SR_TRY(settle_days(r, &r->all[i]));
  for (uint32_t i = 0; i < r->n_all; i++) {
    const one *s = &r->all[i];
    if (is_correction(s) || (r->options->measure.len && !sr_slice_eq_nocase(r->options->measure, s->key->measure)))
      continue;
    SR_TRY(look_at_gaps(r, s));
    SR_TRY(look_at_steps(r, s));
    SR_TRY(look_at_breaks(r, s));
    SR_TRY(look_at_source(r, s));
    SR_TRY(look_at_parts(r, s));
    SR_TRY(add_steps(r, s));
  }
  return sr_arena_check(r->arena, r->err);
}

sr_status sr_series_examine(sr_ledger *ledger, const sr_series_options *options, sr_series_result **result,
                            sr_error *err) {
  *result = NULL;
  sr_series_result *made = calloc(1, sizeof *made);
  if (!made) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to look at series");
  made->arena = sr_arena_new(RUN_BYTES_MAX);
  made->options = options;
  made->err = err;
  sr_status status = made->arena ? sr_ledger_observations(ledger, (sr_slice){0}, take, made, err)
                                 : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to look at series");
  if (!status) status = examine(made);
  if (status) {
    sr_series_free(made);
    return status;
  }
  *result = made;
  return SR_OK;
}

void sr_series_free(sr_series_result *result) {
  if (!result) return;
  sr_arena_free(result->arena);
  free(result);
}

uint32_t sr_series_count(const sr_series_result *result) { return result->n_all; }

const sr_series_finding *sr_series_findings(const sr_series_result *result, uint32_t *n) {
  *n = result->findings.n;
  return result->findings.at;
}

const sr_series_step *sr_series_steps(const sr_series_result *result, uint32_t *n) {
  *n = result->steps.n;
  return result->steps.at;
}
