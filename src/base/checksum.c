#include "base/checksum.h"

#include <libdeflate.h>

uint32_t sr_crc32(const void *bytes, size_t n) { return libdeflate_crc32(0, bytes, n); }
