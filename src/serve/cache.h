/* Answers kept until the ledger moves on.
 *
 * A ledger is only ever added to, so an answer that depends on the ledger alone holds as long as its state. Answers are
 * libmicrohttpd responses, which count their users: one may be sent by many threads while it is dropped here. Bounded
 * in number and bytes; the least recently used goes first. Any thread. */
#ifndef SR_SERVE_CACHE_H
#define SR_SERVE_CACHE_H

#include <sitrep/ledger.h>

#include <microhttpd.h>

typedef struct sr_cache sr_cache;

enum { SR_ETAG_MAX = 40 };

/* A finished answer in both codings. */
typedef struct sr_answer {
  unsigned status;
  char etag[SR_ETAG_MAX]; /* quoted; of the plain form */
  size_t bytes;
  struct MHD_Response *plain, *gzip; /* gzip NULL where it would not be smaller */
} sr_answer;

/* NULL: no memory. */
sr_cache *sr_cache_new(size_t most_bytes);
void sr_cache_free(sr_cache *cache);

/* Calls use with the kept answer while it cannot be dropped; false if there is none. */
bool sr_cache_get(sr_cache *cache, sr_ledger_state state, sr_slice key,
                  void (*use)(void *user, const sr_answer *answer), void *user);
/* Keeps an answer; its responses are the cache's from here on, whether it was kept or not. */
void sr_cache_put(sr_cache *cache, sr_ledger_state state, sr_slice key, const sr_answer *answer);

#endif
