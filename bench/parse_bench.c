/* Words a second of the parser, from plain text to trees and names, on one thread.
 *
 *   bench_parse MODEL TEXT [REPEATS]     prints words, seconds of each repeat, words a second of the best */
#include <sitrep/parse.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Counts the lines of words. */
static sr_status count_words(void *user, sr_slice bytes, sr_error *err) {
  (void)err;
  size_t *words = user;
  bool begins = true;
  for (size_t i = 0; i < bytes.len; i++) {
    if (begins && bytes.ptr[i] >= '0' && bytes.ptr[i] <= '9') ++*words;
    begins = bytes.ptr[i] == '\n';
  }
  return SR_OK;
}

int main(int argc, char **argv) {
  if (argc < 3) return fputs("usage: bench_parse MODEL TEXT [REPEATS]\n", stderr), 2;
  const int repeats = argc > 3 ? atoi(argv[3]) : 5;
  FILE *f = fopen(argv[2], "rb");
  char *text = malloc(1 << 26);
  const size_t n = f && text ? fread(text, 1, 1 << 26, f) : 0;
  if (f) fclose(f);
  sr_error err = {0};
  sr_parse_model *model = NULL;
  const double start = seconds(CLOCK_MONOTONIC);
  if (!n || sr_parse_model_open(argv[1], &model, &err)) return fprintf(stderr, "%s\n", err.message), 1;
  printf("opening the model: %.1f ms\n", 1e3 * (seconds(CLOCK_MONOTONIC) - start));
  double best = 1e9;
  size_t words = 0;
  for (int i = 0; i < repeats; i++) {
    const double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_THREAD_CPUTIME_ID);
    words = 0;
    if (sr_parse_write(model, NULL, (sr_slice){text, n}, count_words, &words, &err))
      return fprintf(stderr, "%s\n", err.message), 1;
    const double took = seconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
    printf("%zu words: %.3f s of processor, %.3f s in all\n", words, took, seconds(CLOCK_MONOTONIC) - wall);
    best = took < best ? took : best;
  }
  printf("%.0f words/s at best\n", (double)words / best);
  sr_parse_model_free(model);
  free(text);
  return 0;
}
