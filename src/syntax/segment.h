/* Segmentation: where sentences and words end, decided gap by gap by a linear model learnt from the treebank.
 *
 * White space always ends a word and a blank line always ends a sentence. What remains is asked of a gap, which is
 * white space, or a place within a piece of text between two spaces where letters, digits and other characters meet
 * (and before the ends that English joins on: "don|'t" is "do|n't", "can|not"): does a word end here (SPLIT), does a
 * sentence (SENTENCE), are both words one written token (JOINED, the multiword tokens of CoNLL-U)? Each answer is the
 * sign of a sum of weights, one for each feature of the gap: characters, their classes, pieces and runs of letters on
 * both sides, the length of the sentence so far. Features are hashed into one table (feature.h). Linear in bytes. */
#ifndef SR_SYNTAX_SEGMENT_H
#define SR_SYNTAX_SEGMENT_H

#include "syntax/conllu.h"
#include "syntax/model.h"

typedef enum sr_gap_question { SR_GAP_SPLIT, SR_GAP_SENTENCE, SR_GAP_JOINED, SR_GAP_QUESTIONS } sr_gap_question;

enum {
  SR_SEGMENT_FEATURES = 40,
  SR_SEGMENT_ROWS = 1 << 16, /* weights of a feature: one a question */
};

/* A paragraph, decoded. */
typedef struct sr_paragraph {
  uint32_t *chars, *offsets; /* [n] code points; [n + 1] their bytes from the paragraph's start */
  uint8_t *classes;          /* [n] */
  uint32_t n;
} sr_paragraph;

/* A gap before chars[right], behind chars[left - 1]; left == right if there is no space between. */
typedef struct sr_gap {
  uint32_t left, right;
} sr_gap;

/* Decodes a paragraph of well-formed UTF-8. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_segment_decode(sr_arena *arena, sr_slice paragraph, sr_paragraph *out, sr_error *err);
/* The next gap whose right end is behind `from`; false at the end. Skips places where nothing can end. */
bool sr_segment_next(const sr_paragraph *text, uint32_t from, sr_gap *gap);
/* Rows of the gap's features; sentence_words is the number of words since the sentence began. */
uint32_t sr_segment_features(const sr_paragraph *text, sr_gap gap, uint32_t sentence_words,
                             uint32_t rows[SR_SEGMENT_FEATURES]);

/* Cuts a text into paragraphs, sentences and words with "# text" comments; slices point into text or the arena.
 * Errors: SR_ERR_INPUT (not UTF-8; the model has no segmenter), SR_ERR_LIMIT (past 4 GiB), SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_segment_text(const sr_model *model, sr_arena *arena, sr_slice text, sr_conllu *out,
                                        sr_error *err);

#endif
