/* The enumerated words of claims, list by list: what the ledger stores, and its table `word`, come from the same lists
 * as the enumerations of sitrep/claim.h. Constant and shared freely. */
#ifndef SR_LEDGER_WORDS_H
#define SR_LEDGER_WORDS_H

#include "base/error.h"

#include <sitrep/claim.h>

typedef enum sr_word_list {
  SR_LIST_KIND,
  SR_LIST_MODALITY,
  SR_LIST_RELATION,
  SR_LIST_BOUND,
  SR_LIST_CATEGORY,
  SR_LIST_VICTIM,
  SR_LIST_MEASURE,
  SR_LIST_ACT,
  SR_LIST_WEAPON,
  SR_LIST_OUTCOME,
  SR_LIST_OBJECT,
  SR_LIST_STATUS,
  SR_LIST_FORM,
  SR_LIST_COUNT
} sr_word_list;

typedef struct sr_word {
  sr_word_list list;
  const char *word;
  int value; /* of the enumeration */
} sr_word;

/* All words; *n is their number. */
const sr_word *sr_words(size_t *n);
/* The list's name in the ledger: "kind". */
const char *sr_words_list_name(sr_word_list list);
/* The word for a value, NULL if the list has none for it. */
const char *sr_words_write(sr_word_list list, int value);
/* false if the list has no such word. */
bool sr_words_read(sr_word_list list, sr_slice word, int *value);

#endif
