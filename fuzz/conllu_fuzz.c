/* CoNLL-U: what is read is written as text that reads the same. */
#include "base/slice.h"
#include "syntax/conllu.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > 1 << 16) return 0;
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_conllu file, again;
  sr_error err = {0};
  if (!arena) return 0;
  if (sr_conllu_read(arena, (sr_slice){(const char *)data, size}, &file, &err) == SR_OK) {
    for (uint32_t s = 0; s < file.n_sentences; s++) {
      const sr_conllu_sentence *a = &file.sentences[s];
      const sr_slice text = sr_conllu_format(arena, a);
      if (!text.ptr) break;
      if (sr_conllu_read(arena, text, &again, &err) || again.n_sentences != 1) abort();
      const sr_conllu_sentence *b = again.sentences;
      if (a->n_words != b->n_words || a->n_ranges != b->n_ranges) abort();
      for (uint32_t i = 0; i < a->n_words; i++) {
        if (!sr_slice_eq(a->words[i].form, b->words[i].form) || a->words[i].head != b->words[i].head) abort();
        if (a->words[i].head != SR_CONLLU_NO_HEAD && a->words[i].head > a->n_words) abort();
      }
    }
  } else if (err.offset != SR_NOWHERE && err.offset > size) {
    abort();
  }
  /* The horizontal format: every word comes back as CoNLL-U. */
  if (sr_conllu_read_lines(arena, (sr_slice){(const char *)data, size}, &file, &err) == SR_OK)
    for (uint32_t s = 0; s < file.n_sentences; s++) {
      const sr_slice text = sr_conllu_format(arena, &file.sentences[s]);
      if (!text.ptr) break;
      if (sr_conllu_read(arena, text, &again, &err) || again.n_sentences != 1 ||
          again.sentences[0].n_words != file.sentences[s].n_words)
        abort();
    }
  sr_arena_free(arena);
  return 0;
}
