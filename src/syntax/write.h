/* Writing parsed sentences: as CoNLL-U, and as JSON lines. */
#ifndef SR_SYNTAX_WRITE_H
#define SR_SYNTAX_WRITE_H

#include "syntax/conllu.h"
#include "syntax/parse.h"
#include "syntax/segment.h"

/* The sentence with every column from the analysis of its words, and the blank line behind it; names in MISC. *lines is
 * in the arena. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_parsed_to_conllu(const sr_model *model, sr_conllu_sentence *sentence,
                                            const sr_parsed *parsed, sr_arena *arena, sr_slice *lines, sr_error *err);

/* The same as one line of JSON; with offsets into the text that the words lie in, unless text is NULL. */
SR_MUST_CHECK sr_status sr_parsed_to_json(const sr_model *model, const sr_conllu_sentence *sentence,
                                          const sr_parsed *parsed, const char *text, sr_arena *arena, sr_slice *line,
                                          sr_error *err);

#endif
