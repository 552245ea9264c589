/* Claims by filter against the plainest way of finding them: every claim looked at, one by one. A ledger is drawn with
 * all that may go wrong in it (reports without claims, without a day, out of order of days, superseded; actors named
 * twice; parties by name and by code), and then questions of every combination of filters, from both ends and in pages.
 */
#include "fixture.h"

#include "base/slice.h"

#include <stdio.h>
#include <stdlib.h>

enum { REPORTS = 260, A_REPORT = 6, QUESTIONS = 3000, WORDS = 4, NAMES = 6 };

static const char *const words[WORDS] = {"harbour", "bridge", "grain", "winter"};
static const char *const sources[NAMES] = {"Staff", "Ministry", "Mayor", "Observers", "Red Cross", "Nobody"};
static const char *const places[NAMES] = {"Kyiv", "Goma", "Sumy", "Aleppo", "Rafah", "Nowhere"};
static const char *const codes[NAMES] = {"RUS", "UKR", "ISR", "SDN", "COD", "XXX"};
static const sr_claim_kind kinds[3] = {SR_KIND_LOSSES, SR_KIND_STRIKE, SR_KIND_FORECAST};

static uint32_t below(uint32_t n) {
  static uint64_t state = 88172645463325252u;
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (uint32_t)((state >> 32) % n);
}

/* Mostly the first, seldom the last but one, never the last. */
static uint32_t one_name(void) { return below(NAMES - 1) * below(NAMES - 1) / (NAMES - 1); }

typedef struct model_claim {
  int64_t report;
  sr_claim_kind kind;
  uint32_t sources, place, party; /* sources: bits */
  bool by_code, due;
} model_claim;

typedef struct model {
  sr_day day[REPORTS + 1];
  bool superseded[REPORTS + 1];
  uint32_t words[REPORTS + 1];
  model_claim claims[REPORTS * A_REPORT + 1];
  int64_t n_claims;
} model;

typedef struct world {
  fx_folder folder;
  sr_ledger *ledger;
  model m;
} world;

static void draw_claim(model *m, sr_report *r, int64_t report) {
  model_claim *c = &m->claims[++m->n_claims];
  sr_place_ref *where = SR_NEW(r->arena, sr_place_ref, 1);
  const uint32_t a = one_name(), b = one_name();
  *c = (model_claim){report, kinds[below(3)], 1u << a | 1u << b, one_name(), one_name(), below(2) == 0, false};
  sr_claim *claim = fx_claim(r, c->kind, "said");
  fx_chain(r, claim, 2, sources[a], sources[b]);
  *where = (sr_place_ref){.name = sr_slice_of(places[c->place])};
  claim->where = where;
  claim->n_where = 1;
  claim->party = c->by_code ? (sr_actor_ref){SR_SLICE("their forces"), sr_slice_of(codes[c->party])}
                            : (sr_actor_ref){.name = sr_slice_of(codes[c->party])};
  if (below(10) == 0) claim->modality = SR_MODALITY_DEMANDED;
  c->due = c->kind == SR_KIND_FORECAST || claim->modality == SR_MODALITY_DEMANDED;
}

static sr_status note_superseded(void *user, const sr_stored_report *report, sr_error *err) {
  (void)err;
  model *m = user;
  m->superseded[report->ref.id] = report->superseded_by.id != 0;
  return SR_OK;
}

static void draw(world *w) {
  model *m = &w->m;
  for (int64_t id = 1; id <= REPORTS; id++) {
    char text[200], name[16], day[16];
    int n = snprintf(text, sizeof text, "Bulletin %d said that ", (int)id);
    for (uint32_t i = 0; i < WORDS; i++)
      if (below(i + 2) == 0) {
        m->words[id] |= 1u << i;
        n += snprintf(text + n, sizeof text - (size_t)n, "%s and ", words[i]);
      }
    /* one in eight has the name of another and takes its place */
    snprintf(name, sizeof name, "n%d", below(8) ? (int)id : 1 + (int)below((uint32_t)id));
    snprintf(day, sizeof day, "2025-05-%02d", 1 + ((int)id / 12 + (int)below(4)) % 28);
    const bool dated = below(12) != 0;
    sr_arena *arena = sr_arena_new(1 << 20);
    sr_report *r = fx_report(arena, "Courier", name, dated ? day : NULL, text);
    m->day[id] = dated ? fx_day(day) : SR_DAY_NONE;
    for (uint32_t i = below(A_REPORT); i; i--) draw_claim(m, r, id);
    assert_int_equal(fx_add(w->ledger, r).report.id, id);
    sr_arena_free(arena);
  }
  sr_error err;
  assert_ok(sr_ledger_reports(w->ledger, note_superseded, m, &err), &err);
}

static int set_up(void **state) {
  world *w = calloc(1, sizeof *w);
  fx_folder_make(&w->folder);
  w->ledger = fx_open(fx_file(&w->folder, "sitrep.db"), SR_LEDGER_CREATE);
  draw(w);
  *state = w;
  return 0;
}

static int tear_down(void **state) {
  world *w = *state;
  sr_ledger_close(w->ledger);
  fx_folder_remove(&w->folder);
  free(w);
  return 0;
}

/* A question with the same in terms of the model. */
typedef struct question {
  sr_claim_query q;
  int source, place, party; /* -1: all */
  uint32_t words;
  char search[80];
} question;

static void ask(question *a) {
  *a = (question){.q = SR_CLAIM_QUERY_ALL, .source = -1, .place = -1, .party = -1};
  if (below(3) == 0) a->q.source = sr_slice_of(sources[a->source = (int)below(NAMES)]);
  if (below(3) == 0) a->q.place = sr_slice_of(places[a->place = (int)below(NAMES)]);
  if (below(3) == 0) a->q.party = sr_slice_of(codes[a->party = (int)below(NAMES)]);
  if (below(3) == 0) a->q.kind = (int)kinds[below(3)];
  if (below(8) == 0) a->q.due = true;
  if (below(8) == 0) a->q.report = (sr_ref){SR_REF_REPORT, 1 + below(REPORTS + 5)};
  if (below(4) == 0) a->q.since = fx_day("2025-05-01") + (sr_day)below(30);
  if (below(4) == 0) a->q.until = fx_day("2025-05-01") + (sr_day)below(30);
  if (below(4) == 0) a->q.after = below(REPORTS * 3);
  if (below(4) == 0) a->q.before = 1 + below(REPORTS * 3);
  if (below(2) == 0) a->q.limit = 1 + below(40);
  a->q.with_superseded = below(3) == 0;
  a->q.newest_first = below(2) == 0;
  if (below(3) == 0) {
    const uint32_t one = below(WORDS), two = below(WORDS);
    a->words = 1u << one | 1u << two;
    snprintf(a->search, sizeof a->search, "%s %s", words[one], words[two]);
    a->q.search = sr_slice_of(a->search);
  }
}

static bool fits(const model *m, const question *a, int64_t id) {
  const model_claim *c = &m->claims[id];
  const sr_claim_query *q = &a->q;
  const sr_day day = m->day[c->report];
  return id > q->after && (!q->before || id < q->before) && (q->kind < 0 || q->kind == (int)c->kind) &&
         (a->source < 0 || c->sources & 1u << a->source) && (a->place < 0 || (int)c->place == a->place) &&
         (a->party < 0 || (int)c->party == a->party) && (!q->due || c->due) &&
         (!q->report.id || q->report.id == c->report) && (m->words[c->report] & a->words) == a->words &&
         (q->since == SR_DAY_NONE || (day != SR_DAY_NONE && day >= q->since)) &&
         (q->until == SR_DAY_NONE || (day != SR_DAY_NONE && day <= q->until)) &&
         (q->with_superseded || !m->superseded[c->report]);
}

typedef struct answer {
  int64_t ids[REPORTS * A_REPORT];
  int64_t n;
} answer;

static sr_status keep(void *user, const sr_stored_claim *claim, sr_error *err) {
  (void)err;
  answer *a = user;
  a->ids[a->n++] = claim->ref.id;
  return SR_OK;
}

static void every_combination_finds_what_looking_at_each_finds(void **state) {
  const world *w = *state;
  const model *m = &w->m;
  static answer got, expected;
  int64_t found = 0, filtered = 0;
  for (int i = 0; i < QUESTIONS; i++) {
    question a;
    sr_error err;
    ask(&a);
    got.n = expected.n = 0;
    for (int64_t k = 1; k <= m->n_claims; k++) {
      const int64_t id = a.q.newest_first ? m->n_claims + 1 - k : k;
      if (fits(m, &a, id) && (!a.q.limit || expected.n < a.q.limit)) expected.ids[expected.n++] = id;
    }
    assert_ok(sr_ledger_claims(w->ledger, &a.q, keep, &got, &err), &err);
    if (got.n != expected.n || memcmp(got.ids, expected.ids, (size_t)got.n * sizeof *got.ids) != 0)
      fail_msg("question %d gives %d claims from C%d on, not %d from C%d on", i, (int)got.n, (int)got.ids[0],
               (int)expected.n, (int)expected.ids[0]);
    found += got.n > 0;
    filtered += got.n < m->n_claims;
  }
  assert_true(found > QUESTIONS / 4 && filtered > QUESTIONS / 2);
}

static void words_that_cannot_be_looked_for_are_an_error(void **state) {
  const world *w = *state;
  static answer got;
  sr_error err;
  sr_claim_query q = SR_CLAIM_QUERY_ALL;
  q.search = SR_SLICE("harbour AND (");
  assert_int_equal(sr_ledger_claims(w->ledger, &q, keep, &got, &err), SR_ERR_INPUT);
  assert_non_null(strstr(err.message, "full-text"));
  q.search = (sr_slice){0};
  q.place = SR_SLICE("\xff");
  assert_int_equal(sr_ledger_claims(w->ledger, &q, keep, &got, &err), SR_ERR_INPUT);
}

/* A visitor that asks the ledger itself must not disturb the walk that it is in. */
static sr_status ask_inside(void *user, const sr_stored_claim *claim, sr_error *err) {
  const world *w = user;
  sr_claim_query q = SR_CLAIM_QUERY_ALL;
  static answer inner;
  inner.n = 0;
  q.report = claim->report;
  q.with_superseded = true;
  if (sr_ledger_claims(w->ledger, &q, keep, &inner, err)) return err->status;
  assert_true(inner.n > 0 && inner.n <= A_REPORT);
  return SR_OK;
}

static void a_walk_may_hold_another(void **state) {
  world *w = *state;
  sr_error err;
  assert_ok(sr_ledger_claims(w->ledger, &SR_CLAIM_QUERY_ALL, ask_inside, w, &err), &err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_combination_finds_what_looking_at_each_finds),
      cmocka_unit_test(words_that_cannot_be_looked_for_are_an_error),
      cmocka_unit_test(a_walk_may_hold_another),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
