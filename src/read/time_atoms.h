/* Atoms: the tokens of a report cut once more at hyphens ("mid-July" is mid, -, July), each with its readings: a class
 * of lexicon/times.tsv or a shape of digits, and a number. Shared by the files of time.h only. Linear in tokens. */
#ifndef SR_READ_TIME_ATOMS_H
#define SR_READ_TIME_ATOMS_H

#include "read/time_rules.h"

#define SR_TIME_UNSET INT32_MIN

typedef struct sr_time__reading {
  uint8_t class;
  uint8_t n; /* atoms */
  int32_t number;
  uint32_t row; /* in times.tsv, or UINT32_MAX */
} sr_time__reading;

typedef struct sr_time__atom {
  sr_token token;  /* span and norm of the atom; sentence of its token */
  uint32_t origin; /* index of its token in the report */
  bool glued;      /* no break between it and the atom before */
  uint32_t first_reading, n_readings;
  uint64_t classes; /* of the readings, a bit each */
} sr_time__atom;

typedef struct sr_time__atoms {
  const sr_time__atom *at;
  uint32_t n;
  const sr_time__reading *readings;
} sr_time__atoms;

/* Cuts a whole report and reads its atoms; they live in the report's scratch. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_time__cut(const sr_time_tables *tables, const sr_report *report, sr_time__atoms *atoms,
                                     sr_error *err);

/* The number of the atom's reading of a class, or SR_TIME_UNSET. */
int32_t sr_time__reads(const sr_time__atoms *atoms, uint32_t index, int class);
/* The row of the signal ("since", "no later than") that ends just before an atom, or UINT32_MAX. */
uint32_t sr_time__signal_before(const sr_time__atoms *atoms, uint32_t index);

bool sr_time__is_dash(sr_slice norm);
/* Whether the atom begins with a capital letter, as written. */
bool sr_time__starts_upper(const sr_report *report, const sr_time__atom *atom);

#endif
