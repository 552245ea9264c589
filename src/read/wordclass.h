/* Word classes and base forms of English by rule: for reading without a syntactic model.
 *
 * Closed classes come from lexicon/function_words.tsv, common words from lexicon/words.tsv, odd forms from
 * lexicon/irregular.tsv; endings, capitals and the neighbouring words decide the rest. It is a coarse guess, wrong for
 * about one open-class word in ten, and meant for finding the ends of noun phrases and the verbs between them. Where
 * syntax has filled in upos and lemma, those are better. No state; any thread; a few binary searches a word. */
#ifndef SR_READ_WORDCLASS_H
#define SR_READ_WORDCLASS_H

#include "base/arena.h"

#include <sitrep/report.h>

typedef enum sr_word_class {
  SR_CLASS_OTHER, /* punctuation, symbols */
  SR_CLASS_NOUN,
  SR_CLASS_VERB,
  SR_CLASS_AUXILIARY, /* forms of be, have, do, and the modal verbs */
  SR_CLASS_ADJECTIVE, /* participles before a noun too */
  SR_CLASS_ADVERB,
  SR_CLASS_DETERMINER,
  SR_CLASS_PREPOSITION, /* "to" too, before a verb as well */
  SR_CLASS_PRONOUN,
  SR_CLASS_CONJUNCTION,
  SR_CLASS_NUMBER, /* digits and number words; not "second", not "dozen" */
  SR_CLASS_NAME    /* capitalised where nothing but a name is */
} sr_word_class;

/* The class of one token in its place. */
sr_word_class sr_word_class_of(const sr_report *report, uint32_t token);

/* Whether the report writes the token with a first capital. */
bool sr_word_is_capital(const sr_report *report, uint32_t token);
/* "al-Bab", "ash-Shaddadi": a name whose capital stands behind its Arabic article; not "mid-July". */
bool sr_word_has_article(sr_slice text);

typedef enum sr_word_number {
  SR_WORD_SINGULAR,
  SR_WORD_PLURAL,
  SR_WORD_EITHER /* aircraft, people, staff */
} sr_word_number;
/* Taken as a noun. */
sr_word_number sr_word_number_of(sr_slice norm);

/* Whether the word can be a verb in its base form ("launch", "strike"), by the table. */
bool sr_word_can_be_verb(sr_slice base);

/* Whether the word is a past of its own form ("rose", "fell"; not "cut"). */
bool sr_word_is_odd_past(sr_slice norm);

/* Whether the word is of a closed class: articles, pronouns, prepositions, auxiliaries, plain adverbs. */
bool sr_word_is_closed(sr_slice norm);

/* Base forms of a lower-case word: "soldiers" soldier, "F-16s" F-16; "launched" launch, "hit" hit; "proudest" proud.
 * The result may be the word itself. ptr NULL: no memory. */
sr_slice sr_word_singular(sr_arena *arena, sr_slice norm);
sr_slice sr_word_verb_base(sr_arena *arena, sr_slice norm);
sr_slice sr_word_adjective_base(sr_arena *arena, sr_slice norm);

#endif
