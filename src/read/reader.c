/* Runs the readers in their order; see the header. */
#include "read/reader.h"

#include "base/slice.h"
#include "read/actor.h"
#include "read/attribution.h"
#include "read/event.h"
#include "read/name.h"
#include "read/place.h"
#include "read/quantity.h"
#include "read/time.h"

#include <pthread.h>

typedef struct helper {
  pthread_mutex_t lock;
  pthread_t thread;
  bool tried, running;
} helper;

struct sr_reader {
  sr_quantity_tables *quantities;
  sr_time_tables *times;
  sr_place_tables *places;
  sr_actor_tables *actors;
  sr_attribution_tables *attributions;
  sr_event_tables *events;
  sr_name_tables *names;
  helper *helper;
};

static sr_status open_all(sr_arena *arena, sr_reader *reader, sr_error *err) {
  SR_TRY(sr_name_open(arena, &reader->names, err));
  SR_TRY(sr_quantity_open(arena, &reader->quantities, err));
  SR_TRY(sr_time_open(arena, &reader->times, err));
  SR_TRY(sr_place_open(arena, &reader->places, err));
  SR_TRY(sr_actor_open(arena, &reader->actors, err));
  SR_TRY(sr_attribution_open(arena, &reader->attributions, err));
  return sr_event_open(arena, &reader->events, err);
}

void sr_reader_close(sr_reader *reader) {
  if (reader->helper) {
    if (reader->helper->running) pthread_join(reader->helper->thread, NULL);
    pthread_mutex_destroy(&reader->helper->lock);
  }
  if (reader->names) sr_name_close(reader->names);
  if (reader->places) sr_place_close(reader->places);
  if (reader->attributions) sr_attribution_close(reader->attributions);
  if (reader->events) sr_event_close(reader->events);
}

sr_status sr_reader_open(sr_arena *arena, sr_reader **out, sr_error *err) {
  sr_reader *reader = SR_NEW(arena, sr_reader, 1);
  if (!reader || !(reader->helper = SR_NEW(arena, helper, 1))) return sr_arena_fail(arena, err);
  pthread_mutex_init(&reader->helper->lock, NULL);
  const sr_status status = open_all(arena, reader, err);
  if (status)
    sr_reader_close(reader); /* what was opened before */
  else
    *out = reader;
  return status;
}

/* Layers whose readers use lemmas, tags or trees of the tokens (which are empty where the report's language has no
 * model: a reader must work without). Whoever teaches a reader to use them adds its layer here. */
enum { READ_FROM_TREES = SR_LAYER_QUANTITIES | SR_LAYER_PLACES | SR_LAYER_ATTRIBUTIONS | SR_LAYER_EVENTS };

unsigned sr_reader_needs(unsigned layers) {
  if (layers & SR_LAYER_CLAIMS) layers |= SR_LAYER_TIMES | SR_LAYER_ATTRIBUTIONS;
  if (layers & (SR_LAYER_ATTRIBUTIONS | SR_LAYER_EVENTS)) layers |= SR_LAYER_ACTORS;
  if (layers & SR_LAYER_ACTORS) layers |= SR_LAYER_PLACES | SR_LAYER_TIMES;
  if (layers & SR_LAYER_PLACES) layers |= SR_LAYER_QUANTITIES;
  if (layers & SR_LAYER_TIMES) layers |= SR_LAYER_QUANTITIES;
  if (layers & READ_FROM_TREES) layers |= SR_LAYER_TOKENS;
  return layers;
}

static void *prepare(void *argument) {
  const sr_reader *reader = argument;
  if (sr_names_prepare(reader->names, NULL)) return NULL; /* the same is told to the report that asks next */
  if (sr_attributions_prepare(reader->attributions, NULL)) return NULL;
  return NULL;
}

void sr_reader_prepare(const sr_reader *reader, unsigned layers, sr_slice lang) {
  if (!(sr_reader_needs(layers) & SR_LAYER_ATTRIBUTIONS) || !sr_slice_starts(lang, SR_SLICE("en"))) return;
  helper *h = reader->helper;
  pthread_mutex_lock(&h->lock);
  if (!h->tried) h->running = pthread_create(&h->thread, NULL, prepare, (void *)(uintptr_t)reader) == 0;
  h->tried = true;
  pthread_mutex_unlock(&h->lock);
}

/* Behind a reader: what it used is gone, and what it made of an empty piece on the way must not pass for a result. */
static sr_status behind(sr_status status, sr_report *report, sr_error *err) {
  if (!status) status = sr_arena_check(report->scratch, err);
  sr_arena_clear(report->scratch);
  return status;
}

static sr_status read_names(const sr_reader *reader, sr_report *report, sr_error *err) {
  const sr_status status = sr_names_read(reader->names, report, err);
  report->words = NULL;
  report->n_words = 0;
  return status;
}

sr_status sr_reader_read(const sr_reader *reader, unsigned layers, sr_report *report, sr_error *err) {
  layers = sr_reader_needs(layers);
  if (layers & (SR_LAYER_ENTITIES | SR_LAYER_TOKENS)) SR_TRY(behind(read_names(reader, report, err), report, err));
  if (layers & SR_LAYER_QUANTITIES) SR_TRY(behind(sr_quantities_read(reader->quantities, report, err), report, err));
  if (layers & SR_LAYER_TIMES) SR_TRY(behind(sr_times_read(reader->times, report, err), report, err));
  if (layers & SR_LAYER_PLACES) SR_TRY(behind(sr_places_read(reader->places, report, err), report, err));
  if (layers & SR_LAYER_ACTORS) SR_TRY(behind(sr_actors_read(reader->actors, report, err), report, err));
  if (layers & SR_LAYER_ATTRIBUTIONS)
    SR_TRY(behind(sr_attributions_read(reader->attributions, report, err), report, err));
  if (layers & SR_LAYER_EVENTS) SR_TRY(behind(sr_events_read(reader->events, report, err), report, err));
  return SR_OK;
}
