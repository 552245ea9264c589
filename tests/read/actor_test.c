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
    {"Guterres left. Sybiha met Radoslaw Sikorski.", "Guterres ()|Sybiha ()|Radoslaw Sikorski ()"},
    {"Presidents Stubb and Nawrocki met.", "Stubb ()|Nawrocki ()"},
    {"The NYT and the Daily Telegraph reported it; Dawn broke at six.", "New York Times (JRN)|Daily Telegraph (JRN)"},
    {"Fighters of the Revolutionary United Front left. UNITA stayed.",
     "Fighters of the Revolutionary United Front (SLEREB)|UNITA (AGOREB)"},
    {"The FBI and Médecins du Monde spoke.", "Federal Bureau of Investigation (USACOP)|Médecins du Monde (NGOMED)"},
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
    sr_report_free(report);
    sr_arena_free(arena);
  }
  assert_int_equal(failed, 0);
}

/* Whom an office makes whose, by the day: "name (code, role)" of the first actor. */
static const struct {
  const char *day, *text, *first;
} holders[] = {
    {"2024-03-01", "Lavrov spoke.", "Lavrov (RUSGOV, Russian foreign minister)"},
    {"2024-03-01", "Rustem Umerov spoke.", "Rustem Umerov (UKRGOV, Ukrainian defence minister)"},
    {"2025-09-01", "Rustem Umerov spoke.", "Rustem Umerov (UKRGOV, Ukrainian security council secretary)"},
    {"2024-07-02", "Mark Rutte spoke.", "Mark Rutte (NLDGOV, Dutch prime minister)"},
    {"2024-08-01", "Mark Rutte spoke.", "Mark Rutte (, )"},
    {"2024-11-01", "Mark Rutte spoke.", "Mark Rutte (IGO, NATO secretary general)"},
    {"2023-01-01", "Donald Trump spoke.", "Donald Trump (, )"},
    {NULL, "Donald Trump spoke.", "Donald Trump (, )"},
    {"2025-02-01", "Israel Katz spoke.", "Israel Katz (ISRMIL, Israeli defence minister)"},
    {"2024-02-01", "Abdel Fattah al-Burhan spoke.", "Abdel Fattah al-Burhan (SDNMIL, Sudanese army chief)"},
    /* what the text says of somebody goes before the table */
    {"2025-02-01", "The former chancellor Angela Merkel spoke.", "Angela Merkel (, former chancellor)"},
};

static void dates_offices(void **state) {
  (void)state;
  int failed = 0;
  for (size_t i = 0; i < sizeof holders / sizeof *holders; i++) {
    sr_arena *arena = sr_arena_new(1 << 26);
    sr_day day = SR_DAY_NONE;
    if (holders[i].day) assert_true(sr_day_parse(sr_slice_of(holders[i].day), &day));
    sr_report *report = reading_on(arena, holders[i].text, day);
    char got[200] = "nobody";
    if (report->n_actors)
      snprintf(got, sizeof got, "%.*s (%.*s, %.*s)", SR_FMT(report->actors[0].name), SR_FMT(report->actors[0].code),
               SR_FMT(report->actors[0].role));
    if (strcmp(got, holders[i].first)) {
      failed++;
      print_error("%s, %s\n  got %s\n  due %s\n", holders[i].text, holders[i].day ? holders[i].day : "no day", got,
                  holders[i].first);
    }
    sr_report_free(report);
    sr_arena_free(arena);
  }
  assert_int_equal(failed, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_actors), cmocka_unit_test(dates_offices)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
