/* Actors: what is one, how it is named, and its code. */
#include "reading.h"

#include <stdio.h>

/* names: what is found, in order, as "name (code)". */
static const struct {
  const char *text, *names;
} cases[] = {
    {"Polish troops crossed the river.", "Poland (POLMIL)"},
    {"The Moldovan side was silent.", "Moldovan side (MDA)"},
    {"Latvia's Defence Ministry spoke.", "Latvian Defence Ministry (LVAMIL)"},
    {"The Ministry of Defence of Estonia spoke.", "Ministry of Defence of Estonia (ESTMIL)"},
    {"The Greek prime minister's office spoke.", "Greek prime minister's office (GRCGOV)"},
    {"Regional governor Petro Kovalenko spoke. Kovalenko then left.", "Petro Kovalenko ()|Petro Kovalenko ()"},
    {"The Northern Institute for Border Studies (NIBS) spoke. NIBS was not alone; the institute has rivals.",
     "Northern Institute for Border Studies ()|Northern Institute for Border Studies ()|Northern Institute for Border "
     "Studies ()|Northern Institute for Border Studies ()"},
    {"The weekly “Horizont” spoke. The weekly went on.", "Horizont (JRN)|Horizont (JRN)"},
    {"Three diplomats spoke.", "Three diplomats ()"},
    {"NATO's deputy spokesperson spoke.", "NATO deputy spokesperson (IGO)"},
    {"The UNHCR spoke in Geneva.", "UN refugee agency (IGO)"},
    {"Army vehicles blocked the road.", ""},
    {"The guard post was empty three times.", ""},
};

static void finds_actors(void **state) {
  (void)state;
  int failed = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_arena *arena = sr_arena_new(1 << 26);
    sr_report *report = reading_of(arena, cases[i].text);
    char got[600] = "";
    for (uint32_t k = 0; k < report->n_actors; k++)
      snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s (%.*s)", k ? "|" : "",
               SR_FMT(report->actors[k].name), SR_FMT(report->actors[k].code));
    if (strcmp(got, cases[i].names)) {
      failed++;
      print_error("%s\n  got %s\n  due %s\n", cases[i].text, got, cases[i].names);
    }
    sr_arena_free(report->arena);
    sr_arena_free(arena);
  }
  assert_int_equal(failed, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_actors)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
