/* Features of a word form: which rows of the embedding tables make up its vector.
 *
 *   word    row of the form (lower case, digits as 0) in the vocabulary; row 0 for a word that is not in it
 *   affix   rows of the affix table: the whole form, its prefixes of 1 to 3 and suffixes of 1 to 4 code points, its
 *           shape ("Xxx-00"), each kind with its own hash seed
 *           of a form that the model's lexicon has also its entry there and each part of it (lexicon.h)
 *   gram    rows of the n-gram table: all runs of 2 to 5 code points of "<form>", lower case
 *
 * Tables are addressed by hash (the "hashing trick": Weinberger et al., Feature hashing for large scale multitask
 * learning, ICML 2009; Bojanowski et al., Enriching word vectors with subword information, TACL 2017), so no list of
 * affixes is stored and every form has a vector. The vector is [word | sum of affix rows | mean of gram rows].
 * The trainer and the program must agree on every row, so both call this. Bounded by SR_FEATURE_CHARS; any thread. */
#ifndef SR_SYNTAX_FEATURE_H
#define SR_SYNTAX_FEATURE_H

#include "syntax/lexicon.h"

enum {
  SR_FEATURE_CHARS = 40, /* of a longer form the first 20 and the last 20 code points count */
  SR_FEATURE_PARTS = 16, /* of an entry of the lexicon so many parts count */
  SR_FEATURE_AFFIXES = 10 + SR_FEATURE_PARTS,
  SR_FEATURE_GRAMS = 4 * (SR_FEATURE_CHARS + 2),
  SR_FEATURE_KEY = SR_FEATURE_CHARS * 4
};

typedef struct sr_features {
  char key[SR_FEATURE_KEY]; /* the vocabulary's form of the word */
  uint32_t key_len;
  uint32_t affixes[SR_FEATURE_AFFIXES], n_affixes;
  uint32_t grams[SR_FEATURE_GRAMS], n_grams;
} sr_features;

/* form is well-formed UTF-8; affix_rows and gram_rows are powers of two. An empty form stands for the root: it has no
 * grams and one affix row. */
void sr_features_of(sr_slice form, uint32_t affix_rows, uint32_t gram_rows, const sr_lexicon *lexicon,
                    sr_features *out);

/* FNV-1a, 64 bits, with a final mix: the hash that model files are built on. */
uint64_t sr_feature_hash(const void *bytes, size_t n, uint64_t seed);

#endif
