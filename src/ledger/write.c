/* Writing: one report with its claims, or one batch of observations, a transaction. */
#include "ledger/ground.h"
#include "ledger/store.h"
#include "ledger/words.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "text/report.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

/* What one report's writing needs at hand; its statements are taken once for all claims. */
typedef struct writer {
  sr_ledger *ledger;
  const sr_report *report;
  int64_t report_id;
  sr_arena *arena; /* keys of names */
  sqlite3_stmt *claim, *actor, *place, *evidence, *object, *topic;
  sr_error *err;
} writer;

/* ---- checks before anything is written ---- */

static bool span_in(sr_span span, sr_slice text) { return span.start <= span.end && span.end <= text.len; }

static bool figure_is_sound(const sr_figure *figure, sr_slice text) {
  return !figure->present || (figure->low <= figure->high && span_in(figure->span, text));
}

static sr_status check_claim(const sr_report *report, uint32_t at, sr_error *err) {
  const sr_claim *claim = &report->claims[at];
  const char *fault = NULL;
  if (claim->evidence.n == 0) fault = "has no evidence";
  for (uint32_t i = 0; i < claim->evidence.n && !fault; i++)
    if (!span_in(claim->evidence.at[i], report->text) || claim->evidence.at[i].start == claim->evidence.at[i].end)
      fault = "has evidence outside the text";
  if (!fault && !(figure_is_sound(&claim->quantity, report->text) && figure_is_sound(&claim->money, report->text)))
    fault = "has a figure that runs backwards or lies outside the text";
  if (!fault && claim->when.present && claim->when.start != SR_DAY_NONE && claim->when.end != SR_DAY_NONE &&
      claim->when.start > claim->when.end)
    fault = "ends before it begins";
  if (!fault && !(claim->confidence >= 0 && claim->confidence <= 1)) fault = "has a confidence outside 0 to 1";
  return fault ? sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "claim %u %s", at + 1, fault) : SR_OK;
}

/* The sentences that hold the evidence, as one stretch. */
static sr_span sentence_of(const sr_report *report, const sr_claim *claim) {
  sr_span hull = claim->evidence.at[0];
  for (uint32_t i = 1; i < claim->evidence.n; i++) {
    const sr_span span = claim->evidence.at[i];
    if (span.start < hull.start) hull.start = span.start;
    if (span.end > hull.end) hull.end = span.end;
  }
  sr_span wide = hull;
  /* sentences are in order: the last that begins at or before the hull, to the first that ends at or after it */
  uint32_t low = 0, high = report->n_sentences;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (report->sentences[middle].span.start <= hull.start)
      low = middle + 1;
    else
      high = middle;
  }
  for (uint32_t i = low ? low - 1 : 0; i < report->n_sentences; i++) {
    const sr_span span = report->sentences[i].span;
    if (span.start >= hull.end) break;
    if (span.start < wide.start) wide.start = span.start;
    if (span.end > wide.end) wide.end = span.end;
  }
  return wide;
}

/* ---- statements ---- */

static sr_status run(const writer *w, sqlite3_stmt *statement) {
  const int rc = sqlite3_step(statement);
  sr_status status = SR_OK;
  if (rc != SQLITE_DONE) status = sr_ledger__fail(w->ledger, rc, "write the report", w->err);
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return status;
}

static void bind_word(sqlite3_stmt *statement, int at, sr_word_list list, sr_enum value) {
  if (value != SR_FIELD_NONE) sqlite3_bind_text(statement, at, sr_words_write(list, (int)value), -1, SQLITE_STATIC);
}

/* low high granule bound unit, from column at on; the span from column span_at on. */
static void bind_figure(sqlite3_stmt *statement, int at, int span_at, const sr_figure *figure) {
  if (!figure->present) return;
  sqlite3_bind_double(statement, at, figure->low);
  sqlite3_bind_double(statement, at + 1, figure->high);
  sqlite3_bind_double(statement, at + 2, figure->granule);
  sqlite3_bind_text(statement, at + 3, sr_words_write(SR_LIST_BOUND, (int)figure->bound), -1, SQLITE_STATIC);
  sr_ledger__bind_text(statement, at + 4, figure->unit);
  if (figure->span.end > figure->span.start) {
    sqlite3_bind_int64(statement, span_at, figure->span.start);
    sqlite3_bind_int64(statement, span_at + 1, figure->span.end);
  }
}

/* Text that may be empty but not NULL. */
static void bind_whole(sqlite3_stmt *statement, int at, sr_slice text) {
  sqlite3_bind_text64(statement, at, text.len ? text.ptr : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
}

static sr_status add_actor(const writer *w, int64_t claim, const char *role, uint32_t position,
                           const sr_actor_ref *actor) {
  const sr_slice key = sr_utf8_norm(w->arena, actor->name);
  if (!key.ptr && actor->name.len) return sr_arena_fail(w->arena, w->err);
  sqlite3_bind_int64(w->actor, 1, claim);
  sqlite3_bind_text(w->actor, 2, role, -1, SQLITE_STATIC);
  sqlite3_bind_int64(w->actor, 3, position);
  bind_whole(w->actor, 4, actor->name);
  sr_ledger__bind_text(w->actor, 5, actor->code);
  bind_whole(w->actor, 6, key);
  return run(w, w->actor);
}

static sr_status add_actor_if_said(const writer *w, int64_t claim, const char *role, const sr_actor_ref *actor) {
  return actor->name.len || actor->code.len ? add_actor(w, claim, role, 0, actor) : SR_OK;
}

static sr_status add_place(const writer *w, int64_t claim, const char *role, uint32_t position,
                           const sr_place_ref *place) {
  const sr_slice key = sr_utf8_norm(w->arena, place->name);
  if (!key.ptr && place->name.len) return sr_arena_fail(w->arena, w->err);
  sqlite3_bind_int64(w->place, 1, claim);
  sqlite3_bind_text(w->place, 2, role, -1, SQLITE_STATIC);
  sqlite3_bind_int64(w->place, 3, position);
  bind_whole(w->place, 4, place->name);
  bind_whole(w->place, 5, key);
  if (place->geonames) sqlite3_bind_int64(w->place, 6, place->geonames);
  /* NAN binds as NULL; a place without either is not at 0, 0 */
  if (!isnan(place->lat) && !isnan(place->lon) && (place->lat != 0 || place->lon != 0)) {
    sqlite3_bind_double(w->place, 7, place->lat);
    sqlite3_bind_double(w->place, 8, place->lon);
  }
  sr_ledger__bind_text(w->place, 9, place->country);
  sr_ledger__bind_text(w->place, 10, place->feature);
  return run(w, w->place);
}

static sr_status add_actors(const writer *w, int64_t id, const sr_claim *claim) {
  for (uint32_t i = 0; i < claim->n_chain; i++) SR_TRY(add_actor(w, id, "chain", i, &claim->chain[i]));
  for (uint32_t i = 0; i < claim->n_participants; i++)
    SR_TRY(add_actor(w, id, "participant", i, &claim->participants[i]));
  SR_TRY(add_actor_if_said(w, id, "party", &claim->party));
  SR_TRY(add_actor_if_said(w, id, "donor", &claim->donor));
  SR_TRY(add_actor_if_said(w, id, "recipient", &claim->recipient));
  SR_TRY(add_actor_if_said(w, id, "speaker", &claim->speaker));
  SR_TRY(add_actor_if_said(w, id, "addressee", &claim->addressee));
  SR_TRY(add_actor_if_said(w, id, "numerator", &claim->numerator.party));
  return add_actor_if_said(w, id, "denominator", &claim->denominator.party);
}

static sr_status add_lists(const writer *w, int64_t id, const sr_claim *claim) {
  for (uint32_t i = 0; i < claim->evidence.n; i++) {
    sqlite3_bind_int64(w->evidence, 1, id);
    sqlite3_bind_int64(w->evidence, 2, i);
    sqlite3_bind_int64(w->evidence, 3, claim->evidence.at[i].start);
    sqlite3_bind_int64(w->evidence, 4, claim->evidence.at[i].end);
    SR_TRY(run(w, w->evidence));
  }
  for (uint32_t i = 0; i < claim->n_where; i++) SR_TRY(add_place(w, id, "where", i, &claim->where[i]));
  if (claim->target_place.name.len || claim->target_place.geonames)
    SR_TRY(add_place(w, id, "target", 0, &claim->target_place));
  for (uint32_t i = 0; i < claim->n_objects; i++) {
    sqlite3_bind_int64(w->object, 1, id);
    sqlite3_bind_int64(w->object, 2, i);
    bind_word(w->object, 3, SR_LIST_OBJECT, claim->objects[i]);
    SR_TRY(run(w, w->object));
  }
  for (uint32_t i = 0; i < claim->n_topics; i++) {
    sqlite3_bind_int64(w->topic, 1, id);
    sqlite3_bind_int64(w->topic, 2, i);
    bind_whole(w->topic, 3, claim->topics[i]);
    SR_TRY(run(w, w->topic));
  }
  return SR_OK;
}

static sr_status add_claim(const writer *w, const sr_claim *claim) {
  sqlite3_stmt *s = w->claim;
  const sr_span sentence = sentence_of(w->report, claim);
  sqlite3_bind_int64(s, 1, w->report_id);
  sqlite3_bind_text(s, 2, sr_words_write(SR_LIST_KIND, (int)claim->kind), -1, SQLITE_STATIC);
  sqlite3_bind_text(s, 3, sr_words_write(SR_LIST_MODALITY, (int)claim->modality), -1, SQLITE_STATIC);
  sqlite3_bind_double(s, 4, claim->confidence);
  sqlite3_bind_int64(s, 5, sentence.start);
  sqlite3_bind_int64(s, 6, sentence.end);
  bind_figure(s, 7, 12, &claim->quantity);
  if (claim->when.present) {
    sqlite3_bind_text(s, 14, sr_words_write(SR_LIST_RELATION, (int)claim->when.relation), -1, SQLITE_STATIC);
    sr_ledger__bind_day(s, 15, claim->when.start);
    sr_ledger__bind_day(s, 16, claim->when.end);
  }
  bind_word(s, 17, SR_LIST_CATEGORY, claim->category);
  bind_word(s, 18, SR_LIST_VICTIM, claim->victim);
  sr_ledger__bind_text(s, 19, claim->item);
  bind_word(s, 20, SR_LIST_MEASURE, claim->measure);
  bind_word(s, 21, SR_LIST_ACT, claim->act);
  sr_ledger__bind_text(s, 22, claim->target);
  sr_ledger__bind_text(s, 23, claim->condition);
  bind_word(s, 24, SR_LIST_WEAPON, claim->weapon);
  bind_word(s, 25, SR_LIST_OUTCOME, claim->outcome);
  bind_word(s, 26, SR_LIST_MEASURE, claim->numerator.measure);
  sr_ledger__bind_text(s, 27, claim->numerator.category);
  bind_word(s, 28, SR_LIST_MEASURE, claim->denominator.measure);
  sr_ledger__bind_text(s, 29, claim->denominator.category);
  bind_figure(s, 30, 35, &claim->money);
  bind_word(s, 37, SR_LIST_STATUS, claim->status);
  sr_ledger__bind_day(s, 38, claim->kind == SR_KIND_AID ? claim->deadline : SR_DAY_NONE);
  bind_word(s, 39, SR_LIST_FORM, claim->form);
  sr_ledger__bind_text(s, 40, claim->topic);
  sr_ledger__bind_text(s, 41, claim->horizon);
  SR_TRY(run(w, s));
  const int64_t id = sqlite3_last_insert_rowid(w->ledger->db);
  SR_TRY(add_actors(w, id, claim));
  return add_lists(w, id, claim);
}

static sr_status add_claims(writer *w) {
  struct {
    sr_sql which;
    sqlite3_stmt **statement;
  } const needs[] = {{SR_SQL_CLAIM_ADD, &w->claim},   {SR_SQL_ACTOR_ADD, &w->actor},
                     {SR_SQL_PLACE_ADD, &w->place},   {SR_SQL_EVIDENCE_ADD, &w->evidence},
                     {SR_SQL_OBJECT_ADD, &w->object}, {SR_SQL_TOPIC_ADD, &w->topic}};
  enum { NEEDS = sizeof needs / sizeof *needs };
  sr_status status = SR_OK;
  for (size_t i = 0; i < NEEDS && !status; i++)
    status = sr_ledger__take(w->ledger, needs[i].which, needs[i].statement, w->err);
  /* one byte in, so that going back to the mark keeps the first chunk for the next claim */
  if (!status && !sr_arena_alloc(w->arena, 1)) status = sr_arena_fail(w->arena, w->err);
  const sr_arena_mark mark = sr_arena_save(w->arena);
  for (uint32_t i = 0; i < w->report->n_claims && !status; i++) {
    status = add_claim(w, &w->report->claims[i]);
    sr_arena_reset(w->arena, mark);
  }
  for (size_t i = 0; i < NEEDS; i++) sr_ledger__give(w->ledger, needs[i].which, *needs[i].statement);
  return status;
}

/* ---- reports ---- */

static sr_status find_report(sr_ledger *ledger, const sr_report *report, sr_ledger_receipt *receipt, sr_error *err) {
  sqlite3_stmt *s = NULL;
  SR_TRY(sr_ledger__take(ledger, SR_SQL_REPORT_BY_HASH, &s, err));
  sr_ledger__bind_text(s, 1, (sr_slice){report->hash, SR_SHA256_HEX});
  const int rc = sqlite3_step(s);
  sr_status status = SR_OK;
  if (rc == SQLITE_ROW) {
    receipt->already_there = true;
    receipt->report = (sr_ref){SR_REF_REPORT, sqlite3_column_int64(s, 0)};
    receipt->claims = (uint32_t)sqlite3_column_int64(s, 1);
  } else if (rc != SQLITE_DONE) {
    status = sr_ledger__fail(ledger, rc, "look for the report", err);
  }
  sr_ledger__give(ledger, SR_SQL_REPORT_BY_HASH, s);
  return status;
}

static sr_status add_report_row(sr_ledger *ledger, const sr_report *report, sr_clocks clocks, int64_t *id,
                                sr_error *err) {
  sqlite3_stmt *s = NULL;
  SR_TRY(sr_ledger__take(ledger, SR_SQL_REPORT_ADD, &s, err));
  char read_by[40];
  const int n = snprintf(read_by, sizeof read_by, "sitrep %s", sr_version());
  sr_ledger__bind_text(s, 1, (sr_slice){report->hash, SR_SHA256_HEX});
  sr_ledger__bind_text(s, 2, report->about.id);
  sr_ledger__bind_text(s, 3, report->about.outlet);
  sr_ledger__bind_text(s, 4, report->about.title);
  sr_ledger__bind_text(s, 5, report->about.url);
  sr_ledger__bind_text(s, 6, report->about.lang);
  sr_ledger__bind_day(s, 7, report->about.date);
  if (clocks.fetched) sqlite3_bind_int64(s, 8, clocks.fetched);
  sqlite3_bind_int64(s, 9, clocks.read ? clocks.read : (int64_t)time(NULL));
  sqlite3_bind_text(s, 10, read_by, n, SQLITE_STATIC);
  sqlite3_bind_int64(s, 11, report->n_claims);
  sqlite3_bind_int64(s, 12, (int64_t)report->text.len);
  bind_whole(s, 13, report->text);
  const int rc = sqlite3_step(s);
  sr_status status = rc == SQLITE_DONE ? SR_OK : sr_ledger__fail(ledger, rc, "write the report", err);
  *id = sqlite3_last_insert_rowid(ledger->db);
  sr_ledger__give(ledger, SR_SQL_REPORT_ADD, s);
  return status;
}

static sr_status index_report(sr_ledger *ledger, const sr_report *report, int64_t id, sr_error *err) {
  sqlite3_stmt *s = NULL;
  SR_TRY(sr_ledger__take(ledger, SR_SQL_INDEX_ADD, &s, err));
  sqlite3_bind_int64(s, 1, id);
  sr_ledger__bind_text(s, 2, report->about.title);
  bind_whole(s, 3, report->text);
  const int rc = sqlite3_step(s);
  sr_status status = rc == SQLITE_DONE ? SR_OK : sr_ledger__fail(ledger, rc, "write the report", err);
  sr_ledger__give(ledger, SR_SQL_INDEX_ADD, s);
  return status;
}

static sr_status supersede(sr_ledger *ledger, const sr_report *report, sr_ledger_receipt *receipt, sr_error *err) {
  if (!report->about.url.len && !(report->about.outlet.len && report->about.id.len)) return SR_OK;
  sqlite3_stmt *s = NULL;
  SR_TRY(sr_ledger__take(ledger, SR_SQL_SUPERSEDE, &s, err));
  sqlite3_bind_int64(s, 1, receipt->report.id);
  sr_ledger__bind_text(s, 2, report->about.url);
  sr_ledger__bind_text(s, 3, report->about.outlet);
  sr_ledger__bind_text(s, 4, report->about.id);
  sr_ledger__bind_day(s, 5, report->about.date);
  int rc;
  while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
    const int64_t id = sqlite3_column_int64(s, 0);
    receipt->supersedes = true;
    if (id > receipt->superseded.id) receipt->superseded = (sr_ref){SR_REF_REPORT, id};
  }
  sr_status status = rc == SQLITE_DONE ? SR_OK : sr_ledger__fail(ledger, rc, "write the report", err);
  sr_ledger__give(ledger, SR_SQL_SUPERSEDE, s);
  return status;
}

/* Inside the transaction; another process may have written the same text since we looked. */
static sr_status write_report(sr_ledger *ledger, const sr_report *report, sr_clocks clocks, sr_arena *arena,
                              sr_ledger_receipt *receipt, sr_error *err) {
  SR_TRY(find_report(ledger, report, receipt, err));
  if (receipt->already_there) return SR_OK;
  int64_t id = 0;
  SR_TRY(add_report_row(ledger, report, clocks, &id, err));
  receipt->report = (sr_ref){SR_REF_REPORT, id};
  receipt->claims = report->n_claims;
  SR_TRY(index_report(ledger, report, id, err));
  SR_TRY(supersede(ledger, report, receipt, err));
  writer w = {.ledger = ledger, .report = report, .report_id = id, .arena = arena, .err = err};
  return add_claims(&w);
}

sr_status sr_ledger_add_report(sr_ledger *ledger, const sr_report *report, sr_clocks clocks, sr_ledger_receipt *receipt,
                               sr_error *err) {
  *receipt = (sr_ledger_receipt){0};
  for (uint32_t i = 0; i < report->n_claims; i++) SR_TRY(check_claim(report, i, err));
  SR_TRY(find_report(ledger, report, receipt, err));
  if (receipt->already_there) return SR_OK;
  sr_arena *arena = sr_arena_new((size_t)64 << 20);
  if (!arena) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to write a report");
  sr_status status = sr_ledger__begin(ledger, err);
  if (!status) {
    status = write_report(ledger, report, clocks, arena, receipt, err);
    if (!status) status = sr_ledger__commit(ledger, "write the report", err);
    if (status) sr_ledger__rollback(ledger);
  }
  if (status) *receipt = (sr_ledger_receipt){0};
  sr_arena_free(arena);
  return status;
}

/* ---- observations ---- */

static sr_status check_observation(const sr_observation *o, size_t at, sr_error *err) {
  const char *fault = NULL;
  if (o->start == SR_DAY_NONE || o->end == SR_DAY_NONE || o->start > o->end)
    fault = "needs a day, or a window that does not run backwards";
  else if (!(o->low <= o->high) || isinf(o->low) || isinf(o->high))
    fault = "needs finite figures, low not above high";
  else if (!o->measure.len || !o->unit.len)
    fault = "needs a measure and a unit";
  return fault ? sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "observation %zu %s", at + 1, fault) : SR_OK;
}

static sr_status add_observation(sr_ledger *ledger, sqlite3_stmt *s, const sr_observation *o, sr_error *err) {
  sr_ledger__bind_day(s, 1, o->start);
  sr_ledger__bind_day(s, 2, o->end);
  bind_whole(s, 3, o->measure);
  bind_whole(s, 4, o->party);
  bind_whole(s, 5, o->place);
  sqlite3_bind_double(s, 6, o->low);
  sqlite3_bind_double(s, 7, o->high);
  bind_whole(s, 8, o->unit);
  bind_whole(s, 9, o->source);
  bind_whole(s, 10, o->licence);
  bind_whole(s, 11, o->note);
  sqlite3_bind_int64(s, 12, o->read ? o->read : (int64_t)time(NULL));
  const int rc = sqlite3_step(s);
  sr_status status = rc == SQLITE_DONE ? SR_OK : sr_ledger__fail(ledger, rc, "write the observations", err);
  sqlite3_reset(s);
  sqlite3_clear_bindings(s);
  return status;
}

sr_status sr_ground_put_observations(sr_ledger *ledger, const sr_observation *observations, size_t n, size_t *added,
                                     sr_error *err) {
  *added = 0;
  for (size_t i = 0; i < n; i++) SR_TRY(check_observation(&observations[i], i, err));
  sqlite3_stmt *s = NULL;
  sr_status status = sr_ledger__take(ledger, SR_SQL_OBSERVATION_ADD, &s, err);
  for (size_t i = 0; i < n && !status; i++) {
    status = add_observation(ledger, s, &observations[i], err);
    if (!status) *added += (size_t)sqlite3_changes64(ledger->db);
  }
  sr_ledger__give(ledger, SR_SQL_OBSERVATION_ADD, s);
  return status;
}

sr_status sr_ledger_add_observations(sr_ledger *ledger, const sr_observation *observations, size_t n, size_t *added,
                                     sr_error *err) {
  *added = 0;
  SR_TRY(sr_ledger__begin(ledger, err));
  sr_status status = sr_ground_put_observations(ledger, observations, n, added, err);
  if (!status) status = sr_ledger__commit(ledger, "write the observations", err);
  if (status) {
    sr_ledger__rollback(ledger);
    *added = 0;
  }
  return status;
}
