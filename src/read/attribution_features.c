#include "read/attribution_features.h"

#include "base/slice.h"
#include "read/attribution_hang.h"

/* A template's number is its place here; the comment beside each use says what it sees. New ones go to the end of their
 * list, and every model is trained anew. */
enum cue_template {
  C_BIAS = 1,
  C_NORM = 10, /* + place, -3 to 3 */
  C_LEMMA = 20,
  C_UPOS = 30,
  C_XPOS = 40,
  C_PAIR = 50,
  C_UPOS_PAIR = 60,
  C_ROW = 70,
  C_TREE = 80,
  C_CHILD = 100,
  C_SUBJECT = 110,
  C_CONTENT = 120,
  C_QUOTE = 130,
  C_ANCESTOR = 140,
  C_SENTENCE = 150,
  C_GROUP = 160,
  C_RULES = 170,
  C_SIGN = 180,
  S_BASE = 1000
};

typedef struct maker {
  const sr_attr__view *view;
  sr_tag_sequence *seq;
  uint32_t first, end; /* the stretch that neighbours may come from */
} maker;

static const sr_av_token *near(const maker *m, uint32_t i, int by) {
  static const sr_av_token edge = {.norm = 1, .lemma = 1, .upos = 1, .xpos = 1, .said = SR_AV_NONE};
  const int64_t at = (int64_t)i + by;
  return at >= (int64_t)m->first && at < (int64_t)m->end ? &m->view->at[at] : &edge;
}

/* ---- cues ---- */

/* The nearest word above that is a clause's head, by way of a clause relation. */
static uint32_t clause_above(const sr_av_token *at, uint32_t i, uint8_t *relation) {
  enum { STEPS_MAX = 12 };
  for (int step = 0; step < STEPS_MAX; step++) {
    const uint32_t head = at[i].head;
    if (head == SR_AV_NONE) return SR_AV_NONE;
    *relation = at[i].relation;
    switch (at[i].relation) {
    case SR_AV_CCOMP:
    case SR_AV_XCOMP:
    case SR_AV_ADVCL:
    case SR_AV_ACL:
    case SR_AV_RELCL:
    case SR_AV_PARATAXIS:
    case SR_AV_CSUBJ:
    case SR_AV_CONJ: return head;
    default: i = head;
    }
  }
  return SR_AV_NONE;
}

/* Whether a word of the table stands above with this one in its clause of content. */
static bool inside_content(const sr_av_token *at, uint32_t i) {
  uint8_t relation = 0;
  for (int step = 0; step < 6; step++) {
    i = clause_above(at, i, &relation);
    if (i == SR_AV_NONE) return false;
    if ((relation == SR_AV_CCOMP || relation == SR_AV_XCOMP) && at[i].phrase_row != SR_AV_NONE) return true;
  }
  return false;
}

static void cue_of_tree(const maker *m, uint32_t i) {
  const sr_av_token *at = m->view->at, *t = &at[i];
  const sr_av_token *head = t->head == SR_AV_NONE ? near(m, m->end, 0) : &at[t->head];
  sr_tag_put(m->seq, C_TREE, t->deprel);
  sr_tag_put2(m->seq, C_TREE + 1, t->deprel, t->upos);
  sr_tag_put2(m->seq, C_TREE + 2, t->deprel, t->lemma);
  sr_tag_put(m->seq, C_TREE + 3, head->lemma);
  sr_tag_put2(m->seq, C_TREE + 4, head->upos, t->deprel);
  sr_tag_put2(m->seq, C_TREE + 5, head->lemma, t->deprel);
  sr_tag_put2(m->seq, C_TREE + 6, head->lemma, t->lemma);
  sr_tag_put2(m->seq, C_TREE + 7, head->deprel, t->deprel);
  sr_tag_put2(m->seq, C_TREE + 8, sr_av_row_key(head->phrase_row), t->deprel);
  sr_tag_put2(m->seq, C_TREE + 9, t->depth < 8 ? t->depth : 8, t->upos);
  /* where the head stands, for the particles, negations and auxiliaries of a verb group */
  const uint32_t side = t->head == SR_AV_NONE ? 0
                        : t->head > i         ? sr_av_bucket(t->head - i)
                                              : 20 + sr_av_bucket(i - t->head);
  sr_tag_put3(m->seq, C_GROUP, t->deprel, side, sr_av_row_key(head->phrase_row));
  sr_tag_put3(m->seq, C_GROUP + 1, t->deprel, side, head->lemma);
  sr_tag_put3(m->seq, C_GROUP + 2, t->deprel, side, head->content != SR_AV_NONE ? at[head->content].relation : 0);
  sr_tag_put3(m->seq, C_GROUP + 3, t->deprel, side, head->subject != SR_AV_NONE ? at[head->subject].actor : 9);
  for (uint32_t k = 0; k < SR_AV_RELATION_COUNT; k++) {
    if (!(t->children >> k & 1)) continue;
    sr_tag_put(m->seq, C_CHILD, k);
    sr_tag_put2(m->seq, C_CHILD + 1, k, t->lemma);
    sr_tag_put2(m->seq, C_CHILD + 2, k, t->upos);
  }
  sr_tag_put2(m->seq, C_CHILD + 3, (uint32_t)t->children, (uint32_t)(t->children >> 32));
  if (t->subject != SR_AV_NONE) {
    const sr_av_token *s = &at[t->subject];
    sr_tag_put(m->seq, C_SUBJECT, s->lemma);
    sr_tag_put2(m->seq, C_SUBJECT + 1, s->upos, s->actor);
    sr_tag_put2(m->seq, C_SUBJECT + 2, t->lemma, s->upos);
    sr_tag_put2(m->seq, C_SUBJECT + 3, t->lemma, s->actor);
    sr_tag_put3(m->seq, C_SUBJECT + 4, s->relation, t->subject < i, s->upos);
  }
  if (t->content != SR_AV_NONE) {
    const sr_av_token *c = &at[t->content], *opener = &at[c->left];
    sr_tag_put2(m->seq, C_CONTENT, c->relation, opener->norm);
    sr_tag_put3(m->seq, C_CONTENT + 1, c->relation, opener->norm, t->lemma);
    sr_tag_put2(m->seq, C_CONTENT + 2, c->relation, c->upos);
    sr_tag_put3(m->seq, C_CONTENT + 3, c->relation, t->content < i, t->lemma);
    sr_tag_put3(m->seq, C_CONTENT + 4, c->relation, c->quote != SR_AV_NONE, t->lemma);
    sr_tag_put2(m->seq, C_CONTENT + 5, c->lemma, t->lemma);
  }
  uint8_t relation = 0;
  const uint32_t above = clause_above(at, i, &relation);
  if (above != SR_AV_NONE) {
    sr_tag_put2(m->seq, C_ANCESTOR, relation, at[above].lemma);
    sr_tag_put3(m->seq, C_ANCESTOR + 1, relation, sr_av_row_key(at[above].phrase_row), t->upos);
    sr_tag_put3(m->seq, C_ANCESTOR + 2, relation, at[above].lemma, t->lemma);
    sr_tag_put2(m->seq, C_ANCESTOR + 3, relation, at[above].upos);
  }
  const bool inside = inside_content(at, i);
  sr_tag_put2(m->seq, C_ANCESTOR + 4, inside, t->upos);
  sr_tag_put2(m->seq, C_ANCESTOR + 5, inside, sr_av_row_key(t->phrase_row));
}

static void cue_of_words(const maker *m, uint32_t i) {
  const sr_av_token *t = &m->view->at[i];
  for (int by = -3; by <= 3; by++) {
    const uint32_t place = (uint32_t)(by + 3);
    if (by > -3 && by < 3) sr_tag_put(m->seq, C_NORM + place, near(m, i, by)->norm);
    sr_tag_put(m->seq, C_LEMMA + place, near(m, i, by)->lemma);
    sr_tag_put(m->seq, C_UPOS + place, near(m, i, by)->upos);
  }
  sr_tag_put(m->seq, C_XPOS, t->xpos);
  sr_tag_put2(m->seq, C_XPOS + 1, t->xpos, t->lemma);
  sr_tag_put2(m->seq, C_XPOS + 2, near(m, i, -1)->xpos, t->xpos);
  sr_tag_put2(m->seq, C_XPOS + 3, t->xpos, near(m, i, 1)->xpos);
  sr_tag_put2(m->seq, C_PAIR, near(m, i, -1)->norm, t->norm);
  sr_tag_put2(m->seq, C_PAIR + 1, t->norm, near(m, i, 1)->norm);
  sr_tag_put2(m->seq, C_PAIR + 2, near(m, i, -1)->upos, t->lemma);
  sr_tag_put2(m->seq, C_PAIR + 3, t->lemma, near(m, i, 1)->upos);
  sr_tag_put3(m->seq, C_PAIR + 4, near(m, i, -2)->norm, near(m, i, -1)->norm, t->norm);
  sr_tag_put3(m->seq, C_PAIR + 5, t->norm, near(m, i, 1)->norm, near(m, i, 2)->norm);
  sr_tag_put3(m->seq, C_PAIR + 6, near(m, i, -1)->norm, t->norm, near(m, i, 1)->norm);
  sr_tag_put3(m->seq, C_UPOS_PAIR, near(m, i, -1)->upos, t->upos, near(m, i, 1)->upos);
  sr_tag_put3(m->seq, C_UPOS_PAIR + 1, near(m, i, -2)->upos, near(m, i, -1)->upos, t->upos);
  sr_tag_put3(m->seq, C_UPOS_PAIR + 2, t->upos, near(m, i, 1)->upos, near(m, i, 2)->upos);
  for (int by = -1; by <= 1; by++)
    sr_tag_put(m->seq, C_ROW + (uint32_t)(by + 1), sr_av_row_key(near(m, i, by)->phrase_row));
  sr_tag_put2(m->seq, C_ROW + 3, sr_av_row_key(t->phrase_row), near(m, i, 1)->norm);
  sr_tag_put2(m->seq, C_ROW + 4, sr_av_row_key(t->phrase_row), near(m, i, -1)->upos);
  sr_tag_put2(m->seq, C_ROW + 5, near(m, i, -1)->actor, near(m, i, 1)->actor);
  sr_tag_put2(m->seq, C_ROW + 6, t->shape, t->upos);
  sr_tag_put3(m->seq, C_ROW + 7, near(m, i, -1)->time, t->time, near(m, i, 1)->time);
}

static void cue_of_quotes(const maker *m, uint32_t i, bool quoted_sentence) {
  const sr_av_token *t = &m->view->at[i];
  const bool inside = t->quote != SR_AV_NONE;
  /* a quotation that ends just before, or begins just after */
  uint32_t closed = 0, opens = 0;
  for (int by = 1; by <= 3; by++) {
    if (!closed && near(m, i, -by)->mark == SR_AV_CLOSE) closed = (uint32_t)by;
    if (!opens && near(m, i, by)->mark == SR_AV_OPEN) opens = (uint32_t)by;
  }
  sr_tag_put2(m->seq, C_QUOTE, inside, t->upos);
  sr_tag_put2(m->seq, C_QUOTE + 1, inside, t->lemma);
  sr_tag_put3(m->seq, C_QUOTE + 2, closed, opens, t->upos);
  sr_tag_put3(m->seq, C_QUOTE + 3, closed, opens, t->lemma);
  sr_tag_put2(m->seq, C_QUOTE + 4, quoted_sentence, t->lemma);
  sr_tag_put3(m->seq, C_QUOTE + 5, quoted_sentence, inside, sr_av_row_key(t->phrase_row));
}

static void cue_of_sentence(const maker *m, uint32_t i, bool starts_paragraph) {
  const sr_av_token *t = &m->view->at[i];
  const uint32_t from = i - m->first, to = m->end - 1 - i;
  sr_tag_put2(m->seq, C_SENTENCE, sr_av_bucket(from), t->upos);
  sr_tag_put2(m->seq, C_SENTENCE + 1, sr_av_bucket(to), t->upos);
  sr_tag_put2(m->seq, C_SENTENCE + 2, to < 3 ? to : 3, t->lemma);
  sr_tag_put3(m->seq, C_SENTENCE + 3, from < 3 ? from : 3, starts_paragraph, t->lemma);
  sr_tag_put2(m->seq, C_SENTENCE + 4, m->end - m->first < 16 && !(near(m, m->end, -1)->relation == SR_AV_PUNCT),
              t->upos); /* title */
  /* "JONES: We have", a speaker's name at the beginning, perhaps behind a quotation mark */
  sr_tag_put3(m->seq, C_SENTENCE + 5, near(m, i, -1)->shape, from < 6 ? starts_paragraph : 2, t->norm);
  sr_tag_put3(m->seq, C_SENTENCE + 6, near(m, i, -1)->actor, near(m, i, 1)->mark, t->norm);
}

/* What the rules have made of it. */
static void cue_of_rules(const maker *m, uint32_t i) {
  const sr_av_token *t = &m->view->at[i];
  const sr_attribution *a = t->said == SR_AV_NONE ? NULL : &m->view->report->speech[t->said];
  const uint32_t kind = !a ? 0 : 1 + (uint32_t)a->act + 2 * (uint32_t)a->charge + 4 * (uint32_t)a->quoted;
  sr_tag_put2(m->seq, C_RULES, kind, near(m, i, -1)->said == t->said);
  sr_tag_put2(m->seq, C_RULES + 1, kind, t->lemma);
  sr_tag_put3(m->seq, C_RULES + 2, kind, a ? a->source.n : 0, a ? a->content.n : 0);
  sr_tag_put3(m->seq, C_RULES + 3, a != NULL, near(m, i, 1)->said != SR_AV_NONE, t->upos);
}

/* What kind of word it is, for those that are seldom cues in the training text: the numbers of its vector that are
 * large, by their sign; about a quarter of them. The 6-bit numbers of a row reach 31. */
static void cue_of_vector(const maker *m, uint32_t i) {
  enum { SIGN_FROM = 12 };
  const sr_report *report = m->view->report;
  const sr_slice upos = report->tokens[i].upos;
  const int8_t *v = m->view->at[i].vector;
  if (!v || !(sr_slice_is(upos, "VERB") || sr_slice_is(upos, "NOUN") || sr_slice_is(upos, "ADJ"))) return;
  for (uint32_t k = 0; k < report->vector_dim; k++)
    if (v[k] >= SIGN_FROM || v[k] <= -SIGN_FROM) sr_tag_put2(m->seq, C_SIGN, 2 * k + (v[k] > 0), m->view->at[i].upos);
}

void sr_attr__cue_features(const sr_attr__view *view, uint32_t sentence, sr_tag_sequence *seq) {
  const sr_sentence *s = &view->report->sentences[sentence];
  const maker m = {view, seq, s->first_token, s->first_token + s->n_tokens};
  bool quoted = false;
  for (uint32_t i = m.first; i < m.end; i++) quoted |= view->at[i].quote != SR_AV_NONE;
  const bool starts = sentence == 0 || s->paragraph != view->report->sentences[sentence - 1].paragraph;
  for (uint32_t i = m.first; i < m.end; i++) {
    sr_tag_put(m.seq, C_BIAS, 0);
    cue_of_words(&m, i);
    cue_of_tree(&m, i);
    cue_of_quotes(&m, i, quoted);
    cue_of_sentence(&m, i, starts);
    cue_of_rules(&m, i);
    cue_of_vector(&m, i);
    sr_tag_next(seq);
  }
}

/* ---- sources and contents of a cue ---- */

enum span_template {
  S_BIAS = S_BASE,
  S_NORM = S_BASE + 10, /* + place, -2 to 2 */
  S_UPOS = S_BASE + 20,
  S_WORD = S_BASE + 30,
  S_PLACE = S_BASE + 40,
  S_BRANCH = S_BASE + 60,
  S_UP = S_BASE + 90,
  S_EDGE = S_BASE + 110,
  S_QUOTE = S_BASE + 130,
  S_CUES = S_BASE + 150,
  S_SHARED = S_BASE + 160,
  S_BETWEEN = S_BASE + 170,
  S_DEPREL = S_BASE + 180,
  S_TIME = S_BASE + 200,
  S_RULES = S_BASE + 210,
  S_OWNER = S_BASE + 220,
  S_ARC = S_BASE + 230
};

enum { WINDOW_SENTENCES = 24 };

static uint32_t last_of(const sr_sentence *s) { return s->first_token + s->n_tokens - 1; }

/* Whether a sentence is quoted to its end, and the next one from its beginning. */
static bool ends_in_quote(const sr_attr__view *view, uint32_t s) {
  const sr_sentence *at = &view->report->sentences[s];
  return at->n_tokens && view->at[last_of(at)].quote != SR_AV_NONE;
}
static bool opens_with_quote(const sr_attr__view *view, uint32_t s) {
  const sr_sentence *at = &view->report->sentences[s];
  return at->n_tokens && view->at[at->first_token].quote != SR_AV_NONE;
}

/* "GARCIA: We have no choice." What follows a speaker's name has no marks and runs to the end of the paragraph. */
static bool is_colon(const sr_report *report, sr_av_range cue) {
  return sr_slice_ends(report->tokens[cue.end - 1].norm, SR_SLICE(":"));
}

sr_av_range sr_attr__window(const sr_attr__view *view, sr_av_range cue) {
  const sr_report *report = view->report;
  const uint32_t own = report->tokens[cue.first].sentence;
  uint32_t s = own, last = own;
  while (s > 0 && own - s < WINDOW_SENTENCES && ends_in_quote(view, s - 1) && (s == own || opens_with_quote(view, s)))
    s--;
  const bool colon = is_colon(report, cue);
  while (last + 1 < report->n_sentences && last - own < WINDOW_SENTENCES &&
         (opens_with_quote(view, last + 1) ||
          (colon && report->sentences[last + 1].paragraph == report->sentences[own].paragraph)))
    last++;
  const sr_sentence *end = &report->sentences[last];
  return (sr_av_range){report->sentences[s].first_token, end->first_token + end->n_tokens};
}

static void span_of_words(const maker *m, const sr_av_seen *c, uint32_t i, uint32_t side) {
  const sr_av_token *t = &m->view->at[i];
  for (int by = -2; by <= 2; by++) {
    const uint32_t place = (uint32_t)(by + 2);
    sr_tag_put2(m->seq, S_NORM + place, near(m, i, by)->norm, side);
    sr_tag_put2(m->seq, S_UPOS + place, near(m, i, by)->upos, side);
  }
  sr_tag_put2(m->seq, S_WORD, near(m, i, -1)->norm, t->norm);
  sr_tag_put2(m->seq, S_WORD + 1, t->norm, near(m, i, 1)->norm);
  sr_tag_put3(m->seq, S_WORD + 2, near(m, i, -1)->upos, t->upos, near(m, i, 1)->upos);
  sr_tag_put2(m->seq, S_WORD + 3, near(m, i, -1)->upos, t->upos);
  sr_tag_put3(m->seq, S_WORD + 4, t->shape, t->upos, near(m, i, -1)->shape);
  sr_tag_put3(m->seq, S_WORD + 5, t->actor, near(m, i, -1)->actor, side);
  sr_tag_put3(m->seq, S_WORD + 6, t->upos, c->key, side);
  sr_tag_put3(m->seq, S_WORD + 7, t->norm, c->key, side);
  sr_tag_put3(m->seq, S_WORD + 8, sr_av_row_key(t->phrase_row), t->upos, side);
  sr_tag_put2(m->seq, S_WORD + 9, near(m, i, 1)->upos, near(m, i, 2)->upos);
}

static void span_of_place(const maker *m, const sr_av_seen *c, uint32_t i, uint32_t side, int64_t sentences) {
  const sr_av_token *at = m->view->at, *t = &at[i];
  const uint32_t distance = side == 0 ? c->at.first - i : side == 2 ? i - c->at.end + 1 : 0;
  sr_tag_put2(m->seq, S_PLACE, side, sr_av_bucket(distance));
  sr_tag_put3(m->seq, S_PLACE + 1, side, distance < 4 ? distance : 4, c->key);
  sr_tag_put3(m->seq, S_PLACE + 2, side, distance < 4 ? distance : 4, t->upos);
  sr_tag_put3(m->seq, S_PLACE + 3, side, c->kind, sentences < 0 ? 1 : sentences > 0 ? 2 : 0);
  sr_tag_put2(m->seq, S_PLACE + 4, side, c->key);
  sr_tag_put3(m->seq, S_PLACE + 5, side, (uint32_t)(sentences + 16), t->quote != SR_AV_NONE);
  sr_tag_put3(m->seq, S_PLACE + 6, side, i == m->first || near(m, i, -1)->relation == SR_AV_PUNCT,
              i + 1 == m->end || near(m, i, 1)->relation == SR_AV_PUNCT);
}

/* An arc over the gap before a word: its relation, and whether it comes from the right. */
static uint32_t arc_key(const maker *m, uint32_t gap, uint32_t which) {
  if (gap >= m->end) return 1;
  const uint32_t over = m->view->at[gap].over[which];
  return over == SR_AV_NONE ? 0 : 2 + 2 * (uint32_t)m->view->at[over].relation + (over >= gap);
}

/* How tightly the gaps before and behind a word are bound: by the shortest arcs over them and by the tags around. */
static void span_of_arcs(const maker *m, const sr_av_seen *c, const sr_av_hanging *h, uint32_t i, uint32_t side) {
  const sr_av_token *t = &m->view->at[i], *before = near(m, i, -1), *after = near(m, i, 1);
  const uint32_t way = sr_tag_mix(h->up, h->relation);
  const uint32_t left = arc_key(m, i, 0), right = arc_key(m, i + 1, 0);
  const uint32_t far_left = arc_key(m, i, 1), far_right = arc_key(m, i + 1, 1);
  sr_tag_put3(m->seq, S_ARC, left, way, side);
  sr_tag_put3(m->seq, S_ARC + 1, right, way, side);
  sr_tag_put3(m->seq, S_ARC + 2, left, far_left, side);
  sr_tag_put3(m->seq, S_ARC + 3, right, far_right, side);
  sr_tag_put3(m->seq, S_ARC + 4, left, before->upos, t->upos);
  sr_tag_put3(m->seq, S_ARC + 5, right, t->upos, after->upos);
  sr_tag_put3(m->seq, S_ARC + 6, left, t->norm, side);
  sr_tag_put3(m->seq, S_ARC + 7, right, after->norm, side);
  sr_tag_put3(m->seq, S_ARC + 8, right, after->norm, c->key);
  sr_tag_put3(m->seq, S_ARC + 9, before->xpos, t->xpos, side);
  sr_tag_put3(m->seq, S_ARC + 10, t->xpos, after->xpos, side);
  sr_tag_put3(m->seq, S_ARC + 11, t->upos, after->upos, near(m, i, 2)->upos);
}

static void span_of_tree(const maker *m, const sr_av_seen *c, uint32_t i, uint32_t side) {
  const sr_av_token *at = m->view->at, *t = &at[i], *b;
  const sr_av_hanging h = sr_av_hang(at, c, i);
  b = &at[h.branch];
  const uint32_t way = sr_tag_mix(h.up, h.relation);
  sr_tag_put2(m->seq, S_BRANCH, way, side);
  sr_tag_put3(m->seq, S_BRANCH + 1, way, side, c->key);
  sr_tag_put3(m->seq, S_BRANCH + 2, way, side, c->kind);
  sr_tag_put3(m->seq, S_BRANCH + 3, way, at[b->left].norm, side);
  sr_tag_put3(m->seq, S_BRANCH + 4, way, b->upos, side);
  sr_tag_put3(m->seq, S_BRANCH + 5, way, t->upos, h.steps_down < 4 ? h.steps_down : 4);
  sr_tag_put3(m->seq, S_BRANCH + 6, way, t->deprel, side);
  sr_tag_put3(m->seq, S_BRANCH + 7, way, t->norm, side);
  sr_tag_put3(m->seq, S_BRANCH + 8, way, b->actor, c->key);
  /* which other branches the cue has */
  const sr_av_token *head = &at[c->head];
  const uint32_t content = head->content != SR_AV_NONE ? at[head->content].relation : 0;
  const uint32_t subject = head->subject != SR_AV_NONE ? at[head->subject].relation : 0;
  sr_tag_put3(m->seq, S_BRANCH + 9, way, content, side);
  sr_tag_put3(m->seq, S_BRANCH + 10, way, subject, side);
  sr_tag_put3(m->seq, S_BRANCH + 11, way, sr_tag_mix(content, subject), c->key);
  span_of_arcs(m, c, &h, i, side);
  /* the ends of the branch and of what is below this word */
  const uint32_t edge =
      (i == b->left) | (uint32_t)(i == b->right) << 1 | (uint32_t)(i == t->left) << 2 | (uint32_t)(i == t->right) << 3;
  sr_tag_put3(m->seq, S_EDGE, way, edge, side);
  sr_tag_put3(m->seq, S_EDGE + 1, way, edge & 3, t->upos);
  sr_tag_put3(m->seq, S_EDGE + 2, way, edge & 3, c->key);
  sr_tag_put3(m->seq, S_EDGE + 3, way, edge & 3, near(m, i, -1)->norm);
  sr_tag_put3(m->seq, S_EDGE + 4, way, edge & 3, near(m, i, 1)->norm);
  /* whether the neighbours hang in the same branch */
  const bool before = i > m->first && i - 1 >= b->left && sr_av_hang(at, c, i - 1).branch == h.branch;
  sr_tag_put3(m->seq, S_EDGE + 5, way, before, t->upos);
  sr_tag_put3(m->seq, S_EDGE + 6, way, before, t->norm);
  const uint32_t head_side = t->head == SR_AV_NONE ? 0
                             : t->head < i         ? sr_av_bucket(i - t->head)
                                                   : 20 + sr_av_bucket(t->head - i);
  sr_tag_put3(m->seq, S_DEPREL, t->deprel, head_side, side);
  sr_tag_put3(m->seq, S_DEPREL + 1, t->deprel, t->head == SR_AV_NONE ? 0 : at[t->head].lemma, side);
  sr_tag_put3(m->seq, S_DEPREL + 2, near(m, i, -1)->deprel, t->deprel, side);
  sr_tag_put3(m->seq, S_DEPREL + 3, t->deprel, near(m, i, 1)->deprel, side);
  /* the first relative clause, apposition or prepositional phrase on the way up to the branch: where sources end */
  uint32_t k = i, modifier = 0, opener = 0, comma = 0, top = i, below = i;
  for (int step = 0; step < 8 && k != h.branch && k != SR_AV_NONE; step++, k = at[k].head) {
    below = top;
    top = k;
    if (at[k].relation == SR_AV_RELCL || at[k].relation == SR_AV_APPOS || at[k].relation == SR_AV_ACL ||
        at[k].relation == SR_AV_NMOD || at[k].relation == SR_AV_ADVCL || at[k].relation == SR_AV_CONJ) {
      modifier = at[k].relation;
      opener = at[at[k].left].norm;
      comma = at[k].left > m->first && at[at[k].left - 1].relation == SR_AV_PUNCT;
    }
  }
  sr_tag_put3(m->seq, S_DEPREL + 4, way, modifier, opener);
  sr_tag_put3(m->seq, S_DEPREL + 5, way, modifier, edge & 3);
  sr_tag_put3(m->seq, S_DEPREL + 6, way, sr_tag_mix(modifier, comma), edge & 3);
  sr_tag_put3(m->seq, S_DEPREL + 7, sr_tag_mix(modifier, comma), opener, c->key);
  /* what hangs directly on the head of the branch: the clause's own parts, and whether this word ends one */
  sr_tag_put3(m->seq, S_DEPREL + 8, way, sr_tag_mix(at[top].relation, top > h.branch), i == at[top].right);
  sr_tag_put3(m->seq, S_DEPREL + 9, way, sr_tag_mix(at[top].relation, at[at[top].left].norm), i == at[top].left);
  /* and one clause further down, where contents go on or stop */
  sr_tag_put3(m->seq, S_DEPREL + 10, way, sr_tag_mix(at[top].relation, at[below].relation), i == at[below].left);
  sr_tag_put3(m->seq, S_DEPREL + 11, way, sr_tag_mix(at[below].relation, at[at[below].left].norm),
              (i == at[below].left) | (uint32_t)(i == at[below].right) << 1);
  sr_tag_put3(m->seq, S_DEPREL + 12, way, sr_tag_mix(at[top].relation, at[at[top].left].norm), c->key);
  sr_tag_put3(m->seq, S_TIME, way, t->time, near(m, i, 1)->time);
  sr_tag_put3(m->seq, S_TIME + 1, side, sr_tag_mix(t->time, near(m, i, -1)->time), near(m, i, -1)->norm);
  if (c->shared != SR_AV_NONE) {
    const sr_av_token *s = &at[c->shared];
    const bool inside = i >= s->left && i <= s->right;
    sr_tag_put3(m->seq, S_SHARED, inside, head->relation, side);
    if (inside) {
      sr_tag_put3(m->seq, S_SHARED + 1, i == s->left, i == s->right, head->relation);
      sr_tag_put3(m->seq, S_SHARED + 2, s->upos, c->key, head->relation);
      sr_tag_put3(m->seq, S_SHARED + 3, s->upos, t->upos, i == s->left);
    }
  }
}

static void span_of_quotes(const maker *m, const sr_av_seen *c, uint32_t i, uint32_t side) {
  const sr_av_token *at = m->view->at, *t = &at[i];
  const uint32_t in = t->quote == SR_AV_NONE              ? 0
                      : t->quote == at[c->at.first].quote ? 1
                      : t->quote == c->quote_before       ? 2
                      : t->quote == c->quote_after        ? 3
                                                          : 4;
  uint32_t place = 0; /* 1 opening mark, 2 closing mark, 3 right behind the mark, 4 right before it */
  if (t->quote != SR_AV_NONE) {
    const sr_av_quote *q = &m->view->quotes[t->quote];
    place = i == q->first ? 1 : i + 1 == q->end ? 2 : i == q->first + 1 ? 3 : i + 2 == q->end ? 4 : 5;
    sr_tag_put3(m->seq, S_QUOTE + 6, sr_av_bucket(q->end - q->first), in, side);
    sr_tag_put3(m->seq, S_QUOTE + 7, sr_av_bucket(q->end - q->first), place, c->key);
  }
  const uint32_t touched =
      (near(m, c->at.first, -1)->quote != SR_AV_NONE || near(m, c->at.first, -2)->quote != SR_AV_NONE) |
      (uint32_t)(near(m, c->at.end, 0)->quote != SR_AV_NONE) << 1 |
      (uint32_t)(near(m, c->at.end, 1)->quote != SR_AV_NONE) << 2;
  sr_tag_put3(m->seq, S_QUOTE, in, side, place);
  sr_tag_put3(m->seq, S_QUOTE + 1, in, side, c->key);
  sr_tag_put3(m->seq, S_QUOTE + 2, in, place, near(m, i, -1)->norm);
  sr_tag_put3(m->seq, S_QUOTE + 3, in, place, near(m, i, 1)->norm);
  sr_tag_put3(m->seq, S_QUOTE + 4, in, touched, side);
  sr_tag_put3(m->seq, S_QUOTE + 5, t->mark, near(m, i, -1)->mark, near(m, i, 1)->mark);
  sr_tag_put3(m->seq, S_QUOTE + 8, near(m, i, -1)->mark, near(m, i, -2)->upos, t->upos);
}

/* Whose a quotation of the window is: whether cues other than this one stand right before or behind it, how far it is
 * from the cue in paragraphs and sentences. */
static uint32_t owner_of(const maker *m, const sr_av_seen *c, const uint8_t *in_cue, uint32_t q) {
  enum { NEAR = 10 };
  const sr_av_token *at = m->view->at;
  const sr_av_quote *quote = &m->view->quotes[q];
  const sr_token *tokens = m->view->report->tokens;
  uint32_t key = 0;
  for (uint32_t i = quote->first; i-- > m->first && quote->first - i < NEAR && at[i].quote == SR_AV_NONE;)
    if (in_cue[i - m->first] == 1) key |= 1;
  const uint32_t own = tokens[quote->end - 1].sentence;
  for (uint32_t i = quote->end; i < m->end && i < quote->end + NEAR && at[i].quote == SR_AV_NONE; i++)
    if (in_cue[i - m->first] == 1) key |= tokens[i].sentence == own ? 2 : 4;
  for (uint32_t i = quote->first; i-- > m->first && quote->first - i < NEAR && at[i].quote == SR_AV_NONE;)
    if (i >= c->at.first && i < c->at.end) key |= 8;
  for (uint32_t i = quote->end; i < m->end && i < quote->end + NEAR && at[i].quote == SR_AV_NONE; i++)
    if (i >= c->at.first && i < c->at.end) key |= 16;
  return key | quote->closed << 5;
}

/* Paragraphs and sentences from the cue: 0 before, 1 the same, 2 the next, 3 further. */
static uint32_t steps_from(uint32_t cue, uint32_t item) {
  return item < cue ? 0 : item == cue ? 1 : item == cue + 1 ? 2 : 3;
}

static void span_of_owner(const maker *m, const sr_av_seen *c, const uint8_t *in_cue, uint32_t i, uint32_t side) {
  const sr_report *report = m->view->report;
  const sr_av_token *t = &m->view->at[i];
  const uint32_t sentence = report->tokens[i].sentence, own = report->tokens[c->at.first].sentence;
  const uint32_t far = steps_from(own, sentence) * 4 +
                       steps_from(report->sentences[own].paragraph, report->sentences[sentence].paragraph);
  const bool opens = i == report->sentences[sentence].first_token;
  sr_tag_put3(m->seq, S_OWNER, far, t->quote != SR_AV_NONE, side);
  sr_tag_put3(m->seq, S_OWNER + 1, far, sr_tag_mix(opens, t->mark), c->quote_before != SR_AV_NONE);
  if (t->quote == SR_AV_NONE || far == 5) return;
  const uint32_t owner = owner_of(m, c, in_cue, t->quote);
  sr_tag_put3(m->seq, S_OWNER + 2, owner, far, c->quote_before != SR_AV_NONE);
  sr_tag_put3(m->seq, S_OWNER + 3, owner, sr_tag_mix(far, opens), t->mark);
  sr_tag_put3(m->seq, S_OWNER + 4, owner, far, c->key);
  sr_tag_put3(m->seq, S_OWNER + 5, owner & 7, sr_tag_mix(far, c->quote_before != SR_AV_NONE),
              near(m, c->at.end, 0)->norm);
}

/* What stands between the cue and the item, carried along from the cue outwards. */
typedef struct passed {
  uint32_t commas, quotes, cues, stops;
} passed;

static void span_of_between(const maker *m, const sr_av_seen *c, const passed *p, uint32_t i, uint32_t side) {
  const sr_av_token *t = &m->view->at[i];
  const uint32_t commas = p->commas < 3 ? p->commas : 3, quotes = p->quotes < 3 ? p->quotes : 3;
  sr_tag_put3(m->seq, S_BETWEEN, commas, quotes, side);
  sr_tag_put3(m->seq, S_BETWEEN + 1, commas, t->upos, side);
  sr_tag_put3(m->seq, S_BETWEEN + 2, commas, side, c->key);
  sr_tag_put3(m->seq, S_BETWEEN + 3, p->cues < 2 ? p->cues : 2, side, t->quote != SR_AV_NONE);
  sr_tag_put3(m->seq, S_BETWEEN + 4, p->cues < 2 ? p->cues : 2, commas, side);
  sr_tag_put3(m->seq, S_BETWEEN + 5, p->stops < 3 ? p->stops : 3, quotes, side);
}

/* One row of what has been passed an item, walking away from the cue on both sides. */
static void pass(const maker *m, const sr_av_seen *c, const uint8_t *in_cue, passed *rows) {
  const sr_av_token *at = m->view->at;
  const sr_token *tokens = m->view->report->tokens;
  passed p = {0};
  for (uint32_t i = c->at.first; i-- > m->first;) {
    rows[i - m->first] = p;
    p.commas += sr_slice_is(tokens[i].norm, ",") || sr_slice_is(tokens[i].norm, ";");
    p.stops += sr_slice_is(tokens[i].norm, ".") || sr_slice_is(tokens[i].norm, ":");
    p.quotes += at[i].mark != SR_AV_NO_MARK;
    p.cues += in_cue[i - m->first] == 1;
  }
  p = (passed){0};
  for (uint32_t i = c->at.end; i < m->end; i++) {
    p.cues += in_cue[i - m->first] == 1;
    rows[i - m->first] = p;
    p.commas += sr_slice_is(tokens[i].norm, ",") || sr_slice_is(tokens[i].norm, ";");
    p.stops += sr_slice_is(tokens[i].norm, ".") || sr_slice_is(tokens[i].norm, ":");
    p.quotes += at[i].mark != SR_AV_NO_MARK;
  }
}

/* Where a word lies in spans: 0 outside, 1 within, and more at their ends. */
static uint32_t place_in(sr_spans spans, sr_span word) {
  enum { SPANS_MAX = 8 };
  for (uint32_t k = 0; k < spans.n && k < SPANS_MAX; k++)
    if (word.start >= spans.at[k].start && word.end <= spans.at[k].end)
      return 1u + (word.start == spans.at[k].start) + 2u * (word.end == spans.at[k].end) + 4u * (k > 0);
  return 0;
}

/* What the rules say that the cue's source and content are. */
static void span_of_rules(const maker *m, const sr_av_seen *c, uint32_t i, uint32_t side) {
  const sr_report *report = m->view->report;
  uint32_t said = SR_AV_NONE;
  for (uint32_t k = c->at.first; k < c->at.end && said == SR_AV_NONE; k++) said = m->view->at[k].said;
  if (said == SR_AV_NONE) return;
  const sr_attribution *a = &report->speech[said];
  const uint32_t source = place_in(a->source, report->tokens[i].span),
                 content = place_in(a->content, report->tokens[i].span);
  sr_tag_put3(m->seq, S_RULES, source, content, side);
  sr_tag_put3(m->seq, S_RULES + 1, source, content, m->view->at[i].upos);
  sr_tag_put3(m->seq, S_RULES + 2, content, near(m, i, -1)->norm, near(m, i, 1)->norm);
  sr_tag_put3(m->seq, S_RULES + 3, sr_tag_mix(source, content), a->quoted, c->key);
}

void sr_attr__span_features(const sr_attr__view *view, const sr_av_range *cues, uint32_t n_cues, uint32_t cue,
                            sr_av_range window, sr_tag_sequence *seq) {
  const maker m = {view, seq, window.first, window.end};
  const uint32_t n = window.end - window.first;
  /* 1 the first word of another cue, 2 the others of it */
  uint8_t *in_cue = SR_NEW(seq->arena, uint8_t, n);
  passed *rows = SR_NEW(seq->arena, passed, n);
  if (!in_cue || !rows) {
    seq->failed = true;
    return;
  }
  for (uint32_t dir = 0; dir < 2; dir++)
    for (uint32_t k = dir ? cue + 1 : cue; dir ? k < n_cues && cues[k].first < window.end : k-- > 0;) {
      if (!dir && cues[k].end <= window.first) break;
      for (uint32_t i = cues[k].first; i < cues[k].end; i++)
        if (i >= window.first && i < window.end) in_cue[i - window.first] = i == cues[k].first ? 1 : 2;
      k += dir;
    }
  const sr_av_seen c = sr_av_see(view, window, cues[cue]);
  pass(&m, &c, in_cue, rows);
  const uint32_t own = view->report->tokens[c.at.first].sentence;
  for (uint32_t i = window.first; i < window.end; i++) {
    const uint32_t side = sr_av_side(&c, i);
    sr_tag_put(m.seq, S_BIAS, side);
    if (side == 1) { /* the cue itself is neither, as a rule */
      sr_tag_put2(m.seq, S_CUES, 1, c.key);
      sr_tag_next(seq);
      continue;
    }
    span_of_words(&m, &c, i, side);
    span_of_place(&m, &c, i, side, (int64_t)view->report->tokens[i].sentence - (int64_t)own);
    span_of_tree(&m, &c, i, side);
    span_of_quotes(&m, &c, i, side);
    span_of_owner(&m, &c, in_cue, i, side);
    span_of_between(&m, &c, &rows[i - window.first], i, side);
    span_of_rules(&m, &c, i, side);
    sr_tag_put2(m.seq, S_CUES + 1, in_cue[i - window.first], side);
    sr_tag_put3(m.seq, S_CUES + 2, in_cue[i - window.first], side, near(&m, i, -1)->norm);
    sr_tag_put3(m.seq, S_CUES + 3, i + 1 < window.end ? in_cue[i + 1 - window.first] : 0, side, view->at[i].upos);
    sr_tag_next(seq);
  }
}
