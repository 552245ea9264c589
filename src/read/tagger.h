/* Sequence taggers: a label for each item of a sequence, by learnt weights of features.
 *
 * An item (a word, a candidate) is a bag of features, and a feature is a 32-bit key that the caller makes of a
 * template's number and whatever it looks at:
 *
 *   sr_tag_put(&seq, LEMMA_BEFORE, lemma_hash);   ... all features of the item ...   sr_tag_next(&seq);
 *
 * The trainer (tools/train/taglearn.h) counts keys, gives the frequent ones a slot of a table and learns; a key without
 * a slot counts for nothing. The score of label y at item i is that of a linear-chain CRF (Lafferty, McCallum and
 * Pereira, ICML 2001) whose emissions are a sum over the item's features f and, if the model has hidden units, a small
 * network over the sum of their vectors:
 *
 *   s(i, y) = b_y + sum_f w[f][y] + out_y . relu(c + sum_f e[f])        path: sum_i s(i, y_i) + move(y_(i-1), y_i)
 *
 * w and e are 8-bit integers with one scale a table, so sums are exact and the labels are the same on every machine.
 * The best path is found by the Viterbi algorithm, O(items * labels^2). Labels in BIO keep their order: "I-x"
 * follows "B-x" or "I-x" only, and so does "L-x", the last item of several where it has a label of its own.
 *
 * A file holds one or several named taggers:
 *
 *   header    64 bytes: magic "SITREPTG", version, byte order mark, size, CRC-32 of all behind the header, taggers
 *   entries   one 128-byte entry a tagger: its name, counts, scales, offsets
 *   arrays    each at a multiple of 64 bytes: labels (16 bytes each, padded with NUL), key prints (uint16, 0 empty),
 *             w, e (int8), and the floats bias, c, out, move
 *
 * It is mapped read-only and checked when opened (checksum, bounds, finite floats): a damaged or hostile file is an
 * error. A model that is open never changes: any thread. */
#ifndef SR_READ_TAGGER_H
#define SR_READ_TAGGER_H

#include "base/slice.h"
#include "base/vec.h"
#include "syntax/kernel.h"

enum {
  SR_TAGGER_VERSION = 1,
  SR_TAGGER_HEADER = 64,
  SR_TAGGER_BYTE_ORDER = 0x01020304,
  SR_TAGGER_ALIGN = 64,
  SR_TAGGER_FILE_MAX = 8, /* taggers in one file */
  SR_TAGGER_LABELS = 16,
  SR_TAGGER_LABEL_SIZE = 16,
  SR_TAGGER_HIDDEN = 128,
  SR_TAGGER_BUCKET = 4,     /* slots in which a key may stand */
  SR_TAGGER_FEATURES = 400, /* of one item; further ones are left out */
};

/* ---- features ---- */

typedef struct sr_tag_sequence {
  sr_arena *arena;
  SR_VEC(uint32_t) keys;
  SR_VEC(uint32_t) ends; /* [items] where each item's keys end */
  bool failed;           /* no memory: sr_tagger_run will say so */
} sr_tag_sequence;

static inline uint32_t sr_tag_mix(uint32_t a, uint32_t b) {
  uint64_t x = (((uint64_t)a << 32) | b) + 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return (uint32_t)(x >> 32);
}

/* FNV-1a with a final mix: texts as keys. */
static inline uint32_t sr_tag_text(sr_slice text) {
  return sr_tag_mix(sr_slice_hash(SR_SLICE_HASH, text), (uint32_t)text.len);
}

/* A feature of the item that is being made. */
static inline void sr_tag_key(sr_tag_sequence *seq, uint32_t key) {
  uint32_t *to = SR_PUSH(seq->arena, &seq->keys);
  if (to)
    *to = key;
  else
    seq->failed = true;
}
/* A feature of a template and one, two or three values. */
static inline void sr_tag_put(sr_tag_sequence *seq, uint32_t template, uint32_t a) {
  sr_tag_key(seq, sr_tag_mix(template, a));
}
static inline void sr_tag_put2(sr_tag_sequence *seq, uint32_t template, uint32_t a, uint32_t b) {
  sr_tag_put(seq, template, sr_tag_mix(a, b));
}
static inline void sr_tag_put3(sr_tag_sequence *seq, uint32_t template, uint32_t a, uint32_t b, uint32_t c) {
  sr_tag_put(seq, template, sr_tag_mix(sr_tag_mix(a, b), c));
}

/* The item is complete; the next one begins. */
static inline void sr_tag_next(sr_tag_sequence *seq) {
  uint32_t *to = SR_PUSH(seq->arena, &seq->ends);
  if (to)
    *to = seq->keys.n;
  else
    seq->failed = true;
}

static inline void sr_tag_clear(sr_tag_sequence *seq) { seq->keys.n = seq->ends.n = 0; }

/* ---- models ---- */

typedef struct sr_tagger {
  sr_slice name, labels[SR_TAGGER_LABELS];
  uint32_t n_labels, hidden, n_slots; /* hidden: a multiple of 8, or 0; n_slots: a power of two */
  const uint16_t *prints;             /* [n_slots] */
  const int8_t *weights, *vectors;    /* [n_slots][n_labels], [n_slots][hidden] */
  float weight_scale, vector_scale;
  const float *bias;         /* [n_labels] */
  const float *hidden_bias;  /* [hidden] */
  const float *out;          /* [n_labels][hidden] */
  const float *moves;        /* [n_labels + 1][n_labels]; the last row is from the beginning */
  const sr_kernels *kernels; /* set by sr_tagger_read */
} sr_tagger;

typedef struct sr_tagger_file {
  sr_slice bytes;
  bool mapped;
  sr_tagger taggers[SR_TAGGER_FILE_MAX];
  uint32_t n;
} sr_tagger_file;

/* As they stand in the file. */
typedef struct sr_tagger_header {
  char magic[8];
  uint32_t version, byte_order;
  uint64_t size;
  uint32_t crc32, n_taggers;
  uint8_t reserved[32];
} sr_tagger_header;

typedef struct sr_tagger_entry {
  char name[32];
  uint32_t n_labels, hidden, n_slots;
  float weight_scale, vector_scale;
  uint32_t labels, prints, weights, vectors, bias, hidden_bias, out, moves; /* offsets from the file's start */
  uint8_t reserved[44];
} sr_tagger_entry;

/* Reads a file from bytes, which must be aligned to 64 and outlive it. Errors: SR_ERR_INPUT with the byte. */
SR_MUST_CHECK sr_status sr_tagger_read(sr_slice bytes, sr_tagger_file *file, sr_error *err);
/* Maps a file and reads it; ended by sr_tagger_close. Errors: SR_ERR_IO, SR_ERR_INPUT. */
SR_MUST_CHECK sr_status sr_tagger_map(const char *path, sr_tagger_file *file, sr_error *err);
void sr_tagger_close(sr_tagger_file *file);
/* The tagger of a name, or NULL. */
const sr_tagger *sr_tagger_find(const sr_tagger_file *file, const char *name);

/* ---- use ---- */

/* The slot of a key, or UINT32_MAX. The trainer calls it too. */
uint32_t sr_tagger_slot(const uint16_t *prints, uint32_t n_slots, uint32_t key);
/* The 16 bits of a key that its slot keeps; never 0. */
static inline uint16_t sr_tagger_print(uint32_t key) { return (uint16_t)((key >> 16) | (key >> 16 == 0)); }
/* Whether label `to` may follow `from` (NULL at the beginning) by BIO and the last items' labels. */
bool sr_tagger_may_follow(const sr_slice *from, sr_slice to);

/* Emission scores, [items][n_labels]. scores has room for seq->ends.n * n_labels. */
void sr_tagger_score(const sr_tagger *tagger, const sr_tag_sequence *seq, float *scores);
/* The best path through scores, which may have been changed by the caller: labels [n]. scratch is left as it was.
 * Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_tagger_path(const sr_tagger *tagger, const float *scores, uint32_t n, sr_arena *scratch,
                                       uint8_t *labels, sr_error *err);
/* Both: the labels of a sequence. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_tagger_run(const sr_tagger *tagger, const sr_tag_sequence *seq, sr_arena *scratch,
                                      uint8_t *labels, sr_error *err);

#endif
