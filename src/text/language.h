/* Which language a text is in, as ISO 639-1.
 *
 * Script first: letters that only one language of a script has ("ї", "ы", "ў") settle most Cyrillic text. Then stop
 * words (lexicon/stopwords.tsv), which settle prose of two sentences or more. Only where these are close is
 * libexttextcat asked, restricted to the languages of the table: its handle is not thread-safe, so each such call opens
 * its own (1.5 ms for 13 models; all 200 take 90 ms). Without its data the stop words' best guess stands. At most 16
 * KiB of the text are read. Any thread. */
#ifndef SR_TEXT_LANGUAGE_H
#define SR_TEXT_LANGUAGE_H

#include <sitrep/base.h>

/* A constant string; "en" for text without letters. text is well-formed UTF-8. */
sr_slice sr_language_of(sr_slice text);

#endif
