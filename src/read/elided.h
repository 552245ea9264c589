/* Elided units: what a figure counts where its sentence says so beside another one.
 *
 *   four-, five- and six-cylinder engines   4 cylinder, 5 cylinder      from 21 mpg to | 23      23 mpg
 *   43 | of 60 drones                       43 drone                    8 | or $9            8 dollar
 *   lost 162 points to close at | 7,425.8   7425.8 point
 *
 * Runs when the quantities of a report are known. Linear in quantities. */
#ifndef SR_READ_ELIDED_H
#define SR_READ_ELIDED_H

#include "text/report.h"

/* Where a quantity's parts stand, in tokens of the report that is passed along. */
typedef struct sr_quantity_place {
  uint32_t first;          /* with its hedge and currency */
  uint32_t number, behind; /* the number, and what stands behind it */
  uint32_t close;          /* behind the unit */
} sr_quantity_place;

/* Gives n plain numbers of a report, sorted by place, the units that they leave out. */
void sr_elided_fill(const sr_report *report, sr_quantity *quantities, const sr_quantity_place *places, uint32_t n);

#endif
