/* The models of an engine, and what they say about a report: lemmas, tags, trees and names of its tokens.
 *
 * A model is mapped when a report of its language first needs it, checked, and from then on shared by all threads; each
 * call takes a parser (parse.h) that no other thread uses and gives it back, so there are as many as threads that read
 * at once. A language without a model, or with a damaged one, leaves tokens as the rules made them.
 *
 * The model reads words of its own segmenter where these lie within a token ("long-range" is three words to it), else
 * the report's tokens, in the report's sentences; a token takes the analysis of that of its words whose head is
 * outside. Linear in tokens. */
#ifndef SR_SYNTAX_SYNTAX_H
#define SR_SYNTAX_SYNTAX_H

#include "syntax/model.h"
#include "text/report.h"

typedef struct sr_syntax sr_syntax;

/* Looks which models there are. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_syntax_open(sr_syntax **syntax, sr_error *err);
void sr_syntax_free(sr_syntax *syntax);

/* The model of a language, opened if it is not yet; borrowed. Errors: SR_ERR_NOTFOUND (there is none), and those of
 * sr_model_map, the same each time. Any thread. */
SR_MUST_CHECK sr_status sr_syntax_model(sr_syntax *syntax, sr_slice lang, const sr_model **model, sr_error *err);

/* Fills lemma, tags and trees of report->tokens, and report->entities, if the report's language has a model. Slices
 * point into the model, which lives as long as syntax, or the report's arena. Errors: SR_ERR_NOMEM. Any thread. */
SR_MUST_CHECK sr_status sr_syntax_read(sr_syntax *syntax, sr_report *report, sr_error *err);

#endif
