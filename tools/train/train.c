/* sitrep-train: trains a model of the syntax engine from treebanks and entity sets (docs/engine.md).
 *
 *   sitrep-train --out models/en.sitrep --lang en --treebank FILE [--treebank FILE:only=STR,STR]
 *                --entities FILE --dev FILE [--seed N --epochs N --hidden N ...] */
#include "data.h"
#include "export.h"
#include "segtrain.h"

#include "base/slice.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LIST_MAX = 16 };
typedef struct settings {
  const char *out, *lang, *dev, *checkpoint, *description, *vectors, *lexicon, *segment_into;
  const char *treebanks[LIST_MAX], *entities[LIST_MAX];
  int n_treebanks, n_entities;
  uint64_t seed;
  uint32_t epochs, segment_passes, batch_words, words_min, lemma_min, stop_after, vector_words, without_xpos;
  net_shape shape;
  net_options drop;
  data_variants variants;
  double rate, keep;
} settings;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- one batch on two workers ---- */

typedef struct shard {
  sr_net *net;
  unsigned worker;
  const net_type *types;
  net_sentence *sentences;
  uint32_t n;
  const net_options *options;
  double scale, loss;
  uint64_t seed;
  net_losses losses;
} shard;

static void *run_shard(void *arg) {
  shard *s = arg;
  s->loss =
      s->n ? net_train(s->net, s->worker, s->types, s->sentences, s->n, s->options, s->scale, s->seed, &s->losses) : 0;
  return NULL;
}

/* Halves by words; the split and the seeds do not depend on the threads, so neither does the model. */
static double train_batch(sr_net *net, const train_data *data, const train_corpus *corpus, const uint32_t *order,
                          uint32_t n, const settings *set, uint64_t seed, net_losses *losses) {
  net_sentence *half[NET_WORKERS];
  uint32_t count[NET_WORKERS] = {0}, words[NET_WORKERS] = {0}, total = 0;
  for (int w = 0; w < NET_WORKERS; w++) half[w] = malloc(n * sizeof *half[w]);
  for (uint32_t i = 0; i < n; i++) {
    const net_sentence s = corpus->sentences.at[order[i]];
    const int w = words[1] < words[0];
    half[w][count[w]++] = s;
    words[w] += s.n;
    total += s.n - 1;
  }
  shard shards[NET_WORKERS];
  pthread_t thread;
  for (unsigned w = 0; w < NET_WORKERS; w++)
    shards[w] = (shard){.net = net,
                        .worker = w,
                        .types = data->types.at,
                        .sentences = half[w],
                        .n = count[w],
                        .options = &set->drop,
                        .scale = 1.0 / total,
                        .seed = seed + w};
  const bool threaded = pthread_create(&thread, NULL, run_shard, &shards[1]) == 0;
  run_shard(&shards[0]);
  if (threaded) {
    pthread_join(thread, NULL);
  } else {
    run_shard(&shards[1]);
  }
  double loss = 0;
  for (int w = 0; w < NET_WORKERS; w++) {
    loss += shards[w].loss;
    losses->arc += shards[w].losses.arc;
    losses->label += shards[w].losses.label;
    losses->entity += shards[w].losses.entity;
    for (int h = 0; h < NET_TAGS; h++) losses->tags[h] += shards[w].losses.tags[h];
    free(half[w]);
  }
  return loss;
}

/* ---- development scores ---- */

typedef struct scores {
  uint64_t words, heads, labelled, tags[NET_TAGS], spans_gold, spans_got, spans_right;
} scores;

/* "nmod:poss" and "nmod" count as one, as in the CoNLL 2018 evaluation. */
static bool same_relation(const train_data *d, int32_t got, sr_slice gold) {
  sr_slice a = d->labels.names.at[got];
  a = sr_slice_split(&a, ':');
  gold = sr_slice_split(&gold, ':');
  return sr_slice_eq(a, gold);
}

/* Spans of BIO tags; an inside tag that does not continue its type begins a span. */
static uint32_t span_end(const net_token *t, uint32_t n, uint32_t at) {
  const int32_t inside = t[at].entity + (t[at].entity & 1);
  uint32_t end = at + 1;
  while (end < n && t[end].entity == inside) end++;
  return end;
}
static bool begins(const net_token *t, uint32_t at) {
  const int32_t e = t[at].entity;
  if (e <= 0) return false;
  if (e & 1) return true;
  return at == 1 || (t[at - 1].entity != e && t[at - 1].entity != e - 1);
}

static void score_sentence(const train_data *d, const sr_conllu_sentence *gold, const net_sentence *marks,
                           const net_sentence *got, scores *sum) {
  for (uint32_t i = 0; i < gold->n_words; i++) {
    const net_token *t = &got->tokens[i + 1], *g = &marks->tokens[i + 1];
    sum->words++;
    const bool head = t->head == (int32_t)gold->words[i].head;
    sum->heads += head;
    sum->labelled += head && same_relation(d, t->label, gold->words[i].deprel);
    for (int h = 0; h < NET_TAGS; h++) sum->tags[h] += t->tags[h] == g->tags[h];
  }
  if (gold->n_words && marks->tokens[1].entity < 0) return;
  for (uint32_t i = 1; i <= gold->n_words; i++) {
    sum->spans_gold += begins(marks->tokens, i);
    sum->spans_got += begins(got->tokens, i);
    sum->spans_right += begins(marks->tokens, i) && begins(got->tokens, i) &&
                        marks->tokens[i].entity == got->tokens[i].entity &&
                        span_end(marks->tokens, marks->n, i) == span_end(got->tokens, got->n, i);
  }
}

static void evaluate(sr_net *net, const train_data *d, const train_corpus *dev, scores *sum) {
  enum { CHUNK = 64, WORDS = 1024 };
  *sum = (scores){0};
  for (uint32_t i = 0; i < dev->sentences.n; i += CHUNK) {
    const uint32_t n = dev->sentences.n - i < CHUNK ? dev->sentences.n - i : CHUNK;
    net_sentence out[CHUNK];
    for (uint32_t j = 0; j < n; j++) {
      out[j] = dev->sentences.at[i + j];
      out[j].tokens = malloc(out[j].n * sizeof(net_token));
      memcpy(out[j].tokens, dev->sentences.at[i + j].tokens, out[j].n * sizeof(net_token));
    }
    net_predict(net, 0, d->types.at, dev->sentences.at + i, n, out);
    for (uint32_t j = 0; j < n; j++) {
      score_sentence(d, dev->sources.at[i + j], &dev->sentences.at[i + j], &out[j], sum);
      free(out[j].tokens);
    }
  }
}

/* ---- checkpoints ---- */

typedef struct progress {
  uint64_t epoch, step;
} progress;

static bool each_block(FILE *f, sr_net *net, bool write) {
  for (int i = 0; i < P_COUNT; i++) {
    net_param *p = &net_params(net)[i];
    const size_t n = (size_t)p->rows * p->cols;
    real *blocks[] = {p->w, p->m, p->v, p->mean};
    for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++)
      if ((write ? fwrite(blocks[b], sizeof(real), n, f) : fread(blocks[b], sizeof(real), n, f)) != n) return false;
  }
  return true;
}

/* Replaces the file only once the new one is whole. */
static bool save(const char *path, sr_net *net, const progress *at) {
  char part[4096];
  snprintf(part, sizeof part, "%s.part", path);
  FILE *f = fopen(part, "wb");
  if (!f) return false;
  bool ok = fwrite(net_shape_of(net), sizeof(net_shape), 1, f) == 1 && fwrite(at, sizeof *at, 1, f) == 1 &&
            each_block(f, net, true);
  ok = fclose(f) == 0 && ok;
  return ok && rename(part, path) == 0;
}

static bool resume(const char *path, sr_net *net, progress *at) {
  FILE *f = fopen(path, "rb");
  if (!f) return false;
  net_shape shape;
  const bool ok = fread(&shape, sizeof shape, 1, f) == 1 && memcmp(&shape, net_shape_of(net), sizeof shape) == 0 &&
                  fread(at, sizeof *at, 1, f) == 1 && each_block(f, net, false);
  fclose(f);
  if (!ok) {
    fprintf(stderr, "sitrep-train: '%s' is no checkpoint of this training\n", path);
    exit(2);
  }
  return true;
}

/* ---- the training ---- */

/* The sentences of an epoch in the order of their training, which is returned with their number. */
static uint32_t choose(uint32_t *order, const train_corpus *corpus, uint64_t seed, uint64_t epoch) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < corpus->sentences.n; i++)
    if ((i + epoch) % corpus->turns.at[i] == 0) order[n++] = i;
  for (uint32_t i = n; i > 1; i--) {
    const uint32_t j = (uint32_t)(net_random(&seed) % i), keep = order[i - 1];
    order[i - 1] = order[j];
    order[j] = keep;
  }
  return n;
}

static void report(const char *name, sr_net *net, const train_data *d, const train_corpus *dev) {
  scores s;
  evaluate(net, d, dev, &s);
  const double n = s.words ? (double)s.words / 100 : 1;
  const double precision = s.spans_got ? (double)s.spans_right / (double)s.spans_got : 0;
  const double recall = s.spans_gold ? (double)s.spans_right / (double)s.spans_gold : 0;
  fprintf(stderr, "%s: UPOS %.2f XPOS %.2f feats %.2f lemma %.2f UAS %.2f LAS %.2f entities %.2f\n", name,
          (double)s.tags[NET_UPOS] / n, (double)s.tags[NET_XPOS] / n, (double)s.tags[NET_FEATS] / n,
          (double)s.tags[NET_LEMMA] / n, (double)s.heads / n, (double)s.labelled / n,
          precision + recall > 0 ? 200 * precision * recall / (precision + recall) : 0);
}

/* Rises over the first steps, then falls linearly to zero at the end; done is the part of all epochs that is over. */
static double rate_at(const settings *set, uint64_t step, double done) {
  enum { WARM_UP = 200 };
  const double rise = step < WARM_UP ? (double)step / WARM_UP : 1;
  return set->rate * rise * (1 - done);
}

/* What a step changes is small beside what a mean of hundreds forgets. */
enum { AVERAGE_EVERY = 4 };

static void train(sr_net *net, const train_data *d, const train_corpus *train_set, const train_corpus *dev,
                  const settings *set) {
  uint32_t *order = malloc((train_set->sentences.n + 1) * sizeof *order);
  progress at = {0};
  if (set->checkpoint && resume(set->checkpoint, net, &at))
    fprintf(stderr, "resumed behind epoch %llu\n", (unsigned long long)at.epoch);
  while (at.epoch < set->epochs && !(set->stop_after && at.epoch >= set->stop_after)) {
    const double start = now();
    const uint32_t n = choose(order, train_set, set->seed * 1000003 + at.epoch, at.epoch);
    double loss = 0, batches = 0;
    uint64_t words = 0;
    net_losses losses = {0};
    for (uint32_t i = 0; i < n;) {
      uint32_t end = i, size = 0;
      while (end < n && (end == i || size + train_set->sentences.at[order[end]].n <= set->batch_words))
        size += train_set->sentences.at[order[end++]].n;
      at.step++;
      loss += train_batch(net, d, train_set, order + i, end - i, set, set->seed + (at.step << 8), &losses);
      const double done = ((double)at.epoch + (double)i / (double)n) / (double)set->epochs;
      net_step(net, (real)rate_at(set, at.step, done), 5, at.step);
      if (at.step % AVERAGE_EVERY == 0) net_average(net, (real)pow(set->keep, AVERAGE_EVERY), at.step / AVERAGE_EVERY);
      batches++;
      words += size;
      i = end;
    }
    at.epoch++;
    const double w = (double)words;
    fprintf(stderr, "epoch %llu of %u: loss %.4f (arc %.3f label %.3f upos %.3f feats %.3f lemma %.3f entity %.3f), ",
            (unsigned long long)at.epoch, set->epochs, loss / batches, losses.arc / w, losses.label / w,
            losses.tags[NET_UPOS] / w, losses.tags[NET_FEATS] / w, losses.tags[NET_LEMMA] / w, losses.entity / w);
    fprintf(stderr, "%.0f s, %.0f words/s\n", now() - start, w / (now() - start));
    if (dev->sentences.n && at.epoch == set->epochs) report("  dev, without averaging", net, d, dev);
    if (dev->sentences.n) {
      net_swap_mean(net);
      report("  dev", net, d, dev);
      net_swap_mean(net);
    }
    if (set->checkpoint && !save(set->checkpoint, net, &at))
      fprintf(stderr, "sitrep-train: cannot write '%s'\n", set->checkpoint);
  }
  free(order);
}

/* ---- the command line ---- */

typedef struct option {
  const char *name;
  enum { TEXT, LIST, COUNT, NUMBER, SEED } kind;
  void *value;
  int *n;
} option;

static void usage(FILE *to) {
  fputs("usage: sitrep-train --out FILE --lang CODE --treebank FILE[:only=PART,PART]... [--entities FILE]...\n"
        "                    [--vectors FILE] [--lexicon FILE] [--dev FILE] [--dev-entities FILE] [--checkpoint FILE] "
        "[--card TEXT]\n"
        "                    [--seed N] [--epochs N] [--rate X] [--batch WORDS] [--hidden N] ...\n"
        "       sitrep-train --segment-into MODEL --treebank FILE... [--segment-passes N]\n"
        "Trains a model of the syntax engine; docs/engine.md says how the shipped ones are made.\n",
        to);
}

/* "file:only=a,b:times=2:hold=5": a path and how the file is read, times how often. */
static sr_status parse_spec(train_data *d, const char *text, const char **path, data_options *options, uint32_t *times,
                            sr_error *err) {
  const struct {
    const char *name;
    uint32_t *value;
  } numbers[] = {{"times", times}, {"first", &options->first}, {"hold", &options->hold}, {"turns", &options->turns}};
  sr_slice rest = sr_slice_of(text);
  *times = 1;
  options->turns = 1;
  *path = sr_arena_copy(d->arena, sr_slice_split(&rest, ':')).ptr;
  if (!*path) return sr_arena_fail(d->arena, err);
  while (rest.ptr) {
    sr_slice value = sr_slice_split(&rest, ':');
    const sr_slice name = sr_slice_split(&value, '=');
    bool known = false;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers && value.len; i++)
      if (sr_slice_is(name, numbers[i].name)) *numbers[i].value = (uint32_t)strtoul(value.ptr, NULL, 10), known = true;
    while (sr_slice_is(name, "only") && value.ptr) {
      sr_slice *slot = SR_PUSH(d->arena, &options->only);
      if (!slot) return sr_arena_fail(d->arena, err);
      *slot = sr_slice_split(&value, ',');
      known = true;
    }
    if (!known) return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "cannot read the last parts of '%s'", text);
  }
  return SR_OK;
}

static sr_status read_treebank(train_data *d, const char *text, bool without_xpos, train_corpus *into, sr_error *err) {
  data_options options = {.without_xpos = without_xpos};
  uint32_t times;
  const char *path;
  SR_TRY(parse_spec(d, text, &path, &options, &times, err));
  const uint64_t before = into->n_words;
  for (uint32_t i = 0; i < times; i++) SR_TRY(data_read_treebank(d, path, &options, into, err));
  fprintf(stderr, "%s: %llu words\n", path, (unsigned long long)(into->n_words - before));
  return SR_OK;
}

static sr_status read_entities(train_data *d, const char *text, const float *segment, train_corpus *into,
                               sr_error *err) {
  data_options options = {0};
  uint32_t times, marked, added;
  const char *path;
  SR_TRY(parse_spec(d, text, &path, &options, &times, err));
  for (uint32_t i = 0; i < times; i++) {
    SR_TRY(data_read_entities(d, path, &options, segment, into, &marked, &added, err));
    fprintf(stderr, "%s: %u documents marked, %u added\n", path, marked, added);
  }
  return SR_OK;
}

static sr_status read_all(train_data *d, settings *set, train_corpus *train_set, train_corpus *dev,
                          const char *dev_entities, float **segment, sr_error *err) {
  if (set->lexicon) SR_TRY(data_read_lexicon(d, set->lexicon, err));
  for (int i = 0; i < set->n_treebanks; i++)
    SR_TRY(read_treebank(d, set->treebanks[i], set->without_xpos, train_set, err));
  if (set->segment_passes && !(*segment = segment_train(train_set, set->segment_passes)))
    return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the segmenter");
  for (int i = 0; i < set->n_entities; i++) SR_TRY(read_entities(d, set->entities[i], *segment, train_set, err));
  SR_TRY(data_freeze(d, train_set, set->words_min, set->lemma_min, err));
  SR_TRY(data_add_variants(d, &set->variants, train_set, err));
  if (set->vectors) SR_TRY(data_read_vectors(d, set->vectors, set->vector_words, err));
  if (set->dev) SR_TRY(read_treebank(d, set->dev, set->without_xpos, dev, err));
  if (dev_entities) SR_TRY(read_entities(d, dev_entities, *segment, dev, err));
  return SR_OK;
}

/* The products are compiled for AVX2 (CMakeLists.txt). */
static bool machine_can(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  return true;
#endif
}

int main(int argc, char **argv) {
  if (!machine_can()) return fputs("sitrep-train: this processor has no AVX2\n", stderr), 2;
  settings set = {.seed = 1,
                  .segment_passes = 8,
                  .epochs = 15,
                  .batch_words = 1000,
                  .words_min = 2,
                  .lemma_min = 2,
                  .vector_words = 60000,
                  .rate = 2e-3,
                  .shape = {.word_dim = 96,
                            .affix_rows = 1 << 14,
                            .affix_dim = 80,
                            .gram_rows = 1 << 15,
                            .gram_dim = 64,
                            .hidden = 256,
                            .project = 96,
                            .tag_dim = 128,
                            .arc_dim = 128,
                            .label_dim = 64,
                            .entity_dim = 64,
                            .n_entities = ENTITY_TAGS},
                  .drop = {.drop_input = (real)0.25,
                           .drop_layer = (real)0.3,
                           .drop_mlp = (real)0.3,
                           .drop_word = (real)0.25,
                           .weight_tags = (real)0.5,
                           .weight_lemma = (real)0.5,
                           .weight_arc = 1,
                           .weight_label = 1,
                           .weight_entity = 1}};
  const char *dev_entities = NULL;
  uint32_t word_by_word = 0;
  const option options[] = {
      {"--out", TEXT, &set.out, NULL},
      {"--lang", TEXT, &set.lang, NULL},
      {"--dev", TEXT, &set.dev, NULL},
      {"--dev-entities", TEXT, &dev_entities, NULL},
      {"--checkpoint", TEXT, &set.checkpoint, NULL},
      {"--vectors", TEXT, &set.vectors, NULL},
      {"--lexicon", TEXT, &set.lexicon, NULL},
      {"--card", TEXT, &set.description, NULL},
      {"--treebank", LIST, set.treebanks, &set.n_treebanks},
      {"--entities", LIST, set.entities, &set.n_entities},
      {"--seed", SEED, &set.seed, NULL},
      {"--epochs", COUNT, &set.epochs, NULL},
      {"--stop-after", COUNT, &set.stop_after, NULL},
      {"--batch", COUNT, &set.batch_words, NULL},
      {"--hidden", COUNT, &set.shape.hidden, NULL},
      {"--project", COUNT, &set.shape.project, NULL},
      {"--without-xpos", COUNT, &set.without_xpos, NULL},
      {"--words-min", COUNT, &set.words_min, NULL},
      {"--vector-words", COUNT, &set.vector_words, NULL},
      {"--affix-rows", COUNT, &set.shape.affix_rows, NULL},
      {"--gram-rows", COUNT, &set.shape.gram_rows, NULL},
      {"--segment-passes", COUNT, &set.segment_passes, NULL},
      {"--segment-into", TEXT, &set.segment_into, NULL},
      {"--word-dim", COUNT, &set.shape.word_dim, NULL},
      {"--affix-dim", COUNT, &set.shape.affix_dim, NULL},
      {"--gram-dim", COUNT, &set.shape.gram_dim, NULL},
      {"--arc-dim", COUNT, &set.shape.arc_dim, NULL},
      {"--label-dim", COUNT, &set.shape.label_dim, NULL},
      {"--tag-dim", COUNT, &set.shape.tag_dim, NULL},
      {"--entity-dim", COUNT, &set.shape.entity_dim, NULL},
      {"--rate", NUMBER, &set.rate, NULL},
      {"--keep", NUMBER, &set.keep, NULL},
      {"--joined", COUNT, &set.variants.joined, NULL},
      {"--lower", COUNT, &set.variants.lower, NULL},
      {"--upper", COUNT, &set.variants.upper, NULL},
      {"--swapped", COUNT, &set.variants.swapped, NULL},
      {"--word-by-word", COUNT, &word_by_word, NULL},
      {"--entity-weight", NUMBER, &set.drop.weight_entity, NULL},
      {"--drop-input", NUMBER, &set.drop.drop_input, NULL},
      {"--drop-layer", NUMBER, &set.drop.drop_layer, NULL},
      {"--drop-mlp", NUMBER, &set.drop.drop_mlp, NULL},
      {"--drop-word", NUMBER, &set.drop.drop_word, NULL},
  };
  for (int i = 1; i < argc; i++) {
    if (!strcmp(argv[i], "--help")) return usage(stdout), 0;
    const option *o = NULL;
    for (size_t j = 0; j < sizeof options / sizeof *options; j++)
      if (!strcmp(argv[i], options[j].name)) o = &options[j];
    if (!o || i + 1 == argc) {
      fprintf(stderr, "sitrep-train: %s '%s'\n", o ? "no value for" : "unknown option", argv[i]);
      return usage(stderr), 2;
    }
    const char *value = argv[++i];
    switch (o->kind) {
    case TEXT: *(const char **)o->value = value; break;
    case LIST:
      if (*o->n == LIST_MAX) return usage(stderr), 2;
      ((const char **)o->value)[(*o->n)++] = value;
      break;
    case COUNT: *(uint32_t *)o->value = (uint32_t)strtoul(value, NULL, 10); break;
    case SEED: *(uint64_t *)o->value = strtoull(value, NULL, 10); break;
    case NUMBER:
      if (o->value == &set.rate || o->value == &set.keep) {
        *(double *)o->value = strtod(value, NULL);
      } else {
        *(real *)o->value = (real)strtod(value, NULL);
      }
      break;
    }
  }
  set.drop.chain = !word_by_word;
  if (!set.n_treebanks || !(set.segment_into || (set.out && set.lang))) return usage(stderr), 2;

  train_data *d = data_new(set.shape.affix_rows, set.shape.gram_rows);
  train_corpus train_set = {0}, dev = {0};
  sr_error err = {0};
  float *segment = NULL;
  sr_status status = d ? read_all(d, &set, &train_set, &dev, dev_entities, &segment, &err) : SR_ERR_NOMEM;
  sr_net *net = NULL;
  if (!status && set.segment_into) {
    status = export_segment(set.segment_into, segment, &err);
  } else if (!status) {
    set.shape.word_rows = d->n_trained;
    set.shape.vector_dim = d->vector_dim;
    set.shape.n_factors = d->n_factors;
    set.shape.n_labels = d->labels.names.n;
    for (int h = 0; h < NET_TAGS; h++) set.shape.n_tags[h] = d->tags[h].names.n;
    fprintf(stderr,
            "%llu words, %u sentences, %u forms, %u in the vocabulary, %u with the vectors; %u XPOS, %u features, %u "
            "lemma scripts, "
            "%u relations\n",
            (unsigned long long)train_set.n_words, train_set.sentences.n, d->types.n, set.shape.word_rows,
            d->words.names.n, set.shape.n_tags[NET_XPOS], set.shape.n_tags[NET_FEATS], set.shape.n_tags[NET_LEMMA],
            set.shape.n_labels);
    net = net_new(&set.shape, set.seed);
    if (!net) status = sr_fail(&err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the network");
  }
  if (net) {
    net_set_vectors(net, d->vectors);
    net_set_factors(net, d->factor_offsets.at, d->factor_ids.at);
    train(net, d, &train_set, &dev, &set);
    if (set.keep <= 0) net_average(net, 0, 1); /* the last weights themselves */
    net_swap_mean(net);
    status = export_model(net, d, segment, set.lang, set.description, set.out, &err);
  }
  if (status) fprintf(stderr, "sitrep-train: %s%s%s\n", err.where, err.where[0] ? ": " : "", err.message);
  free(segment);
  net_free(net);
  data_free(d);
  return status ? 1 : 0;
}
