/* Records for other programs: JSON that a reader takes, CSV that a spreadsheet cannot run. */
#include "support.h"

#include "base/error.h"
#include "base/slice.h"

#include <sitrep/write.h>

#include <jansson.h>
#include <math.h>
#include <string.h>

#define S(literal) \
  { (literal), sizeof(literal) - 1 } /* a slice where an initializer must be constant */
static const sr_actor_ref chain[] = {{S("Danube Weekly"), {0}}, {S("General Staff"), S("UKRMIL")}};
static const sr_place_ref place = {
    .name = S("Sumy"), .geonames = 692194, .lat = 50.9216, .lon = 34.80029, .country = S("UA")};
static const sr_span span = {10, 42};

static sr_stored_claim a_claim(void) {
  return (sr_stored_claim){.ref = {SR_REF_CLAIM, 12},
                           .report = {SR_REF_REPORT, 3},
                           .report_name = SR_SLICE("digest.txt"),
                           .outlet = SR_SLICE("=cmd|' /C calc'!A0"),
                           .report_date = 20280,
                           .sentence = SR_SLICE("It said \"12 tanks, no more\" were lost."),
                           .evidence = SR_SLICE("\"12 tanks, no more\" were lost"),
                           .claim = {.kind = SR_KIND_LOSSES,
                                     .modality = SR_MODALITY_DENIED,
                                     .chain = chain,
                                     .n_chain = 2,
                                     .quantity = {true, 12, 12, 1, SR_BOUND_EXACT, SR_SLICE("{tank}"), {18, 20}},
                                     .when = {true, 20279, SR_DAY_NONE, SR_WHEN_SINCE},
                                     .where = &place,
                                     .n_where = 1,
                                     .evidence = {&span, 1},
                                     .confidence = 0.5,
                                     .category = SR_CATEGORY_EQUIPMENT,
                                     .item = SR_SLICE("tank"),
                                     .deadline = SR_DAY_NONE}};
}

static void a_claim_as_json(void **state) {
  (void)state;
  static sr_test_text t;
  t = (sr_test_text){0};
  sr_error err = {0};
  const sr_stored_claim claim = a_claim();
  assert_ok(sr_write_claim(&claim, sr_test_keep, &t, &err), &err);
  json_t *read = json_loads(t.bytes, 0, NULL);
  assert_non_null(read);
  assert_string_equal(json_string_value(json_object_get(read, "ref")), "C12");
  assert_string_equal(json_string_value(json_object_get(read, "kind")), "losses");
  assert_string_equal(json_string_value(json_object_get(read, "modality")), "denied");
  assert_string_equal(json_string_value(json_object_get(read, "category")), "equipment");
  assert_true(json_is_null(json_object_get(read, "victim")));
  assert_true(json_is_null(json_object_get(json_object_get(read, "when"), "end")));
  assert_int_equal(json_array_size(json_object_get(read, "chain")), 2);
  const json_t *where = json_array_get(json_object_get(read, "where"), 0);
  assert_int_equal(json_integer_value(json_object_get(where, "geonames")), 692194);
  const json_t *evidence = json_array_get(json_object_get(read, "evidence"), 0);
  assert_int_equal(json_integer_value(json_object_get(evidence, "end")), 42);
  assert_string_equal(json_string_value(json_object_get(json_object_get(read, "report"), "date")), "2025-07-11");
  json_decref(read);
}

/* Counts the cells of a CSV line by the rules of RFC 4180. */
static int cells_of(const char *line) {
  int n = 1;
  for (bool quoted = false; *line; line++) {
    if (*line == '"')
      quoted = !quoted;
    else if (*line == ',' && !quoted)
      n++;
  }
  return n;
}

static void a_claim_as_csv(void **state) {
  (void)state;
  static sr_test_text head, t;
  head = t = (sr_test_text){0};
  sr_error err = {0};
  const sr_stored_claim claim = a_claim();
  assert_ok(sr_write_claim_csv_header(sr_test_keep, &head, &err), &err);
  assert_ok(sr_write_claim_csv(&claim, sr_test_keep, &t, &err), &err);
  assert_int_equal(cells_of(head.bytes), cells_of(t.bytes));
  assert_non_null(
      strstr(t.bytes, "C12,losses,denied,\"Danube Weekly; General Staff\",12,12,\"'=\",{tank},2025-07-10,,since"));
  assert_non_null(strstr(t.bytes, ",\"\"\"12 tanks, no more\"\" were lost\","));
  assert_non_null(strstr(t.bytes, ",\"'=cmd|' /C calc'!A0\","));
  assert_string_equal(t.bytes + t.n - 2, "\r\n");
}

static void a_check_as_json_and_csv(void **state) {
  (void)state;
  static sr_test_text head, t;
  head = t = (sr_test_text){0};
  sr_error err = {0};
  const sr_check_input input = {.slot = "losses",
                                .ref = {SR_REF_OBSERVATION, 4},
                                .ref_from = {SR_REF_OBSERVATION, 2},
                                .value = {76470, 76470},
                                .unit = SR_SLICE("{person}"),
                                .source = SR_SLICE("General Staff"),
                                .start = 20209,
                                .end = 20278};
  const sr_slice line = SR_SLICE("1,174 / 76,470 = 0.01536");
  const sr_check check = {.ref = {SR_REF_CHECK, 2},
                          .relation = SR_SLICE("gain per loss"),
                          .formula = SR_SLICE("area gained / losses"),
                          .subject = {SR_REF_CLAIM, 9},
                          .stated = {0.00585, 0.00595},
                          .computed = {0.0153, (double)INFINITY},
                          .unit = SR_SLICE("km2/{soldier}"),
                          .outcome = SR_OUTCOME_SLIP,
                          .factor = 2.6,
                          .slip = SR_SLICE("square miles for square kilometres"),
                          .slip_chance = 0.007,
                          .inputs = &input,
                          .n_inputs = 1,
                          .working = &line,
                          .n_working = 1};
  assert_ok(sr_write_check(&check, sr_test_keep, &t, &err), &err);
  json_t *read = json_loads(t.bytes, 0, NULL);
  assert_non_null(read);
  assert_string_equal(json_string_value(json_object_get(read, "outcome")), "slip");
  assert_true(json_is_null(json_object_get(json_object_get(read, "computed"), "high"))); /* open */
  assert_string_equal(
      json_string_value(json_object_get(json_array_get(json_object_get(read, "inputs"), 0), "ref_from")), "O2");
  json_decref(read);
  t = (sr_test_text){0};
  assert_ok(sr_write_check_csv_header(sr_test_keep, &head, &err), &err);
  assert_ok(sr_write_check_csv(&check, sr_test_keep, &t, &err), &err);
  assert_int_equal(cells_of(head.bytes), cells_of(t.bytes));
  assert_non_null(strstr(t.bytes, "K2,gain per loss,area gained / losses,C9,slip,0.00585,0.00595,0.0153,,"));
}

static void an_observation_as_json_and_csv(void **state) {
  (void)state;
  static sr_test_text head, t;
  head = t = (sr_test_text){0};
  sr_error err = {0};
  const sr_observation o = {.ref = {SR_REF_OBSERVATION, 7},
                            .start = 20278,
                            .end = 20278,
                            .measure = SR_SLICE("area held"),
                            .party = SR_SLICE("RUS"),
                            .low = -1.5,
                            .high = 113891,
                            .unit = SR_SLICE("km2"),
                            .source = SR_SLICE("a \"drawn\" map")};
  assert_ok(sr_write_observation(&o, sr_test_keep, &t, &err), &err);
  json_t *read = json_loads(t.bytes, 0, NULL);
  assert_non_null(read);
  assert_string_equal(json_string_value(json_object_get(read, "start")), "2025-07-09");
  assert_true(json_is_null(json_object_get(read, "place")));
  json_decref(read);
  t = (sr_test_text){0};
  assert_ok(sr_write_observation_csv_header(sr_test_keep, &head, &err), &err);
  assert_ok(sr_write_observation_csv(&o, sr_test_keep, &t, &err), &err);
  assert_int_equal(cells_of(head.bytes), cells_of(t.bytes));
  /* A number that is negative is a number, not a formula. */
  assert_string_equal(t.bytes, "O7,2025-07-09,2025-07-09,area held,RUS,,-1.5,113891,km2,\"a \"\"drawn\"\" map\",,\r\n");
}

/* The cell at a column of a CSV line without quoted commas before it. */
static const char *named(const char *head, const char *line, const char *name, char *cell, size_t room) {
  size_t column = 0, n = strlen(name);
  for (const char *h = head; strncmp(h, name, n) || !strchr(",\r", h[n]); column++) {
    h = strchr(h, ',');
    assert_non_null(h);
    h++;
  }
  bool quoted = false;
  for (; column || quoted; line++) {
    assert_true(*line != 0);
    if (*line == '"') quoted = !quoted;
    if (*line == ',' && !quoted) column--;
  }
  size_t used = 0;
  for (; *line && ((*line != ',' && *line != '\r') || quoted) && used + 1 < room; line++) {
    if (*line == '"') quoted = !quoted;
    cell[used++] = *line;
  }
  cell[used] = 0;
  return cell;
}

static void a_claim_as_an_event(void **state) {
  (void)state;
  static sr_test_text head, tags, t;
  head = tags = t = (sr_test_text){0};
  sr_error err = {0};
  char cell[128];
  sr_stored_claim claim = a_claim();
  assert_false(sr_claim_is_event(&claim)); /* it is denied */
  assert_ok(sr_write_event_csv(&claim, sr_test_keep, &t, &err), &err);
  assert_int_equal(t.n, 0);
  claim.claim.modality = SR_MODALITY_ASSERTED;
  claim.claim.category = SR_CATEGORY_KILLED;
  claim.claim.victim = SR_VICTIM_CIVILIAN;
  claim.claim.party.name = SR_SLICE("Ukraine");
  claim.claim.quantity.high = 15;
  assert_true(sr_claim_is_event(&claim));
  assert_ok(sr_write_event_csv_header(sr_test_keep, &head, &err), &err);
  assert_ok(sr_write_csv_tags(SR_SLICE("events"), sr_test_keep, &tags, &err), &err);
  assert_ok(sr_write_event_csv(&claim, sr_test_keep, &t, &err), &err);
  assert_int_equal(cells_of(head.bytes), cells_of(t.bytes));
  assert_int_equal(cells_of(head.bytes), cells_of(tags.bytes));
  assert_string_equal(named(head.bytes, t.bytes, "event_date", cell, sizeof cell), "2025-07-10");
  assert_string_equal(named(head.bytes, t.bytes, "year", cell, sizeof cell), "2025");
  assert_string_equal(named(head.bytes, t.bytes, "time_precision", cell, sizeof cell), "3"); /* since: open */
  assert_string_equal(named(head.bytes, t.bytes, "actor1", cell, sizeof cell), ""); /* who was hit did not act */
  assert_string_equal(named(head.bytes, t.bytes, "actor2", cell, sizeof cell), "Ukraine");
  assert_string_equal(named(head.bytes, t.bytes, "civilian_targeting", cell, sizeof cell), "Civilian targeting");
  assert_string_equal(named(head.bytes, t.bytes, "location", cell, sizeof cell), "Sumy");
  assert_string_equal(named(head.bytes, t.bytes, "source", cell, sizeof cell),
                      "\"'=cmd|' /C calc'!A0; Danube Weekly; General Staff\"");
  assert_string_equal(named(head.bytes, t.bytes, "fatalities", cell, sizeof cell), "12");
  assert_string_equal(named(head.bytes, t.bytes, "fatalities_high", cell, sizeof cell), "15");
  assert_string_equal(named(head.bytes, t.bytes, "plover", cell, sizeof cell), "ASSAULT");
  t = (sr_test_text){0};
  claim.claim.kind = SR_KIND_STRIKE;
  claim.claim.weapon = SR_WEAPON_SHELL;
  assert_ok(sr_write_event_csv(&claim, sr_test_keep, &t, &err), &err);
  assert_string_equal(named(head.bytes, t.bytes, "actor1", cell, sizeof cell), "Ukraine");
  assert_string_equal(named(head.bytes, t.bytes, "sub_event_type", cell, sizeof cell),
                      "Shelling/artillery/missile attack");
  assert_string_equal(named(head.bytes, t.bytes, "cameo", cell, sizeof cell), "194");
  assert_string_equal(named(head.bytes, t.bytes, "fatalities", cell, sizeof cell), ""); /* shells are no dead */
}

static void tags_stand_under_every_column(void **state) {
  (void)state;
  static sr_test_text head, tags;
  head = tags = (sr_test_text){0};
  sr_error err = {0};
  char cell[64];
  assert_ok(sr_write_claim_csv_header(sr_test_keep, &head, &err), &err);
  assert_ok(sr_write_csv_tags(SR_SLICE("claims"), sr_test_keep, &tags, &err), &err);
  assert_int_equal(cells_of(head.bytes), cells_of(tags.bytes));
  assert_string_equal(named(head.bytes, tags.bytes, "where", cell, sizeof cell), "#loc+name");
  assert_int_equal(sr_write_csv_tags(SR_SLICE("poems"), sr_test_keep, &tags, &err), SR_ERR_NOTFOUND);
}

static void a_package_tells_the_columns_of_its_files(void **state) {
  (void)state;
  static sr_test_text head, t;
  head = t = (sr_test_text){0};
  sr_error err = {0};
  const sr_slice records[] = {SR_SLICE("observations"), SR_SLICE("checks")};
  assert_ok(sr_write_package(records, 2, sr_test_keep, &t, &err), &err);
  assert_ok(sr_write_observation_csv_header(sr_test_keep, &head, &err), &err);
  json_t *read = json_loads(t.bytes, 0, NULL);
  assert_non_null(read);
  const json_t *resources = json_object_get(read, "resources"), *first = json_array_get(resources, 0);
  assert_int_equal(json_array_size(resources), 2);
  assert_string_equal(json_string_value(json_object_get(first, "path")), "observations.csv");
  const json_t *schema = json_object_get(first, "schema"), *fields = json_object_get(schema, "fields");
  assert_string_equal(json_string_value(json_object_get(schema, "primaryKey")), "ref");
  char names[512] = "";
  for (size_t i = 0; i < json_array_size(fields); i++) {
    strcat(strcat(names, i ? "," : ""), json_string_value(json_object_get(json_array_get(fields, i), "name")));
  }
  assert_string_equal(strcat(names, "\r\n"), head.bytes);
  assert_string_equal(json_string_value(json_object_get(json_array_get(fields, 1), "type")), "date");
  json_decref(read);
}

static void a_claim_as_a_feature(void **state) {
  (void)state;
  static sr_test_text t;
  t = (sr_test_text){0};
  sr_error err = {0};
  const sr_stored_claim claim = a_claim();
  const sr_place_ref *points[4];
  assert_int_equal(sr_claim_points(&claim, points, 4), 1);
  assert_ok(sr_write_claim_feature(&claim, points[0], sr_test_keep, &t, &err), &err);
  json_t *read = json_loads(t.bytes, 0, NULL);
  assert_non_null(read);
  const json_t *at = json_object_get(json_object_get(read, "geometry"), "coordinates");
  assert_float_equal(json_number_value(json_array_get(at, 0)), 34.80029, 1e-9); /* longitude first */
  assert_float_equal(json_number_value(json_array_get(at, 1)), 50.9216, 1e-9);
  const json_t *properties = json_object_get(read, "properties");
  assert_string_equal(json_string_value(json_object_get(properties, "source")), "General Staff");
  json_decref(read);
  sr_stored_claim nowhere = a_claim();
  const sr_place_ref unknown = {.name = S("Somewhere"), .lat = (double)NAN, .lon = (double)NAN};
  nowhere.claim.where = &unknown;
  assert_int_equal(sr_claim_points(&nowhere, points, 4), 0);
}

static void terms_say_what_may_be_passed_on(void **state) {
  (void)state;
  static const struct {
    const char *terms;
    bool allowed;
  } cases[] = {{"", true},
               {"CC BY 4.0", true},
               {"Creative work, CC-BY-NC-ND 4.0", false},
               {"CC BY-ND 3.0 IGO", false},
               {"public domain", true},
               {"CC-BY-4.0", true},
               {"CC-BY-NC-ND-4.0", false},
               {"Creative Commons Attribution 4.0 International", true},
               {"Creative Commons Attribution-NonCommercial-NoDerivatives 4.0", false},
               {"free of charge for subscribers", false}, /* which says nothing of passing it on */
               {"All rights reserved.", false},
               {"Data may be passed on", true},
               {"figures measured from the map; the map itself may not be passed on", true},
               {"consent of the institute is needed to use the geodata", false},
               {"summit data: see the contract", false}, /* "mit" is in no word of its own */
               {"terms of the agency", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (sr_terms_allow(sr_slice_of(cases[i].terms)) != cases[i].allowed) fail_msg("%s", cases[i].terms);
  /* a figure is not the drawing it was measured on */
  assert_true(sr_terms_allow_shape(SR_SLICE("CC BY 4.0")) && sr_terms_allow_shape((sr_slice){0}));
  assert_false(sr_terms_allow_shape(SR_SLICE("figures measured from the map; the map itself may not be passed on")));
  assert_false(sr_terms_allow_shape(SR_SLICE("figures measured from the map")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_claim_as_json),
      cmocka_unit_test(a_claim_as_csv),
      cmocka_unit_test(a_check_as_json_and_csv),
      cmocka_unit_test(an_observation_as_json_and_csv),
      cmocka_unit_test(a_claim_as_an_event),
      cmocka_unit_test(tags_stand_under_every_column),
      cmocka_unit_test(a_package_tells_the_columns_of_its_files),
      cmocka_unit_test(a_claim_as_a_feature),
      cmocka_unit_test(terms_say_what_may_be_passed_on),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
