/* Finds elided units; see the header. Each kind of ellipsis is a function that names the quantity whose unit is meant.
 */
#include "read/elided.h"

#include "base/slice.h"

#define NONE UINT32_MAX

typedef struct row {
  const sr_report *report;
  const sr_quantity *quantities;
  const sr_quantity_place *places;
  uint32_t n;
} row;

static bool is(const row *r, uint32_t token, const char *word) {
  return token < r->report->n_tokens && sr_slice_is(r->report->tokens[token].norm, word);
}

static bool is_bare(const sr_quantity *q) { return sr_slice_is(q->unit, "1") && !q->unit_span.end; }

static bool is_money(const sr_quantity *q) { return q->unit.len == 3 && sr_is_upper((uint8_t)q->unit.ptr[0]); }

static bool together(const row *r, uint32_t i, uint32_t k) {
  return k < r->n && r->quantities[i].sentence == r->quantities[k].sentence;
}

/* "four-, five- and six-cylinder": the hyphen waits for the last one's noun. */
static uint32_t by_hyphen(const row *r, uint32_t i) {
  enum { JOINTS_MAX = 3 }; /* a comma and "and" between two of the row */
  const uint32_t at = r->places[i].behind;
  if (!is(r, at, "-") || r->report->tokens[at].space_before) return NONE;
  if (!is(r, at + 1, ",") && !is(r, at + 1, "and") && !is(r, at + 1, "or") && !is(r, at + 1, "to")) return NONE;
  const uint32_t next = i + 1;
  return together(r, i, next) && r->places[next].first <= at + 1 + JOINTS_MAX ? next : NONE;
}

/* "43 of 60 drones", "280 million of the 1.5 billion shekels". */
static uint32_t by_whole(const row *r, uint32_t i) {
  uint32_t at = r->places[i].behind;
  if (!is(r, at, "of")) return NONE;
  at++;
  if (is(r, at, "the") || is(r, at, "its") || is(r, at, "their") || is(r, at, "some") || is(r, at, "all")) at++;
  const uint32_t next = i + 1;
  return together(r, i, next) && r->places[next].first == at && r->quantities[next].low > r->quantities[i].high ? next
                                                                                                                : NONE;
}

/* "8 or $9". */
static uint32_t by_choice(const row *r, uint32_t i) {
  const uint32_t at = r->places[i].behind, next = i + 1;
  if (!is(r, at, "or") || !together(r, i, next) || r->places[next].first != at + 1) return NONE;
  return is_money(&r->quantities[next]) ? next : NONE;
}

/* "from 21 mpg to 23", "from 34 % in May to 31": the level reached, in the unit of the level left. */
static uint32_t by_level(const row *r, uint32_t i) {
  if (i == 0 || !together(r, i, i - 1) || r->places[i].first == 0 || !is(r, r->places[i].first - 1, "to")) return NONE;
  const sr_quantity_place *last = &r->places[i - 1];
  return last->first > 0 && is(r, last->first - 1, "from") && r->quantities[i - 1].unit.ptr[0] != '{' ? i - 1 : NONE;
}

/* "2,435,000 yen ($22,480) for one and 2,380,000 ($21,972) for the other": both restated in the same money. */
static uint32_t by_restatement(const row *r, uint32_t i) {
  const uint32_t next = i + 1;
  if (!together(r, i, next) || !is(r, r->places[i].behind, "(") || !is_money(&r->quantities[next]) ||
      r->places[next].first != r->places[i].behind + 1)
    return NONE;
  for (uint32_t k = i; k-- > 0 && together(r, i, k);)
    if (is_money(&r->quantities[k]) && together(r, i, k + 1) &&
        sr_slice_eq(r->quantities[k + 1].unit, r->quantities[next].unit) && r->places[k + 1].first > 0 &&
        is(r, r->places[k + 1].first - 1, "("))
      return k;
  return NONE;
}

/* "lost 162 points to close at 7,425.8": an index stands where points were counted. */
static uint32_t by_points(const row *r, uint32_t i) {
  const uint32_t at = r->places[i].first;
  if (at == 0 || r->quantities[i].granule >= 1 || (!is(r, at - 1, "to") && !is(r, at - 1, "at"))) return NONE;
  for (uint32_t k = i; k-- > 0 && together(r, i, k);)
    if (sr_slice_is(r->quantities[k].unit, "{point}")) return k;
  return NONE;
}

/* "one index rose by 2 per cent, the other fell by 1". */
static uint32_t by_parallel(const row *r, uint32_t i) {
  const sr_bound bound = r->quantities[i].bound;
  if (r->places[i].first == 0 || !is(r, r->places[i].first - 1, "by")) return NONE;
  if (i == 0 || !together(r, i, i - 1) || (bound != SR_BOUND_UP && bound != SR_BOUND_DOWN)) return NONE;
  const sr_quantity *last = &r->quantities[i - 1];
  const bool changes = last->bound == SR_BOUND_UP || last->bound == SR_BOUND_DOWN;
  return changes && sr_slice_is(last->unit, "%") ? i - 1 : NONE;
}

static bool is_one(const row *r, uint32_t token, const char *const *words) {
  for (; *words; words++)
    if (is(r, token, *words)) return true;
  return false;
}

/* "43 jets in May, up from 35", "to 450 million euros from 390 million", "52 million users, compared with 48 million".
 */
static uint32_t by_comparison(const row *r, uint32_t i) {
  enum { GAP_MAX = 5 }; /* tokens between the figure and what leads to the other */
  static const char *const changes[] = {"up", "down", NULL}, *const against[] = {"against", "versus", "vs", NULL};
  const uint32_t at = r->places[i].first;
  if (i == 0 || at < 2 || !together(r, i, i - 1)) return NONE;
  const uint32_t close = r->places[i - 1].close;
  uint32_t lead = at - 1;
  if (is(r, lead, "from")) {
    if (lead == close) return i - 1;
    if (!is_one(r, --lead, changes)) return NONE;
  } else if (is(r, lead, "with") || is(r, lead, "to")) {
    if (!is(r, --lead, "compared")) return NONE;
  } else if (!is_one(r, lead, against)) {
    return NONE;
  }
  return lead >= close && lead - close <= GAP_MAX ? i - 1 : NONE;
}

void sr_elided_fill(const sr_report *report, sr_quantity *quantities, const sr_quantity_place *places, uint32_t n) {
  const row r = {.report = report, .quantities = quantities, .places = places, .n = n};
  uint32_t (*const kinds[])(const row *, uint32_t) = {by_hyphen,      by_whole,  by_choice,   by_level,
                                                      by_restatement, by_points, by_parallel, by_comparison};
  for (uint32_t i = n; i-- > 0;) { /* backwards, so that a row of hyphens hands its unit on */
    if (!is_bare(&quantities[i]) || quantities[i].vague) continue;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
      const uint32_t from = kinds[k](&r, i);
      if (from == NONE || is_bare(&quantities[from])) continue;
      quantities[i].unit = quantities[from].unit;
      quantities[i].unit_name = quantities[from].unit_name;
      break;
    }
  }
}
