/* Abbreviations: what a full stop behind a word means. Knowledge is lexicon/abbreviations.tsv; both the tokenizer and
 * the sentence splitter ask here, so that they cannot disagree. A lookup is a binary search in a constant table. */
#ifndef SR_TEXT_ABBREVIATION_H
#define SR_TEXT_ABBREVIATION_H

#include <sitrep/base.h>

typedef enum sr_abbreviation {
  SR_ABBREVIATION_NONE,
  SR_ABBREVIATION_TITLE,   /* before a name: "Gen." */
  SR_ABBREVIATION_NUMBER,  /* before a figure: "No. 5"; a plain word anywhere else */
  SR_ABBREVIATION_INNER,   /* something always follows: "sq.", "vs." */
  SR_ABBREVIATION_UNIT,    /* may end a sentence, and then the stop is the sentence's: "5 km." */
  SR_ABBREVIATION_EITHER,  /* may end a sentence: "etc.", "Jan." */
  SR_ABBREVIATION_ACRONYM, /* single letters with stops: "U.S.", "a.m."; may end a sentence */
  SR_ABBREVIATION_INITIAL  /* one capital: "V. Ivanov" */
} sr_abbreviation;

/* word is what stands before the stop ("Gen", "U.S"); rest is the text behind the stop. */
sr_abbreviation sr_abbreviation_of(sr_slice word, sr_slice rest);

/* Last label of host names, lower case: "org". */
bool sr_abbreviation_is_domain(sr_slice label);

#endif
