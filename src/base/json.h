/* A streaming JSON writer (RFC 8259): values go straight to a sink, nothing is built in memory.
 *
 * Commas and escapes are the writer's work; nesting is bounded at SR_JSON_DEPTH. The first failure (of the sink, or
 * text that is not UTF-8) sticks and is what sr_json_end returns, so calls in between need no checks. Numbers are
 * written with the fewest digits that read back the same, and never depend on the locale. One thread at a time. */
#ifndef SR_BASE_JSON_H
#define SR_BASE_JSON_H

#include "base/error.h"

enum { SR_JSON_DEPTH = 64 };

/* As sr_sink in sitrep/brief.h. */
typedef sr_status (*sr_json_sink)(void *user, sr_slice bytes, sr_error *err);

typedef struct sr_json {
  sr_json_sink sink;
  void *user;
  sr_status status;
  sr_error error;
  uint32_t depth;
  bool pretty; /* indent by two, one item a line */
  bool after_key;
  bool has_item[SR_JSON_DEPTH];
  size_t used;
  char buffer[4096];
} sr_json;

void sr_json_begin(sr_json *json, sr_json_sink sink, void *user);
/* Flushes; gives the first failure. The writer may go on with another document. */
SR_MUST_CHECK sr_status sr_json_end(sr_json *json, sr_error *err);

void sr_json_object(sr_json *json);
void sr_json_object_end(sr_json *json);
void sr_json_array(sr_json *json);
void sr_json_array_end(sr_json *json);
void sr_json_key(sr_json *json, const char *key);
void sr_json_text(sr_json *json, sr_slice text);
void sr_json_number(sr_json *json, double value); /* null for NAN and infinities */
void sr_json_int(sr_json *json, int64_t value);
void sr_json_bool(sr_json *json, bool value);
void sr_json_null(sr_json *json);
/* A newline between documents (NDJSON). */
void sr_json_line(sr_json *json);

/* Shorthand for a key and its value; the _or_null form writes null for an empty slice. */
void sr_json_key_text(sr_json *json, const char *key, sr_slice text);
void sr_json_key_text_or_null(sr_json *json, const char *key, sr_slice text);
void sr_json_key_number(sr_json *json, const char *key, double value);
void sr_json_key_int(sr_json *json, const char *key, int64_t value);
void sr_json_key_bool(sr_json *json, const char *key, bool value);

#endif
