/* Chains of sources as W3C PROV, in PROV-JSON (W3C Member Submission of 24 April 2013); see sitrep/write.h.
 *
 * Entities are reports (R3), claims (C12) and what each source of a chain is told to have said (C12.1 the outermost,
 * C12.2 ...). A claim is a quotation (PROV-DM 5.2.4) of its report's words and of its first source's, each of these of
 * the next one's; each is attributed to who said it. A report that supersedes another is a revision of it. */
#include "base/json.h"
#include "base/map.h"
#include "base/slice.h"
#include "base/vec.h"

#include <sitrep/write.h>

#include <stdio.h>

enum { ARENA_BYTES = 1 << 29, NAME_ROOM = SR_REF_MAX + 24 };

typedef struct agent {
  sr_slice name, code;
} agent;

typedef struct prov {
  sr_ledger *ledger;
  sr_claim_query query;
  sr_json json;
  sr_arena *arena;
  sr_map numbers; /* name -> place in agents */
  SR_VEC(agent) agents;
  int64_t relations; /* given out so far */
} prov;

/* ---- names ---- */

static void name_of(sr_ref ref, uint32_t link, char out[NAME_ROOM]) {
  char text[SR_REF_MAX];
  sr_ref_write(ref, text);
  if (link)
    snprintf(out, NAME_ROOM, "sitrep:%s.%u", text, (unsigned)link);
  else
    snprintf(out, NAME_ROOM, "sitrep:%s", text);
}

/* The number of an agent, from 1; 0 without memory. */
static uint32_t number_of(prov *p, sr_slice name, sr_slice code) {
  uint32_t at = sr_map_get(&p->numbers, name);
  if (at == SR_MAP_NONE) {
    agent *a = SR_PUSH(p->arena, &p->agents);
    const sr_slice kept = sr_arena_copy(p->arena, name);
    if (!a || !kept.ptr || !sr_map_put(&p->numbers, p->arena, kept, p->agents.n - 1)) return 0;
    *a = (agent){.name = kept};
    at = p->agents.n - 1;
  }
  if (code.len && !p->agents.at[at].code.len) p->agents.at[at].code = sr_arena_copy(p->arena, code);
  return at + 1;
}

/* Who publishes a claim's report. */
static sr_slice publisher(const sr_stored_claim *claim) {
  return claim->outlet.len ? claim->outlet : claim->report_name;
}

/* ---- entities ---- */

static void typed(sr_json *json, const char *key, const char *value, const char *type) {
  sr_json_key(json, key);
  sr_json_object(json);
  sr_json_key_text(json, "$", sr_slice_of(value));
  sr_json_key_text(json, "type", sr_slice_of(type));
  sr_json_object_end(json);
}

static void key_day(sr_json *json, const char *key, sr_day day) {
  char text[SR_DAY_MAX];
  if (day != SR_DAY_NONE) typed(json, key, sr_day_write(day, text), "xsd:date");
}

static sr_status report_entity(void *user, const sr_stored_report *report, sr_error *err) {
  prov *p = user;
  char name[NAME_ROOM];
  if (report->superseded_by.id && !p->query.with_superseded) return SR_OK;
  if (report->outlet.len && !number_of(p, report->outlet, (sr_slice){0})) return sr_arena_fail(p->arena, err);
  name_of(report->ref, 0, name);
  sr_json_key(&p->json, name);
  sr_json_object(&p->json);
  typed(&p->json, "prov:type", "sitrep:Report", "prov:QUALIFIED_NAME");
  sr_json_key_text(&p->json, "prov:label", report->title.len ? report->title : report->name);
  if (report->url.len) sr_json_key_text(&p->json, "sitrep:url", report->url);
  key_day(&p->json, "sitrep:said", report->date);
  sr_json_key_text(&p->json, "sitrep:sha256", report->hash);
  sr_json_object_end(&p->json);
  return p->json.status;
}

static sr_status claim_entities(void *user, const sr_stored_claim *stored, sr_error *err) {
  prov *p = user;
  const sr_claim *c = &stored->claim;
  if (!number_of(p, publisher(stored), (sr_slice){0})) return sr_arena_fail(p->arena, err);
  for (uint32_t i = 0; i <= c->n_chain; i++) {
    char name[NAME_ROOM];
    name_of(stored->ref, i, name);
    sr_json_key(&p->json, name);
    sr_json_object(&p->json);
    typed(&p->json, "prov:type", i ? "sitrep:Saying" : "sitrep:Claim", "prov:QUALIFIED_NAME");
    if (!i) {
      sr_json_key_text(&p->json, "prov:value", stored->evidence);
      sr_json_key_text(&p->json, "sitrep:kind", sr_slice_of(sr_claim_kind_name(c->kind)));
      sr_json_key_text(&p->json, "sitrep:modality", sr_slice_of(sr_modality_name(c->modality)));
    }
    sr_json_object_end(&p->json);
    if (i && !number_of(p, c->chain[i - 1].name, c->chain[i - 1].code)) return sr_arena_fail(p->arena, err);
  }
  return p->json.status;
}

static void write_agents(prov *p) {
  sr_json_key(&p->json, "agent");
  sr_json_object(&p->json);
  for (uint32_t i = 0; i < p->agents.n; i++) {
    char name[NAME_ROOM];
    snprintf(name, sizeof name, "sitrep:A%u", (unsigned)i + 1);
    sr_json_key(&p->json, name);
    sr_json_object(&p->json);
    sr_json_key_text(&p->json, "prov:label", p->agents.at[i].name);
    if (p->agents.at[i].code.len) sr_json_key_text(&p->json, "sitrep:code", p->agents.at[i].code);
    sr_json_object_end(&p->json);
  }
  sr_json_object_end(&p->json);
}

/* ---- relations ---- */

static void begin_relation(prov *p) {
  char id[32];
  snprintf(id, sizeof id, "_:r%lld", (long long)++p->relations);
  sr_json_key(&p->json, id);
  sr_json_object(&p->json);
}

static void attribute(prov *p, const char *entity, sr_slice who) {
  char agent_name[32];
  snprintf(agent_name, sizeof agent_name, "sitrep:A%u", (unsigned)sr_map_get(&p->numbers, who) + 1);
  begin_relation(p);
  sr_json_key_text(&p->json, "prov:entity", sr_slice_of(entity));
  sr_json_key_text(&p->json, "prov:agent", sr_slice_of(agent_name));
  sr_json_object_end(&p->json);
}

static void derive(prov *p, const char *from, const char *to, const char *type) {
  begin_relation(p);
  sr_json_key_text(&p->json, "prov:generatedEntity", sr_slice_of(to));
  sr_json_key_text(&p->json, "prov:usedEntity", sr_slice_of(from));
  typed(&p->json, "prov:type", type, "prov:QUALIFIED_NAME");
  sr_json_object_end(&p->json);
}

static sr_status attribute_report(void *user, const sr_stored_report *report, sr_error *err) {
  (void)err;
  prov *p = user;
  char name[NAME_ROOM];
  if (!report->outlet.len || (report->superseded_by.id && !p->query.with_superseded)) return SR_OK;
  name_of(report->ref, 0, name);
  attribute(p, name, report->outlet);
  return p->json.status;
}

static sr_status attribute_claim(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  prov *p = user;
  for (uint32_t i = 0; i <= stored->claim.n_chain; i++) {
    char name[NAME_ROOM];
    name_of(stored->ref, i, name);
    attribute(p, name, i ? stored->claim.chain[i - 1].name : publisher(stored));
  }
  return p->json.status;
}

static sr_status revise(void *user, const sr_stored_report *report, sr_error *err) {
  (void)err;
  prov *p = user;
  char from[NAME_ROOM], to[NAME_ROOM];
  if (!report->superseded_by.id || !p->query.with_superseded) return SR_OK;
  name_of(report->ref, 0, from);
  name_of(report->superseded_by, 0, to);
  derive(p, from, to, "prov:Revision");
  return p->json.status;
}

static sr_status quote(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  prov *p = user;
  char from[NAME_ROOM], to[NAME_ROOM];
  name_of(stored->report, 0, from);
  name_of(stored->ref, 0, to);
  derive(p, from, to, "prov:Quotation");
  for (uint32_t i = 1; i <= stored->claim.n_chain; i++) {
    name_of(stored->ref, i, from);
    derive(p, from, to, "prov:Quotation");
    memcpy(to, from, sizeof to);
  }
  return p->json.status;
}

/* ---- the whole ---- */

static sr_status section(prov *p, const char *key, sr_report_visit reports, sr_claim_visit claims, sr_error *err) {
  sr_json_key(&p->json, key);
  sr_json_object(&p->json);
  SR_TRY(sr_ledger_reports(p->ledger, reports, p, err));
  SR_TRY(sr_ledger_claims(p->ledger, &p->query, claims, p, err));
  sr_json_object_end(&p->json);
  return SR_OK;
}

static sr_status write_all(prov *p, sr_error *err) {
  sr_json_object(&p->json);
  sr_json_key(&p->json, "prefix");
  sr_json_object(&p->json);
  sr_json_key_text(&p->json, "sitrep", SR_SLICE("urn:sitrep:"));
  sr_json_object_end(&p->json);
  SR_TRY(section(p, "entity", report_entity, claim_entities, err));
  write_agents(p);
  SR_TRY(section(p, "wasAttributedTo", attribute_report, attribute_claim, err));
  SR_TRY(section(p, "wasDerivedFrom", revise, quote, err));
  sr_json_object_end(&p->json);
  sr_json_line(&p->json);
  return SR_OK;
}

sr_status sr_write_prov(sr_ledger *ledger, bool with_superseded, sr_sink sink, void *user, sr_error *err) {
  prov p = {.ledger = ledger, .query = SR_CLAIM_QUERY_ALL, .arena = sr_arena_new(ARENA_BYTES)};
  if (!p.arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for chains of sources");
  p.query.with_superseded = with_superseded;
  sr_map_init(&p.numbers);
  sr_json_begin(&p.json, sink, user);
  p.json.pretty = true;
  sr_status status = write_all(&p, err);
  /* what the writer met first is the reason of a walk that it ended */
  if (p.json.status || !status) status = sr_json_end(&p.json, err);
  sr_arena_free(p.arena);
  return status;
}
