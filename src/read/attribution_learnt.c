#include "read/attribution_learnt.h"

sr_attr__taggers sr_attr__taggers_of(const sr_tagger_file *file) {
  const sr_attr__taggers t = {sr_tagger_find(file, "cue"), sr_tagger_find(file, "span"), sr_tagger_find(file, "check")};
  const bool fit = t.cue && t.span && t.check && t.cue->n_labels == SR_ATTR_CUE_LABEL_COUNT &&
                   t.span->n_labels == SR_ATTR_SPAN_LABEL_COUNT && t.check->n_labels == SR_ATTR_CHECK_LABEL_COUNT;
  return fit ? t : (sr_attr__taggers){0};
}

static uint32_t sure_of(const float *scores) {
  const float begin = scores[SR_ATTR_BEGIN_CUE], in = scores[SR_ATTR_IN_CUE];
  const float margin = 2 * ((begin > in ? begin : in) - scores[SR_ATTR_OUT]) + SR_AV_SURE_EVEN;
  return margin <= 0 ? 0 : margin >= SR_AV_SURE_MAX ? SR_AV_SURE_MAX : (uint32_t)margin;
}

/* scores [n][labels] are those of the sentence whose first token is first. */
static bool push_cues(const uint8_t *labels, const float *scores, uint32_t first, uint32_t n, sr_arena *arena,
                      sr_av_cues *cues) {
  for (uint32_t i = 0; i < n; i++) {
    if (labels[i] == SR_ATTR_OUT) continue;
    sr_av_cue *cue = SR_PUSH(arena, cues);
    if (!cue) return false;
    *cue = (sr_av_cue){first + i, first + i + 1, sure_of(scores + (size_t)i * SR_ATTR_CUE_LABEL_COUNT)};
    for (; i + 1 < n && labels[i + 1] == SR_ATTR_IN_CUE; cue->end++) {
      const uint32_t sure = sure_of(scores + (size_t)++i * SR_ATTR_CUE_LABEL_COUNT);
      if (sure > cue->sure) cue->sure = sure;
    }
  }
  return true;
}

sr_status sr_attr__find_cues(const sr_tagger *tagger, const sr_attr__view *view, sr_arena *arena, sr_tag_sequence *seq,
                             sr_av_cues *cues, sr_error *err) {
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
    if (!push_cues(labels, scores, first, n, arena, cues)) return sr_arena_fail(arena, err);
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

sr_status sr_attr__read_cue(const sr_tagger *tagger, const sr_attr__view *view, const sr_av_cues *cues, uint32_t cue,
                            sr_av_range window, sr_tag_sequence *seq, sr_arena *scratch, sr_arena *arena,
                            sr_attr__learnt *reading, sr_error *err) {
  const uint32_t n = window.end - window.first;
  const sr_arena_mark mark = sr_arena_save(scratch);
  *reading = (sr_attr__learnt){.cue = cues->at[cue]};
  sr_tag_clear(seq);
  sr_attr__span_features(view, cues->at, cues->n, cue, window, seq);
  uint8_t *labels = SR_RAW(scratch, uint8_t, n);
  if (!labels) return sr_arena_fail(scratch, err);
  SR_TRY(sr_tagger_run(tagger, seq, scratch, labels, err));
  drop_places(labels, n);
  const bool taken = take_spans(labels, window, SR_ATTR_BEGIN_SOURCE, arena, &reading->source) &&
                     take_spans(labels, window, SR_ATTR_BEGIN_CONTENT, arena, &reading->content);
  sr_arena_reset(scratch, mark);
  return taken ? SR_OK : sr_arena_fail(arena, err);
}

static sr_status passes(const sr_tagger *check, const sr_attr__view *view, sr_av_range window,
                        const sr_attr__learnt *reading, sr_tag_sequence *seq, sr_arena *scratch, bool *pass,
                        sr_error *err) {
  uint8_t label = SR_ATTR_IS_CUE;
  sr_tag_clear(seq);
  if (check) {
    sr_attr__check_features(view, window, reading, seq);
    SR_TRY(sr_tagger_run(check, seq, scratch, &label, err));
  }
  *pass = label == SR_ATTR_IS_CUE;
  return SR_OK;
}

static sr_status take_cue(const sr_attr__taggers *taggers, const sr_attr__view *view, const sr_av_cues *cues,
                          uint32_t cue, sr_tag_sequence *seq, sr_arena *scratch, sr_arena *arena,
                          sr_attr__learnt_list *out, sr_error *err) {
  const sr_av_range window = sr_attr__window(view, cues->at[cue]);
  sr_attr__learnt reading;
  bool pass;
  SR_TRY(sr_attr__read_cue(taggers->span, view, cues, cue, window, seq, scratch, arena, &reading, err));
  if (!reading.content.n) return SR_OK;
  SR_TRY(passes(taggers->check, view, window, &reading, seq, scratch, &pass, err));
  sr_attr__learnt *to = pass ? SR_PUSH(arena, out) : NULL;
  if (to) *to = reading;
  return to || !pass ? SR_OK : sr_arena_fail(arena, err);
}

sr_status sr_attr__find_spans(const sr_attr__taggers *taggers, const sr_attr__view *view, const sr_av_cues *cues,
                              sr_arena *arena, sr_attr__learnt_list *out, sr_error *err) {
  sr_tag_sequence seq = {.arena = sr_arena_new(sr_arena_ceiling(arena))};
  sr_arena *scratch = sr_arena_new(sr_arena_ceiling(arena));
  sr_status status = seq.arena && scratch ? SR_OK : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to tag in");
  for (uint32_t k = 0; !status && k < cues->n; k++)
    status = take_cue(taggers, view, cues, k, &seq, scratch, arena, out, err);
  sr_arena_free(seq.arena);
  sr_arena_free(scratch);
  return status;
}

sr_status sr_attr__learnt_read(const sr_attr__taggers *taggers, const sr_attr__view *view, sr_arena *arena,
                               sr_attr__learnt_list *out, sr_error *err) {
  sr_arena *scratch = sr_arena_new(sr_arena_ceiling(arena));
  if (!scratch) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to tag in");
  sr_tag_sequence seq = {.arena = scratch};
  sr_av_cues cues = {0};
  const sr_status status = sr_attr__find_cues(taggers->cue, view, arena, &seq, &cues, err);
  sr_arena_free(scratch);
  return status ? status : sr_attr__find_spans(taggers, view, &cues, arena, out, err);
}
