/* Phrase sets: which table phrase, the longest, begins at a token.
 *
 * Phrases are cut by the rule tokenizer and compared by the tokens' norm form, so "Sq. Km." finds "sq. km.". A set is
 * a trie over tokens in one hash table, unseeded, as phrases are the program's own: matching costs one lookup a token
 * of the match. Built once, then shared. */
#ifndef SR_TEXT_PHRASES_H
#define SR_TEXT_PHRASES_H

#include "base/arena.h"

#include <sitrep/report.h>

typedef struct sr_phrases sr_phrases;

/* NULL if there is no memory. The set lives in the arena. */
sr_phrases *sr_phrases_new(sr_arena *arena);
/* Adds one phrase with a value (a row number); a phrase that is there keeps its first value.
 * Errors: SR_ERR_NOMEM; SR_ERR_INPUT if it holds no token. */
SR_MUST_CHECK sr_status sr_phrases_add(sr_phrases *set, sr_slice phrase, uint32_t value, sr_error *err);
/* Number of tokens of the longest phrase that begins at tokens[0] of n, 0 if there is none; *value is its value. */
uint32_t sr_phrases_match(const sr_phrases *set, const sr_token *tokens, uint32_t n, uint32_t *value);

#endif
