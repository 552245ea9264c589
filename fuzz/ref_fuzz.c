/* References: what is taken for one is written back as it came, but for the letter's case. */
#include "base/slice.h"

#include <sitrep/ledger.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const sr_slice text = {(const char *)data, size};
  sr_ref ref;
  sr_error err = {.offset = SR_NOWHERE};
  if (sr_ref_parse(text, &ref, &err)) {
    if (err.status != SR_ERR_INPUT || err.offset > size) abort();
    return 0;
  }
  char out[SR_REF_MAX];
  const size_t n = sr_ref_write(ref, out);
  if (ref.id < 1 || !sr_slice_eq_nocase(text, (sr_slice){out, n})) abort();
  return 0;
}
