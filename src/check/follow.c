/* Drift and docket: what became of claims after they were made; see sitrep/check.h and docs/checking.md. */
#include <sitrep/check.h>

#include "base/arena.h"
#include "base/slice.h"
#include "base/vec.h"
#include "check/fact.h"

#include <stdlib.h>

static const size_t RUN_BYTES_MAX = (size_t)1 << 30;
/* A retelling follows within so many days; later, a source may have come to say something else. */
enum { RETOLD_DAYS = 14 };
/* Claims of one root and kind looked at before each: a root's day seldom has more. */
enum { NEIGHBOURS = 64 };
enum { PLACES_MAX = 4 };

typedef struct entry {
  sr_ref ref, report;
  sr_day said, start, end, due;
  sr_claim_kind kind;
  sr_modality modality;
  sr_slice root, outlet, unit;
  sr_actor_ref party, other; /* other: the recipient of aid */
  sr_enum sort, act, status;
  sr_slice places[PLACES_MAX];
  uint32_t n_places;
  bool figure, denied;
  double low, high;
  sr_bound bound;
} entry;

struct sr_followed {
  sr_arena *arena;
  SR_VEC(entry) entries;
  SR_VEC(sr_drift) drifts;
  SR_VEC(sr_docket_item) docket;
};

const char *sr_docket_state_name(sr_docket_state state) {
  static const char *const names[] = {"open", "due", "borne out"};
  return (unsigned)state < sizeof names / sizeof *names ? names[state] : "";
}

static bool keep(sr_arena *arena, sr_slice *text) {
  if (!text->len) return true;
  *text = sr_arena_copy(arena, *text);
  return text->ptr != NULL;
}

static sr_status take(void *user, const sr_stored_claim *from, sr_error *err) {
  sr_followed *f = user;
  const sr_claim *c = &from->claim;
  if (from->superseded) return SR_OK;
  entry e = {.ref = from->ref,
             .report = from->report,
             .said = from->report_date,
             .start = c->when.present ? c->when.start : SR_DAY_NONE,
             .end = c->when.present ? c->when.end : SR_DAY_NONE,
             .due = c->deadline,
             .kind = c->kind,
             .modality = c->modality,
             .root = c->n_chain ? c->chain[c->n_chain - 1].name : from->outlet,
             .outlet = from->outlet.len ? from->outlet : from->report_name,
             .unit = c->quantity.unit,
             .party = c->kind == SR_KIND_AID ? c->donor : c->party,
             .other = c->recipient,
             .sort = c->kind == SR_KIND_LOSSES    ? c->category
                     : c->kind == SR_KIND_ADVANCE ? c->measure
                                                  : c->weapon,
             .act = c->act,
             .status = c->status,
             .figure = c->quantity.present,
             .low = c->quantity.low,
             .high = c->quantity.high,
             .bound = c->quantity.bound};
  bool kept = keep(f->arena, &e.root) && keep(f->arena, &e.outlet) && keep(f->arena, &e.unit) &&
              keep(f->arena, &e.party.name) && keep(f->arena, &e.party.code) && keep(f->arena, &e.other.name) &&
              keep(f->arena, &e.other.code);
  for (uint32_t i = 0; i < c->n_where && e.n_places < PLACES_MAX; i++) e.places[e.n_places++] = c->where[i].name;
  if (c->target_place.name.len && e.n_places < PLACES_MAX) e.places[e.n_places++] = c->target_place.name;
  for (uint32_t i = 0; i < e.n_places; i++) kept = kept && keep(f->arena, &e.places[i]);
  entry *slot = kept ? SR_PUSH(f->arena, &f->entries) : NULL;
  if (!slot) return sr_arena_fail(f->arena, err);
  *slot = e;
  return SR_OK;
}

static bool share_place(const entry *a, const entry *b) {
  for (uint32_t i = 0; i < a->n_places; i++)
    for (uint32_t k = 0; k < b->n_places; k++)
      if (sr_slice_eq_nocase(a->places[i], b->places[k])) return true;
  return false;
}

/* ---- drift ---- */

static int by_root(const void *left, const void *right) {
  const entry *a = left, *b = right;
  int order = sr_slice_cmp(a->root, b->root);
  if (!order) order = (a->kind > b->kind) - (a->kind < b->kind);
  if (!order) order = (a->said > b->said) - (a->said < b->said);
  return order ? order : (a->ref.id > b->ref.id) - (a->ref.id < b->ref.id);
}

/* What differs between two tellings of one statement: of number, unit, days and category all but one are the same. */
static const char *changed(const entry *a, const entry *b) {
  const bool number = a->low == b->low && a->high == b->high, unit = sr_slice_eq(a->unit, b->unit),
             days = a->start == b->start && a->end == b->end, sort = a->sort == b->sort;
  const int same = number + unit + days + sort;
  if (same == 4) return a->bound != b->bound ? "bound" : NULL;
  if (same < 3) return NULL;
  return !number ? "figure" : !unit ? "unit" : !days ? "days" : "category";
}

static bool retells(const entry *a, const entry *b) {
  if (a->report.id == b->report.id || sr_slice_eq_nocase(a->outlet, b->outlet) || !a->figure || !b->figure)
    return false;
  if (a->said == SR_DAY_NONE || b->said == SR_DAY_NONE || b->said - a->said > RETOLD_DAYS) return false;
  if (!sr_fact_same_party(a->party, b->party) || (a->n_places && b->n_places && !share_place(a, b))) return false;
  /* days that are stated on both sides and have none in common are another happening */
  const bool dated =
      a->start != SR_DAY_NONE && b->start != SR_DAY_NONE && a->end != SR_DAY_NONE && b->end != SR_DAY_NONE;
  return !dated || (a->start <= b->end && b->start <= a->end);
}

static sr_status find_drifts(sr_followed *f, sr_error *err) {
  entry *all = f->entries.at;
  if (f->entries.n) qsort(all, f->entries.n, sizeof *all, by_root);
  for (uint32_t i = 1; i < f->entries.n; i++) {
    for (uint32_t k = i; k > 0 && i - k < NEIGHBOURS; k--) {
      const entry *a = &all[k - 1], *b = &all[i];
      if (a->kind != b->kind || !sr_slice_eq(a->root, b->root)) break;
      const char *what = a->root.len && retells(a, b) ? changed(a, b) : NULL;
      if (!what) continue;
      sr_drift *d = SR_PUSH(f->arena, &f->drifts);
      if (!d) return sr_arena_fail(f->arena, err);
      *d = (sr_drift){a->ref, b->ref, b->root, what};
      break; /* the nearest telling before it */
    }
  }
  return SR_OK;
}

/* ---- docket ---- */

static bool is_announced(const entry *e) {
  if (e->kind == SR_KIND_AID)
    return e->due != SR_DAY_NONE || e->status == SR_STATUS_PLEDGED || e->status == SR_STATUS_OFFERED;
  return e->kind == SR_KIND_FORECAST || (e->modality == SR_MODALITY_EXPECTED && e->kind == SR_KIND_CONTROL);
}

static bool bears_out(const entry *announced, const entry *later) {
  if (later->modality != SR_MODALITY_ASSERTED || later->said == SR_DAY_NONE || announced->said == SR_DAY_NONE ||
      later->said < announced->said || later->ref.id == announced->ref.id ||
      !(announced->party.name.len || announced->party.code.len) || !sr_fact_same_party(announced->party, later->party))
    return false;
  if (announced->kind == SR_KIND_AID)
    return later->kind == SR_KIND_AID && later->status == SR_STATUS_DELIVERED &&
           sr_fact_same_party(announced->other, later->other);
  const bool taking =
      announced->kind == SR_KIND_CONTROL || announced->act == SR_ACT_SEIZE || announced->act == SR_ACT_ADVANCE;
  return taking && later->kind == SR_KIND_CONTROL && later->act == SR_ACT_SEIZED && share_place(announced, later);
}

/* By due day, those without one last, then by claim. */
static int by_due(const void *left, const void *right) {
  const sr_docket_item *a = left, *b = right;
  const bool a_none = a->due == SR_DAY_NONE, b_none = b->due == SR_DAY_NONE;
  if (a_none != b_none) return a_none ? 1 : -1;
  if (a->due != b->due) return a->due < b->due ? -1 : 1;
  return (a->claim.id > b->claim.id) - (a->claim.id < b->claim.id);
}

static sr_status find_docket(sr_followed *f, sr_day today, sr_error *err) {
  const entry **answers = SR_NEW(f->arena, const entry *, f->entries.n);
  uint32_t n_answers = 0;
  if (!answers) return sr_arena_fail(f->arena, err);
  for (uint32_t i = 0; i < f->entries.n; i++) {
    const entry *e = &f->entries.at[i];
    if ((e->kind == SR_KIND_CONTROL && e->act == SR_ACT_SEIZED) ||
        (e->kind == SR_KIND_AID && e->status == SR_STATUS_DELIVERED))
      answers[n_answers++] = e;
  }
  for (uint32_t i = 0; i < f->entries.n; i++) {
    const entry *e = &f->entries.at[i];
    if (!is_announced(e) || e->modality == SR_MODALITY_DENIED) continue;
    sr_docket_item *item = SR_PUSH(f->arena, &f->docket);
    if (!item) return sr_arena_fail(f->arena, err);
    const sr_day last = e->end != SR_DAY_NONE ? e->end : e->start;
    *item = (sr_docket_item){.claim = e->ref,
                             .due = e->due != SR_DAY_NONE ? e->due
                                    : last > e->said      ? last
                                                          : SR_DAY_NONE,
                             .by = {SR_REF_CLAIM, 0}};
    const entry *first = NULL;
    for (uint32_t k = 0; k < n_answers; k++)
      if (bears_out(e, answers[k]) && (!first || answers[k]->said < first->said)) first = answers[k];
    if (first) item->by = first->ref;
    item->state = first                                                                   ? SR_DOCKET_BORNE_OUT
                  : item->due != SR_DAY_NONE && today != SR_DAY_NONE && item->due < today ? SR_DOCKET_DUE
                                                                                          : SR_DOCKET_OPEN;
  }
  if (f->docket.n) qsort(f->docket.at, f->docket.n, sizeof *f->docket.at, by_due);
  return SR_OK;
}

/* ---- the run ---- */

static int by_retelling(const void *left, const void *right) {
  const sr_drift *a = left, *b = right;
  return (a->retelling.id > b->retelling.id) - (a->retelling.id < b->retelling.id);
}

static sr_status run(sr_ledger *ledger, sr_day today, sr_followed *f, sr_error *err) {
  const sr_claim_query all = SR_CLAIM_QUERY_ALL;
  SR_TRY(sr_ledger_claims(ledger, &all, take, f, err));
  SR_TRY(find_drifts(f, err));
  if (f->drifts.n) qsort(f->drifts.at, f->drifts.n, sizeof *f->drifts.at, by_retelling);
  SR_TRY(find_docket(f, today, err));
  return sr_arena_check(f->arena, err);
}

sr_status sr_follow_run(sr_ledger *ledger, sr_day today, sr_followed **followed, sr_error *err) {
  *followed = NULL;
  sr_followed *made = calloc(1, sizeof *made);
  if (!made) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to follow claims");
  made->arena = sr_arena_new(RUN_BYTES_MAX);
  const sr_status status = made->arena ? run(ledger, today, made, err)
                                       : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to follow claims");
  if (status) {
    sr_follow_free(made);
    return status;
  }
  *followed = made;
  return SR_OK;
}

void sr_follow_free(sr_followed *followed) {
  if (!followed) return;
  sr_arena_free(followed->arena);
  free(followed);
}

const sr_drift *sr_follow_drifts(const sr_followed *followed, uint32_t *n) {
  *n = followed->drifts.n;
  return followed->drifts.at;
}

const sr_docket_item *sr_follow_docket(const sr_followed *followed, uint32_t *n) {
  *n = followed->docket.n;
  return followed->docket.at;
}
