/* Input streams: files, NDJSON with bad lines among good ones, gzip, bounds. Inputs are made in a temporary folder. */
#include "support.h"

#include <sitrep/input.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

static char folder[] = "/tmp/sitrep-input-XXXXXX";
static char path[256];

static const char *write_file(const char *name, const char *bytes, size_t n, bool packed) {
  snprintf(path, sizeof path, "%s/%s", folder, name);
  if (packed) {
    gzFile f = gzopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(gzwrite(f, bytes, (unsigned)n), (int)n);
    gzclose_w(f);
  } else {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
  }
  return path;
}

static sr_input *open_bytes(const char *name, const char *bytes, bool packed, const sr_limits *limits) {
  sr_input *input = NULL;
  sr_error err;
  assert_ok(sr_input_open(write_file(name, bytes, strlen(bytes), packed), SR_INPUT_AUTO, limits, &input, &err), &err);
  return input;
}

static const char lines[] = "\xef\xbb\xbf{\"id\": \"a\", \"text\": \"One\\r\\ntwo \\u00e9\", \"date\": \"2025-07-09\", "
                            "\"lang\": \"en\", \"other\": [1]}\n"
                            "\n"
                            "{\"id\": \"b\", \"text\": 5}\n"
                            "not json\n"
                            "{\"id\": \"d\", \"text\": \"x\", \"date\": \"2025-02-30\"}\n"
                            "[1]\n"
                            "{\"id\": \"f\"}\n"
                            "{\"text\": \"feed\", \"date\": \"2025-07-09T07:58:00Z\"}\n"
                            "{\"text\": \"page\", \"date\": \"9:27 AM ET\"}\n"
                            "{\"text\": \"last\", \"outlet\": null}";

static void check_lines(sr_input *input) {
  sr_input_item item;
  sr_error err;
  assert_ok(sr_input_next(input, &item, &err), &err);
  assert_slice(item.info.id, "a");
  assert_slice(item.bytes, "One\r\ntwo \xc3\xa9");
  assert_int_equal(item.info.date, 20278);
  assert_int_equal(item.info.form, SR_FORM_EXACT);
  assert_int_equal(item.line, 1);
  static const struct {
    const char *id, *message;
  } bad[] = {{"b", "'text' in line 3 is not a string"},
             {":4", "line 4 is not JSON"},
             {"d", "'date' in line 5 is not YYYY-MM-DD: '2025-02-30'"},
             {":6", "line 6 is not a JSON object"},
             {"f", "line 7 has no 'text'"}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    err = (sr_error){0};
    assert_int_equal(sr_input_next(input, &item, &err), SR_ERR_INPUT);
    assert_non_null(strstr(err.message, bad[i].message));
    assert_true(item.info.id.len >= strlen(bad[i].id));
    assert_memory_equal(item.info.id.ptr + item.info.id.len - strlen(bad[i].id), bad[i].id, strlen(bad[i].id));
  }
  assert_ok(sr_input_next(input, &item, &err), &err);
  assert_slice(item.bytes, "feed");
  assert_int_equal(item.info.date, 20278);
  assert_ok(sr_input_next(input, &item, &err), &err);
  assert_slice(item.bytes, "page");
  assert_int_equal(item.info.date, SR_DAY_NONE);
  assert_ok(sr_input_next(input, &item, &err), &err);
  assert_slice(item.bytes, "last");
  assert_int_equal(item.info.date, SR_DAY_NONE);
  assert_int_equal(item.line, 10);
  for (int i = 0; i < 2; i++) {
    assert_ok(sr_input_next(input, &item, &err), &err);
    assert_null(item.bytes.ptr);
  }
  sr_input_close(input);
}

static void reads_lines(void **state) {
  (void)state;
  check_lines(open_bytes("a.ndjson", lines, false, NULL));
  check_lines(open_bytes("a.ndjson.gz", lines, true, NULL));
  check_lines(open_bytes("noname", lines, false, NULL));
}

static void reads_files(void **state) {
  (void)state;
  sr_input *input = open_bytes("report.txt", "Plain text.", false, NULL);
  sr_input_item item;
  sr_error err;
  assert_ok(sr_input_next(input, &item, &err), &err);
  assert_slice(item.bytes, "Plain text.");
  assert_int_equal(item.info.form, SR_FORM_AUTO);
  assert_true(item.info.id.len > 10);
  assert_ok(sr_input_next(input, &item, &err), &err);
  assert_null(item.bytes.ptr);
  sr_input_close(input);
  input = open_bytes("empty.txt", "", false, NULL);
  assert_ok(sr_input_next(input, &item, &err), &err);
  assert_non_null(item.bytes.ptr);
  assert_int_equal(item.bytes.len, 0);
  sr_input_close(input);
  input = open_bytes("page.html.gz", "<p>x</p>", true, NULL);
  assert_ok(sr_input_next(input, &item, &err), &err);
  assert_int_equal(item.info.form, SR_FORM_HTML);
  sr_input_close(input);
}

static void says_why_not(void **state) {
  (void)state;
  sr_input *input = NULL;
  sr_error err = {0};
  assert_int_equal(sr_input_open(folder, SR_INPUT_AUTO, NULL, &input, &err), SR_ERR_IO);
  assert_non_null(strstr(err.message, "directory"));
  assert_int_equal(sr_input_open("/nonexistent/x.txt", SR_INPUT_AUTO, NULL, &input, &err), SR_ERR_IO);
  assert_non_null(strstr(err.message, "No such file"));
}

static void a_long_line_is_its_own_error(void **state) {
  (void)state;
  sr_limits limits = sr_limits_default();
  limits.report_bytes = 1000;
  const size_t n = 3 << 20;
  char *bytes = malloc(n + 100);
  assert_non_null(bytes);
  size_t at = (size_t)sprintf(bytes, "{\"text\": \"one\"}\n");
  memset(bytes + at, 'x', n);
  at += n;
  at += (size_t)sprintf(bytes + at, "\n{\"text\": \"three\"}\n");
  sr_input *input = NULL;
  sr_error err;
  assert_ok(sr_input_open(write_file("long.jsonl", bytes, at, false), SR_INPUT_AUTO, &limits, &input, &err), &err);
  free(bytes);
  sr_input_item item;
  assert_ok(sr_input_next(input, &item, &err), &err);
  assert_slice(item.bytes, "one");
  assert_int_equal(sr_input_next(input, &item, &err), SR_ERR_LIMIT);
  assert_int_equal(item.line, 2);
  assert_ok(sr_input_next(input, &item, &err), &err);
  assert_slice(item.bytes, "three");
  assert_int_equal(item.line, 3);
  sr_input_close(input);
}

static void bombs_and_torn_files_end(void **state) {
  (void)state;
  snprintf(path, sizeof path, "%s/bomb.ndjson.gz", folder);
  gzFile f = gzopen(path, "wb9");
  char *zeros = calloc(1, 1 << 20);
  for (int i = 0; i < 100; i++) gzwrite(f, zeros, 1 << 20);
  free(zeros);
  gzclose_w(f);
  sr_input *input = NULL;
  sr_error err;
  sr_input_item item;
  assert_ok(sr_input_open(path, SR_INPUT_AUTO, NULL, &input, &err), &err);
  assert_int_equal(sr_input_next(input, &item, &err), SR_ERR_IO);
  assert_non_null(strstr(err.message, "bomb"));
  assert_ok(sr_input_next(input, &item, &err), &err);
  assert_null(item.bytes.ptr);
  sr_input_close(input);

  write_file("torn.txt.gz", "words that are packed and then torn apart in the middle", 54, true);
  assert_int_equal(truncate(path, 40), 0);
  input = NULL;
  sr_status status = sr_input_open(path, SR_INPUT_AUTO, NULL, &input, &err);
  if (!status) status = sr_input_next(input, &item, &err);
  assert_int_equal(status, SR_ERR_IO);
  assert_non_null(strstr(err.message, "too early"));
  sr_input_close(input);
}

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : -1;
}
static int remove_folder(void **state) {
  (void)state;
  static const char *const names[] = {"a.ndjson",     "a.ndjson.gz", "noname",         "report.txt", "empty.txt",
                                      "page.html.gz", "long.jsonl",  "bomb.ndjson.gz", "torn.txt.gz"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    unlink(path);
  }
  return rmdir(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_lines),
      cmocka_unit_test(reads_files),
      cmocka_unit_test(says_why_not),
      cmocka_unit_test(a_long_line_is_its_own_error),
      cmocka_unit_test(bombs_and_torn_files_end),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
