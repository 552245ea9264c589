/* Hand-made reports; see the header. */
#include "fixture.h"

#include "base/date.h"
#include "base/slice.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void fx_folder_make(fx_folder *folder) {
  snprintf(folder->path, sizeof folder->path, "/tmp/sitrep-test-XXXXXX");
  assert_non_null(mkdtemp(folder->path));
}

void fx_folder_remove(fx_folder *folder) {
  DIR *dir = opendir(folder->path);
  for (struct dirent *entry; dir && (entry = readdir(dir));)
    if (entry->d_name[0] != '.') unlink(fx_file(folder, entry->d_name));
  if (dir) closedir(dir);
  rmdir(folder->path);
}

const char *fx_file(fx_folder *folder, const char *name) {
  snprintf(folder->name, sizeof folder->name, "%s/%s", folder->path, name);
  return folder->name;
}

enum { CLAIMS_MAX = 16 };

sr_day fx_day(const char *text) {
  sr_day day;
  assert_true(sr_day_parse(sr_slice_of(text), &day));
  return day;
}

sr_report *fx_report(sr_arena *arena, const char *outlet, const char *name, const char *date, const char *text) {
  sr_report *report = SR_NEW(arena, sr_report, 1);
  sr_sentence *sentences = SR_NEW(arena, sr_sentence, strlen(text) / 2 + 1);
  sr_claim *claims = SR_NEW(arena, sr_claim, CLAIMS_MAX);
  assert_true(report && sentences && claims);
  report->arena = arena;
  report->text = sr_slice_of(text);
  report->about = (sr_report_info){
      .id = sr_slice_of(name), .outlet = sr_slice_of(outlet), .lang = SR_SLICE("en"), .date = SR_DAY_NONE};
  if (date) report->about.date = fx_day(date);
  sr_sha256_hex(report->text, report->hash);
  uint32_t at = 0;
  for (const char *p = text; *p;) {
    const char *stop = strstr(p, ". ");
    const char *end = stop ? stop + 1 : p + strlen(p);
    sentences[at++].span = (sr_span){(uint32_t)(p - text), (uint32_t)(end - text)};
    p = *end ? end + 1 : end;
  }
  report->sentences = sentences;
  report->n_sentences = at;
  report->claims = claims;
  return report;
}

sr_span fx_span(const sr_report *report, const char *piece) {
  const char *at = strstr(report->text.ptr, piece);
  if (!at) fail_msg("'%s' is not in the text", piece);
  const uint32_t start = (uint32_t)(at - report->text.ptr);
  return (sr_span){start, start + (uint32_t)strlen(piece)};
}

sr_claim *fx_claim(sr_report *report, sr_claim_kind kind, const char *evidence) {
  assert_true(report->n_claims < CLAIMS_MAX);
  sr_claim *claim = (sr_claim *)(uintptr_t)&report->claims[report->n_claims++];
  sr_span *span = SR_NEW(report->arena, sr_span, 1);
  *span = fx_span(report, evidence);
  *claim = (sr_claim){.kind = kind,
                      .evidence = {span, 1},
                      .confidence = 0.5,
                      .deadline = SR_DAY_NONE,
                      .when = {.start = SR_DAY_NONE, .end = SR_DAY_NONE}};
  return claim;
}

sr_actor_ref *fx_chain(sr_report *report, sr_claim *claim, uint32_t n, ...) {
  sr_actor_ref *chain = SR_NEW(report->arena, sr_actor_ref, n);
  va_list names;
  va_start(names, n);
  for (uint32_t i = 0; i < n; i++) chain[i].name = sr_slice_of(va_arg(names, const char *));
  va_end(names);
  claim->chain = chain;
  claim->n_chain = n;
  return chain;
}

static sr_actor_ref actor(const char *name, const char *code) {
  return (sr_actor_ref){sr_slice_of(name), sr_slice_of(code)};
}

static sr_place_ref *place(sr_arena *arena, const char *name, int64_t geonames, double lat, double lon) {
  sr_place_ref *p = SR_NEW(arena, sr_place_ref, 1);
  *p = (sr_place_ref){sr_slice_of(name), geonames, lat, lon, SR_SLICE("UA"), SR_SLICE("PPLA")};
  return p;
}

static sr_figure figure(const sr_report *report, const char *piece, double value, double granule, sr_bound bound,
                        const char *unit) {
  return (sr_figure){true, value, value, granule, bound, sr_slice_of(unit), fx_span(report, piece)};
}

static void advance_claims(sr_report *r) {
  sr_arena *arena = r->arena;
  sr_claim *c = fx_claim(r, SR_KIND_LOSSES, "the attackers lost about 31,000 soldiers");
  fx_chain(r, c, 2, "The Weekly Ledger", "Analysts of the Field Institute");
  c->party = actor("Russia", "RUS");
  c->category = SR_CATEGORY_KILLED;
  c->victim = SR_VICTIM_MILITARY;
  c->quantity = figure(r, "about 31,000", 31000, 1000, SR_BOUND_ABOUT, "{soldier}");
  c->when = (sr_when){true, fx_day("2025-05-01"), fx_day("2025-07-09"), SR_WHEN_DURING};
  c = fx_claim(r, SR_KIND_ADVANCE, "moved about 15 sq km a day");
  c->party = actor("Russia", "RUS");
  c->measure = SR_MEASURE_RATE;
  c->quantity = figure(r, "about 15 sq km a day", 15, 1, SR_BOUND_ABOUT, "km2/d");
  c = fx_claim(r, SR_KIND_CONTROL, "seized the village of Málaya Tokmachka");
  c->party = actor("Russia", "RUS");
  c->act = SR_ACT_SEIZED;
  c->target_place = *place(arena, "Mala Tokmachka", 701560, 47.53, 35.9);
  c->modality = SR_MODALITY_DENIED;
  c = fx_claim(r, SR_KIND_PROJECTION, "nearly 89 years to take the rest");
  c->target = SR_SLICE("the rest");
  c->condition = SR_SLICE("at the current pace");
  c->quantity = figure(r, "nearly 89 years", 89, 1, SR_BOUND_ABOUT, "a");
  c = fx_claim(r, SR_KIND_RATIO, "0.038 sq km for each soldier killed");
  c->numerator = (sr_ratio_side){SR_MEASURE_AREA, SR_SLICE("area gained"), actor("Russia", "RUS")};
  c->denominator = (sr_ratio_side){SR_MEASURE_COUNT, SR_SLICE("killed"), actor("Russia", "RUS")};
  c->quantity = figure(r, "0.038 sq km", 0.038, 0.001, SR_BOUND_EXACT, "km2");
}

static void strike_claims(sr_report *r) {
  static const sr_enum objects[] = {SR_OBJECT_RESIDENTIAL, SR_OBJECT_MEDICAL};
  sr_claim *c = fx_claim(r, SR_KIND_STRIKE, "launched nearly 400 drones and missiles at Kyiv");
  c->party = actor("Russia", "RUS");
  c->weapon = SR_WEAPON_UNSPECIFIED;
  c->quantity = figure(r, "nearly 400", 400, 100, SR_BOUND_ABOUT, "{drone or missile}");
  c->where = place(r->arena, "Kyiv", 703448, 50.45466, 30.5238);
  c->n_where = 1;
  c->when = (sr_when){true, fx_day("2025-07-09"), fx_day("2025-07-10"), SR_WHEN_ON};
  c = fx_claim(r, SR_KIND_INTERCEPTION, "shot down 178 of them");
  c->party = actor("Ukraine", "UKR");
  c->outcome = SR_OUTCOME_SHOT_DOWN;
  c->weapon = SR_WEAPON_DRONE;
  c->quantity = figure(r, "178", 178, 1, SR_BOUND_EXACT, "{drone}");
  c = fx_claim(r, SR_KIND_DAMAGE, "Homes and a clinic were damaged");
  c->objects = objects;
  c->n_objects = 2;
}

static void talk_claims(sr_report *r) {
  sr_slice *topics = SR_NEW(r->arena, sr_slice, 2);
  topics[0] = SR_SLICE("prisoners");
  topics[1] = SR_SLICE("grain");
  sr_claim *c = fx_claim(r, SR_KIND_AID, "pledged 283 million pounds");
  c->donor = actor("United Kingdom", "GBR");
  c->recipient = actor("Ukraine", "UKR");
  c->item = SR_SLICE("air defence");
  c->money = figure(r, "283 million pounds", 283e6, 1e6, SR_BOUND_EXACT, "GBP");
  c->status = SR_STATUS_PLEDGED;
  c->deadline = fx_day("2026-03-31");
  c = fx_claim(r, SR_KIND_CONTACT, "the two envoys met in Rome");
  sr_actor_ref *both = SR_NEW(r->arena, sr_actor_ref, 2);
  both[0] = actor("Envoy of Ukraine", "UKRGOV");
  both[1] = actor("Envoy of the United States", "USAGOV");
  c->participants = both;
  c->n_participants = 2;
  c->topics = topics;
  c->n_topics = 2;
  c->form = SR_FORM_MEETING;
  c = fx_claim(r, SR_KIND_STATEMENT, "A spokesman demanded a halt to deliveries");
  c->speaker = actor("Spokesman", "RUSGOV");
  c->addressee = actor("United Kingdom", "GBR");
  c->act = SR_ACT_DEMAND;
  c->topic = SR_SLICE("a halt to deliveries");
  c->modality = SR_MODALITY_DEMANDED;
  c = fx_claim(r, SR_KIND_FORECAST, "expected to attack in the autumn");
  c->party = actor("Russia", "RUS");
  c->act = SR_ACT_ATTACK;
  c->target = SR_SLICE("the north");
  c->horizon = SR_SLICE("2025-FA");
  c->modality = SR_MODALITY_EXPECTED;
  sr_span *two = SR_NEW(r->arena, sr_span, 2);
  two[0] = c->evidence.at[0];
  two[1] = fx_span(r, "in the north");
  c->evidence = (sr_spans){two, 2};
}

sr_report *fx_digest(sr_arena *arena) {
  sr_report *r = fx_report(
      arena, "The Daily Digest", "digest-0711", "2025-07-11",
      "The weekly writes that the attackers lost about 31,000 soldiers since May. They moved about 15 sq km a day. "
      "A channel says they seized the village of Málaya Tokmachka, which the army denies. "
      "At this pace it would be nearly 89 years to take the rest. That is 0.038 sq km for each soldier killed. "
      "Overnight they launched nearly 400 drones and missiles at Kyiv. The air force shot down 178 of them. "
      "Homes and a clinic were damaged. London pledged 283 million pounds. On Thursday the two envoys met in Rome. "
      "A spokesman demanded a halt to deliveries. They are expected to attack in the autumn. "
      "The blow would fall in the north.");
  r->about.url = SR_SLICE("https://digest.example/2025/07/11");
  r->about.title = SR_SLICE("Day 1,234");
  advance_claims(r);
  strike_claims(r);
  talk_claims(r);
  return r;
}

sr_ledger *fx_open(const char *path, sr_ledger_mode mode) {
  sr_ledger *ledger = NULL;
  sr_error err = {0};
  assert_ok(sr_ledger_open(path, mode, &ledger, &err), &err);
  return ledger;
}

sr_ledger_receipt fx_add(sr_ledger *ledger, const sr_report *report) {
  sr_ledger_receipt receipt;
  sr_error err = {0};
  assert_ok(sr_ledger_add_report(ledger, report, (sr_clocks){0}, &receipt, &err), &err);
  return receipt;
}

static sr_status count_finding(void *user, sr_ref row, const char *finding, sr_error *err) {
  (void)err;
  char name[SR_REF_MAX];
  sr_ref_write(row, name);
  print_message("  finding: %s: %s\n", name, finding);
  ++*(int *)user;
  return SR_OK;
}

int fx_findings(sr_ledger *ledger) {
  int n = 0;
  sr_error err = {0};
  assert_ok(sr_ledger_verify(ledger, count_finding, &n, &err), &err);
  return n;
}

static sr_status count_claim(void *user, const sr_stored_claim *claim, sr_error *err) {
  (void)claim;
  (void)err;
  ++*(int *)user;
  return SR_OK;
}

int fx_count(sr_ledger *ledger, const sr_claim_query *query) {
  int n = 0;
  sr_error err = {0};
  assert_ok(sr_ledger_claims(ledger, query, count_claim, &n, &err), &err);
  return n;
}
