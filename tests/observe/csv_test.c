/* CSV: records and fields as RFC 4180 has them, places that an editor would show, bad records by themselves. */
#include "support.h"

#include "base/slice.h"
#include "observe/csv.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* A whole file as text: fields in <>, records parted by newlines, faults as !line:column. */
static void show(sr_slice bytes, char *out, size_t room) {
  sr_arena *arena = sr_arena_new(1 << 24);
  sr_csv csv;
  sr_csv_begin(&csv, bytes);
  size_t n = 0;
  for (;;) {
    sr_csv_record record;
    sr_error err = {0};
    const sr_status status = sr_csv_next(&csv, arena, &record, &err);
    assert_true(status == SR_OK || status == SR_ERR_INPUT);
    if (!status && !record.fields) break;
    if (status) n += (size_t)snprintf(out + n, room - n, "!%zu:%zu", record.place.line, record.place.column);
    for (uint32_t i = 0; i < record.n; i++)
      n += (size_t)snprintf(out + n, room - n, "<%.*s>", SR_FMT(record.fields[i].text));
    n += (size_t)snprintf(out + n, room - n, "\n");
  }
  out[n] = 0;
  sr_arena_free(arena);
}

static const struct {
  const char *what, *csv, *expected;
} cases[] = {
    {"plain", "a,b\nc,d\n", "<a><b>\n<c><d>\n"},
    {"no last line end", "a,b\nc,d", "<a><b>\n<c><d>\n"},
    {"CRLF and CR", "a,b\r\nc,d\re,f\r\n", "<a><b>\n<c><d>\n<e><f>\n"},
    {"byte-order mark",
     "\xef\xbb\xbf"
     "a,b\n",
     "<a><b>\n"},
    {"empty fields", "a,,\n,,\n", "<a><><>\n<><><>\n"},
    {"empty lines", "\n\na\n\r\n\nb\n\n", "<a>\n<b>\n"},
    {"nothing", "", ""},
    {"only line ends", "\r\n\r\n", ""},
    {"quoted", "\"a,b\",\"c\"\n", "<a,b><c>\n"},
    {"quoted empty", "\"\",x\n", "<><x>\n"},
    {"doubled quotes", "\"say \"\"no\"\"\",\"\"\"\"\n", "<say \"no\"><\">\n"},
    {"line ends inside quotes", "\"a\r\nb\",c\nd,e\n", "<a\r\nb><c>\n<d><e>\n"},
    {"spaces are kept", " a , b\n", "< a >< b>\n"},
    {"quote in a plain field", "ok,1\na\"b,c\nd,e\n", "<ok><1>\n!2:2\n<d><e>\n"},
    {"text behind a quote", "\"a\"b,c\nd,e\n", "!1:4\n<d><e>\n"},
    {"quote never closed", "a,\"b,c\nd,e\nf,g\n", "!1:3\n<d><e>\n<f><g>\n"},
    {"quote never closed at the end", "a,b\nc,\"", "<a><b>\n!2:3\n"},
    {"column in characters", "Київ,\"x\"y\n", "!1:9\n"},
    {"line behind a long field", "\"1\n2\n3\",a\"b\nz\n", "!3:5\n<z>\n"},
    {"not UTF-8", "a,\xff\nb,c\n", "!1:3\n<b><c>\n"},
    {"semicolons are text", "a;b\n", "<a;b>\n"},
};

static void reads_records(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char got[400];
    show(sr_slice_of(cases[i].csv), got, sizeof got);
    if (strcmp(got, cases[i].expected)) fail_msg("%s:\n%sexpected\n%s", cases[i].what, got, cases[i].expected);
  }
}

static void keeps_nul(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_csv csv;
  sr_csv_record record;
  sr_error err = {0};
  sr_csv_begin(&csv, (sr_slice){"a\0b,c", 5});
  assert_ok(sr_csv_next(&csv, arena, &record, &err), &err);
  assert_int_equal(record.n, 2);
  assert_int_equal(record.fields[0].text.len, 3);
  sr_arena_free(arena);
}

static void bounds_the_fields(void **state) {
  (void)state;
  static char wide[4000];
  memset(wide, ',', sizeof wide);
  memcpy(wide + 2000, "\nx\n", 3);
  char got[64];
  show((sr_slice){wide, 2003}, got, sizeof got);
  assert_string_equal(got, "!1:1025\n<x>\n");
}

/* What would make a careless reader quadratic: many open quotes, and one open quote before many lines. */
static void stays_linear(void **state) {
  (void)state;
  enum { N = 1 << 20 };
  static char bytes[N];
  static const char *const units[] = {"\"", "\"a\n", "\"\"\"\n", "a,\"\"\n", "\"\n", "x,\"\"\"\"\n"};
  for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
    const size_t n = strlen(units[u]);
    for (size_t i = 0; i + n <= N; i += n) memcpy(bytes + i, units[u], n);
    bytes[0] = '"';
    sr_arena *arena = sr_arena_new((size_t)1 << 30);
    sr_csv csv;
    sr_csv_record record;
    sr_csv_begin(&csv, (sr_slice){bytes, N / n * n});
    const clock_t before = clock();
    do {
      const sr_arena_mark mark = sr_arena_save(arena);
      const sr_status status = sr_csv_next(&csv, arena, &record, NULL);
      assert_true(status == SR_OK || status == SR_ERR_INPUT);
      if (status) record.fields = (const sr_csv_field *)1;
      sr_arena_reset(arena, mark);
    } while (record.fields);
    /* a quadratic reading of 1 MiB takes minutes */
    assert_true((clock() - before) / CLOCKS_PER_SEC < 20);
    sr_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_records), cmocka_unit_test(keeps_nul),
                                     cmocka_unit_test(bounds_the_fields), cmocka_unit_test(stays_linear)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
