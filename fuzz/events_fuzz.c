/* Models of events: whatever passes the checks can be asked, and gives probabilities. Size and checksum are put right
 * first, so that the fuzzer gets behind them. */
#include "base/checksum.h"
#include "read/event_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const sr_event_model *model) {
  float dense[SR_EVENT_DENSE] = {0}, p[SR_EVENT_TYPES];
  const uint32_t n = model->n_features < 100 ? model->n_features : 100;
  sr_event_feature features[101] = {{12345, 1}};
  for (uint32_t i = 0; i < n; i++) features[i + 1] = (sr_event_feature){model->feature_keys[i], 0.5f};
  sr_event_model_vector(model, (sr_slice){"attack", 6}, dense);
  sr_event_model_score(model, features, n + 1, dense, p);
  for (int y = 0; y < SR_EVENT_TYPES; y++)
    if (!(p[y] >= 0 && p[y] <= 1)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  sr_event_header header;
  if (size < sizeof header || size > 1 << 20) return 0;
  char *bytes = aligned_alloc(64, (size + 63) / 64 * 64);
  if (!bytes) return 0;
  memcpy(bytes, data, size);
  memcpy(&header, bytes, sizeof header);
  header.size = size;
  header.crc32 = sr_crc32(data + sizeof header, size - sizeof header);
  memcpy(bytes, &header, sizeof header);
  sr_event_model model;
  sr_error err = {0};
  if (sr_event_model_read((sr_slice){bytes, size}, &model, &err) == SR_OK) ask(&model);
  free(bytes);
  return 0;
}
