/* Engine and report: what goes in, and every annotation that comes out.
 *
 * An sr_engine holds the compiled tables and the language models that it finds (docs/engine.md says where), each opened
 * when a report first needs it: it may be shared by any number of threads and outlives its reports. An sr_report is one
 * report read by one engine: it owns an arena from which all its annotations and claims come, belongs to one thread at
 * a time, and everything that its functions return is borrowed until sr_report_free. The fields are those of
 * docs/annotations.md, which is the format `sitrep annotate` writes. */
#ifndef SITREP_REPORT_H
#define SITREP_REPORT_H

#include "base.h"

typedef struct sr_engine sr_engine;
typedef struct sr_report sr_report;

/* ---- limits and options ---- */

/* Every bound on what a report may cost, with its default. A report past one is an error, never a crash. */
typedef struct sr_limits {
  size_t report_bytes;      /* raw input of one report: 16 MiB; the longest real digest seen is under 1 MiB */
  size_t memory_bytes;      /* one report's arena, with what its reading takes: 1 GiB */
  uint32_t html_depth;      /* open elements: 512; libxml2's own limit is 256 without XML_PARSE_HUGE */
  uint32_t sentence_tokens; /* a longer sentence is cut, so that quadratic steps stay bounded: 1000 */
} sr_limits;

typedef enum sr_input_form {
  SR_FORM_AUTO, /* HTML or text, by content */
  SR_FORM_TEXT,
  SR_FORM_HTML,
  SR_FORM_EXACT /* UTF-8 text that is kept byte for byte, so that spans are the caller's offsets; NDJSON's */
} sr_input_form;

/* What the caller knows about a report; empty or SR_DAY_NONE where it does not. Known values win over found ones. */
typedef struct sr_report_info {
  sr_slice id;     /* the caller's name for it; the file name, or the id in NDJSON */
  sr_slice lang;   /* ISO 639-1 */
  sr_slice outlet; /* who published it */
  sr_slice title;
  sr_slice url;
  sr_day date; /* day of publication */
  sr_input_form form;
} sr_report_info;

/* Layers that sr_report_read fills. */
enum {
  SR_LAYER_TOKENS = 1 << 0,
  SR_LAYER_ENTITIES = 1 << 1,
  SR_LAYER_QUANTITIES = 1 << 2,
  SR_LAYER_TIMES = 1 << 3,
  SR_LAYER_PLACES = 1 << 4,
  SR_LAYER_ACTORS = 1 << 5,
  SR_LAYER_ATTRIBUTIONS = 1 << 6,
  SR_LAYER_EVENTS = 1 << 7,
  SR_LAYER_CLAIMS = 1 << 8,
  SR_LAYERS_ALL = (1 << 9) - 1
};

/* ---- tokens and sentences ---- */

typedef enum sr_token_kind {
  SR_TOKEN_WORD,   /* letters, with inner apostrophes and hyphens */
  SR_TOKEN_NUMBER, /* begins with a digit: "31,000", "155-mm", "2025-07-09" */
  SR_TOKEN_PUNCT,
  SR_TOKEN_SYMBOL /* currency, per cent, degree, arithmetic, emoji */
} sr_token_kind;

#define SR_NO_HEAD UINT32_MAX

typedef struct sr_token {
  sr_span span;
  uint32_t sentence; /* index of its sentence */
  sr_token_kind kind;
  bool space_before;
  sr_slice norm; /* lower case, NFC, typographic apostrophes and hyphens levelled: what tables are matched against */
  /* These are empty (and head SR_NO_HEAD) where no model has run: the report's language has none, or no layer that was
   * asked for needs them. SR_LAYER_TOKENS does. */
  sr_slice lemma;
  sr_slice upos, xpos, feats, deprel;
  uint32_t head; /* index of the token in the report, its own index for a root */
} sr_token;

typedef struct sr_sentence {
  sr_span span;
  uint32_t first_token, n_tokens;
  uint32_t paragraph; /* index, counted over blank lines and block elements */
} sr_sentence;

/* ---- annotations ---- */

typedef struct sr_entity {
  sr_span span;
  const char *type; /* "PER", "ORG", "GPE", "LOC" */
} sr_entity;

typedef enum sr_bound {
  SR_BOUND_EXACT, /* = */
  SR_BOUND_ABOUT, /* ~ */
  SR_BOUND_OVER,  /* > at least, more than */
  SR_BOUND_UNDER, /* < at most, less than */
  SR_BOUND_UP,    /* a change upwards */
  SR_BOUND_DOWN   /* a change downwards */
} sr_bound;

/* "=", "~", ">", "<", "up", "down" */
SR_API const char *sr_bound_name(sr_bound bound);

/* "about 15 sq. km. per day" -> [15, 15] km2/d, ~. The value is in the unit as written; nothing is converted. */
typedef struct sr_quantity {
  sr_span span;      /* hedge, number and unit */
  sr_span number;    /* the number (or range) alone */
  sr_span unit_span; /* empty if no unit is written */
  double low, high;  /* low <= high */
  double granule;    /* place value of the last digit that was written to mean something: 1000 for "31,000",
                        0.001 for "0.038", 1e5 for "1.2 million", 1 for "nine" */
  sr_bound bound;
  bool vague;         /* "hundreds of": low and high are the order of magnitude, and no claim may take it as a figure */
  sr_slice unit;      /* UCUM, ISO 4217, "1", "%", "{noun}" */
  sr_slice unit_name; /* the same in words: "square kilometre per day"; "-" for a plain number */
  sr_spans concept;   /* what is measured or counted beyond the unit */
  uint32_t sentence, first_token, n_tokens;
} sr_quantity;

typedef enum sr_time_type { SR_TIME_DATE, SR_TIME_TIME, SR_TIME_DURATION, SR_TIME_SET } sr_time_type;

/* A TIMEX3 (ISO-TimeML): type and value as printed, and the days it covers where they can be reckoned. */
typedef struct sr_time {
  sr_span span;
  sr_time_type type;
  sr_slice value;    /* "2025-07-09", "P89Y", "2025-SU", "PRESENT_REF" */
  sr_slice mod;      /* TIMEX3 mod: "APPROX", "START", ... or empty */
  sr_day start, end; /* first and last day, inclusive; SR_DAY_NONE if open or unknown */
  enum {
    SR_SIGNAL_NONE,
    SR_SIGNAL_ON,
    SR_SIGNAL_SINCE,
    SR_SIGNAL_UNTIL,
    SR_SIGNAL_DURING
  } signal;     /* its preposition */
  bool before;  /* it is "before": until it begins, not until it ends */
  int32_t pair; /* index of the other end of a range ("July 9-10", "from May to June"), or -1 */
  uint32_t sentence, first_token, n_tokens;
} sr_time;

typedef enum sr_place_kind {
  SR_PLACE_NAME,
  SR_PLACE_ADJECTIVE, /* "Ukrainian": stands for its country */
  SR_PLACE_PEOPLE     /* "Ukrainians" */
} sr_place_kind;

typedef struct sr_place {
  sr_span span;
  sr_slice name;       /* the gazetteer's usual English name: "Kyiv", "Kharkiv Oblast" */
  int64_t geonames;    /* 0 where not known */
  double lat, lon;     /* WGS 84 degrees; NAN where not known */
  double precision_km; /* 0: the point is the place's own; else that of a place named with it, so far off at most */
  sr_slice country;    /* ISO 3166-1 alpha-2, or empty */
  sr_slice adm1;       /* name of the first-order division that holds it, or empty */
  sr_slice feature;    /* GeoNames feature code: PPLC, ADM1, PCLI, ... */
  sr_place_kind kind;
  bool literal; /* a place where something is; false for a metonym ("Kyiv said") or modifier ("Kyiv region head") */
  uint32_t sentence, first_token, n_tokens;
} sr_place;

typedef enum sr_actor_kind {
  SR_ACTOR_STATE,       /* a state, its people, its capital standing for it */
  SR_ACTOR_INSTITUTION, /* ministry, armed force, institute, company, outlet */
  SR_ACTOR_OFFICE,      /* an office without a name: "Kremlin spokesman" */
  SR_ACTOR_PERSON,      /* a named person */
  SR_ACTOR_UNNAMED      /* "two diplomats", "officials" */
} sr_actor_kind;

typedef struct sr_actor {
  sr_span span;
  sr_slice name; /* the fullest form that the report uses, or the table's name for states and known bodies */
  sr_slice code; /* PLOVER: ISO 3166-1 alpha-3 and sectors ("UKRMIL"); empty if not known */
  sr_slice role; /* "Secretary of State", "spokesman"; empty if none */
  sr_actor_kind kind;
  uint32_t sentence, first_token, n_tokens;
} sr_actor;

typedef struct sr_attribution {
  sr_spans source, cue, content; /* source may be empty: "it is alleged" */
  sr_slice source_name;          /* as a chain names it: fullest form, no article, pronouns resolved; may be empty */
  sr_slice source_code;
  sr_slice via_name, via_code; /* the outlet that it was told to ("told the Courier that"), or empty */
  bool act;          /* the cue is a deed in words (pledges, accuses, refuses): no link in a chain of sources */
  bool charge;       /* the cue denies or accuses: a claim of its own, and a link for what it says */
  bool quoted;       /* the content is direct speech */
  int32_t parent;    /* the attribution whose content contains this one, or that "it says" takes up again; or -1 */
  uint32_t sentence; /* of the cue */
} sr_attribution;

typedef struct sr_event {
  sr_span span, trigger;
  sr_slice code;                   /* PLOVER type */
  sr_slice mode;                   /* PLOVER mode, or empty */
  const sr_slice *source, *target; /* actor codes */
  uint32_t n_source, n_target;
} sr_event;

/* ---- engine ---- */

/* Compiles the tables. limits may be NULL for the defaults. *engine is the caller's, ended by sr_engine_free.
 * Errors: SR_ERR_NOMEM. Any thread. */
SR_API SR_MUST_CHECK sr_status sr_engine_open(const sr_limits *limits, sr_engine **engine, sr_error *err);
SR_API void sr_engine_free(sr_engine *engine);
SR_API sr_limits sr_limits_default(void);

/* SR_OK if reports in a language (ISO 639-1) are read with a model; opens it if it is not yet.
 * Errors, which are no errors of reading, that goes on by rules alone: SR_ERR_NOTFOUND (there is no model; the message
 * says where was looked), SR_ERR_INPUT and SR_ERR_IO (it is damaged or cannot be read). Any thread. */
SR_API SR_MUST_CHECK sr_status sr_engine_model(const sr_engine *engine, sr_slice lang, sr_error *err);

/* ---- report ---- */

/* Reads one report from raw bytes: charset, HTML, language, sentences, tokens, and the layers asked for (SR_LAYER_*;
 * what a layer needs is read with it). info may be NULL. bytes are not kept. *report is the caller's.
 * Errors: SR_ERR_INPUT (empty, binary, malformed; offset is the byte), SR_ERR_LIMIT, SR_ERR_NOMEM.
 * Any thread; one thread at a time for one report. Time is linear in bytes. */
SR_API SR_MUST_CHECK sr_status sr_report_read(const sr_engine *engine, sr_slice bytes, const sr_report_info *info,
                                              unsigned layers, sr_report **report, sr_error *err);
SR_API void sr_report_free(sr_report *report);

/* The clean text that all spans point into, and what is known about the report. */
SR_API sr_slice sr_report_text(const sr_report *report);
SR_API const sr_report_info *sr_report_about(const sr_report *report);
/* SHA-256 of the clean text, 64 lower-case hex digits: the report's identity in a ledger. */
SR_API sr_slice sr_report_hash(const sr_report *report);
/* The bytes of a span. */
SR_API sr_slice sr_report_slice(const sr_report *report, sr_span span);

/* Each gives the first of *n items, borrowed. */
SR_API const sr_token *sr_report_tokens(const sr_report *report, uint32_t *n);
SR_API const sr_sentence *sr_report_sentences(const sr_report *report, uint32_t *n);
SR_API const sr_entity *sr_report_entities(const sr_report *report, uint32_t *n);
SR_API const sr_quantity *sr_report_quantities(const sr_report *report, uint32_t *n);
SR_API const sr_time *sr_report_times(const sr_report *report, uint32_t *n);
SR_API const sr_place *sr_report_places(const sr_report *report, uint32_t *n);
SR_API const sr_actor *sr_report_actors(const sr_report *report, uint32_t *n);
SR_API const sr_attribution *sr_report_attributions(const sr_report *report, uint32_t *n);
SR_API const sr_event *sr_report_events(const sr_report *report, uint32_t *n);

#endif
