/* Units: a report's tokens as places are read in them, with all that is looked at to tell whether one names a place.
 *
 *   Toronto-based -> Toronto - based     U.S.-Mexico -> U.S. - Mexico     Stratford-upon-Avon stays one
 *
 * A unit knows the longest name of the gazetteers that covers it, its stretch of capitalised words, the name that the
 * language model found there, and how the same word stands elsewhere in the report. Linear in tokens. */
#ifndef SR_READ_PLACE_UNIT_H
#define SR_READ_PLACE_UNIT_H

#include "gazetteer/set.h"
#include "text/report.h"

/* What a name of the gazetteers may be, the most telling first. */
typedef enum sr_place_class {
  SR_PC_NONE,
  SR_PC_STATE,
  SR_PC_DIVISION,
  SR_PC_CAPITAL,
  SR_PC_REGION, /* continents, waters, heights */
  SR_PC_ADJECTIVE,
  SR_PC_PEOPLE,
  SR_PC_CITY, /* 100,000 and more live there */
  SR_PC_TOWN, /* 10,000 */
  SR_PC_COUNTY,
  SR_PC_VILLAGE,
  SR_PC_SHORT,  /* "Tenn." */
  SR_PC_FOREIGN /* a name in another language only */
} sr_place_class;

typedef struct sr_place_unit {
  sr_span span;
  sr_slice norm;
  uint32_t token, sentence;
  uint32_t run_first, run_end; /* stretch of capitalised words that it stands in; both its own index if none */
  uint8_t class;               /* sr_place_class of the longest name that covers it */
  uint8_t at, of;              /* position in that name, and its units */
  uint8_t entity;              /* 0; 1 PER, 2 ORG, 3 LOC; +4 inside */
  uint8_t head;                /* class of lexicon/place_heads.tsv and 1, 0 if none */
  bool capital, all_capitals, initial, given; /* initial: first word of a sentence */
  bool word;
  /* elsewhere in the report: in "in X", "X, Texas"; after a title or a given name; in small letters */
  bool seen_placed, seen_person, seen_small;
} sr_place_unit;

typedef struct sr_place_units {
  sr_place_unit *at;
  uint32_t n;
} sr_place_units;

SR_MUST_CHECK sr_status sr_place_units_cut(const sr_gazetteers *gazetteers, sr_report *report, sr_place_units *units,
                                           sr_error *err);

/* The class of the best meaning of a name, SR_PC_NONE if no gazetteer has it. capitals: it is written in capitals or
 * with full stops, as "LA" and "Pa." must be. */
sr_place_class sr_place_class_of(const sr_gazetteers *gazetteers, sr_slice key, bool capitals);

#endif
