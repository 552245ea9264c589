#include "read/attribution_view.h"

#include "read/attribution_parts.h"
#include "read/tagger.h"

bool sr_attr__has_trees(const sr_report *report) {
  for (uint32_t i = 0; i < report->n_tokens; i++)
    if (report->tokens[i].upos.len) return true;
  return false;
}

static uint8_t relation_of(sr_slice deprel) {
#define SR_X(name, text) {(text), sizeof(text) - 1},
  static const sr_slice names[] = {SR_AV_RELATIONS(SR_X)};
#undef SR_X
  for (uint8_t k = 1; k < SR_AV_RELATION_COUNT; k++)
    if (sr_slice_eq(deprel, names[k])) return k;
  for (size_t c = 0; c < deprel.len; c++)
    if (deprel.ptr[c] == ':') return relation_of(sr_slice_cut(deprel, 0, c));
  return SR_AV_OTHER;
}

/* Capital, all capitals, digits, small. */
static uint8_t shape_of(sr_slice text) {
  if (!text.len) return 0;
  const bool first = text.ptr[0] >= 'A' && text.ptr[0] <= 'Z';
  bool all = first && text.len > 1;
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] >= '0' && text.ptr[i] <= '9') return 4;
    all &= !(text.ptr[i] >= 'a' && text.ptr[i] <= 'z');
  }
  return all ? 3 : first ? 2 : 1;
}

/* Marks open or close by where they stand; a quotation that is left open ends with its paragraph. */
static bool find_quotes(const sr_report *report, sr_arena *arena, sr_attr__view *view) {
  SR_VEC(sr_av_quote) quotes = {0};
  uint32_t open = SR_AV_NONE, paragraph = SR_AV_NONE;
  for (uint32_t i = 0; i <= report->n_tokens; i++) {
    const uint32_t here = i < report->n_tokens ? report->sentences[report->tokens[i].sentence].paragraph : SR_AV_NONE;
    const sr_attr__mark mark = i < report->n_tokens ? sr_attr__mark_at(report, i) : SR_ATTR_MARK_NONE;
    if (i < report->n_tokens) view->at[i].mark = (uint8_t)mark;
    const bool closes = mark == SR_ATTR_MARK_CLOSE && here == paragraph;
    if (open != SR_AV_NONE && (here != paragraph || closes)) {
      sr_av_quote *quote = SR_PUSH(arena, &quotes);
      if (!quote) return false;
      *quote = (sr_av_quote){open, closes ? i + 1 : i, closes};
      for (uint32_t k = open; k < quote->end; k++) view->at[k].quote = quotes.n - 1;
      open = SR_AV_NONE;
    }
    if (mark == SR_ATTR_MARK_OPEN && open == SR_AV_NONE) open = i;
    paragraph = here;
  }
  view->quotes = quotes.at;
  view->n_quotes = quotes.n;
  return true;
}

static uint32_t verb_row(sr_slice lemma) {
  static const char *const kinds[] = {"report", "charge", "act"};
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    const sr_slice keys[] = {sr_slice_of(kinds[k]), lemma};
    const uint32_t row = sr_table_find(&sr_table_cues, keys, 2);
    if (row != UINT32_MAX) return row;
  }
  return SR_AV_NONE;
}

static uint32_t rank_of_content(uint8_t relation) {
  switch (relation) {
  case SR_AV_CCOMP: return 4;
  case SR_AV_XCOMP: return 3;
  case SR_AV_OBJ: return 2;
  case SR_AV_PARATAXIS: return 1;
  default: return 0;
  }
}

/* Subtrees, children and depths of one sentence. Heads form a tree, so that pushing extents up until nothing changes
 * takes as many rounds as the tree is deep; bounded, for trees come from a model. */
static void climb(sr_attr__view *view, const sr_sentence *sentence) {
  enum { ROUNDS_MAX = 64 };
  sr_av_token *at = view->at;
  const uint32_t first = sentence->first_token, end = first + sentence->n_tokens;
  for (uint32_t i = first; i < end; i++) {
    const uint32_t head = at[i].head;
    if (head == SR_AV_NONE) continue;
    at[head].children |= (uint64_t)1 << at[i].relation;
    if (at[i].relation == SR_AV_NSUBJ || at[i].relation == SR_AV_NSUBJ_PASS) at[head].subject = i;
    if (rank_of_content(at[i].relation) &&
        (at[head].content == SR_AV_NONE ||
         rank_of_content(at[i].relation) > rank_of_content(at[at[head].content].relation)))
      at[head].content = i;
  }
  bool changed = true;
  for (int round = 0; changed && round < ROUNDS_MAX; round++) {
    changed = false;
    /* both ways: heads to the left and to the right settle in few rounds */
    for (uint32_t k = 0; k < 2 * sentence->n_tokens; k++) {
      const uint32_t i = k < sentence->n_tokens ? first + k : end - 1 - (k - sentence->n_tokens), head = at[i].head;
      if (head == SR_AV_NONE) continue;
      if (at[i].left < at[head].left) at[head].left = at[i].left, changed = true;
      if (at[i].right > at[head].right) at[head].right = at[i].right, changed = true;
      const uint8_t depth = (uint8_t)(at[head].depth < 200 ? at[head].depth + 1 : 200);
      if (at[i].depth != depth) at[i].depth = depth, changed = true;
    }
  }
}

static uint32_t length_of(const sr_av_token *at, uint32_t i) {
  if (i == SR_AV_NONE) return UINT32_MAX;
  return at[i].head > i ? at[i].head - i : i - at[i].head;
}

/* The arcs over each gap between words. Arcs of more than a hundred words tell nothing of a gap; without them the cost
 * is linear. */
static void span_gaps(sr_av_token *at, const sr_sentence *sentence) {
  enum { ARC_MAX = 100 };
  for (uint32_t i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++) {
    const uint32_t length = at[i].head == SR_AV_NONE ? 0 : length_of(at, i);
    if (length > ARC_MAX) continue;
    const uint32_t first = at[i].head < i ? at[i].head : i;
    for (uint32_t gap = first + 1; gap <= first + length; gap++) {
      uint32_t *over = at[gap].over;
      if (length < length_of(at, over[0]))
        over[1] = over[0], over[0] = i;
      else if (length < length_of(at, over[1]))
        over[1] = i;
    }
  }
}

/* The first token that begins at a byte or behind it. */
static uint32_t token_from(const sr_report *report, uint32_t byte) {
  uint32_t low = 0, high = report->n_tokens;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (report->tokens[middle].span.start < byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

sr_status sr_attr__view_make(const sr_attribution_tables *tables, const sr_report *report, sr_arena *arena,
                             sr_attr__view *view, sr_error *err) {
  *view = (sr_attr__view){.report = report, .at = SR_NEW(arena, sr_av_token, report->n_tokens)};
  if (!view->at) return sr_arena_fail(arena, err);
  for (uint32_t i = 0; i < report->n_tokens; i++) {
    const sr_token *token = &report->tokens[i];
    const sr_sentence *sentence = &report->sentences[token->sentence];
    sr_av_token *t = &view->at[i];
    const bool inside = token->head != SR_NO_HEAD && token->head != i && token->head >= sentence->first_token &&
                        token->head < sentence->first_token + sentence->n_tokens;
    const sr_slice lemma = token->lemma.len ? token->lemma : token->norm;
    *t = (sr_av_token){.norm = sr_tag_text(token->norm),
                       .lemma = sr_tag_text(lemma),
                       .upos = sr_tag_text(token->upos),
                       .xpos = sr_tag_text(token->xpos),
                       .deprel = sr_tag_text(token->deprel),
                       .head = inside ? token->head : SR_AV_NONE,
                       .left = i,
                       .right = i,
                       .subject = SR_AV_NONE,
                       .content = SR_AV_NONE,
                       .quote = SR_AV_NONE,
                       .phrase_row = SR_AV_NONE,
                       .over = {SR_AV_NONE, SR_AV_NONE},
                       .said = SR_AV_NONE,
                       .relation = relation_of(token->deprel),
                       .shape = shape_of(sr_report_slice(report, token->span))};
    if (sr_slice_is(token->upos, "VERB")) t->phrase_row = verb_row(lemma);
  }
  for (uint32_t k = report->n_words; k-- > 0;) view->at[report->words[k].token].vector = report->words[k].vector;
  for (uint32_t k = 0; k < report->n_actors; k++)
    for (uint32_t i = 0; i < report->actors[k].n_tokens; i++)
      view->at[report->actors[k].first_token + i].actor = (uint8_t)(1 + report->actors[k].kind);
  for (uint32_t k = 0; k < report->n_times; k++)
    for (uint32_t i = 0; i < report->times[k].n_tokens; i++)
      view->at[report->times[k].first_token + i].time = (uint8_t)(1 + report->times[k].type);
  for (uint32_t k = 0; k < report->n_speech; k++) {
    if (!report->speech[k].cue.n) continue;
    const sr_span cue = report->speech[k].cue.at[0];
    for (uint32_t i = token_from(report, cue.start); i < report->n_tokens && report->tokens[i].span.end <= cue.end; i++)
      view->at[i].said = k;
  }
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    const sr_sentence *sentence = &report->sentences[s];
    const uint32_t end = sentence->first_token + sentence->n_tokens;
    for (uint32_t i = sentence->first_token; i < end; i++) {
      uint32_t row;
      const uint32_t n = sr_phrases_match(tables->phrases, &report->tokens[i], end - i, &row);
      for (uint32_t k = i; k < i + n; k++) view->at[k].phrase_row = row;
    }
    climb(view, sentence);
    span_gaps(view->at, sentence);
  }
  return find_quotes(report, arena, view) ? SR_OK : sr_arena_fail(arena, err);
}
