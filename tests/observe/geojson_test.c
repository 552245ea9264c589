/* GeoJSON: every form maps come in, and what is not GeoJSON. */
#include "support.h"

#include "base/slice.h"
#include "observe/geojson.h"

#include <stdio.h>

typedef struct seen {
  int n;
  char text[2000]; /* "rings/points name=value;" a feature */
} seen;

static sr_status visit(void *user, const sr_feature *f, sr_error *err) {
  (void)err;
  seen *s = user;
  size_t n = strlen(s->text);
  n += (size_t)snprintf(s->text + n, sizeof s->text - n, "%s", s->n++ ? " | " : "");
  for (uint32_t r = 0; r < f->shape.rings.n; r++)
    n += (size_t)snprintf(s->text + n, sizeof s->text - n, "%s%u", f->shape.rings.at[r].hole ? "-" : "+",
                          f->shape.rings.at[r].n);
  for (uint32_t i = 0; i < f->n_properties; i++)
    n += (size_t)snprintf(s->text + n, sizeof s->text - n, " %.*s=%.*s", SR_FMT(f->properties[i].name),
                          SR_FMT(f->properties[i].value));
  return SR_OK;
}

#define SQUARE "[[0,0],[1,0],[1,1],[0,0]]"
#define HOLE "[[0.1,0.1],[0.2,0.1],[0.2,0.2],[0.1,0.1]]"

static void reads_every_form(void **state) {
  (void)state;
  static const struct {
    const char *json, *features;
  } good[] = {
      {"{\"type\":\"Polygon\",\"coordinates\":[" SQUARE "," HOLE "]}", "+4-4"},
      {"\xef\xbb\xbf {\"coordinates\": [[" SQUARE "," HOLE "],[" SQUARE "]], \"type\": \"MultiPolygon\"}\n", "+4-4+4"},
      {"{\"type\":\"Feature\",\"properties\":{\"class\":\"held\",\"n\":1.5,\"x\":null,\"y\":[1,{}]},\"geometry\":"
       "{\"type\":\"Polygon\",\"coordinates\":[[[0,0,150],[1,0,151.5],[1,1,1e3]]]}}",
       "+3 class=held n=1.5 x= y="},
      {"{\"features\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}},{\"geometry\":null},"
       "{\"geometry\":{\"coordinates\":[" SQUARE "],\"type\":\"Polygon\"},\"properties\":null}],\"type\":"
       "\"FeatureCollection\"}",
       " |  | +4"},
      {"{\"id\":7,\"map\":{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"name\":"
       "\"\\u043e\\u043a \\/// \\\"Occupied\\\" \\ud83d\\ude00\"},\"geometry\":{\"type\":\"GeometryCollection\","
       "\"geometries\":[{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]},{\"type\":\"Polygon\","
       "\"coordinates\":[" SQUARE "]},{\"type\":\"Polygon\",\"coordinates\":[" SQUARE "]}]}}]}}",
       "+4+4 name=\xd0\xbe\xd0\xba /// \"Occupied\" \xf0\x9f\x98\x80"},
      {"{\"type\":\"FeatureCollection\",\"features\":[{\"geometry\":{\"type\":\"MultiLineString\",\"coordinates\":"
       "[" SQUARE "]}},{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]}}]}",
       " | "},
  };
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    sr_arena *arena = sr_arena_new(1 << 20);
    seen s = {0};
    sr_geojson about;
    sr_error err = {0};
    assert_true(sr_geojson_likely(sr_slice_of(good[i].json)));
    assert_ok(sr_geojson_read(sr_slice_of(good[i].json), arena, &about, visit, &s, &err), &err);
    assert_string_equal(s.text, good[i].features);
    sr_arena_free(arena);
  }
}

static sr_status keep(void *user, const sr_feature *f, sr_error *err) {
  (void)err;
  memcpy(user, f->shape.xy.at, 8 * sizeof(double));
  return SR_OK;
}

static void numbers_are_the_nearest_doubles(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_geojson about;
  sr_error err = {0};
  static const char json[] = "{\"type\":\"Polygon\",\"coordinates\":[[[35.201458,45.523343],[-0.1,1e1],"
                             "[1.234567890123456789,0.30000000000000004],[35.201458 , 45.523343]]]}";
  static const double expected[] = {35.201458, 45.523343, -0.1, 10, 1.234567890123456789, 0.30000000000000004};
  double got[8] = {0};
  assert_ok(sr_geojson_read(sr_slice_of(json), arena, &about, keep, got, &err), &err);
  assert_memory_equal(got, expected, sizeof expected);
  sr_arena_free(arena);
}

static void refuses_what_is_no_map(void **state) {
  (void)state;
  char deep[400];
  snprintf(deep, sizeof deep, "{\"type\":\"Polygon\",\"coordinates\":%.*s", 100,
           "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[");
  const struct {
    const char *json;
    sr_status status;
    const char *message;
  } bad[] = {
      {"", SR_ERR_INPUT, "a map in GeoJSON begins with {"},
      {"{}", SR_ERR_INPUT, "this is JSON, but there is no feature in it"},
      {"{\"error\":{\"code\":400}}", SR_ERR_INPUT, "this is JSON, but there is no feature in it"},
      {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,NaN]]]}", SR_ERR_INPUT,
       "a coordinate that is no finite number"},
      {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1e999]]]}", SR_ERR_INPUT,
       "a coordinate that is no finite number"},
      {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[4187593.1,6107325.9]]]}", SR_ERR_INPUT,
       "the point 4.18759e+06, 6.10733e+06 is not on the earth in degrees"},
      {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1],[1,1]]]}", SR_ERR_INPUT,
       "a point needs a longitude and a latitude"},
      {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[[1,1]]]]}", SR_ERR_INPUT, "coordinates nested unevenly"},
      {"{\"type\":\"MultiPolygon\",\"coordinates\":[" SQUARE "]}", SR_ERR_INPUT,
       "the coordinates are not nested as their type says"},
      {"{\"type\":\"Polygon\",\"coordinates\":[" SQUARE "]} more", SR_ERR_INPUT,
       "something stands behind the end of the map"},
      {"{\"type\":\"Polygon", SR_ERR_INPUT, "a text is never closed"},
      {"{\"type\":\"FeatureCollection\",\"features\":[", SR_ERR_INPUT, "a feature was expected"},
      {deep, SR_ERR_LIMIT, "nested too deeply"},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    sr_arena *arena = sr_arena_new(1 << 20);
    seen s = {0};
    sr_geojson about;
    sr_error err = {0};
    assert_int_equal(sr_geojson_read(sr_slice_of(bad[i].json), arena, &about, visit, &s, &err), bad[i].status);
    assert_string_equal(err.message, bad[i].message);
    sr_arena_free(arena);
  }
}

static void names_another_coordinate_system(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_geojson about;
  seen s = {0};
  sr_error err = {0};
  assert_ok(sr_geojson_read(SR_SLICE("{\"type\":\"Feature\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                                     "\"urn:ogc:def:crs:EPSG::3857\"}},\"geometry\":null}"),
                            arena, &about, visit, &s, &err),
            &err);
  assert_true(sr_slice_holds(about.crs, SR_SLICE("EPSG::3857")));
  assert_ok(sr_geojson_read(SR_SLICE("{\"type\":\"Feature\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                                     "\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\"geometry\":null}"),
                            arena, &about, visit, &s, &err),
            &err);
  assert_int_equal(about.crs.len, 0);
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_every_form), cmocka_unit_test(numbers_are_the_nearest_doubles),
      cmocka_unit_test(refuses_what_is_no_map), cmocka_unit_test(names_another_coordinate_system)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
