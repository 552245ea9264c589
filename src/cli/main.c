/* sitrep <verb>: finds the verb and runs it. */
#include "cli.h"

#include <signal.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write, told like any other; */
  signal(SIGXFSZ, SIG_IGN); /* so is a file past the user's limit */
  cli line;
  int status = EXIT_USAGE;
  if (cli_parse(argc, argv, &line)) {
    line.argv = argv;
    if (line.value[OPT_HELP]) {
      cli_write_help(stdout, line.verb);
      status = cli_finish(EXIT_DONE);
    } else {
      status = line.verb->run(&line);
    }
  }
  free(line.arguments);
  return status;
}
