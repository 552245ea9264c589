/* sitrep export: the ledger's records for other programs. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct run {
  const cli *line;
  sr_ledger *ledger;
  FILE *out;
  bool csv, hxl;
  uint64_t written;
  uint64_t withheld; /* rows whose terms forbid to pass them on */
  char terms[160];   /* those of the first of them */
} run;

/* ---- records: NDJSON or CSV ---- */

static sr_status line_end(run *r, sr_status status, sr_error *err) {
  return status || r->csv ? status : cli_sink(r->out, (sr_slice){"\n", 1}, err);
}

static sr_slice name_of(const char *name) { return (sr_slice){name, strlen(name)}; }

/* The rows above the first: what the header writes, and the tags if they are asked for. */
static sr_status begin(run *r, const char *records, sr_status (*header)(sr_sink, void *, sr_error *), sr_error *err) {
  const sr_status status = r->csv ? header(cli_sink, r->out, err) : SR_OK;
  return status || !r->csv || !r->hxl ? status : sr_write_csv_tags(name_of(records), cli_sink, r->out, err);
}

static sr_status write_claim(void *user, const sr_stored_claim *claim, sr_error *err) {
  run *r = user;
  return line_end(
      r, r->csv ? sr_write_claim_csv(claim, cli_sink, r->out, err) : sr_write_claim(claim, cli_sink, r->out, err), err);
}

static sr_status write_observation(void *user, const sr_observation *observation, sr_error *err) {
  run *r = user;
  if (!sr_terms_allow(observation->licence)) {
    if (!r->withheld++)
      snprintf(r->terms, sizeof r->terms, "%.*s", (int)observation->licence.len, observation->licence.ptr);
    return SR_OK;
  }
  return line_end(r,
                  r->csv ? sr_write_observation_csv(observation, cli_sink, r->out, err)
                         : sr_write_observation(observation, cli_sink, r->out, err),
                  err);
}

static sr_status walk_claims(run *r, sr_claim_visit visit, sr_error *err) {
  sr_claim_query query = SR_CLAIM_QUERY_ALL;
  query.with_superseded = r->line->value[OPT_ALL] != NULL;
  return sr_ledger_claims(r->ledger, &query, visit, r, err);
}

static sr_status export_claims(run *r, sr_error *err) {
  const sr_status status = begin(r, "claims", sr_write_claim_csv_header, err);
  return status ? status : walk_claims(r, write_claim, err);
}

static sr_status export_observations(run *r, sr_error *err) {
  const sr_status status = begin(r, "observations", sr_write_observation_csv_header, err);
  return status ? status : sr_ledger_observations(r->ledger, (sr_slice){0}, write_observation, r, err);
}

/* Checks tell claims and what is reckoned from figures; a figure itself, with its terms, is an observation. */
static sr_status export_checks(run *r, sr_error *err) {
  sr_engine *engine = NULL;
  sr_checks *checks = NULL;
  sr_status status = sr_engine_open(NULL, &engine, err);
  if (!status) status = sr_check_run(engine, r->ledger, &checks, err);
  if (!status) status = begin(r, "checks", sr_write_check_csv_header, err);
  uint32_t n = 0;
  const sr_check *items = checks ? sr_checks_items(checks, &n) : NULL;
  for (uint32_t i = 0; i < n && !status; i++) {
    if (items[i].outcome == SR_OUTCOME_CANNOT_CHECK && !r->line->value[OPT_ALL]) continue;
    status = r->csv ? sr_write_check_csv(&items[i], cli_sink, r->out, err)
                    : sr_write_check(&items[i], cli_sink, r->out, err);
    status = line_end(r, status, err);
  }
  sr_checks_free(checks);
  sr_engine_free(engine);
  return status;
}

/* ---- claims in the shapes of others ---- */

static sr_status write_event(void *user, const sr_stored_claim *claim, sr_error *err) {
  return sr_write_event_csv(claim, cli_sink, ((run *)user)->out, err);
}

static sr_status export_events(run *r, sr_error *err) {
  r->csv = true;
  const sr_status status = begin(r, "events", sr_write_event_csv_header, err);
  return status ? status : walk_claims(r, write_event, err);
}

static sr_status write_features(void *user, const sr_stored_claim *claim, sr_error *err) {
  enum { POINTS_MAX = 64 };
  run *r = user;
  const sr_place_ref *points[POINTS_MAX];
  const uint32_t n = sr_claim_points(claim, points, POINTS_MAX);
  sr_status status = SR_OK;
  for (uint32_t i = 0; i < n && !status; i++) {
    status = cli_sink(r->out, name_of(r->written++ ? ",\n" : "\n"), err);
    if (!status) status = sr_write_claim_feature(claim, points[i], cli_sink, r->out, err);
  }
  return status;
}

static sr_status export_features(run *r, sr_error *err) {
  sr_status status = cli_sink(r->out, name_of("{\"type\":\"FeatureCollection\",\"features\":["), err);
  if (!status) status = walk_claims(r, write_features, err);
  return status ? status : cli_sink(r->out, name_of("\n]}\n"), err);
}

static sr_status export_prov(run *r, sr_error *err) {
  return sr_write_prov(r->ledger, r->line->value[OPT_ALL] != NULL, cli_sink, r->out, err);
}

/* A file that is written in place, then renamed: SQLite does not write to a stream. */
static sr_status export_geopackage(run *r, sr_error *err) {
  const char *path = r->line->value[OPT_OUTPUT];
  const size_t room = strlen(path) + sizeof ".part";
  char *part = malloc(room);
  if (!part) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory");
  snprintf(part, room, "%s.part", path);
  sr_geopackage_counts counts;
  sr_status status = sr_write_geopackage(r->ledger, r->line->value[OPT_ALL] != NULL, part, &counts, err);
  if (!status && rename(part, path))
    status = sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot write '%s': %s", path, strerror(errno));
  if (status) remove(part);
  r->withheld = counts.withheld;
  snprintf(r->terms, sizeof r->terms, "%s", counts.terms);
  free(part);
  return status;
}

/* ---- which records, in which form ---- */

typedef sr_status (*exporter)(run *r, sr_error *err);

static const struct {
  const char *name;
  exporter run;
} records[] = {{"claims", export_claims}, {"observations", export_observations}, {"checks", export_checks}};
enum { N_RECORDS = sizeof records / sizeof *records };

/* Forms that claims alone have. */
static const struct {
  const char *format;
  exporter run;
} shapes[] = {
    {"events", export_events}, {"geojson", export_features}, {"geopackage", export_geopackage}, {"prov", export_prov}};
enum { N_SHAPES = sizeof shapes / sizeof *shapes };

/* FOLDER/name is written through the same output as any other file. */
static sr_status write_file(run *r, const char *name, exporter write, sr_error *err) {
  const char *folder = r->line->value[OPT_OUTPUT];
  const size_t room = strlen(folder) + strlen(name) + 2;
  char *path = malloc(room);
  if (!path) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory");
  snprintf(path, room, "%s/%s", folder, name);
  cli there = *r->line;
  there.value[OPT_OUTPUT] = path;
  cli_output output;
  sr_status status = SR_OK;
  if (!cli_output_open(&there, &output)) {
    status = sr_fail(err, SR_ERR_IO, SR_NOWHERE, "the package is not whole");
  } else {
    r->out = output.file;
    status = write(r, err);
    if (cli_output_close(&output, status ? EXIT_USAGE : EXIT_DONE) && !status)
      status = sr_fail(err, SR_ERR_IO, SR_NOWHERE, "the package is not whole");
  }
  free(path);
  return status;
}

static sr_status write_descriptor(run *r, sr_error *err) {
  sr_slice names[N_RECORDS];
  for (size_t i = 0; i < N_RECORDS; i++) names[i] = name_of(records[i].name);
  return sr_write_package(names, N_RECORDS, cli_sink, r->out, err);
}

static sr_status export_package(run *r, sr_error *err) {
  const char *folder = r->line->value[OPT_OUTPUT];
  if (mkdir(folder, 0777) && errno != EEXIST)
    return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot make the folder '%s': %s", folder, strerror(errno));
  sr_status status = SR_OK;
  r->csv = true;
  for (size_t i = 0; i < N_RECORDS && !status; i++) {
    char name[32];
    snprintf(name, sizeof name, "%s.csv", records[i].name);
    status = write_file(r, name, records[i].run, err);
  }
  return status ? status : write_file(r, "datapackage.json", write_descriptor, err);
}

/* What a line of NDJSON may be; it needs no ledger. */
static sr_status export_schema(run *r, sr_error *err) {
  const char *what = r->line->value[OPT_WHAT];
  return sr_write_schema(name_of(what ? what : "claims"), cli_sink, r->out, err);
}

static exporter exporter_of(const cli *line, const char *what, const char *format) {
  for (size_t i = 0; i < N_SHAPES; i++) {
    if (strcmp(format, shapes[i].format)) continue;
    if (!strcmp(what, "claims")) return shapes[i].run;
    cli_usage(line->verb, "only claims can be written as %s", format);
    return NULL;
  }
  for (size_t i = 0; i < N_RECORDS; i++)
    if (!strcmp(what, records[i].name)) return strcmp(format, "jsonschema") ? records[i].run : export_schema;
  cli_usage(line->verb, "no records '%s': claims, observations or checks", what);
  return NULL;
}

int cmd_export(cli *line) {
  const char *format, *what = line->value[OPT_WHAT] ? line->value[OPT_WHAT] : "claims";
  if (!cli_format(line, &format)) return EXIT_USAGE;
  const bool package = !strcmp(format, "datapackage"), csv = !strcmp(format, "csv");
  if (package && (!line->value[OPT_OUTPUT] || line->value[OPT_WHAT])) {
    cli_usage(line->verb, "a data package holds all records: it takes --output FOLDER and no --what");
    return EXIT_USAGE;
  }
  const bool in_place = package || !strcmp(format, "geopackage");
  if (in_place && !line->value[OPT_OUTPUT]) {
    cli_usage(line->verb, "a GeoPackage is a file: it takes --output FILE");
    return EXIT_USAGE;
  }
  run r = {.line = line, .out = stdout, .csv = csv, .hxl = line->value[OPT_HXL] != NULL};
  if (r.hxl && !csv && strcmp(format, "events")) {
    cli_usage(line->verb, "--hxl goes with --format csv or events");
    return EXIT_USAGE;
  }
  const exporter write = package ? export_package : exporter_of(line, what, format);
  if (!write || (write != export_schema && !cli_ledger(line, SR_LEDGER_READ, &r.ledger))) return EXIT_USAGE;
  cli_output output = {.file = stdout};
  if (!in_place && !cli_output_open(line, &output)) {
    sr_ledger_close(r.ledger);
    return EXIT_USAGE;
  }
  r.out = output.file;
  sr_error err;
  const sr_status status = write(&r, &err);
  if (status) cli_complain_error(status == SR_ERR_IO ? NULL : cli_ledger_path(line), &err);
  if (r.withheld) {
    fprintf(stderr, "sitrep: %llu %s left out that may not be passed on; the first is under '",
            (unsigned long long)r.withheld, in_place && !package ? "shapes" : "figures");
    cli_put_safe(stderr, name_of(r.terms));
    fputs("'\n", stderr);
  }
  sr_ledger_close(r.ledger);
  return cli_output_close(&output, status ? EXIT_USAGE : EXIT_DONE);
}
