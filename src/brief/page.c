/* Pages and their proof; see the header. */
#include "brief/page.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "ledger/ground.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Only this file knows what a number is, so only this file can make one. */
struct sr_number {
  sr_ref ref;
  sr_slot slot;
  double value;
  bool is_day;
  sr_slice text;
};

struct sr_page {
  sr_arena *arena;
  sr_ledger *ledger;
  const sr_checks *checks;
  sr_tongue tongue;
  sr_status status;
  sr_slice unworded; /* the first phrase that the language lacks */
  SR_VEC(sr_block) blocks;
};

sr_page *sr_page_new(sr_arena *arena, sr_ledger *ledger, const sr_checks *checks) {
  sr_page *page = SR_NEW(arena, sr_page, 1);
  if (page) *page = (sr_page){.arena = arena, .ledger = ledger, .checks = checks};
  return page && !SR_NEVER(!sr_tongue_find(NULL, &page->tongue)) ? page : NULL;
}

void sr_page_speak(sr_page *page, sr_tongue tongue) { page->tongue = tongue; }
const sr_tongue *sr_page_tongue(const sr_page *page) { return &page->tongue; }

/* A phrase in the language of the page; empty without memory. */
static sr_slice worded(sr_page *page, sr_slice english) {
  sr_worded w;
  if (!sr_tongue_phrase(&page->tongue, english, &w) && !page->unworded.len) page->unworded = english;
  if (!w.before.len && !w.after.len) return w.words;
  const sr_slice text =
      sr_arena_format(page->arena, "%.*s%.*s%.*s", SR_FMT(w.before), SR_FMT(w.words), SR_FMT(w.after));
  if (!text.ptr) page->status = SR_ERR_NOMEM;
  return text;
}

static sr_block *last_block(sr_page *page) { return page->blocks.n ? &page->blocks.at[page->blocks.n - 1] : NULL; }

void sr_page_block(sr_page *page, sr_block_kind kind) {
  sr_block *block = SR_PUSH(page->arena, &page->blocks);
  if (block)
    block->kind = kind;
  else
    page->status = SR_ERR_NOMEM;
}

void sr_page_table(sr_page *page, const char *const *header, uint32_t columns) {
  sr_page_block(page, SR_BLOCK_TABLE);
  sr_slice *heads = SR_NEW(page->arena, sr_slice, columns);
  if (!heads) page->status = SR_ERR_NOMEM;
  if (page->status) return;
  for (uint32_t k = 0; k < columns; k++) heads[k] = worded(page, sr_slice_of(header[k]));
  last_block(page)->header = heads;
  last_block(page)->columns = columns;
}

void sr_page_sheet(sr_page *page, uint32_t columns) {
  sr_page_block(page, SR_BLOCK_SHEET);
  if (!page->status) last_block(page)->columns = columns;
}

static bool has_cells(const sr_block *block) {
  return block && (block->kind == SR_BLOCK_TABLE || block->kind == SR_BLOCK_SHEET);
}

void sr_page_cell(sr_page *page) {
  sr_block *block = last_block(page);
  if (page->status || SR_NEVER(!has_cells(block))) return;
  const sr_cell *cell = SR_PUSH(page->arena, &block->cells);
  if (!cell) page->status = SR_ERR_NOMEM;
}

void sr_page_cell_bar(sr_page *page, const sr_number *low, const sr_number *high, double axis_low, double axis_high) {
  sr_block *block = last_block(page);
  if (page->status || SR_NEVER(!has_cells(block) || !block->cells.n)) return;
  sr_cell *cell = &block->cells.at[block->cells.n - 1];
  cell->bar = true;
  cell->low = low, cell->high = high;
  cell->axis_low = axis_low, cell->axis_high = axis_high;
}

void sr_page_bar(sr_page *page, const sr_number *low, const sr_number *high) {
  sr_block *block = last_block(page);
  if (page->status || SR_NEVER(!block || block->kind != SR_BLOCK_BARS)) return;
  sr_bar *bar = SR_PUSH(page->arena, &block->bars);
  if (bar)
    *bar = (sr_bar){.low = low, .high = high};
  else
    page->status = SR_ERR_NOMEM;
}

void sr_page_panel(sr_page *page) {
  sr_block *block = last_block(page);
  if (page->status || SR_NEVER(!block || block->kind != SR_BLOCK_SERIES)) return;
  const sr_panel *panel = SR_PUSH(page->arena, &block->panels);
  if (!panel) page->status = SR_ERR_NOMEM;
}

void sr_page_point(sr_page *page, sr_point point) {
  sr_block *block = last_block(page);
  if (page->status || SR_NEVER(!block || block->kind != SR_BLOCK_SERIES || !block->panels.n)) return;
  if (!point.start || !point.end || !point.low || !point.high) return;
  sr_point *kept = SR_PUSH(page->arena, &block->panels.at[block->panels.n - 1].points);
  if (kept)
    *kept = point;
  else
    page->status = SR_ERR_NOMEM;
}

void sr_page_map(sr_page *page, const struct sr_outlines *outlines) {
  sr_page_block(page, SR_BLOCK_MAP);
  if (!page->status) last_block(page)->outlines = outlines;
}

void sr_page_spot(sr_page *page, const sr_spot *spot) {
  sr_block *block = last_block(page);
  if (page->status || SR_NEVER(!block || block->kind != SR_BLOCK_MAP)) return;
  sr_spot *kept = SR_PUSH(page->arena, &block->spots);
  if (kept)
    *kept = *spot;
  else
    page->status = SR_ERR_NOMEM;
}

void sr_page_key(sr_page *page, uint32_t side) {
  sr_block *block = last_block(page);
  if (page->status || SR_NEVER(!block || block->kind != SR_BLOCK_MAP)) return;
  sr_key *key = SR_PUSH(page->arena, &block->keys);
  if (key)
    *key = (sr_key){.side = side};
  else
    page->status = SR_ERR_NOMEM;
}

/* Where runs go now: the last cell of a table, the last label of bars, panels or spots, or the block. */
static sr_runs *open_runs(sr_page *page) {
  sr_block *block = last_block(page);
  if (SR_NEVER(!block)) return NULL;
  if (has_cells(block) && block->cells.n) return &block->cells.at[block->cells.n - 1].runs;
  if (block->kind == SR_BLOCK_BARS && block->bars.n) return &block->bars.at[block->bars.n - 1].label;
  if (block->kind == SR_BLOCK_SERIES && block->panels.n) return &block->panels.at[block->panels.n - 1].label;
  if (block->kind == SR_BLOCK_MAP && block->keys.n) return &block->keys.at[block->keys.n - 1].runs;
  if (block->kind == SR_BLOCK_MAP && block->spots.n) return &block->spots.at[block->spots.n - 1].label;
  return &block->runs;
}

static void add_run(sr_page *page, sr_run run) {
  if (page->status) return;
  sr_runs *runs = open_runs(page);
  sr_run *new_run = runs ? SR_PUSH(page->arena, runs) : NULL;
  if (new_run)
    *new_run = run;
  else
    page->status = SR_ERR_NOMEM;
}

void sr_page_words(sr_page *page, const char *literal) { sr_page_toned(page, SR_TONE_PLAIN, literal); }

void sr_page_toned(sr_page *page, sr_tone tone, const char *literal) {
  add_run(page, (sr_run){.kind = SR_RUN_WORDS, .tone = tone, .text = worded(page, sr_slice_of(literal))});
}

void sr_page__label(sr_page *page, sr_slice label) {
  sr_worded w;
  (void)sr_tongue_phrase(&page->tongue, label, &w);
  add_run(page, (sr_run){.kind = SR_RUN_WORDS, .text = w.words});
}

void sr_page_number(sr_page *page, const sr_number *number) {
  if (!number)
    sr_page_words(page, "\xe2\x80\x93"); /* en dash */
  else
    add_run(page, (sr_run){.kind = SR_RUN_NUMBER, .text = number->text, .number = number, .ref = number->ref});
}

sr_slice sr_page_copy(sr_page *page, sr_slice text) {
  if (page->status) return (sr_slice){0};
  const sr_slice copy = sr_arena_copy(page->arena, text);
  if (!copy.ptr) page->status = SR_ERR_NOMEM;
  return copy;
}

static void add_text(sr_page *page, sr_run_kind kind, sr_ref row, sr_slice text) {
  add_run(page, (sr_run){.kind = kind, .text = sr_page_copy(page, text), .ref = row});
}

void sr_page_field(sr_page *page, sr_ref row, sr_slice field) { add_text(page, SR_RUN_FIELD, row, field); }
void sr_page_term(sr_page *page, sr_ref row, sr_slice field) {
  const sr_slice proved = sr_page_copy(page, field);
  const sr_slice text = sr_tongue_term(&page->tongue, proved, page->arena);
  if (!text.ptr && field.len) page->status = SR_ERR_NOMEM;
  add_run(page, (sr_run){.kind = SR_RUN_FIELD, .text = text, .proved = proved, .ref = row});
}

void sr_page_quote(sr_page *page, sr_ref row, sr_slice quotation) { add_text(page, SR_RUN_QUOTE, row, quotation); }

void sr_page_ground(sr_page *page, sr_slice text) { add_text(page, SR_RUN_GROUND, (sr_ref){0}, text); }

void sr_page_ref(sr_page *page, sr_ref row) {
  char text[SR_REF_MAX];
  const size_t n = sr_ref_write(row, text);
  add_text(page, SR_RUN_REF, row, (sr_slice){text, n});
}

/* ---- making numbers ---- */

/* "112716", "0.038", "1.3e-05": five significant digits, all digits of whole numbers. */
static void write_value(double value, char digits[SR_NUMBER_PLAIN_MAX]) {
  if (fabs(value) < 1e15 && value == floor(value))
    snprintf(digits, SR_NUMBER_PLAIN_MAX, "%.0f", value);
  else {
    double rounded = value;
    if (value != 0 && isfinite(value)) {
      const double scale = pow(10, 4 - floor(log10(fabs(value)))); /* five significant digits are enough to read */
      if (isfinite(scale) && scale > 0 && isfinite(value * scale)) rounded = round(value * scale) / scale;
    }
    sr_number_write(rounded, digits);
  }
}

static const sr_number *make(sr_page *page, sr_ref ref, sr_slot slot, double value, bool is_day) {
  if (page->status || (is_day && value == SR_DAY_NONE) || isnan(value)) return NULL;
  sr_number *number = SR_NEW(page->arena, sr_number, 1);
  sr_slice text = {0};
  if (number && is_day)
    text = sr_tongue_day(&page->tongue, (sr_day)value, page->arena);
  else if (number && isinf(value))
    text = value > 0 ? SR_SLICE("\xe2\x88\x9e") : SR_SLICE("\xe2\x88\x92\xe2\x88\x9e");
  else if (number) {
    char digits[SR_NUMBER_PLAIN_MAX];
    write_value(value, digits);
    text = sr_tongue_number(&page->tongue, sr_slice_of(digits), page->arena);
  }
  if (!text.ptr) {
    page->status = SR_ERR_NOMEM;
    return NULL;
  }
  *number = (sr_number){.ref = ref, .slot = slot, .value = value, .is_day = is_day, .text = text};
  return number;
}

/* The value of a slot, NAN where the row has none; *is_day says what it is. */
static double claim_value(const sr_stored_claim *stored, sr_slot slot, bool *is_day) {
  const sr_claim *c = &stored->claim;
  *is_day = false;
  switch (slot) {
  case SR_SLOT_LOW: return c->quantity.present ? c->quantity.low : (double)NAN;
  case SR_SLOT_HIGH: return c->quantity.present ? c->quantity.high : (double)NAN;
  case SR_SLOT_MONEY_LOW: return c->money.present ? c->money.low : (double)NAN;
  case SR_SLOT_MONEY_HIGH: return c->money.present ? c->money.high : (double)NAN;
  default: break;
  }
  *is_day = true;
  switch (slot) {
  case SR_SLOT_START: return c->when.present ? c->when.start : SR_DAY_NONE;
  case SR_SLOT_END: return c->when.present ? c->when.end : SR_DAY_NONE;
  case SR_SLOT_DEADLINE: return c->kind == SR_KIND_AID ? c->deadline : SR_DAY_NONE;
  case SR_SLOT_DATE: return stored->report_date;
  default: return SR_DAY_NONE;
  }
}

static double report_value(const sr_stored_report *report, sr_slot slot, bool *is_day) {
  *is_day = slot == SR_SLOT_DATE;
  return slot == SR_SLOT_DATE ? report->date : slot == SR_SLOT_CLAIMS ? report->claims : (double)NAN;
}

static double observation_value(const sr_observation *o, sr_slot slot, bool *is_day) {
  *is_day = slot == SR_SLOT_START || slot == SR_SLOT_END;
  switch (slot) {
  case SR_SLOT_LOW: return o->low;
  case SR_SLOT_HIGH: return o->high;
  case SR_SLOT_START: return o->start;
  case SR_SLOT_END: return o->end;
  default: return (double)NAN;
  }
}

static double check_value(const sr_check *c, sr_slot slot, bool *is_day) {
  *is_day = false;
  switch (slot) {
  case SR_SLOT_STATED_LOW: return c->stated.low;
  case SR_SLOT_STATED_HIGH: return c->stated.high;
  case SR_SLOT_COMPUTED_LOW: return c->computed.low;
  case SR_SLOT_COMPUTED_HIGH: return c->computed.high;
  case SR_SLOT_FACTOR: return c->factor;
  case SR_SLOT_SLIP_CHANCE: return sr_check_slip_percent(c);
  default: return (double)NAN;
  }
}

#define NUMBER_OF(type, row, value_of)                                              \
  const sr_number *sr_page_of_##row(sr_page *page, const type *row, sr_slot slot) { \
    bool is_day;                                                                    \
    const double value = value_of(row, slot, &is_day);                              \
    return make(page, row->ref, slot, value, is_day);                               \
  }
NUMBER_OF(sr_stored_claim, claim, claim_value)
NUMBER_OF(sr_stored_report, report, report_value)
NUMBER_OF(sr_observation, observation, observation_value)
NUMBER_OF(sr_check, check, check_value)

/* ---- the proof ---- */

/* Every run of the page in the order of the rows it names, so that each row is read once. */
typedef struct proof {
  sr_page *page;
  const sr_run **runs;
  uint32_t n;
  SR_VEC(const sr_run *) ground; /* those of maps and borders; NULL once they are found */
} proof;

/* The runs that name one row, and whether that row has been seen. */
typedef struct group {
  const sr_run *const *runs;
  uint32_t n;
  const sr_run *orphan;
  bool seen;
} group;

/* A row's value for a slot, and whether one of its fields holds a text. */
typedef double (*row_value)(const void *row, sr_slot slot, bool *is_day);
typedef bool (*row_holds)(const void *row, sr_slice text);

static void prove_group(group *g, const void *row, row_value value_of, row_holds holds) {
  g->seen = true;
  for (uint32_t i = 0; i < g->n && !g->orphan; i++) {
    const sr_run *run = g->runs[i];
    bool good = run->kind == SR_RUN_REF;
    if (run->kind == SR_RUN_NUMBER) {
      bool is_day;
      const double value = value_of(row, run->number->slot, &is_day);
      good = run->number->is_day == is_day && run->number->value == value;
    } else if (!good) {
      good = holds(row, run->proved.ptr ? run->proved : run->text);
    }
    if (!good) g->orphan = run;
  }
}

static bool any_holds(const sr_slice *fields, size_t n, sr_slice text) {
  for (size_t i = 0; i < n; i++)
    if (sr_slice_holds(fields[i], text)) return true;
  return false;
}

static bool any_name_holds(const sr_actor_ref *actors, uint32_t n, sr_slice text) {
  for (uint32_t i = 0; i < n; i++)
    if (sr_slice_holds(actors[i].name, text)) return true;
  return false;
}

static bool claim_holds(const void *row, sr_slice text) {
  const sr_stored_claim *stored = row;
  const sr_claim *c = &stored->claim;
  const sr_slice fields[] = {stored->evidence,        stored->sentence, stored->outlet,    stored->report_name,
                             c->quantity.unit,        c->money.unit,    c->party.name,     c->item,
                             c->target_place.name,    c->target,        c->condition,      c->numerator.category,
                             c->denominator.category, c->donor.name,    c->recipient.name, c->speaker.name,
                             c->addressee.name,       c->topic,         c->horizon};
  if (any_holds(fields, sizeof fields / sizeof *fields, text)) return true;
  for (uint32_t i = 0; i < c->n_where; i++)
    if (sr_slice_holds(c->where[i].name, text)) return true;
  return any_name_holds(c->chain, c->n_chain, text) || any_name_holds(c->participants, c->n_participants, text) ||
         any_holds(c->topics, c->n_topics, text);
}

static bool report_holds(const void *row, sr_slice text) {
  const sr_stored_report *r = row;
  const sr_slice fields[] = {r->name, r->title, r->outlet, r->lang, r->url, r->hash, r->text};
  return any_holds(fields, sizeof fields / sizeof *fields, text);
}

static bool observation_holds(const void *row, sr_slice text) {
  const sr_observation *o = row;
  const sr_slice fields[] = {o->measure, o->party, o->place, o->unit, o->source, o->licence, o->note};
  return any_holds(fields, sizeof fields / sizeof *fields, text);
}

static bool check_holds(const void *row, sr_slice text) {
  const sr_check *c = row;
  const sr_slice fields[] = {c->relation, c->formula, c->unit, c->slip, c->reason};
  if (any_holds(fields, sizeof fields / sizeof *fields, text) || any_holds(c->working, c->n_working, text)) return true;
  for (uint32_t i = 0; i < c->n_inputs; i++) {
    const sr_slice of_input[] = {c->inputs[i].source, c->inputs[i].unit, sr_slice_of(c->inputs[i].slot)};
    if (any_holds(of_input, 3, text)) return true;
  }
  return false;
}

#define PROVE_IN(type, row)                                                                                    \
  static double row##_slot(const void *r, sr_slot slot, bool *is_day) { return row##_value(r, slot, is_day); } \
  static sr_status prove_in_##row(void *user, const type *r, sr_error *err) {                                  \
    (void)err;                                                                                                 \
    prove_group(user, r, row##_slot, row##_holds);                                                             \
    return SR_OK;                                                                                              \
  }
PROVE_IN(sr_stored_claim, claim)
PROVE_IN(sr_stored_report, report)
PROVE_IN(sr_observation, observation)
PROVE_IN(sr_check, check)

static sr_status prove_in_checks(const sr_checks *checks, sr_ref ref, group *g, sr_error *err) {
  uint32_t n = 0;
  const sr_check *items = checks ? sr_checks_items(checks, &n) : NULL;
  if (ref.id < 1 || ref.id > n || items[ref.id - 1].ref.id != ref.id) return SR_OK; /* K1 is the first */
  return prove_in_check(g, &items[ref.id - 1], err);
}

static sr_status refuse(const sr_run *run, sr_error *err) {
  char ref[SR_REF_MAX];
  sr_ref_write(run->ref, ref);
  return sr_fail(err, SR_ERR_LEDGER, SR_NOWHERE, "orphan in the brief: \"%.*s\" is not in %s",
                 run->text.len > 80 ? 80 : (int)run->text.len, run->text.ptr ? run->text.ptr : "", ref);
}

static sr_status prove_row(proof *p, sr_ref ref, uint32_t from, uint32_t to, sr_error *err) {
  group g = {.runs = p->runs + from, .n = to - from};
  sr_ledger *ledger = p->page->ledger;
  sr_status status = SR_OK;
  switch (ref.kind) {
  case SR_REF_CLAIM: status = sr_ledger_claim(ledger, ref, prove_in_claim, &g, err); break;
  case SR_REF_REPORT: status = sr_ledger_report(ledger, ref, prove_in_report, &g, err); break;
  case SR_REF_OBSERVATION: status = sr_ledger_observation(ledger, ref, prove_in_observation, &g, err); break;
  case SR_REF_CHECK: status = prove_in_checks(p->page->checks, ref, &g, err); break;
  }
  if (status && status != SR_ERR_NOTFOUND) return status;
  if (g.orphan || !g.seen) return refuse(g.orphan ? g.orphan : p->runs[from], err);
  return SR_OK;
}

/* Strikes out the runs that one of these fields holds. */
static void find_ground(proof *p, const sr_slice *fields, size_t n) {
  for (uint32_t i = 0; i < p->ground.n; i++)
    if (p->ground.at[i] && any_holds(fields, n, p->ground.at[i]->text)) p->ground.at[i] = NULL;
}

static sr_status prove_in_set(void *user, const sr_border_set *set, sr_error *err) {
  (void)err;
  const sr_slice fields[] = {set->name, set->source, set->licence, set->attribution};
  find_ground(user, fields, sizeof fields / sizeof *fields);
  return SR_OK;
}

static sr_status prove_in_map(void *user, const sr_ground_map *map, const sr_ground_class *level, sr_error *err) {
  (void)err, (void)level;
  const sr_slice fields[] = {map->party, map->place, map->source, map->licence, map->attribution};
  find_ground(user, fields, sizeof fields / sizeof *fields);
  return SR_OK;
}

static sr_status prove_ground(proof *p, sr_error *err) {
  if (!p->ground.n) return SR_OK;
  SR_TRY(sr_ground_border_sets(p->page->ledger, prove_in_set, p, err));
  SR_TRY(sr_ground_levels(p->page->ledger, 0, prove_in_map, p, err));
  for (uint32_t i = 0; i < p->ground.n; i++)
    if (p->ground.at[i])
      return sr_fail(err, SR_ERR_LEDGER, SR_NOWHERE, "orphan in the brief: \"%.*s\" is in no map and no borders",
                     p->ground.at[i]->text.len > 80 ? 80 : (int)p->ground.at[i]->text.len, p->ground.at[i]->text.ptr);
  return SR_OK;
}

static sr_status collect(proof *p, const sr_run *run, sr_error *err) {
  if (run->kind == SR_RUN_GROUND) {
    const sr_run **kept = SR_PUSH(p->page->arena, &p->ground);
    if (!kept) return sr_arena_fail(p->page->arena, err);
    *kept = run;
    return SR_OK;
  }
  if (run->kind == SR_RUN_WORDS) {
    for (size_t at = 0; at < run->text.len;)
      if (sr_char_is_digit(sr_utf8_next(run->text, &at)))
        return sr_fail(err, SR_ERR_LEDGER, SR_NOWHERE, "orphan in the brief: \"%.*s\" has a number but no reference",
                       SR_FMT(run->text));
    return SR_OK;
  }
  p->runs[p->n++] = run;
  return SR_OK;
}

static sr_status collect_all(proof *p, const sr_runs *runs, sr_error *err) {
  for (uint32_t i = 0; i < runs->n; i++) SR_TRY(collect(p, &runs->at[i], err));
  return SR_OK;
}

/* A bar's end as a run. */
static sr_status collect_number(proof *p, const sr_number *number, sr_error *err) {
  sr_run *run = SR_NEW(p->page->arena, sr_run, 1);
  if (!run) return sr_arena_fail(p->page->arena, err);
  *run = (sr_run){.kind = SR_RUN_NUMBER, .text = number->text, .number = number, .ref = number->ref};
  return collect(p, run, err);
}

static sr_status collect_cell(proof *p, const sr_cell *cell, sr_error *err) {
  SR_TRY(collect_all(p, &cell->runs, err));
  if (cell->low) SR_TRY(collect_number(p, cell->low, err));
  return cell->high ? collect_number(p, cell->high, err) : SR_OK;
}

static sr_status collect_panel(proof *p, const sr_panel *panel, sr_error *err) {
  SR_TRY(collect_all(p, &panel->label, err));
  for (uint32_t i = 0; i < panel->points.n; i++) {
    const sr_point *point = &panel->points.at[i];
    const sr_number *const numbers[] = {point->start, point->end, point->low, point->high};
    for (int k = 0; k < 4; k++) SR_TRY(collect_number(p, numbers[k], err));
  }
  return SR_OK;
}

static uint32_t count_runs(const sr_page *page) {
  uint32_t n = 0;
  for (uint32_t b = 0; b < page->blocks.n; b++) {
    const sr_block *block = &page->blocks.at[b];
    n += block->runs.n;
    for (uint32_t i = 0; i < block->cells.n; i++) n += block->cells.at[i].runs.n + 2;
    for (uint32_t i = 0; i < block->bars.n; i++) n += block->bars.at[i].label.n + 2;
    for (uint32_t i = 0; i < block->spots.n; i++) n += block->spots.at[i].label.n;
    for (uint32_t i = 0; i < block->keys.n; i++) n += block->keys.at[i].runs.n;
    for (uint32_t i = 0; i < block->panels.n; i++) n += block->panels.at[i].label.n + 4 * block->panels.at[i].points.n;
  }
  return n;
}

static int by_row(const void *a, const void *b) {
  const sr_ref x = (*(const sr_run *const *)a)->ref, y = (*(const sr_run *const *)b)->ref;
  if (x.kind != y.kind) return x.kind < y.kind ? -1 : 1;
  return (x.id > y.id) - (x.id < y.id);
}

sr_status sr_page_prove(sr_page *page, sr_error *err) {
  if (page->status) return sr_arena_fail(page->arena, err);
  if (page->unworded.len)
    return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "the brief has no words in '%.*s' for \"%.*s\"",
                   SR_FMT(sr_tongue_lang(&page->tongue)), SR_FMT(page->unworded));
  proof p = {.page = page};
  p.runs = SR_NEW(page->arena, const sr_run *, count_runs(page));
  if (!p.runs) return sr_arena_fail(page->arena, err);
  for (uint32_t b = 0; b < page->blocks.n; b++) {
    const sr_block *block = &page->blocks.at[b];
    SR_TRY(collect_all(&p, &block->runs, err));
    for (uint32_t i = 0; i < block->cells.n; i++) SR_TRY(collect_cell(&p, &block->cells.at[i], err));
    for (uint32_t i = 0; i < block->bars.n; i++) {
      SR_TRY(collect_all(&p, &block->bars.at[i].label, err));
      SR_TRY(collect_number(&p, block->bars.at[i].low, err));
      SR_TRY(collect_number(&p, block->bars.at[i].high, err));
    }
    for (uint32_t i = 0; i < block->spots.n; i++) SR_TRY(collect_all(&p, &block->spots.at[i].label, err));
    for (uint32_t i = 0; i < block->keys.n; i++) SR_TRY(collect_all(&p, &block->keys.at[i].runs, err));
    for (uint32_t i = 0; i < block->panels.n; i++) SR_TRY(collect_panel(&p, &block->panels.at[i], err));
  }
  qsort(p.runs, p.n, sizeof *p.runs, by_row);
  for (uint32_t from = 0, to; from < p.n; from = to) {
    for (to = from + 1; to < p.n && by_row(&p.runs[from], &p.runs[to]) == 0;) to++;
    SR_TRY(prove_row(&p, p.runs[from]->ref, from, to, err));
  }
  return prove_ground(&p, err);
}

const sr_block *sr_page_blocks(const sr_page *page, uint32_t *n) {
  *n = page->blocks.n;
  return page->blocks.at;
}

double sr_number_value(const sr_number *number) { return number->value; }
sr_slice sr_number_text(const sr_number *number) { return number->text; }
sr_slice sr_number_plain(const sr_number *number, char text[SR_NUMBER_PLAIN_MAX]) {
  if (number->is_day) return sr_slice_of(sr_day_write((sr_day)number->value, text));
  if (isinf(number->value)) return number->value > 0 ? SR_SLICE("Infinity") : SR_SLICE("-Infinity");
  write_value(number->value, text);
  return sr_slice_of(text);
}
sr_ref sr_number_ref(const sr_number *number) { return number->ref; }
bool sr_number_same_text(const sr_number *a, const sr_number *b) { return sr_slice_eq(a->text, b->text); }
