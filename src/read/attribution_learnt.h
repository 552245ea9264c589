/* Attributions by the learnt taggers: cues sentence by sentence, then the likeliest readings of each cue, its source
 * and content (attribution_features.h), of which the ranker takes the best or none (attribution_check.h). Needs trees.
 * The models come from tools/train/attribution.c; models/attribution.md is their card. Internal to the attribution
 * reader. Cost: some hundred table look-ups a word, and as many for each reading of a cue. */
#ifndef SR_READ_ATTRIBUTION_LEARNT_H
#define SR_READ_ATTRIBUTION_LEARNT_H

#include "read/attribution_check.h"
#include "read/attribution_features.h"

/* NULL, all of them, where there is no model. */
typedef struct sr_attr__taggers {
  const sr_tagger *cue, *span, *check;
} sr_attr__taggers;

/* The taggers of a file; all NULL if one is missing or of another shape. They live as long as it. */
sr_attr__taggers sr_attr__taggers_of(const sr_tagger_file *file);

/* The cues of a report, in order, those that are hardly any as well: the check leaves them out. seq is scratch.
 * Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attr__find_cues(const sr_tagger *tagger, const sr_attr__view *view, sr_arena *arena,
                                           sr_tag_sequence *seq, sr_av_cues *cues, sr_error *err);

/* Source and content of a cue in its window; the cue is none if there is no content. seq and scratch are left for
 * others to use, the reading lives in the arena. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attr__read_cue(const sr_tagger *tagger, const sr_attr__view *view, const sr_av_cues *cues,
                                          uint32_t cue, sr_av_range window, sr_tag_sequence *seq, sr_arena *scratch,
                                          sr_arena *arena, sr_attr__learnt *reading, sr_error *err);

/* The readings of the cues that pass the check, or with check NULL of all that have content. In order of cue; lives in
 * the arena. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attr__find_spans(const sr_attr__taggers *taggers, const sr_attr__view *view,
                                            const sr_av_cues *cues, sr_arena *arena, sr_attr__learnt_list *out,
                                            sr_error *err);

/* Cues and their spans. */
SR_MUST_CHECK sr_status sr_attr__learnt_read(const sr_attr__taggers *taggers, const sr_attr__view *view,
                                             sr_arena *arena, sr_attr__learnt_list *out, sr_error *err);

#endif
