/* Training data: treebanks and entity sets as sentences of numbers, with the inventories that give the numbers names.
 *
 * Everything lives in one arena. The vocabulary and the inventories are frozen by data_freeze, after the training files
 * and before the development file: what is not in them is unknown from then on. */
#ifndef SR_TRAIN_DATA_H
#define SR_TRAIN_DATA_H

#include "net.h"

#include "base/map.h"
#include "base/vec.h"
#include "syntax/conllu.h"
#include "syntax/lexicon.h"

typedef SR_VEC(sr_slice) slice_vec;
typedef SR_VEC(uint32_t) count_vec;

/* Names with their numbers, in order of first sight. */
typedef struct inventory {
  sr_map map;
  slice_vec names;
  count_vec counts;
  bool frozen;
} inventory;

/* The ways in which a token can be part of a name: outside, then begin and inside of each type. */
enum { ENTITY_PER, ENTITY_ORG, ENTITY_LOC, ENTITY_TYPES };
enum { ENTITY_TAGS = 1 + 2 * ENTITY_TYPES };

typedef struct train_corpus {
  SR_VEC(net_sentence) sentences;
  SR_VEC(const sr_conllu_sentence *) sources;
  SR_VEC(uint8_t) turns; /* n: the sentence takes part in each n-th epoch */
  uint64_t n_words;
} train_corpus;

typedef struct train_data {
  sr_arena *arena;
  uint32_t affix_rows, gram_rows;
  sr_lexicon lexicon;
  uint16_t *lexicon_cells;
  slice_vec lexicon_sets;
  sr_map type_map;
  SR_VEC(net_type) types;
  slice_vec type_keys;
  inventory words, labels, tags[NET_TAGS];
  uint32_t n_trained; /* words from this one on have a vector and no row of their own */
  real *vectors;      /* [words.names.n][vector_dim], zeros for a word without one; NULL before data_read_vectors */
  uint32_t vector_dim;
  count_vec factor_offsets, factor_ids; /* parts of all tags (net_set_factors), made by data_freeze */
  uint32_t n_factors;
} train_data;

train_data *data_new(uint32_t affix_rows, uint32_t gram_rows);
void data_free(train_data *data);

/* Before the other files: a lexicon as text, a line "form<tab>part part ..." a form (.gz or not). */
SR_MUST_CHECK sr_status data_read_lexicon(train_data *data, const char *path, sr_error *err);

/* How a file is read. */
typedef struct data_options {
  slice_vec only; /* documents whose id contains one of these; none: all */
  uint32_t first; /* only so many sentences of a treebank; 0: all */
  uint32_t hold;  /* without each hold-th document of an entity set; 0: all */
  uint32_t turns; /* sentences of an entity set take part in each turns-th epoch, by turns */
  bool without_xpos;
} data_options;

/* Reads a CoNLL-U file (.gz or not) into the corpus. */
SR_MUST_CHECK sr_status data_read_treebank(train_data *data, const char *path, const data_options *options,
                                           train_corpus *into, sr_error *err);
/* Reads entity NDJSON ({"id", "text", "entities"}) and marks the tokens of the corpus' documents of the same id;
 * documents that the corpus does not have are cut by the segmenter (weights; needed for them alone) and added as
 * sentences without trees. *marked and *added count documents. */
SR_MUST_CHECK sr_status data_read_entities(train_data *data, const char *path, const data_options *options,
                                           const float *segment, train_corpus *into, uint32_t *marked, uint32_t *added,
                                           sr_error *err);
/* Words and lemma scripts that occur fewer times than given become unknown; no new name is added afterwards. */
SR_MUST_CHECK sr_status data_freeze(train_data *data, train_corpus *train, uint32_t words_min, uint32_t lemma_min,
                                    sr_error *err);
/* Copies of sentences whose names are marked, made so that names are learnt as reports write them. Copies have tags and
 * names and no trees; each number says in how many epochs a copy takes part once, 0: there are none. */
typedef struct data_variants {
  uint32_t joined;       /* sentences without a final mark together with the next ones: lists, signatures, headings */
  uint32_t lower, upper; /* in small letters, in capitals */
  uint32_t swapped; /* so many copies with other names of the same type, half of which are there in an epoch (X. Dai and
                     * H. Adel, An analysis of simple data augmentation for named entity recognition, COLING 2020) */
} data_variants;

/* After data_freeze, as copies count for nothing in the vocabulary, and before the vectors. */
SR_MUST_CHECK sr_status data_add_variants(train_data *data, const data_variants *variants, train_corpus *into,
                                          sr_error *err);
/* After data_freeze, before the development files: word vectors as text (a line "count dimensions", then a word and
 * its numbers a line, most frequent first; .gz or not), rounded as a model file rounds them. Kept are the first `most`
 * and those of words of the training files. */
SR_MUST_CHECK sr_status data_read_vectors(train_data *data, const char *path, uint32_t most, sr_error *err);

#endif
