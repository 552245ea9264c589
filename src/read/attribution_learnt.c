#include "read/attribution_learnt.h"

#include "read/tag_chain.h"

/* What is at least so likely is taken. Found on every fifth article of PolNeAR's training part: where F1 is what
 * counts, it pays from half of it on (Z. C. Lipton, C. Elkan and B. Naryanaswamy, ECML 2014), and the taggers are a
 * little too sure of themselves. */
static const float SOURCE_FROM = 0.35f, CONTENT_FROM = 0.45f;
/* What is less likely is not looked at, though such readings may together be likely enough. */
static const float CUE_FLOOR = 0.1f, SPAN_FLOOR = 0.1f;
static const sr_tag_role CUE = {SR_ATTR_BEGIN_CUE, SR_ATTR_IN_CUE, SR_ATTR_LAST_CUE};
static const sr_tag_role CONTENT = {SR_ATTR_BEGIN_CONTENT, SR_ATTR_IN_CONTENT, SR_ATTR_LAST_CONTENT};
/* Wherever a source stands to the content, it is one. */
static const sr_tag_role SOURCES[] = {
    {SR_ATTR_BEGIN_SOURCE, SR_ATTR_IN_SOURCE, SR_ATTR_LAST_SOURCE},
    {SR_ATTR_BEGIN_SOURCE + SR_ATTR_GAP, SR_ATTR_IN_SOURCE + SR_ATTR_GAP, SR_ATTR_LAST_BETWEEN},
    {SR_ATTR_BEGIN_SOURCE + SR_ATTR_AFTER, SR_ATTR_IN_SOURCE + SR_ATTR_AFTER, SR_ATTR_LAST_BEHIND}};

sr_attr__taggers sr_attr__taggers_of(const sr_tagger_file *file) {
  const sr_attr__taggers t = {sr_tagger_find(file, "cue"), sr_tagger_find(file, "span")};
  const bool fit =
      t.cue && t.span && t.cue->n_labels == SR_ATTR_CUE_LABEL_COUNT && t.span->n_labels == SR_ATTR_SPAN_LABEL_COUNT;
  return fit ? t : (sr_attr__taggers){0};
}

/* The chain of the items in seq. */
static sr_status make_chain(const sr_tagger *tagger, const sr_tag_sequence *seq, sr_arena *scratch, sr_tag_chain *chain,
                            sr_error *err) {
  if (seq->failed) return sr_arena_fail(seq->arena, err);
  float *scores = SR_RAW(scratch, float, (size_t)seq->ends.n * tagger->n_labels);
  if (!scores) return sr_arena_fail(scratch, err);
  sr_tagger_score(tagger, seq, scores);
  return sr_tag_chain_make(tagger, scores, seq->ends.n, scratch, chain, err);
}

static sr_status find_in_sentence(const sr_tagger *tagger, const sr_attr__view *view, uint32_t sentence,
                                  sr_tag_sequence *seq, sr_arena *scratch, sr_arena *arena, sr_attr__cues *cues,
                                  sr_error *err) {
  const uint32_t first = view->report->sentences[sentence].first_token;
  sr_tag_chain chain;
  sr_tag_spans spans = {0};
  sr_tag_clear(seq);
  sr_attr__cue_features(view, sentence, seq);
  SR_TRY(make_chain(tagger, seq, scratch, &chain, err));
  SR_TRY(sr_tag_chain_spans(&chain, CUE, CUE_FLOOR, scratch, &spans, err));
  uint32_t place = cues->n ? cues->at[cues->n - 1].place + 1 : 0;
  for (uint32_t k = 0, next; k < spans.n; k = next) {
    float any = 0;
    uint32_t end = spans.at[k].end;
    for (next = k; next < spans.n && spans.at[next].first < end; next++) {
      any += spans.at[next].p;
      end = spans.at[next].end > end ? spans.at[next].end : end;
    }
    if (any < CONTENT_FROM) continue;
    for (; k < next; k++) {
      sr_attr__cue *cue = SR_PUSH(arena, cues);
      if (!cue) return sr_arena_fail(arena, err);
      *cue = (sr_attr__cue){{first + spans.at[k].first, first + spans.at[k].end}, spans.at[k].p, place};
    }
    place++;
  }
  return SR_OK;
}

sr_status sr_attr__find_cues(const sr_tagger *tagger, const sr_attr__view *view, sr_arena *arena, sr_attr__cues *cues,
                             sr_error *err) {
  sr_tag_sequence seq = {.arena = sr_arena_new(sr_arena_ceiling(arena))};
  sr_arena *scratch = sr_arena_new(sr_arena_ceiling(arena));
  sr_status status = seq.arena && scratch ? SR_OK : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to tag in");
  for (uint32_t s = 0; !status && s < view->report->n_sentences; s++) {
    const sr_arena_mark mark = sr_arena_save(scratch);
    status = find_in_sentence(tagger, view, s, &seq, scratch, arena, cues, err);
    sr_arena_reset(scratch, mark);
  }
  sr_arena_free(seq.arena);
  sr_arena_free(scratch);
  return status;
}

/* A cue and those of other places that are sure; place is its own. */
static sr_status cues_beside(const sr_attr__cues *cues, uint32_t cue, sr_arena *arena, sr_av_ranges *out,
                             uint32_t *place, sr_error *err) {
  for (uint32_t k = 0; k < cues->n; k++) {
    const sr_attr__cue *other = &cues->at[k];
    if (k != cue && (other->p < SR_ATTR_CUE_SURE || other->place == cues->at[cue].place)) continue;
    if (k == cue) *place = out->n;
    sr_av_range *to = SR_PUSH(arena, out);
    if (!to) return sr_arena_fail(arena, err);
    *to = other->words;
  }
  return SR_OK;
}

/* Adds the spans of a role by a cue of probability p, from word `offset` on, to those by other readings of the cue. */
static sr_status pool_spans(const sr_tag_chain *chain, sr_tag_role role, float p, uint32_t offset, sr_arena *scratch,
                            sr_tag_spans *pool, sr_error *err) {
  sr_tag_spans found = {0};
  SR_TRY(sr_tag_chain_spans(chain, role, SPAN_FLOOR, scratch, &found, err));
  for (uint32_t k = 0; k < found.n; k++) {
    const sr_tag_span span = {offset + found.at[k].first, offset + found.at[k].end, p * found.at[k].p};
    uint32_t same = 0;
    while (same < pool->n && (pool->at[same].first != span.first || pool->at[same].end != span.end)) same++;
    if (same < pool->n) {
      pool->at[same].p += span.p;
      continue;
    }
    sr_tag_span *to = SR_PUSH(scratch, pool);
    if (!to) return sr_arena_fail(scratch, err);
    *to = span;
  }
  return SR_OK;
}

static sr_status take_spans(sr_tag_spans *pool, float from, sr_arena *arena, sr_av_ranges *out, sr_error *err) {
  sr_tag_spans_part(pool);
  for (uint32_t k = 0; k < pool->n; k++) {
    if (pool->at[k].p < from) continue;
    sr_av_range *range = SR_PUSH(arena, out);
    if (!range) return sr_arena_fail(arena, err);
    *range = (sr_av_range){pool->at[k].first, pool->at[k].end};
  }
  return SR_OK;
}

/* Source and content of the cues [first, end) of one place; there is none if there is no content. */
static sr_status take_place(const sr_tagger *tagger, const sr_attr__view *view, const sr_attr__cues *cues,
                            uint32_t first, uint32_t end, sr_tag_sequence *seq, sr_arena *scratch, sr_arena *arena,
                            sr_attr__learnt_list *out, sr_error *err) {
  sr_tag_spans contents = {0}, sources = {0};
  uint32_t best = first;
  for (uint32_t k = first; k < end; k++) {
    const sr_attr__cue *cue = &cues->at[k];
    const sr_av_range window = sr_attr__window(view, cue->words);
    sr_av_ranges beside = {0};
    sr_tag_chain chain;
    uint32_t place = 0;
    if (cue->p > cues->at[best].p) best = k;
    SR_TRY(cues_beside(cues, k, scratch, &beside, &place, err));
    sr_tag_clear(seq);
    sr_attr__span_features(view, beside.at, beside.n, place, window, seq);
    SR_TRY(make_chain(tagger, seq, scratch, &chain, err));
    SR_TRY(pool_spans(&chain, CONTENT, cue->p, window.first, scratch, &contents, err));
    for (size_t r = 0; r < sizeof SOURCES / sizeof *SOURCES; r++)
      SR_TRY(pool_spans(&chain, SOURCES[r], cue->p, window.first, scratch, &sources, err));
  }
  sr_attr__learnt reading = {.cue = cues->at[best].words};
  SR_TRY(take_spans(&contents, CONTENT_FROM, arena, &reading.content, err));
  if (!reading.content.n) return SR_OK;
  SR_TRY(take_spans(&sources, SOURCE_FROM, arena, &reading.source, err));
  sr_attr__learnt *to = SR_PUSH(arena, out);
  if (!to) return sr_arena_fail(arena, err);
  *to = reading;
  return SR_OK;
}

sr_status sr_attr__find_spans(const sr_tagger *tagger, const sr_attr__view *view, const sr_attr__cues *cues,
                              sr_arena *arena, sr_attr__learnt_list *out, sr_error *err) {
  sr_tag_sequence seq = {.arena = sr_arena_new(sr_arena_ceiling(arena))};
  sr_arena *scratch = sr_arena_new(sr_arena_ceiling(arena));
  sr_status status = seq.arena && scratch ? SR_OK : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to tag in");
  for (uint32_t k = 0, next; !status && k < cues->n; k = next) {
    for (next = k + 1; next < cues->n && cues->at[next].place == cues->at[k].place;) next++;
    const sr_arena_mark mark = sr_arena_save(scratch);
    status = take_place(tagger, view, cues, k, next, &seq, scratch, arena, out, err);
    sr_arena_reset(scratch, mark);
  }
  sr_arena_free(seq.arena);
  sr_arena_free(scratch);
  return status;
}

sr_status sr_attr__learnt_read(const sr_attr__taggers *taggers, const sr_attr__view *view, sr_arena *arena,
                               sr_attr__learnt_list *out, sr_error *err) {
  sr_attr__cues cues = {0};
  SR_TRY(sr_attr__find_cues(taggers->cue, view, arena, &cues, err));
  return sr_attr__find_spans(taggers->span, view, &cues, arena, out, err);
}
