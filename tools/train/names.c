/* sitrep-train-names: learns the tagger of names (src/read/name_features.h) from entity sets.
 *
 *   sitrep-train-names --models models --entities FILE[:weights=A,B:set=N:copies=1:hold=N:models=DIR] ... [--dev FILE]
 *                      --out models/names.sitrep
 *
 * A file is NDJSON, {"id", "text", "entities": [{"start", "end", "type"}]} with byte offsets. The texts are read by the
 * same code as reports are, with the trees and vectors of the models in --models, or in a file's own folder: models
 * that have not learnt from the file are as sure of themselves as they will be of reports. Each convention's tagger
 * takes a file by its weight; set=1 says that its documents have descriptions, copies=1 that they are copies
 * (vary_names.py) of others. With hold=N each N-th is kept for measuring. One thread, no clock: the same files and
 * options give the same model. */
#include "taglearn.h"

#include "base/slice.h"
#include "read/name.h"
#include "syntax/syntax.h"

#include <jansson.h>

#include <stdio.h>
#include <stdlib.h>

typedef struct document {
  sr_report *report;
  sr_name_view view;
  const sr_entity *gold;
  uint32_t n_gold;
  float weights[SR_NAME_SET_COUNT]; /* for the tagger of each convention */
  bool copy;                        /* of another document: tells nothing about conventions */
} document;

typedef struct documents {
  document *at;
  uint32_t n, room;
} documents;

typedef struct tools {
  sr_arena *arena;
  sr_text_tools *text;
  sr_syntax *syntax;
  sr_name_lists lists;
} tools;

static void die(const char *what, const sr_error *err) {
  fprintf(stderr, "sitrep-train-names: %s%s%s\n", what, err ? ": " : "", err ? err->message : "");
  exit(2);
}

/* ---- reading ---- */

static const char *const TYPES[] = {"PER", "ORG", "LOC"};

static void read_document(tools *t, json_t *json, document *to) {
  const sr_limits limits = sr_limits_default();
  const sr_report_info info = {.date = SR_DAY_NONE, .form = SR_FORM_EXACT, .lang = SR_SLICE("en")};
  json_t *text = json_object_get(json, "text"), *list = json_object_get(json, "entities"), *item;
  sr_error err = {0};
  if (!json_is_string(text)) die("a document without text", NULL);
  const sr_slice bytes = sr_arena_copy(t->arena, (sr_slice){json_string_value(text), json_string_length(text)});
  if (!bytes.ptr || sr_text_read(t->text, &limits, bytes, &info, &to->report, &err) ||
      sr_syntax_read(t->syntax, to->report, &err) ||
      sr_name_view_make(&t->lists, to->report, to->report->arena, &to->view, &err))
    die("a document", &err);
  sr_entity *gold = SR_NEW(t->arena, sr_entity, json_array_size(list));
  size_t i;
  json_array_foreach(list, i, item) {
    const char *type = json_string_value(json_object_get(item, "type"));
    if (type && !strcmp(type, "GPE")) type = "LOC";
    sr_entity *e = &gold[to->n_gold];
    for (size_t k = 0; type && k < 3; k++)
      if (!strcmp(type, TYPES[k])) e->type = TYPES[k];
    e->span.start = (uint32_t)json_integer_value(json_object_get(item, "start"));
    e->span.end = (uint32_t)json_integer_value(json_object_get(item, "end"));
    to->n_gold += e->type != NULL;
  }
  to->gold = gold;
}

/* Opens the syntax of the models of a folder. */
static sr_syntax *open_syntax(const char *models) {
  sr_syntax *syntax = NULL;
  sr_error err = {0};
  if (setenv("SITREP_MODELS", models, 1) || sr_syntax_open(&syntax, &err)) die(models, &err);
  return syntax;
}

/* FILE[:weights=A,B][:set=N][:copies=1][:hold=N][:models=DIR]: documents to learn from, and every hold-th for
 * measuring. */
static void read_file(tools *t, const char *spec, documents *learnt, documents *held) {
  sr_slice rest = sr_slice_of(spec);
  const sr_slice path = sr_arena_copy(t->arena, sr_slice_split(&rest, ':'));
  uint32_t hold = 0;
  float weights[SR_NAME_SET_COUNT] = {1, 1};
  uint32_t set = 0, copies = 0;
  sr_syntax *usual = t->syntax;
  while (rest.ptr) {
    sr_slice value = sr_slice_split(&rest, ':');
    const sr_slice name = sr_slice_split(&value, '=');
    if (sr_slice_is(name, "hold") && value.len)
      hold = (uint32_t)strtoul(value.ptr, NULL, 10);
    else if (sr_slice_is(name, "models") && value.len)
      t->syntax = open_syntax(sr_arena_copy(t->arena, value).ptr);
    else if (sr_slice_is(name, "weights") && value.len) {
      char *second;
      weights[0] = strtof(value.ptr, &second);
      weights[1] = *second == ',' ? strtof(second + 1, NULL) : 0;
    } else if (sr_slice_is(name, "copies") && value.len)
      copies = (uint32_t)strtoul(value.ptr, NULL, 10);
    else if (sr_slice_is(name, "set") && value.len)
      set = (uint32_t)strtoul(value.ptr, NULL, 10);
    else
      die(spec, NULL);
  }
  char file[4096];
  snprintf(file, sizeof file, "%.*s", SR_FMT(path));
  FILE *f = fopen(file, "r");
  if (!f) die(file, NULL);
  json_t *json;
  uint32_t n = 0;
  while ((json = json_loadf(f, JSON_DISABLE_EOF_CHECK, NULL))) {
    documents *to = hold && ++n % hold == 0 ? held : learnt;
    if (to->n == to->room && !(to->at = realloc(to->at, (to->room = 2 * to->room + 64) * sizeof *to->at)))
      die("no memory", NULL);
    to->at[to->n] = (document){.weights = {weights[0], weights[1]}, .copy = copies != 0};
    read_document(t, json, &to->at[to->n]);
    to->at[to->n++].view.set = set;
    json_decref(json);
  }
  fclose(f);
  t->syntax = usual; /* the reports go on pointing into the model of their own */
}

/* ---- learning ---- */

static float lean = 0; /* taken off the score of "O" */

/* Tags of the words from their gold names; a name takes in every word that it touches. */
static void gold_tags(const document *d, uint8_t *tags) {
  const sr_report *r = d->report;
  memset(tags, 0, r->n_words);
  uint32_t i = 0;
  for (uint32_t e = 0; e < d->n_gold; e++) {
    const sr_span span = d->gold[e].span;
    while (i < r->n_words && r->words[i].span.end <= span.start) i++;
    uint8_t type = 0;
    while (type < 3 && d->gold[e].type != TYPES[type]) type++;
    for (bool first = true; i < r->n_words && r->words[i].span.start < span.end; i++, first = false)
      tags[i] = (uint8_t)(1 + 2 * type + !first);
  }
}

static void add_document(tag_learner *learner, const document *d, float weight, sr_tag_sequence *seq) {
  uint8_t *tags = calloc(d->report->n_words + 1, 1);
  if (!tags) die("no memory", NULL);
  gold_tags(d, tags);
  for (uint32_t first = 0, end; first < d->report->n_words; first = end) {
    end = sr_name_sequence_end(d->report, first);
    /* Learnt sentence by sentence, as a step a sequence is made; a sentence that begins inside a name goes on. */
    for (uint32_t from = first, to; from < end; from = to) {
      for (to = from + 1; to < end && (!d->view.words[to].begins || (tags[to] && tags[to] % 2 == 0));) to++;
      sr_tag_clear(seq);
      sr_name_features(&d->view, from, to, true, seq);
      if (!tag_learner_add(learner, seq, tags + from, weight)) die("no memory", NULL);
    }
  }
  free(tags);
}

static tag_learner *learn_names(const documents *docs, uint32_t set, const tag_options *options) {
  static const char *const names[] = {SR_NAME_SETS};
  tag_learner *learner = tag_learner_new(names[set], (const char *[]){SR_NAME_LABELS}, SR_REPORT_NAME_TAGS, options);
  sr_tag_sequence seq = {.arena = sr_arena_new((size_t)1 << 30)};
  if (!learner || !seq.arena) die("no memory", NULL);
  for (uint32_t i = 0; i < docs->n; i++)
    if (docs->at[i].weights[set] > 0) add_document(learner, &docs->at[i], docs->at[i].weights[set], &seq);
  if (!tag_learner_train(learner)) die("no memory", NULL);
  tag_learner_shift(learner, 0, -lean);
  sr_arena_free(seq.arena);
  return learner;
}

/* Tells by its words by which convention a report is read: set 1, or all others. */
static tag_learner *learn_sets(const documents *docs) {
  const tag_options options = {.slots_log2 = 13, .count_min = 3, .epochs = 20, .rate = 0.05f, .drop_features = 0.5f};
  tag_learner *learner = tag_learner_new("set", (const char *[]){SR_NAME_SETS}, SR_NAME_SET_COUNT, &options);
  sr_tag_sequence seq = {.arena = sr_arena_new((size_t)1 << 30)};
  if (!learner || !seq.arena) die("no memory", NULL);
  for (uint32_t i = 0; i < docs->n; i++) {
    const uint8_t label = docs->at[i].view.set == SR_NAME_SET_DESCRIPTIONS;
    if (docs->at[i].copy) continue;
    sr_tag_clear(&seq);
    sr_name_set_features(&docs->at[i].view, &seq);
    if (!tag_learner_add(learner, &seq, &label, 1)) die("no memory", NULL);
  }
  if (!tag_learner_train(learner)) die("no memory", NULL);
  /* A report of conflict read for names alone loses more than one of something else read for descriptions. */
  tag_learner_shift(learner, SR_NAME_SET_DESCRIPTIONS, 2);
  sr_arena_free(seq.arena);
  return learner;
}

/* ---- measuring ---- */

static void measure(const char *what, const sr_name_taggers *taggers, const documents *docs, float network) {
  uint32_t right = 0, got = 0, gold = 0, type_right[3] = {0}, type_got[3] = {0}, type_gold[3] = {0};
  for (uint32_t k = 0; k < docs->n; k++) {
    document *d = &docs->at[k];
    const sr_entity *found;
    uint32_t n, g = 0;
    sr_error err = {0};
    sr_arena *arena = sr_arena_new((size_t)1 << 30);
    if (!arena || sr_name__find(taggers, &d->view, network, arena, arena, &found, &n, &err)) die("measuring", &err);
    got += n;
    gold += d->n_gold;
    for (uint32_t y = 0; y < 3; y++) {
      for (uint32_t i = 0; i < n; i++) type_got[y] += !strcmp(found[i].type, TYPES[y]);
      for (uint32_t i = 0; i < d->n_gold; i++) type_gold[y] += d->gold[i].type == TYPES[y];
    }
    for (uint32_t i = 0; i < n; i++) {
      while (g < d->n_gold && d->gold[g].span.start < found[i].span.start) g++;
      const bool same = g < d->n_gold && d->gold[g].span.start == found[i].span.start &&
                        d->gold[g].span.end == found[i].span.end && !strcmp(d->gold[g].type, found[i].type);
      right += same;
      for (uint32_t y = 0; same && y < 3; y++) type_right[y] += d->gold[g].type == TYPES[y];
    }
    sr_arena_free(arena);
  }
  uint32_t sets[SR_NAME_SET_COUNT] = {0};
  for (uint32_t k = 0; k < docs->n; k++) sets[docs->at[k].view.set]++;
  fprintf(stderr, "%s, %u of %u documents with descriptions, network %.2f: %.2f F1, %.2f precision, %.2f recall;", what,
          sets[1], docs->n, (double)network, 200.0 * right / (got + gold), 100.0 * right / (got ? got : 1),
          100.0 * right / (gold ? gold : 1));
  for (int y = 0; y < 3; y++)
    fprintf(stderr, " %s %.1f", TYPES[y],
            200.0 * type_right[y] / (type_got[y] + type_gold[y] ? type_got[y] + type_gold[y] : 1));
  fprintf(stderr, "\n");
}

/* ---- the program ---- */

static bool take_option(tag_options *o, const char *name, const char *value) {
  if (!strcmp(name, "seed"))
    o->seed = strtoull(value, NULL, 10);
  else if (!strcmp(name, "lean"))
    lean = strtof(value, NULL);
  else
    return tag_options_take(o, name, value);
  return true;
}

static const char USAGE[] =
    "usage: sitrep-train-names --models DIR --entities FILE[:weights=A,B][:set=N][:copies=1][:hold=N][:models=DIR]...\n"
    "                          [--dev FILE] [--out FILE]\n"
    "  weights   of the file's sentences for names and for descriptions; set=1: its documents are read for the latter\n"
    "  --lean X  taken off the score of no name; --seed N  of the tagger of names\n"
    "  --hidden, --members, --slots (log2), --min, --epochs, --rate, --warm, --drop, --drop-hidden, --decay   of the "
    "tagger\n";

int main(int argc, char **argv) {
  enum { FILES = 32 };
  const char *out = NULL, *files[FILES], *dev = NULL, *models = NULL;
  int n_files = 0;
  tag_options options = {.hidden = 48,
                         .slots_log2 = 17,
                         .count_min = 2,
                         .epochs = 12,
                         .rate = 0.1f,
                         .drop_features = 0.3f,
                         .drop_hidden = 0.3f,
                         .seed = 1};
  for (int i = 1; i < argc; i += 2) {
    const char *name = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
    bool known = value != NULL;
    if (known && !strcmp(name, "--models"))
      models = value;
    else if (known && !strcmp(name, "--entities") && n_files < FILES)
      files[n_files++] = value;
    else if (known && !strcmp(name, "--dev"))
      dev = value;
    else if (known && !strcmp(name, "--out"))
      out = value;
    else if (known)
      known = !strncmp(name, "--", 2) && take_option(&options, name + 2, value);
    if (!known) {
      fputs(USAGE, stderr);
      return 2;
    }
  }
  if (!n_files || !models) {
    fputs(USAGE, stderr);
    return 2;
  }
  sr_error err = {0};
  tools t = {.arena = sr_arena_new((size_t)1 << 30), .syntax = open_syntax(models)};
  if (!t.arena || sr_text_open(t.arena, &t.text, &err) || sr_name_lists_open(t.arena, &t.lists, &err))
    die("cannot start", &err);
  documents learnt = {0}, held = {0}, measured = {0};
  for (int i = 0; i < n_files; i++) read_file(&t, files[i], &learnt, &held);
  if (dev) read_file(&t, dev, &measured, &measured);
  tag_options of_descriptions = options;
  of_descriptions.seed = 1;
  of_descriptions.slots_log2 = options.slots_log2 - 1; /* a small set: it fits, and takes more passes */
  of_descriptions.epochs = 2 * options.epochs + 2;
  tag_learner *learners[] = {learn_names(&learnt, 0, &options), learn_names(&learnt, 1, &of_descriptions),
                             learn_sets(&learnt)};
  sr_slice bytes = {0};
  if (tag_export(learners, 3, &bytes, &err)) die("export", &err);
  sr_tagger_file file;
  if (sr_tagger_read(bytes, &file, &err)) die("export", &err);
  const sr_name_taggers taggers = sr_name__taggers(&file);
  static const float shares[] = {0, 0.5f, 1, 1.5f};
  for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
    if (measured.n) measure("dev", &taggers, &measured, shares[i]);
    if (held.n) measure("held", &taggers, &held, shares[i]);
  }
  if (!out) return 0;
  FILE *f = fopen(out, "wb");
  if (!f || fwrite(bytes.ptr, 1, bytes.len, f) != bytes.len || fclose(f)) die("cannot write the model", NULL);
  return 0;
}
