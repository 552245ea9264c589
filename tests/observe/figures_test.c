/* Importing figures: good rows are kept, bad ones told with their place, twice is once. */
#include "support.h"

#include "base/date.h"
#include "base/slice.h"

#include <sitrep/observe.h>

#include <stdio.h>
#include <string.h>

typedef struct told {
  int n;
  char text[4000];
} told;

static void tell(void *user, size_t line, size_t column, const char *message) {
  told *t = user;
  const size_t n = strlen(t->text);
  snprintf(t->text + n, sizeof t->text - n, "%zu:%zu: %s\n", line, column, message);
  t->n++;
}

static sr_ledger *open_empty(void) {
  sr_ledger *ledger;
  sr_error err = {0};
  assert_ok(sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, &err), &err);
  return ledger;
}

static sr_import import(sr_ledger *ledger, const char *csv, told *t) {
  sr_import result;
  sr_error err = {0};
  *t = (told){0};
  assert_ok(sr_observe_csv(NULL, ledger, SR_SLICE("figures.csv"), sr_slice_of(csv), tell, t, &result, &err), &err);
  return result;
}

#define HEADER "date,measure,party,place,low,high,unit,source,licence,note\n"

static sr_status check_row(void *user, const sr_observation *o, sr_error *err) {
  (void)err;
  sr_day day;
  switch (++*(int *)user) {
  case 1:
    assert_true(sr_day_parse(SR_SLICE("2025-05-01"), &day));
    assert_int_equal(o->start, day);
    assert_int_equal(o->end, day + 69);
    assert_slice(o->measure, "area gained");
    assert_slice(o->party, "RUS");
    assert_slice(o->place, "Ukraine");
    assert_true(o->low == 1100.5 && o->high == 1200);
    assert_slice(o->unit, "km2");
    assert_slice(o->source, "Map, \"daily\" edition");
    assert_slice(o->licence, "CC BY 4.0");
    assert_slice(o->note, "two\nlines");
    break;
  case 2:
    assert_slice(o->measure, "area held");
    assert_true(o->start == o->end && o->low == 112716 && o->high == 112716);
    break;
  default: fail();
  }
  return SR_OK;
}

static void keeps_every_field(void **state) {
  (void)state;
  sr_ledger *ledger = open_empty();
  told t;
  const sr_import r = import(ledger,
                             HEADER "2025-05-01/2025-07-09,Area Gained,RUS,Ukraine,1100.5,1200,km2,"
                                    "\"Map, \"\"daily\"\" edition\",CC BY 4.0,\"two\nlines\"\n"
                                    "2025-05-01,area held,RUS,,112716,,km2,Map,,\n",
                             &t);
  assert_true(r.rows == 2 && r.good == 2 && r.added == 2 && r.bad == 0);
  int n = 0;
  sr_error err = {0};
  assert_ok(sr_ledger_observations(ledger, (sr_slice){0}, check_row, &n, &err), &err);
  assert_int_equal(n, 2);
  sr_ledger_close(ledger);
}

static void tells_bad_rows_and_keeps_good_ones(void **state) {
  (void)state;
  sr_ledger *ledger = open_empty();
  told t;
  const sr_import r = import(ledger,
                             HEADER "2025-05-01,area held,RUS,,112716,,km2,Map,,\n"
                                    "01/05/2025,area held,RUS,,112716,,km2,Map,,\n"
                                    "2025-07-09/2025-05-01,area gained,RUS,,5,,km2,Map,,\n"
                                    "2025-05-01/2025-07-09,area held,RUS,,5,,km2,Map,,\n"
                                    "2025-05-01,aera held,RUS,,5,,km2,Map,,\n"
                                    "2025-05-01,area held,RUS,,\"112,716\",,km2,Map,,\n"
                                    "2025-05-01,area held,RUS,,,,km2,Map,,\n"
                                    "2025-05-01,area held,RUS,,5,4,km2,Map,,\n"
                                    "2025-05-01,area held,RUS,,5,1e999,km2,Map,,\n"
                                    "2025-05-01,area held,RUS,,5,,,Map,,\n"
                                    "2025-05-01,area held,RUS,,5,,km2,,,\n"
                                    "2025-05-01,area held,RUS\n"
                                    "2025-05-01,area held,RUS,,5,,km2,Map,,,\n"
                                    "2025-05-01,area \"held\",RUS,,5,,km2,Map,,\n"
                                    ",,,,,,,,,\n"
                                    "2025-02-30,area held,RUS,,5,,km2,Map,,\n"
                                    "2025-05-02,area held,RUS,,112720,112730,km2,Map,,\n",
                             &t);
  assert_string_equal(t.text,
                      "3:1: '01/05/2025' is neither a day (2025-07-09) nor a window (2025-05-01/2025-07-09)\n"
                      "4:1: '2025-07-09/2025-05-01' ends before it begins\n"
                      "5:1: '2025-05-01/2025-07-09' is a window, but the measure is a level: give one day\n"
                      "6:12: 'aera held' is no known measure (docs/observations.md)\n"
                      "7:27: '112,716' is not a number; write it plain: 31000 or 0.038\n"
                      "8:27: no low\n"
                      "9:29: '4' is below low\n"
                      "10:29: '1e999' is not a number; write it plain: 31000 or 0.038\n"
                      "11:30: no unit\n"
                      "12:34: no source\n"
                      "13:22: the row has 3 fields and the header 10\n"
                      "14:40: the row has 11 fields and the header 10\n"
                      "15:17: a quote inside a field that does not begin with one\n"
                      "17:1: '2025-02-30' is neither a day (2025-07-09) nor a window (2025-05-01/2025-07-09)\n");
  assert_int_equal(r.rows, 16);
  assert_int_equal(r.good, 2);
  assert_int_equal(r.added, 2);
  assert_int_equal(r.bad, 14);
  sr_ledger_close(ledger);
}

static void importing_twice_adds_nothing(void **state) {
  (void)state;
  static const char csv[] = HEADER "2025-05-01,casualties total,RUS,,950000,,{person},Staff,,\n"
                                   "2025-05-02,casualties total,RUS,,951100,,{person},Staff,,\n";
  sr_ledger *ledger = open_empty();
  told t;
  assert_int_equal(import(ledger, csv, &t).added, 2);
  const sr_import again = import(ledger, csv, &t);
  assert_true(again.good == 2 && again.added == 0);
  sr_ledger_close(ledger);
}

static void columns_go_by_name(void **state) {
  (void)state;
  sr_ledger *ledger = open_empty();
  told t;
  const sr_import r = import(
      ledger, "\xef\xbb\xbfSource,Unit,Low,Measure,Date\r\nStaff,{drone},400,drones launched,2025-07-09\r\n", &t);
  assert_int_equal(r.added, 1);
  sr_ledger_close(ledger);
}

static void refuses_what_is_no_table_of_figures(void **state) {
  (void)state;
  static const struct {
    const char *csv, *message;
  } bad[] = {{"", "the file is empty: it needs a header line"},
             {"\n\n", "the file is empty: it needs a header line"},
             {"date,measure,low,unit\n", "line 1: the header has no column 'source'"},
             {"date,measure,low,unit,source,date\n", "line 1, column 30: column 'date' stands twice"},
             {"date;measure;low\n", "line 1, column 1: 'date;measure;low' is no column of figures; they are date, "
                                    "measure, party, place, low, high, unit, source, licence, note, parted by commas"},
             {"2025-05-01,area held,5,km2,Map\n",
              "line 1, column 1: '2025-05-01' is no column of figures; they are date, measure, party, place, low, "
              "high, unit, source, licence, note, parted by commas"},
             {"\"date\n", "line 1, column 1: the quote is never closed"}};
  sr_ledger *ledger = open_empty();
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    sr_import result;
    sr_error err = {0};
    assert_int_equal(
        sr_observe_csv(NULL, ledger, SR_SLICE("x.csv"), sr_slice_of(bad[i].csv), NULL, NULL, &result, &err),
        SR_ERR_INPUT);
    assert_string_equal(err.message, bad[i].message);
    assert_string_equal(err.where, "x.csv");
  }
  sr_ledger_close(ledger);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_every_field), cmocka_unit_test(tells_bad_rows_and_keeps_good_ones),
      cmocka_unit_test(importing_twice_adds_nothing), cmocka_unit_test(columns_go_by_name),
      cmocka_unit_test(refuses_what_is_no_table_of_figures)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
