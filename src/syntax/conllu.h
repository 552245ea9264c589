/* CoNLL-U: reading and writing treebank sentences (universaldependencies.org/format.html).
 *
 * Reads whole files: words with their ten columns, multiword ranges, the comments that say where documents and
 * paragraphs begin. Empty nodes (8.1) are passed over. Word IDs must count from 1 and heads stay inside the sentence; a
 * line that breaks this is an error with its byte. Slices point into the text that was read. Linear in bytes; any
 * thread. */
#ifndef SR_SYNTAX_CONLLU_H
#define SR_SYNTAX_CONLLU_H

#include "base/arena.h"

/* No sentence of the treebanks has 400 words; what is far longer is not a sentence. */
enum { SR_CONLLU_WORDS_MAX = 20000 };
#define SR_CONLLU_NO_HEAD UINT32_MAX

typedef struct sr_conllu_word {
  sr_slice form, lemma, upos, xpos, feats, deprel, misc; /* "_" is read as an empty slice, but for form and lemma */
  uint32_t head;                                         /* 1-based, 0 the root, SR_CONLLU_NO_HEAD where it is "_" */
  bool space_after;                                      /* false: SpaceAfter=No, or inside a multiword token */
} sr_conllu_word;

/* Words first to last (1-based) are written together as form. */
typedef struct sr_conllu_range {
  uint32_t first, last;
  sr_slice form, misc;
} sr_conllu_range;

typedef struct sr_conllu_sentence {
  sr_slice comments; /* the lines that begin with #, as they stand, with their newlines */
  sr_slice text;     /* of "# text = " */
  sr_slice doc;      /* of the last "# newdoc id = " */
  bool new_doc, new_par;
  sr_conllu_word *words;
  uint32_t n_words;
  sr_conllu_range *ranges;
  uint32_t n_ranges;
} sr_conllu_sentence;

typedef struct sr_conllu {
  sr_conllu_sentence *sentences;
  uint32_t n_sentences;
} sr_conllu;

/* Errors: SR_ERR_INPUT (offset is the line's first byte), SR_ERR_LIMIT, SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_conllu_read(sr_arena *arena, sr_slice text, sr_conllu *out, sr_error *err);

/* The horizontal format: a sentence a line, words with white space between; a line without words is passed over. Errors
 * as above. */
SR_MUST_CHECK sr_status sr_conllu_read_lines(sr_arena *arena, sr_slice text, sr_conllu *out, sr_error *err);

/* One sentence as CoNLL-U with its comments and the blank line behind it; ptr NULL: no memory. */
sr_slice sr_conllu_format(sr_arena *arena, const sr_conllu_sentence *sentence);

#endif
