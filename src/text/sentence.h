/* Sentences by rule: full stops that end one and those that do not, quotations, lists, headings, wrapped lines.
 *
 *   "He left at 5 p.m. The army..."        a stop behind an abbreviation ends a sentence only before a word that opens
 * one
 *   "\"We hold. We will hold,\" he said."  each sentence of a quotation is one; the closing quote stays with its
 * sentence
 *   "\"Who is next?\" Ivanov asked."       and a verb of saying behind the quote carries the sentence on
 *   "Losses:\n- 5 tanks;\n- 2 ships"       each line of a list is one, so is a heading without a full stop
 *
 * A blank line ends a sentence and a paragraph. A single newline inside wrapped prose does neither: one is taken for
 * wrapping if the next word would not have fitted on the line, as measured by the longest line of the block.
 * Linear in bytes; any thread. */
#ifndef SR_TEXT_SENTENCE_H
#define SR_TEXT_SENTENCE_H

#include "base/vec.h"

#include <sitrep/report.h>

typedef SR_VEC(sr_sentence) sr_sentence_vec;

/* Appends the sentences of text with span (no white space at either end, never empty) and paragraph set; the spans are
 * in order, do not overlap and leave out nothing but white space.
 * Errors: SR_ERR_NOMEM. text is well-formed UTF-8 of less than 4 GiB. */
SR_MUST_CHECK sr_status sr_sentences_split(sr_arena *arena, sr_slice text, sr_sentence_vec *sentences, sr_error *err);

#endif
