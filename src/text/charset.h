/* Charsets: raw bytes -> UTF-8, or a clear word on why they are not text.
 *
 * A byte order mark wins, then what the document declares, then UTF-16 by its zero bytes, then UTF-8 if the bytes are
 * well-formed, then a code page. Cyrillic code pages (windows-1251, KOI8-U, which holds KOI8-R's letters, IBM866,
 * ISO-8859-5) are told apart by letter counts and case, which ten letters suffice for and ICU's detector does not
 * reach on short texts; the rest is ICU's choice, windows-1252 where it has none. Bytes that are clearly UTF-8 with a
 * fault in them are an error with its offset, not a code page. Linear in bytes; any thread. */
#ifndef SR_TEXT_CHARSET_H
#define SR_TEXT_CHARSET_H

#include "base/arena.h"

/* declared is the charset that the document names, or empty. *text is bytes itself (less a BOM) if it is UTF-8 already.
 * Errors: SR_ERR_INPUT (binary, malformed), SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_charset_decode(sr_arena *arena, sr_slice bytes, sr_slice declared, sr_slice *text,
                                          sr_error *err);

/* Fails if more than a few characters of the UTF-8 text are control characters. */
SR_MUST_CHECK sr_status sr_charset_check_text(sr_slice text, sr_error *err);

/* text with CR LF, CR and Unicode's line separators as LF and control characters but tab as spaces. */
SR_MUST_CHECK sr_status sr_charset_clean(sr_arena *arena, sr_slice text, sr_slice *clean, sr_error *err);

#endif
