/* sitrep explain: from a printed number back to its sentence. */
#include "cli.h"

#include <string.h>

int cmd_explain(cli *line) {
  const char *format;
  if (!cli_format(line, &format)) return EXIT_USAGE;
  if (!line->n_arguments) {
    cli_usage(line->verb, "nothing to explain: name a reference such as C12");
    return EXIT_USAGE;
  }
  sr_error err;
  for (int i = 0; i < line->n_arguments; i++) {
    sr_ref ref;
    if (sr_ref_parse((sr_slice){line->arguments[i], strlen(line->arguments[i])}, &ref, &err)) {
      cli_usage(line->verb, "%s", err.message);
      return EXIT_USAGE;
    }
  }
  sr_engine *engine = NULL;
  sr_ledger *ledger = NULL;
  if (!cli_ledger(line, SR_LEDGER_READ, &ledger)) return EXIT_USAGE;
  if (!cli_engine(&engine)) {
    sr_ledger_close(ledger);
    return EXIT_USAGE;
  }
  const sr_brief_options options = {.format = strcmp(format, "text") ? SR_BRIEF_MARKDOWN : SR_BRIEF_TEXT,
                                    .colour = line->colour,
                                    .since = SR_DAY_NONE,
                                    .until = SR_DAY_NONE};
  int status = EXIT_DONE;
  for (int i = 0; i < line->n_arguments; i++) {
    sr_ref ref;
    sr_status s = sr_ref_parse((sr_slice){line->arguments[i], strlen(line->arguments[i])}, &ref, &err);
    if (!s && i) s = cli_sink(stdout, (sr_slice){"\n", 1}, &err);
    if (!s) s = sr_explain_write(engine, ledger, ref, &options, cli_sink, stdout, &err);
    if (s) {
      cli_complain_error(line->arguments[i], &err);
      status = EXIT_SOME_FAILED;
    }
  }
  sr_ledger_close(ledger);
  sr_engine_free(engine);
  return cli_finish(status);
}
