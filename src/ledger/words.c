/* Enumerated words; see the header. */
#include "ledger/words.h"

#include "base/slice.h"

#define KIND(name, word) {SR_LIST_KIND, word, SR_KIND_##name},
#define MODALITY(name, word) {SR_LIST_MODALITY, word, SR_MODALITY_##name},
#define RELATION(name, word) {SR_LIST_RELATION, word, SR_WHEN_##name},
#define VALUE(list, name, word) {SR_LIST_##list, word, SR_##list##_##name},

static const sr_word words[] = {
    SR_CLAIM_KINDS(KIND) SR_MODALITIES(MODALITY) SR_RELATIONS_IN_TIME(RELATION)
        SR_ENUM_VALUES(VALUE){SR_LIST_BOUND, "=", SR_BOUND_EXACT},
    {SR_LIST_BOUND, "~", SR_BOUND_ABOUT},
    {SR_LIST_BOUND, ">", SR_BOUND_OVER},
    {SR_LIST_BOUND, "<", SR_BOUND_UNDER},
    {SR_LIST_BOUND, "up", SR_BOUND_UP},
    {SR_LIST_BOUND, "down", SR_BOUND_DOWN},
};
static const size_t n_words = sizeof words / sizeof *words;

const sr_word *sr_words(size_t *n) {
  *n = n_words;
  return words;
}

const char *sr_words_list_name(sr_word_list list) {
  static const char *const names[SR_LIST_COUNT] = {"kind",   "modality", "relation", "bound",  "category",
                                                   "victim", "measure",  "act",      "weapon", "outcome",
                                                   "object", "status",   "form"};
  return names[list];
}

const char *sr_words_write(sr_word_list list, int value) {
  for (size_t i = 0; i < n_words; i++)
    if (words[i].list == list && words[i].value == value) return words[i].word;
  return NULL;
}

bool sr_words_read(sr_word_list list, sr_slice word, int *value) {
  for (size_t i = 0; i < n_words; i++)
    if (words[i].list == list && sr_slice_is(word, words[i].word)) {
      *value = words[i].value;
      return true;
    }
  return false;
}
