/* How claims are worded: always "X says", never as fact. Shared by the brief and by explain. */
#ifndef SR_BRIEF_WORDING_H
#define SR_BRIEF_WORDING_H

#include "brief/page.h"

/* "General Staff, via Horizon, in Carpathian Courier": the innermost authority first. */
void sr_word_source(sr_page *page, const sr_stored_claim *stored);
/* Its reference, its sources and what they said: C6 Horizon, in Carpathian Courier: "captured about 15 sq. km." */
void sr_word_told(sr_page *page, const sr_stored_claim *stored);
/* The cells that a row of a claim begins with: its reference, who says so, in which words. */
void sr_word_cells(sr_page *page, const sr_stored_claim *stored);
/* "losses: killed, civilian" and the like, with the modality where it is not a plain assertion. */
void sr_word_kind(sr_page *page, const sr_stored_claim *stored);
/* "about 15 km² a day" */
void sr_word_figure(sr_page *page, const sr_stored_claim *stored);
/* "2025-05-01 to 2025-07-09"; nothing if the claim has no time. */
void sr_word_when(sr_page *page, const sr_stored_claim *stored);
void sr_word_where(sr_page *page, const sr_stored_claim *stored);
/* A unit code as people write it, in the number that goes with value: a label of lexicon/unit_labels.tsv, a counted
 * noun, else the row's own text. */
void sr_word_unit(sr_page *page, sr_ref row, sr_slice unit, const sr_number *value);
/* Low and high of an interval; one number where they are equal. */
void sr_word_range(sr_page *page, const sr_number *low, const sr_number *high);

#endif
