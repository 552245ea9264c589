/* sitrep-train-events: learns the model of event types (src/read/event_model.h).
 *
 *   sitrep-train-events --vectors FILE --examples lexicon/event_examples.tsv [--sentences FILE]... [--test FILE]
 *                       [--folds N] [--errors yes] [--out models/events.sitrep]
 *
 * --vectors is word2vec text, commonest words first; --examples the table of our own sentences; --sentences and --test
 * are JSON lists of {"text", "events": [{"code"}]} (YIELD: CONCEDE or RETREAT). --folds prints the accuracy and macro
 * F1 of each --sentences by cross-validation over all of them, in which the examples are trained on in every fold;
 * --test prints those of --test for a model without the sentences that are also in it. Sentences are read by the same
 * code as reports are.
 *
 * Multinomial logistic regression by stochastic gradient descent with Adagrad (Duchi, Hazan and Singer, JMLR 2011). A
 * gold label may be a set: then the likelihood is that of the set. One thread, no clock: the same files give the same
 * model. */
#include "lexicon/events.h"
#include "base/checksum.h"
#include "base/map.h"
#include "base/slice.h"
#include "read/event_features.h"
#include "text/report.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
  WORDS = 20000, /* of the vectors: 95 in 100 words of the sentences that are not names */
  EPOCHS = 60,
  FOLDS_MAX = 20,
  SETS_MAX = 8, /* files of sentences */
  Y = SR_EVENT_TYPES,
  D = SR_EVENT_DENSE
};
/* Found by cross-validation: a prior of precision 0.1 (C = 10), and our own sentences at half the weight of news, of
 * which there are twice as many. */
static const float PRIOR = 0.1f, RATE = 0.3f, EXAMPLE_WEIGHT = 0.6f;

typedef struct item {
  sr_event_feature *features;  /* keys, then rows of the weights */
  uint32_t n, fold, gold, set; /* gold: one bit a type; set: which file of sentences */
  float dense[D], weight;
  bool ours, test;
  const char *text;
} item;

typedef struct trainer {
  sr_arena *arena;
  sr_engine *engine;
  sr_event_model words; /* nothing but vectors */
  SR_VEC(item) items;
  uint32_t *keys, n_keys, *seen; /* sorted; how many items of the training part have each */
  float *w, *w_sum;              /* [n_keys][Y], squared gradients by row */
  float dense[Y][D], dense_sum[Y][D], bias[Y], bias_sum[Y];
} trainer;

static void die(const char *what, const sr_error *err) {
  fprintf(stderr, "sitrep-train-events: %s%s%s\n", what, err ? ": " : "", err ? err->message : "");
  exit(2);
}

static void *need(void *memory) {
  if (!memory) die("no memory", NULL);
  return memory;
}

/* ---- word vectors ---- */

typedef struct vector_row {
  uint32_t key;
  float scale;
  int8_t values[SR_EVENT_DIM];
} vector_row;

static int by_vector_key(const void *a, const void *b) {
  const uint32_t x = ((const vector_row *)a)->key, y = ((const vector_row *)b)->key;
  return (x > y) - (x < y);
}
static int by_key(const void *a, const void *b) {
  const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static bool is_plain(const char *word) {
  for (const char *c = word; *c; c++)
    if (!sr_is_lower((uint8_t)*c)) return false;
  return word[0] && word[1];
}

static bool is_trigger(const char *word) {
  const sr_slice key = sr_slice_of(word);
  return sr_table_find(&sr_table_events, &key, 1) != UINT32_MAX;
}

static uint8_t *file_bytes(uint32_t n_features, uint32_t n_words, uint64_t at[SR_EVENT_ARRAYS], uint64_t *size) {
  *size = sr_event_layout(n_features, n_words, at);
  uint8_t *bytes = need(aligned_alloc(64, (size_t)((*size + 63) / 64 * 64)));
  memset(bytes, 0, (size_t)*size);
  sr_event_header header = {.magic = "SITREPEV",
                            .version = SR_EVENT_MODEL_VERSION,
                            .byte_order = SR_EVENT_BYTE_ORDER,
                            .size = *size,
                            .n_features = n_features,
                            .n_words = n_words};
  memcpy(bytes, &header, sizeof header);
  return bytes;
}

static void seal(uint8_t *bytes, uint64_t size) {
  const size_t head = sizeof(sr_event_header);
  const uint32_t crc = sr_crc32(bytes + head, (size_t)size - head);
  memcpy(bytes + offsetof(sr_event_header, crc32), &crc, sizeof crc);
}

static void read_vectors(trainer *t, const char *path) {
  FILE *f = fopen(path, "r");
  if (!f) die("cannot read the vectors", NULL);
  vector_row *rows = need(calloc(2 * WORDS, sizeof *rows));
  uint32_t n = 0, common = 0;
  static char line[8192];
  while (n < 2 * WORDS && fgets(line, sizeof line, f)) {
    char *at = strchr(line, ' ');
    if (!at) continue;
    *at++ = 0;
    if (!is_plain(line)) continue;
    if (common >= WORDS && !is_trigger(line)) continue;
    common++;
    float values[SR_EVENT_DIM], most = 0;
    int k = 0;
    for (; k < SR_EVENT_DIM && at; k++) {
      char *end;
      values[k] = strtof(at, &end);
      if (end == at) break;
      at = end;
      if (fabsf(values[k]) > most) most = fabsf(values[k]);
    }
    if (k < SR_EVENT_DIM || most <= 0) continue;
    float square = 0;
    for (k = 0; k < SR_EVENT_DIM; k++) square += values[k] * values[k];
    rows[n].key = sr_event_key(sr_slice_of(line));
    rows[n].scale = most / 127 / sqrtf(square); /* of unit length */
    for (k = 0; k < SR_EVENT_DIM; k++) rows[n].values[k] = (int8_t)lrintf(values[k] / most * 127);
    n++;
  }
  fclose(f);
  qsort(rows, n, sizeof *rows, by_vector_key);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < n; i++)
    if (!kept || rows[kept - 1].key != rows[i].key) rows[kept++] = rows[i];
  uint64_t at[SR_EVENT_ARRAYS], size;
  uint8_t *bytes = file_bytes(0, kept, at, &size);
  for (uint32_t i = 0; i < kept; i++) {
    memcpy(bytes + at[2] + i * sizeof(uint32_t), &rows[i].key, sizeof(uint32_t));
    memcpy(bytes + at[3] + i * sizeof(float), &rows[i].scale, sizeof(float));
    memcpy(bytes + at[4] + (size_t)i * SR_EVENT_DIM, rows[i].values, SR_EVENT_DIM);
  }
  free(rows);
  seal(bytes, size);
  sr_error err = {0};
  if (sr_event_model_read((sr_slice){(char *)bytes, (size_t)size}, &t->words, &err)) die("vectors", &err);
}

/* ---- sentences ---- */

static uint32_t gold_of(sr_slice code) {
  if (sr_slice_is(code, "YIELD"))
    return 1u << sr_event_type(SR_SLICE("CONCEDE")) | 1u << sr_event_type(SR_SLICE("RETREAT"));
  const uint32_t y = sr_event_type(code);
  return y < Y ? 1u << y : 0;
}

/* Reads a text; its first sentence with a verb is the item. */
static void add_item(trainer *t, sr_slice text, uint32_t gold, uint32_t set, bool ours, bool test) {
  sr_error err = {0};
  const sr_report_info info = {.lang = SR_SLICE("en"), .form = SR_FORM_EXACT};
  sr_report *report;
  if (sr_report_read(t->engine, text, &info, SR_LAYER_TOKENS | SR_LAYER_ENTITIES, &report, &err)) die("reading", &err);
  sr_event__clause clause;
  bool found = false;
  for (uint32_t s = 0; s < report->n_sentences && !found; s++)
    found = sr_event__clause_of(report, s, report->arena, &clause) &&
            (s + 1 == report->n_sentences || sr_slice_is(report->tokens[clause.head].upos, "VERB"));
  sr_event__item made;
  if (found && sr_event__features(&clause, &t->words, report->arena, &made)) {
    item *to = need(SR_PUSH(t->arena, &t->items));
    *to = (item){.n = made.features.n, .gold = gold, .set = set, .ours = ours, .test = test};
    to->weight = ours ? EXAMPLE_WEIGHT : 1;
    to->text = need((void *)(uintptr_t)sr_arena_copy(t->arena, text).ptr);
    to->features = need(SR_NEW(t->arena, sr_event_feature, to->n));
    memcpy(to->features, made.features.at, to->n * sizeof *to->features);
    memcpy(to->dense, made.dense, sizeof to->dense);
  }
  sr_report_free(report);
}

/* A pattern with names in its places: others for each row, so that none is learnt with a type. */
static sr_slice fill(trainer *t, sr_slice pattern, uint32_t row) {
  static const struct {
    char place;
    const char *names[8];
  } names[] = {
      {'A', {"Turkey", "France", "the United States", "Egypt", "Russia", "Kenya", "the European Union", "Iran"}},
      {'B', {"Ukraine", "Pakistan", "Sudan", "Israel", "Georgia", "North Korea", "Mali", "Lebanon"}},
      {'G',
       {"the Taliban", "Hezbollah", "the rebels", "al-Shabab", "the militia", "separatist fighters", "Boko Haram",
        "the insurgents"}},
      {'P',
       {"President Aliyev", "the prime minister", "Foreign Minister Wang", "Mr Silva", "the opposition leader",
        "Chancellor Weber", "Secretary Jones", "the king"}},
      {'C', {"Nairobi", "Aleppo", "Minsk", "the capital", "Tbilisi", "Khartoum", "Basra", "the city"}},
  };
  char text[1000];
  size_t n = 0;
  uint32_t used = 0;
  for (size_t i = 0; i < pattern.len && n + 40 < sizeof text; i++) {
    if (pattern.ptr[i] != '{' || i + 2 >= pattern.len) {
      text[n++] = pattern.ptr[i];
      continue;
    }
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
      if (names[k].place == pattern.ptr[i + 1])
        n += (size_t)snprintf(text + n, sizeof text - n, "%s", names[k].names[(row * 5 + 3 * used++) % 8]);
    i += 2;
  }
  if (n && sr_is_lower((uint8_t)text[0])) text[0] = (char)(text[0] - 32);
  return sr_arena_copy(t->arena, (sr_slice){text, n});
}

static void read_examples(trainer *t, const char *path) {
  FILE *f = fopen(path, "r");
  if (!f) die("cannot read the examples", NULL);
  char line[1000];
  for (uint32_t row = 0; fgets(line, sizeof line, f);) {
    sr_slice rest = sr_slice_trim(sr_slice_of(line));
    if (line[0] == '#' || !rest.len) continue;
    const sr_slice code = sr_slice_split(&rest, '\t');
    if (!gold_of(code) || !rest.len) die("an example without a type", NULL);
    add_item(t, fill(t, rest, row++), gold_of(code), 0, true, false);
  }
  fclose(f);
}

static void read_sentences(trainer *t, const char *path, uint32_t set, bool test) {
  json_error_t why;
  json_t *list = json_load_file(path, 0, &why), *entry;
  if (!list) die("cannot read the sentences", NULL);
  size_t i;
  json_array_foreach(list, i, entry) {
    json_t *events = json_object_get(entry, "events"), *event;
    const char *text = json_string_value(json_object_get(entry, "text"));
    uint32_t gold = 0;
    size_t k;
    json_array_foreach(events, k, event) gold |=
        gold_of(sr_slice_of(json_string_value(json_object_get(event, "code"))));
    if (text && gold) add_item(t, sr_slice_of(text), gold, set, false, test);
  }
  json_decref(list);
}

/* ---- learning ---- */

static void number_keys(trainer *t) {
  size_t n = 0;
  for (uint32_t i = 0; i < t->items.n; i++) n += t->items.at[i].n;
  t->keys = need(malloc(n * sizeof *t->keys));
  n = 0;
  for (uint32_t i = 0; i < t->items.n; i++)
    for (uint32_t k = 0; k < t->items.at[i].n; k++) t->keys[n++] = t->items.at[i].features[k].key;
  qsort(t->keys, n, sizeof *t->keys, by_key);
  for (size_t i = 0; i < n; i++)
    if (!t->n_keys || t->keys[t->n_keys - 1] != t->keys[i]) t->keys[t->n_keys++] = t->keys[i];
  for (uint32_t i = 0; i < t->items.n; i++)
    for (uint32_t k = 0; k < t->items.at[i].n; k++) {
      uint32_t *key = &t->items.at[i].features[k].key;
      *key = (uint32_t)((uint32_t *)bsearch(key, t->keys, t->n_keys, sizeof *key, by_key) - t->keys);
    }
  t->w = need(calloc((size_t)t->n_keys * Y, sizeof *t->w));
  t->w_sum = need(calloc((size_t)t->n_keys * Y, sizeof *t->w_sum));
  t->seen = need(calloc(t->n_keys, sizeof *t->seen));
}

static void score(const trainer *t, const item *x, float *p) {
  for (int y = 0; y < Y; y++) {
    p[y] = t->bias[y];
    for (int d = 0; d < D; d++) p[y] += t->dense[y][d] * x->dense[d];
  }
  for (uint32_t k = 0; k < x->n; k++)
    for (int y = 0; y < Y; y++) p[y] += x->features[k].value * t->w[(size_t)x->features[k].key * Y + (size_t)y];
  sr_event_softmax(p);
}

static void step(float *w, float *sum, float gradient, float rate) {
  *sum += gradient * gradient;
  *w -= rate * gradient / (sqrtf(*sum) + 1e-6f);
}

static void learn_from(trainer *t, const item *x, uint32_t n, float rate) {
  float p[Y], gold = 0;
  score(t, x, p);
  for (int y = 0; y < Y; y++)
    if (x->gold >> y & 1) gold += p[y];
  for (int y = 0; y < Y; y++) {
    const float right = x->gold >> y & 1 ? p[y] / (gold > 1e-9f ? gold : 1) : 0;
    const float g = x->weight * (p[y] - right), decay = PRIOR / (float)n;
    step(&t->bias[y], &t->bias_sum[y], g, rate);
    for (int d = 0; d < D; d++)
      step(&t->dense[y][d], &t->dense_sum[y][d], g * x->dense[d] + decay * t->dense[y][d], rate);
    for (uint32_t k = 0; k < x->n; k++) {
      const size_t at = (size_t)x->features[k].key * Y + (size_t)y;
      const float own = PRIOR / (float)t->seen[x->features[k].key]; /* decays once a pass, however rare it is */
      step(&t->w[at], &t->w_sum[at], g * x->features[k].value + own * t->w[at], rate);
    }
  }
}

/* Learns from all but a fold (and tests). */
static void learn(trainer *t, uint32_t without) {
  uint32_t *order = need(malloc(t->items.n * sizeof *order)), n = 0;
  memset(t->w, 0, (size_t)t->n_keys * Y * sizeof *t->w);
  memset(t->w_sum, 0, (size_t)t->n_keys * Y * sizeof *t->w_sum);
  memset(t->seen, 0, t->n_keys * sizeof *t->seen);
  memset(t->dense, 0, sizeof t->dense), memset(t->dense_sum, 0, sizeof t->dense_sum);
  memset(t->bias, 0, sizeof t->bias), memset(t->bias_sum, 0, sizeof t->bias_sum);
  for (uint32_t i = 0; i < t->items.n; i++) {
    const item *x = &t->items.at[i];
    if (x->test || (!x->ours && x->fold == without)) continue;
    order[n++] = i;
    for (uint32_t k = 0; k < x->n; k++) t->seen[x->features[k].key]++;
  }
  uint64_t random = 1;
  for (int epoch = 0; epoch < EPOCHS; epoch++) {
    for (uint32_t i = n; i > 1; i--) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      const uint32_t k = (uint32_t)((random >> 33) % i), x = order[i - 1];
      order[i - 1] = order[k];
      order[k] = x;
    }
    const float rate = RATE * (1 - (float)epoch / EPOCHS);
    for (uint32_t i = 0; i < n; i++) learn_from(t, &t->items.at[order[i]], n, rate);
  }
  free(order);
}

/* ---- scores ---- */

typedef struct tally {
  uint32_t right, n, gold[Y], guessed[Y], hit[Y];
} tally;

/* CONCEDE and RETREAT are one type where gold does not tell them apart. */
static void count(const trainer *t, const item *x, bool errors, tally *sum) {
  const uint32_t yield = gold_of(SR_SLICE("YIELD")), concede = sr_event_type(SR_SLICE("CONCEDE"));
  float p[Y];
  score(t, x, p);
  const bool merged = (x->gold & yield) == yield;
  const uint32_t retreat = sr_event_type(SR_SLICE("RETREAT"));
  int best = 0;
  for (int y = 1; y < Y; y++)
    if (p[y] > p[best]) best = y;
  if (p[concede] + p[retreat] > p[best]) best = (int)(p[concede] > p[retreat] ? concede : retreat);
  const bool right = x->gold >> best & 1;
  uint32_t gold = 0;
  while (!(x->gold >> gold & 1)) gold++;
  sum->right += right;
  sum->n++;
  const uint32_t guess = (uint32_t)best == retreat && merged ? concede : (uint32_t)best;
  sum->gold[gold]++;
  sum->guessed[guess]++;
  if (right) sum->hit[guess]++;
  if (!right && errors)
    printf("%s for %s\t%.2f\t%s\n", sr_event_types[best], sr_event_types[gold], (double)p[best], x->text);
}

static void print(const char *what, const tally *sum) {
  double f1 = 0;
  uint32_t types = 0;
  for (int y = 0; y < Y; y++) {
    if (!sum->gold[y]) continue;
    types++;
    f1 += 2.0 * sum->hit[y] / (sum->gold[y] + sum->guessed[y]);
    printf("  %-9s %4u gold  F1 %5.1f\n", sr_event_types[y], sum->gold[y],
           200.0 * sum->hit[y] / (sum->gold[y] + sum->guessed[y]));
  }
  printf("%s: %u sentences, accuracy %.1f, macro F1 %.1f\n", what, sum->n, 100.0 * sum->right / sum->n,
         100 * f1 / types);
}

/* ---- the file ---- */

static void write_model(trainer *t, const char *path) {
  float most = 0;
  for (size_t i = 0; i < (size_t)t->n_keys * Y; i++)
    if (fabsf(t->w[i]) > most) most = fabsf(t->w[i]);
  const float scale = most / 127;
  uint32_t kept = 0;
  for (uint32_t k = 0; k < t->n_keys; k++)
    for (int y = 0; y < Y; y++)
      if (lrintf(t->w[(size_t)k * Y + (size_t)y] / scale)) {
        kept++;
        break;
      }
  uint64_t at[SR_EVENT_ARRAYS], size;
  uint8_t *bytes = file_bytes(kept, t->words.n_words, at, &size);
  uint32_t row = 0;
  for (uint32_t k = 0; k < t->n_keys; k++) {
    int8_t w[Y];
    bool any = false;
    for (int y = 0; y < Y; y++) {
      w[y] = (int8_t)lrintf(t->w[(size_t)k * Y + (size_t)y] / scale);
      any |= w[y] != 0;
    }
    if (!any) continue;
    memcpy(bytes + at[0] + row * sizeof(uint32_t), &t->keys[k], sizeof(uint32_t));
    memcpy(bytes + at[1] + (size_t)row * Y, w, Y);
    row++;
  }
  memcpy(bytes + at[2], t->words.word_keys, t->words.n_words * sizeof(uint32_t));
  memcpy(bytes + at[3], t->words.word_scales, t->words.n_words * sizeof(float));
  memcpy(bytes + at[4], t->words.vectors, (size_t)t->words.n_words * SR_EVENT_DIM);
  memcpy(bytes + at[5], t->dense, sizeof t->dense);
  memcpy(bytes + at[6], t->bias, sizeof t->bias);
  memcpy(bytes + offsetof(sr_event_header, weight_scale), &scale, sizeof scale);
  seal(bytes, size);
  sr_event_model check;
  sr_error err = {0};
  if (sr_event_model_read((sr_slice){(char *)bytes, (size_t)size}, &check, &err)) die("the model", &err);
  FILE *f = fopen(path, "wb");
  if (!f || fwrite(bytes, 1, (size_t)size, f) != size || fclose(f)) die("cannot write the model", NULL);
  printf("%s: %u features of %u, %u words, %llu bytes\n", path, kept, t->n_keys, t->words.n_words,
         (unsigned long long)size);
  free(bytes);
}

int main(int argc, char **argv) {
  const char *vectors = NULL, *examples = NULL, *sentences[SETS_MAX], *test = NULL, *out = NULL;
  uint32_t folds = 0, n_sets = 0;
  bool errors = false;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (!strcmp(argv[i], "--vectors")) vectors = argv[i + 1];
    if (!strcmp(argv[i], "--examples")) examples = argv[i + 1];
    if (!strcmp(argv[i], "--sentences") && n_sets < SETS_MAX) sentences[n_sets++] = argv[i + 1];
    if (!strcmp(argv[i], "--test")) test = argv[i + 1];
    if (!strcmp(argv[i], "--folds")) folds = (uint32_t)strtoul(argv[i + 1], NULL, 10);
    if (!strcmp(argv[i], "--errors")) errors = true;
    if (!strcmp(argv[i], "--out")) out = argv[i + 1];
  }
  if (!vectors || !examples || folds > FOLDS_MAX) die("see the head of tools/train/events.c for how to call it", NULL);
  static trainer t;
  sr_error err = {0};
  t.arena = need(sr_arena_new((size_t)1 << 31));
  if (sr_engine_open(NULL, &t.engine, &err)) die("engine", &err);
  if (sr_engine_model(t.engine, SR_SLICE("en"), &err)) die("no English model", &err);
  read_vectors(&t, vectors);
  read_examples(&t, examples);
  for (uint32_t set = 0; set < n_sets; set++) read_sentences(&t, sentences[set], set, false);
  if (test) read_sentences(&t, test, 0, true);
  uint32_t next = 0;
  for (uint32_t i = 0; i < t.items.n; i++) {
    item *x = &t.items.at[i];
    x->fold = x->ours || x->test ? UINT32_MAX : folds ? next++ % folds : 0;
  }
  number_keys(&t);
  if (folds) {
    tally sums[SETS_MAX] = {0};
    for (uint32_t fold = 0; fold < folds; fold++) {
      learn(&t, fold);
      for (uint32_t i = 0; i < t.items.n; i++)
        if (t.items.at[i].fold == fold) count(&t, &t.items.at[i], errors, &sums[t.items.at[i].set]);
    }
    for (uint32_t set = 0; set < n_sets; set++)
      if (sums[set].n) print(sentences[set], &sums[set]);
  }
  if (test) { /* sentences that are in the test word for word are not learnt from */
    for (uint32_t i = 0; i < t.items.n; i++)
      for (uint32_t k = 0; k < t.items.n && !t.items.at[i].test; k++)
        if (t.items.at[k].test && !strcmp(t.items.at[i].text, t.items.at[k].text)) t.items.at[i].fold = FOLDS_MAX;
    learn(&t, FOLDS_MAX);
    tally sum = {0};
    for (uint32_t i = 0; i < t.items.n; i++)
      if (t.items.at[i].test) count(&t, &t.items.at[i], errors, &sum);
    print("test", &sum);
  }
  if (out) {
    learn(&t, UINT32_MAX - 1);
    write_model(&t, out);
  }
  sr_engine_free(t.engine);
  sr_arena_free(t.arena);
  free(t.keys), free(t.w), free(t.w_sum), free(t.seen);
  return 0;
}
