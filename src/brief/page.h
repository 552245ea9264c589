/* The page: what a brief says, as blocks of runs, before it is text, Markdown or HTML.
 *
 * The brief is a proof: a number can get onto a page in one way only, as an sr_number, an opaque value that is made
 * from a row of the ledger or from a check, never from a double. Words are literals and may hold no digit; names, units
 * and quotations are fields of a row and carry its reference. sr_page_prove reads every row again and refuses the page
 * if a number, name or quotation is not in the row it names, or a word holds a digit: such a page is never rendered.
 *
 * Pages live in an arena. The first failure (no memory) sticks and is what sr_page_prove returns. */
#ifndef SR_BRIEF_PAGE_H
#define SR_BRIEF_PAGE_H

#include "base/vec.h"
#include "brief/tongue.h"

#include <sitrep/check.h>

/* ---- numbers ---- */

typedef struct sr_number sr_number; /* opaque: made by the functions below alone, lives in the page's arena */

/* Which number of a row. */
typedef enum sr_slot {
  SR_SLOT_LOW, /* of a claim's quantity, of an observation */
  SR_SLOT_HIGH,
  SR_SLOT_MONEY_LOW, /* of a claim */
  SR_SLOT_MONEY_HIGH,
  SR_SLOT_START, /* days: of a claim's when, of an observation */
  SR_SLOT_END,
  SR_SLOT_DEADLINE,   /* of a claim */
  SR_SLOT_DATE,       /* of a report, and of the report of a claim */
  SR_SLOT_CLAIMS,     /* of a report: how many */
  SR_SLOT_STATED_LOW, /* of a check */
  SR_SLOT_STATED_HIGH,
  SR_SLOT_COMPUTED_LOW,
  SR_SLOT_COMPUTED_HIGH,
  SR_SLOT_FACTOR,
  SR_SLOT_SLIP_CHANCE /* in per cent */
} sr_slot;

/* ---- the page ---- */

typedef enum sr_block_kind {
  SR_BLOCK_TITLE,
  SR_BLOCK_HEADING,
  SR_BLOCK_SUBHEADING,
  SR_BLOCK_PARAGRAPH,
  SR_BLOCK_NOTE,    /* small print */
  SR_BLOCK_WORKING, /* a line of arithmetic */
  SR_BLOCK_TABLE,
  SR_BLOCK_SHEET,  /* a table whose first row and first column are its heads; cells may hold an interval */
  SR_BLOCK_BARS,   /* intervals on one axis */
  SR_BLOCK_SERIES, /* figures over time, one small panel each */
  SR_BLOCK_MAP     /* where claims lie */
} sr_block_kind;

typedef enum sr_run_kind {
  SR_RUN_WORDS,
  SR_RUN_NUMBER,
  SR_RUN_FIELD,
  SR_RUN_QUOTE,
  SR_RUN_REF,
  SR_RUN_GROUND /* a name or a licence of a control map or of borders, which have no reference */
} sr_run_kind;

typedef enum sr_tone { SR_TONE_PLAIN, SR_TONE_STRONG, SR_TONE_MUTED, SR_TONE_GOOD, SR_TONE_NEAR, SR_TONE_BAD } sr_tone;

typedef struct sr_run {
  sr_run_kind kind;
  sr_tone tone;
  sr_slice text;   /* as printed; numbers are formatted */
  sr_slice proved; /* of a field: as its row has it */
  const sr_number *number;
  sr_ref ref;
} sr_run;

typedef SR_VEC(sr_run) sr_runs;

typedef struct sr_cell {
  sr_runs runs;
  bool bar;                    /* of a sheet: the interval stands under the runs, on the axis that its row shares */
  const sr_number *low, *high; /* NULL: open */
  double axis_low, axis_high;  /* the ends of that axis; drawn, never printed */
} sr_cell;

/* An interval on a common axis, with its label. */
typedef struct sr_bar {
  sr_runs label;
  const sr_number *low, *high;
} sr_bar;

/* A figure of a panel: an interval over days. */
typedef struct sr_point {
  const sr_number *start, *end, *low, *high; /* none is NULL */
} sr_point;

/* One series, its points by their start. Its label, which is also the name of its figure, has no number. */
typedef struct sr_panel {
  sr_runs label;
  SR_VEC(sr_point) points;
} sr_panel;

/* A place on a map. Where it lies is drawn, never printed. */
typedef struct sr_spot {
  sr_runs label; /* its name, then references of the claims that name it */
  double lon, lat;
  uint32_t claims;
  bool region; /* the place is a division: the spot stands somewhere in it */
  bool whole;  /* the place is a country: in the list alone */
} sr_spot;

/* A line of a map's legend: whose ground is hatched in the way of that side. */
typedef struct sr_key {
  uint32_t side;
  sr_runs runs;
} sr_key;

typedef struct sr_block {
  sr_block_kind kind;
  sr_runs runs;           /* of all but tables and figures; the caption of those */
  const sr_slice *header; /* [columns] of a table: its heads; NULL for a sheet */
  uint32_t columns;
  SR_VEC(sr_cell) cells; /* row by row */
  SR_VEC(sr_bar) bars;
  SR_VEC(sr_panel) panels;
  const struct sr_outlines *outlines; /* of a map: brief/map.h */
  SR_VEC(sr_spot) spots;
  SR_VEC(sr_key) keys;
} sr_block;

typedef struct sr_page sr_page;

/* checks may be NULL where no number of a check is printed. The page borrows both. NULL: no memory. */
sr_page *sr_page_new(sr_arena *arena, sr_ledger *ledger, const sr_checks *checks);
/* From here on words, numbers and days are those of a language; a page is English until then. */
void sr_page_speak(sr_page *page, sr_tongue tongue);
const sr_tongue *sr_page_tongue(const sr_page *page);

/* A list of phrases; tools/phrasec looks for them in lexicon/brief_phrases.tsv. */
#define SR_PHRASES(...) \
  { __VA_ARGS__ }
#define SR_PHRASE(literal) literal

/* Begins a block; runs go to it until the next begins. */
void sr_page_block(sr_page *page, sr_block_kind kind);
/* Begins a table; then for each cell in turn sr_page_cell and its runs. */
void sr_page_table(sr_page *page, const char *const *header, uint32_t columns);
void sr_page_cell(sr_page *page);
/* Begins a sheet; the cells of its first row are the heads of its columns, and the first of each later row is its. */
void sr_page_sheet(sr_page *page, uint32_t columns);
/* Puts an interval into the cell that is open; an end that is NULL is open. */
void sr_page_cell_bar(sr_page *page, const sr_number *low, const sr_number *high, double axis_low, double axis_high);
/* Begins a bar in a block of bars; the label's runs follow. */
void sr_page_bar(sr_page *page, const sr_number *low, const sr_number *high);

/* Begins a panel in a block of series; the label's runs follow, then its points. A point that lacks a number is left
 * out. */
void sr_page_panel(sr_page *page);
void sr_page_point(sr_page *page, sr_point point);

/* Begins a map over outlines that live as long as the page; then for each place sr_page_spot and its label's runs, then
 * for each line of the legend sr_page_key and its runs. */
void sr_page_map(sr_page *page, const struct sr_outlines *outlines);
void sr_page_spot(sr_page *page, const sr_spot *spot);
void sr_page_key(sr_page *page, uint32_t side);

/* A phrase in English, which stands on the page in its language. One that the language lacks fails the proof. */
void sr_page_words(sr_page *page, const char *literal);
void sr_page_toned(sr_page *page, sr_tone tone, const char *literal);
/* As sr_page_words, for a cell of a compiled table; what the language lacks stays as it is. */
void sr_page__label(sr_page *page, sr_slice label);
void sr_page_number(sr_page *page, const sr_number *number);
void sr_page_field(sr_page *page, sr_ref row, sr_slice field);
/* A field that is a term, such as the name of a measure: in the language of the page if that has it. */
void sr_page_term(sr_page *page, sr_ref row, sr_slice field);
void sr_page_quote(sr_page *page, sr_ref row, sr_slice quotation);
void sr_page_ref(sr_page *page, sr_ref row);
void sr_page_ground(sr_page *page, sr_slice text);

/* Text that a row lends only for a visit, kept as long as the page; empty if there is no memory. */
sr_slice sr_page_copy(sr_page *page, sr_slice text);

/* Numbers of rows. NULL where the row has none (no quantity, open date), which sr_page_number prints as a dash. */
const sr_number *sr_page_of_claim(sr_page *page, const sr_stored_claim *claim, sr_slot slot);
const sr_number *sr_page_of_report(sr_page *page, const sr_stored_report *report, sr_slot slot);
const sr_number *sr_page_of_observation(sr_page *page, const sr_observation *observation, sr_slot slot);
const sr_number *sr_page_of_check(sr_page *page, const sr_check *check, sr_slot slot);

/* SR_OK if every run is what its row says; SR_ERR_LEDGER names the first that is not. */
SR_MUST_CHECK sr_status sr_page_prove(sr_page *page, sr_error *err);

/* ---- for the renderers ---- */

const sr_block *sr_page_blocks(const sr_page *page, uint32_t *n);
double sr_number_value(const sr_number *number); /* days since 1970 for a date */
sr_slice sr_number_text(const sr_number *number);
enum { SR_NUMBER_PLAIN_MAX = 40 };
/* For machines, in every language: digits with '.', or YYYY-MM-DD. */
sr_slice sr_number_plain(const sr_number *number, char text[SR_NUMBER_PLAIN_MAX]);
sr_ref sr_number_ref(const sr_number *number);
bool sr_number_same_text(const sr_number *a, const sr_number *b); /* they print alike */

#endif
