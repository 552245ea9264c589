/* The morphological lexicon of a model: what a dictionary says of a word form, by which words that the training text
 * does not have are known all the same.
 *
 * A form's entry is a set of parts ("uk:NOUN,inan uk:NOUN:gent,plur"), one of at most 4,096 sets of the lexicon; each
 * part and the set as a whole are rows of the affix table (feature.h). The forms themselves are not stored: three cells
 * of 16 bits that a form's hash chooses give by exclusive or the number of its set (12 bits) and a check (4 bits),
 * about 2.5 bytes a form. A form that is not in the lexicon passes the check by chance, one in sixteen times; as it
 * does so in training as well, the network expects it. Sources: B. Chazelle, J. Kilian, R. Rubinfeld and A. Tal, The
 * Bloomier filter, SODA 2004; T. M. Graf and D. Lemire, Xor filters, ACM J. Exp. Algorithmics 25 (2020). */
#ifndef SR_SYNTAX_LEXICON_H
#define SR_SYNTAX_LEXICON_H

#include <sitrep/base.h>

enum { SR_LEXICON_SETS = 1 << 12 };

/* All zeros: an empty lexicon. */
typedef struct sr_lexicon {
  const uint16_t *cells; /* a seed, then three parts of as many cells */
  uint32_t n_cells;
  const uint32_t *offsets; /* [n_sets + 1] into pool */
  const char *pool;
  uint32_t n_sets;
} sr_lexicon;

/* Where a form's cells are and what their exclusive or has in its upper four bits. n_cells > 3, seed the first cell. */
typedef struct sr_lexicon_place {
  uint32_t at[3];
  uint16_t check;
} sr_lexicon_place;
sr_lexicon_place sr_lexicon_place_of(sr_slice key, uint16_t seed, uint32_t n_cells);

/* The parts of a form, with blanks between them; empty if the lexicon does not have it. key is the vocabulary's form
 * (sr_features). Borrowed from the lexicon; any thread. */
sr_slice sr_lexicon_parts(const sr_lexicon *lexicon, sr_slice key);

#endif
