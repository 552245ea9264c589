/* SHA-256 through libmd; see the header. */
#include "base/sha256.h"

#include <sha2.h>

void sr_sha256_hex(sr_slice bytes, char out[SR_SHA256_HEX + 1]) {
  uint8_t digest[SHA256_DIGEST_LENGTH];
  SHA2_CTX state;
  SHA256Init(&state);
  if (bytes.len) SHA256Update(&state, (const uint8_t *)bytes.ptr, bytes.len);
  SHA256Final(digest, &state);
  static const char hex[] = "0123456789abcdef";
  for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) {
    out[2 * i] = hex[digest[i] >> 4];
    out[2 * i + 1] = hex[digest[i] & 15];
  }
  out[SR_SHA256_HEX] = 0;
}
