/* Claims in words; see the header. */
#include "brief/wording.h"

#include "base/slice.h"

#include "lexicon/unit_labels.h"

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

/* The enumerated fields of each kind, in reading order. */
static void add_enum(sr_page *page, sr_enum value, bool *first) {
  if (value == SR_FIELD_NONE) return;
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
  add_name(page, stored->ref, c->recipient.name, "to ", &first);
  add_name(page, stored->ref, c->addressee.name, "to ", &first);
  add_name(page, stored->ref, c->item, "", &first);
}

void sr_word_unit(sr_page *page, sr_ref row, sr_slice unit) {
  if (!unit.len || sr_slice_is(unit, "1")) return;
  sr_page_words(page, " ");
  const uint32_t at = sr_table_find(&sr_table_unit_labels, &unit, 1);
  if (at != UINT32_MAX) {
    const sr_slice label = sr_table_cell(&sr_table_unit_labels, at, SR_UNIT_LABELS_LABEL);
    sr_page__label(page, label);
  } else if (unit.len > 2 && unit.ptr[0] == '{' && sr_slice_find(unit, '}', 0) == unit.len - 1) {
    sr_page_field(page, row, sr_slice_cut(unit, 1, unit.len - 1));
  } else {
    sr_page_field(page, row, unit);
  }
}

void sr_word_range(sr_page *page, const sr_number *low, const sr_number *high) {
  sr_page_number(page, low);
  if (low && high && sr_number_value(low) != sr_number_value(high)) {
    sr_page_words(page, " to ");
    sr_page_number(page, high);
  }
}

void sr_word_figure(sr_page *page, const sr_stored_claim *stored) {
  static const char *const before[] = {"", "about ", "at least ", "at most ", "up ", "down "};
  const sr_claim *c = &stored->claim;
  if (c->quantity.present) {
    sr_page_words(page, before[c->quantity.bound]);
    sr_word_range(page, sr_page_of_claim(page, stored, SR_SLOT_LOW), sr_page_of_claim(page, stored, SR_SLOT_HIGH));
    sr_word_unit(page, stored->ref, c->quantity.unit);
  }
  const bool repeats = c->quantity.present && c->money.present && sr_slice_eq(c->quantity.unit, c->money.unit) &&
                       c->quantity.high == c->money.high;
  if (c->money.present && !repeats) {
    if (c->quantity.present) sr_page_words(page, ", ");
    sr_page_words(page, before[c->money.bound]);
    sr_word_range(page, sr_page_of_claim(page, stored, SR_SLOT_MONEY_LOW),
                  sr_page_of_claim(page, stored, SR_SLOT_MONEY_HIGH));
    sr_word_unit(page, stored->ref, c->money.unit);
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
