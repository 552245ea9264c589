/* Attributions by the learnt taggers: cues sentence by sentence, then the source and content of each cue
 * (attribution_features.h). Needs trees. The models come from tools/train/attribution.c; models/attribution.md is their
 * card. Internal to the attribution reader. Cost: some hundred table look-ups a word. */
#ifndef SR_READ_ATTRIBUTION_LEARNT_H
#define SR_READ_ATTRIBUTION_LEARNT_H

#include "read/attribution_features.h"

/* Tokens, in order of the text. */
typedef SR_VEC(sr_av_range) sr_av_ranges;
typedef SR_VEC(sr_av_cue) sr_av_cues;

typedef struct sr_attr__learnt {
  sr_av_cue cue;
  sr_av_ranges source, content;
} sr_attr__learnt;

typedef SR_VEC(sr_attr__learnt) sr_attr__learnt_list;

/* The cues of a report, in order; sure [n_tokens] is how sure the tagger was of each token (sr_av_cue). seq is scratch.
 * Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attr__find_cues(const sr_tagger *tagger, const sr_attr__view *view, sr_arena *arena,
                                           sr_tag_sequence *seq, uint8_t *sure, sr_av_cues *cues, sr_error *err);

/* Cues without content are left out. In order of cue; lives in the arena. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_attr__learnt_read(const sr_tagger *cue_tagger, const sr_tagger *span_tagger,
                                             const sr_attr__view *view, sr_arena *arena, sr_attr__learnt_list *out,
                                             sr_error *err);

#endif
