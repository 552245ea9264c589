/* Concepts: what a quantity measures or counts beyond its unit.
 *
 *   [exports to China] dropped | 7 % | to | $2.3 billion          the company expects | 30 % | of [offshore wind
 * capacity] [the battalion] lost | six vehicles                           a | $300 a month | [mortgage]
 *
 * From the tree: the noun that the quantity describes, what follows it with "of", and the subject of its clause, found
 * through control and coordination. Where no model has run, the noun phrase before the verb is taken. A concept is the
 * content words of these, as spans. Linear in the tokens of the sentences that have quantities. */
#ifndef SR_READ_CONCEPT_H
#define SR_READ_CONCEPT_H

#include "text/report.h"

/* Fills concept of n quantities, sorted by span. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_concepts_read(const sr_report *report, sr_quantity *quantities, uint32_t n, sr_error *err);

#endif
