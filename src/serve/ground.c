/* Control maps, borders and what was measured on them: which maps there are, the ground of a day and outlines as
 * GeoJSON, and the rows of `sitrep measure area`. */
#include "serve/answers.h"

#include "base/slice.h"
#include "ledger/ground.h"
#include "observe/series.h"

#include <math.h>
#include <stdio.h>

static void key_day(sr_json *json, const char *key, sr_day day) {
  char text[SR_DAY_MAX];
  sr_json_key_text_or_null(json, key, sr_slice_of(sr_day_write(day, text)));
}

static sr_status words(sr_call *call, const char *text, sr_error *err) {
  return sr_reply_put(&call->reply, sr_slice_of(text), err);
}

static sr_day day_of(const sr_call *call, sr_param which) {
  const sr_value *v = &call->values[which];
  return v->text.ptr ? (sr_day)v->number : SR_DAY_NONE;
}

/* The end of the day of `as_of`; 0 where it is not given. */
static int64_t as_of(const sr_call *call) {
  const sr_day day = day_of(call, SR_PARAM_AS_OF);
  return day == SR_DAY_NONE ? 0 : ((int64_t)day + 1) * 86400 - 1;
}

/* ---- which maps there are ---- */

static sr_status map_row(void *user, const sr_ground_map *map, const sr_ground_class *level, sr_error *err) {
  sr_list *list = user;
  sr_call *call = list->call;
  sr_status status = SR_OK;
  const sr_slice source = call->values[SR_PARAM_SOURCE].text;
  if (source.len && !sr_slice_eq(source, map->source)) return SR_OK;
  if (list->more || !sr_list_next(list, map->id, &status, err)) return status;
  sr_json json;
  sr_json_begin(&json, sr_reply_put, &call->reply);
  sr_json_object(&json);
  key_day(&json, "day", map->day);
  sr_json_key_text(&json, "class", level->name);
  sr_json_key_text_or_null(&json, "party", map->party);
  sr_json_key_text_or_null(&json, "place", map->place);
  sr_json_key_text(&json, "source", map->source);
  sr_json_key_text_or_null(&json, "licence", map->licence);
  sr_json_key_text_or_null(&json, "attribution", map->attribution);
  sr_json_key_number(&json, "area_km2", level->area_m2 / 1e6);
  sr_json_key_text_or_null(&json, "findings", level->findings);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

sr_status sr_answer_maps(sr_call *call, sr_error *err) {
  enum { MAPS_MAX = 20000 }; /* a map and class a row: ten years of days with five classes */
  sr_list list;
  SR_TRY(sr_list_begin(&list, call, err));
  list.room = MAPS_MAX;
  SR_TRY(sr_ground_levels(call->ledger, as_of(call), map_row, &list, err));
  const bool cut = list.more;
  list.more = false;
  return sr_list_end(&list, cut ? ", \"truncated\": true" : ", \"truncated\": false", err);
}

/* ---- shapes as GeoJSON ---- */

/* Positions to 1e-4 degree, some ten metres: what a screen shows of a country. */
static sr_status put_ring(sr_call *call, const sr_shape *shape, sr_ring ring, sr_error *err) {
  enum { POINT_ROOM = 64 };
  char text[4096];
  size_t n = 0;
  text[n++] = '[';
  for (uint32_t i = 0; i <= ring.n; i++) {
    const double *at = sr_shape_at(shape, ring.first + i % ring.n);
    n += (size_t)snprintf(text + n, POINT_ROOM, "%s[%.4f,%.4f]", i ? "," : "", at[0], at[1]);
    if (n > sizeof text - POINT_ROOM - 2) {
      SR_TRY(sr_reply_put(&call->reply, (sr_slice){text, n}, err));
      n = 0;
    }
  }
  text[n++] = ']';
  return sr_reply_put(&call->reply, (sr_slice){text, n}, err);
}

static sr_status put_geometry(sr_call *call, const sr_shape *shape, sr_error *err) {
  SR_TRY(words(call, "{\"type\": \"MultiPolygon\", \"coordinates\": [", err));
  for (uint32_t i = 0; i < shape->rings.n; i++) {
    const sr_ring ring = shape->rings.at[i];
    if (!ring.hole) SR_TRY(words(call, i ? "],\n[" : "[", err));
    if (ring.hole) SR_TRY(words(call, ",", err));
    SR_TRY(put_ring(call, shape, ring, err));
  }
  return words(call, shape->rings.n ? "]]}" : "]}", err);
}

/* One feature: its properties, which the caller has begun as an object, are ended and the geometry follows. */
static sr_status end_feature(sr_call *call, sr_json *properties, const sr_shape *shape, sr_error *err) {
  sr_json_object_end(properties);
  SR_TRY(sr_json_end(properties, err));
  SR_TRY(words(call, ", \"geometry\": ", err));
  SR_TRY(put_geometry(call, shape, err));
  return words(call, "}", err);
}

/* ---- the ground of a day ---- */

sr_status sr_answer_control_layer(sr_call *call, sr_error *err) {
  sr_all_last last;
  SR_TRY(sr_series_last(call->ledger, call->values[SR_PARAM_SOURCE].text, day_of(call, SR_PARAM_UNTIL), as_of(call),
                        call->arena, &last, err));
  SR_TRY(words(call, "{\"type\": \"FeatureCollection\", \"features\": [", err));
  for (uint32_t i = 0; i < last.all.n; i++) {
    const sr_ground_last *one = &last.all.at[i];
    sr_shape shape;
    SR_TRY(sr_series_shape(call->ledger, one->level.hash, call->arena, &shape, err));
    SR_TRY(words(
        call, i ? ",\n{\"type\": \"Feature\", \"properties\": " : "\n{\"type\": \"Feature\", \"properties\": ", err));
    sr_json json;
    sr_json_begin(&json, sr_reply_put, &call->reply);
    sr_json_object(&json);
    key_day(&json, "day", one->map.day);
    sr_json_key_text(&json, "class", one->level.name);
    sr_json_key_text_or_null(&json, "party", one->map.party);
    sr_json_key_text_or_null(&json, "place", one->map.place);
    sr_json_key_text(&json, "source", one->map.source);
    sr_json_key_text_or_null(&json, "licence", one->map.licence);
    sr_json_key_text_or_null(&json, "attribution", one->map.attribution);
    sr_json_key_number(&json, "area_km2", one->level.area_m2 / 1e6);
    SR_TRY(end_feature(call, &json, &shape, err));
  }
  return words(call, "\n]}\n", err);
}

/* ---- outlines ---- */

static sr_slice keep(sr_call *call, sr_slice text) { return sr_arena_copy(call->arena, text); }

typedef struct outlines {
  sr_call *call;
  sr_border_set set; /* the last one */
  uint32_t n;
} outlines;

static sr_status last_set(void *user, const sr_border_set *set, sr_error *err) {
  outlines *o = user;
  o->set = (sr_border_set){.id = set->id,
                           .name = keep(o->call, set->name),
                           .source = keep(o->call, set->source),
                           .licence = keep(o->call, set->licence),
                           .attribution = keep(o->call, set->attribution)};
  return sr_arena_check(o->call->arena, err);
}

static sr_status outline(void *user, const sr_border_unit *unit, sr_error *err) {
  outlines *o = user;
  sr_shape shape = {.xy = {0}};
  SR_TRY(sr_shape_decode(unit->shape, o->call->arena, &shape, err));
  SR_TRY(words(
      o->call,
      o->n++ ? ",\n{\"type\": \"Feature\", \"properties\": " : "\n{\"type\": \"Feature\", \"properties\": ", err));
  sr_json json;
  sr_json_begin(&json, sr_reply_put, &o->call->reply);
  sr_json_object(&json);
  sr_json_key_text(&json, "code", unit->code);
  sr_json_key_text(&json, "name", unit->name);
  sr_json_key_text(&json, "country", unit->country);
  sr_json_key_number(&json, "area_km2", unit->area_m2 / 1e6);
  return end_feature(o->call, &json, &shape, err);
}

sr_status sr_answer_borders_layer(sr_call *call, sr_error *err) {
  outlines o = {.call = call};
  SR_TRY(sr_ground_border_sets(call->ledger, last_set, &o, err));
  SR_TRY(words(call, "{\"type\": \"FeatureCollection\", \"features\": [", err));
  if (o.set.id) SR_TRY(sr_ground_units(call->ledger, o.set.id, call->values[SR_PARAM_COUNTRY].text, outline, &o, err));
  SR_TRY(words(call, "\n], \"borders\": ", err));
  sr_json json;
  sr_json_begin(&json, sr_reply_put, &call->reply);
  if (o.set.id) {
    sr_json_object(&json);
    sr_json_key_text(&json, "name", o.set.name);
    sr_json_key_text_or_null(&json, "source", o.set.source);
    sr_json_key_text_or_null(&json, "licence", o.set.licence);
    sr_json_key_text_or_null(&json, "attribution", o.set.attribution);
    sr_json_object_end(&json);
  } else {
    sr_json_null(&json);
  }
  SR_TRY(sr_json_end(&json, err));
  return words(call, "}\n", err);
}

/* ---- shares and rates ---- */

static sr_status measure_row(void *user, const sr_measure_row *row, sr_error *err) {
  sr_list *list = user;
  sr_status status = SR_OK;
  if (list->more || !sr_list_next(list, 0, &status, err)) return status;
  sr_json json;
  sr_json_begin(&json, sr_reply_put, &list->call->reply);
  sr_json_object(&json);
  sr_json_key_text(&json, "class", row->kind);
  sr_json_key_text_or_null(&json, "party", row->party);
  sr_json_key_text(&json, "source", row->source);
  sr_json_key_text_or_null(&json, "borders", row->borders);
  sr_json_key_text_or_null(&json, "place", row->place);
  sr_json_key_text_or_null(&json, "code", row->code);
  key_day(&json, "day", row->to);
  sr_json_key_number(&json, "area_km2", row->area_km2);
  sr_json_key_number(&json, "of_km2", row->base_km2);
  sr_json_key_text_or_null(&json, "of_source", row->base_source);
  sr_json_key(&json, "changes");
  sr_json_array(&json);
  for (int i = 0; i < SR_MEASURE_WINDOWS; i++) {
    sr_json_object(&json);
    sr_json_key_int(&json, "days", sr_measure_window_days(i));
    sr_json_key_number(&json, "change_km2", row->change_km2[i]);
    sr_json_key_number(&json, "rate_km2_d", row->rate_km2_d[i]);
    sr_json_object_end(&json);
  }
  sr_json_array_end(&json);
  sr_json_key_number(&json, "noise_km2", row->noise_km2);
  sr_json_key_int(&json, "gap_days", row->gap_days);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

sr_status sr_answer_areas(sr_call *call, sr_error *err) {
  enum { AREAS_MAX = 50000 };
  const sr_value *v = call->values;
  outlines o = {.call = call};
  SR_TRY(sr_ground_border_sets(call->ledger, last_set, &o, err));
  const sr_measure_options options = {.what = SR_MEASURED_AREA,
                                      .from = day_of(call, SR_PARAM_SINCE),
                                      .as_of = as_of(call),
                                      .to = day_of(call, SR_PARAM_UNTIL),
                                      .source = v[SR_PARAM_SOURCE].text,
                                      .place = v[SR_PARAM_PLACE].text,
                                      .by_unit = o.set.id != 0};
  sr_list list;
  SR_TRY(sr_list_begin(&list, call, err));
  list.room = AREAS_MAX;
  const sr_status status = sr_measure(call->ledger, &options, measure_row, &list, err);
  /* a ledger without maps has no areas, which is no fault of the question */
  if (status && status != SR_ERR_NOTFOUND) return status;
  const bool cut = list.more;
  list.more = false;
  return sr_list_end(&list, cut ? ", \"truncated\": true" : ", \"truncated\": false", err);
}
