/* JSON Schema (2020-12) of the records; see schema.h. */
#include "brief/schema.h"

#include "base/json.h"
#include "base/slice.h"

#include "brief/schemas.h"

sr_status sr_schema_definitions(sr_slice base, sr_sink sink, void *user, sr_error *err) {
  static const sr_slice own = {"#/$defs/", 8};
  const sr_slice text = {record_schemas, sizeof record_schemas - 1};
  const size_t end = text.len - 2; /* "}\n" */
  size_t from = 1;
  for (size_t at = 1; at < end; at++) {
    if (!sr_slice_starts(sr_slice_cut(text, at, end), own)) continue;
    SR_TRY(sink(user, sr_slice_cut(text, from, at), err));
    SR_TRY(sink(user, base, err));
    from = at + own.len;
  }
  return sink(user, sr_slice_cut(text, from, end), err);
}

sr_status sr_write_schema(sr_slice records, sr_sink sink, void *user, sr_error *err) {
  static const struct {
    const char *records, *name;
  } all[] = {{"claims", "Claim"}, {"observations", "Observation"}, {"checks", "Check"}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    if (!sr_slice_is(records, all[i].records)) continue;
    SR_TRY(
        sink(user, SR_SLICE("{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"title\": \""), err));
    SR_TRY(sink(user, SR_SLICE("a line of sitrep export --what "), err));
    SR_TRY(sink(user, records, err));
    SR_TRY(sink(user, SR_SLICE("\",\n\"$ref\": \"#/$defs/"), err));
    SR_TRY(sink(user, sr_slice_of(all[i].name), err));
    SR_TRY(sink(user, SR_SLICE("\",\n\"$defs\": {"), err));
    SR_TRY(sr_schema_definitions(SR_SLICE("#/$defs/"), sink, user, err));
    return sink(user, SR_SLICE("}\n}\n"), err);
  }
  return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "no records '%.*s'", SR_FMT(records));
}
