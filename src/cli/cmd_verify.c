/* sitrep verify: is the ledger whole? */
#include "cli.h"

#include <string.h>

typedef struct run {
  bool json;
  long findings;
} run;

static sr_status write_one(void *user, sr_ref row, const char *finding, sr_error *err) {
  (void)err;
  run *r = user;
  char ref[SR_REF_MAX] = "-";
  if (row.id) sr_ref_write(row, ref);
  if (r->json)
    printf("%s{\"ref\": \"%s\", \"finding\": \"%s\"}", r->findings ? ",\n " : "[", ref, finding);
  else
    printf("%s: %s\n", ref, finding);
  r->findings++;
  return SR_OK;
}

int cmd_verify(cli *line) {
  const char *format;
  run r = {0};
  sr_ledger *ledger = NULL;
  if (!cli_format(line, &format) || !cli_ledger(line, SR_LEDGER_READ, &ledger)) return EXIT_USAGE;
  r.json = !strcmp(format, "json");
  sr_error err;
  const sr_status status = sr_ledger_verify(ledger, write_one, &r, &err);
  sr_ledger_close(ledger);
  if (r.json)
    puts(r.findings ? "]" : "[]");
  else if (!status && !r.findings)
    printf("%s is whole\n", cli_ledger_path(line));
  if (status) cli_complain_error(cli_ledger_path(line), &err);
  return cli_finish(status || r.findings ? EXIT_SOME_FAILED : EXIT_DONE);
}
