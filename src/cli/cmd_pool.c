/* sitrep pool: one interval out of what several sources say of one party's losses. */
#include "cli.h"

#include <string.h>

static sr_slice text_of(const char *text) { return (sr_slice){text, text ? strlen(text) : 0}; }

static void put_text(const sr_estimate *pool) {
  const sr_estimate_summary *s = sr_estimate_result(pool);
  uint32_t n;
  const sr_estimate_source *sources = sr_estimate_sources(pool, &n);
  if (s->possible)
    printf("%.3g to %.3g (90 %%), by %u sources that differ by a factor of %.2f\n", s->value.low, s->value.high, n,
           s->spread);
  else
    puts("no interval: it takes two sources");
  for (uint32_t i = 0; i < n; i++) {
    char ref[SR_REF_MAX];
    sr_ref_write(sources[i].first, ref);
    printf("  %.3g to %.3g", sources[i].value.low, sources[i].value.high);
    if (s->possible) printf("  times %.2f", sources[i].offset);
    printf("  %s%s  ", ref, sources[i].figures > 1 ? " and others" : "");
    cli_put_safe(stdout, sources[i].source);
    fputc('\n', stdout);
  }
  if (s->left_out)
    printf("left out: %u figures without days, of other days, of part of the ground, or one-sided\n", s->left_out);
}

int cmd_pool(cli *line) {
  const char *format;
  sr_estimate_query query = {.since = SR_DAY_NONE, .until = SR_DAY_NONE};
  sr_ledger *ledger = NULL;
  if (!cli_format(line, &format) || !cli_day(line, OPT_SINCE, &query.since) || !cli_day(line, OPT_UNTIL, &query.until))
    return EXIT_USAGE;
  if (line->n_arguments != 1 || !line->value[OPT_PARTY] || query.since == SR_DAY_NONE || query.until == SR_DAY_NONE) {
    cli_usage(line->verb, "a category of losses, --party, --since and --until are needed");
    return EXIT_USAGE;
  }
  query.category = text_of(line->arguments[0]);
  const sr_slice party = text_of(line->value[OPT_PARTY]);
  if (party.len >= 3 && party.ptr[1] >= 'A' && party.ptr[1] <= 'Z') /* RUS: a code; Russia: a name */
    query.party.code = party;
  else
    query.party.name = party;
  if (!cli_ledger(line, SR_LEDGER_READ, &ledger)) return EXIT_USAGE;
  sr_estimate *pool = NULL;
  sr_error err;
  const sr_status status = sr_estimate_run(ledger, &query, &pool, &err);
  if (status)
    cli_complain_error(cli_ledger_path(line), &err);
  else
    put_text(pool);
  sr_estimate_free(pool);
  sr_ledger_close(ledger);
  return cli_finish(status ? EXIT_USAGE : EXIT_DONE);
}
