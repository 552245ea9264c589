/* How well figures of one happening are held against each other: bench_happening [FOLDER] [seed] [rounds] prints a
 * table by slip.
 *
 * Reports of three to six sentences are made from true figures: of a night's drones and missiles how many were launched
 * and shot down and what share that is; of a gift its pieces, the price of one and the sum, in one currency or in two.
 * In half of them one slip is made in the share or the sum. Every report is read by the reader and its claims are held
 * against each other, with a reference rate at hand. A slip is found if a check ends in `slip`, `differs` or
 * `impossible`, and named if it ends in that slip; such an end of an honest report is a false alarm. FOLDER holds
 * losses/air-attacks.csv, whose nights are used; without it nights are drawn. */
#include "base/arena.h"
#include "base/date.h"
#include "base/slice.h"
#include "check/weigh.h"

#include <sitrep.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 1000, NIGHTS_MAX = 4000, FIELDS = 5 };

/* ---- a generator that is the same everywhere (xorshift64*, S. Vigna 2016) ---- */

static uint64_t state;
static uint64_t draw(void) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return state * UINT64_C(2685821657736338717);
}
static int between(int low, int high) { return low + (int)(draw() % (uint64_t)(high - low + 1)); }

/* ---- nights ---- */

typedef struct night {
  int launched, down;
} night;

static night nights[NIGHTS_MAX];
static int n_nights;

/* Rows "time_start,time_end,model,launched,destroyed,...": those of eight weapons or more. */
static bool read_nights(const char *folder) {
  char path[1024], line[4096];
  snprintf(path, sizeof path, "%s/losses/air-attacks.csv", folder);
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  while (n_nights < NIGHTS_MAX && fgets(line, sizeof line, file)) {
    const char *field[FIELDS] = {line};
    int n = 1;
    for (char *c = line; *c && n < FIELDS; c++)
      if (*c == ',') field[n++] = c + 1;
    if (n < FIELDS) continue;
    const double launched = strtod(field[3], NULL), down = strtod(field[4], NULL);
    if (launched >= 8 && launched < 1000 && down >= 1 && down < launched)
      nights[n_nights++] = (night){(int)launched, (int)down};
  }
  fclose(file);
  return n_nights > 0;
}

static night some_night(void) {
  if (n_nights) return nights[between(0, n_nights - 1)];
  const int launched = between(8, 400);
  return (night){launched, between(launched / 3, launched - 1)};
}

/* ---- reports ---- */

typedef enum kind { SHARE, SHARE_OF_TWO, SUM, SUM_EXCHANGED, N_KINDS } kind;

typedef enum slip {
  NONE,
  REST,
  OTHER_WEAPON,
  TEN_UP,
  TEN_DOWN,
  THOUSAND_UP,
  THOUSAND_DOWN,
  NOT_EXCHANGED,
  N_SLIPS
} slip;

static const struct {
  const char *what, *name; /* name: the row of slips.tsv; NULL: none has that name */
} slips[N_SLIPS] = {
    [NONE] = {"(honest)", NULL},
    [REST] = {"what got through for what was shot down", "the rest's share for the part's"},
    [OTHER_WEAPON] = {"the missiles' share for the drones'", "another class's figure"},
    [TEN_UP] = {"ten times the sum", "ten times too large"},
    [TEN_DOWN] = {"a tenth", "ten times too small"},
    [THOUSAND_UP] = {"a thousand times the sum", "thousand for million"},
    [THOUSAND_DOWN] = {"a thousandth of the sum", "million for thousand"},
    [NOT_EXCHANGED] = {"euros under the name of dollars", "one currency's figure under another's name"},
};

typedef struct trial {
  kind kind;
  slip slip;
  double rate; /* dollars to the euro */
  char text[1024];
} trial;

static bool applies(kind k, slip s) {
  switch (s) {
  case NONE:
  case TEN_DOWN: return true;
  case REST: return k == SHARE || k == SHARE_OF_TWO;
  case OTHER_WEAPON: return k == SHARE_OF_TWO;
  case TEN_UP:
  case THOUSAND_UP:
  case THOUSAND_DOWN: return k == SUM || k == SUM_EXCHANGED;
  case NOT_EXCHANGED: return k == SUM_EXCHANGED;
  case N_SLIPS: break;
  }
  return false;
}

/* A share as an honest writer would put it. */
static void write_share(double share, char *out, size_t room) {
  const double whole = round(share), below = floor(share), above = ceil(share);
  switch (between(0, 3)) {
  case 0: snprintf(out, room, "%.1f", share); break;
  case 1: snprintf(out, room, "about %.0f", whole); break;
  case 2:
    if (below > 0 && below < share)
      snprintf(out, room, "more than %.0f", below);
    else
      snprintf(out, room, "%.0f", whole);
    break;
  default:
    if (above - share < 0.5 && above > share)
      snprintf(out, room, "nearly %.0f", above);
    else
      snprintf(out, room, "%.0f", whole);
    break;
  }
}

static bool write_shares(trial *t) {
  static const char *const source = "the Ukrainian air force said";
  const night drones = some_night(), missiles = some_night();
  double share = 100.0 * drones.down / drones.launched;
  const double other = 100.0 * missiles.down / missiles.launched;
  if (t->slip == OTHER_WEAPON && fabs(share - other) < 10) return false;
  if (t->slip == REST && fabs(100 - 2 * share) < 10) return false;
  share = t->slip == REST ? 100 - share : t->slip == OTHER_WEAPON ? other : t->slip == TEN_DOWN ? share / 10 : share;
  char said[64], more[256] = "";
  write_share(share, said, sizeof said);
  if (t->kind == SHARE_OF_TWO)
    snprintf(more, sizeof more, "Russia launched %d missiles on 5 May 2025, %s. Ukraine shot down %d missiles, %s. ",
             missiles.launched, source, missiles.down, source);
  snprintf(t->text, sizeof t->text,
           "%sRussia launched %d drones on 5 May 2025, %s. Ukraine shot down %d drones, %s. Ukraine shot down %s per "
           "cent of the drones, %s.",
           more, drones.launched, source, drones.down, source, said, source);
  return true;
}

static void write_sum(double sum, const char *currency, char *out, size_t room) {
  static const char *const hedges[] = {"", "about ", "some ", ""};
  const char *hedge = hedges[between(0, 3)];
  if (sum >= 1e9)
    snprintf(out, room, "%s%.3g billion %s", hedge, sum / 1e9, currency);
  else if (sum >= 1e6)
    snprintf(out, room, "%s%.*f million %s", hedge, sum < 1e7 ? 2 : sum < 1e8 ? 1 : 0, sum / 1e6, currency);
  else
    snprintf(out, room, "%s%.0f,%03d %s", hedge, floor(sum / 1000), (int)fmod(round(sum), 1000), currency);
}

static void write_sums(trial *t) {
  static const char *const donors[] = {"Denmark", "Germany", "Norway", "Sweden", "France"};
  const char *donor = donors[between(0, 4)];
  const int pieces = between(5, 60);
  const double price = between(11, 99) / 10.0;
  double sum = pieces * price * 1e6;
  const bool exchanged = t->kind == SUM_EXCHANGED;
  if (exchanged && t->slip != NOT_EXCHANGED) sum *= t->rate;
  switch (t->slip) {
  case TEN_UP: sum *= 10; break;
  case TEN_DOWN: sum /= 10; break;
  case THOUSAND_UP: sum *= 1000; break;
  case THOUSAND_DOWN: sum /= 1000; break;
  case NONE:
  case REST:
  case OTHER_WEAPON:
  case NOT_EXCHANGED:
  case N_SLIPS: break;
  }
  char said[64];
  write_sum(sum, exchanged ? "dollars" : "euros", said, sizeof said);
  snprintf(t->text, sizeof t->text,
           "%s will give Ukraine %d howitzers at %.1f million euros each, the ministry said. %s will give Ukraine %s "
           "for the howitzers, the ministry said.",
           donor, pieces, price, donor, said);
}

static bool draw_trial(trial *t, bool honest) {
  *t = (trial){.kind = (kind)between(0, N_KINDS - 1), .rate = between(108, 125) / 100.0};
  if (!honest) {
    t->slip = (slip)between(1, N_SLIPS - 1);
    if (!applies(t->kind, t->slip)) return false;
  }
  if (t->kind == SHARE || t->kind == SHARE_OF_TWO) return write_shares(t);
  write_sums(t);
  return true;
}

/* ---- reading and checking one report ---- */

typedef struct tally {
  int n, read, alarm, named, impossible;
} tally;

static sr_status judge(const sr_engine *engine, const sr_relations *relations, const trial *t, tally *to,
                       sr_error *err) {
  sr_report *report = NULL;
  uint32_t n;
  const sr_day day = sr_day_from_civil((sr_civil){2025, 5, 6});
  const sr_report_info info = {.date = day, .lang = SR_SLICE("en"), .outlet = SR_SLICE("The Courier")};
  SR_TRY(sr_report_read(engine, sr_slice_of(t->text), &info, SR_LAYERS_ALL, &report, err));
  sr_arena *arena = sr_arena_new((size_t)1 << 26);
  if (!arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory");
  sr_facts facts;
  sr_fill fill;
  sr_check_list checks = {0};
  const sr_observation rate = {.ref = {SR_REF_OBSERVATION, 1},
                               .start = day,
                               .end = day,
                               .measure = SR_SLICE("exchange rate"),
                               .low = t->rate,
                               .high = t->rate,
                               .unit = SR_SLICE("USD/EUR"),
                               .source = SR_SLICE("European Central Bank")};
  sr_facts_init(&facts, arena);
  sr_status status = sr_facts_add_observation(&facts, &rate, err);
  const sr_claim *claims = sr_report_claims(report, &n);
  for (uint32_t i = 0; i < n && !status; i++) {
    const sr_stored_claim stored = {.ref = {SR_REF_CLAIM, i + 1},
                                    .report = {SR_REF_REPORT, 1},
                                    .outlet = info.outlet,
                                    .report_date = day,
                                    .sentence = sr_report_text(report),
                                    .claim = claims[i]};
    status = sr_facts_add_claim(&facts, &stored, err);
  }
  sr_facts_sort(&facts);
  if (!status) status = sr_fill_open(&fill, arena, &facts, relations, err);
  if (!status) status = sr_weigh_all(&fill, arena, &checks, err);
  bool read = false, alarm = false, named = false, impossible = false;
  for (uint32_t i = 0; i < checks.n && !status; i++) {
    const sr_check *c = &checks.at[i];
    read |= sr_slice_is(c->relation, t->kind == SUM || t->kind == SUM_EXCHANGED ? "sum of units" : "interception rate");
    alarm |= c->outcome == SR_OUTCOME_DIFFERS || c->outcome == SR_OUTCOME_SLIP || c->outcome == SR_OUTCOME_IMPOSSIBLE;
    impossible |= c->outcome == SR_OUTCOME_IMPOSSIBLE;
    named |= c->outcome == SR_OUTCOME_SLIP && slips[t->slip].name && sr_slice_is(c->slip, slips[t->slip].name);
  }
  if (getenv("VERBOSE") && alarm == (t->slip == NONE)) {
    printf("%s: %s\n", slips[t->slip].what, t->text);
    for (uint32_t i = 0; i < checks.n && !status; i++)
      printf("   %.*s: %s %.*s %.*s\n", SR_FMT(checks.at[i].relation), sr_outcome_name(checks.at[i].outcome),
             SR_FMT(checks.at[i].slip), SR_FMT(checks.at[i].reason));
  }
  to->n++;
  to->read += read;
  to->alarm += alarm;
  to->named += named;
  to->impossible += impossible;
  sr_arena_free(arena);
  sr_report_free(report);
  return status;
}

static double share_of(int part, int whole) { return whole ? 100.0 * part / whole : 0; }

int main(int argc, char **argv) {
  static tally table[N_SLIPS];
  const char *folder = argc > 1 && *argv[1] ? argv[1] : NULL;
  const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  const int rounds = argc > 3 ? atoi(argv[3]) : ROUNDS;
  sr_engine *engine = NULL;
  sr_relations relations;
  sr_error err;
  sr_arena *arena = sr_arena_new((size_t)1 << 26);
  state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
  if (!arena || sr_engine_open(NULL, &engine, &err) || sr_relations_open(arena, &relations, &err)) {
    fprintf(stderr, "bench_happening: %s\n", arena ? err.message : "no memory");
    return 1;
  }
  const bool real = folder && read_nights(folder);
  for (int honest = 0; honest < 2; honest++) {
    for (int done = 0; done < rounds;) {
      trial t;
      if (!draw_trial(&t, honest)) continue;
      if (judge(engine, &relations, &t, &table[t.slip], &err)) {
        fprintf(stderr, "bench_happening: %s\n", err.message);
        return 1;
      }
      done++;
    }
  }
  printf("nights: %s; seed %llu\n\n%-42s   read  found  named      n\n", real ? folder : "drawn",
         (unsigned long long)seed, "% of reports");
  tally made = {0};
  for (int s = 0; s < N_SLIPS; s++) {
    const tally *c = &table[s];
    printf("%-42s%7.1f%7.1f%7.1f%7d\n", slips[s].what, share_of(c->read, c->n), share_of(c->alarm, c->n),
           share_of(c->named, c->n), c->n);
    if (s == NONE) continue;
    made.n += c->n;
    made.alarm += c->alarm;
    made.named += c->named;
  }
  const tally *honest = &table[NONE];
  printf("\n%d slips: found %.1f %%, named %.1f %%; %d honest reports: false alarms %.2f %%, impossible %d\n", made.n,
         share_of(made.alarm, made.n), share_of(made.named, made.n), honest->n, share_of(honest->alarm, honest->n),
         honest->impossible);
  sr_engine_free(engine);
  sr_arena_free(arena);
  return share_of(made.alarm, made.n) < 88 || share_of(honest->alarm, honest->n) > 1 || honest->impossible;
}
