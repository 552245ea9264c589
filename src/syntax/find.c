#include "syntax/find.h"

#include "base/slice.h"
#include "syntax/model.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef SR_MODELS_DIR
#define SR_MODELS_DIR "/usr/local/share/sitrep/models"
#endif

static bool is_folder(const char *path) {
  DIR *folder = opendir(path);
  if (!folder) return false;
  closedir(folder);
  return true;
}

/* The folder of the running program, empty where the system does not say. */
static sr_slice program_folder(char *room, size_t size) {
  const ssize_t n = readlink("/proc/self/exe", room, size);
  if (n <= 0 || (size_t)n >= size) return (sr_slice){0};
  sr_slice path = {room, (size_t)n};
  while (path.len && path.ptr[path.len - 1] != '/') path.len--;
  return path;
}

sr_status sr_models_folder(sr_arena *arena, const char **folder, sr_error *err) {
  const char *set = getenv("SITREP_MODELS");
  if (set && *set) {
    *folder = sr_arena_copy(arena, sr_slice_of(set)).ptr;
    return *folder ? SR_OK : sr_arena_fail(arena, err);
  }
  static const char *const BESIDE[] = {"models", "../share/sitrep/models"};
  char room[4096];
  const sr_slice program = program_folder(room, sizeof room);
  for (size_t i = 0; program.len && i < sizeof BESIDE / sizeof *BESIDE; i++) {
    *folder = sr_arena_format(arena, "%.*s%s", SR_FMT(program), BESIDE[i]).ptr;
    if (!*folder) return sr_arena_fail(arena, err);
    if (is_folder(*folder)) return SR_OK;
  }
  *folder = SR_MODELS_DIR;
  return SR_OK;
}

static bool read_at(int file, void *to, size_t n, uint64_t offset) {
  return offset < INT64_MAX && pread(file, to, n, (off_t)offset) == (ssize_t)n;
}

/* The languages, from the first section of the file. Bytes are hostile; sr_model_map checks the rest. */
static bool read_langs(int file, sr_arena *arena, sr_found_model *model) {
  sr_model_header header;
  sr_model_entry entry;
  uint32_t offsets[SR_MODEL_LANGS_MAX + 1];
  if (!read_at(file, &header, sizeof header, 0) || memcmp(header.magic, "SITREPNN", 8) != 0 ||
      header.byte_order != SR_MODEL_BYTE_ORDER)
    return false;
  if (!read_at(file, &entry, sizeof entry, SR_MODEL_HEADER) || entry.kind != SR_KIND_STRINGS || entry.rows == 0 ||
      entry.rows > SR_MODEL_LANGS_MAX)
    return false;
  const size_t n = (entry.rows + 1) * sizeof *offsets;
  char pool[SR_MODEL_LANGS_MAX * 8];
  if (!read_at(file, offsets, n, entry.offset) || offsets[0] != 0 || offsets[entry.rows] > sizeof pool ||
      entry.offset > INT64_MAX - n || !read_at(file, pool, offsets[entry.rows], entry.offset + n))
    return false;
  for (uint32_t i = 0; i < entry.rows; i++) {
    if (offsets[i] > offsets[i + 1] || offsets[i + 1] > offsets[entry.rows]) return false;
    model->langs[i] = sr_arena_copy(arena, (sr_slice){pool + offsets[i], offsets[i + 1] - offsets[i]});
    if (!model->langs[i].ptr) return false;
  }
  model->n_langs = entry.rows;
  return true;
}

static sr_status look_at(sr_arena *arena, const char *name, sr_found_models *found, sr_error *err) {
  if (!sr_slice_ends(sr_slice_of(name), SR_SLICE(".sitrep")) || found->n == SR_MODELS_MAX) return SR_OK;
  sr_found_model model = {.path = sr_arena_format(arena, "%s/%s", found->folder, name).ptr};
  if (!model.path) return sr_arena_fail(arena, err);
  const int file = open(model.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not hold us */
  if (file < 0) return SR_OK;
  const bool good = read_langs(file, arena, &model);
  close(file);
  SR_TRY(sr_arena_check(arena, err));
  if (!good) return SR_OK;
  /* Sorted, as the system lists files in any order. */
  uint32_t at = found->n++;
  for (; at > 0 && strcmp(found->models[at - 1].path, model.path) > 0; at--) found->models[at] = found->models[at - 1];
  found->models[at] = model;
  return SR_OK;
}

sr_status sr_models_find(sr_arena *arena, sr_found_models *found, sr_error *err) {
  *found = (sr_found_models){.folder = ""};
  SR_TRY(sr_models_folder(arena, &found->folder, err));
  DIR *folder = opendir(found->folder);
  if (!folder) return SR_OK;
  sr_status status = SR_OK;
  for (const struct dirent *entry; !status && (entry = readdir(folder));)
    status = look_at(arena, entry->d_name, found, err);
  closedir(folder);
  return status;
}

const sr_found_model *sr_models_of(const sr_found_models *found, sr_slice lang) {
  size_t n = 0;
  while (n < lang.len && lang.ptr[n] != '-' && lang.ptr[n] != '_') n++;
  lang.len = n;
  for (uint32_t i = 0; i < found->n; i++)
    for (uint32_t k = 0; k < found->models[i].n_langs; k++)
      if (sr_slice_eq_nocase(found->models[i].langs[k], lang)) return &found->models[i];
  return NULL;
}

sr_status sr_models_none(const sr_found_models *found, sr_slice lang, sr_error *err) {
  return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "no model for the language '%.*s' in '%s'", SR_FMT(lang),
                 found->folder);
}
