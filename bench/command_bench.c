/* Times a whole command: bench_command RUNS FRESH COMMAND [ARGUMENT...]
 *
 * Runs the command RUNS times with its output thrown away and prints wall-clock times, the peak of its memory and the
 * least processor time of a run, which is what to compare on a machine that does other work, too.
 * FRESH is a file that is removed before each run, with SQLite's -wal and -shm beside it; "-" for none. The time is
 * from before fork to after wait, so that it holds what a shell's user would wait for. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 1000 };

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void remove_ledger(const char *path) {
  static const char *const ends[] = {"", "-wal", "-shm"};
  char name[4096];
  for (int i = 0; i < 3 && strcmp(path, "-"); i++) {
    snprintf(name, sizeof name, "%s%s", path, ends[i]);
    unlink(name);
  }
}

static double milliseconds(struct timeval t) { return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3; }

typedef struct tally {
  long peak_kib;
  double processor_ms; /* the least of the runs; 0 before the first */
} tally;

/* Milliseconds, or -1 if the command failed. */
static double run(char **command, tally *all) {
  const double begin = now_ms();
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0) dup2(nowhere, STDOUT_FILENO);
    execvp(command[0], command);
    _exit(127);
  }
  int status = 0;
  struct rusage used;
  if (child < 0 || wait4(child, &status, 0, &used) != child) return -1;
  const double took = now_ms() - begin;
  const double processor = milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
  if (used.ru_maxrss > all->peak_kib) all->peak_kib = used.ru_maxrss;
  if (all->processor_ms <= 0 || processor < all->processor_ms) all->processor_ms = processor;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? took : -1;
}

int main(int argc, char **argv) {
  const int runs = argc > 3 ? atoi(argv[1]) : 0;
  if (runs < 1 || runs > RUNS_MAX) {
    fputs("usage: bench_command RUNS FRESH COMMAND [ARGUMENT...]\n", stderr);
    return 2;
  }
  double took[RUNS_MAX];
  tally all = {0};
  for (int i = 0; i < runs; i++) {
    remove_ledger(argv[2]);
    took[i] = run(argv + 3, &all);
    if (took[i] < 0) {
      fprintf(stderr, "bench_command: %s failed\n", argv[3]);
      return 1;
    }
  }
  remove_ledger(argv[2]);
  qsort(took, (size_t)runs, sizeof *took, by_size);
  printf("median %.1f ms, min %.1f, max %.1f of %d runs; peak memory %.1f MB; processor %.1f ms\n", took[runs / 2],
         took[0], took[runs - 1], runs, (double)all.peak_kib / 1024, all.processor_ms);
  return 0;
}
