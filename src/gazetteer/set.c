#include "gazetteer/set.h"

#include "base/slice.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef SR_SHARE_DIR
#define SR_SHARE_DIR "/usr/local/share/sitrep"
#endif

static sr_slice program_folder(char *room, size_t size) {
  const ssize_t n = readlink("/proc/self/exe", room, size);
  if (n <= 0 || (size_t)n >= size) return (sr_slice){0};
  sr_slice path = {room, (size_t)n};
  while (path.len && path.ptr[path.len - 1] != '/') path.len--;
  return path;
}

/* The first place where the world's gazetteer is, or NULL. */
static const char *world_path(sr_arena *arena) {
  const char *set = getenv("SITREP_GAZETTEER");
  if (set && *set) return sr_arena_copy(arena, sr_slice_of(set)).ptr;
  static const char *const BESIDE[] = {"share/gazetteer.sitrep", "../share/sitrep/gazetteer.sitrep"};
  char room[4096];
  const sr_slice program = program_folder(room, sizeof room);
  for (size_t i = 0; program.len && i < sizeof BESIDE / sizeof *BESIDE; i++) {
    const char *path = sr_arena_format(arena, "%.*s%s", SR_FMT(program), BESIDE[i]).ptr;
    if (path && access(path, R_OK) == 0) return path;
  }
  return access(SR_SHARE_DIR "/gazetteer.sitrep", R_OK) == 0 ? SR_SHARE_DIR "/gazetteer.sitrep" : NULL;
}

const char *sr_gazetteers_folder(sr_arena *arena) {
  const char *places = getenv("SITREP_PLACES"), *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
  if (places && *places) return sr_arena_copy(arena, sr_slice_of(places)).ptr;
  if (data && *data == '/') return sr_arena_format(arena, "%s/sitrep/places", data).ptr;
  return home && *home == '/' ? sr_arena_format(arena, "%s/.local/share/sitrep/places", home).ptr : NULL;
}

static sr_status take(sr_arena *arena, sr_gazetteers *set, const char *path, bool *taken, sr_error *err) {
  sr_error why;
  *taken = false;
  if (set->n == SR_GAZETTEERS_MAX) return SR_OK;
  if (sr_gazetteer_map(path, &set->at[set->n], &why)) {
    if (set->n_notes == SR_GAZETTEERS_MAX) return SR_OK;
    const char *note = sr_arena_format(arena, "%s: %s", path, why.message).ptr;
    if (!note) return sr_arena_fail(arena, err);
    set->notes[set->n_notes++] = note;
    return SR_OK;
  }
  set->paths[set->n++] = path;
  *taken = true;
  return SR_OK;
}

static int by_name(const void *one, const void *other) {
  return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static sr_status take_imports(sr_arena *arena, sr_gazetteers *set, sr_error *err) {
  const char *folder = sr_gazetteers_folder(arena);
  DIR *list = folder ? opendir(folder) : NULL;
  if (!list) return SR_OK;
  const char *paths[SR_GAZETTEERS_MAX];
  size_t n = 0;
  for (const struct dirent *entry; n < SR_GAZETTEERS_MAX && (entry = readdir(list));)
    if (sr_slice_ends(sr_slice_of(entry->d_name), SR_SLICE(".sitrep")) &&
        (paths[n] = sr_arena_format(arena, "%s/%s", folder, entry->d_name).ptr))
      n++;
  closedir(list);
  if (n) qsort(paths, n, sizeof *paths, by_name); /* the system lists files in any order */
  bool taken;
  for (size_t i = 0; i < n; i++) SR_TRY(take(arena, set, paths[i], &taken, err));
  return sr_arena_check(arena, err);
}

sr_status sr_gazetteers_open(sr_arena *arena, sr_slice small, sr_gazetteers *set, sr_error *err) {
  *set = (sr_gazetteers){0};
  const char *world = world_path(arena);
  sr_status status = world ? take(arena, set, world, &set->world, err) : SR_OK;
  if (!status && !set->world) {
    status = sr_gazetteer_read(small, &set->at[0], err);
    set->paths[0] = "";
    set->n = 1;
  }
  if (!status) status = take_imports(arena, set, err);
  if (status) sr_gazetteers_close(set);
  return status;
}

void sr_gazetteers_close(sr_gazetteers *set) {
  for (uint32_t i = 0; i < set->n; i++) sr_gazetteer_close(&set->at[i]);
  set->n = 0;
}
