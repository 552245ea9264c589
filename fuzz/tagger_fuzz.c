/* Tagger files: whatever passes the checks can be tagged with, and gives labels and spans that there are. Size and
 * checksum are put right first, so that the fuzzer gets behind them. */
#include "base/checksum.h"
#include "read/tag_chain.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void tag_with(const sr_tagger *tagger) {
  enum { ITEMS = 6, KEYS = 300 };
  sr_arena *arena = sr_arena_new(1 << 22);
  sr_tag_sequence seq = {.arena = arena};
  uint8_t labels[ITEMS];
  sr_error err = {0};
  for (uint32_t i = 0; arena && i < ITEMS; i++) {
    for (uint32_t k = 0; k < KEYS * i / ITEMS; k++) sr_tag_key(&seq, sr_tag_mix(i, k % 50));
    sr_tag_next(&seq);
  }
  if (arena && sr_tagger_run(tagger, &seq, arena, labels, &err) == SR_OK)
    for (uint32_t i = 0; i < ITEMS; i++)
      if (labels[i] >= tagger->n_labels) abort();
  float *scores = arena ? SR_NEW(arena, float, (size_t)ITEMS * tagger->n_labels) : NULL;
  sr_tag_chain chain;
  sr_tag_spans spans = {0};
  if (scores) {
    sr_tagger_score(tagger, &seq, scores);
    if (sr_tag_chain_make(tagger, scores, ITEMS, arena, &chain, &err) == SR_OK &&
        sr_tag_chain_spans(&chain, (sr_tag_role){0, 1, SR_TAG_NO_LABEL}, 0.1f, arena, &spans, &err) == SR_OK)
      sr_tag_spans_part(&spans);
    for (uint32_t i = 0; i < spans.n; i++)
      if (spans.at[i].first >= spans.at[i].end || spans.at[i].end > ITEMS) abort();
  }
  sr_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < SR_TAGGER_HEADER || size > 1 << 22) return 0;
  char *bytes = aligned_alloc(SR_TAGGER_ALIGN, (size + SR_TAGGER_ALIGN) / SR_TAGGER_ALIGN * SR_TAGGER_ALIGN);
  if (!bytes) return 0;
  memcpy(bytes, data, size);
  sr_tagger_header *header = (void *)bytes;
  header->size = size;
  header->crc32 = sr_crc32(bytes + SR_TAGGER_HEADER, size - SR_TAGGER_HEADER);
  sr_tagger_file file;
  sr_error err = {0};
  if (sr_tagger_read((sr_slice){bytes, size}, &file, &err) == SR_OK)
    for (uint32_t i = 0; i < file.n; i++) tag_with(&file.taggers[i]);
  free(bytes);
  return 0;
}
