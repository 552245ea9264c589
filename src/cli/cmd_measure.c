/* sitrep measure: areas, changes, rates, times to take, shares, and drawings of control maps. */
#include "cli.h"

#include <math.h>
#include <string.h>

typedef enum form { FORM_TEXT, FORM_CSV, FORM_NDJSON } form;

typedef struct run {
  FILE *out;
  form form;
  sr_measured what;
  size_t rows;
  char head[400]; /* what the rows so far were headed with */
} run;

/* ---- columns: one list for CSV and NDJSON ---- */

enum { TEXT_MAX = 64 };

static void put_number(char text[TEXT_MAX], double value, int decimals) {
  if (isnan(value))
    text[0] = '\0';
  else if (isinf(value))
    snprintf(text, TEXT_MAX, "%s", value > 0 ? "inf" : "-inf");
  else
    snprintf(text, TEXT_MAX, "%.*f", decimals, fabs(value) < 0.5 * pow(10, -decimals) ? 0.0 : value);
}

typedef struct column {
  const char *name;
  bool number;
} column;

/* Calls put for every column of a row, in order. */
typedef void (*put_cell)(run *r, size_t at, column c, const char *text, sr_slice slice);

static void cell_text(run *r, put_cell put, size_t *at, const char *name, sr_slice text) {
  put(r, (*at)++, (column){name, false}, NULL, text);
}

static void cell_number(run *r, put_cell put, size_t *at, const char *name, double value, int decimals) {
  char text[TEXT_MAX];
  put_number(text, value, decimals);
  put(r, (*at)++, (column){name, true}, text, (sr_slice){0});
}

static void cells(run *r, const sr_measure_row *row, put_cell put) {
  static const char *const changes[] = {"change_1d_km2", "change_7d_km2", "change_28d_km2", "change_91d_km2"};
  static const char *const rates[] = {"rate_1d_km2_d", "rate_7d_km2_d", "rate_28d_km2_d", "rate_91d_km2_d"};
  static const char *const units[] = {"", "", "km2_d", "years", "pct"};
  char day[SR_DAY_MAX];
  size_t at = 0;
  if (r->what != SR_MEASURED_AREA && r->what != SR_MEASURED_SHARE) {
    sr_day_write(row->from, day);
    cell_text(r, put, &at, "from", (sr_slice){day, strlen(day)});
  }
  sr_day_write(row->to, day);
  cell_text(r, put, &at, r->what == SR_MEASURED_AREA || r->what == SR_MEASURED_SHARE ? "date" : "to",
            (sr_slice){day, strlen(day)});
  cell_text(r, put, &at, "class", row->kind);
  cell_text(r, put, &at, "party", row->party);
  cell_text(r, put, &at, "code", row->code);
  cell_text(r, put, &at, "place", row->place);
  cell_number(r, put, &at, "area_km2", row->area_km2, 6);
  if (r->what == SR_MEASURED_AREA) {
    for (int w = 0; w < SR_MEASURE_WINDOWS; w++) cell_number(r, put, &at, changes[w], row->change_km2[w], 6);
    for (int w = 0; w < SR_MEASURE_WINDOWS; w++) cell_number(r, put, &at, rates[w], row->rate_km2_d[w], 4);
    cell_number(r, put, &at, "noise_km2", row->noise_km2, 3);
    cell_number(r, put, &at, "gap_days", row->gap_days, 0);
    cell_text(r, put, &at, "flat", row->flat ? (sr_slice){"yes", 3} : (sr_slice){"no", 2});
  } else if (r->what == SR_MEASURED_CHANGE) {
    cell_number(r, put, &at, "net_km2", row->high, 6);
    static const char *const parts[] = {"new_gained_km2",        "new_lost_km2",       "reclassified_gained_km2",
                                        "reclassified_lost_km2", "redrawn_gained_km2", "redrawn_lost_km2"};
    const double values[] = {row->new_km2[0],          row->new_km2[1],     row->reclassified_km2[0],
                             row->reclassified_km2[1], row->redrawn_km2[0], row->redrawn_km2[1]};
    for (int i = 0; i < 6; i++) cell_number(r, put, &at, parts[i], values[i], 6);
    cell_number(r, put, &at, "cut_km2", row->cut_km2, 6);
    cell_number(r, put, &at, "mended_km2", row->mended_km2, 6);
  } else {
    char name[40];
    snprintf(name, sizeof name, "low_%s", units[r->what]);
    cell_number(r, put, &at, name, row->low, 4);
    snprintf(name, sizeof name, "high_%s", units[r->what]);
    cell_number(r, put, &at, name, row->high, 4);
    cell_number(r, put, &at, "noise_km2", row->noise_km2, 3);
  }
  if (r->what == SR_MEASURED_SHARE || r->what == SR_MEASURED_TIME) {
    cell_number(r, put, &at, "base_km2", row->base_km2, 3);
    cell_text(r, put, &at, "base_source", row->base_source);
  }
  if (r->what != SR_MEASURED_AREA) {
    const char *answer = sr_answer_name(row->answer);
    cell_text(r, put, &at, "answer", (sr_slice){answer, strlen(answer)});
    cell_text(r, put, &at, "reason", row->reason);
  }
  cell_text(r, put, &at, "borders", row->borders);
  cell_text(r, put, &at, "source", row->source);
}

static void put_csv_head(run *r, size_t at, column c, const char *text, sr_slice slice) {
  (void)text;
  (void)slice;
  fprintf(r->out, "%s%s", at ? "," : "", c.name);
}

/* A name that a spreadsheet would take for a formula is written with an apostrophe before it, as in sitrep export. */
static void put_csv(run *r, size_t at, column c, const char *text, sr_slice slice) {
  if (at) fputc(',', r->out);
  if (c.number) {
    fputs(text, r->out);
    return;
  }
  const bool formula = slice.len && strchr("=+-@", slice.ptr[0]);
  bool quote = formula;
  for (size_t i = 0; i < slice.len && !quote; i++) quote = strchr(",\"\r\n", slice.ptr[i]) != NULL;
  if (!quote) {
    fwrite(slice.ptr ? slice.ptr : "", 1, slice.len, r->out);
    return;
  }
  fputs(formula ? "\"'" : "\"", r->out);
  for (size_t i = 0; i < slice.len; i++) {
    if (slice.ptr[i] == '"') fputc('"', r->out);
    fputc(slice.ptr[i], r->out);
  }
  fputc('"', r->out);
}

static void put_json(run *r, size_t at, column c, const char *text, sr_slice slice) {
  fprintf(r->out, "%s\"%s\": ", at ? ", " : "", c.name);
  if (c.number) {
    /* JSON has no infinity: an upper end that is open is null, and the answer says so */
    fputs(*text && !strstr(text, "inf") ? text : "null", r->out);
    return;
  }
  fputc('"', r->out);
  for (size_t i = 0; i < slice.len; i++) {
    const uint8_t b = (uint8_t)slice.ptr[i];
    if (b == '"' || b == '\\')
      fprintf(r->out, "\\%c", b);
    else if (b < 0x20)
      fprintf(r->out, "\\u%04x", b);
    else
      fputc(b, r->out);
  }
  fputc('"', r->out);
}

/* ---- text ---- */

/* What is the same for all rows of a series is said once above them. */
static void put_head(run *r, const sr_measure_row *row) {
  char head[400];
  snprintf(head, sizeof head, "%.*s%s%.*s, %.*s%s%.*s%s%.*s", SR_FMT(row->kind), row->party.len ? " by " : "",
           SR_FMT(row->party), SR_FMT(row->place), row->code.len ? " " : "", SR_FMT(row->code),
           row->borders.len ? "; borders: " : "", SR_FMT(row->borders));
  if (!strcmp(head, r->head)) return;
  memcpy(r->head, head, sizeof head);
  if (r->rows > 1) fputc('\n', r->out);
  cli_put_safe(r->out, (sr_slice){head, strlen(head)});
  fputs("; map: ", r->out);
  cli_put_safe(r->out, row->source);
  if (!isnan(row->noise_km2)) fprintf(r->out, "; noise of a level: %.1f km2", row->noise_km2);
  fputc('\n', r->out);
  if (r->what == SR_MEASURED_AREA)
    fprintf(r->out, "%-10s %13s %10s %10s %10s %10s\n", "date", "km2", "1 day", "7 days", "28 days", "91 days");
}

static void put_area(run *r, const sr_measure_row *row) {
  char day[SR_DAY_MAX], text[TEXT_MAX];
  put_number(text, row->area_km2, 3);
  fprintf(r->out, "%-10s %13s", sr_day_write(row->to, day), text);
  for (int w = 0; w < SR_MEASURE_WINDOWS; w++) {
    put_number(text, row->change_km2[w], 1);
    fprintf(r->out, " %s%*s", row->change_km2[w] > 0 ? "+" : " ", 9, text);
  }
  if (row->flat) fputs("  as before", r->out);
  if (row->gap_days) fprintf(r->out, "  %d day%s missing", row->gap_days, row->gap_days == 1 ? "" : "s");
  fputc('\n', r->out);
}

static void put_window(run *r, const sr_measure_row *row) {
  char from[SR_DAY_MAX], to[SR_DAY_MAX];
  fprintf(r->out, "%s to %s: ", sr_day_write(row->from, from), sr_day_write(row->to, to));
}

static void put_change(run *r, const sr_measure_row *row) {
  put_window(r, row);
  if (row->answer) {
    fprintf(r->out, "%s: %.*s\n", sr_answer_name(row->answer), SR_FMT(row->reason));
    return;
  }
  fprintf(r->out, "%+.3f km2, to %.3f\n%-22s %12s %12s\n", row->high, row->area_km2, "", "gained km2", "lost km2");
  fprintf(r->out, "%-22s %12.3f %12.3f\n", "new ground", row->new_km2[0], row->new_km2[1]);
  fprintf(r->out, "%-22s %12.3f %12.3f\n", "reclassified", row->reclassified_km2[0], row->reclassified_km2[1]);
  fprintf(r->out, "%-22s %12.3f %12.3f\n", "redrawn lines", row->redrawn_km2[0], row->redrawn_km2[1]);
  if (fabs(row->cut_km2) >= 5e-4) fprintf(r->out, "%-22s %+12.3f\n", "edges cut where lines cross", row->cut_km2);
  if (row->mended_km2 != 0) fprintf(r->out, "%-22s %+12.3f of the net\n", "mended shapes", row->mended_km2);
}

static void put_estimate(run *r, const sr_measure_row *row) {
  char low[TEXT_MAX], high[TEXT_MAX], to[SR_DAY_MAX];
  const int decimals = r->what == SR_MEASURED_RATE ? 2 : 1;
  const char *unit = r->what == SR_MEASURED_RATE ? "km2 a day" : r->what == SR_MEASURED_TIME ? "years" : "%";
  if (r->what == SR_MEASURED_SHARE)
    fprintf(r->out, "%s: ", sr_day_write(row->to, to));
  else
    put_window(r, row);
  put_number(low, row->low, decimals);
  put_number(high, row->high, decimals);
  if (row->answer == SR_ANSWER_NUMBER) {
    fprintf(r->out, "%s to %s %s", low, high, unit);
  } else {
    fprintf(r->out, "%s", sr_answer_name(row->answer));
    if (*low) fprintf(r->out, ", at least %s %s", low, unit);
    fprintf(r->out, ": %.*s", SR_FMT(row->reason));
  }
  if (!isnan(row->area_km2) && r->what != SR_MEASURED_RATE && row->base_km2 > 0) {
    fprintf(r->out, " (%.0f of %.0f km2 held; ", row->area_km2, row->base_km2);
    cli_put_safe(r->out, row->base_source);
    fputc(')', r->out);
  }
  fputc('\n', r->out);
}

static sr_status put_row(void *user, const sr_measure_row *row, sr_error *err) {
  run *r = user;
  r->rows++;
  if (r->form == FORM_CSV) {
    if (r->rows == 1) {
      cells(r, row, put_csv_head);
      fputc('\n', r->out);
    }
    cells(r, row, put_csv);
    fputc('\n', r->out);
  } else if (r->form == FORM_NDJSON) {
    fputc('{', r->out);
    cells(r, row, put_json);
    fputs("}\n", r->out);
  } else {
    put_head(r, row);
    if (r->what == SR_MEASURED_AREA)
      put_area(r, row);
    else if (r->what == SR_MEASURED_CHANGE)
      put_change(r, row);
    else
      put_estimate(r, row);
  }
  return ferror(r->out) ? cli_sink(r->out, (sr_slice){0}, err) : SR_OK;
}

/* ---- the verb ---- */

static bool read_options(const cli *line, const char *format, sr_measure_options *o, sr_draw_options *draw, bool *map) {
  const char *what = line->arguments[0], *by = line->value[OPT_BY];
  long radius = 0, redraw = 0;
  sr_day as_of = SR_DAY_NONE;
  *o = (sr_measure_options){.what = SR_MEASURED_COUNT,
                            .kind = cli_text(line, OPT_CLASS),
                            .party = cli_text(line, OPT_PARTY),
                            .source = cli_text(line, OPT_SOURCE),
                            .place = cli_text(line, OPT_PLACE),
                            .borders = cli_text(line, OPT_BORDERS)};
  *map = !strcmp(what, "map");
  for (int i = 0; i < SR_MEASURED_COUNT; i++)
    if (!strcmp(what, sr_measured_name((sr_measured)i))) o->what = (sr_measured)i;
  if (o->what == SR_MEASURED_COUNT && !*map) {
    cli_usage(line->verb, "nothing is called '%s' here: area, change, rate, time-to-take, share or map", what);
    return false;
  }
  if (by && strcmp(by, "day") && strcmp(by, "adm1") && strcmp(by, "country")) {
    cli_usage(line->verb, "--by is day, adm1 or country, not '%s'", by);
    return false;
  }
  o->by_unit = by && !strcmp(by, "adm1");
  o->by_country = by && !strcmp(by, "country");
  if (o->by_country && o->what == SR_MEASURED_CHANGE) {
    cli_usage(line->verb, "a change is not split by country: give --place or --by adm1");
    return false;
  }
  if (!*map && !strcmp(format, "svg")) {
    cli_usage(line->verb, "svg is a form of `measure map` alone");
    return false;
  }
  if (!cli_day(line, OPT_AS_OF, &as_of) || !cli_day(line, OPT_SINCE, &o->from) || !cli_day(line, OPT_UNTIL, &o->to) ||
      !cli_number(line, OPT_RADIUS, 1, 500, &radius) || !cli_number(line, OPT_REDRAW, 1, 10000, &redraw))
    return false;
  o->radius_km = (double)radius;
  o->redraw_m = (double)redraw;
  o->as_of = as_of == SR_DAY_NONE ? 0 : ((int64_t)as_of + 1) * 86400 - 1;
  *draw = (sr_draw_options){
      .from = o->from, .to = o->to, .source = o->source, .as_of = o->as_of, .svg = !strcmp(format, "svg")};
  return true;
}

int cmd_measure(cli *line) {
  const char *format;
  sr_measure_options options;
  sr_draw_options draw;
  bool map;
  sr_ledger *ledger = NULL;
  cli_output output;
  if (!cli_format(line, &format)) return EXIT_USAGE;
  if (line->n_arguments != 1) {
    cli_usage(line->verb, "one thing to measure: area, change, rate, time-to-take, share or map");
    return EXIT_USAGE;
  }
  if (!read_options(line, format, &options, &draw, &map)) return EXIT_USAGE;
  if (!cli_ledger(line, SR_LEDGER_READ, &ledger)) return EXIT_USAGE;
  if (!cli_output_open(line, &output)) {
    sr_ledger_close(ledger);
    return EXIT_USAGE;
  }
  run r = {.out = output.file, .what = options.what};
  r.form = !strcmp(format, "csv") ? FORM_CSV : !strcmp(format, "ndjson") ? FORM_NDJSON : FORM_TEXT;
  sr_error err = {.offset = SR_NOWHERE};
  const sr_status status =
      map ? sr_draw_map(ledger, &draw, cli_sink, output.file, &err) : sr_measure(ledger, &options, put_row, &r, &err);
  if (status) cli_complain_error(NULL, &err);
  sr_ledger_close(ledger);
  return cli_output_close(&output, status ? EXIT_SOME_FAILED : EXIT_DONE);
}
