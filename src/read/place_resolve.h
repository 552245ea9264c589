/* Which place a name means: candidates from the gazetteers, ranked by what the report says around them.
 *
 * A name has up to SR_PLACE_CANDIDATES candidates, the most populous first. Each is scored by a sum over a few figures:
 * how many live there, what kind of place it is, whether the name is its usual one, whether the words beside the name
 * say so ("Paris, Texas"; "the Kharkiv region"), whether the report names its state or division, and how near the other
 * places of the report are. The others are first taken at their most likely, then once more in the light of the rest.
 * All mentions of a name in a report mean one place, but where a state or division behind one says otherwise. The
 * weights were learnt by tools/places (models/places.md). A name without candidates gets a point from the nearest town,
 * county or division that the report names, marked as approximate. Linear in names times the distinct places of the
 * report, of which SR_PLACE_CONTEXT count. */
#ifndef SR_READ_PLACE_RESOLVE_H
#define SR_READ_PLACE_RESOLVE_H

#include "read/place_unit.h"

enum { SR_PLACE_CANDIDATES = 48, SR_PLACE_CONTEXT = 64 };

/* What the words beside a name say it is. */
typedef enum sr_place_hint {
  SR_HINT_NONE,
  SR_HINT_DIVISION,
  SR_HINT_COUNTY,
  SR_HINT_TOWN,
  SR_HINT_INSIDE
} sr_place_hint;

typedef struct sr_place_candidate {
  const sr_gazetteer_entry *entry;
  uint8_t gazetteer, kind; /* sr_gazetteer_kind */
  uint8_t rank;            /* by the order of the gazetteer */
  double score;
} sr_place_candidate;

typedef struct sr_place_name {
  uint32_t first, n; /* units */
  sr_place_hint hint;
  sr_place_candidate *candidates;
  uint32_t n_candidates;
  int32_t holder; /* index of the name that stands behind it as what holds it ("Paris, Texas"), or -1 */
  bool held;      /* surely: "Palma in Cabo Delgado", "Tripoli, northern Lebanon"; a comma alone may part a list */
  int32_t chosen; /* candidate, or -1 */
  int32_t same;   /* the first name with this key */
  uint32_t key;   /* hash of the key */
} sr_place_name;

typedef struct sr_place_names {
  sr_place_name *at;
  uint32_t n;
} sr_place_names;

enum { SR_PLACE_FIGURES = 36 };

/* Fills candidates and choices of names, which are given by their units, in the order of the text. weights may be NULL
 * for those of the program. Errors: SR_ERR_NOMEM. */
SR_MUST_CHECK sr_status sr_place_resolve(const sr_gazetteers *gazetteers, sr_report *report,
                                         const sr_place_units *units, const double *weights, sr_place_names *names,
                                         sr_error *err);

/* The figures of one candidate, as resolve sees them at the end; for learning. */
void sr_place_figures(const sr_gazetteers *gazetteers, const sr_place_names *names, uint32_t name, uint32_t candidate,
                      double out[SR_PLACE_FIGURES]);

double sr_place_distance_km(const sr_gazetteer_entry *a, const sr_gazetteer_entry *b);
bool sr_place_has_point(const sr_gazetteer_entry *e);
sr_slice sr_place_feature_of(const sr_gazetteer_entry *e);
/* What holds an entry, NULL at the top. */
const sr_gazetteer_entry *sr_place_holder(const sr_gazetteer *gazetteer, const sr_gazetteer_entry *e);
/* Whether outer is e or holds it. Entries of different gazetteers are compared by id. */
bool sr_place_within(const sr_gazetteer *gazetteer, const sr_gazetteer_entry *e, const sr_gazetteer_entry *outer);

#endif
