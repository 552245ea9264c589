/* The table compiler refuses bad rows with their line, and what it compiles can be found again. */
#include "support.h"

#include "base/slice.h"
#include "base/table.h"
#include "lexicon/cues.h"
#include "lexicon/person_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs the compiler over a table; gives its exit status and what it said. */
static int compile(const char *table, char *said, size_t room) {
  char in[] = "/tmp/sitrep-table-XXXXXX", command[512];
  const int fd = mkstemp(in);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, table, strlen(table)), strlen(table));
  close(fd);
  snprintf(command, sizeof command, "%s %s /dev/null 2>&1", SR_TABLEC, in);
  FILE *out = popen(command, "r");
  assert_non_null(out);
  said[fread(said, 1, room - 1, out)] = 0;
  const int status = pclose(out);
  unlink(in);
  return WEXITSTATUS(status);
}

static void bad_tables_stop_the_build(void **state) {
  (void)state;
  const struct {
    const char *table, *complaint;
  } cases[] = {
      {"#: phrase! bound:enum(~|>)\nabout\t~\n", ""},
      {"#: phrase! bound:enum(~|>)\nabout\t?\n", ":2: not one of the column's words: ?"},
      {"#: phrase! bound:enum(~|>)\nover\t>\nabout\t~\n", ":3: row out of order"},
      {"#: phrase!\nabout\nabout\n", ":3: key stands twice"},
      {"#: a! b!\nx\t1\nx\t2\n", ""},
      {"#: a! b\nx\n", ":2: wrong number of columns"},
      {"#: a! b\nx\ty\tz\n", ":2: wrong number of columns"},
      {"#: a! b:num\nx\t1.5\ny\tmany\n", ":3: not a number: many"},
      {"#: a! b?\nx\t\n", ""},
      {"#: a! b\nx\t\n", ":2: empty cell in column: b"},
      {"#: a!\nx \n", ":2: cell begins or ends with a space"},
      {"#: a!\n\xff\n", ":2: not UTF-8"},
      {"x\ty\n", ":1: rows before the '#: ' line"},
      {"# nothing here\n", "no '#: ' line"},
      {"#: a b!\n", "key columns come first"},
  };
  char said[400];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const int status = compile(cases[i].table, said, sizeof said);
    if (status != (*cases[i].complaint ? 1 : 0) || !strstr(said, cases[i].complaint))
      fail_msg("table %zu: status %d, said %s", i, status, said);
  }
}

static void rows_are_found_by_their_keys(void **state) {
  (void)state;
  /* Two key columns and a number: as tablec would write it. */
  static const char pool[] = "aboutenaboutfroveren1.50";
  static const uint32_t cells[] = {0, 5, 7, 7, 12, 14, 14, 18, 20, 23};
  const sr_table table = {.name = "hedges", .rows = 3, .columns = 3, .cells = cells, .pool = pool};
  assert_slice(sr_table_cell(&table, 1, 0), "about");
  assert_slice(sr_table_cell(&table, 1, 1), "fr");
  assert_slice(sr_table_cell(&table, 0, 2), "");
  assert_true(sr_table_number(&table, 2, 2) == 1.5);
  const sr_slice keys[] = {SR_SLICE("about"), SR_SLICE("fr")};
  assert_int_equal(sr_table_find(&table, keys, 2), 1);
  assert_int_equal(sr_table_find(&table, keys, 1), 0);
  const sr_slice none[] = {SR_SLICE("abou"), SR_SLICE("zz")};
  assert_int_equal(sr_table_find(&table, none, 1), UINT32_MAX);
  assert_int_equal(sr_table_find(&table, &none[1], 1), UINT32_MAX);
}

/* Each row by its own keys, and nothing by keys that differ from them in an end or a column. */
static void index_agrees(const sr_table *table) {
  assert_non_null(table->index);
  for (uint32_t row = 0; row < table->rows; row++) {
    sr_slice keys[2];
    char longer[200];
    for (uint32_t k = 0; k < table->keys; k++) keys[k] = sr_table_cell(table, row, k);
    assert_int_equal(sr_table_find(table, keys, table->keys), row);
    sr_slice *last = &keys[table->keys - 1];
    const int n = snprintf(longer, sizeof longer, "%.*s\x01", SR_FMT(*last));
    *last = (sr_slice){longer, (size_t)n};
    assert_int_equal(sr_table_find(table, keys, table->keys), UINT32_MAX);
    *last = (sr_slice){0};
    assert_int_equal(sr_table_find(table, keys, table->keys), UINT32_MAX);
  }
}

static void compiled_tables_are_indexed(void **state) {
  (void)state;
  index_agrees(&sr_table_person_names);
  index_agrees(&sr_table_cues);
  /* fewer keys than the table has: the first row of several */
  const sr_slice kind = sr_table_cell(&sr_table_cues, sr_table_cues.rows - 1, 0);
  const uint32_t first = sr_table_find(&sr_table_cues, &kind, 1);
  assert_true(first > 0 && first < sr_table_cues.rows);
  assert_true(sr_slice_eq(sr_table_cell(&sr_table_cues, first, 0), kind));
  assert_false(sr_slice_eq(sr_table_cell(&sr_table_cues, first - 1, 0), kind));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bad_tables_stop_the_build),
      cmocka_unit_test(rows_are_found_by_their_keys),
      cmocka_unit_test(compiled_tables_are_indexed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
