/* One report in memory: clean text, what is known about it, and the layers as they are filled.
 *
 * The text layer makes it with text, sentences and tokens; read fills the annotations, claim the claims. Everything
 * comes from the report's arena. Users see it as the opaque sr_report of sitrep/report.h. */
#ifndef SR_TEXT_REPORT_H
#define SR_TEXT_REPORT_H

#include "base/arena.h"
#include "base/sha256.h"

#include <sitrep/claim.h>
#include <sitrep/report.h>

/* A word as the network of syntax saw it: a token, or a part of one. */
enum { SR_REPORT_NAME_TAGS = 7 }; /* O, B-PER, I-PER, B-ORG, I-ORG, B-LOC, I-LOC */
typedef struct sr_report_word {
  sr_span span;
  uint32_t token;
  bool starts;                      /* the model's segmenter begins a sentence with it, wherever the text's own begin */
  const int8_t *vector;             /* of the model's given vectors, or NULL; borrowed from the model */
  float names[SR_REPORT_NAME_TAGS]; /* the network's scores of name tags */
} sr_report_word;

/* Bytes that bound what attributions of a report cover: none from here on covers a byte before `from`, none up to here
 * one from `to` on. Both rise, so those around a place are found by halves. */
typedef struct sr_speech_reach {
  uint32_t from, to;
} sr_speech_reach;

struct sr_report {
  sr_arena *arena;
  sr_arena *scratch; /* what a reader needs while it runs; emptied behind each by sr_reader_read, NULL once all have */
  sr_limits limits;
  sr_report_info about; /* slices in the arena */
  sr_slice text;        /* UTF-8, NFC not forced: what the user sees is what spans point into */
  char hash[SR_SHA256_HEX + 1];

  const sr_sentence *sentences;
  uint32_t n_sentences;
  sr_token *tokens; /* syntax fills in lemma, upos, xpos, feats, head, deprel; see sr_reader_needs for when */
  uint32_t n_tokens;

  const sr_report_word *words; /* by syntax, for the reading of names, behind which they are gone; none where the model
                                  has other name tags */
  uint32_t n_words, vector_dim;
  const float *name_moves;   /* [SR_REPORT_NAME_TAGS + 1][..]: the network's scores of one tag behind another */
  const sr_entity *entities; /* by syntax, with the tags; read/name.h finds more where it has a model */
  uint32_t n_entities;
  const sr_quantity *quantities;
  uint32_t n_quantities;
  const sr_time *times;
  uint32_t n_times;
  const sr_place *places;
  uint32_t n_places;
  const sr_actor *actors;
  uint32_t n_actors;
  const sr_attribution *attributions;
  uint32_t n_attributions;
  const sr_attribution *speech; /* the attributions by rule alone: what chains of sources and claims stand on */
  uint32_t n_speech;
  const sr_speech_reach *speech_reach; /* [n_speech] */
  const sr_event *events;
  uint32_t n_events;
  const sr_claim *claims;
  uint32_t n_claims;
};

typedef struct sr_text_tools sr_text_tools; /* language models and tables of the text layer; read-only once open */

SR_MUST_CHECK sr_status sr_text_open(sr_arena *arena, sr_text_tools **tools, sr_error *err);
void sr_text_close(sr_text_tools *tools); /* what does not live in the arena */

/* Raw bytes -> report with clean text, language, sentences, tokens; see sr_report_read for arguments and errors. */
SR_MUST_CHECK sr_status sr_text_read(const sr_text_tools *tools, const sr_limits *limits, sr_slice bytes,
                                     const sr_report_info *info, sr_report **report, sr_error *err);

#endif
