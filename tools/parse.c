/* sitrep-parse: a small driver of the parser for development and the scorers.
 *
 *   sitrep-parse --model FILE --input text|conllu < in > out.conllu */
#include <sitrep/parse.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sr_status put(void *user, sr_slice bytes, sr_error *err) {
  if (fwrite(bytes.ptr, 1, bytes.len, user) == bytes.len) return SR_OK;
  return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot write");
}

static char *read_all(FILE *f, size_t *n) {
  size_t room = 1 << 16;
  char *bytes = malloc(room);
  *n = 0;
  while (bytes) {
    *n += fread(bytes + *n, 1, room - *n, f);
    if (*n < room) return bytes;
    char *bigger = realloc(bytes, room *= 2);
    if (!bigger) free(bytes);
    bytes = bigger;
  }
  return NULL;
}

int main(int argc, char **argv) {
  const char *path = "models/en.sitrep";
  sr_parse_input kind = SR_PARSE_TEXT;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (!strcmp(argv[i], "--model")) path = argv[i + 1];
    if (!strcmp(argv[i], "--input")) kind = strcmp(argv[i + 1], "conllu") ? SR_PARSE_TEXT : SR_PARSE_CONLLU;
  }
  size_t n;
  char *bytes = read_all(stdin, &n);
  sr_parse_model *model = NULL;
  sr_error err = {0};
  sr_status status = bytes ? sr_parse_model_open(path, &model, &err) : SR_ERR_NOMEM;
  if (!status) status = sr_parse_write(model, kind, (sr_slice){bytes, n}, 0, put, stdout, &err);
  if (!status && fflush(stdout)) status = SR_ERR_IO;
  if (status) fprintf(stderr, "sitrep-parse: %s%s%s\n", err.where, err.where[0] ? ": " : "", err.message);
  sr_parse_model_free(model);
  free(bytes);
  return status ? 1 : 0;
}
