/* Reading many reports in parallel and handing them out in order; see sitrep/batch.h.
 *
 * A ring of jobs: the caller's thread takes raw reports from the input into free slots, workers read them, and the
 * caller's thread hands the oldest out when it is done. So the order is the input's and memory is the ring's. */
#include "base/arena.h"
#include "base/log.h"
#include "base/pool.h"
#include "base/slice.h"

#include <sitrep/batch.h>

#include <pthread.h>
#include <stdlib.h>

enum { SLOTS_PER_JOB = 4, JOBS_MAX = 256 };

typedef struct batch batch;

typedef struct slot {
  batch *owner;
  sr_arena *raw; /* copies of the bytes and of what is known, which the input lends only until its next call */
  sr_slice bytes;
  sr_report_info info;
  sr_report *report;
  sr_error failure;
  bool failed, done;
} slot;

struct batch {
  const sr_engine *engine;
  const sr_batch_options *options;
  sr_batch_visit visit;
  void *user;
  pthread_mutex_t lock;
  pthread_cond_t one_done;
  slot *slots;
  unsigned n_slots, first, n;
};

static void read_one(void *argument) {
  slot *s = argument;
  batch *b = s->owner;
  s->failed = sr_report_read(b->engine, s->bytes, &s->info, b->options->layers, &s->report, &s->failure) != SR_OK;
  pthread_mutex_lock(&b->lock);
  s->done = true;
  pthread_cond_signal(&b->one_done);
  pthread_mutex_unlock(&b->lock);
}

/* Hands out the oldest slot and frees it. */
static sr_status hand_out(batch *b, sr_error *err) {
  slot *s = &b->slots[b->first];
  pthread_mutex_lock(&b->lock);
  while (!s->done) pthread_cond_wait(&b->one_done, &b->lock);
  pthread_mutex_unlock(&b->lock);
  const sr_report_info *info = s->report ? sr_report_about(s->report) : &s->info;
  const sr_status status = b->visit(b->user, info, s->report, s->failed ? &s->failure : NULL, err);
  sr_log_line(b->options->log, SR_LOG_DEBUG, "%.*s: %s", SR_FMT(s->info.id), s->failed ? s->failure.message : "read");
  sr_report_free(s->report);
  sr_arena_free(s->raw);
  *s = (slot){.owner = b};
  b->first = (b->first + 1) % b->n_slots;
  b->n--;
  return status;
}

static sr_slice known(sr_arena *arena, sr_slice own, sr_slice general) {
  return sr_arena_copy(arena, own.len ? own : general);
}

/* Copies what the input lends into the slot. */
static sr_status keep(slot *s, const sr_input_item *item, const sr_report_info *about, sr_error *err) {
  static const sr_report_info nothing = {.date = SR_DAY_NONE};
  if (!about) about = &nothing;
  /* Room for the bytes and six short texts; they were bounded when they were read. */
  s->raw = sr_arena_new(item->bytes.len + ((size_t)1 << 20));
  if (!s->raw) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for a report of %zu bytes", item->bytes.len);
  s->bytes = sr_arena_copy(s->raw, item->bytes);
  s->info = item->info;
  s->info.id = known(s->raw, item->info.id, about->id);
  s->info.lang = known(s->raw, item->info.lang, about->lang);
  s->info.outlet = known(s->raw, item->info.outlet, about->outlet);
  s->info.title = known(s->raw, item->info.title, about->title);
  s->info.url = known(s->raw, item->info.url, about->url);
  if (s->info.date == SR_DAY_NONE) s->info.date = about->date;
  if (s->info.form == SR_FORM_AUTO) s->info.form = about->form;
  if (!s->bytes.ptr || !s->info.id.ptr || !s->info.lang.ptr || !s->info.outlet.ptr || !s->info.title.ptr ||
      !s->info.url.ptr)
    return sr_arena_fail(s->raw, err);
  return SR_OK;
}

/* True for what ends one report but not the stream. */
static bool is_of_one_report(sr_status status) { return status == SR_ERR_INPUT || status == SR_ERR_LIMIT; }

static sr_status run(batch *b, sr_input *input, sr_pool *pool, sr_error *err) {
  for (;;) {
    if (b->n == b->n_slots) SR_TRY(hand_out(b, err));
    sr_input_item item = {0};
    slot *s = &b->slots[(b->first + b->n) % b->n_slots];
    const sr_status status = sr_input_next(input, &item, &s->failure);
    if (status && !is_of_one_report(status)) {
      if (err) *err = s->failure;
      return status;
    }
    if (!status && !item.bytes.ptr) break;
    SR_TRY(keep(s, &item, b->options->about, err));
    b->n++;
    if (status)
      s->failed = s->done = true;
    else if (pool)
      sr_pool_submit(pool, read_one, s);
    else
      read_one(s);
  }
  while (b->n) SR_TRY(hand_out(b, err));
  return SR_OK;
}

sr_status sr_batch_run(const sr_engine *engine, sr_input *input, const sr_batch_options *options, sr_batch_visit visit,
                       void *user, sr_error *err) {
  unsigned jobs = options->jobs ? options->jobs : 1;
  if (jobs > JOBS_MAX) jobs = JOBS_MAX;
  batch b = {.engine = engine, .options = options, .visit = visit, .user = user};
  b.n_slots = jobs > 1 ? jobs * SLOTS_PER_JOB : 1;
  b.slots = calloc(b.n_slots, sizeof *b.slots);
  if (!b.slots) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for %u reports", b.n_slots);
  for (unsigned i = 0; i < b.n_slots; i++) b.slots[i].owner = &b;
  pthread_mutex_init(&b.lock, NULL);
  pthread_cond_init(&b.one_done, NULL);
  sr_pool *pool = NULL;
  sr_status status = jobs > 1 ? sr_pool_open(jobs, b.n_slots, &pool, err) : SR_OK;
  if (!status) status = run(&b, input, pool, err);
  sr_pool_free(pool); /* finishes what is under way before its slots go */
  for (unsigned i = 0; i < b.n_slots; i++) {
    sr_report_free(b.slots[i].report);
    sr_arena_free(b.slots[i].raw);
  }
  pthread_cond_destroy(&b.one_done);
  pthread_mutex_destroy(&b.lock);
  free(b.slots);
  return status;
}
