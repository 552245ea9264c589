/* How fast reports are read: bench_text FILE [repeats] prints MB/s of sentences and tokens together. */
#include "base/slice.h"
#include "text/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  FILE *f = argc > 1 ? fopen(argv[1], "rb") : NULL;
  static char bytes[16 << 20];
  const size_t n = f ? fread(bytes, 1, sizeof bytes, f) : 0;
  if (f) fclose(f);
  if (!n) {
    fputs("usage: bench_text FILE [repeats]\n", stderr);
    return 2;
  }
  const int repeats = argc > 2 ? atoi(argv[2]) : 20;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_text_tools *tools = NULL;
  sr_error err;
  if (!arena || sr_text_open(arena, &tools, &err)) return 1;
  double best = 1e9, worst = 0;
  uint32_t tokens = 0;
  for (int i = 0; i < repeats; i++) {
    const double begin = seconds();
    sr_report *report = NULL;
    if (sr_text_read(tools, NULL, (sr_slice){bytes, n}, NULL, &report, &err)) {
      fprintf(stderr, "%s\n", err.message);
      return 1;
    }
    tokens = report->n_tokens;
    sr_report_free(report);
    const double took = seconds() - begin;
    if (took < best) best = took;
    if (took > worst) worst = took;
  }
  printf("%zu bytes, %u tokens: best %.1f MB/s, worst %.1f MB/s of %d runs\n", n, (unsigned)tokens,
         (double)n / best / 1e6, (double)n / worst / 1e6, repeats);
  sr_text_close(tools);
  sr_arena_free(arena);
  return 0;
}
