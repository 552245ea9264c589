/* Writes made-up reports for benchmarks: bench_make_reports COUNT [SEED] prints NDJSON, bench_make_reports --text BYTES
 * one plain report of at least so many bytes. The same arguments give the same bytes.
 *
 * Sentences are templates of the genre filled from lists, so that every layer has work of the kind and at the rate of
 * real digests; they mean nothing. */
#include "draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PICK(list) list[below(sizeof(list) / sizeof *(list))]

static const char *const sources[] = {"The Defence Ministry",  "The general staff",  "A spokesman for the air force",
                                      "The regional governor", "A monitoring group", "The foreign ministry",
                                      "Local officials",       "The Red Cross"};
static const char *const cues[] = {"said", "reported", "claimed", "announced", "told reporters", "wrote", "denied"};
static const char *const places[] = {"Kharkiv", "Kyiv",  "Sumy",   "Khartoum", "El Fasher", "Gaza",        "Rafah",
                                     "Goma",    "Sanaa", "Aleppo", "Beirut",   "Odesa",     "Zaporizhzhia"};
static const char *const sides[] = {"Russian forces", "the army", "the rebels", "Ukrainian troops", "Israeli forces"};
static const char *const donors[] = {"Germany", "Norway", "Japan", "the European Union", "Canada"};
static const char *const days[] = {"on Monday",    "overnight",   "on July 9", "since May 1", "last week",
                                   "in June 2025", "a day later", "on Friday", "the same day"};
static const char *const bounds[] = {"about ", "", "", "more than ", "at least ", "nearly ", "up to "};

static int sentence(char *out, size_t room) {
  const char *s = PICK(sources), *c = PICK(cues), *p = PICK(places), *d = PICK(days), *side = PICK(sides);
  const char *b = PICK(bounds);
  const unsigned n = 2 + below(900), m = 1 + below(60);
  switch (below(11)) {
  case 0:
    return snprintf(out, room, "%s %s that %s%u people were killed and %u wounded near %s %s. ", s, c, b, n, m, p, d);
  case 1:
    return snprintf(out, room, "Air defences shot down %u of %u drones over %s %s, %s %s. ", m, m + n, p, d, s, c);
  case 2: return snprintf(out, room, "According to %s, %s took %s%u sq km around %s %s. ", s, side, b, m, p, d);
  case 3: return snprintf(out, room, "%s pledged %s%u million euros in aid %s. ", PICK(donors), b, n, d);
  case 4: return snprintf(out, room, "\"We will not leave %s,\" %s %s %s. ", p, s, c, d);
  case 5:
    return snprintf(out, room, "%s launched %s%u missiles at %s %s, damaging %u houses and a hospital. ", side, b, m, p,
                    d, m);
  case 6: return snprintf(out, room, "The two foreign ministers met in %s %s and spoke about prisoners. ", p, d);
  case 7:
    return snprintf(out, room, "At this pace it would take %s%u years to seize the rest of the region, %s %s. ", b, m,
                    s, c);
  case 8: return snprintf(out, room, "Shops in %s were open again %s, and the trams ran. ", p, d);
  case 9: return snprintf(out, room, "The losses rose to %u,%03u soldiers, or %u a day, %s %s. ", m, n, m, s, c);
  default: return snprintf(out, room, "Rain is expected in %s; fighting went on %s along the front. ", p, d);
  }
}

/* Writes sentences in paragraphs until so many bytes are out; newline is what ends a paragraph. */
static void body(size_t bytes, const char *newline, int escape) {
  char text[600];
  size_t n = 0;
  for (unsigned in_paragraph = 0; n < bytes;) {
    const int len = sentence(text, sizeof text);
    for (const char *p = text; *p; p++) {
      if (escape && *p == '"') putchar('\\');
      putchar(*p);
    }
    n += (size_t)len;
    if (++in_paragraph == 4) {
      fputs(newline, stdout);
      in_paragraph = 0;
    }
  }
}

int main(int argc, char **argv) {
  if (argc == 3 && !strcmp(argv[1], "--text")) {
    body((size_t)atol(argv[2]), "\n\n", 0);
    putchar('\n');
  } else if (argc == 2 || argc == 3) {
    if (argc == 3) draw_state += strtoull(argv[2], NULL, 10);
    const long count = atol(argv[1]);
    for (long i = 0; i < count; i++) {
      printf("{\"id\": \"r%06ld\", \"lang\": \"en\", \"date\": \"2025-07-%02ld\", \"text\": \"", i, 1 + i % 28);
      body(800 + below(2400), "\\n\\n", 1);
      fputs("\"}\n", stdout);
    }
  } else {
    fputs("usage: bench_make_reports COUNT [SEED] | --text BYTES\n", stderr);
    return 2;
  }
  return fflush(stdout) == 0 ? 0 : 1;
}
