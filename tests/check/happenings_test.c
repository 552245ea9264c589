/* Happenings told by several outlets: which claims the accounts put together, measured by B-cubed (Bagga and Baldwin
 * 1998) on 45 constructed happenings of two to six outlets, and the same with the two parties exchanged. */
#include "support.h"

#include "base/arena.h"
#include "base/slice.h"
#include "check/accounts.h"

#include <sitrep.h>

#include <stdio.h>
#include <stdlib.h>

enum { CLAIMS_MAX = 1000, TEXT_MAX = 600 };
/* As measured: 0.969 (precision 1, recall 0.941). */
static const double F1_MIN = 0.9;

typedef struct told {
  int happening;
  sr_claim_kind kind;
  sr_enum sort;
  int group; /* -1: alone */
  double low, high;
  char party[4];
} told;

typedef struct reading {
  told claims[CLAIMS_MAX];
  uint32_t n;
} reading;

/* Russia for Ukraine and the other way round, in names and adjectives. */
static void exchange(sr_slice text, char out[TEXT_MAX]) {
  static const char *const pairs[][2] = {
      {"Russian", "Ukrainian"}, {"Russia", "Ukraine"}, {"Ukrainian", "Russian"}, {"Ukraine", "Russia"}};
  enum { PAIRS = sizeof pairs / sizeof *pairs };
  size_t n = 0;
  for (size_t i = 0; i < text.len && n + 12 < TEXT_MAX;) {
    size_t p = 0;
    while (p < PAIRS && !sr_slice_starts(sr_slice_cut(text, i, text.len), sr_slice_of(pairs[p][0]))) p++;
    if (p < PAIRS) {
      n += (size_t)snprintf(out + n, TEXT_MAX - n, "%s", pairs[p][1]);
      i += strlen(pairs[p][0]);
    } else {
      out[n++] = text.ptr[i++];
    }
  }
  out[n] = 0;
}

/* The kinds of which accounts are made. */
static bool is_account(const sr_claim *claim) {
  return claim->kind == SR_KIND_LOSSES || claim->kind == SR_KIND_STRIKE || claim->kind == SR_KIND_INTERCEPTION ||
         claim->kind == SR_KIND_CONTROL || claim->kind == SR_KIND_AID;
}

static sr_enum sort_of(const sr_claim *claim) {
  switch (claim->kind) {
  case SR_KIND_LOSSES: return claim->category;
  case SR_KIND_CONTROL: return claim->act;
  case SR_KIND_STRIKE:
  case SR_KIND_INTERCEPTION: return claim->weapon;
  default: return SR_FIELD_NONE;
  }
}

static void read_all(const sr_engine *engine, sr_slice file, bool exchanged, reading *out) {
  sr_arena *arena = sr_arena_new(1 << 26);
  sr_accounting *accounting;
  sr_error err = {0};
  const sr_account_group *groups;
  uint32_t n_groups;
  assert_non_null(arena);
  assert_ok(sr_accounting_open(arena, &accounting, &err), &err);
  *out = (reading){0};
  int64_t report_id = 0;
  for (sr_slice rest = file; rest.len;) {
    sr_slice line = sr_slice_split(&rest, '\n');
    if (!line.len || line.ptr[0] == '#') continue;
    double happening;
    sr_day day;
    char text[TEXT_MAX];
    assert_true(sr_number_parse(sr_slice_split(&line, '\t'), &happening));
    assert_true(sr_day_parse(sr_slice_split(&line, '\t'), &day));
    const sr_slice outlet = sr_slice_split(&line, '\t');
    if (exchanged)
      exchange(line, text);
    else
      snprintf(text, sizeof text, "%.*s", SR_FMT(line));
    sr_report *report;
    uint32_t n;
    const sr_report_info info = {.date = day, .outlet = outlet, .lang = SR_SLICE("en")};
    assert_ok(sr_report_read(engine, sr_slice_of(text), &info, SR_LAYERS_ALL, &report, &err), &err);
    const sr_claim *claims = sr_report_claims(report, &n);
    report_id++;
    for (uint32_t i = 0; i < n; i++) {
      if (!is_account(&claims[i])) continue;
      assert_true(out->n < CLAIMS_MAX);
      const sr_actor_ref party = claims[i].kind == SR_KIND_AID ? claims[i].donor : claims[i].party;
      told *t = &out->claims[out->n++];
      *t = (told){(int)happening,
                  claims[i].kind,
                  sort_of(&claims[i]),
                  -1,
                  claims[i].quantity.low,
                  claims[i].quantity.high,
                  {0}};
      snprintf(t->party, sizeof t->party, "%.*s", (int)(party.code.len < 3 ? party.code.len : 3),
               party.code.ptr ? party.code.ptr : "");
      const sr_stored_claim stored = {.ref = {SR_REF_CLAIM, out->n},
                                      .report = {SR_REF_REPORT, report_id},
                                      .outlet = outlet,
                                      .report_date = day,
                                      .sentence = sr_report_text(report),
                                      .claim = claims[i]};
      assert_ok(sr_accounting_add(accounting, &stored, &err), &err);
    }
    sr_report_free(report);
  }
  assert_ok(sr_accounting_group(accounting, &groups, &n_groups, &err), &err);
  for (uint32_t g = 0; g < n_groups; g++)
    for (uint32_t i = 0; i < groups[g].n_claims; i++) out->claims[groups[g].claims[i].id - 1].group = (int)g;
  sr_arena_free(arena);
}

static bool one_truth(const told *a, const told *b) {
  return a->happening == b->happening && a->kind == b->kind && a->sort == b->sort;
}

static void claims_of_one_happening_are_put_together(void **state) {
  const reading *r = &((const reading *)*state)[0];
  double precision = 0, recall = 0;
  for (uint32_t i = 0; i < r->n; i++) {
    int together = 1, right = 1, truth = 1;
    for (uint32_t k = 0; k < r->n; k++) {
      if (k == i) continue;
      const bool grouped = r->claims[i].group >= 0 && r->claims[i].group == r->claims[k].group;
      const bool same = one_truth(&r->claims[i], &r->claims[k]);
      together += grouped;
      truth += same;
      right += grouped && same;
    }
    precision += (double)right / together;
    recall += (double)right / truth;
  }
  precision /= r->n;
  recall /= r->n;
  const double f1 = 2 * precision * recall / (precision + recall);
  print_message("%u claims: B-cubed precision %.3f, recall %.3f, F1 %.3f\n", (unsigned)r->n, precision, recall, f1);
  assert_true(r->n >= 100);
  assert_true(f1 >= F1_MIN);
}

/* The mirror image: the same claims with the same figures, the parties exchanged, and the same groups. */
static void exchanging_the_parties_changes_nothing_else(void **state) {
  const reading *a = &((const reading *)*state)[0], *b = &((const reading *)*state)[1];
  assert_int_equal(a->n, b->n);
  for (uint32_t i = 0; i < a->n; i++) {
    const told *x = &a->claims[i], *y = &b->claims[i];
    if (x->happening != y->happening || x->kind != y->kind || x->sort != y->sort || x->low != y->low ||
        x->high != y->high || (x->group < 0) != (y->group < 0))
      fail_msg("claim %u of happening %d", (unsigned)i, x->happening);
    const char *mirrored = !strcmp(x->party, "RUS") ? "UKR" : !strcmp(x->party, "UKR") ? "RUS" : x->party;
    assert_string_equal(y->party, mirrored);
    for (uint32_t k = 0; k < i; k++) assert_int_equal(x->group == a->claims[k].group, y->group == b->claims[k].group);
  }
}

int main(void) {
  static reading readings[2];
  sr_engine *engine = NULL;
  sr_error err = {0};
  if (sr_engine_open(NULL, &engine, &err)) return 1;
  const sr_slice file = sr_test_file("tests/check/happenings.tsv");
  read_all(engine, file, false, &readings[0]);
  read_all(engine, file, true, &readings[1]);
  free((void *)(uintptr_t)file.ptr);
  sr_engine_free(engine);
  const struct CMUnitTest tests[] = {cmocka_unit_test_prestate(claims_of_one_happening_are_put_together, readings),
                                     cmocka_unit_test_prestate(exchanging_the_parties_changes_nothing_else, readings)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
