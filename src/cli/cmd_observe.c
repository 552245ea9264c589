/* sitrep observe: dated figures into the ledger, from the tool's own CSV or a publisher's format. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The largest file of figures seen is under 1 MiB; a bound keeps a wrong file name from filling memory. Publishers'
 * files are read a window at a time and have none. */
enum { FILE_MAX = 256 << 20 };

static const char FIGURES[] = "figures";

typedef struct run {
  const char *path;
  FILE *in;
} run;

static void bad_row(void *user, size_t row, size_t column, const char *message) {
  const run *r = user;
  cli_complain("%s:%zu:%zu: %s", r->path, row, column, message);
}

static sr_status read_some(void *user, char *to, size_t room, size_t *got, sr_error *err) {
  const run *r = user;
  *got = fread(to, 1, room, r->in);
  if (*got || !ferror(r->in)) return SR_OK;
  return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot read: %s", strerror(errno));
}

static bool read_whole(run *r, sr_slice *bytes) {
  char *buffer = NULL;
  size_t n = 0, room = 0, got = 1;
  sr_error err;
  while (got) {
    if (n == room) {
      room = room ? room * 2 : 1 << 16;
      char *bigger = room <= FILE_MAX ? realloc(buffer, room) : NULL;
      if (!bigger) {
        cli_complain("%s: cannot read: %s", r->path, strerror(room <= FILE_MAX ? ENOMEM : EFBIG));
        free(buffer);
        return false;
      }
      buffer = bigger;
    }
    if (read_some(r, buffer + n, room - n, &got, &err)) {
      cli_complain_error(r->path, &err);
      free(buffer);
      return false;
    }
    n += got;
  }
  *bytes = (sr_slice){buffer, n};
  return true;
}

/* One file of figures in the tool's own form. */
static bool import_figures(const sr_engine *engine, sr_ledger *ledger, run *r, sr_import *result) {
  sr_slice bytes = {0};
  sr_error err;
  if (!read_whole(r, &bytes)) return false;
  const sr_status status =
      sr_observe_csv(engine, ledger, (sr_slice){r->path, strlen(r->path)}, bytes, bad_row, r, result, &err);
  free((void *)(uintptr_t)bytes.ptr);
  if (status) cli_complain_error(r->path, &err);
  return !status;
}

static bool import_series(const sr_engine *engine, sr_ledger *ledger, const sr_import_options *options, run *r,
                          sr_import *result) {
  sr_error err;
  if (!sr_observe_import(engine, ledger, (sr_slice){r->path, strlen(r->path)}, options, read_some, r, bad_row, r,
                         result, &err))
    return true;
  cli_complain_error(r->path, &err);
  return false;
}

static sr_slice option(const cli *line, cli_option_id id) {
  return line->value[id] ? (sr_slice){line->value[id], strlen(line->value[id])} : (sr_slice){0};
}

/* The kind that the first argument names; SR_IMPORT_KIND_COUNT is the tool's own figures. *first is the first file. */
static bool read_options(const cli *line, sr_import_options *options, int *first) {
  sr_day day = SR_DAY_NONE;
  *first = 0;
  options->kind = SR_IMPORT_KIND_COUNT;
  for (int kind = 0; kind < SR_IMPORT_KIND_COUNT && !*first && line->n_arguments; kind++) {
    if (strcmp(line->arguments[0], sr_import_kind_name((sr_import_kind)kind))) continue;
    options->kind = (sr_import_kind)kind;
    *first = 1;
  }
  if (!*first && line->n_arguments && !strcmp(line->arguments[0], FIGURES)) *first = 1;
  static const cli_option_id of_publishers[] = {OPT_PARTY, OPT_PLACE, OPT_SOURCE, OPT_LICENCE, OPT_MAP, OPT_FETCHED};
  for (size_t i = 0; options->kind == SR_IMPORT_KIND_COUNT && i < sizeof of_publishers / sizeof *of_publishers; i++)
    if (line->value[of_publishers[i]]) {
      cli_usage(line->verb, "--%s is for publishers' files; figures say all of themselves in their columns",
                cli_options[of_publishers[i]].name);
      return false;
    }
  if (!cli_day(line, OPT_FETCHED, &day)) return false;
  options->fetched = day == SR_DAY_NONE ? 0 : (int64_t)day * 86400;
  options->party = option(line, OPT_PARTY);
  options->place = option(line, OPT_PLACE);
  options->source = option(line, OPT_SOURCE);
  options->licence = option(line, OPT_LICENCE);
  options->map = option(line, OPT_MAP);
  if (*first < line->n_arguments) return true;
  cli_usage(line->verb, "no file to import");
  return false;
}

static bool import_one(const sr_engine *engine, sr_ledger *ledger, const sr_import_options *options, run *r,
                       sr_import *result) {
  r->in = strcmp(r->path, "-") ? fopen(r->path, "rb") : stdin;
  if (!r->in) {
    cli_complain("%s: cannot read: %s", r->path, strerror(errno));
    return false;
  }
  const bool done = options->kind == SR_IMPORT_KIND_COUNT ? import_figures(engine, ledger, r, result)
                                                          : import_series(engine, ledger, options, r, result);
  if (r->in != stdin) fclose(r->in);
  return done;
}

int cmd_observe(cli *line) {
  const char *format;
  sr_import_options options = {0};
  int first;
  if (line->n_arguments && !strcmp(line->arguments[0], "map")) return cmd_observe_map(line);
  if (line->n_arguments && !strcmp(line->arguments[0], "borders")) return cmd_observe_borders(line);
  if (!cli_format(line, &format) || !read_options(line, &options, &first)) return EXIT_USAGE;
  sr_engine *engine = NULL;
  sr_ledger *ledger = NULL;
  if (!cli_engine(&engine)) return EXIT_USAGE;
  if (!cli_ledger(line, SR_LEDGER_CREATE, &ledger)) {
    sr_engine_free(engine);
    return EXIT_USAGE;
  }
  bool failed = false;
  for (int i = first; i < line->n_arguments; i++) {
    run r = {line->arguments[i], NULL};
    sr_import result = {0};
    if (!import_one(engine, ledger, &options, &r, &result)) {
      failed = true;
      continue;
    }
    failed |= result.bad > 0;
    if (!strcmp(format, "json"))
      printf("{\"rows\": %zu, \"good\": %zu, \"added\": %zu, \"bad\": %zu}\n", result.rows, result.good, result.added,
             result.bad);
    else if (!line->value[OPT_QUIET]) {
      cli_put_safe(stdout, (sr_slice){r.path, strlen(r.path)});
      if (options.kind == SR_IMPORT_KIND_COUNT)
        printf(": %zu figures, %zu new, %zu bad\n", result.good, result.added, result.bad);
      else
        printf(": %zu rows, %zu new figures, %zu bad rows\n", result.good, result.added, result.bad);
    }
  }
  sr_ledger_close(ledger);
  sr_engine_free(engine);
  return cli_finish(failed ? EXIT_SOME_FAILED : EXIT_DONE);
}
