/* One answer while it is made: status, type and a body that grows up to a bound.
 *
 * The body is an sr_sink's work, so that records, JSON and the brief write straight into it. A failed answer becomes a
 * problem document (RFC 9457). One thread at a time. */
#ifndef SR_SERVE_REPLY_H
#define SR_SERVE_REPLY_H

#include "base/json.h"

enum { SR_REPLY_BYTES_MAX = 64 << 20 }; /* a page of 500 claims has under 2 MB; a long brief under 20 */

typedef struct sr_reply {
  unsigned status;  /* of HTTP */
  const char *type; /* media type, a literal */
  char *bytes;
  size_t n, room;
  char location[64];    /* empty: none */
  unsigned retry_after; /* seconds; 0: none */
  bool inline_style;    /* a page that brings its own style */
} sr_reply;

void sr_reply_free(sr_reply *reply);
/* An sr_sink whose user is the reply. Errors: SR_ERR_LIMIT, SR_ERR_NOMEM. */
sr_status sr_reply_put(void *reply, sr_slice bytes, sr_error *err);

/* Puts a problem document in the place of whatever was there. title is a literal, detail may hold what was asked. */
void sr_reply_problem(sr_reply *reply, unsigned status, const char *title, const char *detail);
/* The same for a failure of the library: SR_ERR_INPUT and SR_ERR_USAGE are 400, SR_ERR_NOTFOUND is 404, SR_ERR_LIMIT
 * and SR_ERR_NOMEM are 503, the rest is 500. */
void sr_reply_failure(sr_reply *reply, const sr_error *failure);

/* gzip of bytes; *out is malloc'ed. false: no memory, or it would not be smaller. */
bool sr_gzip(sr_slice bytes, char **out, size_t *n);

#endif
