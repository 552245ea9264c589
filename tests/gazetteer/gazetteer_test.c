/* The gazetteer: keys, making and reading a file, dumps, romanised names, and files that are damaged. */
#include "base/slice.h"
#include "gazetteer/build.h"
#include "gazetteer/geonames.h"
#include "gazetteer/romanise.h"
#include "support.h"

#include <stdlib.h>

static const char DUMP[] =
    "1\tHuliaipole\tHuliaipole\tГуляйполе,HUL,gu "
    "lya\t47.66\t36.26\tP\tPPL\tUA\t\t26\t2301\t\t\t13070\t\t100\tE/K\t2020-01-01\n"
    "2\tSaint Mary’s Bay\tSaint Mary's Bay\t\t51.0\t0.98\tP\tPPL\tGB\t\tENG\t\t\t\t900\t\t1\tE/L\t2020-01-01\n"
    "3\tTexas\tTexas\tTejas\t31.25\t-99.25\tA\tADM1\tUS\t\tTX\t\t\t\t0\t\t1\tA/C\t2020-01-01\n"
    "4\tParis\tParis\t\t33.66\t-95.55\tP\tPPLA2\tUS\t\tTX\t277\t\t\t24782\t\t1\tA/C\t2020-01-01\n"
    "5\tParis\tParis\tLutetia\t48.85\t2.35\tP\tPPLC\tFR\t\t11\t\t\t\t2138551\t\t1\tE/P\t2020-01-01\n"
    "6\tShop\tShop\t\t48.85\t2.35\tS\tRET\tFR\t\t11\t\t\t\t0\t\t1\tE/P\t2020-01-01\n"
    "7\tNowhere\tNowhere\t\t148.85\t2.35\tP\tPPL\tFR\t\t11\t\t\t\t0\t\t1\tE/P\t2020-01-01\n";

static sr_slice make(sr_arena *arena, sr_geonames_counts *counts) {
  sr_gazetteer_builder *b = sr_gazetteer_builder_new(arena);
  sr_slice file;
  assert_non_null(b);
  assert_int_equal(sr_geonames_read(b, sr_slice_of(DUMP), counts, NULL), SR_OK);
  assert_int_equal(sr_gazetteer_make(b, SR_SLICE("a test"), &file, NULL), SR_OK);
  return file;
}

/* The id of the first meaning of a name, 0 if it is not there. */
static uint32_t id_of(const sr_gazetteer *g, const char *name, uint32_t *n) {
  char key[SR_GAZETTEER_KEY];
  const uint32_t *meanings = NULL;
  *n = sr_gazetteer_find(g, (sr_slice){key, sr_gazetteer_key(sr_slice_of(name), key)}, &meanings);
  const sr_gazetteer_entry *e = *n ? sr_gazetteer_at(g, sr_meaning_entry(meanings[0])) : NULL;
  return e ? e->id : 0;
}

static void finds_what_a_dump_has(void **state) {
  (void)state;
  static const struct {
    const char *name;
    uint32_t id, n;
  } cases[] = {
      {"Paris", 5, 2}, /* the larger one first */
      {"PARIS", 5, 2},      {"Lutetia", 5, 1},        {"Huliaipole", 1, 1}, {"Гуляйполе", 1, 1},
      {"Hulyaypole", 1, 1},                                          /* by rule */
      {"Gulyaypole", 1, 1}, {"St. Mary's Bay", 2, 1}, {"HUL", 0, 0}, /* a code */
      {"gu lya", 0, 0},                                              /* transcribed from another script */
      {"Shop", 0, 0},       {"Nowhere", 0, 0},        {"Pari", 0, 0},       {"", 0, 0},
  };
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_geonames_counts counts;
  const sr_slice file = make(arena, &counts);
  sr_gazetteer g;
  assert_int_equal(counts.lines, 7);
  assert_int_equal(counts.places, 5);
  assert_int_equal(counts.passed_over, 1);
  assert_int_equal(counts.damaged, 1);
  assert_int_equal(sr_gazetteer_read(file, &g, NULL), SR_OK);
  assert_int_equal(sr_gazetteer_verify(&g, NULL), SR_OK);
  assert_slice(g.about, "a test");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint32_t n;
    const uint32_t id = id_of(&g, cases[i].name, &n);
    if (id != cases[i].id || n != cases[i].n) fail_msg("'%s' is %u of %u", cases[i].name, (unsigned)id, (unsigned)n);
  }
  uint32_t n;
  const uint32_t *meanings = NULL;
  assert_int_equal(sr_gazetteer_find(&g, SR_SLICE("paris"), &meanings), 2);
  const sr_gazetteer_entry *texan = sr_gazetteer_at(&g, sr_meaning_entry(meanings[1]));
  assert_int_equal(sr_gazetteer_at(&g, texan->parent)->id, id_of(&g, "Texas", &n));
  assert_int_equal(sr_gazetteer_at(&g, texan->parent)->population, 24782); /* that of its towns */
  assert_int_equal(texan->lat, 3366000);
  sr_arena_free(arena);
}

static void refuses_what_is_damaged(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_geonames_counts counts;
  const sr_slice file = make(arena, &counts);
  char *bytes = malloc(file.len);
  sr_gazetteer g;
  assert_non_null(bytes);
  for (size_t at = 0; at < file.len; at++) {
    memcpy(bytes, file.ptr, file.len);
    bytes[at] = (char)(bytes[at] ^ 0x41);
    const sr_status status = sr_gazetteer_read((sr_slice){bytes, file.len}, &g, NULL);
    if (at < sizeof(sr_gazetteer_header)) assert_int_equal(status, SR_ERR_INPUT);
    if (status) continue;
    assert_int_equal(sr_gazetteer_verify(&g, NULL), SR_ERR_INPUT);
    uint32_t n;
    (void)id_of(&g, "Paris", &n); /* and no bad read */
  }
  for (size_t len = 0; len < file.len; len += 7)
    assert_int_equal(sr_gazetteer_read(sr_slice_cut(file, 0, len), &g, NULL), SR_ERR_INPUT);
  assert_int_equal(sr_gazetteer_map("/nowhere/at/all.sitrep", &g, NULL), SR_ERR_NOTFOUND);
  free(bytes);
  sr_arena_free(arena);
}

static void refuses_what_is_no_dump(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_geonames_counts counts;
  sr_gazetteer_builder *b = sr_gazetteer_builder_new(arena);
  static const char *const BAD[] = {"", "name,lat,lon\nKyiv,50,30\n", "1\t2\t3\n", "\xff\xfe\n"};
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
    assert_int_equal(sr_geonames_read(b, sr_slice_of(BAD[i]), &counts, NULL), SR_ERR_INPUT);
  sr_arena_free(arena);
}

static void romanises(void **state) {
  (void)state;
  static const struct {
    const char *name;
    sr_romanisation rules;
    const char *latin;
  } cases[] = {
      {"Гуляйполе", SR_ROMAN_UK, "huliaipole"},
      {"Гуляйполе", SR_ROMAN_UK_PRESS, "hulyaypole"},
      {"Ямпіль", SR_ROMAN_UK, "yampil"},
      {"Куп’янськ", SR_ROMAN_UK, "kupiansk"},
      {"Грозный", SR_ROMAN_RU, "grozny"},
      {"Харьков", SR_ROMAN_RU, "kharkov"},
      {"Търговище", SR_ROMAN_BG, "targovishte"},
      {"Велика Новосілка", SR_ROMAN_UK, "velyka novosilka"},
      {"Paris", SR_ROMAN_UK, ""},
      {"東京", SR_ROMAN_RU, ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char out[SR_ROMAN_MAX];
    const size_t n = sr_romanise(sr_slice_of(cases[i].name), cases[i].rules, out);
    assert_slice(((sr_slice){out, n}), cases[i].latin);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_what_a_dump_has),
      cmocka_unit_test(refuses_what_is_damaged),
      cmocka_unit_test(refuses_what_is_no_dump),
      cmocka_unit_test(romanises),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
