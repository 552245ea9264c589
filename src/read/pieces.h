/* Pieces: a report's tokens with those parted that hold a number and something else.
 *
 *   twenty-three -> twenty - three    six-cylinder -> six - cylinder    USD115 -> USD 115
 *
 * The result is a report that shares the text, so that all that works on tokens works on pieces; piece_of leads back to
 * the tokens. Linear in tokens. */
#ifndef SR_READ_PIECES_H
#define SR_READ_PIECES_H

#include "read/unit.h"
#include "text/report.h"

typedef struct sr_pieces {
  sr_report report;       /* tokens are the pieces; sentences count them */
  const uint32_t *origin; /* [report.n_tokens] the token that each piece is of */
} sr_pieces;

SR_MUST_CHECK sr_status sr_pieces_cut(const sr_report *report, const sr_units *units, sr_pieces *pieces, sr_error *err);

#endif
