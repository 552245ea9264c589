/* The table of routes, finding one, and reading parameters. */
#include "serve/answers.h"

#include "base/date.h"
#include "base/slice.h"
#include "base/utf8.h"

#include <stdio.h>

const sr_param_about sr_param_abouts[SR_PARAM_COUNT] = {
#define SR_X(id, parameter, type, words, help) {parameter, SR_PARAM_##type, words, help},
    SR_PARAMS(SR_X)
#undef SR_X
};

#define P(name) (1u << SR_PARAM_##name)
#define PAGE (P(CURSOR) | P(LIMIT))
#define CLAIM_FILTERS \
  (P(KIND) | P(SOURCE) | P(PARTY) | P(PLACE) | P(SEARCH) | P(REPORT) | P(SINCE) | P(UNTIL) | P(SUPERSEDED))
#define JSON "application/json"

const sr_route sr_routes[] = {
    {"GET", "/api/v1/reports", 0, true, false, JSON, "Reports", "reports, without their texts", sr_answer_reports,
     PAGE | P(ORDER) | P(OUTLET) | P(SEARCH) | P(SINCE) | P(UNTIL) | P(SUPERSEDED)},
    {"GET", "/api/v1/reports/{ref}", 'R', true, false, JSON, "FullReport", "one report with its text", sr_answer_report,
     0},
    {"POST", "/api/v1/reports", 0, false, true, JSON, "Receipt",
     "reads a report into the ledger: plain text, HTML, or JSON with id, text, outlet, date, title, url, lang",
     sr_answer_post_report, 0},
    {"GET", "/api/v1/annotations/{ref}", 'R', true, false, JSON, "Annotations",
     "a report read again: attributions with the bytes of source, cue and content, quantities, times, places",
     sr_answer_annotations, 0},
    {"GET", "/api/v1/claims", 0, true, false, JSON, "Claims", "claims by filter", sr_answer_claims,
     PAGE | P(ORDER) | CLAIM_FILTERS},
    {"GET", "/api/v1/claims/{ref}", 'C', true, false, JSON, "Claim", "one claim", sr_answer_claim, 0},
    {"GET", "/api/v1/claimreviews/{ref}", 'C', true, false, "application/ld+json", "ClaimReview",
     "one claim as schema.org ClaimReview; without a rating, since none is made", sr_answer_claim_review, 0},
    {"GET", "/api/v1/feeds/claims", 0, true, false, "application/atom+xml", NULL,
     "the newest claims of a search as an Atom feed, in pages (RFC 5005)", sr_answer_claims_feed, PAGE | CLAIM_FILTERS},
    {"GET", "/api/v1/layers/claims", 0, true, false, "application/geo+json", "ClaimLayer",
     "located claims as GeoJSON (RFC 7946), one feature a claim and place", sr_answer_claims_layer,
     PAGE | P(ORDER) | CLAIM_FILTERS},
    {"GET", "/api/v1/layers/control", 0, true, false, "application/geo+json", "ControlLayer",
     "the control maps of a day as GeoJSON: of each series the last map up to `until`", sr_answer_control_layer,
     P(SOURCE) | P(UNTIL) | P(AS_OF)},
    {"GET", "/api/v1/layers/borders", 0, true, false, "application/geo+json", "BorderLayer",
     "outlines of the first-order divisions in the ledger as GeoJSON", sr_answer_borders_layer, P(COUNTRY)},
    {"GET", "/api/v1/maps", 0, true, false, JSON, "Maps", "which control maps there are: a class and day an item",
     sr_answer_maps, P(SOURCE) | P(AS_OF)},
    {"GET", "/api/v1/areas", 0, true, false, JSON, "Areas",
     "ground held by day, in all and within each division: area, share's base, change and rate", sr_answer_areas,
     P(SOURCE) | P(PLACE) | P(SINCE) | P(UNTIL) | P(AS_OF)},
    {"GET", "/api/v1/observations", 0, true, false, JSON, "Observations", "dated figures with their source",
     sr_answer_observations, PAGE | P(MEASURE) | P(PARTY) | P(PLACE) | P(SOURCE) | P(SINCE) | P(UNTIL)},
    {"GET", "/api/v1/observations/{ref}", 'O', true, false, JSON, "Observation", "one observation",
     sr_answer_observation, 0},
    {"GET", "/api/v1/series", 0, true, false, JSON, "SeriesList", "which series of observations there are",
     sr_answer_series, P(LIMIT)},
    {"GET", "/api/v1/sources", 0, false, false, JSON, "Sources", "who said how much, and who retells whom",
     sr_answer_sources, P(LIMIT)},
    {"GET", "/api/v1/places", 0, false, false, JSON, "Places", "places that claims are about", sr_answer_places,
     P(LIMIT)},
    {"GET", "/api/v1/checks", 0, false, false, JSON, "Checks", "claims held against each other and observations",
     sr_answer_checks, PAGE | P(OUTCOME) | P(SUBJECT)},
    {"GET", "/api/v1/checks/{ref}", 'K', false, false, JSON, "Check", "one check with its working", sr_answer_check, 0},
    {"GET", "/api/v1/accounts", 0, false, false, JSON, "Accounts", "rival accounts of one happening",
     sr_answer_accounts, PAGE | P(KIND)},
    {"GET", "/api/v1/docket", 0, true, false, JSON, "Claims",
     "forecasts, demands, offers and aid with a deadline, oldest first", sr_answer_docket, PAGE},
    {"GET", "/api/v1/brief", 0, true, false, JSON, NULL, "the situation brief", sr_answer_brief,
     P(SINCE) | P(UNTIL) | P(TOPIC) | P(BORDERS) | P(LANG) | P(FORMAT)},
    {"GET", "/api/v1/health", 0, false, false, JSON, "Health", "whether the ledger can be read", sr_answer_health, 0},
    {"GET", "/api/v1/metrics", 0, false, false, "text/plain; version=0.0.4; charset=utf-8", NULL,
     "counters in Prometheus' text format", sr_answer_metrics, 0},
    {"GET", "/openapi.json", 0, true, false, JSON, NULL, "this interface as OpenAPI", sr_answer_openapi, 0},
};
const size_t sr_n_routes = sizeof sr_routes / sizeof *sr_routes;

/* ---- finding ---- */

const sr_route *sr_route_find(const char *method, sr_slice path, sr_slice *ref, bool *known) {
  *known = false;
  for (size_t i = 0; i < sr_n_routes; i++) {
    const sr_route *route = &sr_routes[i];
    sr_slice pattern = sr_slice_of(route->path), rest = {0};
    if (route->ref) {
      pattern.len -= sizeof "{ref}" - 1;
      if (!sr_slice_starts(path, pattern)) continue;
      rest = sr_slice_cut(path, pattern.len, path.len);
      if (!rest.len || sr_slice_find(rest, '/', 0) != SR_NOWHERE) continue;
    } else if (!sr_slice_eq(path, pattern)) {
      continue;
    }
    *known = true;
    *ref = rest;
    if (!strcmp(route->method, method) || (!strcmp(method, "HEAD") && !strcmp(route->method, "GET"))) return route;
  }
  return NULL;
}

/* ---- parameters ---- */

/* The place of text among words parted by |, or -1. */
static int word_index(const char *words, sr_slice text) {
  sr_slice rest = sr_slice_of(words);
  for (int i = 0; rest.ptr; i++)
    if (sr_slice_eq(sr_slice_split(&rest, '|'), text)) return i;
  return -1;
}

static sr_status bad(const sr_param_about *about, sr_slice text, const char *what, sr_error *err) {
  const int shown = text.len < 60 ? (int)text.len : 60;
  return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "parameter '%s' is %s, not '%.*s'", about->name, what, shown,
                 text.ptr ? text.ptr : "");
}

static sr_status read_value(sr_param which, sr_slice text, sr_value *value, sr_error *err) {
  enum { TEXT_MAX = 512 };
  const sr_param_about *about = &sr_param_abouts[which];
  double number;
  sr_day day;
  sr_ref ref;
  *value = (sr_value){.text = text};
  switch (about->type) {
  case SR_PARAM_TEXT:
    if (text.len > TEXT_MAX) return bad(about, text, "at most 512 bytes long", err);
    return SR_OK;
  case SR_PARAM_NUMBER:
    if (text.len > 18 || !sr_number_parse(text, &number) || number != (double)(int64_t)number || number < 0)
      return bad(about, text, "a whole number", err);
    value->number = (int64_t)number;
    if (which == SR_PARAM_LIMIT && (number < 1 || number > SR_PAGE_MAX))
      return bad(about, text, "a number from 1 to 500", err);
    return SR_OK;
  case SR_PARAM_WORD:
    value->number = word_index(about->words, text);
    if (value->number >= 0) return SR_OK;
    return bad(about, text, about->words, err);
  case SR_PARAM_DAY:
    if (!sr_day_parse(text, &day)) return bad(about, text, "a day such as 2025-07-09", err);
    value->number = day;
    return SR_OK;
  case SR_PARAM_REF:
    if (sr_ref_parse(text, &ref, NULL) || ref.kind != (which == SR_PARAM_REPORT ? SR_REF_REPORT : SR_REF_CLAIM))
      return bad(about, text, which == SR_PARAM_REPORT ? "a report such as R3" : "a claim such as C12", err);
    value->number = ref.id;
    return SR_OK;
  }
  return SR_OK;
}

sr_status sr_route_value(const sr_route *route, sr_slice name, sr_slice text, sr_call *call, sr_error *err) {
  if (sr_utf8_check(text) != SR_NOWHERE || memchr(text.ptr ? text.ptr : "", 0, text.len))
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "a parameter is not UTF-8 text");
  for (int p = 0; p < SR_PARAM_COUNT; p++) {
    if (!sr_slice_is(name, sr_param_abouts[p].name) || !(route->params & (1u << p))) continue;
    if (call->values[p].text.ptr)
      return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "parameter '%s' is given twice", sr_param_abouts[p].name);
    return read_value((sr_param)p, text, &call->values[p], err);
  }
  char known[160] = "none";
  size_t n = 0;
  for (int p = 0; p < SR_PARAM_COUNT; p++)
    if (route->params & (1u << p) && n + strlen(sr_param_abouts[p].name) + 3 < sizeof known)
      n += (size_t)sprintf(known + n, "%s%s", n ? ", " : "", sr_param_abouts[p].name);
  const int shown = name.len < 40 && sr_utf8_check(name) == SR_NOWHERE ? (int)name.len : 0;
  return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "no parameter '%.*s' here; there are: %s", shown,
                 name.ptr ? name.ptr : "", known);
}

sr_slice sr_route_key(const sr_route *route, const sr_call *call) {
  char number[SR_REF_MAX] = "";
  if (route->ref) sr_ref_write(call->ref, number);
  sr_slice key = sr_arena_format(call->arena, "%s %s", route->path, number);
  for (int p = 0; p < SR_PARAM_COUNT && key.ptr; p++)
    if (call->values[p].text.len)
      key = sr_arena_format(call->arena, "%.*s\n%d %.*s", SR_FMT(key), p, SR_FMT(call->values[p].text));
  return key;
}
