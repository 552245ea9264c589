/* Grouping claims about one happening; see the header. */
#include "check/accounts.h"

#include "base/slice.h"
#include "check/fact.h"
#include "observe/geodesy.h"

#include <stdlib.h>

enum {
  NEAR_KM = 5,         /* a village and its suburb; neighbouring towns of the front are farther apart */
  NAMES_MAX = 8,       /* places, participants or topics of one claim that are compared */
  MEMBERS_MAX = 64,    /* claims of one group; more are a group of their own, so that a flood stays linear */
  OPEN_GROUPS_MAX = 32 /* groups of one kind and day that a claim is compared with */
};
static const size_t RUN_BYTES_MAX = (size_t)1 << 30;

typedef struct place {
  sr_slice name;
  double lat, lon; /* NAN where not known, and then near nothing */
  bool settlement;
} place;

/* A claim as far as its happening goes. */
typedef struct entry {
  sr_ref ref;
  sr_claim_kind kind;
  int sort; /* weapon, category, act or status: what must be equal beyond the kind */
  sr_modality modality;
  sr_enum outcome, victim;
  sr_day said, start, end; /* start, end: the days compared, never SR_DAY_NONE */
  bool dated;              /* they are the claim's own */
  sr_slice root;
  sr_actor_ref party;
  place places[NAMES_MAX];
  sr_slice people[NAMES_MAX], topics[NAMES_MAX];
  uint32_t n_places, n_people, n_topics;
  bool has_figure;
  sr_interval figure;
  sr_unit unit;
} entry;

struct sr_accounting {
  sr_arena *arena;
  SR_VEC(entry) entries;
};

struct sr_accounts {
  sr_arena *arena;
  const sr_account_group *items;
  uint32_t n;
};

const char *sr_account_attribute_name(sr_account_attribute attribute) {
#define SR_X(name, word) word,
  static const char *const names[] = {SR_ACCOUNT_ATTRIBUTES(SR_X)};
#undef SR_X
  return (unsigned)attribute < SR_ACCOUNT_ATTRIBUTE_COUNT ? names[attribute] : "";
}

sr_status sr_accounting_open(sr_arena *arena, sr_accounting **accounting, sr_error *err) {
  *accounting = SR_NEW(arena, sr_accounting, 1);
  if (!*accounting) return sr_arena_fail(arena, err);
  (*accounting)->arena = arena;
  return SR_OK;
}

/* ---- collecting ---- */

/* false: claims of this kind tell of no happening that others could tell of too. */
static bool sort_of(const sr_claim *claim, int *sort, sr_actor_ref *party) {
  *sort = 0;
  *party = claim->party;
  switch (claim->kind) {
  case SR_KIND_STRIKE:
  case SR_KIND_INTERCEPTION: *sort = (int)claim->weapon; return true;
  case SR_KIND_LOSSES: *sort = (int)claim->category; return claim->category != SR_CATEGORY_EQUIPMENT;
  case SR_KIND_CONTROL: *sort = (int)claim->act; return true;
  case SR_KIND_AID: *party = claim->donor; return true;
  case SR_KIND_DAMAGE: *sort = claim->n_objects ? (int)claim->objects[0] : 0; return true;
  case SR_KIND_CONTACT: return true;
  case SR_KIND_ADVANCE:
  case SR_KIND_RATIO:
  case SR_KIND_PROJECTION:
  case SR_KIND_STATEMENT:
  case SR_KIND_FORECAST:
  case SR_KIND_COUNT: break;
  }
  return false;
}

static bool keep(sr_arena *arena, sr_slice *text) {
  if (!text->len) return true;
  *text = sr_arena_copy(arena, *text);
  return text->ptr != NULL;
}

static bool keep_names(sr_arena *arena, sr_slice names[NAMES_MAX], uint32_t *n, sr_slice name) {
  if (!name.len || *n == NAMES_MAX) return true;
  names[*n] = name;
  return keep(arena, &names[(*n)++]);
}

static bool keep_place(sr_arena *arena, entry *e, const sr_place_ref *from) {
  if (!from->name.len || e->n_places == NAMES_MAX) return true;
  place *p = &e->places[e->n_places++];
  *p = (place){from->name, from->lat, from->lon, sr_slice_starts(from->feature, SR_SLICE("PPL"))};
  return keep(arena, &p->name);
}

sr_status sr_accounting_add(sr_accounting *accounting, const sr_stored_claim *from, sr_error *err) {
  sr_arena *arena = accounting->arena;
  const sr_claim *claim = &from->claim;
  entry e = {.ref = from->ref,
             .kind = claim->kind,
             .modality = claim->modality,
             .outcome = claim->outcome,
             .victim = claim->victim,
             .said = from->report_date,
             .start = claim->when.start,
             .end = claim->when.end};
  if (from->superseded || !sort_of(claim, &e.sort, &e.party)) return SR_OK;
  e.dated = claim->when.present && (e.start != SR_DAY_NONE || e.end != SR_DAY_NONE);
  if (e.dated) {
    if (e.start == SR_DAY_NONE) e.start = e.end;
    if (e.end == SR_DAY_NONE) e.end = e.start;
    if (claim->when.relation == SR_WHEN_SINCE || claim->when.relation == SR_WHEN_UNTIL)
      return SR_OK; /* running totals */
  } else if (e.said != SR_DAY_NONE) {
    e.start = e.said - 1; /* undated news is of the day before or of the day */
    e.end = e.said;
  } else {
    return SR_OK;
  }
  e.root = claim->n_chain ? claim->chain[claim->n_chain - 1].name : from->outlet.len ? from->outlet : from->report_name;
  bool kept = keep(arena, &e.root) && keep(arena, &e.party.name) && keep(arena, &e.party.code);
  for (uint32_t i = 0; i < claim->n_where; i++) kept = kept && keep_place(arena, &e, &claim->where[i]);
  if (!e.n_places) kept = kept && keep_place(arena, &e, &claim->target_place);
  for (uint32_t i = 0; i < claim->n_participants; i++) {
    const sr_actor_ref *who = &claim->participants[i];
    kept = kept && keep_names(arena, e.people, &e.n_people, who->code.len ? who->code : who->name);
  }
  if (claim->recipient.name.len) kept = kept && keep_names(arena, e.people, &e.n_people, claim->recipient.name);
  for (uint32_t i = 0; i < claim->n_topics; i++)
    kept = kept && keep_names(arena, e.topics, &e.n_topics, claim->topics[i]);
  sr_width width;
  sr_slice code = claim->quantity.unit;
  if (claim->quantity.present && keep(arena, &code) && sr_unit_parse(code, &e.unit, NULL) == SR_OK) {
    width = sr_fact_width(from, &e.unit);
    e.has_figure = true;
    e.figure = width.value;
  }
  entry *slot = kept ? SR_PUSH(arena, &accounting->entries) : NULL;
  if (!slot) return sr_arena_fail(arena, err);
  *slot = e;
  return SR_OK;
}

/* ---- one happening? ---- */

static bool share(const sr_slice *a, uint32_t n_a, const sr_slice *b, uint32_t n_b, uint32_t least) {
  uint32_t shared = 0;
  for (uint32_t i = 0; i < n_a; i++) {
    for (uint32_t k = 0; k < n_b; k++) {
      if (!sr_slice_eq_nocase(a[i], b[k])) continue;
      shared++;
      break;
    }
  }
  return shared >= least;
}

/* One name, or two settlements so close that reports use either. */
static bool share_place(const entry *a, const entry *b) {
  for (uint32_t i = 0; i < a->n_places; i++) {
    for (uint32_t k = 0; k < b->n_places; k++) {
      const place *p = &a->places[i], *q = &b->places[k];
      if (sr_slice_eq_nocase(p->name, q->name)) return true;
      if (p->settlement && q->settlement && sr_geodesy_distance_km(p->lat, p->lon, q->lat, q->lon) <= NEAR_KM)
        return true;
    }
  }
  return false;
}

static bool known(sr_actor_ref party) { return party.name.len || party.code.len; }

/* One stretch of days lies in the other. Overlap alone would join each night to the next ("8-9 July", "9-10 July"); a
 * single day may be off by one, as a night is dated by its evening here and by its morning there. */
static bool same_days(const entry *a, const entry *b) {
  if (a->start >= b->start && a->end <= b->end) return true;
  if (b->start >= a->start && b->end <= a->end) return true;
  return a->start == a->end && b->start == b->end && abs(a->start - b->start) <= 1;
}

static bool same_happening(const entry *a, const entry *b) {
  if (a->kind != b->kind || a->sort != b->sort || !same_days(a, b)) return false;
  if (!sr_fact_same_party(a->party, b->party)) return false;
  const bool places = share_place(a, b);
  const bool apart = a->n_places && b->n_places && !places;
  const bool party = known(a->party) && known(b->party);
  switch (a->kind) {
  case SR_KIND_CONTACT: return !apart && share(a->people, a->n_people, b->people, b->n_people, 2);
  case SR_KIND_STRIKE:
  case SR_KIND_INTERCEPTION: return a->outcome == b->outcome && (places || party); /* one attack reaches many places */
  case SR_KIND_LOSSES:
    if (a->victim != b->victim && a->victim == SR_VICTIM_MILITARY) return false;
    if (a->victim != b->victim && b->victim == SR_VICTIM_MILITARY) return false;
    return places; /* the dead of one place are not those of another, whoever struck */
  case SR_KIND_AID:
    return party && (!a->n_people || !b->n_people || share(a->people, a->n_people, b->people, b->n_people, 1));
  default: return places;
  }
}

/* ---- what is agreed ---- */

/* How an attribute stands among the members: who gives it, and whether all who do agree with the first. */
typedef struct tally {
  const entry *first;
  bool parted, another_root;
} tally;

static void count(tally *t, const entry *e, bool gives, bool agrees) {
  if (!gives) return;
  if (!t->first) {
    t->first = e;
    return;
  }
  if (!sr_slice_eq_nocase(t->first->root, e->root)) t->another_root = true;
  if (!agrees) t->parted = true;
}

static bool gives(const entry *e, sr_account_attribute attribute) {
  switch (attribute) {
  case SR_ACCOUNT_QUANTITY: return e->has_figure;
  case SR_ACCOUNT_WHEN: return e->dated;
  case SR_ACCOUNT_WHERE: return e->n_places > 0;
  case SR_ACCOUNT_PARTY: return known(e->party);
  case SR_ACCOUNT_OUTCOME: return e->outcome != SR_FIELD_NONE;
  case SR_ACCOUNT_TOPICS: return e->n_topics > 0;
  case SR_ACCOUNT_MODALITY: return true;
  case SR_ACCOUNT_ATTRIBUTE_COUNT: break;
  }
  return false;
}

static bool agree(const entry *a, const entry *b, sr_account_attribute attribute) {
  sr_interval figure;
  switch (attribute) {
  case SR_ACCOUNT_QUANTITY:
    return sr_unit_convert(b->figure, &b->unit, &a->unit, &figure) && sr_interval_meet(a->figure, figure);
  case SR_ACCOUNT_WHEN: return a->start <= b->end && b->start <= a->end;
  case SR_ACCOUNT_WHERE: return share_place(a, b);
  case SR_ACCOUNT_PARTY: return sr_fact_same_party(a->party, b->party);
  case SR_ACCOUNT_OUTCOME: return a->outcome == b->outcome;
  case SR_ACCOUNT_TOPICS: return share(a->topics, a->n_topics, b->topics, b->n_topics, 1);
  case SR_ACCOUNT_MODALITY: return a->modality == b->modality;
  case SR_ACCOUNT_ATTRIBUTE_COUNT: break;
  }
  return true;
}

/* A sum in another currency, or a share beside a count, neither agrees nor parts. */
static bool comparable(const entry *a, const entry *b, sr_account_attribute attribute) {
  return attribute != SR_ACCOUNT_QUANTITY || !a->has_figure || !b->has_figure || sr_unit_fits(&a->unit, &b->unit);
}

static sr_account_state state_of(const entry *const *members, uint32_t n, sr_account_attribute attribute) {
  tally t = {0};
  for (uint32_t i = 0; i < n; i++)
    if (!t.first || comparable(t.first, members[i], attribute))
      count(&t, members[i], gives(members[i], attribute), !t.first || agree(t.first, members[i], attribute));
  if (!t.first) return SR_ACCOUNT_UNSAID;
  if (t.parted) return SR_ACCOUNT_PARTED;
  return t.another_root ? SR_ACCOUNT_AGREED : SR_ACCOUNT_SINGLE;
}

/* ---- grouping ---- */

/* By what must be equal, then by day: candidates for one group lie together. */
static int by_happening(const void *left, const void *right) {
  const entry *a = left, *b = right;
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  if (a->sort != b->sort) return a->sort < b->sort ? -1 : 1;
  if (a->start != b->start) return a->start < b->start ? -1 : 1;
  return (a->ref.id > b->ref.id) - (a->ref.id < b->ref.id);
}

static int by_publication(const void *left, const void *right) {
  const entry *a = *(const entry *const *)left, *b = *(const entry *const *)right;
  if (a->said != b->said) return a->said < b->said ? -1 : 1;
  return (a->ref.id > b->ref.id) - (a->ref.id < b->ref.id);
}

static int by_first_claim(const void *left, const void *right) {
  const sr_account_group *a = left, *b = right;
  return (a->claims[0].id > b->claims[0].id) - (a->claims[0].id < b->claims[0].id);
}

/* Members of one group while it grows; the first is what later claims are compared with, so that no chain of
 * neighbours can join what has nothing in common. */
typedef SR_VEC(const entry *) member_list;

static uint32_t count_roots(const member_list *members) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < members->n; i++) {
    bool seen = false;
    for (uint32_t k = 0; k < i && !seen; k++) seen = sr_slice_eq_nocase(members->at[i]->root, members->at[k]->root);
    n += !seen;
  }
  return n;
}

static sr_status finish(sr_arena *arena, member_list *members, sr_account_group *group, sr_error *err) {
  qsort(members->at, members->n, sizeof *members->at, by_publication);
  sr_ref *claims = SR_NEW(arena, sr_ref, members->n);
  sr_slice *roots = SR_NEW(arena, sr_slice, members->n);
  if (!claims || !roots) return sr_arena_fail(arena, err);
  *group = (sr_account_group){.kind = members->at[0]->kind,
                              .claims = claims,
                              .roots = roots,
                              .n_claims = members->n,
                              .n_roots = count_roots(members),
                              .start = SR_DAY_NONE,
                              .end = SR_DAY_NONE};
  for (uint32_t i = 0; i < members->n; i++) {
    const entry *e = members->at[i];
    claims[i] = e->ref;
    roots[i] = e->root;
    if (!e->dated) continue;
    if (group->start == SR_DAY_NONE || e->start < group->start) group->start = e->start;
    if (group->end == SR_DAY_NONE || e->end > group->end) group->end = e->end;
  }
  for (sr_account_attribute a = 0; a < SR_ACCOUNT_ATTRIBUTE_COUNT; a++)
    group->states[a] = state_of(members->at, members->n, a);
  return SR_OK;
}

sr_status sr_accounting_group(sr_accounting *accounting, const sr_account_group **groups, uint32_t *n_groups,
                              sr_error *err) {
  sr_arena *arena = accounting->arena;
  const uint32_t n = accounting->entries.n;
  entry *entries = accounting->entries.at;
  if (n) qsort(entries, n, sizeof *entries, by_happening);
  member_list *grown = sr_arena_array(arena, n, sizeof *grown);
  if (!grown) return sr_arena_fail(arena, err);
  uint32_t n_grown = 0;
  for (uint32_t i = 0; i < n; i++) {
    member_list *into = NULL;
    for (uint32_t g = n_grown; g > 0 && n_grown - g < OPEN_GROUPS_MAX && !into; g--)
      if (grown[g - 1].n < MEMBERS_MAX && same_happening(grown[g - 1].at[0], &entries[i])) into = &grown[g - 1];
    if (!into) into = &grown[n_grown++];
    const entry **slot = SR_PUSH(arena, into);
    if (!slot) return sr_arena_fail(arena, err);
    *slot = &entries[i];
  }
  sr_account_group *out = SR_NEW(arena, sr_account_group, n_grown);
  if (!out) return sr_arena_fail(arena, err);
  *n_groups = 0;
  for (uint32_t g = 0; g < n_grown; g++)
    if (count_roots(&grown[g]) > 1) SR_TRY(finish(arena, &grown[g], &out[(*n_groups)++], err));
  if (*n_groups) qsort(out, *n_groups, sizeof *out, by_first_claim);
  *groups = out;
  return SR_OK;
}

/* ---- a run over a ledger ---- */

static sr_status take(void *user, const sr_stored_claim *claim, sr_error *err) {
  return sr_accounting_add(user, claim, err);
}

static sr_status run(sr_ledger *ledger, sr_accounts *accounts, sr_error *err) {
  sr_accounting *accounting;
  const sr_claim_query all = SR_CLAIM_QUERY_ALL;
  SR_TRY(sr_accounting_open(accounts->arena, &accounting, err));
  SR_TRY(sr_ledger_claims(ledger, &all, take, accounting, err));
  SR_TRY(sr_accounting_group(accounting, &accounts->items, &accounts->n, err));
  return sr_arena_check(accounts->arena, err);
}

sr_status sr_accounts_run(const sr_engine *engine, sr_ledger *ledger, sr_accounts **accounts, sr_error *err) {
  (void)engine;
  *accounts = NULL;
  sr_accounts *made = calloc(1, sizeof *made);
  if (!made) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for accounts");
  made->arena = sr_arena_new(RUN_BYTES_MAX);
  const sr_status status =
      made->arena ? run(ledger, made, err) : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for accounts");
  if (status) {
    sr_accounts_free(made);
    return status;
  }
  *accounts = made;
  return SR_OK;
}

void sr_accounts_free(sr_accounts *accounts) {
  if (!accounts) return;
  sr_arena_free(accounts->arena);
  free(accounts);
}

const sr_account_group *sr_accounts_items(const sr_accounts *accounts, uint32_t *n) {
  *n = accounts->n;
  return accounts->items;
}
