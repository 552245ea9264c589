/* The JSON writer; see the header. */
#include "base/json.h"

#include "base/slice.h"
#include "base/utf8.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void sr_json_begin(sr_json *json, sr_json_sink sink, void *user) {
  json->sink = sink;
  json->user = user;
  json->status = SR_OK;
  json->error = (sr_error){.offset = SR_NOWHERE};
  json->depth = 0;
  json->pretty = json->after_key = false;
  json->has_item[0] = false;
  json->used = 0;
}

static void flush(sr_json *json) {
  if (!json->status && json->used)
    json->status = json->sink(json->user, (sr_slice){json->buffer, json->used}, &json->error);
  json->used = 0;
}

static void put(sr_json *json, const char *bytes, size_t n) {
  while (n) {
    if (json->used == sizeof json->buffer) flush(json);
    size_t part = sizeof json->buffer - json->used;
    if (part > n) part = n;
    memcpy(json->buffer + json->used, bytes, part);
    json->used += part;
    bytes += part;
    n -= part;
  }
}

static void put_c(sr_json *json, char c) { put(json, &c, 1); }

static void new_line(sr_json *json) {
  if (!json->pretty) return;
  put_c(json, '\n');
  for (uint32_t i = 0; i < json->depth; i++) put(json, "  ", 2);
}

static void before_value(sr_json *json) {
  if (json->after_key) {
    json->after_key = false;
    return;
  }
  if (!json->depth || json->depth >= SR_JSON_DEPTH) return;
  if (json->has_item[json->depth]) put_c(json, ',');
  json->has_item[json->depth] = true;
  new_line(json);
}

/* Depth is counted past the limit too, so that the calls of a document that has failed still match. */
static void open(sr_json *json, char bracket) {
  before_value(json);
  put_c(json, bracket);
  if (++json->depth < SR_JSON_DEPTH) json->has_item[json->depth] = false;
  else if (!json->status)
    json->status = sr_fail(&json->error, SR_ERR_LIMIT, SR_NOWHERE, "JSON nested deeper than %d", SR_JSON_DEPTH);
}

static void close(sr_json *json, char bracket) {
  if (SR_NEVER(json->depth == 0)) return;
  const bool had = json->depth < SR_JSON_DEPTH && json->has_item[json->depth];
  json->depth--;
  if (had) new_line(json);
  put_c(json, bracket);
}

sr_status sr_json_end(sr_json *json, sr_error *err) {
  flush(json);
  if (json->status && err) *err = json->error;
  return json->status;
}

void sr_json_object(sr_json *json) { open(json, '{'); }
void sr_json_object_end(sr_json *json) { close(json, '}'); }
void sr_json_array(sr_json *json) { open(json, '['); }
void sr_json_array_end(sr_json *json) { close(json, ']'); }
void sr_json_line(sr_json *json) { put_c(json, '\n'); }

static void put_string(sr_json *json, sr_slice text) {
  if (!json->status) {
    size_t bad = sr_utf8_check(text);
    if (bad != SR_NOWHERE) json->status = sr_fail(&json->error, SR_ERR_INPUT, bad, "text for JSON is not UTF-8");
  }
  put_c(json, '"');
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    const uint8_t c = (uint8_t)text.ptr[i];
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) continue;
    put(json, text.ptr + from, i - from);
    from = i + 1;
    char escape[8];
    switch (c) {
    case '"': put(json, "\\\"", 2); break;
    case '\\': put(json, "\\\\", 2); break;
    case '\n': put(json, "\\n", 2); break;
    case '\r': put(json, "\\r", 2); break;
    case '\t': put(json, "\\t", 2); break;
    default: put(json, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", c)); break;
    }
  }
  put(json, text.ptr ? text.ptr + from : "", text.len - from);
  put_c(json, '"');
}

void sr_json_key(sr_json *json, const char *key) {
  before_value(json);
  put_string(json, sr_slice_of(key));
  put(json, ": ", json->pretty ? 2 : 1);
  json->after_key = true;
}

void sr_json_text(sr_json *json, sr_slice text) {
  before_value(json);
  put_string(json, text);
}

void sr_json_number(sr_json *json, double value) {
  if (!isfinite(value)) {
    sr_json_null(json);
    return;
  }
  before_value(json);
  char text[SR_NUMBER_MAX];
  put(json, text, sr_number_write(value, text));
}

void sr_json_int(sr_json *json, int64_t value) {
  before_value(json);
  char text[24];
  put(json, text, (size_t)snprintf(text, sizeof text, "%lld", (long long)value));
}

void sr_json_bool(sr_json *json, bool value) {
  before_value(json);
  put(json, value ? "true" : "false", value ? 4 : 5);
}

void sr_json_null(sr_json *json) {
  before_value(json);
  put(json, "null", 4);
}

void sr_json_key_text(sr_json *json, const char *key, sr_slice text) {
  sr_json_key(json, key);
  sr_json_text(json, text);
}
void sr_json_key_text_or_null(sr_json *json, const char *key, sr_slice text) {
  sr_json_key(json, key);
  if (text.len)
    sr_json_text(json, text);
  else
    sr_json_null(json);
}
void sr_json_key_number(sr_json *json, const char *key, double value) {
  sr_json_key(json, key);
  sr_json_number(json, value);
}
void sr_json_key_int(sr_json *json, const char *key, int64_t value) {
  sr_json_key(json, key);
  sr_json_int(json, value);
}
void sr_json_key_bool(sr_json *json, const char *key, bool value) {
  sr_json_key(json, key);
  sr_json_bool(json, value);
}

/* The C library writes and reads the decimal point of the host's locale: it is turned into a full stop here. */
static char decimal_point(void) {
  const struct lconv *conv = localeconv();
  return conv && conv->decimal_point && conv->decimal_point[0] ? conv->decimal_point[0] : '.';
}

size_t sr_number_write(double value, char out[SR_NUMBER_MAX]) {
  if (value == 0) value = 0; /* no "-0" */
  int n = 0;
  if (fabs(value) < 1e15 && value == floor(value)) {
    n = snprintf(out, SR_NUMBER_MAX, "%.0f", value);
  } else {
    for (int digits = 6; digits <= 17; digits++) {
      n = snprintf(out, SR_NUMBER_MAX, "%.*g", digits, value);
      if (strtod(out, NULL) == value) break;
    }
  }
  const char point = decimal_point();
  for (int i = 0; point != '.' && i < n; i++)
    if (out[i] == point) out[i] = '.';
  return (size_t)n;
}

bool sr_number_parse(sr_slice text, double *value) {
  char copy[64];
  if (!text.len || text.len >= sizeof copy) return false;
  const char point = decimal_point();
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.ptr[i];
    if (!sr_is_digit((uint8_t)c) && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') return false;
    copy[i] = c == '.' ? point : c;
  }
  copy[text.len] = 0;
  char *end;
  const double got = strtod(copy, &end);
  if (end != copy + text.len || !isfinite(got)) return false;
  *value = got;
  return true;
}
