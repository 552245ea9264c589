/* Files mapped into memory, read-only, for as long as the caller wants: models, gazetteers.
 *
 * Whoever maps a file checks its bytes before use (magic, version, size, checksum, every bound): what is on disk is
 * from outside. Several threads may read one mapping. */
#ifndef SR_BASE_MAPPED_H
#define SR_BASE_MAPPED_H

#include <sitrep/base.h>

/* Maps a whole regular file; *bytes is ended by sr_unmap_file. An empty file is an error. Errors: SR_ERR_IO. */
SR_MUST_CHECK sr_status sr_map_file(const char *path, sr_slice *bytes, sr_error *err);
/* bytes.ptr may be NULL. */
void sr_unmap_file(sr_slice bytes);

#endif
