/* Model files: the weights and names of a trained network, mapped read-only and shared by all threads.
 *
 *   header    64 bytes: magic "SITREPNN", version, byte order mark, size of the file, CRC-32 of all that follows the
 *             header (zlib's), number of sections
 *   table     one entry a section, in the order of SR_MODEL_SECTIONS: kind, rows, columns, offset
 *   sections  each at a multiple of 64 bytes:
 *               ROWS     int8 [rows][columns], then float scale[rows]: embeddings
 *               PANELS   int8 packed as kernel.h says, then float scale[rows rounded up to 16]: weights
 *               FLOATS   float [rows][columns]
 *               SLOTS    uint32 [rows]: open-addressing hash table of the vocabulary, 0 empty
 *               STRINGS  uint32 offsets [rows + 1], then the bytes
 *               CELLS    uint16 [rows]
 *
 * Opening checks the checksum, every bound, every shape against the others and every float for being a small number, so
 * that a damaged, cut or hostile file is an error and never a bad read. Values are little-endian.  */
#ifndef SR_SYNTAX_MODEL_H
#define SR_SYNTAX_MODEL_H

#include "syntax/kernel.h"
#include "syntax/lexicon.h"

#include <sitrep/base.h>

#define SR_MODEL_SECTIONS(X)                                                            \
  X(LANG, STRINGS)       /* language codes */                                           \
  X(ABOUT, STRINGS)      /* one string: data and licence */                             \
  X(WORD_NAMES, STRINGS) /* vocabulary; row 0 is the unknown word */                    \
  X(WORD_SLOTS, SLOTS)                                                                  \
  X(WORD, ROWS)   /* of the first words of the vocabulary */                            \
  X(VECTOR, ROWS) /* of the last words of it */                                         \
  X(AFFIX, ROWS)                                                                        \
  X(GRAM, ROWS)                                                                         \
  X(SRU_P2, PANELS)                                                                     \
  X(SRU_P3, PANELS)                                                                     \
  X(SRU_W1, PANELS)                                                                     \
  X(SRU_W2, PANELS)                                                                     \
  X(SRU_W3, PANELS)                                                                     \
  X(SRU_V1, FLOATS)                                                                     \
  X(SRU_V2, FLOATS)                                                                     \
  X(SRU_V3, FLOATS)                                                                     \
  X(SRU_B1, FLOATS)                                                                     \
  X(SRU_B2, FLOATS)                                                                     \
  X(SRU_B3, FLOATS)                                                                     \
  X(TAG_W, PANELS)                                                                      \
  X(TAG_B, FLOATS)                                                                      \
  X(TAGS_W, PANELS)                                                                     \
  X(TAGS_B, FLOATS)                                                                     \
  X(MLP_W, PANELS)                                                                      \
  X(MLP_B, FLOATS)                                                                      \
  X(ARC_U, PANELS) /* arc_dim rows and one more, the prior of a head */                 \
  X(LABEL_W, PANELS)                                                                    \
  X(LABEL_B, FLOATS)                                                                    \
  X(ENTITY_W, PANELS)                                                                   \
  X(ENTITY_B, FLOATS)                                                                   \
  X(ENTITY_T, FLOATS) /* from tag to tag; the last row: at the beginning */             \
  X(UPOS, STRINGS)                                                                      \
  X(XPOS, STRINGS)                                                                      \
  X(FEATS, STRINGS)                                                                     \
  X(LEMMA, STRINGS)                                                                     \
  X(LABEL, STRINGS)                                                                     \
  X(ENTITY, STRINGS) /* "O", "B-PER", "I-PER", ... */                                   \
  X(SEGMENT, FLOATS) /* weights of the segmenter (segment.h); no row: it has none */    \
  X(LEXICON, CELLS)  /* of the forms of the lexicon (lexicon.h); no row: it has none */ \
  X(LEXICON_SETS, STRINGS)

#define SR_X(name, kind) SR_SECTION_##name,
typedef enum sr_section_id { SR_MODEL_SECTIONS(SR_X) SR_SECTION_COUNT } sr_section_id;
#undef SR_X

typedef enum sr_section_kind {
  SR_KIND_ROWS,
  SR_KIND_PANELS,
  SR_KIND_FLOATS,
  SR_KIND_SLOTS,
  SR_KIND_STRINGS,
  SR_KIND_CELLS
} sr_section_kind;
extern const uint8_t sr_section_kinds[SR_SECTION_COUNT];

enum { SR_MODEL_VERSION = 3, SR_MODEL_ALIGN = 64, SR_MODEL_HEADER = 64, SR_MODEL_BYTE_ORDER = 0x01020304 };
/* Files of before the lexicon end with SEGMENT; what a file does not have is empty. */
enum { SR_SECTIONS_MIN = SR_SECTION_SEGMENT + 1 };
enum { SR_LAYERS = 3, SR_TAG_HEADS = 4 };

/* As they stand in the file. */
typedef struct sr_model_header {
  char magic[8];
  uint32_t version, byte_order;
  uint64_t size;
  uint32_t crc32, n_sections;
  uint8_t reserved[32];
} sr_model_header;

typedef struct sr_model_entry {
  uint32_t kind, rows, columns, reserved;
  uint64_t offset, size;
} sr_model_entry;

typedef struct sr_rows {
  const int8_t *values;
  const float *scales;
  uint32_t rows, columns;
} sr_rows;

typedef struct sr_strings {
  const uint32_t *offsets; /* [n + 1] */
  const char *pool;
  uint32_t n;
} sr_strings;

typedef struct sr_model {
  sr_slice file; /* the mapping, or the caller's bytes */
  bool mapped;
  sr_strings lang, about, words, tags[SR_TAG_HEADS], labels, entities; /* tags: UPOS, XPOS, features, lemma scripts */
  const uint32_t *slots;
  uint32_t n_slots;
  sr_rows word, vector, affix, gram;
  sr_matrix sru_p[SR_LAYERS - 1], sru_w[SR_LAYERS], tag_w, tags_w, mlp_w, arc_u, label_w, entity_w;
  const float *sru_v[SR_LAYERS], *sru_b[SR_LAYERS], *tag_b, *tags_b, *mlp_b, *label_b, *entity_b, *entity_t;
  const float *segment;
  uint32_t n_segment;
  sr_lexicon lexicon;
  uint32_t input_dim, hidden, tag_dim, arc_dim, label_dim, entity_dim;
  uint32_t root_label; /* index of "root" in labels */
} sr_model;

static inline sr_slice sr_string_at(const sr_strings *strings, uint32_t i) {
  return (sr_slice){strings->pool + strings->offsets[i], strings->offsets[i + 1] - strings->offsets[i]};
}

/* Where the parts of a section of a kind begin behind its offset, and how many bytes it has; false: too large. For
 * STRINGS size is that of the offsets alone. */
bool sr_section_layout(uint32_t kind, uint32_t rows, uint32_t columns, uint64_t *second, uint64_t *size);

/* Reads a model from bytes, which must be aligned to 64 and outlive it.
 * Errors: SR_ERR_INPUT with what is wrong and the byte. */
SR_MUST_CHECK sr_status sr_model_read(sr_slice bytes, sr_model *model, sr_error *err);
/* Maps a file and reads it. Ended by sr_model_close. Errors: SR_ERR_IO, SR_ERR_INPUT. */
SR_MUST_CHECK sr_status sr_model_map(const char *path, sr_model *model, sr_error *err);
void sr_model_close(sr_model *model);

/* The vocabulary's row of a word's key, 0 if it is not there. */
uint32_t sr_model_word(const sr_model *model, sr_slice key);

#endif
