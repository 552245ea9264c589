/* Flat JSON objects; see the header. */
#include "observe/object.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "base/vec.h"

typedef struct reader {
  sr_slice bytes;
  sr_csv_place at;
  sr_arena *arena;
  sr_object_end end;
  const char *what;
} reader;

void sr_object_step(sr_slice bytes, sr_csv_place *place) {
  const uint8_t c = (uint8_t)bytes.ptr[place->at++];
  if (c == '\n') {
    place->line++;
    place->column = 1;
  } else if ((c & 0xc0) != 0x80) {
    place->column++;
  }
}

static bool stop(reader *r, sr_object_end end, const char *what) {
  r->end = end;
  r->what = what;
  return false;
}

static bool bad(reader *r, const char *what) { return stop(r, SR_OBJECT_BAD, what); }

/* The byte here, or false at the end of the bytes. */
static bool peek(reader *r, char *c) {
  if (r->at.at >= r->bytes.len) return stop(r, SR_OBJECT_CUT, "the object is never closed");
  *c = r->bytes.ptr[r->at.at];
  return true;
}

static void step(reader *r) { sr_object_step(r->bytes, &r->at); }

static bool skip_space(reader *r, char *c) {
  while (peek(r, c)) {
    if (*c != ' ' && *c != '\t' && *c != '\n' && *c != '\r') return true;
    step(r);
  }
  return false;
}

static int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const uint8_t low = sr_to_lower((uint8_t)c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* Four hex digits at text[at]; false if there are none. */
static bool read_code(sr_slice text, size_t at, uint32_t *code) {
  if (at + 4 > text.len) return false;
  *code = 0;
  for (size_t i = at; i < at + 4; i++) {
    const int digit = hex(text.ptr[i]);
    if (digit < 0) return false;
    *code = *code * 16 + (uint32_t)digit;
  }
  return true;
}

/* The inside of a string without its escapes, which never make it longer. */
static bool unescape(reader *r, sr_slice inside, sr_slice *out) {
  char *to = sr_arena_alloc(r->arena, inside.len + 1);
  if (!to) return stop(r, SR_OBJECT_NOMEM, "no memory");
  size_t n = 0;
  for (size_t i = 0; i < inside.len; i++) {
    if (inside.ptr[i] != '\\') {
      to[n++] = inside.ptr[i];
      continue;
    }
    const char kind = inside.ptr[++i]; /* a string never ends in a lone backslash */
    static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
    const char *plain = memchr(from, kind, sizeof from - 1);
    uint32_t code, low;
    if (plain) {
      to[n++] = into[plain - from];
      continue;
    }
    if (kind != 'u' || !read_code(inside, i + 1, &code)) return bad(r, "an escape that JSON does not have");
    i += 4;
    if (code >= 0xd800 && code < 0xdc00 && i + 2 < inside.len && inside.ptr[i + 1] == '\\' &&
        inside.ptr[i + 2] == 'u' && read_code(inside, i + 3, &low) && low >= 0xdc00 && low < 0xe000) {
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      i += 6;
    }
    if (code >= 0xd800 && code < 0xe000) return bad(r, "half of a surrogate pair");
    n += sr_utf8_put(code, to + n);
  }
  *out = (sr_slice){to, n};
  return true;
}

static bool read_string(reader *r, sr_slice *out) {
  char c;
  bool escaped = false;
  step(r);
  const size_t start = r->at.at;
  for (;; step(r)) {
    if (!peek(r, &c)) return false;
    if (c == '"') break;
    if ((uint8_t)c < ' ') return bad(r, "a control character in a string");
    if (c != '\\') continue;
    escaped = true;
    step(r);
    if (!peek(r, &c)) return false;
  }
  const sr_slice inside = {r->bytes.ptr + start, r->at.at - start};
  if (sr_utf8_check(inside) != SR_NOWHERE) return bad(r, "bytes that are not UTF-8");
  step(r);
  *out = inside;
  return !escaped || unescape(r, inside, out);
}

/* A number, true, false or null: letters, digits, signs and dots up to what ends a value. */
static bool read_word(reader *r, sr_slice *out) {
  const size_t start = r->at.at;
  char c;
  while (peek(r, &c)) {
    if (!sr_is_alpha((uint8_t)c) && !sr_is_digit((uint8_t)c) && c != '+' && c != '-' && c != '.') break;
    step(r);
  }
  if (r->end == SR_OBJECT_CUT) return false;
  *out = (sr_slice){r->bytes.ptr + start, r->at.at - start};
  double number;
  if (sr_slice_is(*out, "null"))
    *out = (sr_slice){0};
  else if (!sr_slice_is(*out, "true") && !sr_slice_is(*out, "false") && !sr_number_parse(*out, &number))
    return bad(r,
               c == '{' || c == '[' ? "a value inside a value: a series is a flat table" : "a value that is not JSON");
  return true;
}

typedef struct lists {
  SR_VEC(sr_slice) names;
  SR_VEC(sr_csv_field) fields;
} lists;

static bool read_pair(reader *r, lists *all) {
  char c;
  sr_slice *name = SR_PUSH(r->arena, &all->names);
  sr_csv_field *field = SR_PUSH(r->arena, &all->fields);
  if (!name || !field) return stop(r, SR_OBJECT_NOMEM, "no memory");
  if (all->names.n > SR_CSV_FIELDS_MAX) return bad(r, "more than 1024 fields");
  if (!read_string(r, name) || !skip_space(r, &c)) return false;
  if (c != ':') return bad(r, "no colon after a name");
  step(r);
  if (!skip_space(r, &c)) return false;
  field->place = r->at;
  return c == '"' ? read_string(r, &field->text) : read_word(r, &field->text);
}

static bool read_object(reader *r, lists *all) {
  char c;
  step(r);
  if (!skip_space(r, &c)) return false;
  if (c == '}') {
    step(r);
    return true;
  }
  for (;;) {
    if (c != '"') return bad(r, "a name that is not in quotes");
    if (!read_pair(r, all) || !skip_space(r, &c)) return false;
    step(r);
    if (c == '}') return true;
    if (c != ',') return bad(r, "no comma between two fields");
    if (!skip_space(r, &c)) return false;
  }
}

sr_object_end sr_object_read(sr_slice bytes, sr_csv_place from, sr_arena *arena, sr_object *object) {
  reader r = {.bytes = bytes, .at = from, .arena = arena, .end = SR_OBJECT_WHOLE};
  lists all = {0};
  (void)read_object(&r, &all);
  *object = (sr_object){all.names.at, all.fields.at, all.fields.n, r.at, r.what};
  if (r.end != SR_OBJECT_WHOLE) object->n = 0;
  return r.end;
}
