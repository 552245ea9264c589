/* One thread that reckons when asked for a state that it has not got. */
#include "serve/digest.h"

#include "base/error.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { ARENA_BYTES = 16 << 20, HANDLE_BYTES = 128 << 20 };

struct sr_digest {
  sr_digest_kind kind;
  const sr_engine *engine;
  sr_ledger *ledger;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t wanted, done;
  sr_ledger_state asked;
  bool asking, stopping;
  sr_results *last; /* NULL: none yet */
  sr_error failure; /* of the last attempt */
};

static bool same(sr_ledger_state a, sr_ledger_state b) {
  return a.reports == b.reports && a.observations == b.observations;
}

static void release(sr_results *results) {
  if (!results || --results->users) return;
  sr_checks_free(results->checks);
  sr_accounts_free(results->accounts);
  sr_arena_free(results->arena);
  free(results);
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* ---- summaries ---- */

static sr_slice keep(sr_results *r, sr_slice text) { return text.len ? sr_arena_copy(r->arena, text) : (sr_slice){0}; }

static sr_status keep_source(void *user, const sr_source *s, sr_error *err) {
  sr_results *r = user;
  sr_source *to = &r->sources[r->n_sources++];
  *to = *s;
  to->name = keep(r, s->name);
  to->code = keep(r, s->code);
  return sr_arena_check(r->arena, err);
}

static sr_status keep_retelling(void *user, const sr_retelling *t, sr_error *err) {
  sr_results *r = user;
  r->retellings[r->n_retellings++] = (sr_retelling){keep(r, t->teller), keep(r, t->source), t->claims};
  return sr_arena_check(r->arena, err);
}

static sr_status keep_place(void *user, const sr_claimed_place *p, sr_error *err) {
  sr_results *r = user;
  sr_claimed_place *to = &r->places[r->n_places++];
  *to = *p;
  to->name = keep(r, p->name);
  to->country = keep(r, p->country);
  to->feature = keep(r, p->feature);
  return sr_arena_check(r->arena, err);
}

static sr_status summarise(sr_digest *d, sr_results *r, sr_error *err) {
  r->arena = sr_arena_new(ARENA_BYTES);
  if (!r->arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for summaries");
  r->sources = SR_NEW(r->arena, sr_source, SR_SUMMARY_MAX);
  r->retellings = SR_NEW(r->arena, sr_retelling, SR_SUMMARY_MAX);
  r->places = SR_NEW(r->arena, sr_claimed_place, SR_SUMMARY_MAX);
  SR_TRY(sr_arena_check(r->arena, err));
  SR_TRY(sr_ledger_sources(d->ledger, SR_SUMMARY_MAX, keep_source, r, err));
  SR_TRY(sr_ledger_retellings(d->ledger, SR_SUMMARY_MAX, keep_retelling, r, err));
  return sr_ledger_places(d->ledger, SR_SUMMARY_MAX, keep_place, r, err);
}

static sr_status check(sr_digest *d, sr_results *r, sr_error *err) {
  SR_TRY(sr_check_run(d->engine, d->ledger, &r->checks, err));
  return sr_accounts_run(d->engine, d->ledger, &r->accounts, err);
}

/* ---- the thread ---- */

static sr_status reckon(sr_digest *d, sr_results **results, sr_error *err) {
  sr_results *r = calloc(1, sizeof *r);
  if (!r) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for results");
  r->users = 1;
  const double start = seconds_now();
  sr_status status = sr_ledger_state_of(d->ledger, &r->state, err);
  if (!status) status = d->kind == SR_DIGEST_CHECKS ? check(d, r, err) : summarise(d, r, err);
  r->seconds = seconds_now() - start;
  if (status)
    release(r);
  else
    *results = r;
  return status;
}

static void *work(void *user) {
  sr_digest *d = user;
  pthread_mutex_lock(&d->lock);
  for (;;) {
    while (!d->asking && !d->stopping) pthread_cond_wait(&d->wanted, &d->lock);
    if (d->stopping) break;
    d->asking = false;
    pthread_mutex_unlock(&d->lock);
    sr_results *results = NULL;
    sr_error err = {0};
    const sr_status status = reckon(d, &results, &err);
    pthread_mutex_lock(&d->lock);
    d->failure = status ? err : (sr_error){0};
    if (!status) {
      release(d->last);
      d->last = results;
    }
    pthread_cond_broadcast(&d->done);
  }
  pthread_mutex_unlock(&d->lock);
  return NULL;
}

sr_status sr_digest_start(sr_digest_kind kind, const sr_engine *engine, const char *ledger, sr_digest **digest,
                          sr_error *err) {
  sr_digest *d = calloc(1, sizeof *d);
  if (!d) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for checks");
  d->kind = kind;
  d->engine = engine;
  sr_status status = sr_ledger_open(ledger, SR_LEDGER_READ, &d->ledger, err);
  if (status) {
    free(d);
    return status;
  }
  sr_ledger_set_memory(d->ledger, HANDLE_BYTES);
  pthread_mutex_init(&d->lock, NULL);
  pthread_cond_init(&d->wanted, NULL);
  pthread_condattr_t monotonic;
  pthread_condattr_init(&monotonic);
  pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init(&d->done, &monotonic);
  pthread_condattr_destroy(&monotonic);
  if (pthread_create(&d->thread, NULL, work, d)) {
    sr_ledger_close(d->ledger);
    free(d);
    return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "cannot start a thread for checks");
  }
  *digest = d;
  return SR_OK;
}

void sr_digest_stop(sr_digest *d) {
  if (!d) return;
  pthread_mutex_lock(&d->lock);
  d->stopping = true;
  pthread_cond_signal(&d->wanted);
  pthread_mutex_unlock(&d->lock);
  pthread_join(d->thread, NULL);
  release(d->last);
  sr_ledger_close(d->ledger);
  pthread_cond_destroy(&d->wanted);
  pthread_cond_destroy(&d->done);
  pthread_mutex_destroy(&d->lock);
  free(d);
}

sr_status sr_digest_take(sr_digest *d, sr_ledger_state state, int wait_ms, sr_results **results, sr_error *err) {
  struct timespec until;
  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_sec += wait_ms / 1000;
  until.tv_nsec += wait_ms % 1000 * 1000000L;
  if (until.tv_nsec >= 1000000000L) until.tv_sec++, until.tv_nsec -= 1000000000L;
  sr_status status = SR_OK;
  pthread_mutex_lock(&d->lock);
  if (!d->last || !same(d->last->state, state)) {
    if (!same(d->asked, state) || (!d->last && d->failure.status)) {
      d->asked = state;
      d->asking = true;
      d->failure = (sr_error){0};
      pthread_cond_signal(&d->wanted);
    }
    while ((!d->last || !same(d->last->state, state)) && !d->failure.status)
      if (pthread_cond_timedwait(&d->done, &d->lock, &until)) break;
  }
  if (d->last) {
    d->last->users++;
    *results = d->last;
  } else if (d->failure.status) {
    status = d->failure.status;
    *err = d->failure;
  } else {
    status = sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "this is being reckoned: ask again in a moment");
  }
  pthread_mutex_unlock(&d->lock);
  return status;
}

void sr_digest_give(sr_digest *d, sr_results *results) {
  pthread_mutex_lock(&d->lock);
  release(results);
  pthread_mutex_unlock(&d->lock);
}
