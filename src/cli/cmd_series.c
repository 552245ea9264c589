/* sitrep series: what is wrong with the imported series, and what they say of each day. */
#include "cli.h"

#include <string.h>

static void put_days(sr_day start, sr_day end) {
  char first[SR_DAY_MAX], last[SR_DAY_MAX];
  printf("%s", sr_day_write(start, first));
  if (end != start) printf(" to %s", sr_day_write(end, last));
}

static bool same(sr_slice a, sr_slice b) { return a.len == b.len && (!a.len || !memcmp(a.ptr, b.ptr, a.len)); }

static void put_findings(const sr_series_result *result) {
  uint32_t n;
  const sr_series_finding *all = sr_series_findings(result, &n);
  for (uint32_t i = 0; i < n; i++) {
    const sr_series_finding *f = &all[i];
    const bool head = !i || !same(f->measure, all[i - 1].measure) || !same(f->party, all[i - 1].party) ||
                      !same(f->source, all[i - 1].source) || !same(f->place, all[i - 1].place);
    if (head) {
      if (i) fputc('\n', stdout);
      cli_put_safe(stdout, f->measure);
      const sr_slice parts[] = {f->party, f->place, f->source};
      for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        if (!parts[k].len) continue;
        fputs(", ", stdout);
        cli_put_safe(stdout, parts[k]);
      }
      fputc('\n', stdout);
    }
    printf("  %-20s ", sr_series_fault_name(f->fault));
    put_days(f->start, f->end);
    fputs("  ", stdout);
    cli_put_safe(stdout, f->text);
    fputs(" [", stdout);
    for (uint32_t k = 0; k < f->n_rows; k++) {
      char ref[SR_REF_MAX];
      sr_ref_write(f->rows[k], ref);
      printf("%s%s", k ? ", " : "", ref);
    }
    fputs("]\n", stdout);
  }
}

static void put_cell(sr_slice text) {
  bool quote = false;
  for (size_t i = 0; i < text.len; i++) quote |= text.ptr[i] == ',' || text.ptr[i] == '"' || (uint8_t)text.ptr[i] < ' ';
  if (quote) fputc('"', stdout);
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '"') fputc('"', stdout);
    fputc(text.ptr[i], stdout);
  }
  if (quote) fputc('"', stdout);
  fputc(',', stdout);
}

/* A row a day, or as many days as one difference is of. */
static void put_steps(const sr_series_result *result) {
  uint32_t n;
  const sr_series_step *all = sr_series_steps(result, &n);
  puts("measure,party,place,source,unit,after,until,low,high,from,to");
  for (uint32_t i = 0; i < n; i++) {
    const sr_series_step *s = &all[i];
    char after[SR_DAY_MAX], until[SR_DAY_MAX], low[SR_NUMBER_MAX], high[SR_NUMBER_MAX], from[SR_REF_MAX],
        to[SR_REF_MAX];
    const sr_slice cells[] = {s->measure, s->party, s->place, s->source, s->unit};
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) put_cell(cells[k]);
    sr_number_write(s->low, low);
    sr_number_write(s->high, high);
    sr_ref_write(s->from, from);
    sr_ref_write(s->to, to);
    printf("%s,%s,%s,%s,%s,%s\n", sr_day_write(s->start, after), sr_day_write(s->end, until), low, high, from, to);
  }
}

int cmd_series(cli *line) {
  const char *format;
  sr_day day = SR_DAY_NONE;
  sr_ledger *ledger = NULL;
  if (!cli_format(line, &format) || !cli_day(line, OPT_AS_OF, &day)) return EXIT_USAGE;
  if (line->n_arguments > 1) {
    cli_usage(line->verb, "one measure at most");
    return EXIT_USAGE;
  }
  if (!cli_ledger(line, SR_LEDGER_READ, &ledger)) return EXIT_USAGE;
  sr_series_options options = {.as_of = day == SR_DAY_NONE ? 0 : ((int64_t)day + 1) * 86400 - 1};
  if (line->n_arguments) options.measure = (sr_slice){line->arguments[0], strlen(line->arguments[0])};
  if (line->value[OPT_PARTY]) options.party = (sr_slice){line->value[OPT_PARTY], strlen(line->value[OPT_PARTY])};
  sr_series_result *result = NULL;
  sr_error err;
  uint32_t n = 0;
  const sr_status status = sr_series_examine(ledger, &options, &result, &err);
  if (status) {
    cli_complain_error(cli_ledger_path(line), &err);
  } else {
    (void)sr_series_findings(result, &n);
    if (!strcmp(format, "csv"))
      put_steps(result);
    else
      put_findings(result);
    if (!n && !strcmp(format, "text")) fprintf(stderr, "%u series, nothing to tell of\n", sr_series_count(result));
  }
  sr_series_free(result);
  sr_ledger_close(ledger);
  return cli_finish(status ? EXIT_USAGE : EXIT_DONE);
}
