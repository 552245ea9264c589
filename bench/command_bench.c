/* Times a whole command: bench_command RUNS FRESH COMMAND [ARGUMENT...]
 *
 * Runs the command RUNS times with its output thrown away and prints wall-clock times and the peak of its memory.
 * FRESH is a file that is removed before each run, with SQLite's -wal and -shm beside it; "-" for none. The time is
 * from before fork to after wait, so that it holds what a shell's user would wait for. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
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

/* Milliseconds, or -1 if the command failed. */
static double run(char **command, long *peak_kib) {
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
  if (used.ru_maxrss > *peak_kib) *peak_kib = used.ru_maxrss;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? took : -1;
}

int main(int argc, char **argv) {
  const int runs = argc > 3 ? atoi(argv[1]) : 0;
  if (runs < 1 || runs > RUNS_MAX) {
    fputs("usage: bench_command RUNS FRESH COMMAND [ARGUMENT...]\n", stderr);
    return 2;
  }
  double took[RUNS_MAX];
  long peak_kib = 0;
  for (int i = 0; i < runs; i++) {
    remove_ledger(argv[2]);
    took[i] = run(argv + 3, &peak_kib);
    if (took[i] < 0) {
      fprintf(stderr, "bench_command: %s failed\n", argv[3]);
      return 1;
    }
  }
  remove_ledger(argv[2]);
  qsort(took, (size_t)runs, sizeof *took, by_size);
  printf("median %.1f ms, min %.1f, max %.1f of %d runs; peak memory %.1f MB\n", took[runs / 2], took[0],
         took[runs - 1], runs, (double)peak_kib / 1024);
  return 0;
}
