/* Reports, observations, and what a ledger comes to. */
#include "serve/answers.h"
#include "serve/server.h"

#include "base/slice.h"

#include <jansson.h>

#include <math.h>
#include <stdio.h>

static void key_day(sr_json *json, const char *key, sr_day day) {
  char text[SR_DAY_MAX];
  sr_json_key_text_or_null(json, key, sr_slice_of(sr_day_write(day, text)));
}

static void key_ref(sr_json *json, const char *key, sr_ref ref) {
  char text[SR_REF_MAX];
  sr_json_key_text_or_null(json, key, (sr_slice){text, ref.id ? sr_ref_write(ref, text) : 0});
}

/* ISO 8601 in UTC; null for 0. */
static void key_clock(sr_json *json, const char *key, int64_t seconds) {
  char text[32];
  struct tm when;
  const time_t t = (time_t)seconds;
  size_t n = 0;
  if (seconds && gmtime_r(&t, &when)) n = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &when);
  sr_json_key_text_or_null(json, key, (sr_slice){text, n});
}

/* ---- reports ---- */

static sr_status write_report(sr_call *call, const sr_stored_report *r, bool with_text, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sr_reply_put, &call->reply);
  sr_json_object(&json);
  key_ref(&json, "ref", r->ref);
  sr_json_key_text_or_null(&json, "name", r->name);
  sr_json_key_text_or_null(&json, "outlet", r->outlet);
  sr_json_key_text_or_null(&json, "title", r->title);
  sr_json_key_text_or_null(&json, "url", r->url);
  sr_json_key_text_or_null(&json, "lang", r->lang);
  key_day(&json, "said", r->date);
  key_clock(&json, "fetched", r->fetched);
  key_clock(&json, "read", r->read);
  sr_json_key_int(&json, "claims", r->claims);
  sr_json_key_int(&json, "bytes", (int64_t)r->text.len);
  sr_json_key_text(&json, "hash", r->hash);
  key_ref(&json, "superseded_by", r->superseded_by);
  if (with_text) sr_json_key_text(&json, "text", r->text);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

static sr_status report_row(void *user, const sr_stored_report *report, sr_error *err) {
  sr_list *list = user;
  sr_status status = SR_OK;
  if (!sr_list_next(list, report->ref.id, &status, err)) return status;
  return write_report(list->call, report, false, err);
}

sr_status sr_answer_reports(sr_call *call, sr_error *err) {
  const sr_value *v = call->values;
  sr_report_query q = {.outlet = v[SR_PARAM_OUTLET].text,
                       .search = v[SR_PARAM_SEARCH].text,
                       .since = v[SR_PARAM_SINCE].text.ptr ? (sr_day)v[SR_PARAM_SINCE].number : SR_DAY_NONE,
                       .until = v[SR_PARAM_UNTIL].text.ptr ? (sr_day)v[SR_PARAM_UNTIL].number : SR_DAY_NONE,
                       .with_superseded = v[SR_PARAM_SUPERSEDED].number == 1,
                       .newest_first = v[SR_PARAM_ORDER].number == 1,
                       .limit = sr_call_limit(call) + 1};
  if (q.newest_first)
    q.before = v[SR_PARAM_CURSOR].number;
  else
    q.after = v[SR_PARAM_CURSOR].number;
  sr_list list;
  SR_TRY(sr_list_begin(&list, call, err));
  SR_TRY(sr_ledger_find_reports(call->ledger, &q, report_row, &list, err));
  return sr_list_end(&list, "", err);
}

static sr_status one_report(void *user, const sr_stored_report *report, sr_error *err) {
  return write_report(user, report, true, err);
}

sr_status sr_answer_report(sr_call *call, sr_error *err) {
  return sr_ledger_report(call->ledger, call->ref, one_report, call, err);
}

/* The text is kept byte for byte, so the spans are those of the stored one. */
static sr_status read_again(void *user, const sr_stored_report *stored, sr_error *err) {
  enum { WANTED = SR_LAYER_QUANTITIES | SR_LAYER_TIMES | SR_LAYER_PLACES | SR_LAYER_ATTRIBUTIONS };
  sr_call *call = user;
  char ref[SR_REF_MAX];
  const sr_report_info info = {.id = (sr_slice){ref, sr_ref_write(stored->ref, ref)},
                               .lang = stored->lang,
                               .date = stored->date,
                               .form = SR_FORM_EXACT};
  sr_report *report = NULL;
  sr_status status = sr_report_read(call->server->engine, stored->text, &info, WANTED, &report, err);
  if (!status) status = sr_write_annotations(report, WANTED, sr_reply_put, &call->reply, err);
  sr_report_free(report);
  return status;
}

sr_status sr_answer_annotations(sr_call *call, sr_error *err) {
  return sr_ledger_report(call->ledger, call->ref, read_again, call, err);
}

/* ---- posting ---- */

typedef struct posted {
  sr_report_info info;
  sr_slice text;
  json_t *root; /* owns what JSON gave */
} posted;

static sr_slice member(const json_t *root, const char *key) {
  const json_t *value = json_object_get(root, key);
  return json_is_string(value) ? (sr_slice){json_string_value(value), json_string_length(value)} : (sr_slice){0};
}

static sr_status read_posted(const sr_call *call, posted *p, sr_error *err) {
  *p = (posted){.info = {.date = SR_DAY_NONE, .form = SR_FORM_AUTO}, .text = call->body};
  if (sr_slice_starts(call->body_type, SR_SLICE("text/plain"))) {
    p->info.form = SR_FORM_TEXT;
  } else if (sr_slice_starts(call->body_type, SR_SLICE("text/html"))) {
    p->info.form = SR_FORM_HTML;
  } else if (sr_slice_starts(call->body_type, SR_SLICE("application/json"))) {
    json_error_t why;
    p->root = json_loadb(call->body.ptr, call->body.len, JSON_REJECT_DUPLICATES, &why);
    if (!json_is_object(p->root))
      return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "the body is not a JSON object with a member 'text'");
    p->text = member(p->root, "text");
    if (!p->text.len) return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "the JSON object has no text in 'text'");
    p->info.id = member(p->root, "id");
    p->info.outlet = member(p->root, "outlet");
    p->info.title = member(p->root, "title");
    p->info.url = member(p->root, "url");
    p->info.lang = member(p->root, "lang");
    const sr_slice date = member(p->root, "date");
    if (date.len && !sr_day_parse(date, &p->info.date))
      return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE, "'date' is not a day such as 2025-07-09");
  } else {
    return sr_fail(err, SR_ERR_INPUT, SR_NOWHERE,
                   "a report is posted as text/plain, text/html or application/json; say which in Content-Type");
  }
  return SR_OK;
}

static sr_status write_receipt(sr_call *call, const sr_ledger_receipt *receipt, sr_error *err) {
  char ref[SR_REF_MAX];
  sr_ref_write(receipt->report, ref);
  call->reply.status = receipt->already_there ? 200 : 201;
  snprintf(call->reply.location, sizeof call->reply.location, "/api/v1/reports/%s", ref);
  sr_json json;
  sr_json_begin(&json, sr_reply_put, &call->reply);
  sr_json_object(&json);
  key_ref(&json, "report", receipt->report);
  sr_json_key_bool(&json, "already_there", receipt->already_there);
  sr_json_key_int(&json, "claims", receipt->claims);
  key_ref(&json, "superseded", receipt->supersedes ? receipt->superseded : (sr_ref){0});
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

sr_status sr_answer_post_report(sr_call *call, sr_error *err) {
  posted p;
  sr_report *report = NULL;
  sr_ledger_receipt receipt;
  sr_status status = read_posted(call, &p, err);
  if (!status) status = sr_report_read(call->server->engine, p.text, &p.info, SR_LAYERS_ALL, &report, err);
  if (status == SR_ERR_LIMIT) status = err->status = SR_ERR_INPUT; /* the report is too large, not the question */
  if (!status) {
    pthread_mutex_lock(&call->server->writing);
    status =
        sr_ledger_add_report(call->server->writer, report, (sr_clocks){.read = (int64_t)time(NULL)}, &receipt, err);
    pthread_mutex_unlock(&call->server->writing);
  }
  if (!status) status = write_receipt(call, &receipt, err);
  sr_report_free(report);
  json_decref(p.root);
  return status;
}

/* ---- observations ---- */

static sr_status observation_row(void *user, const sr_observation *observation, sr_error *err) {
  sr_list *list = user;
  sr_status status = SR_OK;
  if (!sr_list_next(list, observation->ref.id, &status, err)) return status;
  return sr_write_observation(observation, sr_reply_put, &list->call->reply, err);
}

sr_status sr_answer_observations(sr_call *call, sr_error *err) {
  const sr_value *v = call->values;
  const sr_observation_query q = {.measure = v[SR_PARAM_MEASURE].text,
                                  .party = v[SR_PARAM_PARTY].text,
                                  .place = v[SR_PARAM_PLACE].text,
                                  .source = v[SR_PARAM_SOURCE].text,
                                  .since = v[SR_PARAM_SINCE].text.ptr ? (sr_day)v[SR_PARAM_SINCE].number : SR_DAY_NONE,
                                  .until = v[SR_PARAM_UNTIL].text.ptr ? (sr_day)v[SR_PARAM_UNTIL].number : SR_DAY_NONE,
                                  .after = v[SR_PARAM_CURSOR].number,
                                  .limit = sr_call_limit(call) + 1};
  sr_list list;
  SR_TRY(sr_list_begin(&list, call, err));
  SR_TRY(sr_ledger_find_observations(call->ledger, &q, observation_row, &list, err));
  return sr_list_end(&list, "", err);
}

static sr_status one_observation(void *user, const sr_observation *observation, sr_error *err) {
  sr_call *call = user;
  return sr_write_observation(observation, sr_reply_put, &call->reply, err);
}

sr_status sr_answer_observation(sr_call *call, sr_error *err) {
  return sr_ledger_observation(call->ledger, call->ref, one_observation, call, err);
}

/* ---- summaries: one page each, cut at the limit and saying so ---- */

static sr_status series_row(void *user, const sr_series *s, sr_error *err) {
  sr_list *list = user;
  sr_status status = SR_OK;
  if (!sr_list_next(list, 0, &status, err)) return status;
  sr_json json;
  sr_json_begin(&json, sr_reply_put, &list->call->reply);
  sr_json_object(&json);
  sr_json_key_text(&json, "measure", s->measure);
  sr_json_key_text_or_null(&json, "party", s->party);
  sr_json_key_text_or_null(&json, "place", s->place);
  sr_json_key_text(&json, "unit", s->unit);
  sr_json_key_text(&json, "source", s->source);
  sr_json_key_text_or_null(&json, "licence", s->licence);
  sr_json_key_int(&json, "n", s->n);
  key_day(&json, "first", s->first);
  key_day(&json, "last", s->last);
  sr_json_key_number(&json, "low", s->low);
  sr_json_key_number(&json, "high", s->high);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

/* A summary has no further page: what is beyond the limit is named as cut off. */
static sr_status summary_end(sr_list *list, const char *extra, sr_error *err) {
  const bool cut = list->more;
  list->more = false;
  SR_TRY(sr_list_end(list, extra, err));
  list->call->reply.n -= 2; /* "}\n" */
  return sr_reply_put(&list->call->reply,
                      cut ? SR_SLICE(", \"truncated\": true}\n") : SR_SLICE(", \"truncated\": false}\n"), err);
}

sr_status sr_answer_series(sr_call *call, sr_error *err) {
  sr_list list;
  SR_TRY(sr_list_begin(&list, call, err));
  SR_TRY(sr_ledger_series(call->ledger, list.room + 1, series_row, &list, err));
  return summary_end(&list, "", err);
}

static sr_status write_source(sr_call *call, const sr_source *s, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sr_reply_put, &call->reply);
  sr_json_object(&json);
  sr_json_key_text(&json, "name", s->name);
  sr_json_key_text_or_null(&json, "code", s->code);
  sr_json_key_int(&json, "claims", s->claims);
  sr_json_key_int(&json, "roots", s->roots);
  key_day(&json, "first", s->first);
  key_day(&json, "last", s->last);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

static sr_status write_retelling(sr_call *call, const sr_retelling *t, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sr_reply_put, &call->reply);
  sr_json_object(&json);
  sr_json_key_text(&json, "teller", t->teller);
  sr_json_key_text(&json, "source", t->source);
  sr_json_key_int(&json, "claims", t->claims);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

static sr_status write_sources(sr_call *call, const sr_results *results, sr_error *err) {
  sr_list list;
  sr_status status = SR_OK;
  char state[SR_STATE_MAX];
  SR_TRY(sr_list_begin(&list, call, err));
  for (uint32_t i = 0; i < results->n_sources && sr_list_next(&list, 0, &status, err); i++)
    SR_TRY(write_source(call, &results->sources[i], err));
  if (status) return status;
  SR_TRY(summary_end(&list, sr_results_state(results, state), err));
  call->reply.n -= 2;
  const uint32_t shown = results->n_retellings < list.room ? results->n_retellings : (uint32_t)list.room;
  SR_TRY(sr_reply_put(&call->reply, SR_SLICE(", \"retellings\": [\n"), err));
  for (uint32_t i = 0; i < shown; i++) {
    if (i) SR_TRY(sr_reply_put(&call->reply, SR_SLICE(",\n"), err));
    SR_TRY(write_retelling(call, &results->retellings[i], err));
  }
  return sr_reply_put(&call->reply,
                      shown < results->n_retellings ? SR_SLICE("], \"retellings_truncated\": true}\n")
                                                    : SR_SLICE("], \"retellings_truncated\": false}\n"),
                      err);
}

sr_status sr_answer_sources(sr_call *call, sr_error *err) {
  sr_results *results;
  SR_TRY(sr_call_take(call, call->server->summaries, &results, err));
  const sr_status status = write_sources(call, results, err);
  sr_digest_give(call->server->summaries, results);
  return status;
}

static sr_status write_place(sr_call *call, const sr_claimed_place *p, sr_error *err) {
  sr_json json;
  sr_json_begin(&json, sr_reply_put, &call->reply);
  sr_json_object(&json);
  sr_json_key_text(&json, "name", p->name);
  sr_json_key_text_or_null(&json, "country", p->country);
  sr_json_key_text_or_null(&json, "feature", p->feature);
  sr_json_key(&json, "geonames");
  if (p->geonames)
    sr_json_int(&json, p->geonames);
  else
    sr_json_null(&json);
  sr_json_key_number(&json, "lat", p->lat);
  sr_json_key_number(&json, "lon", p->lon);
  sr_json_key_int(&json, "claims", p->claims);
  key_day(&json, "first", p->first);
  key_day(&json, "last", p->last);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

static sr_status write_places(sr_call *call, const sr_results *results, sr_error *err) {
  sr_list list;
  sr_status status = SR_OK;
  char state[SR_STATE_MAX];
  SR_TRY(sr_list_begin(&list, call, err));
  for (uint32_t n = 0; n < results->n_places && sr_list_next(&list, 0, &status, err); n++)
    SR_TRY(write_place(call, &results->places[n], err));
  return status ? status : summary_end(&list, sr_results_state(results, state), err);
}

sr_status sr_answer_places(sr_call *call, sr_error *err) {
  sr_results *results;
  SR_TRY(sr_call_take(call, call->server->summaries, &results, err));
  const sr_status status = write_places(call, results, err);
  sr_digest_give(call->server->summaries, results);
  return status;
}
