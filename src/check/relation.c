/* Compiling relations, slots and slips; see the header. */
#include "check/relation.h"

#include "base/slice.h"
#include "ledger/words.h"

#include <lexicon/relations.h>
#include <lexicon/slips.h>
#include <lexicon/slots.h>

static const char *const FIELD_NAMES[SR_SLOT_FIELD_COUNT] = {"category", "measure",   "act",        "outcome",
                                                             "status",   "numerator", "denominator"};
static const sr_word_list FIELD_WORDS[SR_SLOT_FIELD_COUNT] = {
    SR_LIST_CATEGORY, SR_LIST_MEASURE, SR_LIST_ACT, SR_LIST_OUTCOME, SR_LIST_STATUS, SR_LIST_MEASURE, SR_LIST_MEASURE};

/* The index of word among n names, or -1. */
static int index_of(sr_slice word, const char *const *names, int n) {
  for (int i = 0; i < n; i++)
    if (sr_slice_is(word, names[i])) return i;
  return -1;
}

static sr_status bad_row(const sr_table *table, sr_slice row, sr_error *err, const char *what, sr_slice detail) {
  return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "%s.tsv, row '%.*s': %s '%.*s'", table->name, SR_FMT(row), what,
                 SR_FMT(detail));
}

/* ---- slots ---- */

static sr_status read_fields(const sr_table *table, sr_slot *slot, sr_slice rest, sr_error *err) {
  while (rest.len) {
    const sr_slice pair = sr_slice_split(&rest, ' ');
    const size_t equals = sr_slice_find(pair, '=', 0);
    const int field = index_of(sr_slice_cut(pair, 0, equals), FIELD_NAMES, SR_SLOT_FIELD_COUNT);
    if (equals == SR_NOWHERE || field < 0) return bad_row(table, slot->name, err, "unknown field", pair);
    const sr_slice word = sr_slice_cut(pair, equals + 1, pair.len);
    char spaced[64];
    size_t n = 0;
    for (; n < word.len && n < sizeof spaced; n++) spaced[n] = word.ptr[n] == '_' ? ' ' : word.ptr[n];
    int value;
    if (!sr_words_read(FIELD_WORDS[field], (sr_slice){spaced, n}, &value))
      return bad_row(table, slot->name, err, "unknown word", word);
    if (slot->n_fields == SR_SLOT_FIELDS_MAX) return bad_row(table, slot->name, err, "too many fields at", pair);
    slot->fields[slot->n_fields].field = (sr_slot_field)field;
    slot->fields[slot->n_fields++].value = (sr_enum)value;
  }
  return SR_OK;
}

static sr_status read_slots(sr_arena *arena, const sr_table *table, sr_relations *out, sr_error *err) {
  static const char *const takes[] = {"", "level", "rise", "fixed", "days"};
  sr_slot *slots = SR_NEW(arena, sr_slot, table->rows);
  if (!slots) return sr_arena_fail(arena, err);
  for (uint32_t row = 0; row < table->rows; row++) {
    sr_slot *slot = &slots[row];
    slot->name = sr_table_cell(table, row, SR_SLOTS_SLOT);
    const sr_slice unit = sr_table_cell(table, row, SR_SLOTS_UNIT), kind = sr_table_cell(table, row, SR_SLOTS_KIND);
    if (unit.len && sr_unit_parse(unit, &slot->unit, NULL))
      return bad_row(table, slot->name, err, "unknown unit", unit);
    slot->kind = -1;
    if (kind.len && !sr_words_read(SR_LIST_KIND, kind, &slot->kind))
      return bad_row(table, slot->name, err, "unknown kind of claim", kind);
    SR_TRY(read_fields(table, slot, sr_table_cell(table, row, SR_SLOTS_FIELDS), err));
    slot->observed = sr_table_cell(table, row, SR_SLOTS_OBSERVED);
    slot->take = (sr_take)index_of(sr_table_cell(table, row, SR_SLOTS_TAKE), takes, 5);
    if (slot->observed.len && slot->take == SR_TAKE_NONE)
      return bad_row(table, slot->name, err, "no way to take the observation", slot->observed);
  }
  out->slots = slots;
  out->n_slots = table->rows;
  return SR_OK;
}

static uint32_t find_slot(const sr_relations *relations, sr_slice name) {
  for (uint32_t i = 0; i < relations->n_slots; i++)
    if (sr_slice_eq(relations->slots[i].name, name)) return i;
  return SR_SLOT_NONE;
}

/* ---- formulas ---- */

/* Where one row's formula is being read. */
typedef struct reader {
  const sr_table *table;
  sr_slice row;
  const sr_relations *relations;
  sr_error *err;
} reader;

static int rank(char op) { return op == '*' || op == '/' ? 2 : op == '+' || op == '-' ? 1 : 0; }

static sr_status push(const reader *r, sr_formula *f, char op, uint32_t slot) {
  if (f->n == SR_FORMULA_TOKENS_MAX) return bad_row(r->table, r->row, r->err, "formula is too long", f->text);
  f->tokens[f->n].op = op;
  f->tokens[f->n++].slot = slot;
  return SR_OK;
}

/* Names and operators parted by spaces, * and / before + and -; by Dijkstra's shunting yard, without parentheses, which
 * no relation has needed. */
static sr_status parse_formula(const reader *r, sr_slice text, sr_formula *f) {
  *f = (sr_formula){.text = text};
  char waiting[SR_FORMULA_TOKENS_MAX];
  uint32_t n_waiting = 0;
  size_t at = 0;
  for (;;) {
    size_t end = at; /* a name runs to the next operator that stands between spaces */
    while (end < text.len &&
           !(text.ptr[end] == ' ' && end + 2 < text.len && rank(text.ptr[end + 1]) && text.ptr[end + 2] == ' '))
      end++;
    const sr_slice name = sr_slice_trim(sr_slice_cut(text, at, end));
    const uint32_t slot = find_slot(r->relations, name);
    if (slot == SR_SLOT_NONE) return bad_row(r->table, r->row, r->err, "unknown slot", name);
    SR_TRY(push(r, f, 0, slot));
    const char op = end < text.len ? text.ptr[end + 1] : 0;
    while (n_waiting && rank(waiting[n_waiting - 1]) >= rank(op)) SR_TRY(push(r, f, waiting[--n_waiting], 0));
    if (!op) return SR_OK;
    if (n_waiting == SR_FORMULA_TOKENS_MAX) return bad_row(r->table, r->row, r->err, "formula is too long", text);
    waiting[n_waiting++] = op;
    at = end + 3;
  }
}

/* The unit that a formula comes out in. The parser's output is well-formed, so the stack never runs dry. */
static sr_status unit_of_formula(const reader *r, const sr_formula *f, sr_unit *unit) {
  sr_unit stack[SR_FORMULA_TOKENS_MAX];
  uint32_t n = 0;
  for (uint32_t i = 0; i < f->n; i++) {
    const char op = f->tokens[i].op;
    if (!op) {
      stack[n++] = r->relations->slots[f->tokens[i].slot].unit;
      continue;
    }
    if (SR_NEVER(n < 2)) return bad_row(r->table, r->row, r->err, "malformed formula", f->text);
    n--;
    if (op == '+' || op == '-') {
      if (!sr_unit_fits(&stack[n - 1], &stack[n]))
        return bad_row(r->table, r->row, r->err, "units cannot be added in", f->text);
    } else if (sr_unit_mul(&stack[n - 1], &stack[n], op == '*' ? 1 : -1, &stack[n - 1], r->err)) {
      return bad_row(r->table, r->row, r->err, "units cannot be multiplied in", f->text);
    }
  }
  *unit = stack[0];
  return SR_OK;
}

/* f with the slot at token `at` reckoned from others. */
static sr_status substitute(const reader *r, sr_arena *arena, const sr_formula *f, uint32_t at, const sr_formula *by,
                            sr_formula *out) {
  *out = (sr_formula){0};
  for (uint32_t i = 0; i < f->n; i++) {
    if (i != at) {
      SR_TRY(push(r, out, f->tokens[i].op, f->tokens[i].slot));
      continue;
    }
    for (uint32_t k = 0; k < by->n; k++) SR_TRY(push(r, out, by->tokens[k].op, by->tokens[k].slot));
  }
  /* The text keeps the name and says what stands for it: "not held / advance rate, not held = ...". */
  const sr_slice name = r->relations->slots[f->tokens[at].slot].name;
  out->text = sr_arena_format(arena, "%.*s, %.*s = %.*s", SR_FMT(f->text), SR_FMT(name), SR_FMT(by->text));
  return out->text.ptr ? SR_OK : sr_arena_fail(arena, r->err);
}

static bool same_tokens(const sr_formula *a, const sr_formula *b) {
  if (a->n != b->n) return false;
  for (uint32_t i = 0; i < a->n; i++)
    if (a->tokens[i].op != b->tokens[i].op || a->tokens[i].slot != b->tokens[i].slot) return false;
  return true;
}

/* All ways to reckon: each way with each of its slots that has a derivation replaced, until nothing new comes. */
static sr_status find_ways(const reader *r, sr_arena *arena, const sr_table *slots, sr_relation *relation) {
  for (uint32_t w = 0; w < relation->n_ways; w++) {
    for (uint32_t i = 0; i < relation->ways[w].n; i++) {
      const uint32_t slot = relation->ways[w].tokens[i].slot;
      if (relation->ways[w].tokens[i].op || slot == relation->left) continue;
      const sr_slice text = sr_table_cell(slots, slot, SR_SLOTS_DERIVED);
      if (!text.len) continue;
      sr_formula by, way;
      SR_TRY(parse_formula(r, text, &by));
      sr_unit unit;
      SR_TRY(unit_of_formula(r, &by, &unit));
      if (!sr_unit_fits(&unit, &r->relations->slots[slot].unit))
        return bad_row(r->table, r->row, r->err, "a slot is derived in another unit:", text);
      SR_TRY(substitute(r, arena, &relation->ways[w], i, &by, &way));
      bool known = false;
      for (uint32_t k = 0; k < relation->n_ways; k++) known = known || same_tokens(&relation->ways[k], &way);
      if (known) continue;
      if (relation->n_ways == SR_RELATION_WAYS_MAX)
        return bad_row(r->table, r->row, r->err, "too many ways to reckon", relation->text);
      relation->ways[relation->n_ways++] = way;
    }
  }
  return SR_OK;
}

static sr_status read_sides(const reader *r, sr_arena *arena, const sr_table *slots, sr_relation *relation) {
  const char compare = relation->how == SR_HOW_FORMULA ? '=' : '<';
  size_t at = sr_slice_find(relation->text, compare, 0);
  if (at == SR_NOWHERE) return bad_row(r->table, r->row, r->err, "no comparison in", relation->text);
  relation->left = find_slot(r->relations, sr_slice_trim(sr_slice_cut(relation->text, 0, at)));
  if (relation->left == SR_SLOT_NONE)
    return bad_row(r->table, r->row, r->err, "unknown slot left of the comparison in", relation->text);
  at += compare == '=' ? 1 : 2;
  relation->n_ways = 1;
  SR_TRY(parse_formula(r, sr_slice_trim(sr_slice_cut(relation->text, at, relation->text.len)), &relation->ways[0]));
  sr_unit unit;
  SR_TRY(unit_of_formula(r, &relation->ways[0], &unit));
  if (!sr_unit_fits(&unit, &r->relations->slots[relation->left].unit))
    return bad_row(r->table, r->row, r->err, "the two sides are not of one unit in", relation->text);
  if (relation->how == SR_HOW_BOUND && relation->ways[0].n != 1)
    return bad_row(r->table, r->row, r->err, "a bound has one slot on each side, not", relation->text);
  SR_TRY(find_ways(r, arena, slots, relation));
  for (uint32_t w = 0; w < relation->n_ways; w++) SR_TRY(unit_of_formula(r, &relation->ways[w], &relation->units[w]));
  return SR_OK;
}

/* "pledge said <= pledge deadline": two days of one claim. */
static sr_status read_order(const reader *r, sr_relation *relation) {
  static const char *const days[] = {"said", "start", "end", "deadline"};
  const size_t at = sr_slice_find(relation->text, '<', 0);
  if (at == SR_NOWHERE) return bad_row(r->table, r->row, r->err, "no comparison in", relation->text);
  for (int side = 0; side < 2; side++) {
    const sr_slice text = sr_slice_trim(side ? sr_slice_cut(relation->text, at + 2, relation->text.len)
                                             : sr_slice_cut(relation->text, 0, at));
    size_t space = text.len;
    while (space && text.ptr[space - 1] != ' ') space--;
    const uint32_t slot = find_slot(r->relations, sr_slice_trim(sr_slice_cut(text, 0, space)));
    const int which = index_of(sr_slice_cut(text, space, text.len), days, sizeof days / sizeof *days);
    if (slot == SR_SLOT_NONE || which < 0) return bad_row(r->table, r->row, r->err, "no day of a claim:", text);
    if (side && slot != relation->left)
      return bad_row(r->table, r->row, r->err, "an order compares two days of one claim, not", relation->text);
    relation->left = slot;
    *(side ? &relation->later : &relation->earlier) = (sr_claim_day)which;
  }
  return SR_OK;
}

/* "period territory": what must be one. */
static sr_status read_demands(const reader *r, sr_slice words, unsigned *demands) {
  while (words.len) {
    const sr_slice word = sr_slice_split(&words, ' ');
    if (sr_slice_is(word, "period"))
      *demands |= SR_MISMATCH_PERIOD;
    else if (sr_slice_is(word, "territory"))
      *demands |= SR_MISMATCH_TERRITORY;
    else
      return bad_row(r->table, r->row, r->err, "neither period nor territory:", word);
  }
  return SR_OK;
}

static sr_status read_relations(sr_arena *arena, const sr_table *slots, const sr_table *table, sr_relations *out,
                                sr_error *err) {
  static const char *const hows[] = {"bound", "days", "formula", "order", "parts", "series"};
  static const char *const overs[] = {"day", "happening", "series", "window"};
  sr_relation *items = SR_NEW(arena, sr_relation, table->rows);
  if (!items) return sr_arena_fail(arena, err);
  for (uint32_t row = 0; row < table->rows; row++) {
    sr_relation *item = &items[row];
    item->name = sr_table_cell(table, row, SR_RELATIONS_RELATION);
    item->text = sr_table_cell(table, row, SR_RELATIONS_FORMULA);
    item->tolerance = sr_table_number(table, row, SR_RELATIONS_TOLERANCE);
    item->survey = sr_table_cell(table, row, SR_RELATIONS_SURVEY).len != 0;
    item->stated = sr_table_cell(table, row, SR_RELATIONS_STATED).len != 0;
    item->noise_days = (sr_day)sr_table_number(table, row, SR_RELATIONS_NOISE_DAYS);
    item->least_days = (sr_day)sr_table_number(table, row, SR_RELATIONS_LEAST_DAYS);
    item->premise = SR_SLOT_NONE;
    const int how = index_of(sr_table_cell(table, row, SR_RELATIONS_HOW), hows, 6);
    const int over = index_of(sr_table_cell(table, row, SR_RELATIONS_OVER), overs, 4);
    if (how < 0 || over < 0) return bad_row(table, item->name, err, "unknown how or over for", item->text);
    item->how = (sr_relation_how)how;
    item->over = (sr_relation_over)over;
    if (!(item->tolerance >= 0 && item->tolerance < 1))
      return bad_row(table, item->name, err, "tolerance is not a share below 1 for", item->text);
    const reader r = {table, item->name, out, err};
    SR_TRY(read_demands(&r, sr_table_cell(table, row, SR_RELATIONS_ONE), &item->demands));
    if (item->how == SR_HOW_PARTS || item->how == SR_HOW_SERIES || item->how == SR_HOW_DAYS)
      continue; /* they name no slots */
    if (item->how == SR_HOW_ORDER) {
      SR_TRY(read_order(&r, item));
      continue;
    }
    SR_TRY(read_sides(&r, arena, slots, item));
    const sr_slice premise = sr_table_cell(table, row, SR_RELATIONS_PREMISE);
    if (premise.len) item->premise = find_slot(out, premise);
    if (premise.len && item->premise == SR_SLOT_NONE)
      return bad_row(table, item->name, err, "unknown slot as premise", premise);
  }
  out->items = items;
  out->n = table->rows;
  return SR_OK;
}

/* ---- slips ---- */

static sr_status read_slips(sr_arena *arena, const sr_table *table, sr_relations *out, sr_error *err) {
  static const char *const classes[] = {"currency", "item",  "kind", "party",  "period",
                                        "rest",     "scale", "unit", "window", "year"};
  sr_slip *slips = SR_NEW(arena, sr_slip, table->rows);
  if (!slips) return sr_arena_fail(arena, err);
  for (uint32_t row = 0; row < table->rows; row++) {
    sr_slip *slip = &slips[row];
    slip->name = sr_table_cell(table, row, SR_SLIPS_SLIP);
    slip->printed = sr_table_cell(table, row, SR_SLIPS_PRINTED);
    slip->meant = sr_table_cell(table, row, SR_SLIPS_MEANT);
    const int class = index_of(sr_table_cell(table, row, SR_SLIPS_CLASS), classes, 10);
    if (class < 0) return bad_row(table, slip->name, err, "unknown class of slip", slip->name);
    slip->class = (sr_slip_class) class;
    if (slip->class == SR_SLIP_CURRENCY || slip->class == SR_SLIP_ITEM || slip->class == SR_SLIP_PARTY ||
        slip->class == SR_SLIP_WINDOW)
      continue;
    if (slip->class == SR_SLIP_SCALE || slip->class == SR_SLIP_YEAR) {
      const double factor = sr_table_number(table, row, SR_SLIPS_FACTOR);
      if (slip->class == SR_SLIP_SCALE ? !(factor > 0) || factor == 1 : factor != -1 && factor != 1)
        return bad_row(table, slip->name, err, "a scale needs a factor, not", slip->printed);
      slip->factor = sr_interval_of(factor);
    } else if (!slip->printed.len || !slip->meant.len) {
      return bad_row(table, slip->name, err, "what is printed and what is meant must be given for", slip->name);
    } else if (slip->class == SR_SLIP_REST) {
      sr_unit printed;
      if (sr_unit_parse(slip->printed, &printed, NULL) || printed.n_terms != 1 || !sr_slice_is(slip->printed, "%"))
        return bad_row(table, slip->name, err, "what is left is known of a share in % only, not", slip->printed);
      slip->printed_term = printed.terms[0];
    } else if (slip->class != SR_SLIP_KIND) {
      sr_unit printed, meant;
      if (sr_unit_parse(slip->printed, &printed, NULL) || sr_unit_parse(slip->meant, &meant, NULL) ||
          printed.n_terms != 1 || !sr_unit_factor(&meant, &printed, &slip->factor))
        return bad_row(table, slip->name, err, "units that do not convert, or not one term:", slip->printed);
      slip->printed_term = printed.terms[0];
    }
  }
  out->slips = slips;
  out->n_slips = table->rows;
  return SR_OK;
}

bool sr_measure_listed(sr_slice list, sr_slice measure) {
  while (list.len) {
    const sr_slice name = sr_slice_split(&list, '|');
    if (name.len && name.ptr[0] == '*' ? sr_slice_ends(measure, sr_slice_cut(name, 1, name.len))
                                       : sr_slice_eq(name, measure))
      return true;
  }
  return false;
}

bool sr_relations_observe(const sr_relations *relations, sr_slice measure) {
  for (uint32_t i = 0; i < relations->n_slots; i++)
    if (sr_measure_listed(relations->slots[i].observed, measure)) return true;
  return false;
}

sr_status sr_relations_compile(sr_arena *arena, const sr_table *slots, const sr_table *relations, const sr_table *slips,
                               sr_relations *out, sr_error *err) {
  *out = (sr_relations){0};
  SR_TRY(read_slots(arena, slots, out, err));
  SR_TRY(read_relations(arena, slots, relations, out, err));
  return read_slips(arena, slips, out, err);
}

sr_status sr_relations_open(sr_arena *arena, sr_relations *relations, sr_error *err) {
  return sr_relations_compile(arena, &sr_table_slots, &sr_table_relations, &sr_table_slips, relations, err);
}
