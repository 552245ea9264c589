/* sitrep read: reports into the ledger. */
#include "cli.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct run {
  cli *line;
  sr_ledger *ledger; /* NULL while it is being opened, and if that failed */
  pthread_t opener;
  bool opening;
  const char *format;
  const char *path;
  long reports, already, claims, failed;
  bool first; /* of a JSON array */
} run;

/* A new ledger takes as long to make as a short report to read, so the first is read meanwhile. What comes of it is the
 * main thread's from ledger_is_open on. */
static void *open_ledger(void *argument) {
  run *r = argument;
  if (!cli_ledger(r->line, SR_LEDGER_CREATE, &r->ledger)) r->ledger = NULL;
  return NULL;
}

static void begin_ledger(run *r) {
  r->opening = pthread_create(&r->opener, NULL, open_ledger, r) == 0;
  if (!r->opening) open_ledger(r);
}

static bool ledger_is_open(run *r) {
  if (r->opening) pthread_join(r->opener, NULL);
  r->opening = false;
  return r->ledger != NULL;
}

static void put_json_text(FILE *out, sr_slice text) {
  fputc('"', out);
  for (size_t i = 0; i < text.len; i++) {
    const uint8_t c = (uint8_t)text.ptr[i];
    if (c == '"' || c == '\\')
      fprintf(out, "\\%c", c);
    else if (c < 0x20)
      fprintf(out, "\\u%04x", c);
    else
      fputc(c, out);
  }
  fputc('"', out);
}

static void put_record(run *r, sr_slice name, const sr_ledger_receipt *receipt, const char *failure) {
  char ref[SR_REF_MAX];
  if (!strcmp(r->format, "json")) fputs(r->first ? "[\n  " : ",\n  ", stdout);
  r->first = false;
  fputs("{\"name\": ", stdout);
  put_json_text(stdout, name);
  if (failure) {
    fputs(", \"error\": ", stdout);
    put_json_text(stdout, (sr_slice){failure, strlen(failure)});
  } else {
    sr_ref_write(receipt->report, ref);
    printf(", \"report\": \"%s\", \"claims\": %u, \"already_there\": %s", ref, receipt->claims,
           receipt->already_there ? "true" : "false");
    if (receipt->supersedes) {
      sr_ref_write(receipt->superseded, ref);
      printf(", \"supersedes\": \"%s\"", ref);
    }
  }
  fputs(!strcmp(r->format, "json") ? "}" : "}\n", stdout);
}

static void put_line(sr_slice name, const sr_ledger_receipt *receipt) {
  char ref[SR_REF_MAX];
  sr_ref_write(receipt->report, ref);
  printf("%s  ", ref);
  cli_put_safe(stdout, name);
  if (receipt->already_there) {
    fputs(": read before, nothing changed\n", stdout);
    return;
  }
  printf(": %u claim%s", receipt->claims, receipt->claims == 1 ? "" : "s");
  if (receipt->supersedes) {
    sr_ref_write(receipt->superseded, ref);
    printf(", supersedes %s", ref);
  }
  fputc('\n', stdout);
}

static sr_status write_one(void *user, const sr_report_info *info, const sr_report *report, const sr_error *failure,
                           sr_error *err) {
  run *r = user;
  sr_ledger_receipt receipt = {0};
  if (!ledger_is_open(r)) return SR_ERR_LEDGER; /* and that has been told */
  if (!report) {
    r->failed++;
    cli_progress_end(r->line);
    char name[80];
    snprintf(name, sizeof name, "%.*s", SR_FMT(info->id));
    cli_complain_error(*name ? name : r->path, failure);
    if (strcmp(r->format, "text")) put_record(r, info->id, NULL, failure->message);
    return SR_OK;
  }
  const sr_clocks clocks = {.read = (int64_t)time(NULL)};
  const sr_status status = sr_ledger_add_report(r->ledger, report, clocks, &receipt, err);
  if (status) return status;
  r->reports++;
  r->already += receipt.already_there;
  if (!receipt.already_there) r->claims += receipt.claims;
  if (strcmp(r->format, "text"))
    put_record(r, info->id, &receipt, NULL);
  else if (!r->line->value[OPT_QUIET])
    put_line(info->id, &receipt);
  if (r->reports % 100 == 0) cli_progress(r->line, "%ld reports read", r->reports);
  /* What has been said to be written must be on its way out before the next one. */
  return fflush(stdout) == 0 ? SR_OK : sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot write to standard output");
}

static void tell(void *user, sr_log_level level, const char *text) {
  (void)user;
  (void)level;
  cli_complain("%s", text);
}

int cmd_read(cli *line) {
  run r = {.line = line, .first = true};
  sr_report_info about;
  sr_input_kind kind;
  long jobs = 1;
  if (!cli_format(line, &r.format) || !cli_report_info(line, &about, &kind) ||
      !cli_number(line, OPT_JOBS, 1, 256, &jobs))
    return EXIT_USAGE;
  begin_ledger(&r);
  sr_engine *engine = NULL;
  if (!cli_engine(&engine)) {
    if (ledger_is_open(&r)) sr_ledger_close(r.ledger);
    return EXIT_USAGE;
  }
  const sr_log log = {tell, NULL, SR_LOG_DEBUG};
  const sr_batch_options options = {.layers = SR_LAYERS_ALL & ~(unsigned)SR_LAYER_EVENTS,
                                    .jobs = (unsigned)jobs,
                                    .about = &about,
                                    .log = line->value[OPT_VERBOSE] ? &log : NULL};
  const int n = line->n_arguments ? line->n_arguments : 1;
  for (int i = 0; i < n; i++) {
    r.path = line->n_arguments ? line->arguments[i] : "-";
    sr_error err;
    sr_input *input = NULL;
    sr_status status = sr_input_open(r.path, kind, NULL, &input, &err);
    if (!status) status = sr_batch_run(engine, input, &options, write_one, &r, &err);
    sr_input_close(input);
    if (!ledger_is_open(&r)) break;
    if (!status) continue;
    r.failed++;
    cli_progress_end(line);
    cli_complain_error(status == SR_ERR_LEDGER ? cli_ledger_path(line) : r.path, &err);
    if (status == SR_ERR_LEDGER || ferror(stdout)) break; /* the next report would meet the same */
  }
  cli_progress_end(line);
  if (!ledger_is_open(&r)) {
    sr_engine_free(engine);
    return EXIT_USAGE;
  }
  if (!strcmp(r.format, "json")) fputs(r.first ? "[]\n" : "\n]\n", stdout);
  if (!strcmp(r.format, "text") && !line->value[OPT_QUIET] && r.reports + r.failed > 1)
    printf("%ld report%s, %ld of them read before; %ld new claims; %ld failed\n", r.reports, r.reports == 1 ? "" : "s",
           r.already, r.claims, r.failed);
  sr_ledger_close(r.ledger);
  sr_engine_free(engine);
  return cli_finish(r.failed ? EXIT_SOME_FAILED : EXIT_DONE);
}
