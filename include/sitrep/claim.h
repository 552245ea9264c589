/* Claims: one statement of one kind on one authority (docs/claims.md).
 *
 * A claim is never a fact: its chain says who says so, outermost first, and an empty chain is the report's own voice.
 * The kinds and their enumerations are lists below, so that the words in JSON, in the ledger's checks and in the code
 * come from one place. Fields that a kind does not have, or that the text does not settle, are 0 / NONE / empty. */
#ifndef SITREP_CLAIM_H
#define SITREP_CLAIM_H

#include "report.h"

#define SR_CLAIM_KINDS(X)         \
  X(LOSSES, "losses")             \
  X(ADVANCE, "advance")           \
  X(CONTROL, "control")           \
  X(PROJECTION, "projection")     \
  X(RATIO, "ratio")               \
  X(STRIKE, "strike")             \
  X(INTERCEPTION, "interception") \
  X(DAMAGE, "damage")             \
  X(AID, "aid")                   \
  X(CONTACT, "contact")           \
  X(STATEMENT, "statement")       \
  X(FORECAST, "forecast")

#define SR_MODALITIES(X)  \
  X(ASSERTED, "asserted") \
  X(DENIED, "denied")     \
  X(EXPECTED, "expected") \
  X(POSSIBLE, "possible") \
  X(DEMANDED, "demanded") \
  X(OFFERED, "offered")

#define SR_RELATIONS_IN_TIME(X) \
  X(ON, "on")                   \
  X(SINCE, "since")             \
  X(UNTIL, "until")             \
  X(DURING, "during")           \
  X(PER, "per")

/* The enumerated own fields: one table of words for each. SR_FIELD_NONE is "not said". */
#define SR_ENUM_VALUES(X)               \
  X(CATEGORY, KILLED, "killed")         \
  X(CATEGORY, WOUNDED, "wounded")       \
  X(CATEGORY, CASUALTIES, "casualties") \
  X(CATEGORY, CAPTURED, "captured")     \
  X(CATEGORY, MISSING, "missing")       \
  X(CATEGORY, DISPLACED, "displaced")   \
  X(CATEGORY, EQUIPMENT, "equipment")   \
  X(VICTIM, MILITARY, "military")       \
  X(VICTIM, CIVILIAN, "civilian")       \
  X(VICTIM, UNSPECIFIED, "unspecified") \
  X(MEASURE, AREA, "area")              \
  X(MEASURE, DISTANCE, "distance")      \
  X(MEASURE, RATE, "rate")              \
  X(MEASURE, TIME, "time")              \
  X(MEASURE, MONEY, "money")            \
  X(MEASURE, COUNT, "count")            \
  X(ACT, HOLDS, "holds")                \
  X(ACT, SEIZED, "seized")              \
  X(ACT, LOST, "lost")                  \
  X(ACT, CONTESTED, "contested")        \
  X(ACT, DEMAND, "demand")              \
  X(ACT, REJECT, "reject")              \
  X(ACT, ACCUSE, "accuse")              \
  X(ACT, DENY, "deny")                  \
  X(ACT, PRAISE, "praise")              \
  X(ACT, CRITICISE, "criticise")        \
  X(ACT, WARN, "warn")                  \
  X(ACT, PROMISE, "promise")            \
  X(ACT, EXPRESS, "express")            \
  X(ACT, ADVANCE, "advance")            \
  X(ACT, SEIZE, "seize")                \
  X(ACT, ATTACK, "attack")              \
  X(ACT, STRIKE, "strike")              \
  X(ACT, DEFEND, "defend")              \
  X(ACT, WITHDRAW, "withdraw")          \
  X(ACT, REINFORCE, "reinforce")        \
  X(ACT, NEGOTIATE, "negotiate")        \
  X(ACT, OTHER, "other")                \
  X(WEAPON, DRONE, "drone")             \
  X(WEAPON, MISSILE, "missile")         \
  X(WEAPON, BOMB, "bomb")               \
  X(WEAPON, SHELL, "shell")             \
  X(WEAPON, UNSPECIFIED, "unspecified") \
  X(OUTCOME, SHOT_DOWN, "shot down")    \
  X(OUTCOME, SUPPRESSED, "suppressed")  \
  X(OBJECT, RESIDENTIAL, "residential") \
  X(OBJECT, COMMERCIAL, "commercial")   \
  X(OBJECT, MEDICAL, "medical")         \
  X(OBJECT, TRANSPORT, "transport")     \
  X(OBJECT, ENERGY, "energy")           \
  X(OBJECT, EDUCATION, "education")     \
  X(OBJECT, RELIGIOUS, "religious")     \
  X(OBJECT, MILITARY, "military")       \
  X(OBJECT, OTHER, "other")             \
  X(STATUS, PLEDGED, "pledged")         \
  X(STATUS, OFFERED, "offered")         \
  X(STATUS, CONSIDERING, "considering") \
  X(STATUS, RESUMED, "resumed")         \
  X(STATUS, SUSPENDED, "suspended")     \
  X(STATUS, DELIVERED, "delivered")     \
  X(FORM, MEETING, "meeting")           \
  X(FORM, CALL, "call")                 \
  X(FORM, TALKS, "talks")               \
  X(FORM, LETTER, "letter")

#define SR_X(name, word) SR_KIND_##name,
typedef enum sr_claim_kind { SR_CLAIM_KINDS(SR_X) SR_KIND_COUNT } sr_claim_kind;
#undef SR_X
#define SR_X(name, word) SR_MODALITY_##name,
typedef enum sr_modality { SR_MODALITIES(SR_X) SR_MODALITY_COUNT } sr_modality;
#undef SR_X
#define SR_X(name, word) SR_WHEN_##name,
typedef enum sr_when_relation { SR_RELATIONS_IN_TIME(SR_X) SR_WHEN_COUNT } sr_when_relation;
#undef SR_X
#define SR_X(list, name, word) SR_##list##_##name,
typedef enum sr_enum { SR_FIELD_NONE, SR_ENUM_VALUES(SR_X) SR_ENUM_COUNT } sr_enum;
#undef SR_X

/* The words above, as written in JSON; "" for SR_FIELD_NONE. */
SR_API const char *sr_claim_kind_name(sr_claim_kind kind);
SR_API const char *sr_modality_name(sr_modality modality);
SR_API const char *sr_when_relation_name(sr_when_relation relation);
SR_API const char *sr_enum_name(sr_enum value);

/* An actor or place inside a claim: borrowed from the report, or from the ledger's row. */
typedef struct sr_actor_ref {
  sr_slice name, code;
} sr_actor_ref;

typedef struct sr_place_ref {
  sr_slice name;
  int64_t geonames; /* 0 where not known */
  double lat, lon;  /* NAN where not known */
  sr_slice country, feature;
} sr_place_ref;

/* A stated figure, as sr_quantity has it. */
typedef struct sr_figure {
  bool present;
  double low, high, granule;
  sr_bound bound;
  sr_slice unit;
  sr_span span;
} sr_figure;

typedef struct sr_when {
  bool present;
  sr_day start, end; /* SR_DAY_NONE on the open side of since and until */
  sr_when_relation relation;
} sr_when;

/* One side of a ratio. */
typedef struct sr_ratio_side {
  sr_enum measure;
  sr_slice category; /* a losses category or the counted noun */
  sr_actor_ref party;
} sr_ratio_side;

typedef struct sr_claim {
  sr_claim_kind kind;
  sr_modality modality;
  const sr_actor_ref *chain; /* outermost first */
  uint32_t n_chain;
  sr_figure quantity;
  sr_when when;
  const sr_place_ref *where;
  uint32_t n_where;
  sr_spans evidence; /* never empty */
  double confidence; /* 0 to 1: probability that the claim is complete and right */

  /* own fields; which kind has which is in docs/claims.md */
  sr_actor_ref party;                   /* losses advance control strike interception forecast */
  sr_enum category, victim;             /* losses */
  sr_slice item;                        /* losses (equipment), aid */
  sr_enum measure;                      /* advance */
  sr_enum act;                          /* control, statement, forecast */
  sr_place_ref target_place;            /* control */
  sr_slice target, condition;           /* projection; target of forecast */
  sr_ratio_side numerator, denominator; /* ratio */
  sr_enum weapon, outcome;              /* strike, interception */
  const sr_enum *objects;               /* damage */
  uint32_t n_objects;
  sr_actor_ref donor, recipient;    /* aid */
  sr_figure money;                  /* aid */
  sr_enum status;                   /* aid */
  sr_day deadline;                  /* aid; SR_DAY_NONE */
  const sr_actor_ref *participants; /* contact */
  uint32_t n_participants;
  sr_enum form;           /* contact */
  const sr_slice *topics; /* contact */
  uint32_t n_topics;
  sr_actor_ref speaker, addressee; /* statement */
  sr_slice topic;                  /* statement */
  sr_slice horizon;                /* forecast */
} sr_claim;

/* The claims of a report read with SR_LAYER_CLAIMS, in the order of their evidence; borrowed. */
SR_API const sr_claim *sr_report_claims(const sr_report *report, uint32_t *n);

#endif
