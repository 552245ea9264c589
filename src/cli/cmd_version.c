/* sitrep version: the program and what it stands on. */
#include "cli.h"

static sr_status write_one(void *user, const char *topic, const char *detail, sr_health health, sr_error *err) {
  (void)user;
  (void)health;
  (void)err;
  printf("%s %s\n", topic, detail);
  return SR_OK;
}

int cmd_version(cli *line) {
  (void)line;
  printf("sitrep %s\n", sr_version());
  sr_error err;
  if (sr_doctor_libraries(write_one, NULL, &err)) cli_complain_error(NULL, &err);
  return cli_finish(EXIT_DONE);
}
