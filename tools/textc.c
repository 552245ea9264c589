/* The text compiler: a file -> a C header with its text as one constant.
 *
 *     textc brief_css src/brief/brief.css build/gen/brief/brief_css.h     static const char brief_css[] = "..." */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  if (argc != 4) {
    fputs("usage: textc NAME FILE OUT.h\n", stderr);
    return 2;
  }
  FILE *in = fopen(argv[2], "rb"), *out = fopen(argv[3], "wb");
  if (!in || !out) {
    perror(in ? argv[3] : argv[2]);
    return 1;
  }
  fprintf(out, "/* Made by tools/textc. */\nstatic const char %s[] =\n  \"", argv[1]);
  for (int c; (c = fgetc(in)) != EOF;) {
    if (c == '"' || c == '\\')
      fprintf(out, "\\%c", c);
    else if (c == '\n')
      fputs("\\n\"\n  \"", out);
    else if (c < 0x20 || c > 0x7e || c == '?')
      fprintf(out, "\\%03o", c);
    else
      fputc(c, out);
  }
  fputs("\";\n", out);
  const int failed = ferror(in) | fclose(in) | fclose(out);
  if (failed) perror(argv[3]);
  return failed ? 1 : 0;
}
