/* Logging to a caller's sr_log (sitrep/base.h); a NULL log is silence. */
#ifndef SR_BASE_LOG_H
#define SR_BASE_LOG_H

#include <sitrep/base.h>

/* One line, lower case, no full stop; cut at 400 bytes. */
void sr_log_line(const sr_log *log, sr_log_level level, const char *format, ...) SR_PRINTF(3, 4);

#endif
