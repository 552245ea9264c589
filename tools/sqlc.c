/* The schema compiler: numbered .sql migrations -> a C header with their texts, in order.
 *
 *     sqlc build/gen/ledger/schema.h src/ledger/schema/0001_ledger.sql src/ledger/schema/0002_views.sql
 *
 * A file's name begins with its number; numbers run from 1 without a gap. Comments and blank lines are left out, which
 * keeps them from being parsed at every new ledger. Anything wrong stops the build. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn static void fail(const char *file, const char *what) {
  fprintf(stderr, "%s: %s\n", file, what);
  exit(1);
}

static void write_text(FILE *out, const char *file) {
  FILE *in = fopen(file, "rb");
  if (!in) fail(file, "cannot be read");
  char line[4096];
  while (fgets(line, sizeof line, in)) {
    size_t n = strlen(line);
    if (!n || line[n - 1] != '\n') fail(file, "a line is too long or the last one has no end");
    const char *p = line + strspn(line, " ");
    if (*p == '\n' || strncmp(p, "--", 2) == 0) continue;
    fputs("\n    \"", out);
    for (; *p != '\n'; p++) {
      if (*p == '"' || *p == '\\') fputc('\\', out);
      fputc(*p, out);
    }
    fputs("\\n\"", out);
  }
  if (ferror(in)) fail(file, "cannot be read");
  fclose(in);
}

int main(int argc, char **argv) {
  if (argc < 3) fail("sqlc", "usage: sqlc OUT.h 0001_NAME.sql ...");
  FILE *out = fopen(argv[1], "wb");
  if (!out) fail(argv[1], "cannot be written");
  fputs("/* Made by tools/sqlc. */\nstatic const struct {\n  int version;\n  const char *name, *sql;\n} "
        "sr_ledger_migrations[] = {\n",
        out);
  for (int i = 2; i < argc; i++) {
    const char *name = strrchr(argv[i], '/') ? strrchr(argv[i], '/') + 1 : argv[i];
    if (strtol(name, NULL, 10) != i - 1) fail(argv[i], "migrations are numbered from 1 without a gap");
    fprintf(out, "  {%d, \"%s\",", i - 1, name);
    write_text(out, argv[i]);
    fputs("},\n", out);
  }
  fputs("};\n", out);
  if (fclose(out)) fail(argv[1], "cannot be written");
  return 0;
}
