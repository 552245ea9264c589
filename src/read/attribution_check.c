#include "read/attribution_check.h"

/* New templates go to the end; every model is trained anew. */
enum check_template {
  K_BIAS = 2000,
  K_CUE,
  K_ORDER = 2020,
  K_CONTENT = 2040,
  K_START = 2060,
  K_END = 2080,
  K_QUOTE = 2100,
  K_SOURCE = 2120,
  K_SOURCE_END = 2140,
  K_RULES = 2160
};

enum { PIECES_MAX = 6 }; /* that are looked at */

typedef struct maker {
  const sr_attr__view *view;
  sr_tag_sequence *seq;
  sr_av_range window;
  sr_av_seen cue;
} maker;

static const sr_av_token *token_at(const maker *m, int64_t i) {
  static const sr_av_token edge = {.norm = 1, .lemma = 1, .upos = 1, .xpos = 1};
  return i >= (int64_t)m->window.first && i < (int64_t)m->window.end ? &m->view->at[i] : &edge;
}

/* ---- a stretch of words and the tree ---- */

typedef struct stretch {
  uint32_t head;                /* of those that hang outside, the one nearest to the root */
  uint32_t heads;               /* how many hang outside, punctuation not counted */
  uint32_t cut_left, cut_right; /* 1 + relation by which the word just outside hangs within, 0 if it does not */
  uint32_t way;                 /* from the cue to the head */
} stretch;

static bool is_punct(const sr_av_token *t) { return t->relation == SR_AV_PUNCT; }

static uint32_t cut_at(const maker *m, sr_av_range at, uint32_t i) {
  if (i < m->window.first || i >= m->window.end) return 0;
  const sr_av_token *tokens = m->view->at;
  for (int step = 0; step < 32 && tokens[i].head != SR_AV_NONE; step++) {
    const uint32_t head = tokens[i].head;
    if (head >= at.first && head < at.end) return 1 + (uint32_t)tokens[i].relation;
    i = head;
  }
  return 0;
}

/* The nearest word past a boundary that is no punctuation. */
static uint32_t word_past(const maker *m, uint32_t from, int by) {
  int64_t i = from;
  for (int step = 0; step < 3 && i >= m->window.first && i < m->window.end && is_punct(&m->view->at[i]); step++)
    i += by;
  return i < 0 ? m->window.end : (uint32_t)i;
}

static stretch look_at(const maker *m, sr_av_range at) {
  const sr_av_token *tokens = m->view->at;
  stretch s = {.head = at.first};
  uint32_t depth = UINT32_MAX;
  for (uint32_t i = at.first; i < at.end; i++) {
    const uint32_t head = tokens[i].head;
    if (is_punct(&tokens[i]) || (head != SR_AV_NONE && head >= at.first && head < at.end)) continue;
    s.heads++;
    if (tokens[i].depth >= depth) continue;
    depth = tokens[i].depth;
    s.head = i;
  }
  s.cut_left = at.first > m->window.first ? cut_at(m, at, word_past(m, at.first - 1, -1)) : 0;
  s.cut_right = cut_at(m, at, word_past(m, at.end, 1));
  const sr_av_hanging h = sr_av_hang(tokens, &m->cue, s.head);
  s.way = sr_tag_mix(sr_tag_mix(h.up, h.relation), h.steps_down < 3 ? h.steps_down : 3);
  return s;
}

/* ---- templates ---- */

static void of_cue(const maker *m) {
  const sr_av_token *head = &m->view->at[m->cue.head];
  const uint32_t sure = m->cue.at.sure;
  sr_tag_put(m->seq, K_CUE, sure);
  sr_tag_put2(m->seq, K_CUE + 1, sure, m->cue.key);
  sr_tag_put2(m->seq, K_CUE + 2, sure, m->cue.kind);
  sr_tag_put2(m->seq, K_CUE + 3, sure, sr_av_row_key(head->phrase_row));
  sr_tag_put3(m->seq, K_CUE + 4, m->cue.key, token_at(m, (int64_t)m->cue.at.first - 1)->norm,
              token_at(m, m->cue.at.end)->norm);
  sr_tag_put3(m->seq, K_CUE + 5, head->subject != SR_AV_NONE ? m->view->at[head->subject].actor : 99,
              head->content != SR_AV_NONE ? m->view->at[head->content].relation : 99, sr_av_row_key(head->phrase_row));
  sr_tag_put3(m->seq, K_CUE + 6, m->cue.key, head->quote != SR_AV_NONE, sure);
  sr_tag_put2(m->seq, K_CUE + 7, m->cue.at.end - m->cue.at.first, head->upos);
}

static uint32_t role_of(const sr_attr__learnt *r, uint32_t i) {
  if (i >= r->cue.first && i < r->cue.end) return 1;
  for (uint32_t k = 0; k < r->content.n && k < PIECES_MAX; k++)
    if (i >= r->content.at[k].first && i < r->content.at[k].end) return 2;
  for (uint32_t k = 0; k < r->source.n && k < PIECES_MAX; k++)
    if (i >= r->source.at[k].first && i < r->source.at[k].end) return 3;
  return 0;
}

/* Source, cue and contents as they follow each other, with what stands between: nothing, marks alone, or words. */
static void of_order(const maker *m, const sr_attr__learnt *r) {
  uint32_t order = 0, last = 0, between = 0, shape = 0;
  bool begun = false;
  for (uint32_t i = m->window.first; i < m->window.end; i++) {
    const uint32_t role = role_of(r, i);
    if (!role) {
      const uint32_t kind = is_punct(&m->view->at[i]) ? 1 : 2;
      if (kind > between) between = kind;
    } else {
      if (role != last || (between && begun)) {
        order = sr_tag_mix(order, role * 4 + (begun ? between : 3));
        shape = sr_tag_mix(shape, role);
      }
      begun = true;
      between = 0;
    }
    last = role;
  }
  sr_tag_put(m->seq, K_ORDER, order);
  sr_tag_put2(m->seq, K_ORDER + 1, order, m->cue.key);
  sr_tag_put2(m->seq, K_ORDER + 2, order, m->cue.kind);
  sr_tag_put2(m->seq, K_ORDER + 3, shape, m->cue.key);
  sr_tag_put3(m->seq, K_ORDER + 4, shape, between, m->view->at[m->cue.head].upos);
  sr_tag_put3(m->seq, K_ORDER + 5, r->content.n, r->source.n, m->cue.key);
  sr_tag_put3(m->seq, K_ORDER + 6, r->content.n, r->source.n, m->cue.kind);
}

static void of_content(const maker *m, sr_av_range at, uint32_t k, uint32_t n) {
  const sr_av_token *tokens = m->view->at;
  const stretch s = look_at(m, at);
  const uint32_t length = sr_av_bucket(at.end - at.first), side = sr_av_side(&m->cue, at.first);
  const uint32_t piece = n == 1 ? 0 : k == 0 ? 1 : 2, heads = s.heads < 3 ? s.heads : 3;
  sr_tag_put3(m->seq, K_CONTENT, piece, heads, s.way);
  sr_tag_put3(m->seq, K_CONTENT + 1, s.way, side, m->cue.key);
  sr_tag_put3(m->seq, K_CONTENT + 2, s.way, s.cut_left, s.cut_right);
  sr_tag_put3(m->seq, K_CONTENT + 3, s.cut_right, heads, piece);
  sr_tag_put3(m->seq, K_CONTENT + 4, length, piece, m->cue.key);
  sr_tag_put3(m->seq, K_CONTENT + 5, length, piece, side);
  sr_tag_put3(m->seq, K_CONTENT + 6, tokens[s.head].upos, tokens[s.head].relation, m->cue.key);
  sr_tag_put3(m->seq, K_CONTENT + 7, tokens[s.head].lemma, m->cue.key, side);
  sr_tag_put3(m->seq, K_CONTENT + 8, heads, s.cut_left != 0, s.cut_right != 0);
  /* the first words, and what stands in front of them */
  const sr_av_token *first = &tokens[at.first], *before = token_at(m, (int64_t)at.first - 1);
  sr_tag_put3(m->seq, K_START, before->norm, first->norm, piece);
  sr_tag_put3(m->seq, K_START + 1, before->upos, first->upos, s.cut_left);
  sr_tag_put3(m->seq, K_START + 2, first->norm, s.way, piece);
  sr_tag_put3(m->seq, K_START + 3, first->norm, token_at(m, (int64_t)at.first + 1)->norm, m->cue.key);
  sr_tag_put3(m->seq, K_START + 4, before->norm, s.cut_left, m->cue.key);
  sr_tag_put3(m->seq, K_START + 5, sr_av_bucket(side == 2 ? at.first - m->cue.at.end : 9), before->norm, first->upos);
  /* the last words, and what goes on */
  const sr_av_token *last = &tokens[at.end - 1], *after = token_at(m, at.end);
  const sr_av_token *past = token_at(m, word_past(m, at.end, 1));
  sr_tag_put3(m->seq, K_END, last->norm, after->norm, piece);
  sr_tag_put3(m->seq, K_END + 1, last->upos, after->upos, s.cut_right);
  sr_tag_put3(m->seq, K_END + 2, after->norm, past->norm, s.cut_right);
  sr_tag_put3(m->seq, K_END + 3, after->norm, s.cut_right, m->cue.key);
  sr_tag_put3(m->seq, K_END + 4, after->norm, past->upos, s.cut_right);
  sr_tag_put3(m->seq, K_END + 5, past->norm, s.cut_right, s.way);
  sr_tag_put3(m->seq, K_END + 6, after->norm, past->relation, past->actor);
  sr_tag_put3(m->seq, K_END + 7, last->deprel, after->deprel, s.cut_right);
  sr_tag_put3(m->seq, K_END + 8, after->norm, past->time, s.cut_right);
  /* quotation marks that do not pair, and how the piece lies to the quotations at its ends */
  const sr_av_quote *quotes = m->view->quotes;
  uint32_t opens = 0, closes = 0;
  for (uint32_t i = at.first; i < at.end; i++) {
    opens += tokens[i].mark == SR_AV_OPEN;
    closes += tokens[i].mark == SR_AV_CLOSE;
  }
  uint32_t begin = 0, end = 0;
  if (first->quote != SR_AV_NONE) {
    const uint32_t into = at.first - quotes[first->quote].first;
    begin = into < 2 ? 1 + into : 3;
  }
  if (last->quote != SR_AV_NONE) {
    const uint32_t left = quotes[last->quote].end - at.end;
    end = left < 3 ? 1 + left : 4;
  }
  const uint32_t pairs = opens == closes ? 0 : opens > closes ? 1 : 2;
  sr_tag_put3(m->seq, K_QUOTE, pairs, begin, end);
  sr_tag_put3(m->seq, K_QUOTE + 1, sr_tag_mix(pairs, piece), sr_tag_mix(begin, end), side);
  sr_tag_put3(m->seq, K_QUOTE + 2, end, last->norm, after->norm);
  sr_tag_put3(m->seq, K_QUOTE + 3, begin, before->norm, first->norm);
  sr_tag_put3(m->seq, K_QUOTE + 4, sr_tag_mix(opens < 2 ? opens : 2, pairs), sr_tag_mix(begin, end), m->cue.key);
}

static void of_source(const maker *m, const sr_attr__learnt *r) {
  if (!r->source.n) {
    sr_tag_put2(m->seq, K_SOURCE, 0, m->cue.key);
    sr_tag_put2(m->seq, K_SOURCE + 1, 0, m->cue.kind);
    sr_tag_put3(m->seq, K_SOURCE + 2, m->view->at[m->cue.head].subject != SR_AV_NONE, m->cue.shared != SR_AV_NONE,
                m->cue.kind);
    return;
  }
  const sr_av_token *tokens = m->view->at;
  for (uint32_t k = 0; k < r->source.n && k < PIECES_MAX; k++) {
    const sr_av_range at = r->source.at[k];
    const stretch s = look_at(m, at);
    const uint32_t side = sr_av_side(&m->cue, at.first), heads = s.heads < 3 ? s.heads : 3;
    const sr_av_token *first = &tokens[at.first], *before = token_at(m, (int64_t)at.first - 1);
    const sr_av_token *last = &tokens[at.end - 1], *after = token_at(m, at.end);
    const sr_av_token *past = token_at(m, word_past(m, at.end, 1)), *head = &tokens[s.head];
    sr_tag_put3(m->seq, K_SOURCE + 3, s.way, side, m->cue.key);
    sr_tag_put3(m->seq, K_SOURCE + 4, s.way, s.cut_left, s.cut_right);
    sr_tag_put3(m->seq, K_SOURCE + 5, heads, s.cut_left, s.cut_right);
    sr_tag_put3(m->seq, K_SOURCE + 6, head->lemma, head->upos, head->actor);
    sr_tag_put3(m->seq, K_SOURCE + 7, head->upos, s.way, sr_av_bucket(at.end - at.first));
    sr_tag_put3(m->seq, K_SOURCE + 8, head->actor, side, m->cue.key);
    sr_tag_put3(m->seq, K_SOURCE + 9, r->source.n, k, s.way);
    sr_tag_put3(m->seq, K_SOURCE_END, before->norm, first->norm, s.cut_left);
    sr_tag_put3(m->seq, K_SOURCE_END + 1, before->upos, first->upos, s.cut_left);
    sr_tag_put3(m->seq, K_SOURCE_END + 2, last->norm, after->norm, s.cut_right);
    sr_tag_put3(m->seq, K_SOURCE_END + 3, last->upos, after->upos, s.cut_right);
    sr_tag_put3(m->seq, K_SOURCE_END + 4, after->norm, past->norm, s.cut_right);
    sr_tag_put3(m->seq, K_SOURCE_END + 5, after->norm, past->upos, side);
    sr_tag_put3(m->seq, K_SOURCE_END + 6, after->norm, s.cut_right, sr_av_bucket(at.end - at.first));
    sr_tag_put3(m->seq, K_SOURCE_END + 7, first->upos, last->upos, s.way);
  }
}

static bool same_spans(const sr_report *report, sr_spans said, const sr_av_ranges *found) {
  if (said.n != found->n) return false;
  for (uint32_t k = 0; k < said.n; k++)
    if (said.at[k].start != report->tokens[found->at[k].first].span.start ||
        said.at[k].end != report->tokens[found->at[k].end - 1].span.end)
      return false;
  return true;
}

static void of_rules(const maker *m, const sr_attr__learnt *r) {
  const sr_report *report = m->view->report;
  uint32_t said = SR_AV_NONE;
  for (uint32_t i = r->cue.first; i < r->cue.end && said == SR_AV_NONE; i++) said = m->view->at[i].said;
  if (said == SR_AV_NONE) {
    sr_tag_put2(m->seq, K_RULES, 0, m->cue.at.sure);
    sr_tag_put2(m->seq, K_RULES + 1, 0, m->cue.key);
    return;
  }
  const sr_attribution *a = &report->speech[said];
  const bool source = same_spans(report, a->source, &r->source), content = same_spans(report, a->content, &r->content);
  sr_tag_put3(m->seq, K_RULES + 2, source, content, m->cue.at.sure);
  sr_tag_put3(m->seq, K_RULES + 3, source, content, m->cue.key);
  sr_tag_put3(m->seq, K_RULES + 4, source, content, a->quoted);
  sr_tag_put3(m->seq, K_RULES + 5, content, a->content.n, r->content.n);
}

void sr_attr__check_features(const sr_attr__view *view, sr_av_range window, const sr_attr__learnt *reading,
                             sr_tag_sequence *seq) {
  const maker m = {view, seq, window, sr_av_see(view, window, reading->cue)};
  sr_tag_put(m.seq, K_BIAS, 0);
  of_cue(&m);
  of_order(&m, reading);
  for (uint32_t c = 0; c < reading->content.n && c < 2; c++)
    of_content(&m, reading->content.at[c], c, reading->content.n);
  of_source(&m, reading);
  of_rules(&m, reading);
  sr_tag_next(seq);
}
