#include "read/attribution_learnt.h"

static uint8_t sure_of(const float *scores) {
  const float begin = scores[SR_ATTR_BEGIN_CUE], in = scores[SR_ATTR_IN_CUE];
  const float margin = (begin > in ? begin : in) - scores[SR_ATTR_OUT] + SR_AV_SURE_EVEN;
  return margin <= 0 ? 0 : margin >= SR_AV_SURE_MAX ? SR_AV_SURE_MAX : (uint8_t)margin;
}

static bool push_cues(const uint8_t *labels, const uint8_t *sure, uint32_t first, uint32_t n, sr_arena *arena,
                      sr_av_cues *cues) {
  for (uint32_t i = 0; i < n; i++) {
    if (labels[i] == SR_ATTR_OUT) continue;
    sr_av_cue *cue = SR_PUSH(arena, cues);
    if (!cue) return false;
    *cue = (sr_av_cue){first + i, first + i + 1, sure[i]};
    for (; i + 1 < n && labels[i + 1] == SR_ATTR_IN_CUE; cue->end++)
      if (sure[++i] > cue->sure) cue->sure = sure[i];
  }
  return true;
}

sr_status sr_attr__find_cues(const sr_tagger *tagger, const sr_attr__view *view, sr_arena *arena, sr_tag_sequence *seq,
                             uint8_t *sure, sr_av_cues *cues, sr_error *err) {
  const sr_report *report = view->report;
  uint32_t longest = 0;
  for (uint32_t s = 0; s < report->n_sentences; s++)
    if (report->sentences[s].n_tokens > longest) longest = report->sentences[s].n_tokens;
  float *scores = SR_NEW(seq->arena, float, (size_t)longest *SR_ATTR_CUE_LABEL_COUNT);
  uint8_t *labels = SR_NEW(seq->arena, uint8_t, longest);
  if (!scores || !labels) return sr_arena_fail(seq->arena, err);
  for (uint32_t s = 0; s < report->n_sentences; s++) {
    const uint32_t first = report->sentences[s].first_token, n = report->sentences[s].n_tokens;
    sr_tag_clear(seq);
    sr_attr__cue_features(view, s, seq);
    if (seq->failed) return sr_arena_fail(seq->arena, err);
    sr_tagger_score(tagger, seq, scores);
    SR_TRY(sr_tagger_path(tagger, scores, n, seq->arena, labels, err));
    for (uint32_t i = 0; i < n; i++) sure[first + i] = sure_of(scores + (size_t)i * SR_ATTR_CUE_LABEL_COUNT);
    if (!push_cues(labels, sure + first, first, n, arena, cues)) return sr_arena_fail(arena, err);
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

sr_status sr_attr__learnt_read(const sr_tagger *cue_tagger, const sr_tagger *span_tagger, const sr_attr__view *view,
                               sr_arena *arena, sr_attr__learnt_list *out, sr_error *err) {
  sr_arena *scratch = sr_arena_new(sr_arena_ceiling(arena));
  if (!scratch) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to tag in");
  sr_tag_sequence seq = {.arena = scratch};
  uint8_t *labels = SR_NEW(scratch, uint8_t, view->report->n_tokens);
  uint8_t *sure = SR_NEW(scratch, uint8_t, view->report->n_tokens);
  sr_av_cues cues = {0};
  sr_status status = labels && sure ? sr_attr__find_cues(cue_tagger, view, arena, &seq, sure, &cues, err)
                                    : sr_arena_fail(scratch, err);
  for (uint32_t k = 0; !status && k < cues.n; k++) {
    const sr_av_range window = sr_attr__window(view, cues.at[k]);
    sr_tag_clear(&seq);
    sr_attr__span_features(view, cues.at, cues.n, k, window, &seq);
    status = sr_tagger_run(span_tagger, &seq, scratch, labels, err);
    if (status) break;
    drop_places(labels, window.end - window.first);
    sr_attr__learnt found = {.cue = cues.at[k]};
    if (!take_spans(labels, window, SR_ATTR_BEGIN_SOURCE, arena, &found.source) ||
        !take_spans(labels, window, SR_ATTR_BEGIN_CONTENT, arena, &found.content))
      status = sr_arena_fail(arena, err);
    if (status || !found.content.n) continue;
    sr_attr__learnt *to = SR_PUSH(arena, out);
    if (!to) status = sr_arena_fail(arena, err);
    if (to) *to = found;
  }
  sr_arena_free(scratch);
  return status;
}
