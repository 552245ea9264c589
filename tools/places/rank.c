/* Learns the weights by which the candidates of a place name are ranked.
 *
 *     sitrep-places-rank [--out src/read/place_weights.h] FILE.json ...
 *
 * A FILE is a list of {"id", "text", "toponyms": [{"start", "end", "geonames", "lat", "lon"}]} with byte offsets. A
 * softmax over the candidates of each name (logistic regression, AdaGrad, a little L2): the candidate with the id that
 * is marked is right, else those within 161 km. What the other names mean is taken from the weights of the round
 * before. First half against half, as sitrep-places-train does; with --out then all of it. */
#include "base/slice.h"
#include "read/place.h"
#include "read/place_resolve.h"

#include <sitrep/report.h>

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { FILES = 16, ROUNDS = 3, PASSES = 12, N = SR_PLACE_FIGURES };
static const double NEAR_KM = 161;

typedef struct question {
  uint32_t first, n; /* candidates */
  uint8_t file, part;
} question;

static struct {
  double (*figures)[N];
  uint8_t *right, *near;
  question *questions;
  size_t n, n_questions, room, room_questions;
  uint32_t gold[FILES][2], empty[FILES][2]; /* names with a point; those without a candidate */
} data;

_Noreturn static void fail(const char *what, const char *detail) {
  fprintf(stderr, "sitrep-places-rank: %s: %s\n", what, detail);
  exit(1);
}

static void grow(void) {
  if (data.n + SR_PLACE_CANDIDATES > data.room) {
    data.room = data.room * 2 + 100000;
    data.figures = realloc(data.figures, data.room * sizeof *data.figures);
    data.right = realloc(data.right, data.room);
    data.near = realloc(data.near, data.room);
  }
  if (data.n_questions == data.room_questions) {
    data.room_questions = data.room_questions * 2 + 10000;
    data.questions = realloc(data.questions, data.room_questions * sizeof *data.questions);
  }
  if (!data.figures || !data.right || !data.near || !data.questions) fail("memory", "no more");
}

static void ask(const sr_gazetteers *gazetteers, const sr_place_names *names, uint32_t i, const json_t *toponym,
                uint8_t file, uint8_t part) {
  const sr_place_name *name = &names->at[i];
  const json_t *lat = json_object_get(toponym, "lat"), *lon = json_object_get(toponym, "lon");
  if (!json_is_number(lat) || !json_is_number(lon)) return;
  const sr_gazetteer_entry gold = {.lat = (int32_t)lround(json_number_value(lat) * 1e5),
                                   .lon = (int32_t)lround(json_number_value(lon) * 1e5)};
  const json_int_t id = json_integer_value(json_object_get(toponym, "geonames"));
  data.gold[file][part]++;
  if (!name->n_candidates) {
    data.empty[file][part]++;
    return;
  }
  grow();
  data.questions[data.n_questions++] = (question){(uint32_t)data.n, name->n_candidates, file, part};
  bool by_id = false;
  for (uint32_t k = 0; k < name->n_candidates; k++) by_id |= id && name->candidates[k].entry->id == id;
  for (uint32_t k = 0; k < name->n_candidates; k++) {
    const sr_gazetteer_entry *e = name->candidates[k].entry;
    sr_place_figures(gazetteers, names, i, k, data.figures[data.n]);
    data.near[data.n] = sr_place_has_point(e) && sr_place_distance_km(e, &gold) <= NEAR_KM;
    data.right[data.n] = by_id ? e->id == id : data.near[data.n];
    data.n++;
  }
}

static void read_report(const sr_engine *engine, const sr_gazetteers *gazetteers, const json_t *entry,
                        const double *weights, uint8_t file, uint8_t part) {
  const json_t *text = json_object_get(entry, "text"), *toponyms = json_object_get(entry, "toponyms");
  const sr_report_info info = {.date = SR_DAY_NONE, .lang = SR_SLICE("en"), .form = SR_FORM_EXACT};
  sr_report *report;
  sr_error err;
  sr_place_units units;
  if (sr_report_read(engine, (sr_slice){json_string_value(text), json_string_length(text)}, &info, SR_LAYER_TIMES,
                     &report, &err) ||
      sr_place_units_cut(gazetteers, report, &units, &err))
    fail("report", err.message);
  const size_t n = json_array_size(toponyms);
  sr_place_name *names = calloc(n + 1, sizeof *names);
  const json_t **golds = calloc(n + 1, sizeof *golds);
  if (!names || !golds) fail("memory", "no more");
  uint32_t kept = 0, at = 0;
  for (size_t k = 0; k < n; k++) {
    const json_t *t = json_array_get(toponyms, k);
    const json_int_t start = json_integer_value(json_object_get(t, "start")),
                     end = json_integer_value(json_object_get(t, "end"));
    while (at < units.n && units.at[at].span.start < start) at++;
    uint32_t last = at;
    while (last < units.n && units.at[last].span.end <= end) last++;
    if (last == at) continue;
    names[kept] = (sr_place_name){.first = at, .n = last - at};
    golds[kept++] = t;
    at = last;
  }
  sr_place_names list = {names, kept};
  if (sr_place_resolve(gazetteers, report, &units, weights, &list, &err)) fail("report", err.message);
  for (uint32_t k = 0; k < kept; k++) ask(gazetteers, &list, k, golds[k], file, part);
  free(golds);
  free(names);
  sr_report_free(report);
}

/* What is known beforehand and seldom stands in the learning reports: "the Kharkiv region" is no town, "Walker County"
 * a county, "Kharkiv" alone the town. Weights are drawn towards these. */
static const double PRIOR[N] = {
    [0] = 0.5, [9] = -4, [13] = 1, [17] = 4, [18] = 4, [19] = 1, [20] = -2, [30] = 2, [32] = -2, [33] = -1};

static void answer(const question *q, const double *w, double *p) {
  double most = -1e300, sum = 0;
  for (uint32_t k = 0; k < q->n; k++) {
    p[k] = 0;
    for (int m = 0; m < N; m++) p[k] += w[m] * data.figures[q->first + k][m];
    most = fmax(most, p[k]);
  }
  for (uint32_t k = 0; k < q->n; k++) sum += p[k] = exp(p[k] - most);
  for (uint32_t k = 0; k < q->n; k++) p[k] /= sum;
}

static void learn(double *w, unsigned parts) {
  double seen[N];
  for (int m = 0; m < N; m++) seen[m] = 1;
  for (int pass = 0; pass < PASSES; pass++)
    for (size_t i = 0; i < data.n_questions; i++) {
      const question *q = &data.questions[(i * 7919) % data.n_questions];
      if (!(parts & 1u << q->part)) continue;
      double p[SR_PLACE_CANDIDATES], good = 0, gradient[N] = {0};
      answer(q, w, p);
      for (uint32_t k = 0; k < q->n; k++) good += data.right[q->first + k] ? p[k] : 0;
      if (good <= 0 || good >= 1) continue;
      for (uint32_t k = 0; k < q->n; k++) {
        const double pull = (data.right[q->first + k] ? p[k] / good : 0) - p[k];
        for (int m = 0; m < N; m++) gradient[m] += pull * data.figures[q->first + k][m];
      }
      for (int m = 0; m < N; m++) {
        gradient[m] -= 0.0005 * (w[m] - PRIOR[m]);
        seen[m] += gradient[m] * gradient[m];
        w[m] += 0.3 * gradient[m] / sqrt(seen[m]);
      }
    }
}

static void tell(char **files, int n, const double *w, unsigned parts) {
  uint32_t near[FILES] = {0}, possible[FILES] = {0};
  for (size_t i = 0; i < data.n_questions; i++) {
    const question *q = &data.questions[i];
    if (!(parts & 1u << q->part)) continue;
    double p[SR_PLACE_CANDIDATES];
    answer(q, w, p);
    uint32_t best = 0;
    bool any = false;
    for (uint32_t k = 0; k < q->n; k++) {
      if (p[k] > p[best]) best = k;
      any |= data.near[q->first + k];
    }
    near[q->file] += data.near[q->first + best];
    possible[q->file] += any;
  }
  for (int f = 0; f < n; f++) {
    uint32_t gold = 0, empty = 0;
    for (int part = 0; part < 2; part++)
      if (parts & 1u << part) gold += data.gold[f][part], empty += data.empty[f][part];
    if (gold)
      printf("  %-44s %u names, %u without candidates, within 161 km %.1f %% (possible %.1f)\n", files[f],
             (unsigned)gold, (unsigned)empty, 100.0 * near[f] / gold, 100.0 * possible[f] / gold);
  }
}

static void collect(const sr_engine *engine, const sr_gazetteers *gazetteers, char **files, int n,
                    const double *weights) {
  data.n = data.n_questions = 0;
  memset(data.gold, 0, sizeof data.gold);
  memset(data.empty, 0, sizeof data.empty);
  for (int f = 0; f < n; f++) {
    json_t *root = json_load_file(files[f], 0, NULL);
    if (!json_is_array(root)) fail(files[f], "is no list of reports");
    for (size_t i = 0; i < json_array_size(root); i++)
      read_report(engine, gazetteers, json_array_get(root, i), weights, (uint8_t)f, i % 2);
    json_decref(root);
  }
}

int main(int argc, char **argv) {
  const char *out = NULL;
  int first = 1;
  if (argc > 2 && strcmp(argv[1], "--out") == 0) out = argv[2], first = 3;
  if (first >= argc || argc - first > FILES) fail("usage", "sitrep-places-rank [--out FILE.h] REPORTS.json ...");
  char **files = argv + first;
  const int n = argc - first;
  sr_error err;
  sr_engine *engine;
  sr_gazetteers gazetteers;
  sr_arena *arena = sr_arena_new(1 << 20);
  if (!arena || sr_engine_open(NULL, &engine, &err) || sr_gazetteers_open(arena, sr_place_small(), &gazetteers, &err))
    fail("engine", "cannot be opened");
  if (!gazetteers.world) fail("gazetteer", "the world's is not there");
  for (unsigned parts = 1; parts <= 3; parts++) {
    if (parts == 3 && !out) break;
    double w[N];
    for (int round = 0; round < ROUNDS; round++) {
      collect(engine, &gazetteers, files, n, round ? w : NULL);
      memcpy(w, PRIOR, sizeof w);
      learn(w, parts);
    }
    printf("learnt from %s reports\n", parts == 1 ? "even" : parts == 2 ? "odd" : "all");
    collect(engine, &gazetteers, files, n, w);
    tell(files, n, w, parts == 3 ? 3 : 3 - parts);
    if (parts < 3) continue;
    FILE *file = fopen(out, "w");
    if (!file) fail(out, "cannot be written");
    fputs("/* Weights of the figures by which candidates are ranked (place_resolve.c has what each is). Written by\n"
          " * tools/places/rank.c. */\n#ifndef SR_READ_PLACE_WEIGHTS_H\n#define SR_READ_PLACE_WEIGHTS_H\n\n",
          file);
    fprintf(file, "static const double sr_place_rank_weights[%d] = {", N);
    for (int m = 0; m < N; m++) fprintf(file, "%s%.3f", m ? ", " : "", w[m]);
    fputs("};\n\n#endif\n", file);
    fclose(file);
    for (int m = 0; m < N; m++) printf("%d:%.2f ", m, w[m]);
    printf("\n");
  }
  sr_gazetteers_close(&gazetteers);
  sr_engine_free(engine);
  sr_arena_free(arena);
  return 0;
}
