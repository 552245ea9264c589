/* SHA-256 (FIPS 180-4) of bytes, by libmd: the identity of a report's text. */
#ifndef SR_BASE_SHA256_H
#define SR_BASE_SHA256_H

#include <sitrep/base.h>

enum { SR_SHA256_HEX = 64 };
/* 64 lower-case hex digits and a NUL. */
void sr_sha256_hex(sr_slice bytes, char out[SR_SHA256_HEX + 1]);

#endif
