/* What the attribution taggers look at: every feature template of both, in one place.
 *
 * The cue tagger reads sentences and marks verb groups, nouns and phrases that attribute ("did not say", "in his view",
 * "according to"). The span tagger reads, for one cue, the words around it and marks its source and content. The
 * program and its trainer (tools/train/attribution.c) call the same functions. Linear in the items. */
#ifndef SR_READ_ATTRIBUTION_FEATURES_H
#define SR_READ_ATTRIBUTION_FEATURES_H

#include "read/attribution_hang.h"
#include "read/tagger.h"

/* Labels, in the order of the models. */
#define SR_ATTR_CUE_LABELS "O", "B-cue", "I-cue", "L-cue"
/* Words outside of the content, and those of a source, have labels of their own in front of the content, between its
 * pieces and behind it: the chain remembers where it is, and a second piece must be worth its gap. */
#define SR_ATTR_SPAN_LABELS                                                                                    \
  "O", "B-source", "I-source", "B-content", "I-content", "gap", "B-between", "I-between", "after", "B-behind", \
      "I-behind", "L-content", "L-source", "L-between", "L-behind"
enum { SR_ATTR_CUE_LABEL_COUNT = 4, SR_ATTR_SPAN_LABEL_COUNT = 15 };
enum { SR_ATTR_OUT, SR_ATTR_BEGIN_CUE, SR_ATTR_IN_CUE, SR_ATTR_LAST_CUE };
enum {
  SR_ATTR_BEGIN_SOURCE = 1,
  SR_ATTR_IN_SOURCE,
  SR_ATTR_BEGIN_CONTENT,
  SR_ATTR_IN_CONTENT,
  SR_ATTR_GAP, /* then the source's two, shifted */
  SR_ATTR_AFTER = SR_ATTR_GAP + 3,
  SR_ATTR_LAST_CONTENT = SR_ATTR_AFTER + 3,
  SR_ATTR_LAST_SOURCE,
  SR_ATTR_LAST_BETWEEN,
  SR_ATTR_LAST_BEHIND /* the last word of a piece of several */
};

/* The items of one sentence. */
void sr_attr__cue_features(const sr_attr__view *view, uint32_t sentence, sr_tag_sequence *seq);

/* The stretch around a cue in which its source and content are looked for: its sentence, and those that a quotation
 * which touches it runs on to. */
sr_av_range sr_attr__window(const sr_attr__view *view, sr_av_range cue);
/* The items of a window; cues are all of the report, in order. */
void sr_attr__span_features(const sr_attr__view *view, const sr_av_range *cues, uint32_t n_cues, uint32_t cue,
                            sr_av_range window, sr_tag_sequence *seq);

#endif
