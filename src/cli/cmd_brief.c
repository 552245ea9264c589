/* sitrep brief: the situation brief of the ledger. */
#include "cli.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static uint32_t terminal_columns(void) {
  struct winsize size;
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int cmd_brief(cli *line) {
  static const char *const formats[] = {"text", "markdown", "json", "html"};
  const char *format;
  sr_brief_options options = {0};
  if (!cli_format(line, &format) || !cli_day(line, OPT_SINCE, &options.since) ||
      !cli_day(line, OPT_UNTIL, &options.until))
    return EXIT_USAGE;
  for (int i = 0; i < 4; i++)
    if (!strcmp(format, formats[i])) options.format = (sr_brief_format)i;
  options.borders = line->value[OPT_POLICY];
  options.topic = line->value[OPT_TOPIC];
  options.lang = line->value[OPT_BRIEF_LANG];
  options.colour = line->colour && !line->value[OPT_OUTPUT];
  options.columns = line->value[OPT_OUTPUT] ? 0 : terminal_columns();
  sr_engine *engine = NULL;
  sr_ledger *ledger = NULL;
  if (!cli_ledger(line, SR_LEDGER_READ, &ledger)) return EXIT_USAGE;
  cli_output output;
  if (!cli_engine(&engine) || !cli_output_open(line, &output)) {
    sr_ledger_close(ledger);
    sr_engine_free(engine);
    return EXIT_USAGE;
  }
  sr_error err;
  const sr_status status = sr_brief_write(engine, ledger, &options, cli_sink, output.file, &err);
  if (status) cli_complain_error(status == SR_ERR_IO ? NULL : cli_ledger_path(line), &err);
  sr_ledger_close(ledger);
  sr_engine_free(engine);
  return cli_output_close(&output, status ? EXIT_USAGE : EXIT_DONE);
}
