/* The ledger: a new one with one report (what a first `sitrep read` pays), reports a second, claims read a second.
 *
 *     bench_ledger [FOLDER]     prints medians over ROUNDS; FOLDER is where its files go, . by default
 *
 * Each report has 4 KB and 30 claims, as a day's digest does; each write is synced to the disk. */
#include "text/report.h"

#include <sitrep/ledger.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 20, REPORTS = 200, CLAIMS = 30, TEXT_BYTES = 4096 };

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(sr_status status, const sr_error *err) {
  if (!status) return;
  fprintf(stderr, "%s\n", err->message);
  exit(1);
}

/* The same report again and again but for its number, which changes its text. */
typedef struct material {
  char text[TEXT_BYTES];
  sr_span spans[CLAIMS];
  sr_claim claims[CLAIMS];
  sr_actor_ref chain[2];
  sr_place_ref place;
  sr_report report;
} material;

static void fill(material *m, int number) {
  static const char sentence[] = "The staff said 178 of nearly 400 drones were shot down over the northern regions. ";
  for (size_t i = 0; i < TEXT_BYTES; i++) m->text[i] = sentence[i % (sizeof sentence - 1)];
  snprintf(m->text, 20, "Bulletin %09d", number);
  m->text[19] = ' ';
  m->chain[0].name = SR_SLICE("The Daily Digest");
  m->chain[1].name = SR_SLICE("General Staff");
  m->place = (sr_place_ref){.name = SR_SLICE("Kyiv"), .geonames = 703448, .lat = 50.45, .lon = 30.52};
  for (uint32_t i = 0; i < CLAIMS; i++) {
    m->spans[i] = (sr_span){100 + 80 * i, 160 + 80 * i};
    m->claims[i] =
        (sr_claim){.kind = SR_KIND_INTERCEPTION,
                   .chain = m->chain,
                   .n_chain = 2,
                   .where = &m->place,
                   .n_where = 1,
                   .party = m->chain[1],
                   .evidence = {&m->spans[i], 1},
                   .weapon = SR_WEAPON_DRONE,
                   .deadline = SR_DAY_NONE,
                   .quantity = {.present = true, .low = 178, .high = 178, .granule = 1, .span = m->spans[i]}};
  }
  m->report = (sr_report){.text = {m->text, TEXT_BYTES}, .claims = m->claims, .n_claims = CLAIMS};
  m->report.about = (sr_report_info){.outlet = SR_SLICE("The Daily Digest"), .date = 20280};
  sr_sha256_hex(m->report.text, m->report.hash);
}

static int by_value(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static sr_status count(void *user, const sr_stored_claim *claim, sr_error *err) {
  (void)err;
  *(size_t *)user += claim->sentence.len > 0;
  return SR_OK;
}

static sr_ledger *open_or_die(const char *path) {
  sr_ledger *ledger;
  sr_error err = {0};
  must(sr_ledger_open(path, SR_LEDGER_CREATE, &ledger, &err), &err);
  return ledger;
}

static void add(sr_ledger *ledger, const material *m) {
  sr_ledger_receipt receipt;
  sr_error err = {0};
  must(sr_ledger_add_report(ledger, &m->report, (sr_clocks){0}, &receipt, &err), &err);
}

int main(int argc, char **argv) {
  static material m;
  char path[1024];
  snprintf(path, sizeof path, "%s/bench-%ld.db", argc > 1 ? argv[1] : ".", (long)getpid());
  double open_ms[ROUNDS], all_ms[ROUNDS];
  for (int i = 0; i < ROUNDS; i++) {
    fill(&m, i);
    const double start = now_ms();
    sr_ledger *ledger = open_or_die(path);
    open_ms[i] = now_ms() - start;
    add(ledger, &m);
    sr_ledger_close(ledger);
    all_ms[i] = now_ms() - start;
    unlink(path);
  }
  qsort(open_ms, ROUNDS, sizeof *open_ms, by_value);
  qsort(all_ms, ROUNDS, sizeof *all_ms, by_value);
  printf("new ledger, one report, closed: median %.1f ms (%.1f to %.1f), of which opening %.1f, over %d rounds\n",
         all_ms[ROUNDS / 2], all_ms[0], all_ms[ROUNDS - 1], open_ms[ROUNDS / 2], ROUNDS);

  sr_ledger *ledger = open_or_die(path);
  double start = now_ms();
  for (int i = 0; i < REPORTS; i++) fill(&m, i), add(ledger, &m);
  printf("%d reports of %d claims written, each synced: %.2f ms a report\n", REPORTS, CLAIMS,
         (now_ms() - start) / REPORTS);
  sr_error err = {0};
  size_t n = 0;
  start = now_ms();
  must(sr_ledger_claims(ledger, &SR_CLAIM_QUERY_ALL, count, &n, &err), &err);
  const double ms = now_ms() - start;
  printf("%zu claims read with their sentences: %.1f ms, %.1f us a claim\n", n, ms, ms * 1e3 / (double)n);
  sr_ledger_close(ledger);
  unlink(path);
  return 0;
}
