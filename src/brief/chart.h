/* Charts: the drawn blocks of a page as SVG, and in characters for a terminal.
 *
 * Axes carry no round numbers of ours: a figure's frame runs from its least to its greatest value and names those, so
 * that every number in it is a row of the ledger (the range frame of E. R. Tufte, The Visual Display of Quantitative
 * Information, 1983). Nothing rests on colour alone. */
#ifndef SR_BRIEF_CHART_H
#define SR_BRIEF_CHART_H

#include "brief/svg.h"

/* A panel as a chart of steps. A figure stands over its own days; a level stands until the next one, unless that is
 * more than three times the usual distance away: then there is a gap, and nothing is drawn. Both ends of an interval
 * bound a band. id as for sr_svg_begin. Points are by their start. */
SR_MUST_CHECK sr_status sr_chart_panel(sr_out *out, const sr_panel *panel, uint32_t id, sr_arena *scratch);

/* One interval of a block of bars on the axis that they share; an open end is an arrow. */
void sr_chart_bar(sr_out *out, const sr_block *block, uint32_t i);
/* The same for the interval in the cell of a sheet. */
void sr_chart_cell(sr_out *out, const sr_cell *cell);

/* A panel in so many characters, gaps as spaces: "▁▂▂ ▅▇█". */
SR_MUST_CHECK sr_status sr_chart_sparkline(sr_out *out, const sr_panel *panel, uint32_t columns, sr_arena *scratch);

/* The bar with the least low and the one with the greatest high of a block, for the ends of its axis; NULL if none is
 * finite. */
void sr_chart_ends(const sr_block *block, const sr_number **least, const sr_number **greatest);

#endif
