/* Attributions: the chain of sources at a statement, and the three spans. */
#include "reading.h"

#include "read/attribution.h"

#include <stdio.h>

static sr_report *attributed(sr_arena *tables, const char *text) {
  sr_error err = {0};
  sr_attribution_tables *cues;
  sr_report *report = reading_of(tables, text);
  assert_ok(sr_attribution_open(tables, &cues, &err), &err);
  assert_ok(sr_attributions_read(cues, report, &err), &err);
  return report;
}

/* chain: who stands behind the words of at, outermost first. */
static const struct {
  const char *text, *at, *chain;
} chains[] = {
    {"Two bridges were closed.", "Two bridges", ""},
    {"The Latvian Defence Ministry said two bridges were closed.", "two bridges", "Latvian Defence Ministry"},
    {"The mayor said on Friday that two bridges were closed.", "two bridges", "mayor"},
    {"Two bridges were closed, the mayor said.", "Two bridges", "mayor"},
    {"One road was cut; two bridges were closed, the mayor said.", "two bridges", "mayor"},
    {"One road was cut; two bridges were closed, the mayor said.", "One road", ""},
    {"Two bridges were closed, the mayor said, as smoke rose over the port.", "Two bridges", "mayor"},
    {"Two bridges were closed, the mayor said, as smoke rose over the port.", "smoke rose", ""},
    {"According to residents, two bridges were closed.", "two bridges", "residents"},
    {"Two bridges were closed, according to residents.", "Two bridges", "residents"},
    {"In the north, according to residents, two bridges were closed.", "two bridges", "residents"},
    {"Two bridges were closed, writes the weekly “Horizont”.", "Two bridges", "Horizont"},
    {"Two bridges were closed, the Riga Courier Post reports, citing the Institute for Border Studies.", "Two bridges",
     "Riga Courier Post > Institute for Border Studies"},
    {"The Institute for Border Studies (IBS) counts two bridges lost. The institute says a third is next.", "a third",
     "Institute for Border Studies"},
    {"Polish officials said the road was open; the Latvian Defence Ministry said two bridges were closed.",
     "two bridges", "Latvian Defence Ministry"},
    {"Polish officials said the road was open; the Latvian Defence Ministry said two bridges were closed.", "the road",
     "Polish officials"},
    {"The Polish Foreign Ministry said the road was open. It added that two bridges were closed.", "two bridges",
     "Polish Foreign Ministry"},
    {"The Polish Foreign Ministry said the road was open. Two bridges were closed.", "Two bridges", ""},
    {"The commander said that, according to residents, two bridges were closed.", "two bridges",
     "commander > residents"},
    {"Two diplomats told the Vilnius Telegraph that two bridges were closed.", "two bridges",
     "Vilnius Telegraph > Two diplomats"},
    {"Two bridges were closed, the commander told Radio Norte.", "Two bridges", "Radio Norte > commander"},
    {"The commander told Radio Norte that two bridges were closed.", "two bridges", "Radio Norte > commander"},
    {"The commander told reporters Ortega had left.", "Ortega", "commander"},
    {"The Latvian Defence Ministry said the road was open. Two bridges were closed, writes Horizont. A third is next, "
     "it "
     "says.",
     "A third", "Horizont"},
    {"\"Two bridges are closed,\" regional governor Petro Kovalenko said. \"We have no boats left here.\"", "no boats",
     "Petro Kovalenko"},
    {"Norway pledged two bridges.", "two bridges", ""},
    {"Two bridges were reportedly closed.", "Two bridges", ""},
    {"The Latvian army put the number of lost boats at 14.", "14", "Latvia"},
    {"The Latvian Air Force, citing its pilots, said two bridges were closed.", "two bridges",
     "Latvian Air Force > pilots"},
    {"An economist quoted by the weekly “Horizont” expects two bridges to be closed.", "two bridges",
     "Horizont > economist"},
    {"Poland denied that two bridges were closed.", "two bridges", "Poland"},
    {"Poland denied that two bridges were closed.", "denied that two bridges", ""},
    {"The Latvian Defence Ministry, which counts boats daily, estimates that two bridges were closed.", "two bridges",
     "Latvian Defence Ministry"},
    {"For once, notes the weekly “Horizont”, two bridges were closed.", "two bridges", "Horizont"},
    {"The mayor said one road was cut and denied that two bridges were closed.", "two bridges", "mayor"},
    {"The Latvian army put 14 boats on the river.", "14", ""},
};

static void names_the_chain(void **state) {
  (void)state;
  int failed = 0;
  for (size_t i = 0; i < sizeof chains / sizeof *chains; i++) {
    sr_arena *arena = sr_arena_new(1 << 26);
    sr_report *report = attributed(arena, chains[i].text);
    const char *at = strstr(chains[i].text, chains[i].at);
    assert_non_null(at);
    const uint32_t start = (uint32_t)(at - chains[i].text);
    const sr_actor_ref *chain;
    uint32_t n;
    sr_error err = {0};
    assert_ok(sr_attribution_chain(report, (sr_span){start, start + (uint32_t)strlen(chains[i].at)}, report->arena,
                                   &chain, &n, &err),
              &err);
    char got[400] = "";
    for (uint32_t k = 0; k < n; k++)
      snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", k ? " > " : "", SR_FMT(chain[k].name));
    if (strcmp(got, chains[i].chain)) {
      failed++;
      print_error("%s [%s]\n  got %s\n  due %s\n", chains[i].text, chains[i].at, got, chains[i].chain);
    }
    sr_arena_free(report->arena);
    sr_arena_free(arena);
  }
  assert_int_equal(failed, 0);
}

static void gives_the_three_spans(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_report *report = attributed(arena, "The mayor could not say whether two bridges were closed.");
  assert_int_equal(report->n_attributions, 1);
  const sr_attribution *a = report->attributions;
  assert_int_equal(a->source.n, 1);
  assert_slice(sr_report_slice(report, a->source.at[0]), "The mayor");
  assert_slice(sr_report_slice(report, a->cue.at[0]), "could not say");
  assert_slice(sr_report_slice(report, a->content.at[0]), "whether two bridges were closed");
  assert_false(a->quoted || a->act);
  assert_int_equal(a->parent, -1);
  sr_arena_free(report->arena);
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(names_the_chain), cmocka_unit_test(gives_the_three_spans)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
