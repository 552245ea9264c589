/* Claims and observations as facts; see the header. */
#include "check/fact.h"

#include "base/slice.h"
#include "base/table.h"
#include "ledger/words.h"

#include <lexicon/adversaries.h>
#include <lexicon/measures.h>

#include <stdlib.h>

void sr_facts_init(sr_facts *facts, sr_arena *arena) {
  *facts = (sr_facts){.arena = arena};
  sr_map_init(&facts->texts);
  sr_map_init(&facts->units);
}

/* One copy of text, in the arena. */
static sr_status keep(sr_facts *facts, sr_slice *text, sr_error *err) {
  if (!text->len) {
    *text = (sr_slice){0};
    return SR_OK;
  }
  const uint32_t at = sr_map_get(&facts->texts, *text);
  if (at != SR_MAP_NONE) {
    *text = facts->text_list.at[at];
    return SR_OK;
  }
  sr_slice *slot = SR_PUSH(facts->arena, &facts->text_list);
  const sr_slice copy = sr_arena_copy(facts->arena, *text);
  if (!slot || !copy.ptr || !sr_map_put(&facts->texts, facts->arena, copy, facts->text_list.n - 1))
    return sr_arena_fail(facts->arena, err);
  *text = *slot = copy;
  return SR_OK;
}

/* *unit is NULL where the code is not a unit. code has been kept. */
static sr_status unit_of(sr_facts *facts, sr_slice code, const sr_unit **unit, sr_error *err) {
  *unit = NULL;
  if (!code.len) return SR_OK;
  const uint32_t at = sr_map_get(&facts->units, code);
  if (at != SR_MAP_NONE) {
    *unit = facts->unit_list.at[at];
    return SR_OK;
  }
  sr_unit parsed;
  sr_unit *copy = NULL;
  if (sr_unit_parse(code, &parsed, NULL) == SR_OK) {
    copy = SR_NEW(facts->arena, sr_unit, 1);
    if (!copy) return sr_arena_fail(facts->arena, err);
    *copy = parsed;
  }
  const sr_unit **slot = SR_PUSH(facts->arena, &facts->unit_list);
  if (!slot || !sr_map_put(&facts->units, facts->arena, code, facts->unit_list.n - 1))
    return sr_arena_fail(facts->arena, err);
  *slot = *unit = copy;
  return SR_OK;
}

/* "the weekly > the institute", or the outlet where the report speaks for itself. */
static sr_status authority_of(sr_facts *facts, const sr_stored_claim *from, sr_slice *authority, sr_error *err) {
  const sr_claim *claim = &from->claim;
  sr_slice text = from->outlet.len ? from->outlet : from->report_name;
  for (uint32_t i = 0; i < claim->n_chain; i++) {
    const sr_slice name = claim->chain[i].name;
    text = i ? sr_arena_format(facts->arena, "%.*s > %.*s", SR_FMT(text), SR_FMT(name)) : name;
    if (i && !text.ptr) return sr_arena_fail(facts->arena, err);
  }
  *authority = text;
  return keep(facts, authority, err);
}

static void add_place(sr_fact *fact, sr_slice name) {
  if (name.len && fact->n_places < SR_FACT_PLACES_MAX) fact->places[fact->n_places++] = name;
}

static sr_status keep_all(sr_facts *facts, sr_fact *fact, sr_error *err) {
  sr_slice *const texts[] = {&fact->source,         &fact->item,           &fact->counted,
                             &fact->observable,     &fact->party.name,     &fact->party.code,
                             &fact->recipient.name, &fact->recipient.code, &fact->unit_code};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) SR_TRY(keep(facts, texts[i], err));
  for (uint32_t i = 0; i < fact->n_places; i++) SR_TRY(keep(facts, &fact->places[i], err));
  return unit_of(facts, fact->unit_code, &fact->unit, err);
}

/* The figure as written, hedge included, out of the sentence that the ledger gives with the claim. */
static sr_slice figure_text(const sr_stored_claim *from) {
  const sr_span span = from->claim.quantity.span;
  if (span.start < from->sentence_start || span.end <= span.start) return (sr_slice){0};
  return sr_slice_cut(from->sentence, span.start - from->sentence_start, span.end - from->sentence_start);
}

sr_width sr_fact_width(const sr_stored_claim *claim, const sr_unit *unit) {
  const bool counted = unit->dims[SR_DIM_COUNT] && unit->n_terms == 1;
  return sr_width_of(&claim->claim.quantity, figure_text(claim), counted);
}

/* "0.038 sq km for each soldier" may come with the unit of its first side only: the side that is counted is added. */
static sr_status complete_ratio_unit(sr_facts *facts, sr_fact *fact, sr_error *err) {
  sr_unit unit;
  if (fact->kind != SR_KIND_RATIO || fact->denominator != SR_MEASURE_COUNT || fact->numerator == SR_MEASURE_COUNT ||
      sr_unit_parse(fact->unit_code, &unit, NULL) || unit.dims[SR_DIM_COUNT])
    return SR_OK;
  fact->unit_code = sr_arena_format(facts->arena, "%.*s/{person}", SR_FMT(fact->unit_code));
  return fact->unit_code.ptr ? SR_OK : sr_arena_fail(facts->arena, err);
}

sr_status sr_facts_add_claim(sr_facts *facts, const sr_stored_claim *from, sr_error *err) {
  const sr_claim *claim = &from->claim;
  const sr_figure *figure = &claim->quantity;
  if (!figure->present || from->superseded) return SR_OK;
  /* What is expected by nature is a projection; any other figure that is not asserted is no ground for arithmetic. */
  if (claim->modality != SR_MODALITY_ASSERTED &&
      (claim->kind != SR_KIND_PROJECTION || claim->modality == SR_MODALITY_DENIED))
    return SR_OK;
  sr_fact fact = {
      .ref = from->ref,
      .report = from->report,
      .said = from->report_date,
      .kind = claim->kind,
      .category = claim->category,
      .victim = claim->victim,
      .measure = claim->measure,
      .act = claim->act,
      .weapon = claim->weapon,
      .outcome = claim->outcome,
      .status = claim->status,
      .deadline = claim->kind == SR_KIND_AID ? claim->deadline : SR_DAY_NONE,
      .numerator = claim->numerator.measure,
      .denominator = claim->denominator.measure,
      .item = claim->item,
      .party = claim->kind == SR_KIND_AID ? claim->donor : claim->party,
      .recipient = claim->recipient,
      .unit_code = figure->unit,
      .bound = figure->bound,
      .start = SR_DAY_NONE,
      .end = SR_DAY_NONE,
      .printed = {figure->low, figure->high},
  };
  if (claim->when.present) {
    fact.start = claim->when.start;
    fact.end = claim->when.end;
    fact.relation = claim->when.relation;
  }
  if (claim->kind == SR_KIND_RATIO) {
    const bool below = claim->denominator.measure == SR_MEASURE_COUNT;
    const sr_ratio_side *counted = below ? &claim->denominator : &claim->numerator;
    const sr_ratio_side *other = below ? &claim->numerator : &claim->denominator;
    fact.counted = counted->category;
    int category;
    if (sr_words_read(SR_LIST_CATEGORY, fact.counted, &category)) fact.counted_category = (sr_enum)category;
    fact.party = counted->party.name.len || counted->party.code.len ? counted->party : other->party;
  }
  SR_TRY(complete_ratio_unit(facts, &fact, err));
  for (uint32_t i = 0; i < claim->n_where; i++) {
    add_place(&fact, claim->where[i].name);
    fact.local |= claim->where[i].feature.len && !sr_slice_starts(claim->where[i].feature, SR_SLICE("PCL"));
  }
  if (!fact.n_places) {
    add_place(&fact, claim->target_place.name);
    fact.local = claim->target_place.feature.len && !sr_slice_starts(claim->target_place.feature, SR_SLICE("PCL"));
  }
  if (claim->n_chain) {
    fact.source = claim->chain[claim->n_chain - 1].name;
  } else {
    fact.source = from->outlet.len ? from->outlet : from->report_name;
  }
  SR_TRY(keep_all(facts, &fact, err));
  SR_TRY(authority_of(facts, from, &fact.authority, err));
  if (!fact.unit) return SR_OK;
  const sr_width width = sr_fact_width(from, fact.unit);
  fact.value = width.value;
  fact.plain = width.plain;
  fact.rule = width.rule;
  if (!sr_interval_valid(fact.printed)) return SR_OK;
  sr_fact *slot = SR_PUSH(facts->arena, &facts->claims);
  if (!slot) return sr_arena_fail(facts->arena, err);
  *slot = fact;
  return SR_OK;
}

sr_status sr_facts_add_observation(sr_facts *facts, const sr_observation *from, sr_error *err) {
  sr_fact fact = {
      .ref = from->ref,
      .observed = true,
      .deadline = SR_DAY_NONE,
      .source = from->source,
      .authority = from->source,
      .said = from->end,
      .kind = SR_KIND_COUNT,
      .observable = from->measure,
      .read = from->read,
      .party = {.name = from->party},
      .unit_code = from->unit,
      .start = from->start,
      .end = from->end,
      .value = {from->low, from->high},
      .rule = SR_SLICE("as measured"),
  };
  /* An observation's party is a code or a name: three capitals or more are a code. */
  const sr_slice party = from->party;
  if (party.len >= 3 && sr_is_upper((uint8_t)party.ptr[0]) && sr_is_upper((uint8_t)party.ptr[1]) &&
      sr_is_upper((uint8_t)party.ptr[2]))
    fact.party = (sr_actor_ref){.code = party};
  const uint32_t row = sr_table_find(&sr_table_measures, &from->measure, 1);
  const sr_slice word =
      row == UINT32_MAX ? (sr_slice){0} : sr_table_cell(&sr_table_measures, row, SR_MEASURES_CATEGORY);
  int category;
  if (sr_words_read(SR_LIST_CATEGORY, word, &category)) fact.category = (sr_enum)category;
  fact.windowed = row != UINT32_MAX && sr_slice_is(sr_table_cell(&sr_table_measures, row, SR_MEASURES_KIND), "window");
  int weapon; /* {drone}: of drones; {weapon}: of all */
  if (sr_slice_is(from->unit, "{weapon}"))
    fact.weapon = SR_WEAPON_UNSPECIFIED;
  else if (from->unit.len > 2 &&
           sr_words_read(SR_LIST_WEAPON, sr_slice_cut(from->unit, 1, from->unit.len - 1), &weapon))
    fact.weapon = (sr_enum)weapon;
  const sr_enum outcomes[] = {SR_OUTCOME_SHOT_DOWN, SR_OUTCOME_SUPPRESSED};
  for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
    if (fact.weapon && sr_slice_ends(from->measure, sr_slice_of(sr_enum_name(outcomes[i])))) fact.outcome = outcomes[i];
  if (fact.category == SR_CATEGORY_EQUIPMENT && from->unit.len > 2 && from->unit.ptr[0] == '{')
    fact.item = sr_slice_cut(from->unit, 1, from->unit.len - 1); /* {tank}: tanks */
  add_place(&fact, from->place);
  SR_TRY(keep_all(facts, &fact, err));
  SR_TRY(keep(facts, &fact.authority, err));
  fact.plain = fact.printed = fact.value;
  if (!fact.unit || !sr_interval_valid(fact.value)) return SR_OK;
  sr_fact *slot = SR_PUSH(facts->arena, &facts->observations);
  if (!slot) return sr_arena_fail(facts->arena, err);
  *slot = fact;
  return SR_OK;
}

static int by_report(const void *left, const void *right) {
  const sr_fact *a = left, *b = right;
  if (a->report.id != b->report.id) return a->report.id < b->report.id ? -1 : 1;
  return (a->ref.id > b->ref.id) - (a->ref.id < b->ref.id);
}

static int series_order(const sr_fact *a, const sr_fact *b) {
  int order = sr_slice_cmp(a->observable, b->observable);
  if (!order) order = sr_slice_cmp(a->party.code, b->party.code);
  if (!order) order = sr_slice_cmp(a->party.name, b->party.name);
  if (!order) order = sr_slice_cmp(a->places[0], b->places[0]);
  if (!order) order = sr_slice_cmp(a->source, b->source);
  if (!order) order = sr_slice_cmp(a->unit_code, b->unit_code);
  return order;
}

static int by_series(const void *left, const void *right) {
  const sr_fact *a = left, *b = right;
  const int order = series_order(a, b);
  if (order) return order;
  if (a->start != b->start) return a->start < b->start ? -1 : 1;
  if (a->end != b->end) return a->end < b->end ? -1 : 1;
  if (a->read != b->read) return a->read < b->read ? -1 : 1;
  return (a->ref.id > b->ref.id) - (a->ref.id < b->ref.id);
}

/* One of each: the last, which is the latest vintage. */
static void drop_older_vintages(sr_fact_list *observations) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < observations->n; i++) {
    const sr_fact *last = kept ? &observations->at[kept - 1] : NULL;
    const bool restated = last && series_order(last, &observations->at[i]) == 0 &&
                          last->start == observations->at[i].start && last->end == observations->at[i].end;
    observations->at[restated ? kept - 1 : kept++] = observations->at[i];
  }
  observations->n = kept;
}

void sr_facts_sort(sr_facts *facts) {
  if (facts->claims.n) qsort(facts->claims.at, facts->claims.n, sizeof *facts->claims.at, by_report);
  if (facts->observations.n)
    qsort(facts->observations.at, facts->observations.n, sizeof *facts->observations.at, by_series);
  drop_older_vintages(&facts->observations);
}

bool sr_fact_same_series(const sr_fact *a, const sr_fact *b) { return series_order(a, b) == 0; }

bool sr_fact_same_party(sr_actor_ref a, sr_actor_ref b) {
  const bool a_known = a.name.len || a.code.len, b_known = b.name.len || b.code.len;
  if (!a_known || !b_known) return true;
  /* The first three letters of a code are the state: RUS, RUSMIL and RUSGOV are one side. */
  if (a.code.len >= 3 && b.code.len >= 3) return memcmp(a.code.ptr, b.code.ptr, 3) == 0;
  if (a.name.len && b.name.len) return sr_slice_eq_nocase(a.name, b.name);
  /* A code against a name: ISO 3166 made most alpha-3 codes of a name's first letters (Russia, Ukraine, Israel). Where
   * it did not, the parties count as different, which leaves a check undone rather than wrongly done. */
  const sr_slice code = a.code.len ? a.code : b.code, name = a.code.len ? b.name : a.name;
  return code.len >= 3 && sr_slice_eq_nocase(sr_slice_cut(code, 0, 3), sr_slice_cut(name, 0, 3));
}

sr_actor_ref sr_fact_foe(sr_actor_ref party) {
  const sr_slice state = sr_slice_cut(party.code, 0, 3);
  const uint32_t row = sr_table_find(&sr_table_adversaries, &state, 1);
  if (row == UINT32_MAX) return (sr_actor_ref){0};
  return (sr_actor_ref){sr_table_cell(&sr_table_adversaries, row, SR_ADVERSARIES_ENEMY),
                        sr_table_cell(&sr_table_adversaries, row, SR_ADVERSARIES_CODE)};
}

bool sr_fact_share_place(const sr_fact *a, const sr_fact *b) {
  if (!a->n_places || !b->n_places) return true;
  for (uint32_t i = 0; i < a->n_places; i++)
    for (uint32_t k = 0; k < b->n_places; k++)
      if (sr_slice_eq_nocase(a->places[i], b->places[k])) return true;
  return false;
}
