/* Relations: the program's tables compile, and each way to get a row wrong is an error that names it. */
#include "support.h"

#include "base/slice.h"
#include "check/relation.h"

#include <stdio.h>

enum { ROWS_MAX = 8 };

static const char *const SLOTS[] = {
    "days\td\t\t\t\tdays",           "gain\tkm2\tadvance\tmeasure=area\tarea held\trise",
    "land\tkm2\tcontrol\tact=holds", "pace\tkm2/d\tadvance\tmeasure=rate\t\t\tgain / days",
    "time\ta\tprojection",           NULL,
};
static const char *const RELATIONS[] = {"time to take\tformula\tday\ttime = land / pace\t0.02\tpace", NULL};
static const char *const SLIPS[] = {"miles\tunit\tkm\t[mi_i]\t", NULL};

static sr_status compile(const char *const *slots, const char *const *relations, const char *const *slips,
                         sr_relations *out, sr_error *err) {
  static sr_test_table s, r, l; /* what is compiled borrows the tables; read before the next call */
  sr_arena *arena = sr_arena_new(1 << 20);
  const sr_status status = sr_relations_compile(arena, sr_test_table_of(&s, "slots", 7, slots),
                                                sr_test_table_of(&r, "relations", 12, relations),
                                                sr_test_table_of(&l, "slips", 5, slips), out, err);
  out->items = NULL; /* in the arena */
  sr_arena_free(arena);
  return status;
}

static void own_tables_compile(void **state) {
  (void)state;
  sr_arena *arena = sr_arena_new(1 << 22);
  sr_relations relations;
  sr_error err = {0};
  assert_ok(sr_relations_open(arena, &relations, &err), &err);
  assert_true(relations.n >= 8 && relations.n_slips >= 10);
  for (uint32_t i = 0; i < relations.n; i++) {
    const sr_relation *r = &relations.items[i];
    if (!sr_slice_is(r->name, "time to take")) continue;
    assert_true(r->n_ways >= 4); /* each of its two slots stated or derived */
    assert_slice(r->ways[0].text, "not held / advance rate");
  }
  sr_arena_free(arena);
}

static void a_good_row_compiles(void **state) {
  (void)state;
  sr_relations out;
  sr_error err = {0};
  assert_ok(compile(SLOTS, RELATIONS, SLIPS, &out, &err), &err);
}

static void bad_rows_are_named(void **state) {
  (void)state;
  const struct {
    const char *slot, *relation, *slip, *says;
  } cases[] = {
      {NULL, "r\tformula\tday\ttime = land * pace\t0\t", NULL, "not of one unit"},
      {NULL, "r\tformula\tday\ttime = land + pace\t0\t", NULL, "units cannot be added"},
      {NULL, "r\tformula\tday\ttime = land / speed\t0\t", NULL, "unknown slot 'speed'"},
      {NULL, "r\tformula\tday\tspeed = land / pace\t0\t", NULL, "unknown slot left"},
      {NULL, "r\tformula\tday\ttime land / pace\t0\t", NULL, "no comparison"},
      {NULL, "r\tformula\tday\ttime = land /\t0\t", NULL, "unknown slot"},
      {NULL, "r\tformula\tday\ttime = land / pace\t2\t", NULL, "tolerance"},
      {NULL, "r\tformula\tday\ttime = land / pace\t0\tspeed", NULL, "premise"},
      {NULL, "r\tguess\tday\ttime = land / pace\t0\t", NULL, "unknown how"},
      {NULL, "r\tbound\thappening\ttime <= land\t0\t", NULL, "not of one unit"},
      {NULL, "r\tbound\thappening\tgain <= land + gain\t0\t", NULL, "one slot on each side"},
      {NULL, "r\torder\thappening\tland said <= gain end\t0\t", NULL, "two days of one claim"},
      {NULL, "r\torder\thappening\tland said <= land soon\t0\t", NULL, "no day of a claim"},
      {NULL, "r\torder\thappening\tland said\t0\t", NULL, "no comparison"},
      {NULL, "r\tformula\tday\tland = land + land + land + land + land + land + land\t0\t", NULL, "too long"},
      {NULL, "r\tformula\tday\ttime = land / pace\t0\t\t\t\t\t\tperiod mood", NULL, "neither period nor territory"},
      {"price\tXXX/{x}", "r\tformula\thappening\tprice = land * price\t0\t", NULL, "not of one unit"},
      {"price\tXXX/{x}", "r\tformula\thappening\tland = land / price\t0\t", NULL, "not of one unit"},
      {"x\tfurlong", NULL, NULL, "unknown unit 'furlong'"},
      {"x\tkm2\tgossip", NULL, NULL, "unknown kind of claim 'gossip'"},
      {"x\tkm2\tadvance\tcolour=red", NULL, NULL, "unknown field"},
      {"x\tkm2\tadvance\tmeasure=red", NULL, NULL, "unknown word 'red'"},
      {"x\tkm2\t\t\tarea held\t", NULL, NULL, "no way to take"},
      {NULL, NULL, "s\tunit\tkm\tkg\t", "do not convert"},
      {NULL, NULL, "s\tunit\tkm/d\tkm/h\t", "not one term"},
      {NULL, NULL, "s\tscale\t\t\t1", "needs a factor"},
      {NULL, NULL, "s\tkind\tkilled\t\t", "must be given"},
      {NULL, NULL, "s\trest\tkm\tkm\t", "of a share in % only"},
      {NULL, NULL, "s\tguess\tkm\t[mi_i]\t", "unknown class"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *slots[ROWS_MAX] = {SLOTS[0], SLOTS[1], SLOTS[2], SLOTS[3], SLOTS[4], cases[i].slot};
    const char *relations[] = {cases[i].relation ? cases[i].relation : RELATIONS[0], NULL};
    const char *slips[] = {cases[i].slip ? cases[i].slip : SLIPS[0], NULL};
    sr_relations out;
    sr_error err = {0};
    const char *row = cases[i].slot ? cases[i].slot : cases[i].relation ? cases[i].relation : cases[i].slip;
    if (compile(slots, relations, slips, &out, &err) != SR_ERR_INPUT) fail_msg("'%s' compiles", row);
    if (!strstr(err.message, cases[i].says) || !strstr(err.message, ".tsv, row '"))
      fail_msg("'%s': '%s' does not say '%s'", row, err.message, cases[i].says);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(own_tables_compile),
      cmocka_unit_test(a_good_row_compiles),
      cmocka_unit_test(bad_rows_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
