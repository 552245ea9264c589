/* sitrep-train-attribution: learns the taggers of cues, sources and contents (src/read/attribution_features.h) from a
 * corpus annotated as PolNeAR is.
 *
 *   sitrep-train-attribution --models models --train DIR --out models/attribution.sitrep
 *
 * DIR holds articles as text (.txt) with brat annotation (.ann): events of Cue, Content and Source. The articles are
 * read by the same code as reports are: tokens by rule, trees by the model of the folder --models, actors by the
 * tables. The span tagger learns from the annotated cues, and from what a cue tagger finds in their place that has
 * learnt from other articles, each beside the other cues that one finds: as it will see them later. One thread, no
 * clock: the same files and options give the same model.
 * --trees FILE keeps the trees for the next run. */
#include "taglearn.h"

#include "base/slice.h"
#include "read/attribution.h"
#include "read/attribution_learnt.h"
#include "read/reader.h"
#include "syntax/syntax.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct relation {
  SR_VEC(sr_span) source, cue, content; /* bytes */
} relation;

typedef struct article {
  char name[256];
  sr_report *report;
  sr_attr__view view;
  SR_VEC(relation) gold;
  sr_av_ranges cues;     /* in order of the text */
  uint32_t *relation_of; /* of each cue */
  sr_attr__cues found;   /* cues as taggers see them that have not learnt from this article */
} article;

typedef struct corpus {
  sr_arena *arena; /* of all that is not in the reports' own */
  SR_VEC(article) articles;
} corpus;

typedef struct tools {
  sr_arena *arena;
  sr_text_tools *text;
  sr_reader *reader;
  sr_attribution_tables *tables;
  sr_syntax *syntax;
  FILE *trees;
  bool trees_read;
} tools;

static void die(const char *what, const sr_error *err) {
  fprintf(stderr, "sitrep-train-attribution: %s%s%s\n", what, err ? ": " : "", err ? err->message : "");
  exit(2);
}

static sr_slice read_file(sr_arena *arena, const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) return (sr_slice){0};
  fseek(f, 0, SEEK_END);
  const long size = ftell(f);
  rewind(f);
  char *bytes = sr_arena_alloc(arena, (size_t)size + 1);
  const bool ok = bytes && fread(bytes, 1, (size_t)size, f) == (size_t)size;
  fclose(f);
  return ok ? (sr_slice){bytes, (size_t)size} : (sr_slice){0};
}

/* ---- trees ---- */

/* A line a token, then one with the number of names and a line for each. */
static void write_trees(FILE *f, const sr_report *report) {
  for (uint32_t i = 0; i < report->n_tokens; i++) {
    const sr_token *k = &report->tokens[i];
    fprintf(f, "%u\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\n", k->head, SR_FMT(k->upos), SR_FMT(k->xpos), SR_FMT(k->feats),
            SR_FMT(k->deprel), SR_FMT(k->lemma));
  }
  fprintf(f, "%u\n", report->n_entities);
  for (uint32_t i = 0; i < report->n_entities; i++) {
    const sr_entity *e = &report->entities[i];
    fprintf(f, "%u\t%u\t%s\n", e->span.start, e->span.end, e->type);
  }
}

/* A line's number and the fields behind it. */
static uint32_t read_line(FILE *f, sr_arena *arena, uint32_t n_fields, sr_slice *const *fields) {
  char line[2000];
  if (!fgets(line, sizeof line, f)) die("trees are cut", NULL);
  char *at = line;
  const uint32_t number = (uint32_t)strtoul(at, &at, 10);
  for (uint32_t k = 0; k < n_fields; k++) {
    char *end = *at == '\t' ? strpbrk(++at, "\t\n") : NULL;
    if (!end) die("trees are cut", NULL);
    *fields[k] = sr_arena_copy(arena, (sr_slice){at, (size_t)(end - at)});
    at = end;
  }
  return number;
}

static void read_trees(FILE *f, sr_report *report) {
  for (uint32_t i = 0; i < report->n_tokens; i++) {
    sr_token *k = &report->tokens[i];
    k->head = read_line(f, report->arena, 5, (sr_slice *[]){&k->upos, &k->xpos, &k->feats, &k->deprel, &k->lemma});
  }
  report->n_entities = read_line(f, report->arena, 0, NULL);
  sr_entity *entities = SR_NEW(report->arena, sr_entity, report->n_entities);
  if (!entities) die("no memory", NULL);
  report->entities = entities;
  for (uint32_t i = 0; i < report->n_entities; i++) {
    sr_slice end, type;
    entities[i].span.start = read_line(f, report->arena, 2, (sr_slice *[]){&end, &type});
    entities[i].span.end = (uint32_t)strtoul(end.ptr, NULL, 10);
    entities[i].type = type.ptr;
  }
}

static void give_trees(tools *t, sr_report *report) {
  sr_error err = {0};
  report->about.lang = SR_SLICE("en");
  if (t->trees && t->trees_read)
    read_trees(t->trees, report);
  else if (sr_syntax_read(t->syntax, report, &err))
    die("trees", &err);
}

/* ---- annotation ---- */

/* Byte of each code point of the text, and the end. */
static uint32_t *code_points(sr_arena *arena, sr_slice text, uint32_t *n) {
  uint32_t *at = SR_NEW(arena, uint32_t, text.len + 1);
  *n = 0;
  for (uint32_t b = 0; at && b < text.len; b++)
    if (((uint8_t)text.ptr[b] & 0xC0) != 0x80) at[(*n)++] = b;
  if (at) at[*n] = (uint32_t)text.len;
  return at;
}

typedef SR_VEC(sr_span) spans;

static void read_annotation(corpus *c, article *a, sr_slice ann) {
  uint32_t n_points;
  const uint32_t *points = code_points(c->arena, a->report->text, &n_points);
  enum { ENTITIES = 1 << 14 };
  spans *entities = SR_NEW(c->arena, spans, ENTITIES);
  if (!points || !entities) die("no memory", NULL);
  for (int round = 0; round < 2; round++)
    for (const char *line = ann.ptr; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
      const char *end = strchr(line, '\n') ? strchr(line, '\n') : line + strlen(line);
      if (round == 0 && *line == 'T') { /* T3<tab>Cue 10 14;20 23<tab>text */
        const unsigned long number = strtoul(line + 1, NULL, 10);
        const char *at = memchr(line, ' ', (size_t)(end - line));
        while (at && number < ENTITIES && (*at == ' ' || *at == ';')) {
          char *next;
          const unsigned long from = strtoul(at + 1, &next, 10), to = strtoul(next + 1, &next, 10);
          sr_span *span = SR_PUSH(c->arena, &entities[number]);
          if (span && from <= to && to <= n_points) *span = (sr_span){points[from], points[to]};
          at = next;
        }
      } else if (round == 1 && *line == 'E') { /* E1<tab>Attribution:T1 Cue:T1 Content:T2 Source:T3 */
        relation r = {0};
        for (const char *at = memchr(line, '\t', (size_t)(end - line)); at && at < end;
             at = memchr(at + 1, ' ', (size_t)(end - at - 1))) {
          const char *colon = memchr(at, ':', (size_t)(end - at));
          if (!colon || colon[1] != 'T') continue;
          const unsigned long number = strtoul(colon + 2, NULL, 10);
          if (number >= ENTITIES) continue;
          for (uint32_t k = 0; k < entities[number].n; k++) {
            const sr_span span = entities[number].at[k];
            sr_span *to = !strncmp(at + 1, "Source", 6)    ? SR_PUSH(c->arena, &r.source)
                          : !strncmp(at + 1, "Cue", 3)     ? SR_PUSH(c->arena, &r.cue)
                          : !strncmp(at + 1, "Content", 7) ? SR_PUSH(c->arena, &r.content)
                                                           : NULL;
            if (to) *to = span;
          }
        }
        relation *to = r.cue.n && r.content.n ? SR_PUSH(c->arena, &a->gold) : NULL;
        if (to) *to = r;
      }
    }
}

/* The tokens that a span touches. */
static sr_av_range tokens_of(const sr_report *report, sr_span span) {
  uint32_t low = 0, high = report->n_tokens;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (report->tokens[middle].span.end <= span.start)
      low = middle + 1;
    else
      high = middle;
  }
  sr_av_range at = {low, low};
  while (at.end < report->n_tokens && report->tokens[at.end].span.start < span.end) at.end++;
  return at;
}

static void find_cues(corpus *c, article *a) {
  a->relation_of = SR_NEW(c->arena, uint32_t, a->gold.n);
  for (uint32_t r = 0; r < a->gold.n; r++) {
    const relation *g = &a->gold.at[r];
    const sr_av_range at = tokens_of(a->report, (sr_span){g->cue.at[0].start, g->cue.at[g->cue.n - 1].end});
    if (at.first >= at.end || a->report->tokens[at.first].sentence != a->report->tokens[at.end - 1].sentence) continue;
    const sr_av_range *pushed = SR_PUSH(c->arena, &a->cues);
    if (!pushed) die("no memory", NULL);
    uint32_t k = a->cues.n - 1;
    for (; k > 0 && a->cues.at[k - 1].first > at.first; k--) {
      a->cues.at[k] = a->cues.at[k - 1];
      a->relation_of[k] = a->relation_of[k - 1];
    }
    a->cues.at[k] = (sr_av_range){at.first, at.end};
    a->relation_of[k] = r;
  }
}

static int by_name(const void *a, const void *b) {
  return strcmp(((const article *)a)->name, ((const article *)b)->name);
}

static void read_corpus(tools *t, const char *folder, corpus *c) {
  c->arena = sr_arena_new((size_t)8 << 30);
  DIR *dir = opendir(folder);
  if (!dir || !c->arena) die("no such folder", NULL);
  for (struct dirent *e; (e = readdir(dir));) {
    const size_t n = strlen(e->d_name);
    if (n < 5 || strcmp(e->d_name + n - 4, ".txt") != 0 || n > 250) continue;
    article *a = SR_PUSH(c->arena, &c->articles);
    if (!a) die("no memory", NULL);
    memcpy(a->name, e->d_name, n - 4);
  }
  closedir(dir);
  qsort(c->articles.at, c->articles.n, sizeof(article), by_name);
  const sr_limits limits = sr_limits_default();
  for (uint32_t i = 0; i < c->articles.n; i++) {
    article *a = &c->articles.at[i];
    char path[1200];
    sr_error err = {0};
    snprintf(path, sizeof path, "%s/%s.txt", folder, a->name);
    const sr_slice text = read_file(c->arena, path);
    const sr_report_info info = {.date = SR_DAY_NONE, .form = SR_FORM_EXACT};
    if (sr_text_read(t->text, &limits, text, &info, &a->report, &err)) die(a->name, &err);
    give_trees(t, a->report);
    if (sr_reader_read(t->reader, SR_LAYER_ATTRIBUTIONS, a->report, &err)) die(a->name, &err);
    if (t->trees && !t->trees_read) write_trees(t->trees, a->report); /* with the names as they were read */
    if (sr_attr__view_make(t->tables, a->report, a->report->arena, &a->view, &err)) die(a->name, &err);
    snprintf(path, sizeof path, "%s/%s.ann", folder, a->name);
    const sr_slice ann = read_file(c->arena, path);
    if (!ann.ptr) die("no annotation", NULL);
    read_annotation(c, a, ann);
    find_cues(c, a);
  }
}

/* Takes every n-th article out. */
static void hold_back(corpus *c, uint32_t n, corpus *held) {
  uint32_t kept = 0;
  held->arena = c->arena;
  for (uint32_t i = 0; i < c->articles.n; i++) {
    article *to = i % n ? &c->articles.at[kept++] : SR_PUSH(held->arena, &held->articles);
    if (!to) die("no memory", NULL);
    *to = c->articles.at[i];
  }
  c->articles.n = kept;
}

/* ---- sequences ---- */

/* The last word of a span of several has a label of its own. */
static void mark_last(uint8_t *labels, uint32_t n, uint8_t inside, uint8_t last) {
  for (uint32_t i = 0; i < n; i++)
    if (labels[i] == inside && (i + 1 == n || labels[i + 1] != inside)) labels[i] = last;
}

static void add_cues(tag_learner *learner, const article *a, sr_tag_sequence *seq, uint8_t *labels) {
  const sr_report *report = a->report;
  uint32_t k = 0;
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    const uint32_t first = report->sentences[s].first_token, n = report->sentences[s].n_tokens;
    if (!n) continue;
    memset(labels, SR_ATTR_OUT, n);
    for (; k < a->cues.n && a->cues.at[k].first < first + n; k++) {
      const sr_av_range cue = a->cues.at[k];
      for (uint32_t i = cue.first; i < cue.end; i++)
        labels[i - first] = i == cue.first ? SR_ATTR_BEGIN_CUE : SR_ATTR_IN_CUE;
    }
    mark_last(labels, n, SR_ATTR_IN_CUE, SR_ATTR_LAST_CUE);
    sr_tag_clear(seq);
    sr_attr__cue_features(&a->view, s, seq);
    if (!tag_learner_add(learner, seq, labels, 1)) die("no memory", NULL);
  }
}

static void put_spans(const article *a, const spans *from, sr_av_range window, uint8_t begin, uint8_t *labels,
                      uint32_t *lost) {
  for (uint32_t k = 0; k < from->n; k++) {
    const sr_av_range at = tokens_of(a->report, from->at[k]);
    *lost += at.first < window.first || at.end > window.end;
    for (uint32_t i = at.first; i < at.end; i++)
      if (i >= window.first && i < window.end) {
        const uint32_t p = i - window.first;
        /* pieces that touch are one */
        labels[p] = p && (labels[p - 1] == begin || labels[p - 1] == begin + 1) ? (uint8_t)(begin + 1) : begin;
      }
  }
}

/* Labels that say where a word stands to the content: in front of it, between its pieces, behind it. */
static void place_labels(uint8_t *labels, uint32_t n) {
  uint32_t last = 0; /* behind the last word of content */
  for (uint32_t i = 0; i < n; i++)
    if (labels[i] >= SR_ATTR_BEGIN_CONTENT) last = i + 1;
  bool begun = false;
  for (uint32_t i = 0; i < n; i++) {
    if (labels[i] >= SR_ATTR_BEGIN_CONTENT)
      begun = true;
    else if (begun)
      labels[i] = (uint8_t)(labels[i] + (i < last ? SR_ATTR_GAP : SR_ATTR_AFTER));
  }
}

static void push_range(sr_arena *arena, sr_av_ranges *to, sr_av_range at) {
  sr_av_range *pushed = SR_PUSH(arena, to);
  if (!pushed) die("no memory", NULL);
  *pushed = at;
}

/* An annotated cue among the sure ones that were found and share no word with it; gives its place. */
static uint32_t cues_beside(const article *a, sr_av_range own, sr_av_ranges *out) {
  uint32_t place = 0;
  bool put = false;
  for (uint32_t k = 0; k <= a->found.n; k++) {
    const bool behind = k == a->found.n || a->found.at[k].words.first >= own.first;
    if (behind && !put) {
      place = out->n;
      push_range(a->report->arena, out, own);
      put = true;
    }
    if (k == a->found.n || a->found.at[k].p < SR_ATTR_CUE_SURE) continue;
    const sr_av_range other = a->found.at[k].words;
    if (other.end <= own.first || other.first >= own.end) push_range(a->report->arena, out, other);
  }
  return place;
}

static void add_relation(tag_learner *learner, const article *a, const relation *g, sr_av_range cue, float weight,
                         sr_tag_sequence *seq, uint8_t *labels, uint32_t *lost) {
  const sr_av_range window = sr_attr__window(&a->view, cue);
  memset(labels, 0, window.end - window.first);
  put_spans(a, (const spans *)&g->content, window, SR_ATTR_BEGIN_CONTENT, labels, lost);
  put_spans(a, (const spans *)&g->source, window, SR_ATTR_BEGIN_SOURCE, labels, lost);
  place_labels(labels, window.end - window.first);
  static const uint8_t ends[][2] = {{SR_ATTR_IN_CONTENT, SR_ATTR_LAST_CONTENT},
                                    {SR_ATTR_IN_SOURCE, SR_ATTR_LAST_SOURCE},
                                    {SR_ATTR_IN_SOURCE + SR_ATTR_GAP, SR_ATTR_LAST_BETWEEN},
                                    {SR_ATTR_IN_SOURCE + SR_ATTR_AFTER, SR_ATTR_LAST_BEHIND}};
  for (size_t r = 0; r < sizeof ends / sizeof *ends; r++)
    mark_last(labels, window.end - window.first, ends[r][0], ends[r][1]);
  sr_tag_clear(seq);
  const sr_arena_mark mark = sr_arena_save(a->report->arena);
  sr_av_ranges beside = {0};
  const uint32_t place = cues_beside(a, cue, &beside);
  sr_attr__span_features(&a->view, beside.at, beside.n, place, window, seq);
  sr_arena_reset(a->report->arena, mark);
  if (!tag_learner_add(learner, seq, labels, weight)) die("no memory", NULL);
}

/* Each relation at its annotated cue, and at what was found in its place ("said in a statement" for "said"), by how
 * likely that is: cues are seldom found to the word. */
static void add_spans(tag_learner *learner, const article *a, sr_tag_sequence *seq, uint8_t *labels, uint32_t *lost) {
  static const float FOUND = 0.7f;
  uint32_t counted = 0; /* again what is lost at the annotated cue */
  for (uint32_t k = 0; k < a->cues.n; k++) {
    const relation *g = &a->gold.at[a->relation_of[k]];
    const sr_av_range own = a->cues.at[k];
    add_relation(learner, a, g, own, 1, seq, labels, lost);
    for (uint32_t f = 0; f < a->found.n; f++) {
      const sr_av_range other = a->found.at[f].words;
      const bool same = other.first == own.first && other.end == own.end;
      if (!same && other.first < own.end && own.first < other.end)
        add_relation(learner, a, g, other, FOUND * a->found.at[f].p, seq, labels, &counted);
    }
  }
}

/* ---- learning ---- */

/* The articles are cut in parts by their numbers; cues of each are found by a tagger that has learnt from the others.
 */
enum { PARTS = 3 };

/* Leaves the articles of a part out; PARTS: none. */
static tag_learner *learn_cues(const corpus *c, uint32_t part, const tag_options *options) {
  tag_learner *learner = tag_learner_new("cue", (const char *[]){SR_ATTR_CUE_LABELS}, SR_ATTR_CUE_LABEL_COUNT, options);
  for (uint32_t n = 0; n < c->articles.n; n++) {
    if (n % PARTS == part) continue;
    const article *a = &c->articles.at[n];
    sr_tag_sequence seq = {.arena = sr_arena_new((size_t)1 << 30)};
    uint8_t *labels = SR_NEW(seq.arena, uint8_t, a->report->n_tokens);
    if (!learner || !labels) die("no memory", NULL);
    add_cues(learner, a, &seq, labels);
    sr_arena_free(seq.arena);
  }
  if (!tag_learner_train(learner)) die("no memory", NULL);
  return learner;
}

static void find_others(corpus *c, const tag_options *options) {
  for (uint32_t part = 0; part < PARTS; part++) {
    tag_learner *learner = learn_cues(c, part, options);
    sr_slice bytes = {0};
    sr_tagger_file file;
    sr_error err = {0};
    if (tag_export(&learner, 1, &bytes, &err) || sr_tagger_read(bytes, &file, &err)) die("export", &err);
    for (uint32_t n = part; n < c->articles.n; n += PARTS) {
      article *a = &c->articles.at[n];
      if (sr_attr__find_cues(&file.taggers[0], &a->view, c->arena, &a->found, &err)) die("cues", &err);
    }
    tag_learner_free(learner);
    free((char *)(uintptr_t)bytes.ptr);
  }
}

static tag_learner *learn_spans(const corpus *c, const tag_options *options) {
  tag_learner *learner =
      tag_learner_new("span", (const char *[]){SR_ATTR_SPAN_LABELS}, SR_ATTR_SPAN_LABEL_COUNT, options);
  uint32_t lost = 0;
  for (uint32_t n = 0; n < c->articles.n; n++) {
    const article *a = &c->articles.at[n];
    sr_tag_sequence seq = {.arena = sr_arena_new((size_t)1 << 30)};
    uint8_t *labels = SR_NEW(seq.arena, uint8_t, a->report->n_tokens);
    if (!learner || !labels) die("no memory", NULL);
    add_spans(learner, a, &seq, labels, &lost);
    sr_arena_free(seq.arena);
  }
  fprintf(stderr, "%u articles; %u annotated spans lie outside of the stretch that is looked at\n", c->articles.n,
          lost);
  if (!tag_learner_train(learner)) die("no memory", NULL);
  return learner;
}

static int by_place(const void *a, const void *b) {
  const sr_av_range *x = a, *y = b;
  return x->first != y->first ? (x->first > y->first) - (x->first < y->first) : (x->end > y->end) - (x->end < y->end);
}

/* Spans as ranges in order of the text, those that touch joined; added to what is there. */
static void push_spans(const article *a, sr_arena *arena, const spans *from, sr_av_ranges *to) {
  const uint32_t before = to->n;
  for (uint32_t k = 0; k < from->n; k++) {
    const sr_av_range at = tokens_of(a->report, from->at[k]);
    if (at.end > at.first) push_range(arena, to, at);
  }
  if (to->n == before) return;
  qsort(to->at + before, to->n - before, sizeof *to->at, by_place);
  uint32_t last = before;
  for (uint32_t k = before + 1; k < to->n; k++)
    if (to->at[k].first <= to->at[last].end)
      to->at[last].end = to->at[k].end > to->at[last].end ? to->at[k].end : to->at[last].end;
    else
      to->at[++last] = to->at[k];
  to->n = last + 1;
}

/* ---- measuring ---- */

typedef struct tally {
  uint32_t both, found, gold;
} tally;

static uint32_t unique(sr_av_ranges *list) {
  uint32_t n = 0;
  qsort(list->at, list->n, sizeof *list->at, by_place);
  for (uint32_t i = 0; i < list->n; i++)
    if (!n || by_place(&list->at[n - 1], &list->at[i])) list->at[n++] = list->at[i];
  return list->n = n;
}

/* Ranges as sets, as the scorers of the field count them. */
static void count(sr_av_ranges *gold, sr_av_ranges *found, tally *t) {
  t->gold += unique(gold);
  t->found += unique(found);
  for (uint32_t g = 0, f = 0; g < gold->n && f < found->n;) {
    const int order = by_place(&gold->at[g], &found->at[f]);
    t->both += order == 0;
    g += order <= 0;
    f += order >= 0;
  }
}

static void print_tally(const char *name, const tally *t) {
  printf("%-16s P %.1f R %.1f F1 %.1f\n", name, 100.0 * t->both / t->found, 100.0 * t->both / t->gold,
         200.0 * t->both / (t->found + t->gold));
}

/* Exact F1 of cues, and of sources and contents at the annotated cues and at those found. */
static void measure(const corpus *c, sr_slice model) {
  sr_tagger_file file;
  sr_error err = {0};
  if (sr_tagger_read(model, &file, &err)) die("model", &err);
  const sr_attr__taggers taggers = sr_attr__taggers_of(&file);
  tally cues = {0}, source[2] = {{0}}, content[2] = {{0}};
  for (uint32_t n = 0; n < c->articles.n; n++) {
    const article *a = &c->articles.at[n];
    sr_arena *arena = sr_arena_new((size_t)1 << 30);
    sr_attr__cues annotated = {0}, found = {0};
    if (!taggers.cue || sr_attr__find_cues(taggers.cue, &a->view, arena, &found, &err)) die("cues", &err);
    for (uint32_t k = 0; k < a->cues.n; k++) {
      sr_attr__cue *cue = SR_PUSH(arena, &annotated);
      if (!cue) die("no memory", NULL);
      *cue = (sr_attr__cue){a->cues.at[k], 1, k};
    }
    sr_av_ranges gold_cues = {0}, found_cues = {0};
    for (uint32_t k = 0; k < a->cues.n; k++)
      push_range(arena, &gold_cues, (sr_av_range){a->cues.at[k].first, a->cues.at[k].end});
    for (int by_gold = 1; by_gold >= 0; by_gold--) {
      sr_attr__learnt_list list = {0};
      sr_av_ranges gold_source = {0}, found_source = {0}, gold_content = {0}, found_content = {0};
      if (sr_attr__find_spans(taggers.span, &a->view, by_gold ? &annotated : &found, arena, &list, &err))
        die("spans", &err);
      for (uint32_t k = 0; k < a->gold.n; k++) {
        push_spans(a, arena, (const spans *)&a->gold.at[k].source, &gold_source);
        push_spans(a, arena, (const spans *)&a->gold.at[k].content, &gold_content);
      }
      for (uint32_t k = 0; k < list.n; k++) {
        if (!by_gold) push_range(arena, &found_cues, (sr_av_range){list.at[k].cue.first, list.at[k].cue.end});
        for (uint32_t m = 0; m < list.at[k].source.n; m++) push_range(arena, &found_source, list.at[k].source.at[m]);
        for (uint32_t m = 0; m < list.at[k].content.n; m++) push_range(arena, &found_content, list.at[k].content.at[m]);
      }
      count(&gold_source, &found_source, &source[by_gold]);
      count(&gold_content, &found_content, &content[by_gold]);
    }
    count(&gold_cues, &found_cues, &cues);
    sr_arena_free(arena);
  }
  print_tally("cue", &cues);
  for (int by_gold = 1; by_gold >= 0; by_gold--) {
    printf("%s:\n", by_gold ? "annotated cues" : "found cues");
    print_tally("source", &source[by_gold]);
    print_tally("content", &content[by_gold]);
  }
}

/* ---- the program ---- */

static const char USAGE[] =
    "usage: sitrep-train-attribution --models DIR --train DIR --out FILE [--trees FILE] [--dev DIR] [--hold N]\n"
    "  --trees FILE   read the trees from FILE, or write them there if it is not yet\n"
    "  --dev DIR      says how well the model does on other articles\n"
    "  --hold N       learns without every N-th article, and says how well the model does on these\n"
    "  --c-NAME, --s-NAME   options of the cue tagger and the span tagger: hidden, members, slots (log2), min, gain, "
    "epochs, rate, warm, drop, drop-hidden, shrink\n";

int main(int argc, char **argv) {
  const char *train = NULL, *out = NULL, *trees = NULL, *dev = NULL;
  uint32_t hold = 0;
  /* Found on every fifth article of the training part, held back: less dropping or fewer epochs cost a point or two of
   * content, a single member two. */
  tag_options options[2] = {{.hidden = 32,
                             .members = 3,
                             .slots_log2 = 15,
                             .count_min = 2,
                             .by_gain = 1,
                             .epochs = 8,
                             .rate = 0.1f,
                             .warm = 0.02f,
                             .drop_features = 0.5f,
                             .drop_hidden = 0.3f,
                             .shrink = 0.75f,
                             .seed = 1}};
  options[1] = options[0];
  options[1].members = 4;
  options[1].shrink = 0.6f;
  options[1].slots_log2 = 16;
  options[1].epochs = 6;
  options[1].drop_features = 0.4f;
  for (int i = 1; i < argc; i += 2) {
    const char *name = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
    bool known = value != NULL;
    if (known && !strcmp(name, "--models"))
      known = setenv("SITREP_MODELS", value, 1) == 0;
    else if (known && !strcmp(name, "--train"))
      train = value;
    else if (known && !strcmp(name, "--out"))
      out = value;
    else if (known && !strcmp(name, "--dev"))
      dev = value;
    else if (known && !strcmp(name, "--trees"))
      trees = value;
    else if (known && !strcmp(name, "--hold"))
      known = (hold = (uint32_t)strtoul(value, NULL, 10)) > 1;
    else if (known)
      known = (!strncmp(name, "--c-", 4) && tag_options_take(&options[0], name + 4, value)) ||
              (!strncmp(name, "--s-", 4) && tag_options_take(&options[1], name + 4, value));
    if (!known) {
      fputs(USAGE, stderr);
      return 2;
    }
  }
  if (!train || !out) {
    fputs(USAGE, stderr);
    return 2;
  }
  sr_error err = {0};
  tools t = {.arena = sr_arena_new((size_t)1 << 30)};
  if (!t.arena || sr_text_open(t.arena, &t.text, &err) || sr_reader_open(t.arena, &t.reader, &err) ||
      sr_attribution_open(t.arena, &t.tables, &err) || sr_syntax_open(&t.syntax, &err))
    die("cannot start", &err);
  if (trees) {
    t.trees = fopen(trees, "r");
    t.trees_read = t.trees != NULL;
    if (!t.trees) t.trees = fopen(trees, "w");
  }
  corpus c = {0}, held = {0};
  read_corpus(&t, train, &c);
  if (t.trees && fclose(t.trees)) die("cannot write the trees", NULL);
  t.trees_read = false;
  if (hold) hold_back(&c, hold, &held);
  tag_options of_parts = options[0]; /* two networks are enough to see what cues are found */
  of_parts.members = options[0].members < 2 ? 1 : 2;
  find_others(&c, &of_parts);
  tag_learner *learners[] = {learn_cues(&c, PARTS, &options[0]), learn_spans(&c, &options[1])};
  sr_slice bytes = {0};
  if (tag_export(learners, 2, &bytes, &err)) die("export", &err);
  FILE *f = fopen(out, "wb");
  if (!f || fwrite(bytes.ptr, 1, bytes.len, f) != bytes.len || fclose(f)) die("cannot write the model", NULL);
  if (hold) measure(&held, bytes);
  if (dev) {
    t.trees = NULL;
    corpus others = {0};
    read_corpus(&t, dev, &others);
    measure(&others, bytes);
  }
  return 0;
}
