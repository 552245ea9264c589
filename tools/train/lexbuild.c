#include "lexbuild.h"

#include <stdlib.h>
#include <string.h>

/* The forms that a cell is chosen by: how many, and the exclusive or of their numbers, which is the number itself
 * where there is one. */
typedef struct chosen {
  uint32_t n, forms;
} chosen;

/* Orders the forms so that each has a cell that no form before it has, by taking out again and again a form that has a
 * cell alone (Graf and Lemire 2020, section 3). order[i] is a form, own[i] that cell; alone has room for all cells.
 * Returns how many were taken out. */
static uint32_t peel(const sr_lexicon_place *places, uint32_t n, chosen *cells, uint32_t n_cells, uint32_t *alone,
                     uint32_t *order, uint32_t *own) {
  memset(cells, 0, n_cells * sizeof *cells);
  for (uint32_t i = 0; i < n; i++)
    for (int k = 0; k < 3; k++) cells[places[i].at[k]].n++, cells[places[i].at[k]].forms ^= i;
  uint32_t n_alone = 0, taken = 0;
  for (uint32_t c = 1; c < n_cells; c++)
    if (cells[c].n == 1) alone[n_alone++] = c;
  while (n_alone) {
    const uint32_t c = alone[--n_alone];
    if (cells[c].n != 1) continue; /* its form was taken out by another of its cells */
    const uint32_t form = cells[c].forms;
    order[taken] = form, own[taken++] = c;
    for (int k = 0; k < 3; k++) {
      chosen *cell = &cells[places[form].at[k]];
      cell->forms ^= form;
      if (--cell->n == 1) alone[n_alone++] = places[form].at[k];
    }
  }
  return taken;
}

uint16_t *lexicon_build(const sr_slice *keys, const uint16_t *sets, uint32_t n, uint32_t *n_cells) {
  /* 1.23 cells a form are enough for almost every seed; few forms need some more. */
  const uint32_t third = (uint32_t)(0.41 * n) + 16;
  *n_cells = 3 * third + 1;
  uint16_t *cells = calloc(*n_cells, sizeof *cells);
  sr_lexicon_place *places = malloc((n + 1) * sizeof *places);
  chosen *choice = malloc(*n_cells * sizeof *choice);
  uint32_t *order = malloc((n + 1) * sizeof *order), *own = malloc((n + 1) * sizeof *own);
  uint32_t *alone = malloc(*n_cells * sizeof *alone);
  bool ok = cells && places && choice && order && own && alone;
  for (uint16_t seed = 0; ok; seed++) {
    for (uint32_t i = 0; i < n; i++) places[i] = sr_lexicon_place_of(keys[i], seed, *n_cells);
    cells[0] = seed;
    if (peel(places, n, choice, *n_cells, alone, order, own) == n) break;
    ok = seed < 100; /* a form stands there twice */
  }
  for (uint32_t i = n; ok && i > 0; i--) {
    const sr_lexicon_place *p = &places[order[i - 1]];
    uint16_t value = (uint16_t)(sets[order[i - 1]] ^ p->check);
    for (int k = 0; k < 3; k++) value ^= p->at[k] == own[i - 1] ? 0 : cells[p->at[k]];
    cells[own[i - 1]] = value;
  }
  free(places), free(choice), free(order), free(own), free(alone);
  if (ok) return cells;
  free(cells);
  return NULL;
}
