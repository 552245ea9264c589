/* Bytes as a C array: binc NAME IN OUT.h */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  if (argc != 4) {
    fputs("usage: binc NAME IN OUT.h\n", stderr);
    return 1;
  }
  FILE *in = fopen(argv[2], "rb"), *out = fopen(argv[3], "wb");
  if (!in || !out) {
    perror(in ? argv[3] : argv[2]);
    return 1;
  }
  fprintf(out,
          "/* Made by tools/binc of a file. */\n#include <stdalign.h>\n"
          "alignas(8) static const unsigned char %s[] = {",
          argv[1]);
  int c;
  for (long n = 0; (c = fgetc(in)) != EOF; n++) fprintf(out, "%s%d,", n % 40 ? "" : "\n", c);
  fputs("};\n", out);
  if (ferror(in) || fclose(out)) {
    perror(argv[3]);
    return 1;
  }
  fclose(in);
  return 0;
}
