/* The segmenter's gaps: where a word might end at all. What is learnt of them is tested with the trainer (train.toy). */
#include "support.h"

#include "base/slice.h"
#include "syntax/segment.h"

typedef struct gap_case {
  const char *text, *gaps; /* gaps marked by | in the text; every run of white space between words is one */
} gap_case;

static const gap_case CASES[] = {
    {"Two ships left.", "Two |ships |left|."},
    {"They don't stop", "They |do|n|'|t |stop"},
    {"5-year-old", "5|-|year|-|old"},
    {"155mm shells", "155|mm |shells"},
    {"31,000 km2", "31|,|000 |km|2"},
    {"We cannot go", "We |can|not |go"},
    {"a nation", "a |nation"}, /* "n" and "t" inside a word end nothing */
    {"  x  y  ", "  x  |y  "},
    {"Місто Ї", "Місто |Ї"},
    {"\xE2\x80\x9CНі\xE2\x80\x9D", "\xE2\x80\x9C|Ні|\xE2\x80\x9D"},
    {"", ""},
    {"word", "word"},
};

static void gaps_are_where_words_may_end(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 20);
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    const sr_slice text = sr_slice_of(CASES[i].text);
    sr_paragraph p;
    sr_error err = {0};
    assert_ok(sr_segment_decode(arena, text, &p, &err), &err);
    char marked[256];
    size_t n = 0, at = 0;
    sr_gap gap;
    for (uint32_t from = 0; sr_segment_next(&p, from, &gap); from = gap.right) {
      const size_t to = p.offsets[gap.right];
      memcpy(marked + n, text.ptr + at, to - at);
      n += to - at;
      marked[n++] = '|';
      at = to;
      uint32_t rows[SR_SEGMENT_FEATURES];
      assert_in_range(sr_segment_features(&p, gap, 3, rows), 20, SR_SEGMENT_FEATURES);
    }
    memcpy(marked + n, text.ptr + at, text.len - at);
    assert_slice(((sr_slice){marked, n + text.len - at}), CASES[i].gaps);
  }
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(gaps_are_where_words_may_end)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
