/* What a number counts: the noun phrase behind it.
 *
 *   five | different bosses | to battle        different boss, {boss}
 *   nine | F-16 fighter jets | and             f-16 fighter jet, {F-16 fighter jet}
 *   one | of the | most gifted attackers       gifted attacker
 *   28 | wounded                               people, {people}
 *
 * By rule: the phrase ends at the first plural that no other plural follows, or where a word can only be a verb or a
 * preposition. Linear; any thread. */
#ifndef SR_READ_COUNTED_H
#define SR_READ_COUNTED_H

#include "text/report.h"

typedef struct sr_counted {
  uint32_t first, end; /* tokens of the phrase, empty if there is none */
  sr_slice name;       /* lemmas, lower case; empty if nothing is named */
  sr_slice unit;       /* "{...}" */
  bool plural;         /* a plural noun or one like "people" heads it */
  bool left_out;       /* "of them", "of which": the noun stands elsewhere */
  bool harmed;         /* "28 wounded": people, though the word is not there */
} sr_counted;

/* Reads the phrase at token `at`, before `end`, of a number with this value; hyphen: "15-member council" has one
 * between. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_counted_read(const sr_report *report, uint32_t at, uint32_t end, double value, bool hyphen,
                                        sr_counted *counted, sr_error *err);

/* Whether lexicon/number_contexts.tsv says kind of word. */
bool sr_number_context(sr_slice word, const char *kind);

#endif
