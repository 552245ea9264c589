/* Cues, and how words of their sentence hang with them. Internal to the attribution reader and its trainer. */
#ifndef SR_READ_ATTRIBUTION_HANG_H
#define SR_READ_ATTRIBUTION_HANG_H

#include "base/vec.h"
#include "read/attribution_view.h"

typedef struct sr_av_range {
  uint32_t first, end; /* tokens */
} sr_av_range;

/* Ranges in order of the text. */
typedef SR_VEC(sr_av_range) sr_av_ranges;

/* A cue as all items of its window see it. */
typedef struct sr_av_seen {
  sr_av_range at;
  uint32_t head;      /* token of the cue that the others hang on */
  uint32_t key, kind; /* lemma of the head and the whole cue's words; upos with relation */
  uint32_t shared;    /* subject of the clause that the cue's clause is joined to or hangs on, if it has none */
  uint32_t quote_before, quote_after; /* quotations nearest to it */
} sr_av_seen;

sr_av_seen sr_av_see(const sr_attr__view *view, sr_av_range window, sr_av_range cue);

/* How an item hangs with the cue: the branch below the cue's head that holds it, or else the way up and down again. */
typedef struct sr_av_hanging {
  uint32_t branch; /* the child of the common ancestor that holds the item; the item itself, if it is the ancestor */
  uint32_t up;     /* key of the relations from the cue's head up to the common ancestor; 0: it is the cue's head */
  uint32_t steps_up, steps_down;
  uint8_t relation; /* of the branch */
} sr_av_hanging;

sr_av_hanging sr_av_hang(const sr_av_token *at, const sr_av_seen *cue, uint32_t i);

/* 0 in front of the cue, 1 in it, 2 behind it. */
static inline uint32_t sr_av_side(const sr_av_seen *c, uint32_t i) {
  return i < c->at.first ? 0 : i >= c->at.end ? 2 : 1;
}

/* Key of a row of lexicon/cues.tsv: its kind with its need; 0 outside the table. */
uint32_t sr_av_row_key(uint32_t row);

/* Lengths and distances, coarser as they grow. */
static inline uint32_t sr_av_bucket(uint32_t n) {
  return n < 5 ? n : n < 8 ? 5 : n < 12 ? 6 : n < 20 ? 7 : n < 35 ? 8 : 9;
}

#endif
