/* sitrep parse: text in, sentences, words, tags, lemmas, trees and names out. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The value's place among some words; the first without a value; -1 told on stderr. */
static int choose(const cli *line, cli_option_id option, const char *const *words, int n) {
  const char *value = line->value[option];
  for (int i = 0; i < n; i++)
    if (!value || !strcmp(value, words[i])) return i;
  cli_usage(line->verb, "no %s form '%s': %s", cli_options[option].name, value, cli_options[option].help);
  return -1;
}

static bool open_model(const cli *line, sr_parse_model **model) {
  const char *path = line->value[OPT_MODEL], *code = line->value[OPT_PARSE_LANG];
  sr_error err = {0};
  const sr_slice lang = {code ? code : "en", code ? strlen(code) : 2};
  const sr_status status = path ? sr_parse_model_open(path, model, &err) : sr_parse_model_find(lang, model, &err);
  if (status) {
    cli_complain_error(NULL, &err);
    return false;
  }
  if (!code || sr_parse_model_reads(*model, lang)) return true;
  cli_complain("%s: the model is not one of the language '%s'", path, code);
  return false;
}

/* All of a file; NULL told on stderr. */
static char *read_all(const char *path, size_t *n) {
  FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
  size_t room = 1 << 16;
  char *bytes = file ? malloc(room) : NULL;
  *n = 0;
  while (bytes) {
    *n += fread(bytes + *n, 1, room - *n, file);
    if (*n < room) break;
    char *bigger = realloc(bytes, room *= 2);
    if (!bigger) {
      free(bytes);
      errno = ENOMEM;
    }
    bytes = bigger;
  }
  if (bytes && ferror(file)) {
    free(bytes);
    bytes = NULL;
  }
  if (!bytes) cli_complain("%s: cannot read: %s", path, strerror(errno));
  if (file && file != stdin) fclose(file);
  return bytes;
}

int cmd_parse(cli *line) {
  static const char *const inputs[] = {"text", "conllu", "horizontal"}, *const outputs[] = {"conllu", "ndjson"};
  const int input = choose(line, OPT_PARSE_INPUT, inputs, 3), output = choose(line, OPT_PARSE_OUTPUT, outputs, 2);
  long jobs = 1;
  if (input < 0 || output < 0 || !cli_number(line, OPT_JOBS, 1, 256, &jobs)) return EXIT_USAGE;
  sr_parse_model *model = NULL;
  if (!open_model(line, &model)) {
    sr_parse_model_free(model);
    return EXIT_USAGE;
  }
  const sr_parse_options options = {
      .input = (sr_parse_input)input, .output = (sr_parse_output)output, .jobs = (unsigned)jobs};
  int status = EXIT_DONE;
  const int n_files = line->n_arguments ? line->n_arguments : 1;
  for (int i = 0; i < n_files && !ferror(stdout); i++) {
    const char *path = line->n_arguments ? line->arguments[i] : "-";
    size_t n;
    char *bytes = read_all(path, &n);
    sr_error err = {0};
    if (!bytes || sr_parse_write(model, &options, (sr_slice){bytes, n}, cli_sink, stdout, &err))
      status = EXIT_SOME_FAILED;
    if (bytes && err.status) cli_complain_error(path, &err);
    free(bytes);
  }
  sr_parse_model_free(model);
  return cli_finish(status);
}
