/* sitrep claims: list, filter and search. */
#include "cli.h"

#include <string.h>

typedef struct run {
  cli *line;
  const char *format;
  long n;
} run;

/* "about 15 km2/d", "10 to 12 {tank}" */
static void put_figure(const sr_figure *figure) {
  static const char *const words[] = {"", "about ", "at least ", "at most ", "up ", "down "};
  char low[SR_NUMBER_MAX], high[SR_NUMBER_MAX];
  if (!figure->present) return;
  sr_number_write(figure->low, low);
  sr_number_write(figure->high, high);
  printf("%s%s", words[figure->bound], low);
  if (strcmp(low, high)) printf(" to %s", high);
  if (!(figure->unit.len == 1 && figure->unit.ptr[0] == '1')) printf(" %.*s", SR_FMT(figure->unit));
  fputs("  ", stdout);
}

static void put_text(const run *r, const sr_stored_claim *stored) {
  const sr_claim *c = &stored->claim;
  const char *bold = r->line->colour ? "\033[1m" : "", *dim = r->line->colour ? "\033[2m" : "",
             *plain = r->line->colour ? "\033[0m" : "";
  char ref[SR_REF_MAX], day[SR_DAY_MAX];
  sr_ref_write(stored->ref, ref);
  printf("%s%-6s%s %-12s ", bold, ref, plain, sr_claim_kind_name(c->kind));
  if (c->modality != SR_MODALITY_ASSERTED) printf("(%s) ", sr_modality_name(c->modality));
  put_figure(&c->quantity);
  fputs("\"", stdout);
  cli_put_safe(stdout, stored->evidence);
  printf("\"\n       %s", dim);
  for (uint32_t i = 0; i < c->n_chain; i++) {
    cli_put_safe(stdout, c->chain[i].name);
    fputs(" > ", stdout);
  }
  fputs("in ", stdout);
  cli_put_safe(stdout, stored->outlet.len ? stored->outlet : stored->report_name);
  if (stored->report_date != SR_DAY_NONE) printf(", %s", sr_day_write(stored->report_date, day));
  if (stored->superseded) fputs(" (superseded)", stdout);
  printf("%s\n", plain);
}

static sr_status write_one(void *user, const sr_stored_claim *claim, sr_error *err) {
  run *r = user;
  sr_status status = SR_OK;
  if (!strcmp(r->format, "text")) {
    put_text(r, claim);
  } else if (!strcmp(r->format, "csv")) {
    if (!r->n) status = sr_write_claim_csv_header(cli_sink, stdout, err);
    if (!status) status = sr_write_claim_csv(claim, cli_sink, stdout, err);
  } else {
    const bool array = !strcmp(r->format, "json");
    if (array) fputs(r->n ? ",\n " : "[", stdout);
    status = sr_write_claim(claim, cli_sink, stdout, err);
    if (!array) fputc('\n', stdout);
  }
  r->n++;
  return status;
}

static bool parse_query(const cli *line, sr_claim_query *query) {
  *query = SR_CLAIM_QUERY_ALL;
  const struct {
    cli_option_id option;
    sr_slice *field;
  } texts[] = {{OPT_SOURCE, &query->source},
               {OPT_PARTY, &query->party},
               {OPT_PLACE, &query->place},
               {OPT_SEARCH, &query->search}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (line->value[texts[i].option])
      *texts[i].field = (sr_slice){line->value[texts[i].option], strlen(line->value[texts[i].option])};
  const char *kind = line->value[OPT_KIND];
  for (int k = 0; kind && k < SR_KIND_COUNT; k++)
    if (!strcmp(sr_claim_kind_name((sr_claim_kind)k), kind)) query->kind = k;
  if (kind && query->kind < 0) {
    cli_usage(line->verb, "no kind of claim '%s'", kind);
    return false;
  }
  sr_error err;
  const char *report = line->value[OPT_REPORT];
  if (report &&
      (sr_ref_parse((sr_slice){report, strlen(report)}, &query->report, &err) || query->report.kind != SR_REF_REPORT)) {
    cli_usage(line->verb, "option '--report' needs a report's reference such as R3, not '%s'", report);
    return false;
  }
  long limit = 0;
  query->with_superseded = line->value[OPT_ALL] != NULL;
  if (!cli_day(line, OPT_SINCE, &query->since) || !cli_day(line, OPT_UNTIL, &query->until) ||
      !cli_number(line, OPT_LIMIT, 1, 1000000000, &limit))
    return false;
  query->limit = limit;
  return true;
}

int cmd_claims(cli *line) {
  run r = {.line = line};
  sr_claim_query query;
  sr_ledger *ledger = NULL;
  if (!cli_format(line, &r.format) || !parse_query(line, &query) || !cli_ledger(line, SR_LEDGER_READ, &ledger))
    return EXIT_USAGE;
  sr_error err;
  const sr_status status = sr_ledger_claims(ledger, &query, write_one, &r, &err);
  sr_ledger_close(ledger);
  if (!strcmp(r.format, "json")) puts(r.n ? "]" : "[]");
  if (status)
    cli_complain_error(cli_ledger_path(line), &err);
  else if (!r.n && !strcmp(r.format, "text"))
    fputs("no claim matches\n", stderr);
  return cli_finish(status == SR_ERR_INPUT ? EXIT_USAGE : status ? EXIT_SOME_FAILED : EXIT_DONE);
}
