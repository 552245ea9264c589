/* Lower case without ICU for the letters that reports are mostly made of: ASCII, Latin-1 and Cyrillic. The result is
 * what ICU's root locale gives (a test compares them all); anything else is ICU's matter. */
#ifndef SR_TEXT_FOLD_H
#define SR_TEXT_FOLD_H

#include "base/slice.h"

/* c is one whose lower case sr_fold_char knows. */
static inline bool sr_fold_knows(uint32_t c) {
  return c < 0x100 || (c >= 0x400 && c <= 0x45f) || c == 0x490 || c == 0x491;
}

static inline uint32_t sr_fold_char(uint32_t c) {
  if (c < 0x80) return sr_to_lower((uint8_t)c);
  if (c >= 0xc0 && c <= 0xde && c != 0xd7) return c + 0x20;
  if (c >= 0x410 && c <= 0x42f) return c + 0x20;
  if (c >= 0x400 && c <= 0x40f) return c + 0x50;
  return c == 0x490 ? 0x491 : c;
}

#endif
