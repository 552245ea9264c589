/* Any bytes as NDJSON: the stream ends, items are whole, and the longest line allowed is short. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memfd_create */
#endif
#include "text_check.h"

#include <sitrep/input.h>

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const int fd = memfd_create("ndjson", MFD_CLOEXEC);
  if (fd < 0) return 0;
  char path[40];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  if (write(fd, data, size) != (ssize_t)size) {
    close(fd);
    return 0;
  }
  sr_limits limits = sr_limits_default();
  limits.report_bytes = 200;
  sr_input *input = NULL;
  sr_error err = {0};
  sr_status status = sr_input_open(path, SR_INPUT_NDJSON, &limits, &input, &err);
  size_t line = 0;
  for (size_t items = 0; !status; items++) {
    MUST(items <= size + 1);
    sr_input_item item;
    err = (sr_error){0};
    status = sr_input_next(input, &item, &err);
    if (status == SR_ERR_IO || status == SR_ERR_NOMEM) break;
    if (!status && !item.bytes.ptr) break;
    MUST(item.line > line);
    line = item.line;
    MUST(item.info.id.ptr);
    if (status) {
      MUST(err.message[0] && !item.bytes.ptr);
    } else {
      MUST(item.bytes.len <= 200 && sr_utf8_check(item.bytes) == SR_NOWHERE);
    }
    status = SR_OK;
  }
  sr_input_close(input);
  close(fd);
  return 0;
}
