/* Pooled estimates of losses; see the header and sitrep/check.h. */
#include "check/estimate.h"

#include "base/slice.h"
#include "check/fill.h"
#include "ledger/words.h"

#include <math.h>
#include <stdlib.h>

static const size_t RUN_BYTES_MAX = (size_t)1 << 30;

/* Widths of stated intervals are taken as 90 %, and no count is better than a fiftieth. */
static const double Z_90 = 1.6448536269514722;
static const double SHARE_MIN = 0.02;
/* A figure of other days is brought to these by its daily rate if it shares half of them; what that may be wrong by,
 * for each share of the days that differs: the quarter by which such rates vary from month to month. */
static const double SHARED_MIN = 0.5;
static const double WINDOW_SHARE = 0.25;
/* A level may lie so many days from the window's end. */
enum { LEVEL_DAYS = 3 };

/* ---- the arithmetic ---- */

/* P(T > t) by Simpson's rule on the density, from 0 to t. */
static double student_above(double t, double degrees) {
  enum { STEPS = 400 };
  const double scale = exp(lgamma((degrees + 1) / 2) - lgamma(degrees / 2)) / sqrt(degrees * 3.14159265358979323846);
  double sum = 0;
  for (int i = 0; i <= STEPS; i++) {
    const double x = t * i / STEPS;
    sum += (i == 0 || i == STEPS ? 1 : i % 2 ? 4 : 2) * pow(1 + x * x / degrees, -(degrees + 1) / 2);
  }
  return 0.5 - scale * sum * t / STEPS / 3;
}

double sr_student_95(uint32_t degrees) {
  double low = 1.6, high = 7; /* 6.314 for one degree, 1.645 for ever so many */
  for (int i = 0; i < 50; i++) {
    const double mid = (low + high) / 2;
    if (student_above(mid, degrees) > 0.05)
      low = mid;
    else
      high = mid;
  }
  return (low + high) / 2;
}

bool sr_estimate_combine(const sr_estimate_point *points, uint32_t n, sr_pooled *pooled) {
  double w = 0, ww = 0, wy = 0;
  if (n < 2) return false;
  for (uint32_t i = 0; i < n; i++) {
    if (!(points[i].variance > 0) || !isfinite(points[i].log_value)) return false;
    const double weight = 1 / points[i].variance;
    w += weight;
    ww += weight * weight;
    wy += weight * points[i].log_value;
  }
  double q = 0;
  for (uint32_t i = 0; i < n; i++) q += pow(points[i].log_value - wy / w, 2) / points[i].variance;
  const double between = fmax(0, (q - (n - 1)) / (w - ww / w));
  w = wy = 0;
  for (uint32_t i = 0; i < n; i++) {
    w += 1 / (points[i].variance + between);
    wy += points[i].log_value / (points[i].variance + between);
  }
  pooled->log_value = wy / w;
  q = 0;
  for (uint32_t i = 0; i < n; i++)
    q += pow(points[i].log_value - pooled->log_value, 2) / (points[i].variance + between);
  const double half = sr_student_95(n - 1) * sqrt(fmax(1, q / (n - 1)) / w);
  pooled->log_low = pooled->log_value - half;
  pooled->log_high = pooled->log_value + half;
  pooled->spread = sqrt(between);
  return true;
}

/* ---- the figures of a ledger ---- */

typedef struct figure {
  sr_slice source;
  sr_ref ref;
  sr_estimate_point point;
} figure;

struct sr_estimate {
  sr_arena *arena;
  sr_estimate_source *sources;
  uint32_t n;
  sr_estimate_summary summary;
};

typedef struct pooling {
  sr_arena *arena;
  const sr_estimate_query *query;
  sr_facts facts;
  SR_VEC(figure) figures;
  uint32_t left_out;
} pooling;

static sr_status take_claim(void *user, const sr_stored_claim *claim, sr_error *err) {
  pooling *p = user;
  return claim->claim.kind == SR_KIND_LOSSES ? sr_facts_add_claim(&p->facts, claim, err) : SR_OK;
}

static sr_status take_observation(void *user, const sr_observation *observation, sr_error *err) {
  pooling *p = user;
  return sr_slice_starts(observation->measure, p->query->category)
             ? sr_facts_add_observation(&p->facts, observation, err)
             : SR_OK;
}

/* value over a window of so many days, of which `shared` are the query's. */
static sr_status add(pooling *p, const sr_fact *fact, sr_interval value, double days, double shared, sr_error *err) {
  const double wanted = (double)p->query->until - (double)p->query->since;
  const double share = shared / fmax(days, wanted);
  if (!(value.low > 0) || isinf(value.high) || !(share >= SHARED_MIN)) {
    p->left_out++;
    return SR_OK;
  }
  figure *f = SR_PUSH(p->arena, &p->figures);
  if (!f) return sr_arena_fail(p->arena, err);
  const double own = fmax(log(value.high / value.low) / 2 / Z_90, SHARE_MIN), other = WINDOW_SHARE * (1 - share);
  *f = (figure){fact->source, fact->ref, {log(sr_interval_mid(value) * wanted / days), own * own + other * other}};
  return SR_OK;
}

static sr_status add_claims(pooling *p, sr_enum category, sr_error *err) {
  for (uint32_t i = 0; i < p->facts.claims.n; i++) {
    const sr_fact *c = &p->facts.claims.at[i];
    const sr_window w = sr_fill_stated_window(c);
    const bool whose = (c->party.name.len || c->party.code.len) && sr_fact_same_party(c->party, p->query->party);
    if (c->category != category || !whose || c->victim == SR_VICTIM_CIVILIAN || c->unit->dims[SR_DIM_TIME]) continue;
    if (c->local || !sr_window_known(w)) {
      p->left_out++;
      continue;
    }
    const double first = fmax(w.start, p->query->since), last = fmin(w.end, p->query->until);
    if (last > first) SR_TRY(add(p, c, c->value, (double)w.end - w.start, last - first, err));
  }
  return SR_OK;
}

/* The level of a series nearest to a day, rows[from, to); NULL if none is near. */
static const sr_fact *level(const sr_fact *rows, uint32_t from, uint32_t to, sr_day day) {
  const sr_fact *best = NULL;
  for (uint32_t i = from; i < to; i++)
    if (abs(rows[i].start - day) <= LEVEL_DAYS && (!best || abs(rows[i].start - day) < abs(best->start - day)))
      best = &rows[i];
  return best;
}

static sr_status add_series(pooling *p, sr_enum category, sr_error *err) {
  const sr_fact *rows = p->facts.observations.at;
  for (uint32_t from = 0, to; from < p->facts.observations.n; from = to) {
    for (to = from + 1; to < p->facts.observations.n && sr_fact_same_series(&rows[from], &rows[to]);) to++;
    if (rows[from].windowed || rows[from].category != category ||
        !sr_fact_same_party(rows[from].party, p->query->party))
      continue;
    const sr_fact *first = level(rows, from, to, p->query->since), *last = level(rows, from, to, p->query->until);
    if (!first || !last || last->start <= first->start) continue;
    const double days = last->start - first->start;
    SR_TRY(add(p, last, sr_interval_sub(last->value, first->value), days, days, err));
  }
  return SR_OK;
}

static int by_source(const void *left, const void *right) {
  const figure *a = left, *b = right;
  const int order = sr_slice_cmp(a->source, b->source);
  if (order) return order;
  return (a->ref.id > b->ref.id) - (a->ref.id < b->ref.id);
}

/* One point a source, however often it says so: the mean of its figures, with the width of one. */
static sr_status group(pooling *p, sr_estimate *pool, sr_error *err) {
  const uint32_t n = p->figures.n;
  if (n) qsort(p->figures.at, n, sizeof *p->figures.at, by_source);
  pool->sources = SR_NEW(p->arena, sr_estimate_source, n);
  sr_estimate_point *points = SR_NEW(p->arena, sr_estimate_point, n);
  if (!pool->sources || !points) return sr_arena_fail(p->arena, err);
  for (uint32_t from = 0, to; from < n; from = to) {
    sr_estimate_point mean = {0};
    for (to = from; to < n && sr_slice_eq(p->figures.at[from].source, p->figures.at[to].source); to++) {
      mean.log_value += p->figures.at[to].point.log_value;
      mean.variance += p->figures.at[to].point.variance;
    }
    mean.log_value /= to - from;
    mean.variance /= to - from;
    const double half = Z_90 * sqrt(mean.variance);
    points[pool->n] = mean;
    pool->sources[pool->n++] = (sr_estimate_source){.source = p->figures.at[from].source,
                                                    .first = p->figures.at[from].ref,
                                                    .figures = to - from,
                                                    .value = {exp(mean.log_value - half), exp(mean.log_value + half)}};
  }
  sr_pooled pooled;
  pool->summary =
      (sr_estimate_summary){.left_out = p->left_out, .possible = sr_estimate_combine(points, pool->n, &pooled)};
  if (!pool->summary.possible) return SR_OK;
  pool->summary.value = (sr_interval){exp(pooled.log_low), exp(pooled.log_high)};
  pool->summary.middle = exp(pooled.log_value);
  pool->summary.spread = exp(pooled.spread);
  for (uint32_t i = 0; i < pool->n; i++) pool->sources[i].offset = exp(points[i].log_value - pooled.log_value);
  return SR_OK;
}

static sr_status run(sr_ledger *ledger, const sr_estimate_query *query, sr_estimate *pool, sr_error *err) {
  pooling p = {.arena = pool->arena, .query = query};
  const sr_claim_query all = SR_CLAIM_QUERY_ALL;
  int category;
  if (!sr_words_read(SR_LIST_CATEGORY, query->category, &category))
    return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "'%.*s' is no category of losses", SR_FMT(query->category));
  if (query->since == SR_DAY_NONE || query->until == SR_DAY_NONE || query->until <= query->since)
    return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "a window that does not run backwards is needed");
  sr_facts_init(&p.facts, p.arena);
  SR_TRY(sr_ledger_claims(ledger, &all, take_claim, &p, err));
  SR_TRY(sr_ledger_observations(ledger, (sr_slice){0}, take_observation, &p, err));
  sr_facts_sort(&p.facts);
  SR_TRY(add_claims(&p, (sr_enum)category, err));
  SR_TRY(add_series(&p, (sr_enum)category, err));
  SR_TRY(group(&p, pool, err));
  return sr_arena_check(p.arena, err);
}

sr_status sr_estimate_run(sr_ledger *ledger, const sr_estimate_query *query, sr_estimate **pool, sr_error *err) {
  *pool = NULL;
  sr_estimate *made = calloc(1, sizeof *made);
  if (!made) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to pool figures");
  made->arena = sr_arena_new(RUN_BYTES_MAX);
  const sr_status status =
      made->arena ? run(ledger, query, made, err) : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to pool figures");
  if (status) {
    sr_estimate_free(made);
    return status;
  }
  *pool = made;
  return SR_OK;
}

void sr_estimate_free(sr_estimate *pool) {
  if (!pool) return;
  sr_arena_free(pool->arena);
  free(pool);
}

const sr_estimate_source *sr_estimate_sources(const sr_estimate *pool, uint32_t *n) {
  *n = pool->n;
  return pool->sources;
}

const sr_estimate_summary *sr_estimate_result(const sr_estimate *pool) { return &pool->summary; }
