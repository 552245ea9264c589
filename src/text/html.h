/* HTML: the report's text without what surrounds it, and what the page says about it.
 *
 * Elements that never hold the report (lexicon/html-tags.tsv) and those whose class, id or role says so
 * (lexicon/boilerplate.tsv) are left out; the rest is cut into blocks, and each is judged by its length, its share of
 * links and its neighbours. Paragraphs come out parted by blank lines, list items one a line behind "- ".
 * Date, outlet, title and address come from lexicon/html-meta.tsv, JSON-LD and time elements.
 * Source: C. Kohlschuetter, P. Fankhauser, W. Nejdl, Boilerplate detection using shallow text features, WSDM 2010.
 *
 * The parser is libxml2's, event by event: no tree is built, nothing recurses, nothing is fetched, and elements open
 * at once and attributes of one element are bounded. Linear in bytes; any thread. */
#ifndef SR_TEXT_HTML_H
#define SR_TEXT_HTML_H

#include "base/arena.h"

#include <sitrep/report.h>

/* All in the arena; empty or SR_DAY_NONE where the page does not say. */
typedef struct sr_page {
  sr_slice text, title, outlet, url, lang;
  sr_day date;
} sr_page;

/* Do the bytes begin like an HTML page? */
bool sr_html_is(sr_slice bytes);
/* The charset that a page of an ASCII-like charset declares in its first kilobytes, or an empty slice of bytes. */
sr_slice sr_html_charset(sr_slice bytes);

/* html is well-formed UTF-8. Errors: SR_ERR_INPUT (no text in it), SR_ERR_LIMIT (too deep, too many attributes),
 * SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_html_read(sr_arena *arena, const sr_limits *limits, sr_slice html, sr_page *page,
                                     sr_error *err);

#endif
