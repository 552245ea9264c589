/* Makes the cells of a lexicon (src/syntax/lexicon.h) from its forms. */
#ifndef SR_TRAIN_LEXBUILD_H
#define SR_TRAIN_LEXBUILD_H

#include "syntax/lexicon.h"

/* Cells that give sets[i] for keys[i]; no key may stand there twice, sets are below SR_LEXICON_SETS. NULL: no memory.
 * Ended by free. */
uint16_t *lexicon_build(const sr_slice *keys, const uint16_t *sets, uint32_t n, uint32_t *n_cells);

#endif
