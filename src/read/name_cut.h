/* Names that stand in a row without a mark between them, as in letters and posts whose line ends were lost ("Regards,
 * Anna Berg Peter, thank you", "in Springfield Illinois"), and names with a mark inside ("Berg, Anna" in the head of a
 * letter, "Kim Jong-un"): a name that was found is cut in two, or goes on behind the mark. Linear in words. Internal to
 * the reading of names.
 */
#ifndef SR_READ_NAME_CUT_H
#define SR_READ_NAME_CUT_H

#include "read/name_features.h"

/* Changes the tags (SR_NAME_LABELS) [report->n_words] of the names that were found. */
void sr_name_cut(const sr_name_view *view, uint8_t *tags);

#endif
