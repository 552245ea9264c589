/* A run of the checks over a ledger: loads the facts, weighs them; see sitrep/check.h. */
#include <sitrep/check.h>

#include "base/arena.h"
#include "check/currency.h"
#include "check/say.h"
#include "check/weigh.h"

#include <math.h>
#include <stdlib.h>

/* Facts, working and results of one run. 100,000 claims with their checks need under 400 MB. */
static const size_t RUN_BYTES_MAX = (size_t)2 << 30;

struct sr_checks {
  sr_arena *arena;
  const sr_check *items;
  uint32_t n;
};

const char *sr_outcome_name(sr_outcome outcome) {
#define SR_X(name, word) word,
  static const char *const names[] = {SR_OUTCOMES(SR_X)};
#undef SR_X
  return (unsigned)outcome < SR_OUTCOME_COUNT ? names[outcome] : "";
}

bool sr_check_has_numbers(const sr_check *check) {
  return check->outcome <= SR_OUTCOME_SLIP && (isfinite(check->computed.low) || isfinite(check->computed.high));
}

double sr_check_slip_percent(const sr_check *check) {
  return check->slip.len ? sr_say_percent(check->slip_chance) : (double)NAN;
}

static sr_status take_claim(void *user, const sr_stored_claim *claim, sr_error *err) {
  return sr_facts_add_claim(user, claim, err);
}

typedef struct taking {
  sr_facts *facts;
  const sr_relations *relations;
} taking;

/* A ledger may hold a hundred thousand figures that no relation asks for: fires by cell, rates of forty
 * currencies when the claims are in two. Claims are loaded before. */
static sr_status take_observation(void *user, const sr_observation *observation, sr_error *err) {
  const taking *t = user;
  if (!sr_relations_observe(t->relations, observation->measure) && !sr_rates_wanted(t->facts, observation))
    return SR_OK;
  return sr_facts_add_observation(t->facts, observation, err);
}

static sr_status run(sr_ledger *ledger, sr_checks *checks, sr_error *err) {
  sr_facts facts;
  sr_relations relations;
  sr_fill fill;
  sr_check_list list = {0};
  sr_facts_init(&facts, checks->arena);
  SR_TRY(sr_relations_open(checks->arena, &relations, err));
  const sr_claim_query all = SR_CLAIM_QUERY_ALL;
  SR_TRY(sr_ledger_claims(ledger, &all, take_claim, &facts, err));
  taking t = {&facts, &relations};
  SR_TRY(sr_ledger_observations(ledger, (sr_slice){0}, take_observation, &t, err));
  sr_facts_sort(&facts);
  SR_TRY(sr_fill_open(&fill, checks->arena, &facts, &relations, err));
  SR_TRY(sr_weigh_all(&fill, checks->arena, &list, err));
  SR_TRY(sr_arena_check(checks->arena, err));
  checks->items = list.at;
  checks->n = list.n;
  return SR_OK;
}

sr_status sr_check_run(const sr_engine *engine, sr_ledger *ledger, sr_checks **checks, sr_error *err) {
  (void)engine; /* the tables of checks are compiled in microseconds, and so for each run */
  *checks = NULL;
  sr_checks *made = calloc(1, sizeof *made);
  if (!made) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for checks");
  made->arena = sr_arena_new(RUN_BYTES_MAX);
  const sr_status status =
      made->arena ? run(ledger, made, err) : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for checks");
  if (status) {
    sr_checks_free(made);
    return status;
  }
  *checks = made;
  return SR_OK;
}

void sr_checks_free(sr_checks *checks) {
  if (!checks) return;
  sr_arena_free(checks->arena);
  free(checks);
}

const sr_check *sr_checks_items(const sr_checks *checks, uint32_t *n) {
  *n = checks->n;
  return checks->items;
}
