/* The answers of the API, one function a route; src/serve/route.c says which is which.
 *
 * Each fills call->reply and gives SR_OK, or leaves it half made and gives the failure, which becomes a problem. */
#ifndef SR_SERVE_ANSWERS_H
#define SR_SERVE_ANSWERS_H

#include "serve/digest.h"
#include "serve/route.h"

/* claims.c */
sr_status sr_answer_claims(sr_call *call, sr_error *err);
sr_status sr_answer_claim(sr_call *call, sr_error *err);
sr_status sr_answer_claim_review(sr_call *call, sr_error *err);
sr_status sr_answer_claims_feed(sr_call *call, sr_error *err);
sr_status sr_answer_claims_layer(sr_call *call, sr_error *err);

/* records.c */
sr_status sr_answer_reports(sr_call *call, sr_error *err);
sr_status sr_answer_report(sr_call *call, sr_error *err);
sr_status sr_answer_annotations(sr_call *call, sr_error *err);
sr_status sr_answer_post_report(sr_call *call, sr_error *err);
sr_status sr_answer_observations(sr_call *call, sr_error *err);
sr_status sr_answer_observation(sr_call *call, sr_error *err);
sr_status sr_answer_series(sr_call *call, sr_error *err);
sr_status sr_answer_sources(sr_call *call, sr_error *err);
sr_status sr_answer_places(sr_call *call, sr_error *err);

/* ground.c */
sr_status sr_answer_maps(sr_call *call, sr_error *err);
sr_status sr_answer_control_layer(sr_call *call, sr_error *err);
sr_status sr_answer_borders_layer(sr_call *call, sr_error *err);
sr_status sr_answer_areas(sr_call *call, sr_error *err);

/* results.c */
sr_status sr_answer_checks(sr_call *call, sr_error *err);
sr_status sr_answer_check(sr_call *call, sr_error *err);
sr_status sr_answer_accounts(sr_call *call, sr_error *err);
sr_status sr_answer_docket(sr_call *call, sr_error *err);
sr_status sr_answer_brief(sr_call *call, sr_error *err);

/* status.c */
sr_status sr_answer_health(sr_call *call, sr_error *err);
sr_status sr_answer_metrics(sr_call *call, sr_error *err);
sr_status sr_answer_openapi(sr_call *call, sr_error *err);

/* ---- for the answers ---- */

enum { SR_PAGE_DEFAULT = 50, SR_PAGE_MAX = 500 };

/* Items of a list asked for: 1 to SR_PAGE_MAX. */
int64_t sr_call_limit(const sr_call *call);

/* The results of a digest for the ledger's state, waiting for them a little; to be given back to it. Errors: those of
 * sr_digest_take, the first with a time to ask again. */
SR_MUST_CHECK sr_status sr_call_take(sr_call *call, sr_digest *digest, sr_results **results, sr_error *err);
/* For which state results hold, as a list's further member; out is returned. */
enum { SR_STATE_MAX = 96 };
const char *sr_results_state(const sr_results *results, char out[SR_STATE_MAX]);

/* A list: {"items": [...], "next": "123"}. One more item than the page holds is asked of the ledger; its coming says
 * that there is a next page. */
typedef struct sr_list {
  sr_call *call;
  int64_t room, n, last; /* items on a page, written, id of the last written */
  bool more;
} sr_list;

sr_status sr_list_begin(sr_list *list, sr_call *call, sr_error *err);
/* Whether the item with this id belongs on the page; writes the comma before it. */
bool sr_list_next(sr_list *list, int64_t id, sr_status *status, sr_error *err);
/* extra: further members as JSON, beginning with a comma; or "". */
sr_status sr_list_end(sr_list *list, const char *extra, sr_error *err);

#endif
