#include "syntax/lexicon.h"

#include "syntax/feature.h"

sr_lexicon_place sr_lexicon_place_of(sr_slice key, uint16_t seed, uint32_t n_cells) {
  enum { SEED = 1000, BITS = 20, CHECK_BITS = 4 };
  const uint64_t third = (n_cells - 1) / 3;
  uint64_t h = sr_feature_hash(key.ptr, key.len, SEED + (uint64_t)seed);
  sr_lexicon_place place;
  for (uint32_t i = 0; i < 3; i++, h >>= BITS)
    place.at[i] = 1 + (uint32_t)(i * third + ((h & ((1 << BITS) - 1)) * third >> BITS));
  place.check = (uint16_t)(h << (16 - CHECK_BITS));
  return place;
}

sr_slice sr_lexicon_parts(const sr_lexicon *lexicon, sr_slice key) {
  if (lexicon->n_cells <= 3) return (sr_slice){0};
  const sr_lexicon_place place = sr_lexicon_place_of(key, lexicon->cells[0], lexicon->n_cells);
  uint16_t value = place.check;
  for (int i = 0; i < 3; i++) value ^= lexicon->cells[place.at[i]];
  if (value >= lexicon->n_sets || value >= SR_LEXICON_SETS) return (sr_slice){0};
  return (sr_slice){lexicon->pool + lexicon->offsets[value], lexicon->offsets[value + 1] - lexicon->offsets[value]};
}
