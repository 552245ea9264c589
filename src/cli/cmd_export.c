/* sitrep export: the ledger's records for other programs. */
#include "cli.h"

#include <string.h>

typedef struct run {
  FILE *out;
  bool csv;
} run;

static sr_status line_end(run *r, sr_status status, sr_error *err) {
  return status || r->csv ? status : cli_sink(r->out, (sr_slice){"\n", 1}, err);
}

static sr_status write_claim(void *user, const sr_stored_claim *claim, sr_error *err) {
  run *r = user;
  return line_end(
      r, r->csv ? sr_write_claim_csv(claim, cli_sink, r->out, err) : sr_write_claim(claim, cli_sink, r->out, err), err);
}

static sr_status write_observation(void *user, const sr_observation *observation, sr_error *err) {
  run *r = user;
  return line_end(r,
                  r->csv ? sr_write_observation_csv(observation, cli_sink, r->out, err)
                         : sr_write_observation(observation, cli_sink, r->out, err),
                  err);
}

static sr_status export_claims(const cli *line, sr_ledger *ledger, run *r, sr_error *err) {
  sr_claim_query query = SR_CLAIM_QUERY_ALL;
  query.with_superseded = line->value[OPT_ALL] != NULL;
  const sr_status status = r->csv ? sr_write_claim_csv_header(cli_sink, r->out, err) : SR_OK;
  return status ? status : sr_ledger_claims(ledger, &query, write_claim, r, err);
}

static sr_status export_observations(sr_ledger *ledger, run *r, sr_error *err) {
  const sr_status status = r->csv ? sr_write_observation_csv_header(cli_sink, r->out, err) : SR_OK;
  return status ? status : sr_ledger_observations(ledger, (sr_slice){0}, write_observation, r, err);
}

static sr_status export_checks(const cli *line, sr_ledger *ledger, run *r, sr_error *err) {
  sr_engine *engine = NULL;
  sr_checks *checks = NULL;
  sr_status status = sr_engine_open(NULL, &engine, err);
  if (!status) status = sr_check_run(engine, ledger, &checks, err);
  if (!status && r->csv) status = sr_write_check_csv_header(cli_sink, r->out, err);
  uint32_t n = 0;
  const sr_check *items = checks ? sr_checks_items(checks, &n) : NULL;
  for (uint32_t i = 0; i < n && !status; i++) {
    if (items[i].outcome == SR_OUTCOME_CANNOT_CHECK && !line->value[OPT_ALL]) continue;
    status = r->csv ? sr_write_check_csv(&items[i], cli_sink, r->out, err)
                    : sr_write_check(&items[i], cli_sink, r->out, err);
    status = line_end(r, status, err);
  }
  sr_checks_free(checks);
  sr_engine_free(engine);
  return status;
}

int cmd_export(cli *line) {
  const char *format, *what = line->value[OPT_WHAT] ? line->value[OPT_WHAT] : "claims";
  sr_ledger *ledger = NULL;
  cli_output output;
  if (!cli_format(line, &format)) return EXIT_USAGE;
  if (strcmp(what, "claims") && strcmp(what, "observations") && strcmp(what, "checks")) {
    cli_usage(line->verb, "no records '%s': claims, observations or checks", what);
    return EXIT_USAGE;
  }
  if (!cli_ledger(line, SR_LEDGER_READ, &ledger)) return EXIT_USAGE;
  if (!cli_output_open(line, &output)) {
    sr_ledger_close(ledger);
    return EXIT_USAGE;
  }
  run r = {.out = output.file, .csv = !strcmp(format, "csv")};
  sr_error err;
  sr_status status;
  if (!strcmp(what, "claims"))
    status = export_claims(line, ledger, &r, &err);
  else if (!strcmp(what, "observations"))
    status = export_observations(ledger, &r, &err);
  else
    status = export_checks(line, ledger, &r, &err);
  if (status) cli_complain_error(status == SR_ERR_IO ? NULL : cli_ledger_path(line), &err);
  sr_ledger_close(ledger);
  return cli_output_close(&output, status ? EXIT_USAGE : EXIT_DONE);
}
