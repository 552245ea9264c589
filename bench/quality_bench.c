/* How well the checker tells slips from honest figures: bench_quality [FOLDER] [seed] prints a table by slip and
 * window.
 *
 * True sentences are made from reference series ("Russia lost about 76,000 soldiers killed and wounded between 1 May
 * and 9 July 2025"), rounded and hedged as people do; in half of them one slip is made. Every sentence is read by the
 * reader as a report of its own, and its claims are held against the series. A slip is found if some check of the
 * sentence ends in `slip`, `differs` or `impossible`, and named if it ends in that slip. An honest sentence with such
 * an outcome is a false alarm. FOLDER holds losses/ and reference/ (general staff totals, areas by day); without it the
 * series are drawn. */
#include "base/arena.h"
#include "base/date.h"
#include "base/slice.h"
#include "check/weigh.h"

#include <sitrep.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 2400, /* of each sort; ten seconds on a fast core */ DAYS_MAX = 4000, CLASSES = 6 };

/* ---- a generator that is the same everywhere (xorshift64*, S. Vigna 2016) ---- */

static uint64_t state;
static uint64_t draw(void) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return state * UINT64_C(2685821657736338717);
}
static double unit_draw(void) { return (double)(draw() >> 11) / 9007199254740992.0; }
static int below(int n) { return (int)(draw() % (uint64_t)n); }

/* ---- series ---- */

typedef struct series {
  const char *measure, *noun, *source;
  sr_day first;
  int n;
  double *value; /* NAN where a day is missing */
} series;

enum { AREA, PEOPLE, TANKS, GUNS, DRONES, TRUCKS, N_SERIES };

static series all[N_SERIES] = {
    {"area held", "", "a daily control map", 0, 0, NULL},
    {"casualties total", "soldiers killed and wounded", "General Staff of Ukraine", 0, 0, NULL},
    {"tanks lost total", "tanks", "General Staff of Ukraine", 0, 0, NULL},
    {"artillery systems lost total", "artillery systems", "General Staff of Ukraine", 0, 0, NULL},
    {"drones lost total", "drones", "General Staff of Ukraine", 0, 0, NULL},
    {"vehicles lost total", "vehicles", "General Staff of Ukraine", 0, 0, NULL},
};

static sr_status take(void *user, const sr_observation *o, sr_error *err) {
  (void)err;
  series *s = user;
  if (!sr_slice_is(o->party, "RUS")) return SR_OK;
  if (!s->value) {
    s->value = malloc(DAYS_MAX * sizeof *s->value);
    s->first = o->start;
    for (int i = 0; s->value && i < DAYS_MAX; i++) s->value[i] = (double)NAN;
  }
  const int at = o->start - s->first;
  if (!s->value || at < 0 || at >= DAYS_MAX) return SR_OK;
  s->value[at] = o->low;
  if (at >= s->n) s->n = at + 1;
  return SR_OK;
}

static double at(const series *s, sr_day day) {
  const int i = day - s->first;
  return i >= 0 && i < s->n ? s->value[i] : (double)NAN;
}

static FILE *opened;
static sr_status read_some(void *user, char *to, size_t room, size_t *got, sr_error *err) {
  (void)user;
  (void)err;
  *got = fread(to, 1, room, opened);
  return SR_OK;
}

static bool import(sr_ledger *ledger, const char *folder, const char *file, sr_import_options options) {
  char path[1024];
  sr_import result;
  sr_error err;
  snprintf(path, sizeof path, "%s/%s", folder, file);
  opened = fopen(path, "rb");
  if (!opened) return false;
  const sr_status status =
      sr_observe_import(NULL, ledger, sr_slice_of(file), &options, read_some, NULL, NULL, NULL, &result, &err);
  fclose(opened);
  if (status) fprintf(stderr, "%s: %s\n", path, err.message);
  return !status;
}

/* Areas that grow by some 10 km2 a day with flat days and losses; losses of some 1,000 people a day that vary by a
 * tenth with the season; classes of equipment: what real series of this kind look like. */
static sr_status draw_series(sr_ledger *ledger, const char *party, double scale, bool with_area, sr_error *err) {
  enum { DAYS = 1400 };
  static sr_observation rows[DAYS * N_SERIES];
  double level[N_SERIES] = {108000, 2800, 80, 49, 5, 300};
  const double pace[N_SERIES] = {9, 800, 8, 25, 60, 55};
  size_t n = 0, added;
  for (int day = 0; day < DAYS; day++) {
    const double season = 1 + 0.5 * sin(day / 180.0) + 0.4 * day / DAYS;
    for (int s = with_area ? AREA : PEOPLE; s < N_SERIES; s++) {
      const double noise = s == AREA ? 1.6 * unit_draw() - 0.3 : 0.8 + 0.4 * unit_draw();
      if (s != AREA || unit_draw() > 0.14) level[s] += pace[s] * season * noise * scale;
      const double said = s == AREA ? level[s] : s == PEOPLE ? 10 * round(level[s] / 10) : round(level[s]);
      rows[n++] = (sr_observation){.start = 19048 + day,
                                   .end = 19048 + day,
                                   .measure = sr_slice_of(all[s].measure),
                                   .party = sr_slice_of(party),
                                   .place = s == AREA ? SR_SLICE("Ukraine") : (sr_slice){0},
                                   .low = said,
                                   .high = said,
                                   .unit = sr_slice_of(s == AREA     ? "km2"
                                                       : s == PEOPLE ? "{person}"
                                                       : s == TANKS  ? "{tank}"
                                                       : s == GUNS   ? "{artillery system}"
                                                       : s == DRONES ? "{drone}"
                                                                     : "{vehicle}"),
                                   .source = sr_slice_of(all[s].source)};
    }
  }
  return sr_ledger_add_observations(ledger, rows, n, &added, err);
}

/* ---- sentences ---- */

typedef enum kind { GAINED, PACE, LOST, LOST_A_DAY, LOST_SINCE, CLASS_LOST, RATIO, N_KINDS } kind;

typedef enum slip {
  NONE,
  MILES_FOR_KM,
  KM_FOR_MILES,
  DAY_FOR_WEEK,
  WEEK_FOR_DAY,
  DAY_FOR_MONTH,
  THOUSAND_UP,
  THOUSAND_DOWN,
  TEN_UP,
  TEN_DOWN,
  DAY_FOR_WHOLE,
  WHOLE_FOR_DAY,
  YEAR,
  TOTAL_FOR_RISE,
  PART_FOR_WHOLE,
  OTHER_CLASS,
  OTHER_SIDE,
  N_SLIPS
} slip;

static const struct {
  const char *what, *name; /* name: the row of slips.tsv, or a second one parted by |; NULL: no slip has that name */
} slips[N_SLIPS] = {
    [NONE] = {"(honest)", NULL},
    [MILES_FOR_KM] = {"square miles as sq km", "square miles for square kilometres"},
    [KM_FOR_MILES] = {"sq km as square miles", "square kilometres for square miles"},
    [DAY_FOR_WEEK] = {"per day as per week", "per day for per week"},
    [WEEK_FOR_DAY] = {"per week as per day", "per week for per day"},
    [DAY_FOR_MONTH] = {"per day as per month", "per day for per month"},
    [THOUSAND_UP] = {"a thousand times (million, decimal comma)", "thousand for million"},
    [THOUSAND_DOWN] = {"a thousandth (thousand for million)", "million for thousand"},
    [TEN_UP] = {"ten times", "ten times too large"},
    [TEN_DOWN] = {"a tenth", "ten times too small"},
    [DAY_FOR_WHOLE] = {"a day's figure as the whole", "a day's figure for the whole period's"},
    [WHOLE_FOR_DAY] = {"the whole as a day's", "the whole period's figure for a day's"},
    [YEAR] = {"another year's figure", "the figure of a year before|the figure of a year later"},
    [TOTAL_FOR_RISE] = {"running total as new", "the running total for the new figure"},
    [PART_FOR_WHOLE] = {"a sub-total as the total", NULL},
    [OTHER_CLASS] = {"another class's figure", "another class's figure"},
    [OTHER_SIDE] = {"the other side's figure", "the other side's figure"},
};

static const int lengths[] = {7, 14, 28, 56, 91, 182};
enum { N_LENGTHS = sizeof lengths / sizeof *lengths };

typedef struct trial {
  kind kind;
  slip slip;
  int length; /* index */
  int of;     /* series of a class */
  sr_day start, end;
  char text[512];
  sr_day said;
} trial;

static bool applies(kind k, slip s) {
  const bool rate = k == PACE || k == LOST_A_DAY, area = k == GAINED || k == PACE || k == RATIO;
  const bool losses = k == LOST || k == LOST_A_DAY || k == CLASS_LOST;
  switch (s) {
  case MILES_FOR_KM:
  case KM_FOR_MILES: return area;
  case DAY_FOR_WEEK:
  case WEEK_FOR_DAY:
  case DAY_FOR_MONTH:
  case WHOLE_FOR_DAY: return rate;
  case DAY_FOR_WHOLE: return k == GAINED || k == LOST || k == CLASS_LOST;
  case YEAR: return k != LOST_SINCE;
  case TOTAL_FOR_RISE: return k == LOST || k == CLASS_LOST;
  case PART_FOR_WHOLE: return k == GAINED || k == LOST || k == CLASS_LOST;
  case OTHER_CLASS: return k == CLASS_LOST;
  case OTHER_SIDE: return losses || k == LOST_SINCE;
  case NONE:
  case THOUSAND_UP:
  case THOUSAND_DOWN:
  case TEN_UP:
  case TEN_DOWN: return true;
  case N_SLIPS: break;
  }
  return false;
}

static double to_digits(double v, int digits, int way) {
  const double step = pow(10, floor(log10(fabs(v))) - digits + 1);
  return step * (way < 0 ? floor(v / step) : way > 0 ? ceil(v / step) : round(v / step));
}

/* 76470 -> 76,470; 0.0154 stays. */
static void grouped(double v, char *out, size_t room) {
  char plain[48];
  if (fabs(v) < 1000) {
    snprintf(out, room, "%.6g", v);
    return;
  }
  snprintf(plain, sizeof plain, "%.0f", v);
  size_t n = 0;
  const size_t len = strlen(plain);
  for (size_t i = 0; i < len && n + 2 < room; i++) {
    if (i && (len - i) % 3 == 0) out[n++] = ',';
    out[n++] = plain[i];
  }
  out[n] = 0;
}

/* The value as an honest writer would put it, with its hedge. */
static void write_figure(double v, bool count, char *out, size_t room) {
  static const char *const about[] = {"about ", "around ", "roughly ", "some ", "approximately "};
  char number[64];
  const char *hedge = "";
  double said = v;
  switch (below(6)) {
  case 0: said = count ? round(v) : to_digits(v, 4, 0); break; /* as it is */
  case 1:
  case 2: said = to_digits(v, 3, 0); break;
  case 3:
    said = to_digits(v, 2, 0);
    hedge = about[below(5)];
    break;
  case 4:
    said = to_digits(v, 3, 1);
    if (said > v && said < 1.04 * v) hedge = below(2) ? "nearly " : "almost ";
    break;
  case 5:
    said = to_digits(v, 2, -1);
    hedge = below(2) ? "more than " : "over ";
    break;
  }
  if (count && said < 1000) said = round(said);
  grouped(said, number, sizeof number);
  snprintf(out, room, "%s%s", hedge, number);
}

static void write_days(sr_day start, sr_day end, int years, char *out, size_t room) {
  static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
  const sr_civil a = sr_day_to_civil(start), b = sr_day_to_civil(end);
  if (a.year == b.year)
    snprintf(out, room, "between %d %s and %d %s %d", a.day, months[a.month - 1], b.day, months[b.month - 1],
             b.year + years);
  else
    snprintf(out, room, "between %d %s %d and %d %s %d", a.day, months[a.month - 1], a.year + years, b.day,
             months[b.month - 1], b.year + years);
}

/* The true figure for the days that are printed. */
static double rise_of(const trial *t, const series *main, int years) {
  const sr_day start = t->start + 365 * years, end = t->end + 365 * years;
  const double rise = at(main, end) - at(main, start);
  switch (t->kind) {
  case LOST_SINCE: return at(main, t->end);
  case PACE:
  case LOST_A_DAY: return rise / (t->end - t->start);
  case RATIO: return rise / (at(&all[PEOPLE], end) - at(&all[PEOPLE], start));
  case GAINED:
  case LOST:
  case CLASS_LOST:
  case N_KINDS: break;
  }
  return rise;
}

/* One sentence with the trial's slip; false if the series have no such days or the slip cannot be made on them. */
static bool write_trial(trial *t, const series *foe) {
  const series *people = &all[PEOPLE], *main = t->kind == GAINED || t->kind == PACE || t->kind == RATIO ? &all[AREA]
                                               : t->kind == CLASS_LOST                                  ? &all[t->of]
                                                                                                        : people;
  const double days = t->end - t->start;
  double v = at(main, t->end) - at(main, t->start);
  const double lost = at(people, t->end) - at(people, t->start);
  if (!(v > 0) || !(lost > 0)) return false;
  if (t->kind == LOST_SINCE) v = at(main, t->end);
  double foes = (double)NAN;
  if (t->kind != GAINED && t->kind != PACE && t->kind != RATIO) {
    const series *other = t->kind == CLASS_LOST ? &foe[t->of] : &foe[PEOPLE];
    foes = t->kind == LOST_SINCE ? at(other, t->end) : at(other, t->end) - at(other, t->start);
  }
  if (t->kind == PACE || t->kind == LOST_A_DAY) v /= days;
  if (t->kind == RATIO) v /= lost;
  const char *unit = "square kilometres", *per = "a day";
  int years = 0;
  switch (t->slip) {
  case MILES_FOR_KM: v /= 2.589988110336; break;
  case KM_FOR_MILES: unit = "square miles"; break;
  case DAY_FOR_WEEK: per = "a week"; break;
  case WEEK_FOR_DAY: v *= 7; break;
  case DAY_FOR_MONTH: per = "a month"; break;
  case THOUSAND_UP: v *= 1000; break;
  case THOUSAND_DOWN: v /= 1000; break;
  case TEN_UP: v *= 10; break;
  case TEN_DOWN: v /= 10; break;
  case DAY_FOR_WHOLE: v /= days; break;
  case WHOLE_FOR_DAY: v *= days; break;
  case YEAR: {
    /* the figure of these days under another year, of which the series knows too */
    years = below(2) ? 1 : -1;
    if (isnan(at(main, t->start + 365 * years)) || isnan(at(main, t->end + 366 * years)) ||
        isnan(at(people, t->end + 366 * years)))
      return false;
    break;
  }
  case TOTAL_FOR_RISE: v = at(main, t->end); break;
  case PART_FOR_WHOLE: v = at(main, t->start + (sr_day)(days / 3)) - at(main, t->start); break;
  case OTHER_CLASS: {
    const int other = TANKS + (t->of - TANKS + 1 + below(3)) % 4;
    v = at(&all[other], t->end) - at(&all[other], t->start);
    break;
  }
  case OTHER_SIDE: v = t->kind == LOST_A_DAY ? foes / days : foes; break;
  case NONE:
  case N_SLIPS: break;
  }
  /* what the printed days really saw: a figure of another year, part, class or side that is within a quarter of it is
   * no slip that anyone could see */
  double truth = rise_of(t, main, years);
  const bool chosen = t->slip >= YEAR && t->slip <= OTHER_SIDE;
  if (chosen && fabs(v / truth - 1) < 0.25) return false;
  const bool count = t->kind >= LOST && t->kind <= CLASS_LOST;
  if (!(v > 0) || (count && v < 1) || v < 1e-4) return false; /* nobody writes 0.000015 */
  char figure[96], when[96];
  write_figure(v, count, figure, sizeof figure);
  write_days(t->start, t->end, years, when, sizeof when);
  t->said = t->end + 2 + 366 * (years > 0);
  switch (t->kind) {
  case GAINED:
    snprintf(t->text, sizeof t->text, "Russia gained %s %s of Ukrainian territory %s, the institute said.", figure,
             unit, when);
    break;
  case PACE:
    snprintf(t->text, sizeof t->text, "Russia gained %s %s %s %s, the institute said.", figure, unit, per, when);
    break;
  case LOST:
    snprintf(t->text, sizeof t->text,
             "Russia lost %s soldiers killed and wounded %s, the General Staff of Ukraine said.", figure, when);
    break;
  case LOST_A_DAY:
    snprintf(t->text, sizeof t->text,
             "Russia lost %s soldiers %s, killed and wounded, %s, the General Staff of Ukraine said.", figure, per,
             when);
    break;
  case LOST_SINCE:
    snprintf(
        t->text, sizeof t->text,
        "Russia has lost %s soldiers killed and wounded since 24 February 2022, the General Staff of Ukraine said.",
        figure);
    t->said = t->end;
    break;
  case CLASS_LOST:
    snprintf(t->text, sizeof t->text, "Russia lost %s %s %s, the General Staff of Ukraine said.", figure,
             all[t->of].noun, when);
    break;
  case RATIO:
    snprintf(t->text, sizeof t->text,
             "Russia gained %s %s for each soldier killed or wounded %s, the General Staff of Ukraine said.", figure,
             unit, when);
    break;
  case N_KINDS: break;
  }
  return true;
}

/* ---- reading and checking one sentence ---- */

typedef struct verdict {
  bool read, checked, alarm, named, impossible;
} verdict;

typedef struct desk {
  sr_engine *engine;
  sr_arena *arena;
  sr_facts facts;
  sr_relations relations;
  bool verbose;
} desk;

static bool is_named(slip s, sr_slice name) {
  for (sr_slice rest = sr_slice_of(slips[s].name ? slips[s].name : ""); rest.len;)
    if (sr_slice_eq(sr_slice_split(&rest, '|'), name)) return true;
  return false;
}

static sr_status judge(desk *d, const trial *t, verdict *v, sr_error *err) {
  sr_report *report = NULL;
  uint32_t n;
  *v = (verdict){0};
  const sr_report_info info = {.date = t->said, .lang = SR_SLICE("en"), .outlet = SR_SLICE("The Courier")};
  SR_TRY(sr_report_read(d->engine, sr_slice_of(t->text), &info, SR_LAYERS_ALL, &report, err));
  const sr_claim *claims = sr_report_claims(report, &n);
  d->facts.claims.n = 0;
  sr_status status = SR_OK;
  for (uint32_t i = 0; i < n && !status; i++) {
    const sr_stored_claim stored = {.ref = {SR_REF_CLAIM, i + 1},
                                    .report = {SR_REF_REPORT, 1},
                                    .outlet = info.outlet,
                                    .report_date = t->said,
                                    .sentence = sr_report_text(report),
                                    .claim = claims[i]};
    v->read |= claims[i].quantity.present;
    status = sr_facts_add_claim(&d->facts, &stored, err);
  }
  const sr_arena_mark mark = sr_arena_save(d->arena);
  sr_fill fill;
  sr_check_list checks = {0};
  if (!status) status = sr_fill_open(&fill, d->arena, &d->facts, &d->relations, err);
  if (!status) status = sr_weigh_all(&fill, d->arena, &checks, err);
  for (uint32_t i = 0; i < checks.n && !status; i++) {
    const sr_check *c = &checks.at[i];
    if (c->subject.kind != SR_REF_CLAIM) continue;
    v->checked |= c->outcome != SR_OUTCOME_CANNOT_CHECK;
    v->alarm |=
        c->outcome == SR_OUTCOME_DIFFERS || c->outcome == SR_OUTCOME_SLIP || c->outcome == SR_OUTCOME_IMPOSSIBLE;
    v->impossible |= c->outcome == SR_OUTCOME_IMPOSSIBLE;
    v->named |= c->outcome == SR_OUTCOME_SLIP && is_named(t->slip, c->slip);
  }
  if (d->verbose && v->alarm == (t->slip == NONE)) {
    printf("%s: %s\n", slips[t->slip].what, t->text);
    for (uint32_t i = 0; i < checks.n && !status; i++)
      if (checks.at[i].subject.kind == SR_REF_CLAIM) {
        printf("   %.*s: %s %.*s %.*s\n", SR_FMT(checks.at[i].relation), sr_outcome_name(checks.at[i].outcome),
               SR_FMT(checks.at[i].slip), SR_FMT(checks.at[i].reason));
        for (uint32_t k = 0; k < checks.at[i].n_working; k++) printf("      %.*s\n", SR_FMT(checks.at[i].working[k]));
      }
  }
  sr_arena_reset(d->arena, mark);
  sr_report_free(report);
  return status;
}

/* ---- the table ---- */

typedef struct tally {
  int n, read, checked, alarm, named, impossible;
} tally;

static void add(tally *to, verdict v) {
  to->n++;
  to->read += v.read;
  to->checked += v.checked;
  to->alarm += v.alarm;
  to->named += v.named;
  to->impossible += v.impossible;
}

static double share(int part, int whole) { return whole ? 100.0 * part / whole : 0; }

static sr_status take_fact(void *user, const sr_observation *o, sr_error *err) {
  return sr_facts_add_observation(user, o, err);
}

static sr_status prepare(desk *d, const char *folder, series *foe, bool *real, sr_error *err) {
  sr_ledger *ledger = NULL;
  SR_TRY(sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, err));
  *real =
      folder &&
      import(ledger, folder, "losses/russia_losses_personnel.json", (sr_import_options){.kind = SR_IMPORT_LOSSES}) &&
      import(ledger, folder, "losses/russia_losses_equipment.json", (sr_import_options){.kind = SR_IMPORT_LOSSES}) &&
      import(ledger, folder, "reference/area-daily.csv",
             (sr_import_options){.kind = SR_IMPORT_SERIES,
                                 .map = SR_SLICE("date=date,low=geodesic_km2,measure:area held,party:RUS,"
                                                 "place:Ukraine,unit:km2,source:a daily control map")});
  sr_status status = *real ? SR_OK : draw_series(ledger, "RUS", 1, true, err);
  for (int s = 0; s < N_SERIES && !status; s++)
    status = sr_ledger_observations(ledger, sr_slice_of(all[s].measure), take, &all[s], err);
  if (!status) status = draw_series(ledger, "UKR", 0.45, false, err); /* the other side's: always drawn */
  sr_facts_init(&d->facts, d->arena);
  if (!status) status = sr_ledger_observations(ledger, (sr_slice){0}, take_fact, &d->facts, err);
  sr_facts_sort(&d->facts);
  for (uint32_t i = 0; i < d->facts.observations.n; i++) {
    const sr_fact *f = &d->facts.observations.at[i];
    for (int s = 0; s < N_SERIES; s++) {
      if (!sr_slice_is(f->party.code, "UKR") || !sr_slice_is(f->observable, all[s].measure)) continue;
      if (!foe[s].value) {
        foe[s] = (series){.first = f->start, .value = calloc(DAYS_MAX, sizeof(double))};
      }
      if (foe[s].value && f->start - foe[s].first < DAYS_MAX) {
        foe[s].value[f->start - foe[s].first] = f->value.low;
        foe[s].n = f->start - foe[s].first + 1;
      }
    }
  }
  sr_ledger_close(ledger);
  return status ? status : sr_relations_open(d->arena, &d->relations, err);
}

static bool draw_trial(trial *t, bool honest, const series *foe) {
  *t = (trial){.kind = (kind)below(N_KINDS), .length = below(N_LENGTHS), .of = TANKS + below(4)};
  if (!honest) {
    t->slip = (slip)(1 + below(N_SLIPS - 1));
    if (!applies(t->kind, t->slip)) return false;
  }
  const series *s = &all[t->kind == GAINED || t->kind == PACE || t->kind == RATIO ? AREA : PEOPLE];
  t->start = s->first + below(s->n);
  t->end = t->start + lengths[t->length];
  /* a table by slip and window: those of a war's whole length are counted with the longest */
  if (t->kind == LOST_SINCE) t->length = N_LENGTHS - 1;
  return write_trial(t, foe);
}

int main(int argc, char **argv) {
  static series foe[N_SERIES];
  static tally table[N_SLIPS][N_LENGTHS], by_kind[N_KINDS][2];
  const int rounds = argc > 3 ? atoi(argv[3]) : ROUNDS;
  const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  desk d = {.arena = sr_arena_new((size_t)1 << 30), .verbose = getenv("VERBOSE") != NULL};
  sr_error err;
  bool real = false;
  state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
  if (!d.arena || sr_engine_open(NULL, &d.engine, &err) ||
      prepare(&d, argc > 1 && *argv[1] ? argv[1] : NULL, foe, &real, &err)) {
    fprintf(stderr, "bench_quality: %s\n", d.arena ? err.message : "no memory");
    return 1;
  }
  for (int honest = 0; honest < 2; honest++) {
    for (int done = 0, tries = 0; done < rounds && tries < 200 * rounds; tries++) {
      trial t;
      verdict v;
      if (!draw_trial(&t, honest, foe)) continue;
      if (judge(&d, &t, &v, &err)) {
        fprintf(stderr, "bench_quality: %s\n", err.message);
        return 1;
      }
      add(&table[t.slip][t.length], v);
      add(&by_kind[t.kind][honest], v);
      done++;
    }
  }
  printf("series: %s; seed %llu\n\n%-42s", real ? argv[1] : "drawn", (unsigned long long)seed,
         "found, % of sentences, by days");
  for (int l = 0; l < N_LENGTHS; l++) printf("%6d%s", lengths[l], l == N_LENGTHS - 1 ? "+" : "");
  printf("    all  named  unread      n\n");
  tally honest = {0}, made = {0};
  for (int s = 0; s < N_SLIPS; s++) {
    tally sum = {0};
    printf("%-42s", slips[s].what);
    for (int l = 0; l < N_LENGTHS; l++) {
      const tally *c = &table[s][l];
      tally *into[] = {&sum, s == NONE ? &honest : &made};
      for (int i = 0; i < 2; i++) {
        into[i]->n += c->n;
        into[i]->read += c->read;
        into[i]->checked += c->checked;
        into[i]->alarm += c->alarm;
        into[i]->named += c->named;
        into[i]->impossible += c->impossible;
      }
      if (c->n)
        printf("%6.1f", share(c->alarm, c->n));
      else
        printf("%6s", "-");
    }
    printf("  %6.1f %6.1f %7.1f %6d\n", share(sum.alarm, sum.n), share(sum.named, sum.n),
           share(sum.n - sum.read, sum.n), sum.n);
  }
  static const char *const kinds[N_KINDS] = {"area gained",  "pace",      "losses",       "losses a day",
                                             "losses since", "equipment", "area per loss"};
  printf("\n%-42s  found   false   unchecked\n", "by what is claimed, %");
  for (int k = 0; k < N_KINDS; k++)
    printf("%-42s %6.1f  %6.2f  %9.1f\n", kinds[k], share(by_kind[k][0].alarm, by_kind[k][0].n),
           share(by_kind[k][1].alarm, by_kind[k][1].n),
           share(by_kind[k][0].n + by_kind[k][1].n - by_kind[k][0].checked - by_kind[k][1].checked,
                 by_kind[k][0].n + by_kind[k][1].n));
  printf("\n%d slips: found %.1f %%, named %.1f %%; %d honest sentences: false alarms %.2f %%, impossible %d\n", made.n,
         share(made.alarm, made.n), share(made.named, made.n), honest.n, share(honest.alarm, honest.n),
         honest.impossible);
  sr_engine_free(d.engine);
  sr_arena_free(d.arena);
  for (int s = 0; s < N_SERIES; s++) {
    free(all[s].value);
    free(foe[s].value);
  }
  return share(made.alarm, made.n) < 88 || share(honest.alarm, honest.n) >= 1 || honest.impossible;
}
