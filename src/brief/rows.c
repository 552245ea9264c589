/* Claims, observations and checks as rows of CSV (RFC 4180); see sitrep/write.h. */
#include "base/slice.h"
#include "brief/cells.h"

#include <sitrep/write.h>

#include <math.h>

sr_status sr_write_claim_csv_header(sr_sink sink, void *user, sr_error *err) {
  return sr_row_header(SR_SLICE("claims"), sink, user, err);
}

sr_status sr_write_claim_csv(const sr_stored_claim *stored, sr_sink sink, void *user, sr_error *err) {
  const sr_claim *c = &stored->claim;
  sr_row r = {.sink = sink, .user = user, .err = err};
  const bool figure = c->quantity.present, money = c->money.present, dated = c->when.present;
  sr_cell_ref(&r, stored->ref);
  sr_cell_word(&r, sr_claim_kind_name(c->kind));
  sr_cell_word(&r, sr_modality_name(c->modality));
  SR_CELL_LIST(&r, c->n_chain, c->chain[i].name);
  sr_cell_number(&r, figure ? c->quantity.low : (double)NAN);
  sr_cell_number(&r, figure ? c->quantity.high : (double)NAN);
  sr_cell_word(&r, figure ? sr_bound_name(c->quantity.bound) : "");
  sr_cell_text(&r, figure ? c->quantity.unit : (sr_slice){0});
  sr_cell_day(&r, dated ? c->when.start : SR_DAY_NONE);
  sr_cell_day(&r, dated ? c->when.end : SR_DAY_NONE);
  sr_cell_word(&r, dated ? sr_when_relation_name(c->when.relation) : "");
  SR_CELL_LIST(&r, c->n_where, c->where[i].name);
  sr_cell_text(&r, c->party.name);
  sr_cell_word(&r, sr_enum_name(c->category));
  sr_cell_word(&r, sr_enum_name(c->victim));
  sr_cell_text(&r, c->item);
  sr_cell_word(&r, sr_enum_name(c->measure));
  sr_cell_word(&r, sr_enum_name(c->act));
  sr_cell_text(&r, c->target_place.name.len ? c->target_place.name : c->target);
  sr_cell_text(&r, c->condition);
  sr_cell_text(&r, c->numerator.category);
  sr_cell_text(&r, c->denominator.category);
  sr_cell_word(&r, sr_enum_name(c->weapon));
  sr_cell_word(&r, sr_enum_name(c->outcome));
  SR_CELL_LIST(&r, c->n_objects, sr_slice_of(sr_enum_name(c->objects[i])));
  sr_cell_text(&r, c->donor.name);
  sr_cell_text(&r, c->recipient.name);
  sr_cell_number(&r, money ? c->money.high : (double)NAN);
  sr_cell_text(&r, money ? c->money.unit : (sr_slice){0});
  sr_cell_word(&r, sr_enum_name(c->status));
  sr_cell_day(&r, c->kind == SR_KIND_AID ? c->deadline : SR_DAY_NONE);
  SR_CELL_LIST(&r, c->n_participants, c->participants[i].name);
  sr_cell_word(&r, sr_enum_name(c->form));
  SR_CELL_LIST(&r, c->n_topics, c->topics[i]);
  sr_cell_text(&r, c->speaker.name);
  sr_cell_text(&r, c->addressee.name);
  sr_cell_text(&r, c->topic);
  sr_cell_text(&r, c->horizon);
  sr_cell_number(&r, c->confidence);
  sr_cell_text(&r, stored->evidence);
  sr_cell_ref(&r, stored->report);
  sr_cell_text(&r, stored->outlet);
  sr_cell_day(&r, stored->report_date);
  sr_cell_word(&r, stored->superseded ? "true" : "false");
  return sr_row_end(&r);
}

sr_status sr_write_observation_csv_header(sr_sink sink, void *user, sr_error *err) {
  return sr_row_header(SR_SLICE("observations"), sink, user, err);
}

sr_status sr_write_observation_csv(const sr_observation *o, sr_sink sink, void *user, sr_error *err) {
  sr_row r = {.sink = sink, .user = user, .err = err};
  sr_cell_ref(&r, o->ref);
  sr_cell_day(&r, o->start);
  sr_cell_day(&r, o->end);
  sr_cell_text(&r, o->measure);
  sr_cell_text(&r, o->party);
  sr_cell_text(&r, o->place);
  sr_cell_number(&r, o->low);
  sr_cell_number(&r, o->high);
  sr_cell_text(&r, o->unit);
  sr_cell_text(&r, o->source);
  sr_cell_text(&r, o->licence);
  sr_cell_text(&r, o->note);
  return sr_row_end(&r);
}

sr_status sr_write_check_csv_header(sr_sink sink, void *user, sr_error *err) {
  return sr_row_header(SR_SLICE("checks"), sink, user, err);
}

sr_status sr_write_check_csv(const sr_check *c, sr_sink sink, void *user, sr_error *err) {
  sr_row r = {.sink = sink, .user = user, .err = err};
  sr_cell_ref(&r, c->ref);
  sr_cell_text(&r, c->relation);
  sr_cell_text(&r, c->formula);
  sr_cell_ref(&r, c->subject);
  sr_cell_word(&r, sr_outcome_name(c->outcome));
  sr_cell_number(&r, c->stated.low);
  sr_cell_number(&r, c->stated.high);
  sr_cell_number(&r, c->computed.low);
  sr_cell_number(&r, c->computed.high);
  sr_cell_text(&r, c->unit);
  sr_cell_word(&r, c->by_rounding ? "true" : "false");
  sr_cell_number(&r, c->factor);
  sr_cell_text(&r, c->slip);
  sr_cell_number(&r, c->slip.len ? c->slip_chance : (double)NAN);
  sr_cell_text(&r, c->reason);
  sr_cell_begin(&r);
  for (uint32_t i = 0; i < c->n_inputs; i++) {
    char ref[SR_REF_MAX];
    sr_cell_item(&r, (sr_slice){ref, sr_ref_write(c->inputs[i].ref, ref)}, i == 0);
  }
  return sr_row_end(&r);
}
