/* sitrep serve: the ledger over HTTP. Built into sitrep-server, which launch.c starts. */
#include "cli.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --token-file: its first line. The token is never an argument, which every user of the machine could see. */
static bool read_token(const cli *line, char *token, size_t room, bool *given) {
  const char *path = line->value[OPT_TOKEN_FILE], *from_environment = getenv("SITREP_TOKEN");
  *given = path || (from_environment && *from_environment);
  if (!path) {
    snprintf(token, room, "%s", from_environment ? from_environment : "");
    return true;
  }
  FILE *in = fopen(path, "r");
  if (!in || !fgets(token, (int)room, in)) {
    cli_complain("%s: cannot read a token: %s", path, in ? "the file is empty" : strerror(errno));
    if (in) fclose(in);
    return false;
  }
  fclose(in);
  token[strcspn(token, "\r\n")] = 0;
  return true;
}

static void tell(void *user, sr_log_level level, const char *text) {
  (void)user, (void)level;
  fprintf(stderr, "%s\n", text);
}

/* The desk that was built or installed with the program, false if there is none. */
static bool find_desk(char *path, size_t room) {
  static const char *const places[] = {"share/web", "../share/sitrep/web", "../../share/sitrep/web"};
  char page[4096];
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    if (!cli_beside_program(places[i], path, room)) continue;
    const int n = snprintf(page, sizeof page, "%s/index.html", path);
    if (n > 0 && (size_t)n < sizeof page && access(page, R_OK) == 0) return true;
  }
  return false;
}

int cmd_serve(cli *line) {
  char token[256], desk[4096];
  bool posting;
  long port, jobs = 0;
  sr_error err = {0};
  sr_engine *engine = NULL;
  sr_ledger *ledger = NULL;
  sr_server *server = NULL;
  port = 8437;
  if (!cli_number(line, OPT_PORT, 0, 65535, &port) || !cli_number(line, OPT_JOBS, 1, 64, &jobs) ||
      !read_token(line, token, sizeof token, &posting))
    return EXIT_USAGE;
  /* Brings the schema up to date, and says what is wrong before anything listens. */
  if (!cli_ledger(line, SR_LEDGER_WRITE, &ledger)) return EXIT_USAGE;
  sr_ledger_close(ledger);
  if (!cli_engine(&engine)) return EXIT_USAGE;
  sr_serve_options options = {.ledger = cli_ledger_path(line),
                              .address = line->value[OPT_ADDRESS],
                              .port = (uint16_t)port,
                              .threads = (unsigned)jobs,
                              .token = posting ? token : NULL,
                              .web = line->value[OPT_WEB]};
  if (!options.web && find_desk(desk, sizeof desk)) options.web = desk;
  if (line->value[OPT_VERBOSE]) options.log = (sr_log){.write = tell, .level = SR_LOG_DEBUG};
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &ends, NULL); /* before the threads, which inherit it */
  int status = EXIT_USAGE;
  if (sr_server_start(engine, &options, &server, &err)) {
    cli_complain_error(NULL, &err);
  } else {
    const char *address = options.address ? options.address : "127.0.0.1";
    const bool six = strchr(address, ':') != NULL;
    if (!line->value[OPT_QUIET])
      fprintf(stderr, "serving %s at http://%s%s%s:%u/ (%s%s); Ctrl-C ends it\n", options.ledger, six ? "[" : "",
              address, six ? "]" : "", sr_server_port(server), posting ? "posting with the token" : "read-only",
              options.web ? "" : "; the API alone, as the web desk is not built: see docs/desk.md");
    int which;
    sigwait(&ends, &which);
    status = EXIT_DONE;
  }
  sr_server_stop(server);
  sr_engine_free(engine);
  return status;
}
