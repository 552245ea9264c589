/* Verbs that live in programs of their own, so that the others need not load their libraries: libmicrohttpd brings
 * sixteen more, which would cost every start some milliseconds. */
#include "cli.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int cmd_serve(cli *line) {
  static const char *const places[] = {"sitrep-server", "../libexec/sitrep/sitrep-server"};
  char path[4096];
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    if (cli_beside_program(places[i], path, sizeof path) && access(path, X_OK) == 0) {
      execv(path, line->argv);
      break;
    }
  cli_complain("cannot start sitrep-server beside this program: %s", strerror(errno));
  return EXIT_USAGE;
}
