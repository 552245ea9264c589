/* sitrep fires: which of the ledger's fires are beyond what earlier years explain. */
#include "cli.h"

#include <string.h>

int cmd_fires(cli *line) {
  const char *format;
  sr_fires_options options = {.since = SR_DAY_NONE};
  sr_ledger *ledger = NULL;
  if (!cli_format(line, &format) || !cli_day(line, OPT_SINCE, &options.since)) return EXIT_USAGE;
  if (options.since == SR_DAY_NONE) {
    cli_usage(line->verb, "the first day of the war is missing: --since YYYY-MM-DD");
    return EXIT_USAGE;
  }
  if (line->value[OPT_BORDERS])
    options.borders = (sr_slice){line->value[OPT_BORDERS], strlen(line->value[OPT_BORDERS])};
  if (line->value[OPT_COUNTRY])
    options.country = (sr_slice){line->value[OPT_COUNTRY], strlen(line->value[OPT_COUNTRY])};
  if (!cli_ledger(line, SR_LEDGER_WRITE, &ledger)) return EXIT_USAGE;
  sr_fires_result result;
  sr_error err;
  const sr_status status = sr_observe_war_fires(ledger, &options, &result, &err);
  if (status)
    cli_complain_error(cli_ledger_path(line), &err);
  else if (!strcmp(format, "json"))
    printf("{\"fires\": %llu, \"war\": %llu, \"years\": %u, \"divisions\": %u, \"added\": %zu}\n",
           (unsigned long long)result.fires, (unsigned long long)result.war, result.years, result.divisions,
           result.added);
  else
    printf("%llu fires, %llu beyond the normal of %u years; %zu new figures, by %u divisions\n",
           (unsigned long long)result.fires, (unsigned long long)result.war, result.years, result.added,
           result.divisions);
  sr_ledger_close(ledger);
  return cli_finish(status ? EXIT_USAGE : EXIT_DONE);
}
