#include "read/event_features.h"

#include "base/slice.h"
#include "lexicon/events.h"
#include "read/wordclass.h"

enum { PHRASE_WORDS = 4 }; /* complements, or words of an object, that are looked at */

/* Values weigh what is close to the head above what merely stands in the sentence. Found by ten-fold cross-validation,
 * among 0.2 to 1 in steps of 0.2. */
static const float BAG = 0.4f, PAIR = 0.4f, HEAD = 1.0f, INNER = 0.8f, BESIDE = 0.5f, HALF = 0.3f;

uint32_t sr_event__first_child(const sr_event__clause *c, uint32_t i) { return c->first_child[i - c->begin]; }
uint32_t sr_event__next_child(const sr_event__clause *c, uint32_t i) { return c->next_child[i - c->begin]; }

bool sr_event__rel(const sr_report *report, uint32_t i, const char *relation) {
  const sr_slice rel = report->tokens[i].deprel, want = sr_slice_of(relation);
  return sr_slice_starts(rel, want) && (rel.len == want.len || rel.ptr[want.len] == ':');
}

static bool is_one_of(sr_slice word, const char *const *list) {
  for (; *list; list++)
    if (sr_slice_is(word, *list)) return true;
  return false;
}

static bool is_saying(sr_slice lemma) {
  static const char *const verbs[] = {"say",      "tell",   "report",  "add",   "state", "note",
                                      "announce", "reveal", "confirm", "claim", NULL};
  return is_one_of(lemma, verbs);
}

static bool build_tree(sr_event__clause *c, sr_arena *arena) {
  const sr_report *report = c->report;
  const uint32_t n = c->end - c->begin;
  c->first_child = SR_NEW(arena, uint32_t, n);
  c->next_child = SR_NEW(arena, uint32_t, n);
  c->named = SR_NEW(arena, bool, n);
  if (!c->first_child || !c->next_child || !c->named) return false;
  for (uint32_t i = 0; i < n; i++) c->first_child[i] = c->next_child[i] = SR_EVENT_NONE;
  c->head = SR_EVENT_NONE;
  for (uint32_t i = c->end; i-- > c->begin;) { /* from the right, so that lists run to the right */
    const uint32_t head = report->tokens[i].head;
    if (head == SR_NO_HEAD || head < c->begin || head >= c->end) return false;
    if (head == i) {
      c->head = i;
      continue;
    }
    c->next_child[i - c->begin] = c->first_child[head - c->begin];
    c->first_child[head - c->begin] = i;
  }
  return c->head != SR_EVENT_NONE;
}

static void mark_names(sr_event__clause *c) {
  const sr_report *report = c->report;
  uint32_t low = 0, high = report->n_entities; /* the first name that ends behind the sentence's start */
  const size_t start = report->tokens[c->begin].span.start;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (report->entities[middle].span.end <= start)
      low = middle + 1;
    else
      high = middle;
  }
  uint32_t i = c->begin;
  for (; low < report->n_entities && i < c->end; low++) {
    const sr_span name = report->entities[low].span;
    while (i < c->end && report->tokens[i].span.end <= name.start) i++;
    for (; i < c->end && report->tokens[i].span.start < name.end; i++) c->named[i - c->begin] = true;
  }
}

bool sr_event__clause_of(const sr_report *report, uint32_t sentence, sr_arena *arena, sr_event__clause *c) {
  const sr_sentence *s = &report->sentences[sentence];
  *c = (sr_event__clause){.report = report, .begin = s->first_token, .end = s->first_token + s->n_tokens};
  if (c->begin == c->end || !build_tree(c, arena)) return false;
  mark_names(c);
  c->said = c->head;
  for (uint32_t steps = c->end - c->begin; steps && is_saying(report->tokens[c->head].lemma); steps--) {
    uint32_t k = sr_event__first_child(c, c->head);
    while (k != SR_EVENT_NONE && !sr_event__rel(report, k, "ccomp") && !sr_event__rel(report, k, "parataxis"))
      k = sr_event__next_child(c, k);
    if (k == SR_EVENT_NONE) break;
    c->said = c->head;
    c->head = k;
  }
  return true;
}

uint32_t sr_event__row(const sr_report *report, uint32_t i, sr_arena *scratch) {
  const sr_token *token = &report->tokens[i];
  const bool verb = sr_slice_is(token->upos, "VERB");
  sr_slice keys[] = {token->lemma, verb ? SR_SLICE("v") : SR_SLICE("n")};
  const uint32_t row = sr_table_find(&sr_table_events, keys, 2);
  if (row != UINT32_MAX || !verb) return row;
  const sr_arena_mark mark = sr_arena_save(scratch);
  keys[0] = sr_word_verb_base(scratch, token->norm); /* a learnt lemma can be wrong: "expell" */
  const uint32_t again = keys[0].ptr ? sr_table_find(&sr_table_events, keys, 2) : UINT32_MAX;
  sr_arena_reset(scratch, mark);
  return again;
}

/* ---- features ---- */

typedef struct maker {
  const sr_event__clause *c;
  sr_arena *arena;
  sr_event__item *item;
  const uint32_t *lemmas; /* key of each token's lemma */
  bool failed;
} maker;

static uint32_t mix(uint32_t a, uint32_t b) {
  uint64_t x = (((uint64_t)a << 32) | b) + 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return (uint32_t)(x >> 32);
}

/* Numbers of the templates; those of a node are counted from its own base. */
enum template {
  T_WORD = 1,
  T_PAIR,
  T_SAID,
  T_NODE = 100, /* + 100 for each kind of node */
  N_HEAD = 0,
  N_AUX,
  N_NOT,
  N_NOT_HEAD,
  N_CASE,
  N_CHILD,
  N_CHILD_ALONE,
  N_SUBJECT,
  N_HAS,
  N_INNER,
  N_INNER_PAIR,
  N_INNER_AUX,
  N_TRIGGER,
  N_CHILD_TRIGGER,
};

static void add(maker *m, uint32_t template, uint32_t key, float value) {
  sr_event_feature *f = SR_PUSH(m->arena, &m->item->features);
  if (f)
    *f = (sr_event_feature){mix(template, key), value};
  else
    m->failed = true;
}

static uint32_t lemma_of(const maker *m, uint32_t i) { return m->lemmas[i - m->c->begin]; }
static bool is_named(const maker *m, uint32_t i) { return m->c->named[i - m->c->begin]; }
static uint32_t rel_key(const maker *m, uint32_t i, bool whole) {
  sr_slice rel = m->c->report->tokens[i].deprel;
  const size_t colon = sr_slice_find(rel, ':', 0);
  if (!whole && colon != SR_NOWHERE) rel.len = colon;
  return sr_event_key(rel);
}
static bool rel(const maker *m, uint32_t i, const char *relation) { return sr_event__rel(m->c->report, i, relation); }

static bool is_negation(const maker *m, uint32_t i) {
  static const char *const words[] = {"not", "never", "no", NULL};
  const sr_slice norm = m->c->report->tokens[i].norm;
  return is_one_of(norm, words) || sr_slice_ends(norm, SR_SLICE("n't"));
}

/* The preposition or conjunction that opens a phrase; 0 if none does. */
static uint32_t opener(const maker *m, uint32_t i) {
  for (uint32_t k = sr_event__first_child(m->c, i); k != SR_EVENT_NONE; k = sr_event__next_child(m->c, k))
    if (rel(m, k, "case") || rel(m, k, "mark")) return lemma_of(m, k);
  return 0;
}

/* What lexicon/events.tsv holds the word for, 0 if nothing. */
static uint32_t trigger_key(const maker *m, uint32_t i) {
  const uint32_t row = sr_event__row(m->c->report, i, m->arena);
  return row == UINT32_MAX ? 0 : sr_event_key(sr_table_cell(&sr_table_events, row, SR_EVENTS_CODE));
}

static bool is_content_child(const maker *m, uint32_t k) {
  static const char *const rels[] = {"obj",      "iobj", "xcomp", "ccomp", "obl",   "advcl",
                                     "compound", "nmod", "conj",  "acl",   "advmod"};
  for (size_t i = 0; i < sizeof rels / sizeof *rels; i++)
    if (rel(m, k, rels[i])) return true;
  return false;
}

/* The words of a complement: "[military] aid [to Mali]", "to [stop] the raids". */
static void add_inner(maker *m, uint32_t base, uint32_t child, float value) {
  static const char *const rels[] = {"compound", "amod", "nmod", "obj", "xcomp", "acl"};
  const uint32_t relation = rel_key(m, child, false);
  for (uint32_t k = sr_event__first_child(m->c, child); k != SR_EVENT_NONE; k = sr_event__next_child(m->c, k)) {
    if (rel(m, k, "aux")) add(m, base + N_INNER_AUX, mix(relation, lemma_of(m, k)), value);
    bool takes = false;
    for (size_t i = 0; i < sizeof rels / sizeof *rels; i++) takes |= rel(m, k, rels[i]);
    if (!takes || is_named(m, k)) continue;
    add(m, base + N_INNER, mix(relation, lemma_of(m, k)), value * INNER);
    add(m, base + N_INNER_PAIR, mix(lemma_of(m, child), lemma_of(m, k)), value * INNER);
  }
}

/* One verb or noun with what hangs on it. kind tells the clause's head from what it opens and what stands beside it. */
static void add_node(maker *m, uint32_t kind, uint32_t h, float value) {
  const uint32_t base = T_NODE * (1 + kind), head = lemma_of(m, h), known = trigger_key(m, h);
  add(m, base + N_HEAD, head, value);
  if (known) add(m, base + N_TRIGGER, known, value);
  for (uint32_t k = sr_event__first_child(m->c, h); k != SR_EVENT_NONE; k = sr_event__next_child(m->c, k)) {
    if (rel(m, k, "punct") || rel(m, k, "det") || rel(m, k, "cc")) continue;
    const uint32_t word = lemma_of(m, k);
    if (rel(m, k, "aux")) add(m, base + N_AUX, word, value);
    if (is_negation(m, k)) {
      add(m, base + N_NOT, 0, value);
      add(m, base + N_NOT_HEAD, head, value);
    }
    if (rel(m, k, "nsubj")) add(m, base + N_SUBJECT, mix(rel_key(m, k, true), word), value * 0.6f);
    if (!is_content_child(m, k)) continue;
    const uint32_t relation = rel_key(m, k, false), preposition = opener(m, k);
    if (!is_named(m, k)) {
      add(m, base + N_CHILD, mix(mix(head, relation), mix(preposition, word)), value);
      add(m, base + N_CHILD_ALONE, mix(rel_key(m, k, true), word), value * INNER);
      const uint32_t child_known = trigger_key(m, k);
      if (child_known) add(m, base + N_CHILD_TRIGGER, mix(relation, child_known), value * BESIDE);
    }
    if (preposition) add(m, base + N_CASE, mix(head, preposition), value * INNER);
    if (!rel(m, k, "obj") && !rel(m, k, "xcomp") && !rel(m, k, "ccomp")) continue;
    add(m, base + N_HAS, relation, value * HALF);
    add_inner(m, base, k, value);
  }
}

/* ---- vectors ---- */

static bool add_vector(const maker *m, const sr_event_model *model, uint32_t i, float *sum) {
  const sr_token *token = &m->c->report->tokens[i];
  if (sr_event_model_vector(model, token->norm, sum)) return true;
  return sr_event_model_vector(model, token->lemma, sum);
}

static void normalise(float *vector) {
  float square = 0;
  for (uint32_t i = 0; i < SR_EVENT_DIM; i++) square += vector[i] * vector[i];
  if (square <= 0) return;
  const float by = 1.0f / __builtin_sqrtf(square);
  for (uint32_t i = 0; i < SR_EVENT_DIM; i++) vector[i] *= by;
}

enum { V_ALL, V_HEAD, V_OBJECT, V_COMPLEMENT, V_OBJECT_PARTS, V_CORE };

static bool is_content(const sr_token *t) {
  static const char *const tags[] = {"VERB", "NOUN", "ADJ", "AUX", "ADV", "PART", NULL};
  return is_one_of(t->upos, tags);
}

static void add_dense(maker *m, const sr_event_model *model) {
  const sr_event__clause *c = m->c;
  float(*d)[SR_EVENT_DIM] = (float(*)[SR_EVENT_DIM])m->item->dense;
  for (uint32_t i = c->begin; i < c->end; i++)
    if (is_content(&c->report->tokens[i]) && !is_named(m, i)) add_vector(m, model, i, d[V_ALL]);
  add_vector(m, model, c->head, d[V_HEAD]);
  for (uint32_t k = sr_event__first_child(c, c->head); k != SR_EVENT_NONE; k = sr_event__next_child(c, k)) {
    const bool object = rel(m, k, "obj") || sr_slice_is(c->report->tokens[k].deprel, "nsubj:pass");
    if (rel(m, k, "xcomp") || rel(m, k, "ccomp")) add_vector(m, model, k, d[V_COMPLEMENT]);
    if (!object) continue;
    add_vector(m, model, k, d[V_OBJECT]);
    for (uint32_t q = sr_event__first_child(c, k); q != SR_EVENT_NONE; q = sr_event__next_child(c, q))
      if (!is_named(m, q) && (rel(m, q, "compound") || rel(m, q, "amod") || rel(m, q, "nmod")))
        add_vector(m, model, q, d[V_OBJECT_PARTS]);
  }
  for (uint32_t i = 0; i < SR_EVENT_DIM; i++) d[V_CORE][i] = d[V_HEAD][i] + d[V_OBJECT][i] + d[V_COMPLEMENT][i];
  for (int part = 0; part < SR_EVENT_PARTS; part++) normalise(d[part]);
}

bool sr_event__features(const sr_event__clause *c, const sr_event_model *model, sr_arena *arena, sr_event__item *item) {
  uint32_t *lemmas = SR_NEW(arena, uint32_t, c->end - c->begin);
  if (!lemmas) return false;
  *item = (sr_event__item){0};
  const sr_token *tokens = c->report->tokens;
  /* a lemma keeps a name's capitals: norms are level, lemmas of common words too */
  for (uint32_t i = c->begin; i < c->end; i++)
    lemmas[i - c->begin] = sr_event_key(c->named[i - c->begin] ? tokens[i].norm : tokens[i].lemma);
  maker m = {.c = c, .arena = arena, .item = item, .lemmas = lemmas};
  for (uint32_t i = c->begin; i < c->end; i++) {
    if (is_content(&tokens[i]) && !is_named(&m, i)) add(&m, T_WORD, lemma_of(&m, i), BAG);
    if (i + 1 < c->end && tokens[i].kind != SR_TOKEN_PUNCT && tokens[i + 1].kind != SR_TOKEN_PUNCT)
      add(&m, T_PAIR, mix(lemma_of(&m, i), lemma_of(&m, i + 1)), PAIR);
  }
  add_node(&m, 0, c->head, HEAD);
  uint32_t complements = 0, others = 0;
  for (uint32_t k = sr_event__first_child(c, c->head); k != SR_EVENT_NONE; k = sr_event__next_child(c, k)) {
    if ((rel(&m, k, "xcomp") || rel(&m, k, "ccomp")) && complements++ < PHRASE_WORDS / 2) add_node(&m, 1, k, INNER);
    if ((rel(&m, k, "conj") || rel(&m, k, "advcl")) && others++ < PHRASE_WORDS / 2) add_node(&m, 2, k, BESIDE);
  }
  if (c->said != c->head) add(&m, T_SAID, lemma_of(&m, c->said), BESIDE);
  add_dense(&m, model);
  return !m.failed;
}
