/* Reading the folder of --web, and media types by suffix. */
#include "serve/files.h"

#include "base/slice.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { FILES_MAX = 500, DEPTH_MAX = 4, BYTES_MAX = 32 << 20, PATH_ROOM = 1024 };

struct sr_files {
  sr_file files[FILES_MAX];
  uint32_t n;
  size_t bytes;
};

static const char *type_of(const char *name) {
  static const struct {
    const char *suffix, *type;
  } types[] = {{".html", "text/html; charset=utf-8"},
               {".js", "text/javascript; charset=utf-8"},
               {".css", "text/css; charset=utf-8"},
               {".json", "application/json"},
               {".geojson", "application/geo+json"},
               {".svg", "image/svg+xml"},
               {".png", "image/png"},
               {".ico", "image/x-icon"},
               {".woff2", "font/woff2"},
               {".pbf", "application/x-protobuf"},
               {".txt", "text/plain; charset=utf-8"}};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (sr_slice_ends(sr_slice_of(name), sr_slice_of(types[i].suffix))) return types[i].type;
  return NULL;
}

static sr_status read_file(sr_files *files, const char *path, const char *url, size_t size, sr_error *err) {
  if (!type_of(url)) return SR_OK; /* source maps and the like are not served */
  if (files->n == FILES_MAX || size > BYTES_MAX - files->bytes)
    return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "the web folder has more than %d files or %d MiB", (int)FILES_MAX,
                   BYTES_MAX >> 20);
  sr_file *file = &files->files[files->n];
  file->bytes = malloc(size + 1);
  file->path = strdup(url);
  FILE *in = file->bytes && file->path ? fopen(path, "rb") : NULL;
  if (!in || fread(file->bytes, 1, size, in) != size) {
    const int why = errno;
    if (in) fclose(in);
    free(file->bytes);
    free(file->path);
    return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot read '%s': %s", path, strerror(why));
  }
  fclose(in);
  file->n = size;
  file->type = type_of(url);
  file->hashed = sr_slice_starts(sr_slice_of(url), SR_SLICE("/assets/"));
  files->bytes += size;
  files->n++;
  return SR_OK;
}

static sr_status read_folder(sr_files *files, const char *path, const char *url, int depth, sr_error *err) {
  DIR *folder = opendir(path);
  if (!folder) return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot read '%s': %s", path, strerror(errno));
  sr_status status = SR_OK;
  for (struct dirent *item; !status && (item = readdir(folder));) {
    char inner[PATH_ROOM], inner_url[PATH_ROOM];
    struct stat about;
    if (item->d_name[0] == '.') continue;
    const int a = snprintf(inner, sizeof inner, "%s/%s", path, item->d_name);
    const int b = snprintf(inner_url, sizeof inner_url, "%s/%s", url, item->d_name);
    if (a >= PATH_ROOM || b >= PATH_ROOM || stat(inner, &about)) continue;
    if (S_ISDIR(about.st_mode) && depth < DEPTH_MAX)
      status = read_folder(files, inner, inner_url, depth + 1, err);
    else if (S_ISREG(about.st_mode))
      status = read_file(files, inner, inner_url, (size_t)about.st_size, err);
  }
  closedir(folder);
  return status;
}

static int by_path(const void *a, const void *b) {
  return strcmp(((const sr_file *)a)->path, ((const sr_file *)b)->path);
}

sr_status sr_files_read(const char *folder, sr_files **files, sr_error *err) {
  sr_files *f = calloc(1, sizeof *f);
  if (!f) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the web folder");
  const sr_status status = read_folder(f, folder, "", 0, err);
  if (status) {
    sr_files_free(f);
    return status;
  }
  qsort(f->files, f->n, sizeof *f->files, by_path);
  for (uint32_t i = 0; i < f->n; i++) f->files[i].index = i;
  *files = f;
  return SR_OK;
}

void sr_files_free(sr_files *files) {
  if (!files) return;
  for (uint32_t i = 0; i < files->n; i++) {
    free(files->files[i].path);
    free(files->files[i].bytes);
  }
  free(files);
}

uint32_t sr_files_count(const sr_files *files) { return files ? files->n : 0; }
const sr_file *sr_files_at(const sr_files *files, uint32_t index) { return &files->files[index]; }

static const sr_file *exact(const sr_files *files, sr_slice path) {
  uint32_t low = 0, high = files->n;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    const int c = sr_slice_cmp(sr_slice_of(files->files[middle].path), path);
    if (!c) return &files->files[middle];
    if (c < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

const sr_file *sr_files_find(const sr_files *files, sr_slice path) {
  if (!files) return NULL;
  const sr_file *file = exact(files, path);
  /* A path without a dot is a view of the page's own script. */
  return file || sr_slice_find(path, '.', 0) != SR_NOWHERE ? file : exact(files, SR_SLICE("/index.html"));
}
