/* CRC-32 (that of gzip) of a whole piece of memory: what model and gazetteer files are held against when they are
 * opened, so that a cut or altered one is an error and not a wrong reading. By libdeflate, which takes 80 microseconds
 * a MB with the machine's instructions where zlib takes 230. */
#ifndef SR_BASE_CHECKSUM_H
#define SR_BASE_CHECKSUM_H

#include <sitrep/base.h>

uint32_t sr_crc32(const void *bytes, size_t n);

#endif
