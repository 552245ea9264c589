/* Names by the network and the tagger of models/names.sitrep together, and by the network alone where there is no
 * tagger or it is damaged. Skipped without the English model. */
#include "support.h"

#include "base/slice.h"
#include "read/reader.h"
#include "syntax/syntax.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The names of a text with the models of a folder, as "PER Olena Novak; LOC Lviv; ". */
static void names_of(const char *models, const char *text, char *to, size_t room) {
  sr_error err = {0};
  sr_arena *tables = sr_arena_new(1 << 27);
  sr_text_tools *tools;
  sr_syntax *syntax;
  sr_reader *reader;
  sr_report *report;
  setenv("SITREP_MODELS", models, 1);
  assert_ok(sr_text_open(tables, &tools, &err), &err);
  assert_ok(sr_syntax_open(&syntax, &err), &err);
  assert_ok(sr_reader_open(tables, &reader, &err), &err);
  const sr_limits limits = sr_limits_default();
  const sr_report_info info = {.date = SR_DAY_NONE, .form = SR_FORM_TEXT, .lang = SR_SLICE("en")};
  assert_ok(sr_text_read(tools, &limits, sr_slice_of(text), &info, &report, &err), &err);
  assert_ok(sr_syntax_read(syntax, report, &err), &err);
  assert_ok(sr_reader_read(reader, SR_LAYER_ENTITIES, report, &err), &err);
  *to = 0;
  for (uint32_t i = 0; i < report->n_entities; i++) {
    const sr_entity *e = &report->entities[i];
    const size_t n = strlen(to);
    snprintf(to + n, room - n, "%s %.*s; ", e->type, SR_FMT(sr_report_slice(report, e->span)));
    if (i) assert_true(report->entities[i - 1].span.end <= e->span.start);
  }
  sr_report_free(report);
  sr_reader_close(reader);
  sr_syntax_free(syntax);
  sr_text_close(tools);
  sr_arena_free(tables);
}

static const char *own_models(char path[4096]) {
  snprintf(path, 4096, "%s/models", SR_SOURCE_DIR);
  char model[4200];
  snprintf(model, sizeof model, "%s/en.sitrep", path);
  if (access(model, R_OK) != 0) skip();
  return path;
}

static void test_names_are_found(void **state) {
  (void)state;
  /* the last two: what a report of conflict calls a body is one by the conventions of such reports, elsewhere not */
  static const struct {
    const char *text, *names;
  } cases[] = {
      {"Thank you, Teresa. Halliburton and Schlumberger both bid.", "PER Teresa; ORG Halliburton; ORG Schlumberger; "},
      {"She works for Siemens in Munich.", "ORG Siemens; LOC Munich; "},
      {"i stayed in manchester and then in chicago for a week", "LOC manchester; LOC chicago; "},
      {"It rained all day and nobody came.", ""},
      {"Iraqi security forces took the town of Baiji from ISIL, said a spokesman for the coalition in Baghdad. On "
       "Friday "
       "coalition aircraft conducted three airstrikes near Mosul, which destroyed two ISIL fighting positions, a "
       "vehicle "
       "and a weapons cache. In Syria, U.S. military forces struck an ISIL tactical unit near Raqqah.",
       "ORG Iraqi security forces; LOC the town of Baiji; ORG ISIL; ORG the coalition; LOC Baghdad; LOC Mosul; ORG "
       "ISIL; "
       "LOC Syria; ORG U.S. military forces; ORG ISIL tactical unit; LOC Raqqah; "},
      /* names in a row, as where line ends were lost; a name turned round; a state behind its town */
      {"Please call me about the figures. Regards, Sandra Hollings Michael, thank you for the report.",
       "PER Sandra Hollings; PER Michael; "},
      {"Thanks for the help. Vince Vince, please see the attached letter.", "PER Vince; PER Vince; "},
      {"We drove from Austin Texas to Denver last week.", "LOC Austin; LOC Texas; LOC Denver; "},
      {"They left Boston, Or so he says, for Portland, OR, in May.", "LOC Boston; LOC Portland; LOC OR; "},
      {"The troops held North Korea and South Ossetia.", "LOC North Korea; LOC South Ossetia; "},
      {"Xi Jinping and Kim Jong-un met U.S.-led envoys in Port-au-Prince.",
       "PER Xi Jinping; PER Kim Jong-un; LOC U.S.; LOC Port-au-Prince; "},
      /* what a word is elsewhere in the report */
      {"The line reached the village of Hiram in 1883. The bridge stands between Hiram and the town of Sebago.",
       "LOC Hiram; LOC Hiram; LOC Sebago; "},
      {"The paper Horizon wrote it. Horizon said so. A reporter of Horizon was held in Baku. They read Horizon.",
       "ORG Horizon; ORG Horizon; ORG Horizon; LOC Baku; ORG Horizon; "},
      /* a storm is no person, her namesake is one */
      {"Typhoon Yagi hit Hanoi on Saturday. Yagi killed 200 people, Yagi Sato of the Japan Times said.",
       "LOC Hanoi; PER Yagi Sato; ORG Japan Times; "},
      {"The book club meets in Baghdad Street. The coalition of parents brings cake.", "LOC Baghdad Street; "},
  };
  char models[4096], got[2000];
  own_models(models);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    names_of(models, cases[i].text, got, sizeof got);
    assert_string_equal(got, cases[i].names);
  }
}

/* A folder with the English model and whatever is called names.sitrep. */
static void folder_with(char path[4096], const char *models, const char *names) {
  char from[4200], to[4200];
  snprintf(path, 4096, "/tmp/sitrep-names-XXXXXX");
  assert_non_null(mkdtemp(path));
  snprintf(from, sizeof from, "%s/en.sitrep", models);
  snprintf(to, sizeof to, "%s/en.sitrep", path);
  assert_int_equal(symlink(from, to), 0);
  if (!names) return;
  snprintf(to, sizeof to, "%s/names.sitrep", path);
  FILE *f = fopen(to, "wb");
  assert_non_null(f);
  fputs(names, f);
  fclose(f);
}

static void remove_folder(const char *path) {
  static const char *const files[] = {"en.sitrep", "names.sitrep"};
  char file[4200];
  for (size_t i = 0; i < 2; i++) {
    snprintf(file, sizeof file, "%s/%s", path, files[i]);
    unlink(file);
  }
  rmdir(path);
}

static void test_the_network_goes_on_alone(void **state) {
  (void)state;
  static const char *const files[] = {NULL, "", "SITREPTG and nothing behind it"};
  char models[4096], folder[4096], got[2000];
  own_models(models);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    folder_with(folder, models, files[i]);
    names_of(folder, "The aid convoy of the Red Crescent left Nairobi on Monday, said Marcus Webb.", got, sizeof got);
    remove_folder(folder);
    assert_string_equal(got, "ORG Red Crescent; LOC Nairobi; PER Marcus Webb; ");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_names_are_found),
      cmocka_unit_test(test_the_network_goes_on_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
