/* What this installation stands on; see sitrep/doctor.h. */
#include "base/error.h"
#include "base/slice.h"
#include "gazetteer/set.h"
#include "ledger/version.h"
#include "read/event_model.h"
#include "read/place.h"
#include "read/tagger.h"
#include "syntax/find.h"
#include "text/versions.h"

#include <sitrep/doctor.h>

#include <unistd.h>

sr_status sr_doctor_libraries(sr_doctor_visit visit, void *user, sr_error *err) {
  SR_TRY(sr_text__versions(visit, user, err));
  return visit(user, "SQLite", sr_ledger__sqlite_version(), SR_HEALTH_GOOD, err);
}

typedef struct look {
  sr_doctor_visit visit;
  void *user;
  sr_arena *arena;
} look;

/* Tells of a part that is at a path, with what is wrong with it, if anything is. */
static sr_status tell(const look *l, const char *topic, const char *path, sr_status fault, const sr_error *why,
                      sr_error *err) {
  if (!fault) return l->visit(l->user, topic, path, SR_HEALTH_GOOD, err);
  const char *text = sr_arena_format(l->arena, "%s: %s", path, why->message).ptr;
  return text ? l->visit(l->user, topic, text, SR_HEALTH_BAD, err) : sr_arena_fail(l->arena, err);
}

static sr_status look_at_taggers(const look *l, const char *folder, sr_error *err) {
  static const struct {
    const char *file, *topic, *without;
  } parts[] = {{"names", "names", "English names are those of the language model alone"},
               {"attribution", "attributions", "who said what is found by rules alone"},
               {"events", "events", "events are found by rules alone"}};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    const char *path = sr_arena_format(l->arena, "%s/%s.sitrep", folder, parts[i].file).ptr;
    if (!path) return sr_arena_fail(l->arena, err);
    if (access(path, F_OK) != 0) {
      const char *text = sr_arena_format(l->arena, "%s is not there: %s", path, parts[i].without).ptr;
      if (!text) return sr_arena_fail(l->arena, err);
      SR_TRY(l->visit(l->user, parts[i].topic, text, SR_HEALTH_LESS, err));
      continue;
    }
    sr_tagger_file taggers = {0};
    sr_event_model events = {0};
    sr_error why = {0};
    const bool of_events = sr_slice_is(sr_slice_of(parts[i].file), "events");
    const sr_status fault = of_events ? sr_event_model_map(path, &events, &why) : sr_tagger_map(path, &taggers, &why);
    sr_tagger_close(&taggers);
    sr_event_model_close(&events);
    SR_TRY(tell(l, parts[i].topic, path, fault, &why, err));
  }
  return SR_OK;
}

static sr_status look_at_models(const look *l, sr_error *err) {
  sr_found_models found;
  SR_TRY(sr_models_find(l->arena, &found, err));
  for (uint32_t i = 0; i < found.n; i++)
    for (uint32_t k = 0; k < found.models[i].n_langs; k++) {
      const char *topic = sr_arena_format(l->arena, "language %.*s", SR_FMT(found.models[i].langs[k])).ptr;
      if (!topic) return sr_arena_fail(l->arena, err);
      SR_TRY(l->visit(l->user, topic, found.models[i].path, SR_HEALTH_GOOD, err));
    }
  sr_error why = {0};
  if (!sr_models_of(&found, SR_SLICE("en"))) {
    (void)sr_models_none(&found, SR_SLICE("en"), &why);
    SR_TRY(l->visit(l->user, "language en", why.message, SR_HEALTH_LESS, err));
  }
  return look_at_taggers(l, found.folder, err);
}

static sr_status look_at_gazetteers(const look *l, sr_error *err) {
  sr_gazetteers set;
  SR_TRY(sr_gazetteers_open(l->arena, sr_place_small(), &set, err));
  sr_status status = SR_OK;
  if (!set.world)
    status = l->visit(l->user, "gazetteer",
                      "the world's is not beside the program nor named by SITREP_GAZETTEER: only the places of the "
                      "small one in the program are known",
                      SR_HEALTH_LESS, err);
  for (uint32_t i = 0; i < set.n && !status; i++)
    if (*set.paths[i]) status = l->visit(l->user, i ? "places" : "gazetteer", set.paths[i], SR_HEALTH_GOOD, err);
  for (uint32_t i = 0; i < set.n_notes && !status; i++)
    status = l->visit(l->user, "places", set.notes[i], SR_HEALTH_BAD, err);
  sr_gazetteers_close(&set);
  return status;
}

sr_status sr_doctor_files(sr_doctor_visit visit, void *user, sr_error *err) {
  look l = {visit, user, sr_arena_new(1 << 24)};
  if (!l.arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to look at the installation");
  sr_status status = look_at_models(&l, err);
  if (!status) status = look_at_gazetteers(&l, err);
  sr_arena_free(l.arena);
  return status;
}
