#include "read/attribution_learnt.h"

sr_attr__taggers sr_attr__taggers_of(const sr_tagger_file *file) {
  const sr_attr__taggers t = {sr_tagger_find(file, "cue"), sr_tagger_find(file, "span")};
  const bool fit =
      t.cue && t.span && t.cue->n_labels == SR_ATTR_CUE_LABEL_COUNT && t.span->n_labels == SR_ATTR_SPAN_LABEL_COUNT;
  return fit ? t : (sr_attr__taggers){0};
}

static bool push_cues(const uint8_t *labels, uint32_t first, uint32_t n, sr_arena *arena, sr_av_ranges *cues) {
  for (uint32_t i = 0; i < n; i++) {
    if (labels[i] == SR_ATTR_OUT) continue;
    sr_av_range *cue = SR_PUSH(arena, cues);
    if (!cue) return false;
    cue->first = first + i;
    while (i + 1 < n && labels[i + 1] == SR_ATTR_IN_CUE) i++;
    cue->end = first + i + 1;
  }
  return true;
}

sr_status sr_attr__find_cues(const sr_tagger *tagger, const sr_attr__view *view, sr_arena *arena, sr_tag_sequence *seq,
                             sr_av_ranges *cues, sr_error *err) {
  const sr_report *report = view->report;
  uint32_t longest = 0;
  for (uint32_t s = 0; s < report->n_sentences; s++)
    if (report->sentences[s].n_tokens > longest) longest = report->sentences[s].n_tokens;
  uint8_t *labels = SR_NEW(seq->arena, uint8_t, longest);
  if (!labels) return sr_arena_fail(seq->arena, err);
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    const uint32_t first = report->sentences[s].first_token, n = report->sentences[s].n_tokens;
    sr_tag_clear(seq);
    sr_attr__cue_features(view, s, seq);
    SR_TRY(sr_tagger_run(tagger, seq, seq->arena, labels, err));
    if (!push_cues(labels, first, n, arena, cues)) return sr_arena_fail(arena, err);
  }
  return SR_OK;
}

/* Wherever a source stands to the content, it is one. */
static void drop_places(uint8_t *labels, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    labels[i] = (uint8_t)(labels[i] >= SR_ATTR_AFTER ? labels[i] - SR_ATTR_AFTER
                          : labels[i] >= SR_ATTR_GAP ? labels[i] - SR_ATTR_GAP
                                                     : labels[i]);
}

/* Runs of a role, given by the number of its "begin" label. */
static bool take_spans(const uint8_t *labels, sr_av_range window, uint8_t begin, sr_arena *arena, sr_av_ranges *out) {
  for (uint32_t i = window.first; i < window.end;) {
    const uint8_t y = labels[i++ - window.first];
    if (y != begin && y != begin + 1) continue;
    sr_av_range *range = SR_PUSH(arena, out);
    if (!range) return false;
    range->first = i - 1;
    while (i < window.end && labels[i - window.first] == begin + 1) i++;
    range->end = i;
  }
  return true;
}

/* Source and content of a cue; it is none if there is no content. */
static sr_status take_cue(const sr_tagger *tagger, const sr_attr__view *view, const sr_av_ranges *cues, uint32_t cue,
                          sr_tag_sequence *seq, sr_arena *scratch, sr_arena *arena, sr_attr__learnt_list *out,
                          sr_error *err) {
  const sr_av_range window = sr_attr__window(view, cues->at[cue]);
  const uint32_t n = window.end - window.first;
  const sr_arena_mark mark = sr_arena_save(scratch);
  sr_attr__learnt reading = {.cue = cues->at[cue]};
  sr_tag_clear(seq);
  sr_attr__span_features(view, cues->at, cues->n, cue, window, seq);
  uint8_t *labels = SR_RAW(scratch, uint8_t, n);
  if (!labels) return sr_arena_fail(scratch, err);
  SR_TRY(sr_tagger_run(tagger, seq, scratch, labels, err));
  drop_places(labels, n);
  const bool taken = take_spans(labels, window, SR_ATTR_BEGIN_SOURCE, arena, &reading.source) &&
                     take_spans(labels, window, SR_ATTR_BEGIN_CONTENT, arena, &reading.content);
  sr_arena_reset(scratch, mark);
  if (taken && !reading.content.n) return SR_OK;
  sr_attr__learnt *to = taken ? SR_PUSH(arena, out) : NULL;
  if (!to) return sr_arena_fail(arena, err);
  *to = reading;
  return SR_OK;
}

sr_status sr_attr__find_spans(const sr_tagger *tagger, const sr_attr__view *view, const sr_av_ranges *cues,
                              sr_arena *arena, sr_attr__learnt_list *out, sr_error *err) {
  sr_tag_sequence seq = {.arena = sr_arena_new(sr_arena_ceiling(arena))};
  sr_arena *scratch = sr_arena_new(sr_arena_ceiling(arena));
  sr_status status = seq.arena && scratch ? SR_OK : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to tag in");
  for (uint32_t k = 0; !status && k < cues->n; k++)
    status = take_cue(tagger, view, cues, k, &seq, scratch, arena, out, err);
  sr_arena_free(seq.arena);
  sr_arena_free(scratch);
  return status;
}

sr_status sr_attr__learnt_read(const sr_attr__taggers *taggers, const sr_attr__view *view, sr_arena *arena,
                               sr_attr__learnt_list *out, sr_error *err) {
  sr_arena *scratch = sr_arena_new(sr_arena_ceiling(arena));
  if (!scratch) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to tag in");
  sr_tag_sequence seq = {.arena = scratch};
  sr_av_ranges cues = {0};
  const sr_status status = sr_attr__find_cues(taggers->cue, view, arena, &seq, &cues, err);
  sr_arena_free(scratch);
  return status ? status : sr_attr__find_spans(taggers->span, view, &cues, arena, out, err);
}
