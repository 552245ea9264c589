/* Loading libraries on first use; see the header. */
#include "observe/library.h"

#include "base/error.h"

#include <dlfcn.h>
#include <string.h>

sr_status sr_library_load(const char *soname, const char *const *names, size_t n, void *functions, sr_error *err) {
  void *library = dlopen(soname, RTLD_LAZY | RTLD_LOCAL);
  if (!library)
    return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "'%s' cannot be loaded, and maps need it: %s", soname, dlerror());
  for (size_t i = 0; i < n; i++) {
    void *at = dlsym(library, names[i]);
    if (!at) return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "'%s' has no function '%s'", soname, names[i]);
    /* POSIX lets an object pointer hold a function's address; ISO C has no cast for it. */
    memcpy((char *)functions + i * sizeof at, &at, sizeof at);
  }
  return SR_OK;
}
