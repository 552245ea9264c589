/* sitrep observe: dated figures from CSV into the ledger. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The largest figures file seen is under 1 MiB; a bound keeps a wrong file name from filling memory. */
enum { FILE_MAX = 256 << 20 };

typedef struct run {
  const char *path;
} run;

static void bad_row(void *user, size_t row, size_t column, const char *message) {
  const run *r = user;
  cli_complain("%s:%zu:%zu: %s", r->path, row, column, message);
}

static bool read_whole(const char *path, sr_slice *bytes) {
  FILE *in = strcmp(path, "-") ? fopen(path, "rb") : stdin;
  char *buffer = NULL;
  size_t n = 0, room = 0;
  bool good = in != NULL;
  while (good) {
    if (n == room) {
      room = room ? room * 2 : 1 << 16;
      char *bigger = room <= FILE_MAX ? realloc(buffer, room) : NULL;
      if (!bigger) {
        errno = room <= FILE_MAX ? ENOMEM : EFBIG;
        good = false;
        break;
      }
      buffer = bigger;
    }
    const size_t got = fread(buffer + n, 1, room - n, in);
    n += got;
    if (!got) {
      good = !ferror(in);
      break;
    }
  }
  if (!good) cli_complain("%s: cannot read: %s", path, strerror(errno));
  if (in && in != stdin) fclose(in);
  if (!good) {
    free(buffer);
    return false;
  }
  *bytes = (sr_slice){buffer, n};
  return true;
}

int cmd_observe(cli *line) {
  const char *format;
  if (!cli_format(line, &format)) return EXIT_USAGE;
  if (!line->n_arguments) {
    cli_usage(line->verb, "no file to import");
    return EXIT_USAGE;
  }
  sr_engine *engine = NULL;
  sr_ledger *ledger = NULL;
  if (!cli_engine(&engine)) return EXIT_USAGE;
  if (!cli_ledger(line, SR_LEDGER_CREATE, &ledger)) {
    sr_engine_free(engine);
    return EXIT_USAGE;
  }
  bool failed = false;
  for (int i = 0; i < line->n_arguments; i++) {
    run r = {line->arguments[i]};
    sr_slice bytes = {0};
    sr_import result = {0};
    sr_error err;
    if (!read_whole(r.path, &bytes)) {
      failed = true;
      continue;
    }
    const sr_slice name = {r.path, strlen(r.path)};
    const sr_status status = sr_observe_csv(engine, ledger, name, bytes, bad_row, &r, &result, &err);
    free((void *)(uintptr_t)bytes.ptr);
    if (status) {
      cli_complain_error(r.path, &err);
      failed = true;
      continue;
    }
    failed |= result.bad > 0;
    if (!strcmp(format, "json"))
      printf("{\"rows\": %zu, \"good\": %zu, \"added\": %zu, \"bad\": %zu}\n", result.rows, result.good, result.added,
             result.bad);
    else if (!line->value[OPT_QUIET]) {
      cli_put_safe(stdout, name);
      printf(": %zu figures, %zu new, %zu bad\n", result.good, result.added, result.bad);
    }
  }
  sr_ledger_close(ledger);
  sr_engine_free(engine);
  return cli_finish(failed ? EXIT_SOME_FAILED : EXIT_DONE);
}
