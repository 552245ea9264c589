/* Word classes and base forms by rule. */
#include "support.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "read/wordclass.h"
#include "text/report.h"

static void finds_base_forms(void **state) {
  (void)state;
  static const struct {
    sr_slice (*base)(sr_arena *, sr_slice);
    const char *form, *expected;
  } cases[] = {
      {sr_word_singular, "soldiers", "soldier"},
      {sr_word_singular, "bodies", "body"},
      {sr_word_singular, "missiles", "missile"},
      {sr_word_singular, "losses", "loss"},
      {sr_word_singular, "bosses", "boss"},
      {sr_word_singular, "servicemen", "serviceman"},
      {sr_word_singular, "batteries", "battery"},
      {sr_word_singular, "houses", "house"},
      {sr_word_singular, "branches", "branch"},
      {sr_word_singular, "people", "people"},
      {sr_word_singular, "aircraft", "aircraft"},
      {sr_word_singular, "f-16s", "f-16"},
      {sr_word_singular, "bus", "bus"},
      {sr_word_singular, "glass", "glass"},
      {sr_word_verb_base, "launched", "launch"},
      {sr_word_verb_base, "strikes", "strike"},
      {sr_word_verb_base, "striking", "strike"},
      {sr_word_verb_base, "planned", "plan"},
      {sr_word_verb_base, "shelled", "shell"},
      {sr_word_verb_base, "denied", "deny"},
      {sr_word_verb_base, "denies", "deny"},
      {sr_word_verb_base, "shot", "shoot"},
      {sr_word_verb_base, "withdrew", "withdraw"},
      {sr_word_verb_base, "hit", "hit"},
      {sr_word_verb_base, "escalating", "escalate"},
      {sr_word_verb_base, "reaches", "reach"},
      {sr_word_verb_base, "said", "say"},
      {sr_word_verb_base, "died", "die"},
      {sr_word_adjective_base, "best", "good"},
      {sr_word_adjective_base, "proudest", "proud"},
      {sr_word_adjective_base, "heaviest", "heavy"},
      {sr_word_adjective_base, "biggest", "big"},
      {sr_word_adjective_base, "modest", "modest"},
      {sr_word_adjective_base, "severest", "severe"},
  };
  sr_arena *arena = sr_arena_new(1 << 20);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_slice(cases[i].base(arena, sr_slice_of(cases[i].form)), cases[i].expected);
  sr_arena_free(arena);
}

/* Each word with the first letters of its class; the words stand between single blanks. */
static void check_classes(const char *text, const char *expected) {
  sr_arena *arena = sr_arena_new(1 << 20);
  static sr_token tokens[64];
  sr_sentence sentence = {0};
  sr_report report = {
      .arena = arena, .text = sr_slice_of(text), .tokens = tokens, .sentences = &sentence, .n_sentences = 1};
  sr_slice rest = report.text;
  while (rest.ptr) {
    const sr_slice word = sr_slice_split(&rest, ' ');
    const uint32_t start = (uint32_t)(word.ptr - text);
    const bool letter = sr_is_alpha((uint8_t)word.ptr[0]) || word.len > 1;
    tokens[report.n_tokens++] = (sr_token){.span = {start, start + (uint32_t)word.len},
                                           .kind = sr_is_digit((uint8_t)word.ptr[0]) ? SR_TOKEN_NUMBER
                                                   : letter                          ? SR_TOKEN_WORD
                                                                                     : SR_TOKEN_PUNCT,
                                           .norm = sr_utf8_norm(arena, word),
                                           .head = SR_NO_HEAD};
  }
  sentence.n_tokens = report.n_tokens;
  static const char *const short_names[] = {".",   "n",    "v",    "aux",  "adj", "adv",
                                            "det", "prep", "pron", "conj", "num", "name"};
  sr_slice due = sr_slice_of(expected);
  for (uint32_t i = 0; i < report.n_tokens; i++) {
    const char *got = short_names[sr_word_class_of(&report, i)];
    const sr_slice want = sr_slice_split(&due, ' ');
    if (!sr_slice_is(want, got))
      fail_msg("\"%.*s\" in \"%s\": got %s, expected %.*s", (int)(tokens[i].span.end - tokens[i].span.start),
               text + tokens[i].span.start, text, got, SR_FMT(want));
  }
  sr_arena_free(arena);
}

static void guesses_classes(void **state) {
  (void)state;
  check_classes("Russian forces attacked the village with 12 drones .", "adj n v det n prep num n .");
  check_classes("Two missile strikes hit a residential building in Odesa .", "num n n v det adj n prep name .");
  check_classes("Ukraine attacks an oil depot", "name v det n n");
  check_classes("the attacks killed three wounded soldiers", "det n v num adj n");
  check_classes("Kyiv said it would launch a new offensive", "name v pron aux v det adj n");
  check_classes("He strongly denied the report", "pron adv v det n");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_base_forms), cmocka_unit_test(guesses_classes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
