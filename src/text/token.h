/* Tokens by rule: the fallback for languages without a model, and the way in which table phrases are cut.
 *
 *   "about 15 sq. km. per day"   about|15|sq.|km.|per|day      abbreviations of lexicon/abbreviations.tsv keep the stop
 *   "$2.3bn, 5% (31,000)"        $|2.3|bn|,|5|%|(|31,000|)      currency and units part from numbers
 *   "155-mm", "5-year-old"       155|-|mm, 5|-|year|-|old       hyphens part next to a number
 *   "long-range", "all-for-all"  one token                      and not between words
 *   "July 9-10", "2025-07-09"    July|9|-|10, 2025-07-09        a full date is one NUMBER, so are 12.03.25 and 10:30
 *   "Ukraine's", "don't"         Ukraine|'s, do|n't
 *   "U.S.", "a.m.", "Mr."        one token; a URL or an address is one WORD
 *
 * A token's span is exact; norm is its form for matching. Linear in bytes; any thread. */
#ifndef SR_TEXT_TOKEN_H
#define SR_TEXT_TOKEN_H

#include "base/vec.h"

#include <sitrep/report.h>

typedef SR_VEC(sr_token) sr_token_vec;

/* Appends the tokens of text[range] to tokens; sentence is left 0 and head SR_NO_HEAD.
 * Errors: SR_ERR_NOMEM. text is well-formed UTF-8. */
SR_MUST_CHECK sr_status sr_tokens_split(sr_arena *arena, sr_slice text, sr_span range, sr_token_vec *tokens,
                                        sr_error *err);

#endif
