/* The publishers' formats, one function a record; see import.h. What each column means is told in docs/series.md. */
#include "observe/import.h"

#include "base/date.h"
#include "base/slice.h"
#include "base/table.h"
#include "base/utf8.h"

#include <lexicon/loss_keys.h>

#include <math.h>
#include <stdio.h>

/* ---- cells ---- */

static const sr_slice *text_of(const sr_feed_record *record, const char *name) {
  const sr_csv_field *field = sr_feed_field(record, sr_slice_of(name));
  return field && sr_slice_trim(field->text).len ? &field->text : NULL;
}

static bool wrong(sr_row_fault *fault, const sr_csv_field *field, const char *name, const char *what) {
  fault->field = field;
  const sr_slice text = field ? sr_slice_trim(field->text) : (sr_slice){0};
  if (text.len)
    snprintf(fault->message, sizeof fault->message, "%s '%.*s' %s", name, SR_FMT(sr_import__shown(text)), what);
  else
    snprintf(fault->message, sizeof fault->message, "no %s", name);
  return false;
}

/* A day at the start of the text: 2025-07-09, with or without a time behind it, or 20250709. */
static bool parse_day(sr_slice text, sr_day *day) {
  text = sr_slice_trim(text);
  if (text.len == 8) {
    char iso[11];
    snprintf(iso, sizeof iso, "%.4s-%.2s-%.2s", text.ptr, text.ptr + 4, text.ptr + 6);
    return sr_day_parse((sr_slice){iso, 10}, day);
  }
  return (text.len == 10 || (text.len > 10 && (text.ptr[10] == ' ' || text.ptr[10] == 'T'))) &&
         sr_day_parse(sr_slice_cut(text, 0, 10), day);
}

static bool read_day(const sr_feed_record *record, const char *name, sr_day *day, sr_row_fault *fault) {
  const sr_csv_field *field = sr_feed_field(record, sr_slice_of(name));
  if (field && parse_day(field->text, day)) return true;
  return wrong(fault, field, name, "is no day; write it 2025-07-09");
}

static bool read_number(const sr_feed_record *record, const char *name, double *value, sr_row_fault *fault) {
  const sr_csv_field *field = sr_feed_field(record, sr_slice_of(name));
  if (field && sr_number_parse(sr_slice_trim(field->text), value)) return true;
  return wrong(fault, field, name, "is no number");
}

/* ---- running totals of losses, and their corrections ---- */

/* Tells of a name once a file, however many rows have it. */
static void tell_unknown(sr_importer *im, const sr_csv_field *field, sr_slice name) {
  name = sr_import__shown(name);
  for (uint32_t i = 0; i < im->n_unknown; i++)
    if (sr_slice_eq(im->unknown[i], name)) return;
  if (im->n_unknown == SR_IMPORT_UNKNOWN_MAX) return;
  const sr_slice copy = sr_arena_copy(im->lasting, name);
  if (!copy.ptr) return; /* the import ends with that */
  im->unknown[im->n_unknown++] = copy;
  char message[200];
  snprintf(message, sizeof message, "'%.*s' is no class of losses known here (lexicon/loss_keys.tsv): left out",
           SR_FMT(name));
  sr_import__tell(im, &field->place, message);
}

/* The measure for a file's key, empty where the key is no figure; false if it is not known. */
static bool measure_of_key(sr_arena *arena, sr_slice key, bool restated, sr_slice *measure) {
  const sr_slice name = sr_utf8_norm(arena, sr_slice_trim(key));
  const uint32_t row = name.ptr ? sr_table_find(&sr_table_loss_keys, &name, 1) : UINT32_MAX;
  if (row == UINT32_MAX) return false;
  *measure = sr_table_cell(&sr_table_loss_keys, row, SR_LOSS_KEYS_MEASURE);
  if (!measure->len || !restated) return true;
  const sr_slice stem = sr_slice_cut(*measure, 0, measure->len - (sizeof "total" - 1));
  *measure = sr_arena_format(arena, "%.*srestated", SR_FMT(stem));
  return measure->ptr != NULL;
}

static bool take_totals(sr_importer *im, const sr_feed_record *record, bool restated, sr_row_fault *fault,
                        sr_status *status, sr_error *err) {
  sr_day day;
  if (!read_day(record, "date", &day, fault)) return false;
  /* a row is good or bad as a whole */
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t i = 0; i < record->n; i++) {
      const sr_csv_field *field = &record->fields[i];
      sr_slice measure, unit;
      bool level;
      double value;
      if (!measure_of_key(im->arena, record->names[i], restated, &measure)) {
        tell_unknown(im, field, record->names[i]);
        continue;
      }
      const sr_slice text = sr_slice_trim(field->text);
      if (!measure.len || !text.len) continue;
      if (!sr_number_parse(text, &value) || (!restated && value < 0)) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", SR_FMT(sr_import__shown(record->names[i])));
        return wrong(fault, field, name, restated ? "is no number" : "is no running total");
      }
      if (!pass || (restated && value == 0)) continue;
      if (!sr_import__measure(measure, &measure, &unit, &level)) continue;
      const sr_slice *hedge = sr_slice_is(measure, "casualties total") ? text_of(record, "personnel*") : NULL;
      const sr_observation o = {.start = day,
                                .end = day,
                                .measure = measure,
                                .low = value,
                                .high = value,
                                .unit = unit,
                                .note = hedge ? *hedge : (sr_slice){0}};
      *status = sr_import__emit(im, &o, err);
      if (*status) return false;
    }
  }
  return true;
}

static bool take_losses(sr_importer *im, const sr_feed_record *record, sr_row_fault *fault, sr_status *status,
                        sr_error *err) {
  return take_totals(im, record, false, fault, status, err);
}

static bool take_corrections(sr_importer *im, const sr_feed_record *record, sr_row_fault *fault, sr_status *status,
                             sr_error *err) {
  return take_totals(im, record, true, fault, status, err);
}

/* ---- UCDP GED ---- */

static bool take_event(sr_importer *im, const sr_feed_record *record, sr_row_fault *fault, sr_status *status,
                       sr_error *err) {
  sr_observation o = {.measure = SR_SLICE("event deaths"), .unit = SR_SLICE("{person}")};
  double best;
  if (!read_day(record, "date_start", &o.start, fault) || !read_day(record, "date_end", &o.end, fault) ||
      !read_number(record, "best", &best, fault) || !read_number(record, "low", &o.low, fault) ||
      !read_number(record, "high", &o.high, fault))
    return false;
  if (o.end < o.start)
    return wrong(fault, sr_feed_field(record, SR_SLICE("date_end")), "date_end", "is before date_start");
  if (!(o.low <= best && best <= o.high) || o.low < 0)
    return wrong(fault, sr_feed_field(record, SR_SLICE("best")), "best", "does not lie between low and high");
  const sr_slice *id = text_of(record, "id"), *place = text_of(record, "adm_1"), *country = text_of(record, "country"),
                 *kind = text_of(record, "type_of_violence"), *where = text_of(record, "where_prec"),
                 *when = text_of(record, "date_prec");
  if (!id) return wrong(fault, sr_feed_field(record, SR_SLICE("id")), "id", "");
  /* 6 is "only the country is known", 7 "not even that": no place to put them in */
  const bool vague = where && (sr_slice_is(*where, "6") || sr_slice_is(*where, "7"));
  o.place = place && !vague ? *place : country ? *country : (sr_slice){0};
  char note[200];
  const sr_slice none = SR_SLICE("?");
  snprintf(note, sizeof note, "event %.*s; best %g; type of violence %.*s; precision of place %.*s, of date %.*s",
           SR_FMT(sr_import__shown(*id)), best, SR_FMT(sr_import__shown(kind ? *kind : none)),
           SR_FMT(sr_import__shown(where ? *where : none)), SR_FMT(sr_import__shown(when ? *when : none)));
  o.note = sr_slice_of(note);
  *status = sr_import__emit(im, &o, err);
  return !*status;
}

/* ---- FIRMS ---- */

/* Low confidence is mostly sun glint and noise (VIIRS active fire guide); MODIS gives a number, under 30 is low. */
static bool is_low(sr_slice confidence) {
  double share;
  if (sr_number_parse(confidence, &share)) return share < 30;
  return sr_slice_is(confidence, "l") || sr_slice_is(confidence, "low");
}

static uint32_t satellite_of(const sr_slice *name) {
  static const char *const names[] = {"", "N", "N20", "N21", "Terra", "Aqua", "1", "2"};
  for (uint32_t i = 1; name && i < sizeof names / sizeof *names; i++)
    if (sr_slice_eq_nocase(*name, sr_slice_of(names[i]))) return i;
  return 0;
}

static bool take_fire(sr_importer *im, const sr_feed_record *record, sr_row_fault *fault, sr_status *status,
                      sr_error *err) {
  double lat, lon;
  sr_day day;
  sr_cell cell;
  if (!read_number(record, "latitude", &lat, fault) || !read_number(record, "longitude", &lon, fault) ||
      !read_day(record, "acq_date", &day, fault))
    return false;
  if (!sr_cell_of(lat, lon, &cell))
    return wrong(fault, sr_feed_field(record, SR_SLICE("latitude")), "latitude",
                 "and its longitude are not on the earth");
  if (day < 0 || day > UINT16_MAX)
    return wrong(fault, sr_feed_field(record, SR_SLICE("acq_date")), "acq_date", "is before 1970 or after 2149");
  const sr_slice *confidence = text_of(record, "confidence"), *type = text_of(record, "type"),
                 *version = text_of(record, "version");
  if (confidence && is_low(sr_slice_trim(*confidence))) return true;
  /* volcanoes, steelworks and flares, rigs: fires of no war */
  if (type && !sr_slice_is(sr_slice_trim(*type), "0")) return true;
  const bool standard = !version || !sr_slice_ends(sr_slice_trim(*version), SR_SLICE("NRT"));
  *status = sr_cells_add(&im->cells, day, cell, satellite_of(text_of(record, "satellite")), standard, err);
  return !*status;
}

static sr_status end_fires(sr_importer *im, sr_error *err) {
  uint32_t at = 0;
  sr_cell_day found;
  SR_TRY(sr_cells_finish(&im->cells, err));
  while (sr_cells_next(&im->cells, &at, &found)) {
    char place[40];
    snprintf(place, sizeof place, "cell %.1f %.1f", found.cell.lat10 / 10.0, found.cell.lon10 / 10.0);
    const sr_observation o = {.start = found.day,
                              .end = found.day,
                              .measure = SR_SLICE("fires detected"),
                              .place = sr_slice_of(place),
                              .low = found.count,
                              .high = found.count,
                              .unit = SR_SLICE("{fire}"),
                              .note = SR_SLICE("cell of 0.1 degrees by its south-west corner")};
    SR_TRY(sr_import__emit(im, &o, err));
  }
  return SR_OK;
}

/* ---- ECB reference rates ---- */

static bool is_currency(sr_slice name) {
  return name.len == 3 && sr_is_upper((uint8_t)name.ptr[0]) && sr_is_upper((uint8_t)name.ptr[1]) &&
         sr_is_upper((uint8_t)name.ptr[2]);
}

static bool take_rates(sr_importer *im, const sr_feed_record *record, sr_row_fault *fault, sr_status *status,
                       sr_error *err) {
  sr_day day;
  if (!read_day(record, "Date", &day, fault)) return false;
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t i = 0; i < record->n; i++) {
      const sr_slice name = record->names[i], text = sr_slice_trim(record->fields[i].text);
      double rate;
      if (!is_currency(name) || !text.len || sr_slice_is(text, "N/A")) continue;
      if (!sr_number_parse(text, &rate) || !(rate > 0))
        return wrong(fault, &record->fields[i], "rate", "is no number above zero");
      if (!pass) continue;
      char unit[8];
      snprintf(unit, sizeof unit, "%.3s/EUR", name.ptr);
      const sr_observation o = {.start = day,
                                .end = day,
                                .measure = SR_SLICE("exchange rate"),
                                .low = rate,
                                .high = rate,
                                .unit = sr_slice_of(unit)};
      *status = sr_import__emit(im, &o, err);
      if (*status) return false;
    }
  }
  return true;
}

/* ---- any flat table, by a mapping ---- */

static sr_slice mapped(const sr_importer *im, const sr_feed_record *record, sr_map_field which,
                       const sr_csv_field **field) {
  const sr_slice text = im->mapping.fields[which].text;
  *field = NULL;
  if (!text.len || !im->mapping.fields[which].column) return text;
  *field = sr_feed_field(record, text);
  return *field ? sr_slice_trim((*field)->text) : (sr_slice){0};
}

static bool mapped_days(const sr_importer *im, const sr_feed_record *record, sr_observation *o, sr_row_fault *fault) {
  const sr_csv_field *field;
  const bool both = im->mapping.fields[SR_MAP_START].text.len != 0;
  sr_slice rest = mapped(im, record, both ? SR_MAP_START : SR_MAP_DATE, &field);
  const sr_slice first = both ? rest : sr_slice_split(&rest, '/');
  if (!parse_day(first, &o->start)) return wrong(fault, field, "date", "is no day; write it 2025-07-09");
  o->end = o->start;
  if (both) rest = mapped(im, record, SR_MAP_END, &field);
  if (rest.len && (!parse_day(rest, &o->end) || o->end < o->start))
    return wrong(fault, field, "date", "does not end on a day at or after its first");
  return true;
}

static bool take_mapped(sr_importer *im, const sr_feed_record *record, sr_row_fault *fault, sr_status *status,
                        sr_error *err) {
  sr_observation o = {0};
  const sr_csv_field *field;
  bool level;
  sr_slice unit;
  if (!mapped_days(im, record, &o, fault)) return false;
  const sr_slice name = mapped(im, record, SR_MAP_MEASURE, &field), norm = sr_utf8_norm(im->arena, name);
  if (!norm.ptr || !sr_import__measure(norm, &o.measure, &unit, &level))
    return wrong(fault, field, "measure", "is no known measure (docs/observations.md)");
  if (level && o.start != o.end) return wrong(fault, field, "date", "is a window, but the measure is a level");
  if (!sr_number_parse(mapped(im, record, SR_MAP_LOW, &field), &o.low))
    return wrong(fault, field, "value", "is no number; write it plain: 31000 or 0.038");
  o.high = o.low;
  const sr_slice high = mapped(im, record, SR_MAP_HIGH, &field);
  if (high.len && (!sr_number_parse(high, &o.high) || o.high < o.low))
    return wrong(fault, field, "high", "is no number at or above low");
  o.unit = mapped(im, record, SR_MAP_UNIT, &field);
  if (!o.unit.len) o.unit = unit;
  o.party = mapped(im, record, SR_MAP_PARTY, &field);
  o.place = mapped(im, record, SR_MAP_PLACE, &field);
  o.source = mapped(im, record, SR_MAP_SOURCE, &field);
  o.licence = mapped(im, record, SR_MAP_LICENCE, &field);
  o.note = mapped(im, record, SR_MAP_NOTE, &field);
  if (!o.source.len && !im->options->source.len) return wrong(fault, NULL, "source", "");
  *status = sr_import__emit(im, &o, err);
  return !*status;
}

static const char *const loss_columns[] = {"date", NULL};
static const char *const event_columns[] = {"id", "date_start", "date_end", "best", "low", "high", "country", NULL};
/* UCDP GED 25.1 and its candidates, some of which came without this line (24.0.1). */
static const char *const event_names[] = {"id",
                                          "relid",
                                          "year",
                                          "active_year",
                                          "code_status",
                                          "type_of_violence",
                                          "conflict_dset_id",
                                          "conflict_new_id",
                                          "conflict_name",
                                          "dyad_dset_id",
                                          "dyad_new_id",
                                          "dyad_name",
                                          "side_a_dset_id",
                                          "side_a_new_id",
                                          "side_a",
                                          "side_b_dset_id",
                                          "side_b_new_id",
                                          "side_b",
                                          "number_of_sources",
                                          "source_article",
                                          "source_office",
                                          "source_date",
                                          "source_headline",
                                          "source_original",
                                          "where_prec",
                                          "where_coordinates",
                                          "where_description",
                                          "adm_1",
                                          "adm_2",
                                          "latitude",
                                          "longitude",
                                          "geom_wkt",
                                          "priogrid_gid",
                                          "country",
                                          "country_id",
                                          "region",
                                          "event_clarity",
                                          "date_prec",
                                          "date_start",
                                          "date_end",
                                          "deaths_a",
                                          "deaths_b",
                                          "deaths_civilians",
                                          "deaths_unknown",
                                          "best",
                                          "high",
                                          "low",
                                          "gwnoa",
                                          "gwnob"};
static const char *const fire_columns[] = {"latitude", "longitude", "acq_date", NULL};
static const char *const no_columns[] = {NULL};

const sr_import_format sr_import_formats[SR_IMPORT_KIND_COUNT] = {
    [SR_IMPORT_LOSSES] = {.columns = loss_columns,
                          .take = take_losses,
                          .party = "RUS",
                          .source = "General Staff of Ukraine",
                          .licence = "MIT, Petro Ivaniuk, 2022-Ukraine-Russia-War-Dataset"},
    [SR_IMPORT_CORRECTIONS] = {.columns = loss_columns,
                               .take = take_corrections,
                               .party = "RUS",
                               .source = "General Staff of Ukraine",
                               .licence = "MIT, Petro Ivaniuk, 2022-Ukraine-Russia-War-Dataset"},
    [SR_IMPORT_EVENTS] = {.columns = event_columns,
                          .usual = event_names,
                          .n_usual = sizeof event_names / sizeof *event_names,
                          .take = take_event,
                          .source = "UCDP GED",
                          .licence = "CC BY 4.0, Uppsala Conflict Data Program"},
    [SR_IMPORT_FIRES] = {.columns = fire_columns,
                         .take = take_fire,
                         .end = end_fires,
                         .source = "NASA FIRMS",
                         .licence = "free to use, cite NASA FIRMS"},
    [SR_IMPORT_RATES] = {.columns = loss_columns,
                         .take = take_rates,
                         .source = "European Central Bank",
                         .licence = "free to reuse, cite the ECB"},
    [SR_IMPORT_SERIES] = {.columns = no_columns, .take = take_mapped},
};
