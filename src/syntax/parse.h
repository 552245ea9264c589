/* Parsing: word forms in, tags, lemmas, trees and names out.
 *
 * A parser is one thread's working memory on a shared model. It takes sentences together in chunks of a few hundred
 * words; what comes out does not depend on how they fall. A sentence of more than SR_PARSE_WORDS_MAX words is read in
 * pieces of that many, the roots of the later ones hung on the first one's, so that the steps that grow with the square
 * of its length stay bounded. Cost: the model's products, linear in words. */
#ifndef SR_SYNTAX_PARSE_H
#define SR_SYNTAX_PARSE_H

#include "syntax/embed.h"
#include "text/report.h"

/* Four times the longest sentence of the treebanks. */
enum { SR_PARSE_WORDS_MAX = 512 };

/* "O" and two for each of PER, ORG and LOC. A model with more has no scores of names. */
enum { SR_NAME_TAGS = SR_REPORT_NAME_TAGS };

typedef struct sr_parsed {
  sr_slice upos, xpos, feats, deprel; /* borrowed from the model; empty for "_" */
  sr_slice lemma;                     /* in the arena, or borrowed from the form */
  uint32_t head;                      /* 1-based, 0 the root */
  uint32_t entity;                    /* 0 outside a name, else an index into the model's BIO tags */
  uint32_t word;                      /* row in the model's vocabulary, 0 for a word that is not in it */
  float names[SR_NAME_TAGS];          /* scores of the BIO tags before their transitions */
} sr_parsed;

typedef struct sr_parser sr_parser;

/* kernels may be NULL for the machine's best. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_parser_new(const sr_model *model, const sr_kernels *kernels, sr_parser **parser,
                                      sr_error *err);
void sr_parser_free(sr_parser *parser);

/* forms are those of all n sentences one after another, lengths their numbers of words, out as long as forms. Forms are
 * well-formed UTF-8 and not empty. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_parser_run(sr_parser *parser, const sr_slice *forms, const uint32_t *lengths, uint32_t n,
                                      sr_arena *arena, sr_parsed *out, sr_error *err);

#endif
