/* The tagger of place names: which units of a sentence begin a name, go on with it, or are outside (B, I, O).
 *
 * A linear model over the features of place_feature.c: each feature is hashed to a row of three small weights, a unit's
 * score for a tag is the sum of its rows, and the best sequence in which I follows B or I wins (Viterbi). It was learnt
 * by tools/places (averaged structured perceptron: Collins, EMNLP 2002); models/places.md has data and figures. The
 * weights are part of the program, integers throughout, so the same text gives the same tags everywhere. Linear in
 * units; any thread. */
#ifndef SR_READ_PLACE_TAGGER_H
#define SR_READ_PLACE_TAGGER_H

#include "read/place_unit.h"

enum { SR_TAG_O, SR_TAG_B, SR_TAG_I, SR_TAGS };
enum { SR_TAG_START = SR_TAGS }; /* stands before a sentence's first unit */
enum { SR_PLACE_FEATURES = 128 };

typedef struct sr_place_weights {
  uint32_t n_rows;                           /* a power of two */
  int32_t transitions[SR_TAGS + 1][SR_TAGS]; /* [the tag before][the tag] */
  const int8_t *rows; /* [n_rows][SR_TAGS] */
} sr_place_weights;

/* The weights that are part of the program. */
sr_place_weights sr_place_weights_own(void);
/* The same from a file's bytes (tools/places writes them). Errors: SR_ERR_INPUT. */
SR_MUST_CHECK sr_status sr_place_weights_read(sr_slice bytes, sr_place_weights *weights, sr_error *err);

/* The hashes of a unit's features; their number. A unit that cannot be part of a name has none and is outside. */
uint32_t sr_place_features(const sr_report *report, const sr_place_units *units, uint32_t i,
                           uint32_t out[SR_PLACE_FEATURES]);

/* Tags of all units, by sentence. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_place_tag(const sr_place_weights *weights, const sr_report *report,
                                     const sr_place_units *units, uint8_t *tags, sr_error *err);

#endif
