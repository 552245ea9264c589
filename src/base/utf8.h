/* UTF-8: checking, stepping, normal forms and case. Offsets are bytes. Unicode tables are ICU's. */
#ifndef SR_BASE_UTF8_H
#define SR_BASE_UTF8_H

#include "base/arena.h"

/* Offset of the first byte that is not part of well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing
 * past U+10FFFF), or SR_NOWHERE. */
size_t sr_utf8_check(sr_slice text);

/* The code point at *at (text is well-formed, *at < text.len); *at moves behind it. */
uint32_t sr_utf8_next(sr_slice text, size_t *at);
/* The code point that ends before *at (*at > 0); *at moves to its first byte. */
uint32_t sr_utf8_before(sr_slice text, size_t *at);
/* Writes a code point; returns its length, 1 to 4. */
size_t sr_utf8_put(uint32_t c, char out[4]);

/* Properties by ICU. */
bool sr_char_is_letter(uint32_t c);
bool sr_char_is_mark(uint32_t c);
bool sr_char_is_upper(uint32_t c); /* upper or title case */
bool sr_char_is_digit(uint32_t c); /* decimal digits of any script */
bool sr_char_is_space(uint32_t c); /* white space, no-break spaces too */

/* text in NFC; text itself where it is so already. ptr NULL: no memory. */
sr_slice sr_utf8_nfc(sr_arena *arena, sr_slice text);
/* NFC and lower case, locale-free, with typographic apostrophes as ', hyphens and dashes inside words as -, no-break
 * spaces as spaces, soft hyphens gone: the form in which tables are matched. ptr NULL: no memory. */
sr_slice sr_utf8_norm(sr_arena *arena, sr_slice text);

#endif
