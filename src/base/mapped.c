#include "base/mapped.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

sr_status sr_map_file(const char *path, sr_slice *bytes, sr_error *err) {
  *bytes = (sr_slice){0};
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot open '%s': %s", path, strerror(errno));
  struct stat about;
  void *map = MAP_FAILED;
  size_t size = 0;
  if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0) {
    size = (size_t)about.st_size;
    map = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
  }
  close(fd);
  if (map == MAP_FAILED) return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot map '%s'", path);
  *bytes = (sr_slice){map, size};
  return SR_OK;
}

void sr_unmap_file(sr_slice bytes) {
  union {
    const char *in;
    void *out;
  } map = {.in = bytes.ptr}; /* munmap wants what mmap gave, not const */
  if (map.out) munmap(map.out, bytes.len);
}
