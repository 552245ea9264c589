/* Claims by filter.
 *
 * Every condition that names claims (a source, a party, a place, a kind, falling due) is a stream: an index of the
 * ledger that gives ids in order and can be sought in. The streams are joined by leapfrogging (T. L. Veldhuizen,
 * Leapfrog Triejoin, ICDT 2014, section 3): whichever stands furthest says where the others are sought next. So the
 * rarest condition sets the pace without anybody having to know which it is, and a page costs about as much as it has
 * rows. Ids are given out in the order of reading, reports and claims alike: a report's claims are one run of ids, and
 * what excludes a report (its day, its being superseded, its words) skips the run. Downwards everything is the same
 * with the order turned round. */
#include "ledger/store.h"
#include "ledger/words.h"

#include "base/slice.h"
#include "base/utf8.h"

/* ---- streams ---- */

/* One index: ids at or behind a place, in order. */
typedef struct stream {
  sr_sql sql;
  sqlite3_stmt *s; /* NULL: not opened yet */
  sr_slice key;
  int64_t at;
  bool ended;
} stream;

typedef struct finder {
  sr_ledger *ledger;
  const sr_claim_query *query;
  bool down;
  /* parties are found by name or code: two streams, of which the nearer counts */
  stream streams[6], by_code, words, first_of;
  uint32_t n;
  bool has_code;
  int64_t lowest, highest; /* ids of reports that the days allow */
  sqlite3_stmt *row, *run;
  /* the report in whose run of claims we are */
  int64_t run_first, run_last, report;
  bool report_fits;
} finder;

/* Whether a lies before b in the order of the walk. */
static bool before(const finder *f, int64_t a, int64_t b) { return f->down ? a > b : a < b; }

static sr_status step(finder *f, stream *t, sr_error *err) {
  const int rc = sqlite3_step(t->s);
  if (rc == SQLITE_ROW) {
    t->at = sqlite3_column_int64(t->s, 0);
    return SR_OK;
  }
  t->ended = true;
  return rc == SQLITE_DONE
             ? SR_OK
             : sr_ledger__walk_end(f->ledger, rc, t == &f->words ? t->key : (sr_slice){0}, "read claims", err);
}

/* Moves a stream to id or, where it has not got it, to what comes next. Streams go one way: id is never behind. */
static sr_status seek(finder *f, stream *t, int64_t id, sr_error *err) {
  /* What a new search costs in steps, measured on a million claims: 8 in an index, 60 in the words. So many are tried
   * before one. */
  enum { STEPS = 8, STEPS_OF_WORDS = 60 };
  const int steps = t == &f->words ? STEPS_OF_WORDS : STEPS;
  if (t->s)
    for (int i = 0; i < steps && !t->ended && before(f, t->at, id); i++) SR_TRY(step(f, t, err));
  if (t->ended || (t->s && !before(f, t->at, id))) return SR_OK;
  if (!t->s)
    SR_TRY(sr_ledger__take(f->ledger, t->sql, &t->s, err));
  else
    sqlite3_reset(t->s);
  sqlite3_bind_int64(t->s, 1, id);
  sr_ledger__bind_text(t->s, 2, t->key);
  return step(f, t, err);
}

/* The stream of both streams of a party. */
static sr_status seek_either(finder *f, stream *t, int64_t id, sr_error *err) {
  SR_TRY(seek(f, t, id, err));
  if (!f->has_code || t->sql != (f->down ? SR_SQL_PARTY_DOWN : SR_SQL_PARTY_UP)) return SR_OK;
  return seek(f, &f->by_code, id, err);
}

static bool place_of(const finder *f, const stream *t, int64_t *at) {
  const bool two = f->has_code && t->sql == (f->down ? SR_SQL_PARTY_DOWN : SR_SQL_PARTY_UP);
  const stream *o = two && !f->by_code.ended && (t->ended || before(f, f->by_code.at, t->at)) ? &f->by_code : t;
  *at = o->at;
  return !o->ended;
}

/* The first claim at or behind *id that all streams have; false if there is none. */
static sr_status agree(finder *f, int64_t *id, bool *found, sr_error *err) {
  *found = true;
  for (uint32_t agreed = 0, i = 0; agreed < f->n; i = (i + 1) % f->n) {
    int64_t at;
    SR_TRY(seek_either(f, &f->streams[i], *id, err));
    if (!place_of(f, &f->streams[i], &at)) {
      *found = false;
      return SR_OK;
    }
    agreed = at == *id ? agreed + 1 : 1;
    *id = at;
  }
  return SR_OK;
}

/* ---- reports ---- */

/* Reads the report of a claim, with the run of its claims. */
static sr_status enter_report(finder *f, int64_t id, sr_error *err) {
  const sr_claim_query *q = f->query;
  sqlite3_reset(f->run);
  sqlite3_bind_int64(f->run, 1, id);
  const int rc = sqlite3_step(f->run);
  if (rc != SQLITE_ROW) return sr_ledger__fail(f->ledger, rc, "read claims", err);
  const sr_day said = sr_ledger__day(f->run, 1);
  f->report = sqlite3_column_int64(f->run, 0);
  f->run_first = sqlite3_column_int64(f->run, 3);
  f->run_last = sqlite3_column_int64(f->run, 4);
  f->report_fits = (q->with_superseded || sqlite3_column_type(f->run, 2) == SQLITE_NULL) &&
                   (q->since == SR_DAY_NONE || (said != SR_DAY_NONE && said >= q->since)) &&
                   (q->until == SR_DAY_NONE || (said != SR_DAY_NONE && said <= q->until));
  return SR_OK;
}

/* The claim at or behind which the run of a report, or of what comes behind it, begins. */
static sr_status start_of_report(finder *f, int64_t report, int64_t *id, bool *found, sr_error *err) {
  f->first_of.ended = false;
  if (f->first_of.s) sqlite3_reset(f->first_of.s);
  if (!f->first_of.s) SR_TRY(sr_ledger__take(f->ledger, f->first_of.sql, &f->first_of.s, err));
  sqlite3_bind_int64(f->first_of.s, 1, report);
  SR_TRY(step(f, &f->first_of, err));
  *found = !f->first_of.ended;
  const int64_t past = f->down ? f->run_first - 1 : f->run_last + 1; /* should ids ever not follow the reports */
  if (*found) *id = before(f, past, f->first_of.at) ? f->first_of.at : past;
  return SR_OK;
}

/* Reports said on certain days lie together, so their ids bound the walk; what is between is looked at one by one. */
static sr_status bound_days(finder *f, sr_error *err) {
  const sr_claim_query *q = f->query;
  sqlite3_stmt *s = NULL;
  f->lowest = 0;
  f->highest = INT64_MAX;
  if (q->since == SR_DAY_NONE && q->until == SR_DAY_NONE) return SR_OK;
  SR_TRY(sr_ledger__take(f->ledger, SR_SQL_DAYS, &s, err));
  sqlite3_bind_text(s, 1, "0000", -1, SQLITE_STATIC); /* before and after every day */
  sqlite3_bind_text(s, 2, "9999-99", -1, SQLITE_STATIC);
  sr_ledger__bind_day(s, 1, q->since);
  sr_ledger__bind_day(s, 2, q->until);
  const int rc = sqlite3_step(s);
  if (rc == SQLITE_ROW && sqlite3_column_type(s, 0) != SQLITE_NULL) {
    f->lowest = sqlite3_column_int64(s, 0);
    f->highest = sqlite3_column_int64(s, 1);
  } else {
    f->highest = 0;
  }
  sr_ledger__give(f->ledger, SR_SQL_DAYS, s);
  return rc == SQLITE_ROW ? SR_OK : sr_ledger__fail(f->ledger, rc, "read claims", err);
}

/* ---- finding ---- */

/* The next claim at or behind *id that fits. */
static sr_status next(finder *f, int64_t *id, bool *found, sr_error *err) {
  const sr_claim_query *q = f->query;
  for (;;) {
    SR_TRY(agree(f, id, found, err));
    if (!*found) return SR_OK;
    if (*id < f->run_first || *id > f->run_last) SR_TRY(enter_report(f, *id, err));
    if (q->report.id ? f->report != q->report.id && before(f, q->report.id, f->report)
        : f->down    ? f->report < f->lowest
                     : f->report > f->highest) {
      *found = false;
      return SR_OK;
    }
    int64_t report = f->report;
    if (q->report.id && report != q->report.id) report = q->report.id;
    if (!f->down && report < f->lowest) report = f->lowest;
    if (f->down && report > f->highest) report = f->highest;
    if (report == f->report && !f->report_fits) {
      *id = f->down ? f->run_first - 1 : f->run_last + 1;
      continue;
    }
    if (q->search.len) {
      SR_TRY(seek(f, &f->words, report, err));
      if (f->words.ended) {
        *found = false;
        return SR_OK;
      }
      report = f->words.at;
    }
    if (report == f->report) return SR_OK;
    SR_TRY(start_of_report(f, report, id, found, err));
    if (!*found) return SR_OK;
  }
}

static sr_slice upper(sr_arena *arena, sr_slice code) {
  const sr_slice copy = sr_arena_copy(arena, code);
  for (size_t i = 0; copy.ptr && i < copy.len; i++)
    if (sr_is_lower((uint8_t)copy.ptr[i])) ((char *)(uintptr_t)copy.ptr)[i] = (char)(copy.ptr[i] - 32);
  return copy;
}

static sr_status check_text(const sr_claim_query *q, sr_error *err) {
  struct {
    const char *what;
    sr_slice text;
  } const given[] = {{"source", q->source}, {"party", q->party}, {"place", q->place}, {"search", q->search}};
  for (size_t i = 0; i < sizeof given / sizeof *given; i++)
    if (sr_utf8_check(given[i].text) != SR_NOWHERE)
      return sr_fail(err, SR_ERR_INPUT, sr_utf8_check(given[i].text), "the %s to look for is not UTF-8", given[i].what);
  return SR_OK;
}

static sr_status set_up(finder *f, sr_arena *arena, sr_error *err) {
#define WAY(name) (f->down ? SR_SQL_##name##_DOWN : SR_SQL_##name##_UP)
  const sr_claim_query *q = f->query;
  SR_TRY(check_text(q, err));
  const sr_slice source = sr_utf8_norm(arena, q->source), party = sr_utf8_norm(arena, q->party),
                 place = sr_utf8_norm(arena, q->place), code = upper(arena, q->party);
  if (!source.ptr || !party.ptr || !place.ptr || !code.ptr) return sr_arena_fail(arena, err);
  if (q->source.len) f->streams[f->n++] = (stream){.sql = WAY(SOURCE), .key = source};
  if (q->party.len) {
    f->streams[f->n++] = (stream){.sql = WAY(PARTY), .key = party};
    f->by_code = (stream){.sql = WAY(CODE), .key = code};
    f->has_code = true;
  }
  if (q->place.len) f->streams[f->n++] = (stream){.sql = WAY(PLACE), .key = place};
  if (q->kind >= 0)
    f->streams[f->n++] = (stream){.sql = WAY(KIND), .key = sr_slice_of(sr_words_write(SR_LIST_KIND, q->kind))};
  if (q->due) f->streams[f->n++] = (stream){.sql = WAY(DUE)};
  if (!f->n) f->streams[f->n++] = (stream){.sql = WAY(ANY)};
  f->words = (stream){.sql = WAY(WORDS), .key = q->search};
  f->first_of = (stream){.sql = WAY(REPORT)};
  f->run_first = 1; /* an empty run */
  SR_TRY(bound_days(f, err));
  SR_TRY(sr_ledger__take(f->ledger, SR_SQL_CLAIM, &f->row, err));
  return sr_ledger__take(f->ledger, SR_SQL_RUN, &f->run, err);
#undef WAY
}

static void close_finder(finder *f) {
  for (uint32_t i = 0; i < f->n; i++) sr_ledger__give(f->ledger, f->streams[i].sql, f->streams[i].s);
  sr_ledger__give(f->ledger, f->by_code.sql, f->by_code.s);
  sr_ledger__give(f->ledger, f->words.sql, f->words.s);
  sr_ledger__give(f->ledger, f->first_of.sql, f->first_of.s);
  sr_ledger__give(f->ledger, SR_SQL_CLAIM, f->row);
  sr_ledger__give(f->ledger, SR_SQL_RUN, f->run);
}

static sr_status show(finder *f, sr_claim_rows *rows, int64_t id, sr_claim_visit visit, void *user, sr_error *err) {
  sr_stored_claim claim;
  sqlite3_reset(f->row);
  sqlite3_bind_int64(f->row, 1, id);
  const int rc = sqlite3_step(f->row);
  if (rc != SQLITE_ROW) return sr_ledger__fail(f->ledger, rc, "read claims", err);
  SR_TRY(sr_claim_rows_read(rows, f->row, &claim, err));
  return visit(user, &claim, err);
}

static sr_status walk(finder *f, sr_claim_visit visit, void *user, sr_error *err) {
  const sr_claim_query *q = f->query;
  const int64_t first = q->after + 1, last = q->before > 0 ? q->before - 1 : INT64_MAX - 1;
  int64_t id = f->down ? last : first;
  sr_claim_rows rows;
  SR_TRY(sr_claim_rows_open(f->ledger, &rows, err));
  sr_status status = SR_OK;
  for (int64_t shown = 0; !status && (q->limit <= 0 || shown < q->limit); shown++) {
    bool found;
    status = next(f, &id, &found, err);
    if (status || !found || id < first || id > last) break;
    status = show(f, &rows, id, visit, user, err);
    id += f->down ? -1 : 1;
  }
  sr_claim_rows_close(&rows);
  return status;
}

sr_status sr_ledger_claims(sr_ledger *ledger, const sr_claim_query *query, sr_claim_visit visit, void *user,
                           sr_error *err) {
  if (query->kind >= SR_KIND_COUNT) return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "no claim kind %d", query->kind);
  finder f = {.ledger = ledger, .query = query, .down = query->newest_first};
  sr_arena *arena = sr_arena_new(1 << 20);
  sr_status status =
      arena ? set_up(&f, arena, err) : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory to read claims");
  if (!status) status = walk(&f, visit, user, err);
  close_finder(&f);
  sr_arena_free(arena);
  return status;
}
