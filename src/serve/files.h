/* The files of --web, read once at the start: what is not among them cannot be asked for. */
#ifndef SR_SERVE_FILES_H
#define SR_SERVE_FILES_H

#include "base/error.h"

typedef struct sr_files sr_files;

typedef struct sr_file {
  char *path; /* as in a URL: "/assets/page-1a2b.js" */
  const char *type;
  bool hashed; /* its name changes with its bytes: it may be kept for ever */
  char *bytes;
  size_t n;
  uint32_t index; /* among all, from 0 */
} sr_file;

/* Reads a folder and those in it. Bounds: 500 files, 4 levels, 32 MiB. Errors: SR_ERR_IO, SR_ERR_LIMIT, SR_ERR_NOMEM.
 */
SR_MUST_CHECK sr_status sr_files_read(const char *folder, sr_files **files, sr_error *err);
void sr_files_free(sr_files *files);

uint32_t sr_files_count(const sr_files *files);
const sr_file *sr_files_at(const sr_files *files, uint32_t index);
/* The file of a path; for a path without a dot ("/", "/claims/C12") index.html, whose script
 * finds its view by itself. NULL: there is none. */
const sr_file *sr_files_find(const sr_files *files, sr_slice path);

#endif
