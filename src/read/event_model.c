#include "read/event_model.h"

#include "base/checksum.h"
#include "base/mapped.h"
#include "base/slice.h"

#include <assert.h>
#include <math.h>

const char *const sr_event_types[SR_EVENT_TYPES] = {
    "AGREE",  "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
    "ACCUSE", "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};

/* Far above any trained weight; keeps hostile files from running to infinity. */
static const float FLOAT_BOUND = 1000.0f;
enum { COUNT_MAX = 1 << 20, ALIGN = 64 };

uint32_t sr_event_type(sr_slice name) {
  uint32_t y = 0;
  while (y < SR_EVENT_TYPES && !sr_slice_is(name, sr_event_types[y])) y++;
  return y;
}

uint32_t sr_event_key(sr_slice text) {
  uint64_t h = 0xCBF29CE484222325u; /* FNV-1a, mixed at the end */
  for (size_t i = 0; i < text.len; i++) h = (h ^ (uint8_t)text.ptr[i]) * 0x100000001B3u;
  h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9u;
  return (uint32_t)(h >> 32);
}

uint64_t sr_event_layout(uint32_t n_features, uint32_t n_words, uint64_t offsets[SR_EVENT_ARRAYS]) {
  const uint64_t sizes[SR_EVENT_ARRAYS] = {
      (uint64_t)n_features * sizeof(uint32_t), (uint64_t)n_features * SR_EVENT_TYPES,
      (uint64_t)n_words * sizeof(uint32_t),    (uint64_t)n_words * sizeof(float),
      (uint64_t)n_words * SR_EVENT_DIM,        sizeof(float) * SR_EVENT_TYPES * SR_EVENT_DENSE,
      sizeof(float) * SR_EVENT_TYPES};
  uint64_t at = sizeof(sr_event_header);
  for (int i = 0; i < SR_EVENT_ARRAYS; i++) {
    offsets[i] = at;
    at = (at + sizes[i] + ALIGN - 1) / ALIGN * ALIGN;
  }
  return at;
}

static bool rises(const uint32_t *keys, uint32_t n) {
  for (uint32_t i = 1; i < n; i++)
    if (keys[i] <= keys[i - 1]) return false;
  return true;
}

static bool bounded(const float *x, uint64_t n) {
  for (uint64_t i = 0; i < n; i++)
    if (!(x[i] >= -FLOAT_BOUND && x[i] <= FLOAT_BOUND)) return false;
  return true;
}

sr_status sr_event_model_read(sr_slice bytes, sr_event_model *m, sr_error *err) {
  *m = (sr_event_model){.file = bytes};
  const sr_event_header *header = (const void *)bytes.ptr;
  if (bytes.len < sizeof *header || memcmp(header->magic, "SITREPEV", 8) != 0)
    return sr_fail(err, SR_ERR_INPUT, 0, "this is not a model of events");
  if (header->byte_order != SR_EVENT_BYTE_ORDER || header->version != SR_EVENT_MODEL_VERSION)
    return sr_fail(err, SR_ERR_INPUT, 8, "the model of events is of version %u, this program reads %d", header->version,
                   SR_EVENT_MODEL_VERSION);
  if (header->n_features > COUNT_MAX || header->n_words > COUNT_MAX)
    return sr_fail(err, SR_ERR_INPUT, 28, "the model of events is of impossible size");
  uint64_t at[SR_EVENT_ARRAYS];
  if (header->size != bytes.len || sr_event_layout(header->n_features, header->n_words, at) != bytes.len)
    return sr_fail(err, SR_ERR_INPUT, 16, "the model of events is cut or has grown");
  const uint32_t crc = sr_crc32(bytes.ptr + sizeof *header, bytes.len - sizeof *header);
  if (crc != header->crc32)
    return sr_fail(err, SR_ERR_INPUT, 24, "the model of events is damaged: its checksum is wrong");
  m->n_features = header->n_features;
  m->n_words = header->n_words;
  m->weight_scale = header->weight_scale;
  m->feature_keys = (const void *)(bytes.ptr + at[0]);
  m->weights = (const void *)(bytes.ptr + at[1]);
  m->word_keys = (const void *)(bytes.ptr + at[2]);
  m->word_scales = (const void *)(bytes.ptr + at[3]);
  m->vectors = (const void *)(bytes.ptr + at[4]);
  m->dense = (const void *)(bytes.ptr + at[5]);
  m->bias = (const void *)(bytes.ptr + at[6]);
  if (!rises(m->feature_keys, m->n_features) || !rises(m->word_keys, m->n_words))
    return sr_fail(err, SR_ERR_INPUT, (size_t)at[0], "keys of the model of events are out of order");
  if (!bounded(&m->weight_scale, 1) || !bounded(m->word_scales, m->n_words) ||
      !bounded(m->dense, (uint64_t)SR_EVENT_TYPES * SR_EVENT_DENSE) || !bounded(m->bias, SR_EVENT_TYPES))
    return sr_fail(err, SR_ERR_INPUT, (size_t)at[5], "the model of events has numbers out of bounds");
  return SR_OK;
}

sr_status sr_event_model_map(const char *path, sr_event_model *m, sr_error *err) {
  sr_slice bytes;
  *m = (sr_event_model){0};
  SR_TRY(sr_map_file(path, &bytes, err));
  const sr_status status = sr_event_model_read(bytes, m, err);
  m->file = bytes;
  m->mapped = true;
  if (!status) return SR_OK;
  sr_error_where(err, sr_slice_of(path));
  sr_event_model_close(m);
  return status;
}

void sr_event_model_close(sr_event_model *m) {
  if (m->mapped) sr_unmap_file(m->file);
  *m = (sr_event_model){0};
}

/* Place of a key among n rising ones, or n. */
static uint32_t place_of(const uint32_t *keys, uint32_t n, uint32_t key) {
  uint32_t low = 0, high = n;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (keys[middle] < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low < n && keys[low] == key ? low : n;
}

bool sr_event_model_vector(const sr_event_model *m, sr_slice word, float *sum) {
  const uint32_t row = place_of(m->word_keys, m->n_words, sr_event_key(word));
  if (row == m->n_words) return false;
  const int8_t *vector = m->vectors + (size_t)row * SR_EVENT_DIM;
  for (uint32_t i = 0; i < SR_EVENT_DIM; i++) sum[i] += m->word_scales[row] * (float)vector[i];
  return true;
}

void sr_event_softmax(float *scores) {
  float best = scores[0], sum = 0;
  for (uint32_t y = 1; y < SR_EVENT_TYPES; y++)
    if (scores[y] > best) best = scores[y];
  for (uint32_t y = 0; y < SR_EVENT_TYPES; y++) sum += scores[y] = expf(scores[y] - best);
  for (uint32_t y = 0; y < SR_EVENT_TYPES; y++) scores[y] /= sum;
}

void sr_event_model_score(const sr_event_model *m, const sr_event_feature *features, uint32_t n, const float *dense,
                          float *scores) {
  for (uint32_t y = 0; y < SR_EVENT_TYPES; y++) scores[y] = 0;
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t row = place_of(m->feature_keys, m->n_features, features[i].key);
    if (row == m->n_features) continue;
    const int8_t *weights = m->weights + (size_t)row * SR_EVENT_TYPES;
    for (uint32_t y = 0; y < SR_EVENT_TYPES; y++) scores[y] += features[i].value * (float)weights[y];
  }
  /* each dot product adds in the order of its numbers, several side by side, as an addition waits for the one before */
  enum { SIDE_BY_SIDE = 8 };
  static_assert(SR_EVENT_TYPES % SIDE_BY_SIDE == 0, "no type is left over");
  for (uint32_t y = 0; y < SR_EVENT_TYPES; y += SIDE_BY_SIDE) {
    const float *w = m->dense + (size_t)y * SR_EVENT_DENSE;
    float dots[SIDE_BY_SIDE] = {0};
    for (uint32_t i = 0; i < SR_EVENT_DENSE; i++)
      for (uint32_t k = 0; k < SIDE_BY_SIDE; k++) dots[k] += w[(size_t)k * SR_EVENT_DENSE + i] * dense[i];
    for (uint32_t k = 0; k < SIDE_BY_SIDE; k++)
      scores[y + k] = m->bias[y + k] + m->weight_scale * scores[y + k] + dots[k];
  }
  sr_event_softmax(scores);
}
