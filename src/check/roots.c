/* Roots: who the claims of a ledger come from in the end; see sitrep/check.h and docs/checking.md. */
#include <sitrep/check.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/slice.h"
#include "base/vec.h"
#include "check/fact.h"

#include <stdlib.h>

static const size_t RUN_BYTES_MAX = (size_t)1 << 30;

typedef struct entry {
  sr_root root;
  sr_ref last_report; /* claims come report by report */
  SR_VEC(sr_slice) outlets;
} entry;

struct sr_roots {
  sr_arena *arena;
  sr_map by_name, carried; /* names in small letters; "root\noutlet" of what is in an entry's outlets */
  SR_VEC(entry) entries;
  sr_root *items;
};

static sr_slice in_small_letters(sr_arena *arena, sr_slice name) {
  char *copy = sr_arena_alloc(arena, name.len + 1);
  for (size_t i = 0; copy && i < name.len; i++) copy[i] = (char)sr_to_lower((uint8_t)name.ptr[i]);
  return (sr_slice){copy, copy ? name.len : 0};
}

static bool is_of_war(sr_claim_kind kind) {
  return kind == SR_KIND_LOSSES || kind == SR_KIND_ADVANCE || kind == SR_KIND_CONTROL || kind == SR_KIND_STRIKE ||
         kind == SR_KIND_INTERCEPTION;
}

static bool same_state(sr_slice a, sr_slice b) { return a.len >= 3 && b.len >= 3 && memcmp(a.ptr, b.ptr, 3) == 0; }

/* The entry of a root, made where it is new; NULL: no memory. */
static entry *entry_of(sr_roots *roots, sr_slice name, sr_slice *key) {
  *key = in_small_letters(roots->arena, name);
  if (!key->ptr) return NULL;
  const uint32_t at = sr_map_get(&roots->by_name, *key);
  if (at != SR_MAP_NONE) return &roots->entries.at[at];
  const sr_slice copy = sr_arena_copy(roots->arena, name);
  entry *made = copy.ptr ? SR_PUSH(roots->arena, &roots->entries) : NULL;
  if (!made || !sr_map_put(&roots->by_name, roots->arena, *key, roots->entries.n - 1)) return NULL;
  *made = (entry){.root = {.name = copy, .first = SR_DAY_NONE, .last = SR_DAY_NONE}};
  return made;
}

static sr_status carry(sr_roots *roots, entry *e, sr_slice key, sr_slice outlet, sr_error *err) {
  const sr_slice both = sr_arena_format(roots->arena, "%.*s\n%.*s", SR_FMT(key), SR_FMT(outlet));
  if (!both.ptr) return sr_arena_fail(roots->arena, err);
  if (sr_map_get(&roots->carried, both) != SR_MAP_NONE) return SR_OK;
  sr_slice *slot = SR_PUSH(roots->arena, &e->outlets);
  if (!slot || !sr_map_put(&roots->carried, roots->arena, both, 1)) return sr_arena_fail(roots->arena, err);
  *slot = sr_slice_cut(both, key.len + 1, both.len);
  return SR_OK;
}

static sr_status take(void *user, const sr_stored_claim *from, sr_error *err) {
  sr_roots *roots = user;
  const sr_claim *claim = &from->claim;
  const sr_slice outlet = from->outlet.len ? from->outlet : from->report_name;
  const sr_actor_ref *source = claim->n_chain ? &claim->chain[claim->n_chain - 1] : NULL;
  const sr_slice name = source ? source->name : outlet;
  if (from->superseded || !name.len) return SR_OK;
  sr_slice key;
  entry *e = entry_of(roots, name, &key);
  if (!e) return sr_arena_fail(roots->arena, err);
  sr_root *root = &e->root;
  if (source && !root->code.len && source->code.len) {
    root->code = sr_arena_copy(roots->arena, source->code);
    if (!root->code.ptr) return sr_arena_fail(roots->arena, err);
  }
  root->claims++;
  if (root->claims == 1 || e->last_report.id != from->report.id) root->reports++;
  e->last_report = from->report;
  if (from->report_date != SR_DAY_NONE) {
    if (root->first == SR_DAY_NONE || from->report_date < root->first) root->first = from->report_date;
    if (root->last == SR_DAY_NONE || from->report_date > root->last) root->last = from->report_date;
  }
  if (is_of_war(claim->kind)) {
    const sr_actor_ref self = {root->name, root->code};
    root->own += same_state(root->code, claim->party.code);
    root->enemy += same_state(sr_fact_foe(self).code, claim->party.code);
  }
  return carry(roots, e, key, outlet, err);
}

static int by_claims(const void *left, const void *right) {
  const sr_root *a = left, *b = right;
  if (a->claims != b->claims) return a->claims > b->claims ? -1 : 1;
  return sr_slice_cmp(a->name, b->name);
}

static sr_status run(sr_ledger *ledger, sr_roots *roots, sr_error *err) {
  const sr_claim_query all = SR_CLAIM_QUERY_ALL;
  sr_map_init(&roots->by_name);
  sr_map_init(&roots->carried);
  SR_TRY(sr_ledger_claims(ledger, &all, take, roots, err));
  roots->items = SR_NEW(roots->arena, sr_root, roots->entries.n);
  if (!roots->items) return sr_arena_fail(roots->arena, err);
  for (uint32_t i = 0; i < roots->entries.n; i++) {
    roots->items[i] = roots->entries.at[i].root;
    roots->items[i].outlets = roots->entries.at[i].outlets.at;
    roots->items[i].n_outlets = roots->entries.at[i].outlets.n;
  }
  if (roots->entries.n) qsort(roots->items, roots->entries.n, sizeof *roots->items, by_claims);
  return sr_arena_check(roots->arena, err);
}

sr_status sr_roots_run(sr_ledger *ledger, sr_roots **roots, sr_error *err) {
  *roots = NULL;
  sr_roots *made = calloc(1, sizeof *made);
  if (!made) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for roots");
  made->arena = sr_arena_new(RUN_BYTES_MAX);
  const sr_status status =
      made->arena ? run(ledger, made, err) : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for roots");
  if (status) {
    sr_roots_free(made);
    return status;
  }
  *roots = made;
  return SR_OK;
}

void sr_roots_free(sr_roots *roots) {
  if (!roots) return;
  sr_arena_free(roots->arena);
  free(roots);
}

const sr_root *sr_roots_items(const sr_roots *roots, uint32_t *n) {
  *n = roots->entries.n;
  return roots->items;
}
