/* sitrep doctor: what this installation has and whether it works. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct run {
  bool json, sick;
  long n;
} run;

static sr_status write_one(void *user, const char *topic, const char *detail, bool good, sr_error *err) {
  (void)err;
  run *r = user;
  if (r->json)
    printf("%s{\"topic\": \"%s\", \"detail\": \"%s\", \"good\": %s}", r->n ? ",\n " : "[", topic, detail,
           good ? "true" : "false");
  else
    printf("%-4s %-18s %s\n", good ? "ok" : "BAD", topic, detail);
  r->sick |= !good;
  r->n++;
  return SR_OK;
}

static void look_at_engine(run *r) {
  sr_error err;
  sr_engine *engine = NULL;
  if (sr_engine_open(NULL, &engine, &err)) {
    (void)write_one(r, "tables", err.message, false, &err);
    return;
  }
  (void)write_one(r, "tables", "compiled in, consistent", true, &err);
  sr_report *report = NULL;
  const sr_slice text = {"At least nine people were killed in Kharkiv on Friday, officials said.", 70};
  const sr_report_info info = {.date = SR_DAY_NONE, .lang = {"en", 2}};
  uint32_t n = 0;
  if (sr_report_read(engine, text, &info, SR_LAYERS_ALL, &report, &err)) {
    (void)write_one(r, "reading", err.message, false, &err);
  } else {
    (void)sr_report_claims(report, &n);
    (void)write_one(r, "reading", n ? "a test sentence gives its claim" : "a test sentence gives no claim", n > 0,
                    &err);
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
  (void)write_one(r, "ledger", detail, !status || status == SR_ERR_NOTFOUND, &err);
  sr_ledger_close(ledger);
}

int cmd_doctor(cli *line) {
  const char *format;
  if (!cli_format(line, &format)) return EXIT_USAGE;
  run r = {.json = !strcmp(format, "json")};
  sr_error err;
  (void)write_one(&r, "sitrep", sr_version(), true, &err);
  if (sr_doctor_libraries(write_one, &r, &err)) cli_complain_error(NULL, &err);
  look_at_engine(&r);
  look_at_ledger(line, &r);
  if (r.json) puts("]");
  return cli_finish(r.sick ? EXIT_SOME_FAILED : EXIT_DONE);
}
