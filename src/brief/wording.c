/* Claims in words; see the header. */
#include "brief/wording.h"

#include "base/slice.h"

#include "lexicon/unit_labels.h"

#include <math.h>

void sr_word_source(sr_page *page, const sr_stored_claim *stored) {
  const sr_claim *c = &stored->claim;
  const sr_slice outlet = stored->outlet.len ? stored->outlet : stored->report_name;
  for (uint32_t i = c->n_chain; i-- > 0;) {
    sr_page_field(page, stored->ref, c->chain[i].name);
    sr_page_words(page, i ? ", via " : ", in ");
  }
  sr_page_field(page, stored->ref, outlet);
  if (!c->n_chain) sr_page_words(page, ", in its own voice");
}

void sr_word_told(sr_page *page, const sr_stored_claim *stored) {
  sr_page_ref(page, stored->ref);
  sr_page_words(page, " ");
  sr_word_source(page, stored);
  sr_page_words(page, ": ");
  sr_page_quote(page, stored->ref, stored->evidence);
}

void sr_word_cells(sr_page *page, const sr_stored_claim *stored) {
  sr_page_cell(page);
  sr_page_ref(page, stored->ref);
  sr_page_cell(page);
  sr_word_source(page, stored);
  sr_page_cell(page);
  sr_page_quote(page, stored->ref, stored->evidence);
}

/* The enumerated fields of each kind, in reading order. */
static void add_enum(sr_page *page, sr_enum value, bool *first) {
  const bool unsaid = value == SR_FIELD_NONE || value == SR_VICTIM_UNSPECIFIED || value == SR_WEAPON_UNSPECIFIED;
  if (unsaid) return;
  sr_page_words(page, *first ? ": " : ", ");
  sr_page_words(page, sr_enum_name(value));
  *first = false;
}

static void add_name(sr_page *page, sr_ref row, sr_slice name, const char *before, bool *first) {
  if (!name.len) return;
  sr_page_words(page, *first ? ": " : ", ");
  sr_page_words(page, before);
  sr_page_field(page, row, name);
  *first = false;
}

void sr_word_kind(sr_page *page, const sr_stored_claim *stored) {
  const sr_claim *c = &stored->claim;
  bool first = true;
  if (c->modality != SR_MODALITY_ASSERTED) {
    sr_page_toned(page, SR_TONE_STRONG, sr_modality_name(c->modality));
    sr_page_words(page, " ");
  }
  sr_page_words(page, sr_claim_kind_name(c->kind));
  add_name(page, stored->ref, c->party.name, "", &first);
  add_name(page, stored->ref, c->speaker.name, "", &first);
  add_name(page, stored->ref, c->donor.name, "", &first);
  const sr_enum words[] = {c->category, c->victim, c->measure, c->act, c->weapon, c->outcome, c->status, c->form};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) add_enum(page, words[i], &first);
  for (uint32_t i = 0; i < c->n_objects; i++) add_enum(page, c->objects[i], &first);
  add_name(page, stored->ref, c->recipient.name, "for ", &first);
  add_name(page, stored->ref, c->addressee.name, "addressed to ", &first);
  add_name(page, stored->ref, c->item, "", &first);
}

/* A counted noun in the plural: only the ending is ours, the rest is the row's own text. */
static void add_noun(sr_page *page, sr_ref row, sr_slice noun, bool plural) {
  static const struct {
    const char *end, *cut, *plural;
  } endings[] = {{"people", "", ""},   {"personnel", "", ""}, {"aircraft", "", ""}, {"person", "person", "people"},
                 {"child", "", "ren"}, {"man", "an", "en"},   {"ay", "", "s"},      {"ey", "", "s"},
                 {"oy", "", "s"},      {"y", "y", "ies"},     {"ch", "", "es"},     {"sh", "", "es"},
                 {"s", "", ""},        {"x", "", "es"},       {"S", "", ""},        {"", "", "s"}};
  size_t k = 0;
  while (!sr_slice_ends(noun, sr_slice_of(endings[k].end))) k++; /* the last ending fits every noun */
  if (!plural) {
    sr_page_field(page, row, noun);
    return;
  }
  const sr_slice stem = sr_slice_cut(noun, 0, noun.len - strlen(endings[k].cut));
  if (stem.len) sr_page_field(page, row, stem);
  sr_page_words(page, endings[k].plural);
}

/* One side of a rate or ratio; value NAN: no number goes with it. */
static void add_unit(sr_page *page, sr_ref row, sr_slice unit, double value) {
  const bool plural = value != 1;
  const sr_slice own = sr_tongue_unit(sr_page_tongue(page), unit, value);
  if (own.len) {
    sr_page__label(page, own);
    return;
  }
  if (!sr_tongue_is_english(sr_page_tongue(page)) && unit.len > 2 && unit.ptr[0] == '{') {
    sr_page_field(page, row, sr_slice_cut(unit, 1, sr_slice_find(unit, '}', 0))); /* the report's word, as it is */
    return;
  }
  const uint32_t at = sr_table_find(&sr_table_unit_labels, &unit, 1);
  if (at != UINT32_MAX) {
    const uint32_t column = plural ? SR_UNIT_LABELS_PLURAL : SR_UNIT_LABELS_SINGULAR;
    sr_page__label(page, sr_table_cell(&sr_table_unit_labels, at, column));
  } else if (unit.len > 2 && unit.ptr[0] == '{' && sr_slice_find(unit, '}', 0) == unit.len - 1) {
    add_noun(page, row, sr_slice_cut(unit, 1, unit.len - 1), plural);
  } else {
    sr_page_field(page, row, unit);
  }
}

void sr_word_unit(sr_page *page, sr_ref row, sr_slice unit, const sr_number *value) {
  if (!unit.len || sr_slice_is(unit, "1")) return;
  const double count = value ? sr_number_value(value) : (double)NAN;
  size_t slash = sr_slice_find(unit, '/', 0);
  const size_t brace = sr_slice_find(unit, '}', 0);
  if (unit.ptr[0] == '{' && brace != SR_NOWHERE) slash = sr_slice_find(unit, '/', brace);
  sr_page_words(page, " ");
  if (slash == SR_NOWHERE) {
    add_unit(page, row, unit, count);
    return;
  }
  add_unit(page, row, sr_slice_cut(unit, 0, slash), count);
  sr_page_words(page, " per ");
  add_unit(page, row, sr_slice_cut(unit, slash + 1, unit.len), 1);
}

void sr_word_range(sr_page *page, const sr_number *low, const sr_number *high) {
  sr_page_number(page, low);
  if (low && high && !sr_number_same_text(low, high)) {
    sr_page_words(page, " to ");
    sr_page_number(page, high);
  }
}

void sr_word_figure(sr_page *page, const sr_stored_claim *stored) {
  static const char *const before[] = SR_PHRASES("", "about ", "at least ", "at most ", "up ", "down ");
  const sr_claim *c = &stored->claim;
  if (c->quantity.present) {
    sr_page_words(page, before[c->quantity.bound]);
    sr_word_range(page, sr_page_of_claim(page, stored, SR_SLOT_LOW), sr_page_of_claim(page, stored, SR_SLOT_HIGH));
    sr_word_unit(page, stored->ref, c->quantity.unit, sr_page_of_claim(page, stored, SR_SLOT_HIGH));
  }
  const bool repeats = c->quantity.present && c->money.present && sr_slice_eq(c->quantity.unit, c->money.unit) &&
                       c->quantity.high == c->money.high;
  if (c->money.present && !repeats) {
    if (c->quantity.present) sr_page_words(page, ", ");
    sr_page_words(page, before[c->money.bound]);
    sr_word_range(page, sr_page_of_claim(page, stored, SR_SLOT_MONEY_LOW),
                  sr_page_of_claim(page, stored, SR_SLOT_MONEY_HIGH));
    sr_word_unit(page, stored->ref, c->money.unit, sr_page_of_claim(page, stored, SR_SLOT_MONEY_HIGH));
  }
}

void sr_word_when(sr_page *page, const sr_stored_claim *stored) {
  const sr_when *when = &stored->claim.when;
  const sr_number *start = sr_page_of_claim(page, stored, SR_SLOT_START),
                  *end = sr_page_of_claim(page, stored, SR_SLOT_END),
                  *deadline = sr_page_of_claim(page, stored, SR_SLOT_DEADLINE);
  if (when->present) {
    if (!end) sr_page_words(page, "since ");
    if (!start) sr_page_words(page, "until ");
    if (start) sr_page_number(page, start);
    if (start && end && when->start != when->end) sr_page_words(page, " to ");
    if (end && (!start || when->start != when->end)) sr_page_number(page, end);
  }
  if (deadline) {
    sr_page_words(page, when->present ? ", due by " : "due by ");
    sr_page_number(page, deadline);
  }
}

void sr_word_where(sr_page *page, const sr_stored_claim *stored) {
  for (uint32_t i = 0; i < stored->claim.n_where; i++) {
    if (i) sr_page_words(page, ", ");
    sr_page_field(page, stored->ref, stored->claim.where[i].name);
  }
}
