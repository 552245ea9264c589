/* Whether a cue is one, by what would be its source and content. The cue tagger sees the words around; here the whole
 * reading that the span tagger gives a cue is looked at: in which order source, cue and content stand, whether a
 * content is a subtree and what it cuts off, whether its quotation marks pair, what the rules say, and how sure the cue
 * tagger was. A tagger (read/tagger.h) with the labels below decides. Internal to the attribution reader and its
 * trainer. Linear in the words of the window. */
#ifndef SR_READ_ATTRIBUTION_CHECK_H
#define SR_READ_ATTRIBUTION_CHECK_H

#include "base/vec.h"
#include "read/attribution_hang.h"
#include "read/tagger.h"

/* Ranges in order of the text. */
typedef SR_VEC(sr_av_range) sr_av_ranges;
typedef SR_VEC(sr_av_cue) sr_av_cues;

typedef struct sr_attr__learnt {
  sr_av_cue cue;
  sr_av_ranges source, content;
} sr_attr__learnt;

typedef SR_VEC(sr_attr__learnt) sr_attr__learnt_list;

#define SR_ATTR_CHECK_LABELS "none", "cue"
enum { SR_ATTR_CHECK_LABEL_COUNT = 2 };
enum { SR_ATTR_IS_NONE, SR_ATTR_IS_CUE };

/* One item. */
void sr_attr__check_features(const sr_attr__view *view, sr_av_range window, const sr_attr__learnt *reading,
                             sr_tag_sequence *seq);

#endif
