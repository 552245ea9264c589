/* The checker's speed: bench_check prints the seconds of a check of 25,000, 50,000 and 100,000 claims against five
 * years of daily series (area held, casualties, eleven classes of equipment), all in one ledger in memory. The claims
 * are of the kinds of a day's digest, half of them with a figure that the series do not bear out. */
#include "text/report.h"

#include <sitrep/check.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { YEARS_DAYS = 5 * 365, FIRST_DAY = 19047, CLAIMS = 20, TEXT_BYTES = 2048, CLASSES = 11 };

static const struct {
  const char *measure, *unit, *item;
} classes[CLASSES] = {{"tanks lost total", "{tank}", "tank"},
                      {"aircraft lost total", "{aircraft}", "aircraft"},
                      {"drones lost total", "{drone}", "drone"},
                      {"vehicles lost total", "{vehicle}", "vehicle"},
                      {"ships lost total", "{ship}", "ship"},
                      {"missiles lost total", "{missile}", "missile"},
                      {"helicopters lost total", "{helicopter}", "helicopter"},
                      {"artillery systems lost total", "{artillery system}", "artillery system"},
                      {"armoured vehicles lost total", "{armoured vehicle}", "armoured vehicle"},
                      {"rocket launchers lost total", "{rocket launcher}", "rocket launcher"},
                      {"air defence systems lost total", "{air defence system}", "air defence system"}};

static uint64_t state = 88172645463325252u;
static double draw(void) { /* xorshift64*, S. Vigna 2016 */
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (double)((state * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
}

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(sr_status status, const sr_error *err) {
  if (!status) return;
  fprintf(stderr, "bench_check: %s\n", err->message);
  exit(1);
}

static void observe(sr_ledger *ledger, const char *measure, const char *unit, double level, double pace) {
  static sr_observation rows[YEARS_DAYS];
  size_t added;
  sr_error err = {0};
  for (int i = 0; i < YEARS_DAYS; i++) {
    level += pace * (0.7 + 0.6 * draw());
    const double said = (double)(int64_t)level;
    rows[i] = (sr_observation){.start = FIRST_DAY + i,
                               .end = FIRST_DAY + i,
                               .measure = {measure, strlen(measure)},
                               .party = SR_SLICE("RUS"),
                               .low = said,
                               .high = said,
                               .unit = {unit, strlen(unit)},
                               .source = SR_SLICE("General Staff")};
  }
  must(sr_ledger_add_observations(ledger, rows, YEARS_DAYS, &added, &err), &err);
}

typedef struct material {
  char text[TEXT_BYTES];
  sr_span spans[CLAIMS];
  sr_claim claims[CLAIMS];
  sr_actor_ref chain;
  sr_report report;
} material;

static sr_figure figure(double value, const char *unit, sr_span span) {
  return (sr_figure){
      .present = true, .low = value, .high = value, .granule = 1, .unit = {unit, strlen(unit)}, .span = span};
}

static void fill(material *m, int number) {
  static const char sentence[] = "The staff said that about as many were lost over these days as over those before. ";
  for (size_t i = 0; i < TEXT_BYTES; i++) m->text[i] = sentence[i % (sizeof sentence - 1)];
  snprintf(m->text, 20, "Bulletin %09d", number);
  m->text[19] = ' ';
  m->chain.name = SR_SLICE("General Staff");
  const sr_actor_ref russia = {SR_SLICE("Russia"), SR_SLICE("RUS")};
  const sr_day said = FIRST_DAY + 400 + (sr_day)(draw() * (YEARS_DAYS - 410));
  for (uint32_t i = 0; i < CLAIMS; i++) {
    m->spans[i] = (sr_span){100 + 80 * i, 160 + 80 * i};
    sr_claim *c = &m->claims[i];
    const sr_day days = 7 + (sr_day)(draw() * 300);
    const double off = draw() < 0.5 ? 1 : 0.2 + 2 * draw();
    *c = (sr_claim){.chain = &m->chain,
                    .n_chain = 1,
                    .party = russia,
                    .evidence = {&m->spans[i], 1},
                    .deadline = SR_DAY_NONE,
                    .when = {true, said - days, said, SR_WHEN_DURING}};
    switch (i % 6) {
    case 0:
    case 1:
      c->kind = SR_KIND_LOSSES;
      c->category = SR_CATEGORY_EQUIPMENT;
      c->item = (sr_slice){classes[i % CLASSES].item, strlen(classes[i % CLASSES].item)};
      c->quantity = figure((double)(int)(10 * days * off), classes[i % CLASSES].unit, m->spans[i]);
      break;
    case 2:
      c->kind = SR_KIND_LOSSES;
      c->category = SR_CATEGORY_CASUALTIES;
      c->victim = SR_VICTIM_MILITARY;
      c->quantity = figure((double)(int)(900 * days * off), "{soldier}", m->spans[i]);
      break;
    case 3:
      c->kind = SR_KIND_ADVANCE;
      c->measure = i % 2 ? SR_MEASURE_AREA : SR_MEASURE_RATE;
      c->quantity =
          i % 2 ? figure((double)(int)(12 * days * off), "km2", m->spans[i]) : figure(12 * off, "km2/d", m->spans[i]);
      break;
    case 4:
      c->kind = SR_KIND_RATIO;
      c->numerator.measure = SR_MEASURE_AREA;
      c->denominator = (sr_ratio_side){SR_MEASURE_COUNT, SR_SLICE("casualties"), russia};
      c->quantity = figure(0.0133 * off, "km2/{soldier}", m->spans[i]);
      c->quantity.granule = 0.0001;
      break;
    default:
      c->kind = SR_KIND_STRIKE;
      c->weapon = SR_WEAPON_DRONE;
      c->when = (sr_when){true, said, said, SR_WHEN_ON};
      c->quantity = figure((double)(int)(400 * off), "{drone}", m->spans[i]);
      break;
    }
  }
  m->report = (sr_report){.text = {m->text, TEXT_BYTES}, .claims = m->claims, .n_claims = CLAIMS};
  m->report.about = (sr_report_info){.outlet = SR_SLICE("The Daily Digest"), .date = said + 1};
  sr_sha256_hex(m->report.text, m->report.hash);
}

int main(int argc, char **argv) {
  static const int sizes[] = {25000, 50000, 100000};
  static material m;
  sr_ledger *ledger = NULL;
  sr_error err = {0};
  const int most = argc > 1 ? atoi(argv[1]) : 100000;
  must(sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, &err), &err);
  observe(ledger, "area held", "km2", 42000, 12);
  observe(ledger, "casualties total", "{person}", 2800, 900);
  for (int i = 0; i < CLASSES; i++) observe(ledger, classes[i].measure, classes[i].unit, 10, 10);
  int claims = 0, number = 0;
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes && sizes[s] <= most; s++) {
    for (; claims < sizes[s]; claims += CLAIMS) {
      sr_ledger_receipt receipt;
      fill(&m, number++);
      must(sr_ledger_add_report(ledger, &m.report, (sr_clocks){0}, &receipt, &err), &err);
    }
    sr_checks *checks;
    uint32_t n, outcomes[SR_OUTCOME_COUNT] = {0};
    const double start = now_s();
    const clock_t cpu = clock();
    must(sr_check_run(NULL, ledger, &checks, &err), &err);
    const double took = now_s() - start, busy = (double)(clock() - cpu) / CLOCKS_PER_SEC;
    const sr_check *all = sr_checks_items(checks, &n);
    for (uint32_t i = 0; i < n; i++) outcomes[all[i].outcome]++;
    printf("%d claims against %d days of %d series: %.2f s (%.2f s of processor), %.0f us a claim; %u checks:", claims,
           YEARS_DAYS, CLASSES + 2, took, busy, busy * 1e6 / claims, n);
    for (int i = 0; i < SR_OUTCOME_COUNT; i++)
      if (outcomes[i]) printf(" %u %s", outcomes[i], sr_outcome_name((sr_outcome)i));
    printf("\n");
    fflush(stdout);
    sr_checks_free(checks);
  }
  sr_ledger_close(ledger);
  return 0;
}
