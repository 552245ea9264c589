/* Fire cells: detections counted by day and cell of 0.1 by 0.1 degrees.
 *
 * Day, cell, satellite, stage of processing and count share one 64-bit word, so that 5 million cell-days need under
 * 100 MB however many detections they hold. Near-real-time detections of a satellite and day give way to the standard
 * product of the same, which replaces them. Adding is O(1) expected, giving them out O(n log n). */
#ifndef SR_OBSERVE_CELLS_H
#define SR_OBSERVE_CELLS_H

#include "base/error.h"

enum { SR_CELLS_MAX = 5000000, SR_CELL_SATELLITES = 8 };

typedef struct sr_cells {
  uint64_t *slots; /* 0: empty */
  uint32_t n, room;
} sr_cells;

/* The south-west corner in tenths of a degree: 47.83 N 33.4 E is 478, 334. */
typedef struct sr_cell {
  int16_t lat10, lon10;
} sr_cell;

typedef struct sr_cell_day {
  sr_day day;
  sr_cell cell;
  uint32_t count;
} sr_cell_day;

/* false if the point or the day is out of range (days 1970 to 2149). */
bool sr_cell_of(double lat_deg, double lon_deg, sr_cell *cell);
double sr_cell_lat_deg(sr_cell cell); /* of its middle */
double sr_cell_lon_deg(sr_cell cell);

/* satellite below SR_CELL_SATELLITES. Errors: SR_ERR_LIMIT (SR_CELLS_MAX), SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_cells_add(sr_cells *cells, sr_day day, sr_cell cell, uint32_t satellite, bool standard,
                                     sr_error *err);
/* Sorts the cells, by place then day, and drops what was replaced. Nothing can be added afterwards. In this order the
 * ledger's indexes grow page by page: by day then place, each figure went to a page of its own, which made an import of
 * two million cell-days six times as slow. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_cells_finish(sr_cells *cells, sr_error *err);
/* The next cell-day from *at on, satellites added up; false at the end. */
bool sr_cells_next(const sr_cells *cells, uint32_t *at, sr_cell_day *out);
void sr_cells_free(sr_cells *cells);

#endif
