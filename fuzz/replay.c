/* Replays a corpus through a fuzz target with any compiler: fuzz_NAME FOLDER_OR_FILE... */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static long runs;

static void run_file(const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) {
    perror(path);
    exit(1);
  }
  uint8_t *bytes = NULL;
  size_t n = 0, room = 0;
  do {
    if (n == room) bytes = realloc(bytes, room = room ? room * 2 : 4096);
    if (!bytes) exit(1);
    n += fread(bytes + n, 1, room - n, f);
  } while (n == room);
  fclose(f);
  uint8_t *exact = malloc(n ? n : 1); /* so that a sanitizer sees a read past the end */
  if (!exact) exit(1);
  memcpy(exact, bytes, n);
  free(bytes);
  LLVMFuzzerTestOneInput(exact, n);
  free(exact);
  runs++;
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    DIR *folder = opendir(argv[i]);
    if (!folder) {
      run_file(argv[i]);
      continue;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
      if (entry->d_name[0] == '.') continue;
      char path[4096];
      snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
      run_file(path);
    }
    closedir(folder);
  }
  printf("%ld inputs replayed\n", runs);
  return runs ? 0 : 1;
}
