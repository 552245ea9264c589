/* Output and messages: results on stdout, everything else on stderr. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

sr_status cli_sink(void *file, sr_slice bytes, sr_error *err) {
  if (fwrite(bytes.ptr ? bytes.ptr : "", 1, bytes.len, file) == bytes.len) return SR_OK;
  return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot write: %s", strerror(errno));
}

int cli_finish(int status) {
  if (fflush(stdout) == 0 && !ferror(stdout)) return status;
  if (status == EXIT_DONE) cli_complain("cannot write to standard output: %s", strerror(errno)); /* else it is told */
  return status ? status : EXIT_SOME_FAILED;
}

bool cli_output_open(const cli *line, cli_output *output) {
  *output = (cli_output){.file = stdout};
  const char *path = line->value[OPT_OUTPUT];
  if (!path || !strcmp(path, "-")) return true;
  const size_t n = strlen(path);
  output->path = strdup(path);
  output->temporary = malloc(n + sizeof ".XXXXXX");
  if (!output->path || !output->temporary) {
    cli_complain("no memory");
    return false;
  }
  memcpy(output->temporary, path, n);
  memcpy(output->temporary + n, ".XXXXXX", sizeof ".XXXXXX");
  const int fd = mkstemp(output->temporary);
  output->file = fd >= 0 ? fdopen(fd, "wb") : NULL;
  if (output->file) return true;
  cli_complain("%s: cannot write: %s", path, strerror(errno));
  if (fd >= 0) {
    close(fd);
    unlink(output->temporary);
  }
  free(output->path);
  free(output->temporary);
  return false;
}

int cli_output_close(cli_output *output, int status) {
  if (!output->path) return cli_finish(status);
  bool whole = fflush(output->file) == 0 && !ferror(output->file) && fchmod(fileno(output->file), 0644) == 0;
  whole = fclose(output->file) == 0 && whole;
  if (whole && status != EXIT_USAGE && rename(output->temporary, output->path) == 0) {
    free(output->path);
    free(output->temporary);
    return status;
  }
  if (status != EXIT_USAGE) cli_complain("%s: cannot write: %s", output->path, strerror(errno));
  unlink(output->temporary);
  free(output->path);
  free(output->temporary);
  return status ? status : EXIT_SOME_FAILED;
}

bool cli_beside_program(const char *place, char *path, size_t room) {
  const ssize_t n = readlink("/proc/self/exe", path, room - 1);
  if (n <= 0 || (size_t)n >= room - 1) return false;
  path[n] = 0;
  char *slash = strrchr(path, '/');
  const size_t left = slash ? room - (size_t)(slash + 1 - path) : 0;
  return slash && (size_t)snprintf(slash + 1, left, "%s", place) < left;
}

void cli_complain(const char *format, ...) {
  fputs("sitrep: ", stderr);
  va_list args;
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fputc('\n', stderr);
}

void cli_complain_error(const char *name, const sr_error *err) {
  const char *where = name ? name : err->where;
  fputs("sitrep: ", stderr);
  if (*where) {
    cli_put_safe(stderr, (sr_slice){where, strlen(where)});
    fputs(": ", stderr);
  }
  cli_put_safe(stderr, (sr_slice){err->message, strlen(err->message)});
  if (err->offset != SR_NOWHERE) fprintf(stderr, " (at byte %zu)", err->offset);
  fputc('\n', stderr);
}

void cli_usage(const cli_verb *verb, const char *format, ...) {
  fputs("sitrep: ", stderr);
  va_list args;
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  if (verb)
    fprintf(stderr, "\ntry 'sitrep %s --help'\n", verb->name);
  else
    fputs("\ntry 'sitrep help'\n", stderr);
}

void cli_progress(const cli *line, const char *format, ...) {
  if (!line->progress) return;
  fputs("\r\033[K", stderr);
  va_list args;
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fflush(stderr);
}

void cli_progress_end(const cli *line) {
  if (line->progress) fputs("\r\033[K", stderr);
}

/* Bidirectional controls (U+202A..202E, U+2066..2069) and C1 controls would let a report rewrite what a reader sees. */
static bool is_unsafe(const uint8_t *s, size_t n, size_t *length) {
  *length = 1;
  if (s[0] < 0x20 || s[0] == 0x7f) return true;
  if (n >= 2 && s[0] == 0xc2 && s[1] >= 0x80 && s[1] < 0xa0) return *length = 2, true;
  if (n >= 3 && s[0] == 0xe2 &&
      ((s[1] == 0x80 && s[2] >= 0xaa && s[2] <= 0xae) || (s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9)))
    return *length = 3, true;
  return false;
}

void cli_put_safe(FILE *out, sr_slice text) {
  size_t from = 0, length;
  for (size_t i = 0; i < text.len;) {
    if (!is_unsafe((const uint8_t *)text.ptr + i, text.len - i, &length)) {
      i++;
      continue;
    }
    fwrite(text.ptr + from, 1, i - from, out);
    fputc(' ', out);
    i += length;
    from = i;
  }
  if (text.len > from) fwrite(text.ptr + from, 1, text.len - from, out);
}
