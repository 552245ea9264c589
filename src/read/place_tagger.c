#include "read/place_tagger.h"

#include "base/error.h"
#include "base/slice.h"
#include "places_weights.h" /* made of models/places.sitrep */

/* The file: magic, number of rows, transitions, rows; little-endian. */
enum { HEADER = 8 + 4 + (SR_TAGS + 1) * SR_TAGS * 4 };

sr_status sr_place_weights_read(sr_slice bytes, sr_place_weights *w, sr_error *err) {
  if (bytes.len < HEADER || memcmp(bytes.ptr, "SITREPPT", 8) != 0)
    return sr_fail(err, SR_ERR_INPUT, 0, "these are no weights of place names");
  memcpy(&w->n_rows, bytes.ptr + 8, sizeof w->n_rows);
  memcpy(w->transitions, bytes.ptr + 12, sizeof w->transitions);
  if (!w->n_rows || (w->n_rows & (w->n_rows - 1)) != 0 || bytes.len != HEADER + (size_t)w->n_rows * SR_TAGS)
    return sr_fail(err, SR_ERR_INPUT, 8, "the weights of place names are cut short");
  w->rows = (const void *)(bytes.ptr + HEADER);
  return SR_OK;
}

sr_place_weights sr_place_weights_own(void) {
  sr_place_weights weights = {0};
  const sr_slice bytes = {(const char *)sr_places_weights, sizeof sr_places_weights};
  if (SR_NEVER(sr_place_weights_read(bytes, &weights, NULL))) weights.n_rows = 0;
  return weights;
}

static bool follows(uint32_t before, uint32_t tag) {
  return tag != SR_TAG_I || before == SR_TAG_B || before == SR_TAG_I;
}

typedef struct step {
  int32_t score[SR_TAGS];
  uint8_t from[SR_TAGS];
} step;

/* Scores are at most 128 features of 127, times the units of a sentence: far from 2^31. */
static void advance(const sr_place_weights *w, const uint32_t *features, uint32_t n, const step *last, step *next) {
  int32_t own[SR_TAGS] = {0};
  for (uint32_t k = 0; k < n; k++) {
    const int8_t *row = w->rows + (size_t)(features[k] & (w->n_rows - 1)) * SR_TAGS;
    for (int t = 0; t < SR_TAGS; t++) own[t] += row[t];
  }
  for (uint32_t t = 0; t < SR_TAGS; t++) {
    next->score[t] = INT32_MIN / 2;
    for (uint32_t p = 0; p < (last ? SR_TAGS : 1); p++) {
      const uint32_t before = last ? p : SR_TAG_START;
      if (!follows(before, t) || (!n && t != SR_TAG_O)) continue;
      const int32_t score = (last ? last->score[p] : 0) + w->transitions[before][t] + own[t];
      if (score > next->score[t]) {
        next->score[t] = score;
        next->from[t] = (uint8_t)p;
      }
    }
  }
}

sr_status sr_place_tag(const sr_place_weights *w, const sr_report *report, const sr_place_units *units, uint8_t *tags,
                       sr_error *err) {
  if (!w->n_rows) return SR_OK;
  const sr_arena_mark mark = sr_arena_save(report->scratch);
  step *steps = SR_NEW(report->scratch, step, units->n + 1);
  if (!steps) return sr_arena_fail(report->scratch, err);
  uint32_t features[SR_PLACE_FEATURES];
  for (uint32_t i = 0; i < units->n;) {
    uint32_t end = i;
    for (; end < units->n && units->at[end].sentence == units->at[i].sentence; end++)
      advance(w, features, sr_place_features(report, units, end, features), end > i ? &steps[end - 1] : NULL,
              &steps[end]);
    uint8_t tag = SR_TAG_O;
    for (uint8_t t = 0; t < SR_TAGS; t++)
      if (steps[end - 1].score[t] > steps[end - 1].score[tag]) tag = t;
    for (uint32_t k = end; k-- > i;) {
      tags[k] = tag;
      tag = steps[k].from[tag];
    }
    i = end;
  }
  sr_arena_reset(report->scratch, mark);
  return SR_OK;
}
