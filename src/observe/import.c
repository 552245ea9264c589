/* Imports of publishers' series: the run over a feed, batches, messages; see import.h and sitrep/observe.h. */
#include "observe/import.h"

#include "base/slice.h"
#include "base/table.h"
#include "base/utf8.h"

#include <lexicon/measures.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Texts of one batch of 4,096 rows, each from a record of at most 1 MiB. */
static const size_t BATCH_BYTES_MAX = (size_t)32 << 20;
static const size_t LASTING_BYTES_MAX = (size_t)1 << 20;

const char *sr_import_kind_name(sr_import_kind kind) {
#define SR_X(name, word, what) word,
  static const char *const names[] = {SR_IMPORT_KINDS(SR_X)};
#undef SR_X
  return (unsigned)kind < SR_IMPORT_KIND_COUNT ? names[kind] : "";
}

const char *sr_import_kind_about(sr_import_kind kind) {
#define SR_X(name, word, what) what,
  static const char *const abouts[] = {SR_IMPORT_KINDS(SR_X)};
#undef SR_X
  return (unsigned)kind < SR_IMPORT_KIND_COUNT ? abouts[kind] : "";
}

sr_slice sr_import__shown(sr_slice text) {
  size_t n = 0;
  while (n < text.len && (uint8_t)text.ptr[n] >= ' ') n++;
  if (n > 60)
    for (n = 60; n && ((uint8_t)text.ptr[n] & 0xc0) == 0x80;) n--;
  return sr_slice_cut(text, 0, n);
}

bool sr_import__measure(sr_slice name, sr_slice *measure, sr_slice *unit, bool *level) {
  const uint32_t row = sr_table_find(&sr_table_measures, &name, 1);
  if (row == UINT32_MAX) return false;
  *measure = sr_table_cell(&sr_table_measures, row, SR_MEASURES_MEASURE);
  *unit = sr_table_cell(&sr_table_measures, row, SR_MEASURES_UNIT);
  *level = sr_slice_is(sr_table_cell(&sr_table_measures, row, SR_MEASURES_KIND), "level");
  return true;
}

void sr_import__tell(const sr_importer *importer, const sr_csv_place *place, const char *message) {
  if (importer->visit) importer->visit(importer->user, place->line, place->column, message);
}

static sr_status flush(sr_importer *im, sr_error *err) {
  size_t added = 0;
  if (im->n_batch) SR_TRY(sr_ledger_add_observations(im->ledger, im->batch, im->n_batch, &added, err));
  im->result->added += added;
  im->n_batch = 0;
  sr_arena_reset(im->arena, im->empty);
  return SR_OK;
}

/* Rows that emit nothing use the arena too. */
static bool is_full(const sr_importer *im) {
  return im->n_batch == SR_IMPORT_BATCH || sr_arena_used(im->arena) > BATCH_BYTES_MAX / 2;
}

static bool keep(sr_importer *im, sr_slice *text) {
  if (!text->len) return true;
  *text = sr_arena_copy(im->arena, *text);
  return text->ptr != NULL;
}

sr_status sr_import__emit(sr_importer *im, const sr_observation *observation, sr_error *err) {
  if (im->n_batch == SR_IMPORT_BATCH) SR_TRY(flush(im, err));
  const sr_import_format *format = &sr_import_formats[im->options->kind];
  const struct {
    sr_slice said;
    const char *usual;
    size_t at;
  } defaults[] = {{im->options->party, format->party, offsetof(sr_observation, party)},
                  {im->options->place, NULL, offsetof(sr_observation, place)},
                  {im->options->source, format->source, offsetof(sr_observation, source)},
                  {im->options->licence, format->licence, offsetof(sr_observation, licence)}};
  sr_observation o = *observation;
  for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++) {
    sr_slice *text = (sr_slice *)(void *)((char *)&o + defaults[i].at);
    if (text->len) continue;
    *text = defaults[i].said.len ? defaults[i].said : sr_slice_of(defaults[i].usual);
  }
  o.read = im->options->fetched;
  sr_slice *const texts[] = {&o.measure, &o.party, &o.place, &o.unit, &o.source, &o.licence, &o.note};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (!keep(im, texts[i])) return sr_arena_fail(im->arena, err);
  im->batch[im->n_batch++] = o;
  return SR_OK;
}

static sr_status check_columns(const sr_feed *feed, const sr_import_format *format, sr_error *err) {
  const sr_feed_record header = {.names = feed->names, .n = feed->n_names};
  if (feed->json) return SR_OK;
  for (const char *const *column = format->columns; *column; column++) {
    bool found = false;
    for (uint32_t i = 0; i < header.n && !found; i++) found = sr_slice_eq_nocase(header.names[i], sr_slice_of(*column));
    if (found) continue;
    if (format->usual)
      return sr_fail(err, SR_ERR_INPUT, 0,
                     "line 1: the header has no column '%s' (without a header, the line would need %u fields, not %u)",
                     *column, format->n_usual, header.n);
    return sr_fail(err, SR_ERR_INPUT, 0, "line 1: the header has no column '%s'", *column);
  }
  return SR_OK;
}

static sr_status import(sr_importer *im, sr_feed *feed, sr_error *err) {
  const sr_import_format *format = &sr_import_formats[im->options->kind];
  SR_TRY(check_columns(feed, format, err));
  sr_feed_record record;
  for (;;) {
    sr_error bad = {0};
    sr_status status = sr_feed_next(feed, &record, &bad);
    if (status == SR_ERR_INPUT) {
      im->result->rows++;
      im->result->bad++;
      sr_import__tell(im, &record.place, bad.message);
      continue;
    }
    if (status) {
      if (err) *err = bad;
      return status;
    }
    if (!record.names) break;
    im->result->rows++;
    sr_row_fault fault = {0};
    if (format->take(im, &record, &fault, &status, err)) {
      im->result->good++;
    } else if (!status) {
      im->result->bad++;
      sr_import__tell(im, fault.field ? &fault.field->place : &record.place, fault.message);
    }
    if (status) return status;
    if (is_full(im)) SR_TRY(flush(im, err));
  }
  if (format->end) SR_TRY(format->end(im, err));
  SR_TRY(sr_arena_check(im->arena, err));
  SR_TRY(sr_arena_check(im->lasting, err));
  return flush(im, err);
}

/* ---- the mapping ---- */

static sr_status read_mapping(sr_slice text, sr_mapping *mapping, sr_error *err) {
#define SR_X(name, word) word,
  static const char *const words[] = {SR_MAP_FIELDS(SR_X)};
#undef SR_X
  if (!text.len)
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE,
                   "a series needs a mapping, such as 'date=Day,low=Total,measure:tanks lost total,source:Ministry'");
  for (sr_slice rest = text; rest.ptr;) {
    const sr_slice pair = sr_slice_trim(sr_slice_split(&rest, ','));
    size_t at = 0;
    while (at < pair.len && pair.ptr[at] != '=' && pair.ptr[at] != ':') at++;
    const sr_slice name = sr_slice_trim(sr_slice_cut(pair, 0, at));
    int field = 0;
    while (field < SR_MAP_FIELD_COUNT && !sr_slice_is(name, words[field])) field++;
    if (sr_slice_is(name, "value")) field = SR_MAP_LOW;
    if (at == pair.len || field == SR_MAP_FIELD_COUNT)
      return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE,
                     "'%.*s' is no part of a mapping: give field=column or field:constant",
                     SR_FMT(sr_import__shown(pair)));
    mapping->fields[field].text = sr_slice_trim(sr_slice_cut(pair, at + 1, pair.len));
    mapping->fields[field].column = pair.ptr[at] == '=';
  }
  static const sr_map_field needed[] = {SR_MAP_MEASURE, SR_MAP_LOW};
  for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
    if (!mapping->fields[needed[i]].text.len)
      return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "the mapping says nothing of '%s'", words[needed[i]]);
  if (!mapping->fields[SR_MAP_DATE].text.len && !mapping->fields[SR_MAP_START].text.len)
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "the mapping says nothing of 'date'");
  return SR_OK;
}

/* ---- the import ---- */

static sr_status run(sr_importer *im, sr_bytes_read read, void *read_user, sr_error *err) {
  im->arena = sr_arena_new(BATCH_BYTES_MAX);
  im->lasting = sr_arena_new(LASTING_BYTES_MAX);
  im->batch = calloc(SR_IMPORT_BATCH, sizeof *im->batch);
  if (!im->arena || !im->lasting || !im->batch || !sr_arena_alloc(im->arena, 1))
    return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to import a series");
  im->empty = sr_arena_save(im->arena);
  if (im->options->kind == SR_IMPORT_SERIES) SR_TRY(read_mapping(im->options->map, &im->mapping, err));
  sr_feed feed;
  const sr_import_format *format = &sr_import_formats[im->options->kind];
  SR_TRY(sr_feed_open(&feed, format->usual, format->n_usual, read, read_user, err));
  const sr_status status = import(im, &feed, err);
  sr_feed_close(&feed);
  return status;
}

sr_status sr_observe_import(const sr_engine *engine, sr_ledger *ledger, sr_slice name, const sr_import_options *options,
                            sr_bytes_read read, void *read_user, sr_bad_row_visit visit, void *user, sr_import *result,
                            sr_error *err) {
  (void)engine; /* the tables of imports are compiled in */
  *result = (sr_import){0};
  if ((unsigned)options->kind >= SR_IMPORT_KIND_COUNT)
    return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "no such kind of import");
  sr_importer im = {.options = options, .ledger = ledger, .visit = visit, .user = user, .result = result};
  const sr_status status = run(&im, read, read_user, err);
  if (status) sr_error_where(err, name);
  sr_cells_free(&im.cells);
  sr_arena_free(im.arena);
  sr_arena_free(im.lasting);
  free(im.batch);
  return status;
}
