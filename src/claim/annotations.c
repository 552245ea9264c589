/* Annotations as JSON (docs/annotations.md): one object a report, spans with their text. */
#include "claim/annotations.h"

#include "base/json.h"
#include "base/slice.h"
#include "text/report.h"

#include <math.h>

static void span_members(sr_json *json, const sr_report *report, sr_span span) {
  sr_json_key_int(json, "start", span.start);
  sr_json_key_int(json, "end", span.end);
  sr_json_key_text(json, "text", sr_report_slice(report, span));
}

static void put_span(sr_json *json, const sr_report *report, sr_span span) {
  sr_json_object(json);
  span_members(json, report, span);
  sr_json_object_end(json);
}

static void put_spans(sr_json *json, const char *key, const sr_report *report, sr_spans spans) {
  sr_json_key(json, key);
  sr_json_array(json);
  for (uint32_t i = 0; i < spans.n; i++) put_span(json, report, spans.at[i]);
  sr_json_array_end(json);
}

static void key_day(sr_json *json, const char *key, sr_day day) {
  char text[SR_DAY_MAX];
  sr_json_key_text_or_null(json, key, sr_slice_of(sr_day_write(day, text)));
}

static void put_tokens(sr_json *json, const sr_report *report) {
  sr_json_key(json, "tokens");
  sr_json_array(json);
  for (uint32_t i = 0; i < report->n_tokens; i++) {
    const sr_token *t = &report->tokens[i];
    sr_json_object(json);
    span_members(json, report, t->span);
    sr_json_key_int(json, "sentence", t->sentence);
    if (t->lemma.len) sr_json_key_text(json, "lemma", t->lemma);
    if (t->upos.len) sr_json_key_text(json, "upos", t->upos);
    if (t->xpos.len) sr_json_key_text(json, "xpos", t->xpos);
    if (t->feats.len) sr_json_key_text(json, "feats", t->feats);
    if (t->head != SR_NO_HEAD) {
      sr_json_key_int(json, "head", t->head);
      sr_json_key_text(json, "deprel", t->deprel);
    }
    sr_json_object_end(json);
  }
  sr_json_array_end(json);
}

static void put_quantities(sr_json *json, const sr_report *report) {
  sr_json_key(json, "quantities");
  sr_json_array(json);
  for (uint32_t i = 0; i < report->n_quantities; i++) {
    const sr_quantity *q = &report->quantities[i];
    sr_json_object(json);
    span_members(json, report, q->span);
    sr_json_key_number(json, "low", q->low);
    sr_json_key_number(json, "high", q->high);
    sr_json_key_text(json, "bound", sr_slice_of(sr_bound_name(q->bound)));
    sr_json_key_text(json, "unit", q->unit);
    sr_json_key_text(json, "unit_name", q->unit_name);
    sr_json_key_text(json, "unit_text", sr_report_slice(report, q->unit_span));
    if (q->vague) sr_json_key_bool(json, "vague", true);
    put_spans(json, "concept", report, q->concept);
    sr_json_object_end(json);
  }
  sr_json_array_end(json);
}

static void put_times(sr_json *json, const sr_report *report) {
  static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
  sr_json_key(json, "times");
  sr_json_array(json);
  for (uint32_t i = 0; i < report->n_times; i++) {
    const sr_time *t = &report->times[i];
    sr_json_object(json);
    span_members(json, report, t->span);
    sr_json_key_text(json, "type", sr_slice_of(types[t->type]));
    sr_json_key_text(json, "value", t->value);
    if (t->mod.len) sr_json_key_text(json, "mod", t->mod);
    if (t->start != SR_DAY_NONE) key_day(json, "from", t->start);
    if (t->end != SR_DAY_NONE) key_day(json, "to", t->end);
    sr_json_object_end(json);
  }
  sr_json_array_end(json);
}

static void put_places(sr_json *json, const sr_report *report) {
  sr_json_key(json, "places");
  sr_json_array(json);
  for (uint32_t i = 0; i < report->n_places; i++) {
    const sr_place *p = &report->places[i];
    sr_json_object(json);
    span_members(json, report, p->span);
    sr_json_key_text(json, "name", p->name);
    sr_json_key(json, "geonames");
    if (p->geonames)
      sr_json_int(json, p->geonames);
    else
      sr_json_null(json);
    sr_json_key_number(json, "lat", p->lat);
    sr_json_key_number(json, "lon", p->lon);
    if (p->precision_km > 0) sr_json_key_number(json, "precision_km", p->precision_km);
    sr_json_key_text_or_null(json, "country", p->country);
    sr_json_key_text_or_null(json, "adm1", p->adm1);
    sr_json_key_text_or_null(json, "feature", p->feature);
    sr_json_key_bool(json, "literal", p->literal);
    static const char *const KINDS[] = {"name", "adjective", "people"};
    sr_json_key_text(json, "kind", sr_slice_of(KINDS[p->kind]));
    sr_json_object_end(json);
  }
  sr_json_array_end(json);
}

static void put_actors(sr_json *json, const sr_report *report) {
  sr_json_key(json, "actors");
  sr_json_array(json);
  for (uint32_t i = 0; i < report->n_actors; i++) {
    const sr_actor *a = &report->actors[i];
    sr_json_object(json);
    span_members(json, report, a->span);
    sr_json_key_text_or_null(json, "code", a->code);
    sr_json_key_text(json, "name", a->name);
    sr_json_key_text_or_null(json, "role", a->role);
    sr_json_object_end(json);
  }
  sr_json_array_end(json);
}

static void put_attributions(sr_json *json, const sr_report *report) {
  sr_json_key(json, "attributions");
  sr_json_array(json);
  for (uint32_t i = 0; i < report->n_attributions; i++) {
    const sr_attribution *a = &report->attributions[i];
    sr_json_object(json);
    put_spans(json, "source", report, a->source);
    put_spans(json, "cue", report, a->cue);
    put_spans(json, "content", report, a->content);
    sr_json_key_text_or_null(json, "name", a->source_name);
    sr_json_key_bool(json, "quoted", a->quoted);
    sr_json_key(json, "parent");
    if (a->parent >= 0)
      sr_json_int(json, a->parent);
    else
      sr_json_null(json);
    sr_json_object_end(json);
  }
  sr_json_array_end(json);
}

static void put_codes(sr_json *json, const char *key, const sr_slice *codes, uint32_t n) {
  sr_json_key(json, key);
  sr_json_array(json);
  for (uint32_t i = 0; i < n; i++) sr_json_text(json, codes[i]);
  sr_json_array_end(json);
}

static void put_events(sr_json *json, const sr_report *report) {
  sr_json_key(json, "events");
  sr_json_array(json);
  for (uint32_t i = 0; i < report->n_events; i++) {
    const sr_event *e = &report->events[i];
    sr_json_object(json);
    span_members(json, report, e->span);
    sr_json_key_text(json, "code", e->code);
    sr_json_key_text_or_null(json, "mode", e->mode);
    sr_json_key(json, "trigger");
    put_span(json, report, e->trigger);
    put_codes(json, "source", e->source, e->n_source);
    put_codes(json, "target", e->target, e->n_target);
    sr_json_object_end(json);
  }
  sr_json_array_end(json);
}

static void put_entities(sr_json *json, const sr_report *report) {
  sr_json_key(json, "entities");
  sr_json_array(json);
  for (uint32_t i = 0; i < report->n_entities; i++) {
    sr_json_object(json);
    span_members(json, report, report->entities[i].span);
    sr_json_key_text(json, "type", sr_slice_of(report->entities[i].type));
    sr_json_object_end(json);
  }
  sr_json_array_end(json);
}

/* ---- claims ---- */

static void put_actor_ref(sr_json *json, sr_actor_ref actor) {
  if (!actor.name.len && !actor.code.len) {
    sr_json_null(json);
    return;
  }
  sr_json_object(json);
  sr_json_key_text(json, "name", actor.name);
  if (actor.code.len) sr_json_key_text(json, "code", actor.code);
  sr_json_object_end(json);
}

static void key_actor(sr_json *json, const char *key, sr_actor_ref actor) {
  sr_json_key(json, key);
  put_actor_ref(json, actor);
}

static void put_place_ref(sr_json *json, const sr_place_ref *place) {
  if (!place->name.len) {
    sr_json_null(json);
    return;
  }
  sr_json_object(json);
  sr_json_key_text(json, "name", place->name);
  if (place->geonames) sr_json_key_int(json, "geonames", place->geonames);
  if (isfinite(place->lat) && isfinite(place->lon)) {
    sr_json_key_number(json, "lat", place->lat);
    sr_json_key_number(json, "lon", place->lon);
  }
  if (place->country.len) sr_json_key_text(json, "country", place->country);
  if (place->feature.len) sr_json_key_text(json, "feature", place->feature);
  sr_json_object_end(json);
}

static void key_figure(sr_json *json, const char *key, const sr_figure *figure) {
  sr_json_key(json, key);
  if (!figure->present) {
    sr_json_null(json);
    return;
  }
  sr_json_object(json);
  sr_json_key_number(json, "low", figure->low);
  sr_json_key_number(json, "high", figure->high);
  sr_json_key_text(json, "bound", sr_slice_of(sr_bound_name(figure->bound)));
  sr_json_key_text(json, "unit", figure->unit);
  sr_json_object_end(json);
}

static void key_enum(sr_json *json, const char *key, sr_enum value) {
  sr_json_key_text_or_null(json, key, sr_slice_of(sr_enum_name(value)));
}

static void key_side(sr_json *json, const char *key, const sr_ratio_side *side) {
  sr_json_key(json, key);
  sr_json_object(json);
  key_enum(json, "measure", side->measure);
  sr_json_key_text_or_null(json, "category", side->category);
  if (side->party.name.len) key_actor(json, "party", side->party);
  sr_json_object_end(json);
}

static void key_actors(sr_json *json, const char *key, const sr_actor_ref *actors, uint32_t n) {
  sr_json_key(json, key);
  sr_json_array(json);
  for (uint32_t i = 0; i < n; i++) put_actor_ref(json, actors[i]);
  sr_json_array_end(json);
}

static void put_own_fields(sr_json *json, const sr_claim *c) {
  switch (c->kind) {
  case SR_KIND_LOSSES:
    key_actor(json, "party", c->party);
    key_enum(json, "category", c->category);
    key_enum(json, "victim", c->victim);
    sr_json_key_text_or_null(json, "item", c->item);
    break;
  case SR_KIND_ADVANCE:
    key_actor(json, "party", c->party);
    key_enum(json, "measure", c->measure);
    break;
  case SR_KIND_CONTROL:
    key_actor(json, "party", c->party);
    sr_json_key(json, "target");
    put_place_ref(json, &c->target_place);
    key_enum(json, "act", c->act);
    break;
  case SR_KIND_PROJECTION:
    sr_json_key_text_or_null(json, "target", c->target);
    sr_json_key_text_or_null(json, "condition", c->condition);
    break;
  case SR_KIND_RATIO:
    key_side(json, "numerator", &c->numerator);
    key_side(json, "denominator", &c->denominator);
    break;
  case SR_KIND_STRIKE:
    key_actor(json, "party", c->party);
    key_enum(json, "weapon", c->weapon);
    break;
  case SR_KIND_INTERCEPTION:
    key_actor(json, "party", c->party);
    key_enum(json, "weapon", c->weapon);
    key_enum(json, "outcome", c->outcome);
    break;
  case SR_KIND_DAMAGE:
    sr_json_key(json, "objects");
    sr_json_array(json);
    for (uint32_t i = 0; i < c->n_objects; i++) sr_json_text(json, sr_slice_of(sr_enum_name(c->objects[i])));
    sr_json_array_end(json);
    break;
  case SR_KIND_AID:
    key_actor(json, "donor", c->donor);
    key_actor(json, "recipient", c->recipient);
    sr_json_key_text_or_null(json, "item", c->item);
    key_figure(json, "money", &c->money);
    key_enum(json, "status", c->status);
    key_day(json, "deadline", c->deadline);
    break;
  case SR_KIND_CONTACT:
    key_actors(json, "participants", c->participants, c->n_participants);
    key_enum(json, "form", c->form);
    put_codes(json, "topics", c->topics, c->n_topics);
    break;
  case SR_KIND_STATEMENT:
    key_actor(json, "speaker", c->speaker);
    key_enum(json, "act", c->act);
    key_actor(json, "addressee", c->addressee);
    sr_json_key_text_or_null(json, "topic", c->topic);
    break;
  case SR_KIND_FORECAST:
    key_actor(json, "party", c->party);
    key_enum(json, "act", c->act);
    sr_json_key_text_or_null(json, "target", c->target);
    sr_json_key_text_or_null(json, "horizon", c->horizon);
    break;
  case SR_KIND_COUNT: break;
  }
}

void sr_claim__json_members(sr_json *json, const sr_claim *c) {
  sr_json_key_text(json, "kind", sr_slice_of(sr_claim_kind_name(c->kind)));
  key_actors(json, "chain", c->chain, c->n_chain);
  sr_json_key_text(json, "modality", sr_slice_of(sr_modality_name(c->modality)));
  key_figure(json, "quantity", &c->quantity);
  sr_json_key(json, "when");
  if (c->when.present) {
    sr_json_object(json);
    key_day(json, "start", c->when.start);
    key_day(json, "end", c->when.end);
    sr_json_key_text(json, "relation", sr_slice_of(sr_when_relation_name(c->when.relation)));
    sr_json_object_end(json);
  } else {
    sr_json_null(json);
  }
  sr_json_key(json, "where");
  sr_json_array(json);
  for (uint32_t i = 0; i < c->n_where; i++) put_place_ref(json, &c->where[i]);
  sr_json_array_end(json);
  put_own_fields(json, c);
  sr_json_key_number(json, "confidence", c->confidence);
}

static void put_claims(sr_json *json, const sr_report *report) {
  sr_json_key(json, "claims");
  sr_json_array(json);
  for (uint32_t i = 0; i < report->n_claims; i++) {
    sr_json_object(json);
    sr_claim__json_members(json, &report->claims[i]);
    put_spans(json, "evidence", report, report->claims[i].evidence);
    sr_json_object_end(json);
  }
  sr_json_array_end(json);
}

sr_status sr_write_annotations(const sr_report *report, unsigned layers, sr_sink sink, void *user, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sink, user);
  sr_json_object(&json);
  sr_json_key_text(&json, "id", report->about.id);
  sr_json_key_text_or_null(&json, "lang", report->about.lang);
  key_day(&json, "date", report->about.date);
  if (layers & SR_LAYER_TOKENS) {
    sr_json_key(&json, "sentences");
    sr_json_array(&json);
    for (uint32_t i = 0; i < report->n_sentences; i++) {
      sr_json_object(&json);
      sr_json_key_int(&json, "start", report->sentences[i].span.start);
      sr_json_key_int(&json, "end", report->sentences[i].span.end);
      sr_json_object_end(&json);
    }
    sr_json_array_end(&json);
    put_tokens(&json, report);
  }
  if (layers & SR_LAYER_ENTITIES) put_entities(&json, report);
  if (layers & SR_LAYER_QUANTITIES) put_quantities(&json, report);
  if (layers & SR_LAYER_TIMES) put_times(&json, report);
  if (layers & SR_LAYER_PLACES) put_places(&json, report);
  if (layers & SR_LAYER_ACTORS) put_actors(&json, report);
  if (layers & SR_LAYER_ATTRIBUTIONS) put_attributions(&json, report);
  if (layers & SR_LAYER_EVENTS) put_events(&json, report);
  if (layers & SR_LAYER_CLAIMS) put_claims(&json, report);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

sr_status sr_write_failure(sr_slice id, const sr_error *failure, sr_sink sink, void *user, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sink, user);
  sr_json_object(&json);
  sr_json_key_text(&json, "id", id);
  sr_json_key_text(&json, "error", sr_slice_of(failure->message));
  if (failure->offset != SR_NOWHERE) sr_json_key_int(&json, "offset", (int64_t)failure->offset);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}
