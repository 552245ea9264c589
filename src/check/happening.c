/* What makes two claims speak of one happening; see the header. */
#include "check/happening.h"

#include "base/slice.h"

bool sr_happening_known(sr_actor_ref party) { return party.name.len || party.code.len; }

bool sr_happening_dated(const sr_fact *fact) { return fact->start != SR_DAY_NONE || fact->end != SR_DAY_NONE; }

bool sr_happening_is_change(const sr_fact *fact) { return fact->bound == SR_BOUND_UP || fact->bound == SR_BOUND_DOWN; }

static sr_day first_day(const sr_fact *f) { return f->start == SR_DAY_NONE ? f->end : f->start; }

static sr_day last_day(const sr_fact *f) { return f->end == SR_DAY_NONE ? f->start : f->end; }

bool sr_happening_overlap(const sr_fact *a, const sr_fact *b) {
  return first_day(a) <= last_day(b) && first_day(b) <= last_day(a);
}

bool sr_happening_same_days(const sr_fact *a, const sr_fact *b) { return a->start == b->start && a->end == b->end; }

bool sr_happening_days_hold(const sr_fact *of, const sr_fact *part) {
  return first_day(of) <= first_day(part) + 1 && last_day(part) <= last_day(of) + 1;
}

bool sr_happening_near_days(const sr_fact *a, const sr_fact *b) {
  return sr_happening_days_hold(a, b) && sr_happening_days_hold(b, a);
}

/* An interception: a claim of one, or a series of what was shot down. */
static bool is_answer(const sr_fact *f) { return f->kind == SR_KIND_INTERCEPTION || (f->observed && f->outcome); }

bool sr_happening_parties_fit(const sr_fact *a, const sr_fact *b) {
  if (is_answer(a) == is_answer(b) || !sr_happening_known(a->party) || !sr_happening_known(b->party))
    return sr_fact_same_party(a->party, b->party);
  return !sr_fact_same_party(a->party, b->party);
}
