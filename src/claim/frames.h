/* Claims from annotations: the frames of lexicon/frames.tsv filled from what the read layer found.
 *
 * A verb (or a noun that acts as one) and a thing it governs make a claim if the table has a row for the two: "killed"
 * and people make losses, "shot down" and drones an interception. Things are counted nouns, indefinite singulars,
 * sums of money, areas and places. Statements, contacts, forecasts, projections, ratios and lists of running totals
 * are read by modules of their own. Each claim is then given its party, time, place, modality and chain from what
 * stands near it. docs/claims.md tells the whole of it.
 *
 * Reads tokens, sentences, quantities, times, places, actors and attributions; writes report->claims in the order of
 * their evidence. Linear in tokens: each step looks at one sentence and a bounded number of things before it. */
#ifndef SR_CLAIM_FRAMES_H
#define SR_CLAIM_FRAMES_H

#include "text/report.h"

typedef struct sr_frame_tables sr_frame_tables;

/* Compiles the tables into the arena; read-only from then on, shared by any number of threads.
 * Errors: SR_ERR_NOMEM; SR_ERR_INPUT if a table names a class or value that there is not. */
SR_MUST_CHECK sr_status sr_frames_open(sr_arena *arena, sr_frame_tables **tables, sr_error *err);

/* Fills report->claims. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_claims_read(const sr_frame_tables *tables, sr_report *report, sr_error *err);

#endif
