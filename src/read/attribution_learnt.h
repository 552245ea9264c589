/* Attributions by the learnt taggers: cues sentence by sentence, then the source and content of each cue
 * (attribution_features.h). Needs trees. The models come from tools/train/attribution.c; models/attribution.md is their
 * card. Internal to the attribution reader. Cost: some hundred table look-ups a word, and as many for each word of a
 * cue's window. */
#ifndef SR_READ_ATTRIBUTION_LEARNT_H
#define SR_READ_ATTRIBUTION_LEARNT_H

#include "read/attribution_features.h"

/* NULL, both of them, where there is no model. */
typedef struct sr_attr__taggers {
  const sr_tagger *cue, *span;
} sr_attr__taggers;

/* What may be a cue, and the probability that it is one. Those that share words ("said", "said in a statement") are
 * readings of one place in the text, of which one is right at most. */
typedef struct sr_attr__cue {
  sr_av_range words;
  float p;
  uint32_t place; /* counts up from 0 */
} sr_attr__cue;

typedef SR_VEC(sr_attr__cue) sr_attr__cues;

/* From this probability on a cue counts when another is looked at (sr_attr__span_features). */
#define SR_ATTR_CUE_SURE 0.5f

/* A cue with its source and content. */
typedef struct sr_attr__learnt {
  sr_av_range cue;
  sr_av_ranges source, content;
} sr_attr__learnt;

typedef SR_VEC(sr_attr__learnt) sr_attr__learnt_list;

/* The taggers of a file; both NULL if one is missing or of another shape. They live as long as it. */
sr_attr__taggers sr_attr__taggers_of(const sr_tagger_file *file);

/* What may be cues of a report, in order, where it is likely enough that there is one. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attr__find_cues(const sr_tagger *tagger, const sr_attr__view *view, sr_arena *arena,
                                           sr_attr__cues *cues, sr_error *err);

/* The likeliest cue of each place that has content, with content and source: what is likely enough, over all readings
 * of the cue, each by its own probability and the cue's. In order of cue; lives in the arena. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attr__find_spans(const sr_tagger *tagger, const sr_attr__view *view,
                                            const sr_attr__cues *cues, sr_arena *arena, sr_attr__learnt_list *out,
                                            sr_error *err);

/* Cues and their spans. */
SR_MUST_CHECK sr_status sr_attr__learnt_read(const sr_attr__taggers *taggers, const sr_attr__view *view,
                                             sr_arena *arena, sr_attr__learnt_list *out, sr_error *err);

#endif
