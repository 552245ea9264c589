/* Places: names and spellings, regions and lists of them, unknown villages, and what is no place of a happening. */
#include "reading.h"

#include <stdio.h>

/* names: what is found, in order, as "name" or "name*" where not literal. */
static const struct {
  const char *text, *names;
} cases[] = {
    {"Shelling was heard in Kharkov.", "Kharkiv"},
    {"Shelling was heard in the Kharkov region.", "Kharkiv Oblast"},
    {"Fields burned in the Sumy and Poltava regions.", "Sumy Oblast|Poltava Oblast"},
    {"Power failed in Kherson, Odesa and Mykolaiv.", "Kherson|Odesa|Mykolaiv"},
    {"Kyiv said it would answer.", "Kyiv*"},
    {"The ministers met in Kyiv.", "Kyiv"},
    {"Ukraine accused Russia of delay.", "Ukraine*|Russia*"},
    {"The Kharkiv governor spoke.", "Kharkiv*"},
    {"The Odesa Film Festival opened.", "Odesa*"},
    {"Troops entered the village of Nyzhnia Duvanka.", "Nyzhnia Duvanka"},
    {"A column was seen north of Hrodivka.", "Hrodivka"},
    {"Crowds left El Fasher for North Darfur.", "El Fasher|North Darfur"},
    {"Rebels took Pont-Sonde on the Kharkiv-Belgorod road.", "Pont-Sondé|Kharkiv|Belgorod"},
    {"Fighting neared the town of Marib.", "Marib"},
    {"Clashes went on in Marib.", "Marib"},
    {"Clashes went on in the Marib governorate.", "Marib Governorate"},
    {"Two people were killed in al-Bab and in Ayn Issa.", "Al-Bab|Ain Issa"},
    {"Abdel Fattah al-Burhan met al-Sisi as al-Shabaab fought.", ""},
    {"The rebels left Kobane for Maarrat al-Numan, and M23 took Rubaya.", "Kobani|Maarat al-Numan|Rubaya"},
    {"He was reading a nice book in march.", ""},
    {"The turkey was served cold.", ""},
};

static void finds_places(void **state) {
  (void)state;
  int failed = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sr_arena *arena = sr_arena_new(1 << 26);
    sr_report *report = reading_of(arena, cases[i].text);
    char got[400] = "";
    for (uint32_t k = 0; k < report->n_places; k++)
      snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s%s", k ? "|" : "", SR_FMT(report->places[k].name),
               report->places[k].literal ? "" : "*");
    if (strcmp(got, cases[i].names)) {
      failed++;
      print_error("%s\n  got %s\n  due %s\n", cases[i].text, got, cases[i].names);
    }
    sr_report_free(report);
    sr_arena_free(arena);
  }
  assert_int_equal(failed, 0);
}

/* The land of the first place. */
static const struct {
  const char *text, *land;
} namesakes[] = {
    {"Clashes broke out in Tripoli.", "LY"},
    {"Clashes broke out in Tripoli, northern Lebanon, on Monday.", "LB"},
    {"Clashes broke out in Tripoli in Lebanon.", "LB"},
    {"Gunmen attacked Palma in Cabo Delgado on Monday.", "MZ"},
    {"Strikes hit Blida and Khiam in southern Lebanon.", "LB"},
    {"Troops crossed Blida, and in Lebanon nobody spoke.", "LB"},
    {"Delegates from Tripoli, Lebanon and Egypt met.", "LB"}, /* a list that reads like a place in a land */
    {"The minister left Tripoli in August.", "LY"},
};

static void tells_namesakes_apart(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof namesakes / sizeof *namesakes; i++) {
    sr_arena *arena = sr_arena_new(1 << 26);
    sr_report *report = reading_of(arena, namesakes[i].text);
    assert_true(report->n_places > 0);
    if (!sr_slice_is(report->places[0].country, namesakes[i].land))
      print_error("%s: %.*s\n", namesakes[i].text, SR_FMT(report->places[0].country));
    assert_slice(report->places[0].country, namesakes[i].land);
    sr_report_free(report);
    sr_arena_free(arena);
  }
}

static void knows_where_they_are(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_report *report = reading_of(arena, "A depot burned near Pokrovsk.");
  assert_int_equal(report->n_places, 1);
  const sr_place *place = report->places;
  assert_int_equal(place->geonames, 704422);
  assert_true(place->lat > 48.2 && place->lat < 48.4 && place->lon > 37.1 && place->lon < 37.3);
  assert_slice(place->country, "UA");
  assert_slice(place->adm1, "Donetsk Oblast");
  assert_slice(sr_report_slice(report, place->span), "Pokrovsk");
  sr_report_free(report);
  sr_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_places), cmocka_unit_test(tells_namesakes_apart),
                                     cmocka_unit_test(knows_where_they_are)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
