/* Error values: filled where the fault is, carried up unchanged. */
#include "base/error.h"

#include <stdio.h>
#include <string.h>

const char *sr_status_name(sr_status status) {
  switch (status) {
  case SR_OK: return "ok";
  case SR_ERR_INPUT: return "input";
  case SR_ERR_LIMIT: return "limit";
  case SR_ERR_NOMEM: return "memory";
  case SR_ERR_IO: return "io";
  case SR_ERR_LEDGER: return "ledger";
  case SR_ERR_NOTFOUND: return "not found";
  case SR_ERR_USAGE: return "usage";
  }
  return "unknown";
}

sr_status sr_fail(sr_error *err, sr_status status, size_t offset, const char *format, ...) {
  if (!err) return status;
  *err = (sr_error){.status = status, .offset = offset};
  va_list args;
  va_start(args, format);
  vsnprintf(err->message, sizeof err->message, format, args);
  va_end(args);
  return status;
}

void sr_error_where(sr_error *err, sr_slice where) {
  if (!err || err->where[0]) return;
  size_t n = where.len < sizeof err->where ? where.len : sizeof err->where - 1;
  if (n) memcpy(err->where, where.ptr, n);
  err->where[n] = 0;
}

const char *sr_version(void) { return SR_VERSION; }
