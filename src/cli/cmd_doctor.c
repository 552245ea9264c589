/* sitrep doctor: what this installation has and whether it works. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct run {
  bool json, sick;
  long n;
} run;

/* Between quotation marks, as JSON has it. */
static void put_json(const char *text) {
  putchar('"');
  for (; *text; text++) {
    const unsigned char c = (unsigned char)*text;
    if (c < 0x20)
      printf("\\u%04x", c);
    else
      printf(c == '"' || c == '\\' ? "\\%c" : "%c", c);
  }
  putchar('"');
}

static sr_status write_one(void *user, const char *topic, const char *detail, sr_health health, sr_error *err) {
  static const char *const words[] = {"ok", "less", "BAD"};
  (void)err;
  run *r = user;
  if (r->json) {
    printf(r->n ? ",\n {\"topic\": " : "[{\"topic\": ");
    put_json(topic);
    printf(", \"detail\": ");
    put_json(detail);
    printf(", \"good\": %s, \"state\": \"%s\"}", health == SR_HEALTH_GOOD ? "true" : "false", words[health]);
  } else {
    printf("%-4s %-18s %s\n", words[health], topic, detail);
  }
  r->sick |= health == SR_HEALTH_BAD;
  r->n++;
  return SR_OK;
}

static void look_at_engine(run *r) {
  sr_error err;
  sr_engine *engine = NULL;
  if (sr_engine_open(NULL, &engine, &err)) {
    (void)write_one(r, "tables", err.message, SR_HEALTH_BAD, &err);
    return;
  }
  (void)write_one(r, "tables", "compiled in, consistent", SR_HEALTH_GOOD, &err);
  sr_report *report = NULL;
  const sr_slice text = {"At least nine people were killed in Kharkiv on Friday, officials said.", 70};
  const sr_report_info info = {.date = SR_DAY_NONE, .lang = {"en", 2}};
  uint32_t n = 0;
  if (sr_report_read(engine, text, &info, SR_LAYERS_ALL, &report, &err)) {
    (void)write_one(r, "reading", err.message, SR_HEALTH_BAD, &err);
  } else {
    (void)sr_report_claims(report, &n);
    (void)write_one(r, "reading", n ? "a test sentence gives its claim" : "a test sentence gives no claim",
                    n ? SR_HEALTH_GOOD : SR_HEALTH_BAD, &err);
  }
  sr_report_free(report);
  sr_engine_free(engine);
}

static void look_at_ledger(const cli *line, run *r) {
  sr_error err;
  sr_ledger *ledger = NULL;
  const char *path = cli_ledger_path(line);
  const sr_status status = sr_ledger_open(path, SR_LEDGER_READ, &ledger, &err);
  char detail[512];
  if (status == SR_ERR_NOTFOUND)
    snprintf(detail, sizeof detail, "%s is not there yet", path);
  else if (status)
    snprintf(detail, sizeof detail, "%s: %s", path, err.message);
  else
    snprintf(detail, sizeof detail, "%s can be read", path);
  (void)write_one(r, "ledger", detail, status && status != SR_ERR_NOTFOUND ? SR_HEALTH_BAD : SR_HEALTH_GOOD, &err);
  sr_ledger_close(ledger);
}

int cmd_doctor(cli *line) {
  const char *format;
  if (!cli_format(line, &format)) return EXIT_USAGE;
  run r = {.json = !strcmp(format, "json")};
  sr_error err;
  (void)write_one(&r, "sitrep", sr_version(), SR_HEALTH_GOOD, &err);
  if (sr_doctor_libraries(write_one, &r, &err)) cli_complain_error(NULL, &err);
  if (sr_doctor_files(write_one, &r, &err)) (void)write_one(&r, "files", err.message, SR_HEALTH_BAD, &err);
  look_at_engine(&r);
  look_at_ledger(line, &r);
  if (r.json) puts("]");
  return cli_finish(r.sick ? EXIT_SOME_FAILED : EXIT_DONE);
}
