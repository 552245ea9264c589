/* One stored claim from its rows: the columns borrowed from the statement, the lists copied into the walk's arena. */
#include "ledger/store.h"
#include "ledger/words.h"

#include "base/slice.h"
#include "base/vec.h"

#include <math.h>

sr_status sr_claim_rows_open(sr_ledger *ledger, sr_claim_rows *rows, sr_error *err) {
  *rows = (sr_claim_rows){.ledger = ledger, .arena = sr_arena_new((size_t)256 << 20)};
  /* one byte in, so that going back to the mark keeps the first chunk for the next row */
  if (!rows->arena || !sr_arena_alloc(rows->arena, 1)) {
    sr_arena_free(rows->arena);
    return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to read claims");
  }
  rows->empty = sr_arena_save(rows->arena);
  sr_status status = sr_ledger__take(ledger, SR_SQL_TEXT, &rows->text, err);
  if (!status) status = sr_ledger__take(ledger, SR_SQL_ACTORS, &rows->actors, err);
  if (!status) status = sr_ledger__take(ledger, SR_SQL_PLACES, &rows->places, err);
  if (!status) status = sr_ledger__take(ledger, SR_SQL_EVIDENCE, &rows->evidence, err);
  if (!status) status = sr_ledger__take(ledger, SR_SQL_OBJECTS, &rows->objects, err);
  if (!status) status = sr_ledger__take(ledger, SR_SQL_TOPICS, &rows->topics, err);
  if (status) sr_claim_rows_close(rows);
  return status;
}

void sr_claim_rows_close(sr_claim_rows *rows) {
  sr_ledger__give(rows->ledger, SR_SQL_TEXT, rows->text);
  sr_ledger__give(rows->ledger, SR_SQL_ACTORS, rows->actors);
  sr_ledger__give(rows->ledger, SR_SQL_PLACES, rows->places);
  sr_ledger__give(rows->ledger, SR_SQL_EVIDENCE, rows->evidence);
  sr_ledger__give(rows->ledger, SR_SQL_OBJECTS, rows->objects);
  sr_ledger__give(rows->ledger, SR_SQL_TOPICS, rows->topics);
  sr_arena_free(rows->arena);
  *rows = (sr_claim_rows){0};
}

/* ---- columns ---- */

/* A word that this program does not know was written by a later one: the row cannot be shown rightly. */
static sr_status read_word(sqlite3_stmt *row, int column, sr_word_list list, int none, int *value, sr_error *err) {
  const sr_slice word = sr_ledger__text(row, column);
  *value = none;
  if (!word.ptr || sr_words_read(list, word, value)) return SR_OK;
  return sr_fail(err, SR_ERR_LEDGER, SR_NOWHERE, "claim C%lld has the %s '%.*s', which this program does not know",
                 (long long)sqlite3_column_int64(row, 0), sr_words_list_name(list), SR_FMT(word));
}

static sr_status read_enum(sqlite3_stmt *row, int column, sr_word_list list, sr_enum *value, sr_error *err) {
  int word;
  SR_TRY(read_word(row, column, list, SR_FIELD_NONE, &word, err));
  *value = (sr_enum)word;
  return SR_OK;
}

static sr_span read_span(sqlite3_stmt *row, int column) {
  return (sr_span){(uint32_t)sqlite3_column_int64(row, column), (uint32_t)sqlite3_column_int64(row, column + 1)};
}

static sr_status read_figure(sqlite3_stmt *row, int at, int span_at, sr_figure *figure, sr_error *err) {
  if (sqlite3_column_type(row, at) == SQLITE_NULL) return SR_OK;
  int bound;
  SR_TRY(read_word(row, at + 3, SR_LIST_BOUND, SR_BOUND_EXACT, &bound, err));
  *figure = (sr_figure){.present = true,
                        .low = sqlite3_column_double(row, at),
                        .high = sqlite3_column_double(row, at + 1),
                        .granule = sqlite3_column_double(row, at + 2),
                        .bound = (sr_bound)bound,
                        .unit = sr_ledger__text(row, at + 4),
                        .span = read_span(row, span_at)};
  return SR_OK;
}

static sr_status read_columns(sqlite3_stmt *row, sr_claim *c, sr_error *err) {
  int kind, modality, relation;
  SR_TRY(read_word(row, 2, SR_LIST_KIND, 0, &kind, err));
  SR_TRY(read_word(row, 3, SR_LIST_MODALITY, 0, &modality, err));
  SR_TRY(read_word(row, 14, SR_LIST_RELATION, SR_WHEN_COUNT, &relation, err));
  c->kind = (sr_claim_kind)kind;
  c->modality = (sr_modality)modality;
  c->confidence = sqlite3_column_double(row, 4);
  SR_TRY(read_figure(row, 7, 12, &c->quantity, err));
  c->when = (sr_when){.start = SR_DAY_NONE, .end = SR_DAY_NONE};
  if (relation != SR_WHEN_COUNT)
    c->when = (sr_when){true, sr_ledger__day(row, 15), sr_ledger__day(row, 16), (sr_when_relation)relation};
  SR_TRY(read_enum(row, 17, SR_LIST_CATEGORY, &c->category, err));
  SR_TRY(read_enum(row, 18, SR_LIST_VICTIM, &c->victim, err));
  c->item = sr_ledger__text(row, 19);
  SR_TRY(read_enum(row, 20, SR_LIST_MEASURE, &c->measure, err));
  SR_TRY(read_enum(row, 21, SR_LIST_ACT, &c->act, err));
  c->target = sr_ledger__text(row, 22);
  c->condition = sr_ledger__text(row, 23);
  SR_TRY(read_enum(row, 24, SR_LIST_WEAPON, &c->weapon, err));
  SR_TRY(read_enum(row, 25, SR_LIST_OUTCOME, &c->outcome, err));
  SR_TRY(read_enum(row, 26, SR_LIST_MEASURE, &c->numerator.measure, err));
  c->numerator.category = sr_ledger__text(row, 27);
  SR_TRY(read_enum(row, 28, SR_LIST_MEASURE, &c->denominator.measure, err));
  c->denominator.category = sr_ledger__text(row, 29);
  SR_TRY(read_figure(row, 30, 35, &c->money, err));
  SR_TRY(read_enum(row, 37, SR_LIST_STATUS, &c->status, err));
  c->deadline = sr_ledger__day(row, 38);
  SR_TRY(read_enum(row, 39, SR_LIST_FORM, &c->form, err));
  c->topic = sr_ledger__text(row, 40);
  c->horizon = sr_ledger__text(row, 41);
  return SR_OK;
}

/* ---- lists ---- */

/* Steps a list statement to its next row; *more is false at its end. */
static sr_status next(const sr_claim_rows *rows, sqlite3_stmt *list, bool *more, sr_error *err) {
  const int rc = sqlite3_step(list);
  *more = rc == SQLITE_ROW;
  return rc == SQLITE_ROW || rc == SQLITE_DONE ? SR_OK : sr_ledger__fail(rows->ledger, rc, "read a claim", err);
}

static void start(sqlite3_stmt *list, int64_t id) {
  sqlite3_reset(list);
  sqlite3_bind_int64(list, 1, id);
}

static bool copy_text(const sr_claim_rows *rows, sqlite3_stmt *list, int column, sr_slice *out) {
  const sr_slice text = sr_ledger__text(list, column);
  *out = text.ptr ? sr_arena_copy(rows->arena, text) : text;
  return out->ptr || !text.ptr;
}

static sr_status read_actors(const sr_claim_rows *rows, int64_t id, sr_claim *c, sr_error *err) {
  SR_VEC(sr_actor_ref) chain = {0}, participants = {0};
  struct {
    const char *role;
    sr_actor_ref *actor;
  } const single[] = {{"party", &c->party},
                      {"donor", &c->donor},
                      {"recipient", &c->recipient},
                      {"speaker", &c->speaker},
                      {"addressee", &c->addressee},
                      {"numerator", &c->numerator.party},
                      {"denominator", &c->denominator.party}};
  bool more = true;
  start(rows->actors, id);
  for (;;) {
    SR_TRY(next(rows, rows->actors, &more, err));
    if (!more) break;
    const sr_slice role = sr_ledger__text(rows->actors, 0);
    sr_actor_ref dropped, *actor = &dropped;
    if (sr_slice_is(role, "chain"))
      actor = SR_PUSH(rows->arena, &chain);
    else if (sr_slice_is(role, "participant"))
      actor = SR_PUSH(rows->arena, &participants);
    else
      for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (sr_slice_is(role, single[i].role)) actor = single[i].actor;
    if (!actor || !copy_text(rows, rows->actors, 1, &actor->name) || !copy_text(rows, rows->actors, 2, &actor->code))
      return sr_arena_fail(rows->arena, err);
  }
  c->chain = chain.at;
  c->n_chain = chain.n;
  c->participants = participants.at;
  c->n_participants = participants.n;
  return SR_OK;
}

static double number_or_nan(sqlite3_stmt *row, int column) {
  if (sqlite3_column_type(row, column) == SQLITE_NULL) return (double)NAN;
  return sqlite3_column_double(row, column);
}

static sr_status read_places(const sr_claim_rows *rows, int64_t id, sr_claim *c, sr_error *err) {
  SR_VEC(sr_place_ref) where = {0};
  bool more = true;
  c->target_place.lat = c->target_place.lon = (double)NAN;
  start(rows->places, id);
  for (;;) {
    SR_TRY(next(rows, rows->places, &more, err));
    if (!more) break;
    sr_place_ref *place =
        sr_slice_is(sr_ledger__text(rows->places, 0), "target") ? &c->target_place : SR_PUSH(rows->arena, &where);
    if (!place || !copy_text(rows, rows->places, 1, &place->name) ||
        !copy_text(rows, rows->places, 5, &place->country) || !copy_text(rows, rows->places, 6, &place->feature))
      return sr_arena_fail(rows->arena, err);
    place->geonames = sqlite3_column_int64(rows->places, 2);
    place->lat = number_or_nan(rows->places, 3);
    place->lon = number_or_nan(rows->places, 4);
  }
  c->where = where.at;
  c->n_where = where.n;
  return SR_OK;
}

static sr_status read_objects(const sr_claim_rows *rows, int64_t id, sr_claim *c, sr_error *err) {
  SR_VEC(sr_enum) objects = {0};
  bool more = true;
  start(rows->objects, id);
  for (;;) {
    SR_TRY(next(rows, rows->objects, &more, err));
    if (!more) break;
    sr_enum *object = SR_PUSH(rows->arena, &objects);
    if (!object) return sr_arena_fail(rows->arena, err);
    const sr_slice word = sr_ledger__text(rows->objects, 0);
    int value;
    if (!sr_words_read(SR_LIST_OBJECT, word, &value))
      return sr_fail(err, SR_ERR_LEDGER, SR_NOWHERE,
                     "claim C%lld has the object '%.*s', which this program does not know", (long long)id,
                     SR_FMT(word));
    *object = (sr_enum)value;
  }
  c->objects = objects.at;
  c->n_objects = objects.n;
  return SR_OK;
}

static sr_status read_topics(const sr_claim_rows *rows, int64_t id, sr_claim *c, sr_error *err) {
  SR_VEC(sr_slice) topics = {0};
  bool more = true;
  start(rows->topics, id);
  for (;;) {
    SR_TRY(next(rows, rows->topics, &more, err));
    if (!more) break;
    sr_slice *topic = SR_PUSH(rows->arena, &topics);
    if (!topic || !copy_text(rows, rows->topics, 0, topic)) return sr_arena_fail(rows->arena, err);
  }
  c->topics = topics.at;
  c->n_topics = topics.n;
  return SR_OK;
}

static sr_status read_evidence(const sr_claim_rows *rows, int64_t id, sr_claim *c, sr_error *err) {
  SR_VEC(sr_span) spans = {0};
  bool more = true;
  start(rows->evidence, id);
  for (;;) {
    SR_TRY(next(rows, rows->evidence, &more, err));
    if (!more) break;
    sr_span *span = SR_PUSH(rows->arena, &spans);
    if (!span) return sr_arena_fail(rows->arena, err);
    *span = read_span(rows->evidence, 0);
  }
  c->evidence = (sr_spans){spans.at, spans.n};
  return SR_OK;
}

/* ---- text ---- */

/* Claims come in the order of their reports, so a report's text is fetched once for all its claims. */
static sr_status stand_on_report(sr_claim_rows *rows, int64_t report, sr_error *err) {
  if (rows->text_of == report) return SR_OK;
  start(rows->text, report);
  rows->text_of = 0;
  const int rc = sqlite3_step(rows->text);
  if (rc == SQLITE_DONE)
    return sr_fail(err, SR_ERR_LEDGER, SR_NOWHERE, "report R%lld of a claim is missing", (long long)report);
  if (rc != SQLITE_ROW) return sr_ledger__fail(rows->ledger, rc, "read a report", err);
  rows->text_of = report;
  return SR_OK;
}

static sr_slice cut(sr_slice text, sr_span span) { return sr_slice_cut(text, span.start, span.end); }

static sr_status join_evidence(const sr_claim_rows *rows, sr_slice text, sr_spans spans, sr_slice *out, sr_error *err) {
  const sr_slice glue = SR_SLICE(" ... ");
  if (spans.n == 1) {
    *out = cut(text, spans.at[0]);
    return SR_OK;
  }
  size_t room = 1;
  for (uint32_t i = 0; i < spans.n; i++) room += cut(text, spans.at[i]).len + glue.len;
  char *joined = sr_arena_alloc(rows->arena, room);
  if (!joined) return sr_arena_fail(rows->arena, err);
  size_t n = 0;
  for (uint32_t i = 0; i < spans.n; i++) {
    const sr_slice piece = cut(text, spans.at[i]);
    if (i) memcpy(joined + n, glue.ptr, glue.len), n += glue.len;
    if (piece.len) memcpy(joined + n, piece.ptr, piece.len);
    n += piece.len;
  }
  *out = (sr_slice){joined, n};
  return SR_OK;
}

sr_status sr_claim_rows_read(sr_claim_rows *rows, sqlite3_stmt *row, sr_stored_claim *claim, sr_error *err) {
  sr_arena_reset(rows->arena, rows->empty);
  const int64_t id = sqlite3_column_int64(row, 0), report = sqlite3_column_int64(row, 1);
  *claim = (sr_stored_claim){.ref = {SR_REF_CLAIM, id}, .report = {SR_REF_REPORT, report}};
  sr_claim *c = &claim->claim;
  SR_TRY(read_columns(row, c, err));
  SR_TRY(read_actors(rows, id, c, err));
  SR_TRY(read_places(rows, id, c, err));
  SR_TRY(read_evidence(rows, id, c, err));
  if (c->kind == SR_KIND_DAMAGE) SR_TRY(read_objects(rows, id, c, err));
  if (c->kind == SR_KIND_CONTACT) SR_TRY(read_topics(rows, id, c, err));

  SR_TRY(stand_on_report(rows, report, err));
  const sr_slice text = sr_ledger__text(rows->text, 0);
  const sr_span sentence = read_span(row, 5);
  claim->report_name = sr_ledger__text(rows->text, 1);
  claim->outlet = sr_ledger__text(rows->text, 2);
  claim->report_date = sr_ledger__day(rows->text, 3);
  claim->superseded = sqlite3_column_type(rows->text, 4) != SQLITE_NULL;
  claim->sentence = cut(text, sentence);
  claim->sentence_start = sentence.start;
  return join_evidence(rows, text, c->evidence, &claim->evidence, err);
}
