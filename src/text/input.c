/* Streams of raw reports; see sitrep/input.h. zlib reads gzip and plain bytes alike, jansson reads one line at a time.
 */
#include <sitrep/input.h>

#include "base/date.h"
#include "base/error.h"
#include "base/slice.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
  CHUNK = 64 << 10,
  ID_MAX = 4096,
  /* A bomb is told by its ratio, once it is big: deflate reaches 1032, prose about 3, NDJSON of like reports 20. */
  RATIO_MAX = 200,
  RATIO_FROM = 64 << 20
};

struct sr_input {
  gzFile file;
  char *name; /* path, or "stdin" */
  sr_input_kind kind;
  sr_limits limits;
  char *bytes; /* what has been read and not yet given out, [start, end) of room */
  size_t start, end, room;
  uint64_t total;
  bool at_end, done;
  size_t line;
  json_t *object; /* the current line: strings of the item live here */
  char id[ID_MAX];
};

/* ---- bytes ---- */

static sr_status reserve(sr_input *in, size_t more, sr_error *err) {
  if (in->start && in->end + more > in->room) {
    memmove(in->bytes, in->bytes + in->start, in->end - in->start);
    in->end -= in->start;
    in->start = 0;
  }
  if (in->end + more <= in->room) return SR_OK;
  size_t room = in->room ? in->room * 2 : 2 * (size_t)CHUNK;
  while (room < in->end + more) room *= 2;
  char *bigger = realloc(in->bytes, room);
  if (!bigger) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "out of memory for %zu bytes of input", room);
  in->bytes = bigger;
  in->room = room;
  return SR_OK;
}

static sr_status fill(sr_input *in, sr_error *err) {
  SR_TRY(reserve(in, CHUNK, err));
  const int got = gzread(in->file, in->bytes + in->end, CHUNK);
  int code = Z_OK;
  const char *reason = gzerror(in->file, &code);
  if (got < 0 || code == Z_BUF_ERROR) {
    if (code == Z_ERRNO) reason = strerror(errno);
    if (code == Z_BUF_ERROR) reason = "the compressed data ends too early";
    return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot read: %s", reason);
  }
  in->end += (size_t)got;
  in->total += (uint64_t)got;
  in->at_end = got == 0;
  const z_off_t packed = gzoffset(in->file);
  if (in->total > RATIO_FROM && packed > 0 && in->total / (uint64_t)packed > RATIO_MAX)
    return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "compressed more than %d times: taken for a bomb", (int)RATIO_MAX);
  return SR_OK;
}

/* ---- opening ---- */

static sr_input_kind kind_by_name(sr_slice name) {
  if (sr_slice_ends(name, SR_SLICE(".gz"))) name.len -= 3;
  if (sr_slice_ends(name, SR_SLICE(".ndjson")) || sr_slice_ends(name, SR_SLICE(".jsonl"))) return SR_INPUT_NDJSON;
  if (sr_slice_ends(name, SR_SLICE(".html")) || sr_slice_ends(name, SR_SLICE(".htm"))) return SR_INPUT_HTML;
  return SR_INPUT_AUTO;
}

/* NDJSON begins with an object; HTML is told from text by the reader of reports. */
static sr_input_kind kind_by_content(sr_slice bytes) {
  if (sr_slice_starts(bytes, SR_SLICE("\xef\xbb\xbf"))) bytes = sr_slice_cut(bytes, 3, bytes.len);
  bytes = sr_slice_trim(bytes);
  if (!sr_slice_starts(bytes, SR_SLICE("{"))) return SR_INPUT_AUTO;
  bytes = sr_slice_trim(sr_slice_cut(bytes, 1, bytes.len));
  return sr_slice_starts(bytes, SR_SLICE("\"")) || sr_slice_starts(bytes, SR_SLICE("}")) ? SR_INPUT_NDJSON
                                                                                         : SR_INPUT_AUTO;
}

static sr_status open_file(sr_input *in, const char *path, sr_error *err) {
  const bool standard = !strcmp(path, "-");
  in->name = strdup(standard ? "stdin" : path);
  if (!in->name) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "out of memory");
  const int fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot open '%s': %s", path, strerror(errno));
  struct stat about;
  if (!fstat(fd, &about) && S_ISDIR(about.st_mode)) {
    close(fd);
    return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot read '%s': %s", path, strerror(EISDIR));
  }
  in->file = gzdopen(fd, "rb");
  if (!in->file) {
    close(fd);
    return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "out of memory");
  }
  if (in->kind == SR_INPUT_AUTO) in->kind = kind_by_name(sr_slice_of(path));
  SR_TRY(fill(in, err));
  if (in->kind == SR_INPUT_AUTO) in->kind = kind_by_content((sr_slice){in->bytes, in->end});
  return SR_OK;
}

sr_status sr_input_open(const char *path, sr_input_kind kind, const sr_limits *limits, sr_input **input,
                        sr_error *err) {
  sr_input *in = calloc(1, sizeof *in);
  if (!in) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "out of memory");
  in->kind = kind;
  in->limits = limits ? *limits : sr_limits_default();
  const sr_status status = open_file(in, path, err);
  if (status) {
    sr_error_where(err, sr_slice_of(path));
    sr_input_close(in);
    return status;
  }
  *input = in;
  return SR_OK;
}

void sr_input_close(sr_input *in) {
  if (!in) return;
  json_decref(in->object);
  if (in->file) gzclose_r(in->file);
  free(in->bytes);
  free(in->name);
  free(in);
}

/* ---- a whole file ---- */

static sr_status whole_file(sr_input *in, sr_input_item *item, sr_error *err) {
  in->done = true;
  item->info.id = sr_slice_of(in->name);
  item->info.form = in->kind == SR_INPUT_HTML ? SR_FORM_HTML : in->kind == SR_INPUT_TEXT ? SR_FORM_TEXT : SR_FORM_AUTO;
  while (!in->at_end) {
    if (in->end > in->limits.report_bytes)
      return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "report has more than the %zu bytes allowed",
                     in->limits.report_bytes);
    SR_TRY(fill(in, err));
  }
  item->bytes = (sr_slice){in->bytes, in->end};
  return SR_OK;
}

/* ---- lines ---- */

/* Drops the rest of a line that is too long, holding no more of it than a chunk. */
static sr_status skip_line(sr_input *in, sr_error *err) {
  for (;;) {
    const size_t at = sr_slice_find((sr_slice){in->bytes, in->end}, '\n', in->start);
    if (at != SR_NOWHERE) {
      in->start = at + 1;
      return SR_OK;
    }
    in->start = in->end = 0;
    if (in->at_end) return SR_OK;
    SR_TRY(fill(in, err));
  }
}

/* The next line without its newline; ptr NULL at the end. */
static sr_status next_line(sr_input *in, sr_slice *line, sr_error *err) {
  *line = (sr_slice){0};
  size_t seen = 0; /* bytes of the line known to hold no newline, so that each is looked at once */
  for (;;) {
    const size_t at = sr_slice_find((sr_slice){in->bytes, in->end}, '\n', in->start + seen);
    const size_t end = at == SR_NOWHERE ? in->end : at;
    seen = end - in->start;
    if (seen > in->limits.report_bytes) {
      in->line++;
      SR_TRY(skip_line(in, err));
      return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "line %zu has more than the %zu bytes allowed", in->line,
                     in->limits.report_bytes);
    }
    if (at != SR_NOWHERE || (in->at_end && seen)) {
      *line = (sr_slice){in->bytes + in->start, seen};
      in->start = at == SR_NOWHERE ? in->end : at + 1;
      in->line++;
      return SR_OK;
    }
    if (in->at_end) return SR_OK;
    SR_TRY(fill(in, err));
  }
}

/* jansson's message may quote bytes of the line: kept to one line of ASCII. */
static sr_status fail_json(const sr_input *in, const json_error_t *json, sr_error *err) {
  if (json_error_code(json) == json_error_out_of_memory) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "out of memory");
  char text[sizeof json->text];
  size_t n = 0;
  for (; n + 1 < sizeof text && json->text[n]; n++) {
    const uint8_t c = (uint8_t)json->text[n];
    text[n] = c < ' ' || c >= 0x7f ? '?' : (char)c;
  }
  text[n] = 0;
  return sr_fail(err, SR_ERR_INPUT, json->position > 0 ? (size_t)json->position : 0, "line %zu is not JSON: %s",
                 in->line, text);
}

/* A member that is text; one that is missing or null leaves *text as it is. */
static sr_status get_text(const sr_input *in, const char *key, sr_slice *text, sr_error *err) {
  const json_t *value = json_object_get(in->object, key);
  if (!value || json_is_null(value)) return SR_OK;
  if (!json_is_string(value))
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "'%s' in line %zu is not a string", key, in->line);
  *text = (sr_slice){json_string_value(value), json_string_length(value)};
  return SR_OK;
}

/* YYYY-MM-DD, with a time of day behind it or not. What does not begin with a year ("Dec 17", "9:27 AM ET", as feeds
 * have them) says nothing that could be relied on and is taken for no date; a year with no day behind it is a mistake,
 * and false. */
static bool take_date(sr_slice date, sr_day *day) {
  enum { YEAR = 4, DAY = 10 };
  for (size_t i = 0; i < YEAR; i++)
    if (i >= date.len || date.ptr[i] < '0' || date.ptr[i] > '9') return true;
  if (date.len > DAY && (date.ptr[DAY] == 'T' || date.ptr[DAY] == ' ')) date.len = DAY;
  return sr_day_parse(date, day);
}

static sr_status read_object(sr_input *in, sr_slice line, sr_input_item *item, sr_error *err) {
  json_error_t problem;
  in->object = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, &problem);
  if (!in->object) return fail_json(in, &problem, err);
  if (!json_is_object(in->object))
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "line %zu is not a JSON object", in->line);
  sr_report_info *info = &item->info;
  sr_slice text = {0}, date = {0};
  SR_TRY(get_text(in, "id", &info->id, err)); /* first, so that what follows can name the report */
  SR_TRY(get_text(in, "text", &text, err));
  SR_TRY(get_text(in, "date", &date, err));
  SR_TRY(get_text(in, "lang", &info->lang, err));
  SR_TRY(get_text(in, "outlet", &info->outlet, err));
  SR_TRY(get_text(in, "title", &info->title, err));
  SR_TRY(get_text(in, "url", &info->url, err));
  if (!text.ptr) return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "line %zu has no 'text'", in->line);
  if (!take_date(date, &info->date))
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "'date' in line %zu is not YYYY-MM-DD: '%.*s'", in->line,
                   (int)(date.len < 40 ? date.len : 40), date.ptr);
  item->bytes = text;
  return SR_OK;
}

static sr_status ndjson(sr_input *in, sr_input_item *item, sr_error *err) {
  sr_slice line;
  do {
    const sr_status status = next_line(in, &line, err);
    if (status == SR_ERR_IO || status == SR_ERR_NOMEM)
      in->done = true;
    else if (status || line.ptr)
      item->line = in->line;
    if (!status && !line.ptr) in->done = true;
    if (in->line == 1 && sr_slice_starts(line, SR_SLICE("\xef\xbb\xbf"))) line = sr_slice_cut(line, 3, line.len);
    if (item->line) {
      const int n = snprintf(in->id, sizeof in->id, "%s:%zu", in->name, in->line);
      item->info.id = (sr_slice){in->id, n < 0 ? 0 : n < ID_MAX ? (size_t)n : ID_MAX - 1};
    }
    if (status || in->done) return status;
  } while (!sr_slice_trim(line).len);
  item->info.form = SR_FORM_EXACT;
  return read_object(in, line, item, err);
}

sr_status sr_input_next(sr_input *in, sr_input_item *item, sr_error *err) {
  *item = (sr_input_item){.info = {.date = SR_DAY_NONE}};
  json_decref(in->object);
  in->object = NULL;
  if (in->done) return SR_OK;
  const sr_status status = in->kind == SR_INPUT_NDJSON ? ndjson(in, item, err) : whole_file(in, item, err);
  if (!status) return SR_OK;
  if (status == SR_ERR_IO || status == SR_ERR_NOMEM) in->done = true;
  item->bytes = (sr_slice){0};
  sr_error_where(err, item->info.id.len ? item->info.id : sr_slice_of(in->name));
  return status;
}
