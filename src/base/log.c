/* Formats a line and hands it over; see the header. */
#include "base/log.h"

#include <stdio.h>

void sr_log_line(const sr_log *log, sr_log_level level, const char *format, ...) {
  if (!log || !log->write || level > log->level) return;
  char line[400];
  va_list args;
  va_start(args, format);
  vsnprintf(line, sizeof line, format, args);
  va_end(args);
  log->write(log->user, level, line);
}
