#include "read/event.h"

#include "base/once.h"
#include "base/slice.h"
#include "lexicon/event_modes.h"
#include "lexicon/events.h"
#include "read/event_roles.h"
#include "read/event_words.h"
#include "syntax/find.h"

/* SURE: a type without a known trigger. KNOWN: one with. OTHER: that of a second clause. The first two were tried on
 * the gold standard records and on reports of losses, which are full of lines without events. */
static const float SURE = 0.3f, KNOWN = 0.1f, OTHER = 0.8f;

struct sr_event_tables {
  const char *path;
  sr_once once;
  sr_event_model model;
};

sr_status sr_event_open(sr_arena *arena, sr_event_tables **out, sr_error *err) {
  sr_event_tables *tables = SR_NEW(arena, sr_event_tables, 1);
  if (!tables) return sr_arena_fail(arena, err);
  const char *folder = NULL;
  SR_TRY(sr_models_folder(arena, &folder, err));
  tables->path = sr_arena_format(arena, "%s/events.sitrep", folder).ptr;
  if (!tables->path) return sr_arena_fail(arena, err);
  sr_once_init(&tables->once);
  *out = tables;
  return SR_OK;
}

void sr_event_close(sr_event_tables *tables) {
  sr_event_model_close(&tables->model);
  sr_once_end(&tables->once);
}

static sr_status open_model(void *what, sr_error *err) {
  sr_event_tables *tables = what;
  return sr_event_model_map(tables->path, &tables->model, err);
}

static sr_slice cell(uint32_t row, uint32_t column) { return sr_table_cell(&sr_table_events, row, column); }

/* Steps from a word up to the clause's head; STEPS_MAX if it is not below it. */
enum { STEPS_MAX = 30 };
static uint32_t depth_of(const sr_event__clause *c, uint32_t i) {
  uint32_t depth = 0;
  for (; i != c->head && depth < STEPS_MAX; depth++) {
    const uint32_t head = c->report->tokens[i].head;
    if (head == i) return STEPS_MAX;
    i = head;
  }
  return depth;
}

typedef struct saying {
  uint32_t trigger, row; /* the word that says the type, the clause's head if no known word does; its row */
  sr_slice mode;
} saying;

/* The known word of the type nearest to the clause's head; the mode is its own, else that of the next one that has one,
 * else of what is asked for, refused or threatened. */
static saying say_of(const sr_event__clause *c, sr_slice code, sr_arena *scratch) {
  saying best = {c->head, UINT32_MAX, {0}};
  uint32_t best_depth = UINT32_MAX, mode_depth = UINT32_MAX;
  for (uint32_t i = c->begin; i < c->end; i++) {
    const uint32_t row = sr_event__row(c->report, i, scratch);
    if (row == UINT32_MAX) continue;
    uint32_t depth = depth_of(c, i);
    sr_slice mode = cell(row, SR_EVENTS_MODE);
    if (sr_slice_eq(cell(row, SR_EVENTS_CODE), code)) {
      if (depth < best_depth) best.trigger = i, best.row = row, best_depth = depth;
    } else {
      const sr_slice keys[] = {code, cell(row, SR_EVENTS_CODE)};
      const uint32_t inner = sr_table_find(&sr_table_event_modes, keys, 2);
      mode = inner == UINT32_MAX ? (sr_slice){0} : sr_table_cell(&sr_table_event_modes, inner, SR_EVENT_MODES_MODE);
      depth += STEPS_MAX;
    }
    if (mode.len && depth < mode_depth) best.mode = mode, mode_depth = depth;
  }
  return best;
}

typedef struct reading {
  const sr_event_model *model;
  sr_report *report;
  sr_arena *scratch;
  SR_VEC(sr_event) events;
} reading;

/* The likeliest type of a clause. */
static bool classify(reading *r, const sr_event__clause *c, uint32_t *type, float *probability) {
  sr_event__item item;
  float p[SR_EVENT_TYPES];
  if (!sr_event__features(c, r->model, r->scratch, &item)) return false;
  sr_event_model_score(r->model, item.features.at, item.features.n, item.dense, p);
  /* giving way in words and in deed are near: they win together, then one of them */
  const uint32_t concede = sr_event_type(SR_SLICE("CONCEDE")), retreat = sr_event_type(SR_SLICE("RETREAT"));
  *type = 0;
  for (uint32_t y = 1; y < SR_EVENT_TYPES; y++)
    if (p[y] > p[*type]) *type = y;
  *probability = p[*type];
  const float yield = p[concede] + p[retreat];
  if (yield <= *probability && *type != concede && *type != retreat) return true;
  *type = p[concede] > p[retreat] ? concede : retreat;
  *probability = yield;
  return true;
}

static bool add_event(reading *r, const sr_event__clause *c, uint32_t type, const saying *said) {
  sr_event *event = SR_PUSH(r->report->arena, &r->events);
  if (!event) return false;
  event->code = sr_slice_of(sr_event_types[type]);
  event->trigger = r->report->tokens[said->trigger].span;
  event->mode = said->mode;
  const bool reciprocal = said->row != UINT32_MAX && cell(said->row, SR_EVENTS_RECIPROCAL).len != 0;
  if (!sr_event__roles(c, reciprocal, r->report->arena, event)) return false;
  if (event->trigger.start < event->span.start) event->span.start = event->trigger.start;
  if (event->trigger.end > event->span.end) event->span.end = event->trigger.end;
  return true;
}

/* Clauses joined to the head by "and" or a semicolon. */
static bool read_joined(reading *r, const sr_event__clause *main, uint32_t type) {
  for (uint32_t k = sr_event__first_child(main, main->head); k != SR_EVENT_NONE; k = sr_event__next_child(main, k)) {
    const sr_token *token = &r->report->tokens[k];
    if (!sr_event__rel(r->report, k, "conj") || !sr_slice_is(token->upos, "VERB")) continue;
    sr_event__clause clause = *main;
    clause.head = clause.said = k;
    uint32_t other;
    float p;
    if (!classify(r, &clause, &other, &p)) return false;
    if (p < OTHER || other == type) continue;
    const saying said = say_of(&clause, sr_slice_of(sr_event_types[other]), r->scratch);
    if (said.row != UINT32_MAX && !add_event(r, &clause, other, &said)) return false;
  }
  return true;
}

/* A verb, what is said of a subject, or a noun that names a happening: not the lines of a table. */
static bool is_clause(const sr_event__clause *c, const saying *said) {
  if (sr_slice_is(c->report->tokens[c->head].upos, "VERB")) return true;
  for (uint32_t k = sr_event__first_child(c, c->head); k != SR_EVENT_NONE; k = sr_event__next_child(c, k))
    if (sr_event__rel(c->report, k, "nsubj")) return true;
  return said->trigger == c->head && said->row != UINT32_MAX && !cell(said->row, SR_EVENTS_THING).len;
}

static bool read_sentence(reading *r, uint32_t sentence) {
  sr_event__clause clause;
  uint32_t type;
  float p;
  sr_error ignored = {0};
  if (!sr_event__clause_of(r->report, sentence, r->scratch, &clause))
    return sr_arena_check(r->scratch, &ignored) == SR_OK;
  if (!classify(r, &clause, &type, &p)) return false;
  const saying said = say_of(&clause, sr_slice_of(sr_event_types[type]), r->scratch);
  if (p < (said.row == UINT32_MAX ? SURE : KNOWN) || !is_clause(&clause, &said)) return true;
  return add_event(r, &clause, type, &said) && read_joined(r, &clause, type);
}

static bool has_trees(const sr_report *report) {
  return report->n_tokens && report->tokens[0].head != SR_NO_HEAD && report->tokens[0].upos.len;
}

sr_status sr_events_read(sr_event_tables *tables, sr_report *report, sr_error *err) {
  if (!has_trees(report) || !sr_slice_starts(report->about.lang, SR_SLICE("en")) ||
      sr_once_open(&tables->once, open_model, tables, NULL))
    return sr_event__by_words(report, err);
  reading r = {.model = &tables->model, .report = report};
  r.scratch = sr_arena_new(sr_arena_ceiling(report->arena));
  if (!r.scratch) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to read events in");
  bool good = true;
  for (uint32_t s = 0; good && s < report->n_sentences; s++) {
    const sr_arena_mark mark = sr_arena_save(r.scratch);
    good = read_sentence(&r, s);
    sr_arena_reset(r.scratch, mark);
  }
  sr_arena_free(r.scratch);
  if (!good) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to read events in");
  report->events = r.events.at;
  report->n_events = r.events.n;
  return SR_OK;
}
