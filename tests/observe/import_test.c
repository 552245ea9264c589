/* Importing publishers' series: each format's rows become the figures they state, bad rows are told with their place
 * and the good ones kept, twice is once, and the size of the pieces in which a file arrives makes no difference. */
#include "support.h"

#include "base/date.h"
#include "base/slice.h"
#include "observe/cells.h"

#include <sitrep/observe.h>

#include <stdio.h>
#include <stdlib.h>

typedef struct source {
  const char *text;
  size_t len, at, piece;
} source;

static sr_status read_piece(void *user, char *to, size_t room, size_t *got, sr_error *err) {
  source *s = user;
  (void)err;
  *got = s->len - s->at;
  if (*got > room) *got = room;
  if (s->piece && *got > s->piece) *got = s->piece;
  if (*got) memcpy(to, s->text + s->at, *got);
  s->at += *got;
  return SR_OK;
}

typedef struct told {
  size_t n;
  char text[2000];
} told;

static void tell(void *user, size_t line, size_t column, const char *message) {
  told *t = user;
  if (t->n < sizeof t->text)
    t->n += (size_t)snprintf(t->text + t->n, sizeof t->text - t->n, "%zu:%zu: %s\n", line, column, message);
}

static sr_ledger *open_empty(void) {
  sr_ledger *ledger;
  sr_error err = {0};
  assert_ok(sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, &err), &err);
  return ledger;
}

static sr_import import(sr_ledger *ledger, sr_import_options options, const char *text, size_t piece, told *t) {
  sr_import result;
  sr_error err = {0};
  source s = {text, strlen(text), 0, piece};
  *t = (told){0};
  assert_ok(sr_observe_import(NULL, ledger, SR_SLICE("file"), &options, read_piece, &s, tell, t, &result, &err), &err);
  return result;
}

/* All observations, a line each, in the ledger's order. */
typedef struct listing {
  size_t n;
  char text[1 << 14];
} listing;

static sr_status list_one(void *user, const sr_observation *o, sr_error *err) {
  (void)err;
  listing *l = user;
  char start[SR_DAY_MAX], end[SR_DAY_MAX];
  l->n += (size_t)snprintf(l->text + l->n, sizeof l->text - l->n, "%s%s%s %.*s|%.*s|%.*s|%.15g..%.15g %.*s|%.*s|%.*s\n",
                           sr_day_write(o->start, start), o->start == o->end ? "" : "/",
                           o->start == o->end ? "" : sr_day_write(o->end, end), SR_FMT(o->measure), SR_FMT(o->party),
                           SR_FMT(o->place), o->low, o->high, SR_FMT(o->unit), SR_FMT(o->source), SR_FMT(o->note));
  return SR_OK;
}

static void expect_ledger(sr_ledger *ledger, const char *expected) {
  static listing l;
  sr_error err = {0};
  l = (listing){0};
  assert_ok(sr_ledger_observations(ledger, (sr_slice){0}, list_one, &l, &err), &err);
  assert_string_equal(l.text, expected);
}

typedef struct format_case {
  const char *name;
  sr_import_options options;
  const char *text, *ledger, *told;
  size_t rows, good;
} format_case;

/* SR_SLICE is no constant expression in a static table. */
#define TEXT(literal) \
  { literal, sizeof(literal) - 1 }
#define KIND(k) \
  { .kind = SR_IMPORT_##k }

static const format_case cases[] = {
    {"running totals as JSON", KIND(LOSSES),
     "[\n  {\"date\": \"2024-03-01\", \"day\": 737, \"personnel\": 5120, \"personnel*\": \"about\", \"tank\": 40},\n"
     "  {\"date\": \"2024-03-02\", \"tank\": \"forty\"},\n  {\"date\": \"2024-03-03\", \"tank\": 42.0, \"POW\": "
     "null}\n]\n",
     "2024-03-01 casualties total|RUS||5120..5120 {person}|General Staff of Ukraine|about\n"
     "2024-03-01 tanks lost total|RUS||40..40 {tank}|General Staff of Ukraine|\n"
     "2024-03-03 tanks lost total|RUS||42..42 {tank}|General Staff of Ukraine|\n",
     "3:34: tank 'forty' is no running total\n", 3, 2},
    {"the other side's totals, by another source",
     {.kind = SR_IMPORT_LOSSES, .party = TEXT("UKR"), .source = TEXT("Ministry"), .licence = TEXT("none")},
     "{\"date\": \"2024-03-01\", \"drone\": 7}\n{\"date\": \"2024-03-02\", \"drone\": 9}\n",
     "2024-03-01 drones lost total|UKR||7..7 {drone}|Ministry|\n"
     "2024-03-02 drones lost total|UKR||9..9 {drone}|Ministry|\n",
     "",
     2,
     2},
    {"running totals as CSV, with a class that is not known", KIND(LOSSES),
     "date,tank,hovercraft\n2024-03-01,40,1\n2024-03-02,,2\nyesterday,41,3\n2024-03-04,41\n",
     "2024-03-01 tanks lost total|RUS||40..40 {tank}|General Staff of Ukraine|\n",
     "2:15: 'hovercraft' is no class of losses known here (lexicon/loss_keys.tsv): left out\n"
     "4:1: date 'yesterday' is no day; write it 2025-07-09\n5:12: the row has 2 fields and the header 3\n",
     4, 2},
    {"corrections are signed and zeros are none", KIND(CORRECTIONS),
     "[{\"date\": \"2024-03-05\", \"tank\": -5, \"APC\": 0, \"personnel\": 12}]",
     "2024-03-05 casualties restated|RUS||12..12 {person}|General Staff of Ukraine|\n"
     "2024-03-05 tanks lost restated|RUS||-5..-5 {tank}|General Staff of Ukraine|\n",
     "", 1, 1},
    {"events", KIND(EVENTS),
     "\xef\xbb\xbfid,type_of_violence,where_prec,adm_1,country,date_prec,date_start,date_end,best,high,low\r\n"
     "7001,1,1,\"Northern, the\",Atlantis,1,2023-05-01 00:00:00.000,2023-05-01 00:00:00.000,4,6,3\r\n"
     "7002,3,6,Southern,Atlantis,4,2023-05-02,2023-05-09,1,1,1\r\n7003,1,1,Southern,Atlantis,1,2023-05-02,2023-05-02,9,"
     "6,3\r\n",
     "2023-05-02/2023-05-09 event deaths||Atlantis|1..1 {person}|UCDP GED|event 7002; best 1; type of violence 3; "
     "precision of place 6, of date 4\n"
     "2023-05-01 event deaths||Northern, the|3..6 {person}|UCDP GED|event 7001; best 4; type of violence 1; precision "
     "of "
     "place 1, of date 1\n",
     "4:52: best '9' does not lie between low and high\n", 3, 2},
    {"events of a file without a header line", KIND(EVENTS),
     "7004,r,2024,1,Clear,1,1,1,War,1,1,A - "
     "B,1,1,A,2,2,B,1,paper,office,2024-05-02,head,orig,1,here,near,Northern,Middle,48.1,36.1,POINT (36.1 "
     "48.1),199,Atlantis,369,Europe,1,1,2024-05-01 00:00:00.000,2024-05-01 00:00:00.000,1,2,0,1,4,6,3,,0\n"
     "7004,r,2024,1,Clear,1,1,1,War,1,1,A - "
     "B,1,1,A,2,2,B,1,paper,office,2024-05-02,head,orig,1,here,near,Northern,Middle,48.1,36.1,POINT (36.1 "
     "48.1),199,Atlantis,369,Europe,1,1,2024-05-01 00:00:00.000,2024-05-01 00:00:00.000,1,2,0,1,many,6,3,,0\n",
     "2024-05-01 event deaths||Northern|3..6 {person}|UCDP GED|event 7004; best 4; type of violence 1; precision of "
     "place 1, of date 1\n",
     "2:229: best 'many' is no number\n", 2, 1},
    {"fires: low confidence and steelworks left out, the standard product before the quick one", KIND(FIRES),
     "latitude,longitude,bright_ti4,acq_date,acq_time,satellite,confidence,version,frp,daynight,type\n"
     "47.8,33.41,300,2023-06-01,7,N20,n,2.0NRT,1,N,0\n"
     "47.85,33.49,300,2023-06-01,112,N20,nominal,2,1,N,0\n"
     "47.899,33.4,300,2023-06-01,112,N20,h,2,1,N,0\n"
     "47.85,33.49,300,2023-06-01,112,N21,n,2.0NRT,1,N,0\n"
     "47.85,33.49,300,2023-06-01,112,N20,low,2,1,N,0\n"
     "47.85,33.49,300,2023-06-01,112,N20,n,2,1,N,2\n"
     "-0.05,-0.05,300,2023-06-02,112,N20,n,2,1,N,0\n97.85,33.49,300,2023-06-01,112,N20,n,2,1,N,0\n",
     "2023-06-02 fires detected||cell -0.1 -0.1|1..1 {fire}|NASA FIRMS|cell of 0.1 degrees by its south-west corner\n"
     "2023-06-01 fires detected||cell 47.8 33.4|3..3 {fire}|NASA FIRMS|cell of 0.1 degrees by its south-west corner\n",
     "9:1: latitude '97.85' and its longitude are not on the earth\n", 8, 7},
    {"reference rates", KIND(RATES), "Date,USD,JPY,BGN,\n2025-07-09,1.1700,171.5,1.9558,\n2025-07-08,N/A,0,1.9558,\n",
     "2025-07-09 exchange rate|||1.9558..1.9558 BGN/EUR|European Central Bank|\n"
     "2025-07-09 exchange rate|||1.17..1.17 USD/EUR|European Central Bank|\n"
     "2025-07-09 exchange rate|||171.5..171.5 JPY/EUR|European Central Bank|\n",
     "3:16: rate '0' is no number above zero\n", 2, 1},
    {"any table",
     {.kind = SR_IMPORT_SERIES,
      .map = TEXT("date=Day,low=Low,high=High,measure:drones launched,unit:{drone},party:RUS,source=By")},
     "Day,Low,High,By\n20250709,100,120,Air force\n2025-07-10/2025-07-11,200,,Air force\n2025-07-12,300,200,Air force\n"
     "2025-07-13,1,2,\n",
     "2025-07-09 drones launched|RUS||100..120 {drone}|Air force|\n"
     "2025-07-10/2025-07-11 drones launched|RUS||200..200 {drone}|Air force|\n",
     "4:16: high '200' is no number at or above low\n5:1: no source\n",
     4,
     2},
};

/* A file of events without its header, and with other columns than usual: nobody knows which is which. */
static void a_header_that_is_missing(void **state) {
  (void)state;
  sr_ledger *ledger = open_empty();
  const sr_import_options options = {.kind = SR_IMPORT_EVENTS};
  source s = {"7001,1,1,Northern,Atlantis,1,2023-05-01,2023-05-01,4,6,3\n", 56, 0, 0};
  sr_import result;
  sr_error err = {0};
  assert_int_equal(
      sr_observe_import(NULL, ledger, SR_SLICE("file"), &options, read_piece, &s, NULL, NULL, &result, &err),
      SR_ERR_INPUT);
  assert_string_equal(err.message, "line 1: the header has no column 'id' (without a header, the line would need 49 "
                                   "fields, not 11)");
  sr_ledger_close(ledger);
}

static void formats(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const format_case *c = &cases[i];
    told t;
    /* RATES has its listing by currency within one measure: the ledger's own order of reading */
    for (size_t piece = 0; piece <= 7; piece += piece ? 6 : 1) {
      sr_ledger *ledger = open_empty();
      const sr_import first = import(ledger, c->options, c->text, piece, &t);
      if (c->options.kind != SR_IMPORT_RATES) expect_ledger(ledger, c->ledger);
      assert_string_equal(t.text, c->told);
      if (first.rows != c->rows || first.good != c->good)
        fail_msg("%s: %zu rows, %zu good", c->name, first.rows, first.good);
      assert_int_equal(first.good + first.bad, first.rows);
      assert_true(first.added > 0);
      const sr_import again = import(ledger, c->options, c->text, 0, &t);
      assert_int_equal(again.added, 0);
      sr_ledger_close(ledger);
    }
  }
}

static sr_status find_rate(void *user, const sr_observation *o, sr_error *err) {
  (void)err;
  if (sr_slice_is(o->unit, "USD/EUR")) *(double *)user = o->low;
  return SR_OK;
}

static void rates_name_both_currencies(void **state) {
  (void)state;
  sr_ledger *ledger = open_empty();
  told t;
  double usd = 0;
  sr_error err = {0};
  import(ledger, (sr_import_options){.kind = SR_IMPORT_RATES}, "Date,USD,GBP\n2025-07-09,1.17,0.86\n", 0, &t);
  assert_ok(sr_ledger_observations(ledger, SR_SLICE("exchange rate"), find_rate, &usd, &err), &err);
  assert_true(usd == 1.17);
  sr_ledger_close(ledger);
}

static sr_status count_one(void *user, const sr_observation *o, sr_error *err) {
  (void)err;
  int64_t *reads = user;
  reads[reads[0]++ + 1] = o->read;
  return SR_OK;
}

/* A restated figure is another vintage, not a replacement. */
static void vintages_are_kept(void **state) {
  (void)state;
  sr_ledger *ledger = open_empty();
  told t;
  sr_error err = {0};
  sr_import_options options = {.kind = SR_IMPORT_LOSSES, .fetched = 1000};
  import(ledger, options, "date,tank\n2024-03-01,40\n", 0, &t);
  options.fetched = 2000;
  import(ledger, options, "date,tank\n2024-03-01,38\n", 0, &t);
  int64_t reads[8] = {0};
  assert_ok(sr_ledger_observations(ledger, (sr_slice){0}, count_one, reads, &err), &err);
  assert_int_equal(reads[0], 2);
  assert_int_equal(reads[1], 1000);
  assert_int_equal(reads[2], 2000);
  sr_ledger_close(ledger);
}

typedef struct refusal {
  sr_import_options options;
  const char *text, *message;
} refusal;

static void refuses(void **state) {
  (void)state;
  static const refusal refusals[] = {
      {KIND(LOSSES), "", "the file is empty"},
      {KIND(LOSSES), "tank,apc\n1,2\n", "line 1: the header has no column 'date'"},
      {KIND(EVENTS), "id,date_start\n1,2024-01-01\n", "line 1: the header has no column 'date_end'"},
      {KIND(SERIES), "a,b\n1,2\n", "a series needs a mapping"},
      {{.kind = SR_IMPORT_SERIES, .map = TEXT("day=a")}, "a\n1\n", "'day=a' is no part of a mapping"},
      {{.kind = SR_IMPORT_SERIES, .map = TEXT("date=a,low=b")}, "a,b\n1,2\n", "the mapping says nothing of 'measure'"},
  };
  for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
    sr_ledger *ledger = open_empty();
    sr_import result;
    sr_error err = {0};
    source s = {refusals[i].text, strlen(refusals[i].text), 0, 0};
    assert_int_equal(sr_observe_import(NULL, ledger, SR_SLICE("file"), &refusals[i].options, read_piece, &s, NULL, NULL,
                                       &result, &err),
                     SR_ERR_INPUT);
    if (strncmp(err.message, refusals[i].message, strlen(refusals[i].message)))
      fail_msg("'%s', not '%s'", err.message, refusals[i].message);
    sr_ledger_close(ledger);
  }
}

/* Broken JSON costs the object it is in, not the file. */
static void reads_on_behind_broken_objects(void **state) {
  (void)state;
  sr_ledger *ledger = open_empty();
  told t;
  const sr_import r =
      import(ledger, (sr_import_options){.kind = SR_IMPORT_LOSSES},
             "[{\"date\": \"2024-03-01\", \"tank\": 1},\n{\"date\": \"2024-03-02\", \"tank\": {\"n\": 2}},\n"
             "{\"date\": \"2024-03-03\" \"tank\": 3},\n garbage {\"date\": \"2024-03-04\", \"tank\": 4},\n"
             "{\"date\": \"2024-03-05\", \"tank\": 5},\n{\"date\": \"2024-03-06\", \"tank\": 6",
             5, &t);
  assert_int_equal(r.added, 2);
  assert_int_equal(r.bad, 5);
  assert_string_equal(t.text, "2:32: a value inside a value: a series is a flat table\n"
                              "2:40: not an object where one should begin\n"
                              "3:24: no comma between two fields\n"
                              "4:2: not an object where one should begin\n"
                              "6:1: the object is never closed\n");
  sr_ledger_close(ledger);
}

/* An open quote must not take the rest of the file with it, nor a line that never ends the program's memory. */
static void long_files(void **state) {
  (void)state;
  const size_t room = (size_t)6 << 20;
  char *text = malloc(room);
  assert_non_null(text);
  size_t n = (size_t)sprintf(text, "date,tank\n2024-01-01,\"1\n");
  for (int i = 0; i < 100000; i++) n += (size_t)sprintf(text + n, "2024-01-02,%d\n", i);
  memset(text + n, 'x', (size_t)3 << 20);
  n += (size_t)3 << 20;
  n += (size_t)sprintf(text + n, "\n2024-01-03,3\n");
  assert_true(n < room);
  sr_ledger *ledger = open_empty();
  told t;
  const sr_import r = import(ledger, (sr_import_options){.kind = SR_IMPORT_LOSSES}, text, 0, &t);
  assert_int_equal(r.good, 100001);
  assert_int_equal(r.bad, 2);
  assert_string_equal(t.text, "2:12: the quote is never closed\n100003:1: a record longer than 1048576 bytes\n");
  sr_ledger_close(ledger);
  free(text);
}

static void cells(void **state) {
  (void)state;
  static const struct {
    double lat, lon;
    int lat10, lon10;
    bool good;
  } points[] = {{47.8, 33.4, 478, 334, true}, {47.85, 33.4999, 478, 334, true}, {-0.05, -0.05, -1, -1, true},
                {90, 180, 899, -1800, true},  {90.1, 0, 0, 0, false},           {0, -180.5, 0, 0, false}};
  for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
    sr_cell cell;
    assert_int_equal(sr_cell_of(points[i].lat, points[i].lon, &cell), points[i].good);
    if (points[i].good) assert_true(cell.lat10 == points[i].lat10 && cell.lon10 == points[i].lon10);
  }
  /* every cell-day comes back with its count, cell by cell in order of days, however many there are */
  sr_cells all = {0};
  sr_error err = {0};
  for (int round = 0; round < 3; round++)
    for (int i = 0; i < 20000; i++) {
      const sr_cell cell = {(int16_t)(i % 1799 - 900), (int16_t)(i % 3599 - 1800)};
      if (round <= i % 3) assert_ok(sr_cells_add(&all, 19000 + i % 7, cell, 2, true, &err), &err);
    }
  assert_ok(sr_cells_finish(&all, &err), &err);
  uint32_t at = 0, n = 0, total = 0;
  int64_t last = 0;
  for (sr_cell_day found; sr_cells_next(&all, &at, &found); n++) {
    const int64_t place = (found.cell.lat10 + 900) * INT64_C(4000) + found.cell.lon10 + 1800;
    assert_true(place * 100000 + found.day > last);
    last = place * 100000 + found.day;
    total += found.count;
  }
  assert_int_equal(n, 20000);
  assert_int_equal(total, 39999);
  sr_cells_free(&all);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(formats),
                                     cmocka_unit_test(a_header_that_is_missing),
                                     cmocka_unit_test(rates_name_both_currencies),
                                     cmocka_unit_test(vintages_are_kept),
                                     cmocka_unit_test(refuses),
                                     cmocka_unit_test(reads_on_behind_broken_objects),
                                     cmocka_unit_test(long_files),
                                     cmocka_unit_test(cells)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
