/* Any bytes as a report, with the form left to be found, and as exact text. */
#include "text_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const sr_slice bytes = {(const char *)data, size};
  read_and_check(bytes, SR_FORM_AUTO);
  read_and_check(bytes, SR_FORM_EXACT);
  return 0;
}
