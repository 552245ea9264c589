/* A table of answers with the least recently used dropped first. */
#include "serve/cache.h"

#include "base/slice.h"

#include <pthread.h>
#include <stdlib.h>

enum { ENTRIES = 512, KEY_MAX = 4096 };

typedef struct entry {
  char *key;
  size_t key_len;
  sr_answer answer;
  uint64_t used; /* the tick when it was last asked for */
} entry;

struct sr_cache {
  pthread_mutex_t lock;
  sr_ledger_state state;
  size_t bytes, most;
  uint64_t tick;
  uint32_t n;
  uint64_t hashes[ENTRIES]; /* beside the entries, so that looking for a key reads one short array */
  entry entries[ENTRIES];
};

sr_cache *sr_cache_new(size_t most_bytes) {
  sr_cache *cache = calloc(1, sizeof *cache);
  if (!cache) return NULL;
  pthread_mutex_init(&cache->lock, NULL);
  cache->most = most_bytes;
  return cache;
}

static void release(const sr_answer *answer) {
  if (answer->plain) MHD_destroy_response(answer->plain);
  if (answer->gzip) MHD_destroy_response(answer->gzip);
}

static void drop(sr_cache *cache, uint32_t at) {
  entry *e = &cache->entries[at];
  release(&e->answer);
  free(e->key);
  cache->bytes -= e->answer.bytes;
  *e = cache->entries[--cache->n];
  cache->hashes[at] = cache->hashes[cache->n];
}

void sr_cache_free(sr_cache *cache) {
  if (!cache) return;
  while (cache->n) drop(cache, cache->n - 1);
  pthread_mutex_destroy(&cache->lock);
  free(cache);
}

/* FNV-1a. Keys come from outside, but a collision costs no more than a comparison among 512. */
static uint64_t hash_of(sr_slice key) {
  uint64_t h = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < key.len; i++) h = (h ^ (uint8_t)key.ptr[i]) * UINT64_C(0x100000001b3);
  return h;
}

static int64_t find(const sr_cache *cache, uint64_t hash, sr_slice key) {
  for (uint32_t i = 0; i < cache->n; i++)
    if (cache->hashes[i] == hash && sr_slice_eq((sr_slice){cache->entries[i].key, cache->entries[i].key_len}, key))
      return i;
  return -1;
}

/* Everything kept is of one state. */
static void move_to(sr_cache *cache, sr_ledger_state state) {
  const sr_ledger_state at = cache->state;
  if (at.reports == state.reports && at.observations == state.observations && at.borders == state.borders) return;
  while (cache->n) drop(cache, cache->n - 1);
  cache->state = state;
}

bool sr_cache_get(sr_cache *cache, sr_ledger_state state, sr_slice key,
                  void (*use)(void *user, const sr_answer *answer), void *user) {
  const uint64_t hash = hash_of(key);
  pthread_mutex_lock(&cache->lock);
  move_to(cache, state);
  const int64_t at = find(cache, hash, key);
  if (at >= 0) {
    cache->entries[at].used = ++cache->tick;
    use(user, &cache->entries[at].answer);
  }
  pthread_mutex_unlock(&cache->lock);
  return at >= 0;
}

static void drop_oldest(sr_cache *cache) {
  uint32_t oldest = 0;
  for (uint32_t i = 1; i < cache->n; i++)
    if (cache->entries[i].used < cache->entries[oldest].used) oldest = i;
  drop(cache, oldest);
}

void sr_cache_put(sr_cache *cache, sr_ledger_state state, sr_slice key, const sr_answer *answer) {
  char *copy = key.len <= KEY_MAX && answer->bytes <= cache->most / 4 ? malloc(key.len + 1) : NULL;
  if (!copy) {
    release(answer);
    return;
  }
  memcpy(copy, key.ptr, key.len);
  const uint64_t hash = hash_of(key);
  pthread_mutex_lock(&cache->lock);
  move_to(cache, state);
  if (find(cache, hash, key) >= 0) { /* another thread was quicker */
    release(answer);
    free(copy);
  } else {
    while (cache->n == ENTRIES || (cache->n && cache->bytes + answer->bytes > cache->most)) drop_oldest(cache);
    cache->hashes[cache->n] = hash;
    cache->entries[cache->n++] = (entry){copy, key.len, *answer, ++cache->tick};
    cache->bytes += answer->bytes;
  }
  pthread_mutex_unlock(&cache->lock);
}
