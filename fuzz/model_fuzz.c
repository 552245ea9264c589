/* Model files: whatever passes the checks can be parsed with. Size and checksum are put right first, so that the fuzzer
 * gets behind them. */
#include "base/checksum.h"
#include "base/slice.h"
#include "syntax/model.h"
#include "syntax/parse.h"
#include "syntax/segment.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void parse_with(const sr_model *model) {
  static const char *const WORDS[] = {"The", "army", "took", "1,200", "x\xC3\xA9", "."};
  enum { N = 6 };
  sr_slice forms[N];
  sr_parsed out[N];
  const uint32_t lengths[] = {1, 5};
  sr_error err = {0};
  sr_parser *parser = NULL;
  sr_arena *arena = sr_arena_new(1 << 24);
  for (int i = 0; i < N; i++) forms[i] = sr_slice_of(WORDS[i]);
  if (arena && sr_parser_new(model, NULL, &parser, &err) == SR_OK &&
      sr_parser_run(parser, forms, lengths, 2, arena, out, &err) == SR_OK) {
    uint32_t roots = 0;
    for (int i = 1; i < N; i++) {
      if (out[i].head > 5 || out[i].entity >= model->entities.n) abort();
      roots += out[i].head == 0;
    }
    if (roots != 1 || out[0].head != 0) abort();
    sr_conllu file;
    if (sr_segment_text(model, arena, SR_SLICE("They don't stop. \"No,\" he said.\n\nEnd"), &file, &err) == SR_OK &&
        file.n_sentences < 2)
      abort();
  }
  sr_parser_free(parser);
  sr_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < SR_MODEL_HEADER || size > 1 << 22) return 0;
  char *bytes = aligned_alloc(SR_MODEL_ALIGN, (size + SR_MODEL_ALIGN) / SR_MODEL_ALIGN * SR_MODEL_ALIGN);
  if (!bytes) return 0;
  memcpy(bytes, data, size);
  sr_model_header *header = (void *)bytes;
  header->size = size;
  header->crc32 = sr_crc32(bytes + SR_MODEL_HEADER, size - SR_MODEL_HEADER);
  sr_model model;
  sr_error err = {0};
  if (sr_model_read((sr_slice){bytes, size}, &model, &err) == SR_OK) parse_with(&model);
  free(bytes);
  return 0;
}
