/* The check of phrases: every phrase that the sources word a page in has a row in the table of phrases.
 *
 *     phrasec lexicon/phrases.tsv STAMP src/brief/brief.c ...
 *
 * Phrases are the string literals inside calls of the functions and macros in `wording` below; spaces around them are
 * the caller's. One without a letter needs no row. The table compiler refuses a row that lacks a language, so both
 * together keep every language of the table complete. A missing row stops the build with file and line. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 64, PHRASE_MAX = 2000 };

static const char *const wording[] = {"sr_page_words", "sr_page_toned",    "sr_out_phrase", "SR_PHRASES",
                                      "SR_PHRASE",     "sr_svg_title_end", "heading",       "note",
                                      "add_bar",       "put_outlets"};

static char *table;

static char *read_file(const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) {
    fprintf(stderr, "phrasec: cannot open %s\n", path);
    exit(1);
  }
  size_t n = 0, room = 1 << 16;
  char *bytes = malloc(room);
  for (size_t got; bytes && (got = fread(bytes + n, 1, room - n - 1, f)) > 0;) {
    n += got;
    if (n + 1 == room) bytes = realloc(bytes, room *= 2);
  }
  fclose(f);
  if (!bytes) exit(1);
  bytes[n] = 0;
  return bytes;
}

/* Whether a row of the table begins with the phrase. */
static bool is_known(const char *phrase) {
  const size_t n = strlen(phrase);
  for (const char *row = table; row && *row; row = strchr(row, '\n'), row = row ? row + 1 : NULL)
    if (!strncmp(row, phrase, n) && row[n] == '\t') return true;
  return false;
}

static bool has_letter(const char *s) {
  for (; *s; s++)
    if ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z')) return true;
  return false;
}

static bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_wording(const char *name, size_t n) {
  for (size_t i = 0; i < sizeof wording / sizeof *wording; i++)
    if (strlen(wording[i]) == n && !memcmp(wording[i], name, n)) return true;
  return false;
}

/* Appends one literal that starts at its quotation mark; gives the byte after it. Escapes are kept as they are. */
static const char *take_literal(const char *p, char *phrase) {
  size_t n = strlen(phrase);
  for (p++; *p && *p != '"'; p++) {
    if (*p == '\\' && p[1]) {
      if (n + 2 < PHRASE_MAX) phrase[n++] = *p;
      p++;
    }
    if (n + 2 < PHRASE_MAX) phrase[n++] = *p;
  }
  phrase[n] = 0;
  return *p ? p + 1 : p;
}

/* Past a comment that starts here, else p. */
static const char *skip_comment(const char *p, int *line) {
  if (*p != '/' || (p[1] != '*' && p[1] != '/')) return p;
  const bool block = p[1] == '*';
  const char *end = strstr(p + 2, block ? "*/" : "\n");
  end = !end ? p + strlen(p) : block ? end + 2 : end;
  for (; p < end; p++) *line += *p == '\n';
  return end;
}

/* Past spaces and comments, which may stand between two literals of one phrase. */
static const char *skip_space(const char *p, int *line) {
  for (const char *from = NULL; p != from;) {
    from = p;
    for (; *p == ' ' || *p == '\n' || *p == '\t'; p++) *line += *p == '\n';
    p = skip_comment(p, line);
  }
  return p;
}

static int check(const char *path, const char *text) {
  bool worded[DEPTH_MAX] = {false};
  int depth = 0, missing = 0, line = 1;
  const char *name = text;
  size_t name_len = 0;
  for (const char *p = text; *p;) {
    if (*p == '/' && (p[1] == '*' || p[1] == '/')) {
      p = skip_comment(p, &line);
    } else if (*p == '\'') {
      p += p[1] == '\\' ? 4 : 3;
    } else if (*p == '"') {
      char phrase[PHRASE_MAX] = "";
      const int at = line;
      while (*p == '"') p = skip_space(take_literal(p, phrase), &line);
      char *start = phrase + strspn(phrase, " ");
      for (size_t n = strlen(start); n && start[n - 1] == ' ';) start[--n] = 0;
      if (!depth || !worded[depth < DEPTH_MAX ? depth : DEPTH_MAX - 1] || !has_letter(start) || is_known(start))
        continue;
      fprintf(stderr, "%s:%d: no row in the table of phrases: \"%s\"\n", path, at, start);
      missing++;
    } else if (is_name(*p)) {
      name = p;
      while (is_name(*p)) p++;
      name_len = (size_t)(p - name);
    } else {
      if (*p == '(') {
        const bool outer = depth > 0 && depth < DEPTH_MAX && worded[depth];
        if (++depth < DEPTH_MAX) worded[depth] = outer || is_wording(name, name_len);
      }
      if (*p == ')' && depth) depth--;
      line += *p == '\n';
      if (*p != ' ') name_len = 0;
      p++;
    }
  }
  return missing;
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fputs("usage: phrasec TABLE STAMP SOURCE...\n", stderr);
    return 2;
  }
  table = read_file(argv[1]);
  int missing = 0;
  for (int i = 3; i < argc; i++) {
    char *text = read_file(argv[i]);
    missing += check(argv[i], text);
    free(text);
  }
  free(table);
  if (missing) return 1;
  FILE *stamp = fopen(argv[2], "w");
  return stamp && !fclose(stamp) ? 0 : 1;
}
