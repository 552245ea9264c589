/* The descriptor of a data package (Frictionless, datapackage.org) for a file of CSV; see sitrep/write.h. */
#include "base/json.h"
#include "base/slice.h"

#include "lexicon/columns.h"

#include <sitrep/write.h>

static void field(sr_json *json, uint32_t row) {
  sr_json_object(json);
  sr_json_key_text(json, "name", sr_table_cell(&sr_table_columns, row, SR_COLUMNS_NAME));
  sr_json_key_text(json, "type", sr_table_cell(&sr_table_columns, row, SR_COLUMNS_TYPE));
  sr_json_key_text(json, "description", sr_table_cell(&sr_table_columns, row, SR_COLUMNS_ABOUT));
  sr_json_object_end(json);
}

static void resource(sr_json *json, sr_slice records) {
  char path[32] = "";
  const size_t n = records.len < sizeof path - 5 ? records.len : 0;
  memcpy(path, records.ptr, n);
  memcpy(path + n, ".csv", 5);
  sr_json_object(json);
  sr_json_key_text(json, "name", records);
  sr_json_key_text(json, "path", sr_slice_of(path));
  sr_json_key_text(json, "profile", SR_SLICE("tabular-data-resource"));
  sr_json_key_text(json, "format", SR_SLICE("csv"));
  sr_json_key_text(json, "mediatype", SR_SLICE("text/csv"));
  sr_json_key_text(json, "encoding", SR_SLICE("utf-8"));
  sr_json_key(json, "schema");
  sr_json_object(json);
  sr_json_key(json, "fields");
  sr_json_array(json);
  sr_slice key = {0};
  for (uint32_t row = 0; row < sr_table_columns.rows; row++) {
    if (!sr_slice_eq(sr_table_cell(&sr_table_columns, row, SR_COLUMNS_RECORDS), records)) continue;
    if (!key.len) key = sr_table_cell(&sr_table_columns, row, SR_COLUMNS_NAME);
    field(json, row);
  }
  sr_json_array_end(json);
  sr_json_key_text(json, "primaryKey", key);
  sr_json_object_end(json);
  sr_json_object_end(json);
}

sr_status sr_write_package(const sr_slice *records, size_t n, sr_sink sink, void *user, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sink, user);
  json.pretty = true;
  sr_json_object(&json);
  sr_json_key_text(&json, "profile", SR_SLICE("tabular-data-package"));
  sr_json_key_text(&json, "name", SR_SLICE("sitrep-ledger"));
  sr_json_key_text(&json, "title", SR_SLICE("Who claimed what: records of a sitrep ledger"));
  sr_json_key(&json, "resources");
  sr_json_array(&json);
  for (size_t i = 0; i < n; i++) resource(&json, records[i]);
  sr_json_array_end(&json);
  sr_json_object_end(&json);
  sr_json_line(&json);
  return sr_json_end(&json, err);
}
