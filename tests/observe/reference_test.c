/* The control maps of ../shared, where they are at hand, against areas that PostGIS reckoned from the same files: a day
 * within 0.001 km2, a division within 0.01 km2, on every reference day. Without them the test is skipped and says so.
 */
#include "support.h"

#include "base/slice.h"
#include "observe/csv.h"

#include <sitrep/ground.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SHARED SR_SOURCE_DIR "/../shared/data/"

typedef struct figure {
  char day[SR_DAY_MAX];
  char code[8]; /* empty: the whole */
  double km2;
} figure;

typedef struct figures {
  figure *at;
  size_t n, room;
} figures;

static int order(const void *left, const void *right) {
  const figure *a = left, *b = right;
  const int by_day = strcmp(a->day, b->day);
  return by_day ? by_day : strcmp(a->code, b->code);
}

static void add(figures *f, const char *day, sr_slice code, double km2) {
  if (f->n == f->room) f->at = realloc(f->at, (f->room = f->room ? f->room * 2 : 1024) * sizeof *f->at);
  assert_non_null(f->at);
  figure *one = &f->at[f->n++];
  snprintf(one->day, sizeof one->day, "%s", day);
  snprintf(one->code, sizeof one->code, "%.*s", SR_FMT(code));
  one->km2 = km2;
}

/* Columns day, code (or -1) and km2 of a file with a header. */
static void load(figures *f, const char *path, int code_at, uint32_t km2_at) {
  FILE *in = fopen(path, "rb");
  assert_non_null(in);
  static char bytes[1 << 20];
  const size_t n = fread(bytes, 1, sizeof bytes, in);
  fclose(in);
  sr_arena *arena = sr_arena_new(1 << 24);
  sr_csv csv;
  sr_csv_record row;
  sr_error err = {0};
  sr_csv_begin(&csv, (sr_slice){bytes, n});
  assert_ok(sr_csv_next(&csv, arena, &row, &err), &err);
  for (;;) {
    assert_ok(sr_csv_next(&csv, arena, &row, &err), &err);
    if (!row.fields) break;
    char day[SR_DAY_MAX];
    double km2;
    snprintf(day, sizeof day, "%.*s", SR_FMT(row.fields[0].text));
    if (!sr_number_parse(row.fields[km2_at].text, &km2)) continue;
    add(f, day, code_at < 0 ? (sr_slice){0} : row.fields[code_at].text, km2);
  }
  sr_arena_free(arena);
}

static sr_status keep(void *user, const sr_measure_row *row, sr_error *err) {
  (void)err;
  char day[SR_DAY_MAX];
  /* the whole map carries the country's code */
  add(user, sr_day_write(row->to, day), row->borders.len ? row->code : (sr_slice){0}, row->area_km2);
  return SR_OK;
}

static void agrees_on_every_reference_day(void **state) {
  (void)state;
  static const struct {
    const char *borders;
    uint32_t column;
  } sets[] = {{SHARED "admin/geoboundaries-ukr-adm1-simplified.geojson.gz", 3},
              {SHARED "admin/geoboundaries-ukr-adm1.geojson.gz", 4},
              {SHARED "admin/natural-earth-10m-ukr-adm1.geojson.gz", 5}};
  if (access(SHARED "reference/area-daily.csv", R_OK)) {
    print_message("skipped: no ../shared beside the project\n");
    skip();
  }
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
    figures expected = {0}, got = {0};
    sr_ledger *ledger;
    sr_error err = {0};
    sr_border_import borders;
    sr_ground_import maps;
    const sr_ground_options o = {.date = SR_DAY_NONE, .jobs = 2};
    const sr_measure_options all = {.from = SR_DAY_NONE, .to = SR_DAY_NONE, .by_unit = true};
    load(&expected, SHARED "reference/area-daily.csv", -1, 1);
    load(&expected, SHARED "reference/area-by-oblast.csv", 1, sets[i].column);
    assert_ok(sr_ledger_open(":memory:", SR_LEDGER_CREATE, &ledger, &err), &err);
    assert_ok(sr_observe_borders(ledger, sets[i].borders, &o, &borders, &err), &err);
    assert_ok(sr_observe_map(ledger, SHARED "control/deepstate", &o, NULL, NULL, &maps, &err), &err);
    assert_int_equal(maps.bad, 0);
    assert_ok(sr_measure(ledger, &all, keep, &got, &err), &err);
    qsort(got.at, got.n, sizeof *got.at, order);
    double worst_day = 0, worst_unit = 0;
    for (size_t k = 0; k < expected.n; k++) {
      const figure *found = bsearch(&expected.at[k], got.at, got.n, sizeof *got.at, order);
      const double miss = fabs((found ? found->km2 : 0) - expected.at[k].km2);
      double *worst = expected.at[k].code[0] ? &worst_unit : &worst_day;
      if (miss > *worst) *worst = miss;
    }
    print_message("%zu figures, worst day %.9f km2, worst division %.9f km2\n", expected.n, worst_day, worst_unit);
    assert_true(expected.n > 1000 && worst_day < 0.001 && worst_unit < 0.01);
    sr_ledger_close(ledger);
    free(expected.at);
    free(got.at);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_on_every_reference_day)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
