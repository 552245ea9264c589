/* What every other header of the library builds on: slices of text, spans, errors, dates, versions.
 *
 * Text is a pointer and a length, never a C string: a report may hold NUL bytes. Spans are byte offsets into a
 * report's stored clean text, [start, end). A function that can fail returns sr_status and describes the failure in
 * the caller's sr_error; there is no hidden "last error". Nothing here allocates. */
#ifndef SITREP_BASE_H
#define SITREP_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define SR_API __attribute__((visibility("default")))
#define SR_MUST_CHECK __attribute__((warn_unused_result))
#define SR_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#else
#define SR_API
#define SR_MUST_CHECK
#define SR_PRINTF(fmt, first)
#endif

#define SR_VERSION "0.1.0"

/* ---- text ---- */

/* Borrowed bytes; may hold NUL; ptr may be NULL when len is 0. */
typedef struct sr_slice {
  const char *ptr;
  size_t len;
} sr_slice;

/* Byte offsets into a report's text, [start, end). */
typedef struct sr_span {
  uint32_t start, end;
} sr_span;

/* n spans in order; a thing said in several places ("it would ... hand over"). */
typedef struct sr_spans {
  const sr_span *at;
  uint32_t n;
} sr_spans;

#define SR_SLICE(literal) ((sr_slice){(literal), sizeof(literal) - 1})
#define SR_FMT(s) (int)(s).len, ((s).ptr ? (s).ptr : "") /* printf("%.*s", SR_FMT(name)) */

/* ---- errors ---- */

typedef enum sr_status {
  SR_OK = 0,
  SR_ERR_INPUT,    /* bytes from outside that are not what they should be */
  SR_ERR_LIMIT,    /* a declared bound of size, depth or time was reached */
  SR_ERR_NOMEM,    /* no memory */
  SR_ERR_IO,       /* the system refused to read or write */
  SR_ERR_LEDGER,   /* the ledger is damaged, locked, newer than this program, or not a ledger */
  SR_ERR_NOTFOUND, /* what was asked for is not there */
  SR_ERR_USAGE     /* the call itself was wrong */
} sr_status;

#define SR_NOWHERE SIZE_MAX

typedef struct sr_error {
  sr_status status;
  size_t offset;     /* first byte at fault, SR_NOWHERE if there is none */
  char where[80];    /* report id, file or table; empty if not known */
  char message[240]; /* one line: lower case, no full stop, the subject in quotes */
} sr_error;

/* The word for a status: "input", "limit", ... */
SR_API const char *sr_status_name(sr_status status);

/* Fills *err (which may be NULL) and returns status, so that a failure is one line at its place. */
SR_API sr_status sr_fail(sr_error *err, sr_status status, size_t offset, const char *format, ...) SR_PRINTF(4, 5);

/* Names the report, file or table where err happened, if nobody has yet. */
SR_API void sr_error_where(sr_error *err, sr_slice where);

/* ---- logging ---- */

typedef enum sr_log_level { SR_LOG_WARN, SR_LOG_INFO, SR_LOG_DEBUG } sr_log_level;

/* Where the library may tell what it is doing. It is silent unless a caller passes one; write may be called from any of
 * the caller's threads and the library's. */
typedef struct sr_log {
  void (*write)(void *user, sr_log_level level, const char *line);
  void *user;
  sr_log_level level; /* lines above it are not made */
} sr_log;

/* ---- dates ---- */

/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
typedef int32_t sr_day;
#define SR_DAY_NONE INT32_MIN

enum { SR_DAY_MAX = 12 };
/* "2025-07-09" and a NUL, "" for SR_DAY_NONE; gives out. */
SR_API const char *sr_day_write(sr_day day, char out[SR_DAY_MAX]);
/* "2025-07-09"; false if text is anything else. */
SR_API bool sr_day_parse(sr_slice text, sr_day *day);

/* ---- numbers ---- */

enum { SR_NUMBER_MAX = 32 };
/* The fewest digits that read back as value ("0.1", "31000", "1.5e+300"), whatever the locale; gives the length. */
SR_API size_t sr_number_write(double value, char out[SR_NUMBER_MAX]);
/* Reads a whole slice as a decimal number, whatever the locale; false if it is anything else or not finite. */
SR_API bool sr_number_parse(sr_slice text, double *value);

/* ---- versions ---- */

/* The version of the library that is running, which may differ from SR_VERSION at compile time. */
SR_API const char *sr_version(void);

#endif
