/* Cell-days; see the header. */
#include "observe/cells.h"

#include <math.h>
#include <stdlib.h>

/* A word, from its highest bit: latitude 11, longitude 12, day 16, satellite 3, standard 1, count 21. Words in order
 * are cells in order, each with its days in order. */
enum { COUNT_BITS = 21, STANDARD_AT = 21, SATELLITE_AT = 22, DAY_AT = 25, LON_AT = 41, LAT_AT = 53, DAYS = 1 << 16 };
#define COUNT_MASK (((uint64_t)1 << COUNT_BITS) - 1)

bool sr_cell_of(double lat_deg, double lon_deg, sr_cell *cell) {
  if (!(lat_deg >= -90 && lat_deg <= 90) || !(lon_deg >= -180 && lon_deg <= 180)) return false;
  /* 47.8 is a hair less than 478 tenths in binary: a millionth of a degree, a tenth of a metre, is no distance */
  cell->lat10 = (int16_t)fmin(899, floor(lat_deg * 10 + 1e-5));
  cell->lon10 = (int16_t)floor(lon_deg * 10 + 1e-5);
  if (cell->lon10 == 1800) cell->lon10 = -1800;
  return true;
}

double sr_cell_lat_deg(sr_cell cell) { return (cell.lat10 + 0.5) / 10; }
double sr_cell_lon_deg(sr_cell cell) { return (cell.lon10 + 0.5) / 10; }

static uint64_t key_of(sr_day day, sr_cell cell, uint32_t satellite, bool standard) {
  return (uint64_t)day << DAY_AT | (uint64_t)(cell.lat10 + 900) << LAT_AT | (uint64_t)(cell.lon10 + 1800) << LON_AT |
         (uint64_t)satellite << SATELLITE_AT | (uint64_t)standard << STANDARD_AT;
}

/* Where key stands or would stand. Cells are few and near each other, and no one gains by making them collide beyond
 * the ceiling on their number; a multiplicative hash (Knuth, TAOCP 3, 6.4) spreads them. */
static uint32_t find(const uint64_t *slots, uint32_t room, uint64_t key) {
  uint32_t at = (uint32_t)((key >> COUNT_BITS) * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (room - 1);
  while (slots[at] && (slots[at] & ~COUNT_MASK) != key) at = (at + 1) & (room - 1);
  return at;
}

static bool grow(sr_cells *cells) {
  const uint32_t room = cells->room ? cells->room * 2 : 1 << 12;
  uint64_t *slots = calloc(room, sizeof *slots);
  if (!slots) return false;
  for (uint32_t i = 0; i < cells->room; i++)
    if (cells->slots[i]) slots[find(slots, room, cells->slots[i] & ~COUNT_MASK)] = cells->slots[i];
  free(cells->slots);
  cells->slots = slots;
  cells->room = room;
  return true;
}

sr_status sr_cells_add(sr_cells *cells, sr_day day, sr_cell cell, uint32_t satellite, bool standard, sr_error *err) {
  if (day < 0 || day >= DAYS || satellite >= SR_CELL_SATELLITES)
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "a day before 1970 or after 2149");
  if (cells->n == SR_CELLS_MAX)
    return sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE,
                   "more than %d days and cells with fires in one import; split the file", SR_CELLS_MAX);
  if ((uint64_t)cells->n * 3 >= (uint64_t)cells->room * 2 && !grow(cells))
    return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to count fires");
  const uint64_t key = key_of(day, cell, satellite, standard);
  uint64_t *slot = &cells->slots[find(cells->slots, cells->room, key)];
  if (!*slot) {
    *slot = key;
    cells->n++;
  }
  if ((*slot & COUNT_MASK) < COUNT_MASK) ++*slot;
  return SR_OK;
}

static int in_order(const void *left, const void *right) {
  const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return (a > b) - (a < b);
}

static uint32_t day_of(uint64_t word) { return word >> DAY_AT & (DAYS - 1); }
static uint8_t satellite_bit(uint64_t word) { return (uint8_t)(1u << (word >> SATELLITE_AT & 7)); }
static bool is_standard(uint64_t word) { return word >> STANDARD_AT & 1; }

sr_status sr_cells_finish(sr_cells *cells, sr_error *err) {
  /* of each day, the satellites that have the standard product */
  uint8_t *standard = calloc(DAYS, sizeof *standard);
  if (!standard) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to count fires");
  for (uint32_t i = 0; i < cells->room; i++)
    if (is_standard(cells->slots[i])) standard[day_of(cells->slots[i])] |= satellite_bit(cells->slots[i]);
  uint32_t n = 0;
  for (uint32_t i = 0; i < cells->room; i++) {
    const uint64_t word = cells->slots[i];
    if (word && (is_standard(word) || !(standard[day_of(word)] & satellite_bit(word)))) cells->slots[n++] = word;
  }
  free(standard);
  if (n) qsort(cells->slots, n, sizeof *cells->slots, in_order);
  cells->n = n;
  return SR_OK;
}

bool sr_cells_next(const sr_cells *cells, uint32_t *at, sr_cell_day *out) {
  if (*at >= cells->n) return false;
  const uint64_t word = cells->slots[*at];
  *out = (sr_cell_day){(sr_day)day_of(word),
                       {(int16_t)((int)(word >> LAT_AT) - 900), (int16_t)((int)(word >> LON_AT & 0xfff) - 1800)},
                       0};
  for (; *at < cells->n && cells->slots[*at] >> DAY_AT == word >> DAY_AT; ++*at)
    out->count += (uint32_t)(cells->slots[*at] & COUNT_MASK);
  return true;
}

void sr_cells_free(sr_cells *cells) {
  free(cells->slots);
  *cells = (sr_cells){0};
}
