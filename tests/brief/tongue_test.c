/* The languages of the brief: plurals, numbers and dates as each writes them, and no word of English where it has its
 * own. */
#include "world.h"

#include "brief/page.h"
#include "brief/tongue.h"

#include <sitrep/brief.h>
#include <sitrep/check.h>
#include <sitrep/observe.h>

#include <math.h>
#include <string.h>

static const char report_text[] = "At least nine people were killed and 28 wounded in Kharkiv on Friday, the regional "
                                  "governor said. Russia launched 41 "
                                  "drones and 12 missiles overnight, and 31 drones were shot down, the air force said. "
                                  "Russian forces captured about 15 "
                                  "sq. km. a day in June, writes Horizon; at this pace it would take 22 years to take "
                                  "the whole of Ukraine, it says. The "
                                  "ministry denied that the village of Robotyne had been seized. Norway pledged 150 "
                                  "million euros by 1 September 2025.";

static const char figures_csv[] = "date,measure,party,place,low,high,unit,source,licence,note\n"
                                  "2025-06-01,tanks lost total,RUS,Ukraine,10900,10900,{tank},a count,CC0,\n"
                                  "2025-06-02,tanks lost total,RUS,Ukraine,10902.5,10904,{tank},a count,CC0,\n"
                                  "2025-06-03,tanks lost total,RUS,Ukraine,10921,10921,{tank},a count,CC0,\n";

static int open_world(void **state) {
  static world w;
  assert_true(world_open(&w, report_text) >= 5);
  world_observe(&w, figures_csv);
  w.arena = sr_arena_new(1 << 20);
  *state = &w;
  return 0;
}

static sr_tongue tongue_of(const char *lang) {
  sr_tongue tongue;
  assert_true(sr_tongue_find(lang, &tongue));
  return tongue;
}

static void units_agree_with_their_numbers(void **state) {
  (void)state;
  static const struct {
    const char *lang, *code;
    double value;
    const char *form;
  } cases[] = {
      {"uk", "{drone}", 1, "дрон"},
      {"uk", "{drone}", 21, "дрон"},
      {"uk", "{drone}", 2, "дрони"},
      {"uk", "{drone}", 34, "дрони"},
      {"uk", "{drone}", 5, "дронів"},
      {"uk", "{drone}", 11, "дронів"},
      {"uk", "{drone}", 112, "дронів"},
      {"uk", "{drone}", 0, "дронів"},
      {"uk", "a", 89.4, "року"},
      {"uk", "a", 89, "років"},
      {"ru", "a", 1.5, "года"},
      {"ru", "a", 22, "года"},
      {"ru", "a", 25, "лет"},
      {"ru", "{person}", 3, "человека"},
      {"ru", "{person}", 13, "человек"},
      {"bg", "{drone}", 1, "дрон"},
      {"bg", "{drone}", 21, "дрона"},
      {"bg", "{person}", 9, "души"},
      {"uk", "km2", (double)NAN, "км²"},
      {"uk", "{sled dog}", 3, ""},
      {"ru", "{tank}", INFINITY, "танков"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const sr_tongue tongue = tongue_of(cases[i].lang);
    const sr_slice form = sr_tongue_unit(&tongue, sr_slice_of(cases[i].code), cases[i].value);
    if (!sr_slice_is(form, cases[i].form))
      fail_msg("%s %g %s: \"%.*s\", not \"%s\"", cases[i].lang, cases[i].value, cases[i].code, SR_FMT(form),
               cases[i].form);
  }
}

static void numbers_and_days_are_written_as_the_language_does(void **state) {
  world *w = *state;
  static const struct {
    const char *lang, *digits, *written;
  } cases[] = {
      {"en", "112716.5", "112,716.5"}, {"uk", "112716.5", "112\u00a0716,5"}, {"ru", "-1234567", "-1\u00a0234\u00a0567"},
      {"bg", "9000", "9000"},          {"uk", "0.0059", "0,0059"},           {"ru", "1.3e-05", "1,3e-05"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const sr_tongue tongue = tongue_of(cases[i].lang);
    const sr_slice got = sr_tongue_number(&tongue, sr_slice_of(cases[i].digits), w->arena);
    if (!sr_slice_is(got, cases[i].written)) fail_msg("%s: \"%.*s\"", cases[i].digits, SR_FMT(got));
  }
  sr_day day;
  assert_true(sr_day_parse(SR_SLICE("2025-07-09"), &day));
  const char *const days[][2] = {
      {"en", "2025-07-09"}, {"uk", "09.07.2025"}, {"ru", "09.07.2025"}, {"bg", "09.07.2025\u00a0г."}};
  for (size_t i = 0; i < 4; i++) {
    const sr_tongue tongue = tongue_of(days[i][0]);
    const sr_slice got = sr_tongue_day(&tongue, day, w->arena);
    if (!sr_slice_is(got, days[i][1])) fail_msg("%s: \"%.*s\"", days[i][0], SR_FMT(got));
  }
}

static void expect_word(const char *english) {
  const char *const langs[] = {"bg", "ru", "uk"};
  for (int i = 0; i < 3; i++) {
    const sr_tongue tongue = tongue_of(langs[i]);
    sr_worded w;
    if (!sr_tongue_phrase(&tongue, sr_slice_of(english), &w))
      fail_msg("'%s' has no word for \"%s\"", langs[i], english);
  }
}

/* Words of other layers come to the page through their names, where the build cannot see them. */
static void every_word_of_a_claim_has_its_own(void **state) {
  (void)state;
  for (int i = 0; i < SR_KIND_COUNT; i++) expect_word(sr_claim_kind_name((sr_claim_kind)i));
  for (int i = 0; i < SR_MODALITY_COUNT; i++) expect_word(sr_modality_name((sr_modality)i));
  for (int i = 1; i < SR_ENUM_COUNT; i++) expect_word(sr_enum_name((sr_enum)i));
  for (int i = 0; i < SR_OUTCOME_COUNT; i++) expect_word(sr_outcome_name((sr_outcome)i));
  for (int i = 0; i < SR_ACCOUNT_ATTRIBUTE_COUNT; i++) expect_word(sr_account_attribute_name((sr_account_attribute)i));
}

static void brief_in(world *w, const char *lang, sr_brief_format format, sr_test_text *page) {
  sr_error err = {0};
  *page = (sr_test_text){0};
  const sr_brief_options options = {
      .format = format, .columns = 160, .since = SR_DAY_NONE, .until = SR_DAY_NONE, .lang = lang};
  assert_ok(sr_brief_write(w->engine, w->ledger, &options, sr_test_keep, page, &err), &err);
}

static void the_brief_speaks_its_language(void **state) {
  static sr_test_text page;
  static const char *const parts[][4] = {
      {"uk", "<html lang=\"uk\">", "<h1>Огляд ситуації</h1>", "втрати танків (усього)"},
      {"ru", "<html lang=\"ru\">", "<h1>Сводка о ситуации</h1>", "потери танков (всего)"},
      {"bg", "<html lang=\"bg\">", "<h1>Ситуационен обзор</h1>", "загубени танкове (общо)"}};
  static const char *const english[] = {"Who says so",      "Situation brief", "Losses<",     " to <data",
                                        "in its own voice", ", in ",           "The figures", "asserted",
                                        "people",           "drones<",         ">losses"};
  for (size_t i = 0; i < 3; i++) {
    brief_in(*state, parts[i][0], SR_BRIEF_HTML, &page);
    assert_non_null(strstr(page.bytes, parts[i][1]));
    assert_non_null(strstr(page.bytes, parts[i][2]));
    assert_non_null(strstr(page.bytes, parts[i][3]));
    assert_non_null(strstr(page.bytes, "<q>")); /* quotations stay as they were said */
    assert_non_null(strstr(page.bytes, "value=\"2025-07-11\">11.07.2025"));
    for (size_t k = 0; k < sizeof english / sizeof *english; k++) {
      const char *at = strstr(page.bytes, english[k]);
      while (at && strstr(at, "</q>") && (!strstr(at, "<q>") || strstr(at, "</q>") < strstr(at, "<q>")))
        at = strstr(at + 1, english[k]); /* inside a quotation */
      if (at) fail_msg("the brief in '%s' has \"%.60s\"", parts[i][0], at > page.bytes + 20 ? at - 20 : at);
    }
  }
  brief_in(*state, "uk", SR_BRIEF_TEXT, &page);
  assert_non_null(strstr(page.bytes, "щонайменше 9 людей"));
  assert_non_null(strstr(page.bytes, "41 дрон"));
  assert_non_null(strstr(page.bytes, "12 ракет"));
  brief_in(*state, "ru", SR_BRIEF_MARKDOWN, &page);
  assert_non_null(strstr(page.bytes, "22 года"));
  assert_non_null(strstr(page.bytes, "«"));
}

static void a_language_that_it_does_not_speak_is_refused(void **state) {
  world *w = *state;
  static sr_test_text page;
  sr_error err = {0};
  const sr_brief_options options = {.since = SR_DAY_NONE, .until = SR_DAY_NONE, .lang = "xx"};
  assert_int_equal(sr_brief_write(w->engine, w->ledger, &options, sr_test_keep, &page, &err), SR_ERR_USAGE);
  assert_non_null(strstr(err.message, "'xx'"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(units_agree_with_their_numbers),
      cmocka_unit_test(numbers_and_days_are_written_as_the_language_does),
      cmocka_unit_test(every_word_of_a_claim_has_its_own),
      cmocka_unit_test(the_brief_speaks_its_language),
      cmocka_unit_test(a_language_that_it_does_not_speak_is_refused),
  };
  return cmocka_run_group_tests(tests, open_world, close_world);
}
