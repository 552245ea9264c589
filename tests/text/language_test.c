/* Languages of short texts. */
#include "support.h"

#include "base/slice.h"
#include "text/language.h"

#include <string.h>

static void tells_the_language(void **state) {
  (void)state;
  static const struct {
    const char *lang, *text;
  } cases[] = {
      {"en", "The army said that it had shot down 12 of 15 drones over the region at night."},
      {"en", "Two people died in Odesa."},
      {"en", "31,000 soldiers lost"},
      {"en", "12, 13 and 14"},
      {"en", "..."},
      {"uk", "Сили оборони збили 12 безпілотників."},
      {"uk", "У Києві пролунали вибухи"},
      {"ru", "Силы обороны сбили 12 беспилотников, сообщили в министерстве."},
      {"ru", "Взрывы в городе"},
      {"be", "Міністэрства абароны паведаміла, што ўначы былі збітыя дроны."},
      {"bg", "Министерството съобщи, че нощес са свалени дванадесет дрона над областта."},
      {"de", "Die Armee hat nach eigenen Angaben zwölf von fünfzehn Drohnen über der Region abgeschossen."},
      {"fr", "L'armée a déclaré avoir abattu douze des quinze drones dans la nuit."},
      {"es", "El ejército dijo que había derribado doce de los quince drones durante la noche."},
      {"it", "L'esercito ha detto di aver abbattuto dodici dei quindici droni durante la notte."},
      {"pl", "Wojsko podało, że w nocy zestrzeliło dwanaście z piętnastu dronów nad regionem."},
      {"ro", "Armata a anunțat că a doborât douăsprezece din cele cincisprezece drone în timpul nopții."},
      {"tr", "Ordu, gece boyunca bölge üzerinde on beş insansız hava aracından on ikisini düşürdüğünü ve bir kişinin "
             "öldüğünü açıkladı."},
      {"ar", "قالت الوزارة إن شخصين قتلا في الهجوم"},
      {"ka", "თავდაცვის სამინისტრომ განაცხადა"},
      {"el", "Δύο άνθρωποι σκοτώθηκαν"},
      {"ru", "Об этом сообщает Reuters со ссылкой на Bloomberg и The Wall Street Journal"},
  };
  int bad = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const sr_slice got = sr_language_of((sr_slice){cases[i].text, strlen(cases[i].text)});
    if (sr_slice_is(got, cases[i].lang)) continue;
    bad++;
    print_error("%.*s, not %s: %s\n", SR_FMT(got), cases[i].lang, cases[i].text);
  }
  assert_int_equal(bad, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(tells_the_language)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
