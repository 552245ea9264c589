/* The engine and the pipeline of one report: text, read, claim. What users see of it is sitrep/report.h. */
#include "claim/frames.h"
#include "read/reader.h"
#include "syntax/syntax.h"
#include "text/report.h"

#include <stdlib.h>

struct sr_engine {
  sr_arena *arena;
  sr_limits limits;
  sr_text_tools *text;
  sr_syntax *syntax; /* opens models when they are needed, under a lock of its own */
  sr_reader *reader;
  sr_frame_tables *frames;
};

/* The compiled tables of today take under 8 MiB; a runaway table should fail, not fill the machine. */
enum { ENGINE_CEILING = 256 << 20 };

sr_status sr_engine_open(const sr_limits *limits, sr_engine **out, sr_error *err) {
  *out = NULL;
  sr_engine *engine = calloc(1, sizeof *engine);
  if (!engine) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the engine");
  engine->limits = limits ? *limits : sr_limits_default();
  sr_status status = SR_OK;
  engine->arena = sr_arena_new(ENGINE_CEILING);
  if (!engine->arena) status = sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the engine");
  if (!status) status = sr_text_open(engine->arena, &engine->text, err);
  if (!status) status = sr_syntax_open(&engine->syntax, err);
  if (!status) status = sr_reader_open(engine->arena, &engine->reader, err);
  if (!status) status = sr_frames_open(engine->arena, &engine->frames, err);
  if (!status) status = sr_arena_check(engine->arena, err);
  if (status) {
    sr_engine_free(engine);
    return status;
  }
  *out = engine;
  return SR_OK;
}

void sr_engine_free(sr_engine *engine) {
  if (!engine) return;
  if (engine->text) sr_text_close(engine->text);
  if (engine->reader) sr_reader_close(engine->reader);
  sr_syntax_free(engine->syntax);
  sr_arena_free(engine->arena);
  free(engine);
}

sr_status sr_report_read(const sr_engine *engine, sr_slice bytes, const sr_report_info *info, unsigned layers,
                         sr_report **out, sr_error *err) {
  *out = NULL;
  sr_report *report = NULL;
  sr_status status = sr_text_read(engine->text, &engine->limits, bytes, info, &report, err);
  if (!status) sr_reader_prepare(engine->reader, layers, report->about.lang);
  if (!status && sr_reader_needs(layers) & (SR_LAYER_TOKENS | SR_LAYER_ENTITIES))
    status = sr_syntax_read(engine->syntax, report, err);
  if (!status) status = sr_reader_read(engine->reader, layers, report, err);
  if (!status && layers & SR_LAYER_CLAIMS) status = sr_claims_read(engine->frames, report, err);
  if (!status) status = sr_arena_check(report->arena, err);
  if (!status) status = sr_arena_check(report->scratch, err);
  if (status) {
    if (info) sr_error_where(err, info->id);
    sr_report_free(report);
    return status;
  }
  sr_arena_free(report->scratch);
  report->scratch = NULL;
  *out = report;
  return SR_OK;
}

sr_status sr_engine_model(const sr_engine *engine, sr_slice lang, sr_error *err) {
  const sr_model *model;
  return sr_syntax_model(engine->syntax, lang, &model, err);
}

const sr_claim *sr_report_claims(const sr_report *report, uint32_t *n) {
  *n = report->n_claims;
  return report->claims;
}

const char *sr_bound_name(sr_bound bound) {
  static const char *const names[] = {"=", "~", ">", "<", "up", "down"};
  return (unsigned)bound < sizeof names / sizeof *names ? names[bound] : "";
}
