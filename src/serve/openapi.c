/* The OpenAPI 3.1 document: paths from the table of routes, schemas from schemas.json and, of records, from the
 * brief's. */
#include "serve/route.h"

#include "base/slice.h"
#include "brief/schema.h"

#include "serve/schemas.h"

#include <stdio.h>

/* A schema of a parameter, by its type. */
static void write_schema(sr_json *json, sr_param which) {
  const sr_param_about *about = &sr_param_abouts[which];
  sr_json_key(json, "schema");
  sr_json_object(json);
  sr_json_key_text(json, "type", about->type == SR_PARAM_NUMBER ? SR_SLICE("integer") : SR_SLICE("string"));
  switch (about->type) {
  case SR_PARAM_DAY: sr_json_key_text(json, "format", SR_SLICE("date")); break;
  case SR_PARAM_REF:
    sr_json_key_text(json, "pattern",
                     which == SR_PARAM_REPORT ? SR_SLICE("^R[1-9][0-9]*$") : SR_SLICE("^C[1-9][0-9]*$"));
    break;
  case SR_PARAM_TEXT: sr_json_key_int(json, "maxLength", 512); break;
  case SR_PARAM_NUMBER:
    sr_json_key_int(json, "minimum", which == SR_PARAM_LIMIT);
    if (which == SR_PARAM_LIMIT) sr_json_key_int(json, "maximum", 500);
    break;
  case SR_PARAM_WORD:
    sr_json_key(json, "enum");
    sr_json_array(json);
    for (sr_slice rest = sr_slice_of(about->words); rest.ptr;) sr_json_text(json, sr_slice_split(&rest, '|'));
    sr_json_array_end(json);
  }
  sr_json_object_end(json);
}

static void write_parameter(sr_json *json, const char *name, const char *in, const char *help, sr_param which) {
  sr_json_object(json);
  sr_json_key_text(json, "name", sr_slice_of(name));
  sr_json_key_text(json, "in", sr_slice_of(in));
  sr_json_key_text(json, "description", sr_slice_of(help));
  if (which < SR_PARAM_COUNT) {
    write_schema(json, which);
  } else {
    sr_json_key_bool(json, "required", true);
    sr_json_key(json, "schema");
    sr_json_object(json);
    sr_json_key_text(json, "type", SR_SLICE("string"));
    sr_json_object_end(json);
  }
  sr_json_object_end(json);
}

static void write_reference(sr_json *json, const char *list, const char *name) {
  char path[120];
  snprintf(path, sizeof path, "#/components/%s/%s", list, name);
  sr_json_object(json);
  sr_json_key_text(json, "$ref", sr_slice_of(path));
  sr_json_object_end(json);
}

static void write_content(sr_json *json, const sr_route *route) {
  sr_slice type = sr_slice_of(route->type);
  type = sr_slice_split(&type, ';');
  char key[80];
  snprintf(key, sizeof key, "%.*s", SR_FMT(type));
  sr_json_key(json, "content");
  sr_json_object(json);
  sr_json_key(json, key);
  sr_json_object(json);
  if (route->schema) {
    sr_json_key(json, "schema");
    write_reference(json, "schemas", route->schema);
  }
  sr_json_object_end(json);
  sr_json_object_end(json);
}

static void write_operation(sr_json *json, const sr_route *route) {
  static const char *const failures[] = {"400", "401", "404", "413", "429", "503"};
  char method[8];
  size_t n = 0;
  for (; route->method[n]; n++) method[n] = (char)sr_to_lower((uint8_t)route->method[n]);
  method[n] = 0;
  sr_json_key(json, method);
  sr_json_object(json);
  sr_json_key_text(json, "summary", sr_slice_of(route->summary));
  sr_json_key(json, "parameters");
  sr_json_array(json);
  if (route->ref) {
    const char help[] = {'a', ' ', 'r', 'e', 'f', 'e', 'r', 'e', 'n',        'c', 'e', ' ',
                         's', 'u', 'c', 'h', ' ', 'a', 's', ' ', route->ref, '3', 0};
    write_parameter(json, "ref", "path", help, SR_PARAM_COUNT);
  }
  for (int p = 0; p < SR_PARAM_COUNT; p++)
    if (route->params & (1u << p))
      write_parameter(json, sr_param_abouts[p].name, "query", sr_param_abouts[p].help, (sr_param)p);
  sr_json_array_end(json);
  if (route->guarded) {
    sr_json_key(json, "security");
    sr_json_array(json);
    sr_json_object(json);
    sr_json_key(json, "token");
    sr_json_array(json);
    sr_json_array_end(json);
    sr_json_object_end(json);
    sr_json_array_end(json);
    sr_json_key(json, "requestBody");
    write_reference(json, "requestBodies", "Report");
  }
  sr_json_key(json, "responses");
  sr_json_object(json);
  /* a report that was there already is no new one */
  for (int there = 0; there <= route->guarded; there++) {
    sr_json_key(json, route->guarded && !there ? "201" : "200");
    sr_json_object(json);
    sr_json_key_text(json, "description", there ? SR_SLICE("it was there already") : sr_slice_of(route->summary));
    write_content(json, route);
    sr_json_object_end(json);
  }
  if (!route->guarded) {
    sr_json_key(json, "304");
    sr_json_object(json);
    sr_json_key_text(json, "description", SR_SLICE("unchanged since the answer whose ETag was given in If-None-Match"));
    sr_json_object_end(json);
  }
  for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
    const bool for_posts = !strcmp(failures[i], "401") || !strcmp(failures[i], "413") || !strcmp(failures[i], "429");
    if ((for_posts && !route->guarded) || (!strcmp(failures[i], "404") && !route->ref)) continue;
    sr_json_key(json, failures[i]);
    write_reference(json, "responses", "Problem");
  }
  sr_json_object_end(json);
  sr_json_object_end(json);
}

sr_status sr_openapi_write(sr_sink sink, void *user, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sink, user);
  sr_json_object(&json);
  sr_json_key_text(&json, "openapi", SR_SLICE("3.1.0"));
  sr_json_key(&json, "info");
  sr_json_object(&json);
  sr_json_key_text(&json, "title", SR_SLICE("sitrep"));
  sr_json_key_text(&json, "version", sr_slice_of(sr_version()));
  sr_json_key_text(&json, "summary", SR_SLICE("A ledger of who claimed what. A claim is never shown as fact."));
  sr_json_key(&json, "license");
  sr_json_object(&json);
  sr_json_key_text(&json, "name", SR_SLICE("MIT"));
  sr_json_object_end(&json);
  sr_json_object_end(&json);
  sr_json_key(&json, "paths");
  sr_json_object(&json);
  for (size_t i = 0; i < sr_n_routes; i++) {
    bool first = true;
    for (size_t j = 0; j < i; j++) first &= strcmp(sr_routes[j].path, sr_routes[i].path) != 0;
    if (!first) continue;
    sr_json_key(&json, sr_routes[i].path);
    sr_json_object(&json);
    for (size_t j = i; j < sr_n_routes; j++)
      if (!strcmp(sr_routes[j].path, sr_routes[i].path)) write_operation(&json, &sr_routes[j]);
    sr_json_object_end(&json);
  }
  sr_json_object_end(&json);
  SR_TRY(sr_json_end(&json, err)); /* the outer object is closed below, behind the components */
  SR_TRY(sink(user, SR_SLICE(",\n\"components\": "), err));
  /* those of records go before the first of the server's own */
  static const sr_slice head = {"\"schemas\": {", 12};
  const sr_slice own = {schemas, sizeof schemas - 1};
  size_t at = 0;
  while (!sr_slice_starts(sr_slice_cut(own, at, own.len), head)) at++;
  SR_TRY(sink(user, sr_slice_cut(own, 0, at + head.len), err));
  SR_TRY(sr_schema_definitions(SR_SLICE("#/components/schemas/"), sink, user, err));
  SR_TRY(sink(user, SR_SLICE(","), err));
  SR_TRY(sink(user, sr_slice_cut(own, at + head.len, own.len), err));
  return sink(user, SR_SLICE("}\n"), err);
}
