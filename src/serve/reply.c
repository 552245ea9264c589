/* Bodies, problem documents, gzip. */
#include "serve/reply.h"

#include "base/slice.h"

#include <stdlib.h>
#include <zlib.h>

void sr_reply_free(sr_reply *reply) {
  free(reply->bytes);
  *reply = (sr_reply){0};
}

sr_status sr_reply_put(void *user, sr_slice bytes, sr_error *err) {
  sr_reply *reply = user;
  if (bytes.len > SR_REPLY_BYTES_MAX - reply->n)
    return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "the answer would have more than %d MiB: ask for less",
                   SR_REPLY_BYTES_MAX >> 20);
  if (bytes.len > reply->room - reply->n) {
    size_t room = reply->room ? reply->room : 16 << 10;
    while (room - reply->n < bytes.len) room *= 2;
    char *bigger = realloc(reply->bytes, room);
    if (!bigger) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the answer");
    reply->bytes = bigger;
    reply->room = room;
  }
  if (bytes.len) memcpy(reply->bytes + reply->n, bytes.ptr, bytes.len);
  reply->n += bytes.len;
  return SR_OK;
}

void sr_reply_problem(sr_reply *reply, unsigned status, const char *title, const char *detail) {
  reply->status = status;
  reply->type = "application/problem+json";
  reply->n = 0;
  reply->inline_style = false;
  sr_json json;
  sr_json_begin(&json, sr_reply_put, reply);
  sr_json_object(&json);
  sr_json_key_text(&json, "type", SR_SLICE("about:blank"));
  sr_json_key_text(&json, "title", sr_slice_of(title));
  sr_json_key_int(&json, "status", status);
  if (detail && *detail) sr_json_key_text(&json, "detail", sr_slice_of(detail));
  sr_json_object_end(&json);
  sr_error err;
  if (sr_json_end(&json, &err)) reply->n = 0; /* no memory, or a detail cut inside a character: the status must do */
}

void sr_reply_failure(sr_reply *reply, const sr_error *failure) {
  switch (failure->status) {
  case SR_ERR_INPUT:
  case SR_ERR_USAGE: sr_reply_problem(reply, 400, "Bad request", failure->message); break;
  case SR_ERR_NOTFOUND: sr_reply_problem(reply, 404, "Not found", failure->message); break;
  case SR_ERR_LIMIT: sr_reply_problem(reply, 503, "Too much to answer in time", failure->message); break;
  case SR_ERR_NOMEM: sr_reply_problem(reply, 503, "No memory", failure->message); break;
  default: sr_reply_problem(reply, 500, "The ledger could not be read", failure->message);
  }
}

bool sr_gzip(sr_slice bytes, char **out, size_t *n) {
  enum { LEVEL = 5, GZIP = 15 + 16, MEMORY = 8 }; /* level 5: on pages of claims 2 % larger than 9 at half the time */
  z_stream z = {0};
  if (bytes.len > UINT32_MAX || deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
    return false;
  char *to = malloc(bytes.len + 1);
  z.next_in = (Bytef *)(uintptr_t)bytes.ptr;
  z.avail_in = (uInt)bytes.len;
  z.next_out = (Bytef *)to;
  z.avail_out = (uInt)bytes.len;
  const bool whole = to && deflate(&z, Z_FINISH) == Z_STREAM_END;
  *n = bytes.len - z.avail_out;
  deflateEnd(&z);
  if (!whole) {
    free(to);
    return false;
  }
  *out = to;
  return true;
}
