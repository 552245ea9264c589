/* Makes a large ledger for the server's benchmark:
 *
 *     bench_make_ledger LEDGER [CLAIMS] [SEED]      a million claims if not told; LEDGER must not be there
 *
 * 25 claims a report, 30 reports a day from 24 February 2022 on. Sources, parties, places and words are drawn by Zipf's
 * law, as in a real ledger: a few are in very many claims and most in few, so that a filter by the first and by the
 * last of them are both measured. The same arguments give the same rows. Nothing is synced before the end. */
#include "draw.h"

#include "base/date.h"
#include "base/slice.h"
#include "ledger/store.h"
#include "text/report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { A_REPORT = 25, A_DAY = 30, SOURCES = 400, PLACES = 900, WORDS = 20000, OUTLETS = 60, NAME_ROOM = 24 };
enum { SENTENCE = 150, TEXT_BYTES = A_REPORT * SENTENCE };

/* One of n by Zipf's law with exponent 1: rank k with probability near 1 / (k ln n). */
static uint32_t zipf(uint32_t n) {
  const double u = below(1u << 30) / (double)(1u << 30);
  const uint32_t k = (uint32_t)exp(u * log((double)n + 1)) - 1;
  return k < n ? k : n - 1;
}

/* Made of syllables, one for each number, so that names and words differ as words do. */
static const char *name_of(uint32_t i, char out[NAME_ROOM]) {
  static const char *const syllables[] = {"ba", "ro",  "vi", "len", "ka", "tor", "mi", "sha", "ne", "dul",
                                          "po", "ger", "zi", "hav", "su", "lyn", "fe", "mar", "to", "kri"};
  enum { N = sizeof syllables / sizeof *syllables };
  size_t n = 0;
  out[0] = 0;
  for (uint32_t rest = i + N; rest; rest /= N) n += (size_t)snprintf(out + n, NAME_ROOM - n, "%s", syllables[rest % N]);
  return out;
}

static void must(sr_status status, const sr_error *err) {
  if (!status) return;
  fprintf(stderr, "bench_make_ledger: %s\n", err->message);
  exit(1);
}

/* One report and what its claims borrow from. */
typedef struct material {
  char text[TEXT_BYTES + 1], outlet[NAME_ROOM + 16], id[32];
  char sources[A_REPORT][NAME_ROOM], places[A_REPORT][NAME_ROOM];
  sr_actor_ref chains[A_REPORT][2];
  sr_place_ref wheres[A_REPORT];
  sr_span spans[A_REPORT];
  sr_claim claims[A_REPORT];
} material;

static void fill_claim(material *m, int i) {
  static const sr_claim_kind kinds[] = {SR_KIND_LOSSES,       SR_KIND_STATEMENT, SR_KIND_STRIKE,
                                        SR_KIND_ADVANCE,      SR_KIND_AID,       SR_KIND_CONTACT,
                                        SR_KIND_INTERCEPTION, SR_KIND_DAMAGE,    SR_KIND_CONTROL};
  const sr_actor_ref parties[] = {{SR_SLICE("Russian forces"), SR_SLICE("RUS")},
                                  {SR_SLICE("Ukrainian forces"), SR_SLICE("UKR")},
                                  {SR_SLICE("Israeli army"), SR_SLICE("ISR")},
                                  {SR_SLICE("Rapid Support Forces"), SR_SLICE("SDN")}};
  const uint32_t source = zipf(SOURCES), place = zipf(PLACES);
  const double figure = 1 + below(900);
  char words[2][NAME_ROOM], sentence[SENTENCE];
  m->sources[i][0] = m->places[i][0] = 0;
  name_of(source, m->sources[i]);
  name_of(SOURCES + place, m->places[i]);
  m->sources[i][0] = (char)(m->sources[i][0] - 32); /* a capital */
  m->places[i][0] = (char)(m->places[i][0] - 32);
  m->chains[i][0] = (sr_actor_ref){.name = sr_slice_of(m->outlet)};
  m->chains[i][1] = (sr_actor_ref){.name = sr_slice_of(m->sources[i])};
  m->wheres[i] = (sr_place_ref){.name = sr_slice_of(m->places[i]),
                                .geonames = 700000 + place,
                                .lat = 44 + place % 90 / 10.0,
                                .lon = 22 + place / 90.0,
                                .country = SR_SLICE("UA"),
                                .feature = SR_SLICE("P.PPL")};
  const uint32_t start = (uint32_t)i * SENTENCE;
  const int n = snprintf(sentence, sizeof sentence, "%s said that about %.0f drones and %s crossed the %s near %s.",
                         m->sources[i], figure, name_of(SOURCES + PLACES + zipf(WORDS), words[0]),
                         name_of(SOURCES + PLACES + zipf(WORDS), words[1]), m->places[i]);
  memcpy(m->text + start, sentence, (size_t)n);
  m->spans[i] = (sr_span){start, start + (uint32_t)n};
  sr_claim *c = &m->claims[i];
  *c = (sr_claim){.kind = kinds[zipf(sizeof kinds / sizeof *kinds)],
                  .chain = m->chains[i],
                  .n_chain = 2,
                  .where = &m->wheres[i],
                  .n_where = 1,
                  .evidence = {&m->spans[i], 1},
                  .confidence = 0.5 + below(50) / 100.0,
                  .deadline = SR_DAY_NONE,
                  .quantity = {.present = true,
                               .low = figure,
                               .high = figure,
                               .granule = 1,
                               .unit = SR_SLICE("{drone}"),
                               .span = m->spans[i]}};
  if (c->kind == SR_KIND_LOSSES || c->kind == SR_KIND_STRIKE || c->kind == SR_KIND_ADVANCE ||
      c->kind == SR_KIND_CONTROL)
    c->party = parties[zipf(sizeof parties / sizeof *parties)];
  if (c->kind == SR_KIND_STATEMENT) c->speaker = m->chains[i][1];
}

static void fill(material *m, sr_report *report, int64_t number, sr_day day) {
  char outlet[NAME_ROOM];
  snprintf(m->outlet, sizeof m->outlet, "The %s Courier", name_of(zipf(OUTLETS), outlet));
  snprintf(m->id, sizeof m->id, "bulletin-%06lld", (long long)number);
  memset(m->text, ' ', TEXT_BYTES);
  for (int i = 0; i < A_REPORT; i++) fill_claim(m, i);
  *report = (sr_report){.text = {m->text, TEXT_BYTES}, .claims = m->claims, .n_claims = A_REPORT};
  report->about =
      (sr_report_info){.id = sr_slice_of(m->id), .outlet = sr_slice_of(m->outlet), .date = day, .lang = SR_SLICE("en")};
  sr_sha256_hex(report->text, report->hash);
}

int main(int argc, char **argv) {
  static material m;
  const int64_t claims = argc > 2 ? atoll(argv[2]) : 1000000;
  if (argc < 2 || argc > 4 || claims < A_REPORT || !access(argv[1], F_OK)) {
    fprintf(stderr, "usage: bench_make_ledger LEDGER [CLAIMS] [SEED]; LEDGER must not be there\n");
    return 2;
  }
  if (argc == 4) draw_state += strtoull(argv[3], NULL, 10);
  sr_error err = {0};
  sr_ledger *ledger;
  sr_day first;
  must(sr_ledger_open(argv[1], SR_LEDGER_CREATE, &ledger, &err), &err);
  if (sr_ledger__exec(ledger, "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000")) return 1;
  if (!sr_day_parse(SR_SLICE("2022-02-24"), &first)) return 1;
  for (int64_t i = 0; i < claims / A_REPORT; i++) {
    sr_report report;
    sr_ledger_receipt receipt;
    fill(&m, &report, i, first + (sr_day)(i / A_DAY));
    must(sr_ledger_add_report(ledger, &report, (sr_clocks){.read = 1767225600 + i}, &receipt, &err), &err);
  }
  sr_ledger_close(ledger);
  return 0;
}
