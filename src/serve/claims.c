/* Claims: pages, one, ClaimReview, the Atom feed, and points on the map. */
#include "serve/answers.h"

#include "base/slice.h"

#include <stdio.h>

/* ---- lists ---- */

int64_t sr_call_limit(const sr_call *call) {
  return call->values[SR_PARAM_LIMIT].text.ptr ? call->values[SR_PARAM_LIMIT].number : SR_PAGE_DEFAULT;
}

sr_status sr_list_begin(sr_list *list, sr_call *call, sr_error *err) {
  *list = (sr_list){.call = call, .room = sr_call_limit(call)};
  return sr_reply_put(&call->reply, SR_SLICE("{\"items\": ["), err);
}

bool sr_list_next(sr_list *list, int64_t id, sr_status *status, sr_error *err) {
  list->more = list->n == list->room;
  if (list->more) return false;
  list->last = id;
  *status = sr_reply_put(&list->call->reply, list->n++ ? SR_SLICE(",\n") : SR_SLICE("\n"), err);
  return !*status;
}

sr_status sr_list_end(sr_list *list, const char *extra, sr_error *err) {
  char next[32] = "null", end[80];
  if (list->more) snprintf(next, sizeof next, "\"%lld\"", (long long)list->last);
  const int n = snprintf(end, sizeof end, "\n], \"next\": %s", next);
  SR_TRY(sr_reply_put(&list->call->reply, (sr_slice){end, (size_t)n}, err));
  SR_TRY(sr_reply_put(&list->call->reply, sr_slice_of(extra), err));
  return sr_reply_put(&list->call->reply, SR_SLICE("}\n"), err);
}

sr_status sr_call_take(sr_call *call, sr_digest *digest, sr_results **results, sr_error *err) {
  enum { WAIT_MS = 2000 }; /* for results of a state that is being reckoned */
  sr_ledger_state state;
  SR_TRY(sr_ledger_state_of(call->ledger, &state, err));
  const sr_status status = sr_digest_take(digest, state, WAIT_MS, results, err);
  if (status == SR_ERR_LIMIT) call->reply.retry_after = 2;
  return status;
}

const char *sr_results_state(const sr_results *results, char out[SR_STATE_MAX]) {
  snprintf(out, SR_STATE_MAX, ", \"state\": {\"reports\": %lld, \"observations\": %lld}",
           (long long)results->state.reports, (long long)results->state.observations);
  return out;
}

static sr_status words(sr_call *call, const char *text, sr_error *err) {
  return sr_reply_put(&call->reply, sr_slice_of(text), err);
}

/* ---- pages ---- */

static sr_claim_query query_of(const sr_call *call) {
  const sr_value *v = call->values;
  sr_claim_query q = SR_CLAIM_QUERY_ALL;
  if (v[SR_PARAM_KIND].text.ptr) q.kind = (int)v[SR_PARAM_KIND].number;
  if (v[SR_PARAM_REPORT].text.ptr) q.report = (sr_ref){SR_REF_REPORT, v[SR_PARAM_REPORT].number};
  if (v[SR_PARAM_SINCE].text.ptr) q.since = (sr_day)v[SR_PARAM_SINCE].number;
  if (v[SR_PARAM_UNTIL].text.ptr) q.until = (sr_day)v[SR_PARAM_UNTIL].number;
  q.source = v[SR_PARAM_SOURCE].text;
  q.party = v[SR_PARAM_PARTY].text;
  q.place = v[SR_PARAM_PLACE].text;
  q.search = v[SR_PARAM_SEARCH].text;
  q.with_superseded = v[SR_PARAM_SUPERSEDED].number == 1;
  q.newest_first = v[SR_PARAM_ORDER].number == 1;
  if (q.newest_first)
    q.before = v[SR_PARAM_CURSOR].number;
  else
    q.after = v[SR_PARAM_CURSOR].number;
  q.limit = sr_call_limit(call) + 1;
  return q;
}

static sr_status page_row(void *user, const sr_stored_claim *claim, sr_error *err) {
  sr_list *list = user;
  sr_status status = SR_OK;
  if (!sr_list_next(list, claim->ref.id, &status, err)) return status;
  return sr_write_claim(claim, sr_reply_put, &list->call->reply, err);
}

sr_status sr_answer_claims(sr_call *call, sr_error *err) {
  const sr_claim_query q = query_of(call);
  sr_list list;
  SR_TRY(sr_list_begin(&list, call, err));
  SR_TRY(sr_ledger_claims(call->ledger, &q, page_row, &list, err));
  return sr_list_end(&list, "", err);
}

sr_status sr_answer_docket(sr_call *call, sr_error *err) {
  sr_claim_query q = query_of(call);
  sr_list list;
  q.due = true;
  SR_TRY(sr_list_begin(&list, call, err));
  SR_TRY(sr_ledger_claims(call->ledger, &q, page_row, &list, err));
  return sr_list_end(&list, "", err);
}

static sr_status one_row(void *user, const sr_stored_claim *claim, sr_error *err) {
  sr_call *call = user;
  return sr_write_claim(claim, sr_reply_put, &call->reply, err);
}

sr_status sr_answer_claim(sr_call *call, sr_error *err) {
  return sr_ledger_claim(call->ledger, call->ref, one_row, call, err);
}

/* ---- ClaimReview ---- */

/* schema.org asks for a reviewRating; sitrep rates nothing, so there is none, and what is said is in reviewBody. */
static sr_status review_row(void *user, const sr_stored_claim *stored, sr_error *err) {
  sr_call *call = user;
  const sr_claim *c = &stored->claim;
  char ref[SR_REF_MAX], day[SR_DAY_MAX];
  sr_ref_write(stored->ref, ref);
  sr_json json;
  sr_json_begin(&json, sr_reply_put, &call->reply);
  sr_json_object(&json);
  sr_json_key_text(&json, "@context", SR_SLICE("https://schema.org"));
  sr_json_key_text(&json, "@type", SR_SLICE("ClaimReview"));
  sr_json_key_text(&json, "identifier", sr_slice_of(ref));
  sr_json_key_text(&json, "claimReviewed", stored->sentence);
  sr_json_key(&json, "itemReviewed");
  sr_json_object(&json);
  sr_json_key_text(&json, "@type", SR_SLICE("Claim"));
  if (c->n_chain) {
    sr_json_key(&json, "author");
    sr_json_object(&json);
    sr_json_key_text(&json, "@type", SR_SLICE("Thing"));
    sr_json_key_text(&json, "name", c->chain[c->n_chain - 1].name);
    sr_json_object_end(&json);
  }
  if (stored->report_date != SR_DAY_NONE)
    sr_json_key_text(&json, "datePublished", sr_slice_of(sr_day_write(stored->report_date, day)));
  sr_json_key(&json, "appearance");
  sr_json_object(&json);
  sr_json_key_text(&json, "@type", SR_SLICE("CreativeWork"));
  sr_json_key_text(&json, "name", stored->report_name);
  if (stored->outlet.len) sr_json_key_text(&json, "publisher", stored->outlet);
  sr_json_object_end(&json);
  sr_json_object_end(&json);
  sr_json_key_text(&json, "reviewBody",
                   SR_SLICE("A claim as its source made it, with its place in a ledger. No truth is rated."));
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

sr_status sr_answer_claim_review(sr_call *call, sr_error *err) {
  return sr_ledger_claim(call->ledger, call->ref, review_row, call, err);
}

/* ---- Atom (RFC 4287) ---- */

/* Text for XML: markup escaped, characters that XML 1.0 does not allow left out. */
static sr_status xml(sr_call *call, sr_slice text, sr_error *err) {
  size_t from = 0;
  for (size_t i = 0; i <= text.len; i++) {
    const uint8_t c = i < text.len ? (uint8_t)text.ptr[i] : 0;
    const char *instead = NULL;
    if (i == text.len || (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) instead = "";
    if (c == '<') instead = "&lt;";
    if (c == '>') instead = "&gt;";
    if (c == '&') instead = "&amp;";
    if (c == '"') instead = "&quot;";
    /* U+FFFE and U+FFFF */
    if (c == 0xef && text.len - i >= 3 && (uint8_t)text.ptr[i + 1] == 0xbf && (uint8_t)text.ptr[i + 2] >= 0xbe)
      instead = "?";
    if (!instead) continue;
    SR_TRY(sr_reply_put(&call->reply, sr_slice_cut(text, from, i), err));
    SR_TRY(words(call, instead, err));
    if (*instead == '?') i += 2;
    from = i + 1;
  }
  return SR_OK;
}

static sr_status element(sr_call *call, const char *open, sr_slice text, const char *close, sr_error *err) {
  SR_TRY(words(call, open, err));
  SR_TRY(xml(call, text, err));
  return words(call, close, err);
}

static sr_status entry_row(void *user, const sr_stored_claim *stored, sr_error *err) {
  sr_call *call = user;
  char ref[SR_REF_MAX], day[SR_DAY_MAX];
  sr_ref_write(stored->ref, ref);
  sr_day_write(stored->report_date, day);
  SR_TRY(element(call, "<entry><id>urn:sitrep:claim:", sr_slice_of(ref), "</id>", err));
  SR_TRY(element(call, "<link href=\"/claims/", sr_slice_of(ref), "\"/>", err));
  SR_TRY(element(call, "<title>", stored->evidence, "</title>", err));
  SR_TRY(element(call, "<updated>", sr_slice_of(*day ? day : "1970-01-01"), "T00:00:00Z</updated>", err));
  SR_TRY(element(call, "<category term=\"", sr_slice_of(sr_claim_kind_name(stored->claim.kind)), "\"/>", err));
  for (uint32_t i = 0; i < stored->claim.n_chain; i++)
    SR_TRY(element(call, "<author><name>", stored->claim.chain[i].name, "</name></author>", err));
  if (!stored->claim.n_chain)
    SR_TRY(element(call, "<author><name>", stored->outlet.len ? stored->outlet : stored->report_name,
                   "</name></author>", err));
  return element(call, "<content type=\"text\">", stored->sentence, "</content></entry>\n", err);
}

/* The search of a feed as the query of an address, escaped for it and for XML; cursor 0: none. */
static sr_status put_search(sr_call *call, int64_t cursor, sr_error *err) {
  bool first = true;
  for (int p = 0; p < SR_PARAM_COUNT; p++) {
    const sr_slice text = call->values[p].text;
    if (!text.len || p == SR_PARAM_CURSOR) continue;
    SR_TRY(words(call, first ? "?" : "&amp;", err));
    SR_TRY(words(call, sr_param_abouts[p].name, err));
    SR_TRY(words(call, "=", err));
    for (size_t i = 0; i < text.len; i++) {
      const uint8_t c = (uint8_t)text.ptr[i];
      char code[4];
      const bool plain = sr_is_alpha(c) || sr_is_digit(c) || c == '-' || c == '.' || c == '_';
      snprintf(code, sizeof code, plain ? "%c" : "%%%02X", c);
      SR_TRY(words(call, code, err));
    }
    first = false;
  }
  char next[48] = "";
  if (cursor) snprintf(next, sizeof next, "%scursor=%lld", first ? "?" : "&amp;", (long long)cursor);
  return words(call, next, err);
}

typedef struct feed {
  sr_call *call;
  int64_t room, n, last;
  bool more;
  sr_day newest;
} feed;

static sr_status measure_feed(void *user, const sr_stored_claim *stored, sr_error *err) {
  (void)err;
  feed *f = user;
  f->more = f->n == f->room;
  if (f->more) return SR_OK;
  f->n++;
  f->last = stored->ref.id;
  if (stored->report_date != SR_DAY_NONE && (f->newest == SR_DAY_NONE || stored->report_date > f->newest))
    f->newest = stored->report_date;
  return SR_OK;
}

sr_status sr_answer_claims_feed(sr_call *call, sr_error *err) {
  static const char path[] = "/api/v1/feeds/claims";
  sr_claim_query q = query_of(call);
  q.newest_first = true;
  q.before = q.after;
  q.after = 0;
  feed f = {.call = call, .room = sr_call_limit(call), .newest = SR_DAY_NONE};
  char day[SR_DAY_MAX];
  SR_TRY(sr_ledger_claims(call->ledger, &q, measure_feed, &f, err));
  sr_day_write(f.newest, day);
  SR_TRY(words(call,
               "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">"
               "<id>urn:sitrep:claims",
               err));
  SR_TRY(put_search(call, 0, err));
  SR_TRY(words(call, "</id><title>sitrep: who claimed what</title>\n<link rel=\"self\" href=\"", err));
  SR_TRY(words(call, path, err));
  SR_TRY(put_search(call, q.before, err));
  SR_TRY(words(call, "\"/>", err));
  if (f.more) {
    SR_TRY(words(call, "<link rel=\"next\" href=\"", err));
    SR_TRY(words(call, path, err));
    SR_TRY(put_search(call, f.last, err));
    SR_TRY(words(call, "\"/>", err));
  }
  SR_TRY(element(call, "\n<updated>", sr_slice_of(*day ? day : "1970-01-01"), "T00:00:00Z</updated>\n", err));
  q.limit = f.room;
  SR_TRY(sr_ledger_claims(call->ledger, &q, entry_row, call, err));
  return words(call, "</feed>\n", err);
}

/* ---- GeoJSON ---- */

enum { POINTS_MAX = 64 };

typedef struct layer {
  sr_list list;
  uint32_t features;
} layer;

static sr_status layer_row(void *user, const sr_stored_claim *stored, sr_error *err) {
  layer *l = user;
  l->list.more = l->list.n == l->list.room;
  if (l->list.more) return SR_OK;
  l->list.n++;
  l->list.last = stored->ref.id;
  const sr_place_ref *points[POINTS_MAX];
  const uint32_t n = sr_claim_points(stored, points, POINTS_MAX);
  for (uint32_t i = 0; i < n; i++) {
    if (l->features++) SR_TRY(words(l->list.call, ",\n", err));
    SR_TRY(sr_write_claim_feature(stored, points[i], sr_reply_put, &l->list.call->reply, err));
  }
  return SR_OK;
}

sr_status sr_answer_claims_layer(sr_call *call, sr_error *err) {
  const sr_claim_query q = query_of(call);
  layer l = {.list = {.call = call, .room = sr_call_limit(call)}};
  SR_TRY(words(call, "{\"type\": \"FeatureCollection\", \"features\": [\n", err));
  SR_TRY(sr_ledger_claims(call->ledger, &q, layer_row, &l, err));
  return sr_list_end(&l.list, "", err);
}
