/* sitrep observe map, sitrep observe borders: control maps and the borders to measure them within. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct run {
  cli *line;
  bool json;
  size_t told;
} run;

/* What is told of each map on standard output; folders of years would fill the screen, so with a folder only what needs
 * a look: maps that were mended. */
static void tell_map(void *user, const sr_ground_news *news) {
  run *r = user;
  cli_progress_end(r->line);
  if (news->failure) {
    char name[240];
    snprintf(name, sizeof name, "%.*s", SR_FMT(news->file));
    cli_complain_error(name, news->failure);
  } else if (!r->json && !r->line->value[OPT_QUIET] && (news->total <= 3 || (news->findings.len && news->added))) {
    char day[SR_DAY_MAX];
    printf("%s  ", sr_day_write(news->day, day));
    cli_put_safe(stdout, news->file);
    const char *before = ": ";
    for (int kind = 0; kind < SR_GROUND_KIND_COUNT; kind++) {
      if (!(news->area_km2[kind] > 0)) continue;
      printf("%s%s %.3f km2", before, sr_ground_kind_name((sr_ground_kind)kind), news->area_km2[kind]);
      before = ", ";
    }
    if (!news->added) fputs(", there before", stdout);
    if (news->findings.len) {
      fputs(" (", stdout);
      cli_put_safe(stdout, news->findings);
      fputc(')', stdout);
    }
    fputc('\n', stdout);
  }
  if (news->total > 3) {
    char bar[31];
    const size_t full = news->total ? 30 * news->done / news->total : 30;
    for (size_t i = 0; i < 30; i++) bar[i] = i < full ? '#' : '.';
    bar[30] = '\0';
    cli_progress(r->line, "[%s] %zu of %zu maps", bar, news->done, news->total);
  }
}

static bool options_of(const cli *line, sr_ground_options *o) {
  long jobs = 1;
  sr_day fetched = SR_DAY_NONE;
  *o = (sr_ground_options){.preset = cli_text(line, OPT_PRESET),
                           .classes = cli_text(line, OPT_CLASSES),
                           .date_property = cli_text(line, OPT_DATES),
                           .party = cli_text(line, OPT_PARTY),
                           .place = cli_text(line, OPT_PLACE),
                           .country = cli_text(line, OPT_COUNTRY),
                           .source = cli_text(line, OPT_SOURCE),
                           .licence = cli_text(line, OPT_LICENCE),
                           .attribution = cli_text(line, OPT_ATTRIBUTION)};
  if (!cli_day(line, OPT_DATE, &o->date) || !cli_day(line, OPT_FETCHED, &fetched) ||
      !cli_number(line, OPT_JOBS, 1, 256, &jobs))
    return false;
  o->jobs = (unsigned)jobs;
  o->fetched = fetched == SR_DAY_NONE ? 0 : (int64_t)fetched * 86400;
  return true;
}

static void put_import(const run *r, const char *path, const sr_ground_import *i) {
  if (r->json) {
    printf("{\"files\": %zu, \"unchanged\": %zu, \"maps\": %zu, \"added\": %zu, \"bad\": %zu, \"observations\": %zu}\n",
           i->files, i->unchanged, i->maps, i->added, i->bad, i->observations);
    return;
  }
  if (r->line->value[OPT_QUIET]) return;
  cli_put_safe(stdout, (sr_slice){path, strlen(path)});
  printf(": %zu file%s, %zu unchanged, %zu map%s new, %zu bad; %zu new figures", i->files, i->files == 1 ? "" : "s",
         i->unchanged, i->added, i->added == 1 ? "" : "s", i->bad, i->observations);
  if (i->borders[0])
    printf("; borders: %s\n", i->borders);
  else
    fputs(i->added ? "; no borders in the ledger (sitrep observe borders)\n" : "\n", stdout);
}

int cmd_observe_map(cli *line) {
  const char *format;
  sr_ground_options options;
  sr_ledger *ledger = NULL;
  if (!cli_format(line, &format) || !options_of(line, &options)) return EXIT_USAGE;
  if (line->n_arguments < 2) {
    cli_usage(line->verb, "no map to import");
    return EXIT_USAGE;
  }
  if (!cli_ledger(line, SR_LEDGER_CREATE, &ledger)) return EXIT_USAGE;
  run r = {.line = line, .json = !strcmp(format, "json")};
  int status = EXIT_DONE;
  for (int i = 1; i < line->n_arguments; i++) {
    sr_ground_import result;
    sr_error err = {.offset = SR_NOWHERE};
    const sr_status failed = sr_observe_map(ledger, line->arguments[i], &options, tell_map, &r, &result, &err);
    cli_progress_end(line);
    if (failed) {
      cli_complain_error(line->arguments[i], &err);
      status = failed == SR_ERR_USAGE ? EXIT_USAGE : EXIT_SOME_FAILED;
      if (failed == SR_ERR_USAGE || failed == SR_ERR_LEDGER) break; /* the next one would meet the same */
      continue;
    }
    if (result.bad && status == EXIT_DONE) status = EXIT_SOME_FAILED;
    put_import(&r, line->arguments[i], &result);
  }
  sr_ledger_close(ledger);
  return cli_finish(status);
}

int cmd_observe_borders(cli *line) {
  const char *format;
  sr_ground_options options;
  sr_ledger *ledger = NULL;
  if (!cli_format(line, &format) || !options_of(line, &options)) return EXIT_USAGE;
  if (line->n_arguments > 2) {
    cli_usage(line->verb, "one file of borders at a time");
    return EXIT_USAGE;
  }
  if (!cli_ledger(line, SR_LEDGER_CREATE, &ledger)) return EXIT_USAGE;
  const char *path = line->n_arguments == 2 ? line->arguments[1] : NULL;
  sr_border_import result;
  sr_error err = {.offset = SR_NOWHERE};
  const sr_status failed = sr_observe_borders(ledger, path, &options, &result, &err);
  if (failed) {
    cli_complain_error(path, &err);
  } else if (!strcmp(format, "json")) {
    printf("{\"units\": %zu, \"added\": %s, \"mended\": %zu, \"overlaid\": %zu}\n", result.units,
           result.added ? "true" : "false", result.mended, result.overlaid);
  } else if (!line->value[OPT_QUIET]) {
    printf("%s: %zu units%s", result.name, result.units, result.added ? "" : ", there before");
    if (result.mended) printf(", %zu mended", result.mended);
    if (result.overlaid) printf("; %zu shapes of maps measured within them", result.overlaid);
    printf("\n%s; %s\n", result.source, result.licence);
  }
  sr_ledger_close(ledger);
  return cli_finish(!failed ? EXIT_DONE : failed == SR_ERR_USAGE ? EXIT_USAGE : EXIT_SOME_FAILED);
}
