/* Compiles words and rules; see the header. */
#include "read/time_rules.h"

#include "base/slice.h"
#include "base/table.h"

#include "lexicon/time_rules.h"
#include "lexicon/times.h"

typedef sr_time__item item;
typedef sr_time__pattern pattern;
typedef sr_time__rule rule;
typedef sr_time__definition definition;

static const char *const class_names[] = {
#define SR_X(name) #name,
    SR_TIME_CLASSES(SR_X)
#undef SR_X
};
_Static_assert(SR_TIME__CLASSES <= 64, "classes stand in one 64-bit mask");

static sr_slice cell_of(uint32_t row, uint32_t column) {
  return row == UINT32_MAX ? (sr_slice){0} : sr_table_cell(&sr_table_times, row, column);
}

sr_slice sr_time__value(uint32_t row) { return cell_of(row, SR_TIMES_VALUE); }
sr_slice sr_time__needs(uint32_t row) { return cell_of(row, SR_TIMES_NEEDS); }
sr_slice sr_time__phrase(uint32_t row) { return cell_of(row, SR_TIMES_PHRASE); }

static int class_named(sr_slice name) {
  for (int c = 0; c < SR_TIME__CLASSES; c++)
    if (sr_slice_is(name, class_names[c])) return c;
  return -1;
}

static int build_named(sr_slice name) {
  static const char *const names[] = {
#define SR_X(build) #build,
      SR_TIME_BUILDS(SR_X)
#undef SR_X
  };
  for (int b = 0; b < SR_TIME__BUILDS; b++)
    if (sr_slice_is(name, names[b])) return b;
  return -1;
}

static sr_status add_words(sr_arena *arena, sr_time_tables *tables, sr_error *err) {
  tables->words = sr_phrases_new(arena);
  tables->classes = SR_NEW(arena, uint8_t, sr_table_times.rows);
  if (!tables->words || !tables->classes) return sr_arena_fail(arena, err);
  for (uint32_t r = 0; r < sr_table_times.rows; r++) /* tablec has checked that each is one of the names */
    tables->classes[r] = (uint8_t)class_named(sr_table_cell(&sr_table_times, r, SR_TIMES_CLASS));
  /* Rows of one phrase stand together; the set keeps the first. */
  for (uint32_t r = 0; r < sr_table_times.rows; r++) {
    const sr_status status = sr_phrases_add(tables->words, sr_table_cell(&sr_table_times, r, SR_TIMES_PHRASE), r, err);
    if (status) return status;
  }
  return SR_OK;
}

static sr_status wrong_rule(sr_slice text, const char *what, sr_error *err) {
  return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "lexicon/time_rules.tsv: %s in '%.*s'", what, SR_FMT(text));
}

static sr_status read_item(const sr_time_tables *tables, sr_slice word, item *it, sr_error *err) {
  const sr_slice whole = word;
  if (sr_slice_is(word, "/")) {
    it->parting = true;
    return SR_OK;
  }
  if (sr_slice_ends(word, SR_SLICE("?"))) {
    it->optional = true;
    word.len--;
  }
  if (sr_slice_starts(word, SR_SLICE("$"))) {
    for (uint32_t d = 0; d < tables->definitions.n; d++)
      if (sr_slice_eq(tables->definitions.at[d].name, word)) it->definition = (uint16_t)(d + 1);
    return it->definition ? SR_OK : wrong_rule(whole, "unknown name", err);
  }
  while (word.ptr) {
    const int class = class_named(sr_slice_split(&word, '|'));
    if (class < 0) return wrong_rule(whole, "unknown class", err);
    it->classes |= UINT64_C(1) << class;
  }
  return SR_OK;
}

static sr_status read_pattern(sr_arena *arena, sr_time_tables *tables, sr_slice text, pattern *p, sr_error *err) {
  p->first_item = tables->items.n;
  for (sr_slice rest = sr_slice_trim(text); rest.ptr;) {
    const sr_slice word = sr_slice_split(&rest, ' ');
    if (!word.len) continue;
    item it = {0};
    const sr_status status = read_item(tables, word, &it, err);
    if (status) return status;
    item *place = SR_PUSH(arena, &tables->items);
    if (!place) return sr_arena_fail(arena, err);
    *place = it;
    p->n_items++;
  }
  return p->n_items && p->n_items <= SR_TIME_ITEMS_MAX ? SR_OK : wrong_rule(text, "no or too many words", err);
}

static sr_status read_alternatives(sr_arena *arena, sr_time_tables *tables, uint32_t d, sr_slice text, sr_error *err) {
  tables->definitions.at[d].first_pattern = tables->patterns.n;
  for (size_t from = 0; from < text.len;) {
    size_t to = from;
    while (to < text.len && !sr_slice_starts(sr_slice_cut(text, to, text.len), SR_SLICE(" | "))) to++;
    pattern p = {0};
    const sr_status status = read_pattern(arena, tables, sr_slice_cut(text, from, to), &p, err);
    if (status) return status;
    pattern *place = SR_PUSH(arena, &tables->patterns);
    if (!place) return sr_arena_fail(arena, err);
    *place = p;
    tables->definitions.at[d].n_patterns++;
    from = to + 3;
  }
  return SR_OK;
}

static uint64_t begins_of(const sr_time_tables *tables, const pattern *p, int depth) {
  uint64_t mask = 0;
  for (uint32_t i = 0; i < p->n_items; i++) {
    const item *it = &tables->items.at[p->first_item + i];
    mask |= it->classes;
    if (it->definition && depth < SR_TIME_DEPTH_MAX) {
      const definition *d = &tables->definitions.at[it->definition - 1];
      for (uint32_t k = 0; k < d->n_patterns; k++)
        mask |= begins_of(tables, &tables->patterns.at[d->first_pattern + k], depth + 1);
    }
    if (!it->optional && !it->parting) break;
  }
  return mask;
}

/* What each suffix of a pattern can begin with, so that most ways end before they fork. */
static void mark_begins(sr_time_tables *tables, pattern *p) {
  p->begins = begins_of(tables, p, 0);
  bool needs = false;
  for (uint32_t i = p->n_items; i-- > 0;) {
    item *it = &tables->items.at[p->first_item + i];
    const pattern rest = {.first_item = p->first_item + i, .n_items = p->n_items - i};
    needs |= !it->optional && !it->parting;
    it->begins = needs ? begins_of(tables, &rest, 0) : SR_TIME_BEGINS_ANYHOW;
  }
}

static sr_status add_rules(sr_arena *arena, sr_time_tables *tables, sr_error *err) {
  const sr_table *t = &sr_table_time_rules;
  for (uint32_t r = 0; r < t->rows; r++) {
    if (build_named(sr_table_cell(t, r, SR_TIME_RULES_BUILD)) != SR_TIME__BUILD_define) continue;
    definition *d = SR_PUSH(arena, &tables->definitions);
    if (!d) return sr_arena_fail(arena, err);
    d->name = sr_table_cell(t, r, SR_TIME_RULES_PATTERN);
  }
  for (uint32_t r = 0, d = 0; r < t->rows; r++) {
    const int build = build_named(sr_table_cell(t, r, SR_TIME_RULES_BUILD));
    const sr_slice text = sr_table_cell(t, r, SR_TIME_RULES_PATTERN), value = sr_table_cell(t, r, SR_TIME_RULES_VALUE);
    if (build < 0) return wrong_rule(text, "unknown build", err);
    if (build == SR_TIME__BUILD_define) {
      const sr_status status = read_alternatives(arena, tables, d++, value, err);
      if (status) return status;
      continue;
    }
    rule *place = SR_PUSH(arena, &tables->rules);
    if (!place) return sr_arena_fail(arena, err);
    *place = (rule){.build = (sr_time__build)build, .arg = value};
    pattern p = {0};
    const sr_status status = read_pattern(arena, tables, text, &p, err);
    if (status) return status;
    tables->rules.at[tables->rules.n - 1].pattern = p;
  }
  for (uint32_t k = 0; k < tables->patterns.n; k++) mark_begins(tables, &tables->patterns.at[k]);
  for (uint32_t k = 0; k < tables->rules.n; k++) mark_begins(tables, &tables->rules.at[k].pattern);
  return SR_OK;
}

sr_status sr_time_open(sr_arena *arena, sr_time_tables **tables, sr_error *err) {
  *tables = NULL;
  sr_time_tables *made = SR_NEW(arena, sr_time_tables, 1);
  if (!made) return sr_arena_fail(arena, err);
  sr_status status = add_words(arena, made, err);
  if (!status) status = add_rules(arena, made, err);
  if (!status) *tables = made;
  return status;
}
