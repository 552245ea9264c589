/* Ground: control maps and borders into the ledger, and what can be measured on them (docs/measuring.md).
 *
 * A control map says who holds what on a day. Its classes are held, claimed, contested and liberated; areas are
 * geodesic on the WGS 84 ellipsoid; each map is also measured within every unit of the borders that the ledger has.
 * Maps belong to their makers: the ledger keeps the user's own copy, and shapes leave it only where their terms allow. */
#ifndef SITREP_GROUND_H
#define SITREP_GROUND_H

#include "ledger.h"

#define SR_GROUND_CLASSES(X) X(HELD, "held") X(CLAIMED, "claimed") X(CONTESTED, "contested") X(LIBERATED, "liberated")
#define SR_X(name, word) SR_GROUND_##name,
typedef enum sr_ground_kind { SR_GROUND_CLASSES(SR_X) SR_GROUND_KIND_COUNT } sr_ground_kind;
#undef SR_X
SR_API const char *sr_ground_kind_name(sr_ground_kind kind);

/* ---- import ---- */

/* What holds for all files of one import; empty where the preset says it, or nobody. */
typedef struct sr_ground_options {
  sr_slice preset;        /* row of lexicon/map_presets.tsv; empty: by the file's name */
  sr_slice classes;       /* "name: Occupied=held, Liberated=liberated, *=contested"; "*=held" if nothing says it */
  sr_slice date_property; /* the day is in this property of each feature, not in the file's name */
  sr_day date;            /* the day of all; SR_DAY_NONE: by property or name */
  sr_slice party, place, country, source, licence, attribution;
  int64_t fetched; /* seconds since 1970: when the maps were fetched, their vintage; 0: now */
  unsigned jobs;   /* threads; 0 is 1 */
} sr_ground_options;

/* Told after each file, in order. Borrowed for the call. */
typedef struct sr_ground_news {
  size_t done, total;
  sr_slice file;
  sr_day day; /* SR_DAY_NONE for a failure */
  bool added; /* false: was there */
  double area_km2[SR_GROUND_KIND_COUNT];
  sr_slice findings;       /* what was mended; empty if nothing */
  const sr_error *failure; /* the file was not taken, and why */
} sr_ground_news;
typedef void (*sr_ground_visit)(void *user, const sr_ground_news *news);

typedef struct sr_ground_import {
  size_t files, unchanged; /* unchanged since they were read: not opened */
  size_t maps, added, bad;
  size_t observations; /* new ones */
  char borders[80];    /* what the maps were measured within; empty if there are none */
} sr_ground_import;

/* Imports one map or a folder of them. A file that fails is told and the others are kept. What was imported is durable
 * when it returns, every few files before. Importing again adds what is new. visit may be NULL.
 * Errors: SR_ERR_INPUT (no map there, no source, no licence, a class that is none), SR_ERR_IO, the ledger's. */
SR_API SR_MUST_CHECK sr_status sr_observe_map(sr_ledger *ledger, const char *path, const sr_ground_options *options,
                                              sr_ground_visit visit, void *user, sr_ground_import *result,
                                              sr_error *err);

typedef struct sr_border_import {
  char name[80], source[120], licence[120];
  size_t units;
  bool added;      /* false: these borders were there */
  size_t overlaid; /* shapes of maps measured within them */
  size_t mended;   /* units that were not valid */
} sr_border_import;

/* Imports first-order divisions; of the options preset, country (ISO 3166-1 alpha-2; empty: all), source, licence and
 * attribution count. path NULL: the Natural Earth file of the installation. Maps that are in the ledger are measured
 * within them. Errors: as above, SR_ERR_NOTFOUND (no file). */
SR_API SR_MUST_CHECK sr_status sr_observe_borders(sr_ledger *ledger, const char *path, const sr_ground_options *options,
                                                  sr_border_import *result, sr_error *err);

/* ---- measures ---- */

#define SR_MEASURED(X) X(AREA, "area") X(CHANGE, "change") X(RATE, "rate") X(TIME, "time-to-take") X(SHARE, "share")
#define SR_X(name, word) SR_MEASURED_##name,
typedef enum sr_measured { SR_MEASURED(SR_X) SR_MEASURED_COUNT } sr_measured;
#undef SR_X
SR_API const char *sr_measured_name(sr_measured what);

/* Answers that are no number. */
typedef enum sr_answer {
  SR_ANSWER_NUMBER,
  SR_ANSWER_UNDEFINED, /* the window has no days, or runs backwards, or a map is missing */
  SR_ANSWER_UNBOUNDED, /* the rate may be zero: no longest time */
  SR_ANSWER_REVERSED,  /* ground is being lost: it is never taken at this rate */
  SR_ANSWER_DONE,      /* nothing is left to take */
  SR_ANSWER_COUNT
} sr_answer;
SR_API const char *sr_answer_name(sr_answer answer);

typedef struct sr_measure_options {
  sr_measured what;
  sr_day from, to;        /* SR_DAY_NONE: the first map, the last one */
  sr_slice kind;          /* held if empty */
  sr_slice party, source; /* empty: the ledger has but one series, or all are given */
  sr_slice place;         /* a unit's name or code, a settlement ("Pokrovsk"), or a point ("48.28,37.18"); empty: all */
  sr_slice borders;       /* a set's name; empty: the last imported */
  double radius_km;       /* round a settlement or point; 0 is 10 */
  double redraw_m;        /* CHANGE: strips narrower than this are redrawn lines; 0 is 25 */
  int64_t as_of;          /* seconds since 1970: only maps read up to then; 0: all */
  bool by_unit;           /* AREA, SHARE: a row for each unit */
  bool by_country;        /* a row for each country of the borders; not for CHANGE */
} sr_measure_options;

enum { SR_MEASURE_WINDOWS = 4 };
/* 1, 7, 28, 91 days for 0 to 3. */
SR_API int sr_measure_window_days(int window);

/* One row. Figures that are not known are NAN. Borrowed for the call. */
typedef struct sr_measure_row {
  sr_slice kind, party, source, borders;
  sr_slice place, code;
  sr_day from, to;                       /* the days of the maps that were used; the same twice for a level */
  double area_km2;                       /* held on `to` */
  double change_km2[SR_MEASURE_WINDOWS]; /* since so many days before */
  double rate_km2_d[SR_MEASURE_WINDOWS];
  double noise_km2; /* one standard deviation of a day's level */
  int gap_days;     /* days without a map before this one */
  bool flat;        /* the same ground as on the map before */
  double base_km2;  /* what a share is of, and a time to take is to fill up */
  sr_slice base_source;
  double low, high; /* RATE km2/d, TIME years, SHARE per cent */
  sr_answer answer;
  sr_slice reason;
  /* CHANGE: gained and lost ground by cause, all at or above zero */
  double new_km2[2], reclassified_km2[2], redrawn_km2[2]; /* [0] gained, [1] lost */
  double mended_km2;                                      /* of the net change, what mending the two maps brought in */
  double cut_km2; /* edges that are cut where the two lines cross: the geodesic through the cut is another */
} sr_measure_row;
typedef sr_status (*sr_measure_visit)(void *user, const sr_measure_row *row, sr_error *err);

/* Measures the maps of the ledger. Errors: SR_ERR_NOTFOUND (no map, no such place), SR_ERR_INPUT, the ledger's. */
SR_API SR_MUST_CHECK sr_status sr_measure(sr_ledger *ledger, const sr_measure_options *options, sr_measure_visit visit,
                                          void *user, sr_error *err);

/* ---- drawing ---- */

/* Takes bytes of the output, as sr_sink in write.h. */
typedef sr_status (*sr_ground_sink)(void *user, sr_slice bytes, sr_error *err);

typedef struct sr_draw_options {
  sr_day from, to; /* SR_DAY_NONE from: `to` alone; SR_DAY_NONE to: the last map */
  sr_slice source;
  int64_t as_of;    /* as in sr_measure_options */
  uint32_t columns; /* of the terminal; 0 is 72 */
  bool svg;         /* an SVG element instead of Braille */
  bool ascii;       /* letters instead of Braille */
} sr_draw_options;
/* Draws one map, or what changed between two: for a terminal without colours, or as an inline SVG.
 * Errors: SR_ERR_NOTFOUND, the sink's. */
SR_API SR_MUST_CHECK sr_status sr_draw_map(sr_ledger *ledger, const sr_draw_options *options, sr_ground_sink sink,
                                           void *user, sr_error *err);

#endif
