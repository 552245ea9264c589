/* The server: a ledger over HTTP, as a read-only JSON API, and a folder of files beside it (docs/api.md).
 *
 * It answers from threads of its own, each with a ledger handle of its own; what it is given must outlive it.
 * Everything is bounded: the time and rows of an answer, the bytes of a request, the number of connections. Nothing can
 * be written unless a token is given. */
#ifndef SITREP_SERVE_H
#define SITREP_SERVE_H

#include "report.h"

typedef struct sr_server sr_server;

typedef struct sr_serve_options {
  const char *ledger;        /* path; must exist */
  const char *address;       /* IPv4 or IPv6; NULL: 127.0.0.1 */
  uint16_t port;             /* 0: any that is free */
  unsigned threads;          /* 0: one a processor, 2 at least */
  const char *token;         /* who sends it may post reports; NULL: nobody may */
  const char *web;           /* folder of files to serve at /; NULL: the API alone */
  unsigned connections;      /* at once; 0: 1,000 */
  unsigned request_ms;       /* for asking the ledger; 0: 5,000 */
  size_t post_bytes;         /* of a posted report; 0: 1 MiB */
  unsigned posts_per_minute; /* 0: 60 */
  sr_log log;
} sr_serve_options;

/* Starts serving and returns. *server is the caller's, ended by sr_server_stop.
 * Errors: SR_ERR_USAGE (an address that is none, a token shorter than 16 bytes), SR_ERR_IO (the address is in use or
 * not allowed, the web folder cannot be read), SR_ERR_NOTFOUND and SR_ERR_LEDGER (the ledger), SR_ERR_NOMEM. */
SR_API SR_MUST_CHECK sr_status sr_server_start(const sr_engine *engine, const sr_serve_options *options,
                                               sr_server **server, sr_error *err);
/* The port that it listens on. */
SR_API uint16_t sr_server_port(const sr_server *server);
/* Finishes the answers under way and frees everything; NULL is fine. */
SR_API void sr_server_stop(sr_server *server);

#endif
