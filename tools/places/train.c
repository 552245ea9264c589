/* Learns the weights of the tagger of place names from reports whose places are marked.
 *
 *     sitrep-places-train [--out places.weights] [--rounds N] [--with-model | --without-model] FILE.json ...
 *
 * A FILE is a list of {"id", "text", "toponyms": [{"start", "end"}]} with byte offsets, or FILE.txt with a sentence a
 * line and places in brackets, which are learnt from in every round. Averaged structured perceptron
 * (Collins, EMNLP 2002), features seen once left out, weights rounded to 8 bits. Reports are read twice, with the
 * language model and without it, so that the weights serve both. The order is shuffled by a fixed generator: the same
 * files give the same weights. First it learns from reports of even numbers and tells how well those of odd numbers are
 * read, and the other way round; with --out it then learns from all. */
#include "base/slice.h"
#include "gazetteer/set.h"
#include "read/place.h"
#include "read/place_tagger.h"

#include <sitrep/report.h>

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 1 << 18, BOTH = 2 /* part of what is learnt from always, and not asked */ };

typedef struct unit_features {
  uint32_t first, n; /* into the pool */
  uint8_t gold;
} unit_features;

typedef struct sequence {
  uint32_t first, n;  /* units */
  uint8_t file, part; /* part: 0 of an even report, 1 of an odd one */
  bool model;         /* read with the language model */
} sequence;

static struct {
  uint32_t *pool;
  unit_features *units;
  sequence *sequences;
  size_t n_pool, room_pool, n_units, room_units, n_sequences, room_sequences;
  size_t marked, off; /* toponyms, and those that no units match */
} data;

static uint8_t *counts;

_Noreturn static void fail(const char *what, const char *detail) {
  fprintf(stderr, "sitrep-places-train: %s: %s\n", what, detail);
  exit(1);
}

static void *room(void *at, size_t *have, size_t need, size_t size) {
  if (need <= *have) return at;
  *have = need * 2;
  at = realloc(at, *have * size);
  if (!at) fail("memory", "no more");
  return at;
}

/* ---- reports ---- */

static void take_units(const sr_report *report, const sr_place_units *units, const uint8_t *gold, sequence about) {
  uint32_t features[SR_PLACE_FEATURES];
  for (uint32_t i = 0; i < units->n; i++) {
    const bool begins = !i || units->at[i].sentence != units->at[i - 1].sentence;
    if (begins) {
      data.sequences = room(data.sequences, &data.room_sequences, data.n_sequences + 1, sizeof *data.sequences);
      about.first = (uint32_t)data.n_units;
      data.sequences[data.n_sequences++] = about;
    }
    const uint32_t n = sr_place_features(report, units, i, features);
    data.pool = room(data.pool, &data.room_pool, data.n_pool + n, sizeof *data.pool);
    data.units = room(data.units, &data.room_units, data.n_units + 1, sizeof *data.units);
    data.units[data.n_units++] = (unit_features){(uint32_t)data.n_pool, n, n ? gold[i] : SR_TAG_O};
    for (uint32_t k = 0; k < n; k++) {
      const uint32_t row = features[k] & (ROWS - 1);
      data.pool[data.n_pool++] = row;
      if (counts[row] < 255) counts[row]++;
    }
    data.sequences[data.n_sequences - 1].n++;
  }
}

/* B and I of the toponyms; one that begins or ends within a unit marks what it covers whole. */
static void mark(const sr_place_units *units, const json_t *toponyms, uint8_t *gold) {
  size_t k;
  const json_t *t;
  json_array_foreach(toponyms, k, t) {
    const json_int_t start = json_integer_value(json_object_get(t, "start")),
                     end = json_integer_value(json_object_get(t, "end"));
    bool first = true, exact_start = false, exact_end = false;
    for (uint32_t i = 0; i < units->n; i++) {
      const sr_span s = units->at[i].span;
      exact_start |= s.start == start;
      exact_end |= s.end == end;
      if (s.start < start || s.end > end) continue;
      gold[i] = first ? SR_TAG_B : SR_TAG_I;
      first = false;
    }
    data.marked++;
    data.off += !exact_start || !exact_end;
  }
}

static void read_file(const sr_engine *engine, const sr_gazetteers *gazetteers, const char *path, uint8_t file,
                      bool model) {
  json_error_t why;
  json_t *root = json_load_file(path, 0, &why);
  if (!json_is_array(root)) fail(path, "is no list of reports");
  size_t i;
  const json_t *entry;
  json_array_foreach(root, i, entry) {
    const json_t *text = json_object_get(entry, "text");
    const sr_report_info info = {.date = SR_DAY_NONE, .lang = SR_SLICE("en"), .form = SR_FORM_EXACT};
    sr_report *report;
    sr_error err;
    sr_place_units units;
    if (sr_report_read(engine, (sr_slice){json_string_value(text), json_string_length(text)}, &info,
                       model ? SR_LAYER_TOKENS | SR_LAYER_ENTITIES : 0, &report, &err) ||
        sr_place_units_cut(gazetteers, report, &units, &err))
      fail(path, err.message);
    uint8_t *gold = calloc(units.n + 1, 1);
    if (!gold) fail("memory", "no more");
    mark(&units, json_object_get(entry, "toponyms"), gold);
    take_units(report, &units, gold, (sequence){.file = file, .part = i % 2, .model = model});
    free(gold);
    sr_report_free(report);
  }
  json_decref(root);
}

/* A line of "[Kyiv] said" is a report of its own, and its part is both. */
static void read_lines(const sr_engine *engine, const sr_gazetteers *gazetteers, const char *path, uint8_t file,
                       bool model) {
  FILE *in = fopen(path, "r");
  char line[2000], text[2000];
  if (!in) fail(path, "cannot be read");
  while (fgets(line, sizeof line, in)) {
    json_t *toponyms = json_array();
    size_t n = 0, start = 0;
    if (line[0] == '#') {
      json_decref(toponyms);
      continue;
    }
    for (const char *c = line; *c && *c != '\n'; c++) {
      if (*c == '[')
        start = n;
      else if (*c == ']')
        json_array_append_new(toponyms, json_pack("{s:I, s:I}", "start", (json_int_t)start, "end", (json_int_t)n));
      else
        text[n++] = *c;
    }
    const sr_report_info info = {.date = SR_DAY_NONE, .lang = SR_SLICE("en"), .form = SR_FORM_EXACT};
    sr_report *report;
    sr_error err;
    sr_place_units units;
    if (sr_report_read(engine, (sr_slice){text, n}, &info, model ? SR_LAYER_TOKENS | SR_LAYER_ENTITIES : 0, &report,
                       &err) ||
        sr_place_units_cut(gazetteers, report, &units, &err))
      fail(path, err.message);
    uint8_t *gold = calloc(units.n + 1, 1);
    if (!gold) fail("memory", "no more");
    mark(&units, toponyms, gold);
    take_units(report, &units, gold, (sequence){.file = file, .part = BOTH, .model = model});
    free(gold);
    sr_report_free(report);
    json_decref(toponyms);
  }
  fclose(in);
}

static void read_any(const sr_engine *engine, const sr_gazetteers *gazetteers, const char *path, uint8_t file,
                     bool model) {
  if (sr_slice_ends(sr_slice_of(path), SR_SLICE(".txt")))
    read_lines(engine, gazetteers, path, file, model);
  else
    read_file(engine, gazetteers, path, file, model);
}

/* ---- learning ---- */

typedef struct learner {
  double (*rows)[SR_TAGS], (*sums)[SR_TAGS];
  double transitions[SR_TAGS + 1][SR_TAGS], transition_sums[SR_TAGS + 1][SR_TAGS];
  double time;
} learner;

static void score(const learner *l, const unit_features *u, double own[SR_TAGS]) {
  for (int t = 0; t < SR_TAGS; t++) own[t] = 0;
  for (uint32_t k = 0; k < u->n; k++) {
    const uint32_t row = data.pool[u->first + k];
    if (counts[row] < 2) continue;
    for (int t = 0; t < SR_TAGS; t++) own[t] += l->rows[row][t];
  }
}

static void best(const learner *l, const sequence *s, uint8_t *tags) {
  enum { LONGEST = 4096 };
  static double scores[LONGEST][SR_TAGS];
  static uint8_t from[LONGEST][SR_TAGS];
  for (uint32_t i = 0; i < s->n; i++) {
    const unit_features *u = &data.units[s->first + i];
    double own[SR_TAGS];
    score(l, u, own);
    for (int t = 0; t < SR_TAGS; t++) {
      scores[i][t] = -1e18;
      for (int p = 0; p < (i ? SR_TAGS : 1); p++) {
        const int before = i ? p : SR_TAG_START;
        if ((t == SR_TAG_I && before != SR_TAG_B && before != SR_TAG_I) || (!u->n && t != SR_TAG_O)) continue;
        const double value = (i ? scores[i - 1][p] : 0) + l->transitions[before][t] + own[t];
        if (value > scores[i][t]) {
          scores[i][t] = value;
          from[i][t] = (uint8_t)p;
        }
      }
    }
  }
  uint8_t tag = 0;
  for (uint8_t t = 0; t < SR_TAGS; t++)
    if (scores[s->n - 1][t] > scores[s->n - 1][tag]) tag = t;
  for (uint32_t i = s->n; i-- > 0;) {
    tags[i] = tag;
    tag = from[i][tag];
  }
}

/* Lazily averaged: sums hold what is to be taken off for the time before a change. */
static void change(learner *l, double *weight, double *sum, double by) {
  *weight += by;
  *sum += by * l->time;
}

static bool learn(learner *l, const sequence *s) {
  uint8_t tags[4096];
  bool wrong = false;
  best(l, s, tags);
  for (uint32_t i = 0; i < s->n; i++) {
    const unit_features *u = &data.units[s->first + i];
    const int gold = u->gold, said = tags[i];
    const int gold_before = i ? u[-1].gold : SR_TAG_START, said_before = i ? tags[i - 1] : SR_TAG_START;
    if (gold != said)
      for (uint32_t k = 0; k < u->n; k++) {
        const uint32_t row = data.pool[u->first + k];
        if (counts[row] < 2) continue;
        change(l, &l->rows[row][gold], &l->sums[row][gold], 1);
        change(l, &l->rows[row][said], &l->sums[row][said], -1);
      }
    if (gold != said || gold_before != said_before) {
      wrong = true;
      change(l, &l->transitions[gold_before][gold], &l->transition_sums[gold_before][gold], 1);
      change(l, &l->transitions[said_before][said], &l->transition_sums[said_before][said], -1);
    }
  }
  return wrong;
}

static void write_weights(const learner *l, const char *path) {
  double most = 0;
  for (uint32_t r = 0; r < ROWS; r++)
    for (int t = 0; t < SR_TAGS; t++) most = fmax(most, fabs(l->rows[r][t]));
  /* the few largest weights are cut, which leaves the others finer */
  const double scale = 127 / (most * 0.4 + 1e-9);
  FILE *out = fopen(path, "wb");
  if (!out) fail(path, "cannot be written");
  const uint32_t rows = ROWS;
  int32_t transitions[SR_TAGS + 1][SR_TAGS];
  for (int p = 0; p <= SR_TAGS; p++)
    for (int t = 0; t < SR_TAGS; t++) transitions[p][t] = (int32_t)lround(l->transitions[p][t] * scale);
  fwrite("SITREPPT", 1, 8, out);
  fwrite(&rows, sizeof rows, 1, out);
  fwrite(transitions, sizeof transitions, 1, out);
  uint32_t used = 0;
  for (uint32_t r = 0; r < ROWS; r++) {
    int8_t row[SR_TAGS];
    bool any = false;
    for (int t = 0; t < SR_TAGS; t++) {
      row[t] = (int8_t)fmax(-127, fmin(127, round(l->rows[r][t] * scale)));
      any |= row[t] != 0;
    }
    used += any;
    fwrite(row, sizeof row, 1, out);
  }
  if (fclose(out)) fail(path, "cannot be written");
  printf("%u rows used\n", (unsigned)used);
}

/* Learns from the sequences of the parts in the mask. */
static void train(learner *l, int rounds, unsigned parts) {
  uint64_t random = 88172645463325252u;
  uint32_t *order = calloc(data.n_sequences, sizeof *order);
  if (!order) fail("memory", "no more");
  memset(l->rows, 0, ROWS * sizeof *l->rows);
  memset(l->sums, 0, ROWS * sizeof *l->sums);
  memset(l->transitions, 0, sizeof l->transitions);
  memset(l->transition_sums, 0, sizeof l->transition_sums);
  l->time = 1;
  size_t n = 0;
  for (uint32_t k = 0; k < data.n_sequences; k++)
    if ((data.sequences[k].part == BOTH || parts & 1u << data.sequences[k].part) && data.sequences[k].n <= 4096)
      order[n++] = k;
  for (int r = 0; r < rounds; r++) {
    for (size_t k = n; k > 1; k--) {
      random ^= random << 13, random ^= random >> 7, random ^= random << 17;
      const size_t other = random % k;
      const uint32_t one = order[k - 1];
      order[k - 1] = order[other];
      order[other] = one;
    }
    for (size_t k = 0; k < n; k++, l->time++) learn(l, &data.sequences[order[k]]);
  }
  for (uint32_t r = 0; r < ROWS; r++)
    for (int t = 0; t < SR_TAGS; t++) l->rows[r][t] -= l->sums[r][t] / l->time;
  for (int p = 0; p <= SR_TAGS; p++)
    for (int t = 0; t < SR_TAGS; t++) l->transitions[p][t] -= l->transition_sums[p][t] / l->time;
  free(order);
}

enum { FILES = 16 };
typedef struct tally {
  uint32_t both, said, gold;
} tally;

/* Names with exactly the same units, counted by file and with or without the model. */
static void test(const learner *l, unsigned parts, tally tallies[2][FILES]) {
  uint8_t tags[4096 + 1], gold[4096 + 1];
  for (size_t k = 0; k < data.n_sequences; k++) {
    const sequence *s = &data.sequences[k];
    if (s->part == BOTH || !(parts & 1u << s->part) || s->n > 4096) continue;
    best(l, s, tags);
    for (uint32_t i = 0; i < s->n; i++) gold[i] = data.units[s->first + i].gold;
    tags[s->n] = gold[s->n] = SR_TAG_O;
    tally *t = &tallies[s->model][s->file];
    for (uint32_t i = 0; i < s->n; i++) {
      t->said += tags[i] == SR_TAG_B;
      t->gold += gold[i] == SR_TAG_B;
      if (tags[i] != SR_TAG_B || gold[i] != SR_TAG_B) continue;
      uint32_t e = i + 1;
      while (tags[e] == SR_TAG_I && gold[e] == SR_TAG_I) e++;
      t->both += tags[e] != SR_TAG_I && gold[e] != SR_TAG_I;
    }
  }
}

static void print_tallies(char **files, tally tallies[2][FILES]) {
  for (int model = 1; model >= 0; model--)
    for (int k = 0; k < FILES; k++) {
      const tally *t = &tallies[model][k];
      if (t->gold)
        printf("%-40s %s  P %.1f  R %.1f  F1 %.1f\n", files[k], model ? "with model   " : "without model",
               100.0 * t->both / (t->said ? t->said : 1), 100.0 * t->both / t->gold,
               200.0 * t->both / (t->said + t->gold));
    }
}

int main(int argc, char **argv) {
  const char *out = NULL;
  int rounds = 10;
  bool with = true, without = true;
  int i = 1;
  for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
    if (!strcmp(argv[i], "--out") && i + 1 < argc)
      out = argv[++i];
    else if (!strcmp(argv[i], "--rounds") && i + 1 < argc)
      rounds = atoi(argv[++i]);
    else if (!strcmp(argv[i], "--without-model"))
      with = false;
    else if (!strcmp(argv[i], "--with-model"))
      without = false;
    else
      fail(argv[i], "no such option");
  }
  if (i == argc || argc - i > FILES) fail("usage", "sitrep-places-train [--out FILE] [options] REPORTS.json ...");
  sr_error err;
  sr_engine *engine;
  sr_gazetteers gazetteers;
  sr_arena *arena = sr_arena_new(1 << 20);
  counts = calloc(ROWS, 1);
  learner l = {.rows = calloc(ROWS, sizeof *l.rows), .sums = calloc(ROWS, sizeof *l.sums)};
  if (!arena || !counts || !l.rows || !l.sums) fail("memory", "no more");
  if (sr_engine_open(NULL, &engine, &err) || sr_gazetteers_open(arena, sr_place_small(), &gazetteers, &err))
    fail("engine", err.message);
  if (!gazetteers.world) fail("gazetteer", "the world's is not there");
  for (int k = i; k < argc; k++) {
    if (with) read_any(engine, &gazetteers, argv[k], (uint8_t)(k - i), true);
    if (without) read_any(engine, &gazetteers, argv[k], (uint8_t)(k - i), false);
  }
  printf("%zu sentences, %zu units, %zu features, %zu places, %zu of them within a unit\n", data.n_sequences,
         data.n_units, data.n_pool, data.marked, data.off);
  tally tallies[2][FILES] = {0};
  for (unsigned part = 0; part < 2; part++) {
    train(&l, rounds, 1u << part);
    tally half[2][FILES] = {0};
    test(&l, 2u >> part, half);
    printf("learnt from %s reports, read the %s ones\n", part ? "odd" : "even", part ? "even" : "odd");
    print_tallies(argv + i, half);
    test(&l, 2u >> part, tallies);
  }
  printf("both together\n");
  print_tallies(argv + i, tallies);
  if (out) {
    train(&l, rounds, 3);
    write_weights(&l, out);
  }
  sr_gazetteers_close(&gazetteers);
  sr_engine_free(engine);
  sr_arena_free(arena);
  free(l.rows);
  free(l.sums);
  free(counts);
  return 0;
}
