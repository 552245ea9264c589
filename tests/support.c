/* Shared by all tests; see the header. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sr_assert_slice(sr_slice got, const char *expected, const char *file, int line) {
  if (got.len == strlen(expected) && (got.len == 0 || memcmp(got.ptr, expected, got.len) == 0)) return;
  print_error("got      \"%.*s\"\nexpected \"%s\"\n", SR_FMT(got), expected);
  _fail(file, line);
}

void sr_assert_ok(sr_status status, const sr_error *err, const char *file, int line) {
  if (status == SR_OK) return;
  print_error("%s: %s\n", sr_status_name(status), err ? err->message : "");
  _fail(file, line);
}

sr_slice sr_test_file(const char *path_in_tree) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", SR_TEST_SOURCE_DIR, path_in_tree);
  FILE *f = fopen(path, "rb");
  if (!f) fail_msg("cannot open %s", path);
  char *bytes = NULL;
  size_t n = 0, room = 0;
  do {
    if (n == room) bytes = realloc(bytes, (room = room ? room * 2 : 4096) + 1);
    assert_non_null(bytes);
    n += fread(bytes + n, 1, room - n, f);
  } while (n == room);
  fclose(f);
  bytes[n] = 0;
  return (sr_slice){bytes, n};
}

sr_status sr_test_keep(void *user, sr_slice bytes, sr_error *err) {
  sr_test_text *text = user;
  const size_t room = text->room ? text->room : sizeof text->bytes - 1;
  if (bytes.len > room - text->n) {
    if (err) {
      *err = (sr_error){.status = SR_ERR_LIMIT, .offset = SR_NOWHERE};
      snprintf(err->message, sizeof err->message, "no room");
    }
    return SR_ERR_LIMIT;
  }
  if (bytes.len) memcpy(text->bytes + text->n, bytes.ptr, bytes.len);
  text->n += bytes.len;
  text->bytes[text->n] = 0;
  return SR_OK;
}

const sr_table *sr_test_table_of(sr_test_table *made, const char *name, uint32_t columns, const char *const *rows) {
  uint32_t n = 0, used = 0, n_rows = 0;
  for (; rows[n_rows]; n_rows++) {
    sr_slice rest = sr_slice_of(rows[n_rows]);
    for (uint32_t c = 0; c < columns; c++) {
      const sr_slice cell = rest.ptr ? sr_slice_split(&rest, '\t') : (sr_slice){0};
      assert_true(n + 1 < sizeof made->cells / sizeof *made->cells && used + cell.len < sizeof made->pool);
      made->cells[n++] = used;
      if (cell.len) memcpy(made->pool + used, cell.ptr, cell.len);
      used += (uint32_t)cell.len;
    }
  }
  made->cells[n] = used;
  made->table = (sr_table){.name = name, .rows = n_rows, .columns = columns, .cells = made->cells, .pool = made->pool};
  return &made->table;
}
