/* Claims, observations, checks and what is asked of them as JSON objects; see sitrep/write.h. */
#include "base/json.h"
#include "base/slice.h"
#include "claim/annotations.h"

#include <sitrep/write.h>

#include <math.h>

static void key_ref(sr_json *json, const char *key, sr_ref ref) {
  char text[SR_REF_MAX];
  sr_json_key_text_or_null(json, key, (sr_slice){text, ref.id ? sr_ref_write(ref, text) : 0});
}

static void key_day(sr_json *json, const char *key, sr_day day) {
  char text[SR_DAY_MAX];
  sr_json_key_text_or_null(json, key, sr_slice_of(sr_day_write(day, text)));
}

/* An open side is null. */
static void key_interval(sr_json *json, const char *key, sr_interval value) {
  sr_json_key(json, key);
  sr_json_object(json);
  sr_json_key_number(json, "low", value.low);
  sr_json_key_number(json, "high", value.high);
  sr_json_object_end(json);
}

sr_status sr_write_claim(const sr_stored_claim *stored, sr_sink sink, void *user, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sink, user);
  sr_json_object(&json);
  key_ref(&json, "ref", stored->ref);
  sr_claim__json_members(&json, &stored->claim);
  sr_json_key(&json, "evidence");
  sr_json_array(&json);
  for (uint32_t i = 0; i < stored->claim.evidence.n; i++) {
    sr_json_object(&json);
    sr_json_key_int(&json, "start", stored->claim.evidence.at[i].start);
    sr_json_key_int(&json, "end", stored->claim.evidence.at[i].end);
    sr_json_object_end(&json);
  }
  sr_json_array_end(&json);
  sr_json_key_text(&json, "evidence_text", stored->evidence);
  sr_json_key_text(&json, "sentence", stored->sentence);
  sr_json_key(&json, "report");
  sr_json_object(&json);
  key_ref(&json, "ref", stored->report);
  sr_json_key_text(&json, "name", stored->report_name);
  sr_json_key_text_or_null(&json, "outlet", stored->outlet);
  key_day(&json, "date", stored->report_date);
  sr_json_object_end(&json);
  sr_json_key_bool(&json, "superseded", stored->superseded);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

sr_status sr_write_observation(const sr_observation *o, sr_sink sink, void *user, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sink, user);
  sr_json_object(&json);
  key_ref(&json, "ref", o->ref);
  key_day(&json, "start", o->start);
  key_day(&json, "end", o->end);
  sr_json_key_text(&json, "measure", o->measure);
  sr_json_key_text_or_null(&json, "party", o->party);
  sr_json_key_text_or_null(&json, "place", o->place);
  sr_json_key_number(&json, "low", o->low);
  sr_json_key_number(&json, "high", o->high);
  sr_json_key_text(&json, "unit", o->unit);
  sr_json_key_text(&json, "source", o->source);
  sr_json_key_text_or_null(&json, "licence", o->licence);
  sr_json_key_text_or_null(&json, "note", o->note);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

sr_status sr_write_check(const sr_check *c, sr_sink sink, void *user, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sink, user);
  sr_json_object(&json);
  key_ref(&json, "ref", c->ref);
  sr_json_key_text(&json, "relation", c->relation);
  sr_json_key_text(&json, "formula", c->formula);
  key_ref(&json, "subject", c->subject);
  sr_json_key_text(&json, "outcome", sr_slice_of(sr_outcome_name(c->outcome)));
  key_interval(&json, "stated", c->stated);
  key_interval(&json, "computed", c->computed);
  sr_json_key_text(&json, "unit", c->unit);
  sr_json_key_bool(&json, "by_rounding", c->by_rounding);
  sr_json_key_number(&json, "factor", c->factor);
  sr_json_key_text_or_null(&json, "slip", c->slip);
  sr_json_key_number(&json, "slip_chance", c->slip.len ? c->slip_chance : (double)NAN);
  sr_json_key_text_or_null(&json, "reason", c->reason);
  sr_json_key(&json, "inputs");
  sr_json_array(&json);
  for (uint32_t i = 0; i < c->n_inputs; i++) {
    const sr_check_input *in = &c->inputs[i];
    sr_json_object(&json);
    sr_json_key_text(&json, "slot", sr_slice_of(in->slot));
    key_ref(&json, "ref", in->ref);
    if (in->ref_from.id) key_ref(&json, "ref_from", in->ref_from);
    key_interval(&json, "value", in->value);
    sr_json_key_text(&json, "unit", in->unit);
    sr_json_key_text(&json, "source", in->source);
    key_day(&json, "start", in->start);
    key_day(&json, "end", in->end);
    sr_json_object_end(&json);
  }
  sr_json_array_end(&json);
  sr_json_key(&json, "working");
  sr_json_array(&json);
  for (uint32_t i = 0; i < c->n_working; i++) sr_json_text(&json, c->working[i]);
  sr_json_array_end(&json);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

sr_status sr_write_account(const sr_account_group *g, uint32_t account, sr_sink sink, void *user, sr_error *err) {
  static const char *const states[] = {"unsaid", "single", "agreed", "parted"};
  sr_json json;
  sr_json_begin(&json, sink, user);
  sr_json_object(&json);
  sr_json_key_int(&json, "account", account);
  sr_json_key_text(&json, "kind", sr_slice_of(sr_claim_kind_name(g->kind)));
  key_day(&json, "start", g->start);
  key_day(&json, "end", g->end);
  sr_json_key_int(&json, "roots", g->n_roots);
  sr_json_key(&json, "claims");
  sr_json_array(&json);
  for (uint32_t i = 0; i < g->n_claims; i++) {
    sr_json_object(&json);
    key_ref(&json, "ref", g->claims[i]);
    sr_json_key_text(&json, "root", g->roots[i]);
    sr_json_object_end(&json);
  }
  sr_json_array_end(&json);
  sr_json_key(&json, "attributes");
  sr_json_object(&json);
  for (int a = 0; a < SR_ACCOUNT_ATTRIBUTE_COUNT; a++)
    sr_json_key_text(&json, sr_account_attribute_name((sr_account_attribute)a), sr_slice_of(states[g->states[a]]));
  sr_json_object_end(&json);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

sr_status sr_write_drift(const sr_drift *d, sr_sink sink, void *user, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sink, user);
  sr_json_object(&json);
  key_ref(&json, "original", d->original);
  key_ref(&json, "retelling", d->retelling);
  sr_json_key_text(&json, "root", d->root);
  sr_json_key_text(&json, "changed", sr_slice_of(d->what));
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

sr_status sr_write_docket_item(const sr_docket_item *item, sr_sink sink, void *user, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sink, user);
  sr_json_object(&json);
  key_ref(&json, "claim", item->claim);
  sr_json_key_text(&json, "state", sr_slice_of(sr_docket_state_name(item->state)));
  key_day(&json, "due", item->due);
  key_ref(&json, "by", item->by);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

sr_status sr_write_root(const sr_root *root, sr_sink sink, void *user, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sink, user);
  sr_json_object(&json);
  sr_json_key_text(&json, "name", root->name);
  sr_json_key_text_or_null(&json, "code", root->code);
  sr_json_key_bool(&json, "party", root->own + root->enemy > 0);
  sr_json_key_int(&json, "claims", root->claims);
  sr_json_key_int(&json, "of_own_side", root->own);
  sr_json_key_int(&json, "of_enemy", root->enemy);
  sr_json_key_int(&json, "reports", root->reports);
  sr_json_key(&json, "outlets");
  sr_json_array(&json);
  for (uint32_t i = 0; i < root->n_outlets; i++) sr_json_text(&json, root->outlets[i]);
  sr_json_array_end(&json);
  key_day(&json, "first", root->first);
  key_day(&json, "last", root->last);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}
