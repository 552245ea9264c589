/* Any bytes as an HTML page. */
#include "text_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  read_and_check((sr_slice){(const char *)data, size}, SR_FORM_HTML);
  return 0;
}
