/* The server's inside: what its threads share.
 *
 * libmicrohttpd's types stop in server.c, cache.h and cache.c. */
#ifndef SR_SERVE_SERVER_H
#define SR_SERVE_SERVER_H

#include "serve/cache.h"
#include "serve/digest.h"
#include "serve/files.h"
#include "serve/route.h"

#include <sitrep/serve.h>

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum { SR_STATUS_CLASSES = 6, SR_LATENCIES = 8 };
/* Upper ends of the histogram's buckets, in seconds; the last is open. */
extern const double sr_latency_s[SR_LATENCIES - 1];

typedef struct sr_counters {
  atomic_uint_fast64_t status[SR_STATUS_CLASSES]; /* [2] counts 200 to 299 */
  atomic_uint_fast64_t latency[SR_LATENCIES], latency_ns;
  atomic_uint_fast64_t bytes, cached, refused;
} sr_counters;

struct sr_server {
  const sr_engine *engine;
  sr_serve_options options;
  struct MHD_Daemon *daemon;
  time_t started;

  pthread_mutex_t lock; /* of what follows up to the writer */
  pthread_cond_t given;
  sr_ledger **handles; /* of readers: one a thread */
  unsigned n_handles, n_free;
  double posts; /* left in the bucket of posts */
  int64_t posts_ms;

  pthread_mutex_t writing;
  sr_ledger *writer; /* NULL without a token */
  sr_cache *cache;
  sr_digest *checks, *summaries;
  sr_files *files;
  sr_answer *sent; /* a file, ready to go, for each of files */
  sr_counters counters;
};

#endif
