/* The model of event types: a linear classifier of clauses over the features of event_features.h.
 *
 *   score(y) = bias_y + sum_f value_f w[f][y] + dense_y . d        p = softmax(score)
 *
 * f are 32-bit keys with small values (words of the clause, their places in the tree), d the mean vectors of the
 * clause's parts, from vectors of the commoner English words that come with the model. Weights of keys and vectors are
 * 8-bit integers with scales; sums are taken in a fixed order, so scores are the same on every machine.
 *
 * A file is a 64-byte header and the arrays below it, each at a multiple of 64 bytes. It is mapped read-only and
 * checked when opened (checksum, bounds, order, finite numbers): a damaged or hostile file is an error. An open model
 * never changes: any thread. It comes from tools/train/events.c; models/events.md is its card. */
#ifndef SR_READ_EVENT_MODEL_H
#define SR_READ_EVENT_MODEL_H

#include "base/arena.h"

enum {
  SR_EVENT_TYPES = 16, /* PLOVER's, in the order of sr_event_types */
  SR_EVENT_DIM = 100,  /* of a word's vector */
  SR_EVENT_PARTS = 6,  /* vectors of a clause */
  SR_EVENT_DENSE = SR_EVENT_DIM * SR_EVENT_PARTS,
  SR_EVENT_MODEL_VERSION = 1,
};

extern const char *const sr_event_types[SR_EVENT_TYPES];
/* The number of a type's name; SR_EVENT_TYPES if it is none. */
uint32_t sr_event_type(sr_slice name);

/* As it stands in the file, followed by: feature keys (uint32, rising), their weights (int8 [n][types]), word keys
 * (uint32, rising), scales (float), vectors (int8 [n][dim]), dense weights (float [types][dense]), biases (float). */
typedef struct sr_event_header {
  char magic[8]; /* "SITREPEV" */
  uint32_t version, byte_order;
  uint64_t size;
  uint32_t crc32; /* of all behind the header */
  uint32_t n_features, n_words;
  float weight_scale;
  uint8_t reserved[24];
} sr_event_header;

enum { SR_EVENT_BYTE_ORDER = 0x01020304 };

typedef struct sr_event_model {
  sr_slice file;
  bool mapped;
  uint32_t n_features, n_words;
  float weight_scale;
  const uint32_t *feature_keys, *word_keys;
  const int8_t *weights, *vectors;
  const float *word_scales, *dense, *bias;
} sr_event_model;

/* One clause as the classifier sees it. */
typedef struct sr_event_feature {
  uint32_t key;
  float value;
} sr_event_feature;

/* Where the arrays of a file begin (7 of them) and its size, from the two counts. */
enum { SR_EVENT_ARRAYS = 7 };
uint64_t sr_event_layout(uint32_t n_features, uint32_t n_words, uint64_t offsets[SR_EVENT_ARRAYS]);

/* Reads a model from bytes, which must be aligned to 64 and outlive it. Errors: SR_ERR_INPUT. */
SR_MUST_CHECK sr_status sr_event_model_read(sr_slice bytes, sr_event_model *model, sr_error *err);
/* Maps a file and reads it. Errors: SR_ERR_IO, SR_ERR_INPUT. Ended by sr_event_model_close, which may be called on a
 * zeroed model too. */
SR_MUST_CHECK sr_status sr_event_model_map(const char *path, sr_event_model *model, sr_error *err);
void sr_event_model_close(sr_event_model *model);

/* Adds a word's vector to sum [SR_EVENT_DIM]; false if the model has none. word is in lower case. */
bool sr_event_model_vector(const sr_event_model *model, sr_slice word, float *sum);
/* The key of a text. */
uint32_t sr_event_key(sr_slice text);

/* Probabilities of the types. */
void sr_event_model_score(const sr_event_model *model, const sr_event_feature *features, uint32_t n, const float *dense,
                          float *probabilities);
/* Scores to probabilities, in place. */
void sr_event_softmax(float *scores);

#endif
