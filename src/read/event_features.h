/* What the model of event types sees of a clause: its words and how they hang together.
 *
 * A clause is read from its main verb (or noun) down: the word itself with its auxiliaries, negation and particle, its
 * object, complements and adjuncts with theirs, the clause it opens ("agreed to send"), pairs of neighbouring words,
 * and the mean word vectors of its parts. A sentence's main word is that of its tree, by way of verbs of saying down to
 * what is said. Names count for nothing, so that no country is taken to be a threat. Trainer and reader share this
 * file: a change here needs a new model. Linear in the tokens of the sentence. */
#ifndef SR_READ_EVENT_FEATURES_H
#define SR_READ_EVENT_FEATURES_H

#include "base/vec.h"
#include "read/event_model.h"
#include "text/report.h"

typedef struct sr_event__clause {
  const sr_report *report;
  uint32_t begin, end; /* tokens of the sentence */
  uint32_t said;       /* the verb of saying above the head, or the head */
  uint32_t head;
  uint32_t *first_child, *next_child; /* by token - begin; the sentence's tree */
  bool *named;                        /* by token - begin: part of a name */
} sr_event__clause;

#define SR_EVENT_NONE UINT32_MAX

/* The tree of a sentence and its main clause. False: no tree, or no memory. Lives in the arena. */
bool sr_event__clause_of(const sr_report *report, uint32_t sentence, sr_arena *arena, sr_event__clause *clause);

typedef struct sr_event__item {
  SR_VEC(sr_event_feature) features;
  float dense[SR_EVENT_DENSE];
} sr_event__item;

/* The features of a clause. False: no memory. */
bool sr_event__features(const sr_event__clause *clause, const sr_event_model *model, sr_arena *arena,
                        sr_event__item *item);

/* Children of a token in the order of the text; the report's token numbers. */
uint32_t sr_event__first_child(const sr_event__clause *c, uint32_t i);
uint32_t sr_event__next_child(const sr_event__clause *c, uint32_t i);
/* The word's row in lexicon/events.tsv, by its lemma, or UINT32_MAX. scratch is left as it was. */
uint32_t sr_event__row(const sr_report *report, uint32_t i, sr_arena *scratch);
/* Is the token's relation this one, subtypes counted with it ("obl" is also "obl:agent")? */
bool sr_event__rel(const sr_report *report, uint32_t i, const char *relation);

#endif
