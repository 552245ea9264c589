/* Input: a stream of raw reports from files, folders of them being the caller's matter.
 *
 * A plain text or HTML file is one report; NDJSON is one report a line (docs/annotations.md); gzip is seen through.
 * A bad line is that line's error and the stream goes on. */
#ifndef SITREP_INPUT_H
#define SITREP_INPUT_H

#include "report.h"

typedef struct sr_input sr_input;

typedef enum sr_input_kind {
  SR_INPUT_AUTO, /* by name (.ndjson .jsonl .html .htm, with or without .gz), else by content */
  SR_INPUT_TEXT,
  SR_INPUT_HTML,
  SR_INPUT_NDJSON
} sr_input_kind;

/* One raw report; everything is borrowed until the next call. */
typedef struct sr_input_item {
  sr_slice bytes;
  sr_report_info info;
  size_t line; /* in NDJSON, from 1; 0 otherwise */
} sr_input_item;

/* path "-" is standard input. limits may be NULL. *input is the caller's, ended by sr_input_close.
 * Errors: SR_ERR_IO (unreadable, a folder), with the system's reason. */
SR_API SR_MUST_CHECK sr_status sr_input_open(const char *path, sr_input_kind kind, const sr_limits *limits,
                                             sr_input **input, sr_error *err);
/* The next report; *item->bytes.ptr is NULL at the end. An error of one report (SR_ERR_INPUT, SR_ERR_LIMIT:
 * item->info.id is set where it is known) does not end the stream: call again. SR_ERR_IO and SR_ERR_NOMEM do. */
SR_API SR_MUST_CHECK sr_status sr_input_next(sr_input *input, sr_input_item *item, sr_error *err);
SR_API void sr_input_close(sr_input *input);

#endif
