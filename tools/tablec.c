/* The table compiler: lexicon/NAME.tsv -> a C header with the table as one string pool.
 *
 *     tablec lexicon/hedges.tsv build/gen/lexicon/hedges.h
 *
 * A table is UTF-8, one row a line, columns parted by one tab. Lines that begin with "# " are comments; the line that
 * begins with "#: " names the columns and their types:
 *
 *     #: phrase! bound:enum(=|~|>|<) note?
 *
 *     name       text, not empty
 *     name?      may be empty (with any type)
 *     name!      part of the key: rows are sorted by the key columns, byte by byte, and no key stands twice
 *     :num :int  a number
 *     :enum(a|b) one of the words
 *
 * Key columns come first; the rows are indexed by them. Anything wrong stops the build with file and line. */
#include "base/table.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 24 };

typedef struct column {
  char name[40], type[1024]; /* type: "", "num", "int", "a|b" for enum */
  bool is_enum, optional, key;
} column;

static const char *file;
static long line_number;

_Noreturn static void fail(const char *what, const char *detail) {
  fprintf(stderr, "%s:%ld: %s%s%s\n", file, line_number, what, *detail ? ": " : "", detail);
  exit(1);
}

static bool is_utf8(const char *text) {
  const uint8_t *s = (const uint8_t *)text;
  while (*s) {
    int more = *s < 0x80                 ? 0
               : *s >= 0xc2 && *s < 0xe0 ? 1
               : *s >= 0xe0 && *s < 0xf0 ? 2
               : *s >= 0xf0 && *s < 0xf5 ? 3
                                         : -1;
    if (more < 0) return false;
    for (s++; more; more--, s++)
      if ((*s & 0xc0) != 0x80) return false;
  }
  return true;
}

static int read_columns(char *spec, column columns[COLUMNS_MAX]) {
  int n = 0;
  bool keys_over = false;
  for (char *word = strtok(spec, " "); word; word = strtok(NULL, " ")) {
    if (n == COLUMNS_MAX) fail("too many columns", "");
    column *c = &columns[n++];
    *c = (column){0};
    size_t len = strcspn(word, ":!?");
    if (!len || len >= sizeof c->name) fail("bad column name", word);
    memcpy(c->name, word, len);
    for (const char *p = word + len; *p;) {
      if (*p == '!') {
        c->key = true;
        p++;
      } else if (*p == '?') {
        c->optional = true;
        p++;
      } else if (!strncmp(p, ":enum(", 6)) {
        const char *end = strchr(p, ')');
        if (!end || (size_t)(end - p - 6) >= sizeof c->type) fail("bad enum", word);
        memcpy(c->type, p + 6, (size_t)(end - p - 6));
        c->is_enum = true;
        p = end + 1;
      } else if (!strncmp(p, ":num", 4) || !strncmp(p, ":int", 4)) {
        memcpy(c->type, p + 1, 3);
        p += 4;
      } else {
        fail("bad column type", word);
      }
    }
    if (c->key && keys_over) fail("key columns come first", word);
    keys_over = !c->key;
  }
  if (!n) fail("no columns", "");
  return n;
}

static void check_cell(const column *c, const char *cell) {
  if (!*cell) {
    if (!c->optional) fail("empty cell in column", c->name);
    return;
  }
  if (cell[0] == ' ' || cell[strlen(cell) - 1] == ' ') fail("cell begins or ends with a space", cell);
  if (c->is_enum) {
    const size_t len = strlen(cell);
    for (const char *p = c->type; *p;) {
      size_t word = strcspn(p, "|");
      if (word == len && !memcmp(p, cell, len)) return;
      p += word + (p[word] == '|');
    }
    fail("not one of the column's words", cell);
  }
  if (c->type[0]) {
    char *end;
    errno = 0;
    if (c->type[0] == 'i')
      (void)strtoll(cell, &end, 10);
    else
      (void)strtod(cell, &end);
    if (*end || errno || strlen(cell) > 40) fail("not a number", cell);
  }
}

static void put_string(FILE *out, const char *text) {
  fputs("  \"", out);
  for (const uint8_t *s = (const uint8_t *)text; *s; s++) {
    if (*s == '"' || *s == '\\')
      fprintf(out, "\\%c", *s);
    else if (*s < 0x20 || *s >= 0x7f || *s == '?')
      fprintf(out, "\\%03o", *s);
    else
      fputc(*s, out);
  }
  fputs("\"\n", out);
}

/* Writes the index of the rows with these hashes; half of its slots or more stay free. */
static uint32_t put_index(FILE *out, const char *name, const uint32_t *hashes, uint32_t rows) {
  uint32_t slots = 2;
  while (slots < 2 * rows) slots *= 2;
  uint32_t *index = calloc(slots, sizeof *index);
  if (!index) fail("out of memory", "");
  for (uint32_t row = 0; row < rows; row++) {
    uint32_t at = sr_table_slot(hashes[row], slots);
    while (index[at]) at = (at + 1) & (slots - 1);
    index[at] = sr_table_half(hashes[row]) | (row + 1);
  }
  fprintf(out, "\n};\nstatic const uint32_t sr_table_%s__index[] = {", name);
  for (uint32_t i = 0; i < slots; i++) fprintf(out, "%s%u,", i % 16 ? "" : "\n  ", index[i]);
  free(index);
  return slots;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fputs("usage: tablec TABLE.tsv OUT.h\n", stderr);
    return 2;
  }
  file = argv[1];
  FILE *in = fopen(file, "rb");
  if (!in) fail("cannot open", strerror(errno));
  char name[64] = {0}, upper[64] = {0};
  const char *base = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
  for (size_t i = 0; base[i] && base[i] != '.' && i + 1 < sizeof name; i++) {
    name[i] = base[i] == '-' ? '_' : base[i];
    upper[i] = name[i] >= 'a' && name[i] <= 'z' ? (char)(name[i] - 32) : name[i];
  }
  FILE *out = fopen(argv[2], "wb");
  if (!out) fail("cannot write", argv[2]);
  fprintf(out,
          "/* Made by tools/tablec from %s. */\n#ifndef SR_TABLE_%s_H\n#define SR_TABLE_%s_H\n#include "
          "\"base/table.h\"\n\nstatic const char sr_table_%s__pool[] =\n",
          base, upper, upper, name);

  column columns[COLUMNS_MAX];
  int n_columns = 0, n_keys = 0;
  uint32_t rows = 0, used = 0, n_cells = 0, room = 1024;
  uint32_t *cells = malloc(room * sizeof *cells), *hashes = NULL;
  char *line = NULL, *before = NULL;
  size_t line_room = 0;
  ssize_t len;
  while ((len = getline(&line, &line_room, in)) >= 0) {
    line_number++;
    if (strlen(line) != (size_t)len) fail("NUL byte", "");
    if (len && line[len - 1] == '\n') line[--len] = 0;
    if (len && line[len - 1] == '\r') fail("carriage return", "");
    if (!is_utf8(line)) fail("not UTF-8", "");
    if (!strncmp(line, "#: ", 3)) {
      if (n_columns) fail("columns named twice", "");
      n_columns = read_columns(line + 3, columns);
      while (n_keys < n_columns && columns[n_keys].key) n_keys++;
      continue;
    }
    if (line[0] == '#' || !len) continue;
    if (!n_columns) fail("rows before the '#: ' line", "");
    if (rows == SR_TABLE_INDEXED_MAX) fail("too many rows", "");
    hashes = realloc(hashes, (rows + 1) * sizeof *hashes);
    if (!hashes) fail("out of memory", "");
    hashes[rows] = SR_SLICE_HASH;
    size_t key_len = (size_t)len;
    char *cell = line;
    for (int k = 0; k < n_columns; k++) {
      char *tab = strchr(cell, '\t');
      if ((tab == NULL) != (k == n_columns - 1)) fail("wrong number of columns in row", line);
      if (k == n_keys) key_len = (size_t)(cell - line);
      if (tab) *tab = 0;
      check_cell(&columns[k], cell);
      put_string(out, cell);
      if (k < n_keys) hashes[rows] = sr_table_hash(hashes[rows], (sr_slice){cell, strlen(cell)});
      if (n_cells + 2 > room) cells = realloc(cells, (room *= 2) * sizeof *cells);
      if (!cells) fail("out of memory", "");
      cells[n_cells++] = used;
      used += (uint32_t)strlen(cell);
      if (tab) {
        *tab = '\1'; /* sorts before every byte of text, so that keys compare column by column */
        cell = tab + 1;
      }
    }
    rows++;
    line[key_len] = 0;
    if (n_keys && before && strcmp(before, line) >= 0)
      fail(strcmp(before, line) ? "row out of order" : "key stands twice", line);
    free(before);
    before = strdup(line);
  }
  if (!n_columns) fail("no '#: ' line", "");
  cells[n_cells] = used;
  fprintf(out, "  \"\";\nstatic const uint32_t sr_table_%s__cells[] = {", name);
  for (uint32_t i = 0; i <= n_cells; i++) fprintf(out, "%s%u,", i % 16 ? "" : "\n  ", cells[i]);
  const uint32_t slots = n_keys ? put_index(out, name, hashes, rows) : 0;
  fprintf(out, "\n};\nstatic const sr_table sr_table_%s = {\"%s\", %u, %d, sr_table_%s__cells, sr_table_%s__pool, %d, ",
          name, name, rows, n_columns, name, name, n_keys);
  if (n_keys)
    fprintf(out, "sr_table_%s__index, %u};\n", name, slots);
  else
    fputs("0, 0};\n", out);
  fputs("enum {", out);
  for (int k = 0; k < n_columns; k++) {
    fprintf(out, "%s SR_%s_", k ? "," : "", upper);
    for (const char *p = columns[k].name; *p; p++) fputc(*p >= 'a' && *p <= 'z' ? *p - 32 : *p, out);
  }
  fputs(" };\n#endif\n", out);
  free(cells);
  free(hashes);
  free(before);
  free(line);
  fclose(in);
  if (fclose(out)) fail("cannot write", argv[2]);
  return 0;
}
