/* sitrep check: the claims held against each other and against observations. */
#include "cli.h"

#include <math.h>
#include <string.h>

static bool holds(const sr_check *check) {
  return check->outcome != SR_OUTCOME_DIFFERS && check->outcome != SR_OUTCOME_IMPOSSIBLE &&
         check->outcome != SR_OUTCOME_SLIP;
}

static const char *colour_of(const cli *line, sr_outcome outcome) {
  if (!line->colour) return "";
  switch (outcome) {
  case SR_OUTCOME_AGREES: return "\033[32m";
  case SR_OUTCOME_CLOSE: return "\033[36m";
  case SR_OUTCOME_DIFFERS:
  case SR_OUTCOME_IMPOSSIBLE: return "\033[31m";
  case SR_OUTCOME_SLIP: return "\033[33m";
  default: return "\033[2m";
  }
}

static void put_interval(sr_interval v) {
  char low[SR_NUMBER_MAX], high[SR_NUMBER_MAX];
  snprintf(low, sizeof low, "%.5g", v.low);
  snprintf(high, sizeof high, "%.5g", v.high);
  printf("[%s, %s]", low, high);
}

static void put_text(const cli *line, const sr_check *c) {
  char ref[SR_REF_MAX], subject[SR_REF_MAX];
  sr_ref_write(c->ref, ref);
  sr_ref_write(c->subject, subject);
  printf("%-5s %s%s%s  %s  %.*s\n", ref, colour_of(line, c->outcome), sr_outcome_name(c->outcome),
         line->colour ? "\033[0m" : "", subject, SR_FMT(c->relation));
  printf("      %.*s\n", SR_FMT(c->formula));
  if (sr_check_has_numbers(c)) {
    fputs("      stated ", stdout);
    put_interval(c->stated);
    fputs(", computed ", stdout);
    put_interval(c->computed);
    printf(" %.*s", SR_FMT(c->unit));
    if (c->by_rounding) fputs(" (only thanks to rounding)", stdout);
    if (isfinite(c->factor)) printf(", a factor of %.2f", c->factor);
    fputc('\n', stdout);
  }
  if (c->slip.len) printf("      slip: %.*s (by chance alone: %g %%)\n", SR_FMT(c->slip), sr_check_slip_percent(c));
  if (c->reason.len) {
    fputs("      ", stdout);
    cli_put_safe(stdout, c->reason);
    fputc('\n', stdout);
  }
  for (uint32_t i = 0; i < c->n_working; i++) {
    fputs("        ", stdout);
    cli_put_safe(stdout, c->working[i]);
    fputc('\n', stdout);
  }
}

int cmd_check(cli *line) {
  const char *format;
  sr_engine *engine = NULL;
  sr_ledger *ledger = NULL;
  sr_checks *checks = NULL;
  if (!cli_format(line, &format) || !cli_ledger(line, SR_LEDGER_READ, &ledger)) return EXIT_USAGE;
  if (!cli_engine(&engine)) {
    sr_ledger_close(ledger);
    return EXIT_USAGE;
  }
  sr_error err;
  sr_status status = sr_check_run(engine, ledger, &checks, &err);
  uint32_t n = 0, shown = 0;
  const sr_check *items = checks ? sr_checks_items(checks, &n) : NULL;
  bool all_hold = true;
  const bool json = !strcmp(format, "json"), csv = !strcmp(format, "csv"), text = !strcmp(format, "text");
  if (!status && csv) status = sr_write_check_csv_header(cli_sink, stdout, &err);
  for (uint32_t i = 0; i < n && !status; i++) {
    all_hold &= holds(&items[i]);
    if (items[i].outcome == SR_OUTCOME_CANNOT_CHECK && !line->value[OPT_ALL]) continue;
    if (json) fputs(shown ? ",\n " : "[", stdout);
    if (text && shown) fputc('\n', stdout);
    if (text)
      put_text(line, &items[i]);
    else if (csv)
      status = sr_write_check_csv(&items[i], cli_sink, stdout, &err);
    else
      status = sr_write_check(&items[i], cli_sink, stdout, &err);
    if (!strcmp(format, "ndjson")) fputc('\n', stdout);
    shown++;
  }
  if (json) puts(shown ? "]" : "[]");
  if (status)
    cli_complain_error(cli_ledger_path(line), &err);
  else if (text && !shown)
    fputs(n ? "no figure could be checked; --all tells what each check lacks\n"
            : "no claim is bound by another figure: nothing to check\n",
          stderr);
  sr_checks_free(checks);
  sr_ledger_close(ledger);
  sr_engine_free(engine);
  return cli_finish(status ? EXIT_USAGE : all_hold ? EXIT_DONE : EXIT_SOME_FAILED);
}
