/* The mapped gazetteer and the reader of dumps: no bytes make them read outside, and what is made can be read. */
#include "base/slice.h"
#include "gazetteer/build.h"
#include "gazetteer/geonames.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const sr_gazetteer *g) {
  static const char *const KEYS[] = {"paris", "kyiv", "a"};
  for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
    const uint32_t *meanings = NULL;
    const uint32_t n = sr_gazetteer_find(g, sr_slice_of(KEYS[i]), &meanings);
    for (uint32_t k = 0; k < n; k++) {
      const sr_gazetteer_entry *e = sr_gazetteer_at(g, sr_meaning_entry(meanings[k]));
      if (e) (void)sr_gazetteer_text(g, e->name);
    }
  }
  if (sr_gazetteer_verify(g, NULL)) return;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  sr_gazetteer g;
  sr_error err;
  void *bytes = aligned_alloc(8, (size + 8) / 8 * 8);
  if (!bytes) return 0;
  memcpy(bytes, data, size);
  if (!sr_gazetteer_read((sr_slice){bytes, size}, &g, &err)) look(&g);
  free(bytes);
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_gazetteer_builder *b = arena ? sr_gazetteer_builder_new(arena) : NULL;
  sr_geonames_counts counts;
  sr_slice file;
  if (b && !sr_geonames_read(b, (sr_slice){(const char *)data, size}, &counts, &err) &&
      !sr_gazetteer_make(b, SR_SLICE("fuzz"), &file, &err)) {
    if (sr_gazetteer_read(file, &g, &err) || sr_gazetteer_verify(&g, &err)) abort();
    look(&g);
  }
  sr_arena_free(arena);
  return 0;
}
