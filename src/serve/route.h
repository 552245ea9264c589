/* The routes of the API: one table from which requests are dispatched, parameters checked and the OpenAPI document
 * written, so that the three cannot disagree. */
#ifndef SR_SERVE_ROUTE_H
#define SR_SERVE_ROUTE_H

#include "base/arena.h"
#include "serve/reply.h"

#include <sitrep/write.h>

/* X(name, parameter, type, words or NULL, help) */
#define SR_PARAMS(X)                                                                                                   \
  X(CURSOR, "cursor", NUMBER, NULL, "the `next` of the page before")                                                   \
  X(LIMIT, "limit", NUMBER, NULL, "items on a page, 1 to 500; 50 if not given")                                        \
  X(ORDER, "order", WORD, "oldest|newest", "by reading; oldest first if not given")                                    \
  X(KIND, "kind", WORD,                                                                                                \
    "losses|advance|control|projection|ratio|strike|interception|damage|aid|contact|statement|forecast",               \
    "claims of one kind")                                                                                              \
  X(SOURCE, "source", TEXT, NULL, "claims with this name in their chain; of observations, their source")               \
  X(PARTY, "party", TEXT, NULL, "claims in which this actor takes part, by name or code; of observations, the party")  \
  X(PLACE, "place", TEXT, NULL, "located at this place")                                                               \
  X(SEARCH, "q", TEXT, NULL, "reports whose text matches: an FTS5 query")                                              \
  X(REPORT, "report", REF, NULL, "claims of one report, such as R3")                                                   \
  X(SINCE, "since", DAY, NULL, "of this day and later")                                                                \
  X(UNTIL, "until", DAY, NULL, "of this day and earlier")                                                              \
  X(AS_OF, "as_of", DAY, NULL, "only maps that had been fetched by the end of this day: as they were known then")      \
  X(SUPERSEDED, "superseded", WORD, "no|yes", "also what has been superseded; no if not given")                        \
  X(OUTLET, "outlet", TEXT, NULL, "reports of one outlet")                                                             \
  X(MEASURE, "measure", TEXT, NULL, "observations of one measure")                                                     \
  X(OUTCOME, "outcome", WORD, "agrees|close|differs|impossible|slip|not comparable|undefined|cannot check",            \
    "checks with one outcome")                                                                                         \
  X(SUBJECT, "subject", REF, NULL, "checks of one claim, such as C12")                                                 \
  X(COUNTRY, "country", TEXT, NULL, "divisions of one country, by its ISO 3166-1 code such as UA")                     \
  X(TOPIC, "topic", WORD, "control|strikes|losses|aid|diplomacy|expected", "one topic of the brief; all if not given") \
  X(BORDERS, "borders", WORD, "iso|disputed", "policy for disputed land on the brief's map; iso if not given")         \
  X(LANG, "lang", WORD, "en|uk|ru|bg", "language of the brief's own words; en if not given")                           \
  X(FORMAT, "format", WORD, "json|html|markdown|text", "form of the brief; json if not given")

#define SR_X(name, parameter, type, words, help) SR_PARAM_##name,
typedef enum sr_param { SR_PARAMS(SR_X) SR_PARAM_COUNT } sr_param;
#undef SR_X

typedef enum sr_param_type { SR_PARAM_TEXT, SR_PARAM_NUMBER, SR_PARAM_WORD, SR_PARAM_DAY, SR_PARAM_REF } sr_param_type;

typedef struct sr_param_about {
  const char *name;
  sr_param_type type;
  const char *words; /* alternatives parted by | */
  const char *help;
} sr_param_about;
extern const sr_param_about sr_param_abouts[SR_PARAM_COUNT];

/* A parameter as given: text is empty where it was not; number is the index of a word, a day, or a reference's id. */
typedef struct sr_value {
  sr_slice text;
  int64_t number;
} sr_value;

typedef struct sr_server sr_server;

/* One request while it is answered. */
typedef struct sr_call {
  sr_server *server;
  sr_ledger *ledger; /* this thread's own, with the request's deadline set */
  sr_arena *arena;   /* of the request */
  sr_value values[SR_PARAM_COUNT];
  sr_ref ref;    /* of a path with {ref} */
  sr_slice body; /* posted */
  sr_slice body_type;
  sr_reply reply;
} sr_call;

typedef struct sr_route {
  const char *method, *path; /* a last part {ref} takes a reference */
  char ref;                  /* its letter: R, C, O or K; 0: none */
  bool cached;               /* the answer depends on the ledger alone */
  bool guarded;              /* needs the token */
  const char *type;          /* of a good answer */
  const char *schema;        /* of components/schemas; NULL: not JSON */
  const char *summary;
  sr_status (*answer)(sr_call *call, sr_error *err);
  uint32_t params; /* bits of sr_param */
} sr_route;

extern const sr_route sr_routes[];
extern const size_t sr_n_routes;

/* The route for a path, and the reference in it; NULL: there is none, and *known says whether the path has others. */
const sr_route *sr_route_find(const char *method, sr_slice path, sr_slice *ref, bool *known);

/* Reads one parameter into the call. Errors: SR_ERR_INPUT naming it and what it may be. */
SR_MUST_CHECK sr_status sr_route_value(const sr_route *route, sr_slice name, sr_slice text, sr_call *call,
                                       sr_error *err);
/* Path and parameters in the table's order: equal requests have equal keys. */
sr_slice sr_route_key(const sr_route *route, const sr_call *call);

/* Writes the OpenAPI 3.1 document. */
SR_MUST_CHECK sr_status sr_openapi_write(sr_sink sink, void *user, sr_error *err);

#endif
