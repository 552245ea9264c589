/* Quantities: "about 15 sq. km. per day" -> [15, 15] km2/d, bound ~.
 *
 * Finds numbers with their units, bounds, rates and counted nouns. A reading is an interval in the unit as written:
 * nothing is converted here, so each can be checked against the text. Years, dates, times of day and names with numbers
 * are left out. Rules on tokens only; docs/quantities.md says which. Tables are opened once and may then be shared by
 * any number of threads. Linear in tokens. */
#ifndef SR_READ_QUANTITY_H
#define SR_READ_QUANTITY_H

#include "text/report.h"

typedef struct sr_quantity_tables sr_quantity_tables;

SR_MUST_CHECK sr_status sr_quantity_open(sr_arena *arena, sr_quantity_tables **tables, sr_error *err);

/* Fills report->quantities, sorted by span.start, from its tokens and sentences. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_quantities_read(const sr_quantity_tables *tables, sr_report *report, sr_error *err);

#endif
