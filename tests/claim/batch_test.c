/* Batches: what comes out of many threads is byte for byte what comes out of one, faults at their place. */
#include "support.h"

#include <sitrep.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REPORTS = 60, BROKEN_EVERY = 13, JOBS = 8 };

static sr_engine *engine;
static char path[] = "/tmp/sitrep-batch-XXXXXX";

/* Everything that a run gave, as one text. */
typedef struct output {
  char *bytes;
  size_t n, room;
  int reports, failures, stop_after;
} output;

static sr_status keep(void *user, sr_slice bytes, sr_error *err) {
  output *out = user;
  if (bytes.len > out->room - out->n) {
    out->room = (out->room + bytes.len) * 2;
    out->bytes = realloc(out->bytes, out->room);
    if (!out->bytes) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the output");
  }
  if (bytes.len) memcpy(out->bytes + out->n, bytes.ptr, bytes.len);
  out->n += bytes.len;
  return SR_OK;
}

static sr_status visit(void *user, const sr_report_info *info, const sr_report *report, const sr_error *failure,
                       sr_error *err) {
  output *out = user;
  assert_true((report == NULL) == (failure != NULL));
  out->reports += report != NULL;
  out->failures += failure != NULL;
  if (out->reports == out->stop_after) return sr_fail(err, SR_ERR_NOTFOUND, 7, "enough is enough");
  sr_status status = report ? sr_write_annotations(report, SR_LAYERS_ALL, keep, out, err)
                            : sr_write_failure(info->id, failure, keep, out, err);
  return status ? status : keep(out, SR_SLICE("\n"), err);
}

static sr_status run(unsigned jobs, const char *file, output *out, sr_error *err) {
  sr_input *input = NULL;
  const sr_report_info about = {.outlet = SR_SLICE("The Courier"), .lang = SR_SLICE("en"), .date = 20279};
  const sr_batch_options options = {.layers = SR_LAYERS_ALL, .jobs = jobs, .about = &about};
  sr_status status = sr_input_open(file, SR_INPUT_NDJSON, NULL, &input, err);
  if (!status) status = sr_batch_run(engine, input, &options, visit, out, err);
  sr_input_close(input);
  return status;
}

/* Reports of very different lengths, so that later ones are done before earlier ones; some lines are broken. */
static void write_reports(FILE *f) {
  for (int i = 0; i < REPORTS; i++) {
    if (i % BROKEN_EVERY == 5) {
      fprintf(f, "{\"id\": \"r%d\", \"text\": \"torn off\n", i);
      continue;
    }
    fprintf(f, "{\"id\": \"r%d\", \"date\": \"2025-07-%02d\", \"text\": \"", i, 1 + i % 30);
    for (int k = 0; k < 1 + (i * 7) % 23; k++)
      fprintf(f, "The army said on July %d that %d drones were shot down near Kharkiv and %d people were wounded. ",
              1 + (i + k) % 9, 3 + i * 11 + k, 2 + k);
    fputs("\"}\n", f);
  }
}

static void any_number_of_threads_gives_the_same_bytes(void **state) {
  (void)state;
  output one = {0}, many = {0};
  sr_error err = {0};
  assert_ok(run(1, path, &one, &err), &err);
  assert_ok(run(JOBS, path, &many, &err), &err);
  assert_int_equal(one.failures, (REPORTS - 6 + BROKEN_EVERY) / BROKEN_EVERY);
  assert_int_equal(one.reports, REPORTS - one.failures);
  assert_int_equal(many.reports, one.reports);
  assert_int_equal(many.failures, one.failures);
  assert_int_equal(many.n, one.n);
  assert_memory_equal(many.bytes, one.bytes, one.n);
  free(one.bytes);
  free(many.bytes);
}

static void reports_and_faults_come_in_the_order_of_the_input(void **state) {
  (void)state;
  output out = {0};
  sr_error err = {0};
  assert_ok(run(JOBS, path, &out, &err), &err);
  assert_ok(keep(&out, (sr_slice){"", 1}, &err), &err);
  const char *at = out.bytes;
  for (int i = 0; i < REPORTS; i++) {
    char id[32];
    snprintf(id, sizeof id, "\"r%d\"", i);
    const char *line_end = strchr(at, '\n');
    assert_non_null(line_end);
    /* a torn line cannot say which report it was: its place in the order does */
    const bool broken = i % BROKEN_EVERY == 5;
    const char *word = strstr(at, broken ? "\"error\"" : id);
    if (!word || word > line_end) fail_msg("line %d is '%.60s'", i + 1, at);
    at = line_end + 1;
  }
  assert_int_equal(*at, 0);
  free(out.bytes);
}

static void a_visitor_ends_the_run(void **state) {
  (void)state;
  for (unsigned jobs = 1; jobs <= JOBS; jobs += JOBS - 1) {
    output out = {.stop_after = 10};
    sr_error err = {0};
    assert_int_equal(run(jobs, path, &out, &err), SR_ERR_NOTFOUND);
    assert_string_equal(err.message, "enough is enough");
    assert_int_equal(err.offset, 7);
    assert_int_equal(out.reports, 10);
    free(out.bytes);
  }
}

static void an_input_that_cannot_be_read_is_the_runs_error(void **state) {
  (void)state;
  output out = {0};
  sr_error err = {0};
  assert_int_equal(run(JOBS, "/nowhere/reports.ndjson", &out, &err), SR_ERR_IO);
  assert_int_equal(run(JOBS, "/tmp", &out, &err), SR_ERR_IO);
  assert_int_equal(out.reports + out.failures, 0);
}

static void no_reports_is_no_error(void **state) {
  (void)state;
  output out = {0};
  sr_error err = {0};
  assert_ok(run(JOBS, "/dev/null", &out, &err), &err);
  assert_int_equal(out.reports + out.failures, 0);
}

static int prepare(void **state) {
  (void)state;
  sr_error err;
  if (sr_engine_open(NULL, &engine, &err)) return -1;
  FILE *f = fdopen(mkstemp(path), "w");
  if (!f) return -1;
  write_reports(f);
  return fclose(f);
}

static int clear_up(void **state) {
  (void)state;
  sr_engine_free(engine);
  return unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_number_of_threads_gives_the_same_bytes),
      cmocka_unit_test(reports_and_faults_come_in_the_order_of_the_input),
      cmocka_unit_test(a_visitor_ends_the_run),
      cmocka_unit_test(an_input_that_cannot_be_read_is_the_runs_error),
      cmocka_unit_test(no_reports_is_no_error),
  };
  return cmocka_run_group_tests(tests, prepare, clear_up);
}
