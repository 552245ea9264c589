/* Reports of several conflicts and genres through the whole reading, with the claims that must and must not come out.
 *
 * tests/claim/reports/NAME.txt: lines "date: ..." and "outlet: ...", then the text, then a line "---", then one
 * expected claim a line as written by render(), where "*" ends a line that may go on, lines "! kind" or "! kind
 * word" for what must not be claimed, and lines "@ kind word = place, place" for where it is, nothing behind "=" for
 * nowhere. */
#include "support.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/slice.h"

#include <sitrep/claim.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 1024 };

typedef struct line {
  char text[LINE_MAX_BYTES];
  size_t len;
} line;

static void put(line *l, const char *format, ...) SR_PRINTF(2, 3);

static void put(line *l, const char *format, ...) {
  va_list args;
  va_start(args, format);
  const int n = vsnprintf(l->text + l->len, sizeof l->text - l->len, format, args);
  va_end(args);
  assert_true(n >= 0 && (size_t)n < sizeof l->text - l->len);
  l->len += (size_t)n;
}

static void put_field(line *l, const char *name, sr_slice value) {
  if (value.len) put(l, " %s=%.*s", name, SR_FMT(value));
}

static void put_enum(line *l, sr_enum value) {
  if (value) put(l, " %s", sr_enum_name(value));
}

static void put_day(line *l, sr_day day) {
  char text[SR_DAY_MAX];
  put(l, "%s", sr_day_write(day, text));
}

/* "losses killed civilian q==12 {people} party=X where=A,B when=on:2024-01-01..2024-01-01 chain=A>B denied" */
static void render(const sr_claim *c, line *l) {
  *l = (line){0};
  put(l, "%s", sr_claim_kind_name(c->kind));
  const sr_enum words[] = {c->category, c->victim, c->measure, c->act, c->weapon, c->outcome, c->status, c->form};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) put_enum(l, words[i]);
  for (uint32_t i = 0; i < c->n_objects; i++) put_enum(l, c->objects[i]);
  if (c->quantity.present) {
    put(l, " q=%s%.10g", sr_bound_name(c->quantity.bound), c->quantity.low);
    if (c->quantity.high > c->quantity.low) put(l, "..%.10g", c->quantity.high);
    put(l, " %.*s", SR_FMT(c->quantity.unit));
  }
  put_field(l, "party", c->party.name);
  put_field(l, "donor", c->donor.name);
  put_field(l, "recipient", c->recipient.name);
  put_field(l, "speaker", c->speaker.name);
  put_field(l, "addressee", c->addressee.name);
  for (uint32_t i = 0; i < c->n_participants; i++) put_field(l, "with", c->participants[i].name);
  put_field(l, "item", c->item);
  put_field(l, "target", c->target_place.name);
  put_field(l, "target", c->target);
  put_field(l, "condition", c->condition);
  put_field(l, "horizon", c->horizon);
  if (c->when.present) {
    put(l, " when=%s:", sr_when_relation_name(c->when.relation));
    put_day(l, c->when.start);
    put(l, "..");
    put_day(l, c->when.end);
  }
  if (c->kind == SR_KIND_AID && c->deadline != SR_DAY_NONE) {
    put(l, " deadline=");
    put_day(l, c->deadline);
  }
  for (uint32_t i = 0; i < c->n_chain; i++) put(l, "%s%.*s", i ? " > " : " chain=", SR_FMT(c->chain[i].name));
  if (c->modality != SR_MODALITY_ASSERTED) put(l, " (%s)", sr_modality_name(c->modality));
}

static bool matches(const line *l, sr_slice expected) {
  const sr_slice got = {l->text, l->len};
  if (sr_slice_ends(expected, SR_SLICE("*"))) return sr_slice_starts(got, sr_slice_cut(expected, 0, expected.len - 1));
  return sr_slice_eq(got, expected);
}

/* Whether the claim is of the kind and its evidence holds the word, if there is one. */
static bool is_of(const sr_report *report, const sr_claim *c, sr_slice rule) {
  sr_slice rest = rule;
  const sr_slice kind = sr_slice_split(&rest, ' ');
  if (!sr_slice_is(kind, sr_claim_kind_name(c->kind))) return false;
  if (!rest.ptr) return true;
  const sr_slice evidence = sr_report_slice(report, c->evidence.at[0]);
  for (size_t at = 0; at + rest.len <= evidence.len; at++)
    if (sr_slice_eq(sr_slice_cut(evidence, at, at + rest.len), rest)) return true;
  return false;
}

/* "losses 12 people = El Fasher, Zamzam": where the claim of the kind with the word in its evidence is placed. */
static bool is_placed(const sr_report *report, const sr_claim *c, sr_slice rule) {
  const size_t cut = sr_slice_find(rule, '=', 0);
  assert_true(cut != SR_NOWHERE && cut > 1);
  if (!is_of(report, c, sr_slice_cut(rule, 0, cut - 1))) return false;
  line l = {0};
  for (uint32_t i = 0; i < c->n_where; i++) put(&l, "%s%.*s", i ? ", " : "", SR_FMT(c->where[i].name));
  return sr_slice_eq((sr_slice){l.text, l.len}, sr_slice_trim(sr_slice_cut(rule, cut + 1, rule.len)));
}

/* A rule that begins with "trees: " needs a model. */
static int check_report(const sr_engine *engine, const char *name, bool trees) {
  char path[256];
  snprintf(path, sizeof path, "tests/claim/reports/%s.txt", name);
  const sr_slice file = sr_test_file(path);
  sr_slice rest = file;
  sr_report_info info = {.id = sr_slice_of(name), .date = SR_DAY_NONE, .form = SR_FORM_TEXT};
  sr_slice head = sr_slice_split(&rest, '\n');
  assert_true(sr_slice_starts(head, SR_SLICE("date: ")));
  assert_true(sr_day_parse(sr_slice_cut(head, 6, head.len), &info.date));
  head = sr_slice_split(&rest, '\n');
  assert_true(sr_slice_starts(head, SR_SLICE("outlet: ")));
  info.outlet = sr_slice_cut(head, 8, head.len);
  size_t cut = 0;
  while (cut + 5 <= rest.len && memcmp(rest.ptr + cut, "\n---\n", 5) != 0) cut++;
  assert_true(cut + 5 <= rest.len);
  sr_report *report = NULL;
  sr_error err = {0};
  assert_ok(sr_report_read(engine, sr_slice_cut(rest, 0, cut), &info, SR_LAYER_CLAIMS, &report, &err), &err);
  uint32_t n = 0;
  const sr_claim *claims = sr_report_claims(report, &n);
  line *lines = calloc(n + 1, sizeof *lines);
  assert_non_null(lines);
  for (uint32_t i = 0; i < n; i++) render(&claims[i], &lines[i]);
  int wrong = 0;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < i; k++)
      if (!strcmp(lines[i].text, lines[k].text) && claims[i].evidence.at[0].start == claims[k].evidence.at[0].start &&
          claims[i].evidence.at[0].end == claims[k].evidence.at[0].end) {
        print_error("%s: claimed twice: %s\n", name, lines[i].text);
        wrong++;
      }
  sr_slice cases = sr_slice_cut(rest, cut + 5, rest.len);
  while (cases.ptr && cases.len) {
    sr_slice rule = sr_slice_split(&cases, '\n');
    if (!rule.len || rule.ptr[0] == '#') continue;
    if (sr_slice_starts(rule, SR_SLICE("trees: "))) {
      if (!trees) continue;
      rule = sr_slice_cut(rule, 7, rule.len);
    }
    bool found = false;
    if (rule.ptr[0] == '!') {
      for (uint32_t i = 0; i < n; i++)
        if (is_of(report, &claims[i], sr_slice_cut(rule, 2, rule.len))) {
          print_error("%s: must not be claimed: %s\n", name, lines[i].text);
          wrong++;
        }
      continue;
    }
    for (uint32_t i = 0; i < n && !found; i++)
      found = rule.ptr[0] == '@' ? is_placed(report, &claims[i], sr_slice_cut(rule, 2, rule.len))
                                 : matches(&lines[i], rule);
    if (found) continue;
    print_error("%s: missing: %.*s\n", name, SR_FMT(rule));
    wrong++;
  }
  if (wrong || getenv("SR_TEST_SHOW"))
    for (uint32_t i = 0; i < n; i++) {
      const sr_slice evidence = sr_report_slice(report, claims[i].evidence.at[0]);
      print_error("%s: got: %s   <- %.*s\n", name, lines[i].text, SR_FMT(evidence));
    }
  free(lines);
  free((void *)(uintptr_t)file.ptr);
  sr_report_free(report);
  return wrong;
}

static void read_reports(const char *models, bool trees) {
  sr_engine *engine = NULL;
  sr_error err = {0};
  setenv("SITREP_MODELS", models, 1);
  assert_ok(sr_engine_open(NULL, &engine, &err), &err);
  int wrong = 0;
  DIR *folder = opendir(SR_SOURCE_DIR "/tests/claim/reports");
  assert_non_null(folder);
  uint32_t reports = 0;
  for (const struct dirent *entry; (entry = readdir(folder));) {
    const size_t len = strlen(entry->d_name);
    if (len < 5 || strcmp(entry->d_name + len - 4, ".txt") != 0) continue;
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)(len - 4), entry->d_name);
    wrong += check_report(engine, name, trees);
    reports++;
  }
  closedir(folder);
  assert_true(reports > 20);
  sr_engine_free(engine);
  assert_int_equal(wrong, 0);
}

static void test_reports_by_rules(void **state) {
  (void)state;
  read_reports("no models are here", false);
}

static void test_reports_by_trees(void **state) {
  (void)state;
  read_reports(SR_SOURCE_DIR "/models", true);
}

static void test_names(void **state) {
  (void)state;
  assert_string_equal(sr_claim_kind_name(SR_KIND_INTERCEPTION), "interception");
  assert_string_equal(sr_modality_name(SR_MODALITY_DEMANDED), "demanded");
  assert_string_equal(sr_when_relation_name(SR_WHEN_SINCE), "since");
  assert_string_equal(sr_enum_name(SR_OUTCOME_SHOT_DOWN), "shot down");
  assert_string_equal(sr_enum_name(SR_FIELD_NONE), "");
}

/* The cost of one more sentence must not grow with the sentences before it. */
static void test_long_report_is_read(void **state) {
  (void)state;
  static const char sentence[] = "On Monday 12 drones hit a school and two hospitals and killed 3 people. ";
  enum { COPIES = 2000 };
  sr_engine *engine = NULL;
  sr_report *report = NULL;
  sr_error err = {0};
  char *text = malloc(COPIES * (sizeof sentence - 1));
  assert_non_null(text);
  for (size_t i = 0; i < COPIES; i++) memcpy(text + i * (sizeof sentence - 1), sentence, sizeof sentence - 1);
  assert_ok(sr_engine_open(NULL, &engine, &err), &err);
  const sr_slice bytes = {text, COPIES * (sizeof sentence - 1)};
  assert_ok(sr_report_read(engine, bytes, NULL, SR_LAYER_CLAIMS, &report, &err), &err);
  uint32_t n = 0;
  sr_report_claims(report, &n);
  assert_true(n >= 5); /* the same thing said again is one claim, as far as it is looked back */
  sr_report_free(report);
  sr_engine_free(engine);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_names), cmocka_unit_test(test_reports_by_rules),
                                     cmocka_unit_test(test_reports_by_trees),
                                     cmocka_unit_test(test_long_report_is_read)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
