/* Claims as rows of coded events, in the columns that users of ACLED's files know, with PLOVER's and CAMEO's codes
 * (lexicon/event_shapes.tsv); see sitrep/write.h. */
#include "base/date.h"
#include "base/slice.h"
#include "brief/cells.h"

#include "lexicon/countries.h"
#include "lexicon/event_shapes.h"

#include <math.h>
#include <stdio.h>

enum { SECONDS_A_DAY = 86400 };

/* The field of a claim that settles what kind of event it tells. */
static sr_slice detail_of(const sr_claim *c) {
  const sr_enum fields[] = {c->weapon, c->act, c->form, c->status, c->category};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (fields[i] != SR_FIELD_NONE) return sr_slice_of(sr_enum_name(fields[i]));
  return (sr_slice){0};
}

/* The row of the claim's shape, or UINT32_MAX: what is denied, expected, possible, demanded or offered is no event. */
static uint32_t shape_of(const sr_claim *c) {
  if (c->modality != SR_MODALITY_ASSERTED) return UINT32_MAX;
  const sr_slice kind = sr_slice_of(sr_claim_kind_name(c->kind));
  const uint32_t row = sr_table_find(&sr_table_event_shapes, (const sr_slice[]){kind, detail_of(c)}, 2);
  return row != UINT32_MAX ? row : sr_table_find(&sr_table_event_shapes, (const sr_slice[]){kind, {0}}, 2);
}

bool sr_claim_is_event(const sr_stored_claim *claim) { return shape_of(&claim->claim) != UINT32_MAX; }

sr_status sr_write_event_csv_header(sr_sink sink, void *user, sr_error *err) {
  return sr_row_header(SR_SLICE("events"), sink, user, err);
}

static void shape_cell(sr_row *r, uint32_t shape, uint32_t column) {
  sr_cell_text(r, sr_table_cell(&sr_table_event_shapes, shape, column));
}

static void empty_cells(sr_row *r, int n) {
  while (n-- > 0) sr_cell_begin(r);
}

/* 1 where a settlement or a site is named, 2 a lower division, 3 what is larger: GeoNames' feature codes. */
static double geo_precision(const sr_place_ref *place) {
  if (sr_slice_starts(place->feature, SR_SLICE("ADM1")) || sr_slice_starts(place->feature, SR_SLICE("PCL")) ||
      sr_slice_starts(place->feature, SR_SLICE("RGN")))
    return 3;
  return sr_slice_starts(place->feature, SR_SLICE("ADM")) ? 2 : 1;
}

static double time_precision(const sr_when *when) {
  if (!when->present || when->start == SR_DAY_NONE || when->end == SR_DAY_NONE) return 3;
  return when->start == when->end ? 1 : when->end - when->start < 7 ? 2 : 3;
}

/* The year of a day as a number; NAN without one. */
static double year_of(sr_day day) {
  char text[SR_DAY_MAX];
  double year = 0;
  const char *s = sr_day_write(day, text);
  if (!*s) return (double)NAN;
  while (*s >= '0' && *s <= '9') year = year * 10 + (*s++ - '0');
  return year;
}

/* A country by its code; the code itself where the table has none. */
static sr_slice country_name(sr_slice alpha2) {
  for (uint32_t row = 0; row < sr_table_countries.rows && alpha2.len; row++)
    if (sr_slice_eq(sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_ALPHA2), alpha2))
      return sr_table_cell(&sr_table_countries, row, SR_COUNTRIES_NAME);
  return alpha2;
}

static const sr_actor_ref *first_named(const sr_actor_ref *const *actors, size_t n) {
  static const sr_actor_ref nobody;
  for (size_t i = 0; i < n; i++)
    if (actors[i]->name.len) return actors[i];
  return &nobody;
}

sr_status sr_write_event_csv(const sr_stored_claim *stored, sr_sink sink, void *user, sr_error *err) {
  const sr_claim *c = &stored->claim;
  const uint32_t shape = shape_of(c);
  if (shape == UINT32_MAX) return SR_OK;
  static const sr_actor_ref nobody;
  const bool losses = c->kind == SR_KIND_LOSSES, killed = losses && c->category == SR_CATEGORY_KILLED;
  /* The party of losses and of interceptions is not who attacks. */
  const sr_actor_ref *suffers = losses ? &c->party : &nobody, *acts = losses ? &nobody : &c->party;
  const sr_actor_ref *one = first_named(
      (const sr_actor_ref *[]){acts, &c->donor, &c->speaker, c->n_participants ? c->participants : &nobody}, 4);
  const sr_actor_ref *two = first_named((const sr_actor_ref *[]){suffers, &c->recipient, &c->addressee,
                                                                 c->n_participants > 1 ? c->participants + 1 : &nobody},
                                        4);
  const sr_place_ref *place = c->n_where ? c->where : c->target_place.name.len ? &c->target_place : NULL;
  const bool dated = c->when.present && c->when.start != SR_DAY_NONE;
  const sr_day day = dated ? c->when.start : stored->report_date;
  sr_row r = {.sink = sink, .user = user, .err = err};
  sr_cell_ref(&r, stored->ref);
  sr_cell_day(&r, day);
  sr_cell_number(&r, year_of(day));
  sr_cell_number(&r, time_precision(&c->when));
  shape_cell(&r, shape, SR_EVENT_SHAPES_DISORDER);
  shape_cell(&r, shape, SR_EVENT_SHAPES_TYPE);
  shape_cell(&r, shape, SR_EVENT_SHAPES_SUBTYPE);
  sr_cell_text(&r, one->name);
  empty_cells(&r, 2);
  sr_cell_text(&r, two->name);
  empty_cells(&r, 3);
  sr_cell_word(&r, c->victim == SR_VICTIM_CIVILIAN ? "Civilian targeting" : "");
  empty_cells(&r, 2);
  sr_cell_text(&r, place ? country_name(place->country) : (sr_slice){0});
  empty_cells(&r, 3);
  sr_cell_text(&r, place ? place->name : (sr_slice){0});
  sr_cell_number(&r, place ? place->lat : (double)NAN);
  sr_cell_number(&r, place ? place->lon : (double)NAN);
  sr_cell_number(&r, place ? geo_precision(place) : (double)NAN);
  SR_CELL_LIST(&r, 1 + c->n_chain,
               i                    ? c->chain[i - 1].name
               : stored->outlet.len ? stored->outlet
                                    : stored->report_name);
  sr_cell_begin(&r);
  sr_cell_text(&r, stored->evidence);
  sr_cell_number(&r, killed && c->quantity.present ? c->quantity.low : (double)NAN);
  SR_CELL_LIST(&r, 2, sr_slice_of(i ? sr_modality_name(c->modality) : sr_claim_kind_name(c->kind)));
  sr_cell_number(&r, stored->report_date == SR_DAY_NONE ? (double)NAN : (double)stored->report_date * SECONDS_A_DAY);
  const sr_slice plover = sr_table_cell(&sr_table_event_shapes, shape, SR_EVENT_SHAPES_PLOVER);
  const sr_slice mode = sr_table_cell(&sr_table_event_shapes, shape, SR_EVENT_SHAPES_MODE);
  char code[64];
  snprintf(code, sizeof code, "%.*s%s%.*s", (int)plover.len, plover.ptr, mode.len ? "/" : "", (int)mode.len, mode.ptr);
  sr_cell_word(&r, code);
  shape_cell(&r, shape, SR_EVENT_SHAPES_CAMEO);
  sr_cell_number(&r, killed && c->quantity.present ? c->quantity.high : (double)NAN);
  return sr_row_end(&r);
}
