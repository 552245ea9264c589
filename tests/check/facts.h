/* Facts for the tests of checks, as a ledger would hand them over: claims and observations written in one line each. */
#ifndef SR_TESTS_CHECK_FACTS_H
#define SR_TESTS_CHECK_FACTS_H

#include "support.h"

#include "base/date.h"
#include "base/slice.h"
#include "check/weigh.h"

#include <math.h>
#include <stdio.h>

typedef struct bench {
  sr_arena *arena;
  sr_facts facts;
  sr_relations relations;
  sr_fill fill;
  sr_check_list checks;
  int64_t n_claims, n_observations;
} bench;

static inline sr_day day(const char *text) {
  sr_day d = SR_DAY_NONE;
  if (*text) assert_true(sr_day_parse(sr_slice_of(text), &d));
  return d;
}

static inline void bench_open(bench *b) {
  *b = (bench){.arena = sr_arena_new(1 << 26)};
  sr_error err = {0};
  sr_facts_init(&b->facts, b->arena);
  assert_ok(sr_relations_open(b->arena, &b->relations, &err), &err);
}

static inline void bench_close(bench *b) { sr_arena_free(b->arena); }

/* text is the figure as written; its number has been read into q. */
typedef struct told {
  int64_t report;
  const char *said, *who, *text;
  sr_figure q;
  sr_claim claim;
  const char *start, *end, *place, *deadline;
  sr_when_relation relation;
} told;

static inline int64_t tell_claim(bench *b, told t) {
  sr_error err = {0};
  sr_stored_claim stored = {.ref = {SR_REF_CLAIM, ++b->n_claims},
                            .report = {SR_REF_REPORT, t.report ? t.report : 1},
                            .report_name = SR_SLICE("report"),
                            .outlet = SR_SLICE("The Courier"),
                            .report_date = day(t.said ? t.said : "2025-07-11"),
                            .sentence = sr_slice_of(t.text),
                            .claim = t.claim};
  const sr_actor_ref chain[] = {{sr_slice_of(t.who), {0}}};
  const sr_place_ref where[] = {{.name = sr_slice_of(t.place)}};
  stored.claim.chain = chain;
  stored.claim.n_chain = t.who ? 1 : 0;
  stored.claim.where = where;
  stored.claim.n_where = t.place ? 1 : 0;
  stored.claim.quantity = t.q;
  stored.claim.quantity.present = true;
  stored.claim.quantity.span = (sr_span){0, t.text ? (uint32_t)strlen(t.text) : 0};
  stored.claim.deadline = day(t.deadline ? t.deadline : "");
  if (t.start) stored.claim.when = (sr_when){true, day(t.start), t.end ? day(t.end) : SR_DAY_NONE, t.relation};
  assert_ok(sr_facts_add_claim(&b->facts, &stored, &err), &err);
  return b->n_claims;
}

static inline int64_t observe(bench *b, const char *measure, const char *party, const char *place, const char *start,
                              const char *end, double value, const char *unit, const char *source) {
  sr_error err = {0};
  const sr_observation o = {.ref = {SR_REF_OBSERVATION, ++b->n_observations},
                            .start = day(start),
                            .end = day(end ? end : start),
                            .measure = sr_slice_of(measure),
                            .party = sr_slice_of(party),
                            .place = sr_slice_of(place),
                            .low = value,
                            .high = value,
                            .unit = sr_slice_of(unit),
                            .source = sr_slice_of(source)};
  assert_ok(sr_facts_add_observation(&b->facts, &o, &err), &err);
  return b->n_observations;
}

static inline void bench_run(bench *b) {
  sr_error err = {0};
  sr_facts_sort(&b->facts);
  assert_ok(sr_fill_open(&b->fill, b->arena, &b->facts, &b->relations, &err), &err);
  assert_ok(sr_weigh_all(&b->fill, b->arena, &b->checks, &err), &err);
}

/* The check of a claim under a relation; NULL if there is none. */
static inline const sr_check *check_of(const bench *b, int64_t claim, const char *relation) {
  for (uint32_t i = 0; i < b->checks.n; i++)
    if (b->checks.at[i].subject.kind == SR_REF_CLAIM && b->checks.at[i].subject.id == claim &&
        sr_slice_is(b->checks.at[i].relation, relation))
      return &b->checks.at[i];
  return NULL;
}

static inline void print_check(const sr_check *c) {
  char ref[SR_REF_MAX];
  sr_ref_write(c->subject, ref);
  printf("%s under '%.*s': %s%s%s%.*s%s%.*s\n", ref, SR_FMT(c->relation), sr_outcome_name(c->outcome),
         c->by_rounding ? " by rounding" : "", c->slip.len ? ", " : "", SR_FMT(c->slip), c->reason.len ? ", " : "",
         SR_FMT(c->reason));
  for (uint32_t i = 0; i < c->n_working; i++) printf("    %.*s\n", SR_FMT(c->working[i]));
}

/* The check, which must be there with this outcome; its working is printed where it is not. */
static inline const sr_check *due(const bench *b, int64_t claim, const char *relation, sr_outcome outcome) {
  const sr_check *c = check_of(b, claim, relation);
  if (!c) fail_msg("claim %d is not checked under '%s'", (int)claim, relation);
  if (c->outcome != outcome) {
    print_check(c);
    fail_msg("claim %d under '%s': %s, not %s", (int)claim, relation, sr_outcome_name(c->outcome),
             sr_outcome_name(outcome));
  }
  return c;
}

/* Whether some line of the working has the text. */
static inline bool works_with(const sr_check *c, const char *text) {
  for (uint32_t i = 0; i < c->n_working; i++) {
    char line[512];
    snprintf(line, sizeof line, "%.*s", SR_FMT(c->working[i]));
    if (strstr(line, text)) return true;
  }
  print_check(c);
  printf("    (lacks '%s')\n", text);
  return false;
}

/* ---- shorthands for claims ---- */

#define RUSSIA ((sr_actor_ref){SR_SLICE("Russia"), SR_SLICE("RUS")})
#define UKRAINE ((sr_actor_ref){SR_SLICE("Ukraine"), SR_SLICE("UKR")})
#define FIGURE(value, grain, b, u) \
  ((sr_figure){.low = (value), .high = (value), .granule = (grain), .bound = (b), .unit = SR_SLICE(u)})
#define RATIO_CLAIM(counted_as)                          \
  ((sr_claim){.kind = SR_KIND_RATIO,                     \
              .numerator = {.measure = SR_MEASURE_AREA}, \
              .denominator = {SR_MEASURE_COUNT, SR_SLICE(counted_as), RUSSIA}})
#define LOSSES_CLAIM(cat) \
  ((sr_claim){.kind = SR_KIND_LOSSES, .category = (cat), .victim = SR_VICTIM_MILITARY, .party = RUSSIA})
#define RATE_CLAIM ((sr_claim){.kind = SR_KIND_ADVANCE, .measure = SR_MEASURE_RATE, .party = RUSSIA})
#define PROJECTION_CLAIM \
  ((sr_claim){.kind = SR_KIND_PROJECTION, .modality = SR_MODALITY_EXPECTED, .target = SR_SLICE("all of the country")})

#endif
