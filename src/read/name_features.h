/* What the tagger of names sees of each word of a report.
 *
 * A word is described by its form, its capitals, its tags and place in the tree, what lists say (persons' names,
 * countries, known places and bodies), the signs of its given vector's larger numbers (J. Guo, W. Che, H. Wang and
 * T. Liu, Revisiting embedding features for simple semi-supervised learning, EMNLP 2014), the run of capitals it stands
 * in, its neighbours, and by what stands beside the same word elsewhere in the report (L. Ratinov and D. Roth, Design
 * challenges and misconceptions in named entity recognition, CoNLL 2009). Trainer and program both call this. Linear in
 * words. Internal to the reading of names and its trainer. */
#ifndef SR_READ_NAME_FEATURES_H
#define SR_READ_NAME_FEATURES_H

#include "read/tagger.h"
#include "text/phrases.h"
#include "text/report.h"

#define SR_NAME_LABELS "O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"

typedef struct sr_name_lists {
  const sr_phrases *phrases; /* countries, peoples, places, bodies; the value is a list's bit */
} sr_name_lists;

SR_MUST_CHECK sr_status sr_name_lists_open(sr_arena *arena, sr_name_lists *lists, sr_error *err);

enum { SR_NAME_NONE = UINT32_MAX };
enum { SR_NAME_SIGNS = 128 }; /* of a vector, at most */

typedef struct sr_name_word {
  uint32_t norm, form, shape, upos, xpos, deprel, head; /* keys; head: its lemma */
  uint32_t lists;                                       /* bits of name_features.c */
  uint32_t run_first, run_end;                          /* the run of capitals around it; empty: none */
  uint32_t stands_for;                                  /* capitals: the first word of a run that they are short for,
                                                           or SR_NAME_NONE */
  uint32_t next_same;                                   /* the next word of the same norm; itself for the last one */
  uint32_t first_same;
  uint32_t n_same, n_lower;       /* of its norm in the report, and of those in small letters */
  bool capital, capitals, begins; /* first letter; all of two or more; first of a sentence */
  bool starts;                    /* the model's segmenter begins a sentence with it, too or instead */
  bool head_known, tail_known;    /* the run up to the word, or from it on, is a whole run elsewhere in the report */
  bool plain;                     /* in small letters, and the network is sure that it is no part of a name */
  uint32_t quiet;                 /* of ten words of its sentence, how many begin with a capital */
} sr_name_word;

typedef struct sr_name_view {
  const sr_report *report;
  sr_name_word *words; /* [report->n_words] */
  uint32_t set;        /* whose conventions: 0 those of names alone */
} sr_name_view;

SR_MUST_CHECK sr_status sr_name_view_make(const sr_name_lists *lists, const sr_report *report, sr_arena *arena,
                                          sr_name_view *view, sr_error *err);

/* A word with a capital that is hardly anything but a given name, by the lists. */
bool sr_name_is_given(const sr_name_word *word);
/* A word with a capital that is the whole or short name of a state or province. */
bool sr_name_is_division(const sr_name_word *word);
/* Are the words one listed name of a town or other place, or, for land, of a country or its division? */
bool sr_name_is_place(const sr_name_word *words, uint32_t n, bool land);

/* The words from first to where the sequence ends: a paragraph, or SR_NAME_SEQUENCE words. */
enum { SR_NAME_SEQUENCE = 2000 };
uint32_t sr_name_sequence_end(const sr_report *report, uint32_t first);

/* The features of words first to end as items of seq; plain words have none unless they are asked for. They are in
 * training, where the network is surer of itself than elsewhere. */
void sr_name_features(const sr_name_view *view, uint32_t first, uint32_t end, bool plain, sr_tag_sequence *seq);

/* The conventions that a report may be read by: names alone, or descriptions as well ("the coalition"), as reports of
 * conflict are annotated. One item a report, its first words. */
#define SR_NAME_SETS "names", "descriptions"
enum { SR_NAME_SET_NAMES, SR_NAME_SET_DESCRIPTIONS, SR_NAME_SET_COUNT };
void sr_name_set_features(const sr_name_view *view, sr_tag_sequence *seq);

#endif
