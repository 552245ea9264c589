/* Segmentation of any text by any weights: all that is not white space comes back, in order and once. The first byte
 * chooses the weights. */
#include "base/slice.h"
#include "base/utf8.h"
#include "syntax/segment.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static float weights[SR_SEGMENT_ROWS * SR_GAP_QUESTIONS];
  if (size < 1 || size > 1 << 14) return 0;
  uint32_t random = data[0];
  for (size_t i = 0; i < SR_SEGMENT_ROWS * SR_GAP_QUESTIONS; i++) {
    random = random * 1664525u + 1013904223u;
    weights[i] = (float)(int32_t)random;
  }
  const sr_model model = {.segment = weights, .n_segment = SR_SEGMENT_ROWS * SR_GAP_QUESTIONS};
  const sr_slice text = {(const char *)data + 1, size - 1};
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_conllu file;
  sr_error err = {0};
  if (arena && sr_segment_text(&model, arena, text, &file, &err) == SR_OK) {
    size_t at = 0;
    for (uint32_t s = 0; s < file.n_sentences; s++) {
      if (!file.sentences[s].n_words) abort();
      for (uint32_t i = 0; i < file.sentences[s].n_words; i++) {
        const sr_slice form = file.sentences[s].words[i].form;
        if (!form.len || form.ptr < text.ptr + at) abort();
        for (size_t k = at; k < (size_t)(form.ptr - text.ptr);)
          if (!sr_char_is_space(sr_utf8_next(text, &k))) abort();
        at = (size_t)(form.ptr - text.ptr) + form.len;
      }
      const sr_slice lines = sr_conllu_format(arena, &file.sentences[s]);
      sr_conllu again;
      sr_error bad = {0};
      if (lines.ptr && !sr_slice_starts(lines, SR_SLICE("\n")) && sr_conllu_read(arena, lines, &again, &bad)) abort();
    }
    while (at < text.len)
      if (!sr_char_is_space(sr_utf8_next(text, &at))) abort();
  }
  sr_arena_free(arena);
  return 0;
}
