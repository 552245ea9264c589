/* sitrep annotate: reports in, annotations out, no ledger. */
#include "cli.h"

#include <string.h>

enum { LANGS_TOLD = 8 };

typedef struct run {
  unsigned layers;
  bool failed;
  const sr_engine *engine;
  char told[LANGS_TOLD][12]; /* languages whose lack of a model has been told */
  int n_told;
} run;

static bool parse_layers(const cli *line, unsigned *layers) {
  static const struct {
    const char *name;
    unsigned layer;
  } known[] = {{"tokens", SR_LAYER_TOKENS},
               {"entities", SR_LAYER_ENTITIES},
               {"quantities", SR_LAYER_QUANTITIES},
               {"times", SR_LAYER_TIMES},
               {"places", SR_LAYER_PLACES},
               {"actors", SR_LAYER_ACTORS},
               {"attributions", SR_LAYER_ATTRIBUTIONS},
               {"events", SR_LAYER_EVENTS},
               {"claims", SR_LAYER_CLAIMS}};
  const char *list = line->value[OPT_LAYERS];
  *layers = SR_LAYERS_ALL & ~(unsigned)(SR_LAYER_TOKENS | SR_LAYER_ENTITIES);
  if (!list) return true;
  *layers = 0;
  for (const char *p = list; *p;) {
    const size_t n = strcspn(p, ",");
    unsigned found = 0;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
      if (strlen(known[k].name) == n && !memcmp(known[k].name, p, n)) found = known[k].layer;
    if (!found) {
      cli_usage(line->verb, "no layer '%.*s'", (int)n, p);
      return false;
    }
    *layers |= found;
    p += n + (p[n] == ',');
  }
  return true;
}

/* Says once a language that its reports are read by rules alone. */
static void tell_without_model(run *r, sr_slice lang) {
  sr_error err = {0};
  if (!(r->layers & (SR_LAYER_TOKENS | SR_LAYER_ENTITIES)) || sr_engine_model(r->engine, lang, &err) == SR_OK) return;
  for (int i = 0; i < r->n_told; i++)
    if (strlen(r->told[i]) == lang.len && !memcmp(r->told[i], lang.ptr, lang.len)) return;
  if (r->n_told == LANGS_TOLD || lang.len >= sizeof r->told[0]) return;
  memcpy(r->told[r->n_told++], lang.ptr, lang.len);
  cli_complain_error(NULL, &err);
  cli_complain("reports in '%s' are read by rules alone: no lemmas, tags, trees and entities", r->told[r->n_told - 1]);
}

static sr_status write_one(void *user, const sr_report_info *info, const sr_report *report, const sr_error *failure,
                           sr_error *err) {
  run *r = user;
  sr_status status;
  if (report) {
    tell_without_model(r, sr_report_about(report)->lang);
    status = sr_write_annotations(report, r->layers, cli_sink, stdout, err);
  } else {
    r->failed = true;
    status = sr_write_failure(info->id, failure, cli_sink, stdout, err);
  }
  return status ? status : cli_sink(stdout, (sr_slice){"\n", 1}, err);
}

static void tell(void *user, sr_log_level level, const char *text) {
  (void)user;
  (void)level;
  cli_complain("%s", text);
}

int cmd_annotate(cli *line) {
  run r = {0};
  sr_report_info about;
  sr_input_kind kind;
  long jobs = 1;
  if (!parse_layers(line, &r.layers) || !cli_report_info(line, &about, &kind) ||
      !cli_number(line, OPT_JOBS, 1, 256, &jobs))
    return EXIT_USAGE;
  sr_engine *engine = NULL;
  if (!cli_engine(&engine)) return EXIT_USAGE;
  r.engine = engine;
  const sr_log log = {tell, NULL, SR_LOG_DEBUG};
  const sr_batch_options options = {
      .layers = r.layers, .jobs = (unsigned)jobs, .about = &about, .log = line->value[OPT_VERBOSE] ? &log : NULL};
  const int n = line->n_arguments ? line->n_arguments : 1;
  for (int i = 0; i < n; i++) {
    const char *path = line->n_arguments ? line->arguments[i] : "-";
    sr_error err;
    sr_input *input = NULL;
    const sr_input_kind form = !line->n_arguments && kind == SR_INPUT_AUTO ? SR_INPUT_NDJSON : kind;
    sr_status status = sr_input_open(path, form, NULL, &input, &err);
    if (!status) status = sr_batch_run(engine, input, &options, write_one, &r, &err);
    sr_input_close(input);
    if (status) {
      r.failed = true;
      cli_complain_error(path, &err);
      if (ferror(stdout)) break;
    }
  }
  sr_engine_free(engine);
  return cli_finish(r.failed ? EXIT_SOME_FAILED : EXIT_DONE);
}
