/* Checks, rival accounts and the brief. */
#include "serve/answers.h"
#include "serve/server.h"

#include "base/slice.h"

#include <sitrep/brief.h>

#include <stdio.h>

static sr_status take(sr_call *call, sr_results **results, sr_error *err) {
  return sr_call_take(call, call->server->checks, results, err);
}

static void give(sr_call *call, sr_results *results) { sr_digest_give(call->server->checks, results); }

static sr_status end_of(sr_list *list, const sr_results *results, sr_error *err) {
  char extra[SR_STATE_MAX];
  return sr_list_end(list, sr_results_state(results, extra), err);
}

/* ---- checks ---- */

static bool wanted(const sr_call *call, const sr_check *check) {
  const sr_value *v = call->values;
  if (v[SR_PARAM_OUTCOME].text.ptr && check->outcome != (sr_outcome)v[SR_PARAM_OUTCOME].number) return false;
  if (!v[SR_PARAM_OUTCOME].text.ptr && check->outcome == SR_OUTCOME_CANNOT_CHECK) return false;
  return !v[SR_PARAM_SUBJECT].text.ptr || check->subject.id == v[SR_PARAM_SUBJECT].number;
}

sr_status sr_answer_checks(sr_call *call, sr_error *err) {
  sr_results *results;
  sr_list list;
  uint32_t n;
  SR_TRY(take(call, &results, err));
  const sr_check *checks = sr_checks_items(results->checks, &n);
  sr_status status = sr_list_begin(&list, call, err);
  for (uint32_t i = 0; i < n && !status && !list.more; i++) {
    if (checks[i].ref.id <= call->values[SR_PARAM_CURSOR].number || !wanted(call, &checks[i])) continue;
    if (sr_list_next(&list, checks[i].ref.id, &status, err))
      status = sr_write_check(&checks[i], sr_reply_put, &call->reply, err);
  }
  if (!status) status = end_of(&list, results, err);
  give(call, results);
  return status;
}

sr_status sr_answer_check(sr_call *call, sr_error *err) {
  sr_results *results;
  uint32_t n;
  SR_TRY(take(call, &results, err));
  const sr_check *checks = sr_checks_items(results->checks, &n), *found = NULL;
  for (uint32_t i = 0; i < n && !found; i++)
    if (checks[i].ref.id == call->ref.id) found = &checks[i];
  const sr_status status =
      found ? sr_write_check(found, sr_reply_put, &call->reply, err)
            : sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "there is no check K%lld", (long long)call->ref.id);
  give(call, results);
  return status;
}

/* ---- accounts ---- */

sr_status sr_answer_accounts(sr_call *call, sr_error *err) {
  const sr_value *v = call->values;
  sr_results *results;
  sr_list list;
  uint32_t n;
  SR_TRY(take(call, &results, err));
  const sr_account_group *groups = sr_accounts_items(results->accounts, &n);
  sr_status status = sr_list_begin(&list, call, err);
  for (uint32_t i = 0; i < n && !status && !list.more; i++) {
    if (i + 1 <= v[SR_PARAM_CURSOR].number) continue;
    if (v[SR_PARAM_KIND].text.ptr && groups[i].kind != (sr_claim_kind)v[SR_PARAM_KIND].number) continue;
    if (sr_list_next(&list, i + 1, &status, err))
      status = sr_write_account(&groups[i], i + 1, sr_reply_put, &call->reply, err);
  }
  if (!status) status = end_of(&list, results, err);
  give(call, results);
  return status;
}

/* ---- the brief ---- */

sr_status sr_answer_brief(sr_call *call, sr_error *err) {
  static const struct {
    sr_brief_format format;
    const char *type;
  } forms[] = {{SR_BRIEF_JSON, "application/json"},
               {SR_BRIEF_HTML, "text/html; charset=utf-8"},
               {SR_BRIEF_MARKDOWN, "text/markdown; charset=utf-8"},
               {SR_BRIEF_TEXT, "text/plain; charset=utf-8"}};
  const sr_value *v = call->values;
  const size_t form = (size_t)v[SR_PARAM_FORMAT].number;
  const sr_slice topic = sr_arena_format(call->arena, "%.*s", SR_FMT(v[SR_PARAM_TOPIC].text)),
                 borders = sr_arena_format(call->arena, "%.*s", SR_FMT(v[SR_PARAM_BORDERS].text)),
                 lang = sr_arena_format(call->arena, "%.*s", SR_FMT(v[SR_PARAM_LANG].text));
  SR_TRY(sr_arena_check(call->arena, err));
  sr_brief_options options = {.format = forms[form].format,
                              .since = v[SR_PARAM_SINCE].text.ptr ? (sr_day)v[SR_PARAM_SINCE].number : SR_DAY_NONE,
                              .until = v[SR_PARAM_UNTIL].text.ptr ? (sr_day)v[SR_PARAM_UNTIL].number : SR_DAY_NONE,
                              .topic = topic.len ? topic.ptr : NULL,
                              .borders = borders.len ? borders.ptr : NULL,
                              .lang = lang.len ? lang.ptr : NULL};
  call->reply.type = forms[form].type;
  call->reply.inline_style = options.format == SR_BRIEF_HTML;
  sr_results *results;
  sr_ledger_state state;
  SR_TRY(take(call, &results, err));
  options.checks = results->checks;
  options.accounts = results->accounts;
  sr_status status = sr_ledger_state_of(call->ledger, &state, err);
  /* A brief is of one state, unlike a list of checks, which may say of which. */
  if (!status && (state.reports != results->state.reports || state.observations != results->state.observations)) {
    call->reply.retry_after = 2;
    status =
        sr_fail(err, SR_ERR_LIMIT, SR_NOWHERE, "the checks of this state are being reckoned: ask again in a moment");
  }
  if (!status) status = sr_brief_write(call->server->engine, call->ledger, &options, sr_reply_put, &call->reply, err);
  give(call, results);
  return status;
}
