/* Workers around a ring of jobs, one mutex, three conditions; see the header. */
#include "base/pool.h"

#include <pthread.h>
#include <stdlib.h>

typedef struct task {
  sr_job job;
  void *argument;
} task;

struct sr_pool {
  pthread_mutex_t lock;
  pthread_cond_t has_task, has_room, idle;
  task *ring;
  unsigned room, first, n, busy, workers;
  bool closing;
  pthread_t threads[];
};

static void *work(void *argument) {
  sr_pool *pool = argument;
  pthread_mutex_lock(&pool->lock);
  for (;;) {
    while (!pool->n && !pool->closing) pthread_cond_wait(&pool->has_task, &pool->lock);
    if (!pool->n) break;
    const task next = pool->ring[pool->first];
    pool->first = (pool->first + 1) % pool->room;
    pool->n--;
    pool->busy++;
    pthread_cond_signal(&pool->has_room);
    pthread_mutex_unlock(&pool->lock);
    next.job(next.argument);
    pthread_mutex_lock(&pool->lock);
    pool->busy--;
    if (!pool->n && !pool->busy) pthread_cond_broadcast(&pool->idle);
  }
  pthread_mutex_unlock(&pool->lock);
  return NULL;
}

sr_status sr_pool_open(unsigned workers, unsigned room, sr_pool **out, sr_error *err) {
  *out = NULL;
  sr_pool *pool = malloc(sizeof *pool + workers * sizeof pool->threads[0]);
  task *ring = malloc(room * sizeof *ring);
  if (!pool || !ring) {
    free(pool);
    free(ring);
    return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for a pool of %u threads", workers);
  }
  *pool = (sr_pool){.ring = ring, .room = room};
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->has_task, NULL);
  pthread_cond_init(&pool->has_room, NULL);
  pthread_cond_init(&pool->idle, NULL);
  while (pool->workers < workers && !pthread_create(&pool->threads[pool->workers], NULL, work, pool)) pool->workers++;
  if (!pool->workers) { /* fewer threads than asked for still do the work; none cannot */
    sr_pool_free(pool);
    return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "cannot start a thread");
  }
  *out = pool;
  return SR_OK;
}

void sr_pool_submit(sr_pool *pool, sr_job job, void *argument) {
  pthread_mutex_lock(&pool->lock);
  while (pool->n == pool->room) pthread_cond_wait(&pool->has_room, &pool->lock);
  pool->ring[(pool->first + pool->n++) % pool->room] = (task){job, argument};
  pthread_cond_signal(&pool->has_task);
  pthread_mutex_unlock(&pool->lock);
}

void sr_pool_wait(sr_pool *pool) {
  pthread_mutex_lock(&pool->lock);
  while (pool->n || pool->busy) pthread_cond_wait(&pool->idle, &pool->lock);
  pthread_mutex_unlock(&pool->lock);
}

void sr_pool_free(sr_pool *pool) {
  if (!pool) return;
  pthread_mutex_lock(&pool->lock);
  pool->closing = true;
  pthread_cond_broadcast(&pool->has_task);
  pthread_mutex_unlock(&pool->lock);
  for (unsigned i = 0; i < pool->workers; i++) pthread_join(pool->threads[i], NULL);
  pthread_cond_destroy(&pool->has_task);
  pthread_cond_destroy(&pool->has_room);
  pthread_cond_destroy(&pool->idle);
  pthread_mutex_destroy(&pool->lock);
  free(pool->ring);
  free(pool);
}
